package sim

import (
	"math"
	"sort"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat"

	"lojal/sim/driver"
	"lojal/sim/loyalty"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

func shippedPlan(t testing.TB, weeks int, set ...string) *scenario.Plan {
	t.Helper()
	s, err := scenario.Open("library:baseline")
	for _, kv := range set {
		if err == nil {
			key, value := cut(kv)
			s, err = s.With(key, value)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.Draw(weeks, nil)
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// Demand of closed days moves to the next open day, over the weekend if need be,
// and people follow it within the hours of the open days. By hand.
func TestClosedDaysMoveDemand(t *testing.T) {
	p := shippedPlan(t, 4, "world.demand.weekday=[1,1,1,1,1]", "world.demand.closed=[2026-01-06,2026-01-07,2026-01-16]")
	c := newCalendar(p)
	weight := func(w, i int) float64 { return c.weeks[w][i].weight }
	if len(c.weeks[0]) != 3 || len(c.weeks[1]) != 4 {
		t.Fatalf("%d and %d open days", len(c.weeks[0]), len(c.weeks[1]))
	}
	near(t, "Monday", weight(0, 0), .2, 1e-12)
	near(t, "Thursday after two closed days", weight(0, 1), .6, 1e-12)
	near(t, "Monday after a closed Friday", weight(2, 0), .4, 1e-12)
	hours := 0.0
	for _, d := range c.weeks[0] {
		for s := range c.slots {
			hours += d.staff * c.cover[d.weekday][s]
		}
	}
	near(t, "hours worked in the week with two closed days", hours, .6, 1e-12)
	near(t, "Thursday's people against Monday's", c.weeks[0][1].staff/c.weeks[0][0].staff, 3, 1e-12)
}

// The season is that of each day's month: December 28 to January 3 has four days
// of the old year and one of the new (weekdays).
func TestSeasonByDay(t *testing.T) {
	p := shippedPlan(t, 1, "run.start=2026-12-28", "world.demand.weekday=[1,1,1,1,1]", "world.customers.season=[2,1,1,1,1,1,1,1,1,1,1,0]")
	p.Start = time.Date(2026, 12, 28, 0, 0, 0, 0, time.UTC)
	c := newCalendar(p)
	sum := 0.0
	for _, d := range c.weeks[0] {
		sum += d.weight
	}
	near(t, "week's demand", sum, .2*2, 1e-12)
}

// The stock follows spending with the half-life of skill: without spending half
// is left after 6.5 months (Tatel and Ackerman), and the stationary stock is
// half at half_spend.
func TestTrainingStock(t *testing.T) {
	p := shippedPlan(t, 1, "world.training.half_spend=800", "world.training.half_life_months=6")
	l := newLearning(p)
	near(t, "stock at half_spend", l.stock, .5, 1e-12)
	near(t, "gap left where nothing changed", l.gapLeft(), 1, 1e-12)
	near(t, "attrition where nothing changed", l.attrition(), 1, 1e-12)
	none := l.now
	none.spend = 0
	for range 26 {
		l.week(none)
	}
	near(t, "stock after six months without training", l.stock, .25, 1e-12)
	m := p.Learning.MaxGapClosed
	near(t, "gap left", l.gapLeft(), (1-m*.25)/(1-m*.5), 1e-12)
}

// What is remembered between refreshers is the mean of 2^(−t/half-life) over the
// interval (brute force), and practice is remembered by the gain more.
func TestRemembering(t *testing.T) {
	p := shippedPlan(t, 1)
	l := newLearning(p)
	half := p.Learning.HalfLifeMonths * 52 / 12
	v := l.now
	v.refresher, v.practice = 40, 0
	sum := 0.0
	const steps = 100_000
	for i := range steps {
		sum += math.Exp2(-(float64(i) + .5) / steps * 40 / half)
	}
	near(t, "remembered of lectures", l.remembered(v), sum/steps, 1e-9)
	all := v
	all.practice = 1
	near(t, "practice against lectures", l.remembered(all)/l.remembered(v), p.Learning.PracticeGain, 1e-12)
}

// Contained by hand: 60 % offered, 55 % try, 40 % solved, a quarter of those
// leak: 9.9 % of needs. Every need goes one way.
func TestAutomationSplit(t *testing.T) {
	p := shippedPlan(t, 1, "world.automation.resolve=[[0,0.4],[1,0.4]]", "world.automation.reassurance_leak=0.25")
	s := automate(p, 0, .6, .55, .8)
	near(t, "contained", s.contained, .6*.55*.4*.75, 1e-12)
	near(t, "leaked", s.leaked, .6*.55*.4*.25, 1e-12)
	near(t, "silent", s.silent, .6*.55*.6*.2*.5, 1e-12)
	near(t, "all ways together", s.contained+s.silent+s.fresh, 1, 1e-12)
}

// Work is conserved: what machines contain and what is left make the work there
// was. With 30 % contained that take 60 % of the mean, the rest takes 1.171.
func TestResidueConservesWork(t *testing.T) {
	p := shippedPlan(t, 1, "world.automation.residual_difficulty=0.4")
	near(t, "residue", residue(p, .3), 1.1714285714, 1e-9)
	for _, c := range []float64{0, .1, .5, .9} {
		near(t, "work", (1-c)*residue(p, c)+c*.6, 1, 1e-12)
	}
}

// Trust stays where it was under the state before, and comes back to it.
func TestTrustRests(t *testing.T) {
	p := shippedPlan(t, 1)
	tr := newTrust(p)
	for range 52 {
		tr.week(p.Now.AutomationAt, p.Now.HumanFollowUp)
	}
	near(t, "trust where nothing changed", tr.level, p.Automation.TrustNow, 1e-12)
	tr.level = .3
	for range 520 {
		tr.week(p.Now.AutomationAt, p.Now.HumanFollowUp)
	}
	near(t, "trust ten years later", tr.level, p.Automation.TrustNow, .01)
}

// However much trust is won, no more try automation than would ever try; below
// that the ceiling does nothing. By hand: 0.55 at trust 0.5 is 0.88 at 0.8.
func TestTrustCeiling(t *testing.T) {
	for _, c := range []struct{ ceiling, level, want float64 }{
		{1, .8, .88}, {1, 1, 1}, {.6, .8, .6}, {.6, .5, .55}, {.6, .3, .33}, {.5, .5, .5},
	} {
		p := shippedPlan(t, 1)
		p.Automation.Engage, p.Automation.TrustNow, p.Automation.TrustCeiling = .55, .5, c.ceiling
		tr := newTrust(p)
		tr.level = c.level
		near(t, "who try automation", tr.engage(), c.want, 1e-12)
	}
	p := shippedPlan(t, 1)
	p.Automation.Engage, p.Automation.TrustNow, p.Automation.TrustCeiling = .7, 0, .4
	near(t, "who try automation where nobody trusts it", newTrust(p).engage(), .4, 1e-12)
}

// Correlated inputs have the rank correlation asked for, each with its own
// distribution, and the others stay independent.
func TestRankCorrelations(t *testing.T) {
	s, err := scenario.Parse("c.toml", []byte("format = 1\nextends = \"library:baseline\"\n[correlations]\n"+
		"\"world.customers.needs_per_year | world.loyalty.churn_per_year\" = 0.6\n"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := newSampler(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	const n = 4000
	columns := make([][]float64, len(w.paths))
	for i := range n {
		for k, u := range w.probabilities(i) {
			columns[k] = append(columns[k], u)
		}
	}
	a, b := w.place["world.customers.needs_per_year"], w.place["world.loyalty.churn_per_year"]
	other := w.place["world.loyalty.odds_ratio_per_10"]
	near(t, "rank correlation", stat.Correlation(ranks(columns[a]), ranks(columns[b]), nil), .6, .03)
	near(t, "rank correlation of others", stat.Correlation(ranks(columns[a]), ranks(columns[other]), nil), 0, .05)
	for k, c := range columns {
		mean, sd := stat.MeanStdDev(c, nil)
		near(t, "mean of "+w.paths[k], mean, .5, .02)
		near(t, "spread of "+w.paths[k], sd, math.Sqrt(1./12), .01)
	}
}

func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return x[order[i]] < x[order[j]] })
	out := make([]float64, len(x))
	for rank, i := range order {
		out[i] = float64(rank)
	}
	return out
}

// A programme costs its price at the start and at each repeat and its monthly
// price by the week, for a team of its own size in proportion. By hand.
func TestInitiativeCost(t *testing.T) {
	p := shippedPlan(t, 1, "costs.eur=10", "costs.catalogue_team=25")
	n := &scenario.Initiative{StartWeek: 8, Cost: 1000, CostPerMonth: 520, RepeatMonths: 6}
	for week, want := range map[int]float64{7: 0, 8: (1000 + 120) * 10 * 2, 9: 120 * 10 * 2, 33: 120 * 10 * 2, 34: (1000 + 120) * 10 * 2} {
		near(t, "cost in a week", initiativeCost(p, n, week, 50), want, 1e-9)
	}
}

// Effects grow over the months of a programme, times its credibility.
func TestInitiativeRamp(t *testing.T) {
	n := &scenario.Initiative{StartWeek: 4, Months: 12, Credibility: .5, HandleTime: .8, Effects: map[string]float64{"attitude": .4}}
	for week, ramp := range map[int]float64{3: 0, 4: 1. / 52, 29: .5, 55: 1, 100: 1} {
		lv := levels{handle: 1, attrition: 1}
		for s := range lv.gap {
			lv.gap[s] = 1
		}
		initiative(&lv, n, week)
		near(t, "gap left in attitude", lv.gap[2], 1-.5*.4*ramp, 1e-12)
		near(t, "handle time", lv.handle, 1-.5*.2*ramp, 1e-12)
		near(t, "attrition", lv.attrition, 1, 0)
	}
}

// A programme that ends takes its effect, its monthly price and its repeats with
// it: two months from week 3 are weeks 3 to 11 (8⅔ of them). By hand.
func TestInitiativeEnds(t *testing.T) {
	p := shippedPlan(t, 1, "costs.eur=10", "costs.catalogue_team=25")
	n := &scenario.Initiative{StartWeek: 3, LastsMonths: 2, Credibility: 1, Attrition: 2, Cost: 1000, CostPerMonth: 520, RepeatMonths: 1}
	for week, want := range map[int]struct{ attrition, cost float64 }{
		2: {1, 0}, 3: {2, 11200}, 6: {2, 1200}, 7: {2, 11200}, 11: {2, 11200}, 12: {1, 0}, 15: {1, 0}, 100: {1, 0},
	} {
		lv := levels{handle: 1, attrition: 1}
		initiative(&lv, n, week)
		near(t, "attrition", lv.attrition, want.attrition, 0)
		near(t, "cost in a week", initiativeCost(p, n, week, 25), want.cost, 1e-9)
	}
}

// The shipped competitor drives people out for half a year from week 13 on, fully
// from the third week, and no longer.
func TestAttritionSpikeEnds(t *testing.T) {
	s, err := scenario.Open("library:attrition-spike")
	if err != nil {
		t.Fatal(err)
	}
	n := &s.Draw(1, nil).Decisions.Initiatives[0]
	for week, want := range map[int]float64{12: 1, 15: 2, 38: 2, 39: 1, 103: 1} {
		lv := levels{handle: 1, attrition: 1}
		initiative(&lv, n, week)
		near(t, "attrition", lv.attrition, want, 0)
	}
}

// What is given in a month fades from then on: half of it is gone after another
// 6.5 months (Tatel and Ackerman). Repeated every 12 months it comes back in full
// over a month; what is always being given does not fade. By hand, week by week.
func TestInitiativeFades(t *testing.T) {
	once := &scenario.Initiative{StartWeek: 4, Months: 12. / 52, Credibility: 1, Effects: map[string]float64{"attitude": .4}, HalfLifeMonths: 6}
	yearly := *once
	yearly.RepeatMonths, yearly.Months = 12, 48./52
	always := yearly
	always.Months = 12
	effect := func(n *scenario.Initiative, week int) float64 {
		lv := levels{handle: 1, attrition: 1}
		for s := range lv.gap {
			lv.gap[s] = 1
		}
		initiative(&lv, n, week)
		return (1 - lv.gap[driver.Attitude]) / .4
	}
	for week, want := range map[int]float64{3: 0, 4: 1, 5: math.Exp2(-1. / 26), 4 + 26: .5, 4 + 52: .25, 4 + 260: math.Exp2(-10)} {
		near(t, "once, effect left", effect(once, week), want, 1e-12)
	}
	before := math.Exp2(-48. / 26)
	for week, want := range map[int]float64{4: .25, 7: 1, 7 + 26: .5, 4 + 51: before, 4 + 52: before + (1-before)/4, 7 + 52: 1, 7 + 52 + 26: .5, 7 + 104: 1} {
		near(t, "yearly, effect left", effect(&yearly, week), want, 1e-12)
	}
	for _, week := range []int{4 + 51, 4 + 52, 4 + 100} {
		near(t, "always given, effect left", effect(&always, week), 1, 1e-12)
	}
	once.HalfLifeMonths, once.RepeatMonths = 0, 3
	near(t, "effect left of what lasts", effect(once, 500), 1, 0)
}

// With more programmes growing at once than people can attend to, each takes hold
// in part and keeps what took hold. By hand, with room for two: four grow for four
// weeks (a half of each), and one of them for four more alone (three quarters).
func TestTooManyInitiativesAtOnce(t *testing.T) {
	p := shippedPlan(t, 30, "world.training.focus=2")
	n := scenario.Initiative{StartWeek: 5, Months: 48. / 52, Credibility: .8, Effects: map[string]float64{"attitude": .5}}
	long := n
	long.Months = 96. / 52
	p.Decisions.Initiatives = []scenario.Initiative{n, n, n, long}
	held := takesHold(p)
	for week, want := range map[int][2]float64{5: {.5, .5}, 8: {.5, .5}, 9: {.5, .6}, 12: {.5, .75}, 29: {.5, .75}} {
		near(t, "what takes hold", held[0][week], want[0], 1e-12)
		near(t, "what takes hold of the longer one", held[3][week], want[1], 1e-12)
	}
	v := leversNow(&p.Now)
	left := effects(p, newLearning(p), v, 20, 0).gap[driver.Attitude]
	near(t, "gap left in attitude", left, math.Pow(1-.5*.4, 3)*(1-.75*.4), 1e-12)
	near(t, "gap left before", effects(p, newLearning(p), v, -1, 0).gap[driver.Attitude], 1, 1e-12)
	p.Learning.Focus = 4
	near(t, "gap left where there is room", effects(p, newLearning(p), v, 20, 0).gap[driver.Attitude], math.Pow(1-.4, 4), 1e-12)
	p.Decisions.Initiatives[1].StartWeek, p.Decisions.Initiatives[2].StartWeek, p.Learning.Focus = 20, 200, 2
	near(t, "one after the other", takesHold(p)[0][20], 1, 0)
}

// Complaints come from scores below 40, satisfied contacts score 60 or more, and
// a need counts where it ends. By hand.
func TestAccount(t *testing.T) {
	m := &minds{momentBase: 50, lastingBase: 50}
	var c loyalty.Contacts
	by := make([]account, 1)
	m.score(endings{
		{served: true, ended: 1, of: []outcome{{count: 10, moment: -11}}},
		{served: true, ended: .5, gaveUp: .5, of: []outcome{{count: 20, moment: -9}}},
		{served: true, of: []outcome{{count: 30, moment: 10}}},
		{ended: 1, gaveUp: 1, of: []outcome{{count: 40, moment: -70}}},
	}, .2, by, &c)
	a := by[0]
	near(t, "complaints", a.complaints, .2*(10+40), 1e-12)
	near(t, "satisfied", a.satisfied, 30, 0)
	near(t, "served", a.served, 60, 0)
	near(t, "moment", a.moment, 10*39+20*41+30*60, 1e-9)
	near(t, "ended", a.ended, 10+10+40, 0)
	near(t, "ending", a.ending, 10*39+10*41, 1e-9)
	near(t, "gave up", c.GaveUp, 10+40, 0)
}

// Each earlier attempt costs its points, and the first contact after a failed
// machine the handover. Arrivals by hand: 60 fresh, of which 6 annoyed, and 40
// that come back for the second and third time.
func TestAttemptsCostPoints(t *testing.T) {
	p := shippedPlan(t, 1)
	m, err := newMinds(p)
	if err != nil {
		t.Fatal(err)
	}
	grid := []float64{0, 1}
	f := &flow{fresh: 60, annoyed: 6, returned: 40, earlier: [attempts]float64{0, .75, .25, 0}, answered: 100,
		tail: make([]float64, 2), served: make([]float64, 2), solved: [2]float64{1, 1}}
	v := serve(p, 0, 0, 0, &levels{}, 1)
	met := m.met(&v)
	off := map[float64]float64{}
	clean := math.Inf(-1)
	var all endings
	f.outcomes(&all, 0, p, m, &met, grid)
	for _, e := range all {
		for _, o := range e.of {
			if o.count > 0 {
				off[math.Round(1e6*o.moment)/1e6] += o.count
				clean = max(clean, o.moment)
			}
		}
	}
	// The moment's drivers do not know reliability, so only the points differ.
	for points, want := range map[float64]float64{0: 54, p.Automation.HandoverPenalty: 6, p.Satisfied.PerAttempt: 30, 2 * p.Satisfied.PerAttempt: 10} {
		near(t, "contacts at a loss", off[math.Round(1e6*(clean-points))/1e6], want, 1e-9)
	}
}

// Beginners give less, a strained team less, what is left of a gap is closed.
// By hand: attitude 0.8·(1 − 0.15·0.5) = 0.74; at 10 points above comfort
// 0.74·0.97; half of its gap closed 1 − 0.26/2.
func TestServiceByHand(t *testing.T) {
	p := shippedPlan(t, 1)
	open := func() levels {
		lv := levels{handle: 1, attrition: 1}
		for s := range lv.gap {
			lv.gap[s] = 1
		}
		return lv
	}
	const attitude = 2
	lv := open()
	v := serve(p, .5, 0, 0, &lv, 1)
	near(t, "attitude of half a beginner", v.met[attitude], .74, 1e-12)
	near(t, "cases solved by half a beginner", v.solved(p, 0), .75*(1-.12*.5), 1e-12)
	near(t, "attitude under strain", serve(p, .5, .1, 0, &lv, 1).met[attitude], .74*.97, 1e-12)
	near(t, "attitude under the usual strain", serve(p, .5, .1, .1, &lv, 1).met[attitude], .74, 1e-12)
	harder := serve(p, 0, 0, 0, &lv, 1.2)
	near(t, "cases solved when the rest is harder", harder.solved(p, 0), 1-.25*1.2, 1e-12)
	lv.gap[attitude] = .5
	near(t, "attitude with half of the gap closed", serve(p, .5, 0, 0, &lv, 1).met[attitude], 1-.26/2, 1e-12)
}

// What a contact type's difficulty does, by hand: half a unit above medium takes
// √3 of the time where the hardest takes three times the easiest, and moves the
// odds of solving, 3 to 1 at medium, by e^(−1.5/2).
func TestDifficultyByHand(t *testing.T) {
	p := shippedPlan(t, 1)
	p.Contacts[0].Difficulty = 1
	near(t, "time at the default", harderTime(p, 0), math.Sqrt2, 1e-12)
	p.Resolution.DifficultyTime, p.Resolution.DifficultyEffect, p.Resolution.FCR = 3, 1.5, .75
	odds := 3 * math.Exp(-.75)
	near(t, "cases solved", solvedBy(p, 0, 0, 1), odds/(1+odds), 1e-12)
	near(t, "time", harderTime(p, 0), math.Sqrt(3), 1e-12)
	p.Resolution.DifficultyTime, p.Resolution.DifficultyEffect = 1, 0
	near(t, "cases solved where difficulty does nothing", solvedBy(p, 0, 0, 1), .75, 1e-12)
	near(t, "time where difficulty does nothing", harderTime(p, 0), 1, 1e-12)
}

// At equal outcome a person feels better than a machine, by as much as the
// machine's tone falls short; at a tone of one they feel the same (Brilliant: a
// human contact raises the chance of loyalty).
func TestMachineTone(t *testing.T) {
	p := shippedPlan(t, 1)
	m, err := newMinds(p)
	if err != nil {
		t.Fatal(err)
	}
	person := serve(p, 0, 0, 0, &levels{gap: [8]float64{1, 1, 1, 1, 1, 1, 1, 1}}, 1).met
	person[driver.Resolution], person[driver.Reliability], person[driver.Wait] = 1, 1, machine(p)[driver.Wait]
	last := math.Inf(1)
	for _, tone := range []float64{1, .85, .7, 0} {
		p.Automation.MachineTone = tone
		bot := machine(p)
		near(t, "attitude", bot[driver.Attitude], tone*p.Quality.Attitude, 1e-12)
		near(t, "information", bot[driver.Information], p.Quality.Information, 0)
		found := m.both(&bot).moment
		if tone == 1 {
			near(t, "machine at a person's tone", found, m.both(&person).moment, 1e-9)
		}
		if found >= last {
			t.Errorf("tone %v feels like %v, a better one like %v", tone, found, last)
		}
		last = found
	}
}

// A beginner takes half as long again; assistance saves 14 % midway.
func TestHandleTimeByHand(t *testing.T) {
	r := &replication{plan: shippedPlan(t, 1)}
	r.market = marketOf(r.plan)
	near(t, "beginner", r.agentTime(1, 0), 1.5, 1e-12)
	near(t, "midway", r.agentTime(.5, 0), 1.25, 1e-12)
	near(t, "midway with assistance", r.agentTime(.5, 1), 1.25*.86, 1e-12)
}

// Skills are those of the learning curve, in the middle of each week on the queue: what
// is to be learned falls as e^(−τ/κ). Nothing is to be learned in no time at all.
func TestSkillsFollowTheLearningCurve(t *testing.T) {
	for _, months := range []float64{0, .01, 1.5, 12} {
		r := &replication{plan: shippedPlan(t, 1), skills: make([]skill, 300)}
		r.market = marketOf(r.plan)
		r.market.LearningWeeks = months * 52 / 12
		r.learn(1)
		for w, s := range r.skills {
			green := 0.0
			if months > 0 {
				green = math.Exp(-(float64(w) + .5) / (months * 52 / 12))
			}
			near(t, "what is to be learned", s.green, green, 1e-14)
			near(t, "handle time", s.time, r.agentTime(green, 1), 1e-13)
		}
	}
}

// Each calendar slot has its own draw: switching the day's busyness off, or
// opening earlier, changes nothing for the half hours by the clock.
func TestBusynessBelongsToItsSlot(t *testing.T) {
	key := random.Key{Seed: 3, Replication: 4, Week: 5}
	draw := func(d scenario.Demand, slots int) *busyness {
		b := newBusyness(5, slots)
		b.draw(&d, key)
		return b
	}
	at8 := scenario.Demand{Opens: 8 * 3600, DayCV: .06, IntervalCV: .2}
	quiet, at7 := at8, at8
	quiet.DayCV = 0
	at7.Opens = 7 * 3600
	a, b, c := draw(at8, 18), draw(quiet, 18), draw(at7, 20)
	for d := range a.days {
		for s, x := range a.slots(d) {
			if x == 1 || b.slots(d)[s] != x || c.slots(d)[s+2] != x {
				t.Fatalf("day %d, half hour %d: %v, without the day's busyness %v, opening earlier %v", d, s, x, b.slots(d)[s], c.slots(d)[s+2])
			}
		}
		if b.day(d) != 1 || c.day(d) != a.day(d) || a.day(d) == 1 {
			t.Errorf("day %d: %v, %v, %v", d, a.day(d), b.day(d), c.day(d))
		}
	}
}

// Who hung up and will call again does so after an exponential delay, those of each
// half hour from the next one on. Oracle: the delay's distribution function. Who was
// lent to a day and is taken back does not come.
func TestRedialsCome(t *testing.T) {
	p := shippedPlan(t, 1)
	share, redial, delay := p.Contacts[0].Share, p.Contacts[0].Redial, p.Contacts[0].RedialDelay
	c, f := newSource(p, 0), &flow{redialing: 40, due: 90}
	c.begin(f, &split{fresh: .8})
	others := 100*share*.8 + 90*.1
	waiting, gone := []float64{40}, 0.0
	left := func(k int) (sum float64) { // of all batches, at the beginning of half hour k
		for j, n := range waiting {
			sum += n * math.Exp(-float64(k-j)*halfHour/delay)
		}
		return sum
	}
	for k, n := range []float64{0, 5, 0, 12, 7, 0, 3} { // the first half hour comes after none
		gone += n
		if k > 0 {
			waiting = append(waiting, n*redial)
		}
		near(t, "arrivals", c.arrive(100, .1, gone), others+left(k)-left(k+1), 1e-11)
		near(t, "still to call", f.redialing, left(k+1), 1e-11)
	}
	near(t, "who called and who will", f.redialed+f.redialing, 40+gone*redial, 1e-11)
	c.hangUp(gone - 100)
	before := f.redialing
	near(t, "arrivals while a day gives back", c.arrive(100, .1, gone-100), others, 1e-11)
	near(t, "what it gives back", f.redialing, before, 0)
}
