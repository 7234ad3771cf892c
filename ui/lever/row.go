package lever

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// item is one value that can be edited: a key with the names of its entries
// filled in.
type item struct {
	path  string
	key   scenario.Key
	entry string // "phone" of world.contact.phone.share; "" where there is none
}

// name is what the lever is called.
func (it item) name(lang string) string {
	if it.entry == "" {
		return it.key.Name.In(lang)
	}
	return it.key.Name.In(lang) + " · " + it.entry
}

// row is one lever: name, unit, slider, number, reset, and what is wrong.
type row struct {
	item
	desk *desk.Desk
	root *fyne.Container

	name   *widgets.Text
	unit   *widgets.Text
	slider *widgets.Slider // nil where the value is no number
	field  *widgets.Field  // nil for a choice
	choice *widgets.Select // nil for anything else
	reset  *widgets.Button
	wrong  *widget.Label

	labels []string // of the choices
	plan   int      // ID of the plan shown
	from   *scenario.Scenario
	quiet  bool // while the program itself moves the widgets

	OnResize func() // the row became higher or lower
}

func newRow(d *desk.Desk, it item, s *scenario.Scenario) *row {
	r := &row{item: it, desk: d, from: s}
	r.name = widgets.NewText(it.name(d.Text.Lang()))
	r.unit = widgets.NewCaption("", look.Muted)
	r.unit.Whole = true
	r.wrong = widget.NewLabel("")
	r.wrong.Importance = widget.DangerImportance
	r.wrong.Wrapping = fyne.TextWrapWord
	r.wrong.SizeName = theme.SizeNameCaptionText
	r.wrong.Hide()
	r.reset = widgets.NewButton("", theme.ViewRefreshIcon(), r.onReset).Quiet(r.explainReset)
	head := widgets.NewArea(widgets.Row(0, r.name, r.unit), r.explain)
	r.root = container.New(&stack{gap: 0}, head, r.control(), r.wrong)
	return r
}

// control is the line with the inputs.
func (r *row) control() fyne.CanvasObject {
	if len(r.key.Choices) > 0 {
		r.labels = choiceLabels(r.desk, r.key)
		r.choice = widgets.NewSelect(r.labels, r.onChoice)
		r.choice.OnExplain = r.explain
		return widgets.Row(0, r.choice, r.reset)
	}
	r.field = widgets.NewField()
	r.field.OnExplain = r.explain
	r.field.OnCommit = r.onTyped
	r.field.OnError = r.onError
	if n, ok := number(r.from, r.key, r.path); ok {
		low, high, step := span(r.key, middle(n))
		r.slider = widgets.NewSlider(low, high, step)
		r.slider.OnExplain = r.explain
		r.slider.OnChanged = r.onSlide
		r.slider.OnChangeEnded = func(float64) { r.desk.Store.Seal() }
		r.field.OnStep = func(n float64) { r.slider.SetValue(r.slider.Value + n*r.slider.Step) }
		return widgets.Row(0, r.slider, widgets.Wide(fieldWidth*r.scale(), r.field), r.reset)
	}
	return widgets.Row(0, r.field, r.reset)
}

const fieldWidth = 88

func (r *row) scale() float32 {
	return theme.Size(theme.SizeNameText) / 13
}

func choiceLabels(d *desk.Desk, k scenario.Key) []string {
	labels := make([]string, len(k.Choices))
	for i, c := range k.Choices {
		labels[i] = d.Text.Value(k, `"`+c+`"`, "")
	}
	return labels
}

// show brings the row up to date with a plan.
func (r *row) show(plan int, s *scenario.Scenario) {
	r.quiet = true
	defer func() { r.quiet = false }()
	r.plan, r.from = plan, s
	r.unit.Set(r.unitText())
	if r.choice != nil {
		r.showChoice()
	} else {
		r.field.Display(shown(r.desk.Text, s, r.key, r.path), editable(r.desk.Text, s, r.key, r.path))
	}
	if r.slider != nil {
		r.showSlider()
	}
	changed := len(r.targets()) > 0
	if r.name.Bold != r.differs() {
		r.name.Bold = r.differs()
		r.name.Refresh()
	}
	if changed == r.reset.Disabled() {
		if changed {
			r.reset.Enable()
		} else {
			r.reset.Disable()
		}
	}
}

