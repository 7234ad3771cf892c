package verify

import (
	"math"

	"lojal/sim"
	"lojal/sim/queue"
	"lojal/sim/queue/calls"
	"lojal/sim/random"
)

// Intervals tells how often an interval of 1.96 standard errors around a mean of
// played replications holds the exact figure.
func Intervals() (Group, error) {
	const trials, replications = 8000, 100
	g := Group{Name: "Intervals of played replications",
		Explain: "A trial is 100 replications of twelve hours after twelve to fill up, four agents, 36 contacts an hour of 5 min, patience 5 min. Its interval is the mean of a figure and 1.96 of its standard errors (mc_error) to both sides; the oracle is the share of 8,000 trials whose interval is to hold the exact figure."}
	s := queue.Station{Rate: .01, Handle: 300, Agents: 4, Patience: queue.Patience{Kind: queue.Exponential, Mean: 300}}
	exact := s.Answer(20)
	play := halfDays(s, 20)
	contacts := s.Rate * 43200 // expected: a ratio to those who came would be biased
	names := []string{"mean wait", "abandoned", "within 20 s"}
	truth := []float64{exact.MeanWait * contacts, exact.Abandoned * contacts, exact.Within * contacts}
	held := make([]float64, len(names))
	draws := make([][]float64, len(names))
	for trial := range trials {
		for k := range draws {
			draws[k] = draws[k][:0]
		}
		for r := range replications {
			p := play(uint64(trial*replications + r))
			for k, x := range []float64{p.wait, p.abandoned, p.within} {
				draws[k] = append(draws[k], x)
			}
		}
		for k := range draws {
			if x := sim.Summarise(draws[k]); math.Abs(x.Mean-truth[k]) <= 1.96*x.MCError {
				held[k] += 1. / trials
			}
		}
	}
	for k, name := range names {
		g.Rows = append(g.Rows, Row{"share of intervals that hold: " + name, held[k], .95, .01, "queue.Station"})
	}
	return g, nil
}

// halfDays plays twelve hours of a station after twelve to fill up, by replication.
func halfDays(s queue.Station, within float64) func(replication uint64) played {
	e, week := stationEngine(s, within, 1, 24)
	var tally calls.Tally
	return func(replication uint64) played {
		e.Reset(random.Key{Seed: 1, Replication: replication})
		for d := range 2 {
			week.Days[0].Number = d
			e.Week(d, week, &tally)
		}
		return tell(&tally.Types[0])
	}
}
