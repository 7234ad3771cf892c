package sim

import (
	"math"

	"lojal/sim/driver"
	"lojal/sim/loyalty"
	"lojal/sim/scenario"
	"lojal/sim/workforce"
)

// settle finds the state before week 0: the team, its training and its pipeline,
// the cases under way and the customers' lasting satisfaction are stationary
// under world.now, and a calibrated base gives the reference there.
func (r *replication) settle() {
	p := r.plan
	v := leversNow(&p.Now)
	settled := workforce.Settle(r.market, int(math.Round(p.Now.InductionWeeks)))
	r.team = workforce.NewTeam(r.market, settled, heads(p.Now.Headcount), r.key, r.stream)
	r.customers = p.Customers.Initial
	crew := r.usualCrew(settled, v)
	r.usual.residue = residue(p, r.automate(v))
	lv := effects(p, r.learning, v, -1, r.usual.novice)
	service := serve(p, r.usual.novice, 0, 0, &lv, 1)
	var busy float64
	if r.queues == r.waiting || !mustPlay(p) {
		busy = r.usualWeeks(crew, &service, settled)
	}
	if played, ok := r.queues.(*playing); ok {
		found := r.playUsualWeeks(played, v, &service)
		if mustPlay(p) {
			busy = found
		}
	}
	r.usual.strain = max(0, busy-p.Labour.OccupancyComfort)
	for i := range r.strain {
		r.strain[i] = r.usual.strain
	}
	r.settleCustomers(&service)
}

// settleWeeks is how many weeks bring the cases under way to their usual level where
// contacts are played: a week leaves e^(−7/delay) of what was there.
func settleWeeks(delayDays float64) int { return 4 + int(min(delayDays, 90)) }

// learned is after how many time constants of the learning curve nothing is left to
// learn.
const learned = 20

// usualCrew is the mean team of the settled state.
func (r *replication) usualCrew(s workforce.Settled, v levers) *crew {
	p := r.plan
	induction := int(math.Round(p.Now.InductionWeeks))
	// Mean of 1 ÷ speed factor over agents, whose own speeds are lognormal with mean one.
	spread := math.Exp(p.Labour.AgentSpread * p.Labour.AgentSpread)
	var onQueue, speed, novice float64
	s.ByTenure(induction+int(learned*r.market.LearningWeeks), func(k int, share float64) {
		if k < induction {
			return
		}
		green := 1 - r.market.Proficiency(float64(k-induction)+.5)
		own := share * spread / r.agentTime(green, v.assist)
		onQueue += share
		speed += own
		novice += own * green
	})
	c := &crew{factor: 1, groups: make([]groupCrew, groups(p))}
	if speed <= 0 { // nobody comes through induction
		r.usual.novice = 1
		for g := range c.groups {
			c.groups[g].handle = 1
		}
		return c
	}
	c.hours = productive(p.Now.HoursPerWeek, p.Now.Shrinkage, v.spend, p.Learning.HoursPer1000)
	r.usual.novice = novice / speed
	here := s.Employed() * onQueue * (1 - p.Labour.Absence)
	for g, seats := range r.seats.count(heads(p.Now.Headcount)) {
		c.groups[g].handle = onQueue / speed
		for d := range c.groups[g].heads {
			c.groups[g].heads[d] = float64(seats) * here
		}
	}
	return c
}

// usualWeeks plays weeks of the settled state, from a guess, until the cases under way
// are stationary (settled: 3e-4 of them still to move), then an ordinary, a slack and a busy one together, weighed so that
// mean and variance of the busyness are right (three-point Gauss–Hermite). The
// flows hold the mean week afterwards; it returns the mean occupancy.
func (r *replication) usualWeeks(c *crew, service *service, s workforce.Settled) float64 {
	p := r.plan
	needs := r.customers * p.Customers.NeedsPerYear[0] / 52
	d := demand{splits: r.splits, busy: newBusyness(len(r.cal.share), r.cal.slots)}
	days := usualDays(r.cal)
	play := func(busy float64) staffed {
		r.startWeek(service)
		d.needs = needs * busy
		return r.waiting.play(days, &d, c, r.flows)
	}
	r.startWeek(service)
	for i := range r.flows {
		r.flows[i].guess(needs*p.Contacts[i].Share*r.splits[i].fresh*r.waiting.away(days), p.Resolution.Recontact)
	}
	r.waiting.wait(r.flows, 6-days[len(days)-1].weekday)
	var usual staffed
	before := 0.0
	for range 4 + int(min(p.Resolution.RecontactDelayDays, 365)) {
		usual = play(1)
		moved := r.comeBack()
		if stillToMove(moved, before) < 3e-4 {
			break
		}
		before = moved
	}
	return r.meanWeek(usual, play, math.Sqrt(3)*r.usualSpread(s))
}

