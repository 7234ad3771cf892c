// Package editor edits one value of a plan in all its forms: certain, uncertain,
// over weeks, a profile, points of a curve. Every change is one of the store, so
// that it is drawn at once and can be undone.
package editor

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// Editor is the details of one value.
type Editor struct {
	OnResize func() // it became higher or lower

	desk *desk.Desk
	path string
	key  scenario.Key
	plan int
	from *scenario.Scenario

	root  *fyne.Container
	body  body
	form  string
	modes *fyne.Container
	wrong *widget.Label
	about *widgets.Paragraph
}

// body is the part of an editor that belongs to one form of value.
type body interface {
	object() fyne.CanvasObject
	show()
}

// Has says whether a key has more to edit than a field holds.
func Has(k scenario.Key) bool {
	switch k.Kind {
	case scenario.Figure:
		return k.Ranges || k.Plans
	case scenario.Monthly, scenario.Weights, scenario.Pairs, scenario.PatienceKind, scenario.CurveKind,
		scenario.BaseKind, scenario.CoverageKind:
		return true
	}
	return false
}

// New is an editor of the value at a path; Show fills it.
func New(d *desk.Desk, path string, k scenario.Key) *Editor {
	e := &Editor{desk: d, path: path, key: k, modes: container.New(layout.NewCustomPaddedHBoxLayout(3))}
	e.wrong = widget.NewLabel("")
	e.wrong.Importance = widget.DangerImportance
	e.wrong.Wrapping = fyne.TextWrapWord
	e.wrong.SizeName = theme.SizeNameCaptionText
	e.wrong.Hide()
	e.about = widgets.NewParagraph("")
	e.about.TextSize, e.about.Colour = theme.SizeNameCaptionText, look.Muted
	e.root = container.New(Stack(5))
	return e
}

// View is the editor as an object of the window.
func (e *Editor) View() fyne.CanvasObject { return e.root }

// Show brings the editor up to date with a plan.
func (e *Editor) Show(plan int, s *scenario.Scenario) {
	other := plan != e.plan
	e.plan, e.from = plan, s
	if form := e.formOf(); form != e.form || e.body == nil {
		e.form = form
		e.body = e.newBody()
		e.build()
		other = true
	}
	e.body.show()
	if other {
		e.fail(nil)
	}
	e.about.Set(e.origin())
}

func (e *Editor) build() {
	e.root.RemoveAll()
	e.modes.RemoveAll()
	for _, m := range e.choices() {
		e.modes.Add(e.modeButton(m))
	}
	if len(e.modes.Objects) > 0 {
		e.root.Add(e.modes)
	}
	if o := e.body.object(); o != nil {
		e.root.Add(o)
	}
	e.root.Add(e.wrong)
	e.root.Add(e.about)
	e.resized()
}

func (e *Editor) resized() {
	e.root.Refresh()
	if e.OnResize != nil {
		e.OnResize()
	}
}

// origin is the evidence and where the value comes from.
func (e *Editor) origin() string {
	var parts []string
	if evidence := e.format(e.key).Evidence(); evidence != "" {
		parts = append(parts, e.desk.T("explain.evidence", "Range", evidence))
	}
	source := e.from.Source(e.path)
	if source.Text != "" {
		parts = append(parts, e.desk.T("explain.source", "Text", e.desk.Text.Phrase(source.Text)))
	}
	if source.Confidence != "" {
		parts = append(parts, e.desk.T("explain.confidence", "Level", e.desk.T("confidence."+source.Confidence)))
	}
	return strings.Join(parts, " · ")
}

// format is how the values of a key are read and written here.
func (e *Editor) format(k scenario.Key) values.Format {
	return values.Format{P: e.desk.Text, Key: k, Currency: e.from.Run().Currency}
}

// value is the value as it stands, where it is a number.
func (e *Editor) value() values.Value {
	v, _ := values.Parse(e.from.Text(e.path), e.key.Unit)
	return v
}

// number is the value as the engine has it.
func (e *Editor) number() scenario.Number {
	n, _ := e.from.Number(e.path)
	return n
}

// set writes the value; a drag is one step until it ends.
func (e *Editor) set(raw string, drag bool) error {
	if !drag {
		e.desk.Store.Seal()
	}
	err := e.desk.Store.Set(e.plan, e.path, raw, drag)
	if err == nil {
		if p, ok := e.desk.Store.Now().Plan(e.plan); ok {
			e.Show(e.plan, p.Scenario)
		}
	}
	e.fail(err)
	return err
}

// put writes a number.
func (e *Editor) put(v values.Value, drag bool) error { return e.set(v.TOML(e.key.Unit), drag) }

// fail shows what is wrong, or that nothing is.
func (e *Editor) fail(err error) {
	text := ""
	if err != nil {
		text = e.desk.Message(err)
	}
	if text == e.wrong.Text {
		return
	}
	e.wrong.SetText(text)
	if text == "" {
		e.wrong.Hide()
	} else {
		e.wrong.Show()
	}
	e.resized()
}

// mode is one of the forms that a value can take.
type mode struct {
	id string // of its name
	on bool
	do func()
}

func (e *Editor) modeButton(m mode) fyne.CanvasObject {
	b := widgets.NewButton(e.desk.T("mode."+m.id), nil, m.do)
	b.OnExplain = e.desk.Says(e.desk.T("explain.mode." + m.id))
	b.Importance = widget.MediumImportance
	if m.on {
		b.Importance = widget.HighImportance
	}
	return b
}

// pick is a choice among words of which the value has one.
func (e *Editor) pick(words []string, label func(string) string, now string, chosen func(string)) *widgets.Select {
	labels := make([]string, len(words))
	for i, w := range words {
		labels[i] = label(w)
	}
	s := widgets.NewSelect(labels, nil)
	for i, w := range words {
		if w == now {
			s.SetSelected(labels[i])
		}
	}
	s.OnChanged = func(l string) {
		for i := range labels {
			if labels[i] == l {
				chosen(words[i])
			}
		}
	}
	return s
}

// nothing is the body of a value that its field holds.
type nothing struct{}

func (nothing) object() fyne.CanvasObject { return nil }
func (nothing) show()                     {}
