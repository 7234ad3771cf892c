package scenario_test

import (
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"lojal/sim/scenario"
)

func TestShippedScenarios(t *testing.T) {
	names := scenario.Names()
	if len(names) < 3 || names[0] != "baseline" {
		t.Fatalf("names %v", names)
	}
	for _, name := range names {
		s := open(t, "library:"+name)
		if w := s.Warnings(); len(w) > 0 {
			t.Errorf("%s: %v", name, w)
		}
		if s.Name() == name || s.Story().Question == "" || s.Ref() != "library:"+name {
			t.Errorf("%s: name %q, story %+v", name, s.Name(), s.Story())
		}
		flat, err := scenario.Parse("flat.toml", s.Flat())
		if err != nil || flat.Hash() != s.Hash() || len(scenario.Diff(s, flat)) > 0 {
			t.Errorf("%s: %v", name, err)
		}
		if again := open(t, "library:"+name); again.Hash() != s.Hash() {
			t.Errorf("%s: hash differs between two readings", name)
		}
	}
}

// A file with nothing in it is a plain baseline: where it differs, by more than
// targets, its default is within what the baseline holds possible.
func TestDefaultsAreWithinTheBaseline(t *testing.T) {
	plain, base := parse(t, ""), open(t, "library:baseline")
	for _, c := range scenario.Diff(plain, base) {
		if strings.HasPrefix(c.Path, "targets.") {
			continue
		}
		d, ok1 := plain.Number(c.Path)
		b, ok2 := base.Number(c.Path)
		if !ok1 || !ok2 || b.Dist == nil {
			t.Errorf("%s: default %s, baseline %s", c.Path, c.A, c.B)
			continue
		}
		v := d.Certain
		if d.Dist != nil {
			v = d.Dist.Quantile(0.5)
		}
		if v < b.Dist.Quantile(0.05) || v > b.Dist.Quantile(0.95) {
			t.Errorf("%s: default %s, baseline %s", c.Path, c.A, c.B)
		}
	}
}

