package queue

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// palm is Erlang A by Palm's series: with A = 1 + Σ_k Π_{j≤k} (λ/θ)/(nμ/θ + j)
// and Erlang's B(n), P(wait) = AB/(1 + (A−1)B) and P(abandon) = P(wait)·(1 − (1 − 1/A)/ρ).
// C. Palm, "Research on telephone traffic carried by full availability groups", Tele 1 (1957).
func palm(rate, handle, patience float64, n int) (wait, abandoned, meanWait float64) {
	b := 1.0
	for k := 1; k <= n; k++ {
		b = rate * handle * b / (float64(k) + rate*handle*b)
	}
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-18*sum; k++ {
		term *= rate * patience / (float64(n)/handle*patience + k)
		sum += term
	}
	rho := rate * handle / float64(n)
	wait = sum * b / (1 + (sum-1)*b)
	abandoned = wait * (1 - (1-1/sum)/rho)
	return wait, abandoned, abandoned * patience
}

func closeTo(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(math.Abs(want), 1e-300)) {
		t.Errorf("%s is %.15g, want %.15g (relative difference %.1e)", what, got, want, got/want-1)
	}
}

func exponentialPool(mean, within float64) *Pool {
	return NewPool([]ContactType{{Share: 1, Patience: Patience{Kind: Exponential, Mean: mean}, AnswerWithin: within}})
}

func TestPoolAgainstPalm(t *testing.T) {
	for _, patience := range []float64{60, 400, 1500} {
		p := exponentialPool(patience, 20)
		out := p.NewSteady()
		for _, n := range []int{1, 2, 5, 10, 26, 50, 100, 200, 500} {
			for load := 0.3; load < 1.51; load += 0.1 {
				for _, handle := range []float64{180, 420} {
					rate := load * float64(n) / handle
					p.Answer(rate, handle, float64(n), out)
					wait, abandoned, mean := palm(rate, handle, patience, n)
					tol := 1e-9
					if wait > 1e-9 {
						closeTo(t, "wait", out.Wait, wait, tol)
						closeTo(t, "abandoned", out.Abandoned, abandoned, max(tol, 1e-14/abandoned))
						closeTo(t, "mean", out.MeanWait, mean, max(tol, 1e-14/abandoned))
					}
				}
			}
		}
	}
}

var kinds = []Patience{
	{Kind: Exponential, Mean: 400},
	{Kind: Hyperexponential, P: 0.25, Mean1: 100, Mean2: 780},
	{Kind: Hyperexponential, P: 0.25, Mean1: 100, Mean2: 780, AtOnce: 0.02},
	{Kind: Lognormal, Mean: 900, Sigma: 1.8},
	{Kind: Weibull, Mean: 400, Shape: 0.8},
	{Kind: Weibull, Mean: 400, Shape: 2},
}

// The pool and the exact station integrate the same density by different rules,
// the one on a fixed grid, the other by halving until nothing changes.
func TestPoolAgainstStation(t *testing.T) {
	for _, patience := range kinds {
		p := NewPool([]ContactType{{Share: 1, Patience: patience, AnswerWithin: 45}})
		out := p.NewSteady()
		for _, n := range []int{1, 8, 40, 150, 500} {
			for _, load := range []float64{0.5, 0.9, 1, 1.1, 1.5} {
				s := Station{load * float64(n) / 300, 300, n, patience}
				p.Answer(s.Rate, s.Handle, float64(n), out)
				comparePool(t, p, s, out)
			}
		}
	}
}

