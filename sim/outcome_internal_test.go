package sim

import (
	"math"
	"math/rand/v2"
	"testing"

	"lojal/sim/loyalty"
)

// Waits put together give what each of them apart gives: satisfaction, complaints and
// customers' contacts by score.
func TestWaitsTogetherAreWaitsApart(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 6))
	between := func(low, high float64) float64 { return low + (high-low)*dice.Float64() }
	fewer := 0
	for range 5000 {
		m := &minds{momentBase: between(0, 100), lastingBase: between(0, 100)}
		g := group{share: between(.1, 1), off: between(0, 20)}
		all := make([]heard, 1+dice.IntN(30))
		at, step := feeling{between(-30, 30), between(-30, 30)}, between(.2, 4)
		for i := range all {
			at = feeling{at.moment + between(-step, step), at.lasting + between(-step, step)}
			all[i] = heard{count: between(1e-9, 50), feeling: at}
		}
		var apart, together ending
		apart.heard(all, g)
		together.together(all, g, m)
		fewer += len(apart.of) - len(together.of)
		var one, other loyalty.Contacts
		var want, got [4]float64
		want[0], want[1], want[2], want[3] = m.scoreAlike(apart.of, .3, &one)
		got[0], got[1], got[2], got[3] = m.scoreAlike(together.of, .3, &other)
		near := func(what string, got, want []float64) {
			for i := range want {
				if !(math.Abs(got[i]-want[i]) <= 1e-9*(1+math.Abs(want[i]))) {
					t.Fatalf("%s %d: %v together, %v apart", what, i, got[i], want[i])
				}
			}
		}
		near("count, satisfied, scores, complaints", got[:], want[:])
		near("customers by score", other.Count[:], one.Count[:])
		near("complaints by score", other.Complaint[:], one.Complaint[:])
	}
	if fewer == 0 {
		t.Error("none were put together")
	}
}
