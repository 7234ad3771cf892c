package calls

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"lojal/sim/queue"
	"lojal/sim/random"
)

// Chi-square on 400 cells of equal probability and on the far tail against the
// 99.99 % point; oracle: gonum's distribution functions.
func TestVariates(t *testing.T) {
	const n, cells = 2_000_000, 400
	s := random.At(random.Key{Seed: 4})
	weibull := queue.Patience{Kind: queue.Weibull, Mean: 150, Shape: .7}
	hyper := queue.Patience{Kind: queue.Hyperexponential, P: .25, Mean1: 100, Mean2: 780}
	lognormal := queue.Patience{Kind: queue.Lognormal, Mean: 200, Sigma: 1.2}
	law := func(p queue.Patience) func() float64 {
		l := newLaw(&Type{Patience: p})
		return func() float64 { w := s.Uint64(); return l.patienceOf(w, s.Uint64()) }
	}
	for _, c := range []struct {
		name string
		draw func() float64
		cdf  func(float64) float64
	}{
		{"Weibull", law(weibull), weibull.Gone},
		{"hyperexponential", law(hyper), hyper.Gone},
		{"lognormal", law(lognormal), lognormal.Gone},
	} {
		var count [cells]float64
		tail := 0.0
		for range n {
			p := c.cdf(c.draw())
			count[min(int(p*cells), cells-1)]++
			if p > 1-1e-4 {
				tail++
			}
		}
		chi := 0.0
		for _, x := range count {
			chi += (x - n/cells) * (x - n/cells) / (n / cells)
		}
		if limit := (distuv.ChiSquared{K: cells - 1}).Quantile(.9999); chi > limit {
			t.Errorf("%s: chi-square %.0f, limit %.0f", c.name, chi, limit)
		}
		if math.Abs(tail-n*1e-4) > 4*math.Sqrt(n*1e-4) {
			t.Errorf("%s: %v in a tail of %v", c.name, tail, n*1e-4)
		}
	}
}

// A block is the draws of its words one by one.
func TestBlocks(t *testing.T) {
	s := random.At(random.Key{Seed: 4})
	var w, pick [block]uint64
	for range 50 {
		for i := range w {
			w[i], pick[i] = s.Uint64(), s.Uint64()
		}
		for _, p := range []queue.Patience{{Kind: queue.None}, exponential(90), {Kind: queue.Exponential, Mean: 90, AtOnce: .2},
			{Kind: queue.Hyperexponential, P: .25, Mean1: 100, Mean2: 780}} {
			for _, sigma := range []float64{.9, 0, ExponentialTime} {
				l := newLaw(&Type{Patience: p, Sigma: sigma})
				var handle, patience [block]float64
				l.handles(w[:], 300, handle[:])
				l.patiences(w[:], pick[:], patience[:])
				for i := range w {
					if math.Abs(handle[i]-300*l.handle(w[i])) > 1e-12*handle[i] || patience[i] != l.patienceOf(w[i], pick[i]) {
						t.Fatalf("%v %v: %v and %v, %v and %v", p, sigma, handle[i], 300*l.handle(w[i]), patience[i], l.patienceOf(w[i], pick[i]))
					}
				}
			}
		}
	}
}

// Fresh contacts are a Poisson process: counts of half hours have mean and
// variance alike, and their number is the intensity.
func TestFreshIsPoisson(t *testing.T) {
	rates := [][]float64{{40}, {0}, {3}, {120}}
	var f fresh
	f.law, f.words = newLaw(&Type{Patience: exponential(60)}), &words{}
	var count [4]sample
	for d := range 20_000 {
		f.open(random.Key{Seed: 2}, 0, &Day{Number: d, Fresh: rates}, 300, false)
		var n [4]float64
		last := opening
		for at := f.next(); at < never; at = f.next() {
			if at < last {
				t.Fatal("not in order")
			}
			last = at
			n[int((at-opening)/halfHour)]++
			f.skip()
		}
		for i := range n {
			count[i].add(n[i])
		}
	}
	for i, r := range rates {
		variance := count[i].squares/count[i].n - count[i].mean()*count[i].mean()
		// Standard errors √(λ/n) and about λ√(2/n).
		if math.Abs(count[i].mean()-r[0]) > 4*math.Sqrt(r[0]/20_000) || math.Abs(variance-r[0]) > 4*(r[0]*.01+math.Sqrt(r[0]/20_000)) {
			t.Errorf("half hour %d: mean %v, variance %v, want %v", i, count[i].mean(), variance, r[0])
		}
	}
}

