package fast

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Vectors give what plain sums in the same order do, to the last bit, and touch
// nothing else.
func TestConvolveIsTheSameOnEveryMachine(t *testing.T) {
	if !vectors {
		t.Skip("no vectors here")
	}
	dice := rand.New(rand.NewPCG(3, 3))
	var from, to [240]float64
	for i := range from {
		from[i], to[i] = dice.NormFloat64(), dice.NormFloat64()
	}
	for numbers := Block; numbers <= 4*Block; numbers += Block {
		for _, step := range []int{-1, 0, 1} {
			shares := make([]float64, 1+dice.IntN(25))
			for k := range shares {
				shares[k] = dice.NormFloat64()
			}
			at := len(shares) + dice.IntN(30)
			got, want := to, to
			Convolve(got[7:][:numbers], from[:], at, step, shares)
			convolvePlain(want[7:][:numbers], from[:], at, step, shares)
			if !slices.Equal(got[:], want[:]) {
				t.Fatalf("%d numbers, step %d, %d shares: other sums", numbers, step, len(shares))
			}
		}
	}
}
