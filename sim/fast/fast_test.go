package fast

import (
	"math"
	"testing"
)

func TestExpAll(t *testing.T) {
	for x := -60.0; x < 30; x += 0.0137 {
		e := []float64{x}
		ExpAll(e)
		closeTo(t, "exp", e[0], math.Exp(x), 5e-16)
	}
	e := []float64{-1e6}
	if ExpAll(e); e[0] > 1e-300 {
		t.Error("a far exponent is not negligible")
	}
}

// One exponent is what a loop over many gives, to the last bit.
func TestExpIsExpAll(t *testing.T) {
	for x := -800.0; x < 700; x += .0371 {
		e := []float64{x}
		if ExpAll(e); Exp(x) != e[0] {
			t.Errorf("exp of %v is %v alone, %v among others", x, Exp(x), e[0])
		}
	}
	if !math.IsInf(Exp(1e4), 1) || !math.IsNaN(Exp(math.NaN())) {
		t.Error("an exponent out of range has a figure")
	}
}

// The oracles are the functions of the standard library.
func TestFastFunctions(t *testing.T) {
	for x := -40.0; x < 40; x += 0.00731 {
		for _, y := range []float64{x, math.Copysign(math.Exp(x/2-20), x)} {
			closeTo(t, "expm1", Expm1(y), math.Expm1(y), 3e-15)
		}
		small := math.Exp(-math.Abs(x))
		closeTo(t, "log1p", Log1p(small), math.Log1p(small), 3e-15)
		closeTo(t, "log1p", Log1p(-small/2), math.Log1p(-small/2), 3e-15)
		if got, want := Log(math.Exp(x)), math.Log(math.Exp(x)); math.Abs(got-want) > 4e-16*math.Max(1, math.Abs(want)) {
			t.Errorf("log %v: %v", want, got)
		}
	}
	for _, x := range []float64{0, -1, math.Inf(1), 1e-310, 1e300} {
		if got, want := Log(x), math.Log(x); math.Abs(got-want) > 1e-13 || math.IsNaN(got) != math.IsNaN(want) {
			t.Errorf("log of %v: %v, want %v", x, got, want)
		}
	}
}

func closeTo(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s is %.17g, want %.17g", what, got, want)
	}
}

func BenchmarkExp(b *testing.B) {
	x, sum := -1.0, 0.0
	for b.Loop() {
		sum += Exp(x)
		x = -2 - x
	}
	_ = sum
}
