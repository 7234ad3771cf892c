package verify

import (
	"context"
	"fmt"
	"math"
	"strings"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/queue"
	"lojal/sim/queue/calls"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// aim is how far the analytic answer may be from the played one: the larger of
// an absolute and a relative distance, and two standard errors of the playing.
type aim struct {
	id                 kpi.ID
	absolute, relative float64
}

var aims = []aim{
	{kpi.ServiceLevel, .01, 0}, {kpi.WaitMean, 0, .05}, {kpi.Abandoned, .005, 0}, {kpi.SatisfactionLasting, .3, 0},
}

// agree compares the two faces of the engine on a scenario.
func agree(g *Group, what string, s *scenario.Scenario, replications, weeks int) error {
	o := sim.Options{Replications: replications, Weeks: weeks, Queue: "analytic"}
	theory, err := sim.Run(context.Background(), s, o)
	if err != nil {
		return err
	}
	o.Queue = "calls"
	played, err := sim.Run(context.Background(), s, o)
	if err != nil {
		return err
	}
	for _, a := range aims {
		t, p := theory.Summary(a.id).Mean, played.Summary(a.id).Mean
		if math.IsNaN(t) {
			continue
		}
		tolerance := max(a.absolute, a.relative*p) + 2*errorOfDifference(theory, played, a.id)
		g.Rows = append(g.Rows, Row{what + ": " + strings.ToLower(nameOf(a.id)), t, p, tolerance, "every contact played"})
	}
	return nil
}

// errorOfDifference is the standard error of the mean difference of two runs that
// share their worlds.
func errorOfDifference(a, b *sim.Results, id kpi.ID) float64 {
	x, y := a.Horizon[kpi.Index(id)], b.Horizon[kpi.Index(id)]
	d := make([]float64, len(x))
	for i := range d {
		d[i] = x[i] - y[i]
	}
	return sim.Summarise(d).MCError
}

func nameOf(id kpi.ID) string { return kpi.All[kpi.Index(id)].NameEn }

// Shipped holds the analytic answer against played contacts on each scenario of
// the library that has one.
func Shipped() (Group, error) {
	g := Group{Name: "Analytic answer against played contacts: shipped scenarios",
		Explain: "Means of 24 replications of 52 weeks with the same worlds. Aims: service level within 1 point, mean wait within 5 %, abandonment within 0.5 points, lasting satisfaction within 0.3 points, each plus two standard errors of the difference."}
	g.Outside = []Exception{{"three-channels: mean wait", "six people answer chat there: who of them is on the queue, each with a speed of their own, matters more to a small group than the mean that theory knows, and redials come in bursts; 8 % of a wait of six seconds"}}
	for _, name := range scenario.Names() {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			return g, err
		}
		if s.Run().Queue != "analytic" {
			continue // has no exact answer
		}
		if err := agree(&g, name, s, 24, 52); err != nil {
			return g, err
		}
	}
	return g, nil
}

// Grid holds the analytic answer against played contacts over loads, sizes and
// kinds of patience.
func Grid() (Group, error) {
	g := Group{Name: "Analytic answer against played contacts: loads, sizes, patience",
		Explain: "The baseline with its staff, customers and patience changed; 12 replications of 26 weeks. The load is the work offered to the staff on the queue."}
	const morning = "an overload that lasts all day: played days begin with an empty queue, and the first contacts are answered at once; the analytic day begins in the steady state of its first half hour"
	for _, what := range []string{"250 heads, load 1.1, hyperexponential", "45 heads, load 1.1, lognormal", "250 heads, load 1.1, lognormal"} {
		g.Outside = append(g.Outside, Exception{what + ": service level", morning})
	}
	base, err := scenario.Open("library:baseline")
	if err != nil {
		return g, err
	}
	for _, patience := range []struct{ name, text string }{
		{"hyperexponential", `{ kind = "hyperexponential", p = 0.25, mean_1 = "100s", mean_2 = "780s" }`},
		{"exponential 105 s", `{ kind = "exponential", mean = "105s" }`},
		{"lognormal", `{ kind = "lognormal", mean = "10m", sigma = 1.2 }`},
	} {
		for _, heads := range []int{8, 45, 250} {
			for _, load := range []float64{.6, .8, .95, 1.1} {
				s, err := gridScenario(base, heads, load, patience.text)
				if err != nil {
					return g, err
				}
				if err := agree(&g, fmt.Sprintf("%d heads, load %g, %s", heads, load, patience.name), s, 12, 26); err != nil {
					return g, err
				}
			}
		}
	}
	return g, nil
}

// gridScenario has so many heads and so many customers that the load comes about.
func gridScenario(base *scenario.Scenario, heads int, load float64, patience string) (*scenario.Scenario, error) {
	const usual = .79 // of the baseline: 45 heads, 120,000 customers
	customers := 120_000 * float64(heads) / 45 * load / usual
	return base.WithAll(
		scenario.Set{Path: "decisions.staffing.headcount", Text: fmt.Sprint(heads)},
		scenario.Set{Path: "world.now.headcount", Text: fmt.Sprint(heads)},
		scenario.Set{Path: "world.customers.initial", Text: fmt.Sprintf("%.0f", customers)},
		scenario.Set{Path: "world.customers.new_per_week", Text: fmt.Sprintf("%.0f", customers/300)},
		scenario.Set{Path: "world.contact.phone.patience", Text: patience},
	)
}

