package calls

import "math"

// Where agents hold one contact at a time and there is no e-mail, it is enough to
// know from when each of them is free. The agents of a group who are on the queue
// are a team: a tree of these times. Its first is idle longest or will be free
// first. The end of a contact in hand is an event only while somebody waits.

func (f *floor) team(a int32) *tree { return &f.teams[f.shifts.agents[a].group] }

// nextFree is the word of the first to be free of those who serve a type that waits.
func (f *floor) nextFree() uint64 {
	first := f.word(never, 0)
	if f.queued == 0 {
		return first
	}
	for g := range f.teams {
		if f.serves[g]&f.queuing != 0 {
			first = min(first, f.teams[g].v[1])
		}
	}
	return first
}

// findFree is find among teams.
func (f *floor) findFree(k int, now float64) int32 {
	latest := f.word(now, 0) | f.mask
	best, first, tier := int32(none), uint64(math.MaxUint64), 0
	for _, p := range f.places[k] {
		if best != none && p.tier != tier {
			break
		}
		if word := f.teams[p.list].v[1]; word <= latest && word < first {
			best, first, tier = int32(word&f.mask), word, p.tier
		}
	}
	return best
}

func (f *floor) joinTeam(a int32, now float64) {
	free := f.hands[a].free
	f.team(a).set(int(a), free)
	if f.time(free) <= now {
		f.goOn(a, now)
	}
}

func (f *floor) leaveTeam(a int32) { f.team(a).set(int(a), f.word(never, int(a))) }

// engage gives an agent of a team a contact.
func (f *floor) engage(a int32, k int, now, handle float64) {
	work := handle * f.shifts.factor[a]
	free := f.word(now+float64(work), int(a))
	f.hands[a].free = free
	f.team(a).set(int(a), free)
	f.Engine.count[k].tally.Serving += work
}

// goOn lets an agent of a team who is free serve somebody that waits.
func (f *floor) goOn(a int32, now float64) {
	if f.queued == 0 {
		return
	}
	if k := f.choose(a, now); k != none {
		id, c := f.unqueue(k)
		f.engage(a, k, now, c.handle)
		f.answered(id, now)
	}
}
