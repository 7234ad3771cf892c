package chart

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panel is a data area with its axes, drawn by a plot.Plot of its own: a plot
// is not safe for two renders at once.
type panel struct {
	*plot.Plot
	s    *sheet
	rect vg.Rectangle
}

// newPanel prepares a data area, its edges on whole dots. The axes of the plot
// itself are hidden, so that the data area is exactly the rectangle.
func newPanel(s *sheet, rect vg.Rectangle, x, y Range) *panel {
	p := plot.New()
	p.BackgroundColor = nil
	p.HideAxes()
	p.X.Padding, p.Y.Padding = 0, 0
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x.Min, x.Max, y.Min, y.Max
	return &panel{p, s, s.snapRect(rect)}
}

// frame draws everything that was added, first to last.
func (p *panel) frame() frame {
	p.Draw(draw.Canvas{Canvas: p.s.Canvas.Canvas, Rectangle: p.rect})
	return frame{rect: p.rect, x: Range{p.X.Min, p.X.Max}, y: Range{p.Y.Min, p.Y.Max}}
}

// painter is a Plotter of a function.
type painter func(c draw.Canvas, x, y func(float64) vg.Length)

func (f painter) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	f(c, x, y)
}

// grid draws the horizontal grid with its numbers at the left of the area.
func (p *panel) grid(ticks []tick, l lettering) {
	s := p.s
	p.Add(painter(func(c draw.Canvas, _, y func(float64) vg.Length) {
		for _, t := range ticks {
			at := s.snap(y(t.at))
			s.line(c.Min.X, at, c.Max.X, at, 0.6, s.theme.grid)
			s.middle(l, c.Min.X-0.5*l.size(), at, right, t.label)
		}
	}))
}

// baseAxis draws the horizontal axis with marks and labels below it; year makes
// a second line. Labels that would run into each other are left out.
func (p *panel) baseAxis(ticks []tick, l lettering) {
	s := p.s
	p.Add(painter(func(c draw.Canvas, x, _ func(float64) vg.Length) {
		s.line(c.Min.X, c.Min.Y, c.Max.X, c.Min.Y, 0.8, s.rule)
		end := vg.Length(math.Inf(-1))
		for _, t := range ticks {
			at := x(t.at)
			length := 0.22 * l.size()
			if w := l.width(t.label); t.label != "" && at-w/2 > end {
				length = 0.4 * l.size()
				s.text(l, at, c.Min.Y-1.45*l.size(), centre, t.label)
				s.text(l, at, c.Min.Y-2.55*l.size(), centre, t.year)
				end = at + w/2 + 0.3*l.size()
			}
			s.line(at, c.Min.Y, at, c.Min.Y-length, 0.8, s.rule)
		}
	}))
}

// labelWidth is the room that the labels of ticks take.
func labelWidth(ticks []tick, l lettering) (w vg.Length) {
	for _, t := range ticks {
		w = max(w, l.width(t.label))
	}
	return w
}

// lineAt draws a straight line across the area at a height, if it is in range.
func (p *panel) lineAt(v float64, width vg.Length, dash ...vg.Length) {
	s := p.s
	p.Add(painter(func(c draw.Canvas, _, y func(float64) vg.Length) {
		if v >= p.Y.Min && v <= p.Y.Max {
			at := s.crisp(y(v))
			s.line(c.Min.X, at, c.Max.X, at, width, s.ink, dash...)
		}
	}))
}

// note writes a text in the middle of the area, such as that there is no data.
func (p *panel) note(l lettering, str string) {
	s := p.s
	p.Add(painter(func(c draw.Canvas, _, _ func(float64) vg.Length) {
		s.middle(l, c.Center().X, c.Center().Y, centre, l.fit(str, c.Size().X))
	}))
}
