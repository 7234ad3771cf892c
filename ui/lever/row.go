package lever

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/editor"
	look "lojal/ui/theme"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// Row is one lever: name, unit, slider, number, reset, what is to be said of the
// value, and its details, which open below.
type Row struct {
	Item
	OnResize func() // the row became higher or lower

	desk *desk.Desk
	root *fyne.Container
	head *widgets.Area     // name, unit and buttons
	mark *canvas.Rectangle // behind the row that a search has chosen

	line    *fyne.Container // of the inputs
	name    *widgets.Text
	unit    *widgets.Text
	doubt   *widgets.Button // certain or uncertain; nil where it cannot be
	more    *widgets.Button // opens the details; nil where there are none
	slider  *widgets.Slider // nil where the value is no number
	field   *widgets.Field  // nil for a choice
	choice  *widgets.Select // nil for anything else
	reset   *widgets.Button
	hint    *widgets.Paragraph // quiet: what is typed, or a value beyond the evidence
	seen    *fyne.Container    // holds dots
	dots    *widgets.Dots      // of a distribution that is typed; nil: none was yet
	wrong   *widget.Label
	details *editor.Editor
	below   *fyne.Container // of the details

	labels []string // of the choices
	plan   int      // ID of the plan shown
	from   *scenario.Scenario
	key    string
	quiet  bool // while the program itself moves the widgets
	typing bool // what the hint says is of typed text
}

// NewRow is the lever of a value of a scenario; Show fills it.
func NewRow(d *desk.Desk, it Item, s *scenario.Scenario) *Row {
	r := &Row{Item: it, desk: d, from: s}
	r.name = widgets.NewText(it.NameIn(d.Text.Lang()))
	r.unit = widgets.NewCaption("", look.Muted)
	r.unit.Whole = true
	r.hint = widgets.NewParagraph("")
	r.hint.TextSize, r.hint.Colour = theme.SizeNameCaptionText, look.Muted
	r.hint.Hide()
	r.wrong = widget.NewLabel("")
	r.wrong.Importance = widget.DangerImportance
	r.wrong.Wrapping = fyne.TextWrapWord
	r.wrong.SizeName = theme.SizeNameCaptionText
	r.wrong.Hide()
	r.reset = widgets.NewButton("", theme.ViewRefreshIcon(), r.onReset).Quiet(r.explainReset)
	r.reset.OnMenu = r.onMenuKey
	r.seen = container.NewStack()
	r.seen.Hide()
	r.below = container.New(editor.Stack(0))
	r.below.Hide()
	r.mark = canvas.NewRectangle(nil)
	r.mark.CornerRadius = 5
	r.mark.Hide()
	r.head = widgets.NewArea(container.New(&heading{r}, r.name, r.unit, r.buttons()), r.explain)
	r.head.OnSecondary = r.onMenu
	r.line = container.NewStack(r.control())
	r.root = container.NewStack(r.mark, container.New(editor.Stack(0), r.head, r.line, r.hint, r.seen, r.wrong, r.below))
	return r
}

// View is the row as an object of the window.
func (r *Row) View() fyne.CanvasObject { return r.root }

// buttons make the value uncertain and open its details.
func (r *Row) buttons() fyne.CanvasObject {
	small := func(b *widgets.Button) fyne.CanvasObject { return container.New(&small{}, b) }
	box := widgets.Row(-1)
	if r.Key.Ranges && (r.Key.Kind == scenario.Figure || r.Key.Kind == scenario.Monthly) {
		r.doubt = widgets.NewButton("±", nil, r.onDoubt).Quiet(r.explainDoubt)
		r.doubt.OnMenu = r.onMenuKey
		box.Add(small(r.doubt))
	}
	if editor.Has(r.Key) {
		r.more = widgets.NewButton("", theme.MenuExpandIcon(), func() { r.Open(!r.IsOpen()) })
		r.more.Quiet(r.desk.Says(r.NameIn(r.desk.Text.Lang()) + ": " + r.desk.T("explain.details")))
		r.more.OnMenu = r.onMenuKey
		box.Add(small(r.more))
	}
	return box
}

// onMenuKey opens the menu below the name.
func (r *Row) onMenuKey() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.head)
	r.onMenu(at.AddXY(0, r.head.Size().Height))
}

