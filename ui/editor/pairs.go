package editor

import (
	"fmt"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lojal/sim/scenario"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// pairs edits points with rising first numbers: attrition by tenure, what
// automation resolves by difficulty, the points of a curve.
type pairs struct {
	e     *Editor
	root  *fyne.Container
	line  *widgets.Points
	table *table
	x, y  scenario.Key
	steps bool // the level holds until the next point
	read  func() []values.Value
	save  func(list []values.Value, drag bool) error
}

func newPairs(e *Editor) *pairs {
	p := &pairs{e: e, x: plainKey(scenario.NoUnit, 0, 1), y: plainKey(scenario.Share, 0, 1)}
	p.x.Step = 0.05
	headings := []string{"part.difficulty", "part.share"}
	if strings.HasSuffix(e.path, "attrition_monthly") {
		p.x, p.steps = plainKey(scenario.Months, 0, 600), true
		p.x.Step = 1
		headings = []string{"part.from_month", "part.a_month"}
	}
	p.y.Step, p.y.Ranges = 0.005, true
	p.read = func() []values.Value { return pairList(e.from.Text(e.path), p.x.Unit, p.y.Unit) }
	p.save = func(list []values.Value, drag bool) error {
		return e.set(pairsTOML(list, p.x.Unit, p.y.Unit), drag)
	}
	p.build(headings)
	return p
}

// pairList are the numbers of pairs in turn.
func pairList(raw string, x, y scenario.Unit) []values.Value {
	var out []values.Value
	for i, item := range arrayOf(raw) {
		u := x
		if i%2 == 1 {
			u = y
		}
		v, _ := values.Parse(item, u)
		out = append(out, v)
	}
	return out
}

func (p *pairs) build(headings []string) {
	p.line = widgets.NewPoints()
	p.line.OnExplain = p.e.desk.Says(p.e.desk.T("explain.points"))
	p.line.OnMove, p.line.OnMoved, p.line.OnAdd = p.onMove, p.onMoved, p.onAdd
	p.line.OnRemove = func(i int) { p.table.onDelete(2 * i) }
	p.table = newTable(p.e, p.save)
	p.table.Lines, p.table.Columns = true, 2
	for _, h := range headings {
		p.table.Headings = append(p.table.Headings, p.e.desk.T(h))
	}
	p.table.grows(p.between)
	p.root = container.New(Sides(440), p.line, container.New(Stack(2), p.table.Grid, p.table.tools()))
}

func (p *pairs) object() fyne.CanvasObject { return p.root }

// between is a point halfway to the next, or a step behind the last.
func (p *pairs) between(row int) []values.Value {
	list := p.read()
	x := list[2*row].Middle()
	next := x + max(p.x.Step, math.Abs(x)*0.5)
	if 2*row+2 < len(list) {
		next = (x + list[2*row+2].Middle()) / 2
	}
	if next > p.x.Max {
		return nil
	}
	return []values.Value{values.Of(values.Significant(next, 4)), list[2*row+1]}
}

func (p *pairs) onMove(i int, x, y float64) {
	list := p.read()
	low, high := p.x.Min, p.x.Max
	gap := p.x.Step
	if i > 0 {
		low = list[2*i-2].Middle() + gap
	}
	if 2*i+2 < len(list) {
		high = list[2*i+2].Middle() - gap
	}
	if !(i == 0 && p.steps) && low <= high { // attrition begins at 0
		list[2*i] = values.Of(values.Tidy(min(max(x, low), high)))
	}
	level := list[2*i+1]
	list[2*i+1] = level.Moved(level.Middle(), values.Tidy(min(max(y, p.y.Min), p.y.Max)), p.y)
	p.e.fail(p.save(list, true))
}

// onMoved ends a move: it is one step, and the axes follow.
func (p *pairs) onMoved() {
	p.e.desk.Store.Seal()
	p.show()
}

func (p *pairs) onAdd(x, y float64) {
	list := p.read()
	at := 0
	for at < len(list) && list[at].Middle() < x {
		at += 2
	}
	if at < len(list) && list[at].Middle() == x {
		return
	}
	out := append(append(append([]values.Value(nil), list[:at]...), values.Of(values.Tidy(x)), values.Of(values.Tidy(y))), list[at:]...)
	p.e.fail(p.save(out, false))
}

func (p *pairs) show() {
	list := p.read()
	p.table.show([]values.Format{p.e.format(p.x), p.e.format(p.y)}, list, nil, nil)
	p.line.Handles, p.line.Line = p.line.Handles[:0], p.line.Line[:0]
	end, top := 0.0, 0.0
	for i := 0; i+1 < len(list); i += 2 {
		h := widgets.Handle{X: list[i].Middle(), Y: list[i+1].Middle()}
		h.Low, h.High = h.Y, h.Y
		if v := list[i+1]; v.Form == values.Range {
			h.Low, h.High = v.Low, v.High
		} else if v.Form == values.Around {
			h.Low, h.High = v.N*(1-v.Margin), v.N*(1+v.Margin)
		}
		if p.steps && i > 0 {
			p.line.Line = append(p.line.Line, [2]float64{h.X, p.line.Handles[i/2-1].Y})
		}
		p.line.Handles = append(p.line.Handles, h)
		p.line.Line = append(p.line.Line, [2]float64{h.X, h.Y})
		end, top = max(end, h.X), max(top, h.High)
	}
	if !p.line.Dragging() {
		top = max(top, 0.001)
		p.line.X, p.line.Y = [2]float64{0, end}, [2]float64{0, min(1, max(math.Ceil(1.2*top/round(top))*round(top), 0.05))}
		if p.steps {
			p.line.X[1] = max(24, end*1.5)
		}
		p.line.StepX, p.line.StepY = p.x.Step, p.y.Step
	}
	if n := len(p.line.Line); n > 0 {
		p.line.Line = append(p.line.Line, [2]float64{p.line.X[1], p.line.Line[n-1][1]})
	}
	fx, fy := p.e.format(p.x), p.e.format(p.y)
	p.line.WriteX = func(x float64) string { return strings.TrimSpace(fmt.Sprint(fx.Number(values.Significant(x, 3)))) }
	p.line.WriteY = func(y float64) string { return fy.Brief(values.Of(values.Significant(y, 2))) }
	p.line.Refresh()
}