func comparePool(t *testing.T, p *Pool, s Station, out *Steady) {
	t.Helper()
	a := s.Answer(45)
	if a.Wait < 1e-12 {
		return
	}
	what := func(x string) string { return fmt.Sprintf("%+v %s", s, x) }
	closeTo(t, what("wait"), out.Wait, a.Wait, 1e-8)
	closeTo(t, what("abandoned"), out.Abandoned, a.Abandoned, 1e-8)
	closeTo(t, what("mean wait"), out.MeanWait, a.MeanWait, 1e-8)
	closeTo(t, what("within"), 1+out.Within, 1+a.Within, 1e-9)
	closeTo(t, what("occupancy"), out.Occupancy, a.Occupancy, 1e-8)
	closeTo(t, what("queue"), out.QueueLength, a.QueueLength, 1e-8)
	v := s.solve()
	for j, x := range p.Grid[:len(p.Grid)-1] {
		tail := v.over(x) * patienceLeft(s.Patience, x)
		if math.Abs(out.Tail[j]-tail) > 1e-8*a.Wait {
			t.Errorf("%s is %g, want %g", what(fmt.Sprint("tail at ", x)), out.Tail[j], tail)
		}
		_, after := v.split(x)
		later := v.density * after[kept]
		if math.Abs(out.ServedTail[j]-later) > 1e-8*a.Wait {
			t.Errorf("%s is %g, want %g", what(fmt.Sprint("served tail at ", x)), out.ServedTail[j], later)
		}
	}
}

func patienceLeft(p Patience, x float64) float64 { return 1 - p.Gone(x) }

// A mixture of two hyperexponential halves is one station with the same
// patience, and a type that is more patient waits longer and leaves less.
func TestPoolMixture(t *testing.T) {
	mixed := Patience{Kind: Hyperexponential, P: 0.3, Mean1: 120, Mean2: 900}
	p := NewPool([]ContactType{
		{Share: 3, Patience: Patience{Kind: Exponential, Mean: 120}, AnswerWithin: 45},
		{Share: 7, Patience: Patience{Kind: Exponential, Mean: 900}, AnswerWithin: 45}})
	out := p.NewSteady()
	s := Station{20.0 / 300, 300, 20, mixed}
	p.Answer(s.Rate, s.Handle, 20, out)
	comparePool(t, p, s, out)
	for k, mean := range []float64{120, 900} { // P(leave) = E[W]/mean patience, type by type
		closeTo(t, "abandoned of a type", out.Types[k].Abandoned, out.Types[k].MeanWait/mean, 1e-9)
	}
	p.SetShares([]float64{0, 1})
	p.Answer(s.Rate, s.Handle, 20, out)
	wait, _, _ := palm(s.Rate, s.Handle, 900, 20)
	closeTo(t, "wait with the second type alone", out.Wait, wait, 1e-9)
}

func TestPoolInterpolatesAgents(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: kinds[1], AnswerWithin: 20}})
	for _, n := range []float64{0, 1, 7, 40} {
		below, above, mid := p.NewSteady(), p.NewSteady(), p.NewSteady()
		rate := 8.0 / 300
		p.Answer(rate, 300, n, below)
		p.Answer(rate, 300, n+1, above)
		p.Answer(rate, 300, n+0.25, mid)
		check := func(what string, f func(*Steady) float64) {
			closeTo(t, what, f(mid), 0.75*f(below)+0.25*f(above), 1e-9)
		}
		check("wait", func(s *Steady) float64 { return s.Wait })
		check("abandoned", func(s *Steady) float64 { return s.Abandoned })
		check("mean wait", func(s *Steady) float64 { return s.MeanWait })
		check("within", func(s *Steady) float64 { return s.Within })
		check("tail", func(s *Steady) float64 { return s.Tail[4] })
		check("served tail", func(s *Steady) float64 { return s.ServedTail[4] })
		closeTo(t, "work", mid.Occupancy*(n+0.25), rate*300*(1-mid.Abandoned), 1e-12)
	}
}

// Endless patience: Erlang C while the load is below the agents, and at the
// cut-off above it, where the agents are busy and the rest leaves.
func TestPoolEndlessPatience(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: Patience{Kind: None}, AnswerWithin: 20}})
	out := p.NewSteady()
	for _, n := range []int{3, 10, 60} {
		s := Station{0.85 * float64(n) / 240, 240, n, Patience{Kind: None}}
		p.Answer(s.Rate, s.Handle, float64(n), out)
		a := s.Answer(20)
		closeTo(t, "wait", out.Wait, a.Wait, 1e-9)
		closeTo(t, "mean wait", out.MeanWait, a.MeanWait, 1e-9)
		closeTo(t, "within", out.Within, a.Within, 1e-9)
		p.Answer(2*float64(n)/240, 240, float64(n), out)
		closeTo(t, "abandoned in overload", out.Abandoned, 0.5, 1e-9)
		closeTo(t, "occupancy in overload", out.Occupancy, 1, 1e-9)
		if out.MeanWait > CutOff || out.MeanWait < 0.98*CutOff {
			t.Errorf("mean wait in overload is %g", out.MeanWait)
		}
		p.Answer(2*(float64(n)+0.5)/240, 240, float64(n)+0.5, out) // peaks far apart
		if math.Abs(out.Abandoned-0.5) > 0.01 {
			t.Errorf("abandoned between agents in overload is %g", out.Abandoned)
		}
	}
}

