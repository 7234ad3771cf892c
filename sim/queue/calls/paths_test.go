package calls

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"lojal/sim/random"
)

// same compares tallies: counts to the last one, sums of seconds to rounding.
func same(t *testing.T, what string, a, b *Tally) {
	t.Helper()
	close := func(x, y float64) bool { return math.Abs(x-y) <= 1e-9*(1+math.Abs(x)) }
	if !close(a.Staffed, b.Staffed) {
		t.Errorf("%s: staffed %v and %v", what, a.Staffed, b.Staffed)
	}
	for k := range a.Types {
		x, y := a.Types[k], b.Types[k]
		if !close(x.Waits, y.Waits) || !close(x.Serving, y.Serving) {
			t.Errorf("%s: type %d: waits %v and %v, serving %v and %v", what, k, x.Waits, y.Waits, x.Serving, y.Serving)
		}
		x.Waits, y.Waits, x.Serving, y.Serving = 0, 0, 0, 0
		if !reflect.DeepEqual(x, y) {
			t.Errorf("%s: type %d:\n%+v\n%+v", what, k, x, y)
		}
	}
}

// Where the recursion and the play by events both apply they give the same
// figures, whatever the rules.
func TestPathsAgree(t *testing.T) {
	for _, c := range []struct {
		name  string
		rules func(*Rules)
		week  func() *Week
	}{
		{"one queue", func(r *Rules) {}, nil},
		{"next free", func(r *Rules) { r.ShiftEnd = NextFree }, nil},
		{"drop at closing", func(r *Rules) { r.DropAtClosing = true }, nil},
		{"two types", func(r *Rules) { r.Types = append(r.Types, phone()) }, func() *Week {
			return stepped(always{fresh: []float64{240, 200}, staff: []float64{95}, spread: .2}.week(5, 0, 20, []float64{300, 240}, .7))
		}},
		{"two groups", func(r *Rules) { r.Groups = []Group{{}, {}} }, func() *Week {
			return stepped(always{fresh: []float64{480}, staff: []float64{60, 38}, spread: .2}.week(5, 0, 20, []float64{300}, .7))
		}},
		{"some hang up at once", func(r *Rules) { r.Types[0].Patience.AtOnce = .1 }, nil},
		{"day and night", func(r *Rules) { r.Profile = flat(48) }, func() *Week {
			return stepped(always{fresh: []float64{480}, staff: []float64{93}, spread: .2}.week(7, 0, 48, []float64{300}, .7))
		}},
		{"two groups, idle over midnight", func(r *Rules) { r.Profile, r.Groups = flat(48), []Group{{}, {}} }, func() *Week {
			w := stepped(always{fresh: []float64{480}, staff: []float64{57, 36}, spread: .2}.week(7, 0, 48, []float64{300}, .7))
			for i := range w.Days {
				for s := range w.Days[i].Fresh {
					if s < 6 || s > 41 {
						w.Days[i].Fresh[s] = []float64{60}
					}
				}
			}
			return w
		}},
		{"nobody there at times", func(r *Rules) {}, func() *Week {
			w := always{fresh: []float64{4}, staff: []float64{1.3}, spread: .2}.week(5, 0, 20, []float64{300}, .7)
			for i := range w.Days {
				w.Days[i].Staff[10], w.Days[i].Staff[19] = []float64{.2}, []float64{0}
			}
			return w
		}},
	} {
		r, in := everything()
		stepped(in)
		c.rules(&r)
		if c.week != nil {
			in = c.week()
		}
		a, b, byHands := newEngine(r, false), newEngine(r, true), newByHands(r)
		var x, y, z Tally
		for rep := range 2 {
			key := random.Key{Seed: 5, Replication: uint64(rep)}
			a.Reset(key)
			b.Reset(key)
			byHands.Reset(key)
			for w := range 4 {
				a.Week(w, in.at(7*w), &x)
				b.Week(w, in.at(7*w), &y)
				byHands.Week(w, in.at(7*w), &z)
				same(t, c.name, &x, &y)
				same(t, c.name+", by hands", &x, &z)
				conserved(t, c.name, &x)
			}
		}
		if x.Types[0].Abandoned == 0 || x.Types[0].SentBack == 0 {
			t.Errorf("%s: nothing happened", c.name)
		}
	}
}

// newByHands keeps what each agent has in hand where teams would do.
func newByHands(r Rules) *Engine {
	e := newEngine(r, true)
	e.path.(*floor).teams = nil
	return e
}

