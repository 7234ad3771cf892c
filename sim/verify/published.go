package verify

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"lojal/sim/queue"
	"lojal/sim/queue/calls"
	"lojal/sim/random"
)

// PublishedDay holds played days against those that a simulation library prints for
// its example of a call centre, with their intervals.
func PublishedDay() (Group, error) {
	const days, expected, z90 = 20_000, 1660, 1.645
	g := Group{Name: "Played days against published ones",
		Explain: "Thirteen hours with 4 to 8 agents and 1,660 calls, a day's demand times a gamma variate of mean one and variance a tenth; handle times exponential with a mean of 100 s; a tenth hangs up at once, the others after 1,000 s in the mean; the next agents to become free leave. Means of 20,000 days, all against the calls expected. The published ones are those of 1,000 days with intervals of 90 %; the tolerance is four standard errors of the difference."}
	all := callCentre().play(days, gammas(10))
	for _, f := range []struct {
		name      string
		low, high float64
		of        func(played) float64
	}{
		{"calls a day", 1612.789, 1666.225, func(p played) float64 { return p.offered }},
		{"wait, s", 10.060, 13.608, func(p played) float64 { return p.wait / expected }},
		{"waited less than 20 s, answered or not", .844, .862, func(p played) float64 { return (p.offered - p.over) / expected }},
		{"abandoned", .031, .037, func(p played) float64 { return p.abandoned / expected }},
	} {
		mean, se := batches(all, f.of)
		tolerance := 4 * math.Hypot(se, (f.high-f.low)/2/z90)
		g.Rows = append(g.Rows, Row{f.name, mean, (f.low + f.high) / 2, tolerance, "Université de Montréal, Stochastic Simulation in Java, example CallEv"})
	}
	return g, nil
}

// callCentre is the day of that example.
func callCentre() (d halfHours) {
	staff := []float64{4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4} // by hour
	hourly := []float64{100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60}
	for h, n := range hourly {
		d.contacts, d.staff = append(d.contacts, n/2, n/2), append(d.staff, staff[h], staff[h])
	}
	d.handle = 100
	d.kind = calls.Type{Patience: queue.Patience{Kind: queue.Exponential, Mean: 1000, AtOnce: .1}, Sigma: calls.ExponentialTime}
	return d
}

// gammas are gamma variates with mean one.
func gammas(shape float64) func() float64 {
	s := random.At(random.Key{Seed: 1, Quantity: random.Name("verify/busyness")})
	d := distuv.Gamma{Alpha: shape, Beta: shape, Src: s}
	return d.Rand
}
