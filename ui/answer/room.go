package answer

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/state"
	"lojal/ui/widgets"
)

// Shown are the figures of the four fans when nothing else was chosen.
var Shown = []kpi.ID{kpi.SatisfactionLasting, kpi.Churn, kpi.ServiceLevel, kpi.Headcount}

// Room is the Answer room.
type Room struct {
	desk     *desk.Desk
	root     *fyne.Container
	headline *headline
	cards    []*card
	strip    *strip
	changed  *changed
	table    *table
	pictures *widgets.Button
	figures  *widgets.Button
	aims     *aims
	known    *known
	studio   *studio
	making   bool // what a model needs, to be shown then
	again    bool // something has changed meanwhile
	behind   bool // what is being made was edited since
	fans     *fyne.Container
	scroll   *container.Scroll // of the fans, where the window is too low for them
	grid     *widgets.Panel
	coach    *coach // nil: not needed
	model    model
	fresh    time.Time // when results came last, or ceased to be those of now
}

// patience is how long results of an earlier version are shown as if they were
// those of now: less than a preview takes only flickers.
const patience = 500 * time.Millisecond

// New makes the room with four figures; chosen is told when one of them is
// replaced. The room follows the store.
func New(d *desk.Desk, shown []kpi.ID, chosen func(place int, id kpi.ID)) *Room {
	r := &Room{desk: d, headline: newHeadline(d), strip: newStrip(d), changed: newChanged(d), known: &known{}, studio: newStudio(d)}
	r.table = newTable(d, r.known)
	r.fans = widgets.Tiles(2)
	r.aims = &aims{desk: d, changed: r.update}
	for i, id := range shown {
		c := newCard(d, r.studio, r.aims, id, func(id kpi.ID) { chosen(i, id) })
		r.cards = append(r.cards, c)
		r.fans.Add(c.root)
	}
	r.scroll = container.NewVScroll(r.fans)
	r.grid = widgets.NewPanel(r.table.widget)
	r.grid.Hide()
	top := widgets.NewPanel(widgets.Beside(r.headline.root, r.toggle()))
	top.Inset = 9
	low := widgets.NewPanel(r.changed.root)
	low.Inset = 4
	r.root = widgets.Frame(top, container.NewStack(r.scroll, r.grid), container.NewVBox(r.strip.root, low))
	d.Store.Observe(func(e state.Event) {
		if e&state.Computed != 0 {
			r.fresh = time.Now()
		}
		// What is being made may be in motion too.
		ended := (r.making || r.model.motion > still) && d.Store.Results.Progress.Phase >= job.Final
		if r.coach != nil && d.Store.CanUndo() {
			r.coach.end()
		}
		if e == state.Edited && r.awaits() {
			return
		}
		if e&(state.Edited|state.Computed) != 0 || ended || r.late() != r.model.faded {
			r.update()
		}
	})
	r.update()
	return r
}

// View is the room as an object of the window.
func (r *Room) View() fyne.CanvasObject { return r.root }

// toggle chooses between pictures and the table.
func (r *Room) toggle() fyne.CanvasObject {
	r.pictures = widgets.NewButton(r.desk.T("pictures"), nil, func() { r.ShowTable(false) })
	r.figures = widgets.NewButton(r.desk.T("table"), nil, func() { r.ShowTable(true) })
	r.pictures.OnExplain = r.desk.Says(r.desk.T("explain.pictures"))
	r.figures.OnExplain = r.desk.Says(r.desk.T("explain.table"))
	r.mark(false)
	var copy *widgets.Button
	copy = widgets.NewButton("", theme.ContentCopyIcon(), func() { r.desk.MenuUnder(copy, r.copies()...) })
	copy.Quiet(r.desk.Says(r.desk.T("answer.explain.copy")))
	return container.NewVBox(container.NewHBox(copy, r.pictures, r.figures))
}

// copies is what leaves the room: the sentence, the table, a picture.
func (r *Room) copies() []*fyne.MenuItem {
	d := r.desk
	return []*fyne.MenuItem{
		fyne.NewMenuItem(d.T("menu.copy_sentence"), func() { d.Do.CopyText(r.headline.text) }),
		fyne.NewMenuItem(d.T("answer.menu.copy_table"), func() { d.Do.CopyText(r.Table()) }),
		fyne.NewMenuItem(d.T("answer.menu.copy_summary"), func() { d.Do.CopyText(r.Summary()) }),
		fyne.NewMenuItem(d.T("answer.menu.save_picture"), func() { d.Do.SavePicture(r.Chart()) }),
		fyne.NewMenuItem(d.T("answer.menu.copy_picture"), func() { d.Do.CopyPicture(r.Chart()) }),
	}
}

