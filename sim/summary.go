package sim

import (
	"math"
	"slices"
)

// Summary describes the draws of one figure over the replications in which it
// exists. NaN stands for null.
type Summary struct {
	Mean, MCError                     float64 // MCError is the standard error of the mean
	P05, P10, P25, P50, P75, P90, P95 float64 // type 7
}

// Summarise describes draws; NaN draws are left out.
func Summarise(draws []float64) Summary {
	x := finite(draws)
	if len(x) == 0 {
		nan := math.NaN()
		return Summary{nan, nan, nan, nan, nan, nan, nan, nan, nan}
	}
	mean, se := meanAndError(x)
	slices.Sort(x)
	q := func(p float64) float64 { return quantile(x, p) }
	return Summary{mean, se, q(.05), q(.10), q(.25), q(.50), q(.75), q(.90), q(.95)}
}

// finite copies the draws that are not null.
func finite(draws []float64) []float64 {
	x := make([]float64, 0, len(draws))
	for _, v := range draws {
		if !math.IsNaN(v) {
			x = append(x, v)
		}
	}
	return x
}

// meanAndError is the mean and its standard error; the error of one draw is null.
func meanAndError(x []float64) (mean, se float64) {
	n := float64(len(x))
	for _, v := range x {
		mean += v
	}
	mean /= n
	var ss float64
	for _, v := range x {
		ss += (v - mean) * (v - mean)
	}
	if n < 2 {
		return mean, math.NaN()
	}
	return mean, math.Sqrt(ss / (n - 1) / n)
}

// Quantile is the type 7 quantile of sorted values (Hyndman and Fan 1996), the
// one of spreadsheets; NaN of no values.
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Band is a weekly series of quantiles over replications; each slice has a
// value a week.
type Band struct{ P10, P25, P50, P75, P90, Mean []float64 }

// bandOf summarises n draws of each week; week fills in the draws of one.
func bandOf(weeks, n int, week func(w int, into []float64)) *Band {
	b := &Band{}
	draws := make([]float64, n)
	for w := range weeks {
		week(w, draws)
		s := Summarise(draws)
		b.P10 = append(b.P10, s.P10)
		b.P25 = append(b.P25, s.P25)
		b.P50 = append(b.P50, s.P50)
		b.P75 = append(b.P75, s.P75)
		b.P90 = append(b.P90, s.P90)
		b.Mean = append(b.Mean, s.Mean)
	}
	return b
}
