package sim

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"

	"lojal/sim/random"
	"lojal/sim/scenario"
)

// sampler says at which probability each uncertain input is read in a
// replication. Inputs with a rank correlation are drawn together by a Gaussian
// copula, in which a rank correlation ρ is the correlation 2·sin(πρ/6) (Pearson
// 1907); the others are independent. An input's own stream is named by its path.
type sampler struct {
	seed   uint64
	paths  []string
	place  map[string]int
	joint  []int         // correlated inputs, by place
	factor *mat.TriDense // Cholesky factor of their correlations
}

func newSampler(s *scenario.Scenario, seed uint64) (*sampler, error) {
	w := &sampler{seed: seed, paths: s.Uncertain(), place: map[string]int{}}
	for i, p := range w.paths {
		w.place[p] = i
	}
	return w, w.correlate(s.Correlations())
}

func (w *sampler) correlate(cs []scenario.Correlation) error {
	row := map[int]int{}
	member := func(path string) int {
		i, ok := w.place[path]
		if !ok {
			return -1
		}
		if _, ok := row[i]; !ok {
			row[i] = len(w.joint)
			w.joint = append(w.joint, i)
		}
		return row[i]
	}
	type pair struct {
		a, b int
		r    float64
	}
	var pairs []pair
	for _, c := range cs {
		if a, b := member(c.A), member(c.B); a >= 0 && b >= 0 {
			pairs = append(pairs, pair{a, b, 2 * math.Sin(math.Pi*c.Rank/6)})
		}
	}
	if len(pairs) == 0 {
		w.joint = nil
		return nil
	}
	m := mat.NewSymDense(len(w.joint), nil)
	for i := range w.joint {
		m.SetSym(i, i, 1)
	}
	for _, p := range pairs {
		m.SetSym(p.a, p.b, p.r)
	}
	var c mat.Cholesky
	if !c.Factorize(m) {
		return fmt.Errorf("correlations: the rank correlations contradict each other (the matrix is not positive definite); weaken some of them")
	}
	w.factor = &mat.TriDense{}
	c.LTo(w.factor)
	return nil
}

// probabilities are those of one replication, by place in paths, each within (0, 1).
func (w *sampler) probabilities(replication int) []float64 {
	u := make([]float64, len(w.paths))
	for i, p := range w.paths {
		u[i] = random.At(random.Key{Seed: w.seed, Quantity: random.Name("world/" + p), Replication: uint64(replication)}).Float64()
	}
	if w.factor == nil {
		return u
	}
	z := make([]float64, len(w.joint))
	for k, i := range w.joint {
		z[k] = mathext.NormalQuantile(u[i])
	}
	for k, i := range w.joint {
		sum := 0.0
		for l := range k + 1 {
			sum += w.factor.At(k, l) * z[l]
		}
		u[i] = min(max(.5*math.Erfc(-sum/math.Sqrt2), 1e-16), 1-1e-16)
	}
	return u
}
