package chart

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// twoPoint is a run whose horizon figure is low in so many of n replications
// and high in the others.
func twoPoint(k kpi.KPI, n, low int, a, b float64) *sim.Results {
	r := made(1, 0, 2, n)
	h := r.Horizon[kpi.Index(k.ID)]
	for i := range h {
		h[i] = b
		if i < low {
			h[i] = a
		}
	}
	return r
}

func TestHeadline(t *testing.T) {
	churn, _ := kpi.Of(kpi.Churn)
	occupancy, _ := kpi.Of(kpi.Occupancy)
	for _, c := range []struct {
		k         kpi.KPI
		better, n int // replications in which the plan is lower
		en, nb    string
	}{
		{churn, 83, 100, "B beats A on churn in 83 of 100 futures", "B slår A på kundefrafallet i 83 av 100 fremtider"},
		{churn, 17, 20, "B beats A on churn in 17 of 20 futures", "B slår A på kundefrafallet i 17 av 20 fremtider"},
		{churn, 999, 1000, "B beats A on churn in 99 of 100 futures", "B slår A på kundefrafallet i 99 av 100 fremtider"},
		{churn, 1000, 1000, "B beats A on churn in 100 of 100 futures", "B slår A på kundefrafallet i 100 av 100 fremtider"},
		{churn, 17, 100, "A beats B on churn in 83 of 100 futures", "A slår B på kundefrafallet i 83 av 100 fremtider"},
		{churn, 52, 100, "A toss-up on churn: B is better than A in 52 of 100 futures",
			"Uavgjort om kundefrafallet: B er bedre enn A i 52 av 100 fremtider"},
		{occupancy, 100, 100, "B moves occupancy by −1 pp from A (80 %: −1 to −1 pp)", "B endrer belegget med −1 pp fra A (80 %: −1 til −1 pp)"},
	} {
		base := twoPoint(c.k, c.n, 0, 0, 0.5)
		other := twoPoint(c.k, c.n, c.better, 0.49, 0.51)
		cmp, err := sim.Compare(base, other)
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]string{"en": c.en, "nb": c.nb} {
			got := strings.ReplaceAll(Headline(cmp, c.k, "A", "B", text.For(lang)), "\u00a0", " ")
			if c.k.Better == kpi.Neither {
				got = strings.ReplaceAll(strings.ReplaceAll(got, "1.00", "1"), "1,00", "1")
			}
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		}
	}
}

func TestHeadlineOfNoDifference(t *testing.T) {
	k, _ := kpi.Of(kpi.Churn)
	r := made(1, 0, 2, 10)
	c, err := sim.Compare(r, r)
	if err != nil {
		t.Fatal(err)
	}
	if got := Headline(c, k, "A", "B", text.For("en")); got != "No difference in churn between B and A" {
		t.Error(got)
	}
	nothing, _ := sim.Compare(made(1, 0, 2, 0), made(1, 0, 2, 0))
	for _, c := range []*sim.Comparison{nil, {}, nothing} {
		if got := Headline(c, k, "A", "B", text.For("en")); got != "No answer yet on churn" {
			t.Error(got)
		}
	}
}

func TestTitles(t *testing.T) {
	plans, cs := madePlans(t, 2, 20, 1000)
	f := fanOf(kpi.SatisfactionLasting, plans)
	p := text.For("en")
	want := func(got string, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("no %q in %q", part, got)
			}
		}
	}
	want(f.Title(p), "With More training, lasting satisfaction ends between ", " in 8 of 10 futures")
	f.Plans = plans[:1]
	want(f.Title(p), "Lasting satisfaction ends between ", " and ")
	f.Target = &scenario.Target{AtLeast: true, Value: 76.5, ByWeek: -1}
	hits := 0
	for _, v := range plans[0].Results.Horizon[kpi.Index(kpi.SatisfactionLasting)] {
		if v >= 76.5 {
			hits++
		}
	}
	want(f.Title(p), p.Number(math.Round(float64(hits)/10), 0)+" % chance that lasting satisfaction is at least 76.5")
	f.Plans = plans
	want(f.Title(text.For("nb")), "Med More training er det ", "(Today\u00a0")
	f.Week = 3
	want(f.Title(p), "in the week of 26 January 2026")
	k, _ := kpi.Of(kpi.Churn)
	d := PairedDifference{KPI: k, Comparison: cs[0], Base: plans[0], Plan: plans[1]}
	want(d.Title(p), "More training beats Today on churn in ", "; median −", "(80 %: −", " to ")
	table := DeltaTable{Base: plans[0], Plans: plans[1:], Comparisons: cs}
	want(table.Title(p), "More training is better than Today on ")
	want(table.Summary(p), "Churn: Today ", "better in ")
}

