package queue

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func printed(t *testing.T, what string, got, want float64, digits int) {
	t.Helper()
	if math.Abs(got-want) > 0.5000001*math.Pow10(-digits) {
		t.Errorf("%s is %.*f, published %.*f", what, digits+2, got, digits, want)
	}
}

// W. Whitt, "Engineering solution of a basic call-center model", Management
// Science 51 (2005) 221–235, Tables 1 to 7: λ = 102, n = 100, μ = 1. The two
// exact columns; Erlang-2 patience is given there by simulation only.
func TestWhitt2005(t *testing.T) {
	for _, w := range []struct {
		patience, free, abandoned, queue, inSystem, served, varServed, lost, varLost, within1, within2, gone1, gone2 float64
	}{
		{1, 0.4083, 0.0499, 5.092, 102.0, 0.0490, 0.0042, 0.0666, 0.0031, 0.7986, 0.9644, 0.7671, 0.9702},
		{4, 0.2257, 0.0364, 14.84, 113.1, 0.1455, 0.0207, 0.1429, 0.0137, 0.4688, 0.6865, 0.4493, 0.7366},
	} {
		s := Station{102, 1, 100, Patience{Kind: Exponential, Mean: w.patience}}
		a := s.Answer(0.1)
		printed(t, "P(W=0)", 1-a.Wait, w.free, 4)
		printed(t, "P(A)", a.Abandoned, w.abandoned, 4)
		printed(t, "E[Q]", a.QueueLength, w.queue, 2)
		printed(t, "E[N]", a.InSystem, w.inSystem, 1)
		printed(t, "Var[W|S]", a.VarWaitServed, w.varServed, 4)
		printed(t, "Var[W|A]", a.VarWaitAbandoned, w.varLost, 4)
		printed(t, "E[W|S]", a.MeanWaitServed, w.served, 4)
		printed(t, "E[W|A]", a.MeanWaitAbandoned, w.lost, 4)
		printed(t, "P(W≤.1|S)", a.WithinOfAnswered, w.within1, 4)
		b := s.Answer(0.2)
		printed(t, "P(W≤.2|S)", b.WithinOfAnswered, w.within2, 4)
		printed(t, "P(W≤.1|A)", (a.LeftQueueWithin-a.Within)/a.Abandoned, w.gone1, 4)
		printed(t, "P(W≤.2|A)", (b.LeftQueueWithin-b.Within)/b.Abandoned, w.gone2, 4)
	}
}

// Published sizes: the README of the R package ErlangC, pyworkforce, the
// worked comparison of Mandelbaum and Zeltyn, a note on emergency calls of
// Alabama 9-1-1, Gunther's erlang.pl.
func TestPublished(t *testing.T) {
	c := func(rate, handle float64, n int) Station { return Station{rate, handle, n, Patience{Kind: None}} }
	n, a, err := c(100.0/1800, 180, 0).Fewest(Goal{ServiceLevel: 0.8, AnswerWithin: 20})
	if err != nil || n != 14 {
		t.Errorf("80/20 takes %d agents, published 14 (%v)", n, err)
	}
	printed(t, "service level", a.Within, 0.88835, 5)
	n, a, _ = c(100.0/1800, 180, 0).Fewest(Goal{ServiceLevel: 0.8, AnswerWithin: 20, MaxOccupancy: 0.7})
	if n != 15 {
		t.Errorf("with an occupancy of at most 0.7: %d agents, published 15", n)
	}
	printed(t, "service level", a.Within, 0.941, 3)
	printed(t, "P(wait)", a.Wait, 0.102, 3)
	if n, _, _ := c(0.01, 300, 0).Fewest(Goal{ServiceLevel: 0.8, AnswerWithin: 20}); n != 6 {
		t.Errorf("erlang_c_calculator: %d agents, published 6", n)
	}
	gkm := c(48.0/60, 60, 50)
	printed(t, "90 % quantile of Erlang C", gkm.WaitQuantile(0.9), 58.1, 1)
	gkm.Patience = Patience{Kind: Exponential, Mean: 120}
	printed(t, "90 % quantile of the wait of Erlang A", gkm.WaitQuantile(0.9), 12.44, 2)
	printed(t, "two takers, more than 10 s in per cent", 100*(1-c(30.0/3600, 60, 2).Answer(10).Within), 7.79, 2)
	printed(t, "two takers of 80 s", 100*(1-c(30.0/3600, 80, 2).Answer(10).Within), 14.1, 1)
	printed(t, "B of 4 erlang, 8 servers", ErlangB(4, 8), 0.030420058226, 12)
	printed(t, "C of 4 erlang, 8 servers", c(4, 1, 8).Answer(0).Wait, 0.0590439947, 10)
}

