package sim

import (
	"math"
	"testing"
	"time"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// Type 7 quantiles: the figures that spreadsheets and numpy print for 1, 2, 3, 4
// (median 2.5, 90 % point 3.7) and for nine values.
func TestQuantilesAreType7(t *testing.T) {
	s := Summarise([]float64{4, 1, math.NaN(), 3, 2})
	if s.P50 != 2.5 || math.Abs(s.P90-3.7) > 1e-12 || s.P25 != 1.75 || math.Abs(s.P05-1.15) > 1e-12 {
		t.Errorf("%+v", s)
	}
	// Standard error of 1, 2, 3, 4: sqrt(5/3)/2.
	if math.Abs(s.MCError-math.Sqrt(5./3)/2) > 1e-12 || s.Mean != 2.5 {
		t.Errorf("mean %v, error %v", s.Mean, s.MCError)
	}
	if e := Summarise(nil); !math.IsNaN(e.Mean) || !math.IsNaN(e.P50) {
		t.Errorf("nothing is %+v, want null", e)
	}
	if one := Summarise([]float64{3}); one.P05 != 3 || one.P95 != 3 || !math.IsNaN(one.MCError) {
		t.Errorf("one draw is %+v", one)
	}
}

// made is results of two replications over five weeks with a service level that
// is 1, 0, 1, 0, 1 of 10, 30, 10, 30, 20 contacts, and churn of 0.1 % a week.
func made() *Results {
	r := &Results{Seed: 1, Weeks: 5, Replications: 2, Start: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC),
		Horizon: make([][]float64, len(kpi.All)), Series: make([][][]float32, len(kpi.All)), Weights: make([][][]float32, kpi.Denominators)}
	for k := range r.Horizon {
		r.Horizon[k] = []float64{float64(k), math.NaN()}
	}
	level, weight, churn, base := [5]float32{1, 0, 1, 0, 1}, [5]float32{10, 30, 10, 30, 20}, float32(compound(.001)), float32(1000)
	for w := range 5 {
		sl, ch := kpi.Index(kpi.ServiceLevel), kpi.Index(kpi.Churn)
		r.Series[sl] = append(r.Series[sl], []float32{level[w], 1 - level[w]})
		r.Weights[kpi.PerOffered] = append(r.Weights[kpi.PerOffered], []float32{weight[w], weight[w]})
		r.Series[ch] = append(r.Series[ch], []float32{churn, churn})
		r.Weights[kpi.PerCustomer] = append(r.Weights[kpi.PerCustomer], []float32{base, base})
	}
	return r
}

// A ratio by a week is the ratio of sums over the four weeks that end there.
func TestTargetsByWeekTakeFourWeeks(t *testing.T) {
	r := made()
	got := r.Around(kpi.ServiceLevel, 4)
	if want := 30. / 90; math.Abs(got[0]-want) > 1e-12 || math.Abs(got[1]-60./90) > 1e-12 {
		t.Errorf("%v, by hand %v and %v", got, want, 60./90)
	}
	if got := r.Around(kpi.ServiceLevel, 1); math.Abs(got[0]-.25) > 1e-12 {
		t.Errorf("two weeks into the run: %v, by hand 0.25", got[0])
	}
	if got := r.Around(kpi.Churn, 4); math.Abs(got[0]-compound(.001)) > 1e-7 {
		t.Errorf("steady churn by a week is %v, want %v", got[0], compound(.001))
	}
	p := r.Probability(scenario.Target{KPI: "service_level", AtLeast: true, Value: .5, ByWeek: 4})
	if p.Probability != .5 || math.Abs(p.MCError-math.Sqrt(.125)) > 1e-12 {
		t.Errorf("%+v", p)
	}
}

func TestTargetsTogether(t *testing.T) {
	r := made()
	r.Targets = []scenario.Target{
		{KPI: "service_level", AtLeast: true, Value: .5, ByWeek: 4},
		{KPI: "service_level", Value: .5, ByWeek: 4},
		{KPI: "churn", AtLeast: false, Value: .9, ByWeek: 4},
	}
	each, all := r.TargetResults()
	if each[0].Probability != .5 || each[1].Probability != .5 || each[2].Probability != 1 || all.Probability != 0 {
		t.Errorf("%+v together %+v", each, all)
	}
}

// Ties count half; a figure without a direction has no better.
func TestProbabilityBetter(t *testing.T) {
	if got := probabilityBetter([]float64{-1, 0, 2, math.NaN()}, kpi.Down); got != .5 {
		t.Errorf("%v, by hand (1 + ½)/3", got)
	}
	if got := probabilityBetter([]float64{1}, kpi.Neither); !math.IsNaN(got) {
		t.Errorf("%v, want null", got)
	}
}

func TestCompareRefusesWhatIsNotPaired(t *testing.T) {
	for name, change := range map[string]func(*Results){
		"seed": func(r *Results) { r.Seed = 2 }, "weeks": func(r *Results) { r.Weeks = 4 },
		"queue": func(r *Results) { r.Queue = "calls" }, "engine": func(r *Results) { r.Engine = "0" },
		"start": func(r *Results) { r.Start = r.Start.AddDate(0, 0, 7) },
	} {
		other := made()
		change(other)
		if _, err := Compare(made(), other); err == nil {
			t.Errorf("another %s was compared", name)
		}
	}
	if c, err := Compare(made(), made()); err != nil || c.Delta(kpi.Cost).Summary.P50 != 0 || c.DeltaBand(kpi.Churn).P50[0] != 0 {
		t.Errorf("with itself: %v", err)
	}
}