func TestPoolEdges(t *testing.T) {
	p := exponentialPool(400, 20)
	out := p.NewSteady()
	p.Answer(0.1, 300, 10, out)
	p.Answer(0, 300, 10, out)
	if out.Wait != 0 || out.Occupancy != 0 || out.Abandoned != 0 || out.Tail[0] != 0 || out.Types[0].MeanWait != 0 {
		t.Errorf("without contacts: %+v", out)
	}
	p.Answer(0.1, 300, 0, out)
	if out.Wait != 1 || out.Abandoned != 1 || out.Within != 0 || out.Occupancy != 0 {
		t.Errorf("without agents: %+v", out)
	}
	closeTo(t, "wait without agents", out.MeanWait, 400, 1e-9)
	closeTo(t, "tail without agents", out.Tail[5], math.Exp(-p.Grid[5]/400), 1e-12)
	p.Answer(0.1, 0, 2, out)
	if out.Wait != 0 || out.Within != 1 {
		t.Errorf("handled in no time: %+v", out)
	}
	p.Answer(1e-5, 300, 400.5, out) // 1/B is no number any more
	if out.Wait != 0 || out.Within != 1 || out.Abandoned != 0 {
		t.Errorf("hardly any contacts: %+v", out)
	}
	for _, agents := range []float64{0.5, 3, 9999.5} { // far beyond what a floor holds
		p.Answer(40, 300, agents, out)
		if math.IsNaN(out.MeanWait) || out.Abandoned < 0 || out.Abandoned > 1 || out.Occupancy > 1+1e-9 {
			t.Errorf("%g agents: %+v", agents, out)
		}
	}
}

// Shares, order and conservation for any queue.
func TestPoolProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := func() ContactType {
			return ContactType{Share: rapid.Float64Range(0.1, 1).Draw(t, "share"), Patience: drawPatience(t),
				AnswerWithin: rapid.Float64Range(0, 300).Draw(t, "target")}
		}
		p := NewPool([]ContactType{drawn(), drawn()})
		out, more := p.NewSteady(), p.NewSteady()
		handle := rapid.Float64Range(30, 1200).Draw(t, "handle")
		agents := rapid.Float64Range(0.5, 80).Draw(t, "agents")
		rate := rapid.Float64Range(0.05, 3).Draw(t, "load") * agents / handle
		p.Answer(rate, handle, agents, out)
		p.Answer(rate, handle, agents+0.7, more)
		if more.Abandoned > out.Abandoned+1e-9 || more.Wait > out.Wait+1e-9 || more.MeanWait > out.MeanWait*(1+1e-9) || more.Within < out.Within-1e-9 {
			t.Fatalf("more agents, worse service: %+v, %+v", out, more)
		}
		checkSteady(t, p, out)
	})
}

func checkSteady(t *rapid.T, p *Pool, s *Steady) {
	const slack = 1e-9
	for _, x := range []float64{s.Wait, s.Abandoned, s.Within, s.Occupancy, s.Tail[0]} {
		if !(x >= 0 && x <= 1+slack) {
			t.Fatalf("not a share: %g in %+v", x, s)
		}
	}
	if d := s.ServedTail[0] + 1 - s.Wait + s.Abandoned - 1; math.Abs(d) > slack {
		t.Fatalf("served + abandoned is 1 + %g", d)
	}
	for j := range p.Grid {
		if j > 0 && (s.Tail[j] > s.Tail[j-1]+slack || s.ServedTail[j] > s.ServedTail[j-1]+slack) || s.ServedTail[j] > s.Tail[j]+slack {
			t.Fatalf("tails out of order at %g: %+v", p.Grid[j], s)
		}
	}
	pooled := 0.0
	for k, share := range p.share {
		pooled += share * s.Types[k].Abandoned
	}
	if math.Abs(pooled-s.Abandoned) > slack {
		t.Fatalf("types abandon %g, all %g", pooled, s.Abandoned)
	}
}

