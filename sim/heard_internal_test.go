package sim

import (
	"math"
	"math/rand/v2"
	"testing"

	"lojal/sim/driver"
	"lojal/sim/loyalty"
)

// Those who heard an answer are scored together as each of them is apart by the formula
// of a contact: satisfaction, complaints and customers' contacts by score, whichever
// drivers are in the interplay.
func TestWaitsTogetherAreWaitsApart(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 6))
	between := func(low, high float64) float64 { return low + (high-low)*dice.Float64() }
	fewer := 0
	for range 5000 {
		grid := make([]float64, 1+dice.IntN(30))
		for i := range grid {
			grid[i] = float64(2 * i)
		}
		up := float64(dice.IntN(2)) // 0: a longer wait never feels better
		interplay := [][]string{nil, {"solved"}, {"solved", "wait"}, {"wait"}}[dice.IntN(4)]
		model := func() *driver.Model {
			levels, step := make([]float64, 2*len(grid)), between(.01, .2)
			for i := range levels {
				levels[i] = levels[max(0, i-1)] + between(-step, up*step)
			}
			m, err := driver.New([]driver.Driver{
				{Name: "solved", Signal: driver.Resolution, Weight: between(0, 1), Norm: .75, Curve: driver.Linear()},
				{Name: "wait", Signal: driver.Wait, Weight: between(0, 1), Norm: between(-1, 1), Curve: func(x float64) float64 { return levels[int(x)] }},
			}, interplay, between(0, 1), between(10, 90), 2)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		var got, want loyalty.Contacts
		m := &minds{moment: model(), lasting: model(), momentBase: between(0, 100), lastingBase: between(0, 100), week: counter{.3, &got}}
		waits := m.on(grid)
		all := make([]heard, len(waits))
		for i := range all {
			all[i] = heard{count: between(1e-9, 50), wait: &waits[i]}
		}
		var together ending
		var apart [4]float64
		for k, solved := range []float64{1, between(0, 1)} {
			met := m.one(driver.Resolution, solved)
			if k == 0 {
				m.feelAll(all, &met)
			}
			groups := []group{{between(.1, 1), between(0, 20)}, {between(.1, 1), between(0, 60)}, {share: 0}}
			m.answered(&together, all, &met, groups)
			again := *m
			if again.week.customers = new(loyalty.Contacts); up == 0 && again.together(&tally{}, all, groups[:1], feeling{}) < len(all) {
				fewer++
			}
			for i := range all {
				contact := driver.Met{driver.Resolution: solved, driver.Wait: float64(max(0, 2*i-1))}
				for s := range contact {
					if s := driver.Signal(s); s != driver.Resolution && s != driver.Wait {
						contact[s] = driver.Neutral
					}
				}
				if i == len(all)-1 {
					contact[driver.Wait] = grid[len(grid)-1]
				}
				for _, g := range groups {
					n := all[i].count * g.share
					s := min(max(m.momentBase+m.moment.Raw(&contact)-g.off, 0), 100)
					angry := 0.0
					apart[0], apart[2] = apart[0]+n, apart[2]+n*s
					if s >= 60 {
						apart[1] += n
					}
					if s < 40 {
						angry = .3 * n
						apart[3] += angry
					}
					want.Add(min(max(m.lastingBase+m.lasting.Raw(&contact)-g.off, 0), 100), n, angry)
				}
			}
		}
		near := func(what string, got, want []float64) {
			t.Helper()
			for i := range want {
				if !(math.Abs(got[i]-want[i]) <= 1e-9*(1+math.Abs(want[i]))) {
					t.Fatalf("%s %d: %v together, %v apart", what, i, got[i], want[i])
				}
			}
		}
		s := together.scored
		near("count, satisfied, scores, complaints", []float64{s.count, s.satisfied, s.sum, s.complaints}, apart[:])
		near("customers by score", got.Count[:], want.Count[:])
		near("complaints by score", got.Complaint[:], want.Complaint[:])
	}
	if fewer < 2000 {
		t.Errorf("waits that always feel worse the longer were put together only %d times of some 5000", fewer)
	}
}

// Those scored at once and those scored later make one account, however often it is
// made. By hand.
func TestAccountOfThoseScored(t *testing.T) {
	m := &minds{momentBase: 50, lastingBase: 50}
	all := endings{{served: true, ended: 1, gaveUp: 1, scored: tally{10, 4, 600, 2}, of: []outcome{{count: 5, moment: 20}}}}
	by := make([]account, 1)
	for range 2 {
		var c loyalty.Contacts
		m.score(all, .2, by, &c)
		if want := (account{served: 15, satisfied: 9, moment: 950, ended: 15, ending: 950, gaveUp: 15, complaints: 2}); by[0] != want || c.GaveUp != 15 {
			t.Errorf("%+v, by hand %+v; %v gave up, by hand 15", by[0], want, c.GaveUp)
		}
	}
}
