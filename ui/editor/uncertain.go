package editor

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lojal/sim/scenario"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// uncertain edits a distribution: its family, its parameters, and fifty equally
// likely values of it as the engine draws them.
type uncertain struct {
	e      *Editor
	family string
	root   *fyne.Container
	dots   *widgets.Dots
	table  *table
}

func newUncertain(e *Editor, family string) *uncertain {
	u := &uncertain{e: e, family: family, dots: widgets.NewDots()}
	u.dots.OnExplain = e.desk.Says(e.desk.T("explain.dots"))
	families := values.Families(e.key)
	if family == "empirical" {
		families = append(families, family)
	}
	pick := e.pick(families, func(f string) string { return e.desk.T("family." + f) }, family, u.choose)
	pick.OnExplain = e.desk.Says(e.desk.T("explain.family"))
	below := container.New(Stack(3))
	u.root = container.New(Stack(5), pick, container.New(Sides(440), u.dots, below))
	if family != "empirical" {
		u.table = newTable(e, u.write)
		u.table.Lines = true
		u.table.Columns = len(u.names())
		u.table.Headings = u.headings()
		below.Add(u.table.Grid)
		if family == "discrete" {
			u.table.grows(u.between)
			below.Add(u.table.tools())
		}
	}
	return u
}

func (u *uncertain) object() fyne.CanvasObject { return u.root }

// names are those of the parameters, a column each.
func (u *uncertain) names() []string {
	switch u.family {
	case "range":
		return []string{"p10", "p90"}
	case "around":
		return []string{"middle", "margin"}
	case "discrete":
		return []string{"value", "weight"}
	}
	return values.PartsOf(u.family)
}

func (u *uncertain) headings() []string {
	var out []string
	for _, n := range u.names() {
		out = append(out, u.e.desk.T("part."+n))
	}
	return out
}

// formats are how the parameters are read and written.
func (u *uncertain) formats() []values.Format {
	var out []values.Format
	for _, n := range u.names() {
		k := u.e.key
		k.Ranges, k.Plans = false, false
		switch n {
		case "sd":
			k.Min, k.Max = 0, math.MaxFloat64
		case "sigma", "weight":
			k = plainKey(scenario.NoUnit, 0, math.MaxFloat64)
			k.Step = 0.01
		case "margin":
			k = plainKey(scenario.Share, 0, 10)
			k.Step = 0.01
		}
		out = append(out, u.e.format(k))
	}
	return out
}

// list are the parameters as a row, or the rows of a discrete distribution.
func (u *uncertain) list() []values.Value {
	v := u.e.value()
	switch u.family {
	case "range":
		return []values.Value{values.Of(v.Low), values.Of(v.High)}
	case "around":
		return []values.Value{values.Of(v.N), values.Of(v.Margin)}
	case "discrete":
		var out []values.Value
		for i, x := range v.Values {
			w := 0.0
			if i < len(v.Weights) {
				w = v.Weights[i]
			}
			out = append(out, values.Of(x), values.Of(w))
		}
		return out
	}
	var out []values.Value
	for _, n := range values.PartsOf(u.family) {
		out = append(out, values.Of(v.Parts[n]))
	}
	return out
}

func (u *uncertain) write(list []values.Value, drag bool) error {
	v := u.e.value()
	switch u.family {
	case "range":
		v.Low, v.High = list[0].N, list[1].N
	case "around":
		v.N, v.Margin = list[0].N, list[1].N
	case "discrete":
		v.Values, v.Weights = nil, nil
		for i := 0; i+1 < len(list); i += 2 {
			v.Values, v.Weights = append(v.Values, list[i].N), append(v.Weights, list[i+1].N)
		}
	default:
		for i, n := range values.PartsOf(u.family) {
			v = v.WithPart(n, list[i].N)
		}
	}
	return u.e.put(v, drag)
}

// between is a new value of a discrete distribution, a step above the last.
func (u *uncertain) between(row int) []values.Value {
	step := u.e.key.Step
	if step <= 0 {
		step = 1
	}
	list := u.list()
	return []values.Value{values.Of(values.Tidy(list[2*row].N + step)), list[2*row+1]}
}

func (u *uncertain) choose(family string) {
	if n := u.e.number(); n.Dist != nil && family != u.family {
		u.e.put(values.As(family, n.Dist.Quantile, u.e.key), false)
	}
}

func (u *uncertain) show() {
	f := u.e.format(u.e.key)
	if n := u.e.number(); n.Dist != nil {
		draw := func(p float64) float64 { return u.e.from.Drawn(u.e.path, p) }
		u.dots.Set(draw, func(v float64) string { return f.Brief(values.Of(values.Significant(v, 3))) })
	}
	if u.table != nil {
		u.table.show(u.formats(), u.list(), nil, nil)
	}
}
