package scenario_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lojal/sim/scenario"
)

// Every value of the world, every price and every initiative says where it comes
// from and how sure that is; a bare assumption is a guess.
func TestKeysHaveSources(t *testing.T) {
	for _, k := range scenario.Keys() {
		about := k.Side == scenario.World || k.Side == scenario.Price || strings.HasPrefix(k.Path, "decisions.initiative.")
		names := strings.HasSuffix(k.Path, ".name") || strings.HasSuffix(k.Path, ".use")
		if about && !names && (k.Source == "" || k.Confidence == "") {
			t.Errorf("%s: source %q, confidence %q", k.Path, k.Source, k.Confidence)
		}
		if k.Source == "assumption" && k.Confidence != "guess" {
			t.Errorf("%s: a bare assumption of confidence %s", k.Path, k.Confidence)
		}
	}
}

func TestProvenance(t *testing.T) {
	dir := folder(t, map[string]string{
		"mine.toml": "format = 1\nsource = \"our survey\"\nconfidence = \"medium\"\n[[driver]]\nname = \"wait\"\nsignal = \"wait\"\nweight = 0.5\n",
		"plan.toml": `format = 1
[world.satisfaction]
model = "mine.toml"
[world.resolution]
fcr = 0.97
recontact = 0.6
[world.labour]
weeks_to_hire = 30
[[world.contact]]
name = "phone"
handle_time = "2h"
[[decisions.initiative]]
use = "coaching"
[sources]
"world.labour.weeks_to_hire" = { text = "HR system", confidence = "high" }
"world.contact.phone.patience" = { text = "call log", confidence = "medium" }
`,
	})
	s := open(t, filepath.Join(dir, "plan.toml"))
	list := s.Provenance()
	for path, want := range map[string]struct {
		origin     scenario.Origin
		text       string
		confidence string
	}{
		"world.satisfaction.driver.wait.weight":       {scenario.OfModel, "our survey", "medium"},
		"world.satisfaction.driver.wait.norm":         {scenario.OfDefault, "assumption", "guess"},
		"world.resolution.fcr":                        {scenario.OfScenario, "no source given", "guess"}, // outside 65–85 %
		"world.resolution.recontact":                  {scenario.OfScenario, "assumption", "guess"},
		"world.labour.weeks_to_hire":                  {scenario.OfScenario, "HR system", "high"},
		"world.contact.phone.handle_time":             {scenario.OfScenario, "your own figure", "medium"},
		"world.contact.phone.patience":                {scenario.OfDefault, "call log", "medium"},
		"world.automation.assist_time":                {scenario.OfDefault, "Brynjolfsson", "high"},
		"decisions.initiative.coaching.cost":          {scenario.OfCatalogue, "training article of July 2025", "low"},
		"decisions.initiative.coaching.repeat_months": {scenario.OfCatalogue, "training article", "low"},
		"decisions.initiative.coaching.credibility":   {scenario.OfDefault, "assumption", "guess"},
		"costs.agent_hour":                            {scenario.OfDefault, "Norwegian salaries", "medium"},
	} {
		i := slices.IndexFunc(list, func(p scenario.Provenance) bool { return p.Path == path })
		if i < 0 {
			t.Errorf("%s is not listed", path)
			continue
		}
		got := list[i]
		if got.Origin != want.origin || !strings.HasPrefix(got.Source.Text, want.text) || got.Source.Confidence != want.confidence {
			t.Errorf("%s: %+v", path, got)
		}
		if s.Source(path) != got.Source {
			t.Errorf("%s: Source says %+v, Provenance %+v", path, s.Source(path), got.Source)
		}
	}
	if got := s.Source("world.contact.phone.patience.mean_1"); got.Text != "call log" {
		t.Errorf("part of a value: %+v", got)
	}
	// what shipped models say is about their weights
	base := open(t, "library:baseline")
	if got := base.Source("world.satisfaction.driver.wait.weight"); !strings.HasPrefix(got.Text, "KSIndeks, order") {
		t.Errorf("%+v", got)
	}
	if got := base.Source("world.satisfaction.driver.wait.norm"); got.Text != "assumption" {
		t.Errorf("%+v", got)
	}
	for _, name := range scenario.Names() {
		for _, p := range open(t, "library:"+name).Provenance() {
			if p.Source.Text == "" && !strings.HasPrefix(p.Path, "decisions.") || p.Text == "" {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
}

// One number is set, whatever it was, and nothing else moves.
func TestProbe(t *testing.T) {
	s := parse(t, "[world.customers]\nneeds_per_year = { from = 2, to = 3, weeks = 2 }\nnew_per_week = \"300..500\"\n")
	p := s.Probe(3, "world.customers.new_per_week", 7)
	if p.Customers.NewPerWeek[2] != 7 || p.Customers.NeedsPerYear[2] != 3 || p.Customers.Initial != 120_000 {
		t.Errorf("%+v", p.Customers)
	}
	if p := s.Probe(3, "world.customers.needs_per_year", 9); p.Customers.NeedsPerYear[0] != 9 || p.Customers.NeedsPerYear[2] != 9 {
		t.Errorf("%+v", p.Customers)
	}
}
