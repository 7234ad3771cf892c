package answer

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// table compares what goes into the plans and what comes out of them with the
// reference: the inputs that differ, then every figure. Cells are written once a
// change, since the widget asks for them at every scroll.
type table struct {
	desk   *desk.Desk
	known  *known
	widget *widget.Table
	head   []string
	rows   [][]entry
}

// entry is one cell.
type entry struct {
	text   string
	colour fyne.ThemeColorName
	bold   bool
	says   func() // what the explain line says of it; nil: nothing
}

func newTable(d *desk.Desk, k *known) *table {
	t := &table{desk: d, known: k}
	t.widget = widget.NewTable(t.size, newTableCell, t.update)
	t.widget.ShowHeaderRow = true
	t.widget.StickyColumnCount = 1
	t.widget.CreateHeader = newTableCell
	t.widget.UpdateHeader = func(id widget.TableCellID, o fyne.CanvasObject) {
		if id.Col >= 0 && id.Col < len(t.head) {
			name := t.head[id.Col]
			put(o, entry{text: name, colour: look.Muted, bold: true, says: t.desk.Says(name)}, id.Col)
		}
	}
	t.widget.OnSelected = t.explain
	return t
}

// explain tells a cell.
func (t *table) explain(id widget.TableCellID) {
	if id.Row >= 0 && id.Row < len(t.rows) && id.Col >= 0 && id.Col < len(t.rows[id.Row]) {
		if says := t.rows[id.Row][id.Col].says; says != nil {
			says()
		}
	}
}

func newTableCell() fyne.CanvasObject {
	return widgets.NewArea(container.New(layout.NewCustomPaddedLayout(2, 2, 5, 5), widgets.NewText("")), func() {})
}

func (t *table) size() (rows, cols int) { return len(t.rows), len(t.head) }

func (t *table) update(id widget.TableCellID, o fyne.CanvasObject) {
	if id.Row < len(t.rows) && id.Col < len(t.rows[id.Row]) {
		put(o, t.rows[id.Row][id.Col], id.Col)
		o.(*widgets.Area).OnTapped = func() { t.widget.Select(id) } // the area is above the table
	}
}

func put(o fyne.CanvasObject, e entry, col int) {
	area := o.(*widgets.Area)
	area.OnExplain = e.says
	cell := area.Content.(*fyne.Container).Objects[0].(*widgets.Text)
	cell.Text, cell.Colour, cell.Bold = e.text, e.colour, e.bold
	cell.Align = fyne.TextAlignTrailing
	if col == 0 {
		cell.Align = fyne.TextAlignLeading
	}
	cell.Refresh()
}

func (t *table) show(m model) {
	t.head = []string{t.desk.T("answer.inputs_figures")}
	for _, p := range m.plans {
		t.head = append(t.head, p.Name)
		if !p.Baseline {
			t.head = append(t.head, t.desk.T("difference"), t.desk.T("better_short"))
		}
	}
	t.rows = t.rows[:0]
	for _, change := range m.inputs() {
		t.rows = append(t.rows, t.input(m, change))
	}
	for _, k := range kpi.All {
		t.rows = append(t.rows, t.row(m, k))
	}
	scale := theme.Size(theme.SizeNameText) / 13
	for i, width := range t.widths() {
		t.widget.SetColumnWidth(i, width*scale)
	}
	t.widget.Refresh()
}

// widths are what the columns need, at the usual size of text; names and inputs may
// be long, and then they are cut.
func (t *table) widths() []float32 {
	need := func(text string, bold bool) float32 {
		return fyne.MeasureText(text, 13, fyne.TextStyle{Bold: bold}).Width + 16
	}
	widths := make([]float32, len(t.head))
	for i, name := range t.head {
		least, most := float32(110), float32(250)
		if i == 0 {
			least, most = 190, 300
		}
		width := max(least, need(name, true))
		for _, row := range t.rows {
			if i == 0 || len(row[i].text) > 12 { // shorter ones have room
				width = max(width, need(row[i].text, row[i].bold))
			}
		}
		widths[i] = min(width, most)
	}
	return widths
}

// inputs are the values in which any of the plans differs from the reference, in
// the order of the key table.
func (m *model) inputs() (out []scenario.Change) {
	seen := map[string]bool{}
	for i := range m.plans {
		for _, change := range scenario.Diff(m.reference.Own, m.sides[i].Own) {
			if !seen[change.Path] {
				seen[change.Path] = true
				out = append(out, change)
			}
		}
	}
	return out
}