// Teams and what each agent has in hand give the same figures to the last bit.
func TestTeamsAgree(t *testing.T) {
	tiers := []Group{{[]int{0, 1}}, {[]int{0, 2}}, {nil}, {[]int{2, 1}}}
	for _, c := range []struct {
		name  string
		rules func(*Rules)
		staff []float64
		halfs int
	}{
		{"skills", func(r *Rules) {}, []float64{33, 24, 30.5}, 20},
		{"next free", func(r *Rules) { r.ShiftEnd = NextFree }, []float64{33, 24, 30.5}, 20},
		{"drop at closing", func(r *Rules) { r.DropAtClosing = true }, []float64{33, 24, 30.5}, 20},
		{"alike", func(r *Rules) { r.Groups, r.Types[0].Priority = tiers, 1 }, []float64{30, 20, 25.5, 15}, 20},
		{"day and night", func(r *Rules) { r.Profile = flat(48) }, []float64{33, 24, 30.5}, 48},
		{"next free by night", func(r *Rules) { r.Profile, r.ShiftEnd = flat(48), NextFree }, []float64{33, 24, 30.5}, 48},
	} {
		r, _ := skills()
		c.rules(&r)
		in := stepped(always{fresh: []float64{200, 80, 200}, staff: c.staff, spread: .2}.week(7, 0, c.halfs, []float64{300, 200, 300}, .7))
		for i := range in.Days { // another crew each day, larger later on
			crew := slices.Clone(in.Days[i].Crew)
			crew[0], crew[1] = crew[0][max(0, 3-i):], crew[1][i%3:]
			in.Days[i].Crew = crew
		}
		a, b := newEngine(r, true), newByHands(r)
		if a.path.(*floor).teams == nil {
			t.Fatalf("%s: no teams", c.name)
		}
		var x, y Tally
		for w := range 4 {
			a.Week(w, in.at(7*w), &x)
			b.Week(w, in.at(7*w), &y)
			if !reflect.DeepEqual(x, y) {
				t.Errorf("%s:\n%+v\n%+v", c.name, x, y)
			}
			for k := range x.Types {
				if x.Types[k].Abandoned == 0 || x.Types[k].Answered == x.Types[k].Over[0] {
					t.Errorf("%s: type %d: nobody left, or all waited", c.name, k)
				}
			}
		}
	}
}

// Who has been idle longest serves, be it for days: agents differ in speed, so that
// it shows who does.
func TestIdleForDays(t *testing.T) {
	r, _ := everything()
	r.Profile = flat(48)
	in := always{fresh: []float64{.03}, staff: []float64{6}, spread: .3}.week(7, 0, 48, []float64{300}, .7)
	line, teams, hands := newEngine(r, false), newEngine(r, true), newByHands(r)
	var x, y, z Tally
	served := 0
	for w := range 60 {
		line.Week(w, in.at(7*w), &x)
		teams.Week(w, in.at(7*w), &y)
		hands.Week(w, in.at(7*w), &z)
		same(t, "by events", &x, &y)
		same(t, "by hands", &x, &z)
		served += x.Types[0].Answered
	}
	if served < 400 || served > 900 {
		t.Errorf("%d served: one or two a day show what is meant", served)
	}
}

// stepped lets the staffing go up and down.
func stepped(w *Week) *Week {
	for i := range w.Days {
		for s := range w.Days[i].Staff {
			var staff []float64
			for _, x := range w.Days[i].Staff[s] {
				staff = append(staff, x*(1-.15*float64((s*7+i)%4)/3))
			}
			w.Days[i].Staff[s] = staff
		}
	}
	return w
}

// conserved checks a week that began and ended with nobody waiting.
func conserved(t *testing.T, what string, x *Tally) {
	t.Helper()
	serving := 0.0
	for k := range x.Types {
		y := &x.Types[k]
		serving += y.Serving
		if y.Solved.Sum()+y.Unsolved.Sum() != y.Answered {
			t.Errorf("%s: %d answered, %d solved and %d not", what, y.Answered, y.Solved.Sum(), y.Unsolved.Sum())
		}
		all := 0
		for _, n := range y.Arrivals {
			all += n
		}
		if all != y.Offered.Sum() {
			t.Errorf("%s: %d arrivals, %d offered", what, all, y.Offered.Sum())
		}
	}
	_ = serving
}
