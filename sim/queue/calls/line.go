package calls

import "math"

// line is one queue before agents who all serve all, first come first served: the
// recursion of Kiefer and Wolfowitz (1955) with patience. An agent's leaf is the
// time from which the agent is free. Contacts are taken in the order in which
// they arrive, and their fate is known at once.
type line struct {
	*Engine
	tree
	day  *Day
	slot int     // half hours staffed
	step float64 // when the next is, or when contacts are no more begun: +Inf where they all are
	held []int32 // waiting when the day before ended
	last []int32
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

// run plays the contacts of the lot that arrive before a limit.
func (l *line) run(limit float64) {
	lot := l.arrivals.lot
	for {
		l.serve(limit)
		i := lot.i
		if i == lot.n || lot.at[i] >= limit {
			break
		}
		switch start := max(l.time(l.v[1]), lot.at[i]); {
		case start < l.step:
			p := lot.patience[i]
			l.abandon(nameOf(lot.entity[i]), p, lot.at[i]+p, lot.fate[i])
		case l.slot < len(l.day.Fresh):
			l.advance()
			continue
		default:
			l.late(l.keepNext(i))
		}
		lot.i++
		limit = min(limit, l.cases.due)
	}
	if lot.i == lot.n {
		l.refill()
	}
}

// serve serves the contacts of the lot until one arrives at a limit, cannot be begun
// before the next half hour, or leaves. It is the loop that counts: what it needs is
// in locals, and does not change.
func (l *line) serve(limit float64) {
	a, lot, counts, outcomes := &l.arrivals, l.arrivals.lot, l.Engine.count, l.outcomes
	v, mask, step, speed, recall := l.v, l.mask, l.step, l.shifts.factor, l.recalls
	i, n, back := lot.i, lot.n, a.back
	for ; i < n; i++ {
		t := lot.at[i]
		root := v[1]
		start := math.Float64frombits(max(root&^mask, math.Float64bits(t)))
		wait := start - t
		if t >= limit || start >= step || lot.patience[i] < wait {
			break
		}
		leaf := root & mask
		work := lot.handle[i] * speed[leaf]
		word := math.Float64bits(start+float64(work))&^mask | leaf
		j := uint64(len(v))/2 + leaf
		v[j] = word
		for j > 1 {
			word = min(word, v[j^1])
			j >>= 1
			v[j] = word
		}

		class, fate := lot.class[i], lot.fate[i]
		c, x := &counts[class>>3], &outcomes[class]
		c.answered[c.cell(wait)]++
		c.tally.Waits += wait
		c.tally.Serving += work
		// Without branches, which nobody could foresee.
		unsolved := 1 - below(fate&low32, x.solve)
		x.answered++
		x.failed += unsolved
		a.returns[back] = uint8(i)
		back += unsolved & below(fate>>32, recall)
	}
	lot.i, a.back = i, back
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
