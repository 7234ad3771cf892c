package sim

import (
	"context"
	"fmt"
	"math"
	"testing"

	"lojal/sim/driver"
	"lojal/sim/kpi"
	"lojal/sim/loyalty"
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

func library(t testing.TB, name string, set ...string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Open("library:" + name)
	for _, kv := range set {
		if err == nil {
			key, value := cut(kv)
			s, err = s.With(key, value)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func played(t testing.TB, s *scenario.Scenario, o Options) *Results {
	t.Helper()
	r, err := Run(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// within wants a figure in a band, and tells it beside what the source claims.
func within(t *testing.T, what string, got, low, high float64, claim string) {
	t.Helper()
	t.Logf("%s: %.3f here; %s", what, got, claim)
	if math.IsNaN(got) || got < low || got > high {
		t.Errorf("%s is %.4f, want %v to %v", what, got, low, high)
	}
}

// Cases that end after earlier attempts, by hand. Of 100 answered 50 are new, 30
// had one earlier attempt and 20 two, none of them by redial; new cases are solved
// in 80 % of contacts and old ones in half, and 0.3 of the unsolved end so.
func TestRepeatsByHand(t *testing.T) {
	p := shippedPlan(t, 1, "world.resolution.recontact=0.7", "world.loyalty.repeat_effect=0.3")
	f := &flow{fresh: 50, returned: 50, earlier: [attempts]float64{0, .6, .4, 0}, answered: 100, solved: [2]float64{.8, .5}}
	var c loyalty.Contacts
	f.addRepeats(&c, p, 0)
	for k, want := range [2][2]float64{{15, 15 * .3}, {10, 10 * .3}} {
		near(t, "solved late", c.Late[k], want[0], 1e-12)
		near(t, "given up", c.Fought[k], want[1], 1e-12)
	}
	f.abandoned, f.fresh, f.returned = 20, 60, 60 // 20 hang up, of whom half do not call again
	c = loyalty.Contacts{}
	f.addRepeats(&c, p, .5)
	near(t, "given up, hanging up too", c.Fought[0], (15*.3 + 10*.3), 1e-12)
}

// A long battle drives customers away whose satisfaction counts for nothing: the
// more, the more cases take several attempts.
func TestRepeatEffectRaisesChurn(t *testing.T) {
	o := Options{Replications: 6, Weeks: 39}
	churn := func(set ...string) float64 {
		return played(t, library(t, "baseline", append(set, "world.loyalty.odds_ratio_per_10=1")...), o).Summary(kpi.Churn).Mean
	}
	off, on := churn(), churn("world.loyalty.repeat_effect=0.5")
	hard, harder := churn("world.resolution.fcr=0.5"), churn("world.resolution.fcr=0.5", "world.loyalty.repeat_effect=0.5")
	if !(on > off && harder-hard > 1.5*(on-off)) {
		t.Errorf("churn %v without, %v with; %v and %v where more cases come back", off, on, hard, harder)
	}
}

// gapClosed is which share of what was missing to 100 a plan gained.
func gapClosed(t *testing.T, a, b *Results, id kpi.ID, weeks [2]int) float64 {
	t.Helper()
	was, is := meanOf(a.Band(id).Mean[weeks[0]:weeks[1]]), meanOf(b.Band(id).Mean[weeks[0]:weeks[1]])
	return (is - was) / (100 - was)
}

// A Nordic web shop that trains its people in a structured way for 25,000 euro
// reports 38 % more satisfaction in six months (S9). On a scale that ends, 38 %
// more of about 75 is impossible: read as a share of the remaining gap, and as a
// programme on what training works on, believed in full, it gives about that; at
// the credibility of an unreferenced claim (0.35) about a third; and the same
// money as training spend, at the market's response, less again.
func TestNordicWebShop(t *testing.T) {
	o := Options{Replications: 12, Weeks: 32}
	months := [2]int{26, 32}
	none := []string{"decisions.training.spend_per_agent_month=0", "world.now.training_spend=0"}
	claim := func(credibility string) string {
		return "[[decisions.initiative]]\nname = \"structured\"\ncost = 25000\nmonths = 6\ncredibility = " + credibility +
			"\neffects = { resolution = 0.38, information = 0.38, attitude = 0.38, understanding = 0.38, fairness = 0.38 }\n"
	}
	base := library(t, "baseline", none...)
	programme := func(credibility string) *Results {
		s, err := scenario.Parse("shop.toml", append(base.Flat(), claim(credibility)...))
		if err != nil {
			t.Fatal(err)
		}
		return played(t, s, o)
	}
	a := played(t, base, o)
	within(t, "gap closed, believed in full", gapClosed(t, a, programme("1"), kpi.SatisfactionMoment, months), .30, .50, "38 % claimed")
	within(t, "gap closed at credibility 0.35", gapClosed(t, a, programme("0.35"), kpi.SatisfactionMoment, months), .08, .18, "13 % = 0.35 · 38 %")
	perMonth := 25_000 * 11.5 / 25 / 6
	spend := library(t, "baseline", append(none, fmt.Sprintf("decisions.training.spend_per_agent_month=%.0f", perMonth))...)
	within(t, "gap closed by the same money as training spend", gapClosed(t, a, played(t, spend, o), kpi.SatisfactionMoment, months), .01, .15, "38 % claimed")
}

// Personal follow-up by phone and more training are worth 45 %, with answers 15
// seconds slower (S9). Fifteen seconds cost little at any point of the queue, and
// the two programmes, a third believed, are worth more than so many fewer people.
func TestFifteenSecondsAreOutweighed(t *testing.T) {
	p := library(t, "baseline").Draw(1, nil)
	m, most := mindsOf(t, p), 0.0
	for wait := range 600 {
		early, late := solvedBest(p), solvedBest(p)
		early[driver.Wait], late[driver.Wait] = float64(wait), float64(wait+15)
		most = math.Max(most, m.both(&early).moment-m.both(&late).moment)
	}
	within(t, "points that 15 s cost at the most", most, .5, 3, "outweighed")
	o := Options{Replications: 8, Weeks: 60}
	a := played(t, library(t, "baseline"), o)
	for heads := 44; ; heads-- {
		set := []string{fmt.Sprintf("decisions.staffing.headcount=%d", heads), `decisions.staffing.reduce="at_once"`}
		fewer := library(t, "baseline", set...)
		slower := played(t, fewer, o)
		wait := delta(t, a, slower, kpi.WaitMean).Mean
		if wait < 15 {
			continue
		}
		more := ""
		for _, use := range []string{"personal-follow-up", "coaching"} {
			more += "[[decisions.initiative]]\nuse = \"" + use + "\"\ncredibility = 0.35\n"
		}
		s, err := scenario.Parse("personal.toml", append(fewer.Flat(), more...))
		if err != nil {
			t.Fatal(err)
		}
		b := played(t, s, o)
		within(t, "seconds waited more", delta(t, a, b, kpi.WaitMean).Mean, 10, 40, "15 s")
		within(t, "points of lasting satisfaction", delta(t, a, b, kpi.SatisfactionLasting).Mean, .2, 8, fmt.Sprintf("+45 %% claimed; without the programmes %.2f", delta(t, a, slower, kpi.SatisfactionLasting).Mean))
		return
	}
}

// 78 % of firms with continuous training report higher satisfaction than their
// competitors (S9). Here: the share of futures in which more training beats the
// baseline, which shares all else.
func TestTrainingBeatsTheBaseline(t *testing.T) {
	Long(t)
	o := Options{Replications: 60, Weeks: 78}
	c, err := Compare(played(t, library(t, "baseline"), o), played(t, library(t, "more-training"), o))
	if err != nil {
		t.Fatal(err)
	}
	within(t, "P(lasting satisfaction is better with more training)", c.Delta(kpi.SatisfactionLasting).ProbabilityBetter, .78, 1, "78 % of firms report higher satisfaction")
}

// Systematic training: 30 % less turnover (S9), at full effect against none. With
// one hazard for all, so do as many fewer people leave (two standard errors of
// their number are 3 %).
func TestFullTrainingKeepsPeople(t *testing.T) {
	w := staff(hazardOf(.4), "world.training.attrition_factor=0.7", "world.training.hours_per_1000=0", "world.training.half_life_months=1", "run.weeks=104")
	o := Options{Replications: 4}
	a, b := w.run(t, o, ""), w.and("world.now.training_spend=0", "decisions.training.spend_per_agent_month=1000000").run(t, o, "")
	late := func(r *Results) float64 { return meanOf(r.Band(kpi.Attrition).Mean[40:]) }
	within(t, "leavers with full training against none", late(b)/late(a), .67, .73, "−30 %")
}

// 82 % of successful firms refresh at least quarterly (S9): at the half-life of
// skill, a quarter keeps most of what was taught on average, a year little more
// than half. And practice is remembered 75 % more, at any interval.
func TestQuarterlyRefreshers(t *testing.T) {
	l := newLearning(shippedPlan(t, 1))
	kept := func(weeks float64) float64 {
		v := l.now
		v.refresher, v.practice = weeks, 0
		return l.remembered(v)
	}
	within(t, "kept on average with a refresher a quarter", kept(13), .82, .90, "82 % of firms do")
	within(t, "kept on average with one a year", kept(52), .50, .60, "")
	for _, weeks := range []float64{1, 13, 52, 200} {
		v := l.now
		v.refresher, v.practice = weeks, 1
		near(t, "practice against theory", l.remembered(v)/kept(weeks), 1.75, 1e-12)
	}
}

// Over 65 % of customers are frustrated after two minutes (S9): the wait driver's
// level there is the share that is not, and it only falls.
func TestFrustrationAtTwoMinutes(t *testing.T) {
	for _, d := range library(t, "baseline").Draw(1, nil).Satisfied.Drivers {
		if d.Signal != "wait" {
			continue
		}
		c := curveOf(d.Curve)
		near(t, "content after two minutes", c(120), .35, 1e-12)
		for s := range 900 {
			if c(float64(s+1)) > c(float64(s)) {
				t.Fatalf("the level rises at %d s", s)
			}
		}
	}
}

// 68 % lose interest after two minutes, says S9; of the customers of a bank whose
// calls were timed, 28 % have hung up by then. What is said and what is done
// contradict each other; the default is what is done, and the claim's patience,
// exponential with mean 105 s, is there for who believes it.
func TestPatienceSaidAndDone(t *testing.T) {
	done := patienceOf(library(t, "baseline").Draw(1, nil).Contacts[0].Patience)
	within(t, "P(patience ≤ 120 s)", 1-done.Left(120), .27, .29, "68 % say so")
	said := queue.Patience{Kind: queue.Exponential, Mean: 105}
	within(t, "the same by the claim", 1-said.Left(120), .67, .69, "68 %")
}

// Over 70 % return after fast and personal service, 35 % more than after poor
// (S9): among those very satisfied against those dissatisfied at the start, here
// after two years.
func TestReturningAfterGoodAndPoorService(t *testing.T) {
	r := played(t, library(t, "baseline"), Options{Replications: 24})
	very, bad := r.Summary(kpi.Retention2yVerySatisfied).Mean, r.Summary(kpi.Retention2yDissatisfied).Mean
	within(t, "very satisfied customers still there after two years", very, .70, .85, "over 70 % return")
	within(t, "against the dissatisfied", very/bad, 1.05, 1.6, "1.35 times as many claimed")
}

// Short automated answers cost 20 % of satisfaction (S9): automation of half of
// the needs without a person behind it, against a tenth with today's follow-up,
// for those whom it fails.
func TestCarelessAutomationCosts(t *testing.T) {
	p := library(t, "baseline").Draw(1, nil)
	m, best := mindsOf(t, p), solvedBest(p)
	never := m.waited(0)
	drop := m.both(&best).moment - m.feel(&m.failed, &never).moment + m.handover
	within(t, "points between a solved contact and a failed, abandoned one", drop, 20, 100, "−20 % claimed on average")
	o := Options{Replications: 12, Weeks: 52}
	a := played(t, library(t, "baseline"), o)
	b := played(t, library(t, "baseline", "decisions.automation.share=0.5", "decisions.automation.human_follow_up=0"), o)
	change := delta(t, a, b, kpi.SatisfactionCase).Mean / a.Summary(kpi.SatisfactionCase).Mean
	within(t, "relative change over all needs", change, -.20, -.01, "−20 % claimed")
}
