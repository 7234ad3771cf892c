package calls

import "math"

// block is how many contacts are drawn at a time, at most.
const block = 256

// lot is contacts of a day in the order in which they come.
type lot struct {
	at, handle, patience [block]float64
	fate, entity         [block]uint64
	class                [block]class
	i, n                 int    // next, and how many there are
	first                uint32 // index in the day of the lot's first
}

// next is when the next one comes; +Inf where none does.
func (l *lot) next() float64 {
	if l.i == l.n {
		return math.Inf(1)
	}
	return l.at[l.i]
}

// class is a type of contact with how often it came before.
type class uint16

func (n name) class() class {
	c := class(n.kind)<<3 | class(min(int(n.attempt), Attempts-1))
	if n.served {
		c |= servedBefore
	}
	return c
}

// classOf is that of a fresh contact or a case that came back, by its entity.
func classOf(entity uint64) class {
	attempts := min(entity>>48&1023, Attempts-1)
	return class(entity>>58<<3 | min(attempts, 1)*uint64(servedBefore) | attempts)
}

const (
	servedBefore class = Attempts
	perType            = 2 * Attempts
)

// arrivals are the contacts of a day that are known when it opens: fresh ones and
// those that come back, of all types, in the order in which they come.
type arrivals struct {
	*lot                 // merged, or of the only source
	returns [block]uint8 // of the lot, those served who will come back
	back    int          // how many
	merged  lot
	sources []*lot // fresh contacts by type, then come-backs by type
	heads   tree   // when the next of a source comes
}

func (e *Engine) newArrivals() arrivals {
	n := len(e.fresh)
	a := arrivals{sources: make([]*lot, 2*n)}
	for k := range n {
		a.sources[k], a.sources[n+k] = &e.fresh[k].lot, &e.backs[k].lot
	}
	a.heads.reset(2 * n)
	return a
}

// openArrivals begins a day, when all its sources are open.
func (e *Engine) openArrivals() {
	a := &e.arrivals
	if len(a.sources) == 2 && a.sources[1].n == 0 {
		a.lot = a.sources[0]
		return
	}
	a.lot = &a.merged
	for s, from := range a.sources {
		a.heads.v[len(a.heads.v)/2+s] = a.heads.word(from.next(), s)
	}
	a.heads.build()
	e.refill()
}

// refill sends back those of the lot who will come back, and goes on to the next.
func (e *Engine) refill() {
	a := &e.arrivals
	for _, i := range a.returns[:a.back] {
		e.comeBack(a.lot.entity[i], a.lot.fate[i])
	}
	a.back = 0
	switch {
	case a.lot != &a.merged:
		e.fresh[0].fill()
	case len(a.sources) == 2:
		e.mergeTwo()
	default:
		e.merge()
	}
}

// merge takes a lot from the sources, of which the tree knows the first.
func (e *Engine) merge() {
	m, heads, sources := &e.arrivals.merged, &e.arrivals.heads, e.arrivals.sources
	n := 0
	for n < block {
		s := int(heads.v[1] & heads.mask)
		from := sources[s]
		i := from.i
		if i == from.n {
			break
		}
		m.set(n, from, i)
		n++
		if from.i = i + 1; from.i == from.n {
			e.refillSource(s)
		}
		heads.set(s, heads.word(from.next(), s))
	}
	m.i, m.n = 0, n
}

// mergeTwo is merge of the two sources of one type: between two that come back there
// are several fresh ones.
func (e *Engine) mergeTwo() {
	m, fresh, back := &e.arrivals.merged, &e.fresh[0].lot, &e.backs[0].lot
	for m.i, m.n = 0, 0; m.n < block; {
		due := back.next()
		m.takeBefore(due, fresh)
		switch {
		case fresh.i == fresh.n && fresh.n > 0:
			e.refillSource(0)
		case m.n == block:
		case due == never:
			return
		default:
			m.takeNext(back)
			if back.i == back.n {
				e.refillSource(1)
			}
		}
	}
}

// takeBefore adds those of another lot that come before a time, as far as there is
// room.
func (l *lot) takeBefore(end float64, from *lot) {
	i, n := from.i, l.n
	for n < block && i < from.n && from.at[i] < end {
		l.set(n, from, i)
		i++
		n++
	}
	from.i, l.n = i, n
}

// takeNext adds the next of another lot.
func (l *lot) takeNext(from *lot) {
	l.set(l.n, from, from.i)
	from.i++
	l.n++
}

// set makes the n-th the i-th of another lot.
func (l *lot) set(n int, from *lot, i int) {
	l.at[n], l.handle[n], l.patience[n] = from.at[i], from.handle[i], from.patience[i]
	l.fate[n], l.class[n], l.entity[n] = from.fate[i], from.class[i], from.entity[i]
}

func (e *Engine) refillSource(s int) {
	if n := len(e.fresh); s >= n {
		e.backs[s-n].fill()
		return
	}
	e.fresh[s].fill()
}

// keepNext keeps the i-th of the lot, who waits.
func (e *Engine) keepNext(i int) int32 {
	a := e.arrivals.lot
	id := e.cases.keep()
	e.cases.all[id] = contact{name: nameOf(a.entity[i]), state: waiting, at: a.at[i], handle: a.handle[i], patience: a.patience[i], fate: a.fate[i]}
	return id
}
