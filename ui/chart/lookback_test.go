package chart

import (
	"math"
	"strings"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/text"
)

// leaving are results in which one of so many people leaves every so many weeks.
func leaving(weeks, people, every int) *sim.Results {
	r := made(1, 0, weeks, 1)
	k := kpi.Index(kpi.Attrition)
	r.Series = make([][][]float32, len(kpi.All))
	r.Weights = make([][][]float32, kpi.Denominators)
	for w := range weeks {
		v := float32(0)
		if w%every == every-1 {
			v = 52 / float32(people)
		}
		r.Series[k] = append(r.Series[k], []float32{v})
		r.Weights[kpi.PerEmployed] = append(r.Weights[kpi.PerEmployed], []float32{float32(people)})
	}
	return r
}

// Attrition is told over a quarter: one leaver of 40 in 13 weeks is 10 % a year in
// every week, not 130 % in one and nothing in the others.
func TestAttritionLooksBack(t *testing.T) {
	a, b := leaving(104, 40, 13), leaving(104, 20, 13)
	if got := In(a, kpi.Attrition, 11); got != nil {
		t.Errorf("before a quarter has passed it is %v", got)
	}
	for _, week := range []int{12, 13, 50, 103} {
		if got := In(a, kpi.Attrition, week); math.Abs(got[0]-0.1) > 1e-6 {
			t.Errorf("week %d: %v, want 0.1", week, got)
		}
	}
	c := &sim.Comparison{Base: a, Other: b, Pairs: 1}
	if got := DifferenceIn(c, kpi.Attrition, 60); math.Abs(got[0]-0.1) > 1e-6 {
		t.Errorf("the difference is %v, want 0.1", got)
	}
	band := bandOf(Plan{Results: a}, kpi.Attrition)
	if !math.IsNaN(band.P50[11]) || math.Abs(band.P90[12]-0.1) > 1e-6 || len(band.P10) != 104 {
		t.Errorf("the band is %v", band.P90)
	}
	if got := In(a, kpi.Attrition, -1); len(got) != 1 || got[0] != a.At(kpi.Attrition, -1)[0] {
		t.Errorf("over the horizon it is %v", got)
	}
}

// A short horizon looks back less, and other figures not at all; the axis says how far.
func TestLookback(t *testing.T) {
	for weeks, want := range map[int]int{1: 1, 4: 1, 12: 3, 26: 6, 52: 13, 156: 13} {
		if got := Lookback(kpi.Attrition, weeks); got != want {
			t.Errorf("%d weeks: %d, want %d", weeks, got, want)
		}
	}
	if Lookback(kpi.Churn, 104) != 1 {
		t.Error("churn looks back")
	}
	k, _ := kpi.Of(kpi.Attrition)
	drawn := strings.Join(texts(t, export(t, Fan{KPI: k, Week: -1, Plans: []Plan{{Results: leaving(104, 40, 13), Name: "A"}}}, SVG, Presets["slide"], Style{Text: text.For("en")})), " ")
	if !strings.Contains(drawn, "% per year, over 13 weeks") {
		t.Errorf("the axis does not say it: %s", drawn)
	}
}