// The four service levels of one queue (λ = 3.5/min, handle time 3 min,
// patience 5 min, 9 agents, 20 s): 30.2, 30.5, 35.0 and 37.2 %.
func TestFourServiceLevels(t *testing.T) {
	a := Station{3.5, 3, 9, Patience{Kind: Exponential, Mean: 5}}.Answer(1.0 / 3)
	printed(t, "answered ÷ offered", 100*a.Within, 30.2, 1)
	printed(t, "1 − P(offered wait > t)", 100*a.OfferedWithin, 30.5, 1)
	printed(t, "any outcome", 100*a.LeftQueueWithin, 35.0, 1)
	printed(t, "answered ÷ answered", 100*a.WithinOfAnswered, 37.2, 1)
}

// M/M/n+M with θ = μ is M/M/∞: P(W>0) = P(Poisson(load) ≥ n), summed to 50 digits.
func TestPatienceLikeHandling(t *testing.T) {
	a := Station{100, 1, 105, Patience{Kind: Exponential, Mean: 1}}.Answer(0)
	printed(t, "P(wait)", a.Wait, 0.321592775320, 12)
}

// The fewest agents reach the goal and one fewer does not; 30 % of the time
// elsewhere makes 20 heads of 14 agents (R package ErlangC, pyworkforce).
func TestFewestIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Station{Handle: rapid.Float64Range(20, 1500).Draw(t, "handle"), Patience: drawPatience(t)}
		s.Rate = rapid.Float64Range(0.2, 60).Draw(t, "load") / s.Handle
		g := Goal{AnswerWithin: rapid.Float64Range(0, 120).Draw(t, "within")}
		switch rapid.IntRange(0, 3).Draw(t, "goal") {
		case 0:
			g.ServiceLevel = rapid.Float64Range(0.2, 0.99).Draw(t, "level")
			g.Definition = rapid.SampledFrom(Definitions).Draw(t, "definition")
		case 1:
			g.MaxAbandoned = rapid.Float64Range(0.005, 0.5).Draw(t, "abandoned")
		case 2:
			g.MaxOccupancy = rapid.Float64Range(0.3, 0.99).Draw(t, "occupancy")
		case 3:
			g.MaxWait = rapid.Float64Range(0.1, 300).Draw(t, "wait")
		}
		n, a, err := s.Fewest(g)
		if err != nil {
			t.Fatal(err)
		}
		s.Agents = n
		if !g.Met(a) || a != s.Answer(g.AnswerWithin) {
			t.Fatalf("%+v: %+v is not reached with %d: %+v", s, g, n, a)
		}
		for fewer := 1; fewer <= 2 && n-fewer > 0; fewer++ {
			if s.Agents = n - fewer; g.Met(s.Answer(g.AnswerWithin)) {
				t.Fatalf("%+v: %+v is reached with %d, not only %d", s, g, n-fewer, n)
			}
		}
	})
}

func TestHeads(t *testing.T) {
	for _, c := range []struct {
		agents    int
		shrinkage float64
		want      int
	}{{14, 0.3, 20}, {15, 0.3, 22}, {14, 0, 14}, {7, 0.3, 10}, {9, 0.1, 10}, {0, 0.5, 0}, {1, 0.99, 100}} {
		if got := Heads(c.agents, c.shrinkage); got != c.want {
			t.Errorf("%d agents with %g elsewhere: %d heads, want %d", c.agents, c.shrinkage, got, c.want)
		}
	}
}

