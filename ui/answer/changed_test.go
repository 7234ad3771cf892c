package answer

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/state"
	"lojal/ui/text"
	"lojal/ui/widgets"
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
	if n := len(s.changed.chips.root.Objects); n != 2 { // and that hiring goes ahead
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

// While a lever moves its chip stays and has room for what it said before; at rest it
// is as wide as its text.
func TestChipStaysWhileItsValueMoves(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	store := s.desk.Store
	id := store.Now().Selected
	set := func(v string) (chip fyne.CanvasObject, label *widgets.Text) {
		if err := store.Set(id, "decisions.staffing.headcount", v, true); err != nil {
			t.Fatal(err)
		}
		s.run()
		for i, c := range s.changed.chips.shown {
			if strings.Contains(c.about, "headcount") {
				return s.changed.chips.root.Objects[i], c.label
			}
		}
		t.Fatalf("no chip at %s", v)
		return nil, nil
	}
	long, label := set("100")
	width := label.MinSize().Width
	short, after := set("9")
	if short != long || after != label || !strings.HasSuffix(label.Text, "→ 9") {
		t.Errorf("another chip, or %q", label.Text)
	}
	if got := label.MinSize().Width; got != width {
		t.Errorf("the chip of the shorter text is %v wide, was %v", got, width)
	}
	s.changed.chips.shown[0].area.OnExplain()
	if !strings.HasPrefix(s.said, s.changed.chips.shown[0].label.Text) {
		t.Errorf("the chip says %q, the line %q", s.changed.chips.shown[0].label.Text, s.said)
	}
	store.Seal()
	s.run()
	store.Tell(state.Computed)
	if got := label.MinSize().Width; got >= width {
		t.Errorf("at rest the chip is still %v wide", got)
	}
	if again, _ := set("45.5"); again != long {
		t.Error("another chip after a rest")
	}
}

// What is told of an initiative of the catalogue has its name there, not its key.
func TestInitiativesHaveNames(t *testing.T) {
	for lang, want := range map[string]string{"en": "Start week · Stress management", "nb": "Startuke · Stressmestring"} {
		s := newStage(t, lang, fyne.NewSize(760, 700))
		sc, err := scenario.Parse("portfolio.toml", []byte("format = 1\nextends = \"library:portfolio\"\n[run]\nweeks = 12\nreplications = 40\n"))
		if err != nil {
			t.Fatal(err)
		}
		s.desk.Store.Add(sc, "portfolio.toml")
		s.run()
		told := s.Table()
		for _, c := range s.changed.chips.shown {
			told += c.label.Text + "\n"
		}
		for _, row := range s.table.rows {
			told += row[0].text + "\n"
		}
		if !strings.Contains(told, want) || strings.Contains(told, "stress-management") || strings.Contains(told, "empathy-training") {
			t.Errorf("no %q, or a key, in\n%s", want, told)
		}
	}
}