// onMenu offers what the row can do.
func (r *Row) onMenu(at fyne.Position) {
	items := r.resets()
	if r.doubt != nil && !r.doubt.Disabled() {
		id := "menu.make_uncertain"
		if v, _, ok := r.value(); ok && v.Uncertain() {
			id = "menu.make_certain"
		}
		items = append(items, fyne.NewMenuItem(r.desk.T(id), r.onDoubt))
	}
	if r.more != nil {
		items = append(items, fyne.NewMenuItem(r.desk.T("menu.details"), func() { r.Open(!r.IsOpen()) }))
	}
	items = append(items, fyne.NewMenuItem(r.desk.T("menu.copy_key", "Path", r.Path), func() { r.desk.Do.CopyText(r.Path) }))
	items = append(items, fyne.NewMenuItem(r.desk.T("menu.how_computed"), func() { r.desk.Do.Model(r.Path) }))
	r.desk.Menu(at, items...)
}

// small keeps the buttons beside a name as low as the name.
type small struct{}

func (small) MinSize([]fyne.CanvasObject) fyne.Size {
	s := theme.TextSize() + 6
	return fyne.NewSize(s+4, s)
}
func (small) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// control is the line with the inputs.
func (r *Row) control() fyne.CanvasObject {
	if len(r.Key.Choices) > 0 {
		r.labels = choiceLabels(r.desk, r.Key)
		r.choice = widgets.NewSelect(r.labels, r.onChoice)
		r.choice.OnExplain, r.choice.OnMenu = r.explain, r.onMenuKey
		return widgets.Row(0, r.choice, r.reset)
	}
	r.field = widgets.NewField()
	r.field.OnExplain, r.field.OnMenu = r.explain, r.onMenuKey
	r.field.OnCommit = r.onTyped
	r.field.OnError = r.onError
	r.field.OnTyping = r.onTyping
	r.slider = nil
	if n, ok := number(r.from, r.Key, r.Path); ok {
		low, high, step := span(r.Key, values.Middle(n))
		r.slider = widgets.NewSlider(low, high, step)
		r.slider.OnExplain, r.slider.OnMenu = r.explain, r.onMenuKey
		r.slider.OnChanged = r.onSlide
		r.slider.OnChangeEnded = func(float64) { r.desk.Store.Seal() }
		r.field.OnStep = func(n float64) { r.slider.SetValue(r.slider.Value + n*r.slider.Step) }
		return widgets.Row(0, r.slider, widgets.Wide(fieldWidth*r.scale(), r.field), r.reset)
	}
	return widgets.Row(0, r.field, r.reset)
}

const fieldWidth = 96

func (r *Row) scale() float32 { return theme.Size(theme.SizeNameText) / 13 }

func choiceLabels(d *desk.Desk, k scenario.Key) []string {
	labels := make([]string, len(k.Choices))
	for i, c := range k.Choices {
		labels[i] = d.Text.Value(k, `"`+c+`"`, "")
	}
	return labels
}

// Focus puts the cursor into the row.
func (r *Row) Focus() {
	c := r.desk.Window.Canvas()
	if r.choice != nil {
		c.Focus(r.choice)
	} else {
		c.Focus(r.field)
	}
}

// Choose marks the row as the one that Enter goes to; it says whether that is new.
func (r *Row) Choose(on bool) bool {
	colour := theme.Color(look.Chosen)
	if on == r.mark.Visible() && colour == r.mark.FillColor {
		return false
	}
	r.mark.FillColor = colour
	if on {
		r.mark.Show()
	} else {
		r.mark.Hide()
	}
	return true
}

// IsOpen says whether the details are shown.
func (r *Row) IsOpen() bool { return r.below.Visible() }

// Open shows the details below the row, or hides them.
func (r *Row) Open(on bool) {
	if r.more == nil || on == r.IsOpen() {
		return
	}
	if !on {
		r.more.SetIcon(theme.MenuExpandIcon())
		r.below.Hide()
		r.resized()
		return
	}
	r.more.SetIcon(theme.MenuDropDownIcon())
	r.editor().Show(r.plan, r.from)
	r.below.Show()
	r.resized()
}

