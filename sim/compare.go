package sim

import (
	"errors"
	"math"
	"slices"

	"lojal/sim/kpi"
)

// Delta is the paired difference of one figure, other less base.
type Delta struct {
	KPI               kpi.ID
	Summary           Summary
	ProbabilityBetter float64 // ties count half; NaN without a direction
}

// Comparison holds the paired differences of two runs that share their streams.
type Comparison struct {
	Base, Other *Results
	Pairs       int
	Deltas      []Delta // in the order of kpi.All
}

// Compare pairs two runs replication by replication. They must share seed,
// start, horizon, queue and engine; the shorter run sets the number of pairs.
func Compare(base, other *Results) (*Comparison, error) {
	switch {
	case base.Seed != other.Seed:
		return nil, errors.New("the runs have different seeds: only runs with the same seed can be compared in pairs")
	case base.Weeks != other.Weeks || !base.Start.Equal(other.Start):
		return nil, errors.New("the runs cover different weeks: only runs over the same weeks can be compared")
	case base.Queue != other.Queue:
		return nil, errors.New("the runs answer their queues differently (analytic and calls): run both alike")
	case base.Engine != other.Engine:
		return nil, errors.New("the runs come from different versions of the engine: run both again")
	}
	c := &Comparison{Base: base, Other: other, Pairs: min(base.Replications, other.Replications)}
	for _, row := range kpi.All {
		d := c.DeltaAt(row.ID, -1)
		c.Deltas = append(c.Deltas, Delta{row.ID, Summarise(d), probabilityBetter(c.ties(row.ID, d), row.Better)})
	}
	return c, nil
}

// Delta is the whole-horizon difference of a figure.
func (c *Comparison) Delta(id kpi.ID) Delta { return c.Deltas[kpi.Index(id)] }

// rounding is the relative difference below which two figures are the same.
const rounding = 1e-12

// ties is the differences d of a figure with those of rounding's size made none.
func (c *Comparison) ties(id kpi.ID, d []float64) []float64 {
	a, b := c.Base.At(id, -1), c.Other.At(id, -1)
	out := slices.Clone(d)
	for i := range out {
		if math.Abs(out[i]) <= rounding*(math.Abs(a[i])+math.Abs(b[i])) {
			out[i] = 0
		}
	}
	return out
}

func probabilityBetter(d []float64, b kpi.Better) float64 {
	x := finite(d)
	if b == kpi.Neither || len(x) == 0 {
		return math.NaN()
	}
	var n float64
	for _, v := range x {
		switch v *= float64(b); {
		case v > 0:
			n++
		case v == 0:
			n += .5
		}
	}
	return n / float64(len(x))
}

// DeltaBand is the weekly paired difference of a figure; nil where it has no series.
func (c *Comparison) DeltaBand(id kpi.ID) *Band {
	k := kpi.Index(id)
	if k < 0 || c.Base.Series[k] == nil || c.Other.Series[k] == nil {
		return nil
	}
	a, b := c.Base.Series[k], c.Other.Series[k]
	return bandOf(c.Base.Weeks, c.Pairs, func(w int, into []float64) {
		for i := range into {
			into[i] = float64(b[w][i]) - float64(a[w][i])
		}
	})
}

// DeltaAt is the paired difference in each replication; week −1 is the whole horizon.
func (c *Comparison) DeltaAt(id kpi.ID, week int) []float64 {
	return c.Paired(c.Base.At(id, week), c.Other.At(id, week))
}

// Paired is the difference of a figure in each pair of replications, given that of every
// replication on both sides; nil where one has none.
func (c *Comparison) Paired(base, other []float64) []float64 {
	if base == nil || other == nil {
		return nil
	}
	d := make([]float64, c.Pairs)
	for i := range d {
		d[i] = other[i] - base[i]
	}
	return d
}
