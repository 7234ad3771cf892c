package chart

import (
	"image/color"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

type colour = color.NRGBA

// dotPanel draws the chosen week beside the fan, on the same axis: a column of
// fifty dots a plan, full where the target is met.
func (f Fan) dotPanel(s *sheet, v view, traces []trace) {
	if v.dots.Size().X < s.em {
		return
	}
	p := newPanel(s, box(v.dots.Min.X, v.rect.Min.Y, v.dots.Max.X, v.rect.Max.Y), Range{0, 1}, v.y)
	heading := s.bold(0.92*s.em, s.ink)
	name := heading.fit(f.weekName(s.p), p.rect.Max.X-v.rect.Max.X-s.em)
	s.middle(heading, min(p.rect.Min.X, p.rect.Max.X-heading.width(name)), p.rect.Max.Y+1.2*s.em, left, name)

	var shown []trace
	for _, t := range traces {
		if t.dots != nil {
			shown = append(shown, t)
		}
	}
	width := p.rect.Size().X / vg.Length(max(1, len(shown)))
	size := f.commonDot(p, v, shown, width)
	for i, t := range shown {
		f.dotColumn(p, t, p.rect.Min.X+vg.Length(i)*width, width, size)
	}
	if f.Target != nil && ok(f.Target.Value) {
		p.lineAt(f.Target.Value, 0.1*s.em, 0.55*s.em, 0.22*s.em)
	}
	p.frame()
}

// weekName names the chosen week shortly.
func (f Fan) weekName(p *text.Printer) string {
	start := f.start()
	if start.IsZero() {
		return p.T("chart.week", "Week", f.Week)
	}
	id, day := "chart.dots.week", 7*f.Week
	if f.KPI.Per != kpi.PerNothing {
		id, day = "chart.dots.month", day+6
	}
	t := start.AddDate(0, 0, day)
	return p.T(id, "Date", shortDay(t, p)+" "+strconv.Itoa(t.Year()))
}

// commonDot is the size of dots with which every column fits.
func (f Fan) commonDot(p *panel, v view, shown []trace, width vg.Length) vg.Length {
	size := max(0.75*p.s.em, p.rect.Size().Y/32)
	for _, t := range shown {
		size = min(size, dotSize(t.dots, v.height(p), width-0.8*p.s.em, size))
	}
	return size
}

// height is the transform of values to points above the data area's foot.
func (v view) height(p *panel) func(float64) vg.Length {
	return func(x float64) vg.Length {
		return p.rect.Size().Y * vg.Length((x-v.y.Min)/(v.y.Max-v.y.Min))
	}
}

func (f Fan) dotColumn(p *panel, t trace, x, width, size vg.Length) {
	s := p.s
	c := s.theme.line(t.plan)
	p.Add(painter(func(cv draw.Canvas, _, y func(float64) vg.Length) {
		s.line(x, cv.Min.Y, x, cv.Max.Y, 0.8, s.rule)
		above := func(v float64) vg.Length { return y(min(max(v, p.Y.Min), p.Y.Max)) - cv.Min.Y }
		dots, _ := stack(t.dots, above, size)
		met := 0
		for _, d := range dots {
			full := f.Target == nil || meets(*f.Target, d.value)
			if full {
				met++
			}
			at := vg.Point{X: x + (vg.Length(d.level)+0.65)*size, Y: cv.Min.Y + (vg.Length(d.bin)+0.5)*size}
			at.Y = min(max(at.Y, cv.Min.Y+size/2), cv.Max.Y-size/2)
			s.dot(at, size, c, full)
		}
		name := s.bold(0.88*s.em, s.word(t.plan))
		s.text(name, x, cv.Min.Y-1.35*s.em, left, name.fit(t.plan.Name, width-0.3*s.em))
		if f.Target != nil {
			l := s.letters(0.88*s.em, s.muted)
			prob := t.plan.Results.Probability(f.target()).Probability
			s.text(l, x, cv.Min.Y-2.4*s.em, left, l.fit(chance(s.p, prob), width))
		}
	}))
}

func meets(t scenario.Target, v float64) bool {
	if t.AtLeast {
		return v >= t.Value
	}
	return v <= t.Value
}
