package queue

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// num is a number of some 70 digits.
type num struct{ *big.Float }

func of(x float64) num { return num{new(big.Float).SetPrec(240).SetFloat64(x)} }

func (a num) add(b num) num { return num{new(big.Float).Add(a.Float, b.Float)} }
func (a num) sub(b num) num { return num{new(big.Float).Sub(a.Float, b.Float)} }
func (a num) mul(b num) num { return num{new(big.Float).Mul(a.Float, b.Float)} }
func (a num) div(b num) num { return num{new(big.Float).Quo(a.Float, b.Float)} }

func (a num) float() float64 { x, _ := a.Float64(); return x }

// below tells whether a is nothing beside b.
func (a num) below(b num) bool { return a.mul(of(1e45)).Cmp(b.Float) < 0 }

// exp is e^(−a) for a ≥ 0, by the series of e^(a/2ᵏ).
func (a num) exp() num {
	halvings := max(0, a.MantExp(nil)+8)
	x, sum, term := a.mul(of(math.Ldexp(1, -halvings))), of(1), of(1)
	for k := 1.0; !term.below(sum.mul(of(1e-25))); k++ {
		term = term.mul(x).div(of(k))
		sum = sum.add(term)
		if term.Sign() == 0 {
			break
		}
	}
	for range halvings {
		sum = sum.mul(sum)
	}
	return of(1).div(sum)
}

// chainAnswer is Erlang A by its birth–death chain, in numbers of 70 digits, in
// units of the mean patience 1/θ. Who arrives behind j waiting is offered the sum V
// of exponential times of the rates nμ + iθ, i = 0 … j: e^(−θV) is Beta(nμ/θ, j+1),
// whose distribution is a sum of positive terms and whose moments are products.
func chainAnswer(s Station, within float64) Answer {
	rate, theta := of(s.Rate), of(1).div(of(s.Patience.Mean))
	capacity := of(float64(s.Agents)).div(of(s.Handle))
	r := capacity.div(theta)
	z := theta.mul(of(within)).exp()

	p, free, busy := of(1), of(0), of(0) // states relative to that of n in system
	for k := s.Agents; k > 0 && !p.below(free.add(of(1))); k-- {
		p = p.mul(of(float64(k))).div(rate.mul(of(s.Handle)))
		free, busy = free.add(p), busy.add(p.mul(of(float64(k-1))))
	}
	var wait, queue, gone, kept, kept1, kept2, lost1, lost2, offered, intime, keptin num
	for _, x := range []*num{&wait, &queue, &gone, &kept, &kept1, &kept2, &lost1, &lost2, &offered, &intime, &keptin} {
		*x = of(0)
	}
	p = of(1)
	sum0, sum1, sum2 := of(0), of(0), of(0)                 // Σ 1/(r+i), Σ 1/(r+i+1), Σ 1/(r+i+1)²
	late, lateTerm := of(0), capacity.mul(of(within)).exp() // P(V > t) = I_z(r, j+1)
	lateS, lateSTerm := of(0), lateTerm.mul(z)              // I_z(r+1, j+1)
	for j := 0.0; j == 0 || !p.below(wait) || j < 50; j++ {
		i := r.add(of(j))
		sum0 = sum0.add(of(1).div(i))
		u := of(1).div(i.add(of(1)))
		sum1, sum2 = sum1.add(u), sum2.add(u.mul(u))
		late, lateS = late.add(lateTerm), lateS.add(lateSTerm)
		step := of(1).sub(z).div(of(j + 1))
		lateTerm = lateTerm.mul(i).mul(step)
		lateSTerm = lateSTerm.mul(i.add(of(1))).mul(step)

		served := r.div(i.add(of(1))) // E[e^(−θV)]
		left := of(1).sub(served)
		first, second := served.mul(sum1), served.mul(sum1.mul(sum1).add(sum2))
		wait, queue = wait.add(p), queue.add(p.mul(of(j)))
		gone, kept = gone.add(p.mul(left)), kept.add(p.mul(served))
		kept1, kept2 = kept1.add(p.mul(first)), kept2.add(p.mul(second))
		lost1 = lost1.add(p.mul(left.sub(first)))
		lost2 = lost2.add(p.mul(of(2).mul(left.sub(first)).sub(second)))
		offered = offered.add(p.mul(sum0))
		intime = intime.add(p.mul(of(1).sub(late)))
		keptin = keptin.add(p.mul(served).mul(of(1).sub(lateS)))
		p = p.mul(rate).div(capacity.add(of(j + 1).mul(theta)))
	}
	all := free.add(wait)
	share := func(x num) float64 { return x.div(all).float() }
	time := of(s.Patience.Mean)
	variance := func(first, second, of num) float64 {
		mean := first.div(of)
		return second.div(of).sub(mean.mul(mean)).mul(time).mul(time).float()
	}
	answered := free.add(kept)
	inTime := free.add(intime)
	a := Answer{Formula: "Erlang A", Stable: true, Wait: share(wait), Answered: share(answered), Abandoned: share(gone),
		MeanWait: share(kept1.add(lost1).mul(time)), MeanWaitServed: kept1.mul(time).div(answered).float(),
		MeanWaitAbandoned: lost1.mul(time).div(gone).float(), MeanOffered: share(offered.mul(time)),
		VarWait: variance(kept1.add(lost1), kept2.add(lost2), all), VarWaitServed: variance(kept1, kept2, answered),
		VarWaitAbandoned: variance(lost1, lost2, gone), QueueLength: share(queue),
		Occupancy: busy.add(wait.mul(of(float64(s.Agents)))).div(all).div(of(float64(s.Agents))).float(),
		Within:    share(free.add(keptin)), OfferedWithin: share(inTime),
		LeftQueueWithin:  share(inTime.add(wait.sub(intime).mul(of(1).sub(z)))),
		WithinOfAnswered: free.add(keptin).div(answered).float()}
	a.InSystem = a.Occupancy*float64(s.Agents) + a.QueueLength
	return a
}