// editor makes the details when they are first asked for.
func (r *Row) editor() *editor.Editor {
	if r.details == nil {
		r.details = editor.New(r.desk, r.Path, r.Key)
		r.details.OnResize = r.resized
		panel := widgets.NewPanel(r.details.View())
		panel.Inset = 6
		panel.Fill = theme.ColorNameHeaderBackground
		r.below.Add(panel)
	}
	return r.details
}

// format is how the value is read and written.
func (r *Row) format() values.Format {
	return values.Format{P: r.desk.Text, Key: r.Key, Currency: r.from.Run().Currency}
}

// value is the value as it stands; ok is false where it is no number.
func (r *Row) value() (v values.Value, n scenario.Number, ok bool) {
	if n, ok = number(r.from, r.Key, r.Path); !ok {
		return v, n, false
	}
	v, ok = values.Parse(r.from.Text(r.Path), r.Key.Unit)
	return v, n, ok
}

// Show brings the row up to date with a plan.
func (r *Row) Show(plan int, s *scenario.Scenario) {
	r.quiet = true
	defer func() { r.quiet = false }()
	other := plan != r.plan
	r.plan, r.from = plan, s
	if r.IsOpen() {
		r.details.Show(plan, s)
	}
	if key := r.stands(); key != r.key {
		r.key = key
	} else if !other {
		return
	}
	if _, ok := number(s, r.Key, r.Path); r.choice == nil && ok != (r.slider != nil) {
		r.line.Objects = []fyne.CanvasObject{r.control()} // a number became a list, or a list a number
		r.line.Refresh()
	}
	height := r.head.MinSize().Height
	r.unit.Set(r.unitText())
	switch {
	case r.choice != nil:
		r.showChoice()
	default:
		r.field.Display(r.shown())
		if other {
			r.field.Forget()
		}
	}
	if r.slider != nil {
		r.showSlider()
	}
	if !r.typing {
		r.warn()
	}
	r.showMarks()
	if r.head.MinSize().Height != height { // a long unit stands below the name
		r.resized()
	}
}

// stands is all that the row shows: its value, and those it is compared with.
func (r *Row) stands() string {
	base, opened := "", ""
	now := r.desk.Store.Now()
	if b, ok := now.Plan(now.Baseline); ok {
		base = b.Scenario.Text(r.Path) + "\n" + b.Scenario.Name()
	}
	if o := r.desk.Store.Origin(r.plan); o.Saved != nil {
		opened = o.Saved.Text(r.Path)
	}
	source := r.from.Source(r.Path)
	return strings.Join([]string{r.from.Text(r.Path), base, opened, r.from.Run().Currency, source.Text}, "\n")
}

// showMarks tells by the name, the reset and the ± how the value stands.
func (r *Row) showMarks() {
	if bold := r.differs(); r.name.Bold != bold {
		r.name.Bold = bold
		r.name.Refresh()
	}
	if changed := len(r.targets()) > 0; changed == r.reset.Disabled() {
		if changed {
			r.reset.Enable()
		} else {
			r.reset.Disable()
		}
	}
	if r.doubt == nil {
		return
	}
	v, _, ok := r.value()
	importance := widget.LowImportance
	if ok && v.Uncertain() {
		importance = widget.HighImportance
	}
	if r.doubt.Importance != importance {
		r.doubt.Importance = importance
		r.doubt.Refresh()
	}
	if can := ok && !v.Planned(); can == r.doubt.Disabled() {
		if can {
			r.doubt.Enable()
		} else {
			r.doubt.Disable()
		}
	}
}

// shown is the value as the field shows it, and as it edits it.
func (r *Row) shown() (shown, edit string) {
	if v, n, ok := r.value(); ok {
		return r.format().Short(v, n), r.format().Edit(v)
	}
	raw := r.from.Text(r.Path)
	return r.words(raw), unquoted(raw)
}

func (r *Row) showChoice() {
	for i, c := range r.Key.Choices {
		if r.from.Text(r.Path) == `"`+c+`"` && r.choice.Selected != r.labels[i] {
			r.choice.SetSelected(r.labels[i])
		}
	}
}

