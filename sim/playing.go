package sim

import (
	"math"
	"slices"

	"lojal/sim/queue/calls"
	"lojal/sim/random"
	"lojal/sim/scenario"
	"lojal/sim/workforce"
)

// playing answers the weeks contact by contact.
type playing struct {
	plan    *scenario.Plan
	cal     *calendar
	engine  *calls.Engine
	grid    []float64
	seconds []float64 // handle time by type
	week    calls.Week
	tally   calls.Tally
	weeks   int // played so far, those before week 0 included
	tails   [][2][]float64
}

// newPlaying prepares the rules of a plan; waits are told on a grid.
func newPlaying(p *scenario.Plan, c *calendar, grid []float64, key random.Key, from *worker) *playing {
	w := &playing{plan: p, cal: c, grid: grid, engine: from.engine(rulesOfPlay(p, grid))}
	w.engine.Reset(key)
	for i, k := range p.Contacts {
		w.seconds = append(w.seconds, k.HandleTime*harderTime(p, i))
		w.tails = append(w.tails, [2][]float64{make([]float64, len(grid)), make([]float64, len(grid))})
	}
	w.week.Handle = make([]float64, len(p.Contacts))
	w.week.Solved = make([][2]float64, len(p.Contacts))
	return w
}

var channels = map[string]calls.Channel{"phone": calls.Phone, "chat": calls.Chat, scenario.Email: calls.Email}

func rulesOfPlay(p *scenario.Plan, grid []float64) calls.Rules {
	r := calls.Rules{
		Recontact: p.Resolution.Recontact, RecontactDelayDays: p.Resolution.RecontactDelayDays,
		DropAtClosing: p.Decisions.Staffing.Closing == "drop", Profile: p.Demand.Profile,
	}
	if p.Decisions.Staffing.ShiftEnd == "next_free" {
		r.ShiftEnd = calls.NextFree
	}
	for i := range p.Contacts {
		r.Types = append(r.Types, typeOfPlay(&p.Contacts[i], grid))
	}
	for _, g := range p.Decisions.Groups {
		r.Groups = append(r.Groups, calls.Group{Skills: skillsOf(p, g.Skills)})
	}
	if len(r.Groups) == 0 {
		r.Groups = []calls.Group{{}}
	}
	return r
}

func typeOfPlay(k *scenario.Contact, grid []float64) calls.Type {
	t := calls.Type{
		Channel: channels[k.Channel], Patience: patienceOf(k.Patience), Sigma: k.HandleTimeSigma,
		Redial: k.Redial, RedialDelay: k.RedialDelay, AnswerWithin: k.AnswerWithin,
		Priority: int(k.Priority), Concurrent: int(k.Concurrent), Grid: grid,
	}
	if k.HandleTimeKind == "exponential" {
		t.Sigma = calls.ExponentialTime
	}
	if t.Channel == calls.Email { // told on the grid by how the delay feels
		t.Grid = make([]float64, len(grid))
		for j, g := range grid {
			t.Grid[j] = g / felt(1, k)
		}
	}
	return t
}

func skillsOf(p *scenario.Plan, names []string) (skills []int) {
	for _, name := range names {
		i := slices.IndexFunc(p.Contacts, func(k scenario.Contact) bool { return k.Name == name })
		if i >= 0 {
			skills = append(skills, i)
		}
	}
	return skills
}

// play is that of [queueing].
func (w *playing) play(days []day, d *demand, c *crew, flows []flow) staffed {
	w.prepare(days, d, c, flows)
	w.engine.Week(w.weeks, &w.week, &w.tally)
	w.weeks++
	s := staffed{time: w.tally.Staffed}
	for i := range flows {
		s.serving += w.tally.Types[i].Serving
		w.read(&flows[i], i, &d.splits[i])
	}
	return s
}

// prepare says what the week brings. Memory is used again.
func (w *playing) prepare(days []day, d *demand, c *crew, flows []flow) {
	for len(w.week.Days) < len(days) {
		w.week.Days = append(w.week.Days, w.newDay())
	}
	w.week.Days = w.week.Days[:len(days)]
	for i := range days {
		w.prepareDay(&w.week.Days[i], &days[i], d, c)
	}
	for i := range flows {
		w.week.Handle[i] = w.seconds[i] * c.factor
		w.week.Solved[i] = flows[i].solved
	}
}