// Every figure of Erlang A against its chain.
func TestStationAgainstChainOfManyDigits(t *testing.T) {
	const handle = 300.0
	for _, n := range []int{1, 2, 14, 100, 1000, 10000} {
		for _, load := range []float64{0.01, 0.5, 0.9, 0.999, 1, 1.001, 1.3, 5} {
			for _, patience := range []float64{1e-3, 0.2, 1, 6} { // in handle times
				if load == 0.01 && n > 14 || load == 0.5 && n > 100 || n >= 1000 && (load == 5 || patience < 1) {
					continue // takes long, and nobody waits or all do
				}
				s := Station{load * float64(n) / handle, handle, n, Patience{Kind: Exponential, Mean: patience * handle}}
				for _, within := range []float64{0, 20, 150} {
					if n < 100 || within == 20 {
						sameAnswer(t, fmt.Sprintf("%+v, within %g", s, within), s.Answer(within), chainAnswer(s, within))
					}
				}
				if n <= 14 {
					quantiles(t, s)
				}
			}
		}
	}
}

// quantiles are the waits at which the chain finds their shares.
func quantiles(t *testing.T, s Station) {
	t.Helper()
	for _, q := range []float64{0.5, 0.9, 0.999} {
		for _, x := range []struct {
			name  string
			wait  float64
			share func(Answer) float64
		}{
			{"all", s.WaitQuantile(q), func(a Answer) float64 { return a.LeftQueueWithin }},
			{"answered", s.ServedQuantile(q), func(a Answer) float64 { return a.WithinOfAnswered }},
			{"offered", s.OfferedQuantile(q), func(a Answer) float64 { return a.OfferedWithin }},
		} {
			got := x.share(chainAnswer(s, x.wait))
			if x.wait > 0 {
				closeTo(t, fmt.Sprintf("%+v: %s at the %g quantile", s, x.name, q), got, q, 1e-10)
			} else if got < q-1e-10 {
				t.Errorf("%+v: %s: %g are answered at once, the %g quantile is 0", s, x.name, got, q)
			}
		}
	}
}