func (r *row) showChoice() {
	for i, c := range r.key.Choices {
		if r.from.Text(r.path) == `"`+c+`"` && r.choice.Selected != r.labels[i] {
			r.choice.SetSelected(r.labels[i])
		}
	}
}

func (r *row) showSlider() {
	n, ok := number(r.from, r.key, r.path)
	if !ok || !movable(n, r.from.Text(r.path)) {
		r.slider.Disable()
		return
	}
	r.slider.Enable()
	v := middle(n)
	r.slider.Min, r.slider.Max = min(r.slider.Min, v), max(r.slider.Max, v)
	if r.slider.Value != v {
		r.slider.Display(v)
	}
}

func (r *row) unitText() string {
	week := func(n scenario.Number) string { return r.desk.Text.Number(middle(n), 0) }
	if n, ok := number(r.from, r.key, r.path); ok && n.Plan != nil {
		if steps := n.Plan.Steps; len(steps) > 0 {
			return r.desk.T("plan_from", "From", week(steps[len(steps)-1][0]))
		}
		end := scenario.Number{Certain: middle(n.Plan.StartWeek) + middle(n.Plan.Weeks)}
		return r.desk.T("plan_weeks", "From", week(n.Plan.StartWeek), "To", week(end))
	}
	if r.key.Unit == scenario.Seconds || percentText(r.key.Unit) {
		return ""
	}
	return r.desk.Text.Unit(r.key.Unit, r.from.Run().Currency)
}

// percentText says whether the unit stands in the field already.
func percentText(u scenario.Unit) bool { return u == scenario.Share }

// matches says whether a search finds the row.
func (it item) matches(lang, search string) bool {
	text := strings.ToLower(it.name(lang) + " " + it.path + " " + it.key.Help.In(lang))
	for _, word := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (r *row) onSlide(v float64) {
	if r.quiet {
		return
	}
	n, ok := number(r.from, r.key, r.path)
	if !ok {
		return
	}
	r.onError(r.desk.Store.Set(r.plan, r.path, moved(n, r.from.Text(r.path), v), true))
}

func (r *row) onTyped(text string) error {
	_, numeric := number(r.from, r.key, r.path)
	value := typed(r.desk.Text, r.key, numeric, text)
	if !numeric && !strings.ContainsAny(value[:min(1, len(value))], "{[\"'") && strings.HasPrefix(r.from.Text(r.path), `"`) {
		value = `"` + strings.ReplaceAll(value, `"`, `\"`) + `"`
	}
	r.desk.Store.Seal()
	err := r.desk.Store.Set(r.plan, r.path, value, false)
	if err == nil {
		r.show(r.plan, r.current())
	}
	return err
}

func (r *row) current() *scenario.Scenario {
	if p, ok := r.desk.Store.Now().Plan(r.plan); ok {
		return p.Scenario
	}
	return r.from
}

func (r *row) onChoice(label string) {
	if r.quiet {
		return
	}
	for i, l := range r.labels {
		if l == label {
			r.onError(r.desk.Store.Set(r.plan, r.path, `"`+r.key.Choices[i]+`"`, false))
		}
	}
}

// onError shows what is wrong with a typed value, in the language of the desktop.
func (r *row) onError(err error) {
	if err == nil {
		if r.wrong.Visible() {
			r.wrong.Hide()
			r.resized()
		}
		return
	}
	r.wrong.SetText(r.desk.Message(err))
	r.wrong.Show()
	r.resized()
}

// resized lets the rows below move.
func (r *row) resized() {
	r.root.Refresh()
	if r.OnResize != nil {
		r.OnResize()
	}
}

// stack lays visible objects below each other.
type stack struct{ gap float32 }

func (l *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size.Width = max(size.Width, m.Width)
			size.Height += m.Height + l.gap
		}
	}
	return size
}

func (l *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			h := o.MinSize().Height
			o.Resize(fyne.NewSize(size.Width, h))
			o.Move(fyne.NewPos(0, y))
			y += h + l.gap
		}
	}
}
