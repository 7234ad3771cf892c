package calls

import (
	"math"
	"slices"

	"lojal/sim/fast"
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

// nameOf is the name of a fresh contact or a case that came back, by its entity.
func nameOf(entity uint64) name {
	attempt := uint16(entity>>48) & 1023
	return name{uint32(entity>>32) & 0xffff, uint32(entity), attempt, attempt > 0, uint8(entity >> 58)}
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
	timed    bool    // its patience is in the agenda
	at       float64 // when it arrived, on the day's clock; e-mail: on the clock of the run
	due      float64 // when it comes, or its patience ends
	handle   float64 // on arrival times the mean; e-mail: what is left of it
	patience float64
	fate     uint64
	next     int32 // in a list
}

// none ends a list.
const none = -1

// cases keeps contacts and the cases between two of them.
type cases struct {
	all  []contact
	free int32

	sorted []dated            // due in the half hour, those to come from first on
	first  int                //
	counts []int32            // to sort them
	soon   agenda             // due in the half hours opened, besides
	due    float64            // when the next of sorted and soon is; looked at for each event
	slots  [48]int32          // lists of those due in a later half hour
	opened int                // half hours
	beyond []int32            // due after closing
	moved  []int32            // the same of the day before
	days   [backDays][]uint64 // those who come back on a day, by its number modulo
	empty  [][]uint64         // room for more of these
	most   int                // that came back on a day so far
	passed int                // first day that is still to come
}

// backDays is more days than any run has.
const backDays = 4096

func (c *cases) reset() {
	c.all, c.free = c.all[:0], none
	c.soon, c.beyond, c.sorted, c.first = c.soon[:0], c.beyond[:0], c.sorted[:0], 0
	for i := range c.slots {
		c.slots[i] = none
	}
	for i := range c.days {
		c.clearDay(i)
	}
	c.opened, c.passed = 0, 0
	c.look()
}

// clearDay keeps the room of a day for another.
func (c *cases) clearDay(i int) {
	if c.days[i] != nil {
		c.most = max(c.most, len(c.days[i]))
		c.empty = append(c.empty, c.days[i][:0])
		c.days[i] = nil
	}
}

// room is room for a day, as much as any has needed: else it would take many days
// until each has grown.
func (c *cases) room() (r []uint64) {
	if n := len(c.empty); n > 0 {
		r, c.empty = c.empty[n-1], c.empty[:n-1]
	}
	return slices.Grow(r, c.most)
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

// look notes when the next contact of the opened half hours is due.
func (c *cases) look() {
	c.due = c.soon.next()
	if c.first < len(c.sorted) {
		c.due = min(c.due, c.sorted[c.first].at)
	}
}

// add adds one that is due before the slots that are still to open.
func (c *cases) add(d dated) {
	c.soon.push(d)
	c.due = min(c.due, d.at)
}

// pop takes the contact that is due next.
func (c *cases) pop() (id int32) {
	if c.first < len(c.sorted) && c.sorted[c.first].at <= c.soon.next() {
		id = c.sorted[c.first].id
		c.first++
	} else {
		id = c.soon.pop().id
	}
	c.look()
	return id
}

// openSlot readies those due in the next half hour, sorted into as many stretches
// as they are, and then by insertion.
func (c *cases) openSlot() {
	from := opening + float64(c.opened)*halfHour
	n := 0
	for id := c.slots[c.opened]; id != none; id = c.all[id].next {
		n++
	}
	c.sorted, c.counts = sized(c.sorted, n), sized(c.counts, n)
	clear(c.counts)
	cell := func(at float64) int { return min(int((at-from)*(float64(n)/halfHour)), n-1) }
	for id := c.slots[c.opened]; id != none; id = c.all[id].next {
		c.counts[cell(c.all[id].due)]++
	}
	sum := int32(0)
	for i, x := range c.counts {
		c.counts[i] = sum
		sum += x
	}
	for id := c.slots[c.opened]; id != none; id = c.all[id].next {
		at := c.all[id].due
		i := &c.counts[cell(at)]
		c.sorted[*i] = dated{at, id}
		*i++
	}
	for i := 1; i < n; i++ {
		d, j := c.sorted[i], i
		for ; j > 0 && c.sorted[j-1].at > d.at; j-- {
			c.sorted[j] = c.sorted[j-1]
		}
		c.sorted[j] = d
	}
	c.slots[c.opened], c.first = none, 0
	c.opened++
	c.look()
}

// again keeps a further attempt at a case, with the draws of its own stream and a
// handle time of mean one.
func (e *Engine) again(of name) int32 {
	id := e.cases.keep()
	l := &e.fresh[of.kind].law
	w, _ := e.attempts.At(of.entity()).Next() // that says when a case comes back
	w, handle := w.Next()
	w, patience := w.Next()
	w, fate := w.Next()
	_, pick := w.Next()
	c := &e.cases.all[id]
	c.name, c.state, c.timed = of, coming, false
	c.handle, c.patience, c.fate = l.handle(handle), l.patienceOf(patience, pick), fate
	return id
}

// redial lets a contact that abandoned at a time come again. What the chance of
// it leaves of the 32 bits that decided it is the delay.
func (e *Engine) redial(of name, abandoned float64, fate uint64) {
	e.count[of.kind].tally.Redials++
	of.attempt++
	id := e.again(of)
	rest := (float64(fate&low32) + .5) / float64(e.redials[of.kind])
	e.cases.all[id].due = min(abandoned, e.end) - e.rules.Types[of.kind].RedialDelay*math.Log(rest)
	e.schedule(id)
}

// comeBack lets a case that was served and not solved come back on a later day;
// the entity is that of the contact.
func (e *Engine) comeBack(entity, fate uint64) {
	e.count[entity>>58].tally.SentBack++
	if next := entity + 1<<48; next>>58 == entity>>58 {
		entity = next
	}
	day := (e.number + e.delay.days(fate>>32)) % backDays
	c := &e.cases
	if c.days[day] == nil {
		c.days[day] = c.room()
	}
	c.days[day] = append(c.days[day], entity)
}

// delay is after how many days a case comes back: an exponential number rounded
// up, by what the chance of coming back leaves of the 32 bits that decided it.
type delay struct {
	chance uint64
	below  []uint64    // below[d]: of bits that mean more than d days
	first  [256]uint16 // by the 256th of the chance: least days of the bits in it
	part   float64     // of a 256th in one bit
}

func newDelay(share, mean float64) delay {
	d := delay{chance: chance(share)}
	if d.chance == 0 {
		return d
	}
	d.part = 256 / float64(d.chance)
	for i := range backDays {
		x := 0.0
		if mean > 0 {
			x = float64(d.chance) * math.Exp(-float64(i)/mean)
		}
		if i > 1 && x < .5 {
			break
		}
		d.below = append(d.below, uint64(x))
	}
	d.below = append(d.below, 0)
	for i := range d.first {
		top := uint64(math.Ceil(float64(i+1) / d.part))
		d.first[i] = 1
		for d.below[d.first[i]] >= top {
			d.first[i]++
		}
	}
	return d
}

func (d *delay) days(bits uint64) int {
	n := int(d.first[min(int(float64(bits)*d.part), 255)])
	for bits < d.below[n] {
		n++
	}
	return min(n, backDays-1)
}

// schedule puts a contact where it is found when it is due.
func (e *Engine) schedule(id int32) {
	c := &e.cases
	switch due := c.all[id].due; {
	case due >= e.end && (c.all[id].state == coming || e.runsOn):
		c.beyond = append(c.beyond, id)
	case due >= e.end:
		c.add(dated{due, id})
	default:
		if s := int((due - opening) / halfHour); s >= c.opened {
			c.all[id].next, c.slots[s] = c.slots[s], id
			return
		}
		c.add(dated{due, id})
	}
}

// openDay schedules those carried over.
func (e *Engine) openDay() {
	c := &e.cases
	c.opened, c.sorted, c.first = 0, c.sorted[:0], 0
	c.beyond, c.moved = c.moved[:0], c.beyond
	c.look()
	for _, id := range c.moved {
		c.all[id].due -= e.length
		e.schedule(id)
	}
}

// profile is the time of day of a share of the day's contacts.
type profile struct {
	upTo []float64 // share before each half hour; one more at the end
	each []float64 // seconds that a share of one would take at the pace of a half hour
	last float64   // before closing
}

func newProfile(weights []float64) profile {
	n := len(weights)
	p := profile{upTo: make([]float64, n+1), each: make([]float64, n), last: math.Nextafter(opening+float64(n)*halfHour, 0)}
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	for i, w := range weights {
		if sum > 0 {
			p.upTo[i+1] = p.upTo[i] + w/sum
		} else {
			p.upTo[i+1] = float64(i+1) / float64(n)
		}
		if x := p.upTo[i+1] - p.upTo[i]; x > 0 {
			p.each[i] = halfHour / x
		}
	}
	return p
}

// timesOf turns rising shares, 0 ≤ share < 1, into times of the day, before closing.
func (p *profile) timesOf(shares []float64) {
	i := 0
	for j, share := range shares {
		for i < len(p.each)-1 && p.upTo[i+1] <= share {
			i++
		}
		shares[j] = fast.Min(opening+float64(i)*halfHour+float64((share-p.upTo[i])*p.each[i]), p.last)
	}
}