// chain is M/M/n+M by its birth–death chain, normalised at the mode.
func chain(rate, handle, patience float64, n int) (wait, queue float64) {
	size := n + int(20*rate*patience) + 4000
	logs, top := make([]float64, size), 0.0
	for k := 1; k < size; k++ {
		death := float64(min(k, n))/handle + float64(max(k-n, 0))/patience
		logs[k] = logs[k-1] + math.Log(rate/death)
		top = max(top, logs[k])
	}
	sum := 0.0
	for k, l := range logs {
		p := math.Exp(l - top)
		sum += p
		if k >= n {
			wait += p
			queue += p * float64(k-n)
		}
	}
	return wait / sum, queue / sum
}

func TestStationAgainstChain(t *testing.T) {
	for _, n := range []int{1, 3, 10, 100, 1000, 10000} {
		for _, load := range []float64{0.2, 0.8, 1, 1.3, 3} {
			s := Station{load * float64(n) / 300, 300, n, Patience{Kind: Exponential, Mean: 400}}
			wait, queue := chain(s.Rate, s.Handle, s.Patience.Mean, n)
			if wait < 1e-200 {
				continue
			}
			a := s.Answer(20)
			closeTo(t, "wait", a.Wait, wait, 1e-9)
			closeTo(t, "queue", a.QueueLength, queue, 1e-9)
			closeTo(t, "P(abandon) = θE[W]", a.Abandoned, a.MeanWait/s.Patience.Mean, 1e-11)
		}
	}
}

// M/M/n+G by the sums of Zeltyn and Mandelbaum on a fine Simpson grid, with
// their own expression for P(abandon).
func TestStationAgainstSimpson(t *testing.T) {
	for _, patience := range kinds {
		s := Station{0.11, 300, 30, patience}
		capacity := float64(s.Agents) / s.Handle
		const upTo, steps = 30000.0, 600000
		j, mean, h := 0.0, 0.0, upTo/steps
		for i := 0; i <= steps; i++ {
			w := 2.0 + 2*float64(i%2)
			if i == 0 || i == steps {
				w = 1
			}
			x := h * float64(i)
			e := w * h / 3 * math.Exp(s.Rate*patience.Waited(x)-capacity*x)
			j += e
			mean += e * patience.Waited(x)
		}
		e := 1 / ErlangB(s.Load(), s.Agents-1)
		a := s.Answer(20)
		closeTo(t, patience.Kind+" P(wait)", a.Wait, s.Rate*j/(e+s.Rate*j), 1e-7)
		closeTo(t, patience.Kind+" P(abandon)", a.Abandoned, (1+(s.Rate-capacity)*j)/(e+s.Rate*j), 1e-7)
		closeTo(t, patience.Kind+" E[W]", a.MeanWait, s.Rate*mean/(e+s.Rate*j), 1e-7)
	}
}

// H is the integral of S, and its limit the mean.
func TestPatience(t *testing.T) {
	for _, p := range kinds {
		const steps = 200000
		sum, h := 0.0, 700.0/steps
		for i := range steps {
			sum += h * p.Left(h*(float64(i)+0.5))
		}
		closeTo(t, p.Kind+" H(700)", p.Waited(700), sum, 1e-7)
		closeTo(t, p.Kind+" mean", p.Waited(1e9), p.meanWaited(), 1e-6)
		closeTo(t, p.Kind+" gone and left", p.Gone(123)+p.Left(123), 1, 1e-14)
	}
	fixed := Patience{Kind: Lognormal, Mean: 60}
	if fixed.Left(59) != 1 || fixed.Left(61) != 0 || fixed.Waited(100) != 60 {
		t.Error("patience without spread")
	}
}

