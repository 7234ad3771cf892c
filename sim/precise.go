package sim

import (
	"math"

	"lojal/sim/kpi"
)

// Where a precision is asked for, Block is how many replications are made before
// it is looked at, and MostReplications how many at the most.
const (
	Block            = block
	MostReplications = most
)

// Precise says whether the relative half-width of the 95 % interval of every
// watched mean is at most the precision.
func (r *Results) Precise(precision float64, watch []string) bool {
	return r.Replications > 0 && r.lacking(precision, watch) == 0
}

// Needed is about how many replications make the figures precise: half an
// interval takes four times as many.
func (r *Results) Needed(precision float64, watch []string) int {
	lack := math.Max(1, r.lacking(precision, watch))
	return int(math.Min(most, float64(r.Replications)*lack*lack))
}

// lacking is how many times too wide the widest interval is; 0 where none is.
func (r *Results) lacking(precision float64, watch []string) (lack float64) {
	for _, id := range watch {
		draws := r.horizon(kpi.ID(id))
		if draws == nil {
			continue
		}
		s := Summarise(draws[:r.Replications])
		if half, limit := 1.96*s.MCError, precision*math.Abs(s.Mean); half > limit {
			lack = math.Max(lack, half/limit)
		}
	}
	return lack
}
