package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"lojal/sim"
	"lojal/sim/kpi"
)

func (d PairedDifference) paint(s *sheet) frame {
	body := s.heading(d.Title(s.p), d.subtitle(s.p))
	band := d.band()
	dots := body
	if band != nil && body.Size().X > 26*s.em {
		dots.Max.X = body.Min.X + 0.52*body.Size().X
		d.weeks(s, box(dots.Max.X+2*s.em, body.Min.Y, body.Max.X, body.Max.Y), band)
	}
	return d.distribution(s, dots)
}

// currency is that of the baseline.
func (d PairedDifference) currency() string {
	if d.Comparison == nil || d.Comparison.Base == nil {
		return ""
	}
	return d.Comparison.Base.Currency
}

// dots are those of the whole-horizon difference.
func (d PairedDifference) dots() []float64 {
	if d.Comparison == nil || d.Comparison.Pairs == 0 {
		return nil
	}
	return quantileDots(d.Comparison.DeltaAt(d.KPI.ID, -1))
}

// differenceRange holds values and zero, with some air on both sides.
func differenceRange(k kpi.KPI, series ...[]float64) Range {
	r := Range{}
	r.includeAll(series...)
	least := leastSpan(k) / 10
	if r.Max-r.Min <= least {
		if least == 0 {
			least = 1
		}
		r = Range{r.Min - least, r.Max + least}
	}
	air := 0.06 * (r.Max - r.Min)
	return Range{r.Min - air, r.Max + air}
}

// distribution draws fifty dots on a difference axis with zero marked.
func (d PairedDifference) distribution(s *sheet, body vg.Rectangle) frame {
	dots := d.dots()
	x := differenceRange(d.KPI, dots)
	sc := scaleOf(d.KPI, x, d.currency(), false, true, s.p)
	small := s.letters(0.92*s.em, s.muted)
	rect := box(body.Min.X+0.5*s.em, body.Min.Y+3*s.em, body.Max.X-0.5*s.em, body.Max.Y-3.4*s.em)
	low, high := d.sides(s)
	low.wrap(s, &high, rect)
	rect.Max.Y -= vg.Length(max(len(low.lines), len(high.lines))-1) * sideLine * s.em
	p := newPanel(s, rect, x, Range{0, 1})
	ticks := sc.ticks(x, int(math.Max(2, float64(rect.Size().X/(3.8*s.em)))), s.p)
	p.baseAxis(ticks, small)
	s.text(small, p.rect.Min.X, p.rect.Min.Y-2.65*s.em, left, small.fit(sc.unit, p.rect.Size().X))
	p.Add(painter(func(c draw.Canvas, x, _ func(float64) vg.Length) {
		d.drawDots(s, c, x, dots)
		zero := s.snap(x(0))
		s.line(zero, c.Min.Y-0.4*s.em, zero, c.Max.Y+0.3*s.em, 1.1, s.ink)
		s.side(low, c, -1)
		s.side(high, c, 1)
	}))
	if dots == nil {
		p.note(s.letters(1.1*s.em, s.muted), s.p.T("chart.no_data"))
	}
	return p.frame()
}

func (d PairedDifference) drawDots(s *sheet, c draw.Canvas, x func(float64) vg.Length, dots []float64) {
	zero := x(0)
	pos := func(v float64) vg.Length { return x(v) - zero }
	size := dotSize(dots, pos, c.Size().Y, max(1.6*s.em, 0.05*c.Size().X))
	placed, _ := stack(dots, pos, size)
	for _, dot := range placed {
		at := vg.Point{X: zero + (vg.Length(dot.bin)+0.5)*size, Y: c.Min.Y + (vg.Length(dot.level)+0.6)*size}
		if dot.value == 0 {
			at.X = zero
		}
		s.dot(at, size, s.theme.line(d.better(dot.value)), dot.value != 0)
	}
}

// better is the plan that a difference speaks for.
func (d PairedDifference) better(v float64) Plan {
	if v*float64(d.KPI.Better) < 0 {
		return d.Base
	}
	return d.Plan
}

// sides are what lies left and right of zero, and how many futures lie there.
func (d PairedDifference) sides(s *sheet) (low, high side) {
	low, high = side{plan: Plan{Baseline: true}}, side{plan: Plan{Baseline: true}}
	low.name, high.name = s.p.T("chart.side.less"), s.p.T("chart.side.more")
	if delta, found := deltaOf(d.Comparison, d.KPI.ID); found && d.KPI.Better != kpi.Neither {
		low.plan, high.plan = d.better(-1), d.better(1)
		k, n := outOf(delta.ProbabilityBetter, d.Comparison.Pairs)
		if d.KPI.Better == kpi.Up {
			k = n - k
		}
		low.name, high.name = low.plan.Name, high.plan.Name
		low.share = s.p.T("chart.side.better", "K", k, "Of", n)
		high.share = s.p.T("chart.side.better", "K", n-k, "Of", n)
	}
	return low, high
}

