package sim

import (
	"fmt"
	"math"
	"testing"

	"lojal/sim/kpi"
	"lojal/sim/loyalty"
	"lojal/sim/random"
)

// S2: very satisfied customers are considerably more likely to be there in two
// years, and dissatisfied ones less, in every plausible world and replication
// that has some of both.
func TestTheVerySatisfiedStay(t *testing.T) {
	Long(t)
	for i := range 12 {
		r := plausible(i).run(t, Options{Replications: 2, Weeks: 104}, "")
		all, very, bad := r.At(kpi.Retention2y, -1), r.At(kpi.Retention2yVerySatisfied, -1), r.At(kpi.Retention2yDissatisfied, -1)
		for k := range all {
			if very[k] <= all[k]+.002 || bad[k] >= all[k]-.002 {
				t.Errorf("world %d: very satisfied %.3f, all %.3f, dissatisfied %.3f", i, very[k], all[k], bad[k])
			}
		}
	}
}

// S1: contact with people makes ambassadors. Twice as many contacts, as good as
// before and at no longer wait, raise lasting satisfaction and keep customers
// where service is good; and where it is as usual they do no harm to speak of.
// Newcomers join at the reference here: where they join above it, service as usual
// is what brings them down to it; and since the unhappy leave, those who stay are
// a little above what usual contacts make of them, which is what half a point allows.
func TestGoodContactsDoNotHarm(t *testing.T) {
	Long(t)
	o := Options{Replications: 3, Weeks: 78}
	good := initiativeText(0, "effects = { resolution = 0.5, information = 0.5, understanding = 0.4, care = 0.4 }")
	for i := range 6 {
		w := plausible(i).and(atNorm...)
		w["world.loyalty.newcomer"] = w["world.loyalty.reference"]
		w.load(.3)
		n := w.number("world.customers.needs_per_year")
		often := w.and(fmt.Sprintf("world.customers.needs_per_year={ steps = [[0, %v], [4, %v]] }", n, 2*n))
		a, b := w.run(t, o, good), often.run(t, o, good)
		if d, c := delta(t, a, b, kpi.SatisfactionLasting).Mean, delta(t, a, b, kpi.Churn).Mean; d <= 0 || c >= 0 {
			t.Errorf("world %d: twice the good contacts move satisfaction by %.3f and churn by %.5f", i, d, c)
		}
		a, b = w.run(t, o, ""), often.run(t, o, "")
		if d := delta(t, a, b, kpi.SatisfactionLasting).Mean; d < -.5 {
			t.Errorf("world %d: twice the usual contacts move satisfaction by %.3f", i, d)
		}
	}
}

// Bad is remembered longer than good: of an equal rise and fall, more of the fall
// is there a year later, at every pair of half-lives in the evidence.
func TestBadIsRememberedLonger(t *testing.T) {
	for i := range 40 {
		p := plausible(i).plan(t, 1)
		rules := rulesOf(p)
		if rules.BadHalfLife <= rules.GoodHalfLife {
			continue
		}
		rules.ChurnPerYear = 0
		left := func(score float64) float64 {
			shape := loyalty.Point(rules.Reference)
			b := loyalty.NewBase(loyalty.NewLaw(rules), 1000, &shape, 0)
			var c loyalty.Contacts
			c.Add(score, 1000, 0)
			for range 53 {
				b.Advance(&c, 0)
				c = loyalty.Contacts{}
			}
			return b.State().Mean - rules.Reference
		}
		if good, bad := left(rules.Reference+20), left(rules.Reference-20); good <= 0 || bad >= 0 || -bad <= good {
			t.Errorf("world %d: %.3f of a good contact is left, %.3f of a bad one", i, good, bad)
		}
	}
}

// Word of mouth is an option: it does nothing at the reference, brings more
// customers where they are more satisfied, fewer where less.
func TestWordOfMouth(t *testing.T) {
	for i := range 5 {
		w := plausible(i).and("world.loyalty.word_of_mouth=0")
		for _, c := range []struct {
			effect string
			sign   float64
		}{{"0.5", 1}, {"-0.5", -1}} {
			more := initiativeText(0, "effects = { resolution = "+c.effect+" }")
			a, b := w.run(t, short, more), w.and("world.loyalty.word_of_mouth=0.5").run(t, short, more)
			if d := delta(t, a, b, kpi.Customers).Mean; d*c.sign <= 0 {
				t.Errorf("world %d, resolution %s: word of mouth moves customers by %.1f", i, c.effect, d)
			}
		}
	}
	rep, err := newReplication(plausible(0).and("world.loyalty.word_of_mouth=1").plan(t, 2), random.Key{Seed: 1}, &worker{})
	if err != nil {
		t.Fatal(err)
	}
	if n, want := rep.newcomers(0), rep.plan.Customers.NewPerWeek[0]; math.Abs(n/want-1) > .01 {
		t.Errorf("%v join at the reference, %v without word of mouth", n, want)
	}
}

// Customer lifetime value is the sum over years of the discounted margin of who
// is still there, Σ m·rᵗ/(1+d)ᵗ, by brute force at the churn of the last week.
func TestLifetimeValueIsTheSumOverYears(t *testing.T) {
	for i := range 5 {
		w := plausible(i)
		r := w.run(t, Options{Replications: 2, Weeks: 8}, "")
		m, d := w.number("world.customers.margin_per_year"), w.number("world.customers.discount_rate")
		for k, churn := range weekOf(r, kpi.Churn, 7) {
			stays, sum := 1-float64(churn), 0.0
			for year := 1.0; year < 2000; year++ {
				sum += m * math.Pow(stays/(1+d), year)
			}
			if got := r.At(kpi.CLV, -1)[k]; math.Abs(got/sum-1) > 1e-5 {
				t.Errorf("world %d: %v, by brute force %v", i, got, sum)
			}
		}
	}
}

// Revenue at risk is what the dissatisfied bring in a year: nothing where nobody
// is below 60, and all where everybody is.
func TestRevenueAtRisk(t *testing.T) {
	for _, c := range []struct{ reference, share float64 }{{95, 0}, {20, 1}} {
		w := plausible(2).and(fmt.Sprintf("world.loyalty.reference=%v", c.reference), fmt.Sprintf("world.loyalty.newcomer=%v", c.reference), "world.customers.needs_per_year=0")
		r := w.run(t, Options{Replications: 1, Weeks: 3}, "")
		want := c.share * r.Summary(kpi.Customers).Mean * w.number("world.customers.margin_per_year")
		near(t, "revenue at risk", r.Summary(kpi.RevenueAtRisk).Mean, want, 1e-6*math.Max(1, want))
	}
}
