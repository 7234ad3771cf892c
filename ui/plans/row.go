package plans

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// row is one plan in the list: tick, colour, name, a dot where it is unsaved.
type row struct {
	widget.BaseWidget
	desk *desk.Desk
	pane *Pane
	plan state.Plan

	base, selected, hovered, focused, shift bool

	back   *canvas.Rectangle
	swatch *swatch
	tick   *widget.Check
	name   *widgets.Paragraph
	note   *widgets.Text
	dot    *widgets.Text
	line   fyne.CanvasObject
}

func newRow(p *Pane, plan state.Plan) *row {
	r := &row{desk: p.desk, pane: p, plan: plan}
	r.back = canvas.NewRectangle(color.Transparent)
	r.back.CornerRadius = 5
	r.swatch = newSwatch()
	r.tick = widget.NewCheck("", func(on bool) { r.desk.Store.Tick(r.plan.ID, on) })
	r.name = widgets.NewParagraph("")
	r.name.Most = 4
	r.note = widgets.NewCaption("", look.Muted)
	r.dot = widgets.NewCaption("●", look.Bad)
	r.dot.Whole = true
	words := container.New(&tight{}, r.name, r.note)
	mark := container.NewStack(r.tick)
	r.line = widgets.Row(2, mark, r.swatch, words, r.dot)
	r.ExtendBaseWidget(r)
	return r
}

// show brings the row up to date.
func (r *row) show(plan state.Plan, now state.State) {
	store := r.desk.Store
	before := r.stands()
	r.plan = plan
	r.base, r.selected = plan.ID == now.Baseline, plan.ID == now.Selected
	if r.tick.Checked != (plan.Ticked || r.base) {
		tell := r.tick.OnChanged
		r.tick.OnChanged = nil
		r.tick.SetChecked(plan.Ticked || r.base)
		r.tick.OnChanged = tell
	}
	if r.base != r.tick.Disabled() {
		if r.base {
			r.tick.Disable()
		} else {
			r.tick.Enable()
		}
	}
	r.swatch.set(r.desk.Dark(), plan.Colour, r.base)
	r.name.Bold = r.selected
	r.name.Text = r.desk.Called(plan.Scenario)
	r.note.Text = r.noteText()
	r.dot.Text = ""
	if store.Dirty(plan) {
		r.dot.Text = "●"
	}
	if r.stands() != before {
		r.Refresh()
	}
}

// stands is what the row shows.
func (r *row) stands() string {
	return fmt.Sprint(r.base, r.selected, r.plan.Colour, r.desk.Dark(), r.name.Text, "\n", r.note.Text, "\n", r.dot.Text)
}

func (r *row) noteText() string {
	o := r.desk.Store.Origin(r.plan.ID)
	switch {
	case r.base:
		return r.desk.T("plan_baseline")
	case o.Gone:
		return r.desk.T("plan_gone")
	case o.File == "":
		return r.desk.T("plan_new")
	case r.desk.Store.Drafted(r.plan):
		return r.desk.T("plan_draft")
	}
	return ""
}

// CreateRenderer is the toolkit's.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.back, container.New(&pad{}, r.line)))
}

// Refresh draws selection, pointer and focus.
func (r *row) Refresh() {
	v := fyne.CurrentApp().Settings().ThemeVariant()
	th := r.Theme()
	r.back.FillColor = color.Transparent
	r.back.StrokeWidth = 0
	switch {
	case r.selected:
		r.back.FillColor = th.Color(look.Chosen, v)
	case r.hovered:
		r.back.FillColor = th.Color(theme.ColorNameHover, v)
	}
	if r.focused {
		r.back.StrokeColor = th.Color(theme.ColorNamePrimary, v)
		r.back.StrokeWidth = 2
	}
	r.back.Refresh()
	r.swatch.set(r.desk.Dark(), r.plan.Colour, r.base)
	r.name.Refresh()
	r.note.Refresh()
	r.dot.Refresh()
	r.BaseWidget.Refresh()
}

// Tapped selects, TappedSecondary opens the menu.
func (r *row) Tapped(*fyne.PointEvent) { r.desk.Store.Select(r.plan.ID) }
func (r *row) TappedSecondary(e *fyne.PointEvent) {
	r.desk.Store.Select(r.plan.ID)
	r.desk.Menu(e.AbsolutePosition, r.menu()...)
}

// MouseIn, MouseMoved and MouseOut explain and light up.
func (r *row) MouseIn(*desktop.MouseEvent)    { r.hovered = true; r.explain(); r.Refresh() }
func (r *row) MouseMoved(*desktop.MouseEvent) {}
func (r *row) MouseOut()                      { r.hovered = false; r.Refresh() }

// FocusGained and FocusLost show the focus.
func (r *row) FocusGained() { r.focused = true; r.explain(); r.Refresh(); widgets.Reveal(r) }
func (r *row) FocusLost()   { r.focused, r.shift = false, false; r.Refresh() }

// KeyDown and KeyUp follow Shift.
func (r *row) KeyDown(e *fyne.KeyEvent) { r.follow(e, true) }
func (r *row) KeyUp(e *fyne.KeyEvent)   { r.follow(e, false) }

func (r *row) follow(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.shift = down
	}
}

// TypedRune pins with B.
func (r *row) TypedRune(c rune) {
	if c == 'b' || c == 'B' {
		r.desk.Store.Pin(r.plan.ID)
	}
}

