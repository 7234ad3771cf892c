package widgets

import (
	"image/color"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "lojal/ui/theme"
)

// Explained widgets tell a listener when the pointer or the focus comes to
// them, so that the explain line can say what they are.
type explained struct {
	OnExplain func()
	OnMenu    func() // the menu key was pressed; may be nil
}

// menu opens the menu where a key asks for it.
func (e *explained) menu(k *fyne.KeyEvent) bool {
	if e.OnMenu == nil || !MenuKey(k) {
		return false
	}
	e.OnMenu()
	return true
}

func (e *explained) explain() {
	if e.OnExplain != nil {
		e.OnExplain()
	}
}

// Slider is the toolkit's slider with the keys of a desktop: arrows a step,
// with Shift or Page Up and Down ten, Home and End to the ends.
//
// Behind the thumb it can show a band, where an uncertain value lies, and a mark,
// where another plan has it.
type Slider struct {
	widget.Slider
	explained
	shift     bool
	low, high float64         // of the band; none where they are equal
	mark      float64         // NaN: none
	pull      *fyne.DragEvent // waits to be followed
	followed  time.Time       // when the pointer was followed last
	held      bool            // by the pointer
	pressed   bool            // upon it
}

// NewSlider is a slider over a range.
func NewSlider(low, high, step float64) *Slider {
	s := &Slider{mark: math.NaN()}
	s.Min, s.Max, s.Step = low, high, step
	s.ExtendBaseWidget(s)
	return s
}

// Display moves the slider without telling anybody.
func (s *Slider) Display(v float64) {
	s.Value = min(max(v, s.Min), s.Max)
	s.Refresh()
}

// Band shows a band from one value to another; none where they are equal.
func (s *Slider) Band(low, high float64) {
	if s.low != low || s.high != high {
		s.low, s.high = low, high
		s.Refresh()
	}
}

// Mark shows a mark at a value; NaN takes it away.
func (s *Slider) Mark(v float64) {
	if s.mark != v && !(math.IsNaN(s.mark) && math.IsNaN(v)) {
		s.mark = v
		s.Refresh()
	}
}

// CreateRenderer is the toolkit's with band and mark behind its thumb.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{WidgetRenderer: s.Slider.CreateRenderer(), s: s,
		band: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil)}
	r.band.CornerRadius = 3
	r.place()
	return r
}

type sliderRenderer struct {
	fyne.WidgetRenderer
	s          *Slider
	band, mark *canvas.Rectangle
}

// Objects puts band and mark between the track and the thumb.
func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	all := r.WidgetRenderer.Objects()
	return slices.Concat(all[:2], []fyne.CanvasObject{r.band, r.mark}, all[2:])
}

func (r *sliderRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.place()
}

func (r *sliderRenderer) Refresh() {
	r.place()
	r.WidgetRenderer.Refresh()
}

// place puts band and mark where the toolkit's slider has their values.
func (r *sliderRenderer) place() {
	s, th := r.s, r.s.Theme()
	size := s.Size()
	pad := (th.Size(theme.SizeNameInlineIcon)-4)/2 + th.Size(theme.SizeNameInnerPadding) - 1.5
	at := func(v float64) float32 {
		if s.Max <= s.Min {
			return pad
		}
		share := (min(max(v, s.Min), s.Max) - s.Min) / (s.Max - s.Min)
		return pad + float32(share)*(size.Width-2*pad)
	}
	ink := color.NRGBAModel.Convert(colour(s, theme.ColorNamePrimary)).(color.NRGBA)
	r.mark.FillColor = colour(s, look.Muted)
	ink.A = 0x70
	r.band.FillColor = ink
	r.band.Hidden = s.low >= s.high
	r.band.Move(fyne.NewPos(at(s.low), size.Height/2-5))
	r.band.Resize(fyne.NewSize(max(3, at(s.high)-at(s.low)), 10))
	r.mark.Hidden = math.IsNaN(s.mark) || s.mark < s.Min || s.mark > s.Max
	r.mark.Move(fyne.NewPos(at(s.mark)-1, size.Height/2-7))
	r.mark.Resize(fyne.NewSize(2, 14))
}

// tick is how long the window takes to be painted anew, at the least.
const tick = time.Second / 60

