package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// sortedQuantile is the definition of type 7 (Hyndman and Fan 1996) on sorted values.
func sortedQuantile(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Selecting gives what sorting gives, to the bit, ties and nulls included.
func TestQuantilesAreThoseOfSorting(t *testing.T) {
	value := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.SampledFrom([]float64{0, 1, 2, 1e-300, math.NaN()}))
	rapid.Check(t, func(t *rapid.T) {
		draws := rapid.SliceOfN(value, 1, 200).Draw(t, "draws")
		checkSummary(t, draws)
	})
	r := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{1, 2, 17, 1000, 4096} {
		rising, random := make([]float64, n), make([]float64, n)
		for i := range n {
			rising[i], random[i] = float64(i/3), math.Round(1000*r.NormFloat64())
		}
		falling := slices.Clone(rising)
		slices.Reverse(falling)
		endless := slices.Repeat([]float64{math.Inf(1)}, n)
		if s := Summarise(endless); n > 1 && !math.IsInf(s.Mean, 1) {
			t.Errorf("mean of infinities %v", s.Mean)
		}
		for _, x := range [][]float64{rising, falling, random, append(slices.Clone(rising), falling...)} {
			checkSummary(t, x)
		}
	}
}

func checkSummary(t interface{ Fatalf(string, ...any) }, draws []float64) {
	s := Summarise(draws)
	b := bandOf(1, len(draws), func(_ int, into []float64) { copy(into, draws) })
	x := finite(draws)
	if len(x) == 0 {
		if !math.IsNaN(s.P50) || !math.IsNaN(b.P50[0]) || !math.IsNaN(b.Mean[0]) {
			t.Fatalf("of nothing: %+v, %+v", s, b)
		}
		return
	}
	slices.Sort(x)
	for i, got := range []float64{s.P05, s.P10, s.P25, s.P50, s.P75, s.P90, s.P95} {
		if want := sortedQuantile(x, probabilities[i]); got != want {
			t.Fatalf("quantile %v of %v: %v, sorted %v", probabilities[i], draws, got, want)
		}
	}
	for i, got := range []float64{b.P10[0], b.P25[0], b.P50[0], b.P75[0], b.P90[0]} {
		if want := sortedQuantile(x, inner[i]); got != want {
			t.Fatalf("quantile %v of a week %v: %v, sorted %v", inner[i], draws, got, want)
		}
	}
	if s.Mean != b.Mean[0] {
		t.Fatalf("means %v and %v", s.Mean, b.Mean[0])
	}
}

func BenchmarkBand(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 5))
	const weeks, most = 104, 1000
	var draws [weeks][most]float64
	for w := range draws {
		for i := range draws[w] {
			draws[w][i] = r.NormFloat64()
		}
	}
	for _, n := range []int{5, 10, 20, most} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				bandOf(weeks, n, func(w int, into []float64) { copy(into, draws[w][:]) })
			}
		})
	}
}
