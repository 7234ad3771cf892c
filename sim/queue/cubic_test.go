package queue

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The polynomial goes through its four points, and a polynomial of third degree is its
// own; the oracle is Lagrange's formula written out.
func TestCubicAgainstLagrange(t *testing.T) {
	y := [around]float64{2, -1, 5, .3}
	c := through(y[0], y[1], y[2], y[3])
	for _, u := range []float64{-1, 0, .25, .9, 1, 2} {
		want := -u*(u-1)*(u-2)/6*y[0] + (u+1)*(u-1)*(u-2)/2*y[1] - (u+1)*u*(u-2)/2*y[2] + (u+1)*u*(u-1)/6*y[3]
		closeTo(t, "cubic", c.at(u, u*u), want, 1e-13)
		p := powers(u)
		got := 0.0
		for i, w := range p.weights() {
			got += w * y[i]
		}
		closeTo(t, "by weights", got, want, 1e-13)
	}
	if got := unknown.at(.5, .25); got == got {
		t.Errorf("between points that nobody knows there is %v", got)
	}
}

// Sums of powers weigh the four points as the places that they stand for do one by one.
func TestCubicAddsUpPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	y := [around]float64{.9, .7, .4, .2}
	c := through(y[0], y[1], y[2], y[3])
	var sums cubic
	want, got := 0.0, 0.0
	for range 50 {
		n, u := 10*r.Float64(), r.Float64()
		sums.add(n, u)
		want += n * c.at(u, u*u)
	}
	for i, w := range sums.weights() {
		got += w * y[i]
	}
	if math.Abs(got/want-1) > 1e-13 {
		t.Errorf("sum %v, one by one %v", got, want)
	}
}

// A cubic kept within bounds stays there between its points, however it swings, keeps
// its values at them where these are within, and is what it was where it swings little.
func TestCubicWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 1000 {
		y := [around]float64{r.NormFloat64(), r.Float64(), r.Float64(), r.NormFloat64()}
		c := through(y[0], y[1], y[2], y[3]).within(1)
		if math.Abs(c.at(0, 0)-y[1]) > 1e-14 || math.Abs(c.at(1, 1)-y[2]) > 1e-14 {
			t.Fatalf("through %v: %v at the second point, %v at the third", y, c.at(0, 0), c.at(1, 1))
		}
		for u := 0.; u <= 1; u += 1. / 64 {
			if at := c.at(u, u*u); at < -1e-15 || at > 1+1e-15 {
				t.Fatalf("%v of %v: %v", u, y, at)
			}
		}
	}
	tame := through(.3, .35, .4, .5)
	for u := 0.; u <= 1; u += .25 {
		kept := tame.within(1)
		closeTo(t, "tame", kept.at(u, u*u), tame.at(u, u*u), 1e-14)
	}
}
