package answer

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lojal/sim/scenario"
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

// An initiative that only one plan has is one chip, not one for each of its values.
func TestEntryIsOneChip(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	sc, err := scenario.Parse("spike.toml", []byte("format = 1\nextends = \"library:attrition-spike\"\n[run]\nweeks = 12\nreplications = 40\n"))
	if err != nil {
		t.Fatal(err)
	}
	s.desk.Store.Add(sc, "spike.toml")
	s.run()
	if n := len(s.changed.chips.Objects); n != 2 { // and that hiring goes ahead
		t.Errorf("%d chips", n)
	}
	c := scenario.Diff(s.model.reference.Own, s.model.focus.Own)
	for _, change := range c {
		if _, entry, whole := s.desk.Whole(change, s.model.reference.Own, s.model.focus.Own); whole {
			if want := " · Competitor next door"; entry != want[4:] || !strings.Contains(s.desk.Subject(change), want) {
				t.Errorf("%s stands in %q and is called %q", change.Path, entry, s.desk.Subject(change))
			}
		}
	}
}