// comeBack moves the week's unsolved cases on by one attempt; it tells how much the cases
// under way moved, as a share of them, and of their attempts.
func (r *replication) comeBack() (moved float64) {
	for i := range r.flows {
		f := &r.flows[i]
		x, was := f.origins(), f.earlier
		f.comeBack(&x)
		moved = max(moved, math.Abs(f.comeback-f.began)/max(f.comeback, trace))
		for a := range was {
			moved = max(moved, math.Abs(f.earlier[a]-was[a]))
		}
	}
	return moved
}

// stillToMove is what is left of moves that shrink by the same ratio from week to week.
func stillToMove(moved, before float64) float64 {
	switch {
	case moved < 1e-9: // by rounding
		return 0
	case moved < before:
		return moved * moved / (before - moved)
	}
	return math.Inf(1)
}

// guess is the cases under way in a settled state where so many begin while one of them
// is away, as if all contacts were answered at once.
func (f *flow) guess(fresh, recontact float64) {
	first, later := (1-f.solved[0])*recontact, (1-f.solved[1])*recontact // come back
	if first <= 0 || later >= 1 {
		return
	}
	f.comeback = fresh * first / (1 - later)
	share := 1 - later
	for a := 1; a < attempts-1; a++ {
		f.earlier[a] = share
		share *= later
	}
	f.earlier[attempts-1] = share / (1 - later)
}

// away is how many weeks' worth of cases are under way after the last day of a week, when
// every week has the same days.
func (w *waiting) away(days []day) (weeks float64) {
	last := days[len(days)-1].weekday
	for i := range days {
		weeks += days[i].weight * (1 - w.out[last-days[i].weekday])
	}
	return weeks / w.out[7]
}

// mustPlay tells whether the queues of a plan have no exact answer.
func mustPlay(p *scenario.Plan) bool {
	code, _ := p.MustPlay()
	return code != ""
}

// usualPlayed is how many weeks are played to know the settled state of queues
// that have no exact answer.
const usualPlayed = 13

// playUsualWeeks plays weeks of the settled state, with the team of week 0, until
// the cases under way are stationary. Where the queues have no exact answer the
// flows then hold the mean week and the mean occupancy is returned.
func (r *replication) playUsualWeeks(w *playing, v levers, service *service) float64 {
	p := r.plan
	crew, _ := r.muster(0, v)
	crew.hours = productive(p.Now.HoursPerWeek, p.Now.Shrinkage, v.spend, p.Learning.HoursPer1000)
	d := demand{needs: r.customers * p.Customers.NeedsPerYear[0] / 52, splits: r.splits, busy: newBusyness(len(r.cal.share), r.cal.slots)}
	days := usualDays(r.cal)
	settled := r.flows
	r.flows = make([]flow, len(settled))
	play := func() staffed {
		r.startWeek(service)
		return w.play(days, &d, crew, r.flows)
	}
	for range settleWeeks(p.Resolution.RecontactDelayDays) {
		play()
	}
	if !mustPlay(p) {
		r.flows = settled
		return 0
	}
	return r.meanPlayed(play)
}

