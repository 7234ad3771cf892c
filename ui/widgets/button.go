package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Button is the toolkit's button that explains itself.
type Button struct {
	widget.Button
	explained
	OnEscape func() // of a dialog's buttons; may be nil
	focused  bool
}

// NewButton is a button with text, an icon or both.
func NewButton(text string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// Quiet makes the button flat, with an explanation.
func (b *Button) Quiet(explain func()) *Button {
	b.Importance = widget.LowImportance
	b.OnExplain = explain
	return b
}

// MouseIn explains.
func (b *Button) MouseIn(e *desktop.MouseEvent) { b.explain(); b.Button.MouseIn(e) }

// CreateRenderer is the toolkit's with a ring round what has the focus.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return withRing(b, b.Button.CreateRenderer(), func() bool { return b.focused })
}

// FocusGained explains.
func (b *Button) FocusGained() { b.focused = true; b.explain(); b.Button.FocusGained(); Reveal(b) }

// FocusLost takes the ring away.
func (b *Button) FocusLost() { b.focused = false; b.Button.FocusLost() }

// TypedKey presses with Enter as well as Space.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch {
	case (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && !b.Disabled() && b.OnTapped != nil:
		b.OnTapped()
	case e.Name == fyne.KeyEscape && b.OnEscape != nil:
		b.OnEscape()
	case b.menu(e):
	default:
		b.Button.TypedKey(e)
	}
}

// Select is the toolkit's choice that explains itself.
type Select struct {
	widget.Select
	explained
}

// NewSelect is a choice among options.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// MouseIn explains.
func (s *Select) MouseIn(e *desktop.MouseEvent) { s.explain(); s.Select.MouseIn(e) }

// FocusGained explains.
func (s *Select) FocusGained() { s.explain(); s.Select.FocusGained(); Reveal(s) }

// TypedKey opens the menu, or chooses; Enter opens the choices as well as Space.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	switch {
	case s.menu(e):
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		s.Select.TypedKey(e)
	}
}
