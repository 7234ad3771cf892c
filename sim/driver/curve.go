package driver

import "math"

// Linear is the signal itself, kept within 0 to 1.
func Linear() Curve { return unit }

func unit(x float64) float64 { return min(max(x, 0), 1) }

// Logistic rises from 0 to 1 around mid: 1 ÷ (1 + e^(−slope·(x − mid))).
func Logistic(mid, slope float64) Curve {
	return func(x float64) float64 { return 1 / (1 + math.Exp(-slope*(x-mid))) }
}

// Threshold is 0 below a signal and 1 from it on.
func Threshold(mid float64) Curve {
	return func(x float64) float64 {
		if x < mid {
			return 0
		}
		return 1
	}
}

// Saturating is x ÷ (x + half): half of the effect at half.
func Saturating(half float64) Curve {
	return func(x float64) float64 {
		if x <= 0 {
			return 0
		}
		return x / (x + half)
	}
}

// Points is linear between (signal, level) points that rise in the signal, and
// level beyond the ends.
func Points(at [][2]float64) Curve {
	return func(x float64) float64 { return Interpolate(at, x) }
}

// Interpolate is the piecewise linear function through points that rise in the
// first coordinate, constant beyond the ends; NaN without points.
func Interpolate(at [][2]float64, x float64) float64 {
	if len(at) == 0 {
		return math.NaN()
	}
	i := 0
	for i < len(at) && at[i][0] < x {
		i++
	}
	switch {
	case i == 0:
		return at[0][1]
	case i == len(at):
		return at[i-1][1]
	}
	a, b := at[i-1], at[i]
	return a[1] + (x-a[0])/(b[0]-a[0])*(b[1]-a[1])
}
