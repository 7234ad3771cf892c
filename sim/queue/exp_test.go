package queue

import (
	"math"
	"testing"
)

func TestExpAll(t *testing.T) {
	for x := -60.0; x < 30; x += 0.0137 {
		e := []float64{x}
		expAll(e)
		closeTo(t, "exp", e[0], math.Exp(x), 5e-16)
	}
	e := []float64{-1e6}
	if expAll(e); e[0] > 1e-300 {
		t.Error("a far exponent is not negligible")
	}
}
