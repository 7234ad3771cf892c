package queue

// hold keeps the tails of contacts in a steady state until they are settled.
func (t *Table) hold(f *Flow, x *mix, contacts float64) {
	if t.owner != f {
		t.settle()
		t.owner = f
	}
	for i := range x.spots {
		y := &x.spots[i]
		r := y.row
		if y.below < r.from || y.below >= r.to {
			t.widen(r, y.below)
		}
		n := contacts * y.waits
		for k, share := range t.pool.share {
			r.held[k*r.loads+y.below].add(n*share, y.u)
		}
	}
}

// widen lets a row hold contacts at a load.
func (t *Table) widen(r *row, load int) {
	if r.to == 0 {
		r.from = load
		t.pending = append(t.pending, r)
	}
	r.from, r.to = min(r.from, load), max(r.to, load+1)
}

// settle adds the tails held for a flow to it.
func (t *Table) settle() {
	f := t.owner
	if f == nil {
		return
	}
	for _, r := range t.pending {
		first := r.from - 1
		for k := range f.Types {
			t.mass = append(t.mass[:0], make([]float64, r.to-r.from+around-1)...)
			for i, c := range r.held[k*r.loads+r.from : k*r.loads+r.to] {
				w := c.weights()
				m := (*[around]float64)(t.mass[i:])
				m[0], m[1], m[2], m[3] = m[0]+w[0], m[1]+w[1], m[2]+w[2], m[3]+w[3]
			}
			for c, corner := range t.corners {
				o, weight := corner.octaves[r.octave], t.mixes.weights[c]
				below, above := o.slices[r.slice].tails[k*r.loads+first:], o.slices[r.slice+1].tails[k*r.loads+first:]
				for i, n := range t.mass {
					if n *= weight; n != 0 { // else between the loads that were asked for
						f.Types[k].addTails(below[i], above[i], n*(1-r.above), n*r.above)
					}
				}
			}
		}
	}
	t.drop()
}

// addTails adds the tails of n and m contacts that wait.
func (to *TypeFlow) addTails(a, b []tails, n, m float64) {
	if len(a) < len(b) {
		a, b, n, m = b, a, m, n
	}
	tail, served := to.Tail[:len(a)], to.ServedTail[:len(a)]
	for j := range b {
		tail[j] += n*a[j].all + m*b[j].all
		served[j] += n*a[j].served + m*b[j].served
	}
	for j := len(b); j < len(a); j++ {
		tail[j] += n * a[j].all
		served[j] += n * a[j].served
	}
}

// drop forgets the tails that are held.
func (t *Table) drop() {
	for _, r := range t.pending {
		for k := range t.pool.types {
			clear(r.held[k*r.loads+r.from : k*r.loads+r.to])
		}
		r.from, r.to = 0, 0
	}
	t.pending, t.owner = t.pending[:0], nil
}

// tails tells the tails of type k at grid point j, of the nearer of the two
// capacities around a row.
func (t *Table) tails(x *spot, k, j int) (all, served float64) {
	r, near := x.row, 0
	if r.above > .5 {
		near = 1
	}
	by := x.weights()
	for c, corner := range t.corners {
		y := (*[around][]tails)(corner.octaves[r.octave].slices[r.slice+near].tails[k*r.loads+x.below-1:])
		for h := range y {
			if y := y[h]; j < len(y) {
				w := t.mixes.weights[c] * by[h]
				all += w * y[j].all
				served += w * y[j].served
			}
		}
	}
	return all, served
}
