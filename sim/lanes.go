package sim

import (
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

// lane is one queue of the analytic answer: the phone or chat contacts that a
// group of agents answers, first come first served, and the e-mails that it
// answers in the time left over.
type lane struct {
	plan  *scenario.Plan
	group int   // of agents; −1: nobody
	calls []int // contact types, phone or chat
	mails []int // contact types, e-mail
	holds float64

	callers, writers []source // of calls and of mails
	handle           float64  // factor on everybody's handle time this week

	pool    *queue.Pool
	table   *queue.Table // in front of the pool
	steady  *queue.Steady
	backlog queue.Backlog
	week    *queue.Flow // of the week so far
	agents  []float64   // on the queue, by half hour of the day
	spoken  []float64   // week.BusySeconds at the end of each
	now     []float64   // contacts of the half hour by type
	mix     []float64   // contacts by type, expected of the week

	mail  queue.Mail
	work  queue.Work
	left  float64     // seconds until closing, from the beginning of the half hour
	gap   float64     // and from closing until the doors open again
	felt  [][]float64 // by e-mail type: answered after a wait felt longer than the grid
	flows []flow      // of the week being played
}

// groups are the parts of the agents, one where the scenario names none.
func groups(p *scenario.Plan) int { return max(1, len(p.Decisions.Groups)) }

// layLanes gives each contact type its queue, with the memory of a worker.
func layLanes(p *scenario.Plan, from *worker) []*lane {
	lanes := make([]*lane, groups(p))
	for g := range lanes {
		lanes[g] = &lane{plan: p, group: g}
	}
	nobody := &lane{plan: p, group: -1}
	for i := range p.Contacts {
		l := nobody
		if g := p.AnsweredBy(i); len(g) > 0 {
			l = lanes[g[0]]
		}
		if p.Contacts[i].Channel == scenario.Email {
			l.mails = append(l.mails, i)
		} else {
			l.calls = append(l.calls, i)
		}
	}
	if len(nobody.calls)+len(nobody.mails) > 0 {
		lanes = append(lanes, nobody)
	}
	targets := make([]float64, len(p.Contacts))
	for i := range p.Contacts {
		targets[i] = goal(&p.Contacts[i])
	}
	for i, l := range lanes {
		l.prepare(p, from, i, targets)
	}
	return lanes
}

// goal is the wait within which a contact is to be answered, as it is felt.
func goal(c *scenario.Contact) float64 {
	if c.Channel == scenario.Email {
		return feltTarget
	}
	return c.AnswerWithin
}

func (l *lane) prepare(p *scenario.Plan, from *worker, place int, targets []float64) {
	types := []queue.ContactType{{Share: 1, Patience: queue.Patience{Kind: queue.None}}} // of a lane that only answers e-mail
	l.holds = 1
	if len(l.calls) > 0 {
		types = types[:0]
		l.holds = max(1, p.Contacts[l.calls[0]].Concurrent)
	}
	for _, i := range l.mails {
		l.writers = append(l.writers, newSource(p, i))
	}
	for _, i := range l.calls {
		k := &p.Contacts[i]
		l.callers = append(l.callers, newSource(p, i))
		types = append(types, queue.ContactType{Share: k.Share, Patience: patienceOf(k.Patience), AnswerWithin: k.AnswerWithin})
	}
	own := from.prepare(place, types, targets)
	l.pool, l.table, l.steady, l.week = own.pool, own.table, own.steady, own.week
	l.agents, l.spoken = make([]float64, len(p.Demand.Profile)), make([]float64, len(p.Demand.Profile))
	l.now, l.mix = make([]float64, len(types)), make([]float64, len(types))
	l.work = queue.Work{Length: halfHour, Arrivals: make([]float64, len(l.mails)), Handle: make([]float64, len(l.mails))}
	for range l.mails {
		l.felt = append(l.felt, make([]float64, len(l.pool.Grid)))
	}
}

// begin starts a week of flows.
func (l *lane) begin(flows []flow, d *demand, c *crew) {
	l.flows, l.handle = flows, c.handle(l.group)
	l.week.Reset()
	for k, i := range l.calls {
		l.callers[k].begin(&flows[i], &d.splits[i])
	}
	for k, i := range l.mails {
		clear(l.felt[k])
		flows[i].tail, flows[i].served = l.felt[k], l.felt[k]
		l.writers[k].begin(&flows[i], &d.splits[i])
	}
}

// finish hands the week's counts to the flows; it returns the agent-seconds that
// phone and chat took.
func (l *lane) finish() float64 {
	l.week.Finish()
	for k, i := range l.calls {
		l.flows[i].take(&l.week.Types[k])
	}
	return l.week.BusySeconds / l.holds
}

// play answers the half hours of a day, phone and chat first, and adds the time
// staffed and that spent on e-mail.
func (l *lane) play(t *today, c *crew, s *staffed) {
	s.time += l.staff(t, c) * halfHour
	before := l.week.BusySeconds
	if len(l.callers) > 0 {
		l.speak(t)
	}
	if len(l.writers) > 0 {
		s.serving += l.write(t, before)
	}
}

// staff finds how many are on the queue in each half hour of a day; it returns the sum.
func (l *lane) staff(t *today, c *crew) (all float64) {
	heads, hours := c.seats(l.group, t.weekday)
	hours *= t.staff
	agents := l.agents[:len(t.cover)]
	for slot, share := range t.cover {
		agents[slot] = onQueue(heads, hours, share)
		all += agents[slot]
	}
	return all
}

// speak plays the phone and chat of a day.
func (l *lane) speak(t *today) {
	first, gone := &l.callers[0], &l.week.Types[0].Abandoned
	needs, agents, spoken := t.needs[:len(t.profile)], l.agents[:len(t.profile)], l.spoken[:len(t.profile)]
	load := queue.Load{Handle: first.seconds * l.handle, Seconds: halfHour}
	for slot, profile := range t.profile {
		contacts := first.arrive(needs[slot], profile, *gone)
		if len(l.callers) > 1 {
			l.now[0] = contacts
			contacts, load.Handle = l.mixed(needs[slot], profile)
		}
		load.Rate, load.Agents = contacts*(1/halfHour), agents[slot]*l.holds
		l.table.Answer(load.Rate, load.Handle, load.Agents, l.steady)
		l.backlog.Step(l.pool, l.steady, load, l.week)
		spoken[slot] = l.week.BusySeconds
	}
}

// mixed lets the contacts of all types but the first come in, of several; it returns
// how many come in all, and their mean handle time.
func (l *lane) mixed(needs, profile float64) (contacts, handle float64) {
	contacts = l.now[0]
	for k := range l.callers[1:] {
		l.now[k+1] = l.callers[k+1].arrive(needs, profile, l.week.Types[k+1].Abandoned)
		contacts += l.now[k+1]
	}
	l.pool.SetShares(l.now)
	return contacts, l.handleTime(l.now)
}

// write plays the e-mail of a day, in the time that agents have left over, who had
// spoken so long before it; it returns the agent-seconds spent.
func (l *lane) write(t *today, spoken float64) (spent float64) {
	l.gap = t.gap
	for slot, n := range t.needs {
		for k := range l.writers {
			l.work.Arrivals[k] = l.writers[k].arrive(n, t.profile[slot], 0)
			l.work.Handle[k] = l.writers[k].seconds * l.handle
		}
		l.left = float64(len(t.needs)-slot) * halfHour
		l.work.From = t.opens + float64(slot)*halfHour
		l.work.Seconds = max(0, l.agents[slot]*halfHour-(l.spoken[slot]-spoken)/l.holds)
		spoken = l.spoken[slot]
		spent += l.mail.Slot(&l.work, l.answered)
	}
	return spent
}

// handleTime is the mean handle time of a mix of contacts, in seconds.
func (l *lane) handleTime(mix []float64) float64 {
	sum, time := 0.0, 0.0
	for k, n := range mix {
		sum += n
		time += n * l.callers[k].seconds
	}
	if sum <= 0 {
		return l.callers[0].seconds * l.handle
	}
	return time / sum * l.handle
}

// feltTarget is how long a wait on the phone feels like an e-mail's delay of its
// target: an assumption, by which the curves of the wait hold for e-mail too.
const feltTarget = 20.0

// felt is how long a wait on the phone, in seconds, feels like an e-mail's delay.
func felt(delay float64, c *scenario.Contact) float64 {
	return delay * feltTarget / max(1, c.AnswerWithin)
}

// answered books e-mails that an agent took up after a delay in seconds. Writing
// one takes its handle time; who has not finished at closing goes on when the
// doors open again.
func (l *lane) answered(kind int, count, delay float64) {
	delay += l.work.Handle[kind]
	over := min(max((l.work.Handle[kind]+halfHour-l.left)/halfHour, 0), 1)
	l.book(kind, count*(1-over), delay)
	l.book(kind, count*over, delay+l.gap)
}

// book counts e-mails that were answered after a delay.
func (l *lane) book(kind int, count, delay float64) {
	i := l.mails[kind]
	f := &l.flows[i]
	f.answered += count
	f.delayed += count * delay
	wait := felt(delay, &l.plan.Contacts[i])
	for j, g := range l.pool.Grid {
		if wait <= g {
			break
		}
		l.felt[kind][j] += count
	}
}