// Table is every input that differs and every figure of the compared plans, tab
// separated, as a spreadsheet of the language takes it.
func (r *Room) Table() string { return tabbed(r.desk, r.model) }

// Summary tells every picture in words.
func (r *Room) Summary() string {
	parts := []string{r.headline.text}
	for _, c := range r.cards {
		if d := c.plot.Drawing(); d != nil {
			parts = append(parts, d.Summary(r.desk.Text))
		}
	}
	return strings.Join(parts, "\n\n")
}

func (r *Room) mark(table bool) {
	r.pictures.Importance, r.figures.Importance = widget.HighImportance, widget.MediumImportance
	if table {
		r.pictures.Importance, r.figures.Importance = widget.MediumImportance, widget.HighImportance
	}
	r.pictures.Refresh()
	r.figures.Refresh()
}

// ShowTable shows the comparison of every figure, or the fans.
func (r *Room) ShowTable(on bool) {
	visible(r.grid, on)
	visible(r.scroll, !on)
	r.mark(on)
	r.update()
}

// Focus gives the keys to the first picture, or to the table.
func (r *Room) Focus() {
	c := r.desk.Window.Canvas()
	if r.ShowsTable() {
		c.Focus(r.table.widget)
	} else {
		c.Focus(r.cards[0].plot)
	}
}

// ShowsTable says which of the two is shown.
func (r *Room) ShowsTable() bool { return r.grid.Visible() }

// update brings the room up to date with the store. What takes more than a moment
// is made beside the interface; all of the room then changes at once, which is one
// frame of the window.
func (r *Room) update() {
	if r.making {
		r.again = true
		return
	}
	m := newModel(r.desk, r.aims)
	work := r.unmade(&m)
	if len(work) == 0 {
		r.show(m)
		return
	}
	r.making = true
	r.studio.together(work, func() {
		r.making = false
		r.show(m)
		if r.again {
			r.again = false
			r.update()
		}
	})
}

// awaits says whether the room may stand after an edit until its results come, but for
// what it tells of the edit: under a moving lever that is a moment, and to show the
// results of before once more would hold them up.
func (r *Room) awaits() bool {
	m := newModel(r.desk, r.aims)
	if m.motion != moving || !m.stale || r.model.faded || len(r.model.plans) == 0 || m.focus.Plan.ID != r.model.focus.Plan.ID {
		return false
	}
	if !r.model.stale {
		r.fresh = time.Now()
	}
	r.model.stale, r.model.motion, r.behind = true, moving, r.making
	r.changed.show(m)
	return !r.late()
}

// unmade is what has to be made before a model can be shown.
func (r *Room) unmade(m *model) []task {
	r.known.turn()
	work := r.known.unmade(m, r.ShowsTable())
	if r.ShowsTable() {
		return work
	}
	for _, c := range r.cards {
		if f, ok := c.fan(m); ok {
			if t, ok := c.plot.Ahead(f, m.motion); ok {
				work = append(work, t)
			}
		}
	}
	return work
}

// show shows a model.
func (r *Room) show(m model) {
	m.stale, r.behind = m.stale || r.behind, false
	if m.stale && !r.model.stale {
		r.fresh = time.Now()
	}
	m.compare(r.known.pair)
	r.model = m
	r.model.faded = r.late()
	if m.reference.Scenario == nil {
		return
	}
	r.headline.show(r.model)
	r.strip.show(r.model)
	r.changed.show(r.model)
	if r.ShowsTable() {
		r.table.show(r.model)
	} else {
		for _, c := range r.cards {
			c.show(r.model)
		}
	}
	r.root.Layout.Layout(r.root.Objects, r.root.Size()) // the sentences may have become longer
}

// late says whether results of an earlier version have been shown for too long,
// or no newer ones will come.
func (r *Room) late() bool {
	return r.model.stale && (r.model.motion == still || time.Since(r.fresh) > patience)
}

// Drawings are every picture of the room's plans, for export.
func (r *Room) Drawings() []chart.Drawing {
	if len(r.model.plans) == 0 || r.model.stale {
		return nil
	}
	plans, comparisons := []chart.Plan(nil), []*sim.Comparison(nil)
	for i, c := range r.model.comparisons {
		if i > 0 && c == nil {
			continue
		}
		p := r.model.plans[i]
		with := *p.Results // targets change no draw, so results may have earlier ones
		with.Targets = r.model.sides[i].Own.Targets()
		p.Results = &with
		if plans = append(plans, p); i > 0 {
			comparisons = append(comparisons, c)
		}
	}
	return chart.All(plans, comparisons)
}

// Chart is the drawing of the first fan.
func (r *Room) Chart() chart.Drawing { return r.cards[0].plot.Drawing() }

// Sentence is the answer in words.
func (r *Room) Sentence() string { return r.headline.text }
