package chart

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"runtime"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// drawings are one of each kind.
func drawings(t testing.TB) []Drawing {
	plans, cs := madePlans(t, 3, 30, 60)
	f := fanOf(kpi.Churn, plans)
	f.Target = &scenario.Target{KPI: "churn", Value: 0.155, ByWeek: 20}
	dots := f
	dots.Week = 12
	k, _ := kpi.Of(kpi.SatisfactionLasting)
	return []Drawing{f, dots, PairedDifference{KPI: k, Comparison: cs[0], Base: plans[0], Plan: plans[1]},
		DeltaTable{Base: plans[0], Plans: plans[1:], Comparisons: cs}}
}

func TestRenderIsExactlyAsLargeAsAsked(t *testing.T) {
	for _, d := range drawings(t) {
		for _, size := range [][2]int{{600, 350}, {601, 349}, {1, 1}, {3, 200}, {200, 3}, {40, 30}, {0, 10}, {10, 0}, {-3, 5}} {
			for _, scale := range []float64{1, 1.6, 2, 0, math.NaN()} {
				img, g := Render(d, size[0], size[1], scale, english())
				w, h := max(0, size[0]), max(0, size[1])
				if w == 0 || h == 0 {
					w, h = 0, 0
				}
				if img.Rect != image.Rect(0, 0, w, h) || img.Stride != 4*w || len(img.Pix) != 4*w*h {
					t.Fatalf("%s at %v: %v, stride %d, %d bytes", d.Name(), size, img.Rect, img.Stride, len(img.Pix))
				}
				if !g.Plot.In(img.Rect) {
					t.Errorf("%s at %v: the data area %v lies outside the image", d.Name(), size, g.Plot)
				}
			}
		}
	}
}

// TestGeometry finds the pixels of a target line and of the base axis where the
// geometry says that they are.
func TestGeometry(t *testing.T) {
	empty := Plan{Results: made(1, 0, 30, 1), Name: "Empty", Baseline: true}
	for i := range empty.Results.Series {
		empty.Results.Series[i] = nil
	}
	for _, scale := range []float64{1, 1.5, 2} {
		for _, target := range []float64{0.2511, 0.35, 0.6789} {
			f := fanOf(kpi.Occupancy, []Plan{empty})
			f.Y = &Range{0.2, 0.8}
			f.Target = &scenario.Target{Value: target, ByWeek: -1}
			img, g := Render(f, int(600*scale), int(350*scale), scale, Style{Text: text.For("en")})
			if g.Y != *f.Y || g.X != (Range{0, 29}) {
				t.Fatalf("ranges %v %v", g.X, g.Y)
			}
			want := float64(g.Plot.Max.Y) - (target-g.Y.Min)/(g.Y.Max-g.Y.Min)*float64(g.Plot.Dy())
			if got := darkCentre(img, g.Plot, int(want)-12, int(want)+12); math.Abs(got-want) > 0.6 {
				t.Errorf("scale %g: target %g drawn at pixel row %.2f, geometry says %.2f", scale, target, got, want)
			}
			if c := img.RGBAAt(g.Plot.Min.X+1, g.Plot.Max.Y); c.R > 235 {
				t.Errorf("scale %g: no base axis at the foot of %v: %v", scale, g.Plot, c)
			}
		}
	}
}

// darkCentre is the centre of the ink of the target line, read in columns where
// neither its name nor the note stands.
func darkCentre(img *image.RGBA, plot image.Rectangle, from, to int) float64 {
	var sum, weight float64
	for y := from; y <= to; y++ {
		for x := plot.Max.X - plot.Dx()/4; x < plot.Max.X; x++ {
			// grid lines are light; only ink counts
			if c := img.RGBAAt(x, y); c.R < 190 {
				ink := 255 - float64(c.R)
				sum += ink * (float64(y) + 0.5)
				weight += ink
			}
		}
	}
	return sum / weight
}

func TestRenderInParallelGivesTheSamePixels(t *testing.T) {
	all := drawings(t)
	var want [][]byte
	for _, d := range all {
		img, _ := Render(d, 300, 200, 1, english())
		want = append(want, bytes.Clone(img.Pix))
		Recycle(img)
	}
	var wg sync.WaitGroup
	for range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i, d := range all {
				img, _ := Render(d, 300, 200, 1, english())
				if !bytes.Equal(img.Pix, want[i]) {
					t.Errorf("%s differs from one render to the next", d.Name())
				}
				Recycle(img)
			}
		}()
	}
	wg.Wait()
}

func TestBackground(t *testing.T) {
	d := drawings(t)[0]
	for _, c := range []struct {
		style Style
		want  color.RGBA
	}{
		{Style{}, color.RGBA{255, 255, 255, 255}},
		{Style{Dark: true}, color.RGBA{30, 32, 36, 255}},
		{Style{Transparent: true}, color.RGBA{}},
	} {
		c.style.Text = text.For("nb")
		img, _ := Render(d, 300, 200, 1, c.style)
		if got := img.RGBAAt(1, 1); got != c.want {
			t.Errorf("corner is %v, want %v", got, c.want)
		}
	}
}

// TestPaletteStandsOut holds lines at 3:1 and words at 4.5:1 against both
// backgrounds (WCAG 2.1, 1.4.11 and 1.4.3).
func TestPaletteStandsOut(t *testing.T) {
	if got := contrast(light.paper, colour{A: 255}); math.Abs(got-21) > 0.01 {
		t.Fatalf("black on white is %.2f, WCAG says 21", got)
	}
	for _, th := range []theme{light, dark} {
		for i := -1; i < 12; i++ {
			p := Plan{Colour: i, Baseline: i < 0}
			if r := contrast(th.line(p), th.paper); r < 3 {
				t.Errorf("line %d: %.2f", i, r)
			}
			if r := contrast(th.word(p), th.paper); r < 4.5 {
				t.Errorf("word %d: %.2f", i, r)
			}
		}
	}
}

