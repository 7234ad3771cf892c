package sim

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"lojal/sim/kpi"
	"lojal/sim/random"
	"lojal/sim/workforce"
)

// staff is a scenario about people alone: nobody calls, so that nothing but the
// labour market moves.
func staff(set ...string) world {
	return world{
		"run.weeks": "104", "world.customers.needs_per_year": "0", "world.customers.initial": "1000", "world.customers.new_per_week": "0",
		"world.labour.attrition_monthly": "[[0, 0]]", "world.labour.induction_dropout": "0", "world.labour.weeks_to_hire": "0",
		"decisions.training.induction_weeks": "0", "decisions.training.spend_per_agent_month": "0",
		"decisions.staffing.headcount": "2000", "world.contact.phone.share": "1",
	}.and(set...)
}

// scores is how many standard errors the mean of draws is away from a value.
func scores(draws []float64, want float64) (mean, z float64) {
	mean, sd := stat.MeanStdDev(draws, nil)
	return mean, (mean - want) / (sd / math.Sqrt(float64(len(draws))))
}

// horizonMean is the mean over weeks of a stock, by replication.
func horizonMean(r *Results, id kpi.ID) []float64 {
	out := make([]float64, r.Replications)
	for _, week := range r.Series[kpi.Index(id)] {
		for i, v := range week {
			out[i] += float64(v) / float64(r.Weeks)
		}
	}
	return out
}

// hazardOf is a month's probability for a yearly hazard.
func hazardOf(yearly float64) string {
	return fmt.Sprintf("world.labour.attrition_monthly=[[0, %.12f]]", -math.Expm1(-yearly/12))
}

// Whitt (2006): with retention such that people leave at rate δ and learn at rate
// η, mean performance is r∞ − (r∞ − r0)·δ/(δ+η). With a beginner 40 % below and
// a learning time of four months, 35 % a year costs 4.2 % on average and 80 %
// costs 8.4 %. Whole replications come to it within Monte Carlo error (|z| < 4:
// a false alarm in 16,000 runs).
func TestWhittsExperienceUnderRetention(t *testing.T) {
	for _, c := range []struct{ yearly, loss float64 }{{.35, .042}, {.80, .084}} {
		r := staff(hazardOf(c.yearly), "world.labour.proficiency_months=4").run(t, Options{Replications: 16}, "")
		delta, eta := c.yearly, 12/4.
		want := 1 - delta/(delta+eta)
		mean, z := scores(horizonMean(r, kpi.Proficiency), want)
		t.Logf("%.0f %% a year: proficiency %.5f, closed form %.5f (%.1f standard errors), loss %.2f %%", 100*c.yearly, mean, want, z, 40*(1-mean))
		if math.Abs(z) > 4 {
			t.Errorf("%v a year: proficiency %v, closed form %v", c.yearly, mean, want)
		}
		if loss := .4 * (1 - mean); math.Abs(loss-c.loss) > .0007 {
			t.Errorf("%v a year: loss %v, published %v", c.yearly, loss, c.loss)
		}
	}
}

// survival is the chance of staying a month m under monthly probabilities from
// tenure months on, in continuous time.
func survival(monthly [][2]float64, m float64) float64 {
	s := 1.0
	for i, h := range monthly {
		to := m
		if i+1 < len(monthly) {
			to = min(m, monthly[i+1][0])
		}
		if to > h[0] {
			s *= math.Pow(1-h[1], to-h[0])
		}
	}
	return s
}

// integral is ∫ f S over a working life, by the midpoint rule.
func integral(monthly [][2]float64, f func(m float64) float64) (sum float64) {
	const step = .01
	for m := step / 2; m < 1200; m += step {
		sum += step * f(m) * survival(monthly, m)
	}
	return sum
}

