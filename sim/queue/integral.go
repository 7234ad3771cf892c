package queue

import "math"

// far is the exponent below the peak beyond which nothing is left to a double.
const far = 46

// integral integrates against e^(φ−top) from a to b, which may be +Inf, by
// Gauss–Legendre with 16 nodes on intervals that are halved until halving
// changes nothing.
func (v *solved) integral(a, b float64) (sum [terms]float64) {
	if v.density == 0 && v.capacity == 0 {
		return sum
	}
	b = min(b, v.end(a))
	if a >= b {
		return sum
	}
	if a < v.at && v.at < b {
		return plus(v.adapt(a, v.at), v.adapt(v.at, b))
	}
	return v.adapt(a, b)
}

// quadrature integrates against e^(φ−top) with a top of its own, so that far
// tails do not vanish.
type quadrature struct {
	*solved
	top    float64
	budget int // intervals that may still be halved
	enough [terms]float64
}

// end is beyond where e^φ is negligible for an integral that starts at a.
func (v *solved) end(a float64) float64 {
	top := v.top
	if a > v.at {
		top, _ = v.phi(a)
	}
	from := max(a, v.at)
	width := 1 / v.capacity
	for width < 1e18 {
		if phi, _ := v.phi(from + width); phi < top-far-math.Log1p(width*v.capacity) {
			break
		}
		width *= 1.5
	}
	return from + width
}

// adapt refines a few equal intervals, with the error measured against their sum.
func (v *solved) adapt(a, b float64) (sum [terms]float64) {
	const parts = 8
	var rough [parts][terms]float64
	high, _ := v.phi(min(max(a, v.at), b))
	q := &quadrature{solved: v, top: high, budget: 20000}
	width := (b - a) / parts
	for i := range rough {
		rough[i] = q.gauss(a+float64(i)*width, width)
		q.enough = plus(q.enough, rough[i])
	}
	for i := range q.enough {
		q.enough[i] *= 1e-14
	}
	for i := range rough {
		sum = plus(sum, q.refine(a+float64(i)*width, width, rough[i], 0))
	}
	for i := range sum {
		sum[i] *= math.Exp(high - v.top)
	}
	return sum
}

// deepest bounds the halving; a jump of S is found to 2⁻⁴⁸ of the interval.
const deepest = 48

func (q *quadrature) refine(a, width float64, once [terms]float64, depth int) [terms]float64 {
	half := width / 2
	left, right := q.gauss(a, half), q.gauss(a+half, half)
	twice := plus(left, right)
	// The exponent is a difference of two that grow with a, and rounds like them.
	noise := 4e-16 * (4 + q.capacity*(a+width))
	good := true
	for i := range twice {
		good = good && math.Abs(twice[i]-once[i]) <= q.enough[i]+noise*size(i, twice)
	}
	q.budget--
	if good || depth == deepest || q.budget < 0 {
		return twice
	}
	return plus(q.refine(a, half, left, depth+1), q.refine(a+half, half, right, depth+1))
}

// size is what the terms of an integral are differences of.
func size(i int, sum [terms]float64) float64 {
	if i == lost {
		return sum[waited]
	}
	return sum[i]
}

var sixteen = newLegendre(8)

func (q *quadrature) gauss(a, width float64) (sum [terms]float64) {
	for j, u := range sixteen.x {
		x := a + width*u
		left, h := q.Patience.Left(x), q.Patience.Waited(x)
		e := width * sixteen.w[j] * math.Exp(q.Rate*h-q.capacity*x-q.top)
		sum[whole] += e
		sum[gone] += e * q.Patience.Gone(x)
		sum[waited] += e * h
		sum[served] += e * x * left
		sum[lost] += e * (h - x*left)
		sum[offered] += e * x
	}
	return sum
}

func plus(a, b [terms]float64) [terms]float64 {
	for i := range a {
		a[i] += b[i]
	}
	return a
}
