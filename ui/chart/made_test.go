package chart

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// level is where a made-up figure starts, how far it drifts over the horizon
// and how wide the futures spread at its end.
type level struct{ start, drift, width float64 }

var levels = map[kpi.Unit]level{
	kpi.Points: {75, 1.5, 1.6}, kpi.Share: {0.84, -0.03, 0.03}, kpi.SharePerYear: {0.15, 0.01, 0.012},
	kpi.Count: {45, 1, 2}, kpi.Seconds: {38, 6, 14}, kpi.Hours: {6, 1, 1.5}, kpi.Months: {31, 4, 2.2},
	kpi.Currency: {560e3, 40e3, 30e3}, kpi.CurrencyPerYear: {48e6, -2e6, 4e6}, kpi.ContactsEach: {1.31, 0.02, 0.02},
	kpi.CurrencyPerNeed: {96, 4, 5},
}

// made is a run with random walks for figures. Runs of one seed share their
// walks, so that a lift is the difference of each future, but for a little noise.
func made(seed uint64, lift float64, weeks, n int) *sim.Results {
	r := &sim.Results{
		Scenario: "Made", Engine: sim.EngineVersion, Seed: 1, Queue: "analytic", Currency: "NOK",
		Start: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), Weeks: weeks, Replications: n, Asked: n,
		Targets: []scenario.Target{{KPI: "satisfaction_lasting", AtLeast: true, Value: 76, ByWeek: -1}},
		Weights: make([][][]float32, kpi.Denominators),
	}
	for p := 1; p < int(kpi.Denominators); p++ {
		r.Weights[p] = grid(weeks, n, 100)
	}
	common := rand.New(rand.NewPCG(1, 1))
	own := rand.New(rand.NewPCG(seed, 2))
	for _, k := range kpi.All {
		s, h := madeFigure(k, lift, weeks, n, common, own)
		r.Series, r.Horizon = append(r.Series, s), append(r.Horizon, h)
	}
	return r
}

func grid(weeks, n int, v float32) [][]float32 {
	g := make([][]float32, weeks)
	for w := range g {
		g[w] = make([]float32, n)
		for i := range g[w] {
			g[w][i] = v
		}
	}
	return g
}

func madeFigure(k kpi.KPI, lift float64, weeks, n int, common, own *rand.Rand) ([][]float32, []float64) {
	l := levels[k.Unit]
	s, h := grid(weeks, n, 0), make([]float64, n)
	for i := range n {
		x, end := 0., lift*l.width*(1+0.8*own.NormFloat64())*better(k)
		for w := range weeks {
			x += common.NormFloat64() / math.Sqrt(float64(weeks))
			share := float64(w+1) / float64(weeks)
			v := l.start + l.drift*share + l.width*x*math.Sqrt(share) + end*share + 0.12*l.width*common.NormFloat64()
			s[w][i] = float32(v)
			h[i] += v / float64(weeks)
		}
		if k.Horizon == kpi.Stock {
			h[i] = float64(s[weeks-1][i])
		}
		if k.Unit == kpi.Currency && k.Horizon == kpi.Flow {
			h[i] *= float64(weeks)
		}
	}
	if k.Horizon == kpi.Whole {
		s = nil
	}
	return s, h
}

func better(k kpi.KPI) float64 {
	if k.Better == kpi.Down {
		return -1
	}
	return 1
}

var planNames = []string{"Today", "More training", "Offer automation to 40 %, with human follow-up", "Ekstra bemanning på kveldstid",
	"Hiring freeze", "Everything at once"}

// madePlans are up to six plans, the baseline first, with their comparisons.
func madePlans(t testing.TB, count, weeks, n int) ([]Plan, []*sim.Comparison) {
	t.Helper()
	lifts := []float64{0, 0.9, 0.4, 1.4, -1.1, 1.9}
	var plans []Plan
	var cs []*sim.Comparison
	for i := range count {
		plans = append(plans, Plan{Results: made(uint64(i), lifts[i], weeks, n), Name: planNames[i], Colour: i - 1, Baseline: i == 0})
		if i > 0 {
			c, err := sim.Compare(plans[0].Results, plans[i].Results)
			if err != nil {
				t.Fatal(err)
			}
			cs = append(cs, c)
		}
	}
	return plans, cs
}

func fanOf(id kpi.ID, plans []Plan) Fan {
	k, _ := kpi.Of(id)
	return Fan{KPI: k, Plans: plans, Week: -1}
}

func english() Style { return Style{Text: text.For("en"), Footer: "Made · seed 1 · n 400"} }