// The stationary team under hazards by tenure: turnover 12/E[T] a year, mean
// proficiency ∫rS/∫S (Whitt 2006). The presets turn over 31.5, 22.6, 62 and 11 %
// a year; in the first, 7, 16 and 77 % of the people are in each class of tenure
// and 22 % of hires are gone by month three.
func TestStationaryTeamUnderHazardsByTenure(t *testing.T) {
	Long(t)
	for _, c := range []struct {
		monthly  [][2]float64
		turnover float64
	}{
		{[][2]float64{{0, .08}, {3, .03}, {12, .02}}, .315},
		{[][2]float64{{0, .06}, {3, .025}, {12, .015}}, .226},
		{[][2]float64{{0, .12}, {3, .05}, {12, .035}}, .62},
		{[][2]float64{{0, .03}, {3, .012}, {12, .008}}, .11},
	} {
		life := integral(c.monthly, func(float64) float64 { return 1 })
		skill := integral(c.monthly, func(m float64) float64 { return -math.Expm1(-m / 1.5) }) / life
		near(t, "turnover by quadrature", 12/life, c.turnover, .006)
		text := fmt.Sprintf("world.labour.attrition_monthly=[[0, %v], [3, %v], [12, %v]]", c.monthly[0][1], c.monthly[1][1], c.monthly[2][1])
		r := staff(text).run(t, Options{Replications: 12}, "")
		// A week is the least tenure that is told: a life is half a week longer.
		leaving, off := scores(r.At(kpi.Attrition, -1), 12/(life+.5*12/52))
		if math.Abs(off) > 4 {
			t.Errorf("%v leave a year, quadrature %v", leaving, 12/life)
		}
		mean, z := scores(horizonMean(r, kpi.Proficiency), skill)
		t.Logf("%.3f a year, quadrature %.3f; proficiency %.5f, quadrature %.5f (%.1f standard errors)", leaving, 12/life, mean, skill, z)
		if math.Abs(z) > 4 {
			t.Errorf("proficiency %v, quadrature %v", mean, skill)
		}
	}
	first := [][2]float64{{0, .08}, {3, .03}, {12, .02}}
	near(t, "gone by month three", 1-survival(first, 3), .22, .005)
	s := workforce.Settle(&workforce.Market{Hazard: workforce.Hazards(first)}, 0)
	for _, class := range []struct {
		from, to int
		share    float64
	}{{0, 13, .07}, {13, 52, .16}, {52, 1 << 30, .77}} {
		got := 0.0
		s.ByTenure(1<<30, func(k int, share float64) {
			if k >= class.from && k < class.to {
				got += share
			}
		})
		near(t, "share in a class of tenure", got, class.share, .006)
	}
}

// The start is settled in every plausible world: with decisions unchanged, heads,
// tenure, proficiency and satisfaction are the same in the last quarter as in the
// first. A figure fails when its drift is beyond 4.5 standard errors (with some
// 60 tests a false alarm in 2,500 runs) and beyond what a planner would see.
func TestSettledStartHoldsInPlausibleWorlds(t *testing.T) {
	Long(t)
	o := Options{Replications: 10, Weeks: 104}
	seen := map[kpi.ID]float64{kpi.Headcount: .5, kpi.TenureMean: 1, kpi.Proficiency: .005, kpi.SatisfactionLasting: .15, kpi.SatisfactionMoment: .4, kpi.Occupancy: .01}
	for i := range 10 {
		w := plausible(i)
		// As many join as are lost, so that the base and its demand stay.
		r := w.run(t, o, "")
		lost := -math.Expm1(math.Log1p(-r.Summary(kpi.Churn).Mean)/52) * w.number("world.customers.initial")
		r = w.and(fmt.Sprintf("world.customers.new_per_week=%.6g", lost)).run(t, o, "")
		for id, least := range seen {
			drift := make([]float64, r.Replications)
			series := r.Series[kpi.Index(id)]
			for k := range drift {
				for q := range 26 {
					drift[k] += float64(series[len(series)-1-q][k]-series[q][k]) / 26
				}
			}
			if mean, z := scores(drift, 0); math.Abs(z) > 4.5 && math.Abs(mean) > least {
				t.Errorf("world %d: %s drifts by %.4f (%.1f standard errors)", i, id, mean, z)
			}
		}
	}
}