// input is a row of what goes in; what is as in the reference is muted.
func (t *table) input(m model, change scenario.Change) []entry {
	lang := t.desk.Text.Lang()
	name := t.desk.Subject(change)
	says := t.desk.Says(name + ": " + change.Key.Help.In(lang))
	row := []entry{{text: name, bold: true, says: says}}
	for i, plan := range m.plans {
		raw := m.sides[i].Own.Text(change.Path)
		e := entry{text: t.desk.Value(change, raw, m.currency())}
		if !plan.Baseline && raw == m.reference.Own.Text(change.Path) {
			e.colour = look.Muted
		} else {
			e.bold = !plan.Baseline
		}
		e.says = t.desk.Says(plan.Name + " – " + name + ": " + e.text)
		if row = append(row, e); !plan.Baseline {
			row = append(row, entry{says: says}, entry{says: says})
		}
	}
	return row
}

func (t *table) row(m model, k kpi.KPI) []entry {
	p, currency := t.desk.Text, m.currency()
	lang := p.Lang()
	row := []entry{{text: k.Name(lang), says: t.desk.Says(k.Name(lang) + ": " + k.Formula(lang))}}
	for i, plan := range m.plans {
		s := t.known.level(plan.Results, k.ID)
		level := entry{text: chart.Median(p, k, s, currency)}
		level.says = func() { t.desk.Explain(plan.Name + " – " + m.explainedLevel(t.desk, k, plan.Results)) }
		if row = append(row, level); !plan.Baseline {
			row = append(row, t.difference(m, m.comparisons[i], k)...)
		}
	}
	if m.faded {
		for i := range row[1:] {
			row[1+i].colour = theme.ColorNameDisabled
		}
	}
	return row
}

// difference is the paired difference and how often it is for the better.
func (t *table) difference(m model, c *sim.Comparison, k kpi.KPI) []entry {
	empty := []entry{{text: "–"}, {text: "–"}}
	if c == nil {
		return empty
	}
	d := c.Delta(k.ID)
	if math.IsNaN(d.Summary.Mean) {
		return empty
	}
	says := func() { t.desk.Explain(m.explained(t.desk, k, d, c)) }
	change := entry{text: chart.MedianChange(t.desk.Text, k, d.Summary, m.currency()), says: says}
	switch direction(k, d) {
	case +1:
		change.colour = look.Good
	case -1:
		change.colour = look.Bad
	}
	odds := entry{text: "–", says: says}
	if p := d.ProbabilityBetter; !math.IsNaN(p) {
		odds.text = chart.Chance(t.desk.Text, p)
	}
	return []entry{change, odds}
}

// tabbed is the table for a spreadsheet: plain numbers in the figure's unit, with
// the decimal mark of the language.
func tabbed(d *desk.Desk, m model) string {
	if len(m.plans) == 0 {
		return ""
	}
	number := func(v float64) string {
		if math.IsNaN(v) {
			return ""
		}
		text := strconv.FormatFloat(significant(v), 'f', -1, 64)
		if d.Text.Lang() == "nb" {
			text = strings.ReplaceAll(text, ".", ",")
		}
		return text
	}
	head := []string{d.T("answer.inputs_figures"), d.T("answer.unit")}
	for _, p := range m.plans {
		head = append(head, p.Name)
		if !p.Baseline {
			head = append(head, d.T("difference"), d.T("better_short"))
		}
	}
	lines := [][]string{head}
	for _, change := range m.inputs() {
		line := []string{d.Subject(change), d.Text.Unit(change.Key.Unit, m.currency())}
		for i, p := range m.plans {
			if line = append(line, m.sides[i].Own.Text(change.Path)); !p.Baseline {
				line = append(line, "", "")
			}
		}
		lines = append(lines, line)
	}
	for _, k := range kpi.All {
		line := []string{k.Name(d.Text.Lang()), strings.ReplaceAll(string(k.Unit), "currency", m.currency())}
		for i, p := range m.plans {
			if line = append(line, number(p.Results.Summary(k.ID).P50)); p.Baseline {
				continue
			}
			delta, better := math.NaN(), math.NaN()
			if c := m.comparisons[i]; c != nil {
				delta, better = c.Delta(k.ID).Summary.P50, c.Delta(k.ID).ProbabilityBetter
			}
			line = append(line, number(delta), number(better))
		}
		lines = append(lines, line)
	}
	var out strings.Builder
	for _, line := range lines {
		for i, cell := range line {
			if i > 0 {
				out.WriteByte('\t')
			}
			out.WriteString(plain(cell))
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// plain is a cell that a spreadsheet takes as it stands: no tab or line end, and
// no text that it would calculate. Numbers keep their sign.
func plain(cell string) string {
	cell = strings.Join(strings.Fields(cell), " ")
	if _, err := strconv.ParseFloat(strings.ReplaceAll(cell, ",", "."), 64); err != nil && cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// significant rounds to six digits, more than any Monte Carlo error supports.
func significant(v float64) float64 {
	if r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64); err == nil {
		return r
	}
	return v
}
