package lever

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// heading lays out name, unit and buttons of a row: on one line where there is
// room, else the unit below the name.
type heading struct{ row *Row }

const headingGap = 6

// low says whether the unit stands below the name.
func (h *heading) low(o []fyne.CanvasObject, width float32) bool {
	name := fyne.MeasureText(h.row.name.Text, theme.TextSize(), fyne.TextStyle{Bold: h.row.name.Bold}).Width
	return h.row.unit.Text != "" && width > 0 && name+o[1].MinSize().Width+o[2].MinSize().Width+2*headingGap > width
}

func (h *heading) MinSize(o []fyne.CanvasObject) fyne.Size {
	name, unit, buttons := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	size := fyne.NewSize(unit.Width+buttons.Width+headingGap, max(name.Height, buttons.Height))
	if h.low(o, h.row.name.Size().Width+buttons.Width+headingGap) {
		size.Height += unit.Height
	}
	return size
}

func (h *heading) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name, unit, buttons := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	line := max(name.Height, buttons.Height)
	o[2].Resize(buttons)
	o[2].Move(fyne.NewPos(size.Width-buttons.Width, (line-buttons.Height)/2))
	room := size.Width - buttons.Width - headingGap
	o[0].Move(fyne.NewPos(0, (line-name.Height)/2))
	if h.low(o, size.Width) {
		o[0].Resize(fyne.NewSize(room, name.Height))
		o[1].Move(fyne.NewPos(0, line))
		o[1].Resize(fyne.NewSize(size.Width, unit.Height))
		return
	}
	o[0].Resize(fyne.NewSize(room, name.Height)) // its width is what MinSize judges by
	o[1].Move(fyne.NewPos(size.Width-buttons.Width-headingGap-unit.Width, (line-unit.Height)/2))
	o[1].Resize(unit)
}
