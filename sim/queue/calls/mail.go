package calls

import "math/bits"

// post lets an e-mail arrive.
func (f *floor) post(id int32, now float64) {
	c := &f.cases.all[id]
	c.at = f.clock(now)
	k := int(c.kind)
	f.mails[k].push(dated{c.at, id})
	for _, tier := range f.seek[k] {
		best := int32(none)
		for _, g := range tier {
			a := f.bored.first[g]
			if a != none && (best == none || f.hands[a].since < f.hands[best].since) {
				best = a
			}
		}
		if best != none {
			f.mail(best, now)
			return
		}
	}
}

// mail gives an agent with nothing in hand the e-mail that comes first.
func (f *floor) mail(a int32, now float64) {
	f.bored.remove(a)
	if f.closed || !f.shifts.agents[a].on {
		return
	}
	g := int(f.shifts.agents[a].group)
	k := f.chooseMail(g)
	if k == none {
		if len(f.routing.mail[g]) > 0 {
			f.bored.push(g, a)
		}
		return
	}
	id := f.mails[k].pop().id
	f.working[k]++
	h := &f.hands[a]
	h.mail, h.from = id, now
	leaf := int(a) * f.chats
	f.set(leaf, f.word(now+float64(f.cases.all[id].handle*f.shifts.factor[a]), leaf))
}

func (f *floor) chooseMail(g int) int {
	for _, tier := range f.routing.mail[g] {
		best, earliest := none, never
		for left := tier; left != 0; left &= left - 1 {
			k := bits.TrailingZeros64(left)
			if at := f.mails[k].next(); at < earliest {
				best, earliest = k, at
			}
		}
		if best != none {
			return best
		}
	}
	return none
}

// putAside takes the e-mail that an agent works on, if any, and keeps what is left
// of it.
func (f *floor) putAside(a int32, now float64) {
	h := &f.hands[a]
	if h.mail == none {
		return
	}
	c := &f.cases.all[h.mail]
	k := int(c.kind)
	c.handle = max(0, c.handle-(now-h.from)/f.shifts.factor[a])
	f.Engine.count[k].tally.Serving += now - h.from
	f.working[k]--
	f.mails[k].push(dated{c.at, h.mail})
	h.mail = none
	leaf := int(a) * f.chats
	f.set(leaf, f.word(never, leaf))
}

// mailed books the e-mail that an agent has finished.
func (f *floor) mailed(a int32, now float64) {
	h := &f.hands[a]
	c := f.cases.all[h.mail]
	f.Engine.count[c.kind].tally.Serving += now - h.from
	f.working[c.kind]--
	f.cases.drop(h.mail)
	h.mail = none
	f.answer(c.name, f.clock(now)-c.at, c.fate)
}
