package importance

import (
	"math"
	"slices"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/driver"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

func baseline(t *testing.T, model string) *scenario.Plan {
	t.Helper()
	s, err := scenario.Open("library:baseline")
	if err == nil {
		s, err = s.With("world.satisfaction.model", model)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.Draw(1, nil)
}

func derive(t *testing.T, p *scenario.Plan, o Options) *Importance {
	t.Helper()
	m, err := Derive(p, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []Answer{m.Moment, m.Lasting} {
		sum := 0.0
		for _, share := range a.Derived {
			sum += share
		}
		if math.Abs(sum-a.R2) > 1e-9 || a.R2 > 1 {
			t.Errorf("shares sum to %v, R² %v", sum, a.R2)
		}
	}
	return m
}

// Oracle: KSIndeks' order of the drivers by the variation that they explain. The
// order is by more than three standard errors of the simulation.
func TestOrderOfKSIndeks(t *testing.T) {
	a := derive(t, baseline(t, "ksindeks"), Options{Seed: 1, Wait: SurveyWait}).Moment
	order := []string{"resolution", "information", "wait", "attitude", "understanding"}
	for i := range order[1:] {
		x, y := slices.Index(a.Drivers, order[i]), slices.Index(a.Drivers, order[i+1])
		if gap := a.Derived[x] - a.Derived[y]; gap < 3*math.Hypot(a.Error[x], a.Error[y]) {
			t.Errorf("%s explains %.4f ± %.4f, %s %.4f ± %.4f", order[i], a.Derived[x], a.Error[x], order[i+1], a.Derived[y], a.Error[y])
		}
	}
}

// Believing what customers say moves the wait up; where nobody waits it explains
// next to nothing whatever its weight.
func TestWaitByModelAndQueue(t *testing.T) {
	wait := func(model string, o Options) float64 {
		a := derive(t, baseline(t, model), o).Moment
		return a.Derived[slices.Index(a.Drivers, "wait")]
	}
	o := Options{Contacts: 20_000, Seed: 1, Wait: SurveyWait}
	if stated, derived := wait("kundeserviceavisen", o), wait("ksindeks", o); stated < 3*derived {
		t.Errorf("wait explains %.3f by what customers say, %.3f by analysis", stated, derived)
	}
	if queue := wait("kundeserviceavisen", Options{Contacts: 20_000, Seed: 1}); queue > wait("kundeserviceavisen", o)/3 {
		t.Errorf("wait explains %.3f in the baseline's short queue", queue)
	}
}

// A linear model without clamping is explained by its drivers altogether.
func TestLinearIsExplained(t *testing.T) {
	p := baseline(t, "linear")
	p.Satisfied.Base = scenario.Base{Value: 50}
	p.Satisfied.Span = 20
	a := derive(t, p, Options{Contacts: 20_000, Seed: 1, Wait: SurveyWait}).Moment
	if math.Abs(a.R2-1) > 1e-9 {
		t.Errorf("R² %v", a.R2)
	}
}

// Drawn levels have the mean of what people give and the spread of the
// assumption; the share solved is the queue's. Oracles: the moments of the beta
// distribution, m and Spread·m·(1 − m), and of the exponential.
func TestDrawnContacts(t *testing.T) {
	from := usualOf(t)
	c := newContacts(from, SurveyWait)
	const n = 200_000
	stream := random.At(random.Key{Seed: 3})
	var sum, square, solved, wait float64
	for range n {
		met := c.draw(stream)
		sum += met[driver.Information]
		square += met[driver.Information] * met[driver.Information]
		solved += met[driver.Resolution]
		wait += met[driver.Wait]
	}
	mean := from.Met[driver.Information]
	near(t, "mean", sum/n, mean, .002)
	near(t, "variance", square/n-sum*sum/n/n, Spread*mean*(1-mean), .001)
	near(t, "solved", solved/n, from.Solved, .004)
	near(t, "wait", wait/n, SurveyWait, 1)
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// Same seed, same numbers; more contacts, smaller error.
func TestDeriveRepeats(t *testing.T) {
	p := baseline(t, "ksindeks")
	a := derive(t, p, Options{Contacts: 4_000, Seed: 2}).Lasting
	b := derive(t, p, Options{Contacts: 4_000, Seed: 2}).Lasting
	if !slices.Equal(a.Derived, b.Derived) {
		t.Error("another answer")
	}
	if c := derive(t, p, Options{Contacts: 64_000, Seed: 2}).Lasting; c.Error[0] > a.Error[0]/2 {
		t.Errorf("error %v of 4,000 contacts, %v of 64,000", a.Error[0], c.Error[0])
	}
}

func TestNobodyIsAnswered(t *testing.T) {
	p := baseline(t, "ksindeks")
	p.Customers.Initial = 0
	if _, err := Derive(p, Options{}); err != ErrNobody {
		t.Error(err)
	}
}

func usualOf(t *testing.T) *sim.UsualContact {
	t.Helper()
	u, err := sim.FindUsual(baseline(t, "ksindeks"))
	if err != nil {
		t.Fatal(err)
	}
	return &u.Contacts[0]
}
