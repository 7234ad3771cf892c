package answer

import (
	"testing"

	"lojal/ui/desk"
	"lojal/ui/text"
)

func TestChangeInWords(t *testing.T) {
	c := &changed{desk: &desk.Desk{Text: text.For("en")}}
	for _, row := range []struct{ before, after, want string }{
		{"45 people", "48 people", "X 45 → 48 people"},
		{"45 people", "45 people → 43 people from week 40", "X 45 people → 43 people from week 40"},
		{"NOK 800 per agent and month", "NOK 800 per agent and month → NOK 2,000 per agent and month, weeks 4–16",
			"X NOK 800 → NOK 2,000 per agent and month, weeks 4–16"},
		{"10 %", "20 % → 40 %, weeks 13–39", "X  20 % → 40 %, weeks 13–39  (was 10 %)"},
	} {
		if got := c.words("X", row.before, row.after); got != row.want {
			t.Errorf("%q to %q is %q, want %q", row.before, row.after, got, row.want)
		}
	}
}

func TestHundredths(t *testing.T) {
	for p, want := range map[float64]float64{0: 0, 0.001: 1, 0.004: 1, 0.434: 43, 0.996: 99, 1: 100} {
		if got := hundredths(p); got != want {
			t.Errorf("%g is told as %g of 100, want %g", p, got, want)
		}
	}
}
