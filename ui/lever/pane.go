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
	"lojal/ui/editor"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// most is how many levers a search shows, the best first.
const most = 30

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
	items []Item
	rows  map[string]*Row // by path, made when first shown
	shape string          // the paths shown
	shown []Item

	kept   map[string]bool // paths of the world that are shown first
	keptOf int             // the plan of which

	chosenAt int  // place of the row that Enter goes to, while something is searched
	marked   bool // one is marked
	split    bool // the pane has main levers and others
}

// New makes the panes; they follow the store.
func New(d *desk.Desk) *Panes {
	p := &Panes{desk: d, side: scenario.Decision, rows: map[string]*Row{}}
	p.title = widgets.NewCaption("", look.Muted)
	p.decisions = widgets.NewButton(d.T("decisions"), nil, func() { p.choose(scenario.Decision) })
	p.world = widgets.NewButton(d.T("world"), nil, func() { p.choose(scenario.World) })
	p.decisions.OnExplain = d.Says(d.T("explain.decisions"))
	p.world.OnExplain = d.Says(d.T("explain.world"))
	p.search = widgets.NewField()
	p.search.SetPlaceHolder(d.T("find_lever"))
	p.search.OnExplain = d.Says(d.T("explain.find_lever"))
	p.search.OnChanged = func(string) { p.chosenAt = 0; p.scroll.ScrollToTop(); p.fill() }
	p.search.OnKey, p.search.OnEnter = p.onSearchKey, p.jump
	p.more = widgets.NewButton("", nil, p.toggle).Quiet(d.Says(d.T("explain.all_levers")))
	p.list = container.New(editor.Stack(7))
	p.scroll = container.NewVScroll(container.New(&indent{right: 10}, p.list))
	head := container.New(editor.Stack(6), p.title,
		container.NewGridWithColumns(2, p.decisions, p.world), p.search)
	p.root = widgets.NewPanel(widgets.Frame(head, container.New(&indent{top: 6}, p.scroll), p.more))
	d.Store.Observe(p.on)
	d.Window.Canvas().SetOnTypedRune(p.onRune)
	p.choose(scenario.Decision)
	return p
}

// View is the panes as an object of the window.
func (p *Panes) View() fyne.CanvasObject { return p.root }

// Find puts the cursor into the search box.
func (p *Panes) Find() { p.desk.Window.Canvas().Focus(p.search) }

// FocusFirst puts the cursor into the first lever.
func (p *Panes) FocusFirst() {
	if len(p.shown) > 0 {
		p.rows[p.shown[0].Path].Focus()
	}
}

// onRune finds a lever where nothing has the focus.
func (p *Panes) onRune(r rune) {
	if r == '/' {
		p.Find()
	}
}

// onSearchKey goes through what was found.
func (p *Panes) onSearchKey(e *fyne.KeyEvent) bool {
	step := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[e.Name]
	if step == 0 {
		return false
	}
	p.mark(p.chosenAt + step)
	p.reveal()
	return true
}

// mark chooses one of the rows that were found.
func (p *Panes) mark(at int) {
	p.chosenAt = min(max(at, 0), max(0, len(p.shown)-1))
	if !p.searching() && !p.marked {
		return
	}
	p.marked = p.searching()
	changed := false
	for i, it := range p.shown {
		changed = p.rows[it.Path].Choose(i == p.chosenAt && p.searching()) || changed
	}
	if changed {
		p.list.Refresh()
	}
}

func (p *Panes) searching() bool { return strings.TrimSpace(p.search.Text) != "" }

// jump puts the cursor into the row that is chosen.
func (p *Panes) jump() {
	if p.chosenAt < len(p.shown) {
		p.reveal()
		p.rows[p.shown[p.chosenAt].Path].Focus()
	}
}

// reveal scrolls to the row that is chosen.
func (p *Panes) reveal() {
	if p.chosenAt >= len(p.shown) {
		return
	}
	o := p.rows[p.shown[p.chosenAt].Path].View()
	top, bottom := o.Position().Y, o.Position().Y+o.Size().Height
	switch {
	case top < p.scroll.Offset.Y:
		p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-30)))
	case bottom > p.scroll.Offset.Y+p.scroll.Size().Height:
		p.scroll.ScrollToOffset(fyne.NewPos(0, bottom-p.scroll.Size().Height+30))
	}
}

