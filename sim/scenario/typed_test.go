package scenario

import (
	"math"
	"slices"
	"testing"
)

// Texts that a file has for numbers, ranges and margins.
func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		text      string
		unit      Unit
		low, high float64
		around    bool
		ok        bool
	}{
		{"5 %", Share, 0.05, 0.05, false, true},
		{"5..9 %", Share, 0.05, 0.09, false, true},
		{"7m30s", Seconds, 450, 450, false, true},
		{"2m..5m", Seconds, 120, 300, false, true},
		{"200 ± 10 %", People, 180, 220, true, true},
		{"200 ± 5", People, 195, 205, true, true},
		{"many", People, 0, 0, false, false},
		{"5 %", People, 0, 0, false, false},
	} {
		low, high, around, ok := Amounts(c.text, c.unit)
		if ok != c.ok || ok && (math.Abs(low-c.low) > 1e-12 || math.Abs(high-c.high) > 1e-9 || around != c.around) {
			t.Errorf("%q is %v to %v, around %v, %v", c.text, low, high, around, ok)
		}
	}
}

// The course of a number is what Draw lays out where no quantile is given.
func TestMedians(t *testing.T) {
	s, err := Open("library:automation-follow-up")
	if err != nil {
		t.Fatal(err)
	}
	n, _ := s.Number("decisions.automation.share")
	if got, want := n.Medians(60), s.Draw(60, nil).Decisions.Automation.Share; !slices.Equal(got, want) {
		t.Errorf("the course is %v, drawn %v", got, want)
	}
}

func TestLimits(t *testing.T) {
	for path, want := range map[string][2]float64{"decisions.staffing.headcount": {0, 5000}, "decisions.automation.share": {0, 1}} {
		k, _ := KeyOf(path)
		if low, high := k.Limits(); low != want[0] || high != want[1] {
			t.Errorf("%s is limited to %v–%v", path, low, high)
		}
	}
	if low, high := (Key{Min: 1, Max: 2}).Limits(); low != 1 || high != 2 {
		t.Errorf("a row of its own is limited to %v–%v", low, high)
	}
}

// Free names are told one by one, others where they have a value.
func TestFilled(t *testing.T) {
	s, err := Parse("test.toml", []byte("format = 1\n[[decisions.initiative]]\nname = \"a\"\neffects = { information = 0.1, attitude = 0.2 }\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := s.Filled("decisions.initiative.a.effects.*")
	slices.Sort(got)
	if want := []string{"decisions.initiative.a.effects.attitude", "decisions.initiative.a.effects.information"}; !slices.Equal(got, want) {
		t.Errorf("filled are %v", got)
	}
	if got := s.Filled("decisions.initiative.a.nothing"); len(got) > 0 {
		t.Errorf("filled are %v", got)
	}
}
