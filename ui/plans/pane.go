// Package plans is the left side of the desktop: the plans of the workspace
// and the shipped library.
package plans

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// Pane is the list of plans and the library.
type Pane struct {
	desk *desk.Desk
	root fyne.CanvasObject
	list *fyne.Container
	all  *fyne.Container // list and library
	rows map[int]*row
	ids  []int // as shown
}

// New makes the pane; it follows the store.
func New(d *desk.Desk) *Pane {
	p := &Pane{desk: d, rows: map[int]*row{}, list: widgets.Column()}
	add := widgets.NewButton(d.T("new_plan"), theme.ContentAddIcon(), d.Do.NewPlan).Quiet(d.Says(d.T("explain.new_plan")))
	add.Alignment = widget.ButtonAlignLeading
	p.all = widgets.Column(heading(d.T("plans")), p.list, add, gap(8), heading(d.T("library")))
	for _, o := range p.library() {
		p.all.Add(o)
	}
	p.root = widgets.NewPanel(widgets.Scrolled(p.all))
	d.Store.Observe(func(e state.Event) {
		if e&state.Edited != 0 {
			p.fill()
		}
	})
	p.fill()
	return p
}

// View is the pane as an object of the window.
func (p *Pane) View() fyne.CanvasObject { return p.root }

func heading(text string) fyne.CanvasObject {
	t := widgets.NewCaption(text, look.Muted)
	t.Bold = true
	return t
}

func gap(height float32) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(1, height), widgets.NewText(""))
}

// library are buttons that open the shipped scenarios.
func (p *Pane) library() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, name := range scenario.Names() {
		ref := "library:" + name
		title, question := name, ""
		if s, err := scenario.Open(ref); err == nil {
			title, question = p.desk.Called(s), p.desk.Text.Phrase(s.Story().Question)
		}
		explain := p.desk.T("explain.library", "Name", title, "Ref", ref)
		if question != "" {
			explain += "  ·  " + question
		}
		button := widgets.NewButton("", nil, func() { p.desk.Do.Open(ref) }).Quiet(p.desk.Says(explain))
		name := widgets.NewParagraph(title)
		name.Most = 2
		line := container.New(&entry{}, widget.NewIcon(theme.DocumentIcon()), name)
		out = append(out, container.NewStack(button, line))
	}
	return out
}

// order is the baseline on top, the others as they stand.
func order(now state.State) []state.Plan {
	plans := slices.Clone(now.Plans)
	slices.SortStableFunc(plans, func(a, b state.Plan) int {
		return first(b.ID == now.Baseline) - first(a.ID == now.Baseline)
	})
	return plans
}

func first(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *Pane) fill() {
	now := p.desk.Store.Now()
	plans := order(now)
	ids := make([]int, len(plans))
	for i, plan := range plans {
		ids[i] = plan.ID
	}
	changed := !slices.Equal(ids, p.ids)
	if changed {
		p.build(plans)
		p.ids = ids
	}
	height := p.list.MinSize().Height
	for _, plan := range plans {
		p.rows[plan.ID].show(plan, now)
	}
	if changed || p.list.MinSize().Height != height { // a row may have become higher
		p.all.Refresh()
	}
}

func (p *Pane) build(plans []state.Plan) {
	p.list.RemoveAll()
	for _, plan := range plans {
		if p.rows[plan.ID] == nil {
			p.rows[plan.ID] = newRow(p, plan)
		}
		p.list.Add(p.rows[plan.ID])
	}
}

// Focus gives the keys to the selected plan.
func (p *Pane) Focus() {
	if r := p.rows[p.desk.Store.Now().Selected]; r != nil {
		p.desk.Window.Canvas().Focus(r)
	}
}

// focus moves the focus through the list.
func (p *Pane) focus(id, by int) {
	if i := slices.Index(p.ids, id) + by; i >= 0 && i < len(p.ids) {
		p.desk.Window.Canvas().Focus(p.rows[p.ids[i]])
	}
}

// entry lays the icon and the name of a library entry over its button.
type entry struct{}

func (entry) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, max(28, o[1].MinSize().Height+10))
}

func (entry) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(16, 16))
	o[0].Move(fyne.NewPos(6, (size.Height-16)/2))
	o[1].Resize(fyne.NewSize(size.Width-34, size.Height))
	h := o[1].MinSize().Height
	o[1].Move(fyne.NewPos(28, (size.Height-h)/2))
	o[1].Resize(fyne.NewSize(size.Width-34, h))
}