// Dragged follows the pointer: at once, or where it was followed in this frame
// already, once the events that wait are read. An edit takes longer than the
// pointer's next move, and the window would not be painted before the last of them.
//
// The keys come along, as they do when it is tapped: the cursor of a text field would
// go on blinking, each time a few frames of the window.
func (s *Slider) Dragged(e *fyne.DragEvent) {
	if !s.held {
		s.held = true
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && !s.Disabled() {
			c.Focus(s)
		}
	}
	waiting := s.pull != nil
	at := *e
	switch s.pull = &at; {
	case waiting:
	case time.Since(s.followed) > tick:
		s.catchUp()
	default:
		fyne.Do(s.catchUp)
	}
}

// MouseDown and MouseMoved follow the pointer from its first dot on: the toolkit takes
// a movement for a drag from the second.
func (s *Slider) MouseDown(e *desktop.MouseEvent) {
	s.pressed = e.Button == desktop.MouseButtonPrimary
}

// MouseMoved follows.
func (s *Slider) MouseMoved(e *desktop.MouseEvent) {
	if s.pressed && e.Button == desktop.MouseButtonPrimary {
		s.Dragged(&fyne.DragEvent{PointEvent: e.PointEvent})
	}
}

// MouseUp ends a movement; where it was not taken for a drag a tap follows.
func (s *Slider) MouseUp(*desktop.MouseEvent) {
	s.pressed, s.held = false, false
	s.catchUp()
}

// DragEnd ends the movement where the pointer is.
func (s *Slider) DragEnd() {
	s.pressed, s.held = false, false
	s.catchUp()
	s.Slider.DragEnd()
}

func (s *Slider) catchUp() {
	if e := s.pull; e != nil {
		s.pull = nil
		s.Slider.Dragged(e)
		s.followed = time.Now()
	}
}

// MouseIn explains.
func (s *Slider) MouseIn(e *desktop.MouseEvent) { s.explain(); s.Slider.MouseIn(e) }

// MouseOut forgets that the pointer was pressed: what it does elsewhere is none of the
// slider's.
func (s *Slider) MouseOut() { s.pressed = false; s.Slider.MouseOut() }

// FocusGained explains.
func (s *Slider) FocusGained() { s.explain(); s.Slider.FocusGained(); Reveal(s) }

// FocusLost forgets that Shift was down.
func (s *Slider) FocusLost() { s.shift = false; s.Slider.FocusLost() }

// KeyDown and KeyUp follow Shift.
func (s *Slider) KeyDown(e *fyne.KeyEvent) { s.follow(e, true) }
func (s *Slider) KeyUp(e *fyne.KeyEvent)   { s.follow(e, false) }

func (s *Slider) follow(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		s.shift = down
	}
}

// TypedKey moves the slider.
func (s *Slider) TypedKey(e *fyne.KeyEvent) {
	if s.menu(e) || s.Disabled() {
		return
	}
	step := s.Step
	if s.shift {
		step *= 10
	}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		s.SetValue(s.Value - step)
	case fyne.KeyRight, fyne.KeyUp:
		s.SetValue(s.Value + step)
	case fyne.KeyPageDown:
		s.SetValue(s.Value - 10*s.Step)
	case fyne.KeyPageUp:
		s.SetValue(s.Value + 10*s.Step)
	case fyne.KeyHome:
		s.SetValue(s.Min)
	case fyne.KeyEnd:
		s.SetValue(s.Max)
	}
}

// Field is a line of text that is committed by Enter or by leaving it, and
// taken back by Escape. It shows one form of a value and edits another.
type Field struct {
	widget.Entry
	explained
	OnCommit func(text string) error // nil error: the value was taken
	OnStep   func(steps float64)     // arrows up and down; may be nil
	OnError  func(err error)         // nil: the error is gone
	OnTyping func(text string)       // somebody types; "" when they have ended
	OnEnter  func()                  // Enter, after the text was taken or where there is none to take
	OnKey    func(e *fyne.KeyEvent) (taken bool)

	shown, edit string
	focused     bool
	refused     bool // the text was not taken and still stands there
	untouched   bool // has just got the focus; a click selects all
}

// NewField is an empty field.
func NewField() *Field {
	f := &Field{}
	f.ExtendBaseWidget(f)
	f.OnSubmitted = func(string) {
		if f.commit(); !f.refused && f.OnEnter != nil {
			f.OnEnter()
		}
	}
	f.OnChanged = func(text string) {
		if f.OnTyping != nil && f.Pending() {
			f.OnTyping(text)
		}
	}
	return f
}

