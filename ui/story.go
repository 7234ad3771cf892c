package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"lojal/ui/editor"
	"lojal/ui/widgets"
)

// story tells what a plan asks, expects, found and decides; those of the shipped ones
// in the desktop's language.
func (d *Desktop) story(id int) {
	p, ok := d.store.Now().Plan(id)
	if !ok {
		return
	}
	s := p.Scenario.Story()
	lines := container.New(editor.Stack(4))
	add := func(part, text string) {
		if text == "" {
			return
		}
		title := widgets.NewCaption(d.desk.T("story."+part), theme.ColorNamePrimary)
		title.Bold = true
		lines.Add(title)
		lines.Add(widgets.NewParagraph(d.desk.Text.Phrase(text)))
	}
	add("question", s.Question)
	add("hypothesis", s.Hypothesis)
	add("findings", s.Findings)
	add("decision", s.Decision)
	if len(lines.Objects) == 0 {
		lines.Add(widgets.NewParagraph(d.desk.T("story.none")))
	}
	box := dialog.NewCustomWithoutButtons(d.desk.Called(p.Scenario), container.NewVScroll(lines), d.window)
	d.show(box, fyne.NewSize(560, 380), nil, primary(d.desk.T("close"), box.Hide))
}
