package sim

import (
	"lojal/sim/fast"
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

// queueing answers weeks: demand meets people in the queues.
type queueing interface {
	// play answers the next week of open days; flows carries each contact type's
	// cases. It returns the time staffed and served in.
	play(days []day, d *demand, c *crew, flows []flow) staffed
}

// waiting answers the half hours of a week by theory.
type waiting struct {
	plan  *scenario.Plan
	cal   *calendar
	lanes []*lane
	back  []float64 // by type: contacts of the last week that came again, a need
	weeks int       // played so far
	today today
	out   [8]float64 // by days that pass: share of the cases under way that come back
}

func newWaiting(p *scenario.Plan, c *calendar, from *worker) *waiting {
	w := &waiting{plan: p, cal: c, lanes: layLanes(p, from), back: make([]float64, len(p.Contacts)),
		today: today{profile: c.profile, needs: make([]float64, c.slots)}}
	for days := 1; days < len(w.out); days++ { // in no time nobody does
		w.out[days] = release(float64(days), p.Resolution.RecontactDelayDays)
	}
	return w
}

// grid is the waits on which flows tell their distributions, the same in all lanes.
func (w *waiting) grid() []float64 { return w.lanes[0].pool.Grid }

func patienceOf(p scenario.Patience) queue.Patience {
	return queue.Patience{Kind: p.Kind, AtOnce: p.AtOnce, Mean: p.Mean, Sigma: p.Sigma, Shape: p.Shape, P: p.P, Mean1: p.Mean1, Mean2: p.Mean2}
}

// crew is who is on the queue in a week.
type crew struct {
	hours  float64 // on the queue, a head and week
	factor float64 // on everybody's handle time
	groups []groupCrew

	tenure  float64 // weeks, of all employed together
	onQueue int     // of them, past induction
	green   float64 // 1 − proficiency of those, all together
}

// groupCrew is the part of a crew that belongs to a group.
type groupCrew struct {
	heads  [7]float64 // present by weekday
	count  int        // on the queue
	speed  float64    // of all of them, a proficient one's being one
	handle float64    // handle time of the team against that of a proficient agent
	people people     // who they are, where contacts are played
}

// agents is how many of a group are on the queue in a half hour that has a share
// of the week's hours.
func (c *crew) agents(group int, weekday int, share float64) float64 {
	heads, hours := c.seats(group, weekday)
	return onQueue(heads, hours, share)
}

// seats is how many of a group are present on a weekday, and the hours that they have
// in the week, all together.
func (c *crew) seats(group, weekday int) (heads, hours float64) {
	if group < 0 {
		return 0, 0
	}
	heads = c.groups[group].heads[weekday]
	return heads, heads * c.hours
}

// onQueue is how many of so many heads are on the queue in a half hour that has a
// share of their hours.
func onQueue(heads, hours, share float64) float64 { return fast.Min(hours*share/.5, heads) }

// handle is the factor on the handle time of a group.
func (c *crew) handle(group int) float64 {
	if group < 0 {
		return 1
	}
	return c.groups[group].handle * c.factor
}

// demand is what comes in one week.
type demand struct {
	needs  float64 // in an average week of an average season
	splits []split // by contact type
	busy   *busyness
}

// staffed is the time on the queue in a week, and what was done in it, in seconds.
type staffed struct{ time, serving float64 }

// play is that of [queueing].
func (w *waiting) play(days []day, d *demand, c *crew, flows []flow) staffed {
	for _, l := range w.lanes {
		l.begin(flows, d, c)
		w.expect(l)
	}
	var s staffed
	last := -1
	for i := range days {
		w.wait(flows, days[i].weekday-last)
		w.playDay(&days[i], d, c, flows, &s)
		last = days[i].weekday
	}
	w.wait(flows, 6-last)
	w.weeks++
	for _, l := range w.lanes {
		s.serving += l.finish()
	}
	for i := range flows {
		f := &flows[i]
		f.endWeek(w.plan.Resolution.Recontact)
		if f.needs > 0 {
			w.back[i] = (f.returned + f.redialed) / f.needs
		}
	}
	s.serving = min(max(s.serving, 0), s.time)
	return s
}

// expect tells the table of several contact types the mix of the week, by those
// who came again in the last one: within a week it hardly moves.
func (w *waiting) expect(l *lane) {
	if len(l.calls) < 2 {
		return
	}
	for k, i := range l.calls {
		l.mix[k] = l.callers[k].fresh + l.callers[k].share*w.back[i]
	}
	if handle := l.handleTime(l.mix); handle > 0 {
		l.table.Mix(l.mix, handle)
	}
}

// wait lets days pass without opening: cases that come back wait for the next
// open day.
func (w *waiting) wait(flows []flow, days int) {
	if days <= 0 {
		return
	}
	for i := range flows {
		f := &flows[i]
		if f.due += fast.Max(f.comeback-f.due, 0) * w.out[days]; f.due < trace {
			f.due = 0
		}
	}
}

// today is the day that is played.
type today struct {
	*day
	opens   float64   // seconds since the start of the run
	profile []float64 // share of the day's demand by half hour
	cover   []float64 // share of the week's staffed hours by half hour
	needs   []float64 // by half hour
}

// playDay answers the half hours of a day.
func (w *waiting) playDay(t *day, d *demand, c *crew, flows []flow, s *staffed) {
	now, p := &w.today, w.plan
	now.day, now.cover = t, w.cal.cover[t.weekday]
	now.opens = float64(7*w.weeks+t.weekday)*secondsADay + p.Demand.Opens
	needs := now.ask(d)
	for i := range flows {
		f := &flows[i]
		f.needs += needs * p.Contacts[i].Share
		f.returned += f.due
		f.split(&d.splits[i])
	}
	for _, l := range w.lanes {
		l.play(now, c, s)
		if t.closes && len(l.calls) > 0 {
			l.backlog.Close(l.pool, l.steady, p.Decisions.Staffing.Closing != "drop", l.week)
		}
		for k, i := range l.calls {
			l.callers[k].hangUp(l.week.Types[k].Abandoned)
			flows[i].endDay(l.week.Types[k].Served, p.Resolution.Recontact)
		}
		for _, i := range l.mails {
			flows[i].endDay(flows[i].answered, p.Resolution.Recontact)
		}
	}
}

// ask spreads the needs of the day over its half hours; it returns how many they are.
func (t *today) ask(d *demand) (all float64) {
	expected := d.needs * t.weight * d.busy.day(t.weekday)
	busy, needs := d.busy.slots(t.weekday)[:len(t.profile)], t.needs[:len(t.profile)]
	for slot, share := range t.profile {
		n := expected * share * busy[slot]
		needs[slot] = n
		all += n
	}
	return all
}

const secondsADay = 24 * 3600
