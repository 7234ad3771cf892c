package queue

import (
	"math"
	"sort"
)

// Quantile reads the wait that a share q of the contacts does not exceed from a
// tail on a grid: tail[j] is how many wait longer than grid[j], of offered in
// all. Tails of many half hours are pooled by adding them, each times its
// contacts. Between grid points the logarithm of the tail is interpolated by a
// monotone cubic, which is exact for an exponential tail; the last point, where
// the tail ends, by a straight line. NaN where nothing was offered.
func Quantile(grid, tail []float64, offered, q float64) float64 {
	if !(offered > 0) || math.IsNaN(q) {
		return math.NaN()
	}
	want := offered * (1 - q)
	j := sort.Search(len(tail), func(j int) bool { return tail[j] <= want })
	switch {
	case j == 0:
		return 0
	case j == len(tail):
		return grid[len(grid)-1]
	case tail[j] <= 0 || want <= 0:
		return grid[j-1] + (grid[j]-grid[j-1])*(tail[j-1]-want)/(tail[j-1]-tail[j])
	}
	return invertLog(grid, tail, j-1, math.Log(want))
}

// invertLog finds where the interpolated logarithm of the tail falls to y
// between grid points i and i+1.
func invertLog(grid, tail []float64, i int, y float64) float64 {
	a, b := grid[i], grid[i+1]
	ya, yb := math.Log(tail[i]), math.Log(tail[i+1])
	da, db := logSlope(grid, tail, i)*(b-a), logSlope(grid, tail, i+1)*(b-a)
	// Cubic Hermite: values and slopes at both ends. Newton's method, by bisection
	// where it leaves the bracket.
	c2, c3 := 3*(yb-ya)-2*da-db, 2*(ya-yb)+da+db
	low, high, u := 0.0, 1.0, .5
	for range 50 {
		h, slope := ya+u*(da+u*(c2+u*c3)), da+u*(2*c2+u*3*c3)
		if h > y {
			low = u
		} else {
			high = u
		}
		next := u - (h-y)/slope
		if !(next >= low && next <= high) {
			next = (low + high) / 2
		}
		if math.Abs(next-u) < 1e-15 {
			break
		}
		u = next
	}
	return a + (b-a)*u
}

// logSlope is the slope of the logarithm of the tail at a grid point: that of the
// parabola through it and its neighbours, at most three times that of either side, which
// keeps the interpolation monotone (Fritsch and Carlson, SIAM J. Numer. Anal. 17
// (1980) 238–246); at the ends that of the one side.
func logSlope(grid, tail []float64, i int) float64 {
	before, wBefore := chord(grid, tail, i-1)
	after, wAfter := chord(grid, tail, i)
	switch {
	case wBefore == 0:
		return after
	case wAfter == 0:
		return before
	}
	slope := (wAfter*before + wBefore*after) / (wBefore + wAfter)
	return max(slope, 3*before, 3*after) // all are negative
}

// chord is the slope of the logarithm of the tail from i to i+1 and the width;
// no width where there is no such slope.
func chord(grid, tail []float64, i int) (slope, width float64) {
	if i < 0 || i+1 >= len(tail) || tail[i+1] <= 0 {
		return 0, 0
	}
	width = grid[i+1] - grid[i]
	return math.Log(tail[i+1]/tail[i]) / width, width
}
