package queue

import "slices"

// hold keeps the tails of contacts in a steady state until they are settled.
func (t *Table) hold(f *Flow, x *mix, contacts float64) {
	low, high := &x.spots[0], &x.spots[1]
	a, b := low.row, high.row
	if t.owner != f || a.to == 0 || b.to == 0 {
		t.own(f)
		t.await(low)
		t.await(high)
		t.hold(f, x, contacts)
		return
	}
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
	if t.owner == f {
		return
	}
	t.settle()
	if f.table != nil && f.table.owner == f {
		f.table.settle()
	}
	t.owner, f.table = f, t
}

// await notes that the row of a spot will hold contacts.
func (t *Table) await(x *spot) {
	if r := x.row; r.to == 0 {
		r.from, r.to = x.below, x.below
		t.pending = append(t.pending, r)
	}
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
		for _, r := range t.pending {
			t.mass = r.waiting(k, t.mass)
			for c, corner := range t.corners {
				t.sum(r, corner.octaves[r.octave], k*r.loads+r.from-1, t.mixes.weights[c])
			}
		}
		to := &f.Types[k]
		for j, s := range t.sums {
			to.Tail[j] += s.all
			to.ServedTail[j] += s.served
		}
	}
	t.drop()
}

// sum adds up the tails of the contacts in mass, times a weight, between the two
// capacities around a row and from a load on: of two loads at once, because sums to be
// loaded and kept take as long as what is added.
func (t *Table) sum(r *row, o *octave, from int, weight float64) {
	mass := t.mass
	below, above := o.slices[r.slice].tails[from:][:len(mass)], o.slices[r.slice+1].tails[from:][:len(mass)]
	v, w := weight*(1-r.above), weight*r.above
	for i := 0; i < len(mass); i += 2 {
		a, b, c, d := below[i], above[i], t.none, t.none
		n, m := mass[i], 0.
		if i+1 < len(mass) {
			c, d, m = below[i+1], above[i+1], mass[i+1]
		}
		if a == nil || b == nil || c == nil || d == nil {
			a, b, c, d = t.made(a), t.made(b), t.made(c), t.made(d)
		}
		sums := t.sums[:max(len(a), len(b), len(c), len(d))]
		a, b, c, d = a[:len(sums)], b[:len(sums)], c[:len(sums)], d[:len(sums)] // zeros follow
		nv, nw, mv, mw := n*v, n*w, m*v, m*w
		for j := range sums {
			s := &sums[j]
			s.all += (nv*a[j].all + nw*b[j].all) + (mv*c[j].all + mw*d[j].all)
			s.served += (nv*a[j].served + nw*b[j].served) + (mv*c[j].served + mw*d[j].served)
		}
	}
}

// made is tails, or those of nobody where they are not made: between the loads that
// were asked for, where they weigh nothing.
func (t *Table) made(x []tails) []tails {
	if x == nil {
		return t.none
	}
	return x
}

// drop forgets the tails that are held.
func (t *Table) drop() {
	for _, r := range t.pending {
		for k := range t.pool.types {
			clear(r.held[k*r.loads+r.from : k*r.loads+r.to+1])
		}
		r.to = 0
	}
	t.pending, t.owner = t.pending[:0], nil
}

// tails tells the tails of type k at grid point j, of the nearer of the two
// capacities around a row.
func (t *Table) tails(x *spot, k, j int) (all, served float64) {
	r, u := x.row, powers(x.u)
	w := u.weights()
	if len(t.found) == 1 {
		return between((*[around][]tails)(r.nearer[x.below-1:]), &w, j)
	}
	for c, corner := range t.corners {
		n, m := between((*[around][]tails)(corner.octaves[r.octave].slices[r.near].tails[k*r.loads+x.below-1:]), &w, j)
		all += t.mixes.weights[c] * n
		served += t.mixes.weights[c] * m
	}
	return all, served
}

// between interpolates tails between four loads at grid point j.
func between(y *[around][]tails, w *[around]float64, j int) (all, served float64) {
	if j >= len(y[0]) || j >= len(y[1]) || j >= len(y[2]) || j >= len(y[3]) {
		return betweenSome(y, w, j)
	}
	a, b, c, d := &y[0][j], &y[1][j], &y[2][j], &y[3][j]
	return (w[0]*a.all + w[1]*b.all) + (w[2]*c.all + w[3]*d.all), (w[0]*a.served + w[1]*b.served) + (w[2]*c.served + w[3]*d.served)
}

// betweenSome is between where at some of the loads nobody waits so long.
func betweenSome(y *[around][]tails, w *[around]float64, j int) (all, served float64) {
	for h, y := range y {
		if j < len(y) {
			all += w[h] * y[j].all
			served += w[h] * y[j].served
		}
	}
	return all, served
}
