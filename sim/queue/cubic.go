package queue

import "math"

// around is between how many points of a grid a polynomial runs.
const around = 4

// cubic is the polynomial through four neighbouring points of a grid, by its powers
// from the second point on, in grid steps: its coefficients, or the sums of those
// powers, each times a weight, over many places.
type cubic [around]float64

// unknown is a cubic between points that are not worked out yet: whatever is found
// with it is no number, so that no answer need ask before it is there.
var unknown = cubic{math.NaN()}

// through is the cubic with the values a, b, c, d at −1, 0, 1, 2.
func through(a, b, c, d float64) cubic {
	return cubic{b, c - b*.5 - a*(1./3) - d*(1./6), (a+c)*.5 - b, (d-a)*(1./6) + (b-c)*.5}
}

// within is the cubic with its control points, those of Bernstein's form, kept within
// 0 to most, and with them all between the second and the third point.
func (c cubic) within(most float64) cubic {
	keep := func(x float64) float64 { return min(max(x, 0), most) }
	p, q := keep(c[0]), keep(c[0]+c[1]*(1./3))
	r, s := keep(c[0]+(2*c[1]+c[2])*(1./3)), keep(c[0]+c[1]+c[2]+c[3])
	return cubic{p, 3 * (q - p), 3 * (p - 2*q + r), s - 3*(r-q) - p}
}

// at is its value u steps after the second point, u2 being u².
func (c *cubic) at(u, u2 float64) float64 { return (c[0] + u*c[1]) + u2*(c[2]+u*c[3]) }

// add counts n at u.
func (c *cubic) add(n, u float64) {
	nu := n * u
	nu2 := nu * u
	c[0] += n
	c[1] += nu
	c[2] += nu2
	c[3] += nu2 * u
}

// weights are how much each of the four points weighs, in the value of a cubic at
// u for the powers of u, and in a sum of values for the sums.
func (c *cubic) weights() [around]float64 {
	return [around]float64{
		c[2]*.5 - c[1]*(1./3) - c[3]*(1./6),
		c[0] - c[1]*.5 - c[2] + c[3]*.5,
		c[1] + (c[2]-c[3])*.5,
		(c[3] - c[1]) * (1. / 6),
	}
}

// powers are those of u, of which weights makes Lagrange's.
func powers(u float64) cubic { return cubic{1, u, u * u, u * u * u} }