func TestDiff(t *testing.T) {
	var got []string
	other := parse(t, "[decisions.automation]\nhuman_follow_up = { from = 0.6, to = 0.9, weeks = 13 }\nshare = \"20 %\"\n")
	for _, c := range scenario.Diff(parse(t, ""), other) {
		got = append(got, c.Path+": "+c.A+" → "+c.B)
	}
	want := []string{
		`world.now.automation_share: 0.1 → 0.2`,
		`decisions.automation.share: 0.10 → "20 %"`,
		`decisions.automation.human_follow_up: 0.6 → { from = 0.6, to = 0.9, weeks = 13 }`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	a := parse(t, "[decisions.staffing]\nshrinkage = 0.3\nheadcount = 45.0\n")
	if d := scenario.Diff(a, parse(t, "[decisions.staffing]\nshrinkage = \"30 %\"\nheadcount = \"45\"\nreduce = 'attrition'\n")); len(d) > 0 {
		t.Errorf("the same in other words: %v", d)
	}
}

// Oracle: the articles' tables hold twenty initiatives, 168,000 and 95,000 euro
// in all, whose claims sum to 267 and 235 per cent.
func TestCatalogue(t *testing.T) {
	rows := scenario.Catalogue()
	if len(rows) != 20 {
		t.Fatalf("%d initiatives", len(rows))
	}
	cost, claim := map[string]float64{}, map[string]float64{}
	for _, r := range rows {
		s := parse(t, "[[decisions.initiative]]\nuse = \""+r.ID+"\"\n")
		i := s.Draw(1, nil).Decisions.Initiatives[0]
		cost[r.Source] += i.Cost
		for signal, e := range i.Effects {
			if k, ok := scenario.KeyOf("decisions.initiative." + r.ID + ".effects." + signal); !ok || k.Unit != scenario.Share {
				t.Errorf("%s: %s", r.ID, signal)
			}
			claim[r.Source] += e / float64(len(i.Effects))
		}
		if r.Name.En == "" || r.Name.Nb == "" || i.Name != r.ID || i.Months <= 0 || len(i.Effects) == 0 {
			t.Errorf("%+v %+v", r, i)
		}
		n, _ := s.Number("decisions.initiative." + r.ID + ".credibility")
		if n.Dist == nil || math.Abs(n.Dist.Mean()-0.35) > 1e-9 {
			t.Errorf("%s: credibility %+v", r.ID, n)
		}
	}
	if cost["strategies"] != 168000 || cost["training"] != 95000 ||
		math.Abs(claim["strategies"]-2.67) > 1e-9 || math.Abs(claim["training"]-2.35) > 1e-9 {
		t.Errorf("costs %v, claims %v", cost, claim)
	}
}

func TestModels(t *testing.T) {
	models := scenario.Models()
	if len(models) == 0 || models[0].ID != "ksindeks" || models[0].Name.Nb == "" {
		t.Fatalf("%+v", models)
	}
	s := parse(t, "").Draw(1, nil).Satisfied
	// Oracle: the weight of rank i of n in rank-order centroids is Σ_{k≥i} 1/k ÷ n.
	order := []string{"resolution", "information", "wait", "attitude", "understanding"}
	for i, name := range order {
		weight := 0.0
		for k := i + 1; k <= len(order); k++ {
			weight += 1 / float64(k) / float64(len(order))
		}
		if d := s.Drivers[i]; d.Name != name || math.Abs(d.Weight-weight) > 6e-4 {
			t.Errorf("driver %d: %+v, want %s %v", i, d, name, weight)
		}
	}
	if len(s.Lasting) != 8 || s.Interplay.Weight != 0.2 {
		t.Errorf("%+v", s)
	}
}

// A model without drivers of what stays gets those of the moment with fairness,
// reliability and care, each once, and a scenario changes them by name.
func TestModelWithoutLasting(t *testing.T) {
	dir := folder(t, map[string]string{
		"mine.toml": "format = 1\n[[driver]]\nname = \"fairness\"\nweight = 0.5\nsignal = \"fairness\"\n[[driver]]\nname = \"speed\"\nsignal = \"wait\"\nweight = 0.5\n",
		"plan.toml": "format = 1\n[world.satisfaction]\nmodel = \"mine.toml\"\n[[world.satisfaction.lasting]]\nname = \"care\"\nweight = 0.7\n[[world.satisfaction.driver]]\nname = \"speed\"\nweight = 0.9\n",
	})
	s := open(t, filepath.Join(dir, "plan.toml")).Draw(1, nil).Satisfied
	weights := func(list []scenario.Driver) (w map[string]float64) {
		w = map[string]float64{}
		for _, d := range list {
			w[d.Name+" "+d.Signal] += d.Weight
		}
		return w
	}
	if got, want := weights(s.Drivers), map[string]float64{"fairness fairness": .5, "speed wait": .9}; !reflect.DeepEqual(got, want) {
		t.Errorf("moment %v, want %v", got, want)
	}
	want := map[string]float64{"fairness fairness": .5, "speed wait": .5, "reliability reliability": .2, "care care": .7}
	if got := weights(s.Lasting); !reflect.DeepEqual(got, want) || len(s.Lasting) != 4 {
		t.Errorf("lasting %v, want %v", got, want)
	}
}

// A driver that a scenario takes out of a shipped model is out of its interplay; of
// a model of one's own it is told.
func TestRemovedFromTheInterplay(t *testing.T) {
	const without = "[[world.satisfaction.driver]]\nname = \"fairness\"\nremove = true\n[[world.satisfaction.lasting]]\nname = \"fairness\"\nremove = true\n"
	want := []string{"resolution", "information", "understanding", "attitude"}
	if got := parse(t, without).Draw(1, nil).Satisfied.Interplay.Of; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	dir := folder(t, map[string]string{
		"mine.toml": "format = 1\n[[driver]]\nname = \"speed\"\nsignal = \"wait\"\nweight = 1\n[interplay]\nof = [\"sped\"]\n",
		"plan.toml": "format = 1\n[world.satisfaction]\nmodel = \"mine.toml\"\n",
	})
	_, err := scenario.Open(filepath.Join(dir, "plan.toml"))
	if err == nil || !strings.Contains(err.Error(), "mine.toml:7:7: world.satisfaction.interplay.of: there is no \"sped\" here; did you mean speed?") {
		t.Error(err)
	}
}

// Oracle: the shares of customers who name each, over their sum (Kundeserviceavisen
// 2021: 0.48, 0.25, 0.24, 0.15, 0.09), in the weights that the survey's model states.
func TestStatedWeights(t *testing.T) {
	m, err := scenario.OpenModel("kundeserviceavisen")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]float64{"wait": .48, "resolution": .25, "information": .24, "understanding": .15, "attitude": .09, "fairness": 0}
	for _, d := range m.Satisfied().Drivers {
		if want := named[d.Name] / 1.21; math.Abs(d.Weight-want) > 6e-4 {
			t.Errorf("%s weighs %v, want %v", d.Name, d.Weight, want)
		}
	}
}

// What a model is for and where it comes from is said in both languages, and the
// plain one is plain.
func TestModelsTellThemselves(t *testing.T) {
	for _, m := range scenario.Models() {
		if m.Name.En == "" || m.Name.Nb == "" || m.Purpose.En == "" || m.Purpose.Nb == "" || m.Source == "" || m.Confidence == "" {
			t.Errorf("%+v", m)
		}
	}
	m, err := scenario.OpenModel("linear")
	if err != nil {
		t.Fatal(err)
	}
	if s := m.Satisfied(); s.LossAversion != 1 || s.Interplay.Weight != 0 {
		t.Errorf("%+v", s)
	}
}

