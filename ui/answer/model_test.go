package answer

import (
	"math"
	"testing"

	"lojal/sim"
	"lojal/sim/kpi"
)

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		id   kpi.ID
		p    float64
		want int
	}{
		{kpi.SatisfactionLasting, 0.95, +1}, {kpi.SatisfactionLasting, 0.54, 0}, {kpi.Cost, 0.1, -1},
		{kpi.Churn, 0.8, +1}, {kpi.Occupancy, 0.99, 0}, {kpi.Churn, math.NaN(), 0},
	} {
		k, _ := kpi.Of(c.id)
		if got := direction(k, sim.Delta{KPI: c.id, ProbabilityBetter: c.p}); got != c.want {
			t.Errorf("%s better in %g: %d, want %d", c.id, c.p, got, c.want)
		}
	}
}

func TestLessUnit(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"800 kr per måned", "2 000 kr per måned", "800"},
		{"10 %", "40 %", "10"},
		{"45", "48", "45"},
		{"5 min", "2 h", "5 min"},
		{"45 people", "people", "45 people"},
	} {
		if got := lessUnit(c.before, c.after); got != c.want {
			t.Errorf("%q before %q is told as %q, want %q", c.before, c.after, got, c.want)
		}
	}
}
