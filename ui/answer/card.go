package answer

import (
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
	desk    *desk.Desk
	root    *widgets.Panel
	choice  *widgets.Select
	picture *widgets.Picture
	note    *widgets.Text
	kpi     kpi.KPI
	model   model
	axis    axis
	told    string // what the explain line says of the picture, as far as known
	OnKPI   func(kpi.ID)
}

// weekly are the figures that have a weekly series.
func weekly() []kpi.KPI {
	var out []kpi.KPI
	for _, k := range kpi.All {
		if k.Horizon != kpi.Whole {
			out = append(out, k)
		}
	}
	return out
}

func newCard(d *desk.Desk, id kpi.ID, chosen func(kpi.ID)) *card {
	c := &card{desk: d, OnKPI: chosen}
	c.kpi, _ = kpi.Of(id)
	lang := d.Text.Lang()
	var names []string
	for _, k := range weekly() {
		names = append(names, k.Name(lang))
	}
	c.choice = widgets.NewSelect(names, c.onChoice)
	c.choice.OnExplain = c.explain
	c.picture = widgets.NewPicture(d.Style)
	c.picture.OnExplain = c.explainPicture
	c.picture.OnSecondary = func(at fyne.Position) { d.Menu(at, c.menu()...) }
	c.note = widgets.NewCaption("", look.Muted)
	var more *widgets.Button
	more = widgets.NewButton("", theme.MoreHorizontalIcon(), func() { d.MenuUnder(more, c.menu()...) })
	more.Quiet(d.Says(d.T("explain.chart_menu")))
	head := widgets.Row(0, container.New(&upTo{190}, c.choice), c.note, more)
	c.root = widgets.NewPanel(widgets.Frame(head, c.picture, container.NewWithoutLayout()))
	c.root.Inset = 6
	c.choice.SetSelected(c.kpi.Name(lang))
	return c
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
	c.note.Set("")
	if m.faded && len(m.plans) > 0 {
		c.note.Set(c.desk.T("stale"))
	}
	fan, ok := m.fan(c.kpi)
	if !ok {
		c.picture.Set(nil, false)
		return
	}
	fan.Y = c.axis.fit(fan, m.moving)
	c.picture.Set(fan, m.faded)
	c.retell()
}

// retell keeps what was told of the picture true when the picture changes.
func (c *card) retell() {
	if c.told == "" {
		return
	}
	now := c.picture.Drawing().Summary(c.desk.Text)
	if !c.desk.Retell(c.told, now) {
		now = "" // something else is told by now
	}
	c.told = now
}

func (c *card) explain() {
	lang := c.desk.Text.Lang()
	c.desk.Explain(c.kpi.Name(lang) + ": " + c.kpi.Formula(lang))
}

// explainPicture tells the picture in words.
func (c *card) explainPicture() {
	if d := c.picture.Drawing(); d != nil {
		c.told = d.Summary(c.desk.Text)
		c.desk.Explain(c.told)
	}
}

func (c *card) menu() []*fyne.MenuItem {
	d := c.picture.Drawing()
	export := fyne.NewMenuItem(c.desk.T("menu.export_chart"), func() { c.desk.Do.Export(d) })
	sentence := fyne.NewMenuItem(c.desk.T("menu.copy_sentence"), func() { c.desk.Do.CopyText(d.Title(c.desk.Text)) })
	summary := fyne.NewMenuItem(c.desk.T("menu.copy_summary"), func() { c.desk.Do.CopyText(d.Summary(c.desk.Text)) })
	items := []*fyne.MenuItem{export, sentence, summary}
	if c.model.main != nil {
		pair := chart.PairedDifference{KPI: c.kpi, Comparison: c.model.main,
			Base: c.model.plans[0], Plan: c.model.focusPlan()}
		items = append(items, fyne.NewMenuItem(c.desk.T("menu.export_difference"), func() { c.desk.Do.Export(pair) }))
	}
	for _, item := range items[:3] {
		item.Disabled = d == nil
	}
	return items
}

// focusPlan is the focus as pictures show it.
func (m *model) focusPlan() chart.Plan {
	for _, p := range m.plans {
		if p.Results == m.focus.Results && !p.Baseline {
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
	o[0].Resize(fyne.NewSize(min(l.width, size.Width), size.Height))
}