// side is one side of zero.
type side struct {
	plan        Plan
	name, share string
	lines       []string  // the name
	room        vg.Length // for each of them
}

// sideLine is the height of a line of a side's name, in text sizes.
const sideLine = 1.1

func (a side) letters(s *sheet) (name, share lettering) {
	return s.bold(0.92*s.em, s.word(a.plan)), s.letters(0.88*s.em, s.muted)
}

// wrap breaks the names of both sides above an area, each in as much room as the
// other leaves, into three lines where the area is high enough.
func (a *side) wrap(s *sheet, b *side, rect vg.Rectangle) {
	room, most := rect.Size().X-2*sideArrow*s.em, 1
	if rect.Size().Y > 14*s.em {
		most = 3
	}
	need := func(of *side) vg.Length {
		name, share := of.letters(s)
		return max(name.width(of.name), share.width(of.share))
	}
	for _, pair := range [][2]*side{{a, b}, {b, a}} {
		name, _ := pair[0].letters(s)
		pair[0].room = room - min(room/2, need(pair[1]))
		pair[0].lines = name.balance(pair[0].name, pair[0].room, most)
	}
}

// sideArrow is the room for a side's arrow, in text sizes.
const sideArrow = 1.1

// side writes one side's name and share above the area, with an arrow outwards.
func (s *sheet) side(a side, c draw.Canvas, way vg.Length) {
	l, quiet := a.letters(s)
	edge, at := c.Min.X-0.5*s.em, left
	if way > 0 {
		edge, at = c.Max.X+0.5*s.em, right
	}
	text, y := edge-way*sideArrow*s.em, c.Max.Y+2*s.em
	top := y + vg.Length(len(a.lines)-1)*sideLine*s.em
	s.arrow(vg.Point{X: edge, Y: top}, 0.6*s.em, l, way)
	for i, line := range a.lines {
		s.middle(l, text, top-vg.Length(i)*sideLine*s.em, at, line)
	}
	s.middle(quiet, text, y-1.15*s.em, at, quiet.fit(a.share, a.room))
}

// arrow draws a triangle with its tip at a point, to the left (−1) or right (1).
func (s *sheet) arrow(tip vg.Point, size vg.Length, l lettering, side vg.Length) {
	var path vg.Path
	path.Move(tip)
	path.Line(vg.Point{X: tip.X - side*size, Y: tip.Y + size/2})
	path.Line(vg.Point{X: tip.X - side*size, Y: tip.Y - size/2})
	path.Close()
	s.SetColor(l.col)
	s.Fill(path)
}

// weeks draws the difference over the weeks as a fan around zero.
func (d PairedDifference) weeks(s *sheet, body vg.Rectangle, b *sim.Band) {
	y := differenceRange(d.KPI, b.P10, b.P90)
	sc := scaleOf(d.KPI, y, d.currency(), true, true, s.p)
	small := s.letters(0.92*s.em, s.muted)
	r := box(body.Min.X, body.Min.Y+3*s.em, body.Max.X-0.6*s.em, body.Max.Y-3.4*s.em)
	ticks := sc.ticks(y, int(math.Max(2, math.Min(7, float64(r.Size().Y/(2.6*s.em))))), s.p)
	r.Min.X += labelWidth(ticks, small) + 0.6*s.em
	weeks := len(b.P50)
	p := newPanel(s, r, Range{0, math.Max(0.5, float64(weeks-1))}, y)

	line := r.Max.Y + 1.2*s.em
	unit := unitOver(s.p, sc.unit, d.KPI.ID, d.Comparison.Base.Weeks)
	s.middle(small, body.Min.X, line, left, small.fit(unit, body.Size().X))
	s.bandKey(s.letters(0.85*s.em, s.muted), body.Min.X+small.width(unit)+s.em, body.Max.X, line)
	p.grid(ticks, small)
	p.baseAxis(timeTicks(d.Comparison.Base.Start, weeks, int(p.rect.Size().X/(3*s.em)), s.p), small)
	p.bands(b, func(alpha float64) colour { return s.band(d.Plan, alpha) })
	p.lineAt(0, 1.1)
	p.curve(b.P50, draw.LineStyle{Color: s.theme.line(d.Plan), Width: 0.13 * s.em, Dashes: s.dash(d.Plan)})
	p.frame()
}