func (r *Row) showSlider() {
	v, n, ok := r.value()
	if !ok || v.Form == values.Dist && v.Dist == "empirical" {
		r.slider.Disable()
		r.slider.Band(0, 0)
		return
	}
	r.slider.Enable()
	at := values.Middle(n)
	r.slider.Min, r.slider.Max = min(r.slider.Min, at), max(r.slider.Max, at)
	if r.slider.Value != at {
		r.slider.Display(at)
	}
	low, high := band(n)
	r.slider.Band(low, high)
	r.slider.Mark(r.reference())
}

// band is where eight of ten futures lie; nothing for a certain number.
func band(n scenario.Number) (low, high float64) {
	if n.Plan != nil {
		parts := n.Plan.Steps
		if len(parts) > 0 {
			return band(parts[len(parts)-1][1])
		}
		return band(n.Plan.To)
	}
	if n.Dist == nil {
		return 0, 0
	}
	return n.Dist.Quantile(0.1), n.Dist.Quantile(0.9)
}

// reference is the baseline's value where it is another; else NaN.
func (r *Row) reference() float64 {
	now := r.desk.Store.Now()
	base, ok := now.Plan(now.Baseline)
	if !ok || !r.differs() {
		return math.NaN()
	}
	if n, ok := number(base.Scenario, r.Key, r.Path); ok {
		return values.Middle(n)
	}
	return math.NaN()
}

// warn says quietly that a value is beyond what is known to occur; the default, such
// as 0 for what is off, needs no such word, nor does one of which the plan names its
// own source.
func (r *Row) warn() {
	_, n, ok := r.value()
	f := r.format()
	if !ok || r.Key.Side == scenario.Setup || !beyond(f, n) || r.words(r.Key.Default) == r.words(r.from.Text(r.Path)) {
		r.tell("", "")
		return
	}
	source := r.from.Source(r.Path)
	if source.Text != r.Key.Source && source.Confidence != "guess" {
		r.tell("", "")
		return
	}
	text := r.desk.T("outside", "Range", f.Evidence())
	if source.Text != "" {
		text = r.desk.T("outside_source", "Range", f.Evidence(), "Source", r.desk.Text.Phrase(source.Text))
	}
	r.tell(text, look.Bad)
}

// beyond says whether a number, or a level of its plan, is outside the evidence.
func beyond(f values.Format, n scenario.Number) bool {
	if n.Plan == nil {
		return f.Outside(values.Middle(n))
	}
	for _, s := range n.Plan.Steps {
		if f.Outside(values.Middle(s[1])) {
			return true
		}
	}
	return len(n.Plan.Steps) == 0 && (f.Outside(values.Middle(n.Plan.From)) || f.Outside(values.Middle(n.Plan.To)))
}

// tell shows a quiet line under the control; "" takes it away.
func (r *Row) tell(text string, colour fyne.ThemeColorName) {
	if text == r.hint.Text {
		return
	}
	r.hint.Colour = colour
	r.hint.Set(text)
	if text == "" {
		r.hint.Hide()
	} else {
		r.hint.Show()
	}
	r.resized()
}

func (r *Row) unitText() string {
	week := func(n scenario.Number) string { return r.desk.Text.Number(values.Middle(n), 0) }
	if n, ok := number(r.from, r.Key, r.Path); ok && n.Plan != nil {
		if steps := n.Plan.Steps; len(steps) > 0 {
			return r.desk.T("plan_from", "From", week(steps[len(steps)-1][0]))
		}
		if n.Plan.Shape == "step" {
			return r.desk.T("plan_from", "From", week(n.Plan.StartWeek))
		}
		end := scenario.Number{Certain: values.Middle(n.Plan.StartWeek) + values.Middle(n.Plan.Weeks)}
		return r.desk.T("plan_weeks", "From", week(n.Plan.StartWeek), "To", week(end))
	}
	if _, _, ok := r.value(); !ok || r.Key.Unit == scenario.Seconds || r.Key.Unit == scenario.Share {
		return "" // it stands in the field already
	}
	return r.desk.Text.Unit(r.Key.Unit, r.from.Run().Currency)
}

// resized lets the rows below move.
func (r *Row) resized() {
	r.root.Refresh()
	if r.OnResize != nil {
		r.OnResize()
	}
}