func TestPlansDifferWithoutColour(t *testing.T) {
	seen := map[string]bool{}
	for i := -1; i < len(hues); i++ {
		seen[fmtDash(dashOf(Plan{Colour: i, Baseline: i < 0}))] = true
	}
	if len(seen) != len(hues)+1 {
		t.Errorf("%d patterns for %d plans", len(seen), len(hues)+1)
	}
}

// TestEmptyResults draws what there is to draw of nothing.
func TestEmptyResults(t *testing.T) {
	none := &sim.Results{}
	one := made(1, 0, 1, 1)
	for _, r := range []*sim.Results{nil, none, one, made(1, 0, 1, 5)} {
		plan := Plan{Results: r, Name: "Plan", Baseline: true}
		ds := []Drawing{fanOf(kpi.Churn, []Plan{plan}), fanOf(kpi.CLV, nil), fanOf(kpi.Retention2y, []Plan{plan, plan}),
			PairedDifference{Base: plan, Plan: plan}, DeltaTable{Base: plan, Plans: []Plan{plan}}, DeltaTable{}}
		if r != nil {
			c, err := sim.Compare(r, r)
			if err != nil {
				t.Fatal(err)
			}
			k, _ := kpi.Of(kpi.Cost)
			ds = append(ds, PairedDifference{KPI: k, Comparison: c, Base: plan, Plan: plan},
				DeltaTable{Base: plan, Plans: []Plan{plan}, Comparisons: []*sim.Comparison{c}})
		}
		for _, d := range ds {
			if img, _ := Render(d, 300, 200, 1, english()); img.Rect.Dx() != 300 {
				t.Errorf("%s: no picture", d.Name())
			}
			if d.Summary(text.For("nb")) == "" {
				t.Errorf("%s: no summary", d.Name())
			}
		}
	}
}

// TestBandsAreForgottenWithTheirResults keeps the memory of bands from growing.
func TestBandsAreForgottenWithTheirResults(t *testing.T) {
	size := func() int {
		memo.mu.Lock()
		defer memo.mu.Unlock()
		return len(memo.bands)
	}
	func() {
		for range 20 {
			bandOf(Plan{Results: made(1, 0, 2, 2)}, kpi.Churn)
		}
	}()
	for range 100 {
		if runtime.GC(); size() < 20 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d results are remembered", size())
}

// TestAnyNumbers draws whatever numbers there are, at small sizes: nothing
// panics, and nothing takes for ever, which a NaN in an axis would.
func TestAnyNumbers(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, 1, -1, 1e300, -1e300, 5e-324, 1e29, 0.5, 75, math.MaxFloat64}
	number := rapid.OneOf(rapid.SampledFrom(odd), rapid.Float64Range(-1000, 1000))
	rapid.Check(t, func(t *rapid.T) {
		weeks, n := rapid.IntRange(1, 14).Draw(t, "weeks"), rapid.IntRange(0, 4).Draw(t, "n")
		k := rapid.SampledFrom(kpi.All).Draw(t, "figure")
		run := func() *sim.Results {
			r := made(1, 0, weeks, n)
			i := kpi.Index(k.ID)
			for w := range r.Series[i] {
				for j := range n {
					r.Series[i][w][j] = float32(number.Draw(t, "v"))
				}
			}
			for j := range n {
				r.Horizon[i][j] = number.Draw(t, "h")
			}
			return r
		}
		base, other := Plan{Results: run(), Name: "Base", Baseline: true}, Plan{Results: run(), Name: "Other\x00\n😀"}
		c, err := sim.Compare(base.Results, other.Results)
		if err != nil {
			t.Fatal(err)
		}
		f := Fan{KPI: k, Plans: []Plan{base, other}, Week: rapid.IntRange(-1, weeks+1).Draw(t, "week")}
		if rapid.Bool().Draw(t, "target") {
			f.Target = &scenario.Target{KPI: string(k.ID), Value: number.Draw(t, "value"), ByWeek: rapid.IntRange(-1, weeks+1).Draw(t, "by")}
		}
		if rapid.Bool().Draw(t, "range") {
			f.Y = &Range{number.Draw(t, "low"), number.Draw(t, "high")}
		}
		w, h := rapid.IntRange(0, 260).Draw(t, "w"), rapid.IntRange(0, 200).Draw(t, "h")
		for _, d := range []Drawing{f, PairedDifference{KPI: k, Comparison: c, Base: base, Plan: other},
			DeltaTable{KPIs: []kpi.ID{k.ID}, Base: base, Plans: []Plan{other}, Comparisons: []*sim.Comparison{c}}} {
			img, _ := Render(d, w, h, 1, english())
			Recycle(img)
			d.Summary(text.For("nb"))
		}
	})
}

func BenchmarkFan(b *testing.B) {
	plans, _ := madePlans(b, 2, 104, 200)
	f := fanOf(kpi.SatisfactionLasting, plans)
	f.Target = &scenario.Target{KPI: "satisfaction_lasting", AtLeast: true, Value: 77, ByWeek: -1}
	b.ReportAllocs()
	for b.Loop() {
		img, _ := Render(f, 600, 350, 1, english())
		Recycle(img)
	}
}

func BenchmarkTable(b *testing.B) {
	plans, cs := madePlans(b, 2, 104, 200)
	d := DeltaTable{Base: plans[0], Plans: plans[1:], Comparisons: cs}
	b.ReportAllocs()
	for b.Loop() {
		img, _ := Render(d, 600, 350, 1, english())
		Recycle(img)
	}
}
