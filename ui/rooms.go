package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/widgets"
)

// roomNames are the rooms in the middle of the window, in the order of their
// buttons.
var roomNames = []string{"answer", "assumptions"}

// rooms shows one of several rooms under a row of buttons.
type rooms struct {
	root    *fyne.Container
	head    *fyne.Container // the buttons, and what is laid beside them
	views   map[string]fyne.CanvasObject
	buttons map[string]*widgets.Button
}

// newRooms shows a room; opened is told when another is chosen.
func newRooms(d *Desktop, views map[string]fyne.CanvasObject) *rooms {
	r := &rooms{views: views, buttons: map[string]*widgets.Button{}}
	bar := container.New(layout.NewCustomPaddedHBoxLayout(4))
	stack := container.NewStack()
	for _, name := range roomNames {
		b := widgets.NewButton(d.desk.T("room."+name), nil, func() { d.goTo(name) })
		b.OnExplain = d.desk.Says(d.desk.T("explain.room." + name))
		r.buttons[name] = b
		bar.Add(b)
		stack.Add(views[name])
	}
	r.head = container.NewStack(bar)
	r.root = widgets.Frame(r.head, stack, container.NewWithoutLayout())
	return r
}

// show brings one room to the front.
func (r *rooms) show(name string) {
	for n, view := range r.views {
		r.buttons[n].Importance = widget.LowImportance
		if n == name {
			r.buttons[n].Importance = widget.HighImportance
			view.Show()
		} else {
			view.Hide()
		}
		r.buttons[n].Refresh()
	}
}

// goTo shows a room.
func (d *Desktop) goTo(name string) {
	d.where = name
	d.rooms.show(name)
	if name == "assumptions" {
		d.assumptions.Update()
	}
}

// roomItems are the parts of the window in the menu, each of which gets the keys.
func (d *Desktop) roomItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{
		d.key("answer", fyne.Key1, 0, func() { d.goTo("answer"); d.room.Focus() }),
		d.key("assumptions", fyne.Key2, 0, func() { d.goTo("assumptions"); d.assumptions.Focus() }),
		d.key("plans", fyne.Key3, 0, d.focusPlans),
		d.key("levers", fyne.Key4, 0, d.levers.FocusFirst),
		fyne.NewMenuItemSeparator(),
	}
}

// focusPlans gives the keys to the plans, or to the history in their place.
func (d *Desktop) focusPlans() {
	if d.past.root.Visible() {
		d.window.Canvas().Focus(d.past.list)
	} else {
		d.plans.Focus()
	}
}
