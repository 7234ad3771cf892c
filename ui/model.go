package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"lojal/ui/manual"
)

// showModel shows the description of the model, at the section of a scenario key
// where one is named.
func (d *Desktop) showModel(path string) {
	m := manual.New(d.desk.Text)
	if path != "" {
		m.Open(path)
	}
	box := dialog.NewCustomWithoutButtons(d.desk.T("manual.title"), m.Content, d.window)
	m.OnEscape = box.Hide
	size := d.window.Canvas().Size()
	d.show(box, fyne.NewSize(min(1100, size.Width*.92), size.Height*.9), m.Focus(), primary(d.desk.T("close"), box.Hide))
}
