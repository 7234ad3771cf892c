package answer

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/chart"
	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// table compares every figure of the plans with the reference. Cells are
// written once a change, since the widget asks for them at every scroll.
type table struct {
	desk   *desk.Desk
	widget *widget.Table
	head   []string
	rows   [][]entry
}

// entry is one cell.
type entry struct {
	text   string
	colour fyne.ThemeColorName
	bold   bool
}

func newTable(d *desk.Desk) *table {
	t := &table{desk: d}
	t.widget = widget.NewTable(t.size, newTableCell, t.update)
	t.widget.ShowHeaderRow = true
	t.widget.StickyColumnCount = 1
	t.widget.CreateHeader = newTableCell
	t.widget.UpdateHeader = func(id widget.TableCellID, o fyne.CanvasObject) {
		if id.Col >= 0 && id.Col < len(t.head) {
			put(o, entry{t.head[id.Col], look.Muted, true}, id.Col)
		}
	}
	t.widget.OnSelected = func(id widget.TableCellID) {
		k := kpi.All[id.Row]
		lang := d.Text.Lang()
		d.Explain(k.Name(lang) + ": " + k.Formula(lang))
	}
	return t
}

func newTableCell() fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(2, 2, 5, 5), widgets.NewText(""))
}

func (t *table) size() (rows, cols int) { return len(t.rows), len(t.head) }

func (t *table) update(id widget.TableCellID, o fyne.CanvasObject) {
	if id.Row < len(t.rows) && id.Col < len(t.rows[id.Row]) {
		put(o, t.rows[id.Row][id.Col], id.Col)
	}
}

func put(o fyne.CanvasObject, e entry, col int) {
	cell := o.(*fyne.Container).Objects[0].(*widgets.Text)
	cell.Text, cell.Colour, cell.Bold = e.text, e.colour, e.bold
	cell.Align = fyne.TextAlignTrailing
	if col == 0 {
		cell.Align = fyne.TextAlignLeading
	}
	cell.Refresh()
}

func (t *table) show(m model) {
	t.head = []string{t.desk.T("figure")}
	for _, p := range m.plans {
		t.head = append(t.head, p.Name)
		if !p.Baseline {
			t.head = append(t.head, t.desk.T("difference"), t.desk.T("better_short"))
		}
	}
	t.rows = t.rows[:0]
	for _, k := range kpi.All {
		t.rows = append(t.rows, t.row(m, k))
	}
	scale := theme.Size(theme.SizeNameText) / 13
	for i, name := range t.head {
		width := max(110, fyne.MeasureText(name, theme.Size(theme.SizeNameText), fyne.TextStyle{Bold: true}).Width+16)
		if i == 0 {
			width = 190
		}
		t.widget.SetColumnWidth(i, min(width, 190)*scale)
	}
	t.widget.Refresh()
}

func (t *table) row(m model, k kpi.KPI) []entry {
	p, currency := t.desk.Text, m.currency()
	row := []entry{{text: k.Name(p.Lang())}}
	for i, plan := range m.plans {
		s := plan.Results.Summary(k.ID)
		row = append(row, entry{text: p.Figure(k, s.P50, s.MCError, currency)})
		if plan.Baseline {
			continue
		}
		row = append(row, t.difference(m.comparisons[i], k, currency)...)
	}
	return row
}

// difference is the paired difference and how often it is for the better.
func (t *table) difference(c *sim.Comparison, k kpi.KPI, currency string) []entry {
	empty := []entry{{text: "–"}, {text: "–"}}
	if c == nil {
		return empty
	}
	for _, d := range c.Deltas {
		if d.KPI != k.ID || math.IsNaN(d.Summary.Mean) {
			continue
		}
		change := entry{text: t.desk.Text.Change(k, d.Summary.P50, d.Summary.MCError, currency)}
		switch direction(k, d) {
		case +1:
			change.colour = look.Good
		case -1:
			change.colour = look.Bad
		}
		odds := entry{text: "–"}
		if p := d.ProbabilityBetter; !math.IsNaN(p) {
			odds.text = chart.Chance(t.desk.Text, p)
		}
		return []entry{change, odds}
	}
	return empty
}
