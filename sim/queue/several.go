package queue

import "lojal/sim/fast"

// place finds the spot of a load on n agents.
func (t *Table) place(x *spot, n int, load float64) {
	r := t.row(n)
	at := load * r.scale
	x.row, x.below = r, int(at)
	x.u = at - float64(x.below)
	if first := x.below - 1; r.ready[first] != t.now {
		t.make(r, first)
	}
}

// several answers for several contact types.
func (t *Table) several(n int, rate, load, agents float64, out *Steady) {
	low, high := &out.mix.spots[0], &out.mix.spots[1]
	t.place(low, n, load)
	t.place(high, n+1, load)
	lost := fast.Max(low.row.loss.of(load), 0)
	next, part := load*lost, agents-float64(n)
	out.Wait, out.Abandoned, out.MeanWait = 0, 0, 0
	for k := range out.Types {
		out.Types[k].Abandoned, out.Types[k].MeanWait = 0, 0
	}
	t.among(low, load, lost, 1, 1-part, out)
	t.among(high, load, next, float64(n)+next, part, out)
	for k, share := range t.pool.share {
		out.Abandoned += share * out.Types[k].Abandoned
		out.MeanWait += share * out.Types[k].MeanWait
	}
	out.QueueLength = rate * out.MeanWait
	out.Occupancy = load * (1 - out.Abandoned) / agents
}

// among adds what awaits contacts at a spot, as shares of all, to an answer in
// which it has a weight; lost ÷ of is Erlang's loss with one agent less.
func (t *Table) among(x *spot, load, lost, of, weight float64, out *Steady) {
	use, gone, u := load*x.row.each, 0.0, powers(x.u)
	near := u.weights()
	for k, share := range t.pool.share {
		m := x.row.between(k, x.below, &near)
		t.found[k] = met{fast.Share(m.gone * x.row.pace), fast.Max(m.mean*x.row.pace, 0)}
		gone += share * t.found[k].gone
	}
	x.waits = waiting(use, lost, of, gone, weight)
	out.Wait += x.waits
	for k := range out.Types {
		out.Types[k].Abandoned += x.waits * t.found[k].gone
		out.Types[k].MeanWait += x.waits * t.found[k].mean
	}
}

// between interpolates what awaits type k between loads.
func (r *row) between(k, below int, w *[around]float64) met {
	m := (*[around]met)(r.met[k*r.loads+below-1:])
	return met{
		(w[0]*m[0].gone + w[1]*m[1].gone) + (w[2]*m[2].gone + w[3]*m[3].gone),
		(w[0]*m[0].mean + w[1]*m[1].mean) + (w[2]*m[2].mean + w[3]*m[3].mean),
	}
}

// make interpolates what awaits contacts at the four loads from first on.
func (t *Table) make(r *row, first int) {
	r.ready[first] = t.now
	for load := first; load < first+around; load++ {
		if r.made[load] == t.now {
			continue
		}
		r.made[load] = t.now
		for k := range t.pool.types {
			r.met[k*r.loads+load] = met{}
		}
		for c, corner := range t.corners {
			t.blend(r, corner, load, t.mixes.weights[c])
		}
	}
}

// blend adds what a corner of the mix has at a load between the two capacities
// around a row.
func (t *Table) blend(r *row, of *surface, load int, weight float64) {
	o := of.octaves[r.octave]
	if o == nil {
		o = of.octave(t, r.octave)
	}
	below, above := &o.slices[r.slice], &o.slices[r.slice+1]
	if load >= len(below.tails) || below.tails[load] == nil {
		t.solve(of, o, r.slice, load)
	}
	if load >= len(above.tails) || above.tails[load] == nil {
		t.solve(of, o, r.slice+1, load)
	}
	v, w := weight*(1-r.above), weight*r.above
	for k := range t.pool.types {
		at := k*r.loads + load
		a, b, to := &below.met[at], &above.met[at], &r.met[at]
		to.gone += v*a.gone + w*b.gone
		to.mean += v*a.mean + w*b.mean
	}
}
