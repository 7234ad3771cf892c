package random

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Distribution is a distribution of one number.
type Distribution interface {
	Quantile(p float64) float64 // 0 < p < 1
	Mean() float64
	fmt.Stringer // the same text for the same distribution
}

// z90 is the 90 % point of the standard normal distribution.
const z90 = 1.2815515655446004

// ParameterError says why parameters make no distribution.
type ParameterError string

// What may be wrong with parameters.
const (
	BadOrder   ParameterError = "order"   // low is not below high
	BadMode    ParameterError = "mode"    // mode is not between low and high
	BadSD      ParameterError = "sd"      // sd is not above 0
	BadSigma   ParameterError = "sigma"   // sigma is not above 0
	BadMean    ParameterError = "mean"    // mean is not above 0
	BadShare   ParameterError = "share"   // mean is not between 0 and 1
	BadSpread  ParameterError = "spread"  // sd² is not below mean(1 − mean)
	BadLength  ParameterError = "length"  // not as many weights as values, or none
	BadWeights ParameterError = "weights" // a negative weight, or all 0
)

func (e ParameterError) Error() string { return "no distribution: wrong " + string(e) }

// Range is the distribution whose 10 % and 90 % points are low and high:
// lognormal where low > 0, high/low ≥ 1.5 and the quantity has no upper bound,
// else normal.
func Range(low, high float64, bounded bool) (Distribution, error) {
	if !(low < high) {
		return nil, BadOrder
	}
	if low > 0 && high/low >= 1.5 && !bounded {
		a, b := math.Log(low), math.Log(high)
		return lognormal{distuv.LogNormal{Mu: (a + b) / 2, Sigma: (b - a) / (2 * z90)}}, nil
	}
	return normal{distuv.Normal{Mu: (low + high) / 2, Sigma: (high - low) / (2 * z90)}}, nil
}

type normal struct{ distuv.Normal }

func (n normal) String() string { return fmt.Sprintf("normal(%v,%v)", n.Mu, n.Sigma) }

// Normal has a mean and a standard deviation > 0.
func Normal(mean, sd float64) (Distribution, error) {
	if !(sd > 0) {
		return nil, BadSD
	}
	return normal{distuv.Normal{Mu: mean, Sigma: sd}}, nil
}

type lognormal struct{ distuv.LogNormal }

func (l lognormal) String() string { return fmt.Sprintf("lognormal(%v,%v)", l.Mu, l.Sigma) }

// Lognormal has a mean > 0, and sigma > 0 is the standard deviation of its
// logarithm: μ = ln mean − σ²/2.
func Lognormal(mean, sigma float64) (Distribution, error) {
	switch {
	case !(mean > 0):
		return nil, BadMean
	case !(sigma > 0):
		return nil, BadSigma
	}
	return lognormal{distuv.LogNormal{Mu: math.Log(mean) - sigma*sigma/2, Sigma: sigma}}, nil
}

type uniform struct{ distuv.Uniform }

func (u uniform) String() string { return fmt.Sprintf("uniform(%v,%v)", u.Min, u.Max) }

// Uniform is flat from low to high, low < high.
func Uniform(low, high float64) (Distribution, error) {
	if !(low < high) {
		return nil, BadOrder
	}
	return uniform{distuv.Uniform{Min: low, Max: high}}, nil
}

type triangular struct{ low, mode, high float64 }

func (t triangular) String() string {
	return fmt.Sprintf("triangular(%v,%v,%v)", t.low, t.mode, t.high)
}

// Triangular rises from low to mode and falls to high; low ≤ mode ≤ high, low < high.
func Triangular(low, mode, high float64) (Distribution, error) {
	if err := ordered(low, mode, high); err != nil {
		return nil, err
	}
	return triangular{low, mode, high}, nil
}

// Quantile inverts the two parabolas of the distribution function.
func (t triangular) Quantile(p float64) float64 {
	width := t.high - t.low
	if p < (t.mode-t.low)/width {
		return t.low + math.Sqrt(p*width*(t.mode-t.low))
	}
	return t.high - math.Sqrt((1-p)*width*(t.high-t.mode))
}

func (t triangular) Mean() float64 { return (t.low + t.mode + t.high) / 3 }

// scaled is a beta distribution moved from 0..1 to low..low+width.
type scaled struct {
	distuv.Beta
	low, width float64
}

func (s scaled) Quantile(p float64) float64 { return s.low + s.width*s.Beta.Quantile(p) }
func (s scaled) Mean() float64              { return s.low + s.width*s.Beta.Mean() }
func (s scaled) String() string {
	return fmt.Sprintf("beta(%v,%v,%v,%v)", s.Alpha, s.Beta.Beta, s.low, s.width)
}

