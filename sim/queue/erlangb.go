package queue

import "math"

// ErlangB is the share of contacts lost where nobody can wait (M/M/n/n), for an
// offered load in erlang (arrival rate × handle time) and n agents. It is 1
// without agents and 0 without load.
func ErlangB(load float64, agents int) float64 {
	if agents <= 0 {
		return 1
	}
	return 1 / inverseB(float64(agents), load)
}

// inverseB is 1 / B(n) = Σ_j n(n−1)…(n−j+1) / load^j, a sum of positive terms,
// so that nothing cancels; +Inf where B is too small for a number, and 1 for n
// of 0 or less. The next one is 1/B(n+1) = 1 + (n+1)/load · 1/B(n).
func inverseB(n, load float64) float64 {
	if !(load > 0) {
		if n <= 0 {
			return 1
		}
		return math.Inf(1)
	}
	sum, term := 1.0, 1.0
	for k := n; k > 0; k-- {
		term *= k / load
		sum += term
		if term < 1e-17*sum && k < load || math.IsInf(sum, 1) {
			break
		}
	}
	return sum
}
