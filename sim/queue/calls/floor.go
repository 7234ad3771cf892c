package calls

import "math"

// floor is the general case, played event by event: groups with skills,
// priorities, several chats at once and e-mail. A leaf of the tree is a contact in
// hand, with the time when it ends. Where there are teams, they stand in for it, the
// ready and the bored.
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
	teams   []tree    // by group, or nil: see teams.go
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
	if f.chats == 1 && !f.posts {
		f.teams = make([]tree, len(e.rules.Groups))
	}
	for k := range f.ways {
		f.places = append(f.places, f.placesOf(k))
	}
	return f
}

func (f *floor) open(agents int) {
	f.reset(agents * f.chats)
	for g := range f.teams {
		f.teams[g].reset(agents)
	}
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

// play goes from event to event: the end of a contact in hand, an arrival, the
// next half hour.
func (f *floor) play(d *Day) {
	f.day, f.slot, f.closed = d, 0, false
	step := opening
	for {
		ending := f.v[1]
		if f.teams != nil {
			ending = f.nextFree()
		}
		due, ends, comes := f.cases.due, f.time(ending), f.arrivals.next()
		switch t := earlier(due, comes); {
		case step <= ends && step <= t:
			if step == never {
				f.finish()
				return
			}
			if step = f.half(step); step == 0 {
				return
			}
		case ends <= t && f.teams != nil:
			f.goOn(int32(ending&f.mask), ends)
		case ends <= t:
			f.end(int(ending&f.mask), ends)
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
	if a := f.find(int(c.kind), now); a != none {
		f.cases.drop(id)
		f.take(a, int(c.kind), now, c.handle)
		f.answer(c.name, 0, c.fate)
		return
	}
	f.wait(id)
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
		if a = f.find(k, now); a == none {
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
