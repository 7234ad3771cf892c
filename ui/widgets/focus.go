package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// Reveal scrolls to an object that got the focus, where it is not seen whole. The
// toolkit moves the focus out of sight.
func Reveal(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	scrolls, _ := around(root, o)
	for _, s := range scrolls { // the outermost first: the inner ones move with it
		reveal(s, o)
	}
}

func reveal(s *container.Scroll, o fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	place := at(o).Subtract(at(s))
	to := s.Offset
	if s.Direction != container.ScrollVerticalOnly {
		to.X += beyond(place.X, o.Size().Width, s.Size().Width)
	}
	if s.Direction != container.ScrollHorizontalOnly {
		to.Y += beyond(place.Y, o.Size().Height, s.Size().Height)
	}
	if to != s.Offset {
		s.ScrollToOffset(to)
	}
}

// beyond is how far a stretch must be moved to lie within a room, with some air
// where there is; the start of what is longer is shown.
func beyond(start, length, room float32) float32 {
	air := min(12, max(0, (room-length)/2))
	switch {
	case start < 0 || length > room:
		return start - air
	case start+length > room:
		return start + length + air - room
	}
	return 0
}

// around are the scrolls that an object lies in, the outermost first.
func around(root, o fyne.CanvasObject) (scrolls []*container.Scroll, found bool) {
	if root == o {
		return nil, true
	}
	var parts []fyne.CanvasObject
	switch r := root.(type) {
	case *fyne.Container:
		parts = r.Objects
	case *container.Scroll:
		if inner, ok := around(r.Content, o); ok {
			return append([]*container.Scroll{r}, inner...), true
		}
	case *Panel:
		parts = []fyne.CanvasObject{r.Content}
	case *Area:
		parts = []fyne.CanvasObject{r.Content}
	}
	for _, part := range parts {
		if part != nil && part.Visible() {
			if scrolls, found = around(part, o); found {
				return scrolls, true
			}
		}
	}
	return nil, false
}

// MenuKey says whether a key asks for the menu of what has the focus.
func MenuKey(e *fyne.KeyEvent) bool { return e.Name == desktop.KeyMenu || e.Name == fyne.KeyF10 }

// ringed draws a ring round a widget that has the focus: what the toolkit draws is
// not seen on a coloured button.
type ringed struct {
	fyne.WidgetRenderer
	w    fyne.Widget
	on   func() bool
	ring *canvas.Rectangle
}

func withRing(w fyne.Widget, r fyne.WidgetRenderer, on func() bool) fyne.WidgetRenderer {
	ring := canvas.NewRectangle(nil)
	ring.StrokeWidth, ring.CornerRadius = 2, 7
	return &ringed{r, w, on, ring}
}

// Objects has the ring only while there is something to tell.
func (r *ringed) Objects() []fyne.CanvasObject {
	all := r.WidgetRenderer.Objects()
	if !r.on() {
		return all
	}
	return append(all[:len(all):len(all)], r.ring)
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	const out = 2
	r.ring.Move(fyne.NewPos(-out, -out))
	r.ring.Resize(size.AddWidthHeight(2*out, 2*out))
}

func (r *ringed) Refresh() {
	r.ring.StrokeColor = colour(r.w, theme.ColorNameForeground)
	r.Layout(r.w.Size())
	r.WidgetRenderer.Refresh()
}
