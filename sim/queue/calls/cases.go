package calls

import (
	"math"
	"math/bits"

	"lojal/sim/random"
)

// name names a case and the attempt at it.
type name struct {
	day, index uint32
	attempt    uint16 // earlier attempts
	served     bool   // before
	kind       uint8
}

// entity is the name as a key's.
func (n name) entity() uint64 {
	return uint64(n.kind)<<58 | uint64(n.attempt&1023)<<48 | uint64(n.day&0xffff)<<32 | uint64(n.index)
}

func (n name) class() (served, attempts int) {
	if n.served {
		served = 1
	}
	return served, min(int(n.attempt), Attempts-1)
}

// States of a contact that is kept.
const (
	coming  = iota // will arrive
	waiting        // in the queue
	gone           // answered, but still in the agenda
)

// contact is one that is kept: it will come, or waits. Others pass without.
type contact struct {
	name
	state    uint8
	origin   uint8
	timed    bool    // its patience is in the agenda
	at       float64 // when it arrived, on the day's clock; e-mail: on the clock of the run
	due      float64 // when it comes, or its patience ends
	handle   float64 // on arrival times the mean; e-mail: what is left of it
	patience float64
	place    float64 // of a come-back in its day: share of the profile
	fate     uint64
	next     int32 // in a list
}

// none ends a list.
const none = -1

// cases keeps contacts and the cases between two of them.
type cases struct {
	all  []contact
	free int32

	soon   agenda    // due in the half hours opened
	slots  [48]int32 // lists of those due in a later half hour
	opened int       // half hours
	beyond []int32   // due after closing
	spare  []int32
	days   [backDays]int32 // lists of those who come back on a day, by number modulo
	passed int             // first day whose list is still to come
}

// backDays is more days than any run has.
const backDays = 4096

func (c *cases) reset() {
	c.all, c.free = c.all[:0], none
	c.soon, c.beyond = c.soon[:0], c.beyond[:0]
	for i := range c.slots {
		c.slots[i] = none
	}
	for i := range c.days {
		c.days[i] = none
	}
	c.opened, c.passed = 0, 0
}

// keep makes room for a contact.
func (c *cases) keep() int32 {
	if id := c.free; id != none {
		c.free = c.all[id].next
		return id
	}
	c.all = append(c.all, contact{})
	return int32(len(c.all) - 1)
}

func (c *cases) drop(id int32) {
	c.all[id].next = c.free
	c.free = id
}

// again keeps a further attempt at a case, with its draws.
func (e *Engine) again(of name, served bool) (id int32, s *random.Stream) {
	of.attempt++
	of.served = served
	id = e.cases.keep()
	e.key.Quantity, e.key.Entity, e.key.Week = againName, of.entity(), 0
	s = &e.stream
	s.Seek(e.key)
	l := &e.fresh[of.kind].law
	var handle, patience [1]float64
	l.handles(s, 1, handle[:])
	l.patiences(s, patience[:])
	e.cases.all[id] = contact{name: of, state: coming, handle: handle[0], patience: patience[0], fate: s.Uint64()}
	return id, s
}

// redial lets a contact that abandoned at a time come again.
func (e *Engine) redial(of name, abandoned float64) {
	e.count[of.kind].tally.Redials++
	id, s := e.again(of, of.served)
	c := &e.cases.all[id]
	c.origin = Redial
	c.due = min(abandoned, e.end) + e.rules.Types[of.kind].RedialDelay*drawExp(s)
	e.schedule(id)
}

// comeBack lets a case that was served and not solved come back on a later day.
func (e *Engine) comeBack(of name) {
	e.count[of.kind].tally.SentBack++
	id, s := e.again(of, true)
	c := &e.cases.all[id]
	c.origin = ComeBack
	c.place = s.Float64()
	days := math.Ceil(drawExp(s) * e.rules.RecontactDelayDays)
	day := e.number + int(min(max(days, 1), backDays-1))
	list := &e.cases.days[day%backDays]
	c.next, *list = *list, id
}

// schedule puts a contact where it is found when it is due.
func (e *Engine) schedule(id int32) {
	c := &e.cases
	switch due := c.all[id].due; {
	case due >= e.end && (c.all[id].state == coming || e.runsOn):
		c.beyond = append(c.beyond, id)
	case due >= e.end:
		c.soon.push(dated{due, id})
	default:
		if s := int((due - opening) / halfHour); s >= c.opened {
			c.all[id].next, c.slots[s] = c.slots[s], id
			return
		}
		c.soon.push(dated{due, id})
	}
}

// openSlot moves those due in the next half hour to the agenda.
func (c *cases) openSlot() {
	id := c.slots[c.opened]
	c.slots[c.opened] = none
	c.opened++
	for id != none {
		next := c.all[id].next
		c.soon.push(dated{c.all[id].due, id})
		id = next
	}
}

// openDay schedules those carried over and the come-backs of the days up to this
// one.
func (e *Engine) openDay(number int) {
	c := &e.cases
	c.opened = 0
	c.beyond, c.spare = c.spare[:0], c.beyond
	for _, id := range c.spare {
		c.all[id].due -= e.length
		e.schedule(id)
	}
	c.passed = max(c.passed, number-backDays+1)
	for ; c.passed <= number; c.passed++ {
		list := &c.days[c.passed%backDays]
		id := *list
		*list = none
		for id != none {
			next := c.all[id].next
			c.all[id].due = e.timeOf(c.all[id].place)
			e.schedule(id)
			id = next
		}
	}
}

// profile is the time of day of a share of the day's contacts.
type profile struct {
	upTo []float64 // share before each half hour; one more at the end
}

func newProfile(weights []float64) profile {
	p := profile{make([]float64, len(weights)+1)}
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	for i, w := range weights {
		if sum > 0 {
			p.upTo[i+1] = p.upTo[i] + w/sum
		} else {
			p.upTo[i+1] = float64(i+1) / float64(len(weights))
		}
	}
	return p
}

// timeOf is on the day's clock, before closing.
func (p *profile) timeOf(share float64) float64 {
	i, n := 0, len(p.upTo)-1
	for step := 1 << bits.Len(uint(n)); step > 0; step >>= 1 {
		if i+step < n && p.upTo[i+step] <= share {
			i += step
		}
	}
	part := 0.0
	if w := p.upTo[i+1] - p.upTo[i]; w > 0 {
		part = min((share-p.upTo[i])/w, 1)
	}
	t := opening + (float64(i)+part)*halfHour
	return min(t, math.Nextafter(opening+float64(n)*halfHour, 0))
}

// keepFresh keeps the next fresh contact of a type.
func (e *Engine) keepFresh(k int) int32 {
	id := e.cases.keep()
	e.cases.all[id] = e.fresh[k].contact(k, e.number)
	return id
}