// meanPlayed leaves the mean of some played weeks in the flows.
func (r *replication) meanPlayed(play func() staffed) float64 {
	var time, serving float64
	mean := make([]flow, len(r.flows))
	for i := range mean {
		mean[i] = flow{tail: make([]float64, len(r.waiting.grid())), served: make([]float64, len(r.waiting.grid()))}
	}
	for range usualPlayed {
		s := play()
		time, serving = time+s.time, serving+s.serving
		for i := range mean {
			mean[i].weigh(&r.flows[i], 1./usualPlayed)
		}
	}
	for i := range mean {
		mean[i].solved = r.playing().week.Solved[i]
	}
	r.flows = mean
	if time <= 0 {
		return 0
	}
	return min(1, serving/time)
}

// playing is the queueing that plays contacts.
func (r *replication) playing() *playing { return r.queues.(*playing) }

// usualSpread is the coefficient of variation of demand against people in the
// settled state.
func (r *replication) usualSpread(s workforce.Settled) float64 {
	d, n := &r.plan.Demand, math.Max(1, r.plan.Now.Headcount)
	away := 1 - s.Employed()
	v := d.ForecastCV*d.ForecastCV + d.DayCV*d.DayCV + d.IntervalCV*d.IntervalCV
	return math.Sqrt(v + away*(1-away)/n + r.plan.Labour.AgentSpread*r.plan.Labour.AgentSpread/n)
}

// usualDays is a week of open days in an average season.
func usualDays(c *calendar) []day {
	days := make([]day, len(c.cover))
	for d := range days {
		days[d] = day{weekday: d, weight: c.share[d], staff: 1, closes: true}
	}
	layGaps([][]day{days, days}, c.slots) // the last one by the first of the week after
	return days
}

// meanWeek leaves the mean of three weeks in the flows: of the usual one, which was
// played last, and those ±spread around its busyness.
func (r *replication) meanWeek(usual staffed, play func(float64) staffed, spread float64) float64 {
	var time, serving float64
	mean := make([]flow, len(r.flows))
	for i := range mean {
		mean[i] = flow{comeback: r.flows[i].comeback, due: r.flows[i].due, redialing: r.flows[i].redialing, earlier: r.flows[i].earlier,
			tail: make([]float64, len(r.waiting.grid())), served: make([]float64, len(r.waiting.grid()))}
	}
	weigh := func(s staffed, w float64) {
		time, serving = time+w*s.time, serving+w*s.serving
		for i := range mean {
			mean[i].weigh(&r.flows[i], w)
		}
	}
	weigh(usual, 2./3)
	for _, busy := range [2]float64{max(0, 1-spread), 1 + spread} {
		restore(r.flows, mean)
		weigh(play(busy), 1./6)
	}
	r.flows = mean
	if time <= 0 {
		return 0
	}
	return serving / time
}

// restore takes up what flows carry from week to week.
func restore(to, from []flow) {
	for i := range to {
		to[i].comeback, to[i].due, to[i].redialing, to[i].earlier = from[i].comeback, from[i].due, from[i].redialing, from[i].earlier
	}
}

// weigh adds a week's counts with a weight.
func (f *flow) weigh(o *flow, w float64) {
	for _, c := range []struct{ to, from *float64 }{
		{&f.needs, &o.needs}, {&f.tried, &o.tried}, {&f.fresh, &o.fresh}, {&f.returned, &o.returned},
		{&f.redialed, &o.redialed}, {&f.annoyed, &o.annoyed}, {&f.contained, &o.contained}, {&f.leaked, &o.leaked},
		{&f.silent, &o.silent}, {&f.answered, &o.answered}, {&f.abandoned, &o.abandoned}, {&f.waited, &o.waited},
		{&f.within, &o.within}, {&f.delayed, &o.delayed}, {&f.first, &o.first}, {&f.sentBack, &o.sentBack}, {&f.again, &o.again},
	} {
		*c.to += w * *c.from
	}
	for b := range f.seen {
		for a := range f.seen[b] {
			f.seen[b][a] += w * o.seen[b][a]
		}
	}
	f.played = o.played
	for j := range f.tail {
		f.tail[j] += w * o.tail[j]
		f.served[j] += w * o.served[j]
	}
	f.solved = o.solved
}