// PERT is the beta distribution on low..high with α = 1 + 4(mode − low)/(high −
// low) and β = 1 + 4(high − mode)/(high − low), whose mean is (low + 4 mode + high)/6.
func PERT(low, mode, high float64) (Distribution, error) {
	if err := ordered(low, mode, high); err != nil {
		return nil, err
	}
	w := high - low
	return scaled{distuv.Beta{Alpha: 1 + 4*(mode-low)/w, Beta: 1 + 4*(high-mode)/w}, low, w}, nil
}

// Beta lies between 0 and 1 with a mean and a standard deviation; sd² must be
// below mean(1 − mean).
func Beta(mean, sd float64) (Distribution, error) {
	switch {
	case !(mean > 0 && mean < 1):
		return nil, BadShare
	case !(sd > 0):
		return nil, BadSD
	case !(sd*sd < mean*(1-mean)):
		return nil, BadSpread
	}
	k := mean*(1-mean)/(sd*sd) - 1
	return scaled{distuv.Beta{Alpha: mean * k, Beta: (1 - mean) * k}, 0, 1}, nil
}

func ordered(low, mode, high float64) error {
	switch {
	case !(low < high):
		return BadOrder
	case !(low <= mode && mode <= high):
		return BadMode
	}
	return nil
}

// discrete holds rising values and the probabilities up to each.
type discrete struct{ values, upTo []float64 }

// Discrete takes values with weights ≥ 0, not all 0.
func Discrete(values, weights []float64) (Distribution, error) {
	if len(values) == 0 || len(values) != len(weights) {
		return nil, BadLength
	}
	order := make([]int, len(values))
	total := 0.0
	for i, w := range weights {
		order[i] = i
		if !(w >= 0) || math.IsInf(w, 0) {
			return nil, BadWeights
		}
		total += w
	}
	if !(total > 0) || math.IsInf(total, 0) {
		return nil, BadWeights
	}
	sort.SliceStable(order, func(i, j int) bool { return values[order[i]] < values[order[j]] })
	d := discrete{}
	sum := 0.0
	for _, i := range order {
		if weights[i] == 0 {
			continue
		}
		sum += weights[i]
		if n := len(d.values); n > 0 && d.values[n-1] == values[i] {
			d.upTo[n-1] = sum / total
			continue
		}
		d.values = append(d.values, values[i])
		d.upTo = append(d.upTo, sum/total)
	}
	return d, nil
}

// Empirical takes each value of a sample with the same probability.
func Empirical(sample []float64) (Distribution, error) {
	weights := make([]float64, len(sample))
	for i := range weights {
		weights[i] = 1
	}
	return Discrete(sample, weights)
}

// Quantile is the smallest value whose cumulative probability reaches p.
func (d discrete) Quantile(p float64) float64 {
	i, _ := slices.BinarySearch(d.upTo, p)
	return d.values[min(i, len(d.values)-1)]
}

func (d discrete) Mean() float64 {
	mean, before := 0.0, 0.0
	for i, v := range d.values {
		mean += v * (d.upTo[i] - before)
		before = d.upTo[i]
	}
	return mean
}

func (d discrete) String() string { return fmt.Sprintf("discrete(%v,%v)", d.values, d.upTo) }

// Points are the values of a discrete distribution with their probabilities;
// nil for any other.
func Points(d interface{ Mean() float64 }) (values, weights []float64) {
	if b, ok := d.(bounded); ok {
		d = b.Distribution
	}
	x, ok := d.(discrete)
	if !ok {
		return nil, nil
	}
	before := 0.0
	for _, c := range x.upTo {
		weights = append(weights, c-before)
		before = c
	}
	return slices.Clone(x.values), weights
}

// bounded sets draws beyond its bounds to the bound.
type bounded struct {
	Distribution
	low, high, mean float64
}

// Bounded is the distribution with draws beyond low and high (which may be
// infinite) set to the bound.
func Bounded(d Distribution, low, high float64) Distribution {
	const tail = 1e-9
	if d.Quantile(tail) >= low && d.Quantile(1-tail) <= high {
		return bounded{d, low, high, d.Mean()}
	}
	b := bounded{d, low, high, 0}
	const n = 4096 // the mean is the integral of the quantile function
	for i := range n {
		b.mean += b.Quantile((float64(i)+0.5)/n) / n
	}
	return b
}

func (b bounded) Quantile(p float64) float64 {
	return min(max(b.Distribution.Quantile(p), b.low), b.high)
}
func (b bounded) Mean() float64  { return b.mean }
func (b bounded) String() string { return b.Distribution.String() }
