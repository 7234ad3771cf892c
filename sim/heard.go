package sim

import (
	"math"

	"lojal/sim/driver"
	"lojal/sim/fast"
	"lojal/sim/loyalty"
)

// wait is how a wait feels: what it adds, and where that is apart from what else is met,
// its points.
type wait struct {
	parts
	feeling
}

// on is how waits on a grid feel: none at all, the middle of each step, and longer
// than the grid. It is worked out once.
func (m *minds) on(grid []float64) []wait {
	if len(m.waits) > 0 {
		return m.waits
	}
	m.waits, m.heard = make([]wait, 0, len(grid)+1), make([]heard, len(grid)+1)
	m.apart, m.falling = true, true
	m.waits = append(m.waits, m.wait(0))
	for j := 1; j < len(grid); j++ {
		m.waits = append(m.waits, m.wait((grid[j-1]+grid[j])/2))
	}
	m.waits = append(m.waits, m.wait(grid[len(grid)-1]))
	for j := range m.waits {
		w, shorter := &m.waits[j], &m.waits[max(0, j-1)]
		m.apart = m.apart && w.parts.moment.Apart() && w.parts.lasting.Apart()
		m.falling = m.falling && w.parts.moment.Within(shorter.parts.moment) && w.parts.lasting.Within(shorter.parts.lasting)
	}
	return m.waits
}

func (m *minds) wait(seconds float64) wait {
	p := m.waited(seconds)
	return wait{p, feeling{m.moment.Beside(p.moment), m.lasting.Beside(p.lasting)}}
}

// heard is some who were answered after a wait that felt alike.
type heard struct {
	count float64
	wait  *wait
	feeling
	upTo points // of them and of those before them in a list
}

// points are those of some contacts, all together.
type points struct{ count, moment, lasting float64 }

// feelAll lets those in a list feel their wait, and what else they met if it is not apart
// from that.
func (m *minds) feelAll(all []heard, met *parts) {
	var sum points
	for i := range all {
		h := &all[i]
		h.feeling = h.wait.feeling
		if !m.apart {
			h.feeling = m.feel(met, &h.wait.parts)
		}
		sum.count += h.count
		sum.moment += h.count * h.moment
		sum.lasting += h.count * h.lasting
		h.upTo = sum
	}
}

// heard adds groups of those who heard an answer, one outcome for each wait.
func (e *ending) heard(all []heard, groups []group, more feeling) {
	for _, g := range groups {
		if g.share <= 0 {
			continue
		}
		for i := range all {
			h := &all[i]
			e.feel(h.count*g.share, feeling{h.moment + more.moment, h.lasting + more.lasting}, g.off)
		}
	}
}

// together scores such groups: those in a row whose scores lie in the same pieces at
// once, since the same comes of them as of their mean, and there are few pieces where
// scores fall with the wait. It tells how many times it scored.
func (m *minds) together(t *tally, all []heard, groups []group, more feeling) (times int) {
	c := &m.week
	for i := range groups {
		g := &groups[i]
		if g.share <= 0 {
			continue
		}
		moment, lasting := m.momentBase+more.moment-g.off, m.lastingBase+more.lasting-g.off
		var before points
		for i := 0; i < len(all); {
			score := moment + all[i].moment
			low, from := pieceBelow(score)-moment, nodeBelow(lasting+all[i].lasting)-lasting
			if !m.falling {
				low = math.Inf(1) // each wait apart
			}
			for i++; i < len(all) && all[i].moment >= low && all[i].lasting >= from; i++ {
			}
			upTo := &all[i-1].upTo
			n := upTo.count - before.count
			sum := fast.Min(fast.Max(moment*n+upTo.moment-before.moment, 0), 100*n)
			mean := lasting + (upTo.lasting-before.lasting)/n
			n *= g.share
			angry := t.add(n, sum*g.share, score, c.complaintRate)
			c.customers.Add(driver.Clamp(mean), n, angry)
			before = *upTo
			times++
		}
	}
	return times
}

// pieceBelow is the score from which on, up to another one, all that is made of a score
// is linear in it.
func pieceBelow(s float64) float64 {
	switch {
	case s < 0:
		return math.Inf(-1)
	case s < unhappyAt:
		return 0
	case s < satisfiedAt:
		return unhappyAt
	case s < 100:
		return satisfiedAt
	}
	return 100
}

// scoreStep is how far apart the nodes are on which customers' contacts are counted.
const scoreStep = 100.0 / (loyalty.Scores - 1)

// nodeBelow is the last node up to a score; between two nodes, what is counted on them
// is linear in it.
func nodeBelow(s float64) float64 { return math.Floor(s*(1/scoreStep)) * scoreStep }
