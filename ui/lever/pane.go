// Package lever is the right side of the desktop: every value of the selected
// plan with a slider and a number, decisions in one pane, the world in another.
package lever

import (
	"slices"
	"strings"

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

// Panes are the levers of the selected plan.
type Panes struct {
	desk *desk.Desk
	root fyne.CanvasObject

	title            *widgets.Text
	decisions, world *widgets.Button
	search           *widgets.Field
	more             *widgets.Button
	list             *fyne.Container
	scroll           *container.Scroll

	side  scenario.Side
	all   bool
	items []item
	rows  map[string]*row // by path, made when first shown
	shape string          // the paths shown
	split bool            // the pane has main levers and others
}

// New makes the panes; they follow the store.
func New(d *desk.Desk) *Panes {
	p := &Panes{desk: d, side: scenario.Decision, rows: map[string]*row{}}
	p.title = widgets.NewCaption("", look.Muted)
	p.decisions = widgets.NewButton(d.T("decisions"), nil, func() { p.choose(scenario.Decision) })
	p.world = widgets.NewButton(d.T("world"), nil, func() { p.choose(scenario.World) })
	p.decisions.OnExplain = d.Says(d.T("explain.decisions"))
	p.world.OnExplain = d.Says(d.T("explain.world"))
	p.search = widgets.NewField()
	p.search.SetPlaceHolder(d.T("find_lever"))
	p.search.OnExplain = d.Says(d.T("explain.find_lever"))
	p.search.OnChanged = func(string) { p.fill() }
	p.more = widgets.NewButton("", nil, p.toggle).Quiet(d.Says(d.T("explain.all_levers")))
	p.list = container.New(&stack{gap: 7})
	p.scroll = container.NewVScroll(container.New(&indent{right: 10}, p.list))
	head := container.New(&stack{gap: 6}, p.title,
		container.NewGridWithColumns(2, p.decisions, p.world), p.search)
	p.root = widgets.NewPanel(widgets.Frame(head, container.New(&indent{top: 6}, p.scroll), p.more))
	d.Store.Observe(p.on)
	p.choose(scenario.Decision)
	return p
}

// View is the panes as an object of the window.
func (p *Panes) View() fyne.CanvasObject { return p.root }

// Find puts the cursor into the search box.
func (p *Panes) Find() { p.desk.Window.Canvas().Focus(p.search) }

func (p *Panes) on(e state.Event) {
	if e&state.Edited != 0 {
		p.fill()
	}
}

func (p *Panes) toggle() {
	p.all = !p.all
	p.scroll.ScrollToTop()
	p.fill()
}

func (p *Panes) choose(side scenario.Side) {
	p.side = side
	mark := func(b *widgets.Button, on bool) {
		b.Importance = widget.MediumImportance
		if on {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
	}
	mark(p.decisions, side == scenario.Decision)
	mark(p.world, side == scenario.World)
	p.scroll.ScrollToTop()
	p.fill()
}

// fill shows the levers of the selected plan that the pane and the search name.
func (p *Panes) fill() {
	now := p.desk.Store.Now()
	plan, ok := now.Plan(now.Selected)
	if !ok {
		return
	}
	p.title.Set(p.desk.T("levers_of", "Name", p.desk.Called(plan.Scenario)))
	p.items = items(plan.Scenario)
	shown := p.chosen()
	p.label(len(shown))
	if shape := shapeOf(shown); shape != p.shape {
		p.shape = shape
		p.build(shown, plan.Scenario)
	}
	for _, it := range shown {
		p.rows[it.path].show(plan.ID, plan.Scenario)
	}
}

// chosen are the items of the pane, or what the search finds in both.
func (p *Panes) chosen() []item {
	lang := p.desk.Text.Lang()
	if search := strings.TrimSpace(p.search.Text); search != "" {
		return filter(p.items, func(it item) bool { return it.matches(lang, search) })
	}
	all := filter(p.items, func(it item) bool {
		return (it.key.Side == scenario.Decision) == (p.side == scenario.Decision)
	})
	main := filter(all, func(it item) bool { return it.key.Main })
	p.split = len(main) > 0
	if p.split && !p.all {
		return main
	}
	return all
}

func filter(items []item, keep func(item) bool) []item {
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return !keep(it) })
}

func (p *Panes) label(n int) {
	switch {
	case strings.TrimSpace(p.search.Text) != "":
		p.more.SetText(p.desk.T("levers_found", "N", n))
	case !p.split:
		p.more.SetText(p.desk.T("levers_found", "N", n))
	case p.all:
		p.more.SetText(p.desk.T("levers_main"))
	default:
		p.more.SetText(p.desk.T("levers_all"))
	}
}

func shapeOf(items []item) string {
	var b strings.Builder
	for _, it := range items {
		b.WriteString(it.path + "\n")
	}
	return b.String()
}

// build lays out rows, with a heading above each table of the file when the
// list is long.
func (p *Panes) build(shown []item, s *scenario.Scenario) {
	p.list.RemoveAll()
	last := ""
	for _, it := range shown {
		if group := groupOf(it); group != last && (p.all || !p.split || p.search.Text != "") {
			last = group
			p.list.Add(p.heading(group))
		}
		r, ok := p.rows[it.path]
		if !ok {
			r = newRow(p.desk, it, s)
			r.OnResize = p.list.Refresh
			p.rows[it.path] = r
		}
		p.list.Add(r.root)
	}
	p.list.Refresh()
	p.scroll.Refresh()
}

// groupOf is the table that a key stands in.
func groupOf(it item) string {
	parts := strings.Split(it.key.Path, ".")
	if len(parts) > 2 {
		return parts[0] + "." + parts[1]
	}
	return parts[0]
}

func (p *Panes) heading(group string) fyne.CanvasObject {
	t := widgets.NewText(p.desk.T("group." + group))
	t.Bold = true
	t.Colour = theme.ColorNamePrimary
	t.TextSize = theme.SizeNameCaptionText
	return container.New(&indent{top: 6}, t)
}

// indent leaves space at some sides of its object.
type indent struct{ top, right float32 }

func (l *indent) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(l.right, l.top)
}

func (l *indent) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(l.right, l.top))
	objects[0].Move(fyne.NewPos(0, l.top))
}