func (w *playing) newDay() calls.Day {
	day := calls.Day{Fresh: make([][]float64, w.cal.slots), Staff: make([][]float64, w.cal.slots), Crew: make([][]calls.Agent, groups(w.plan))}
	for s := range day.Fresh {
		day.Fresh[s] = make([]float64, len(w.plan.Contacts))
		day.Staff[s] = make([]float64, groups(w.plan))
	}
	return day
}

func (w *playing) prepareDay(to *calls.Day, t *day, d *demand, c *crew) {
	to.Number, to.RunsOn = 7*w.weeks+t.weekday, !t.closes
	for s := range w.cal.slots {
		needs := d.needs * t.weight * w.cal.profile[s] * d.busy.day(t.weekday) * d.busy.slots(t.weekday)[s]
		for i := range w.plan.Contacts {
			to.Fresh[s][i] = needs * w.plan.Contacts[i].Share * d.splits[i].fresh
		}
		for g := range c.groups {
			to.Staff[s][g] = c.agents(g, t.weekday, t.staff*w.cal.cover[t.weekday][s])
		}
	}
	for g := range c.groups {
		to.Crew[g] = c.groups[g].people[t.weekday]
	}
}

// read writes what happened to a type's contacts into its flow. Needs that did
// not become cases are in proportion to those that did.
func (w *playing) read(f *flow, i int, s *split) {
	t := &w.tally.Types[i]
	f.played = true
	fresh := float64(t.Arrivals[calls.Fresh])
	if s.fresh > 0 {
		f.needs = fresh / s.fresh
	}
	f.split(s)
	f.fresh, f.returned, f.redialed = fresh, float64(t.Arrivals[calls.ComeBack]), float64(t.Arrivals[calls.Redial])
	f.answered, f.abandoned, f.within = float64(t.Answered), float64(t.Abandoned), float64(t.Within)
	if w.plan.Contacts[i].Channel == scenario.Email {
		f.delayed = t.Waits
	} else {
		f.waited = t.Waits
	}
	f.tail, f.served = w.tails[i][0], w.tails[i][1]
	for j := range w.grid {
		f.tail[j], f.served[j] = float64(t.Over[j]), float64(t.ServedOver[j])
	}
	for b := range t.Solved {
		solved, all := 0.0, 0.0
		for a := range t.Solved[b] {
			n := float64(t.Solved[b][a])
			f.seen[b][a] = n + float64(t.Unsolved[b][a])
			solved += n
			all += f.seen[b][a]
		}
		if all > 0 {
			f.solved[b] = solved / all
		}
	}
	f.first = float64(sumOf(t.Solved[0][:]))
	f.sentBack, f.again = float64(t.SentBack), float64(t.Redials)
}

func sumOf(x []int) (sum int) {
	for _, n := range x {
		sum += n
	}
	return sum
}

// engine is the calls engine for rules; that of the replication before, where
// they are the same.
func (w *worker) engine(r calls.Rules) *calls.Engine {
	if w.played == nil || !sameRules(&w.rules, &r) {
		w.rules, w.played = r, calls.New(r)
	}
	return w.played
}

func sameRules(a, b *calls.Rules) bool {
	sameType := func(x, y calls.Type) bool {
		grid := slices.Equal(x.Grid, y.Grid)
		return grid && x.Channel == y.Channel && x.Patience == y.Patience && x.Sigma == y.Sigma && x.Redial == y.Redial &&
			x.RedialDelay == y.RedialDelay && x.AnswerWithin == y.AnswerWithin && x.Priority == y.Priority && x.Concurrent == y.Concurrent
	}
	sameGroup := func(x, y calls.Group) bool { return slices.Equal(x.Skills, y.Skills) }
	return slices.EqualFunc(a.Types, b.Types, sameType) && slices.EqualFunc(a.Groups, b.Groups, sameGroup) &&
		slices.Equal(a.Profile, b.Profile) && a.Recontact == b.Recontact && a.RecontactDelayDays == b.RecontactDelayDays &&
		a.ShiftEnd == b.ShiftEnd && a.DropAtClosing == b.DropAtClosing
}

// people names who is there on each weekday, for the contacts to be played.
type people [7][]calls.Agent

// come adds an agent to those of a weekday; factor is theirs on handle time.
func (p *people) come(weekday int, a *workforce.Agent, factor float64) {
	p[weekday] = append(p[weekday], calls.Agent{ID: a.Seat<<20 | a.Generation&(1<<20-1), Factor: math.Max(factor, 1e-3)})
}
