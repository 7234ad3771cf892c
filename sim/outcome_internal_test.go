package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"lojal/sim/loyalty"
)

// Waits put together give what each of them apart gives: satisfaction, complaints and
// customers' contacts by score.
func TestWaitsTogetherAreWaitsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		score := rapid.Float64Range(-160, 160)
		m := &minds{momentBase: score.Draw(t, "moment base"), lastingBase: score.Draw(t, "lasting base")}
		g := group{share: rapid.Float64Range(.01, 1).Draw(t, "share"), off: rapid.Float64Range(0, 40).Draw(t, "off")}
		all := make([]heard, rapid.IntRange(1, 30).Draw(t, "waits"))
		at, step := feeling{score.Draw(t, "moment"), score.Draw(t, "lasting")}, rapid.Float64Range(-6, 6)
		for i := range all {
			at = feeling{at.moment + step.Draw(t, "step"), at.lasting + step.Draw(t, "step of lasting")}
			all[i] = heard{count: rapid.Float64Range(1e-9, 50).Draw(t, "count"), feeling: at}
		}
		var apart, together ending
		apart.heard(all, g)
		together.together(all, g, m)
		var one, other loyalty.Contacts
		a, b, c, d := m.scoreAlike(apart.of, .3, &one)
		e, f, g2, h := m.scoreAlike(together.of, .3, &other)
		for what, x := range map[string][2]float64{"count": {a, e}, "satisfied": {b, f}, "scores": {c, g2}, "complaints": {d, h}} {
			if !(math.Abs(x[0]-x[1]) <= 1e-9*(1+math.Abs(x[0]))) {
				t.Fatalf("%s: %v together, %v apart", what, x[1], x[0])
			}
		}
		for j := range one.Count {
			if !(math.Abs(one.Count[j]-other.Count[j]) <= 1e-9*(1+a)) || !(math.Abs(one.Complaint[j]-other.Complaint[j]) <= 1e-9*(1+a)) {
				t.Fatalf("score %d: %v together, %v apart", 5*j, other.Count[j], one.Count[j])
			}
		}
	})
}
