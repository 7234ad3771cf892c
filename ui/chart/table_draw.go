package chart

import (
	"image/color"
	"strings"

	"gonum.org/v1/plot/vg"

	"lojal/ui/text"
)

// draw writes the table from the top of the room, ruled above, under the head
// and at the foot. What has no room is counted in a last line.
func (t DeltaTable) draw(s *sheet, room vg.Rectangle, size vg.Length, columns []column, dropped int) {
	if len(columns) == 0 || room.Size().Y < 6*size || room.Size().X < 6*size {
		return
	}
	columns, cut := cropped(columns, room.Size().X, size)
	fill(columns, room.Size().X, size, s)
	end := t.head(s, room, size, columns)
	top := room.Max.Y - headHeight*size
	rows := len(columns[0].cells)
	for r := range rows {
		y := top - (vg.Length(r)+0.5)*rowHeight*size
		t.row(s, room.Min.X, y, size, columns, r)
		if foot := y - 0.5*rowHeight*size; r < rows-1 {
			s.line(room.Min.X, foot, end, foot, 0.5, s.theme.grid)
		} else {
			s.line(room.Min.X, foot, end, foot, 1.1, s.rule)
		}
	}
	l := s.letters(0.9*size, s.muted)
	y := top - (vg.Length(rows)+0.5)*rowHeight*size
	s.middle(l, room.Min.X, y, left, l.fit(t.left(s.p, dropped, cut), room.Size().X))
}

// left tells how many figures and plans had no room.
func (t DeltaTable) left(p *text.Printer, figures, plans int) string {
	var out []string
	if figures > 0 {
		out = append(out, p.T("chart.table.more", "N", figures))
	}
	if plans > 0 {
		out = append(out, p.T("chart.table.plans", "N", plans))
	}
	return strings.Join(out, ", ")
}

// shortName is the width to which names may be shortened, in text sizes.
const shortName = 8

// cropped drops the last plans where the columns do not fit even beside
// shortened names, and counts them.
func cropped(columns []column, width, size vg.Length) (kept []column, cut int) {
	for {
		total := min(columns[0].width, shortName*size)
		for _, c := range columns[1:] {
			total += c.width + c.gap(size)
		}
		last := columns[len(columns)-1].plan
		if total <= width || last < 0 {
			return columns, cut
		}
		for columns[len(columns)-1].plan == last {
			columns = columns[:len(columns)-1]
		}
		cut++
	}
}

// fill makes the table as wide as the room: a narrow one gets space between
// its columns, of a wide one the names are shortened.
func fill(columns []column, width, size vg.Length, s *sheet) {
	over, gaps := -width, vg.Length(0)
	for _, c := range columns {
		over += c.width + c.gap(size)
		if !c.quiet && c.plan != -2 {
			gaps++
		}
	}
	for i := range columns {
		if c := &columns[i]; over < 0 && !c.quiet && c.plan != -2 {
			c.extra = min(3.5*size, -over/gaps)
		}
	}
	if over <= 0 {
		return
	}
	names := &columns[0]
	names.width = max(min(names.width, shortName*size), names.width-over)
	l := names.letters(s, size, nil)
	for i := range names.cells {
		names.cells[i].text = l.fit(names.cells[i].text, names.width)
	}
}

// head writes the plans' names, each over its columns with a line in its
// colour, and the columns' heads; it returns the right end of the table.
func (t DeltaTable) head(s *sheet, room vg.Rectangle, size vg.Length, columns []column) vg.Length {
	small := s.letters(0.88*size, s.muted)
	y := room.Max.Y - size
	x := room.Min.X
	for i := 0; i < len(columns); {
		group := columns[i].plan
		start := x + columns[i].gap(size)
		for ; i < len(columns) && columns[i].plan == group; i++ {
			c := columns[i]
			x += c.gap(size) + c.width
			if head := c.head; head != "" {
				s.text(small, x-(1-c.at)*c.width, y-1.25*size, c.at, head)
			}
		}
		if group > -2 {
			t.groupHead(s, t.planAt(group), start, x, y, size)
		}
	}
	return x
}

func (t DeltaTable) planAt(i int) Plan {
	if i < 0 {
		return t.Base
	}
	return t.Plans[i]
}

func (t DeltaTable) groupHead(s *sheet, p Plan, from, to, y, size vg.Length) {
	l := s.bold(size, s.word(p))
	s.text(l, from, y, left, l.fit(p.Name, to-from))
	s.line(from, y-0.35*size, to, y-0.35*size, 0.16*size, s.theme.line(p))
}

func (t DeltaTable) row(s *sheet, x, y, size vg.Length, columns []column, r int) {
	for _, c := range columns {
		x += c.gap(size) + c.width
		entry := c.cells[r]
		l := c.letters(s, size, entry.col)
		s.middle(l, x-(1-c.at)*c.width, y, c.at, entry.text)
		if entry.arrow != 0 {
			s.wedge(vg.Point{X: x - c.width + 0.3*size, Y: y}, 0.55*size, l.col, entry.arrow)
		}
	}
}

// wedge is a small triangle that points up (1) or down (−1).
func (s *sheet) wedge(at vg.Point, size vg.Length, c color.Color, up int) {
	h := size / 2 * vg.Length(up)
	var path vg.Path
	path.Move(vg.Point{X: at.X, Y: at.Y + h})
	path.Line(vg.Point{X: at.X + size/2, Y: at.Y - h})
	path.Line(vg.Point{X: at.X - size/2, Y: at.Y - h})
	path.Close()
	s.SetColor(c)
	s.Fill(path)
}
