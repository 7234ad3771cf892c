package sim

import (
	"math"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim/kpi"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// Every need comes to its end once: needs and the cases under way before equal
// needs ended and the cases under way after, also in overload, with a queue at
// closing, with redials and with cases that come back. Contacts are conserved
// as well: offered = served + abandoned.
func TestNeedsAndContactsAreConserved(t *testing.T) {
	late := "world.demand.profile=[1,1,1,1,1,1,1,1,1,1,1,1,1,1,6,6,6,6]"
	for name, set := range map[string][]string{
		"baseline":            nil,
		"overload":            {"decisions.staffing.headcount=25", "world.now.headcount=25"},
		"queue at closing":    {late, `decisions.staffing.coverage="flat"`},
		"dropped at closing":  {late, `decisions.staffing.coverage="flat"`, `decisions.staffing.closing="drop"`},
		"redial for ever":     {"world.contact.phone.redial=1", "decisions.staffing.headcount=30"},
		"all come back":       {"world.resolution.recontact=1", "world.resolution.fcr=0.5"},
		"seldom reached":      {"world.resolution.recontact_delay_days=40"},
		"careless automation": {"decisions.automation.share=0.8", "decisions.automation.human_follow_up=0"},
		"closed days":         {"world.demand.closed=[2026-01-13,2026-01-14,2026-01-19]"},
		"patient":             {late, `world.contact.phone.patience={kind="none"}`, "decisions.staffing.headcount=35"},
	} {
		t.Run(name, func(t *testing.T) { conserve(t, set) })
	}
}

func conserve(t *testing.T, set []string) {
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
	rep, err := newReplication(s.Draw(30, nil), random.Key{Seed: 5}, &worker{})
	if err != nil {
		t.Fatal(err)
	}
	underWay := func() float64 { return rep.flows[0].comeback + rep.flows[0].redialing }
	week, by := newSums(len(rep.waiting.grid())), []*sums{newSums(len(rep.waiting.grid()))}
	for w := range rep.plan.Weeks {
		before := underWay()
		week.clear()
		by[0].clear()
		rep.play(w, week, by)
		needs, ended := week.den[kpi.PerNeed], week.den[kpi.PerFinished]
		if off := before + needs - ended - underWay(); math.Abs(off) > 1e-9*max(needs, 1) {
			t.Fatalf("week %d: %.4f under way + %.4f needs − %.4f ended − %.4f under way = %.6f", w, before, needs, ended, underWay(), off)
		}
		f := &rep.flows[0]
		if off := f.offered() - f.answered - f.abandoned; math.Abs(off) > 1e-9*max(f.offered(), 1) {
			t.Fatalf("week %d: %.4f offered, %.4f answered, %.4f abandoned", w, f.offered(), f.answered, f.abandoned)
		}
	}
}

func cut(kv string) (string, string) {
	for i := range kv {
		if kv[i] == '=' {
			return kv[:i], kv[i+1:]
		}
	}
	return kv, ""
}