func sameAnswer(t *testing.T, what string, got, want Answer) {
	t.Helper()
	for _, f := range []struct {
		name      string
		got, want float64
	}{
		{"P(wait)", got.Wait, want.Wait}, {"answered", got.Answered, want.Answered}, {"abandoned", got.Abandoned, want.Abandoned},
		{"mean wait", got.MeanWait, want.MeanWait}, {"of the answered", got.MeanWaitServed, want.MeanWaitServed},
		{"of those who left", got.MeanWaitAbandoned, want.MeanWaitAbandoned}, {"offered wait", got.MeanOffered, want.MeanOffered},
		{"variance", got.VarWait, want.VarWait}, {"variance of the answered", got.VarWaitServed, want.VarWaitServed},
		{"variance of those who left", got.VarWaitAbandoned, want.VarWaitAbandoned},
		{"queue", got.QueueLength, want.QueueLength}, {"in system", got.InSystem, want.InSystem}, {"occupancy", got.Occupancy, want.Occupancy},
		{"answered in time ÷ offered", got.Within, want.Within}, {"offered wait in time", got.OfferedWithin, want.OfferedWithin},
		{"left the queue in time", got.LeftQueueWithin, want.LeftQueueWithin}, {"answered in time ÷ answered", got.WithinOfAnswered, want.WithinOfAnswered},
	} {
		if f.want > 1e-25 || f.got > 1e-25 { // less is beyond the digits of the chain
			closeTo(t, what+": "+f.name, f.got, f.want, 1e-10)
		}
	}
	if got.Formula != want.Formula || got.Stable != want.Stable {
		t.Errorf("%s: %s, stable %v", what, got.Formula, got.Stable)
	}
}

// Erlang C by its formula in many digits, up to a load a rounding error below the
// agents: P(W > t) = C·e^(−(nμ−λ)t).
func TestErlangCOfManyDigits(t *testing.T) {
	for _, n := range []int{1, 7, 100, 10000} {
		for _, load := range []float64{0.3, 0.95, 0.9999, 1 - 1e-8, 1 - 1e-12, 1 - 1e-14} {
			s := Station{load * float64(n) / 180, 180, n, Patience{Kind: None}}
			a := of(s.Rate).mul(of(s.Handle))
			term, sum := of(1), of(0)
			for k := n; k > 0 && !term.below(sum); k-- {
				term = term.mul(of(float64(k))).div(a)
				sum = sum.add(term)
			}
			spare := of(1).sub(a.div(of(float64(n)))) // 1 − ρ
			c := of(1).div(of(1).add(spare.mul(sum)))
			rest := of(float64(n)).div(of(s.Handle)).sub(of(s.Rate))
			late := c.mul(rest.mul(of(20)).exp())
			got, what := s.Answer(20), fmt.Sprintf("%+v: ", s)
			if c.float() < 1e-25 {
				continue
			}
			closeTo(t, what+"P(wait)", got.Wait, c.float(), 1e-10)
			closeTo(t, what+"mean wait", got.MeanWait, c.div(rest).float(), 1e-10)
			closeTo(t, what+"variance", got.VarWait, c.mul(of(2).sub(c)).div(rest).div(rest).float(), 1e-10)
			closeTo(t, what+"later than 20 s", 1-got.Within, late.float(), max(1e-10, 1e-15/late.float()))
			closeTo(t, what+"in time", got.Within, of(1).sub(late).float(), 1e-10)
			closeTo(t, what+"queue", got.QueueLength, c.mul(of(s.Rate)).div(rest).float(), 1e-10)
			closeTo(t, what+"occupancy", got.Occupancy, load, 1e-12)
			if c.float() > 0.02 {
				x := s.WaitQuantile(0.99)
				closeTo(t, what+"99 % quantile", c.mul(rest.mul(of(x)).exp()).float(), 0.01, 1e-10)
			}
		}
	}
}

// M/M/n+D, patience without spread, by elementary integrals (Barrer, Operations
// Research 5 (1957) 650–656): φ rises or falls by λ − nμ until the patience D, and
// falls by nμ after it.
func TestCertainPatience(t *testing.T) {
	const handle, within = 180.0, 20.0
	for _, n := range []int{1, 10, 200, 10000} {
		for _, load := range []float64{0.4, 0.95, 1.05, 4} {
			for _, d := range []float64{1, 60, 900} {
				s := Station{load * float64(n) / handle, handle, n, Patience{Kind: Lognormal, Mean: d}}
				capacity := float64(n) / handle
				more, top := s.Rate-capacity, max(0, (s.Rate-capacity)*d)
				below := func(x float64) float64 { // ∫₀ˣ e^(φ−top), x ≤ D
					return (math.Exp(more*x-top) - math.Exp(-top)) / more
				}
				first := below(d) // ∫ x e^(φ−top), by parts
				waited := (d*math.Exp(more*d-top) - first) / more
				above := math.Exp(more*d-top) / capacity
				e := inverseB(float64(n-1), s.Load()) * math.Exp(-top) / s.Rate
				all := e + first + above
				if first+above < 1e-25*all {
					continue
				}
				a, what := s.Answer(within), fmt.Sprintf("%+v: ", s)
				closeTo(t, what+"P(wait)", a.Wait, (first+above)/all, 1e-9)
				closeTo(t, what+"abandoned", a.Abandoned, above/all, 1e-9)
				closeTo(t, what+"mean wait", a.MeanWait, (waited+d*above)/all, 1e-9)
				closeTo(t, what+"answered at the mean", a.MeanWaitServed, waited/(e+first), 1e-9)
				if above > 1e-25*all {
					closeTo(t, what+"those who leave", a.MeanWaitAbandoned, d, 1e-9)
				}
				closeTo(t, what+"in time", 1+a.Within, 1+(e+below(min(d, within)))/all, 1e-9)
			}
		}
	}
}

