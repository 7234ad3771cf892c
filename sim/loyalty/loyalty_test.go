package loyalty

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func rules() Rules {
	return Rules{Reference: 75, Gain: .22, GoodHalfLife: 52, BadHalfLife: 78,
		ChurnPerYear: .15, OddsPer10: 1.5, Newcomer: 75}
}

// The published worked figures for a base of 15 % at 75: 28 % at 55, 20.9 % at
// 65, 10.5 % at 85.
func TestChurnBySatisfaction(t *testing.T) {
	r := rules()
	for a, want := range map[float64]float64{55: .284, 65: .209, 75: .15, 85: .105} {
		if got := r.ChurnAt(a, 0); math.Abs(got-want) > .0005 {
			t.Errorf("churn at %v: %.4f, want %.3f", a, got, want)
		}
	}
	// Odds, by definition: ten points less multiply them by 1.5.
	odds := func(p float64) float64 { return p / (1 - p) }
	if q := odds(r.ChurnAt(52, 0)) / odds(r.ChurnAt(62, 0)); math.Abs(q-1.5) > 1e-12 {
		t.Errorf("odds ratio %v", q)
	}
}

// A year of fading leaves half of a good surplus after 12 months and half of a
// bad one after 18, whatever the grid (closed form of a half-life).
func TestMemoryFades(t *testing.T) {
	r := rules()
	r.ChurnPerYear = 0
	for _, c := range []struct{ from, weeks, want float64 }{{95, 52, 85}, {35, 78, 55}} {
		x := Point(c.from)
		b := NewBase(NewLaw(r), 1000, &x, 0)
		for range int(c.weeks) {
			b.Advance(&Contacts{}, 0)
		}
		if got := b.State().Mean; math.Abs(got-c.want) > .02 {
			t.Errorf("from %v after %v weeks: %.3f, want %v", c.from, c.weeks, got, c.want)
		}
	}
}

// One contact moves a customer by the gain: brute force over two groups.
func TestContactsMoveByTheGain(t *testing.T) {
	r := rules()
	r.ChurnPerYear, r.GoodHalfLife, r.BadHalfLife = 0, 1e12, 1e12
	x := Point(60)
	b := NewBase(NewLaw(r), 1000, &x, 0)
	var c Contacts
	c.Add(87, 300, 0)
	c.Add(12.5, 100, 0)
	b.Advance(&c, 0)
	want := (300*(60+.22*27) + 100*(60-.22*47.5) + 600*60) / 1000
	if got := b.State().Mean; math.Abs(got-want) > 1e-9 {
		t.Errorf("mean %v, by hand %v", got, want)
	}
}

// The same for any gain, level and score, ends included, and the transpose sees
// what customers meet where they are taken (by hand: mean, and ⟨K·x, y⟩ = ⟨x, Kᵀ·y⟩).
func TestMovingKeepsTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rules()
		r.Gain = rapid.OneOf(rapid.Just(0.), rapid.Just(1.), rapid.Float64Range(0, 1)).Draw(t, "gain")
		level := rapid.OneOf(rapid.Just(100.), rapid.Float64Range(0, 100))
		from, score := level.Draw(t, "from"), level.Draw(t, "score")
		l := NewLaw(r)
		var c Contacts
		c.Add(score, 1, 0)
		x := Point(from)
		var moved, at, seen [Levels]float64
		s := step{share: c.Count, times: 1}
		l.plan(&s, 0)
		k := s.all
		moved = x.Established
		l.move(&moved, 0, k)
		if got, want := (&Shape{Established: moved}).Mean(), from+r.Gain*(score-from); math.Abs(got-want) > 1e-9 {
			t.Fatalf("mean %v, by hand %v", got, want)
		}
		for i := range at {
			at[i] = rapid.Float64Range(0, 1).Draw(t, "stays")
		}
		seen = at
		l.seen(&seen, 0, 0, k)
		forwards, backwards := 0.0, 0.0
		for i := range at {
			forwards += moved[i] * at[i]
			backwards += x.Established[i] * seen[i]
		}
		if math.Abs(forwards-backwards) > 1e-12 {
			t.Fatalf("forwards %v, backwards %v", forwards, backwards)
		}
	})
}

// Everybody at the reference leaves at the yearly rate: 1 − 0.85 after 52 weeks.
func TestYearlyChurn(t *testing.T) {
	x := Point(75)
	b := NewBase(NewLaw(rules()), 1e6, &x, 0)
	var lost float64
	for range 52 {
		lost += b.Advance(&Contacts{}, 0).Lost
	}
	if math.Abs(lost/1e6-.15) > 1e-9 {
		t.Errorf("lost %v of a million", lost)
	}
}

