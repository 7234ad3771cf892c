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

// The oracles are the functions of the standard library.
func TestFastFunctions(t *testing.T) {
	for x := -40.0; x < 40; x += 0.00731 {
		for _, y := range []float64{x, math.Copysign(math.Exp(x/2-20), x)} {
			closeTo(t, "expm1", expm1(y), math.Expm1(y), 3e-15)
		}
		small := math.Exp(-math.Abs(x))
		closeTo(t, "log1p", log1p(small), math.Log1p(small), 3e-15)
		closeTo(t, "log1p", log1p(-small/2), math.Log1p(-small/2), 3e-15)
		if got, want := log(math.Exp(x)), math.Log(math.Exp(x)); math.Abs(got-want) > 4e-16*math.Max(1, math.Abs(want)) {
			t.Errorf("log %v: %v", want, got)
		}
	}
	for _, x := range []float64{0, -1, math.Inf(1), 1e-310, 1e300} {
		if got, want := log(x), math.Log(x); math.Abs(got-want) > 1e-13 || math.IsNaN(got) != math.IsNaN(want) {
			t.Errorf("log of %v: %v, want %v", x, got, want)
		}
	}
}
