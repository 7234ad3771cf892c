package answer

import (
	"image"
	"math"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/chart"
)

// plot is a fan on the screen that can be read and touched: the pointer or the
// arrow keys read a week, a click or Enter opens it, the target line is dragged or
// moved by the keys.
type plot struct {
	widget.BaseWidget
	studio *studio
	style  func() chart.Style

	OnFocus     func()                   // the keys come
	OnRead      func(week int)           // a week is under the pointer or the cursor; −1: none
	OnName      func(plan int)           // the name of one of the fan's plans is under the pointer
	OnPick      func(week int)           // a week is clicked; −1: Escape
	OnTarget    func(v float64, at step) // the target is moved to a value
	OnAdd       func(v float64)          // a target is wanted at a value; NaN: anywhere
	OnRemove    func()                   // the target is not wanted
	OnSecondary func(at fyne.Position, v float64)
	OnShown     func(chart.Fan) // an image came to the screen; may be nil

	raster *canvas.Raster
	cursor *canvas.Line
	ring   *canvas.Rectangle

	fan     chart.Fan // of the interface's goroutine
	filled  bool      // there is a fan
	motion  motion
	week    int // under the cursor, −1: none
	named   int // the plan whose name is under the pointer, −1: none
	near    bool
	held    bool // the target line is held by the mouse
	pull    bool // and was moved, which waits to be followed
	pulled  float64
	shifted bool

	axis axis // of the studio

	ahead *ahead // a picture that was made before it was set; nil: none

	mu      sync.Mutex
	version int
	w, h    int // of the last paint, device pixels
	made    drawn
	asked   sitting
	fresh   bool // made was not painted yet
}

// step says where in a movement a target is.
type step int

const (
	dragging step = iota // the mouse holds it
	dropped              // the mouse let it go
	nudged               // a key moved it
	left                 // the keys went elsewhere
)

