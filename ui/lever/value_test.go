package lever

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

func share() scenario.Key   { return scenario.Key{Unit: scenario.Share} }
func people() scenario.Key  { return scenario.Key{Unit: scenario.People} }
func seconds() scenario.Key { return scenario.Key{Unit: scenario.Seconds} }

// What people type, and what the scenario file would say.
func TestTyped(t *testing.T) {
	for _, c := range []struct {
		lang  string
		key   scenario.Key
		typed string
		want  string
	}{
		{"en", people(), "45", "45"},
		{"en", people(), " 45.5 ", "45.5"},
		{"nb", people(), "45,5", "45.5"},
		{"nb", people(), "120 000", "120000"},
		{"en", people(), "40..50", "40..50"},
		{"en", people(), "40 to 50", "40..50"},
		{"nb", people(), "40,5 til 50", "40.5..50"},
		{"en", people(), "40 – 50", "40..50"},
		{"en", people(), "190 ± 10 %", "190 ± 10 %"},
		{"nb", people(), "190,5 +/- 10 %", "190.5 ± 10 %"},
		{"en", share(), "10", "10 %"},
		{"en", share(), "10 %", "10 %"},
		{"nb", share(), "2,5", "2.5 %"},
		{"en", share(), "10 % to 20 %", "10 %..20 %"},
		{"en", share(), "5 to 9 %", "5..9 %"},
		{"en", share(), "5 to 9", "5 %..9 %"},
		{"en", seconds(), "7m", "7m"},
		{"en", seconds(), "5m20s", "5m20s"},
		{"nb", seconds(), "2,5m", "2.5m"},
		{"en", seconds(), "90", "90"},
		{"en", people(), "many", "many"},
		{"en", people(), "{ from = 45, to = 55, start_week = 0, weeks = 4 }", "{ from = 45, to = 55, start_week = 0, weeks = 4 }"},
	} {
		if got := typed(text.For(c.lang), c.key, true, c.typed); strings.Trim(got, `"`) != c.want {
			t.Errorf("%s: %q of %q became %q, want %q", c.lang, c.typed, c.key.Unit, got, c.want)
		}
	}
}

func baseline(t testing.TB) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What a field offers for editing reads back as the same value, for every lever
// of the shipped baseline in both languages.
func TestEditableReadsBack(t *testing.T) {
	s := baseline(t)
	for _, lang := range []string{"en", "nb"} {
		p := text.For(lang)
		for _, it := range items(s) {
			n, ok := number(s, it.key, it.path)
			if !ok {
				continue
			}
			edit := editable(p, s, it.key, it.path)
			next, err := s.With(it.path, typed(p, it.key, true, edit))
			if err != nil {
				t.Errorf("%s: %s offers %q, which is refused: %v", lang, it.path, edit, err)
				continue
			}
			m, _ := next.Number(it.path)
			if a, b := middle(n), middle(m); math.Abs(a-b) > 1e-5*math.Abs(a) {
				t.Errorf("%s: %s offers %q, which reads as %g instead of %g", lang, it.path, edit, b, a)
			}
		}
	}
}

// Ranges of shares are edited in per cent, whatever the file says.
func TestEditableShares(t *testing.T) {
	s, p := baseline(t), text.For("en")
	path := "world.automation.engage"
	k, _ := scenario.KeyOf(path)
	for _, c := range []struct{ raw, edit string }{
		{`"0.4..0.6"`, "40..60"}, {`"40 %..60 %"`, "40 %..60 %"}, {`"0.5 ± 10 %"`, "50 ± 10 %"}, {`0.125`, "12.5"},
	} {
		v, err := s.With(path, c.raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := editable(p, v, k, path); got != c.edit {
			t.Errorf("%s is edited as %q, want %q", c.raw, got, c.edit)
		}
		back, err := v.With(path, typed(p, k, true, c.edit))
		if err != nil {
			t.Fatal(err)
		}
		a, _ := v.Number(path)
		b, _ := back.Number(path)
		if math.Abs(middle(a)-middle(b)) > 1e-9 {
			t.Errorf("%s comes back as %g instead of %g", c.edit, middle(b), middle(a))
		}
	}
}

// Whole per cents and durations typed in either language come back as typed.
func TestDurationsReadBack(t *testing.T) {
	s, p := baseline(t), text.For("en")
	path := "world.contact.phone.handle_time"
	rapid.Check(t, func(t *rapid.T) {
		v := float64(rapid.IntRange(1, 7200).Draw(t, "seconds"))
		next, err := s.With(path, `"`+duration(p, v)+`"`)
		if err != nil {
			t.Skip("beyond the bounds of the key")
		}
		if n, _ := next.Number(path); n.Certain != v {
			t.Fatalf("%s reads as %g s, want %g", duration(p, v), n.Certain, v)
		}
	})
}

// A slider's range holds the value, and its step divides it into a sensible
// number of places.
func TestSpan(t *testing.T) {
	s := baseline(t)
	for _, it := range items(s) {
		n, ok := number(s, it.key, it.path)
		if !ok {
			continue
		}
		v := middle(n)
		low, high, step := span(it.key, v)
		if !(low <= v && v <= high) || !(low < high) || step <= 0 || (high-low)/step > 600 || math.IsInf(high-low, 0) {
			t.Errorf("%s: value %g, slider %g to %g by %g", it.path, v, low, high, step)
		}
	}
}

func TestNiceStep(t *testing.T) {
	for size, want := range map[float64]float64{0.013: 0.01, 0.3: 0.2, 4: 5, 80: 100, 0: 1} {
		if got := niceStep(size); math.Abs(got-want) > 1e-12 {
			t.Errorf("step for %g is %g, want %g", size, got, want)
		}
	}
}

// A slid range keeps its relative width, a slid plan its beginning and time.
func TestMoved(t *testing.T) {
	s := baseline(t)
	for _, c := range []struct {
		path, text string
		to         float64
		low, high  float64 // the first and the last value after the move
	}{
		{"world.customers.needs_per_year", `"2..8"`, 6, 3, 12}, // the median of 2..8 is 4
		{"decisions.automation.share", `{ from = 0.1, to = 0.4, start_week = 13, weeks = 26, shape = "s-curve" }`, 0.5, 0.1, 0.5},
		{"decisions.staffing.headcount", "45", 50, 50, 50},
		{"decisions.staffing.headcount", "{ steps = [[0, 45], [40, 43]] }", 50, 45, 50},
	} {
		before, err := s.With(c.path, c.text)
		if err != nil {
			t.Fatal(err)
		}
		n, _ := before.Number(c.path)
		after, err := before.With(c.path, moved(n, before.Text(c.path), c.to))
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		m, _ := after.Number(c.path)
		low, high := m.Certain, m.Certain
		switch {
		case m.Dist != nil:
			low, high = m.Dist.Quantile(0.1), m.Dist.Quantile(0.9)
		case m.Plan != nil && len(m.Plan.Steps) > 0:
			low, high = middle(m.Plan.Steps[0][1]), middle(m)
		case m.Plan != nil:
			low, high = m.Plan.From.Certain, m.Plan.To.Certain
		}
		if math.Abs(low-c.low) > 0.1 || math.Abs(high-c.high) > 0.1 {
			t.Errorf("%s moved to %g: %g to %g, want %g to %g", c.path, c.to, low, high, c.low, c.high)
		}
	}
}
