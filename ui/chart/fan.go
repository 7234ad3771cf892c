package chart

import (
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/text"
)

// maxBanded is how many plans have bands at once; the others are lines. With a
// plan in focus, only it and the baseline have.
const maxBanded = 4

// trace is what a fan shows of one plan.
type trace struct {
	plan   Plan
	index  int       // of the fan's plans
	band   *sim.Band // nil: no data
	banded bool
	dots   []float64 // of the chosen week
}

// traces are the plans, the baseline first.
func (f Fan) traces() []trace {
	var out, rest []trace
	for i, p := range f.Plans {
		t := trace{plan: p, index: i, band: bandOf(p, f.KPI.ID)}
		if f.weekShown() {
			t.dots = quantileDots(f.draws(p))
		}
		if p.Baseline {
			out = append(out, t)
		} else {
			rest = append(rest, t)
		}
	}
	out = append(out, rest...)
	focused := slices.ContainsFunc(f.Plans, func(p Plan) bool { return p.Focus })
	room := maxBanded // for the focus and the baseline first
	for _, t := range out {
		if t.plan.Focus || t.plan.Baseline {
			room--
		}
	}
	for i := range out {
		own := out[i].plan.Focus || out[i].plan.Baseline
		near := own || room > 0
		if near && !own {
			room--
		}
		out[i].banded = own || near && !focused
		if !near {
			out[i].dots = nil
		}
	}
	return out
}

func (f Fan) subtitle(p *text.Printer) string {
	n := 0
	for _, plan := range f.Plans {
		n = max(n, plan.futures())
	}
	return p.T("chart.sub.fan", "Name", f.KPI.Name(p.Lang()), "Count", p.Number(float64(n), 0))
}

func (f Fan) paint(s *sheet) frame {
	body := s.heading(f.Title(s.p), f.subtitle(s.p))
	traces := f.traces()
	v := f.view(s, body, traces)
	p := newPanel(s, v.rect, v.x, v.y)
	p.grid(v.yTicks, v.small)
	p.baseAxis(v.xTicks, v.small)
	for _, t := range traces {
		if t.band != nil && t.banded {
			p.bands(t.band, func(alpha float64) colour { return s.band(t.plan, alpha) })
		}
	}
	for _, t := range traces {
		if t.band != nil {
			p.curve(t.band.P50, draw.LineStyle{Color: s.theme.line(t.plan), Width: 0.13 * s.em, Dashes: s.dash(t.plan)})
		}
	}
	f.marks(p, v)
	if !anyBand(traces) {
		p.note(s.letters(1.1*s.em, s.muted), s.p.T("chart.no_data"))
	}
	fr := p.frame()
	fr.labels = f.names(s, v, traces)
	f.dotPanel(s, v, traces)
	return fr
}

// dash is a plan's line pattern at the sheet's size.
func (s *sheet) dash(p Plan) []vg.Length {
	var out []vg.Length
	for _, d := range dashOf(p) {
		out = append(out, d*s.em/9)
	}
	return out
}

func anyBand(traces []trace) bool {
	for _, t := range traces {
		if t.band != nil {
			return true
		}
	}
	return false
}

// view is where a fan puts its parts.
type view struct {
	rect           vg.Rectangle // the data area
	names, dots    vg.Rectangle // beside it, empty where not shown
	x, y           Range
	xTicks, yTicks []tick
	small          lettering
}

func (f Fan) view(s *sheet, body vg.Rectangle, traces []trace) view {
	v := view{small: s.letters(0.92*s.em, s.muted)}
	weeks := max(1, f.weeks())
	v.x = Range{0, float64(weeks - 1)}
	if weeks == 1 {
		v.x = Range{-0.5, 0.5}
	}
	v.y = f.yRange(traces)
	sc := scaleOf(f.KPI, v.y, f.currency(), true, false, s.p)

	r := body
	r.Max.Y -= 1.8 * s.em
	r.Min.Y += 2.75 * s.em
	least := 2.0
	if s.bare { // a low picture on the screen; one number is no axis
		least = 3
	}
	v.yTicks = sc.ticks(v.y, int(math.Max(least, math.Min(7, float64(r.Size().Y/(2.6*s.em))))), s.p)
	r.Min.X += labelWidth(v.yTicks, v.small) + 0.6*s.em
	v.beside(s, f, &r, traces)
	v.rect = s.snapRect(box(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y))
	v.xTicks = timeTicks(f.start(), weeks, int(v.rect.Size().X/(3*s.em)), s.p)

	unit, name := s.letters(0.92*s.em, s.muted), unitOver(s.p, sc.unit, f.KPI.ID, weeks)
	line := body.Max.Y - 0.6*s.em
	s.middle(unit, body.Min.X, line, left, unit.fit(name, v.rect.Max.X-body.Min.X))
	from := body.Min.X + unit.width(name) + s.em
	if f.Rescaled {
		from += s.rescaled(from, v.rect.Max.X, line)
	}
	if anyBand(traces) {
		s.bandKey(s.letters(0.85*s.em, s.muted), from, v.rect.Max.X, line)
	}
	return v
}

