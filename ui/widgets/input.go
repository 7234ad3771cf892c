package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Input is a line of text in a dialog, which Escape closes.
type Input struct {
	widget.Entry
	OnEscape  func()
	untouched bool // has just got the focus; a click selects all
}

// NewInput is an empty line.
func NewInput() *Input {
	i := &Input{}
	i.ExtendBaseWidget(i)
	return i
}

// FocusGained selects all, so that typing replaces what stands there.
func (i *Input) FocusGained() {
	i.untouched = true
	i.Entry.FocusGained()
	i.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// MouseUp ends a click; the one that brings the focus selects all.
func (i *Input) MouseUp(e *desktop.MouseEvent) {
	i.Entry.MouseUp(e)
	if i.untouched && i.SelectedText() == "" {
		i.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	i.untouched = false
}

// TypedRune edits.
func (i *Input) TypedRune(r rune) { i.untouched = false; i.Entry.TypedRune(r) }

// TypedKey edits, or closes the dialog.
func (i *Input) TypedKey(e *fyne.KeyEvent) {
	i.untouched = false
	if e.Name == fyne.KeyEscape && i.OnEscape != nil {
		i.OnEscape()
		return
	}
	i.Entry.TypedKey(e)
}
