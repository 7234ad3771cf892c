package calls

import "math/bits"

func (f *floor) waiting(kind int) int {
	return f.queues[kind].count + len(f.mails[kind]) + f.working[kind]
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
func (f *floor) unqueue(k int) (int32, *contact) {
	q := &f.queues[k]
	id := q.at(0)
	if q.pop(); q.count == 0 {
		f.queuing &^= 1 << k
	}
	return id, &f.cases.all[id]
}

// answered books a contact that waited and is served.
func (f *floor) answered(id int32, now float64) {
	f.queued--
	c := &f.cases.all[id]
	f.answer(c.name, now-c.at, c.fate)
	f.release(id)
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
	id, first := f.unqueue(k)
	c := *first
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