// rescaled says that the axis is another than before, and returns its width.
func (s *sheet) rescaled(x, end, y vg.Length) vg.Length {
	l := s.bold(0.85*s.em, s.theme.worse())
	note := l.fit(s.p.T("ui.answer.rescaled"), end-x)
	s.middle(l, x, y, left, note)
	return l.width(note) + s.em
}

// Widths, in text sizes, from which a fan has dots beside it, the names of plans
// that have none there, and all names.
const (
	dotsFrom  = 22
	someFrom  = 40
	namesFrom = 52
)

// nameLine is the height of a line of a name, in text sizes.
const nameLine = 1.15 * 0.95

// beside cuts the columns of names and dots off the right side.
func (v *view) beside(s *sheet, f Fan, r *vg.Rectangle, traces []trace) {
	columns := 0
	full := r.Size().X
	for _, t := range traces {
		if t.dots != nil && full > dotsFrom*s.em {
			columns++
		}
	}
	var names, words []string
	for _, t := range traces {
		names = append(names, t.plan.Name)
		words = append(words, strings.Fields(t.plan.Name)...)
	}
	l := s.bold(0.95*s.em, s.ink)
	widest, word := l.widest(names), l.widest(words)
	if columns > 0 {
		share := vg.Length(0.36)
		if full <= namesFrom*s.em {
			share = 0.44
		}
		heading := s.bold(0.92*s.em, s.ink).width(f.weekName(s.p))
		w := min(share*full, max(heading, vg.Length(columns)*min(10*s.em, max(5.8*s.em, widest+0.5*s.em))))
		v.dots = box(r.Max.X-w, r.Min.Y, r.Max.X, r.Max.Y)
		r.Max.X -= w + 1.1*s.em
	}
	if len(traces) > 0 && (columns == 0 || full > namesFrom*s.em || columns < len(traces) && full > someFrom*s.em) {
		gap := 1.5 * s.em
		share := vg.Length(0.24)
		if columns > 1 {
			share = 0.17
		}
		most := 0.32 * full
		if s.bare {
			most = 0.4 * full
		}
		if s.bare && columns == 0 && widest+gap <= 0.3*full {
			share = 0.3 // a little more, and no name is broken
		}
		if vg.Length(2*len(names))*nameLine*s.em > r.Size().Y+s.em {
			share = max(share, 0.36) // names have one line each
		}
		w := min(widest+gap, max(share*full, 7*s.em, min(word+1.1*gap, most)), 0.4*full)
		v.names = box(r.Max.X-w+gap, r.Min.Y, r.Max.X, r.Max.Y)
		r.Max.X -= w
	}
	if columns == 0 && len(traces) == 0 {
		r.Max.X -= 0.8 * s.em
	}
}

// marks adds the chosen week and the target.
func (f Fan) marks(p *panel, v view) {
	s := p.s
	if f.weekShown() {
		p.Add(painter(func(c draw.Canvas, x, _ func(float64) vg.Length) {
			at := s.snap(x(float64(f.Week)))
			s.line(at, c.Min.Y, at, c.Max.Y, 0.8, s.ink)
		}))
	}
	if f.Target == nil || !ok(f.Target.Value) {
		return
	}
	p.lineAt(f.Target.Value, 0.1*s.em, 0.55*s.em, 0.22*s.em)
	l := s.bold(0.88*s.em, s.ink)
	name := s.p.T("chart.target", "Condition", condition(s.p, f.KPI, *f.Target, f.currency()))
	p.Add(painter(func(c draw.Canvas, x, y func(float64) vg.Length) {
		at := y(f.Target.Value)
		if !c.ContainsY(at) {
			return
		}
		if c.Size().X > 11*s.em {
			f.targetName(s, c, l, name, at)
		}
		if w := float64(f.Target.ByWeek); w >= v.x.Min && w <= v.x.Max && f.Target.ByWeek >= 0 {
			s.diamond(vg.Point{X: x(w), Y: at}, 0.42*s.em)
		}
	}))
}

// targetName writes the target's condition at the left, above its line or, at
// the top of the area, below it.
func (f Fan) targetName(s *sheet, c draw.Canvas, l lettering, name string, at vg.Length) {
	base := at + 0.35*l.size()
	if base+l.size() > c.Max.Y {
		base = at - 1.05*l.size()
	}
	name = l.fit(name, c.Size().X-l.size())
	pad := 0.15 * l.size()
	x := c.Min.X + 0.5*l.size()
	halo := s.paper
	halo.A = 170
	s.fill(box(x-pad, base-0.22*l.size(), x+l.width(name)+pad, base+0.85*l.size()), halo)
	s.text(l, x, base, left, name)
}

