package queue

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

// rungs is the ladder of quadrature rules on one panel: Gauss–Legendre with
// this many nodes, then the last one on two halves, four quarters and so on.
var rungs = [...]int{2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32}

const ladder = len(rungs) + 7 // the highest has 32·2⁷ nodes

// legendre holds nodes and weights of each rung on 0..1.
type legendre struct{ x, w []float64 }

var legendreOf = func() (l [ladder]legendre) {
	for i := range l {
		l[i] = newLegendre(i)
	}
	return l
}()

func newLegendre(rung int) (l legendre) {
	m, parts := rungs[min(rung, len(rungs)-1)], 1
	if rung >= len(rungs) {
		parts = 1 << (rung - len(rungs) + 1)
	}
	l.x, l.w = make([]float64, m*parts), make([]float64, m*parts)
	for i := 0; i < parts; i++ {
		a, b := float64(i)/float64(parts), float64(i+1)/float64(parts)
		quad.Legendre{}.FixedLocations(l.x[i*m:(i+1)*m], l.w[i*m:(i+1)*m], a, b)
	}
	return l
}

// looser is by how much an exponent must lie below the peak to make an error
// a hundred times as large harmless.
const looser = 2 * math.Ln10

// reach[l] is the largest k for which a rung integrates e^(ky) on −1..1 to an
// error of 10^(2l−12): k^2m · 2^(2m+1) (m!)⁴ / ((2m+1) (2m)!³).
var reach = func() (r [6][ladder]float64) {
	for l := range r {
		for i := range r[l] {
			m := nodes[i]
			lf, _ := math.Lgamma(m + 1)
			l2, _ := math.Lgamma(2*m + 1)
			logC := (2*m+1)*math.Ln2 + 4*lf - math.Log(2*m+1) - 3*l2
			k := math.Exp(((2*float64(l)-12)*math.Ln10 - logC) / (2 * m))
			r[l][i] = k * math.Exp2(float64(max(0, i-len(rungs)+1)))
		}
	}
	return r
}()

// nodes is the number of nodes of a rung on one part of the panel.
var nodes = func() (m [ladder]float64) {
	for i := range m {
		m[i] = float64(rungs[min(i, len(rungs)-1)])
	}
	return m
}()

// rungFor is the lowest rung, from lowest on, that integrates
// e^(slope·y − bend·y²/2) on −1..1 to an error of 1e-10·e^slack. The 2m-th
// derivative of a Gaussian grows like (bend·2m/e)^m.
func rungFor(lowest int, slack, slope, bend float64) int {
	r := &reach[min(max(int(1+slack/looser), 0), len(reach)-1)]
	i := lowest
	for ; i < ladder-1; i++ {
		if k := r[i] - slope; k > 0 && k*k > 0.8*nodes[i]*bend {
			break
		}
	}
	return i
}
