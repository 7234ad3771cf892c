package answer

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lojal/sim/kpi"
	"lojal/ui/chart"
	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// card is one fan with a choice of the figure and a menu.
type card struct {
	desk   *desk.Desk
	aims   *aims
	root   *widgets.Panel
	choice *widgets.Select
	plot   *plot
	note   *widgets.Text
	kpi    kpi.KPI
	model  model
	week   int    // opened, −1: none
	told   string // what the explain line says of the picture, as far as known
	OnKPI  func(kpi.ID)
}

// weekly are the figures that have a weekly series.
func weekly() []kpi.KPI {
	return slices.DeleteFunc(slices.Clone(kpi.All), func(k kpi.KPI) bool { return k.Horizon == kpi.Whole })
}

func newCard(d *desk.Desk, s *studio, a *aims, id kpi.ID, chosen func(kpi.ID)) *card {
	c := &card{desk: d, aims: a, OnKPI: chosen, week: -1}
	c.kpi, _ = kpi.Of(id)
	lang := d.Text.Lang()
	var names []string
	for _, k := range weekly() {
		names = append(names, k.Name(lang))
	}
	c.choice = widgets.NewSelect(names, c.onChoice)
	c.choice.OnExplain = c.explain
	c.plot = newPlot(s, c.style)
	c.plot.OnFocus, c.plot.OnRead, c.plot.OnName, c.plot.OnPick = c.focused, c.read, c.tell, c.pick
	c.plot.OnTarget, c.plot.OnAdd, c.plot.OnRemove = c.aim, c.addTarget, c.removeTarget
	c.plot.OnSecondary = func(at fyne.Position, v float64) { d.Menu(at, c.menu(v)...) }
	if d.Watch != nil {
		c.plot.OnShown = func(f chart.Fan) {
			for _, p := range f.Plans {
				d.Watch(desk.Moment{What: desk.Shown, Results: p.Results, Place: c.kpi.ID})
			}
		}
	}
	c.note = widgets.NewCaption("", look.Muted)
	var more *widgets.Button
	more = widgets.NewButton("", theme.MoreHorizontalIcon(), func() { d.MenuUnder(more, c.menu(math.NaN())...) })
	more.Quiet(d.Says(d.T("answer.explain.menu")))
	head := widgets.Row(0, container.New(&upTo{190}, c.choice), c.note, more)
	c.root = widgets.NewPanel(widgets.Frame(head, c.plot, container.NewWithoutLayout()))
	c.root.Inset = 6
	c.choice.SetSelected(c.kpi.Name(lang))
	return c
}

// style is that of pictures on the screen; what the second line says stands in
// the choice above.
func (c *card) style() chart.Style {
	s := c.desk.Style()
	s.Bare = true
	return s
}

func (c *card) onChoice(name string) {
	for _, k := range weekly() {
		if k.Name(c.desk.Text.Lang()) == name && k.ID != c.kpi.ID {
			c.kpi = k
			c.OnKPI(k.ID)
			c.show(c.model)
		}
	}
}

func (c *card) show(m model) {
	c.model = m
	note := ""
	if m.faded && len(m.plans) > 0 {
		note = c.desk.T("stale")
	}
	c.note.Set(note)
	fan, ok := c.fan(&m)
	if !ok {
		c.plot.Clear()
		return
	}
	c.plot.Set(fan, m.motion, m.faded)
	c.retell()
}

// fan is the card's picture of a model; ok is false where there is none.
func (c *card) fan(m *model) (f chart.Fan, ok bool) {
	f, ok = m.fan(c.kpi)
	f.Week = c.week
	return f, ok
}

// retell keeps what was told of the picture true when the picture changes.
func (c *card) retell() {
	if c.told == "" {
		return
	}
	now := c.plot.fan.Summary(c.desk.Text)
	if !c.desk.Retell(c.told, now) {
		now = "" // something else is told by now
	}
	c.told = now
}

func (c *card) explain() {
	lang := c.desk.Text.Lang()
	c.desk.Explain(c.kpi.Name(lang) + ": " + c.kpi.Formula(lang))
}

// read tells a week of the picture, or all of it in words.
func (c *card) read(week int) {
	if len(c.model.plans) == 0 {
		return
	}
	if week >= 0 {
		c.desk.Explain(c.model.reading(c.desk.Text, c.kpi, week))
		return
	}
	c.told = c.plot.fan.Summary(c.desk.Text)
	c.desk.Explain(c.told)
}

// tell tells a plan whose name is pointed at, in whole, with its figure over the horizon.
func (c *card) tell(plan int) {
	if plan < len(c.plot.fan.Plans) {
		c.desk.Explain(c.model.telling(c.desk.Text, c.kpi, c.plot.fan.Plans[plan]))
	}
}

// focused shows where the keys go and tells what they do.
func (c *card) focused() {
	widgets.Reveal(c.root)
	id := "answer.explain.keys"
	if c.model.target(c.kpi.ID) == nil {
		id = "answer.explain.keys_free"
	}
	c.desk.Explain(c.kpi.Name(c.desk.Text.Lang()) + ". " + c.desk.T(id))
}

// pick opens a week, or closes it.
func (c *card) pick(week int) {
	if week == c.week {
		week = -1
	}
	c.week = week
	c.plot.cursor.Hide() // the weeks lie elsewhere in the new picture
	c.show(c.model)
	if week >= 0 {
		c.desk.Explain(c.plot.fan.Title(c.desk.Text) + ". " + c.desk.T("answer.explain.dots"))
	}
}

func (c *card) menu(at float64) []*fyne.MenuItem {
	d := c.plot.Drawing()
	item := func(id string, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(c.desk.T(id), do)
		m.Disabled = d == nil
		return m
	}
	items := append(c.targetMenu(at), fyne.NewMenuItemSeparator(),
		item("answer.menu.save_picture", func() { c.desk.Do.SavePicture(d) }),
		item("answer.menu.copy_picture", func() { c.desk.Do.CopyPicture(d) }),
		item("menu.export_chart", func() { c.desk.Do.Export(d) }),
		item("menu.copy_sentence", func() { c.desk.Do.CopyText(d.Title(c.desk.Text)) }),
		item("menu.copy_summary", func() { c.desk.Do.CopyText(d.Summary(c.desk.Text)) }))
	if c.week >= 0 {
		items = append(items, item("answer.menu.close_week", func() { c.pick(-1) }))
	}
	if c.model.main != nil {
		pair := chart.PairedDifference{KPI: c.kpi, Comparison: c.model.main,
			Base: c.model.plans[0], Plan: c.model.focusPlan()}
		items = append(items, fyne.NewMenuItem(c.desk.T("menu.export_difference"), func() { c.desk.Do.Export(pair) }))
	}
	return items
}

// focusPlan is the focus as pictures show it.
func (m *model) focusPlan() chart.Plan {
	for _, p := range m.plans {
		if p.Focus && !p.Baseline {
			return p
		}
	}
	return m.plans[0]
}

// upTo gives an object a width, or what there is.
type upTo struct{ width float32 }

func (l *upTo) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(110, o[0].MinSize().Height)
}

func (l *upTo) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(min(l.width*theme.TextSize()/13, size.Width), size.Height))
}
