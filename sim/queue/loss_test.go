package queue

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The oracle is Erlang's formula; what a window held before changes no answer.
func TestLossAgainstErlangB(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for _, n := range []int{1, 7, 40, 300} {
		var table lossTable
		worst := 0.0
		for range 400 {
			load := float64(n+1) * (lightest + (heaviest-lightest)*r.Float64())
			got := table.row(n).of(load)
			var fresh lossTable
			if again := fresh.row(n).of(load); again != got {
				t.Fatalf("%d agents, load %v: %v, on its own %v", n, load, got, again)
			}
			worst = max(worst, math.Abs(got-ErlangB(load, n)))
		}
		if worst > 1e-8 {
			t.Errorf("%d agents: off by %.1e", n, worst)
		}
	}
}
