package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "lojal/ui/theme"
)

// Handle is a point of a line that can be moved. Low and High are the ends of an
// uncertain level; equal where it is certain.
type Handle struct{ X, Y, Low, High float64 }

// Points is a line over an axis with points to move: by the mouse, or with the
// focus by the arrow keys (with Shift ten steps), Page Up and Down choosing the
// point, Insert and Delete adding and removing one.
type Points struct {
	widget.BaseWidget
	explained
	Handles      []Handle
	Line         [][2]float64 // what is drawn, in x, y
	X, Y         [2]float64   // the axes
	StepX, StepY float64      // of the keys; what is dragged snaps to them
	WriteX       func(float64) string
	WriteY       func(float64) string
	OnMove       func(i int, x, y float64)
	OnMoved      func()             // the end of a move
	OnAdd        func(x, y float64) // nil: points are as many as they are
	OnRemove     func(i int)

	selected              int
	focused, shift, moved bool
	dragged               bool
}

// NewPoints is an empty line.
func NewPoints() *Points {
	p := &Points{}
	p.ExtendBaseWidget(p)
	return p
}

// Selected is the point that keys move.
func (p *Points) Selected() int { return min(p.selected, max(0, len(p.Handles)-1)) }

// Dragging says whether the mouse moves a point.
func (p *Points) Dragging() bool { return p.dragged }

// MinSize keeps the line legible.
func (p *Points) MinSize() fyne.Size { return fyne.NewSize(160, 116) }

// area is the place of the axes within the widget.
func (p *Points) area() (pos fyne.Position, size fyne.Size) {
	left := float32(0)
	if p.WriteY != nil {
		for _, y := range p.Y {
			left = max(left, fyne.MeasureText(p.WriteY(y), theme.CaptionTextSize(), fyne.TextStyle{}).Width)
		}
	}
	foot := theme.CaptionTextSize()*1.5 + 4
	s := p.BaseWidget.Size()
	return fyne.NewPos(left+6, 7), fyne.NewSize(max(1, s.Width-left-13), max(1, s.Height-foot-9))
}

func (p *Points) place(x, y float64) fyne.Position {
	pos, size := p.area()
	share := func(v float64, axis [2]float64) float32 {
		if axis[1] <= axis[0] {
			return 0
		}
		return float32((min(max(v, axis[0]), axis[1]) - axis[0]) / (axis[1] - axis[0]))
	}
	return fyne.NewPos(pos.X+share(x, p.X)*size.Width, pos.Y+(1-share(y, p.Y))*size.Height)
}

// at is the value at a place, snapped to the steps.
func (p *Points) at(where fyne.Position) (x, y float64) {
	pos, size := p.area()
	x = p.X[0] + float64((where.X-pos.X)/size.Width)*(p.X[1]-p.X[0])
	y = p.Y[1] - float64((where.Y-pos.Y)/size.Height)*(p.Y[1]-p.Y[0])
	return snap(min(max(x, p.X[0]), p.X[1]), p.StepX), snap(min(max(y, p.Y[0]), p.Y[1]), p.StepY)
}

func snap(v, step float64) float64 {
	if step <= 0 {
		return v
	}
	return math.Round(v/step) * step
}

// near is the point next to a place, and its distance.
func (p *Points) near(where fyne.Position) (i int, distance float64) {
	distance = math.Inf(1)
	for j, h := range p.Handles {
		at := p.place(h.X, h.Y)
		if d := math.Hypot(float64(at.X-where.X), float64(at.Y-where.Y)); d < distance {
			i, distance = j, d
		}
	}
	return i, distance
}

// MouseDown chooses the point next to the pointer.
func (p *Points) MouseDown(e *desktop.MouseEvent) {
	p.grab(e.Position)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}

// MouseUp is the end of a click.
func (p *Points) MouseUp(*desktop.MouseEvent) {}

