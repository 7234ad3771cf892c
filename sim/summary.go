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
	nan := math.NaN()
	if len(x) == 0 {
		return Summary{nan, nan, nan, nan, nan, nan, nan, nan, nan}
	}
	mean, se := meanAndError(x)
	var q [len(probabilities)]float64
	quantiles(x, q[:], probabilities[:])
	return Summary{mean, se, q[0], q[1], q[2], q[3], q[4], q[5], q[6]}
}

// probabilities are the quantiles of a [Summary]; a [Band] has those of inner.
var (
	probabilities = [...]float64{.05, .10, .25, .50, .75, .90, .95}
	inner         = probabilities[1:6]
)

// finite copies the draws that are not null.
func finite(draws []float64) []float64 {
	return leaveOut(slices.Clone(draws))
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

// quantiles finds the type 7 quantiles (Hyndman and Fan 1996), those of
// spreadsheets, at rising probabilities of values, which it reorders.
func quantiles(x, to, at []float64) {
	var room [2 * len(probabilities)]int
	ranks := room[:0]
	for _, p := range at {
		for i := int(p * float64(len(x)-1)); i <= int(p*float64(len(x)-1))+1; i++ {
			if i < len(x) && (len(ranks) == 0 || ranks[len(ranks)-1] < i) {
				ranks = append(ranks, i)
			}
		}
	}
	rank(x, 0, ranks)
	for i, p := range at {
		h := p * float64(len(x)-1)
		k := int(h)
		to[i] = x[k]
		if k+1 < len(x) {
			to[i] += (h - float64(k)) * (x[k+1] - x[k])
		}
	}
}

// rank puts in their places those of some ranks, rising, of values that have so
// many before them: a quicksort that leaves alone what nobody asks for.
func rank(x []float64, before int, ranks []int) {
	for len(ranks) > 0 {
		if len(x) <= few {
			sortFew(x)
			return
		}
		pivot := middling(x)
		low := partition(x, pivot)
		high := low
		if low == 0 { // then those equal to the pivot go in front
			if math.IsInf(pivot, 1) {
				return // and there are no others
			}
			high = partition(x, math.Nextafter(pivot, math.Inf(1)))
		}
		below, _ := slices.BinarySearch(ranks, before+low)
		above, _ := slices.BinarySearch(ranks, before+high)
		rank(x[:low], before, ranks[:below])
		x, before, ranks = x[high:], before+high, ranks[above:]
	}
}

// few is how many values are sorted at once sooner than parted: those of a preview, of
// which there are hundreds of weeks at every move of a lever.
const few = 20

// sortFew sorts by insertion.
func sortFew(x []float64) {
	for i := 1; i < len(x); i++ {
		v, j := x[i], i
		for ; j > 0 && v < x[j-1]; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// middling is the median of three medians of three, of nine values or more.
func middling(x []float64) float64 {
	n := len(x)
	third := func(i int) float64 { return median(x[i], x[i+n/9], x[i+2*(n/9)]) }
	return median(third(0), third(n/3), third(n-1-2*(n/9)))
}

// partition moves the values below a pivot to the front; it returns how many.
// It does not branch on values, which nobody could predict.
func partition(x []float64, pivot float64) (low int) {
	for i, v := range x {
		x[i], x[low] = x[low], v
		below := 0
		if v < pivot {
			below = 1
		}
		low += below
	}
	return low
}

func median(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }

// Band is a weekly series of quantiles over replications; each slice has a
// value a week.
type Band struct{ P10, P25, P50, P75, P90, Mean []float64 }

// bandOf summarises n draws of each week; week fills in the draws of one.
func bandOf(weeks, n int, week func(w int, into []float64)) *Band {
	b := &Band{}
	for _, to := range b.series() {
		*to = make([]float64, weeks)
	}
	draws := make([]float64, n)
	var q [6]float64
	for w := range weeks {
		week(w, draws)
		summariseWeek(draws, &q)
		for i, to := range b.series() {
			(*to)[w] = q[i]
		}
	}
	return b
}

// summariseWeek finds the quantiles of inner and the mean; it reorders the draws.
func summariseWeek(draws []float64, q *[6]float64) {
	x := leaveOut(draws)
	if len(x) == 0 {
		for i := range q {
			q[i] = math.NaN()
		}
		return
	}
	q[5], _ = meanAndError(x)
	quantiles(x, q[:5], inner)
}

// leaveOut moves the draws that are not null to the front and returns them.
func leaveOut(draws []float64) []float64 {
	n := 0
	for _, v := range draws {
		if v == v {
			draws[n] = v
			n++
		}
	}
	return draws[:n]
}

// series are its parts in the order of inner, then the mean.
func (b *Band) series() [6]*[]float64 {
	return [...]*[]float64{&b.P10, &b.P25, &b.P50, &b.P75, &b.P90, &b.Mean}
}