// Oracle: the smallest of a slice.
func TestTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "leaves")
		var tr tree
		tr.reset(n)
		plain := make([]uint64, n)
		for i := range plain {
			plain[i] = tr.leaf(i)
		}
		for range 100 {
			i := rapid.IntRange(0, n-1).Draw(t, "leaf")
			plain[i] = tr.word(rapid.Float64Range(0, 1e6).Draw(t, "time"), i)
			tr.set(i, plain[i])
			if tr.v[1] != slices.Min(plain) {
				t.Fatal("not the smallest")
			}
		}
	})
}

// Oracle: sorting.
func TestAgenda(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOf(rapid.Float64Range(0, 100)).Draw(t, "times")
		var h agenda
		for i, at := range x {
			h.push(dated{at, int32(i)})
		}
		slices.Sort(x)
		for _, at := range x {
			if got := h.pop(); got.at != at {
				t.Fatalf("%v, want %v", got.at, at)
			}
		}
	})
}

// Oracle: counting one by one.
func TestEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.SliceOfN(rapid.Float64Range(0, 20_000), 1, 30).Draw(t, "grid")
		g[0] = 0
		slices.Sort(g)
		g = slices.Compact(g)
		e := newEdges(g, rapid.Float64Range(0, 600).Draw(t, "target"))
		for range 50 {
			w := rapid.OneOf(rapid.SampledFrom(e.at), rapid.Float64Range(0, 30_000), rapid.Float64Range(0, 2)).Draw(t, "wait")
			want := 0
			for _, x := range e.at {
				if x < w {
					want++
				}
			}
			if got := e.cell(w); got != want {
				t.Fatalf("%v is in cell %d, want %d of %v", w, got, want, e.at)
			}
		}
	})
}

// Oracle: the shares between half hours.
func TestProfile(t *testing.T) {
	p := newProfile([]float64{0, 1, 3, 0, .001, 4})
	var shares []float64
	for x := 0.0; x < 1; x += 1e-4 {
		shares = append(shares, x)
	}
	shares = append(shares, math.Nextafter(1, 0))
	times := slices.Clone(shares)
	p.timesOf(times)
	for i, x := range shares {
		s := int((times[i] - opening) / halfHour)
		if p.upTo[s] > x+1e-9 || p.upTo[s+1] < x-1e-9 {
			t.Fatalf("%v falls in half hour %d of %v", x, s, p.upTo)
		}
	}
	if times[len(times)-1] >= opening+6*halfHour {
		t.Error("after closing")
	}
}

// Oracle: the logarithm. Rounding moves a day in some of 2³² cases.
func TestDelay(t *testing.T) {
	s := random.At(random.Key{Seed: 6})
	for _, mean := range []float64{0, .1, 3, 40, 1000} {
		d, off := newDelay(.7, mean), 0
		for range 100_000 {
			bits := s.Uint64() >> 32 * 7 / 10
			want := 1.0
			if mean > 0 {
				want = math.Ceil(-mean * math.Log((float64(bits)+.5)/float64(d.chance)))
			}
			if float64(d.days(bits)) != min(max(want, 1), backDays-1) {
				off++
			}
		}
		if off > 3 {
			t.Errorf("mean %v: %d of 100,000 are off", mean, off)
		}
	}
	newDelay(0, 3)
}

// Nobody waits longer than the cut-off, however patient.
func TestCutOff(t *testing.T) {
	for _, p := range []queue.Patience{{Kind: queue.None}, exponential(1e7), {Kind: queue.Weibull, Mean: 1e7, Shape: 2},
		{Kind: queue.Lognormal, Mean: 1e7, Sigma: .1}, {Kind: queue.Hyperexponential, P: .5, Mean1: 1e7, Mean2: 2e7}, {Kind: queue.Exponential, Mean: 1e7, AtOnce: .1}} {
		k := Type{Patience: p}
		l := newLaw(&k)
		words, picks, block := make([]uint64, 256), make([]uint64, 256), make([]float64, 256)
		s := random.At(random.Key{Seed: 3})
		for i := range words {
			words[i], picks[i] = s.Uint64(), s.Uint64()
		}
		l.patiences(words, picks, block)
		most := 0.0
		for i, w := range words {
			most = max(most, block[i], l.patienceOf(w, picks[i]))
		}
		if most != queue.CutOff {
			t.Errorf("%+v: as much as %v s", p, most)
		}
	}
}
