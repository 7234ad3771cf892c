package random

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Chi-square on 400 cells of equal probability and on the far tail against the
// 99.99 % point; oracle: gonum's distribution functions.
func TestVariates(t *testing.T) {
	const n, cells = 2_000_000, 400
	words, out := make([]uint64, n), make([]float64, n)
	one := func(of func(uint64) float64) func() {
		return func() {
			for i, w := range words {
				out[i] = of(w)
			}
		}
	}
	v := math.Log1p(.3 * .3)
	s := At(Key{Seed: 4})
	for _, c := range []struct {
		name string
		draw func()
		cdf  func(float64) float64
	}{
		{"exponential", one(ExpOf), distuv.Exponential{Rate: 1}.CDF},
		{"exponential of mean 7", func() { AllExp(words, 7, out) }, distuv.Exponential{Rate: 1. / 7}.CDF},
		{"normal", one(NormalOf), distuv.UnitNormal.CDF},
		{"lognormal", func() { AllLognormal(words, 3, 1.2, -.2, out) }, distuv.LogNormal{Mu: math.Log(3) - .2, Sigma: 1.2}.CDF},
		{"busyness", func() { Busyness(words, .3, out) }, distuv.LogNormal{Mu: -v / 2, Sigma: math.Sqrt(v)}.CDF},
	} {
		for i := range words {
			words[i] = s.Uint64()
		}
		c.draw()
		var count [cells]float64
		tail := 0.0
		for _, x := range out {
			p := c.cdf(x)
			count[min(int(p*cells), cells-1)]++
			if p > 1-1e-4 {
				tail++
			}
		}
		chi := 0.0
		for _, x := range count {
			chi += (x - n/cells) * (x - n/cells) / (n / cells)
		}
		if limit := (distuv.ChiSquared{K: cells - 1}).Quantile(.9999); chi > limit {
			t.Errorf("%s: chi-square %.0f, limit %.0f", c.name, chi, limit)
		}
		if math.Abs(tail-n*1e-4) > 4*math.Sqrt(n*1e-4) {
			t.Errorf("%s: %v in a tail of %v", c.name, tail, n*1e-4)
		}
	}
}

// Busyness has mean one and the coefficient of variation asked for, and is exactly one
// without any.
func TestBusyness(t *testing.T) {
	const n = 400_000
	words, out := make([]uint64, n), make([]float64, n)
	s := At(Key{Seed: 9})
	for i := range words {
		words[i] = s.Uint64()
	}
	Busyness(words, .3, out)
	var sum, square float64
	for _, x := range out {
		sum += x / n
		square += x * x / n
	}
	if sd := math.Sqrt(square - sum*sum); math.Abs(sum-1) > 5*.3/math.Sqrt(n) || math.Abs(sd-.3) > .01 {
		t.Errorf("mean %.4f, standard deviation %.4f", sum, sd)
	}
	Busyness(words[:100], 0, out)
	for _, x := range out[:100] {
		if x != 1 {
			t.Fatalf("%v without variation", x)
		}
	}
}
