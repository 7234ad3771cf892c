package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2/test"

	_ "lojal/scenarios"
)

// What keeping edits safe costs the goroutine of the interface, beside the edit
// itself, after many edits: taking the changes and handing them over.
func BenchmarkSafeguard(b *testing.B) {
	d := newDesktop(test.NewTempApp(b), "en", b.TempDir(), func(func()) {})
	defer d.jobs.Close()
	defer d.leave()
	d.Start(nil)
	d.store.Forget()
	for i := range 500 {
		if err := d.store.Set(d.selected(), heads, fmt.Sprint(30+i%2), false); err != nil {
			b.Fatal(err)
		}
	}
	d.safeguard()
	b.Run("edit", func(b *testing.B) {
		for i := range b.N {
			_ = d.store.Set(d.selected(), heads, fmt.Sprint(32+i%2), true)
		}
	})
	b.Run("edit and keep", func(b *testing.B) {
		for i := range b.N {
			_ = d.store.Set(d.selected(), heads, fmt.Sprint(32+i%2), true)
			d.safeguard()
		}
	})
	b.Run("keep", func(b *testing.B) {
		for range b.N {
			d.store.Select(d.store.Now().Plans[0].ID)
			d.safeguard()
			d.store.Select(d.store.Now().Plans[1].ID)
			d.safeguard()
		}
	})
}
