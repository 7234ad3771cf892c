package queue

import (
	"math"
	"slices"

	"lojal/sim/fast"
)

// hold keeps the tails of contacts in a steady state until they are settled.
func (t *Table) hold(f *Flow, x *mix, contacts float64) {
	if t.owner != f {
		t.own(f)
	}
	low, high := &x.spots[0], &x.spots[1]
	a, b := low.row, high.row
	a.from, a.to = min(a.from, low.below), max(a.to, low.below)
	b.from, b.to = min(b.from, high.below), max(b.to, high.below)
	n, m := contacts*low.waits, contacts*high.waits
	if len(t.found) == 1 {
		a.held[low.below].add(n, low.u)
		b.held[high.below].add(m, high.u)
		return
	}
	for k, share := range t.pool.share {
		a.held[k*a.loads+low.below].add(n*share, low.u)
		b.held[k*b.loads+high.below].add(m*share, high.u)
	}
}

// own makes the table hold tails for a flow, and no other table.
func (t *Table) own(f *Flow) {
	t.settle()
	f.settle()
	t.owner, f.table = f, t
}

// settle adds the tails held for a flow to it.
func (t *Table) settle() {
	f := t.owner
	if f == nil {
		return
	}
	for k := range f.Types {
		clear(t.sums)
		for _, r := range t.opened {
			if r.to > 0 {
				t.sum(r, k)
			}
		}
		tail, served, sums := f.Types[k].Tail, f.Types[k].ServedTail, t.sums
		for j := range tail {
			tail[j] += sums[2*j]
			served[j] += sums[2*j+1]
		}
	}
	for _, r := range t.opened {
		r.from, r.to = math.MaxInt, 0
	}
	t.owner = nil
}

// release takes the contacts of type k from a row: by load from the one before the
// first on; it uses the room of to.
func (r *row) release(k int, to []float64) []float64 {
	held := r.held[k*r.loads+r.from : k*r.loads+r.to+1]
	n := len(held)
	to = slices.Grow(to[:0], n+around-1)[:n+around-1]
	var a, b, c float64 // so far, at the load and the two after it
	for i := range held {
		w := held[i].weights()
		to[i], a, b, c = a+w[0], b+w[1], c+w[2], w[3]
		held[i] = cubic{}
	}
	to[n], to[n+1], to[n+2] = a, b, c
	return to
}

// sum adds up the tails of the contacts of type k that a row holds no longer, of the
// two capacities around it.
func (t *Table) sum(r *row, k int) {
	t.mass = r.release(k, t.mass)
	from := k*r.loads + r.from - 1
	for c, corner := range t.corners {
		weight, o := t.mixes.weights[c], corner.octaves[r.octave]
		o.slices[r.slice].sum(t.sums, weight*(1-r.above), from, t.mass)
		o.slices[r.slice+1].sum(t.sums, weight*r.above, from, t.mass)
	}
}

// sum adds a weight times the tails of contacts by load from one on; they are nil
// between the loads that were asked for.
func (s *slice) sum(to tails, weight float64, from int, mass []float64) {
	for at := 0; at < s.most; at += fast.Block {
		fast.AddRows((*[fast.Block]float64)(to[at:]), weight, s.tails[from:], at, mass)
	}
}

// tails tells the tails of type k at grid point j, of the nearer of the two
// capacities around a row.
func (t *Table) tails(x *spot, k, j int) (all, served float64) {
	r, u := x.row, powers(x.u)
	w := u.weights()
	if len(t.found) == 1 {
		return between((*[around]tails)(r.nearer[x.below-1:]), &w, j)
	}
	for c, corner := range t.corners {
		n, m := between((*[around]tails)(corner.octaves[r.octave].slices[r.near].tails[k*r.loads+x.below-1:]), &w, j)
		all += t.mixes.weights[c] * n
		served += t.mixes.weights[c] * m
	}
	return all, served
}

// between interpolates tails between four loads at grid point j.
func between(y *[around]tails, w *[around]float64, j int) (all, served float64) {
	for h, y := range y {
		if 2*j < len(y) {
			all += w[h] * y[2*j]
			served += w[h] * y[2*j+1]
		}
	}
	return all, served
}
