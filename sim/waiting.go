package sim

import (
	"math"

	"lojal/sim/fast"
	"lojal/sim/queue"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// waiting answers the half hours of a week: demand meets people in the queue.
type waiting struct {
	plan    *scenario.Plan
	cal     *calendar
	pool    *queue.Pool
	table   *queue.Table // in front of the pool
	steady  *queue.Steady
	backlog queue.Backlog
	week    *queue.Flow // of the week so far
	now     []float64   // contacts of the half hour by type
	seconds []float64   // handle time by type
	again   []float64   // by type: share of those about to call again that does in a half hour
	back    []float64   // by type: contacts of the last week that came again, a need
	mix     []float64   // by type: contacts a need, expected of the week
}

func newWaiting(p *scenario.Plan, c *calendar, from *worker) *waiting {
	types := make([]queue.ContactType, len(p.Contacts))
	for i, k := range p.Contacts {
		types[i] = queue.ContactType{Share: k.Share, Patience: patienceOf(k.Patience), AnswerWithin: k.AnswerWithin}
	}
	from.prepare(types)
	w := &waiting{plan: p, cal: c, pool: from.pool, table: from.table, steady: from.steady, week: from.week,
		now: make([]float64, len(types)), back: make([]float64, len(types)), mix: make([]float64, len(types))}
	for _, k := range p.Contacts {
		w.seconds = append(w.seconds, k.HandleTime*harderTime(k.Difficulty))
		w.again = append(w.again, release(halfHour, k.RedialDelay))
	}
	return w
}

func patienceOf(p scenario.Patience) queue.Patience {
	return queue.Patience{Kind: p.Kind, AtOnce: p.AtOnce, Mean: p.Mean, Sigma: p.Sigma, Shape: p.Shape, P: p.P, Mean1: p.Mean1, Mean2: p.Mean2}
}

// busyness is how many more needs there are than expected.
type busyness struct {
	week  float64
	day   [7]float64
	slots [7][]float64

	days    int                // weekdays that may be open
	key     random.Key         // that the courses belong to
	first   int                // half hour of the day at which the first slot starts
	courses [7][]random.Course // of the slots
}

func newBusyness(slots int) *busyness {
	b := &busyness{week: 1, days: 7, first: -1}
	all := make([]float64, 7*slots)
	for d := range b.slots {
		b.day[d] = 1
		b.slots[d], all = all[:slots:slots], all[slots:]
		for s := range b.slots[d] {
			b.slots[d][s] = 1
		}
	}
	return b
}

var (
	weekBusyness = random.Name("busyness/week")
	dayBusyness  = random.Name("busyness/day")
	slotBusyness = random.Name("busyness/half hour") // by weekday and clock
)

// draw finds the busyness of a week by its calendar slots.
func (b *busyness) draw(d *scenario.Demand, stream *random.Stream, key random.Key) {
	key.Quantity = weekBusyness
	stream.Seek(key)
	b.week = stream.Busyness(d.ForecastCV)
	key.Quantity = dayBusyness
	for i := range b.days {
		key.Entity = uint64(i)
		stream.Seek(key)
		b.day[i] = stream.Busyness(d.DayCV)
	}
	v := math.Log1p(d.IntervalCV * d.IntervalCV)
	if v == 0 {
		return
	}
	b.chart(key, int(d.Opens/halfHour))
	sigma := math.Sqrt(v)
	for i := range b.days {
		slots := b.slots[i]
		for s, c := range b.courses[i] { // stream.Busyness, worked out once
			stream.SeekWeek(c, key.Week)
			slots[s] = fast.Exp(sigma*stream.Normal() - v/2)
		}
	}
}

// chart finds the streams of the slots, which are those of a replication.
func (b *busyness) chart(key random.Key, first int) {
	key.Quantity, key.Entity, key.Week = slotBusyness, 0, 0
	if b.key == key && b.first == first {
		return
	}
	b.key, b.first = key, first
	for i := range b.days {
		b.courses[i] = b.courses[i][:0]
		for s := range b.slots[i] {
			key.Entity = uint64(i)<<32 | uint64(first+s)
			b.courses[i] = append(b.courses[i], key.Course())
		}
	}
}

// crew is who is on the queue in a week.
type crew struct {
	heads  [7]float64 // present by weekday
	hours  float64    // on the queue, a head and week
	handle float64    // factor on handle time
}

// demand is what comes in one week.
type demand struct {
	needs  float64 // in an average week of an average season
	splits []split // by contact type
	busy   *busyness
}

// staffed is the time on the queue in a week, and what was done in it, in seconds.
type staffed struct{ time, serving float64 }

// play answers a week of open days; flows carries each contact type's cases. It
// returns the time staffed and served in, in seconds.
func (w *waiting) play(days []day, d *demand, c *crew, flows []flow) staffed {
	w.week.Reset()
	w.expect(d, c)
	time, last := 0.0, -1
	for i := range days {
		w.wait(flows, days[i].weekday-last)
		time += w.playDay(&days[i], d, c, flows)
		last = days[i].weekday
	}
	w.wait(flows, 6-last)
	w.week.Finish()
	for i := range flows {
		flows[i].take(&w.week.Types[i])
		flows[i].endWeek(w.plan.Resolution.Recontact)
		if f := &flows[i]; f.needs > 0 {
			w.back[i] = (f.returned + f.redialed) / f.needs
		}
	}
	return staffed{time, min(w.week.BusySeconds, time)}
}

// expect tells the table of several contact types the mix of the week, by those
// who came again in the last one: within a week it hardly moves.
func (w *waiting) expect(d *demand, c *crew) {
	if len(w.mix) == 1 {
		return
	}
	for i := range w.mix {
		w.mix[i] = w.plan.Contacts[i].Share * (d.splits[i].fresh + w.back[i])
	}
	if handle := w.handleTime(w.mix) * c.handle; handle > 0 {
		w.table.Mix(w.mix, handle)
	}
}

// wait lets days pass without opening: cases that come back wait for the next
// open day.
func (w *waiting) wait(flows []flow, days int) {
	if days <= 0 {
		return
	}
	out := release(float64(days), w.plan.Resolution.RecontactDelayDays)
	for i := range flows {
		f := &flows[i]
		n := (f.comeback - f.due) * out
		f.due += n
	}
}

// playDay answers the half hours of a day; it returns the seconds staffed.
func (w *waiting) playDay(t *day, d *demand, c *crew, flows []flow) (time float64) {
	heads := c.heads[t.weekday]
	for s := range w.cal.slots {
		busy := d.busy.week * d.busy.day[t.weekday] * d.busy.slots[t.weekday][s]
		contacts := w.arrive(flows, d, d.needs*t.weight*w.cal.profile[s]*busy, s)
		load := queue.Load{Rate: contacts / halfHour, Handle: w.handleTime(w.now) * c.handle, Seconds: halfHour,
			Agents: min(heads, heads*c.hours*t.staff*w.cal.cover[t.weekday][s]/.5)}
		w.answer(load, flows)
		time += load.Agents * halfHour
	}
	if t.closes {
		w.hangUp(flows, -1)
		w.backlog.Close(w.pool, w.steady, w.plan.Decisions.Staffing.Closing != "drop", w.week)
		w.hangUp(flows, +1)
	}
	for i := range flows {
		flows[i].endDay(w.week.Types[i].Served, w.plan.Resolution.Recontact)
	}
	return time
}

// hangUp books those who will call again: of the abandoned of the week so far,
// taken off before something happens in the queue and added after it.
func (w *waiting) hangUp(flows []flow, sign float64) {
	for i := range flows {
		flows[i].redialing += sign * w.week.Types[i].Abandoned * w.plan.Contacts[i].Redial
	}
}

// answer plays one half hour.
func (w *waiting) answer(load queue.Load, flows []flow) {
	w.hangUp(flows, -1)
	if len(w.now) > 1 {
		w.pool.SetShares(w.now)
	}
	w.table.Answer(load.Rate, load.Handle, load.Agents, w.steady)
	w.backlog.Step(w.pool, w.steady, load, w.week)
	w.hangUp(flows, +1)
}

// handleTime is the mean handle time of a mix of contacts, in seconds.
func (w *waiting) handleTime(mix []float64) float64 {
	if len(mix) == 1 { // the same to the last bit, which spares the table work
		return w.seconds[0]
	}
	sum, time := 0.0, 0.0
	for i, n := range mix {
		sum += n
		time += n * w.seconds[i]
	}
	if sum <= 0 {
		return w.plan.Contacts[0].HandleTime
	}
	return time / sum
}

// arrive lets the contacts of a half hour come in; it returns how many.
func (w *waiting) arrive(flows []flow, d *demand, needs float64, slot int) float64 {
	all := 0.0
	for i := range flows {
		f, k, s := &flows[i], &w.plan.Contacts[i], &d.splits[i]
		n := needs * k.Share
		f.needs += n
		f.tried += n * s.tried
		f.contained += n * s.contained
		f.leaked += n * s.leaked
		f.silent += n * s.silent
		f.annoyed += n * s.annoyed
		back := f.due * w.cal.profile[slot]
		again := f.redialing * w.again[i]
		f.redialing -= again
		f.fresh += n * s.fresh
		f.returned += back
		f.redialed += again
		w.now[i] = n*s.fresh + back + again
		all += w.now[i]
	}
	return all
}
