package answer

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lojal/sim/kpi"
	"lojal/ui/chart"
	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// stripKPIs are the figures of the strip.
var stripKPIs = []kpi.ID{kpi.SatisfactionLasting, kpi.Churn, kpi.ServiceLevel, kpi.Cost}

// strip shows the differences that matter most: a figure, an arrow, how sure.
type strip struct {
	desk  *desk.Desk
	root  *fyne.Container
	cells []*cell
}

func newStrip(d *desk.Desk) *strip {
	s := &strip{desk: d, root: container.NewGridWithColumns(len(stripKPIs))}
	for _, id := range stripKPIs {
		k, _ := kpi.Of(id)
		c := newCell(d, k)
		s.cells = append(s.cells, c)
		s.root.Add(c.root)
	}
	return s
}

func (s *strip) show(m model) {
	for _, c := range s.cells {
		c.show(m)
	}
	if s.root.Visible() != m.compared {
		if m.compared {
			s.root.Show()
		} else {
			s.root.Hide()
		}
	}
}

// cell is one difference.
type cell struct {
	desk              *desk.Desk
	kpi               kpi.KPI
	root              *widgets.Panel
	name, value, sure *widgets.Text
	model             model
	odds              [2]string // how sure: in words, and shorter
}

func newCell(d *desk.Desk, k kpi.KPI) *cell {
	c := &cell{desk: d, kpi: k}
	c.name = widgets.NewCaption(k.Name(d.Text.Lang()), look.Muted)
	c.value = widgets.NewText("–")
	c.value.TextSize = theme.SizeNameSubHeadingText
	c.value.Bold = true
	c.sure = widgets.NewCaption("", look.Muted)
	c.root = widgets.NewPanel(newFigure(container.New(&lines{before: c.fit}, c.name, c.value, c.sure), c.explain))
	return c
}

// explain tells what the figure is and what is behind it.
func (c *cell) explain() {
	lang := c.desk.Text.Lang()
	if delta, ok := c.model.delta(c.kpi.ID); ok {
		c.desk.Explain(c.model.explained(c.desk, c.kpi, delta, c.model.main))
		return
	}
	c.desk.Explain(c.kpi.Name(lang) + ": " + c.kpi.Formula(lang))
}

func (c *cell) show(m model) {
	c.model = m
	before := [...]string{c.value.Text, string(c.value.Colour), c.odds[0]}
	defer func() {
		if before != [...]string{c.value.Text, string(c.value.Colour), c.odds[0]} {
			c.value.Refresh()
			c.sure.Refresh()
		}
	}()
	delta, ok := m.delta(c.kpi.ID)
	if !ok {
		c.value.Text, c.sure.Text, c.value.Colour, c.odds = "–", "", "", [2]string{}
		return
	}
	arrow, colour := "", theme.ColorNameForeground
	switch {
	case delta.Summary.P50 > 0:
		arrow = "▲ "
	case delta.Summary.P50 < 0:
		arrow = "▼ "
	}
	switch direction(c.kpi, delta) {
	case +1:
		colour = look.Good
	case -1:
		colour = look.Bad
	}
	if m.faded {
		colour = theme.ColorNameDisabled
	}
	c.value.Text = arrow + chart.MedianChange(c.desk.Text, c.kpi, delta.Summary, m.currency())
	c.value.Colour = colour
	c.odds = c.surely(delta.ProbabilityBetter)
	c.fit(c.value.Size().Width)
}

// fit takes the letters and the words that a width has room for.
func (c *cell) fit(width float32) {
	wide := func(text string, size fyne.ThemeSizeName, bold bool) bool {
		return fyne.MeasureText(text, theme.Size(size), fyne.TextStyle{Bold: bold}).Width > width
	}
	letters := theme.SizeNameSubHeadingText
	if wide(c.value.Text, letters, true) {
		letters = theme.SizeNameCaptionText
	}
	if c.value.TextSize != letters {
		c.value.TextSize = letters
		c.value.Refresh()
	}
	c.sure.Text = c.odds[0]
	if wide(c.sure.Text, c.sure.TextSize, false) {
		c.sure.Text = c.odds[1]
	}
}

// surely says in how many of 100 futures the plan does better.
func (c *cell) surely(p float64) (words [2]string) {
	if !math.IsNaN(p) {
		share := c.desk.Text.Number(hundredths(p), 0)
		words[0], words[1] = c.desk.T("better_in", "Share", share), c.desk.T("answer.better_in", "Share", share)
	}
	return words
}

// hundredths is a probability in whole per cent; 0 and 100 are for what happens
// never or always, as in the sentences.
func hundredths(p float64) float64 {
	if p <= 0 || p >= 1 {
		return 100 * p
	}
	return max(1, min(99, math.Round(100*p)))
}

// lines lays texts below each other without gaps; the second has the height of its
// largest letters, whatever fits.
type lines struct{ before func(width float32) }

func (lines) height(i int, o fyne.CanvasObject) float32 {
	h := o.MinSize().Height
	if i == 1 {
		h = max(h, fyne.MeasureText("A", theme.Size(theme.SizeNameSubHeadingText), fyne.TextStyle{Bold: true}).Height)
	}
	return h
}

func (l lines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, o := range objects {
		size.Width = max(size.Width, o.MinSize().Width)
		size.Height += l.height(i, o)
	}
	return size
}

func (l lines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.before(size.Width)
	y := float32(0)
	for i, o := range objects {
		h := l.height(i, o)
		o.Resize(fyne.NewSize(size.Width, h))
		o.Move(fyne.NewPos(0, y))
		y += h
	}
}
