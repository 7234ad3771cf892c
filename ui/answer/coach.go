package answer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/widgets"
)

// coach is the one hint of the first start: it points at the levers until it is
// closed, or a lever was moved.
type coach struct {
	room  *Room
	place *fyne.Container
	root  fyne.CanvasObject
	done  func()
}

// Coach shows the hint at the right of a place; done is told when it goes.
func (r *Room) Coach(place *fyne.Container, done func()) {
	c := &coach{room: r, place: place, done: done}
	text := widgets.NewText(r.desk.T("answer.coach"))
	text.Whole, text.Bold = true, true
	arrow := widgets.NewText("→")
	arrow.Whole, arrow.Bold = true, true
	arrow.TextSize, arrow.Colour = theme.SizeNameHeadingText, theme.ColorNamePrimary
	ok := widgets.NewButton(r.desk.T("answer.coach_done"), nil, c.end)
	ok.Importance = widget.HighImportance
	p := widgets.NewPanel(widgets.Row(-1, ok, text, arrow))
	p.Edge, p.Inset = theme.ColorNamePrimary, 1
	c.root = container.New(topRight{}, p)
	r.coach = c
	place.Add(c.root)
}

func (c *coach) end() {
	c.room.coach = nil
	c.place.Remove(c.root)
	c.done()
}

// topRight lays a single object at the edge beside the levers.
type topRight struct{}

func (topRight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (topRight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(size.Width-m.Width-2, 0))
}
