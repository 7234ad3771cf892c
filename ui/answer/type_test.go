package answer

import (
	"testing"

	"fyne.io/fyne/v2"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// A target is typed as people write it; what cannot be read is refused and changes nothing.
func TestTypedTarget(t *testing.T) {
	s := newStage(t, "nb", fyne.NewSize(760, 700))
	c := s.cards[2] // service level
	var title, offered string
	var take func(string) error
	s.desk.Do.Ask = func(name, text string, f func(string) error) { title, offered, take = name, text, f }
	c.typeTarget(*s.target(kpi.ServiceLevel))
	if title != "Mål for Servicegrad" || offered != "≥ 80 %" {
		t.Errorf("%q offers %q", title, offered)
	}
	for typed, want := range map[string]scenario.Target{
		"90": {AtLeast: true, Value: .9}, "≤ 87,5 %": {Value: .875}, ">=0,5": {AtLeast: true, Value: .005}, "+5": {AtLeast: true, Value: .85},
	} {
		s.desk.Store.Undo()
		c.typeTarget(*s.target(kpi.ServiceLevel))
		if err := take(typed); err != nil {
			t.Errorf("%q: %v", typed, err)
		} else if got := s.target(kpi.ServiceLevel); got.Value != want.Value || got.AtLeast != want.AtLeast {
			t.Errorf("%q sets %+v", typed, got)
		}
	}
	before := *s.target(kpi.ServiceLevel)
	for _, typed := range []string{"", "mye", "140 %", "5..9"} {
		if take(typed) == nil || *s.target(kpi.ServiceLevel) != before {
			t.Errorf("%q is taken: %+v", typed, s.target(kpi.ServiceLevel))
		}
	}
}