func TestUnstable(t *testing.T) {
	for _, s := range []Station{{1, 300, 300, Patience{Kind: None}}, {1, 300, 200, Patience{Kind: None}}, {1, 300, 0, Patience{Kind: None}}} {
		a := s.Answer(20)
		if a.Stable || a.Wait != 1 || !math.IsInf(a.MeanWait, 1) || !math.IsInf(a.QueueLength, 1) || a.Within != 0 || a.OfferedWithin != 0 {
			t.Errorf("%+v: %+v", s, a)
		}
		if !math.IsInf(s.WaitQuantile(0.9), 1) {
			t.Error("a finite quantile")
		}
	}
	if a := (Station{1, 300, 0, Patience{Kind: Exponential, Mean: 100}}).Answer(20); a.Abandoned != 1 || a.MeanWait != 100 || a.Occupancy != 0 {
		t.Errorf("without agents: %+v", a)
	}
	if a := (Station{0, 300, 5, Patience{Kind: None}}).Answer(20); !a.Stable || a.Wait != 0 || a.Within != 1 || a.MeanWait != 0 || a.Occupancy != 0 {
		t.Errorf("without contacts: %+v", a)
	}
	if a := (Station{1e-5, 300, 400, Patience{Kind: None}}).Answer(20); a.Wait != 0 || a.Within != 1 || a.MeanWait != 0 {
		t.Errorf("hardly any contacts: %+v", a)
	}
	if _, _, err := (Station{1, 300, 0, Patience{Kind: None}}).Fewest(Goal{}); !errors.Is(err, ErrNoGoal) {
		t.Errorf("no goal: %v", err)
	}
	if (Station{Rate: math.NaN(), Handle: 1, Patience: Patience{Kind: None}}).Check() == nil {
		t.Error("NaN passes")
	}
}

// Without agents all wait until their patience ends, those who leave at once not
// at all; where the queue grows for ever, the others wait for ever.
func TestUnanswered(t *testing.T) {
	const atOnce = 0.2
	for _, c := range []struct {
		patience       Patience
		mean, variance float64 // of those who do not leave at once
	}{
		{Patience{Kind: Exponential, Mean: 100}, 100, 1e4},
		{Patience{Kind: Hyperexponential, P: 0.25, Mean1: 40, Mean2: 200}, 160, 2*(0.25*1600+0.75*40000) - 25600},
		{Patience{Kind: Lognormal, Mean: 100, Sigma: 1}, 100, 1e4 * math.Expm1(1)},
		{Patience{Kind: Weibull, Mean: 100, Shape: 2}, 100, 1e4 * (4/math.Pi - 1)},
	} {
		c.patience.AtOnce = atOnce
		a := Station{0.1, 300, 0, c.patience}.Answer(20)
		mean := (1 - atOnce) * c.mean
		closeTo(t, c.patience.Kind+": mean wait", a.MeanWait, mean, 1e-12)
		closeTo(t, c.patience.Kind+": variance", a.VarWait, (1-atOnce)*(c.variance+c.mean*c.mean)-mean*mean, 1e-12)
		closeTo(t, c.patience.Kind+": queue", a.QueueLength, 0.1*mean, 1e-12)
		closeTo(t, c.patience.Kind+": gone in 20 s", a.LeftQueueWithin, c.patience.Gone(20), 1e-12)
		if a.Abandoned != 1 || a.Answered != 0 || a.InSystem != a.QueueLength || a.MeanWaitAbandoned != a.MeanWait || a.VarWaitAbandoned != a.VarWait {
			t.Errorf("%s: %+v", c.patience.Kind, a)
		}
	}
	a := Station{0.1, 300, 3, Patience{Kind: None, AtOnce: atOnce}}.Answer(20)
	if a.Abandoned != atOnce || a.Answered != 1-atOnce || a.MeanWaitAbandoned != 0 || a.Occupancy != 1 || a.LeftQueueWithin != atOnce {
		t.Errorf("a queue that grows for ever: %+v", a)
	}
}

func TestErlangBOfNothing(t *testing.T) {
	if ErlangB(5, 0) != 1 || ErlangB(0, 3) != 0 || ErlangB(0, 0) != 1 || ErlangB(1e-300, 10000) != 0 {
		t.Error("no agents or no load")
	}
}

