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

// A week with a day of many fresh contacts that nobody answers and a day on which
// all that come back are answered: the week's mix says that almost all answered
// were fresh, and that fewer are on their way back than have come back already.
// Then the days' own mixes stand. By hand: 80 of 100 unsolved, half of them come
// back, at once; none of 1 unsolved.
func TestWeekOfUnequalDays(t *testing.T) {
	f := &flow{solved: [2]float64{1, .2}, comeback: 100, due: 100, earlier: [attempts]float64{0, 1}, began: 100}
	f.returned = 100
	f.endDay(100, .5)
	near(t, "on their way back after the first day", f.comeback, 40, 1e-12)
	f.due = 40
	f.fresh, f.abandoned = 1e6, 1e6-1
	f.endDay(101, .5)
	f.answered = 101
	f.endWeek(.5)
	if f.comeback < 0 || f.due > f.comeback {
		t.Errorf("%v on their way back, of them %v on the next day", f.comeback, f.due)
	}
	near(t, "unsolved cases that come back", f.answered*f.unsolved()*.5, f.toComeback, 1e-9)
	x := f.origins()
	near(t, "answered, not served before", x[0][0]+x[0][1]+x[0][2]+x[0][3], f.firstShare(), 1e-12)
	near(t, "answered, served before", x[1][0]+x[1][1]+x[1][2]+x[1][3], 1-f.firstShare(), 1e-12)
}

// Who hung up in an earlier week and comes with next to nobody else was not
// served before, whoever asks.
func TestOnlyRedials(t *testing.T) {
	f := &flow{solved: [2]float64{.9, .1}, redialed: 100, returned: 1e-17, answered: 100}
	x := f.origins()
	near(t, "origin", x[0][1], 1, 0)
	near(t, "unsolved", f.unsolved(), .1, 1e-12)
}