func newPlot(s *studio, style func() chart.Style) *plot {
	p := &plot{studio: s, style: style, week: -1, named: -1, made: drawn{image: image.NewRGBA(image.Rect(0, 0, 1, 1))}}
	p.raster = canvas.NewRaster(p.generate)
	p.cursor = canvas.NewLine(nil)
	p.cursor.StrokeWidth = 1
	p.cursor.Hide()
	p.ring = canvas.NewRectangle(nil)
	p.ring.StrokeWidth, p.ring.CornerRadius = 2, 4
	p.ring.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// ahead is a picture with what it was made for.
type ahead struct {
	sitting
	drawn
}

// Ahead is the work of drawing a fan before it is set; ok is false where Set needs
// no drawing.
func (p *plot) Ahead(f chart.Fan, m motion) (t task, ok bool) {
	p.mu.Lock()
	w, h := p.w, p.h
	p.mu.Unlock()
	if !p.changes(f, m) || w < 40 || h < 40 {
		return task{}, false
	}
	made := &ahead{sitting: p.sitting(f, m, w, h)}
	return task{func() { made.drawn = p.draw(made.sitting) }, func() { p.ahead = made }}, true
}

// changes says whether a fan makes another picture than the one that is set. While
// things begin to move the picture stays, its axis held.
func (p *plot) changes(f chart.Fan, m motion) bool {
	return !p.filled || m < p.motion || !p.fan.Same(f)
}

// Set shows a fan. While results are on their way the axis only widens; stale
// pictures are greyed.
func (p *plot) Set(f chart.Fan, m motion, stale bool) {
	fade := 0.0
	if stale {
		fade = 0.6
	}
	if p.raster.Translucency != fade {
		p.raster.Translucency = fade
		p.raster.Refresh()
	}
	changes := p.changes(f, m)
	p.motion = m
	if !changes {
		return
	}
	p.fan, p.filled = f, true
	made := p.ahead
	if p.ahead = nil; made == nil || !made.sitting.fan.Same(f) || made.sitting.motion != m {
		p.redraw()
		return
	}
	p.mu.Lock()
	p.version++
	made.sitting.version, made.drawn.version = p.version, p.version
	p.asked = made.sitting
	p.mu.Unlock()
	p.take(made.drawn)
}

// Clear shows nothing.
func (p *plot) Clear() {
	if p.filled {
		p.filled = false
		p.Refresh()
	}
}

// Drawing is what is shown, or nil.
func (p *plot) Drawing() chart.Drawing {
	if !p.filled {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.fan
	if p.made.version > 0 {
		f.Y = p.made.fan.Y
	}
	return f
}

// Refresh draws anew, in the theme and language of now.
func (p *plot) Refresh() {
	th, v := p.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	p.cursor.StrokeColor = th.Color(theme.ColorNameForeground, v)
	p.ring.StrokeColor = th.Color(theme.ColorNamePrimary, v)
	p.redraw()
	p.raster.Refresh()
}

func (p *plot) redraw() {
	p.mu.Lock()
	p.version++
	w, h := p.w, p.h
	p.mu.Unlock()
	if w > 0 && p.filled {
		p.ask(w, h)
	} else {
		p.raster.Refresh() // the next paint tells the size, or clears
	}
}

// ask wants the fan at a size, unless that is made or under way.
func (p *plot) ask(w, h int) {
	if !p.filled || w < 40 || h < 40 {
		return
	}
	want := p.sitting(p.fan, p.motion, w, h)
	p.mu.Lock()
	want.version = p.version
	known := want.version == p.asked.version && w == p.asked.w && h == p.asked.h
	p.asked = want
	p.mu.Unlock()
	if !known {
		p.studio.draw(p, want)
	}
}

// sitting is what a picture of a fan shall show at a size.
func (p *plot) sitting(f chart.Fan, m motion, w, h int) sitting {
	return sitting{w: w, h: h, fan: f, motion: m, style: p.style(), scale: float64(w) / float64(max(p.Size().Width, 1))}
}

// generate is called in the paint pass with the size in device pixels.
func (p *plot) generate(w, h int) image.Image {
	p.mu.Lock()
	p.w, p.h = w, h
	if !p.filled {
		p.mu.Unlock()
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	img, fresh := p.made.image, p.fresh
	p.fresh = false
	p.mu.Unlock()
	p.ask(w, h)
	if fresh && p.OnShown != nil {
		f := p.made.fan
		shown := sync.OnceFunc(func() { p.OnShown(f) }) // after the paint, however that ends
		fyne.Do(shown)
		p.studio.post(shown)
	}
	return img
}

// draw makes the picture; it is called by the studio.
func (p *plot) draw(s sitting) drawn {
	s.fan.Y, s.fan.Rescaled = p.axis.fit(s.fan, s.motion)
	img, at := chart.Render(s.fan, s.w, s.h, s.scale, s.style)
	return drawn{s.version, s.w, s.h, img, at, s.fan}
}

// take shows a picture that was made. The toolkit has copied the one before it in the
// frame that it was painted in, so that its memory serves the next.
func (p *plot) take(d drawn) {
	p.mu.Lock()
	old := d
	newer := d.version >= p.made.version
	if newer {
		old, p.made, p.fresh = p.made, d, true
	}
	p.mu.Unlock()
	if newer {
		p.raster.Refresh()
	}
	chart.Recycle(old.image)
}

// MinSize keeps a picture legible: a title of three lines, axes, names of two lines.
func (p *plot) MinSize() fyne.Size { return fyne.NewSize(200, 150+200*(theme.TextSize()/13-1)) }

// CreateRenderer is the toolkit's.
func (p *plot) CreateRenderer() fyne.WidgetRenderer { return &plotRenderer{p} }

type plotRenderer struct{ p *plot }

func (r *plotRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.raster, r.p.cursor, r.p.ring}
}
func (r *plotRenderer) MinSize() fyne.Size { return r.p.MinSize() }
func (r *plotRenderer) Refresh()           {}
func (r *plotRenderer) Destroy()           {}
func (r *plotRenderer) Layout(size fyne.Size) {
	r.p.raster.Resize(size)
	r.p.ring.Resize(size)
	r.p.point(r.p.week)
}

// geometry is where the shown picture has its data area, and how many device
// pixels a unit of the layout has; ok is false while there is none.
func (p *plot) geometry() (g chart.Geometry, scale float32, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	g = p.made.at
	return g, float32(p.made.w) / max(p.Size().Width, 1), p.filled && !g.Plot.Empty()
}

// weekAt is the week below a place, −1 outside the data area.
func (p *plot) weekAt(at fyne.Position) int {
	g, scale, ok := p.geometry()
	if !ok || !image.Pt(int(at.X*scale), int(at.Y*scale)).In(g.Plot.Inset(-4)) {
		return -1
	}
	share := float64(at.X*scale-float32(g.Plot.Min.X)) / float64(g.Plot.Dx())
	w := math.Round(g.X.Min + share*(g.X.Max-g.X.Min))
	return int(max(0, min(w, g.X.Max)))
}

// valueAt is the figure at a height, within the axis.
func (p *plot) valueAt(y float32) float64 {
	g, scale, ok := p.geometry()
	if !ok {
		return math.NaN()
	}
	share := float64(float32(g.Plot.Max.Y)-y*scale) / float64(g.Plot.Dy())
	v := g.Y.Min + max(0, min(1, share))*(g.Y.Max-g.Y.Min)
	return snap(v, g.Y)
}

// heightOf is where a value lies.
func (p *plot) heightOf(v float64) (y float32, ok bool) {
	g, scale, ok := p.geometry()
	if !ok || v < g.Y.Min || v > g.Y.Max {
		return 0, false
	}
	share := (v - g.Y.Min) / (g.Y.Max - g.Y.Min)
	return (float32(g.Plot.Max.Y) - float32(share*float64(g.Plot.Dy()))) / scale, true
}

// grip is how near the pointer must be to the target line to hold it.
const grip = 6

func (p *plot) overTarget(at fyne.Position) bool {
	if p.fan.Target == nil || p.weekAt(at) < 0 {
		return false
	}
	y, ok := p.heightOf(p.fan.Target.Value)
	return ok && math.Abs(float64(y-at.Y)) <= grip
}

// point puts the cursor on a week; −1 hides it.
func (p *plot) point(week int) {
	p.week = week
	g, scale, ok := p.geometry()
	if week < 0 || !ok || float64(week) > g.X.Max {
		if p.cursor.Visible() {
			p.cursor.Hide()
		}
		return
	}
	x := (float32(g.Plot.Min.X) + float32(float64(g.Plot.Dx())*(float64(week)-g.X.Min)/(g.X.Max-g.X.Min))) / scale
	p.cursor.Position1 = fyne.NewPos(x, float32(g.Plot.Min.Y)/scale)
	p.cursor.Position2 = fyne.NewPos(x, float32(g.Plot.Max.Y)/scale)
	p.cursor.Show()
	p.cursor.Refresh()
}

func (p *plot) read(week int) {
	p.point(week)
	p.OnRead(week)
}

// Cursor is that of the pointer: over the target line it can be moved.
func (p *plot) Cursor() desktop.Cursor {
	if p.near || p.held {
		return desktop.VResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn, MouseMoved and MouseOut read the week under the pointer.
func (p *plot) MouseIn(e *desktop.MouseEvent) { p.OnRead(-1); p.MouseMoved(e) }

// MouseMoved reads.
func (p *plot) MouseMoved(e *desktop.MouseEvent) {
	if !p.filled {
		return
	}
	p.near = p.overTarget(e.Position)
	if p.held {
		return
	}
	if name := p.nameAt(e.Position); name != p.named {
		if p.named = name; name >= 0 {
			p.point(-1)
			p.OnName(name)
		} else {
			p.OnRead(-1)
		}
	}
	if w := p.weekAt(e.Position); w != p.week {
		p.read(w)
	}
}

// nameAt is the plan whose name stands at a place, −1 where none does.
func (p *plot) nameAt(at fyne.Position) int {
	g, scale, ok := p.geometry()
	if !ok {
		return -1
	}
	for _, name := range g.Names {
		if image.Pt(int(at.X*scale), int(at.Y*scale)).In(name.At) {
			return name.Plan
		}
	}
	return -1
}

// MouseOut hides the cursor.
func (p *plot) MouseOut() {
	p.near, p.named = false, -1
	p.point(-1)
}

// MouseDown takes hold of the target line.
func (p *plot) MouseDown(e *desktop.MouseEvent) {
	p.held = e.Button == desktop.MouseButtonPrimary && p.filled && p.overTarget(e.Position)
}

// MouseUp lets go of a line that was not moved.
func (p *plot) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the target line, once the events that wait are read.
func (p *plot) Dragged(e *fyne.DragEvent) {
	if !p.held {
		return
	}
	waiting := p.pull
	if p.pull, p.pulled = true, p.valueAt(e.Position.Y); !waiting {
		fyne.Do(p.catchUp)
	}
}

func (p *plot) catchUp() {
	if p.pull {
		p.pull = false
		p.OnTarget(p.pulled, dragging)
	}
}

// DragEnd drops it.
func (p *plot) DragEnd() {
	if p.held {
		p.catchUp()
		p.held, p.near = false, false
		p.OnTarget(math.NaN(), dropped)
	}
}

// Tapped opens the week under the pointer, and takes the keys.
func (p *plot) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	held := p.held
	p.held = false
	if w := p.weekAt(e.Position); w >= 0 && !held {
		p.OnPick(w)
	}
}

// TappedSecondary opens the menu.
func (p *plot) TappedSecondary(e *fyne.PointEvent) {
	v := math.NaN()
	if p.weekAt(e.Position) >= 0 {
		v = p.valueAt(e.Position.Y)
	}
	p.OnSecondary(e.AbsolutePosition, v)
}

// FocusGained and FocusLost show where the keys go.
func (p *plot) FocusGained() {
	p.ring.Show()
	p.OnFocus()
}

// FocusLost ends what the keys did.
func (p *plot) FocusLost() {
	p.ring.Hide()
	p.shifted = false
	p.point(-1)
	p.OnTarget(math.NaN(), left)
}

// KeyDown and KeyUp follow Shift.
func (p *plot) KeyDown(e *fyne.KeyEvent) { p.follow(e, true) }
func (p *plot) KeyUp(e *fyne.KeyEvent)   { p.follow(e, false) }

func (p *plot) follow(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		p.shifted = down
	}
}

// TypedRune takes no text.
func (p *plot) TypedRune(rune) {}

// TypedKey moves the cursor and the target.
func (p *plot) TypedKey(e *fyne.KeyEvent) {
	g, _, ok := p.geometry()
	if !ok {
		return
	}
	last, stride := int(g.X.Max), 1
	if p.shifted {
		stride = 10
	}
	move := func(by int) {
		if p.week < 0 && by < 0 {
			p.week = last + 1
		}
		p.read(max(0, min(last, p.week+by)))
	}
	switch e.Name {
	case fyne.KeyLeft:
		move(-stride)
	case fyne.KeyRight:
		move(stride)
	case fyne.KeyPageDown:
		move(13)
	case fyne.KeyPageUp:
		move(-13)
	case fyne.KeyHome:
		p.read(0)
	case fyne.KeyEnd:
		p.read(last)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.week >= 0 {
			p.OnPick(p.week)
		}
	case fyne.KeyEscape:
		p.point(-1)
		p.OnPick(-1)
	case fyne.KeyUp:
		p.nudge(float64(stride), g.Y)
	case fyne.KeyDown:
		p.nudge(-float64(stride), g.Y)
	case fyne.KeyInsert, fyne.KeyT:
		if p.fan.Target == nil {
			p.OnAdd(math.NaN())
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		if p.fan.Target != nil {
			p.OnRemove()
		}
	}
}

func (p *plot) nudge(steps float64, axis chart.Range) {
	if p.fan.Target != nil {
		p.OnTarget(snap(p.fan.Target.Value+steps*fine(axis), axis), nudged)
	}
}

// fine is a round step, about a hundredth of an axis.
func fine(axis chart.Range) float64 {
	size := (axis.Max - axis.Min) / 100
	power := math.Pow(10, math.Floor(math.Log10(size)))
	for _, f := range []float64{1, 2, 5} {
		if f*power >= size*(1-1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// snap is the nearest multiple of the fine step, without the dust of fractions.
func snap(v float64, axis chart.Range) float64 {
	s := fine(axis)
	if !(s > 0) || math.IsInf(s, 0) {
		return v
	}
	digits := math.Pow(10, max(0, -math.Floor(math.Log10(s))))
	return math.Round(math.Round(v/s)*s*digits) / digits
}
