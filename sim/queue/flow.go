package queue

import "slices"

// Flow is what happened in a stretch of time, in contacts, so that stretches can
// be added. Waits are counted when they are waited. Only BusySeconds and what the
// types count is told before [Flow.Finish].
type Flow struct {
	Count
	BusySeconds float64 // agent-seconds serving
	Types       []TypeFlow

	target []int  // of the types, in Pool.Grid
	table  *Table // that may still hold tails
}

// Count is contacts by their fate.
type Count struct {
	Offered     float64
	Served      float64   // answered
	Abandoned   float64   // left unanswered, or dropped at closing
	Within      float64   // answered within their own target; told by Finish
	WaitSeconds float64   // contact-seconds in the queue
	Tail        []float64 // contacts that wait longer than Pool.Grid[j]; told by Finish
	ServedTail  []float64 // contacts that are served after waiting longer than Pool.Grid[j]; likewise
}

// TypeFlow is the same of one contact type.
type TypeFlow struct{ Count }

// NewFlow makes room for the flow of a pool.
func (p *Pool) NewFlow() *Flow {
	count := func() Count {
		return Count{Tail: make([]float64, len(p.Grid)), ServedTail: make([]float64, len(p.Grid))}
	}
	f := &Flow{Count: count(), target: slices.Clone(p.target)}
	for range p.types {
		f.Types = append(f.Types, TypeFlow{count()})
	}
	return f
}

// Finish adds the tails that a [Table] holds, finds who was answered within the
// target, and sums the types up.
func (f *Flow) Finish() {
	f.settle()
	f.Count.reset()
	for k := range f.Types {
		t := &f.Types[k].Count
		t.Within = min(max(t.Served-t.ServedTail[f.target[k]], 0), max(t.Served, 0))
		f.Count.add(t)
	}
}

// Add adds another flow of the same pool. Both are finished then.
func (f *Flow) Add(g *Flow) {
	g.Finish()
	f.BusySeconds += g.BusySeconds
	for k := range f.Types {
		f.Types[k].Count.add(&g.Types[k].Count)
	}
	f.Finish()
}

func (c *Count) add(o *Count) {
	c.Offered += o.Offered
	c.Served += o.Served
	c.Abandoned += o.Abandoned
	c.Within += o.Within
	c.WaitSeconds += o.WaitSeconds
	addAll(c.Tail, o.Tail, 1)
	addAll(c.ServedTail, o.ServedTail, 1)
}

func (c *Count) reset() {
	clear(c.Tail)
	clear(c.ServedTail)
	*c = Count{Tail: c.Tail, ServedTail: c.ServedTail}
}

// settle adds the tails that a table holds.
func (f *Flow) settle() {
	if f.table != nil && f.table.owner == f {
		f.table.settle()
	}
}

// Reset sets everything to zero.
func (f *Flow) Reset() {
	f.settle()
	f.Count.reset()
	for k := range f.Types {
		f.Types[k].Count.reset()
	}
	f.BusySeconds, f.table = 0, nil
}

// addTails adds the tails of contacts offered in a steady state that a pool found.
func (f *Flow) addTails(p *Pool, s *Steady, offered float64) {
	for k := range f.Types {
		t, u, n := &f.Types[k], &s.Types[k], offered*p.share[k]
		addAll(t.Tail, u.Tail, n)
		addAll(t.ServedTail, u.ServedTail, n)
	}
}

// count adds contacts whose tails are added elsewhere, and the contact-seconds that
// they wait.
func (c *Count) count(offered, served, gone, waited float64) {
	c.Offered += offered
	c.Served += served
	c.Abandoned += gone
	c.WaitSeconds += waited
}

// share counts contacts offered in a steady state by their types.
func (f *Flow) share(p *Pool, s *Steady, offered float64) {
	for k, share := range p.share {
		u, n := &s.Types[k], offered*share
		gone := n * u.Abandoned
		f.Types[k].count(n, n-gone, gone, n*u.MeanWait)
	}
}

// extra is contacts, and contact-seconds waited, beyond those of a steady state.
type extra struct{ served, gone, waited float64 }

// more adds contacts to all types; abandonments and waits in proportion to
// those of the steady state, the others by the shares of the arrivals.
func (f *Flow) more(p *Pool, s *Steady, x extra) {
	if len(f.Types) == 1 {
		f.Types[0].count(0, x.served, x.gone, x.waited)
		return
	}
	var gone, waited float64 // summed here: to the last bit that of the parts
	for k, share := range p.share {
		gone += share * s.Types[k].Abandoned
		waited += share * s.Types[k].MeanWait
	}
	part := func(of, all, share float64) float64 {
		if all > 0 {
			return share * of / all
		}
		return share
	}
	for k, share := range p.share {
		u := &s.Types[k]
		f.Types[k].count(0, x.served*share, x.gone*part(u.Abandoned, gone, share), x.waited*part(u.MeanWait, waited, share))
	}
}

// shift moves contacts of type k between waits below and above grid point j.
func (f *Flow) shift(j, k int, tail, served float64) {
	f.Types[k].Tail[j] += tail
	f.Types[k].ServedTail[j] += served
}

func addAll(to, from []float64, times float64) {
	for i, x := range from {
		to[i] += times * x
	}
}
