package sim_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// certain is a scenario without uncertain inputs, whose bands are chance alone.
func certain(t *testing.T, more string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("test.toml", []byte("format = 1\n[world.customers]\nneeds_per_year = 2.6\n"+more))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decisive(t *testing.T, s *scenario.Scenario, o sim.Options) []sim.Decisive {
	t.Helper()
	found, err := sim.FindDecisive(context.Background(), s, run(t, s, o), 2)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Oracle: the same scenario written with either end of the range and run.
func TestDecisiveAgainstRuns(t *testing.T) {
	sim.Long(t)
	s := certain(t, "")
	found := decisive(t, s, sim.Options{Replications: 1000, Weeks: 4})
	if len(found) < 3 {
		t.Fatalf("%+v", found)
	}
	for _, d := range found[:3] {
		at := func(v float64) float64 {
			return run(t, with(t, s, fmt.Sprintf("%s=%v", d.Path, v)), sim.Options{Replications: 1, Weeks: 4}).Summary(d.KPI).Mean
		}
		if want := at(d.High) - at(d.Low); d.Change != want || d.Bands < .5 {
			t.Errorf("%s moves %s by %v, in runs %v; %v bands", d.Path, d.KPI, d.Change, want, d.Bands)
		}
	}
}

// What is known is not decisive, what has no effect is not, and a price that the
// file leaves to chance is moved over its own range.
func TestDecisiveRules(t *testing.T) {
	sim.Long(t)
	o := sim.Options{Replications: 1000, Weeks: 2}
	names := func(more string) (paths []string) {
		for _, d := range decisive(t, certain(t, more), o) {
			paths = append(paths, d.Path)
		}
		return paths
	}
	if got := names(""); !slices.Contains(got, "costs.agent_hour") || slices.Contains(got, "costs.assist_agent_month") {
		t.Errorf("%v", got)
	}
	if got := names("[sources]\n\"costs.agent_hour\" = { text = \"payroll\", confidence = \"high\" }\n"); slices.Contains(got, "costs.agent_hour") {
		t.Errorf("%v", got)
	}
	for _, d := range decisive(t, certain(t, "[costs]\nagent_hour = \"400..440\"\n"), o) {
		if d.Path == "costs.agent_hour" && (d.Low < 399.9 || d.Low > 400.1 || d.High < 439.9 || d.High > 440.1 || d.KPI != kpi.Cost) {
			t.Errorf("%+v", d)
		}
	}
}

// A short run does not pay for the search.
func TestDecisiveCost(t *testing.T) {
	if found := decisive(t, certain(t, ""), sim.Options{Replications: 100, Weeks: 2}); found != nil {
		t.Errorf("%+v", found)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := run(t, certain(t, ""), sim.Options{Replications: 1000, Weeks: 1})
	cancel()
	if _, err := sim.FindDecisive(ctx, certain(t, ""), r, 2); err != context.Canceled {
		t.Error(err)
	}
}
