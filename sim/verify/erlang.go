package verify

import (
	"fmt"
	"math"

	"lojal/sim/queue"
)

func station(rate, handle float64, agents int, patience float64) queue.Station {
	s := queue.Station{Rate: rate, Handle: handle, Agents: agents, Patience: queue.Patience{Kind: queue.None}}
	if patience > 0 {
		s.Patience = queue.Patience{Kind: queue.Exponential, Mean: patience}
	}
	return s
}

// Erlang holds the exact formulas against published examples.
func Erlang() (Group, error) {
	g := Group{Name: "Erlang B, C and A: published examples",
		Explain: "Each oracle is a printed figure; Lojal agrees when it rounds to the same digits. Times in the unit of the source."}
	add := func(what string, ours, oracle float64, decimals int, source string) {
		g.Rows = append(g.Rows, printed(what, ours, oracle, decimals, source))
	}
	const r = "R package ErlangC, README"
	for i, n := range []int{11, 12, 13, 14} {
		a := station(100.0/1800, 180, n, 0).Answer(20)
		in := fmt.Sprintf("Erlang C, 100 calls in 30 min of 180 s, %d agents: ", n)
		add(in+"P(wait)", a.Wait, []float64{0.6821182, 0.4493882, 0.2852705, 0.1741319}[i], 7, r)
		add(in+"within 20 s", a.Within, []float64{0.3896138, 0.6401580, 0.7955948, 0.8883500}[i], 7, r)
		add(in+"mean wait", a.MeanWait, []float64{122.78127684408, 40.4449401868444, 17.1162271821896, 7.83593701177724}[i], 10, r)
		add(in+"occupancy", a.Occupancy, []float64{0.9091, 0.8333, 0.7692, 0.7143}[i], 4, r)
	}
	n, _, err := station(100.0/1800, 180, 0, 0).Fewest(queue.Goal{ServiceLevel: 0.8, AnswerWithin: 20})
	if err != nil {
		return g, err
	}
	add("the same: agents for 80 % in 20 s", float64(n), 14, 0, r)
	add("the same: heads with 30 % shrinkage", float64(queue.Heads(n, 0.3)), 20, 0, r)
	for _, c := range []struct {
		n                             int
		wait, abandoned, occ, m, in20 float64
		digits                        int
	}{{14, 0.14526, 0.013984, 0.704297, 0.069919, 0.916792, 5}, {13, 0.226, 0.025, 0.750, 0.125, 0.858, 3}} {
		const source = "pyworkforce, tests and documentation"
		a := station(100.0/30, 3, c.n, 5).Answer(1.0 / 3)
		in := fmt.Sprintf("Erlang A, the same with a patience of 5 min, %d agents: ", c.n)
		add(in+"P(wait)", a.Wait, c.wait, c.digits, source)
		add(in+"abandoned", a.Abandoned, c.abandoned, min(c.digits+1, 3*c.digits-6), source)
		add(in+"occupancy", a.Occupancy, c.occ, min(c.digits+1, 3*c.digits-6), source)
		add(in+"mean wait, min", a.MeanWait, c.m, min(c.digits+1, 3*c.digits-6), source)
		add(in+"within 20 s", a.Within, c.in20, min(c.digits+1, 3*c.digits-6), source)
	}
	const herzog = "A. Herzog, Callcenter Simulator, ErlangCTest"
	add("Erlang C, 3.5 calls a minute of 3 min, 13 agents: mean wait, s", 60*station(3.5, 3, 13, 0).Answer(0).MeanWait, 26.56, 2, herzog)
	add("Erlang A, the same with a patience of 5 min: mean wait, s", 60*station(3.5, 3, 13, 5).Answer(0).MeanWait, 9.91, 2, herzog)
	add("Erlang A, the same with 9 agents: mean wait, s", 60*station(3.5, 3, 9, 5).Answer(0).MeanWait, 56.62, 2, herzog)
	const gkm = "Mandelbaum and Zeltyn; Gans, Koole and Mandelbaum (2003)"
	c, a := station(48, 1, 50, 0), station(48, 1, 50, 2)
	add("Erlang C, 48 calls a minute of 1 min, 50 agents: mean wait, s", 60*c.Answer(0).MeanWait, 20.8, 1, gkm)
	add("the same: 90 % wait at most, s", 60*c.WaitQuantile(0.9), 58.1, 1, gkm)
	add("the same: queue", c.Answer(0).QueueLength, 17, 0, gkm)
	add("the same: occupancy, %", 100*c.Answer(0).Occupancy, 96, 0, gkm)
	add("Erlang A, the same with a patience of 2 min: abandoned, %", 100*a.Answer(0).Abandoned, 3.1, 1, gkm)
	add("the same: mean wait, s", 60*a.Answer(0).MeanWait, 3.7, 1, gkm)
	add("the same: queue", a.Answer(0).QueueLength, 3, 0, gkm)
	add("the same: occupancy, %", 100*a.Answer(0).Occupancy, 93, 0, gkm)
	add("Erlang B, 4 erlang, 8 agents: lost", queue.ErlangB(4, 8), 0.030420058226, 12, "N. Gunther, erlang.pl, inputs; summed to 50 digits")
	for i, capacity := range []float64{0.020, 0.602, 1.657, 2.935, 4.345, 5.842, 7.402, 9.010, 10.656, 12.333, 14.036, 15.761, 17.505, 19.265, 21.039} {
		n := 2*i + 1
		add(fmt.Sprintf("Erlang B: load of which %d channels lose 2 %%", n), lossLoad(n, 0.02), capacity, 3,
			"Lucent Technologies, Erlang B capacity table for 2 % blocking, first column (garywagoner.tripod.com/traffic/ERLANG.HTML)")
	}
	return g, nil
}

