package ui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/manual"
	"lojal/ui/text"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// show opens a dialog: Escape closes it, Enter presses the focused button.
func (d *Desktop) show(box *dialog.CustomDialog, size fyne.Size, focus fyne.Focusable, buttons ...*widgets.Button) {
	var row []fyne.CanvasObject
	for _, b := range buttons {
		b.OnEscape = box.Hide
		row = append(row, b)
	}
	box.SetButtons(row)
	box.Resize(size)
	box.Show()
	if focus == nil {
		focus = buttons[len(buttons)-1]
	}
	d.window.Canvas().Focus(focus)
}

// primary is the button that a dialog expects to be pressed.
func primary(text string, tapped func()) *widgets.Button {
	b := widgets.NewButton(text, nil, tapped)
	b.Importance = widget.HighImportance
	return b
}

// fail tells everything that went wrong; the text can be selected and copied.
func (d *Desktop) fail(err error) {
	words := d.words(err)
	label := widget.NewLabel(words)
	label.Selectable = true
	label.Wrapping = fyne.TextWrapWord
	lines := strings.Count(words, "\n") + 1
	box := dialog.NewCustomWithoutButtons(d.desk.T("problems", "N", lines), container.NewVScroll(label), d.window)
	size := d.window.Canvas().Size()
	size = fyne.NewSize(min(760, size.Width*0.85), min(size.Height*0.8, 130+float32(lines)*32))
	d.show(box, size, nil, widgets.NewButton(d.desk.T("copy"), nil, func() { d.copyText(words) }), primary(d.desk.T("close"), box.Hide))
}

// words are the problems of an error, one a line, in the desktop's language.
func (d *Desktop) words(err error) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, d.words(e))
		}
		return strings.Join(lines, "\n")
	}
	var problems scenario.Problems
	if !errors.As(err, &problems) {
		return d.reason(err)
	}
	lines := make([]string, len(problems))
	for i, q := range problems {
		lines[i] = d.desk.Text.Problem(q)
	}
	return strings.Join(lines, "\n")
}

// tell shows a text.
func (d *Desktop) tell(title, text string) {
	label := widget.NewRichTextFromMarkdown(text)
	label.Segments = manual.Plain(label.Segments)
	label.Wrapping = fyne.TextWrapWord
	box := dialog.NewCustomWithoutButtons(title, container.NewVScroll(label), d.window)
	d.show(box, fyne.NewSize(600, 520), nil, primary(d.desk.T("close"), box.Hide))
}

func (d *Desktop) copyText(text string) {
	if text != "" {
		d.app.Clipboard().SetContent(text)
		d.desk.Explain(d.desk.T("copied", "Text", text))
	}
}

func (d *Desktop) selected() int { return d.store.Now().Selected }

// newPlan duplicates the selected plan.
func (d *Desktop) newPlan() {
	if p, ok := d.store.Now().Plan(d.selected()); ok {
		d.store.Duplicate(p.ID, d.freeName(d.desk.Called(p.Scenario)))
	}
}

// keep makes the edits of a plan a plan of their own, named after them.
func (d *Desktop) keep(id int) {
	p, ok := d.store.Now().Plan(id)
	saved := d.store.Origin(id).Saved
	if !ok || saved == nil || !d.store.Drafted(p) {
		return
	}
	name := d.desk.Called(p.Scenario)
	if diff := scenario.Diff(saved, p.Scenario); len(diff) > 0 {
		name += told(d.desk.Text, p.Scenario, diff[0].Path)
	}
	d.store.Keep(id, d.freeName(name))
}

// told is the end of a plan's name that tells a value of it. A bare number goes
// without its unit, so that names stay short.
func told(p *text.Printer, s *scenario.Scenario, path string) string {
	k, ok := scenario.KeyOf(path)
	if !ok {
		return ""
	}
	raw := s.Text(path)
	value := p.Value(k, raw, s.Run().Currency)
	if v, err := strconv.ParseFloat(raw, 64); err == nil && k.Unit != scenario.Share && k.Unit != scenario.Seconds {
		_, decimals, _ := strings.Cut(raw, ".")
		value = p.Number(v, len(decimals))
	}
	return ", " + k.Name.In(p.Lang()) + " " + value
}

// named is the name of a plan after an edit: one that ends with the value that was
// edited, in either language, follows it.
func named(before, after *scenario.Scenario, path string) string {
	for _, lang := range text.Languages {
		p := text.For(lang)
		end := told(p, before, path)
		if start, ok := strings.CutSuffix(before.Name(), end); ok && end != "" && start != "" {
			return start + told(p, after, path)
		}
	}
	return after.Name()
}