func drawPatience(t *rapid.T) Patience {
	mean := rapid.Float64Range(30, 2000).Draw(t, "mean")
	return Patience{
		Kind:   rapid.SampledFrom([]string{Exponential, Lognormal, Weibull, Hyperexponential, None}).Draw(t, "kind"),
		AtOnce: rapid.SampledFrom([]float64{0, 0.03, 0.5}).Draw(t, "at once"),
		Mean:   mean, Sigma: rapid.Float64Range(0.2, 2).Draw(t, "sigma"), Shape: rapid.Float64Range(0.6, 3).Draw(t, "shape"),
		P: 0.3, Mean1: mean / 2, Mean2: 2 * mean,
	}
}

func TestPoolAllocatesNothing(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: kinds[1], AnswerWithin: 20}, {Share: 1, Patience: kinds[3], AnswerWithin: 60}})
	out := p.NewSteady()
	answer := func() { p.Answer(26.3*0.95/420, 420, 26.3, out) }
	answer() // prepares the rules that this load needs
	if n := testing.AllocsPerRun(100, answer); n != 0 {
		t.Errorf("%g allocations an answer", n)
	}
}

// A quantile read from the grid against the exact one.
func TestQuantile(t *testing.T) {
	for _, patience := range kinds {
		p := NewPool([]ContactType{{Share: 1, Patience: patience, AnswerWithin: 20}})
		out := p.NewSteady()
		for _, n := range []int{5, 26, 100} {
			for _, load := range []float64{0.8, 0.95, 1.2} {
				s := Station{load * float64(n) / 400, 400, n, patience}
				p.Answer(s.Rate, s.Handle, float64(n), out)
				for _, q := range []float64{0.5, 0.8, 0.9, 0.95} {
					got, want := Quantile(p.Grid, out.Tail, 1, q), s.WaitQuantile(q)
					if math.Abs(got-want) > 0.005*want {
						t.Errorf("%+v: %g quantile is %g, want %g", s, q, got, want)
					}
				}
			}
		}
	}
}

func TestQuantileEdges(t *testing.T) {
	grid := []float64{0, 10, 20}
	if q := Quantile(grid, []float64{0, 0, 0}, 1, 0.9); q != 0 {
		t.Errorf("nobody waits: %g", q)
	}
	if q := Quantile(grid, []float64{1, 1, 0}, 1, 0.5); q != 15 {
		t.Errorf("all leave between 10 and 20: %g, want 15", q)
	}
	if q := Quantile(grid, []float64{1, 1, 1}, 1, 0.5); q != 20 {
		t.Errorf("beyond the grid: %g, want 20", q)
	}
	if !math.IsNaN(Quantile(grid, []float64{0, 0, 0}, 0, 0.9)) {
		t.Error("a quantile of nobody")
	}
	closeTo(t, "pooled", Quantile(grid, []float64{4 * math.Exp(0), 4 * math.Exp(-1), 4 * math.Exp(-2)}, 4, 1-math.Exp(-0.7)), 7, 1e-12)
}

func BenchmarkPoolOneType(b *testing.B) {
	p := exponentialPool(400, 20)
	out := p.NewSteady()
	b.ReportAllocs()
	for b.Loop() {
		p.Answer(26.3*0.9/420, 420, 26.3, out)
	}
}

func BenchmarkPoolTwoTypes(b *testing.B) {
	p := NewPool([]ContactType{
		{Share: 0.7, Patience: Patience{Kind: Hyperexponential, P: 0.25, Mean1: 100, Mean2: 780}, AnswerWithin: 20},
		{Share: 0.3, Patience: Patience{Kind: Lognormal, Mean: 600, Sigma: 1.5}, AnswerWithin: 40}})
	out := p.NewSteady()
	b.ReportAllocs()
	for b.Loop() {
		p.Answer(26.3*0.9/420, 420, 26.3, out)
	}
}
