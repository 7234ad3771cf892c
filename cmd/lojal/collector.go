package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// spare is how much garbage may pile up before it is collected, in bytes. The draws of a
// long run are most of the memory and live long: of them it may be a quarter more.
const spare = 128 << 20

// percent is the collector's, with so many bytes alive. It changes in steps, since each
// change holds the program up for a moment.
func percent(live uint64) int {
	p := int(100 * spare / max(live, 1))
	return min(max(25, p-p%25), 400)
}

// paceCollector keeps to that after each collection. The usual percentage of a small
// heap collects every tenth of a second while a lever moves.
func paceCollector() {
	c := &collection{percent: 100, live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	c.again()
}

// collection is garbage that tells when it is collected.
type collection struct {
	percent int
	live    []metrics.Sample
}

func (c *collection) again() {
	metrics.Read(c.live)
	if p := percent(c.live[0].Value.Uint64()); p != c.percent {
		c.percent = p
		debug.SetGCPercent(p)
	}
	runtime.SetFinalizer(c, (*collection).again)
}
