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
	*lot    // merged, or of the only source
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

// refill goes on to the next lot.
func (e *Engine) refill() {
	a := &e.arrivals
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
	a := &e.arrivals
	m := &a.merged
	for m.i, m.n = 0, 0; m.n < block; {
		s := int(a.heads.v[1] & a.heads.mask)
		from := a.sources[s]
		if from.i == from.n {
			return
		}
		m.take(from, from.i)
		if from.i++; from.i == from.n {
			e.refillSource(s)
		}
		a.heads.set(s, a.heads.word(from.next(), s))
	}
}

// mergeTwo is merge of the two sources of one type, without branches that nobody
// could foresee.
func (e *Engine) mergeTwo() {
	m, sources := &e.arrivals.merged, [2]*lot(e.arrivals.sources)
	fresh, back := sources[0], sources[1]
	for m.i, m.n = 0, 0; m.n < block; {
		i, j := fresh.i, back.i
		for m.n < block && i < fresh.n && j < back.n {
			second := 1 - below(math.Float64bits(fresh.at[i]), math.Float64bits(back.at[j]))
			m.take(sources[second], i+(j-i)&-second)
			i += 1 - second
			j += second
		}
		fresh.i, back.i = i, j
		switch {
		case m.n == block:
		case i == fresh.n && fresh.n > 0:
			e.refillSource(0)
		case j == back.n && back.n > 0:
			e.refillSource(1)
		case i < fresh.n:
			m.takeAll(fresh)
		case j < back.n:
			m.takeAll(back)
		default:
			return
		}
	}
	for s, from := range sources {
		if from.i == from.n {
			e.refillSource(s)
		}
	}
}

// take adds the i-th of another lot.
func (l *lot) take(from *lot, i int) {
	n := l.n
	l.at[n], l.handle[n], l.patience[n] = from.at[i], from.handle[i], from.patience[i]
	l.fate[n], l.class[n], l.entity[n] = from.fate[i], from.class[i], from.entity[i]
	l.n = n + 1
}

// takeAll adds what is left of another lot, as far as there is room.
func (l *lot) takeAll(from *lot) {
	n := min(block-l.n, from.n-from.i)
	for range n {
		l.take(from, from.i)
		from.i++
	}
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
