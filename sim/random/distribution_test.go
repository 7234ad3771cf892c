package random

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"pgregory.net/rapid"
)

func must(d Distribution, err error) Distribution {
	if err != nil {
		panic(err)
	}
	return d
}

// Oracle: the closed forms of the distributions' quantiles and means.
func TestClosedForms(t *testing.T) {
	for _, c := range []struct {
		name    string
		d       Distribution
		p, q, m float64
	}{
		{"uniform", must(Uniform(2, 6)), 0.25, 3, 4},
		{"triangular, left", must(Triangular(0, 2, 10)), 0.05, 1, 4},
		{"triangular, right", must(Triangular(0, 2, 10)), 0.8, 6, 4},
		{"triangular, mode at low", must(Triangular(0, 0, 1)), 0.75, 0.5, 1.0 / 3},
		{"triangular, mode at high", must(Triangular(0, 1, 1)), 0.25, 0.5, 2.0 / 3},
		{"normal, 97.5 %", must(Normal(10, 2)), 0.975, 10 + 2*1.959963984540054, 10},
		{"lognormal, median", must(Lognormal(math.Exp(0.5), 1)), 0.5, 1, math.Exp(0.5)},
		{"pert is symmetric", must(PERT(0, 5, 10)), 0.5, 5, 5},
		{"pert, mode at low: 1−(1−x)^5", must(PERT(0, 0, 1)), 1 - math.Pow(0.75, 5), 0.25, 1.0 / 6},
		{"beta(1,1)", must(Beta(0.5, math.Sqrt(1.0/12))), 0.3, 0.3, 0.5},
		{"beta(2,1): x²", must(Beta(2.0/3, math.Sqrt(1.0/18))), 0.25, 0.5, 2.0 / 3},
		{"discrete", must(Discrete([]float64{3, 1}, []float64{1, 3})), 0.75, 1, 1.5},
		{"discrete, above", must(Discrete([]float64{3, 1}, []float64{1, 3})), 0.76, 3, 1.5},
		{"empirical", must(Empirical([]float64{4, 1, 1, 2})), 0.5, 1, 2},
	} {
		if got := c.d.Quantile(c.p); math.Abs(got-c.q) > 1e-9 {
			t.Errorf("%s: quantile %v is %v, want %v", c.name, c.p, got, c.q)
		}
		if got := c.d.Mean(); math.Abs(got-c.m) > 1e-9 {
			t.Errorf("%s: mean %v, want %v", c.name, got, c.m)
		}
	}
}

// Oracle: the mean is the integral of the quantile function, the variance that of
// its square about the mean.
func TestDistributionMoments(t *testing.T) {
	for _, c := range []struct {
		name     string
		d        Distribution
		variance float64
	}{
		{"uniform", must(Uniform(-1, 3)), 16.0 / 12},
		{"triangular", must(Triangular(1, 2, 4)), (1 + 4 + 16 - 2 - 4 - 8) / 18.0},
		{"pert", must(PERT(1, 2, 6)), (2.5 - 1) * (6 - 2.5) / 7},
		{"normal", must(Normal(3, 0.5)), 0.25},
		{"lognormal", must(Lognormal(2, 0.4)), 4 * (math.Exp(0.16) - 1)},
		{"beta", must(Beta(0.35, 0.2)), 0.04},
	} {
		mean := quad.Fixed(c.d.Quantile, 0, 1, 4000, nil, 0)
		variance := quad.Fixed(func(p float64) float64 { return math.Pow(c.d.Quantile(p)-mean, 2) }, 0, 1, 4000, nil, 0)
		if math.Abs(mean-c.d.Mean()) > 1e-5 || math.Abs(variance-c.variance) > 1e-4 {
			t.Errorf("%s: mean %v (%v), variance %v (%v)", c.name, c.d.Mean(), mean, variance, c.variance)
		}
	}
}

// Oracle: the definition. The 10 % and 90 % points are the given ones, and the
// median tells which family was fitted.
func TestRangeDistribution(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-100, 100).Draw(t, "low")
		high := low + rapid.Float64Range(0.01, 300).Draw(t, "width")
		bounded := rapid.Bool().Draw(t, "bounded")
		d := must(Range(low, high, bounded))
		for p, want := range map[float64]float64{0.1: low, 0.9: high} {
			if got := d.Quantile(p); math.Abs(got-want) > 1e-9*(1+math.Abs(want)) {
				t.Fatalf("%v..%v: %v at %v", low, high, got, p)
			}
		}
		middle := (low + high) / 2
		if low > 0 && high/low >= 1.5 && !bounded {
			middle = math.Sqrt(low * high)
		}
		if got := d.Quantile(0.5); math.Abs(got-middle) > 1e-9*(1+math.Abs(middle)) {
			t.Fatalf("%v..%v bounded=%v: median %v, want %v", low, high, bounded, got, middle)
		}
	})
}

func TestQuantilesRise(t *testing.T) {
	all := []Distribution{must(Uniform(0, 1)), must(Triangular(0, 0, 1)), must(PERT(-3, 1, 2)), must(Normal(0, 1)),
		must(Lognormal(1, 2)), must(Beta(0.9, 0.1)), must(Discrete([]float64{1, 5, 2}, []float64{1, 0, 2})), must(Range(5, 9, false))}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(1e-6, 1-1e-6).Draw(t, "p")
		q := rapid.Float64Range(p, 1-1e-6).Draw(t, "q")
		for _, d := range all {
			if a, b := d.Quantile(p), d.Quantile(q); a > b+1e-9*math.Abs(b) || math.IsNaN(a) {
				t.Fatalf("%v: quantile %v is %v, %v is %v", d, p, a, q, b)
			}
		}
	})
}

// Oracle: for a standard normal kept to [0, ∞) the mean is 1/√(2π).
func TestBoundedDistribution(t *testing.T) {
	d := Bounded(must(Normal(0, 1)), 0, math.Inf(1))
	if d.Quantile(0.3) != 0 || math.Abs(d.Mean()-1/math.Sqrt(2*math.Pi)) > 1e-3 {
		t.Errorf("quantile %v, mean %v", d.Quantile(0.3), d.Mean())
	}
	if v, w := Points(Bounded(must(Discrete([]float64{1, 2}, []float64{1, 1})), 0, 9)); len(v) != 2 || w[1] != 0.5 {
		t.Errorf("points %v %v", v, w)
	}
}

func TestBadParameters(t *testing.T) {
	nan := math.NaN()
	for _, f := range []func() (Distribution, error){
		func() (Distribution, error) { return Range(2, 2, false) },
		func() (Distribution, error) { return Uniform(1, nan) },
		func() (Distribution, error) { return Triangular(1, 9, 3) },
		func() (Distribution, error) { return PERT(3, 2, 1) },
		func() (Distribution, error) { return Normal(0, 0) },
		func() (Distribution, error) { return Lognormal(0, 1) },
		func() (Distribution, error) { return Lognormal(1, -1) },
		func() (Distribution, error) { return Beta(0.5, 0.5) },
		func() (Distribution, error) { return Beta(1, 0.1) },
		func() (Distribution, error) { return Discrete(nil, nil) },
		func() (Distribution, error) { return Discrete([]float64{1}, []float64{0}) },
		func() (Distribution, error) { return Discrete([]float64{1}, []float64{-1}) },
		func() (Distribution, error) { return Empirical(nil) },
	} {
		if d, err := f(); err == nil {
			t.Errorf("%v is no distribution", d)
		}
	}
}
