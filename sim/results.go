// Package sim is the engine: it plays a scenario week by week, a thousand
// times, and keeps every draw of every key figure. Data flows one way:
// scenario → plan → replications → results → comparison. It knows no screen,
// no picture and no network.
package sim

import (
	"math"
	"time"

	"lojal/sim/fast"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// EngineVersion changes whenever the same scenario and seed give other figures.
const EngineVersion = "6"

// Results is everything that was found in a run, exact draws included. It is a
// value: nothing changes it after it was handed out.
type Results struct {
	Scenario     string
	ScenarioHash string
	ScenarioTOML []byte // the flattened file, so that results explain themselves
	Engine       string
	Seed         uint64
	Queue        string
	Start        time.Time
	Weeks        int
	Replications int // finished ones: replications 0 to Replications−1
	Asked        int // replications asked for; more than Replications after a cancel
	Currency     string
	Targets      []scenario.Target
	Warnings     []string // one a line, in English

	Contacts []string // contact types
	// Horizon[k][r] is the whole-horizon figure of kpi.All[k] in replication r;
	// NaN stands for null.
	Horizon [][]float64
	// ByContact[c][k][r] likewise for one contact type; nil where the figure is
	// not told by contact.
	ByContact [][][]float64
	// Series[k][w][r] is the weekly figure; nil where there is no weekly one.
	Series [][][]float32
	// Weights[p][w][r] is the denominator kpi.Per(p) of that week, so that ratios
	// over several weeks are ratios of sums; nil for kpi.PerNothing.
	Weights [][][]float32
	// Inputs names the uncertain inputs; Drawn[i][r] is what was drawn.
	Inputs []string
	Drawn  [][]float64

	Decisive []Decisive // see [FindDecisive]; nil where it was not looked for
}

// TargetResult is how often a target is met.
type TargetResult struct {
	Target      scenario.Target
	Probability float64
	MCError     float64
}

// Summary describes the whole-horizon figure over replications.
func (r *Results) Summary(id kpi.ID) Summary {
	return Summarise(r.horizon(id))
}

// horizon is the whole-horizon figure of each replication; nil for an unknown one.
func (r *Results) horizon(id kpi.ID) []float64 {
	k := kpi.Index(id)
	if k < 0 || k >= len(r.Horizon) {
		return nil
	}
	return r.Horizon[k]
}

// Band is the weekly series of a figure; nil where it has none.
func (r *Results) Band(id kpi.ID) *Band {
	k := kpi.Index(id)
	if k < 0 || k >= len(r.Series) || r.Series[k] == nil {
		return nil
	}
	series := r.Series[k]
	return bandOf(r.Weeks, r.Replications, func(w int, into []float64) {
		for i, v := range series[w][:r.Replications] {
			into[i] = float64(v)
		}
	})
}

// At is the figure of every replication in one week; −1 stands for the whole
// horizon. It is nil where the figure has no value there.
func (r *Results) At(id kpi.ID, week int) []float64 {
	k := kpi.Index(id)
	if week < 0 {
		return r.horizon(id)
	}
	if k < 0 || k >= len(r.Series) || r.Series[k] == nil || week >= r.Weeks {
		return nil
	}
	out := make([]float64, r.Replications)
	for i := range out {
		out[i] = float64(r.Series[k][week][i])
	}
	return out
}

// Around is the figure by a week as a target counts it: a ratio over the four
// weeks that end there, anything else in that week.
func (r *Results) Around(id kpi.ID, week int) []float64 {
	row, ok := kpi.Of(id)
	now := r.At(id, week)
	if !ok || now == nil || week < 0 || row.Per == kpi.PerNothing || int(row.Per) >= len(r.Weights) {
		return now
	}
	series, weight := r.Series[kpi.Index(id)], r.Weights[row.Per]
	for i := range now {
		now[i] = ratioOver(series, weight, max(0, week-3), week, i, row.Yearly)
	}
	return now
}

// ratioOver is the ratio of sums over weeks from to to of replication i, from
// weekly ratios and their denominators.
func ratioOver(series, weight [][]float32, from, to, i int, yearly bool) float64 {
	var num, den float64
	for w := from; w <= to; w++ {
		d := float64(weight[w][i])
		if d <= 0 {
			continue
		}
		v := float64(series[w][i])
		if yearly {
			v = -math.Expm1(math.Log1p(-v) / 52)
		}
		num += v * d
		den += d
	}
	if den == 0 {
		return math.NaN()
	}
	if yearly {
		return compound(num / den)
	}
	return num / den
}

// compound turns a weekly share lost into a yearly one.
func compound(weekly float64) float64 { return -fast.Expm1(52 * fast.Log1p(-weekly)) }

// TargetResults tells each target, and all of them together.
func (r *Results) TargetResults() (each []TargetResult, all TargetResult) {
	met := make([]bool, r.Replications)
	for i := range met {
		met[i] = true
	}
	for _, t := range r.Targets {
		hits := r.hits(t)
		each = append(each, shareOf(t, hits))
		for i, h := range hits {
			met[i] = met[i] && h
		}
	}
	return each, shareOf(scenario.Target{}, met)
}

// Probability is the share of replications in which a target is met, with its
// standard error. A null figure does not meet a target.
func (r *Results) Probability(t scenario.Target) TargetResult {
	return shareOf(t, r.hits(t))
}

func (r *Results) hits(t scenario.Target) []bool {
	values := r.Around(kpi.ID(t.KPI), t.ByWeek)
	hits := make([]bool, r.Replications)
	for i := range hits {
		if values != nil {
			hits[i] = meets(t, values[i])
		}
	}
	return hits
}

func meets(t scenario.Target, v float64) bool {
	if t.AtLeast {
		return v >= t.Value
	}
	return v <= t.Value
}

func shareOf(t scenario.Target, hits []bool) TargetResult {
	if len(hits) == 0 {
		return TargetResult{t, math.NaN(), math.NaN()}
	}
	var n float64
	for _, h := range hits {
		if h {
			n++
		}
	}
	p := n / float64(len(hits))
	return TargetResult{t, p, math.Sqrt(p * (1 - p) / float64(len(hits)))}
}
