package queue

import (
	"math"

	"lojal/sim/fast"
)

// row is what awaits contacts that have to wait where so many agents serve, for
// the handle time and the mix that the table answers now: between the two nearest
// capacities of a surface, and between the corners of a mix, by the load on the grid.
type row struct {
	now           int // count of handle times and mixes that it was made for
	octave, slice int // of the surface, of the capacity below
	above         float64
	each          float64 // 1 ÷ agents
	pace          float64 // mean seconds between two contacts that busy agents serve
	scale         float64 // grid steps an erlang
	loads         int
	met           []met // by contact type and load
	made, ready   []int // by load: the count at which its met were made, and those of four from there on

	held     []float64 // contacts that wait, whose tails are still to be added
	from, to int       // loads that hold such contacts
}

// spot is where in a row an answer lies.
type spot struct {
	row    *row
	first  int // of four loads
	weight [around]float64
	waits  float64 // share of all contacts that has to wait, with this many agents
}

// around is between how many loads a polynomial runs.
const around = 4

// turn makes the table answer for another handle time.
func (t *Table) turn(handle float64) {
	t.settle()
	t.handle = handle
	t.now++
	t.most = 0
	if handle >= 1 && handle <= 1e5 {
		t.most = min(mostAgents, longest*handle/t.patience)
	}
}

// row is that of n agents for the handle time and the mix of now.
func (t *Table) row(n int) *row {
	if n < len(t.rows) {
		if r := t.rows[n]; r != nil && r.now == t.now {
			return r
		}
	}
	return t.open(n)
}

// cubic is Lagrange's weights of the points −1, 0, 1, 2 at u.
func cubic(w *[around]float64, u float64) {
	a, c, d := u+1, u-1, u-2
	au, cd := a*u*(1./6), c*d*.5
	w[0], w[1], w[2], w[3] = -u*cd*(1./3), a*cd, -au*d*3, au*c
}

// place finds the spot of a load on n agents.
func (t *Table) place(x *spot, n int, load float64) {
	r := t.row(n)
	at := load * r.scale
	below := int(at)
	x.row, x.first = r, below-1
	cubic(&x.weight, at-float64(below))
	if r.ready[x.first] != t.now {
		t.make(r, x.first)
	}
}

// one answers for the only contact type: n agents, and the part of one more. It is
// what [Table.several] does, in as few steps as it takes.
func (t *Table) one(n int, load, part float64, out *Steady) {
	low, high := &out.mix.spots[0], &out.mix.spots[1]
	t.place(low, n, load)
	t.place(high, n+1, load)
	// B(n) = load·B(n−1)/(n + load·B(n−1)): kept as parts, a division less in a row.
	lost := t.loss.at(n-1, load)
	next := load * lost
	a, b := (*[around]met)(low.row.met[low.first:]), (*[around]met)(high.row.met[high.first:])
	v, w := &low.weight, &high.weight
	use, useMore := load*low.row.each, load*high.row.each
	gone := fast.Share(((v[0]*a[0].gone + v[1]*a[1].gone) + (v[2]*a[2].gone + v[3]*a[3].gone)) * low.row.pace)
	goneMore := fast.Share(((w[0]*b[0].gone + w[1]*b[1].gone) + (w[2]*b[2].gone + w[3]*b[3].gone)) * high.row.pace)
	mean := fast.Max((v[0]*a[0].mean+v[1]*a[1].mean)+(v[2]*a[2].mean+v[3]*a[3].mean), 0) * low.row.pace
	meanMore := fast.Max((w[0]*b[0].mean+w[1]*b[1].mean)+(w[2]*b[2].mean+w[3]*b[3].mean), 0) * high.row.pace
	low.waits = waiting(use, lost, 1, gone) * (1 - part)
	high.waits = waiting(useMore, next, float64(n)+next, goneMore) * part
	out.Wait = low.waits + high.waits
	out.Abandoned = low.waits*gone + high.waits*goneMore
	out.MeanWait = low.waits*mean + high.waits*meanMore
	out.Types[0].Abandoned, out.Types[0].MeanWait = out.Abandoned, out.MeanWait
}

// waiting is the share of contacts that has to wait: lost ÷ of is Erlang's loss with
// one agent less, use the load an agent, gone the share of those who wait that
// leaves.
func waiting(use, lost, of, gone float64) float64 {
	busy := use * lost
	if busy <= 0 {
		return 0
	}
	return busy / (busy + fast.Max(1-use+use*gone, 0)*of)
}