// A path that ends where it began does not go from there to there.
func TestLevelPath(t *testing.T) {
	plans, _ := madePlans(t, 1, 20, 100)
	f := fanOf(kpi.SatisfactionLasting, plans)
	b := bandOf(plans[0], kpi.SatisfactionLasting)
	for last, want := range map[float64]string{b.P50[0]: "is 75.1 at the beginning and at the end", b.P50[0] + 5: "goes from 75.1 to 80.1"} {
		b.P50[len(b.P50)-1] = last
		if got := f.Summary(text.For("en")); !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

// TestCertainTitle does not claim a range where there is none.
func TestCertainTitle(t *testing.T) {
	k, _ := kpi.Of(kpi.Churn)
	f := Fan{KPI: k, Week: -1, Plans: []Plan{{Results: twoPoint(k, 10, 10, 0.15, 0.15), Name: "A", Baseline: true}}}
	if got := f.Title(text.For("en")); !strings.HasPrefix(got, "Churn is 15") || !strings.HasSuffix(got, " in every future") {
		t.Error(got)
	}
}

func TestSpan(t *testing.T) {
	for _, c := range [][3]string{
		{"13 %", "17 %", "13–17 %"},
		{"−0.3 pp", "+3.1 pp", "−0.3–+3.1 pp"},
		{"NOK 1.2 M", "NOK 1.4 M", "NOK 1.2–1.4 M"},
		{"−NOK 4.4", "−NOK 0.1", "−NOK 4.4–−0.1"},
		{"−NOK 4.4 M", "+NOK 0.1 M", "−NOK 4.4–+0.1 M"},
		{"NOK 900 k", "NOK 1.4 M", "NOK 900 k–1.4 M"},
		{"–", "–", "–––"},
		{"45", "55", "45–55"},
	} {
		if got := span(c[0], c[1], "–"); got != c[2] {
			t.Errorf("%q and %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestOutOf(t *testing.T) {
	for _, c := range []struct {
		p       float64
		futures int
		k, n    int
	}{{0.834, 1000, 83, 100}, {0.999, 1000, 99, 100}, {1, 1000, 100, 100}, {0.0001, 1e4, 1, 100}, {0, 50, 0, 50}, {0.5, 8, 4, 8}, {0.3, 0, 0, 1}} {
		k, n := outOf(c.p, c.futures)
		if c.futures == 0 {
			continue
		}
		if k != c.k || n != c.n {
			t.Errorf("%g of %d futures: %d of %d, want %d of %d", c.p, c.futures, k, n, c.k, c.n)
		}
	}
}

func TestChanceIsNeverCertain(t *testing.T) {
	p := text.For("en")
	for v, want := range map[float64]string{0: "under 1 %", 0.004: "under 1 %", 0.62: "62 %", 1: "over 99 %"} {
		if got := strings.ReplaceAll(chance(p, v), "\u00a0", " "); got != want {
			t.Errorf("%g is told as %q", v, got)
		}
	}
}

// TestMessages holds both languages to the same messages, one for each figure.
func TestMessages(t *testing.T) {
	read := func(lang string) map[string]any {
		file, err := os.ReadFile("../../assets/translations/chart." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]any{}
		if err := json.Unmarshal(file, &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	en, nb := read("en"), read("nb")
	for id := range en {
		if nb[id] == nil {
			t.Errorf("no bokmål for %s", id)
		}
	}
	for id := range nb {
		if en[id] == nil {
			t.Errorf("no English for %s", id)
		}
	}
	for _, k := range kpi.All {
		if en["chart.name."+string(k.ID)] == nil {
			t.Errorf("no name in a sentence for %s", k.ID)
		}
	}
}

// TestNothingUntold draws every kind of picture of every figure in both
// languages and looks for messages that do not exist.
func TestNothingUntold(t *testing.T) {
	plans, cs := madePlans(t, 3, 12, 20)
	for _, lang := range []string{"en", "nb"} {
		p := text.For(lang)
		for _, d := range All(plans, cs) {
			told := d.Title(p) + d.Summary(p) + strings.Join(texts(t, export(t, d, SVG, Presets["a4"], Style{Text: p})), " ")
			if strings.ContainsAny(told, "⟨⟩") || strings.Contains(told, "{{") || strings.Contains(told, "NaN") || strings.Contains(told, "<no value>") {
				t.Errorf("%s in %s: %s", d.Name(), lang, told)
			}
		}
	}
}

// The title speaks of the plan in focus, also where another does better.
func TestTitleFollowsTheFocus(t *testing.T) {
	plans, _ := madePlans(t, 4, 20, 30)
	row, _ := kpi.Of(kpi.SatisfactionLasting)
	for i := range plans {
		if plans[i].Baseline {
			continue
		}
		focused := append([]Plan(nil), plans...)
		focused[i].Focus = true
		f := Fan{KPI: row, Plans: focused, Week: -1}
		if got := f.Title(text.For("en")); !strings.Contains(got, plans[i].Name) {
			t.Errorf("title %q is not of %q", got, plans[i].Name)
		}
	}
}

// The title speaks of a plan that has the figure, even behind one that has none.
func TestTitleLeavesOutPlansWithoutTheFigure(t *testing.T) {
	plans, _ := madePlans(t, 3, 20, 50)
	plans[1].Results = &sim.Results{}
	title := fanOf(kpi.Churn, plans).Title(text.For("en"))
	if !strings.Contains(title, plans[2].Name) {
		t.Errorf("the title is %q", title)
	}
}

// The axis of a service level says which of its definitions it is.
func TestServiceLevelIsDefined(t *testing.T) {
	k, _ := kpi.Of(kpi.ServiceLevel)
	p := text.For("en")
	if unit := scaleOf(k, Range{0, 1}, "", true, false, p).unit; !strings.Contains(unit, "÷ offered") {
		t.Errorf("the axis is in %q", unit)
	}
	if unit := scaleOf(k, Range{-1, 1}, "", true, true, p).unit; unit != "percentage points" {
		t.Errorf("the axis of a difference is in %q", unit)
	}
}
