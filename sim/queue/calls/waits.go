package calls

import (
	"math"
	"slices"
)

// edges sorts waits into cells between thresholds: those of a type's grid and its
// target.
type edges struct {
	at     []float64
	first  [cells]uint16 // by the leading bits of a wait: thresholds below all waits that share them
	grid   []int         // where each grid point is
	target int
}

// Waits are told apart by their exponent and four bits, from 2⁻¹⁰ s on.
const (
	leading = 48
	lowest  = (1023 - 10) << 4
	cells   = 32 << 4
)

func newEdges(grid []float64, target float64) *edges {
	e := &edges{at: slices.Clone(grid)}
	if !slices.Contains(e.at, target) {
		e.at = append(e.at, target)
		slices.Sort(e.at)
	}
	for _, x := range grid {
		e.grid = append(e.grid, slices.Index(e.at, x))
	}
	e.target = slices.Index(e.at, target)
	for i := 1; i < cells; i++ {
		low := math.Float64frombits(uint64(lowest+i) << leading)
		for e.first[i] = e.first[i-1]; int(e.first[i]) < len(e.at) && e.at[e.first[i]] <= low; {
			e.first[i]++
		}
	}
	return e
}

// cell is how many thresholds lie below a wait.
func (e *edges) cell(wait float64) int {
	if !(wait > 0) {
		return 0
	}
	before := math.Float64bits(wait) - 1 // of the next smaller number
	i := min(max(int(before>>leading)-lowest, 0), cells-1)
	c := int(e.first[i])
	for c < len(e.at) && e.at[c] < wait {
		c++
	}
	return c
}

// count is what happens to a type in a week, before it is summed up. Each contact
// that was answered or abandoned is counted in the cell of its wait.
type count struct {
	*edges
	answered, abandoned []int // by cell
	tally               TypeTally
}

func newCount(t *Type) count {
	e := newEdges(t.Grid, t.AnswerWithin)
	return count{edges: e, answered: make([]int, len(e.at)+1), abandoned: make([]int, len(e.at)+1)}
}

func (c *count) reset() {
	clear(c.answered)
	clear(c.abandoned)
	c.tally = TypeTally{}
}

// outcome is what happens to a class of contacts in a week.
type outcome struct {
	solve                     uint64 // chance of solving
	offered, answered, failed int    // failed: answered and not solved
}

// write sums the cells and the classes of the type up.
func (c *count) write(classes []outcome, to *TypeTally) {
	over, served := to.Over, to.ServedOver
	*to = c.tally
	to.Over, to.ServedOver = over, served
	for i := range classes {
		x, b, a := &classes[i], i/Attempts, i%Attempts
		to.Offered[b][a], to.Solved[b][a], to.Unsolved[b][a] = x.offered, x.answered-x.failed, x.failed
	}
	for j, at := range c.grid {
		over[j], served[j] = 0, 0
		for i := at + 1; i < len(c.answered); i++ {
			served[j] += c.answered[i]
			over[j] += c.answered[i] + c.abandoned[i]
		}
	}
	for i := range c.answered {
		to.Answered += c.answered[i]
		to.Abandoned += c.abandoned[i]
		if i <= c.target {
			to.Within += c.answered[i]
		}
	}
}
