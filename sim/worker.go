package sim

import (
	"slices"

	"lojal/sim/loyalty"
	"lojal/sim/queue"
)

// worker is what one goroutine uses again from replication to replication. None
// of it changes what a replication finds.
type worker struct {
	types  []queue.ContactType
	pool   *queue.Pool
	table  *queue.Table
	steady *queue.Steady
	week   *queue.Flow

	outcomes []outcome
	base     *loyalty.Base
}

// prepare readies the queue for contact types; for those of the replication
// before, everything is there.
func (w *worker) prepare(types []queue.ContactType) {
	if w.pool != nil && slices.Equal(types, w.types) {
		w.week.Reset()
		w.steady = w.pool.NewSteady()
		w.table.Trim()
		return
	}
	w.types, w.pool = types, queue.NewPool(types)
	w.table = queue.NewTable(w.pool)
	w.steady, w.week = w.pool.NewSteady(), w.pool.NewFlow()
}
