package queue

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
)

type generalRow struct {
	Rate, Handle, Within float64
	Agents               int
	Patience             struct {
		Kind         string
		AtOnce       float64 `json:"at_once"`
		Mean         float64
		Sigma, Shape float64
		P            float64
		Mean1        float64 `json:"mean_1"`
		Mean2        float64 `json:"mean_2"`
	}
	Want struct {
		Wait, Abandoned, Mean, Within float64
		MeanServed                    float64 `json:"mean_served"`
		VarServed                     float64 `json:"var_served"`
	}
}

// testdata/general.json: M/M/n+G by 40-digit quadrature (testdata/general.py),
// at random parameters, with 10,000 agents, with a patience of 1 ms and of
// 10⁹ s, and with extreme shapes.
func TestStationAgainstManyDigits(t *testing.T) {
	b, err := os.ReadFile("testdata/general.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []generalRow
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 60 {
		t.Fatalf("only %d rows", len(rows))
	}
	for _, r := range rows {
		s := Station{r.Rate, r.Handle, r.Agents, Patience(r.Patience)}
		a := s.Answer(r.Within)
		what := func(x string) string { return fmt.Sprintf("%+v: %s", s, x) }
		closeTo(t, what("wait"), a.Wait, r.Want.Wait, 1e-9)
		if r.Want.Abandoned > 1e-40 { // less is nothing
			closeTo(t, what("abandoned"), a.Abandoned, r.Want.Abandoned, 1e-9)
		}
		closeTo(t, what("mean wait"), a.MeanWait, r.Want.Mean, 1e-9)
		closeTo(t, what("mean wait of the answered"), a.MeanWaitServed, r.Want.MeanServed, 1e-9)
		if math.Abs(a.VarWaitServed-r.Want.VarServed) > 1e-9*(r.Want.VarServed+sq(r.Want.MeanServed)) {
			t.Errorf("%s is %g, want %g", what("variance"), a.VarWaitServed, r.Want.VarServed)
		}
		closeTo(t, what("within"), 1+a.Within, 1+r.Want.Within, 1e-9)
	}
}

// The definitions, for any patience: with F the distribution of the offered wait
// and S patience, answered within t is ∫₀ᵗ S dF, left the queue within t is
// 1 − S(t)(1 − F(t)), and its complement sums up to the mean wait.
func TestLevelsOfAnyPatience(t *testing.T) {
	for _, patience := range append(kinds, Patience{Kind: Weibull, Mean: 200, Shape: 3, AtOnce: 0.1}) {
		v := Station{0.11, 300, 30, patience}.solve()
		const upTo, steps = 6000.0, 20000
		var a Answer
		a.Answered = v.moments().Answered
		v.levels(0, &a)
		within, mean, gone := a.Within, 0.0, a.LeftQueueWithin
		for i := range steps {
			before, at := a, upTo*(float64(i)+1)/steps
			v.levels(at, &a)
			within += (a.OfferedWithin - before.OfferedWithin) * patience.Left(at-upTo/steps/2)
			for _, x := range []float64{a.Within, a.OfferedWithin, a.LeftQueueWithin, a.WithinOfAnswered} {
				if !(x >= 0 && x <= 1) {
					t.Fatalf("%+v: %v is no share", patience, x)
				}
			}
			mean += (2 - gone - a.LeftQueueWithin) / 2 * upTo / steps
			gone = a.LeftQueueWithin
			if i%7000 == 100 {
				closeTo(t, patience.Kind+": answered within", a.Within, within, 1e-5)
				closeTo(t, patience.Kind+": of the answered", a.WithinOfAnswered*a.Answered, within, 1e-5)
				closeTo(t, patience.Kind+": left the queue within", a.LeftQueueWithin, 1-patience.Left(at)*(1-a.OfferedWithin), 1e-12)
			}
		}
		closeTo(t, patience.Kind+": mean wait", v.moments().MeanWait, mean, 1e-5)
	}
}

func sq(x float64) float64 { return x * x }

// Every kind of patience, size and load: shares are shares, waits are waits, the
// two expressions for P(abandon) agree (Zeltyn and Mandelbaum), what arrives is
// served or leaves.
func TestStationExtremes(t *testing.T) {
	patiences := []Patience{
		{Kind: None}, {Kind: None, AtOnce: 0.3}, {Kind: None, AtOnce: 1},
		{Kind: Exponential, Mean: 1e-3}, {Kind: Exponential, Mean: 400}, {Kind: Exponential, Mean: 1e9}, {Kind: Exponential, Mean: 400, AtOnce: 0.3},
		{Kind: Hyperexponential, P: 0.25, Mean1: 100, Mean2: 780}, {Kind: Hyperexponential, P: 0.5, Mean1: 1e-3, Mean2: 1e9},
		{Kind: Lognormal, Mean: 400}, {Kind: Lognormal, Mean: 400, Sigma: 0.01}, {Kind: Lognormal, Mean: 400, Sigma: 1.8},
		{Kind: Lognormal, Mean: 400, Sigma: 20}, {Kind: Lognormal, Mean: 1e9, Sigma: 1}, {Kind: Lognormal, Mean: 1e-3, Sigma: 1},
		{Kind: Weibull, Mean: 400, Shape: 0.1}, {Kind: Weibull, Mean: 400, Shape: 2}, {Kind: Weibull, Mean: 400, Shape: 1000},
		{Kind: Weibull, Mean: 1e9, Shape: 2}, {Kind: Weibull, Mean: 1e-3, Shape: 2},
	}
	for _, p := range patiences {
		for _, n := range []int{1, 10, 100, 10000} {
			for _, load := range []float64{0.01, 0.5, 1, 1.01, 20} {
				checkExtreme(t, Station{load * float64(n) / 300, 300, n, p})
			}
		}
	}
}

func checkExtreme(t *testing.T, s Station) {
	t.Helper()
	a := s.Answer(20)
	for _, x := range []float64{a.Wait, a.Answered, a.Abandoned, a.Within, a.OfferedWithin, a.LeftQueueWithin, a.WithinOfAnswered, a.Occupancy} {
		if !(x >= 0 && x <= 1+1e-10) {
			t.Errorf("%+v: %g is no share: %+v", s, x, a)
		}
	}
	if !a.Stable {
		return
	}
	for _, x := range []float64{a.MeanWait, a.MeanWaitServed, a.MeanWaitAbandoned, a.MeanOffered, a.QueueLength, s.ServedQuantile(0.9)} {
		if !(x >= 0) || math.IsInf(x, 0) {
			t.Errorf("%+v: a wait of %g: %+v", s, x, a)
		}
	}
	closeTo(t, fmt.Sprintf("%+v: served and left", s), a.Answered+a.Abandoned, 1, 1e-9)
	v := s.solve()
	if v.density == 0 {
		return
	}
	e := inverseB(float64(s.Agents-1), s.Load()) * math.Exp(-v.top)
	all := e + s.Rate*v.sum[whole]
	more := math.FMA(s.Rate, s.Handle, -float64(s.Agents)) / s.Handle // λ − nμ, to the last digit
	abandoned := (math.Exp(-v.top) + more*v.sum[whole]) / all
	if noise := 1e-11 * (math.Abs(more)*v.sum[whole]/all + a.Abandoned); math.Abs(a.Abandoned-abandoned) > noise+1e-17 {
		t.Errorf("%+v: abandoned is %.15g and %.15g", s, a.Abandoned, abandoned)
	}
}

// λ = 0.35/s, 300 s, 100 agents, patience 120 s, by the virtual wait and by
// a phase-type matrix exponential.
func TestLargeErlangA(t *testing.T) {
	s := Station{0.35, 300, 100, Patience{Kind: Exponential, Mean: 120}}
	a := s.Answer(20)
	printed(t, "P(wait)", a.Wait, 0.55774903, 8)
	printed(t, "P(abandon)", a.Abandoned, 0.07618661, 8)
	printed(t, "E[W]", a.MeanWait, 9.14239356, 8)
	printed(t, "E[Q]", a.QueueLength, 3.19983774, 8)
	printed(t, "occupancy", a.Occupancy, 0.97000406, 8)
	printed(t, "within 20 s", a.Within, 0.75771137, 8)
	printed(t, "within 19 s", s.Answer(19).Within, 0.74563177, 8)
	printed(t, "within 21 s", s.Answer(21).Within, 0.76925497, 8)
}