// settleCustomers calibrates the base and settles lasting satisfaction.
func (r *replication) settleCustomers(service *service) {
	p := r.plan
	r.endings = r.endings[:0]
	met := r.minds.met(service)
	for i := range r.flows {
		r.flows[i].outcomes(&r.endings, i, p, r.minds, &met, r.waiting.grid())
	}
	if p.Satisfied.Base.Calibrated {
		r.minds.momentBase = r.calibrate(func(e *ending, o *outcome) (points, count float64) {
			if !e.served {
				return 0, 0
			}
			return o.moment, o.count
		})
		// A start: memory, and who leaves, move what settles.
		r.minds.lastingBase = r.calibrate(func(_ *ending, o *outcome) (points, count float64) { return o.lasting, o.count })
	}
	if r.base == nil {
		r.base = &loyalty.Base{}
	}
	shape, n := loyalty.Point(p.Loyalty.Reference), p.Customers.Initial
	if n <= 0 {
		r.base.Reset(r.law, 0, &shape, 0)
		return
	}
	each, newcomers := r.usualContacts(), p.Customers.NewPerWeek[0]/n
	base := secant{last: r.minds.lastingBase}
	r.law.Settled(&shape, newcomers, func(x *loyalty.Shape, round int) *loyalty.Contacts {
		if p.Satisfied.Base.Calibrated && round > 0 && round <= mostBases &&
			base.improve(&r.minds.lastingBase, x.Mean()-p.Loyalty.Reference) {
			each = r.usualContacts()
		}
		return &each
	})
	r.base.Reset(r.law, n, &shape, 0)
	r.base.Warm(&each, newcomers)
}

// mostBases is how often a better base is looked for.
const mostBases = 9

// secant looks for the base at which lasting satisfaction settles at the reference.
type secant struct {
	last, missed float64 // the base before this one, and by how much it missed
}

// improve changes a base that misses by so much, where a base does anything.
func (s *secant) improve(base *float64, missed float64) bool {
	slope := .5 // for a start
	if *base != s.last {
		slope = (missed - s.missed) / (*base - s.last)
	}
	if math.Abs(missed) < 1e-3 || slope < 1e-4 {
		return false
	}
	s.last, s.missed = *base, missed
	*base -= min(max(missed/slope, -30), 30)
	return true
}

// calibrate finds the base at which the mean contact gives the reference, by Newton's
// method: the mean is piecewise linear in the base, with the share not kept at 0 or
// 100 as its slope, and bisection keeps it within its bracket. points tells what an
// outcome adds to the base, and how many count.
func (r *replication) calibrate(points func(*ending, *outcome) (points, count float64)) float64 {
	want, low, high := r.plan.Loyalty.Reference, -200.0, 300.0
	base := want
	for range 60 {
		mean, slope := r.meanScore(base, points)
		if math.IsNaN(mean) {
			return want
		}
		if mean < want {
			low = base
		} else {
			high = base
		}
		next := base + (want-mean)/slope
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if math.Abs(next-base) < 1e-9 {
			return next
		}
		base = next
	}
	return base
}

// meanScore is the mean score at a base, and its slope; NaN where nobody counts.
func (r *replication) meanScore(base float64, points func(*ending, *outcome) (points, count float64)) (mean, slope float64) {
	var sum, free, all float64
	for i := range r.endings {
		e := &r.endings[i]
		for k := range e.of {
			above, count := points(e, &e.of[k])
			s := base + above
			all += count
			sum += count * driver.Clamp(s)
			if s > 0 && s < 100 {
				free += count
			}
		}
	}
	return sum / all, free / all
}

// usualContacts is the settled week's experiences a customer.
func (r *replication) usualContacts() (each loyalty.Contacts) {
	n := r.plan.Customers.Initial
	r.minds.score(r.endings, r.plan.Loyalty.ComplaintRate, r.accounts, &each)
	r.addRepeats(&each)
	for j := range each.Count {
		each.Count[j] /= n
		each.Complaint[j] /= n
	}
	each.GaveUp /= n
	for k := range each.Late {
		each.Late[k] /= n
		each.Fought[k] /= n
	}
	return each
}