// The settled shape does not move when the week it was settled under goes on.
func TestSettledStaysLevel(t *testing.T) {
	l := NewLaw(rules())
	var c Contacts // 5 % of customers a week, a quarter of them badly served
	c.Add(88.7, .0375, 0)
	c.Add(36.2, .0125, .0025)
	x := Point(75)
	l.Settled(&x, .0033, steadily(&c))
	b := NewBase(l, 1, &x, .0025)
	before := b.State()
	loud := b.loud()
	for range 104 {
		n := b.Customers()
		week := Contacts{}
		week.Add(88.7, .0375*n, 0)
		week.Add(36.2, .0125*n, .0025*n)
		b.Advance(&week, .0033*n)
	}
	after := b.State()
	if math.Abs(after.Mean-before.Mean) > .02 || math.Abs(after.VerySatisfied-before.VerySatisfied) > .002 {
		t.Errorf("started %+v, two years later %+v", before, after)
	}
	if now := b.loud() / b.Customers(); math.Abs(now/loud-1) > .1 {
		t.Errorf("complained in the window: %.4f at the start, %.4f two years later", loud, now)
	}
}

// Retention seen backwards equals following the starters forwards (brute force:
// a base without newcomers, and bases with one class only).
func TestRetentionIsTheForwardSurvival(t *testing.T) {
	for _, odds := range []float64{1, 4, .2} {
		survive(t, odds)
	}
}

func survive(t *testing.T, odds float64) {
	r := tenured(odds, 20)
	r.GaveUp, r.Repeat = .7, .4
	l := NewLaw(r)
	x := Point(75)
	var settle Contacts
	settle.Add(90, .04, 0)
	settle.Add(30, .01, 0)
	l.Settled(&x, .003, steadily(&settle))
	whole := NewBase(l, 1, &x, 0)
	for w := range 104 {
		n := whole.Customers()
		var c Contacts
		c.Add(85, .6*n*(1+math.Sin(float64(w))), 0)
		c.Add(25, .02*n, .01*n)
		c.GaveUp = .005 * n
		c.Late, c.Fought = [Repeats]float64{.01 * n, .003 * n, .001 * n}, [Repeats]float64{.002 * n, .001 * n}
		whole.Advance(&c, 0)
	}
	all, very, bad := whole.Retention(104)
	if got := whole.Customers(); math.Abs(got-all) > 1e-12 {
		t.Errorf("all: forwards %v, backwards %v", got, all)
	}
	everybody := x.Established
	for i, n := range x.Newcomers {
		everybody[i] += n
	}
	for name, c := range map[string]struct {
		of   func(i int) float64
		want float64
	}{
		"very satisfied": {classOf(&everybody, VerySatisfied).share, very},
		"dissatisfied":   {func(i int) float64 { return 1 - classOf(&everybody, Dissatisfied).share(i) }, bad},
	} {
		var part Shape
		for i := range Levels {
			part.Established[i], part.Newcomers[i] = c.of(i)*x.Established[i], c.of(i)*x.Newcomers[i]
		}
		b := NewBase(l, 1, &part, 0)
		n := b.Customers()
		for w := range whole.steps { // what all meet
			b.move(b.Customers(), &whole.steps[w], 0)
		}
		if got := b.Customers() / n; math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: forwards %v, backwards %v", name, got, c.want)
		}
	}
	// Newcomers, who are at one level, have odds of their own elsewhere.
	if odds == 1 && !(very > all && all > bad) {
		t.Errorf("retention: very satisfied %v, all %v, dissatisfied %v", very, all, bad)
	}
	if a, _, _ := whole.Retention(105); !math.IsNaN(a) {
		t.Errorf("retention beyond the horizon is %v, want null", a)
	}
}

// Who fought for a case leaves for it at once, the more the more attempts it took.
// By hand, of 1000 customers at the reference (15 % a year): 10 had a case solved
// at the third attempt, which raises the odds by e^(2·0.4), and 5 gave theirs up
// at the second, odds by e^(0.7+0.4).
func TestLongBattleMakesCustomersLeave(t *testing.T) {
	r := rules()
	r.ChurnPerYear, r.Reference, r.GaveUp, r.Repeat = .15, 75, .7, .4
	x := Point(75)
	b := NewBase(NewLaw(r), 1000, &x, 0)
	w := b.Advance(&Contacts{GaveUp: 5, Late: [Repeats]float64{0, 10, 0}, Fought: [Repeats]float64{5, 0, 0}}, 0)
	yearly := func(extra float64) float64 {
		odds := .15 / .85 * math.Exp(extra)
		return odds / (1 + odds)
	}
	stays := math.Pow(.85, 1./52)
	want := 985*(1-stays) + 10*(1-stays*(1-(yearly(.8)-.15))) + 5*(1-stays*(1-(yearly(1.1)-.15)))
	if math.Abs(w.Lost-want) > 1e-9 {
		t.Errorf("%v customers left, want %v", w.Lost, want)
	}
}