// lossLoad is the load in erlang of which n servers without a queue lose a share.
func lossLoad(n int, share float64) float64 {
	low, high := 0.0, 2*float64(n)
	for range 60 {
		if load := (low + high) / 2; queue.ErlangB(load, n) < share {
			low = load
		} else {
			high = load
		}
	}
	return low
}

// WhittTables holds Erlang A against Whitt's tables.
func WhittTables() (Group, error) {
	const source = "W. Whitt, Management Science 51 (2005) 221–235, Tables 1 to 7"
	g := Group{Name: "Erlang A: Whitt's tables",
		Explain: "102 calls a minute of 1 min, 100 agents, exponential patience of mean 1 and 4 min; the columns that Whitt gives as exact."}
	for _, w := range []struct {
		patience float64
		want     []float64
	}{
		{1, []float64{0.4083, 0.0499, 5.092, 102.0, 0.0490, 0.0042, 0.0666, 0.0031, 0.7986, 0.9644, 0.7671, 0.9702}},
		{4, []float64{0.226, 0.0364, 14.84, 113.1, 0.1455, 0.0207, 0.1429, 0.0137, 0.4688, 0.6865, 0.4493, 0.7366}},
	} {
		s := station(102, 1, 100, w.patience)
		a, b := s.Answer(0.1), s.Answer(0.2)
		leftBy := func(a queue.Answer) float64 { return (a.LeftQueueWithin - a.Within) / a.Abandoned }
		ours := []float64{1 - a.Wait, a.Abandoned, a.QueueLength, a.InSystem, a.MeanWaitServed, a.VarWaitServed,
			a.MeanWaitAbandoned, a.VarWaitAbandoned, a.WithinOfAnswered, b.WithinOfAnswered, leftBy(a), leftBy(b)}
		names := []string{"P(W = 0)", "P(abandon)", "E[Q]", "E[N]", "E[W given served]", "Var[W given served]",
			"E[W given abandoned]", "Var[W given abandoned]", "P(W ≤ 0.1 given served)", "P(W ≤ 0.2 given served)",
			"P(W ≤ 0.1 given abandoned)", "P(W ≤ 0.2 given abandoned)"}
		decimals := []int{4, 4, 3, 1, 4, 4, 4, 4, 4, 4, 4, 4}
		if w.patience == 4 {
			decimals[0], decimals[2] = 3, 2
		}
		for i, name := range names {
			g.Rows = append(g.Rows, printed(fmt.Sprintf("patience %g: %s", w.patience, name), ours[i], w.want[i], decimals[i], source))
		}
	}
	return g, nil
}

// Identities holds the exact formulas against closed forms.
func Identities() (Group, error) {
	g := Group{Name: "Exact formulas: closed forms and other methods", Explain: "Each oracle is computed in another way than Lojal's integral."}
	one := station(1, 1, 1, 1).Answer(0)
	g.Rows = append(g.Rows, relative("λ = μ = θ = 1, one agent: abandoned is 1/e", one.Abandoned, math.Exp(-1), 1e-12, "closed form"))
	g.Rows = append(g.Rows, printed("θ = μ, 100 erlang, 105 agents: P(wait) = P(Poisson(100) ≥ 105)",
		station(100, 1, 105, 1).Answer(0).Wait, 0.321592775320, 12, "M/M/∞, summed to 50 digits"))
	const source = "virtual wait and phase-type matrix exponential, which agree to 12 digits"
	a := station(0.35, 300, 100, 120).Answer(20)
	in := "0.35 calls a second of 300 s, 100 agents, patience 120 s: "
	for _, r := range []struct {
		what         string
		ours, oracle float64
	}{{"P(wait)", a.Wait, 0.55774903}, {"abandoned", a.Abandoned, 0.07618661}, {"mean wait", a.MeanWait, 9.14239356},
		{"queue", a.QueueLength, 3.19983774}, {"within 20 s", a.Within, 0.75771137}, {"occupancy", a.Occupancy, 0.97000406}} {
		g.Rows = append(g.Rows, printed(in+r.what, r.ours, r.oracle, 8, source))
	}
	for _, load := range []float64{0.99, 1, 1.01, 2} {
		a := station(load*10000/300, 300, 10000, 400).Answer(0)
		g.Rows = append(g.Rows, relative(fmt.Sprintf("10,000 agents, load %g: abandoned = mean wait ÷ patience", load),
			a.Abandoned, a.MeanWait/400, 1e-10, "identity of exponential patience"))
	}
	return g, nil
}
