package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func popUp(c fyne.Canvas, at fyne.Position, items []*fyne.MenuItem) {
	m := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	size := m.MinSize()
	at.X = max(0, min(at.X, c.Size().Width-size.Width))
	at.Y = max(0, min(at.Y, c.Size().Height-size.Height))
	m.ShowAtPosition(at)
	c.Focus(m) // so that arrows and Escape work
}
