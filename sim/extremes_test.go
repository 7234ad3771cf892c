package sim_test

import (
	"fmt"
	"math"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"

	"pgregory.net/rapid"
)

// bounds are what no figure may leave, by unit.
func bounds(u kpi.Unit) (low, high float64) {
	switch u {
	case kpi.Points:
		return 0, 100
	case kpi.Share:
		return 0, 1
	case kpi.Currency, kpi.CurrencyPerYear, kpi.CurrencyPerNeed:
		return -1e13, 1e13
	}
	return 0, 1e9
}

// sane checks every figure of every replication and week.
func sane(t interface{ Errorf(string, ...any) }, what string, r *sim.Results) {
	for k, row := range kpi.All {
		low, high := bounds(row.Unit)
		check := func(v float64, where string) {
			if math.IsNaN(v) {
				return
			}
			if v < low-1e-6 || v > high+1e-6 {
				t.Errorf("%s: %s is %v %s", what, row.ID, v, where)
			}
		}
		for i, v := range r.Horizon[k] {
			check(v, fmt.Sprintf("in replication %d", i))
		}
		for w, draws := range r.Series[k] {
			for _, v := range draws {
				check(float64(v), fmt.Sprintf("in week %d", w))
			}
		}
	}
}

// The ends of the scale have clear answers: figures that exist are in bounds, and
// those without a denominator are null.
func TestExtremes(t *testing.T) {
	for _, c := range []struct {
		name string
		set  []string
		null []kpi.ID
		want map[kpi.ID]float64
	}{
		{"no agents", []string{"decisions.staffing.headcount=0", "world.now.headcount=0"},
			[]kpi.ID{kpi.Occupancy, kpi.TenureMean, kpi.Proficiency, kpi.Attrition},
			map[kpi.ID]float64{kpi.Abandoned: 1, kpi.ServiceLevel: 0, kpi.Headcount: 0}},
		{"no demand", []string{"world.customers.needs_per_year=0"},
			[]kpi.ID{kpi.WaitMean, kpi.WaitP90, kpi.ServiceLevel, kpi.FCR, kpi.SatisfactionMoment, kpi.SatisfactionCase, kpi.CostPerCase, kpi.Contained},
			map[kpi.ID]float64{kpi.Occupancy: 0}},
		{"no customers", []string{"world.customers.initial=0", "world.customers.new_per_week=0"},
			[]kpi.ID{kpi.Churn, kpi.SatisfactionLasting, kpi.SilentChurn, kpi.Retention2y, kpi.CLV}, nil},
		{"all automated", []string{"decisions.automation.share=1", "world.now.automation_share=1", "world.automation.engage=1", "world.automation.resolve=[[0,1],[1,1]]", "world.automation.reassurance_leak=0"},
			[]kpi.ID{kpi.WaitMean, kpi.FCR}, map[kpi.ID]float64{kpi.Contained: 1, kpi.Occupancy: 0}},
		{"everybody leaves", []string{"world.labour.attrition_monthly=[[0,0.99]]"}, nil, nil},
		{"every customer leaves", []string{"world.loyalty.churn_per_year=1"}, nil, nil},
		{"every customer leaves, new ones too", []string{"world.loyalty.churn_per_year=1", "world.loyalty.newcomer_odds=4"}, nil, nil},
		{"hardly a new customer stays", []string{"world.loyalty.churn_per_year=0.9", "world.loyalty.newcomer_odds=50", "world.loyalty.newcomer_months=60"}, nil, nil},
		{"no new customers", []string{"world.customers.new_per_week=0", "world.loyalty.newcomer_odds=0.1", "world.loyalty.newcomer_months=60"}, nil, nil},
		{"no customers, new ones told apart", []string{"world.customers.initial=0", "world.customers.new_per_week=0", "world.loyalty.newcomer_odds=4"},
			[]kpi.ID{kpi.Churn, kpi.SatisfactionLasting, kpi.Retention2y}, nil},
		{"nobody can wait", []string{`world.contact.phone.patience={kind="exponential",mean="1s"}`}, nil, nil},
		{"nobody hangs up in overload", []string{`world.contact.phone.patience={kind="none"}`, "decisions.staffing.headcount=20"}, nil, nil},
		{"needs a day", []string{"world.customers.needs_per_year=300"}, nil, nil},
		{"closed for Christmas", []string{"world.demand.closed=[2026-01-13,2026-01-14,2026-01-15,2026-01-16,2026-01-19]"}, nil, nil},
		{"open day and night", []string{"world.demand.weekday=[1,1,1,1,1,1,1]", `world.demand.opens="00:00"`,
			"world.demand.profile=[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, open(t, "library:baseline", c.set...), sim.Options{Replications: 4, Weeks: 12})
			sane(t, c.name, r)
			for _, id := range c.null {
				if got := r.Summary(id).P50; !math.IsNaN(got) {
					t.Errorf("%s is %v, want null", id, got)
				}
			}
			for id, want := range c.want {
				if got := r.Summary(id).P50; math.Abs(got-want) > 1e-9 {
					t.Errorf("%s is %v, want %v", id, got, want)
				}
			}
		})
	}
}

// Nothing runs away: the loops between churn, demand, occupancy, attrition and
// proficiency stay within bounds from any start.
func TestNoRunaway(t *testing.T) {
	sim.Long(t)
	base := open(t, "library:baseline")
	rapid.Check(t, func(t *rapid.T) {
		pick := func(key string, low, high float64) string {
			return fmt.Sprintf("%s=%.4g", key, rapid.Float64Range(low, high).Draw(t, key))
		}
		s := base
		for _, kv := range []string{
			pick("decisions.staffing.headcount", 0, 90), pick("world.customers.needs_per_year", .05, 8),
			pick("decisions.automation.share", 0, 1), pick("decisions.automation.human_follow_up", 0, 1),
			pick("decisions.training.spend_per_agent_month", 0, 8000), pick("world.resolution.recontact", 0, 1),
			pick("world.resolution.fcr", 0, 1), pick("world.contact.phone.redial", 0, 1),
			pick("world.labour.occupancy_effect", 0, .06), pick("world.loyalty.gain", 0, 1),
			pick("world.loyalty.word_of_mouth", 0, 2), pick("decisions.style.advice", -1, 1),
		} {
			s = with(t2{t}, s, kv)
		}
		if rapid.Bool().Draw(t, "newcomers told apart") {
			s = with(t2{t}, s, pick("world.loyalty.newcomer_odds", .1, 50), pick("world.loyalty.newcomer_months", .25, 60))
		}
		sane(t, "random plan", run(t2{t}, s, sim.Options{Replications: 1, Weeks: 60}))
	})
}

// t2 lets helpers for testing.TB serve rapid's T.
type t2 struct{ *rapid.T }

func (t2) Helper() {}
