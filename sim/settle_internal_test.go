package sim

import (
	"math"
	"testing"
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
		for _, delay := range []float64{.2, 3, 40} {
			w := &waiting{}
			for d := range w.out {
				w.out[d] = release(float64(d), delay)
			}
			under := 0.0
			for range 200 {
				last := -7 + days[len(days)-1].weekday
				for _, d := range days {
					under *= math.Exp(-float64(d.weekday-last) / delay)
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
