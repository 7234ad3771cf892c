package queue

// Flow is what happened in a stretch of time, in contacts, so that stretches can
// be added. Waits are counted when they are waited.
type Flow struct {
	Offered     float64
	Served      float64   // answered
	Abandoned   float64   // left unanswered, or dropped at closing
	Within      float64   // answered within their own target
	WaitSeconds float64   // contact-seconds in the queue
	BusySeconds float64   // agent-seconds serving
	Tail        []float64 // contacts that wait longer than Pool.Grid[j]
	ServedTail  []float64 // contacts that are served after waiting longer than Pool.Grid[j]
	Types       []TypeFlow

	table *Table // that may still hold tails
}

// TypeFlow is the same of one contact type.
type TypeFlow struct {
	Offered, Served, Abandoned, Within, WaitSeconds float64
	Tail, ServedTail                                []float64
}

// NewFlow makes room for the flow of a pool.
func (p *Pool) NewFlow() *Flow {
	n := len(p.Grid)
	f := &Flow{Tail: make([]float64, n), ServedTail: make([]float64, n)}
	for range p.types {
		f.Types = append(f.Types, TypeFlow{Tail: make([]float64, n), ServedTail: make([]float64, n)})
	}
	return f
}

// Finish adds the tails that a [Table] holds: until then they are not complete.
func (f *Flow) Finish() {
	if f.table != nil && f.table.owner == f {
		f.table.settle()
	}
}

// Add adds another flow of the same pool.
func (f *Flow) Add(g *Flow) {
	g.Finish()
	f.Offered += g.Offered
	f.Served += g.Served
	f.Abandoned += g.Abandoned
	f.Within += g.Within
	f.WaitSeconds += g.WaitSeconds
	f.BusySeconds += g.BusySeconds
	addAll(f.Tail, g.Tail, 1)
	addAll(f.ServedTail, g.ServedTail, 1)
	for k := range f.Types {
		t, u := &f.Types[k], &g.Types[k]
		t.Offered += u.Offered
		t.Served += u.Served
		t.Abandoned += u.Abandoned
		t.Within += u.Within
		t.WaitSeconds += u.WaitSeconds
		addAll(t.Tail, u.Tail, 1)
		addAll(t.ServedTail, u.ServedTail, 1)
	}
}

// Reset sets everything to zero.
func (f *Flow) Reset() {
	if f.table != nil && f.table.owner == f {
		f.table.drop()
	}
	types, tail, served := f.Types, f.Tail, f.ServedTail
	clear(tail)
	clear(served)
	for k := range types {
		a, b := types[k].Tail, types[k].ServedTail
		clear(a)
		clear(b)
		types[k] = TypeFlow{Tail: a, ServedTail: b}
	}
	*f = Flow{Tail: tail, ServedTail: served, Types: types}
}

// steady adds the steady state of a load over its time.
func (f *Flow) steady(p *Pool, s *Steady, l Load) {
	offered := l.Rate * l.Seconds
	f.Offered += offered
	f.Served += offered * (1 - s.Abandoned)
	f.Abandoned += offered * s.Abandoned
	f.Within += offered * s.Within
	f.WaitSeconds += offered * s.MeanWait
	held := s.mix.table != nil
	if held {
		f.table = s.mix.table
		f.table.hold(f, &s.mix, offered)
	} else {
		addAll(f.Tail, s.Tail, offered)
		addAll(f.ServedTail, s.ServedTail, offered)
	}
	for k := range f.Types {
		t, u, n := &f.Types[k], &s.Types[k], offered*p.share[k]
		t.Offered += n
		t.Served += n * (1 - u.Abandoned)
		t.Abandoned += n * u.Abandoned
		t.Within += n * u.Within
		t.WaitSeconds += n * u.MeanWait
		if !held {
			addAll(t.Tail, u.Tail, n)
			addAll(t.ServedTail, u.ServedTail, n)
		}
	}
}

// more adds contacts to all types; abandonments and waits in proportion to
// those of the steady state, the others by the shares of the arrivals.
func (f *Flow) more(p *Pool, s *Steady, served, abandoned, seconds float64) {
	f.Served += served
	f.Abandoned += abandoned
	f.WaitSeconds += seconds
	if len(f.Types) == 1 {
		t := &f.Types[0]
		t.Served += served
		t.Abandoned += abandoned
		t.WaitSeconds += seconds
		return
	}
	for k, share := range p.share {
		gone, waited := share, share
		if s.Abandoned > 0 {
			gone *= s.Types[k].Abandoned / s.Abandoned
		}
		if s.MeanWait > 0 {
			waited *= s.Types[k].MeanWait / s.MeanWait
		}
		t := &f.Types[k]
		t.Served += served * share
		t.Abandoned += abandoned * gone
		t.WaitSeconds += seconds * waited
	}
}

// shift moves contacts of type k between waits below and above grid point j.
func (f *Flow) shift(j, k int, tail, served float64) {
	f.Tail[j] += tail
	f.ServedTail[j] += served
	f.Types[k].Tail[j] += tail
	f.Types[k].ServedTail[j] += served
}

func (f *Flow) within(k int, contacts float64) {
	f.Within += contacts
	f.Types[k].Within += contacts
}

func addAll(to, from []float64, times float64) {
	for i, x := range from {
		to[i] += times * x
	}
}
