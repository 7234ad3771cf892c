// Package desk is what the views of the desktop share: the store that they
// observe, the language that they speak and the line that explains.
package desk

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/state"
	"lojal/ui/text"
)

// Desk is handed to every view.
type Desk struct {
	Window  fyne.Window
	Store   *state.Store
	Text    *text.Printer
	Explain func(text string) // shows a text in the explain line
	// Retell replaces what the explain line says, if it still says that.
	Retell func(was, now string) bool
	Style  func() chart.Style // of pictures on the screen
	Dark   func() bool        // whether the screen is dark
	Watch  func(Moment)       // is told what a redraw goes through; nil: nobody measures
	Post   func(func())       // runs a function on the goroutine of the interface; nil: the toolkit's way
	Do     Commands
}

// Commands are what views ask the window for.
type Commands struct {
	NewPlan  func()
	Rename   func(plan int)
	Story    func(plan int) // tells its question, hypothesis, findings and decision
	Remove   func(plan int)
	Open     func(ref string)
	SaveAs   func(plan int)
	Trash    func(plan int) // moves the file to the bin
	Keep     func(plan int)
	Export   func(d chart.Drawing)
	CopyText func(text string)
	// SavePicture writes a picture at once, to the folder used last.
	SavePicture func(d chart.Drawing)
	CopyPicture func(d chart.Drawing)
	Model       func(path string) // opens the description of the model at the section of a key
	Fail        func(err error)   // tells what went wrong
	// Ask asks for a line of text, until take returns no error.
	Ask func(title, text string, take func(text string) error)
}

// Moment is a step from a moved lever to a new picture, for measuring.
type Moment struct {
	What    string
	Key     string       // of the run: Asked, Found
	Results *sim.Results // Found, Shown
	Place   kpi.ID       // of the picture: Shown
}

// Steps of a redraw: the run of an edit is asked for, its results come, a picture
// of them was painted.
const (
	Asked = "asked"
	Found = "found"
	Shown = "shown"
)

// T is a text of the interface.
func (d *Desk) T(id string, pairs ...any) string { return d.Text.T("ui."+id, pairs...) }

// Says is a function that explains a text when called.
func (d *Desk) Says(text string) func() { return func() { d.Explain(text) } }

// Menu shows a menu at a place of the window.
func (d *Desk) Menu(at fyne.Position, items ...*fyne.MenuItem) {
	popUp(d.Window.Canvas(), at, items)
}

// MenuUnder shows a menu below an object.
func (d *Desk) MenuUnder(o fyne.CanvasObject, items ...*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	d.Menu(at.AddXY(0, o.Size().Height), items...)
}

// Name is the name of a side of the comparison, cut where it would push the
// answer itself out of the window.
func (d *Desk) Name(s state.Side) string {
	name := short(d.Called(s.Scenario))
	if s.AsSaved {
		return d.T("as_saved", "Name", name)
	}
	return name
}

// Called is the name of a scenario: the shipped ones have one in each language.
func (d *Desk) Called(s *scenario.Scenario) string { return d.Text.Phrase(s.Name()) }

// longest is how many letters of a name stand in sentences and pictures.
const longest = 48

// short cuts a long name after a word.
func short(name string) string {
	letters := []rune(name)
	if len(letters) <= longest {
		return name
	}
	cut := string(letters[:longest-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}

// Message is an error in words, one line a problem, without the place.
func (d *Desk) Message(err error) string {
	var problems scenario.Problems
	if !errors.As(err, &problems) {
		return err.Error()
	}
	lines := make([]string, len(problems))
	for i, q := range problems {
		q.File, q.Line, q.Column, q.Key = "", 0, 0, ""
		lines[i] = strings.TrimLeft(d.Text.Problem(q), ": ")
	}
	return strings.Join(lines, "\n")
}
