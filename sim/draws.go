package sim

import (
	"context"
	"runtime"
	"sync"

	"lojal/sim/kpi"
)

// draws keeps what replications find, figure by figure, so that growing by
// replications copies nothing that was handed out. Replications before done are
// complete and do not change any more.
type draws struct {
	weeks   int
	done    int
	room    int           // for so many replications
	horizon [][]float64   // [key figure][replication]
	contact [][][]float64 // [contact type][key figure][replication]
	series  [][][]float32 // [key figure][week][replication]
	weights [][][]float32 // [denominator][week][replication]
	inputs  [][]float64   // [uncertain input][replication]

	lock   sync.Mutex
	recent []loose // not in series and weights yet
}

// loose is the weeks of a replication before they have their places: series, figure by
// figure, then weights.
type loose struct {
	replication int
	weeks       []float32
}

func newDraws(contacts, weeks, inputs int) *draws {
	d := &draws{weeks: weeks, horizon: make([][]float64, len(kpi.All)), inputs: make([][]float64, inputs),
		series: make([][][]float32, len(kpi.All)), weights: make([][][]float32, kpi.Denominators)}
	for range contacts {
		d.contact = append(d.contact, make([][]float64, len(kpi.All)))
	}
	for _, f := range weekly {
		d.series[f.place] = make([][]float32, weeks)
	}
	for p := 1; p < int(kpi.Denominators); p++ {
		d.weights[p] = make([][]float32, weeks)
	}
	return d
}

// muchCopied is how many weeks, of some 150 bytes, are worth waiting for the
// collector when they are copied.
const muchCopied = 500_000

// grow makes room for n replications, more than there is room for. When ctx is
// cancelled it leaves off, and the room stays what it was.
func (d *draws) grow(ctx context.Context, n int) {
	if d.room*d.weeks > muchCopied { // only what is needed is there beside the copies, and after them
		runtime.GC()
		defer runtime.GC()
	}
	for k, row := range kpi.All {
		d.horizon[k] = room(d.horizon[k], n)
		for c := range d.contact {
			if row.ByContact {
				d.contact[c][k] = room(d.contact[c][k], n)
			}
		}
	}
	for _, all := range [][][][]float32{d.series, d.weights} {
		for _, weeks := range all {
			for w := range weeks {
				if ctx.Err() != nil {
					return
				}
				weeks[w] = room(weeks[w], n)
			}
		}
	}
	for i := range d.inputs {
		d.inputs[i] = room(d.inputs[i], n)
	}
	d.room = n
}

// room is the slice with a length of at least n.
func room[T any](x []T, n int) []T {
	if len(x) >= n {
		return x
	}
	y := make([]T, n)
	copy(y, x)
	return y
}

// play lets a replication run its weeks and keeps what it finds at place i, with the
// memory of a worker.
func (d *draws) play(i int, rep *replication, own *worker) {
	grid := rep.waiting.grid()
	week, total := newSums(len(grid)), newSums(len(grid))
	byWeek, byTotal := make([]*sums, len(rep.flows)), make([]*sums, len(rep.flows))
	for c := range byWeek {
		byWeek[c], byTotal[c] = newSums(len(grid)), newSums(len(grid))
	}
	weeks := make([]float32, (len(d.series)+len(d.weights))*d.weeks)
	series, weights := weeks, weeks[len(d.series)*d.weeks:]
	for w := range d.weeks {
		week.clear()
		for c := range byWeek {
			byWeek[c].clear()
		}
		rep.play(w, week, byWeek)
		total.add(week)
		for c := range byWeek {
			byTotal[c].add(byWeek[c])
		}
		for _, f := range weekly { // value, without a call for each
			v := week.num[f.place]
			if f.per != kpi.PerNothing {
				v = week.ratio(f, grid)
			}
			series[f.place*d.weeks+w] = float32(bounded(v))
		}
		for p, den := range week.den {
			weights[p*d.weeks+w] = float32(den)
		}
	}
	d.keep(loose{i, weeks})
	rep.retention(total)
	for k, row := range kpi.All {
		d.horizon[k][i] = total.value(k, grid)
		for c := range byTotal {
			if row.ByContact {
				d.contact[c][k][i] = byTotal[c].value(k, grid)
			}
		}
	}
}

// together is how many replications' weeks are laid at once: as many numbers as there
// are in two lines of a processor's cache, which it fetches in pairs.
const together = 32

// keep takes the weeks of a replication. Those of several are laid together, because
// each week goes to a place in memory far from the others, beside that of the next
// replication.
func (d *draws) keep(l loose) {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.recent = append(d.recent, l); len(d.recent) == together {
		d.lay()
	}
}

// lay stores the weeks of the recent replications; the lock is held.
func (d *draws) lay() {
	from := 0
	for _, columns := range [...][][][]float32{d.series, d.weights} {
		for _, column := range columns {
			for w, replications := range column {
				for _, l := range d.recent {
					replications[l.replication] = l.weeks[from+w]
				}
			}
			from += d.weeks
		}
	}
	clear(d.recent)
	d.recent = d.recent[:0]
}

// show hands out the replications that are done.
func (d *draws) show(out *Results) {
	d.lock.Lock()
	d.lay()
	d.lock.Unlock()
	n := d.done
	for k := range kpi.All {
		out.Horizon = append(out.Horizon, d.horizon[k][:n:n])
	}
	for c := range d.contact {
		out.ByContact = append(out.ByContact, shown(d.contact[c], n))
	}
	for k := range d.series {
		out.Series = append(out.Series, shown(d.series[k], n))
	}
	for p := range d.weights {
		out.Weights = append(out.Weights, shown(d.weights[p], n))
	}
	out.Drawn = shown(d.inputs, n)
}

// shown is the first n of each column; nil where there is none.
func shown[T any](columns [][]T, n int) [][]T {
	if columns == nil {
		return nil
	}
	out := make([][]T, len(columns))
	for i, c := range columns {
		if c != nil {
			out[i] = c[:n:n]
		}
	}
	return out
}
