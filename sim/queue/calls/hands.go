package calls

import "math/bits"

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

func (f *floor) resume() {
	f.turnBack(f.length)
	for g := range f.teams {
		f.teams[g].turnBack(f.length)
	}
	for a := range f.hands {
		h := &f.hands[a]
		h.free = f.word(earlierBy(f.length, f.time(h.free)), a*f.chats)
		h.since -= f.length
		h.from -= f.length
	}
	for k := range f.queues {
		for i := range f.queues[k].count {
			f.cases.all[f.queues[k].at(i)].at -= f.length
		}
	}
}

// grow makes room for agents that came on a day that goes on.
func (f *floor) grow() {
	old, n := len(f.hands), len(f.shifts.agents)
	if n <= old {
		return
	}
	before := f.tree
	f.tree.grow(n * f.chats)
	for g := range f.teams {
		f.teams[g].grow(n)
	}
	f.hands = sized(f.hands, n)
	f.ready.grow(n)
	f.bored.grow(n)
	for a := range f.hands {
		h := &f.hands[a]
		if a >= old {
			*h = hand{mail: none}
		}
		h.free = f.word(before.time(h.free), a*f.chats)
	}
}

func (f *floor) freeAt(a int32) uint64 { return f.hands[a].free }

func (f *floor) join(a int32, now float64) {
	f.grow()
	h := &f.hands[a]
	h.free = max(h.free, f.word(now, int(a)*f.chats))
	if f.teams != nil {
		f.joinTeam(a, now)
		return
	}
	f.look(a, now)
}

func (f *floor) leave(a int32, now float64) {
	if f.teams != nil {
		f.leaveTeam(a)
		return
	}
	f.putAside(a, now)
	f.ready.remove(a)
	f.bored.remove(a)
}

// find is the agent who takes a phone or chat contact at once, or none.
func (f *floor) find(k int, now float64) int32 {
	if f.teams != nil {
		return f.findFree(k, now)
	}
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
	if f.teams != nil {
		f.engage(a, k, now, handle)
		return
	}
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
		id, c := f.unqueue(k)
		f.give(a, k, now, c.handle)
		f.answered(id, now)
	}
	f.list(a, now)
	if f.posts && h.live == 0 {
		f.mail(a, now)
	}
}
