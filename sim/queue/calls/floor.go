package calls

import (
	"math"
	"math/bits"
)

// floor is the general case, played event by event: groups with skills,
// priorities, several chats at once and e-mail. A leaf of the tree is a contact in
// hand, with the time when it ends.
//
// A contact that waits leaves unseen: it is booked when its turn comes after its
// patience has ended. Only of those who would redial the end of their patience is
// an event.
type floor struct {
	*Engine
	tree
	routing
	day    *Day
	slot   int
	closed bool // no more arrivals

	ways    []way     // by type
	places  [][]place // by type: where it looks for an agent, in order
	posts   bool      // there is e-mail
	chats   int       // most contacts an agent holds
	hands   []hand    // by agent
	ready   chain     // by group and number of contacts in hand: agents that can take another
	bored   chain     // by group: of them, those with nothing in hand, not even e-mail
	queues  []ring    // by type: phone and chat contacts that wait
	mails   []agenda  // by type: e-mails that wait, by arrival
	working []int     // by type: e-mails in hand
	queued  int       // phone and chat contacts that wait
	queuing uint64    // types whose queue is not empty
}

// hand is what an agent has in hand.
type hand struct {
	live  int32   // phone and chat contacts
	phone bool    // of which nothing else may be beside
	used  uint32  // leaves
	mail  int32   // or none
	from  float64 // when work on it was begun
	since float64 // when the agent came into the list of the ready
	free  uint64  // word of when all phone and chat contacts are or were finished
}

// place is a list of the ready; the agents of a tier are alike to who looks there.
type place struct{ list, tier int }

// way is how a type of contact is served.
type way struct {
	atOnce int     // by an agent
	share  float64 // of the agent that one takes
	mail   bool
	alone  bool // nothing else beside it
}

func newFloor(e *Engine) *floor {
	n := len(e.rules.Types)
	f := &floor{Engine: e, routing: newRouting(&e.rules), chats: 1,
		queues: make([]ring, n), mails: make([]agenda, n), working: make([]int, n)}
	for k := range e.rules.Types {
		t := &e.rules.Types[k]
		f.ways = append(f.ways, way{t.atOnce(), 1 / float64(t.atOnce()), t.Channel == Email, t.Channel != Chat})
		f.chats = max(f.chats, t.atOnce())
		f.posts = f.posts || t.Channel == Email
	}
	for k := range f.ways {
		f.places = append(f.places, f.placesOf(k))
	}
	return f
}

// placesOf is where a phone or chat contact of a type looks for an agent: first for
// those with the least in hand, of them for those who prefer it most.
func (f *floor) placesOf(k int) (out []place) {
	for held := range f.ways[k].atOnce {
		for i, tier := range f.seek[k] {
			for _, g := range tier {
				out = append(out, place{int(g)*f.chats + held, held*len(f.seek[k]) + i})
			}
		}
	}
	return out
}

func (f *floor) open(agents int) {
	f.reset(agents * f.chats)
	f.hands = sized(f.hands, agents)
	for a := range f.hands {
		f.hands[a] = hand{mail: none, free: f.word(0, a*f.chats)}
	}
	f.ready.reset(agents, len(f.shifts.on)*f.chats)
	f.bored.reset(agents, len(f.shifts.on))
	if f.number < 0 { // a new replication
		for k := range f.queues {
			f.queues[k].from, f.queues[k].count, f.working[k] = 0, 0, 0
			f.mails[k] = f.mails[k][:0]
		}
		f.queued, f.queuing = 0, 0
	}
}

func (f *floor) resume() {
	size := len(f.v) / 2
	for i := range size {
		f.v[size+i] = f.sooner(f.v[size+i], i)
	}
	f.build()
	for a := range f.hands {
		h := &f.hands[a]
		h.free = f.sooner(h.free, a*f.chats)
		h.since -= f.length
		h.from -= f.length
	}
	for k := range f.queues {
		for i := range f.queues[k].count {
			f.cases.all[f.queues[k].at(i)].at -= f.length
		}
	}
}

func (f *floor) sooner(word uint64, leaf int) uint64 {
	t := f.time(word)
	if t == never {
		return word
	}
	return f.word(max(0, t-f.length), leaf)
}

// grow makes room for agents that came on a day that goes on.
func (f *floor) grow() {
	old := len(f.hands)
	if n := len(f.shifts.agents); n > old {
		f.growTree(n * f.chats)
		f.hands = sized(f.hands, n)
		f.ready.grow(n)
		f.bored.grow(n)
		for a := old; a < n; a++ {
			f.hands[a] = hand{mail: none, free: f.word(0, a*f.chats)}
		}
	}
}