// freeName is a name that no plan has: the name itself, or with a number.
func (d *Desktop) freeName(name string) string {
	used := map[string]bool{}
	for _, p := range d.store.Now().Plans {
		used[p.Name()], used[d.desk.Called(p.Scenario)] = true, true
	}
	if !used[name] {
		return name
	}
	for n := 2; ; n++ {
		if next := d.desk.T("numbered", "Name", name, "Count", d.desk.Text.Number(float64(n), 0)); !used[next] {
			return next
		}
	}
}

// rename asks for a plan's name.
func (d *Desktop) rename(id int) {
	p, ok := d.store.Now().Plan(id)
	if !ok {
		return
	}
	d.askFor(d.heading("rename"), d.desk.T("rename"), d.desk.Called(p.Scenario), func(name string) error {
		if name != d.desk.Called(p.Scenario) {
			d.store.Rename(id, name)
		}
		return nil
	})
}

// askValue asks for a value.
func (d *Desktop) askValue(title, text string, take func(text string) error) {
	d.askFor(title, d.desk.T("set"), text, take)
}

// askFor asks for a line of text with a button for it. What take refuses is told
// below the line, which stays.
func (d *Desktop) askFor(title, button, text string, take func(text string) error) {
	entry, wrong := widgets.NewInput(), widgets.NewParagraph("")
	wrong.Colour = look.Bad
	wrong.TextSize = theme.SizeNameCaptionText
	entry.SetText(text)
	box := dialog.NewCustomWithoutButtons(title, container.NewVBox(entry, wrong), d.window)
	try := func() {
		if err := take(strings.TrimSpace(entry.Text)); err != nil {
			wrong.Set(d.desk.Message(err))
			box.Resize(fyne.NewSize(420, box.MinSize().Height))
			return
		}
		box.Hide()
	}
	entry.OnSubmitted = func(string) { try() }
	entry.OnEscape = box.Hide
	d.show(box, fyne.NewSize(420, 140), entry, widgets.NewButton(d.desk.T("cancel"), nil, box.Hide), primary(button, try))
}

// remove takes a plan out of the workspace. Its file stays, and undo brings it
// back, so nothing is asked.
func (d *Desktop) remove(id int) {
	p, ok := d.store.Now().Plan(id)
	switch {
	case ok && d.last():
		d.desk.Explain(d.desk.T("last_plan"))
	case ok:
		d.store.Remove(id)
		d.desk.Explain(d.desk.T("removed", "Name", d.desk.Called(p.Scenario)))
	}
}

// quit closes the window. Unsaved plans are asked about once; whatever is answered,
// they are there again at the next start.
func (d *Desktop) quit() {
	if d.typing() != nil {
		d.window.Canvas().Unfocus() // what is typed in a lever is taken
	}
	unsaved := d.store.Unsaved()
	if len(unsaved) == 0 {
		d.close()
		return
	}
	names := make([]string, len(unsaved))
	for i, p := range unsaved {
		names[i] = "• " + d.desk.Called(p.Scenario)
	}
	label := widget.NewLabel(d.desk.T("quit.unsaved", "N", len(unsaved)) + "\n" + strings.Join(names, "\n") + "\n\n" + d.desk.T("quit.kept"))
	label.Wrapping = fyne.TextWrapWord
	content := container.NewVBox(label)
	folder := func() string { return d.home }
	if d.home == "" && slices.ContainsFunc(unsaved, d.nameless) {
		where := d.newPlace("-", "")
		where.unnamed = true
		item := where.folderItem()
		item.Text = d.desk.T("quit.into")
		content.Add(widget.NewForm(item))
		content.Add(where.note)
		folder = func() string { return where.folder.Text }
	}
	box := dialog.NewCustomWithoutButtons(d.desk.T("quit.title"), content, d.window)
	save := widgets.NewButton(d.desk.T("quit.save"), nil, func() {
		box.Hide()
		if d.saveEach(unsaved, folder()) {
			d.close()
		}
	})
	keep := primary(d.desk.T("quit.keep"), func() { box.Hide(); d.close() })
	size := fyne.NewSize(520, box.MinSize().Height+30)
	d.show(box, size, nil, widgets.NewButton(d.desk.T("cancel"), nil, box.Hide), save, keep)
}

func (d *Desktop) close() {
	d.leave()
	d.prefs.setSize(d.window.Canvas().Size())
	d.jobs.Stop()
	if d.letters != nil {
		d.letters.end()
	}
	d.window.SetCloseIntercept(nil)
	if d.exit != nil {
		d.jobs.Close()
		d.exit()
	}
	d.window.Close()
}