func (p *Points) grab(where fyne.Position) {
	if len(p.Handles) > 0 {
		p.selected, _ = p.near(where)
		p.Refresh()
	}
}

// Dragged moves the chosen point.
func (p *Points) Dragged(e *fyne.DragEvent) {
	if len(p.Handles) == 0 {
		return
	}
	p.dragged = true
	x, y := p.at(e.Position)
	p.move(x, y)
}

// DragEnd ends a move.
func (p *Points) DragEnd() {
	p.dragged = false
	p.ended()
}

func (p *Points) move(x, y float64) {
	p.moved = true
	if p.OnMove != nil {
		p.OnMove(p.Selected(), x, y)
	}
}

func (p *Points) ended() {
	if p.moved && p.OnMoved != nil {
		p.OnMoved()
	}
	p.moved = false
}

// DoubleTapped adds a point.
func (p *Points) DoubleTapped(e *fyne.PointEvent) {
	if _, d := p.near(e.Position); p.OnAdd != nil && d > 12 {
		p.OnAdd(p.at(e.Position))
	}
}

// MouseIn, MouseMoved and MouseOut explain.
func (p *Points) MouseIn(*desktop.MouseEvent)    { p.explain() }
func (p *Points) MouseMoved(*desktop.MouseEvent) {}
func (p *Points) MouseOut()                      {}

// FocusGained and FocusLost show that the keys come here.
func (p *Points) FocusGained() { p.explain(); p.focused = true; p.Refresh(); Reveal(p) }
func (p *Points) FocusLost()   { p.focused, p.shift = false, false; p.Refresh() }

// TypedRune adds a point with +, for keyboards without Insert.
func (p *Points) TypedRune(r rune) {
	if r == '+' && len(p.Handles) > 0 {
		p.insert()
	}
}

// KeyDown and KeyUp follow Shift.
func (p *Points) KeyDown(e *fyne.KeyEvent) { p.follow(e, true) }
func (p *Points) KeyUp(e *fyne.KeyEvent)   { p.follow(e, false) }

func (p *Points) follow(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		p.shift = down
	}
}

// TypedKey moves the chosen point, chooses another, adds or removes one.
func (p *Points) TypedKey(e *fyne.KeyEvent) {
	if len(p.Handles) == 0 {
		return
	}
	step := 1.0
	if p.shift {
		step = 10
	}
	h := p.Handles[p.Selected()]
	push := func(x, y float64) { p.move(h.X+x*step*p.StepX, h.Y+y*step*p.StepY); p.ended() }
	switch e.Name {
	case fyne.KeyLeft:
		push(-1, 0)
	case fyne.KeyRight:
		push(1, 0)
	case fyne.KeyUp:
		push(0, 1)
	case fyne.KeyDown:
		push(0, -1)
	case fyne.KeyPageDown:
		p.choose(p.Selected() + 1)
	case fyne.KeyPageUp:
		p.choose(p.Selected() - 1)
	case fyne.KeyHome:
		p.choose(0)
	case fyne.KeyEnd:
		p.choose(len(p.Handles) - 1)
	case fyne.KeyInsert:
		p.insert()
	case fyne.KeyDelete, fyne.KeyBackspace:
		if p.OnRemove != nil && len(p.Handles) > 1 {
			p.OnRemove(p.Selected())
			p.choose(p.Selected())
		}
	}
}

func (p *Points) choose(i int) {
	p.selected = min(max(i, 0), len(p.Handles)-1)
	p.Refresh()
}

// insert adds a point halfway to the next one.
func (p *Points) insert() {
	if p.OnAdd == nil {
		return
	}
	i := p.Selected()
	from, to := p.Handles[i].X, p.X[1]
	if i+1 < len(p.Handles) {
		to = p.Handles[i+1].X
	}
	if x := snap((from+to)/2, p.StepX); x > from && x < to {
		p.OnAdd(x, p.Handles[i].Y)
		p.choose(i + 1)
	}
}

