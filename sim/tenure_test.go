package sim

import (
	"math"
	"testing"

	"lojal/sim/kpi"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// With newcomers told apart, unchanged decisions and new customers that balance
// the losses, everything stays level for two years; and customers are conserved.
func TestNewcomersStayLevel(t *testing.T) {
	s, err := scenario.Open("library:baseline")
	for key, value := range map[string]string{"world.loyalty.newcomer_odds": "4", "world.loyalty.newcomer": "70"} {
		if err == nil {
			s, err = s.With(key, value)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	const replications, weeks, quarter = 24, 104, 13
	names := [...]string{"lasting satisfaction", "churn a year", "newcomers", "lost in silence", "customers"}
	tolerance := [...]float64{.05, .001, .0005, .003, 60}
	join := balancing(t, s)
	var first, last [len(names)]float64
	for i := range replications {
		rep := joined(t, s, i, weeks, join)
		week, by := newSums(len(rep.waiting.grid())), []*sums{newSums(len(rep.waiting.grid()))}
		for w := range weeks {
			before := rep.customers
			week.clear()
			by[0].clear()
			rep.play(w, week, by)
			state := rep.base.State()
			lost := week.num[kChurn]
			if off := before - lost + rep.plan.Customers.NewPerWeek[w] - state.Customers; math.Abs(off) > 1e-9*before {
				t.Fatalf("week %d: %v customers too few", w, off)
			}
			found := [...]float64{state.Mean, compound(lost / before), state.Newcomers, week.num[kSilentChurn] / week.den[kpi.PerLost], state.Customers}
			for k, v := range found {
				if w < quarter {
					first[k] += v / (replications * quarter)
				}
				if w >= weeks-quarter {
					last[k] += v / (replications * quarter)
				}
			}
		}
	}
	for k, name := range names {
		if math.Abs(first[k]-last[k]) > tolerance[k] {
			t.Errorf("%s drifts from %v to %v", name, first[k], last[k])
		}
	}
}

// balancing is how many customers join a week so that as many join as leave.
func balancing(t *testing.T, s *scenario.Scenario) float64 {
	join := 500.0
	for range 12 {
		rep := joined(t, s, 0, 1, join)
		week, by := newSums(len(rep.waiting.grid())), []*sums{newSums(len(rep.waiting.grid()))}
		rep.play(0, week, by)
		join = week.num[kChurn]
	}
	return join
}

// joined is a replication of the median world in which so many join a week.
func joined(t *testing.T, s *scenario.Scenario, i, weeks int, join float64) *replication {
	p := s.Draw(weeks, nil)
	p.Customers.NewPerWeek = make(scenario.Series, weeks)
	for w := range p.Customers.NewPerWeek {
		p.Customers.NewPerWeek[w] = join
	}
	rep, err := newReplication(p, random.Key{Seed: 5, Replication: uint64(i)}, &worker{})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}
