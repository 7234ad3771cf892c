package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// detail is how much a delta table tells of each plan, from everything down to
// what fits into a narrow picture.
type detail struct{ baseSpread, value, valueSpread, deltaSpread bool }

var details = []detail{
	{true, true, true, true},
	{true, false, false, true},
	{false, false, false, true},
	{false, false, false, false},
}

// cell is a text in a column of the table.
type cell struct {
	text  string
	col   color.Color // nil: ink
	arrow int         // −1, 1: a triangle down or up before the text
}

// column is one column: its head, the plan that it belongs to (−1: the
// baseline, −2: the names) and a cell a row.
type column struct {
	head  string
	plan  int
	at    align
	cells []cell
	quiet bool // small and muted: a spread beside its figure
	width vg.Length
	extra vg.Length // space before it that fills a wide picture
}

func (t DeltaTable) paint(s *sheet) frame {
	body := s.heading(t.Title(s.p), s.p.T("chart.sub.table", "Count", s.p.Number(float64(t.Base.futures()), 0)))
	rows := len(t.rows())
	if rows == 0 {
		l := s.letters(1.1*s.em, s.muted)
		c := body.Min.Add(body.Max).Scale(0.5)
		s.middle(l, c.X, c.Y, centre, l.fit(s.p.T("chart.no_data"), body.Size().X))
		return frame{}
	}
	dropped := 0
	if room := int((body.Size().Y/(least*s.em) - headHeight) / rowHeight); room < rows {
		t = t.short(room - 1)
		dropped, rows = rows-len(t.KPIs), len(t.KPIs)
	}
	size, columns := t.layout(s, body.Size(), rows)
	t.draw(s, body, size, columns, dropped)
	return frame{}
}

// Sizes of a table in text sizes: a row, the head of two lines, and the smallest
// letters against those of ordinary text.
const (
	rowHeight  = 1.62
	headHeight = 2.6
	least      = 0.6
)

// layout picks the most detail that is readable and the size of its letters.
func (t DeltaTable) layout(s *sheet, room vg.Point, rows int) (vg.Length, []column) {
	low := least * s.em
	high := max(low, min(1.1*s.em, room.Y/(vg.Length(rows+1)*rowHeight+headHeight)))
	for _, d := range details {
		columns := t.columns(s, d)
		for size := high; size >= max(low, 0.85*high); size *= 0.97 {
			if t.measure(s, size, columns) <= room.X {
				return size, columns
			}
		}
	}
	columns := t.columns(s, details[len(details)-1])
	t.measure(s, low, columns)
	return low, columns
}

// gap is the space before a column: spreads stand near their figures.
func (c column) gap(size vg.Length) vg.Length {
	switch {
	case c.plan == -2:
		return 0
	case c.quiet:
		return 0.5 * size
	}
	return 1.7*size + c.extra
}

func (c column) letters(s *sheet, size vg.Length, col color.Color) lettering {
	if c.quiet {
		return s.letters(0.88*size, s.muted)
	}
	if col == nil {
		col = s.ink
	}
	return s.letters(size, col)
}

// measure sets the widths of columns and returns that of the table.
func (t DeltaTable) measure(s *sheet, size vg.Length, columns []column) (total vg.Length) {
	head := s.letters(0.88*size, s.muted)
	for i := range columns {
		c := &columns[i]
		l := c.letters(s, size, nil)
		c.width = head.width(c.head)
		for _, x := range c.cells {
			w := l.width(x.text)
			if x.arrow != 0 {
				w += 0.95 * size
			}
			c.width = max(c.width, w)
		}
		total += c.width + c.gap(size)
	}
	return total
}

// columns are all columns with their texts.
func (t DeltaTable) columns(s *sheet, d detail) []column {
	p, rows := s.p, t.rows()
	names := column{plan: -2, at: left}
	for _, k := range rows {
		names.cells = append(names.cells, cell{text: k.Name(p.Lang())})
	}
	out := append([]column{names}, t.values(s, t.Base, -1, d.baseSpread)...)
	for i, plan := range t.Plans {
		if d.value {
			out = append(out, t.values(s, plan, i, d.valueSpread)...)
		}
		out = append(out, t.changes(s, i, d.deltaSpread)...)
	}
	return out
}

// values are the columns of a plan's medians, with 10–90 % beside them.
func (t DeltaTable) values(s *sheet, plan Plan, i int, spreads bool) []column {
	median := column{head: s.p.T("chart.table.median"), plan: i, at: right}
	beside := column{head: s.p.T("chart.table.range"), plan: i, at: left, quiet: true}
	for _, k := range t.rows() {
		sum := summaryOf(plan, k.ID)
		median.cells = append(median.cells, cell{text: Median(s.p, k, sum, plan.currency())})
		c := cell{}
		if ok(sum.P50) {
			c.text = spread(s.p, k, sum, plan.currency())
		}
		beside.cells = append(beside.cells, c)
	}
	if !spreads {
		return []column{median}
	}
	return []column{median, beside}
}

// changes are the columns of a plan's difference from the baseline.
func (t DeltaTable) changes(s *sheet, i int, spreads bool) []column {
	p := s.p
	change := column{head: p.T("chart.table.change"), plan: i, at: right}
	beside := column{head: p.T("chart.table.range"), plan: i, at: left, quiet: true}
	better := column{head: p.T("chart.table.better"), plan: i, at: right}
	for _, k := range t.rows() {
		d, found := t.delta(i, k.ID)
		if !found {
			none := cell{text: "–", col: s.muted}
			change.cells, beside.cells, better.cells = append(change.cells, none), append(beside.cells, cell{}), append(better.cells, none)
			continue
		}
		col, cur := s.verdict(d.ProbabilityBetter), t.Base.currency()
		change.cells = append(change.cells, cell{MedianChange(p, k, d.Summary, cur), col, sign(d.Summary.P50)})
		beside.cells = append(beside.cells, cell{text: changeSpread(p, k, d.Summary, cur)})
		b := cell{text: "–", col: s.muted}
		if ok(d.ProbabilityBetter) {
			b = cell{text: chance(p, d.ProbabilityBetter), col: col}
		}
		better.cells = append(better.cells, b)
	}
	if !spreads {
		return []column{change, better}
	}
	return []column{change, beside, better}
}

// verdict is the colour of a difference: better, worse, or neither.
func (s *sheet) verdict(better float64) color.Color {
	switch {
	case better > 0.6:
		return s.better()
	case better < 0.4:
		return s.worse()
	}
	return s.ink
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
