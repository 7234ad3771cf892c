package driver

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func mustModel(t testing.TB, interplay []string, weight float64) *Model {
	t.Helper()
	m, err := New([]Driver{
		{"resolution", Resolution, .6, .75, Linear()},
		{"wait", Wait, .3, .85, Points([][2]float64{{0, 1}, {30, .95}, {120, .35}, {600, 0}})},
		{"information", Information, .3, .7, Linear()},
	}, interplay, weight, 60, 2)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// By hand from the formula of the design: weights .5 .25 .25; solved, no wait,
// information at its norm: 60·(.8·(.5·.25 + .25·.15) + .2·0) = 7.8; unsolved
// after 120 s: g = −1.5, −1, 0.
func TestRawByHand(t *testing.T) {
	m := mustModel(t, []string{"resolution", "information"}, .2)
	good := Met{Resolution: 1, Wait: 0, Information: .7}
	if got := m.Raw(&good); math.Abs(got-7.8) > 1e-12 {
		t.Errorf("good contact %v, by hand 7.8", got)
	}
	bad := Met{Resolution: 0, Wait: 120, Information: .7}
	want := 60 * (.8*(-.75-.25) + .2*-1.5)
	if got := m.Raw(&bad); math.Abs(got-want) > 1e-12 {
		t.Errorf("bad contact %v, by hand %v", got, want)
	}
}

// What did not occur is neither good nor bad, and cannot be the worst.
func TestNeutralSignals(t *testing.T) {
	m := mustModel(t, []string{"resolution", "information"}, .2)
	met := Met{Resolution: Neutral, Wait: Neutral, Information: Neutral}
	if got := m.Raw(&met); got != 0 {
		t.Errorf("nothing happened, yet %v points", got)
	}
}

// One missing condition cannot be bought back by speed: with the interplay the
// loss from an unsolved case is larger, whatever the wait.
func TestInterplayDeepensTheWorst(t *testing.T) {
	plain, joint := mustModel(t, nil, .2), mustModel(t, []string{"resolution"}, .2)
	rapid.Check(t, func(t *rapid.T) {
		met := Met{Resolution: 0, Wait: rapid.Float64Range(0, 900).Draw(t, "wait"), Information: rapid.Float64Range(.7, 1).Draw(t, "information")}
		if joint.Raw(&met) >= plain.Raw(&met) {
			t.Fatalf("%v with interplay, %v without", joint.Raw(&met), plain.Raw(&met))
		}
	})
}

// Better on any signal is never worse; a shorter wait is better.
func TestMonotone(t *testing.T) {
	m := mustModel(t, []string{"resolution", "information"}, .2)
	rapid.Check(t, func(t *rapid.T) {
		a := Met{Resolution: rapid.Float64Range(0, 1).Draw(t, "r"), Wait: rapid.Float64Range(0, 900).Draw(t, "w"), Information: rapid.Float64Range(0, 1).Draw(t, "i")}
		b := a
		b[Resolution] += rapid.Float64Range(0, 1-a[Resolution]).Draw(t, "more resolution")
		b[Wait] *= rapid.Float64Range(0, 1).Draw(t, "less wait")
		if m.Raw(&b) < m.Raw(&a)-1e-9 {
			t.Fatalf("%v is worse than %v", b, a)
		}
	})
}

func TestCurves(t *testing.T) {
	for _, c := range []struct {
		name    string
		f       Curve
		x, want float64
	}{
		{"linear", Linear(), .3, .3}, {"linear above", Linear(), 3, 1},
		{"logistic middle", Logistic(2, 5), 2, .5}, {"logistic", Logistic(0, 1), math.Log(3), .75},
		{"threshold below", Threshold(.5), .49, 0}, {"threshold at", Threshold(.5), .5, 1},
		{"saturating", Saturating(100), 100, .5}, {"saturating at 0", Saturating(0), 0, 0},
		{"points between", Points([][2]float64{{0, 1}, {30, .95}, {120, .35}}), 75, .65},
		{"points before", Points([][2]float64{{10, 1}, {30, .95}}), 0, 1},
		{"points after", Points([][2]float64{{10, 1}, {30, .95}}), 90, .95},
	} {
		if got := c.f(c.x); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A contact told in two parts is the contact: by hand, the worst of the interplay
// may be in either.
func TestPartsAreTheContact(t *testing.T) {
	m, err := New([]Driver{
		{Name: "a", Signal: Resolution, Weight: 2, Norm: .5, Curve: Linear()},
		{Name: "b", Signal: Wait, Weight: 1, Norm: .5, Curve: Points([][2]float64{{0, 1}, {100, 0}})},
		{Name: "c", Signal: Care, Weight: 1, Norm: .5, Curve: Linear()},
	}, []string{"a", "b"}, .5, 40, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ resolution, wait, want float64 }{
		{.75, 10, 40 * (.5*(.5*.25+.25*.4-.25*.2) + .5*.25)},
		{.75, 100, 40 * (.5*(.5*.25-.25*1-.25*.2) - .5*1)},
		{.75, Neutral, 40 * (.5*(.5*.25-.25*.2) + .5*.25)},
	} {
		wait := None
		if !math.IsNaN(c.wait) {
			wait = m.One(Wait, c.wait)
		}
		met := Met{Resolution: c.resolution, Wait: c.wait, Care: .4}
		if got := m.Raw(&met); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("resolution %v and a wait of %v: %v points at once; by hand %v", c.resolution, c.wait, got, c.want)
		}
		if got := m.Points(m.One(Resolution, c.resolution).Plus(m.One(Care, .4)), wait); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("resolution %v and a wait of %v: %v points in parts; by hand %v", c.resolution, c.wait, got, c.want)
		}
	}
	if got, want := m.Points(m.One(Care, .75), None), 40*.25*.25; math.Abs(got-want) > 1e-12 {
		t.Errorf("without the interplay %v points; by hand %v", got, want)
	}
}

// Drivers of one signal count one by one, in whatever order they stand among the others.
// By hand.
func TestDriversOfOneSignal(t *testing.T) {
	m, err := New([]Driver{
		{Name: "calm", Signal: Wait, Weight: 1, Norm: .5, Curve: Linear()},
		{Name: "solved", Signal: Resolution, Weight: 2, Norm: .5, Curve: Linear()},
		{Name: "quick", Signal: Wait, Weight: 1, Norm: 0, Curve: Threshold(.9)},
	}, []string{"quick", "calm"}, .5, 40, 2)
	if err != nil {
		t.Fatal(err)
	}
	met := Met{Resolution: 1, Wait: .25}
	for s := range met {
		if s := Signal(s); s != Resolution && s != Wait {
			met[s] = Neutral
		}
	}
	want := 40 * (.5*(.5*.5-.25*.5) - .5*.5)
	if got := m.Raw(&met); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v points; by hand %v", got, want)
	}
	if got := m.Points(m.One(Wait, .25), m.One(Resolution, 1)); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v points in parts; by hand %v", got, want)
	}
}
