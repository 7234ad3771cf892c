package sim

import (
	"math"

	"lojal/sim/fast"
	"lojal/sim/loyalty"
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

// flow is where the needs of one contact type are in their way through a
// replication, and what a week did with them. Counts are contacts or cases.
type flow struct {
	// Carried from week to week.
	comeback  float64           // unsolved cases that will contact again
	earlier   [attempts]float64 // of them, shares by earlier attempts
	due       float64           // of comeback, those who contact on the next open day
	redialing float64           // abandoned, about to call again

	// Of the week.
	needs, tried                    float64
	fresh, returned, redialed       float64 // arrivals by origin
	annoyed, contained, leaked      float64
	silent                          float64
	answered, abandoned             float64
	waited                          float64   // seconds, all contacts together
	within                          float64   // answered within the target
	delayed                         float64   // seconds, e-mails together
	tail, served                    []float64 // contacts that waited longer than the grid; of them served
	toComeback, fromComeback, began float64
	solved                          [2]float64 // share of served cases that are solved: not served before, served before
	counted                         float64    // of answered, up to the day before
	firstServed                     float64    // of answered, not served before, as the days found it
	byDays                          bool       // and that stands for the week

	// Of a week whose contacts were played one by one.
	played          bool
	seen            [2][attempts]float64 // answered: case not served before or served before, by earlier attempts
	first           float64              // cases solved in their first served contact
	sentBack, again float64              // unsolved cases that come back, abandoned contacts that redial
}

// trace is fewer contacts than are worth keeping from week to week.
const trace = 1e-50

func (f *flow) newWeek() {
	if f.comeback < trace {
		f.comeback, f.due = 0, 0
	}
	if math.Abs(f.redialing) < trace {
		f.redialing = 0
	}
	*f = flow{comeback: f.comeback, due: f.due, earlier: f.earlier, redialing: f.redialing, began: f.comeback}
}

// split divides the needs so far by what automation did with them.
func (f *flow) split(s *split) {
	f.tried, f.contained, f.leaked = f.needs*s.tried, f.needs*s.contained, f.needs*s.leaked
	f.silent, f.annoyed, f.fresh = f.needs*s.silent, f.needs*s.annoyed, f.needs*s.fresh
}

// offered is the contacts of the week that asked for an agent.
func (f *flow) offered() float64 { return f.fresh + f.returned + f.redialed }

// origins is how the contacts of the week divide by earlier attempts, for those
// whose case was not served before [0] and those whose was [1]. Redials come
// from the week's own abandonments, which hit all alike.
func (f *flow) origins() (x [2][attempts]float64) {
	if f.played {
		return f.seenShares()
	}
	all := f.offered()
	if all <= 0 {
		x[0][0] = 1
		return x
	}
	if f.onlyRedials() {
		x[0][1] = 1
		return x
	}
	again, own := f.redialed/all, (f.fresh+f.returned)/all
	x[0][0] = f.fresh / all
	for b := range x {
		for a := 1; a < attempts; a++ {
			if b == 1 {
				x[b][a] = f.returned / all * f.earlier[a]
			}
			x[b][a] += again * x[b][a-1]
		}
		x[b][attempts-1] /= own // who already had the most attempts keeps them
	}
	if f.byDays {
		f.reweigh(&x)
	}
	return x
}

// onlyRedials says that nobody came but those who hung up in an earlier week.
func (f *flow) onlyRedials() bool { return f.fresh+f.returned < 1e-12*f.offered() }

// reweigh gives those not served before their share of the answered.
func (f *flow) reweigh(x *[2][attempts]float64) {
	first := f.firstShare()
	for b, share := range [2]float64{first, 1 - first} {
		sum := 0.0
		for _, n := range x[b] {
			sum += n
		}
		for a := range x[b] {
			x[b][a] *= share / max(sum, 1e-300)
		}
	}
}

// seenShares is the same as it was counted.
func (f *flow) seenShares() (x [2][attempts]float64) {
	all := 0.0
	for b := range f.seen {
		for _, n := range f.seen[b] {
			all += n
		}
	}
	if all <= 0 {
		x[0][0] = 1
		return x
	}
	for b := range x {
		for a := range x[b] {
			x[b][a] = f.seen[b][a] / all
		}
	}
	return x
}

// stuck is the share of the answered unsolved whose case ends so.
func (f *flow) stuck(p *scenario.Plan, x *[2][attempts]float64) float64 {
	if !f.played {
		return 1 - p.Resolution.Recontact
	}
	unsolved := 0.0
	for b := range x {
		for a := range x[b] {
			unsolved += x[b][a] * (1 - f.solved[b])
		}
	}
	if unsolved *= f.answered; unsolved <= 0 {
		return 0
	}
	return max(0, 1-f.sentBack/unsolved)
}

// leaving is how many of the abandoned do not call again.
func (f *flow) leaving(redial float64) float64 {
	if f.played {
		return f.abandoned - f.again
	}
	return f.abandoned * (1 - redial)
}

// comeBack moves the week's unsolved cases on by one attempt.
func (f *flow) comeBack(x *[2][attempts]float64) {
	kept, new := max(0, f.began-f.fromComeback), max(0, f.toComeback) // but for rounding
	var next [attempts]float64
	sum := 0.0
	for a := range next {
		next[a] = kept * f.earlier[a]
		if a > 0 {
			next[a] += new * (x[0][a-1] + x[1][a-1])
		}
		if a == attempts-1 {
			next[a] += new * (x[0][a] + x[1][a])
		}
		sum += next[a]
	}
	if sum <= 0 {
		return
	}
	for a := range next {
		f.earlier[a] = next[a] / sum
	}
}

// leastCount is the share of the answered that is too little to look at.
const leastCount = 1e-5

// lateGap is how far from reliable a case is that took more than one attempt,
// against one that was not solved: an assumption.
const lateGap = .5

// outcomes adds what the customers of a contact type met in the week.
func (f *flow) outcomes(to *endings, i int, p *scenario.Plan, m *minds, of *met, grid []float64) {
	x := f.origins()
	heard, scale := f.heard(m, grid)
	m.feelAll(heard, &of.clean)
	stuck := f.stuck(p, &x)
	solved, unsolved := f.groups(m, &x, scale)
	e := to.add(ending{contact: i, served: true, ended: 1})
	m.answered(e, heard, &of.clean, solved[:1])
	m.answered(e, heard, &of.late, solved[1:])
	e = to.add(ending{contact: i, served: true, ended: stuck, gaveUp: stuck})
	m.answered(e, heard, &of.unsolved, unsolved[:])
	e = to.add(ending{contact: i, ended: 1, gaveUp: 1})
	f.abandonedOutcomes(e, p.Contacts[i].Redial, m, of, grid, &x)
	e.feel(f.silent, m.ignored(of, &m.on(grid)[0].parts), m.handover)
	to.add(ending{contact: i, served: true, ended: 1}).feel(f.contained, m.machine, 0)
	to.add(ending{contact: i, served: true}).feel(f.leaked, m.machine, 0)
}

// heard lists the answered by their wait. The queue moves waits by more than there is
// where it carries contacts over, and few wait very long: those worth a look are, times
// scale, the answered.
func (f *flow) heard(m *minds, grid []float64) (all []heard, scale float64) {
	if f.answered <= 0 {
		return nil, 0
	}
	waits, least := m.on(grid), leastCount*f.answered
	sum, longer := 0.0, f.answered
	all, k := m.heard, 0
	for j := range waits {
		n := longer
		if j < len(f.served) { // the last ones waited longer than the grid
			longer = f.served[j]
			n -= longer
		}
		if n > least {
			all[k].count, all[k].wait = n, &waits[j]
			k++
			sum += n
		}
	}
	if k == 0 { // the queue carried over more than there is
		wait := m.wait(f.waited / max(f.offered(), f.answered))
		all[0].count, all[0].wait = 1, &wait
		k, sum = 1, 1
	}
	return all[:k], f.answered / sum
}

// group is a share of the answered who have the same behind them.
type group struct {
	share float64 // of what is counted as heard
	off   float64 // points for it
}

// groups divides the answered by what came before: those whose case is solved, the
// first of them at the first attempt, and those whose is not.
func (f *flow) groups(m *minds, x *[2][attempts]float64, scale float64) (solved, unsolved [1 + attempts]group) {
	first := x[0][0]
	annoyed := 0.0
	if f.fresh > 0 {
		annoyed = first * f.annoyed / f.fresh
	}
	add := func(k int, n, again, off float64) {
		n, again = n*scale, again*scale
		solved[k] = group{n*f.solved[0] + again*f.solved[1], off}
		unsolved[k] = group{n*(1-f.solved[0]) + again*(1-f.solved[1]), off}
	}
	add(0, first-annoyed, 0, 0)
	add(1, annoyed, 0, m.handover)
	for a := 1; a < attempts; a++ {
		add(1+a, x[0][a], x[1][a], m.perAttempt*float64(a))
	}
	return solved, unsolved
}

// answered adds groups of those who heard an answer and met the same but for the wait.
func (m *minds) answered(to *ending, all []heard, met *parts, groups []group) {
	if len(all) == 0 {
		return
	}
	if !m.apart {
		m.feelAll(all, met)
	}
	first := m.feel(met, &all[0].wait.parts)
	more := feeling{first.moment - all[0].moment, first.lasting - all[0].lasting}
	if m.week.customers == nil {
		to.heard(all, groups, more)
	} else {
		m.together(&to.scored, all, groups, more)
	}
}

// abandonedOutcomes are those who hung up and do not call again.
func (f *flow) abandonedOutcomes(to *ending, redial float64, m *minds, of *met, grid []float64, x *[2][attempts]float64) {
	n := f.leaving(redial)
	if n <= 0 {
		return
	}
	wait := m.waited(f.waitAbandoned(grid))
	felt := m.ignored(of, &wait)
	for a := range attempts {
		to.feel(n*(x[0][a]+x[1][a]), felt, m.perAttempt*float64(a))
	}
}

// addRepeats counts the cases that ended in the week after earlier attempts: those
// solved late, and those given up after an answer or on hanging up.
func (f *flow) addRepeats(c *loyalty.Contacts, p *scenario.Plan, redial float64) {
	x := f.origins()
	stuck, left := f.stuck(p, &x), max(0, f.leaving(redial))
	for a := 1; a < attempts; a++ {
		for b := range x {
			n := x[b][a] * f.answered
			c.Late[a-1] += n * f.solved[b]
			c.Fought[a-1] += n*(1-f.solved[b])*stuck + x[b][a]*left
		}
	}
}

// waitAbandoned is the mean wait of those who hung up, in seconds: the area under
// their tail.
func (f *flow) waitAbandoned(grid []float64) float64 {
	if f.abandoned <= 0 {
		return 0
	}
	tail, served := f.tail[:len(grid)], f.served[:len(grid)]
	area, longer := 0.0, tail[0]-served[0]
	for j := 1; j < len(grid); j++ {
		before := longer
		longer = tail[j] - served[j]
		area += (before + longer) / 2 * (grid[j] - grid[j-1])
	}
	return max(0, area) / f.abandoned
}

// release is the share of a pool that leaves it within a time when the mean
// delay is another.
func release(time, delay float64) float64 {
	if delay <= 0 {
		return 1
	}
	return -fast.Expm1(-time / delay)
}

// take reads the queue's counts of the week, fewer than none but for rounding.
func (f *flow) take(t *queue.TypeFlow) {
	f.answered, f.abandoned, f.waited, f.within = max(0, t.Served), max(0, t.Abandoned), t.WaitSeconds, t.Within
	f.tail, f.served = t.Tail, t.ServedTail
}

// endDay sends the day's unsolved cases on their way back.
func (f *flow) endDay(answered, recontact float64) {
	n := answered - f.counted
	f.comeback = max(0, f.comeback-f.due) // but for rounding
	f.fromComeback += f.due
	f.due = 0
	f.sendBack(n * f.unsolved() * recontact)
	f.firstServed += n * f.firstShare()
	f.counted = answered
}

// endWeek makes those on their way back what the whole week's contacts leave.
// Where the days differ so much that more of them have come back by then, the
// week is what its days were.
func (f *flow) endWeek(recontact float64) {
	more := f.answered*f.unsolved()*recontact - f.toComeback
	if f.comeback+more < 0 && f.answered > 0 {
		f.byDays = true
		more = f.answered*f.unsolved()*recontact - f.toComeback
	}
	f.sendBack(more)
	f.due = min(f.due, f.comeback)
}

func (f *flow) sendBack(cases float64) {
	f.comeback = max(0, f.comeback+cases)
	f.toComeback += cases
}

// firstShare is the share of the week's contacts whose case was not served
// before; redials are so in proportion.
func (f *flow) firstShare() float64 {
	switch {
	case f.byDays:
		return min(max(f.firstServed/f.answered, 0), 1)
	case f.onlyRedials() || f.fresh+f.returned <= 0:
		return 1
	}
	return f.fresh / (f.fresh + f.returned)
}

// unsolved is the share of served contacts that leave the case unsolved.
func (f *flow) unsolved() float64 {
	first := f.firstShare()
	return first*(1-f.solved[0]) + (1-first)*(1-f.solved[1])
}

// firstSolved is how many cases were solved in their first served contact.
func (f *flow) firstSolved() float64 {
	if f.played {
		return f.first
	}
	return f.answered * f.firstShare() * f.solved[0]
}
