package sim

import (
	"math"
	"testing"

	"lojal/sim/random"
	"lojal/sim/scenario"
	"lojal/sim/workforce"
)

// The oracle is brute force: cases go away and come back day by day, over many weeks.
func TestAway(t *testing.T) {
	week := func(weekdays ...int) (days []day) {
		for i, d := range weekdays {
			days = append(days, day{weekday: d, weight: float64(i+1) / float64(len(weekdays)*(len(weekdays)+1)/2)})
		}
		return days
	}
	for _, days := range [][]day{week(0, 1, 2, 3, 4), week(0, 1, 2, 3, 4, 5, 6), week(2), week(1, 6)} {
		for _, delay := range []float64{0, .2, 3, 40} {
			p := &scenario.Plan{}
			p.Resolution.RecontactDelayDays = delay
			w := newWaiting(p, &calendar{}, &worker{})
			under := 0.0
			for range 200 {
				last := -7 + days[len(days)-1].weekday
				for _, d := range days {
					under *= math.Exp(-float64(d.weekday-last) / delay) // 0 where there is no delay
					under += d.weight
					last = d.weekday
				}
			}
			if got := w.away(days); math.Abs(got/under-1) > 1e-9 {
				t.Errorf("delay %v days, open on %d days: %v weeks' worth are under way, want %v", delay, len(days), got, under)
			}
		}
	}
}

// The oracle is brute force: the cases of a week go from attempt to attempt until hardly
// any are left.
func TestGuessOfCases(t *testing.T) {
	f := flow{solved: [2]float64{.7, .6}}
	f.guess(100, .8)
	var want [attempts]float64
	sum, n := 0.0, 100*.3*.8
	for a := 1; a < 100; a++ {
		want[min(a, attempts-1)] += n
		sum += n
		n *= .4 * .8
	}
	if math.Abs(f.comeback/sum-1) > 1e-12 {
		t.Errorf("%v cases come back, want %v", f.comeback, sum)
	}
	for a, n := range want {
		if math.Abs(f.earlier[a]-n/sum) > 1e-12 {
			t.Errorf("a share of %v after %d attempts, want %v", f.earlier[a], a, n/sum)
		}
	}
	for _, solved := range [][2]float64{{1, 1}, {0, 0}} { // nobody comes back, or all for ever
		f := flow{solved: solved}
		f.earlier[1] = 1
		if f.guess(100, 1); f.comeback != 0 || f.earlier[1] != 1 {
			t.Errorf("solved %v: %+v", solved, f)
		}
	}
}

// The cases under way at the start are those that 400 more weeks would leave, also where
// hardly anybody is answered, and nearly so where they go on and on.
func TestCasesUnderWayAreSettled(t *testing.T) {
	baseline, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ headcount, fcr, recontact, delay float64 }{
		{45, .75, .8, 3}, {45, .3, .9, .5}, {45, .75, .8, 0}, {45, .1, 1, 60}, {45, .75, .8, 365}, {10, .75, .8, 180}, {1, .75, .8, 365}, {0, .75, .8, 365},
	} {
		p := baseline.Draw(2, nil)
		p.Now.Headcount = c.headcount
		p.Resolution.FCR, p.Resolution.Recontact, p.Resolution.RecontactDelayDays = c.fcr, c.recontact, c.delay
		r, err := newReplication(p, random.Key{}, &worker{})
		if err != nil {
			t.Fatal(err)
		}
		v := leversNow(&r.plan.Now)
		crew := r.usualCrew(workforce.Settle(r.market, int(math.Round(r.plan.Now.InductionWeeks))), v)
		r.automate(v)
		lv := effects(r.plan, r.learning, v, -1, r.usual.novice)
		service := serve(r.plan, r.usual.novice, 0, 0, &lv, 1)
		d := demand{splits: r.splits, busy: newBusyness(len(r.cal.share), r.cal.slots), needs: r.customers * r.plan.Customers.NeedsPerYear[0] / 52}
		f := &r.flows[0]
		comeback, earlier := f.comeback, f.earlier
		for range 400 {
			r.startWeek(&service)
			r.waiting.play(usualDays(r.cal), &d, crew, r.flows)
			r.comeBack()
		}
		if math.Abs(comeback-f.comeback) > 4e-3*f.comeback+1e-3*d.needs*c.delay/7 {
			t.Errorf("%+v: %v cases under way, after 400 weeks %v", c, comeback, f.comeback)
		}
		for a := range earlier {
			if math.Abs(earlier[a]-f.earlier[a]) > .02 {
				t.Errorf("%+v: %v by attempts, after 400 weeks %v", c, earlier, f.earlier)
				break
			}
		}
	}
}
