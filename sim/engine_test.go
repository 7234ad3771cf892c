package sim_test

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

func open(t fataler, ref string, set ...string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Open(ref)
	if err != nil {
		t.Fatal(err)
	}
	return with(t, s, set...)
}

func with(t fataler, s *scenario.Scenario, set ...string) *scenario.Scenario {
	t.Helper()
	for _, kv := range set {
		key, value, _ := strings.Cut(kv, "=")
		var err error
		if s, err = s.With(key, value); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func run(t fataler, s *scenario.Scenario, o sim.Options) *sim.Results {
	t.Helper()
	r, err := sim.Run(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// steady is a scenario in which nothing is uncertain and every half hour is
// alike: 26 agents, 7 minutes, and so many contacts an hour with patience
// exponential with mean 5 minutes.
func steady(t testing.TB, perHour float64) *scenario.Scenario {
	t.Helper()
	const initial, halfHours = 120_000, 5 * 18
	text := fmt.Sprintf(`
format = 1
[run]
start = 2026-01-05
weeks = 4
replications = 3
[world.customers]
initial = %d
new_per_week = 0
needs_per_year = %v
[world.demand]
weekday = [1, 1, 1, 1, 1]
day_cv = 0
interval_cv = 0
forecast_cv = 0
[[world.contact]]
name = "phone"
handle_time = "7m"
patience = { kind = "exponential", mean = "5m" }
redial = 0
answer_within = "20s"
[world.labour]
attrition_monthly = [[0, 0]]
agent_spread = 0
new_hire_time_factor = 1
[world.resolution]
fcr = 1
novice_loss = 0
[world.loyalty]
churn_per_year = 0
[decisions.staffing]
headcount = 26
shrinkage = 0
hours_per_week = 45
coverage = "flat"
[decisions.training]
spend_per_agent_month = 0
[decisions.automation]
share = 0
`, initial, perHour/2*halfHours*52/initial)
	s, err := scenario.Parse("steady.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// With nothing uncertain the whole chain is one M/M/n+M queue. The oracle is the
// exact Erlang-A formula, tested against published tables in package queue.
func TestCertainScenarioIsErlangA(t *testing.T) {
	for _, perHour := range []float64{120, 200, 230} {
		r := run(t, steady(t, perHour), sim.Options{})
		station := queue.Station{Rate: perHour / 3600, Handle: 420, Agents: 26, Patience: queue.Patience{Kind: queue.Exponential, Mean: 300}}
		exact := station.Answer(20)
		for id, want := range map[kpi.ID]float64{
			kpi.WaitMean: exact.MeanWait, kpi.Abandoned: exact.Abandoned,
			kpi.ServiceLevel: exact.Within, kpi.Occupancy: exact.Occupancy,
			kpi.FCR: 1 - exact.Abandoned, kpi.ContactsPerCase: 1 - exact.Abandoned, kpi.Contained: 0, kpi.Churn: 0,
			kpi.Headcount: 26, kpi.FTEAvailable: 26, kpi.Proficiency: 1, kpi.Attrition: 0, kpi.Customers: 120_000,
		} {
			if got := r.Summary(id); math.Abs(got.P50-want) > 2e-6*max(1, math.Abs(want)) || got.P05 != got.P95 {
				t.Errorf("%v contacts an hour: %s is %v (%v to %v), exact %v", perHour, id, got.P50, got.P05, got.P95, want)
			}
		}
		if got, want := r.Summary(kpi.WaitP90).P50, station.WaitQuantile(.9); math.Abs(got-want) > .005*max(want, 1) {
			t.Errorf("%v contacts an hour: 90 %% wait %v, exact %v", perHour, got, want)
		}
	}
}

// Money by hand: 26 people at 45 hours and 420 an hour for four weeks, and the
// platform of automation, which is there only when it is offered.
func TestMoneyByHand(t *testing.T) {
	s := steady(t, 120)
	want := 4 * 26 * 45 * 420.0
	if got := run(t, s, sim.Options{}).Summary(kpi.Cost).P50; math.Abs(got/want-1) > 1e-12 {
		t.Errorf("cost %v, by hand %v", got, want)
	}
	// A customer who never leaves: yearly margin ÷ discount rate.
	if got := run(t, s, sim.Options{}).Summary(kpi.CLV).P50; math.Abs(got-1800/.08) > 1e-6 {
		t.Errorf("lifetime value %v, by hand %v", got, 1800/.08)
	}
	margin := 4*120_000*1800/52.0 - want
	if got := run(t, s, sim.Options{}).Summary(kpi.Margin).P50; math.Abs(got/margin-1) > 1e-12 {
		t.Errorf("margin %v, by hand %v", got, margin)
	}
}

// The same bytes for any number of workers, and the first replications of a
// long run are those of a short one.
func TestResultsDoNotDependOnWorkersOrBlocks(t *testing.T) {
	s := open(t, "library:automation-follow-up")
	one := run(t, s, sim.Options{Replications: 24, Weeks: 20, Workers: 1})
	many := run(t, s, sim.Options{Replications: 24, Weeks: 20, Workers: 7})
	if !equal(one, many) {
		t.Error("7 workers found other figures than one")
	}
	r, err := sim.NewRunner(s, sim.Options{Weeks: 20, Replications: 5})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{5, 11, 24} {
		if err := r.Extend(context.Background(), n); err != nil {
			t.Fatal(err)
		}
	}
	grown := r.Results()
	grown.Asked = one.Asked
	if !equal(one, grown) {
		t.Error("growing found other figures than one run")
	}
}

// equal compares results with NaN equal to itself.
func equal(a, b *sim.Results) bool {
	return fmt.Sprintf("%v", *a) == fmt.Sprintf("%v", *b)
}

func TestCancelKeepsWhatWasFinished(t *testing.T) {
	s := open(t, "library:baseline")
	ctx, cancel := context.WithCancel(context.Background())
	r, err := sim.Run(ctx, s, sim.Options{Replications: 500, Weeks: 10, Progress: func(done, total int) {
		if done == 7 {
			cancel()
		}
	}})
	if err != context.Canceled || r.Replications < 7 || r.Replications > 20 || r.Asked != 500 {
		t.Fatalf("error %v, %d of %d replications", err, r.Replications, r.Asked)
	}
	full := run(t, s, sim.Options{Replications: r.Replications, Weeks: 10})
	if !reflect.DeepEqual(full.At(kpi.Cost, -1), r.At(kpi.Cost, -1)) {
		t.Error("what was finished differs from a run of that length")
	}
}

// A decision moves its own effect only: what does not depend on it is drawn the
// same. A dearer hire changes no one's life; a new type of cost no contact.
func TestDecisionsKeepOtherDraws(t *testing.T) {
	o := sim.Options{Replications: 12, Weeks: 30}
	base := run(t, open(t, "library:baseline"), o)
	for set, same := range map[string][]kpi.ID{
		"costs.hire=99999":                               {kpi.WaitMean, kpi.Attrition, kpi.SatisfactionLasting, kpi.Churn},
		"world.loyalty.complaint_rate=0.05":              {kpi.WaitMean, kpi.Attrition, kpi.Cost, kpi.Churn},
		"world.customers.margin_per_year=\"1500..2500\"": {kpi.WaitMean, kpi.Attrition, kpi.Cost, kpi.Churn},
		"world.contact.phone.answer_within=30s":          {kpi.Attrition, kpi.Abandoned, kpi.Cost},
	} {
		other := run(t, open(t, "library:baseline", set), o)
		for _, id := range same {
			a, b := base.At(id, -1), other.At(id, -1)
			for i := range a {
				if math.Abs(a[i]-b[i]) > 1e-9*max(1, math.Abs(a[i])) {
					t.Errorf("%s moved %s in replication %d: %v, %v", set, id, i, a[i], b[i])
					break
				}
			}
		}
	}
}

// The start is settled: with unchanged decisions the figures stay level.
func TestSettledStartHolds(t *testing.T) {
	r := run(t, open(t, "library:baseline"), sim.Options{Replications: 150, Weeks: 78})
	for id, tolerance := range map[kpi.ID]float64{
		kpi.SatisfactionLasting: .15, kpi.SatisfactionMoment: .4, kpi.Headcount: .6, kpi.TenureMean: 1.5,
		kpi.Proficiency: .01, kpi.Churn: .003, kpi.ContactsPerCase: .01, kpi.SilentChurn: .006, kpi.Occupancy: .01,
	} {
		b := r.Band(id)
		first, last := mean(b.Mean[:13]), mean(b.Mean[65:])
		if math.Abs(first-last) > tolerance {
			t.Errorf("%s drifts from %v to %v", id, first, last)
		}
	}
	if got := r.Band(kpi.SatisfactionLasting).Mean[0]; math.Abs(got-75) > .1 {
		t.Errorf("lasting satisfaction starts at %v, reference 75", got)
	}
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}

// fataler is the part of testing.TB that the helpers here need.
type fataler interface {
	Helper()
	Fatal(...any)
}
