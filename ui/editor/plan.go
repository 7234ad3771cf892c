package editor

import (
	"errors"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lojal/sim/scenario"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// plan edits a plan over weeks: a line with points to move and a table of weeks
// and levels beside it.
type plan struct {
	e     *Editor
	root  *fyne.Container
	pick  *widgets.Select
	shape string // that the choice shows
	line  *widgets.Points
	table *table
	place *fyne.Container // of the table with its tools
	tools fyne.CanvasObject
}

func newPlan(e *Editor) *plan {
	p := &plan{e: e, line: widgets.NewPoints()}
	t := e.desk.T
	p.shape = e.value().ShapeOf()
	p.pick = e.pick(values.Shapes, func(s string) string { return t("shape." + s) }, p.shape, p.choose)
	p.pick.OnExplain = e.desk.Says(t("explain.shape"))
	p.line.OnExplain = e.desk.Says(t("explain.points"))
	p.line.OnMove, p.line.OnMoved = p.onMove, p.onMoved
	p.table = newTable(e, p.write)
	p.table.Lines, p.table.Columns = true, 2
	p.table.Headings = []string{t("part.week"), t("part.level")}
	p.table.grows(p.between)
	p.tools = p.table.tools()
	p.place = container.New(Stack(2), p.table.Grid, p.tools)
	p.root = container.New(Stack(5), p.pick, container.New(Sides(440), p.line, p.place))
	return p
}

func (p *plan) object() fyne.CanvasObject { return p.root }

func (p *plan) choose(shape string) {
	if shape != p.shape {
		p.shape = shape
		p.e.put(p.e.value().Over(shape), false)
	}
}

// rows are the weeks and levels of the plan in turn: of a ramp, where it begins
// and where it ends.
func rows(v values.Value) []values.Value {
	if v.Form == values.Steps {
		var out []values.Value
		for _, s := range v.Steps {
			out = append(out, s.Week, s.Level)
		}
		return out
	}
	end := values.Of(v.Start.Middle() + v.Weeks.Middle())
	if v.Shape == "step" {
		return []values.Value{values.Of(0), *v.From, *v.Start, *v.To}
	}
	return []values.Value{*v.Start, *v.From, end, *v.To}
}

// planOf is the plan of a shape with such rows; what was uncertain of its weeks
// stays so where it was not touched.
func planOf(was values.Value, list []values.Value) values.Value {
	if was.Form == values.Steps {
		v := values.Value{Form: values.Steps}
		for i := 0; i+1 < len(list); i += 2 {
			v.Steps = append(v.Steps, values.Step{Week: list[i], Level: list[i+1]})
		}
		return v
	}
	v, old := was, rows(was)
	v.From, v.To = &list[1], &list[3]
	if was.Shape == "step" {
		v.Start = &list[2]
		return v
	}
	v.Start = &list[0]
	if list[2].Middle() != old[2].Middle() {
		weeks := values.Of(list[2].Middle() - list[0].Middle())
		v.Weeks = &weeks
	}
	return v
}

func (p *plan) write(list []values.Value, drag bool) error {
	v := p.e.value()
	if room := len(rows(v)); v.Form == values.Ramp && len(list) > room {
		return p.table.formats[0].TooLong(len(list), room)
	}
	if v.Form == values.Ramp && list[2].Middle() < list[0].Middle() {
		return errors.New(p.e.desk.T("week_order", "First", p.e.desk.Text.Number(list[0].Middle(), 0)))
	}
	return p.e.put(planOf(v, list), drag)
}

// between is a step halfway to the next one, or a quarter after the last.
func (p *plan) between(row int) []values.Value {
	v := p.e.value()
	if v.Form != values.Steps {
		return nil
	}
	week := v.Steps[row].Week.Middle() + 13
	if row+1 < len(v.Steps) {
		week = math.Floor((v.Steps[row].Week.Middle() + v.Steps[row+1].Week.Middle()) / 2)
		if week <= v.Steps[row].Week.Middle() {
			return nil
		}
	}
	return []values.Value{values.Of(week), v.Steps[row].Level}
}

// onMove moves a point: weeks are whole and never pass those of a neighbour.
func (p *plan) onMove(i int, x, y float64) {
	v := p.e.value()
	list := rows(v)
	low, high := 0.0, 1040.0
	if i > 0 {
		low = list[2*i-2].Middle() + 1
	}
	if 2*i+2 < len(list) {
		high = list[2*i+2].Middle() - 1
	}
	ramp := v.Form == values.Ramp && v.Shape != "step"
	if ramp && i == 0 {
		high = 1040
	}
	if !(v.Form == values.Ramp && v.Shape == "step" && i == 0) {
		week := min(max(math.Round(x), low), high)
		if ramp && i == 0 { // the whole change moves
			list[2] = values.Of(list[2].Middle() + week - list[0].Middle())
		}
		if week != list[2*i].Middle() {
			list[2*i] = values.Of(week)
		}
	}
	min1, max1 := p.e.key.Limits()
	level := list[2*i+1]
	list[2*i+1] = level.Moved(level.Middle(), values.Tidy(min(max(y, min1), max1)), p.e.key)
	w := planOf(v, list)
	if ramp && i == 0 {
		w.Weeks = v.Weeks
	}
	p.e.fail(p.e.put(w, true))
}

// onMoved ends a move: it is one step, and the axes follow.
func (p *plan) onMoved() {
	p.e.desk.Store.Seal()
	p.show()
}

func (p *plan) show() {
	v, n := p.e.value(), p.e.number()
	if n.Plan == nil {
		return
	}
	if shape := v.ShapeOf(); shape != p.shape {
		p.shape = shape
		p.pick.Selected = p.e.desk.T("shape." + shape)
		p.pick.Refresh()
	}
	if steps := v.Form == values.Steps; steps != p.tools.Visible() {
		if steps {
			p.tools.Show()
		} else {
			p.tools.Hide()
		}
		p.e.resized()
	}
	week, _ := scenario.KeyOf(p.e.path + ".start_week")
	week.Name = scenario.Text{}
	level := p.e.key
	level.Plans = false
	p.table.show([]values.Format{p.e.format(week), p.e.format(level)}, rows(v), nil, nil)
	p.draw(v, n)
}

// draw fills the line; while a point is dragged the axes hold.
func (p *plan) draw(v values.Value, n scenario.Number) {
	weeks := p.e.from.Run().Weeks
	f := p.e.format(p.e.key)
	list := rows(v)
	p.line.Handles = p.line.Handles[:0]
	low, high := math.Inf(1), math.Inf(-1)
	levels := partsOf(n)
	for i := 0; i+1 < len(list); i += 2 {
		h := widgets.Handle{X: list[i].Middle(), Y: list[i+1].Middle()}
		h.Low, h.High = h.Y, h.Y
		if i/2 < len(levels) {
			if d := levels[i/2].Dist; d != nil {
				h.Low, h.Y, h.High = d.Quantile(0.1), d.Quantile(0.5), d.Quantile(0.9)
			}
		}
		low, high = min(low, h.Low), max(high, h.High)
		p.line.Handles = append(p.line.Handles, h)
	}
	p.line.Line = curve(n, max(weeks, int(list[len(list)-2].Middle())+1))
	if !p.line.Dragging() {
		p.line.X = [2]float64{0, float64(max(weeks, int(list[len(list)-2].Middle())+1))}
		p.line.Y = axis(low, high, p.e.key)
		p.line.StepX, p.line.StepY = 1, p.e.key.Step
		if p.line.StepY <= 0 {
			p.line.StepY = stepOf(high)
		}
	}
	p.line.WriteX = func(x float64) string { return p.e.desk.T("week_short", "N", int(x)) }
	p.line.WriteY = func(y float64) string { return f.Brief(values.Of(values.Significant(y, 3))) }
	p.line.OnAdd, p.line.OnRemove = nil, nil
	if v.Form == values.Steps {
		p.line.OnAdd, p.line.OnRemove = p.onAdd, func(i int) { p.table.onDelete(2 * i) }
	}
	p.line.Refresh()
}

// onAdd puts a step where it belongs.
func (p *plan) onAdd(x, y float64) {
	list := rows(p.e.value())
	at := 0
	for at < len(list) && list[at].Middle() < x {
		at += 2
	}
	if at < len(list) && list[at].Middle() == x {
		return
	}
	out := append(append(append([]values.Value(nil), list[:at]...), values.Of(x), values.Of(values.Tidy(y))), list[at:]...)
	p.e.fail(p.write(out, false))
}

// partsOf are the levels of a plan as the engine has them.
func partsOf(n scenario.Number) []scenario.Number {
	if len(n.Plan.Steps) == 0 {
		return []scenario.Number{n.Plan.From, n.Plan.To}
	}
	var out []scenario.Number
	for _, s := range n.Plan.Steps {
		out = append(out, s[1])
	}
	return out
}

// curve is the course of a plan's medians over weeks.
func curve(n scenario.Number, weeks int) [][2]float64 {
	var out [][2]float64
	for w, y := range n.Medians(weeks + 1) {
		if w > 0 && (y != out[len(out)-1][1]) && (n.Plan.Shape == "step" || len(n.Plan.Steps) > 0) {
			out = append(out, [2]float64{float64(w), out[len(out)-1][1]})
		}
		if w > 1 && y == out[len(out)-1][1] && len(out) > 1 && y == out[len(out)-2][1] {
			out[len(out)-1][0] = float64(w) // a level stretch is one line
			continue
		}
		out = append(out, [2]float64{float64(w), y})
	}
	return out
}

// axis is a range that holds the levels with as much room to move them, at round
// numbers within the bounds.
func axis(low, high float64, k scenario.Key) [2]float64 {
	width := max(high-low, 0.2*math.Abs(high), 4*k.Step)
	if width == 0 {
		width = 1
	}
	room := (1.8*width - (high - low)) / 2
	step := round(width / 4)
	bottom, top := k.Limits()
	return [2]float64{max(math.Floor((low-room)/step)*step, bottom), min(math.Ceil((high+room)/step)*step, top)}
}

// round is the 1, 2 or 5 times a power of ten below a size.
func round(size float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(size)))
	for _, m := range []float64{5, 2} {
		if m*power <= size {
			return m * power
		}
	}
	return power
}
