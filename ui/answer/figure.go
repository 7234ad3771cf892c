package answer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/widgets"
)

// figure is content that explains itself when the pointer or the focus comes.
type figure struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ring    *canvas.Rectangle
	explain func()
}

func newFigure(content fyne.CanvasObject, explain func()) *figure {
	f := &figure{content: content, explain: explain, ring: canvas.NewRectangle(nil)}
	f.ring.StrokeWidth, f.ring.CornerRadius = 2, 4
	f.ring.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is the toolkit's.
func (f *figure) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(f.content, f.ring))
}

// MouseIn, MouseMoved and MouseOut explain.
func (f *figure) MouseIn(*desktop.MouseEvent)    { f.explain() }
func (f *figure) MouseMoved(*desktop.MouseEvent) {}
func (f *figure) MouseOut()                      {}

// FocusGained explains.
func (f *figure) FocusGained() {
	f.ring.StrokeColor = theme.ColorForWidget(theme.ColorNamePrimary, f)
	f.ring.Show()
	f.explain()
	widgets.Reveal(f)
}

// FocusLost takes the ring away.
func (f *figure) FocusLost() { f.ring.Hide() }

// TypedRune and TypedKey take nothing.
func (f *figure) TypedRune(rune)          {}
func (f *figure) TypedKey(*fyne.KeyEvent) {}