// several answers for several contact types.
func (t *Table) several(n int, load, part float64, out *Steady) {
	low, high := &out.mix.spots[0], &out.mix.spots[1]
	t.place(low, n, load)
	t.place(high, n+1, load)
	lost := t.loss.at(n-1, load)
	next := load * lost
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
}

// among adds what awaits contacts at a spot, as shares of all, to an answer in
// which it has a weight; lost ÷ of is Erlang's loss with one agent less.
func (t *Table) among(x *spot, load, lost, of, weight float64, out *Steady) {
	use, gone := load*x.row.each, 0.0
	for k, share := range t.pool.share {
		m := x.met(k)
		t.found[k] = met{fast.Share(m.gone * x.row.pace), fast.Max(m.mean*x.row.pace, 0)}
		gone += share * t.found[k].gone
	}
	x.waits = waiting(use, lost, of, gone) * weight
	out.Wait += x.waits
	for k := range out.Types {
		out.Types[k].Abandoned += x.waits * t.found[k].gone
		out.Types[k].MeanWait += x.waits * t.found[k].mean
	}
}

// met interpolates what awaits type k at a spot.
func (x *spot) met(k int) met {
	w, m := &x.weight, (*[around]met)(x.row.met[k*x.row.loads+x.first:])
	return met{
		(w[0]*m[0].gone + w[1]*m[1].gone) + (w[2]*m[2].gone + w[3]*m[3].gone),
		(w[0]*m[0].mean + w[1]*m[1].mean) + (w[2]*m[2].mean + w[3]*m[3].mean),
	}
}

// open readies the row of n agents for the handle time of now.
func (t *Table) open(n int) *row {
	for n >= len(t.rows) {
		t.rows = append(t.rows, nil)
	}
	if t.rows[n] == nil {
		t.rows[n] = &row{each: 1 / float64(n)}
	}
	r := t.rows[n]
	const part = 1 << (52 - sliceBits)
	bits := math.Float64bits(float64(n) / t.handle)
	octave := int(bits>>52) - 1023 - lowestOctave
	r.slice = int(bits >> (52 - sliceBits) & (perOctave - 1))
	r.above = float64(bits&(part-1)) * (1. / part)
	if o := t.corners[0].octave(t, octave); r.now == 0 || r.octave != octave {
		kinds := len(t.pool.types)
		r.octave, r.loads, r.scale = octave, o.loads, o.scale*r.each
		r.met, r.held = make([]met, o.loads*kinds), make([]float64, o.loads*kinds)
		r.made, r.ready = make([]int, o.loads), make([]int, o.loads)
	}
	r.now, r.pace = t.now, t.handle*r.each
	return r
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

// hold keeps the tails of contacts in a steady state until they are settled.
func (t *Table) hold(f *Flow, x *mix, contacts float64) {
	if t.owner != f {
		t.settle()
		t.owner = f
	}
	t.holdAt(&x.spots[0], contacts)
	t.holdAt(&x.spots[1], contacts)
}

func (t *Table) holdAt(x *spot, contacts float64) {
	r, w, first := x.row, &x.weight, x.first
	if first < r.from || first+around > r.to {
		t.widen(r, first)
	}
	contacts *= x.waits
	for k, share := range t.pool.share {
		n, h := contacts*share, (*[around]float64)(r.held[k*r.loads+first:])
		h[0], h[1], h[2], h[3] = h[0]+n*w[0], h[1]+n*w[1], h[2]+n*w[2], h[3]+n*w[3]
	}
}

// widen lets a row hold contacts from a load on.
func (t *Table) widen(r *row, first int) {
	if r.to == 0 {
		r.from = first
		t.pending = append(t.pending, r)
	}
	r.from, r.to = min(r.from, first), max(r.to, first+around)
}

// settle adds the tails held for a flow to it.
func (t *Table) settle() {
	f := t.owner
	if f == nil {
		return
	}
	for _, r := range t.pending {
		for c, corner := range t.corners {
			o, weight := corner.octaves[r.octave], t.mixes.weights[c]
			below, above := o.slices[r.slice].tails, o.slices[r.slice+1].tails
			for k := range f.Types {
				for i := k*r.loads + r.from; i < k*r.loads+r.to; i++ {
					if n := weight * r.held[i]; n != 0 { // else between the loads that were asked for
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
	for c, corner := range t.corners {
		y := (*[around][]tails)(corner.octaves[r.octave].slices[r.slice+near].tails[k*r.loads+x.first:])
		for h := range y {
			if y := y[h]; j < len(y) {
				w := t.mixes.weights[c] * x.weight[h]
				all += w * y[j].all
				served += w * y[j].served
			}
		}
	}
	return all, served
}
