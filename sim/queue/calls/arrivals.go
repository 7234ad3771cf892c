package calls

import "math"

// block is how many contacts are drawn at a time, at most.
const block = 256

// lot is contacts of a day in the order in which they come.
type lot struct {
	at, handle, patience [block]float64
	fate                 [block]uint64
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

const (
	servedBefore class = Attempts
	perType            = 2 * Attempts
)

// arrivals are the contacts of a day that are known when it opens: fresh ones and
// those that come back, of all types, in the order in which they come.
type arrivals struct {
	*lot    // merged, or of the only source
	merged  lot
	index   [block]uint32 // of those merged, in their source
	sources []*lot        // fresh contacts by type, then come-backs by type
	heads   tree          // when the next of a source comes
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
	if a.lot != &a.merged {
		e.fresh[0].fill()
		return
	}
	m, v, mask := &a.merged, a.heads.v, a.heads.mask
	n := 0
	for n < block {
		s := v[1] & mask
		from := a.sources[s]
		i := from.i
		if i == from.n {
			break
		}
		m.at[n], m.handle[n], m.patience[n] = from.at[i], from.handle[i], from.patience[i]
		m.fate[n], m.class[n] = from.fate[i], from.class[i]
		a.index[n] = from.first + uint32(i)
		n++
		if from.i++; from.i == from.n {
			e.refillSource(int(s))
		}
		word := a.heads.word(from.next(), int(s))
		j := uint64(len(v))/2 + s
		v[j] = word
		for j > 1 {
			word = min(word, v[j^1])
			j >>= 1
			v[j] = word
		}
	}
	m.i, m.n = 0, n
}

func (e *Engine) refillSource(s int) {
	if n := len(e.fresh); s >= n {
		e.backs[s-n].fill()
		return
	}
	e.fresh[s].fill()
}

// nameAt is the name of the i-th of the lot.
func (e *Engine) nameAt(i int) name {
	a := &e.arrivals
	c := a.class[i]
	k := uint8(c >> 3)
	switch {
	case a.lot != &a.merged:
		return name{uint32(e.number), a.first + uint32(i), 0, false, k}
	case c&servedBefore != 0:
		b := &e.backs[k]
		return cameBack(b.found[b.order[a.index[i]].i])
	}
	return name{uint32(e.number), a.index[i], 0, false, k}
}

// keepNext keeps the i-th of the lot, who waits.
func (e *Engine) keepNext(i int) int32 {
	a := e.arrivals.lot
	id := e.cases.keep()
	e.cases.all[id] = contact{name: e.nameAt(i), state: waiting, at: a.at[i], handle: a.handle[i], patience: a.patience[i], fate: a.fate[i]}
	return id
}
