package lever

import (
	"math"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
	"lojal/ui/text"
	"lojal/ui/values"
)

func baseline(t testing.TB) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What a field offers for editing reads back as the same value, for every lever
// of the shipped plans in both languages.
func TestFieldsReadBack(t *testing.T) {
	for _, name := range []string{"baseline", "automation-follow-up"} {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range text.Languages {
			for _, it := range Items(s) {
				n, ok := number(s, it.Key, it.Path)
				if !ok {
					continue
				}
				f := values.Format{P: text.For(lang), Key: it.Key, Currency: "NOK"}
				v, ok := values.Parse(s.Text(it.Path), it.Key.Unit)
				if !ok {
					t.Errorf("%s: %s is not understood", it.Path, s.Text(it.Path))
					continue
				}
				back, err := f.Read(f.Edit(v), v, values.Middle(n))
				if err != nil {
					t.Errorf("%s: %s offers %q, which is refused: %v", lang, it.Path, f.Edit(v), err)
					continue
				}
				if lang == "en" {
					continue // the languages differ in what is typed, not in what is written
				}
				next, err := s.With(it.Path, back.TOML(it.Key.Unit))
				if err != nil {
					t.Errorf("%s: %s is written as %s, which is refused: %v", lang, it.Path, back.TOML(it.Key.Unit), err)
					continue
				}
				m, _ := next.Number(it.Path)
				if a, b := values.Middle(n), values.Middle(m); math.Abs(a-b) > 1e-5*math.Abs(a) {
					t.Errorf("%s: %s offers %q, which reads as %g instead of %g", lang, it.Path, f.Edit(v), b, a)
				}
			}
		}
	}
}

// A slider's range holds the value, and its step divides it into a sensible
// number of places.
func TestSpan(t *testing.T) {
	s := baseline(t)
	for _, it := range Items(s) {
		n, ok := number(s, it.Key, it.Path)
		if !ok {
			continue
		}
		v := values.Middle(n)
		low, high, step := span(it.Key, v)
		if !(low <= v && v <= high) || !(low < high) || step <= 0 || (high-low)/step > 600 || math.IsInf(high-low, 0) {
			t.Errorf("%s: value %g, slider %g to %g by %g", it.Path, v, low, high, step)
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