// Display sets what is seen while the field is left alone, and what is edited.
func (f *Field) Display(shown, edit string) {
	if f.focused && f.Text != f.edit && f.Text != f.shown || f.refused && f.edit == edit {
		f.shown, f.edit = shown, edit // somebody types, or was told what is wrong: their text stays
		return
	}
	f.shown, f.edit = shown, edit
	f.restore()
	f.fail(nil)
}

// Pending says whether there is typed text that was not committed.
func (f *Field) Pending() bool { return f.focused && f.Text != f.edit }

func (f *Field) restore() {
	want := f.shown
	if f.focused {
		want = f.edit
	}
	if f.Text != want {
		f.SetText(want)
	}
}

// Forget throws typed text away, before another value is shown.
func (f *Field) Forget() {
	f.refused = false
	f.restore()
	f.fail(nil)
}

func (f *Field) fail(err error) {
	f.refused = err != nil
	if f.OnTyping != nil {
		f.OnTyping("")
	}
	if f.OnError != nil {
		f.OnError(err)
	}
}

func (f *Field) commit() {
	if f.Text == f.edit || f.Text == f.shown {
		f.fail(nil)
		return
	}
	if f.OnCommit == nil {
		return
	}
	typed, before := f.Text, f.edit
	f.edit = typed // what is committed is no longer pending while it is taken
	if err := f.OnCommit(typed); err != nil {
		f.edit = before
		f.fail(err)
		return
	}
	f.fail(nil)
}

// FocusGained shows the form that can be edited, all of it selected.
func (f *Field) FocusGained() {
	f.explain()
	f.focused, f.untouched = true, true
	f.Entry.FocusGained()
	if f.Text == f.shown {
		f.SetText(f.edit)
	}
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
	Reveal(f)
}

// FocusLost commits.
func (f *Field) FocusLost() {
	f.commit()
	f.focused = false
	f.Entry.FocusLost()
	if f.Text == f.edit {
		f.restore()
	}
}

// MouseUp ends a click; the one that brings the focus selects all.
func (f *Field) MouseUp(e *desktop.MouseEvent) {
	f.Entry.MouseUp(e)
	if f.untouched && f.SelectedText() == "" {
		f.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	f.untouched = false
}

// TypedRune edits.
func (f *Field) TypedRune(r rune) {
	f.untouched = false
	f.Entry.TypedRune(r)
}

// MouseIn, MouseMoved and MouseOut explain.
func (f *Field) MouseIn(*desktop.MouseEvent)    { f.explain() }
func (f *Field) MouseMoved(*desktop.MouseEvent) {}
func (f *Field) MouseOut()                      {}

// TypedKey steps, takes back, or edits.
func (f *Field) TypedKey(e *fyne.KeyEvent) {
	f.untouched = false
	switch {
	case f.OnKey != nil && f.OnKey(e):
	case f.menu(e):
	case e.Name == fyne.KeyEscape:
		f.SetText(f.edit)
		f.fail(nil)
	case e.Name == fyne.KeyUp && f.OnStep != nil && !f.Pending():
		f.OnStep(+1)
	case e.Name == fyne.KeyDown && f.OnStep != nil && !f.Pending():
		f.OnStep(-1)
	default:
		f.Entry.TypedKey(e)
	}
}

// Area is any content that explains itself and may be tapped.
type Area struct {
	widget.BaseWidget
	explained
	Content     fyne.CanvasObject
	OnTapped    func()
	OnSecondary func(at fyne.Position)
}

// NewArea wraps content.
func NewArea(content fyne.CanvasObject, explain func()) *Area {
	a := &Area{Content: content}
	a.OnExplain = explain
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer is the toolkit's.
func (a *Area) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(a.Content) }

// MouseIn, MouseMoved and MouseOut explain.
func (a *Area) MouseIn(*desktop.MouseEvent)    { a.explain() }
func (a *Area) MouseMoved(*desktop.MouseEvent) {}
func (a *Area) MouseOut()                      {}

// Tapped acts.
func (a *Area) Tapped(*fyne.PointEvent) {
	if a.OnTapped != nil {
		a.OnTapped()
	}
}

// TappedSecondary opens a menu.
func (a *Area) TappedSecondary(e *fyne.PointEvent) {
	if a.OnSecondary != nil {
		a.OnSecondary(e.AbsolutePosition)
	}
}
