package answer

import (
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/chart"
)

// fanOf is a fan whose only plan lies between two values.
func fanOf(t *testing.T, low, high float64) chart.Fan {
	t.Helper()
	k, _ := kpi.Of(kpi.SatisfactionLasting)
	row := []float32{float32(low), float32(low), float32(high), float32(high)}
	r := &sim.Results{Replications: len(row), Weeks: 2, Series: make([][][]float32, len(kpi.All))}
	r.Series[kpi.Index(k.ID)] = [][]float32{row, row}
	return chart.Fan{KPI: k, Plans: []chart.Plan{{Results: r, Name: "plan"}}, Week: -1}
}

func TestAxisOnlyWidensWhileMoving(t *testing.T) {
	var a axis
	fit := func(low, high float64, m motion) (chart.Range, bool) {
		r, changed := a.fit(fanOf(t, low, high), m)
		return *r, changed
	}
	first, changed := fit(60, 80, still)
	if changed {
		t.Error("the first axis is told as a changed one")
	}
	if first.Min > 60 || first.Max < 80 {
		t.Fatalf("the axis %v does not hold its data", first)
	}
	if got, changed := fit(68, 72, moving); got != first || changed {
		t.Errorf("narrower data moved the axis from %v to %v", first, got)
	}
	wide, changed := fit(50, 70, moving)
	if wide.Min > 50 || wide.Max != first.Max || !changed {
		t.Errorf("lower data gave %v after %v, told: %v", wide, first, changed)
	}
	if got, changed := fit(68, 72, still); got.Min < 60 || got.Max > 80 || !changed {
		t.Errorf("at rest the axis is still %v, told: %v", got, changed)
	}
}

func TestAxisFitsAnotherPlan(t *testing.T) {
	var a axis
	a.fit(fanOf(t, 20, 90), still)
	f := fanOf(t, 68, 72)
	f.Plans[0].Name = "another"
	if got, changed := a.fit(f, refining); got.Min < 50 || changed {
		t.Errorf("another plan has the axis of the first: %v", got)
	}
}

// The first run widens its axis as it refines, which nobody needs to be told.
func TestAxisOfTheFirstRun(t *testing.T) {
	var a axis
	for i, m := range []motion{refining, refining, still} {
		if _, changed := a.fit(fanOf(t, 60-10*float64(i), 80), m); changed {
			t.Errorf("picture %d of the first run tells of a changed axis", i)
		}
	}
}

// A plan that is edited for the first time is compared with itself; the axis holds.
func TestAxisHoldsAtTheFirstEdit(t *testing.T) {
	var a axis
	before, _ := a.fit(fanOf(t, 20, 90), still)
	f := fanOf(t, 68, 72)
	f.Plans = append(f.Plans, f.Plans[0])
	f.Plans[1].Name = "plan, edited"
	if got, changed := a.fit(f, moving); *got != *before || changed {
		t.Errorf("the axis went from %v to %v, told: %v", *before, *got, changed)
	}
}