// weekOf is a figure's draws of a week, all replications.
func weekOf(r *Results, id kpi.ID, w int) []float32 { return r.Series[kpi.Index(id)][w] }

// What the words of hiring mean, in every replication: replace keeps people and
// requisitions together at the target, freeze hires nobody but those already
// hired, plan keeps people at the target; a falling plan waits for leavers, or
// does not.
func TestHiringPolicies(t *testing.T) {
	const lead, step = 8, 20
	o := Options{Replications: 12, Weeks: 60}
	base := staff("decisions.staffing.headcount=200", "world.now.headcount=200", "world.labour.weeks_to_hire=8",
		"world.labour.attrition_monthly=[[0, 0.07], [3, 0.026], [12, 0.017]]", "decisions.training.induction_weeks=4", "world.labour.induction_dropout=0.1")
	play := func(set ...string) *Results { return base.and(set...).run(t, o, "") }
	t.Run("replace", func(t *testing.T) {
		plan, market := base.plan(t, 60), marketOf(base.plan(t, 60))
		rep, err := newReplication(plan, random.Key{Seed: 3}, &worker{})
		if err != nil {
			t.Fatal(err)
		}
		for w := range 60 {
			rep.team.StartWeek(w, rep.policy(w))
			if n := len(rep.team.Agents) + rep.team.Sought(); n != 200 {
				t.Fatalf("week %d: %d employed and sought, target 200", w, n)
			}
			rep.team.EndWeek(1)
		}
		settled := workforce.Settle(market, 4)
		mean, z := scores(horizonMean(play(), kpi.Headcount), 200*settled.Employed())
		if math.Abs(z) > 4 {
			t.Errorf("%.2f employed on average, renewal theory says %.2f", mean, 200*settled.Employed())
		}
	})
	t.Run("freeze", func(t *testing.T) {
		r := play(`decisions.staffing.hire="freeze"`)
		for w := lead + 1; w < 60; w++ {
			for i, n := range weekOf(r, kpi.Headcount, w) {
				if n > weekOf(r, kpi.Headcount, w-1)[i] {
					t.Fatalf("replication %d hires in week %d", i, w)
				}
			}
		}
	})
	t.Run("plan", func(t *testing.T) {
		r := play(`decisions.staffing.hire="plan"`)
		if mean := meanOf(r.Band(kpi.Headcount).Mean[2*lead:]); math.Abs(mean-200) > 2 {
			t.Errorf("%.1f employed on average, target 200", mean)
		}
	})
	t.Run("a rise comes after the lead time, or is planned ahead of it", func(t *testing.T) {
		still := []string{"world.labour.attrition_monthly=[[0, 0]]", "world.labour.induction_dropout=0", "decisions.staffing.headcount={ steps = [[0, 200], [20, 240]] }"}
		for policy, week := range map[string]int{"replace": step + lead, "plan": step} {
			r := play(append(still, fmt.Sprintf("decisions.staffing.hire=%q", policy))...)
			if a, b := weekOf(r, kpi.Headcount, week-1)[0], weekOf(r, kpi.Headcount, week)[0]; a != 200 || b != 240 {
				t.Errorf("%s: %v heads the week before, %v in week %d", policy, a, b, week)
			}
			// New people take contacts after four weeks of induction.
			if a, b := weekOf(r, kpi.FTEAvailable, week+3)[0], weekOf(r, kpi.FTEAvailable, week+4)[0]; math.Abs(float64(b/a)-1.2) > 1e-6 {
				t.Errorf("%s: %v available before the end of induction, %v after", policy, a, b)
			}
		}
	})
	t.Run("a fall waits for leavers, or does not", func(t *testing.T) {
		fall := "decisions.staffing.headcount={ steps = [[0, 200], [20, 150]] }"
		waits, now := play(fall), play(fall, `decisions.staffing.reduce="at_once"`)
		for i := range o.Replications {
			if n := weekOf(now, kpi.Headcount, step)[i]; n > 150 {
				t.Errorf("at once: %v heads in the week of the fall", n)
			}
			if n, before := weekOf(waits, kpi.Headcount, step)[i], weekOf(waits, kpi.Headcount, step-1)[i]; n < before-12 || n <= 150 {
				t.Errorf("by attrition: %v heads, %v the week before", n, before)
			}
		}
	})
}

