package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// With little alive there may be as much garbage as is spare, with much a quarter of what
// lives, and never more than the larger of the two.
func TestCollectorPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: 400, 20 << 20: 400, 64 << 20: 200, 128 << 20: 100, 256 << 20: 50, 512 << 20: 25, 5 << 30: 25} {
		if got := percent(live); got != want {
			t.Errorf("%d bytes alive: %d %%, want %d", live, got, want)
		}
	}
	for live := uint64(1 << 20); live < 1<<32; live += live / 7 {
		if garbage := live * uint64(percent(live)) / 100; garbage > max(spare, live/4) {
			t.Errorf("%d bytes alive and %d of garbage", live, garbage)
		}
	}
}

// The percentage follows what is alive.
func TestCollectorIsPaced(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	paceCollector()
	now := func() int {
		for range 3 {
			runtime.GC()
			time.Sleep(20 * time.Millisecond) // what follows a collection runs beside
		}
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	small := now()
	much := make([]byte, 300<<20)
	if large := now(); large != 25 || small <= 50 {
		t.Errorf("%d %% with little alive, %d %% with much", small, large)
	}
	runtime.KeepAlive(much)
	much = nil
	if again := now(); again != small {
		t.Errorf("%d %%, before %d", again, small)
	}
}
