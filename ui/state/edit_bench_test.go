package state

import (
	"fmt"
	"testing"

	"lojal/sim/scenario"
)

// BenchmarkEdit is what a step of a lever costs before anything is run, with eight
// plans compared: the edited scenario, and the sides of the comparison.
func BenchmarkEdit(b *testing.B) {
	for _, c := range []struct{ name, path, value string }{
		{"decision", "decisions.staffing.headcount", "%d"},
		{"world", "world.contact.phone.handle_time", "\"%ds\""},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := New()
			for _, name := range scenario.Names()[:8] {
				sc, err := scenario.Open("library:" + name)
				if err != nil {
					b.Fatal(err)
				}
				s.Add(sc, name)
			}
			s.Select(s.Now().Plans[1].ID)
			i := 0
			for b.Loop() {
				i++
				if err := s.Set(s.Now().Selected, c.path, fmt.Sprintf(c.value, 400+i%100), true); err != nil {
					b.Fatal(err)
				}
				s.Sides()
			}
		})
	}
}