// Of an induction class the share leaves that is said to: two hundred start
// together, nobody else leaves (binomial, |z| < 4).
func TestInductionClassDropsOut(t *testing.T) {
	const share, start, class = .15, 8, 200
	w := staff("decisions.staffing.headcount={ steps = [[0, 220]] }", "world.now.headcount=20", "world.labour.weeks_to_hire=8",
		"decisions.training.induction_weeks=4", "world.now.induction_weeks=4", "world.labour.induction_dropout=0.15", `decisions.staffing.hire="replace"`)
	const replications = 20
	r := w.run(t, Options{Replications: replications, Weeks: start + 5}, "")
	gone := 0.0
	for i := range replications {
		if n := weekOf(r, kpi.Headcount, start+3)[i]; n != 20+class {
			t.Fatalf("%v heads in induction, want %d", n, 20+class)
		}
		gone += float64(20 + class - weekOf(r, kpi.Headcount, start+4)[i])
	}
	n := float64(class * replications)
	if z := (gone - share*n) / math.Sqrt(n*share*(1-share)); math.Abs(z) > 4 {
		t.Errorf("%v of %v dropped out, want %v of them", gone, n, share)
	}
}

// Strain multiplies the hazard by e^(effect·points): with 40 points of occupancy
// above comfort and 0.02 a point, 2.23 times as many leave, once three months are
// behind (renewal theory; |z| < 4).
func TestStrainMultipliesTheHazard(t *testing.T) {
	w := staff("decisions.staffing.headcount=400", hazardOf(.3), "world.labour.occupancy_effect=0.02", "world.labour.occupancy_comfort=0.5",
		"world.labour.proficiency_months=0.01", "world.labour.agent_spread=0", "world.demand.day_cv=0", "world.demand.interval_cv=0", "world.demand.forecast_cv=0",
		"world.labour.new_hire_time_factor=1", "world.loyalty.churn_per_year=0", "world.resolution.recontact=0", "world.contact.phone.redial=0",
		`world.contact.phone.patience={ kind = "exponential", mean = "60s" }`, "decisions.automation.share=0", "world.customers.initial=120000",
		"world.customers.needs_per_year={ steps = [[0, 0], [1, 60]] }", "run.weeks=40")
	plan := w.plan(t, 40)
	rep, err := newReplication(plan, random.Key{Seed: 11}, &worker{})
	if err != nil {
		t.Fatal(err)
	}
	var left, expected float64
	hazard := workforce.Hazards(plan.Labour.AttritionMonthly)[0].Weekly
	for week := range 40 {
		total, by := newSums(len(rep.waiting.grid())), []*sums{newSums(len(rep.waiting.grid()))}
		rep.play(week, total, by)
		if week < strainWeeks {
			continue
		}
		points := 100 * rep.meanStrain()
		if points < 35 {
			t.Fatalf("week %d: %.1f points of strain, too few for the test", week, points)
		}
		left += float64(rep.team.Left)
		expected += total.num[kHeadcount] * -math.Expm1(-hazard*math.Exp(.02*points))
	}
	if z := (left - expected) / math.Sqrt(expected); math.Abs(z) > 4 {
		t.Errorf("%v left, %.1f expected", left, expected)
	}
	t.Logf("%v left, %.1f expected", left, expected)
}