// CreateRenderer is the toolkit's.
func (p *Points) CreateRenderer() fyne.WidgetRenderer {
	r := &pointsRenderer{p: p, back: canvas.NewRectangle(nil)}
	r.back.CornerRadius = 4
	r.build()
	return r
}

type pointsRenderer struct {
	p       *Points
	back    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *pointsRenderer) build() {
	p := r.p
	r.back.FillColor = colour(p, theme.ColorNameInputBackground)
	r.back.StrokeWidth, r.back.StrokeColor = 1, colour(p, theme.ColorNameInputBorder)
	if p.focused {
		r.back.StrokeColor = colour(p, theme.ColorNamePrimary)
	}
	pos, size := p.area()
	r.back.Move(pos.SubtractXY(5, 5))
	r.back.Resize(size.AddWidthHeight(10, 10))
	r.objects = append(r.objects[:0], r.back)
	r.axes(pos, size)
	ink := colour(p, theme.ColorNamePrimary)
	for i := 1; i < len(p.Line); i++ {
		r.line(p.place(p.Line[i-1][0], p.Line[i-1][1]), p.place(p.Line[i][0], p.Line[i][1]), ink, 2)
	}
	for i, h := range p.Handles {
		if h.Low < h.High {
			faint := color.NRGBAModel.Convert(ink).(color.NRGBA)
			faint.A = 0x60
			r.line(p.place(h.X, h.Low), p.place(h.X, h.High), faint, 5)
		}
		c := canvas.NewCircle(colour(p, look.Surface))
		c.StrokeColor, c.StrokeWidth = ink, 2
		radius := float32(5)
		if i == p.Selected() {
			c.FillColor = ink
			if p.focused {
				radius = 6.5
				c.StrokeColor = colour(p, theme.ColorNameForeground)
			}
		}
		at := p.place(h.X, h.Y)
		c.Move(at.SubtractXY(radius, radius))
		c.Resize(fyne.NewSquareSize(2 * radius))
		r.objects = append(r.objects, c)
	}
}

func (r *pointsRenderer) line(a, b fyne.Position, ink color.Color, width float32) {
	l := canvas.NewLine(ink)
	l.StrokeWidth = width
	l.Position1, l.Position2 = a, b
	r.objects = append(r.objects, l)
}

// axes writes the ends of both axes.
func (r *pointsRenderer) axes(pos fyne.Position, size fyne.Size) {
	p := r.p
	write := func(s string, at func(w, h float32) fyne.Position) {
		t := canvas.NewText(s, colour(p, look.Muted))
		t.TextSize = theme.CaptionTextSize()
		m := t.MinSize()
		t.Resize(m)
		t.Move(at(m.Width, m.Height))
		r.objects = append(r.objects, t)
	}
	if p.WriteY != nil {
		write(p.WriteY(p.Y[1]), func(w, _ float32) fyne.Position { return fyne.NewPos(pos.X-w-6, pos.Y-6) })
		write(p.WriteY(p.Y[0]), func(w, h float32) fyne.Position { return fyne.NewPos(pos.X-w-6, pos.Y+size.Height-h+6) })
	}
	if p.WriteX != nil {
		y := pos.Y + size.Height + 5
		write(p.WriteX(p.X[0]), func(float32, float32) fyne.Position { return fyne.NewPos(pos.X-4, y) })
		write(p.WriteX(p.X[1]), func(w, _ float32) fyne.Position { return fyne.NewPos(pos.X+size.Width-w+4, y) })
	}
}

func (r *pointsRenderer) Layout(fyne.Size)             { r.build() }
func (r *pointsRenderer) MinSize() fyne.Size           { return r.p.MinSize() }
func (r *pointsRenderer) Refresh()                     { r.build(); canvas.Refresh(r.p) }
func (r *pointsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pointsRenderer) Destroy()                     {}
