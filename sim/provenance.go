package sim

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"lojal/sim/kpi"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// Decisive is a value that matters for what a run shows: over its range it moves a
// watched figure by half of that figure's 10–90 % band or more.
type Decisive struct {
	Path      string
	Source    scenario.Source
	Low, High float64 // the range, in the key's unit
	KPI       kpi.ID  // the watched figure that it moves the most
	Change    float64 // of that figure from Low to High
	Bands     float64 // the same in bands, without sign
}

// Guess says whether the value is one.
func (d *Decisive) Guess() bool { return d.Source.Confidence == "guess" }

// half a band makes a value decisive.
const decisiveBands = .5

// ownMargin is how far a user's own figure is moved: the evidence in the key table
// is about other firms there.
const ownMargin = .10

// probeShare is the largest share of a run's replications that may be spent on
// finding its decisive values.
const probeShare = .20

// end is one value set to one end of its range; the first end sets nothing.
type end struct {
	path string
	at   float64
}

// probe is one value moved over its range: the two ends that are played for it.
type probe struct {
	path      string
	low, high float64
	from, to  int
}

// FindDecisive finds the decisive values of a finished run, the most decisive
// first. Each number of the world and each price is moved alone, all others at
// their medians: from the 10 % to the 90 % point where it is uncertain, ±10 % where
// it is the user's own figure, else over the key table's evidence; both ends meet
// the same chance, that of the run's first replication. Values that are well known
// (confidence high) and drivers' norms, which a calibrated base takes up, are left
// alone. An end costs a replication: where all of them would cost more than a fifth
// of the run's, or the run was stopped, nothing is looked for and the list is nil.
func FindDecisive(ctx context.Context, s *scenario.Scenario, r *Results, workers int) ([]Decisive, error) {
	watched := watchedBands(s, r)
	probes, ends := probesOf(s)
	if float64(len(ends)) > probeShare*float64(r.Replications) || r.Replications < r.Asked {
		return nil, ctx.Err()
	}
	d, err := playEnds(ctx, s, r, ends, workers)
	if err != nil {
		return nil, err
	}
	found := []Decisive{}
	for _, p := range probes {
		x := Decisive{Path: p.path, Source: s.Source(p.path), Low: p.low, High: p.high}
		for _, w := range watched {
			change := d.horizon[w.index][p.to] - d.horizon[w.index][p.from]
			if bands := math.Abs(change) / w.width; bands > x.Bands {
				x.KPI, x.Change, x.Bands = kpi.All[w.index].ID, change, bands
			}
		}
		if x.Bands >= decisiveBands {
			found = append(found, x)
		}
	}
	slices.SortStableFunc(found, func(a, b Decisive) int { return cmp.Compare(b.Bands, a.Bands) })
	return found, nil
}

// bandWidth is the distance between the 10 % and the 90 % point of a figure.
type bandWidth struct {
	index int
	width float64
}

func watchedBands(s *scenario.Scenario, r *Results) (list []bandWidth) {
	for _, id := range s.Run().Watch {
		k := kpi.Index(kpi.ID(id))
		if k < 0 {
			continue
		}
		if q := r.Summary(kpi.ID(id)); q.P90-q.P10 > 0 {
			list = append(list, bandWidth{k, q.P90 - q.P10})
		}
	}
	return list
}

// probesOf are the values that may be decisive, and the ends of their ranges; the
// ends that are where the value is already share the first.
func probesOf(s *scenario.Scenario) (list []probe, ends []end) {
	ends = []end{{}}
	play := func(path string, at, now float64) int {
		if at == now {
			return 0
		}
		ends = append(ends, end{path, at})
		return len(ends) - 1
	}
	for _, v := range s.Provenance() {
		k, _ := scenario.KeyOf(v.Path)
		n, isNumber := s.Number(v.Path)
		norm := strings.HasPrefix(v.Path, "world.satisfaction.") && strings.HasSuffix(v.Path, ".norm")
		if k.Side == scenario.Decision || !isNumber || n.Plan != nil || v.Source.Confidence == "high" || norm {
			continue
		}
		now := n.Certain
		if n.Dist != nil {
			now = n.Dist.Quantile(.5)
		}
		if low, high := span(&k, n); low < high {
			list = append(list, probe{v.Path, low, high, play(v.Path, low, now), play(v.Path, high, now)})
		}
	}
	return list, ends
}

// span is the range of a value; a point where there is none.
func span(k *scenario.Key, n scenario.Number) (low, high float64) {
	at := n.Certain
	switch {
	case n.Dist != nil:
		return n.Dist.Quantile(.1), n.Dist.Quantile(.9)
	case k.IsOwn():
		margin := ownMargin * math.Abs(at)
		return max(at-margin, k.Min), min(at+margin, k.Max)
	case math.IsNaN(k.Low):
		return at, at
	}
	return min(k.Low, at), max(k.High, at)
}

// playEnds plays a replication for each end.
func playEnds(ctx context.Context, s *scenario.Scenario, r *Results, ends []end, workers int) (*draws, error) {
	d := newDraws(len(r.Contacts), r.Weeks, 0)
	if d.grow(ctx, len(ends)); ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var wait sync.WaitGroup
	for range max(1, min(workers, len(ends))) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			own := hire(false)
			for ctx.Err() == nil && failed.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(ends) {
					break
				}
				if err := playEnd(d, i, s, r, ends[i], own); err != nil {
					failed.CompareAndSwap(nil, &err)
					return
				}
			}
			own.rest()
		}()
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	return d, ctx.Err()
}

func playEnd(d *draws, i int, s *scenario.Scenario, r *Results, e end, own *worker) (err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("%s: %s = %v with seed %d failed: %v", s.Name(), e.path, e.at, r.Seed, thrown)
		}
	}()
	rep, err := newReplication(s.Probe(r.Weeks, e.path, e.at), random.Key{Seed: r.Seed}, own)
	if err != nil {
		return fmt.Errorf("%s: %s = %v: %w", s.Name(), e.path, e.at, err)
	}
	d.play(i, rep, own)
	return nil
}