// Customers are conserved and no count is ever negative, whatever happens.
func TestCustomersAreConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rules()
		r.ChurnPerYear = rapid.Float64Range(0, 1).Draw(t, "churn")
		r.Gain = rapid.Float64Range(0, 1).Draw(t, "gain")
		r.GaveUp = rapid.Float64Range(0, 3).Draw(t, "gave up")
		r.NewcomerOdds = rapid.OneOf(rapid.Just(1.), rapid.Float64Range(.1, 50)).Draw(t, "odds of newcomers")
		r.NewcomerHalfLife = rapid.Float64Range(1, 260).Draw(t, "half-life of newcomers")
		r.Repeat = rapid.Float64Range(0, 10).Draw(t, "repeat")
		x := Point(rapid.Float64Range(0, 100).Draw(t, "start"))
		b := NewBase(NewLaw(r), 1000, &x, rapid.Float64Range(0, .2).Draw(t, "complaints"))
		for range 30 {
			var c Contacts
			n := rapid.Float64Range(0, 4000).Draw(t, "contacts")
			c.Add(rapid.Float64Range(0, 100).Draw(t, "score"), n, n*rapid.Float64Range(0, 1).Draw(t, "complain"))
			c.GaveUp = n * rapid.Float64Range(0, 1).Draw(t, "give up")
			c.Fought[1], c.Late[2] = c.GaveUp*rapid.Float64Range(0, 1).Draw(t, "fought"), (n-c.GaveUp)*rapid.Float64Range(0, 1).Draw(t, "late")
			w := b.Advance(&c, rapid.Float64Range(0, 50).Draw(t, "new"))
			if math.Abs(w.Start-w.Lost+w.New-w.End) > 1e-9*1000 || w.LostQuiet < 0 || w.LostQuiet > w.Lost+1e-12 {
				t.Fatalf("%+v", w)
			}
			for i := range Levels {
				if b.quiet[i] < 0 || b.all[i]-b.quiet[i] < -1e-12 {
					t.Fatalf("negative customers at %d", i)
				}
				if c := b.newcomers; c != nil && (c.quiet[i] < 0 || c.all[i]-c.quiet[i] < -1e-12) {
					t.Fatalf("negative newcomers at %d", i)
				}
			}
		}
	})
}

// Passing over the lowest levels makes no difference, also where memory fades to far
// below (against weeks that pass over none).
func TestLowestLevelsMakeNoDifference(t *testing.T) {
	falling := tenured(4, 26)
	falling.Reference, falling.GoodHalfLife = 10, 2
	for _, r := range []Rules{rules(), falling} {
		l, passed := NewLaw(r), 0
		x := Point(90)
		some, all := NewBase(l, 1000, &x, .01), NewBase(l, 1000, &x, .01)
		for range 104 {
			n := all.Customers()
			var c Contacts
			c.Add(80, .05*n, 0)
			c.Add(20, .001*n, .001*n)
			some.Advance(&c, 3)
			passed += int(some.steps[len(some.steps)-1].low)
			s := stepOf(&c, n)
			l.plan(&s, all.fading(n))
			all.move(n, &s, 3)
			got, want := some.State(), all.State()
			if math.Abs(got.Customers-want.Customers) > 1e-9 || math.Abs(got.Mean-want.Mean) > 1e-10 {
				t.Fatalf("%+v, with all levels %+v", got, want)
			}
		}
		if passed == 0 {
			t.Errorf("no level was passed over")
		}
	}
}

func BenchmarkWeek(b *testing.B) {
	x := Point(75)
	base := NewBase(NewLaw(rules()), 1, &x, .002)
	var c Contacts
	for s := 20.0; s < 100; s += 7 {
		c.Add(s, .004, .0001)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%104 == 0 {
			base.Reset(base.law, 1, &x, .002)
		}
		base.Advance(&c, 0)
	}
}

// Warming leaves as many customers as there were, also where everybody leaves on
// the way and where far more join in a week than there are.
func TestWarmKeepsTheCustomers(t *testing.T) {
	for _, c := range []struct{ churn, newcomers float64 }{{.15, .003}, {1, 0}, {1, 1e-9}, {.15, 1e10}} {
		r := rules()
		r.ChurnPerYear = c.churn
		x := Point(75)
		b := NewBase(NewLaw(r), 1000, &x, 0)
		var each Contacts
		each.Add(60, .05, .001)
		b.Warm(&each, c.newcomers)
		if n := b.Customers(); math.Abs(n-1000) > 1e-9 {
			t.Errorf("churn %v, newcomers %v: %v customers, started with 1000", c.churn, c.newcomers, n)
		}
	}
}
