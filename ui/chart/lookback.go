package chart

import (
	"math"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/text"
)

// quarter is how many weeks pictures of attrition look back over. In a single week one
// leaver among 45 people is 116 % a year, and most weeks have none.
const quarter = 13

// Lookback is how many weeks the value of a week in a picture covers, that week being
// the last: a quarter for attrition, less where the horizon is short, else one.
func Lookback(id kpi.ID, weeks int) int {
	if id != kpi.Attrition {
		return 1
	}
	return max(1, min(quarter, weeks/4))
}

// In is a figure of every replication in a week, as pictures tell it; nil where it has
// none, such as before the weeks that it looks back over.
func In(r *sim.Results, id kpi.ID, week int) []float64 {
	back, row := Lookback(id, r.Weeks), kpi.Index(id)
	if back == 1 || week < 0 || week >= r.Weeks || r.Series[row] == nil {
		return r.At(id, week)
	}
	if week < back-1 {
		return nil
	}
	value, weight := r.Series[row], r.Weights[kpi.All[row].Per]
	out := make([]float64, r.Replications)
	for i := range out {
		var sum, of float64
		for w := week - back + 1; w <= week; w++ {
			if d := float64(weight[w][i]); d > 0 {
				sum, of = sum+d*float64(value[w][i]), of+d
			}
		}
		out[i] = sum / of
	}
	return out
}

// DifferenceIn is the paired difference in a week, as pictures tell it.
func DifferenceIn(c *sim.Comparison, id kpi.ID, week int) []float64 {
	return c.Paired(In(c.Base, id, week), In(c.Other, id, week))
}

// lookedBack summarises the draws of each week.
func lookedBack(weeks int, draws func(week int) []float64) *sim.Band {
	b := &sim.Band{}
	for w := range weeks {
		s := sim.Summary{P10: math.NaN(), P25: math.NaN(), P50: math.NaN(), P75: math.NaN(), P90: math.NaN(), Mean: math.NaN()}
		if d := draws(w); d != nil {
			s = sim.Summarise(d)
		}
		b.P10, b.P25, b.P50 = append(b.P10, s.P10), append(b.P25, s.P25), append(b.P50, s.P50)
		b.P75, b.P90, b.Mean = append(b.P75, s.P75), append(b.P90, s.P90), append(b.Mean, s.Mean)
	}
	return b
}

// unitOver is the unit of an axis, with the weeks that a value covers.
func unitOver(p *text.Printer, unit string, id kpi.ID, weeks int) string {
	if n := Lookback(id, weeks); n > 1 {
		return p.T("chart.unit.over", "Unit", unit, "N", n)
	}
	return unit
}
