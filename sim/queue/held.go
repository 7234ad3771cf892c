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
	if f.table != nil && f.table.owner == f {
		f.table.settle()
	}
	t.owner, f.table = f, t
}

// waiting is the contacts of type k that a row holds, by load from the one before the
// first on; it uses the room of to.
func (r *row) waiting(k int, to []float64) []float64 {
	held := r.held[k*r.loads+r.from : k*r.loads+r.to+1]
	n := len(held) + around - 1
	to = slices.Grow(to[:0], n)[:n]
	clear(to)
	for i := range held {
		w, m := held[i].weights(), to[i:i+around]
		m[0], m[1], m[2], m[3] = m[0]+w[0], m[1]+w[1], m[2]+w[2], m[3]+w[3]
	}
	return to
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
		to := &f.Types[k]
		for j := range to.Tail {
			to.Tail[j] += t.sums[2*j]
			to.ServedTail[j] += t.sums[2*j+1]
		}
	}
	t.drop()
}

// sum adds up the tails of the contacts of type k that a row holds, of the two
// capacities around it.
func (t *Table) sum(r *row, k int) {
	t.mass = r.waiting(k, t.mass)
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

// drop forgets the tails that are held.
func (t *Table) drop() {
	for _, r := range t.opened {
		if r.to > 0 {
			for k := range t.pool.types {
				clear(r.held[k*r.loads+r.from : k*r.loads+r.to+1])
			}
			r.from, r.to = math.MaxInt, 0
		}
	}
	t.owner = nil
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