// Oracle: effect per euro in the articles' tables, in per cent for 1,000 euro:
// cross-team work 5.6 and reward follow-up 8.3 stand out.
func TestDoubtfulInitiatives(t *testing.T) {
	want := map[string]float64{"cross-team-work": .056, "reward-follow-up": .25 / 3}
	for _, p := range scenario.Catalogue() {
		per, flagged := want[p.ID]
		if p.Doubtful() != flagged || flagged && math.Abs(p.PerThousand()-per) > 1e-12 {
			t.Errorf("%s: %v for 1,000 euro, doubtful %v", p.ID, p.PerThousand(), p.Doubtful())
		}
		mean, low, high := p.Believed()
		if math.Abs(mean-.35*p.Claim()) > 1e-9 || !(0 < low && low < mean && mean < high && high < p.Claim()) {
			t.Errorf("%s: believed %v, %v to %v, of %v", p.ID, mean, low, high, p.Claim())
		}
		if p.From.Text == "" || p.From.Confidence == "" {
			t.Errorf("%s: source %+v", p.ID, p.From)
		}
	}
	free := parse(t, "[[decisions.initiative]]\nname = \"free\"\neffects = { care = 0.2 }\n").Programmes()
	if len(free) != 1 || !free[0].Doubtful() {
		t.Errorf("something for nothing: %+v", free)
	}
}

func TestContradictions(t *testing.T) {
	list := scenario.Contradictions()
	if len(list) < 5 {
		t.Fatalf("%+v", list)
	}
	ids := map[string]bool{}
	for _, p := range scenario.Catalogue() {
		ids[p.ID] = true
	}
	for _, c := range list {
		if c.Text.En == "" || c.Text.Nb == "" {
			t.Errorf("%+v", c)
		}
		for _, id := range c.Of {
			if !ids[id] {
				t.Errorf("no initiative %s", id)
			}
		}
	}
}

const everything = `[workshop]
levers = ["decisions.staffing.headcount", "decisions.automation.share"]
minutes = 30
[[workshop.step]]
text = "What if?"
room = "why"
set = { decisions.staffing.headcount = 40, "costs.hire" = "1..2" }
[[workshop.step]]
text = "And now?"
[story]
question = "Why?"
[correlations]
"world.customers.needs_per_year | world.loyalty.churn_per_year" = 0.3
[world.loyalty]
churn_per_year = "10 % to 20 %"
[sources]
"world.loyalty.churn_per_year" = { text = "a guess", confidence = "guess" }
[targets]
wait_mean = { at_most = "30s" }
churn = { at_most = "12 %", by_week = 3 }
[run]
weeks = 20
seed = 7
queue = "calls"
precision = 0.01
`

func TestTables(t *testing.T) {
	s := parse(t, everything)
	w := s.Workshop()
	if len(w.Steps) != 2 || w.Minutes != 30 || len(w.Levers) != 2 || w.Steps[0].Room != "why" ||
		!reflect.DeepEqual(w.Steps[0].Set, map[string]string{"decisions.staffing.headcount": "40", "costs.hire": `"1..2"`}) {
		t.Errorf("%+v", w)
	}
	if got := s.Correlations(); !reflect.DeepEqual(got, []scenario.Correlation{{A: "world.customers.needs_per_year", B: "world.loyalty.churn_per_year", Rank: 0.3}}) {
		t.Errorf("%+v", got)
	}
	if got := s.Targets(); !reflect.DeepEqual(got, []scenario.Target{{KPI: "wait_mean", Value: 30, ByWeek: -1}, {KPI: "churn", Value: 0.12, ByWeek: 3}}) {
		t.Errorf("%+v", got)
	}
	if got := s.Source("world.loyalty.churn_per_year"); got != (scenario.Source{Text: "a guess", Confidence: "guess"}) {
		t.Errorf("%+v", got)
	}
	if got := s.Source("world.loyalty.gain"); got.Confidence != "guess" {
		t.Errorf("%+v", got)
	}
	r := s.Run()
	if r.Weeks != 20 || r.Seed != 7 || r.Queue != "calls" || r.Precision != 0.01 || r.Replications != 1000 || len(r.Watch) != 3 || r.Currency != "NOK" {
		t.Errorf("%+v", r)
	}
	flat, err := scenario.Parse("flat.toml", s.Flat())
	if err != nil || flat.Hash() != s.Hash() || !reflect.DeepEqual(flat.Workshop(), w) || flat.Story() != s.Story() ||
		!reflect.DeepEqual(flat.Correlations(), s.Correlations()) {
		t.Errorf("%v\n%v\n%+v", err, scenario.Diff(s, flat), flat.Workshop())
	}
	// neither name, story, sources nor workshop are in the hash
	plain := everything[strings.Index(everything, "[correlations]"):]
	if a := parse(t, "name = \"other\"\n"+plain[:strings.Index(plain, "[sources]")]+plain[strings.Index(plain, "[targets]"):]); a.Hash() != s.Hash() {
		t.Errorf("%v", scenario.Diff(a, s))
	}
	if len(s.Hash()) < 16 {
		t.Error(s.Hash())
	}
}
