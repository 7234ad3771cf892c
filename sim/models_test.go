package sim_test

import (
	"math"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// Every shipped scenario runs with every shipped driver model, and none of them
// moves the calibrated start: the first week's lasting satisfaction is the
// reference.
func TestEveryModelRunsEveryScenario(t *testing.T) {
	sim.Long(t)
	for _, name := range scenario.Names() {
		for _, m := range scenario.Models() {
			s := open(t, "library:"+name, "world.satisfaction.model="+m.ID)
			r := run(t, s, sim.Options{Replications: 3, Weeks: 8})
			first := r.At(kpi.SatisfactionLasting, 0)
			for i, v := range first {
				if math.Abs(v-75) > 1 {
					t.Errorf("%s with %s: lasting satisfaction starts at %.2f in replication %d", name, m.ID, v, i)
				}
			}
			if last := r.Summary(kpi.SatisfactionLasting).Mean; math.IsNaN(last) {
				t.Errorf("%s with %s: no satisfaction", name, m.ID)
			}
		}
	}
}

// What customers say makes waits matter more than analysis does: a shorter team
// costs more satisfaction. Without loss aversion and interplay it costs less.
func TestModelsOrderTheCostOfWaiting(t *testing.T) {
	loss := map[string]float64{}
	for _, m := range []string{"ksindeks", "kundeserviceavisen", "linear"} {
		o := sim.Options{Replications: 10, Weeks: 52}
		set := "world.satisfaction.model=" + m
		a, b := run(t, open(t, "library:baseline", set), o), run(t, open(t, "library:baseline", set, "decisions.staffing.headcount=38", "world.now.headcount=45", "decisions.staffing.reduce=at_once"), o)
		loss[m] = -meanDelta(t, a, b, kpi.SatisfactionMoment)
	}
	if !(loss["kundeserviceavisen"] > loss["ksindeks"] && loss["ksindeks"] > loss["linear"] && loss["linear"] > 0) {
		t.Errorf("points lost with seven people fewer: %v", loss)
	}
}

// Oracle: effects close shares of the remaining gap, 1 − Π(1 − c·e). Two
// initiatives on resolution, of a team that stays the same, leave of the cases
// that the first contact does not solve (1 − 0.5·0.4)·(1 − 0.25·0.8). Nobody hangs
// up and no machine helps, so that every other case is solved in its first contact.
func TestInitiativesCompose(t *testing.T) {
	unsolved := func(programmes string) float64 {
		s, err := scenario.Parse("test.toml", []byte("format = 1\nextends = \"library:baseline\"\n"+programmes))
		if err != nil {
			t.Fatal(err)
		}
		s = with(t, s, "world.contact.phone.patience={ kind = \"none\" }", "decisions.automation.share=0", "world.now.automation_share=0")
		return 1 - run(t, s, sim.Options{Replications: 1, Weeks: 30}).At(kpi.FCR, 29)[0]
	}
	const a = "[[decisions.initiative]]\nname = \"a\"\nmonths = 1\neffects = { resolution = 0.4 }\ncredibility = 0.5\n"
	const b = "[[decisions.initiative]]\nname = \"b\"\nmonths = 2\neffects = { resolution = 0.8 }\ncredibility = 0.25\nstart_week = 4\n"
	none := unsolved("")
	for what, c := range map[string][2]float64{
		"the first": {unsolved(a), 1 - .5*.4}, "the second": {unsolved(b), 1 - .25*.8}, "both": {unsolved(a + b), (1 - .5*.4) * (1 - .25*.8)},
	} {
		if got := c[0] / none; math.Abs(got-c[1]) > 1e-6 {
			t.Errorf("%s leaves %.7f of the unsolved, by hand %.7f", what, got, c[1])
		}
	}
}
