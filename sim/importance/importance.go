// Package importance finds how much of the variation in satisfaction each driver
// explains over simulated contacts: derived importance, as against the weights
// that a model states.
package importance

import (
	"fmt"
	"math"
	"math/bits"

	"gonum.org/v1/gonum/mat"
)

// Most is the largest number of regressors: the work doubles with each.
const Most = 12

// tiny is the share of the variance of standardised regressors below which a
// direction counts as none: regressors that are the same to that are taken once.
const tiny = 1e-10

// Shares decomposes R² of the regression of the last variable on the others by
// LMG (Lindeman, Merenda and Gold 1980), the Shapley value of R²: what a
// regressor adds to R², averaged over the orders in which they can enter. cov is
// the covariance of all variables, k regressors and the response. The k shares sum
// to R². A regressor or a response without variance gets 0; of regressors that
// are linearly dependent each gets its part. It is an error to ask for more than
// Most regressors.
func Shares(cov *mat.SymDense) (shares []float64, r2 float64, err error) {
	k := cov.SymmetricDim() - 1
	if k > Most {
		return nil, 0, fmt.Errorf("importance of %d drivers; at most %d", k, Most)
	}
	explained := make([]float64, 1<<k)
	for set := range explained {
		explained[set] = rSquared(cov, members(set))
	}
	shares = make([]float64, k)
	for j := range shares {
		for set, without := range explained {
			if set>>j&1 == 0 {
				shares[j] += orders(bits.OnesCount(uint(set)), k) * (explained[set|1<<j] - without)
			}
		}
	}
	return shares, explained[len(explained)-1], nil
}

// members are the bits of a set.
func members(set int) (in []int) {
	for j := 0; set>>j > 0; j++ {
		if set>>j&1 == 1 {
			in = append(in, j)
		}
	}
	return in
}

// orders is the share of the orders of k regressors in which given ones of a
// number come first and a given one next: s!·(k − s − 1)! ÷ k!.
func orders(s, k int) float64 {
	share := 1 / float64(k)
	for i := 1; i <= s; i++ {
		share *= float64(i) / float64(k-i)
	}
	return share
}

// rSquared is the share of the response's variance that some regressors explain:
// c'·R⁻¹·c over their correlations, by the eigenvectors that have variance.
func rSquared(cov *mat.SymDense, in []int) float64 {
	y := cov.SymmetricDim() - 1
	in = varying(cov, in)
	if len(in) == 0 || cov.At(y, y) <= 0 {
		return 0
	}
	r, c := mat.NewSymDense(len(in), nil), mat.NewVecDense(len(in), nil)
	for a, i := range in {
		for b, j := range in[:a+1] {
			r.SetSym(a, b, correlation(cov, i, j))
		}
		c.SetVec(a, correlation(cov, i, y))
	}
	var e mat.EigenSym
	if !e.Factorize(r, true) {
		return 0
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	sum := 0.0
	for n, value := range e.Values(nil) {
		if value > tiny {
			along := mat.Dot(vectors.ColView(n), c)
			sum += along * along / value
		}
	}
	return min(sum, 1)
}

func varying(cov *mat.SymDense, in []int) (out []int) {
	for _, i := range in {
		if cov.At(i, i) > 0 {
			out = append(out, i)
		}
	}
	return out
}

func correlation(cov *mat.SymDense, i, j int) float64 {
	if i == j {
		return 1
	}
	return cov.At(i, j) / math.Sqrt(cov.At(i, i)*cov.At(j, j))
}