// A load of exactly the agents, however it rounds, is no steady state without
// patience, and one rounding error away from it does not keep the integral from
// ending: it once took up all memory.
func TestLoadOfOne(t *testing.T) {
	for n := 1; n <= 300; n++ {
		for _, handle := range []float64{1, 7, 180, 299.7, 1234.5} {
			for _, rate := range []float64{float64(n) / handle, 1 / (handle / float64(n)), float64(n) / 3600 * (3600 / handle)} {
				for _, atOnce := range []float64{0, 0.03} {
					s := Station{rate / (1 - atOnce), handle, n, Patience{Kind: None, AtOnce: atOnce}}
					if s.Stable() || !math.IsInf(s.Answer(20).MeanWait, 1) {
						t.Errorf("%+v is stable", s)
					}
				}
			}
		}
	}
	s := Station{11.58768872284514, 0.0862984866022936, 1, Patience{Kind: None}} // λ·handle < 1, λ > 1/handle
	if n := len(s.solve().parts); n > 200 {
		t.Errorf("%d pieces", n)
	}
}

// Whatever the figures are, the integral takes few pieces and the answer is one.
func TestStationOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		within := func(low, high float64, what string) float64 {
			return math.Exp(rapid.Float64Range(math.Log(low), math.Log(high)).Draw(t, what))
		}
		s := Station{Handle: within(1e-3, 1e7, "handle"), Agents: rapid.IntRange(1, 10000).Draw(t, "agents")}
		s.Patience = Patience{Kind: rapid.SampledFrom([]string{Exponential, Lognormal, Weibull, Hyperexponential, None}).Draw(t, "kind"),
			AtOnce: rapid.SampledFrom([]float64{0, 0, 1e-12, 0.03, 0.999, 1}).Draw(t, "at once"),
			Mean:   within(1e-6, 1e12, "mean"), Sigma: within(0.01, 20, "sigma"), Shape: within(0.05, 50, "shape"),
			P: rapid.Float64Range(0, 1).Draw(t, "p"), Mean1: within(1e-6, 1e12, "mean 1"), Mean2: within(1e-6, 1e12, "mean 2")}
		s.Rate = within(1e-6, 1e6, "load") / s.Handle
		if rapid.Bool().Draw(t, "near") {
			s.Rate = (1 + rapid.SampledFrom([]float64{-1, 1}).Draw(t, "side")*within(1e-17, 1, "away")) * float64(s.Agents) / s.Handle
		}
		if n := len(s.solve().parts); n > 3000 {
			t.Fatalf("%+v takes %d pieces", s, n)
		}
		a := s.Answer(20)
		for _, x := range []float64{a.Wait, a.Answered, a.Abandoned, a.Within, a.OfferedWithin, a.LeftQueueWithin, a.WithinOfAnswered, a.Occupancy} {
			if !(x >= 0 && x <= 1+1e-9) {
				t.Fatalf("%+v: no share: %+v", s, a)
			}
		}
		if !a.Stable {
			return
		}
		if math.Abs(a.Answered+a.Abandoned-1) > 1e-9 {
			t.Fatalf("%+v: served and left are not all: %+v", s, a)
		}
		for _, x := range []float64{a.MeanWait, a.MeanWaitServed, a.MeanWaitAbandoned, a.MeanOffered, a.VarWait, a.VarWaitServed, a.VarWaitAbandoned, a.QueueLength, s.ServedQuantile(0.9)} {
			if !(x >= 0) || math.IsInf(x, 1) {
				t.Fatalf("%+v: no wait: %+v", s, a)
			}
		}
	})
}
