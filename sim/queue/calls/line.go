package calls

import "math"

// line is one queue before agents who all serve all, first come first served: the
// recursion of Kiefer and Wolfowitz (1955) with patience. An agent's leaf is the
// time from which the agent is free. Contacts are taken in the order in which
// they arrive, and their fate is known at once.
type line struct {
	*Engine
	tree
	day     *Day
	slot    int     // half hours staffed
	step    float64 // when the next is, or when contacts are no more begun: +Inf where they all are
	held    []int32 // waiting when the day before ended
	last    []int32
	returns [block]uint8 // of the lot, those who will come back
}

func (l *line) open(agents int) {
	l.reset(agents)
	l.held = l.held[:0]
}

// resume turns the clock back by a day.
func (l *line) resume() {
	l.turnBack(l.length)
	for _, id := range l.held {
		l.cases.all[id].at -= l.length
	}
}

func (l *line) freeAt(a int32) uint64 { return l.leaf(int(a)) }

func (l *line) join(a int32, now float64) {
	l.grow(len(l.shifts.agents))
	l.set(int(a), l.word(max(now, l.shifts.agents[a].until), int(a)))
}

func (l *line) leave(a int32, _ float64) { l.set(int(a), l.word(never, int(a))) }

func (l *line) waiting(kind int) (n int) {
	for _, id := range l.held {
		if int(l.cases.all[id].kind) == kind {
			n++
		}
	}
	return n
}

func (l *line) play(d *Day) {
	l.day, l.slot, l.step = d, 0, opening
	l.advance()
	l.held, l.last = l.last[:0], l.held
	for _, id := range l.last {
		l.kept(id)
	}
	for l.cases.opened < len(d.Fresh) {
		l.cases.openSlot()
		l.half(opening + float64(l.cases.opened)*halfHour)
	}
	for l.slot < len(d.Fresh) {
		l.advance()
	}
	if !d.RunsOn {
		l.overtime()
	}
}

// half plays the contacts that arrive before a time.
func (l *line) half(end float64) {
	for {
		at, due := l.arrivals.next(), l.cases.due
		switch {
		case min(at, due) >= end:
			return
		case due <= at:
			l.kept(l.cases.pop())
		default:
			l.run(min(due, end))
		}
	}
}

// advance staffs the next half hour.
func (l *line) advance() {
	l.Engine.step(l.day, l.slot)
	l.slot++
	l.step = opening + float64(l.slot)*halfHour
	if l.slot == len(l.day.Fresh) && !l.day.RunsOn && !l.rules.DropAtClosing {
		l.step = never
	}
}

// run plays the contacts of the lot that arrive before a limit. It is the loop
// that counts: what it needs is in locals.
func (l *line) run(limit float64) {
	lot, counts, outcomes := l.arrivals.lot, l.Engine.count, l.outcomes
	v, mask, step, speed, recall := l.v, l.mask, l.step, l.shifts.factor, l.recalls
	back, i, n := 0, lot.i, lot.n
	for i < n {
		t := lot.at[i]
		if t >= limit {
			break
		}
		root := v[1]
		start := math.Float64frombits(max(root&^mask, math.Float64bits(t)))
		if start >= step {
			if l.slot < len(l.day.Fresh) {
				l.advance()
				v, step, mask, speed = l.v, l.step, l.mask, l.shifts.factor
				continue
			}
			l.late(l.keepNext(i))
			limit = min(limit, l.cases.due)
			i++
			continue
		}
		class := lot.class[i]
		c, x := &counts[class>>3], &outcomes[class]
		wait, fate, cell := start-t, lot.fate[i], 0
		if wait > 0 {
			if p := lot.patience[i]; p < wait {
				c.abandoned[c.cell(p)]++
				c.tally.Waits += p
				if l.redialling(uint8(class>>3), fate) {
					l.redial(nameOf(lot.entity[i]), t+p, fate)
					limit = min(limit, l.cases.due)
				}
				i++
				continue
			}
			cell = c.cell(wait)
			c.tally.Waits += wait
		}
		c.answered[cell]++
		leaf := root & mask
		work := lot.handle[i] * speed[leaf]
		c.tally.Serving += work
		word := math.Float64bits(start+float64(work))&^mask | leaf
		j := uint64(len(v))/2 + leaf
		v[j] = word
		for j > 1 {
			word = min(word, v[j^1])
			j >>= 1
			v[j] = word
		}
		// Without branches, which nobody could foresee.
		unsolved := 1 - below(fate&low32, x.solve)
		x.answered++
		x.failed += unsolved
		l.returns[back] = uint8(i)
		back += unsolved & below(fate>>32, recall)
		i++
	}
	for _, b := range l.returns[:back] {
		l.comeBack(lot.entity[b], lot.fate[b])
	}
	if lot.i = i; i == n {
		l.refill()
	}
}

// kept plays a contact that was kept: it comes, or waited when the day before
// ended.
func (l *line) kept(id int32) {
	c := &l.cases.all[id]
	if c.state == coming {
		l.offer(c)
		c.state, c.at = waiting, c.due
	}
	for {
		root := l.v[1]
		start := max(l.time(root), c.at)
		switch {
		case start < l.step:
			l.begin(id, start, int(root&l.mask))
			return
		case l.slot == len(l.day.Fresh):
			l.late(id)
			return
		}
		l.advance()
	}
}

// begin serves a contact at a time unless it has left.
func (l *line) begin(id int32, start float64, leaf int) {
	c := &l.cases.all[id]
	wait := start - c.at
	l.cases.drop(id) // it stays readable until another is kept
	if c.patience < wait {
		l.abandon(c.name, c.patience, c.at+c.patience, c.fate)
		return
	}
	work := c.handle * l.shifts.factor[leaf]
	l.Engine.count[c.kind].tally.Serving += work
	l.set(leaf, l.word(start+float64(work), leaf))
	l.answer(c.name, wait, c.fate)
}

// late ends the day of a contact that nobody began: it leaves, is dropped, or
// waits for the next day.
func (l *line) late(id int32) {
	c := l.cases.all[id]
	wait := c.patience
	if l.step < never {
		wait = l.step - c.at
	}
	if c.patience < wait || !l.day.RunsOn {
		l.cases.drop(id)
		wait = min(wait, c.patience)
		l.abandon(c.name, wait, c.at+wait, c.fate)
		return
	}
	l.held = append(l.held, id)
}