// diamond marks the week by which a target is asked for.
func (s *sheet) diamond(at vg.Point, r vg.Length) {
	var path vg.Path
	path.Move(vg.Point{X: at.X - r, Y: at.Y})
	path.Line(vg.Point{X: at.X, Y: at.Y + r})
	path.Line(vg.Point{X: at.X + r, Y: at.Y})
	path.Line(vg.Point{X: at.X, Y: at.Y - r})
	path.Close()
	s.SetColor(s.ink)
	s.Fill(path)
}

// names writes each plan's name at the right end of its line.
func (f Fan) names(s *sheet, v view, traces []trace) []*label {
	width := v.names.Size().X
	if width < s.em {
		return nil
	}
	room := v.names.Size().Y + s.em
	labels := f.labels(s, v, traces, 0.95*s.em)
	if fit := breakNames(labels, width, room); fit < 1 { // many plans in a low picture
		labels = f.labels(s, v, traces, 0.95*fit*s.em)
		breakNames(labels, width, room)
	}
	spreadOut(labels, v.names.Min.Y-0.5*s.em, v.names.Max.Y+0.5*s.em)
	for _, l := range labels {
		s.drawLabel(l, v.rect.Max.X)
	}
	return labels
}

// labels are the names of the plans that are drawn, in letters of a size.
func (f Fan) labels(s *sheet, v view, traces []trace, size vg.Length) (labels []*label) {
	for _, t := range traces {
		if t.band == nil {
			continue
		}
		end, _ := lastOf(t.band.P50)
		at := (end - v.y.Min) / (v.y.Max - v.y.Min)
		labels = append(labels, &label{
			name: t.plan.Name, plan: t.index, x: v.names.Min.X, letters: s.bold(size, s.word(t.plan)), line: s.theme.line(t.plan),
			want: v.rect.Min.Y + vg.Length(math.Max(0, math.Min(1, at)))*v.rect.Size().Y,
		})
	}
	return labels
}

// Range is what the y axis spans.
func (f Fan) Range() Range { return f.yRange(f.traces()) }

// yRange is the given range, or that of the bands, the dots and the target with
// some air, within what the figure can be.
func (f Fan) yRange(traces []trace) Range {
	if f.Y != nil && f.Y.valid() {
		return *f.Y
	}
	r := emptyRange()
	for _, t := range traces {
		if t.band != nil && t.banded {
			r.includeAll(t.band.P10, t.band.P90)
		} else if t.band != nil {
			r.includeAll(t.band.P50)
		}
		r.includeAll(t.dots)
	}
	if f.Target != nil {
		r.include(f.Target.Value)
	}
	return rounded(r, bounds(f.KPI), leastSpan(f.KPI))
}

func (r *Range) includeAll(series ...[]float64) {
	for _, s := range series {
		for _, v := range s {
			r.include(v)
		}
	}
}

// bounds are what a figure can be at all.
func bounds(k kpi.KPI) Range {
	switch {
	case k.Unit == kpi.Share:
		return Range{0, 1}
	case k.Unit == kpi.Points:
		return Range{0, 100}
	case k.ID == kpi.Margin || k.ID == kpi.CLV:
		return Range{-huge, huge}
	}
	return Range{0, huge}
}

// leastSpan keeps small changes of percentages and points from filling an axis.
func leastSpan(k kpi.KPI) float64 {
	switch k.Unit {
	case kpi.Share, kpi.SharePerYear:
		return 0.05
	case kpi.Points:
		return 5
	}
	return 0
}

// rounded widens a range by some air to round numbers within bounds; it starts
// at zero where zero is not far.
func rounded(r, within Range, least float64) Range {
	if r.Min > r.Max {
		r = Range{math.Max(0, within.Min), math.Min(1, within.Max)}
	}
	if within.Min == 0 && r.Min < 0.4*r.Max {
		r.Min = 0
	}
	least = math.Max(least, 0.02*math.Max(math.Abs(r.Min), math.Abs(r.Max)))
	if least == 0 {
		least = 1
	}
	if gap := least - (r.Max - r.Min); gap > 0 {
		r = Range{r.Min - gap/2, r.Max + gap/2}
	}
	air := 0.04 * (r.Max - r.Min)
	step := niceStep(r.Max-r.Min, 10)
	r.Min = math.Max(within.Min, step*math.Floor((r.Min-air)/step))
	r.Max = math.Min(within.Max, step*math.Ceil((r.Max+air)/step))
	return r
}

// start and currency are those of the first plan that has them.
func (f Fan) start() (t time.Time) {
	for _, p := range f.Plans {
		if p.Results != nil && t.IsZero() {
			t = p.Results.Start
		}
	}
	return t
}

func (f Fan) currency() string {
	for _, p := range f.Plans {
		if c := p.currency(); c != "" {
			return c
		}
	}
	return ""
}
