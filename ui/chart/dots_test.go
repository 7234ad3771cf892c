package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

// TestQuantileDots uses draws 0 to 100, whose type 7 quantile at p is 100·p.
func TestQuantileDots(t *testing.T) {
	var draws []float64
	for i := 100; i >= 0; i-- {
		draws = append(draws, float64(i), math.NaN())
	}
	dots := quantileDots(draws)
	if len(dots) != 50 {
		t.Fatalf("%d dots", len(dots))
	}
	for i, v := range dots {
		if want := float64(2*i + 1); math.Abs(v-want) > 1e-9 {
			t.Errorf("dot %d at %g, want %g", i, v, want)
		}
	}
	if quantileDots([]float64{math.NaN()}) != nil {
		t.Error("dots of no draws")
	}
}

// TestDotsFit keeps all fifty dots, none on another, within the depth.
func TestDotsFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draws := rapid.SliceOfN(rapid.Float64Range(-100, 100), 1, 200).Draw(t, "draws")
		dots := quantileDots(draws)
		pos := func(v float64) vg.Length { return vg.Length(v) }
		depth := vg.Length(rapid.Float64Range(50, 200).Draw(t, "depth"))
		size := dotSize(dots, pos, depth, 10)
		placed, highest := stack(dots, pos, size)
		if len(placed) != dotCount || vg.Length(highest)*size > depth {
			t.Fatalf("%d dots, %d high of size %g in %g", len(placed), highest, size, depth)
		}
		seen := map[[2]int]bool{}
		for _, d := range placed {
			if seen[[2]int{d.bin, d.level}] {
				t.Fatal("two dots in one place")
			}
			seen[[2]int{d.bin, d.level}] = true
			if at := vg.Length(d.bin) * size; pos(d.value) < at-1e-9 || pos(d.value) > at+size+1e-9 {
				t.Fatalf("dot of %g stands at %g", d.value, at)
			}
		}
	})
}
