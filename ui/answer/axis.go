package answer

import (
	"fmt"
	"sync"

	"lojal/sim/kpi"
	"lojal/ui/chart"
)

// motion is what keeps a picture from standing still.
type motion int

const (
	still    motion = iota
	refining        // the run is not at its end
	moving          // a lever or a target is held
)

// axis holds the y axis of a fan while a lever moves or a run refines: then it
// only widens, so that the eye sees the effect and not the scale.
type axis struct {
	mu      sync.Mutex
	span    chart.Range
	kpi     kpi.ID
	plans   string       // those that it was fitted to
	settled *chart.Range // of the last picture that stood still; nil: none yet
}

// fit is the range of the y axis of a fan; changed says that it is another than
// that of the last picture of the same figure and plans that stood still. A plan
// that gets its first edit is compared with itself from then on: with a lever held,
// other plans are the same picture.
func (a *axis) fit(f chart.Fan, m motion) (span *chart.Range, changed bool) {
	plans, r := plansOf(f), f.Range()
	a.mu.Lock()
	defer a.mu.Unlock()
	switch same := f.KPI.ID == a.kpi && (plans == a.plans || m == moving); {
	case !same:
		a.settled = nil
	case m > still:
		r = chart.Range{Min: min(r.Min, a.span.Min), Max: max(r.Max, a.span.Max)}
	}
	changed = a.settled != nil && r != *a.settled
	if a.kpi, a.plans, a.span = f.KPI.ID, plans, r; m == still {
		a.settled = &r
	}
	return &r, changed
}

// plansOf names the plans of a fan, whatever their results.
func plansOf(f chart.Fan) (s string) {
	for _, p := range f.Plans {
		s += fmt.Sprint("|", p.Name, p.Colour, p.Baseline, p.Focus)
	}
	return s
}
