package queue

import "math"

// lossTable interpolates Erlang's loss by the load, for each number of agents
// exact on a grid of its own: by cubic polynomials with steps of a small part of
// √agents, the width in which the loss rises. Against exact values it was off by at
// most 1e-8.
type lossTable struct{ rows []*lossRow }

// lossRow is the loss of so many agents, for a window of the loads on the grid: those
// that were asked for and some around them, for many agents a small part of all.
type lossRow struct {
	agents      int
	step, scale float64
	from        int       // load of the first of cubics, 1 or more
	cubics      []cubic   // by load
	loss        []float64 // by load, from the one before from to two after the last; negative: not known yet
}

const (
	// lossStep is the distance of loads on the grid, in √agents.
	lossStep = .015
	// lossMargin is how many loads a window reaches beyond those asked for.
	lossMargin = 32
)

// row is that of n agents, 1 or more.
func (t *lossTable) row(n int) *lossRow {
	for n >= len(t.rows) {
		t.rows = append(t.rows, nil)
	}
	if t.rows[n] == nil {
		step := lossStep * math.Sqrt(float64(n))
		t.rows[n] = &lossRow{agents: n, step: step, scale: 1 / step}
	}
	return t.rows[n]
}

// at is [ErlangB] for a load of one step or more, w being part of the step from load k
// on the grid to the next; no number where that is not known.
func (r *lossRow) at(k int, w float64) float64 {
	if i := uint(k - r.from); i < uint(len(r.cubics)) {
		return r.cubics[i].at(w, w*w)
	}
	return unknown[0]
}

// know works the losses out between which loads from k on are interpolated, and tells
// whether it had to.
func (r *lossRow) know(k int) bool {
	if lost := r.at(k, 0); lost == lost {
		return false
	}
	r.widen(k)
	i := k - r.from
	b := r.loss[i : i+around]
	for j := range b {
		if b[j] < 0 {
			b[j] = ErlangB(float64(k-1+j)*r.step, r.agents)
		}
	}
	r.cubics[i] = through(b[0], b[1], b[2], b[3]).within(1)
	return true
}

// of is the loss of a load of one step or more, worked out where it is not known yet.
func (r *lossRow) of(load float64) float64 {
	k := int(load * r.scale)
	r.know(k)
	return r.at(k, load*r.scale-float64(k))
}

// widen makes the window hold a load.
func (r *lossRow) widen(k int) {
	from, to := r.from, r.from+len(r.cubics)
	switch {
	case k >= from && k < to:
		return
	case from == to:
		from, to = max(k-lossMargin, 1), k+lossMargin
	case k < from:
		from = max(k-lossMargin, 1)
	default:
		to = k + lossMargin
	}
	old := *r
	r.from, r.cubics, r.loss = from, make([]cubic, to-from), make([]float64, to-from+around-1)
	for i := range r.cubics {
		r.cubics[i] = unknown
	}
	for i := range r.loss {
		r.loss[i] = -1
	}
	if len(old.cubics) > 0 {
		copy(r.cubics[old.from-from:], old.cubics)
		copy(r.loss[old.from-from:], old.loss)
	}
}