// Each figure of a goal is the one that it names.
func TestGoal(t *testing.T) {
	a := Answer{Stable: true, Within: 0.1, WithinOfAnswered: 0.2, OfferedWithin: 0.3, LeftQueueWithin: 0.4,
		Abandoned: 0.5, Occupancy: 0.6, MeanWait: 7, MeanWaitServed: 8, MeanWaitAbandoned: 9, MeanOffered: 10}
	for _, c := range []struct {
		met, missed Goal
	}{
		{Goal{ServiceLevel: 0.1}, Goal{ServiceLevel: 0.1001}},
		{Goal{ServiceLevel: 0.1, Definition: AnsweredOfOffered}, Goal{ServiceLevel: 0.1001, Definition: AnsweredOfOffered}},
		{Goal{ServiceLevel: 0.2, Definition: AnsweredOfAnswered}, Goal{ServiceLevel: 0.2001, Definition: AnsweredOfAnswered}},
		{Goal{ServiceLevel: 0.3, Definition: OfferedWait}, Goal{ServiceLevel: 0.3001, Definition: OfferedWait}},
		{Goal{ServiceLevel: 0.4, Definition: LeftQueue}, Goal{ServiceLevel: 0.4001, Definition: LeftQueue}},
		{Goal{MaxAbandoned: 0.5}, Goal{MaxAbandoned: 0.4999}},
		{Goal{MaxOccupancy: 0.6}, Goal{MaxOccupancy: 0.5999}},
		{Goal{MaxWait: 7}, Goal{MaxWait: 6.999}},
	} {
		if !c.met.Met(a) || c.missed.Met(a) {
			t.Errorf("%+v is met, %+v is not: %v, %v", c.met, c.missed, c.met.Met(a), c.missed.Met(a))
		}
	}
	a.Stable = false
	if (Goal{MaxWait: 7}).Met(a) {
		t.Error("a queue that grows for ever meets a goal")
	}
}

func TestStationProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Station{Handle: rapid.Float64Range(20, 1500).Draw(t, "handle"), Agents: rapid.IntRange(1, 60).Draw(t, "agents"), Patience: drawPatience(t)}
		s.Rate = rapid.Float64Range(0.1, 2).Draw(t, "load") * float64(s.Agents) / s.Handle
		within := rapid.Float64Range(0, 200).Draw(t, "within")
		a := s.Answer(within)
		for _, x := range []float64{a.Wait, a.Abandoned, a.Within, a.OfferedWithin, a.LeftQueueWithin, a.WithinOfAnswered, a.Occupancy} {
			if !(x >= 0 && x <= 1+1e-9) {
				t.Fatalf("not a share: %+v: %+v", s, a)
			}
		}
		if a.Within > a.OfferedWithin+1e-9 || a.OfferedWithin > a.LeftQueueWithin+1e-9 || a.Within > a.WithinOfAnswered+1e-9 {
			t.Fatalf("service levels out of order: %+v: %+v", s, a)
		}
		if !a.Stable {
			return
		}
		mean := (1-a.Abandoned)*a.MeanWaitServed + a.Abandoned*a.MeanWaitAbandoned
		if math.Abs(mean-a.MeanWait) > 1e-8*(1e-6+a.MeanWait) {
			t.Fatalf("served and abandoned wait %g, all %g", mean, a.MeanWait)
		}
		s.Agents++
		if b := s.Answer(within); b.Wait > a.Wait+1e-12 || b.Abandoned > a.Abandoned+1e-12 || b.MeanWait > a.MeanWait*(1+1e-9) || b.Within < a.Within-1e-12 {
			t.Fatalf("worse with an agent more: %+v, %+v", a, b)
		}
		s.Agents--
		s.Rate *= 1.05
		if b := s.Answer(within); b.Wait < a.Wait-1e-12 || b.MeanWait < a.MeanWait*(1-1e-9) {
			t.Fatalf("better with more contacts: %+v, %+v", a, b)
		}
	})
}