// played is contacts of one queue.
type played struct{ offered, abandoned, wait, within, over float64 }

// playStation plays a queue in steady state for so many weeks of round-the-clock days.
func playStation(s queue.Station, within float64, weeks int, seed uint64) []played {
	e, week := stationEngine(s, within, 7, 48)
	e.Reset(random.Key{Seed: seed})
	var out []played
	var tally calls.Tally
	for w := range weeks + 1 {
		for d := range week.Days {
			week.Days[d].Number = 7*w + d
		}
		e.Week(w, week, &tally)
		if w > 0 { // the first fills up
			out = append(out, tell(&tally.Types[0]))
		}
	}
	return out
}

// stationEngine is an engine for a station that never closes, and a week of so
// many days of so many half hours.
func stationEngine(s queue.Station, within float64, days, slots int) (*calls.Engine, *calls.Week) {
	e := calls.New(calls.Rules{Profile: make([]float64, slots), Groups: []calls.Group{{}},
		Types: []calls.Type{{Patience: s.Patience, Sigma: calls.ExponentialTime, AnswerWithin: within, Grid: []float64{0}}}})
	crew := make([]calls.Agent, s.Agents)
	for i := range crew {
		crew[i] = calls.Agent{ID: i, Factor: 1}
	}
	day := calls.Day{RunsOn: true, Crew: [][]calls.Agent{crew}}
	for range slots {
		day.Fresh = append(day.Fresh, []float64{s.Rate * 1800})
		day.Staff = append(day.Staff, []float64{float64(s.Agents)})
	}
	week := &calls.Week{Handle: []float64{s.Handle}, Solved: [][2]float64{{1, 1}}}
	for range days {
		week.Days = append(week.Days, day)
	}
	return e, week
}

func tell(t *calls.TypeTally) played {
	return played{float64(t.Answered + t.Abandoned), float64(t.Abandoned), t.Waits, float64(t.Within), float64(t.Over[len(t.Over)-1])}
}

// Theory holds played contacts against the exact formulas, by intervals of
// weekly batches.
func Theory() (Group, error) {
	const weeks = 200
	g := Group{Name: "Played contacts against exact formulas",
		Explain: "Means of 200 weeks of round-the-clock days after one to fill up; the tolerance is four standard errors of the weekly batches, which chance exceeds once in ten thousand figures."}
	for i, c := range []struct {
		name string
		s    queue.Station
	}{
		{"Erlang A, 10 agents, load 0.9", queue.Station{Rate: .03, Handle: 300, Agents: 10, Patience: queue.Patience{Kind: queue.Exponential, Mean: 300}}},
		{"Erlang A, 100 agents, load 1.05", queue.Station{Rate: .35, Handle: 300, Agents: 100, Patience: queue.Patience{Kind: queue.Exponential, Mean: 120}}},
		{"Erlang C, 20 agents, load 0.85", queue.Station{Rate: .0567, Handle: 300, Agents: 20, Patience: queue.Patience{Kind: queue.None}}},
		{"M/M/n+G hyperexponential, 30 agents, load 0.95", queue.Station{Rate: .0679, Handle: 420, Agents: 30, Patience: queue.Patience{Kind: queue.Hyperexponential, P: .25, Mean1: 100, Mean2: 780}}},
		{"M/M/n+G lognormal, 30 agents, load 1.1", queue.Station{Rate: .0786, Handle: 420, Agents: 30, Patience: queue.Patience{Kind: queue.Lognormal, Mean: 400, Sigma: 1.2}}},
		{"M/M/n+G Weibull, 30 agents, load 1.1", queue.Station{Rate: .0786, Handle: 420, Agents: 30, Patience: queue.Patience{Kind: queue.Weibull, Mean: 400, Shape: .8}}},
	} {
		exact := c.s.Answer(20)
		weeks := playStation(c.s, 20, weeks, uint64(i+1))
		for _, f := range []struct {
			name  string
			exact float64
			of    func(played) float64
		}{
			{"abandoned", exact.Abandoned, func(p played) float64 { return p.abandoned / p.offered }},
			{"mean wait, s", exact.MeanWait, func(p played) float64 { return p.wait / p.offered }},
			{"within 20 s", exact.Within, func(p played) float64 { return p.within / p.offered }},
		} {
			mean, se := batches(weeks, f.of)
			g.Rows = append(g.Rows, Row{c.name + ": " + f.name, mean, f.exact, 4*se + 1e-12, "queue.Station"})
		}
	}
	return g, nil
}

func batches(weeks []played, of func(played) float64) (mean, se float64) {
	n := float64(len(weeks))
	for _, w := range weeks {
		mean += of(w) / n
	}
	for _, w := range weeks {
		se += (of(w) - mean) * (of(w) - mean)
	}
	return mean, math.Sqrt(se / (n - 1) / n)
}
