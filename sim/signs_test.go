package sim_test

import (
	"sync"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// meanDelta is the paired mean difference of a figure.
func meanDelta(t testing.TB, a, b *sim.Results, id kpi.ID) float64 {
	t.Helper()
	c, err := sim.Compare(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c.Delta(id).Summary.Mean
}

// shippedBaseline is one run of the baseline for all who look at it.
func shippedBaseline(t fataler) *sim.Results {
	t.Helper()
	baselineOnce.Do(func() { baseline = run(t, open(t, "library:baseline"), sim.Options{Replications: 120}) })
	return baseline
}

var (
	baselineOnce sync.Once
	baseline     *sim.Results
)

// The baseline lands where a Norwegian in-house centre of this size would be:
// the ranges are the product's own definition of its baseline.
func TestBaselineLands(t *testing.T) {
	r := shippedBaseline(t)
	for id, want := range map[kpi.ID][2]float64{
		kpi.ServiceLevel: {.85, .90}, kpi.Occupancy: {.75, .85}, kpi.Attrition: {.25, .30},
		kpi.SatisfactionLasting: {74.3, 75.7}, kpi.Churn: {.14, .165},
	} {
		if got := r.Summary(id).Mean; got < want[0] || got > want[1] {
			t.Errorf("%s is %.4f, want %v", id, got, want)
		}
	}
}

// Each decision and assumption moves what it must, in the direction that the
// articles claim (S1–S10) or that cannot be otherwise.
func TestSigns(t *testing.T) {
	o := sim.Options{Replications: 40, Weeks: 78}
	base := open(t, "library:baseline")
	before := run(t, base, o)
	type sign map[kpi.ID]float64
	for _, c := range []struct {
		name string
		set  []string
		want sign
	}{
		{"40 heads are worse", []string{"decisions.staffing.headcount=40"},
			sign{kpi.ServiceLevel: -1, kpi.WaitMean: +1, kpi.Abandoned: +1, kpi.SatisfactionLasting: -1, kpi.Churn: +1, kpi.Occupancy: +1, kpi.Cost: -1}},
		{"50 heads are better", []string{"decisions.staffing.headcount=50"},
			sign{kpi.ServiceLevel: +1, kpi.WaitMean: -1, kpi.SatisfactionLasting: +1, kpi.Churn: -1, kpi.Occupancy: -1, kpi.Cost: +1}},
		{"training raises resolution and keeps people (S9)", []string{"decisions.training.spend_per_agent_month=2500"},
			sign{kpi.FCR: +1, kpi.SatisfactionLasting: +1, kpi.Churn: -1, kpi.Attrition: -1, kpi.TenureMean: +1}},
		{"no training is worse", []string{"decisions.training.spend_per_agent_month=0"},
			sign{kpi.FCR: -1, kpi.SatisfactionLasting: -1, kpi.Churn: +1, kpi.Attrition: +1}},
		{"practice is remembered (S9)", []string{"decisions.training.practice_share=1"}, sign{kpi.FCR: +1, kpi.SatisfactionLasting: +1}},
		{"seldom refreshed is forgotten (S9)", []string{"decisions.training.refresher_every_weeks=52"}, sign{kpi.FCR: -1}},
		{"careless automation costs loyalty (S5)", []string{"decisions.automation.share=0.6", "decisions.automation.human_follow_up=0"},
			sign{kpi.Contained: +1, kpi.SatisfactionCase: -1, kpi.SatisfactionLasting: -1, kpi.Churn: +1}},
		{"follow-up repairs it (S5)", []string{"decisions.automation.human_follow_up=1"},
			sign{kpi.SatisfactionCase: +1, kpi.SatisfactionLasting: +1}},
		{"assistance helps (S4)", []string{"decisions.automation.assist=1"}, sign{kpi.FCR: +1, kpi.SatisfactionLasting: +1}},
		{"advice centre takes time, gives quality (S4)", []string{"decisions.style.advice=1"},
			sign{kpi.FCR: +1, kpi.Occupancy: +1}},
		{"a freeze empties the floor", []string{`decisions.staffing.hire="freeze"`},
			sign{kpi.Headcount: -1, kpi.ServiceLevel: -1, kpi.SatisfactionLasting: -1, kpi.Cost: -1}},
		{"planned hiring fills it", []string{`decisions.staffing.hire="plan"`}, sign{kpi.Headcount: +1, kpi.ServiceLevel: +1}},
	} {
		t.Run(c.name, func(t *testing.T) { checkSigns(t, before, run(t, with(t, base, c.set...), o), c.want) })
	}
}

func checkSigns(t *testing.T, a, b *sim.Results, want map[kpi.ID]float64) {
	t.Helper()
	for id, sign := range want {
		if d := meanDelta(t, a, b, id); d*sign <= 0 {
			t.Errorf("%s moves by %.5g, want sign %+.0f", id, d, sign)
		}
	}
}

// The two shipped plans against the baseline.
func TestShippedPlans(t *testing.T) {
	base := shippedBaseline(t)
	o := sim.Options{Replications: base.Replications}
	checkSigns(t, base, run(t, open(t, "library:more-training"), o),
		map[kpi.ID]float64{kpi.SatisfactionLasting: +1, kpi.Churn: -1, kpi.FCR: +1, kpi.Attrition: -1})
	checkSigns(t, base, run(t, open(t, "library:automation-follow-up"), o),
		map[kpi.ID]float64{kpi.Contained: +1, kpi.Occupancy: -1})
}

// More waiting for everybody who would rather leave than wait: every shipped
// scenario runs, and no replication leaves the bounds.
func TestEveryShippedScenarioRuns(t *testing.T) {
	for _, name := range scenario.Names() {
		sane(t, name, run(t, open(t, "library:"+name), sim.Options{Replications: 8}))
	}
}

// Every number of the automation and of the initiatives acts: trust that grows
// faster is used more, and reliability counts in what lasts.
func TestEffectsAct(t *testing.T) {
	o := sim.Options{Replications: 8, Weeks: 52}
	more := []string{"decisions.automation.share=0.5", "decisions.automation.human_follow_up=1"}
	base := open(t, "library:baseline", more...)
	checkSigns(t, run(t, base, o), run(t, with(t, base, "world.automation.trust_gain=0.1"), o), map[kpi.ID]float64{kpi.Contained: +1})
	careless := with(t, base, "decisions.automation.human_follow_up=0")
	checkSigns(t, run(t, careless, o), run(t, with(t, careless, "world.automation.trust_loss=0.2"), o), map[kpi.ID]float64{kpi.Contained: -1})

	busy := with(t, base, "decisions.staffing.headcount=32")
	checkSigns(t, run(t, with(t, busy, "world.labour.occupancy_effect=0"), o), run(t, with(t, busy, "world.labour.occupancy_effect=0.06"), o),
		map[kpi.ID]float64{kpi.Attrition: +1, kpi.TenureMean: -1})

	own := func(effect string) *sim.Results {
		s, err := scenario.Parse("own.toml", []byte("format = 1\nextends = \"library:baseline\"\n[[decisions.initiative]]\nname = \"own\"\ncredibility = 1\nmonths = 1\neffects = { "+effect+" }\n"))
		if err != nil {
			t.Fatal(err)
		}
		return run(t, s, o)
	}
	for _, signal := range []string{"reliability", "care", "fairness", "attitude", "resolution", "information", "understanding"} {
		checkSigns(t, own(signal+" = 0.0"), own(signal+" = 0.5"), map[kpi.ID]float64{kpi.SatisfactionLasting: +1})
	}
}

// Assistance saves what the source found for a team half way to proficient: 14 %
// of the handle time; a proficient team half of it.
func TestAssistanceSavesTime(t *testing.T) {
	quiet := []string{"decisions.automation.share=0", "world.now.automation_share=0", "world.resolution.recontact=0", "world.contact.phone.redial=0",
		"world.labour.new_hire_time_factor=1", "world.labour.proficiency_months=0.01"}
	base := open(t, "library:baseline", quiet...)
	o := sim.Options{Replications: 10, Weeks: 20}
	a, b := run(t, base, o), run(t, with(t, base, "decisions.automation.assist=1"), o)
	saved := 1 - b.Summary(kpi.Occupancy).Mean/a.Summary(kpi.Occupancy).Mean
	if saved < .06 || saved > .075 {
		t.Errorf("a proficient team saves %.3f of its time, want 0.07 less what shorter waits bring back", saved)
	}
}

// Who only wants to hear from a person that the machine was right needs one
// contact, whatever people solve.
func TestReassuranceTakesOneContact(t *testing.T) {
	s := open(t, "library:baseline", "decisions.automation.share=1", "world.now.automation_share=1", "world.automation.engage=1",
		"world.automation.resolve=[[0,1],[1,1]]", "world.automation.reassurance_leak=1", "world.resolution.fcr=0.5", "world.resolution.recontact=1",
		`world.contact.phone.patience={kind="none"}`, "decisions.staffing.headcount=60", "world.now.headcount=60")
	r := run(t, s, sim.Options{Replications: 2, Weeks: 10})
	if got := r.Summary(kpi.ContactsPerCase).P50; got < .999 || got > 1.001 {
		t.Errorf("%v contacts a case, want 1", got)
	}
	if got := r.Summary(kpi.FCR).P50; got < .999 {
		t.Errorf("first-contact resolution %v, want 1", got)
	}
}