func (f *floor) growTree(leaves int) {
	old := f.tree
	size := len(old.v) / 2
	if leaves <= size {
		return
	}
	f.tree = tree{}
	f.reset(leaves)
	for i := range size {
		f.v[len(f.v)/2+i] = f.word(old.time(old.v[size+i]), i)
	}
	f.build()
	for a := range f.hands {
		f.hands[a].free = f.word(old.time(f.hands[a].free), a*f.chats)
	}
}

func (f *floor) freeAt(a int32) uint64 { return f.hands[a].free }

func (f *floor) join(a int32, now float64) {
	f.grow()
	h := &f.hands[a]
	h.free = max(h.free, f.word(now, int(a)*f.chats))
	f.look(a, now)
}

func (f *floor) leave(a int32, now float64) {
	f.putAside(a, now)
	f.ready.remove(a)
	f.bored.remove(a)
}

func (f *floor) waiting(kind int) int {
	return f.queues[kind].count + len(f.mails[kind]) + f.working[kind]
}

// play goes from event to event: the end of a contact in hand, an arrival, the
// next half hour.
func (f *floor) play(d *Day) {
	f.day, f.slot, f.closed = d, 0, false
	step := opening
	for {
		due, ends, comes := f.cases.due, f.time(f.v[1]), f.arrivals.next()
		switch t := earlier(due, comes); {
		case step <= ends && step <= t:
			if step == never {
				f.finish()
				return
			}
			if step = f.half(step); step == 0 {
				return
			}
		case ends <= t:
			f.end(int(f.v[1]&f.mask), ends)
		case due <= comes:
			f.due(f.cases.pop(), due)
		default:
			f.arrive(comes)
		}
		if f.closed && f.queued == 0 {
			f.finish()
			return
		}
	}
}

// earlier is the smaller of two times ≥ 0.
func earlier(a, b float64) float64 {
	return math.Float64frombits(min(math.Float64bits(a), math.Float64bits(b)))
}

// half begins a half hour; it returns when the next one does, +Inf after closing,
// 0 where the day goes on into the next.
func (f *floor) half(now float64) float64 {
	if f.slot < len(f.day.Fresh) {
		f.cases.openSlot()
		f.step(f.day, f.slot)
		f.slot++
		return opening + float64(f.slot)*halfHour
	}
	for k := range f.queues {
		f.expire(k, now)
	}
	if f.day.RunsOn {
		return 0
	}
	f.closed = true
	for a := range f.hands {
		f.putAside(int32(a), now)
		f.bored.remove(int32(a))
	}
	if f.rules.DropAtClosing {
		f.dropAll(now)
	}
	return never
}

// finish ends a day on which the queue was served out.
func (f *floor) finish() {
	f.dropAll(never)
	f.overtime()
	for f.cases.due < never {
		f.cases.drop(f.cases.pop())
	}
}

// dropAll makes all who wait leave at a time, or when their patience ends.
func (f *floor) dropAll(now float64) {
	for k := range f.queues {
		for q := &f.queues[k]; q.count > 0; {
			f.lose(k, now)
		}
	}
}

// unqueue takes the first of a queue off it.
func (f *floor) unqueue(k int) int32 {
	q := &f.queues[k]
	id := q.at(0)
	if q.pop(); q.count == 0 {
		f.queuing &^= 1 << k
	}
	return id
}

// expire books those of a type whose patience has ended.
func (f *floor) expire(k int, now float64) {
	q := &f.queues[k]
	n := q.count
	for range n {
		id := q.at(0)
		c := &f.cases.all[id]
		if c.state == gone || c.patience < now-c.at {
			f.lose(k, now)
			continue
		}
		q.pop()
		q.push(id)
	}
}

// lose takes the first of a queue off it, who has left or leaves now.
func (f *floor) lose(k int, now float64) {
	id := f.unqueue(k)
	c := f.cases.all[id]
	if c.state == gone { // was booked when its patience ended
		f.cases.drop(id)
		return
	}
	f.queued--
	f.release(id)
	wait := min(c.patience, now-c.at)
	f.abandon(c.name, wait, c.at+wait, c.fate)
}

// release lets go of a contact that is done; one in the agenda stays until it
// comes up there.
func (f *floor) release(id int32) {
	if f.cases.all[id].timed {
		f.cases.all[id].state = gone
		return
	}
	f.cases.drop(id)
}

// due meets a contact of the agenda: it arrives, or its patience ends.
func (f *floor) due(id int32, now float64) {
	switch c := &f.cases.all[id]; c.state {
	case gone:
		f.cases.drop(id)
	case waiting:
		c.state, c.timed = gone, false
		f.queued--
		f.abandon(c.name, c.patience, c.at+c.patience, c.fate)
	default:
		f.offer(c)
		c.state, c.at = waiting, now
		f.meet(id, now)
	}
}

// meet lets a contact that is kept find an agent or wait.
func (f *floor) meet(id int32, now float64) {
	c := f.cases.all[id]
	if f.ways[c.kind].mail {
		f.post(id, now)
		return
	}
	if a := f.find(int(c.kind)); a != none {
		f.cases.drop(id)
		f.take(a, int(c.kind), now, c.handle)
		f.answer(c.name, 0, c.fate)
		return
	}
	f.wait(id)
}