// TypedKey selects, ticks, renames, removes and moves through the list.
func (r *row) TypedKey(e *fyne.KeyEvent) {
	if widgets.MenuKey(e) {
		r.desk.Store.Select(r.plan.ID)
		r.desk.MenuUnder(r, r.menu()...)
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		r.desk.Store.Select(r.plan.ID)
	case fyne.KeySpace:
		if !r.base {
			r.desk.Store.Tick(r.plan.ID, !r.plan.Ticked)
		}
	case fyne.KeyF2:
		r.desk.Do.Rename(r.plan.ID)
	case fyne.KeyDelete:
		r.desk.Do.Remove(r.plan.ID)
	case fyne.KeyUp:
		r.pane.focus(r.plan.ID, -1)
	case fyne.KeyDown:
		r.pane.focus(r.plan.ID, +1)
	}
}

// TypedShortcut moves the plan's file to the bin with Shift+Delete, which the
// window reports as the shortcut for cutting.
func (r *row) TypedShortcut(s fyne.Shortcut) {
	if _, cut := s.(*fyne.ShortcutCut); cut && r.shift {
		r.desk.Do.Trash(r.plan.ID)
	}
}

func (r *row) explain() {
	o := r.desk.Store.Origin(r.plan.ID)
	file := o.File
	if file == "" {
		file = r.desk.T("no_file")
	}
	text := r.desk.Called(r.plan.Scenario) + "  ·  " + file
	if q := r.plan.Scenario.Story().Question; q != "" {
		text += "  ·  " + r.desk.Text.Phrase(q)
	}
	r.desk.Explain(text)
}

func (r *row) menu() []*fyne.MenuItem {
	id, store := r.plan.ID, r.desk.Store
	pin := fyne.NewMenuItem(r.desk.T("menu.pin"), func() { store.Pin(id) })
	pin.Disabled = r.base
	discard := fyne.NewMenuItem(r.desk.T("menu.discard"), func() { store.Discard(id) })
	discard.Disabled = !store.Drafted(r.plan)
	remove := fyne.NewMenuItem(r.desk.T("menu.remove"), func() { r.desk.Do.Remove(id) })
	trash := fyne.NewMenuItem(r.desk.T("menu.trash"), func() { r.desk.Do.Trash(id) })
	remove.Disabled = len(store.Now().Plans) < 2
	trash.Disabled = remove.Disabled || !r.hasFile()
	colours := fyne.NewMenuItem(r.desk.T("menu.colour"), nil)
	colours.ChildMenu = fyne.NewMenu("", r.colours()...)
	colours.Disabled = r.base // the baseline is grey everywhere
	return []*fyne.MenuItem{
		pin,
		fyne.NewMenuItem(r.desk.T("menu.duplicate"), r.desk.Do.NewPlan),
		fyne.NewMenuItem(r.desk.T("menu.rename"), func() { r.desk.Do.Rename(id) }),
		fyne.NewMenuItem(r.desk.T("menu.story"), func() { r.desk.Do.Story(id) }),
		colours,
		discard,
		fyne.NewMenuItem(r.desk.T("menu.save_as"), func() { r.desk.Do.SaveAs(id) }),
		fyne.NewMenuItemSeparator(),
		remove,
		trash,
	}
}

// hasFile says whether the plan has a file of its own.
func (r *row) hasFile() bool {
	file := r.desk.Store.Origin(r.plan.ID).File
	return file != "" && !strings.HasPrefix(file, "library:")
}

// colourNames are the places of the palette of pictures.
var colourNames = []string{"blue", "red", "green", "purple", "orange", "sky", "lime", "brown"}

// colours offers the palette, each colour with a patch of it.
func (r *row) colours() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i, name := range colourNames {
		item := fyne.NewMenuItem(r.desk.T("colour."+name), func() { r.desk.Store.Recolour(r.plan.ID, i) })
		c := chart.Colour(chart.Plan{Colour: i}, r.desk.Dark())
		item.Icon = fyne.NewStaticResource(fmt.Sprintf("patch-%02x%02x%02x.svg", c.R, c.G, c.B),
			fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><rect x="3" y="5" width="18" height="14" rx="3" fill="#%02x%02x%02x"/></svg>`, c.R, c.G, c.B))
		item.Checked = r.plan.Colour%len(colourNames) == i
		items = append(items, item)
	}
	return items
}

// swatch is the colour of a plan; the baseline's is dashed like its line.
type swatch struct {
	widget.BaseWidget
	parts [3]*canvas.Rectangle
}

func newSwatch() *swatch {
	s := &swatch{}
	for i := range s.parts {
		s.parts[i] = canvas.NewRectangle(color.Transparent)
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *swatch) set(dark bool, colour int, baseline bool) {
	for i, p := range s.parts {
		c := color.Color(chart.Colour(chart.Plan{Colour: colour, Baseline: baseline}, dark))
		if baseline && i == 1 {
			c = color.Transparent
		}
		if p.FillColor != c {
			p.FillColor = c
			p.Refresh()
		}
	}
}

// MinSize is that of the swatch.
func (s *swatch) MinSize() fyne.Size { return fyne.NewSize(15, 11) }

// CreateRenderer is the toolkit's.
func (s *swatch) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(thirds{}, s.parts[0], s.parts[1], s.parts[2]))
}

// thirds lays three rectangles in a row without gaps.
type thirds struct{}

func (thirds) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(15, 11) }
func (thirds) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := size.Width / 3
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, size.Height))
		o.Move(fyne.NewPos(float32(i)*w, 0))
	}
}

// tight stacks the lines of a row and leaves out an empty one.
type tight struct{}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if objects[1].(*widgets.Text).Text == "" {
		b.Height = 0
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

func (l tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, h))
	objects[1].Resize(fyne.NewSize(size.Width, max(0, size.Height-h)))
	objects[1].Move(fyne.NewPos(0, h))
}

// pad leaves space about a row; rows are of one height.
type pad struct{}

func (pad) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(m.Width+12, max(m.Height+6, 36))
}

func (pad) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(12, 6))
	objects[0].Move(fyne.NewPos(4, 3))
}
