//go:build window && linux

package main

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/desk"
)

// watch notes what redraws go through.
type watch struct {
	mu    sync.Mutex
	lever *lever // nil: nobody measures
	asked []asking
	found map[string]time.Time    // first results of a run
	keys  map[*sim.Results]string // whose results these are
	shown []showing
}

// asking is a run that was asked for, with the value that the lever stood at.
type asking struct {
	key   string
	value float64
	at    time.Time
	known bool // it has been asked for before
}

// showing is a picture that was painted.
type showing struct {
	key   string
	place kpi.ID
	at    time.Time
}

// sending is a move, and when it was sent.
type sending struct {
	value float64
	at    time.Time
}

var stopwatch = &watch{}

func (w *watch) note(m desk.Moment) {
	now := time.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lever == nil {
		return
	}
	switch m.What {
	case desk.Asked:
		known := slices.ContainsFunc(w.asked, func(a asking) bool { return a.key == m.Key })
		w.asked = append(w.asked, asking{m.Key, w.lever.now(), now, known})
	case desk.Found:
		w.keys[m.Results] = m.Key
		if w.found[m.Key].IsZero() {
			w.found[m.Key] = now
		}
	case desk.Shown:
		if key, ok := w.keys[m.Results]; ok {
			w.shown = append(w.shown, showing{key, m.Place, now})
		}
	}
}

func (w *watch) reset(l *lever) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lever, w.asked, w.shown = l, nil, nil
	w.found, w.keys = map[string]time.Time{}, map[*sim.Results]string{}
}

// pictures is how many fans the room has.
const pictures = 4

// answered is when the last of the pictures of a run was painted, after it was
// asked for.
func (w *watch) answered(a asking) (at time.Time, ok bool) {
	first := map[kpi.ID]time.Time{}
	for _, s := range w.shown {
		if s.key == a.key && s.at.After(a.at) && first[s.place].IsZero() {
			first[s.place] = s.at
		}
	}
	for _, t := range first {
		if t.After(at) {
			at = t
		}
	}
	return at, len(first) == pictures
}

// redraws are the times from moves to pictures.
type redraws struct {
	all             []time.Duration
	hand            []time.Duration // parts: moved to asked,
	engine, drawing []time.Duration // asked to found, found to painted
	moves           int
	asked, shown    int // runs
	lost            int // moves without any picture
}

func (w *watch) report(sent []sending) (r redraws) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r.moves, r.asked = len(sent), len(w.asked)
	ends := make([]time.Time, len(w.asked)) // pictures of this run or of a later one
	for i := len(w.asked) - 1; i >= 0; i-- {
		if i+1 < len(ends) {
			ends[i] = ends[i+1]
		}
		a := w.asked[i]
		at, ok := w.answered(a)
		if !ok {
			continue
		}
		if r.shown++; ends[i].IsZero() || at.Before(ends[i]) {
			ends[i] = at
		}
		if found := w.found[a.key]; w.once(a.key) && found.After(a.at) {
			r.engine = append(r.engine, found.Sub(a.at))
			r.drawing = append(r.drawing, at.Sub(found))
		}
	}
	for i, s := range sent {
		j := w.followed(sent, i)
		switch {
		case j < 0 || ends[j].IsZero():
			r.lost++
		case !w.asked[j].known:
			r.all = append(r.all, ends[j].Sub(s.at))
			r.hand = append(r.hand, w.asked[j].at.Sub(s.at))
		}
	}
	return r
}

// once says whether a run was asked for a single time, so that its pictures are
// those of that time.
func (w *watch) once(key string) bool {
	n := 0
	for _, a := range w.asked {
		if a.key == key {
			n++
		}
	}
	return n == 1
}

// followed is the first run that was asked for with a move or a later one; −1 where
// there is none.
func (w *watch) followed(sent []sending, move int) int {
	for j, a := range w.asked {
		for i := move; i < len(sent) && sent[i].at.Before(a.at); i++ {
			if math.Abs(sent[i].value-a.value) < w.lever.apart {
				return j
			}
		}
	}
	return -1
}

func (r redraws) String() string {
	if len(r.all) == 0 {
		return fmt.Sprintf("%d moves, %d runs asked for, %d shown", r.moves, r.asked, r.shown)
	}
	return fmt.Sprintf("n %d of %d moves, %d runs asked for, %d shown; move to picture: median %.0f ms, 95 %% %.0f ms, most %.0f ms; "+
		"move to asked: median %.0f, 95 %% %.0f; asked to results: median %.0f, 95 %% %.0f; results to picture: median %.0f, 95 %% %.0f",
		len(r.all), r.moves, r.asked, r.shown, ms(r.all, 0.5), ms(r.all, 0.95), ms(r.all, 1), ms(r.hand, 0.5), ms(r.hand, 0.95),
		ms(r.engine, 0.5), ms(r.engine, 0.95), ms(r.drawing, 0.5), ms(r.drawing, 0.95))
}

// ms is a quantile in milliseconds.
func ms(d []time.Duration, q float64) float64 {
	if len(d) == 0 {
		return 0
	}
	d = slices.Sorted(slices.Values(d))
	return float64(d[int(q*float64(len(d)-1)+0.5)].Microseconds()) / 1000
}
