package sim

import (
	"runtime"
	"slices"
	"sync"

	"lojal/sim/loyalty"
	"lojal/sim/queue"
	"lojal/sim/queue/calls"
	"lojal/sim/scenario"
)

// worker is what one goroutine uses again from replication to replication, and from
// run to run. None of it changes what a replication finds.
type worker struct {
	plays    bool            // contacts one by one
	lanes    [][]*laneMemory // by lane, the one used last first
	rules    calls.Rules
	played   *calls.Engine // for these rules
	endings  endings
	calendar *calendar
	law      loyalty.Law
	base     *loyalty.Base
	busy     *busyness
	skills   []skill
}

// layCalendar is the calendar of a plan.
func (w *worker) layCalendar(p *scenario.Plan) *calendar {
	if w.calendar == nil || !w.calendar.fits(p) {
		w.calendar = newCalendar(p)
	}
	return w.calendar
}

// busyness is that of weekdays with so many slots.
func (w *worker) busyness(days, slots int) *busyness {
	if w.busy == nil || w.busy.days != days || w.busy.perDay != slots {
		w.busy = newBusyness(days, slots)
	}
	return w.busy
}

// sized is a slice of so many elements, in the memory of another: they are what they
// were.
func sized[T any](x []T, n int) []T { return slices.Grow(x[:0], n)[:n] }

// laneMemory is what the queue of one lane keeps.
type laneMemory struct {
	types   []queue.ContactType
	targets []float64
	pool    *queue.Pool
	table   *queue.Table
	steady  *queue.Steady
	week    *queue.Flow
}

// lanesKept is how many queues of a lane a worker remembers: plans that differ in
// patience may take turns.
const lanesKept = 4

// prepare readies the queue of a lane for contact types, told on a grid that
// holds the targets of all; for those of replications not long ago, everything is
// there.
func (w *worker) prepare(lane int, types []queue.ContactType, targets []float64) *laneMemory {
	for lane >= len(w.lanes) {
		w.lanes = append(w.lanes, nil)
	}
	kept := w.lanes[lane]
	i := slices.IndexFunc(kept, func(m *laneMemory) bool { return slices.Equal(types, m.types) && slices.Equal(targets, m.targets) })
	if i < 0 {
		m := &laneMemory{types: types, targets: targets, pool: queue.NewPool(types, targets...)}
		m.table = queue.NewTable(m.pool)
		m.week = m.pool.NewFlow()
		i = min(len(kept), lanesKept-1)
		kept = append(kept[:i], m)
	}
	m := kept[i]
	copy(kept[1:i+1], kept[:i])
	kept[0] = m
	w.lanes[lane] = kept
	m.week.Reset()
	m.steady = m.pool.NewSteady()
	m.table.Trim()
	return m
}

// idle are workers that no run uses now.
var idle struct {
	sync.Mutex
	workers []*worker
}

// hire takes an idle worker, or a new one.
func hire(plays bool) *worker {
	idle.Lock()
	defer idle.Unlock()
	for i := len(idle.workers) - 1; i >= 0; i-- {
		if w := idle.workers[i]; w.plays == plays {
			idle.workers = slices.Delete(idle.workers, i, i+1)
			return w
		}
	}
	return &worker{plays: plays}
}

// rest gives a worker back; no more of them are kept than there are processors.
func (w *worker) rest() {
	idle.Lock()
	defer idle.Unlock()
	idle.workers = append(idle.workers, w)
	if n := len(idle.workers) - runtime.NumCPU(); n > 0 {
		idle.workers = slices.Delete(idle.workers, 0, n)
	}
}
