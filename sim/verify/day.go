package verify

import (
	"math"
	"slices"

	"lojal/sim/queue"
	"lojal/sim/queue/calls"
	"lojal/sim/random"
)

// DayOfSteps holds played days whose staffing goes up and down against those of an
// independent program.
func DayOfSteps() (Group, error) {
	const days, referenceDays = 12_000, 40_000
	g := Group{Name: "Played days whose staffing goes up and down",
		Explain: "Ten hours, 6,000 calls, a handle time that is lognormal with a mean of 300 s and a coefficient of variation of 1, patience 120 s; the staff of a half hour is its load and half the root of it, and the next agents to become free leave. Means of 12,000 days; the tolerance is four standard errors of the difference, the reference being the mean of 40,000 days."}
	all := playDays(days)
	for _, f := range []struct {
		name     string
		oracle   float64
		decimals int
		of       func(played) float64
	}{
		{"mean of the daily mean wait, s", 4.2251, 4, func(p played) float64 { return p.wait / p.offered }},
		{"abandoned", .03529, 5, func(p played) float64 { return p.abandoned / p.offered }},
		{"within 20 s", .89272, 5, func(p played) float64 { return p.within / p.offered }},
	} {
		mean, se := batches(all, f.of)
		se *= math.Sqrt(1 + float64(days)/referenceDays)
		g.Rows = append(g.Rows, Row{f.name, mean, f.oracle, 4*se + .5*math.Pow10(-f.decimals), "an independent program of the recursion of Kiefer and Wolfowitz"})
	}
	return g, nil
}

// playDays plays the day again and again.
func playDays(days int) []played {
	contacts := []float64{150, 190, 240, 300, 360, 400, 420, 400, 370, 340, 320, 320, 330, 340, 340, 320, 290, 250, 190, 130}
	var staff []float64
	for _, n := range contacts {
		load := n * 300 / 1800
		staff = append(staff, math.Ceil(load+math.Sqrt(load)/2))
	}
	d := halfHours{contacts, staff, 300, calls.Type{Patience: queue.Patience{Kind: queue.Exponential, Mean: 120}, Sigma: math.Sqrt(math.Ln2)}}
	return d.play(days, func() float64 { return 1 })
}

// halfHours is a day of one contact type by half hour.
type halfHours struct {
	contacts, staff []float64 // expected; whole agents
	handle          float64   // mean handle time, seconds
	kind            calls.Type
}

// play plays days that are as busy as told; the next agents to become free leave, and
// 20 seconds are the target.
func (h halfHours) play(days int, busy func() float64) (out []played) {
	crew := make([]calls.Agent, int(slices.Max(h.staff)))
	for i := range crew {
		crew[i] = calls.Agent{ID: i, Factor: 1}
	}
	day := calls.Day{Crew: [][]calls.Agent{crew}}
	profile := make([]float64, len(h.contacts))
	for i := range h.contacts {
		profile[i] = 1
		day.Fresh, day.Staff = append(day.Fresh, []float64{0}), append(day.Staff, []float64{h.staff[i]})
	}
	h.kind.AnswerWithin, h.kind.Grid = 20, []float64{0, 20}
	e := calls.New(calls.Rules{Profile: profile, Groups: []calls.Group{{}}, ShiftEnd: calls.NextFree, Types: []calls.Type{h.kind}})
	e.Reset(random.Key{Seed: 1})
	week := calls.Week{Handle: []float64{h.handle}, Solved: [][2]float64{{1, 1}}, Days: []calls.Day{day}}
	var tally calls.Tally
	for d := range days {
		factor := busy()
		for i, n := range h.contacts {
			day.Fresh[i][0] = n * factor
		}
		week.Days[0].Number = d
		e.Week(d, &week, &tally)
		out = append(out, tell(&tally.Types[0]))
	}
	return out
}