// relaid makes room for a row that became higher.
func (p *Panes) relaid() {
	p.list.Refresh()
	p.scroll.Refresh()
}

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
	p.side, p.keptOf = side, 0
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
	p.items = Items(plan.Scenario)
	shown := p.chosen()
	p.label(len(shown))
	if p.searching() {
		shown = shown[:min(len(shown), most)]
	}
	if shape := shapeOf(shown); shape != p.shape {
		p.shape = shape
		p.build(shown, plan.Scenario)
	}
	p.shown = shown
	for _, it := range shown {
		p.rows[it.Path].Show(plan.ID, plan.Scenario)
	}
	p.mark(p.chosenAt)
}

// chosen are the items of the pane, or what the search finds in both.
func (p *Panes) chosen() []Item {
	if search := strings.TrimSpace(p.search.Text); search != "" {
		found := filter(p.items, func(it Item) bool { return it.Matches(search) })
		slices.SortStableFunc(found, func(a, b Item) int { return a.rank(search) - b.rank(search) })
		return found
	}
	all := filter(p.items, func(it Item) bool {
		return (it.Key.Side == scenario.Decision) == (p.side == scenario.Decision)
	})
	main := filter(all, p.isMain())
	p.split = len(main) > 0
	if p.split && !p.all {
		return main
	}
	return all
}

// isMain says which levers are shown first: of the decisions those of the key
// table, of the world what is uncertain or not as in the baseline. What is shown
// once stays until the pane is left, so that no row goes away while it is edited.
func (p *Panes) isMain() func(Item) bool {
	if p.side == scenario.Decision {
		return func(it Item) bool { return it.Key.Main }
	}
	now := p.desk.Store.Now()
	plan, _ := now.Plan(now.Selected)
	if p.keptOf != plan.ID {
		p.kept, p.keptOf = map[string]bool{}, plan.ID
	}
	uncertain := plan.Scenario.Uncertain()
	changed := map[string]bool{}
	if base, ok := now.Plan(now.Baseline); ok && base.Scenario != plan.Scenario {
		for _, c := range scenario.Diff(base.Scenario, plan.Scenario) {
			changed[c.Path] = true
		}
	}
	return func(it Item) bool {
		drawn := slices.ContainsFunc(uncertain, func(u string) bool { return u == it.Path || strings.HasPrefix(u, it.Path+".") })
		if drawn || changed[it.Path] {
			p.kept[it.Path] = true
		}
		return p.kept[it.Path]
	}
}

func filter(items []Item, keep func(Item) bool) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(it Item) bool { return !keep(it) })
}

func (p *Panes) label(n int) {
	text := p.desk.T("levers_all")
	switch {
	case p.searching() || !p.split:
		text = p.desk.T("levers_found", "N", n)
	case p.all:
		text = p.desk.T("levers_main")
	}
	if p.more.Text != text {
		p.more.SetText(text)
	}
}

func shapeOf(items []Item) string {
	var b strings.Builder
	for _, it := range items {
		b.WriteString(it.Path + "\n")
	}
	return b.String()
}

// build lays out rows, with a heading above each table of the file when the
// list is long.
func (p *Panes) build(shown []Item, s *scenario.Scenario) {
	p.list.RemoveAll()
	last := ""
	if p.side == scenario.World && p.split && !p.all && !p.searching() {
		p.list.Add(p.heading("uncertain_or_changed"))
	}
	for _, it := range shown {
		if group := Group(it); group != last && (p.all || !p.split) && !p.searching() {
			last = group
			p.list.Add(p.heading("group." + group))
		}
		r, ok := p.rows[it.Path]
		if !ok {
			r = NewRow(p.desk, it, s)
			r.OnResize = p.relaid
			p.rows[it.Path] = r
		}
		p.list.Add(r.View())
	}
	p.list.Refresh()
	p.scroll.Refresh()
}

// Group is the table that a key stands in.
func Group(it Item) string {
	parts := strings.Split(it.Key.Path, ".")
	if len(parts) > 2 {
		return parts[0] + "." + parts[1]
	}
	return parts[0]
}

func (p *Panes) heading(id string) fyne.CanvasObject {
	t := widgets.NewText(p.desk.T(id))
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
