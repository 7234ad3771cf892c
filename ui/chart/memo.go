package chart

import (
	"runtime"
	"sync"
	"weak"

	"lojal/sim"
	"lojal/sim/kpi"
)

// bandMemo remembers the weekly quantiles of results for as long as the results
// live: sorting a thousand futures a week takes longer than the drawing, and a
// window that is resized or a target that is dragged draws the same ones again.
// Results do not change after they were handed out.
type bandMemo struct {
	mu    sync.Mutex
	bands map[weak.Pointer[sim.Results]]map[kpi.ID]*sim.Band
}

var memo = bandMemo{bands: map[weak.Pointer[sim.Results]]map[kpi.ID]*sim.Band{}}

// band is r.Band(id), of the weeks that a value looks back over.
func (m *bandMemo) band(r *sim.Results, id kpi.ID) *sim.Band {
	key := weak.Make(r)
	m.mu.Lock()
	known := m.bands[key]
	if known == nil {
		known = map[kpi.ID]*sim.Band{}
		m.bands[key] = known
		runtime.AddCleanup(r, m.forget, key)
	}
	b, found := known[id]
	m.mu.Unlock()
	if found {
		return b
	}
	if b = r.Band(id); b != nil && Lookback(id, r.Weeks) > 1 {
		b = lookedBack(r.Weeks, func(week int) []float64 { return In(r, id, week) })
	}
	m.mu.Lock()
	known[id] = b
	m.mu.Unlock()
	return b
}

func (m *bandMemo) forget(key weak.Pointer[sim.Results]) {
	m.mu.Lock()
	delete(m.bands, key)
	m.mu.Unlock()
}
