package editor

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lojal/sim/scenario"
	"lojal/ui/values"
)

// record edits a value that has a kind with parts: patience, or the curve of a
// driver.
type record struct {
	e      *Editor
	kind   string
	root   *fyne.Container
	table  *table
	points *pairs // of a curve in points
}

// part is a number of a record: its row, and what it is where a kind is chosen anew.
type part struct {
	name  string
	key   scenario.Key
	start float64
}

var spread = part{"sigma", plainKey(scenario.NoUnit, 0.01, 10), 1}

// partsOfKind are the parts of a kind, the optional at_once last.
func (e *Editor) partsOfKind(kind string) []part {
	span := func(name string, start float64) part {
		return part{name, plainKey(scenario.Seconds, 0.001, 30*86400), start}
	}
	share := func(name string, start float64) part { return part{name, plainKey(scenario.Share, 0, 1), start} }
	shape := spread
	shape.name = "shape"
	unit, middle, slope := scenario.NoUnit, 0.5, 8.0
	if e.key.Kind == scenario.CurveKind && e.waits() {
		unit, middle, slope = scenario.Seconds, 60, -0.05
	}
	level := func(name string) part { return part{name, plainKey(unit, 0, 1e6), middle} }
	switch kind {
	case "exponential":
		return []part{span("mean", 300), share("at_once", 0)}
	case "lognormal":
		return []part{span("mean", 300), spread, share("at_once", 0)}
	case "weibull":
		return []part{span("mean", 300), shape, share("at_once", 0)}
	case "hyperexponential":
		return []part{share("p", 0.25), span("mean_1", 100), span("mean_2", 780), share("at_once", 0)}
	case "none":
		return []part{share("at_once", 0)}
	case "logistic":
		return []part{level("mid"), {"slope", plainKey(scenario.NoUnit, -1e6, 1e6), slope}}
	case "threshold":
		return []part{level("mid")}
	case "saturating":
		return []part{level("half")}
	}
	return nil
}

// waits says whether a curve's signal is a time.
func (e *Editor) waits() bool {
	at := strings.TrimSuffix(e.path, ".curve") + ".signal"
	return strings.Contains(e.from.Text(at), "wait") || strings.Contains(e.from.Text(at), "delay")
}

func kindsOf(k scenario.Kind) []string {
	if k == scenario.PatienceKind {
		return []string{"exponential", "lognormal", "weibull", "hyperexponential", "none"}
	}
	return []string{"linear", "logistic", "threshold", "saturating", "points"}
}

func newRecord(e *Editor, kind string) *record {
	r := &record{e: e, kind: kind}
	pick := e.pick(kindsOf(e.key.Kind), func(k string) string { return e.desk.Text.T("choice." + k) }, kind, r.choose)
	pick.OnExplain = e.desk.Says(e.desk.T("explain.kind"))
	r.root = container.New(Stack(5), pick)
	if kind == "points" {
		r.points = r.newPoints()
		r.root.Add(r.points.root)
	}
	if names := e.partsOfKind(kind); len(names) > 0 {
		r.table = newTable(e, r.write)
		r.table.Lines, r.table.Columns = true, len(names)
		for _, p := range names {
			r.table.Headings = append(r.table.Headings, e.desk.T("part."+p.name))
		}
		r.root.Add(r.table.Grid)
	}
	return r
}

func (r *record) object() fyne.CanvasObject { return r.root }

// newPoints edits the points of a curve: signal and level.
func (r *record) newPoints() *pairs {
	e := r.e
	p := &pairs{e: e, x: plainKey(scenario.NoUnit, 0, 1e6), y: plainKey(scenario.Share, 0, 1)}
	p.x.Step, p.y.Step, p.y.Ranges = 0.05, 0.01, true
	if e.waits() {
		p.x = plainKey(scenario.Seconds, 0, 1e6)
		p.x.Step = 5
	}
	p.read = func() []values.Value { return pairList(e.from.Text(e.path+".at"), p.x.Unit, p.y.Unit) }
	p.save = func(list []values.Value, drag bool) error {
		return e.set(`{ kind = "points", at = `+pairsTOML(list, p.x.Unit, p.y.Unit)+" }", drag)
	}
	p.build([]string{"part.signal", "part.level"})
	return p
}

// formats are how the parts are read and written.
func (r *record) formats() []values.Format {
	var out []values.Format
	for _, p := range r.e.partsOfKind(r.kind) {
		k := p.key
		k.Ranges = true
		if p.name == "at_once" || p.name == "p" {
			k.Step = 0.01
		}
		out = append(out, r.e.format(k))
	}
	return out
}

func (r *record) list() []values.Value {
	var out []values.Value
	for _, p := range r.e.partsOfKind(r.kind) {
		v := values.Of(0)
		if raw := r.e.from.Text(r.e.path + "." + p.name); raw != "" {
			v, _ = values.Parse(raw, p.key.Unit)
		}
		out = append(out, v)
	}
	return out
}

func (r *record) write(list []values.Value, drag bool) error {
	return r.e.set(recordTOML(r.kind, r.e.partsOfKind(r.kind), list), drag)
}

// recordTOML writes a kind with its parts; nobody at once is not written.
func recordTOML(kind string, names []part, list []values.Value) string {
	s := fmt.Sprintf("{ kind = %q", kind)
	for i, p := range names {
		if p.name == "at_once" && list[i].Form == values.Certain && list[i].N == 0 {
			continue
		}
		s += ", " + p.name + " = " + list[i].TOML(p.key.Unit)
	}
	return s + " }"
}

// choose takes another kind; parts of the same name keep their values.
func (r *record) choose(kind string) {
	if kind == r.kind {
		return
	}
	if kind == "points" {
		x := 1.0
		levels := []float64{0, 1}
		if r.e.waits() {
			x, levels = 600, []float64{1, 0}
		}
		list := []values.Value{values.Of(0), values.Of(levels[0]), values.Of(x), values.Of(levels[1])}
		r.e.set(`{ kind = "points", at = `+pairsTOML(list, scenario.NoUnit, scenario.NoUnit)+" }", false)
		return
	}
	was, now := r.e.partsOfKind(r.kind), r.e.partsOfKind(kind)
	old := r.list()
	list := make([]values.Value, len(now))
	for i, p := range now {
		list[i] = values.Of(p.start)
		if j := slices.IndexFunc(was, func(w part) bool { return w.name == p.name }); j >= 0 {
			list[i] = old[j]
		}
	}
	r.e.set(recordTOML(kind, now, list), false)
}

func (r *record) show() {
	if r.points != nil {
		r.points.show()
	}
	if r.table != nil {
		r.table.show(r.formats(), r.list(), nil, nil)
	}
}
