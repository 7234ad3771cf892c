package sim

import (
	"slices"

	"lojal/sim/loyalty"
	"lojal/sim/queue"
	"lojal/sim/queue/calls"
	"lojal/sim/scenario"
)

// worker is what one goroutine uses again from replication to replication. None
// of it changes what a replication finds.
type worker struct {
	plays    bool // contacts one by one
	lanes    []*laneMemory
	rules    calls.Rules
	played   *calls.Engine // for these rules
	outcomes []outcome
	calendar *calendar
	base     *loyalty.Base
}

// layCalendar is the calendar of a plan.
func (w *worker) layCalendar(p *scenario.Plan) *calendar {
	if w.calendar == nil || !w.calendar.fits(p) {
		w.calendar = newCalendar(p)
	}
	return w.calendar
}

// laneMemory is what the queue of one lane keeps.
type laneMemory struct {
	types   []queue.ContactType
	targets []float64
	pool    *queue.Pool
	table   *queue.Table
	steady  *queue.Steady
	week    *queue.Flow
}

// prepare readies the queue of a lane for contact types, told on a grid that
// holds the targets of all; for those of the replication before, everything is there.
func (w *worker) prepare(lane int, types []queue.ContactType, targets []float64) *laneMemory {
	for lane >= len(w.lanes) {
		w.lanes = append(w.lanes, &laneMemory{})
	}
	m := w.lanes[lane]
	if m.pool != nil && slices.Equal(types, m.types) && slices.Equal(targets, m.targets) {
		m.week.Reset()
		m.steady = m.pool.NewSteady()
		m.table.Trim()
		return m
	}
	m.types, m.targets, m.pool = types, targets, queue.NewPool(types, targets...)
	m.table = queue.NewTable(m.pool)
	m.steady, m.week = m.pool.NewSteady(), m.pool.NewFlow()
	return m
}