func (f *floor) wait(id int32) {
	c := &f.cases.all[id]
	f.queues[c.kind].push(id)
	f.queuing |= 1 << c.kind
	f.queued++
	if c.timed = f.redialling(c.kind, c.fate) && c.patience < never; c.timed {
		c.due = c.at + c.patience
		f.schedule(id)
	}
}

// arrive meets the next contact of the lot.
func (f *floor) arrive(now float64) {
	lot := f.arrivals.lot
	i := lot.i
	k := int(lot.class[i] >> 3)
	switch a := int32(none); {
	case f.ways[k].mail:
		f.post(f.keepNext(i), now)
	default:
		if a = f.find(k); a == none {
			f.wait(f.keepNext(i))
			break
		}
		f.take(a, k, now, lot.handle[i])
		f.answerNext(i)
	}
	if lot.i++; lot.i == lot.n {
		f.refill()
	}
}

// find is the agent who takes a phone or chat contact at once, or none.
func (f *floor) find(k int) int32 {
	best, tier := int32(none), 0
	for _, p := range f.places[k] {
		if best != none && p.tier != tier {
			break
		}
		a := f.ready.first[p.list]
		if a != none && (best == none || f.hands[a].since < f.hands[best].since) {
			best, tier = a, p.tier
		}
	}
	return best
}

// take gives an agent a phone or chat contact.
func (f *floor) take(a int32, k int, now, handle float64) {
	if f.posts {
		f.putAside(a, now)
		f.bored.remove(a)
	}
	f.ready.remove(a)
	f.give(a, k, now, handle)
	f.list(a, now)
}

// give puts a contact in hand.
func (f *floor) give(a int32, k int, now, handle float64) {
	h, way := &f.hands[a], &f.ways[k]
	s := bits.TrailingZeros32(^h.used)
	h.used |= 1 << s
	h.live++
	h.phone = way.alone
	work := handle * f.shifts.factor[a]
	leaf := int(a)*f.chats + s
	word := f.word(now+float64(work), leaf)
	f.set(leaf, word)
	h.free = max(h.free, word)
	f.Engine.count[k].tally.Serving += float64(work * way.share)
}

// list notes that an agent can take another contact.
func (f *floor) list(a int32, now float64) {
	h := &f.hands[a]
	if h.phone || int(h.live) >= f.chats || !f.shifts.agents[a].on {
		return
	}
	h.since = now
	f.ready.push(int(f.shifts.agents[a].group)*f.chats+int(h.live), a)
}

// end meets the end of what was in hand at a leaf.
func (f *floor) end(leaf int, now float64) {
	a := int32(leaf)
	s := 0
	if f.chats > 1 {
		a, s = int32(leaf/f.chats), leaf%f.chats
	}
	h := &f.hands[a]
	if h.mail != none {
		f.mailed(a, now)
		f.mail(a, now)
	} else {
		h.used &^= 1 << s
		h.live--
		h.phone = false
		if f.shifts.agents[a].on {
			f.ready.remove(a)
			f.look(a, now)
		}
	}
	if h.used>>s&1 == 1 || h.mail != none && s == 0 {
		return // the leaf has a new time
	}
	f.set(leaf, f.word(never, leaf))
}

// look finds work for an agent who can take some.
func (f *floor) look(a int32, now float64) {
	h := &f.hands[a]
	for !h.phone && f.queued > 0 {
		k := f.choose(a, now)
		if k == none {
			break
		}
		id := f.unqueue(k)
		f.queued--
		c := &f.cases.all[id]
		f.give(a, k, now, c.handle)
		f.answer(c.name, now-c.at, c.fate)
		f.release(id)
	}
	f.list(a, now)
	if f.posts && h.live == 0 {
		f.mail(a, now)
	}
}

// choose is the type of the waiting contact that an agent serves next.
func (f *floor) choose(a int32, now float64) int {
	h := &f.hands[a]
	for _, tier := range f.live[f.shifts.agents[a].group] {
		best, earliest := none, never
		for left := tier & f.queuing; left != 0; left &= left - 1 {
			k := bits.TrailingZeros64(left)
			if int(h.live) >= f.ways[k].atOnce {
				continue
			}
			if at := f.head(k, now); at < earliest {
				best, earliest = k, at
			}
		}
		if best != none {
			return best
		}
	}
	return none
}

// head is when the first of a queue arrived who has not left; +Inf without any.
func (f *floor) head(k int, now float64) float64 {
	for q := &f.queues[k]; q.count > 0; {
		c := &f.cases.all[q.at(0)]
		if c.state == waiting && !(c.patience < now-c.at) {
			return c.at
		}
		f.lose(k, now)
	}
	return never
}
