package queue

import "math"

// Steady is the steady state of a [Pool]. Shares are of the contacts offered;
// waits are those in fact waited, by answered and abandoned contacts alike. Of an
// answer from a [Table] the tails, and Within, are told by [Flow.Finish] alone.
type Steady struct {
	Wait        float64   // share that has to wait
	Abandoned   float64   // share that leaves unanswered; the others are served
	MeanWait    float64   // seconds, over all
	Within      float64   // share answered within its own target
	Occupancy   float64   // time serving ÷ time staffed
	QueueLength float64   // mean number waiting
	Tail        []float64 // share that waits longer than Pool.Grid[j]
	ServedTail  []float64 // share that is served after waiting longer than Pool.Grid[j]
	Types       []TypeSteady

	mix mix // tells the tails of an answer from a table
}

// TypeSteady is the same of one contact type, as shares of its own contacts.
type TypeSteady struct {
	Abandoned, MeanWait, Within float64
	Tail, ServedTail            []float64
}

// NewSteady makes room for an answer.
func (p *Pool) NewSteady() *Steady {
	s := &Steady{}
	s.fit(len(p.Grid), len(p.types))
	return s
}

// fit makes room for an answer of other sizes.
func (s *Steady) fit(n, kinds int) {
	*s = Steady{Tail: make([]float64, n), ServedTail: make([]float64, n), Types: make([]TypeSteady, kinds)}
	for k := range s.Types {
		s.Types[k].Tail, s.Types[k].ServedTail = make([]float64, n), make([]float64, n)
	}
}

// Answer finds the steady state for rate contacts a second, a mean handle time
// of handle seconds and that many agents, and writes it to out, which is best
// made by NewSteady and used again. Between whole numbers of agents the figures
// are interpolated linearly; the occupancy follows from the contacts served.
// Without contacts all is zero. Without agents all wait until their patience
// ends.
func (p *Pool) Answer(rate, handle, agents float64, out *Steady) {
	if len(out.Tail) != len(p.Grid) || len(out.Types) != len(p.types) {
		out.fit(len(p.Grid), len(p.types))
	}
	out.clear()
	out.mix.table = nil
	if !(rate > 0) {
		return
	}
	p.setRate(rate)
	agents, handle = max(agents, 0), max(handle, 0)
	p.weigh(agents, handle, out)
	p.finish(rate, out)
	if agents > 0 {
		out.Occupancy = rate * handle * (1 - out.Abandoned) / agents
	}
}

// busy finds the steady state of those contacts who have to wait, all others left
// out, with a capacity of so many contacts a second.
func (p *Pool) busy(rate, capacity float64, out *Steady) {
	out.clear()
	out.mix.table = nil
	p.setRate(rate)
	p.integrate(capacity, 0)
	p.add(out, &p.lower, 1, 0)
	p.finish(rate, out)
}

func (p *Pool) setRate(rate float64) {
	p.rate = rate
	for k, s := range p.share {
		p.rates[k] = rate * s
	}
}

// weigh adds the answers for the whole numbers of agents below and above.
func (p *Pool) weigh(agents, handle float64, out *Steady) {
	n := math.Floor(agents)
	part := agents - n
	if n == 0 {
		p.addUnmanned(out, 1-part)
	}
	if handle == 0 { // served in no time
		p.addWithin(out, min(agents, 1))
		return
	}
	e := inverseB(n-1, p.rate*handle) // 1/B(n−1), then 1/B(n)
	next := 1 + n/(p.rate*handle)*e
	switch {
	case n == 0 && part == 0:
	case n > 0 && part > 0 && p.integrate(n/handle, 1/handle):
		p.add(out, &p.lower, 1-part, e)
		p.add(out, &p.upper, part, next)
	default:
		p.addWhole(out, n, handle, 1-part, e)
		p.addWhole(out, n+1, handle, part, next)
	}
}

func (p *Pool) addWhole(out *Steady, n, handle, weight, e float64) {
	if n > 0 && weight > 0 {
		p.integrate(n/handle, 0)
		p.add(out, &p.lower, weight, e)
	}
}

func (s *Steady) clear() {
	s.Wait, s.Abandoned, s.MeanWait, s.Within, s.Occupancy, s.QueueLength = 0, 0, 0, 0, 0, 0
	clear(s.Tail)
	clear(s.ServedTail)
	for k := range s.Types {
		t := &s.Types[k]
		t.Abandoned, t.MeanWait, t.Within = 0, 0, 0
		clear(t.Tail)
		clear(t.ServedTail)
	}
}

// add adds an answer with a weight; e is 1/B(n−1), 0 where all have to wait.
func (p *Pool) add(out *Steady, s *sums, weight, e float64) {
	total := s.beyond
	for _, j := range s.whole[p.from:p.to] {
		total += j
	}
	e *= math.Exp(-p.top)
	part := weight / (e + p.rate*total)
	out.Wait += part * p.rate * total
	p.addWithin(out, weight/(1+p.rate*total/e)) // e may be infinite
	p.addTypes(out, s, part*p.rate)
}

// addUnmanned adds a queue without agents: all wait until their patience ends.
func (p *Pool) addUnmanned(out *Steady, weight float64) {
	out.Wait += weight
	last := len(p.Grid) - 1
	for k := range out.Types {
		t := &out.Types[k]
		t.Abandoned += weight
		t.MeanWait += weight * p.panels[last].waited[k]
		for i := range last {
			t.Tail[i] += weight * p.panels[i].left[k]
		}
	}
}

// addWithin counts contacts that are answered at once.
func (p *Pool) addWithin(out *Steady, share float64) {
	for k := range out.Types {
		out.Types[k].Within += share
	}
}

// addTypes adds up panels from the last to the first; v is the density of the
// offered wait ÷ e^(φ−top).
func (p *Pool) addTypes(out *Steady, s *sums, v float64) {
	kinds, last := len(p.types), len(p.Grid)-1
	over := v * s.beyond // share that is offered a longer wait
	for k := range out.Types {
		out.Types[k].Abandoned += over
		out.Types[k].MeanWait += over * p.panels[last].waited[k]
	}
	for i := last - 1; i >= 0; i-- {
		held := i >= p.from && i < p.to
		if held {
			over += v * s.whole[i]
		}
		for k := range out.Types {
			t := &out.Types[k]
			served := 0.0
			if held {
				gone := v * s.gone[i*kinds+k]
				served = v*s.whole[i] - gone
				t.Abandoned += gone
				t.MeanWait += v * s.waited[i*kinds+k]
			}
			if i < p.target[k] {
				t.Within += served
			}
			t.Tail[i] += over * p.panels[i].left[k]
			t.ServedTail[i] += served
		}
	}
}

// finish turns the served of each panel into those served later, and pools the types.
func (p *Pool) finish(rate float64, out *Steady) {
	for k := range out.Types {
		t, share := &out.Types[k], p.share[k]
		out.Abandoned += share * t.Abandoned
		out.MeanWait += share * t.MeanWait
		out.Within += share * t.Within
		later := 0.0
		for i := len(t.Tail) - 1; i >= 0; i-- {
			later += t.ServedTail[i]
			t.ServedTail[i] = later
			out.Tail[i] += share * t.Tail[i]
			out.ServedTail[i] += share * later
		}
	}
	out.QueueLength = rate * out.MeanWait
}
