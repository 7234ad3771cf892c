package yardstick

import (
	"math"
	"testing"
)

// The oracle is Erlang A for the same queue: 7.6187 % abandon, and the mean wait is
// 9.1424 s (Palm's formula).
func TestRunIsErlangA(t *testing.T) {
	const n = 4_000_000
	waits, abandoned := Run(n, NewSource())
	if mean := waits / n; math.Abs(mean-9.1424) > .25 { // four standard errors
		t.Errorf("mean wait %v s, want 9.1424", mean)
	}
	if share := float64(abandoned) / n; math.Abs(share-.076187) > .0016 {
		t.Errorf("%v abandoned, want .076187", share)
	}
}
