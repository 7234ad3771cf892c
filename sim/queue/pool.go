package queue

import (
	"math"
	"slices"
)

// CutOff is the longest wait in a [Pool], in seconds: who has waited so long
// leaves. It keeps an overloaded queue of endless patience finite.
const CutOff = 4 * 3600.0

// waits is the grid on which a [Pool] tells its distributions, in seconds, before
// the targets of the contact types are added.
var waits = []float64{0, 5, 10, 20, 30, 60, 90, 120, 180, 240, 300, 420, 600,
	900, 1200, 1800, 2700, 3600, 5400, 7200, 10800, CutOff}

// ContactType is a part of the contacts that wait in one queue.
type ContactType struct {
	Share        float64 // of the arrivals; shares are normalised to sum to 1
	Patience     Patience
	AnswerWithin float64 // target wait in seconds, at most CutOff
}

// Pool answers a queue of several contact types that share agents, first come
// first served, with one mean handle time: M/M/n+G whose patience is the
// mixture. Patience and targets are prepared once, load and agents change from
// answer to answer. A Pool is not safe for use by several goroutines: give each
// its own.
type Pool struct {
	Grid []float64 // waits in seconds, rising from 0 to CutOff, on which tails are told

	types  []ContactType
	share  []float64
	target []int // index of each type's target in Grid
	panels []panel
	lines  []line // index panel·types + type

	// The answer being made.
	rate, top    float64   // arrivals λ; highest exponent φ
	rates        []float64 // λ·share by type
	from, to     int       // panels outside of from ≤ i < to hold nothing
	chosen       []*rule   // by panel
	terms        []float64 // e^(φ−top) at the nodes of the chosen rules, times their weights
	lower, upper sums      // for the whole numbers of agents below and above
}

// panel is the stretch from one grid point to the next; the last one has no width.
type panel struct {
	a, width     float64
	left, waited []float64 // S and H of each type at a
	steep        float64   // ½ ln(S(a)/S(b)), the largest over types
	cubed        bool      // nodes crowd at a, where S is not analytic
	lowest       int       // rung that integrates S itself; −1 before it was asked for
	rules        [ladder]*rule
}

// line is S of a type from one grid point to the next as a straight line.
type line struct {
	from, left float64
	falls      float64 // a second; 0 from the last grid point on
}

// at is S at a wait between the two.
func (l *line) at(wait float64) float64 { return l.left - l.falls*(wait-l.from) }

// rule is a quadrature rule on a panel with the patience at its nodes.
// Gone and waited hold the nodes of the first type, then of the second and so on.
type rule struct {
	x, w, gone, waited []float64
	step               []float64 // e^(−more·x)
	more               float64   // of the last answer, mostly that of the next
}

// sums are integrals of e^(φ−top) panel by panel, and of its product with the
// share gone and the time waited: index panel·types + type.
type sums struct {
	whole, gone, waited []float64
	beyond              float64 // the integral past CutOff
}

// NewPool prepares a mix of contact types, whose distributions are told at the
// waits in more too. It panics where a patience fails its [Patience.Check] or
// there is no type.
func NewPool(types []ContactType, more ...float64) *Pool {
	if len(types) == 0 {
		panic("queue: a pool without contact types")
	}
	for _, t := range types {
		if err := t.Patience.Check(); err != nil {
			panic(err)
		}
	}
	k := len(types)
	p := &Pool{types: slices.Clone(types), share: make([]float64, k), rates: make([]float64, k)}
	p.SetShares(nil)
	p.layGrid(more)
	p.layPanels()
	p.terms = make([]float64, 0, 512)
	p.chosen = make([]*rule, len(p.panels))
	p.lower, p.upper = p.newSums(), p.newSums()
	return p
}

func (p *Pool) newSums() sums {
	n, k := len(p.panels)-1, len(p.types)
	return sums{whole: make([]float64, n), gone: make([]float64, n*k), waited: make([]float64, n*k)}
}

// SetShares changes the shares of the arrivals, one a type in the order of
// NewPool; they are normalised. Nil sets those of NewPool.
func (p *Pool) SetShares(shares []float64) {
	sum := 0.0
	for k := range p.share {
		p.share[k] = p.types[k].Share
		if shares != nil {
			p.share[k] = shares[k]
		}
		sum += p.share[k]
	}
	for k := range p.share {
		if sum > 0 {
			p.share[k] /= sum
		} else {
			p.share[k] = 1 / float64(len(p.share))
		}
	}
}

func (p *Pool) layGrid(more []float64) {
	p.Grid = slices.Clone(waits)
	for _, x := range more {
		p.Grid = append(p.Grid, min(max(x, 0), CutOff))
	}
	for _, t := range p.types {
		p.Grid = append(p.Grid, goal(t))
	}
	slices.Sort(p.Grid)
	p.Grid = slices.Compact(p.Grid)
	for _, t := range p.types {
		i, _ := slices.BinarySearch(p.Grid, goal(t))
		p.target = append(p.target, i)
	}
}

func goal(t ContactType) float64 { return min(max(t.AnswerWithin, 0), CutOff) }

func (p *Pool) layPanels() {
	for i := range p.Grid {
		q := panel{a: p.Grid[i], lowest: -1}
		for _, t := range p.types {
			q.left = append(q.left, t.Patience.Left(q.a))
			q.waited = append(q.waited, t.Patience.Waited(q.a))
			q.cubed = q.cubed || i == 0 && !t.Patience.smooth()
		}
		p.panels = append(p.panels, q)
	}
	for i := range p.panels[:len(p.panels)-1] {
		q, next := &p.panels[i], &p.panels[i+1]
		q.width = next.a - q.a
		for k := range q.left {
			if next.left[k] > 0 {
				q.steep = max(q.steep, math.Log(q.left[k]/next.left[k])/2)
			}
		}
	}
	p.layLines()
}

func (p *Pool) layLines() {
	for i := range p.panels {
		q := &p.panels[i]
		for k, left := range q.left {
			l := line{from: q.a, left: left}
			if q.width > 0 {
				l.falls = (left - p.panels[i+1].left[k]) / q.width
			}
			p.lines = append(p.lines, l)
		}
	}
}
