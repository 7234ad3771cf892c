// Package newplan asks eight figures of a customer service of today, from which
// a baseline is made.
package newplan

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/calibrate"
	"lojal/ui/text"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// Form is the figures as typed, with what is wrong beside each.
type Form struct {
	Content fyne.CanvasObject
	Name    *widgets.Input
	OnEnter func() // Enter in a field

	text   words
	fields []*widgets.Input
	notes  []*widgets.Text
	status *widgets.Paragraph
}

// New is a form in a language, filled with the figures of the shipped baseline.
func New(printer *text.Printer, name string) *Form {
	p := words{printer}
	f := &Form{text: p, Name: widgets.NewInput(), status: widgets.NewParagraph(p.T("newplan.intro"))}
	f.status.Least = 2 // so that no field moves while the text changes
	f.Name.SetText(name)
	usual := calibrate.Usual
	rows := []fyne.CanvasObject{widget.NewLabel(p.T("newplan.name")), f.Name, widgets.NewText("")}
	f.Name.OnSubmitted = f.enter
	for _, field := range calibrate.Fields {
		in, note := widgets.NewInput(), widgets.NewCaption(p.T("newplan."+field.Name+".unit"), look.Muted)
		in.SetText(shown(p, field, *field.Of(&usual)))
		in.OnSubmitted = f.enter
		in.OnChanged = func(string) { f.look() }
		f.fields, f.notes = append(f.fields, in), append(f.notes, note)
		rows = append(rows, widget.NewLabel(p.T("newplan."+field.Name)), in, note)
	}
	f.Content = container.NewBorder(f.status, nil, nil, nil, container.New(&columns{}, rows...))
	return f
}

func (f *Form) enter(string) {
	if f.OnEnter != nil {
		f.OnEnter()
	}
}

// OnEscape is what Escape does in every field.
func (f *Form) OnEscape(act func()) {
	f.Name.OnEscape = act
	for _, in := range f.fields {
		in.OnEscape = act
	}
}

// look tells beside each field what is wrong with it, else its unit; it returns
// the index of the first wrong one, −1 where all are right.
func (f *Form) look() int {
	first := -1
	for i, field := range calibrate.Fields {
		note, ink := f.text.T("newplan."+field.Name+".unit"), look.Muted
		if _, err := parse(f.text, field, f.fields[i].Text); err != nil {
			note, ink = err.Error(), look.Bad
			if first < 0 {
				first = i
			}
		}
		f.note(i, note, ink)
	}
	return first
}

func (f *Form) note(i int, text string, ink fyne.ThemeColorName) {
	f.notes[i].Text, f.notes[i].Colour = text, ink
	f.notes[i].Refresh()
}

// Figures reads the form. Where a figure is wrong it is told beside it, and ok is
// false; focus is then the field to go to.
func (f *Form) Figures() (figures calibrate.Figures, focus fyne.Focusable, ok bool) {
	if i := f.look(); i >= 0 {
		return figures, f.fields[i], false
	}
	for i, field := range calibrate.Fields {
		*field.Of(&figures), _ = parse(f.text, field, f.fields[i].Text)
	}
	return figures, nil, true
}

// PlanName is the name for the plan.
func (f *Form) PlanName() string { return strings.TrimSpace(f.Name.Text) }

// Working says that the figures are being fitted, or no longer.
func (f *Form) Working(on bool) {
	id := "newplan.intro"
	if on {
		id = "newplan.working"
	}
	f.status.Set(f.text.T(id))
	for _, in := range append(f.fields, f.Name) {
		if on {
			in.Disable()
		} else {
			in.Enable()
		}
	}
}

// Fail tells why there is no plan, beside the figure where it is one.
func (f *Form) Fail(err error) (focus fyne.Focusable) {
	f.Working(false)
	var w *calibrate.Wrong
	if !errors.As(err, &w) {
		f.status.Set(err.Error())
		return f.Name
	}
	for i, field := range calibrate.Fields {
		if field.Name == w.Field.Name {
			f.note(i, f.text.T("newplan.unreached", "Value", shown(f.text, field, w.Reached)), look.Bad)
			f.status.Set(f.text.T("newplan.together"))
			return f.fields[i]
		}
	}
	return f.Name
}

// columns lays rows of three out: a label, a field, a note that takes the rest.
type columns struct{}

const fieldWidth = 150

func (columns) sizes(objects []fyne.CanvasObject) (label, height float32) {
	for i := 0; i+2 < len(objects); i += 3 {
		label = max(label, objects[i].MinSize().Width)
		for _, o := range objects[i : i+3] {
			height = max(height, o.MinSize().Height)
		}
	}
	return label, height
}

// MinSize is that of labels and fields, with room for a note.
func (c columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	label, height := c.sizes(objects)
	return fyne.NewSize(label+fieldWidth+230, float32(len(objects)/3)*(height+4))
}

// Layout places the rows one below the other.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, height := c.sizes(objects)
	for i := 0; i+2 < len(objects); i += 3 {
		y := float32(i/3) * (height + 4)
		place := func(o fyne.CanvasObject, x, width float32) {
			h := o.MinSize().Height
			o.Move(fyne.NewPos(x, y+(height-h)/2))
			o.Resize(fyne.NewSize(width, h))
		}
		place(objects[i], 0, label)
		place(objects[i+1], label+8, fieldWidth)
		place(objects[i+2], label+8+fieldWidth+8, size.Width-label-fieldWidth-16)
	}
}
