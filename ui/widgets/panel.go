package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	look "lojal/ui/theme"
)

// Panel is a surface under its content. The window's own ground is a surface
// already: there a panel is its edge alone, since filling the window once more costs
// half of a frame where there is no graphics card. With a fill of its own it has
// rounded corners.
type Panel struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	Fill    fyne.ThemeColorName // "": the window's ground
	Edge    fyne.ThemeColorName // "": the border
	Inset   float32             // space inside
}

// NewPanel puts content on a surface.
func NewPanel(content fyne.CanvasObject) *Panel {
	p := &Panel{Content: content, Inset: 8}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is the toolkit's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(nil)
	back.CornerRadius = 7
	back.StrokeWidth = 1
	inset := container.New(layout.NewCustomPaddedLayout(p.Inset, p.Inset, p.Inset, p.Inset), p.Content)
	line := func() fyne.CanvasObject { return canvas.NewRectangle(nil) }
	r := &panelRenderer{p: p, back: back, edge: container.New(edges{}, line(), line(), line(), line())}
	r.WidgetRenderer = widget.NewSimpleRenderer(container.NewStack(back, r.edge, inset))
	r.style()
	return r
}

type panelRenderer struct {
	fyne.WidgetRenderer
	p    *Panel
	back *canvas.Rectangle // where there is a fill
	edge *fyne.Container   // else
}

func (r *panelRenderer) style() {
	edge := r.p.Edge
	if edge == "" {
		edge = look.Border
	}
	ink := colour(r.p, edge)
	r.back.Hidden, r.edge.Hidden = r.p.Fill == "", r.p.Fill != ""
	if r.back.StrokeColor = ink; !r.back.Hidden {
		r.back.FillColor = colour(r.p, r.p.Fill)
	}
	for _, o := range r.edge.Objects {
		o.(*canvas.Rectangle).FillColor = ink
	}
}

func (r *panelRenderer) Refresh() {
	r.style()
	r.back.Refresh()
	r.WidgetRenderer.Refresh()
}

// edges lays four lines around an area.
type edges struct{}

func (edges) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (edges) Layout(o []fyne.CanvasObject, size fyne.Size) {
	line := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	line(o[0], 0, 0, size.Width, 1)
	line(o[1], 0, size.Height-1, size.Width, 1)
	line(o[2], 0, 0, 1, size.Height)
	line(o[3], size.Width-1, 0, 1, size.Height)
}

func colour(w fyne.Widget, n fyne.ThemeColorName) color.Color {
	return theme.ColorForWidget(n, w)
}

// Wide is a layout that gives its single object at least a width.
func Wide(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&wide{width}, o)
}

type wide struct{ width float32 }

func (l *wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(l.width, 0))
}

func (l *wide) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// Row lays objects side by side: the one at fill takes what is left, all are
// centred in height.
func Row(fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{fill: fill, gap: 6}, objects...)
}

type row struct {
	fill int
	gap  float32
}

func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size.Height = max(size.Height, m.Height)
			size.Width += m.Width + l.gap
		}
	}
	size.Width = max(0, size.Width-l.gap)
	return size
}

func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := size.Width - l.MinSize(objects).Width
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if i == l.fill {
			m.Width += spare
		}
		o.Resize(m)
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		x += m.Width + l.gap
	}
}

// Beside puts a fixed object at the right of one that wraps to what is left.
func Beside(text, fixed fyne.CanvasObject) *fyne.Container {
	return container.New(beside{}, text, fixed)
}

type beside struct{}

func (beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+12+b.Width, max(a.Height, b.Height))
}

func (beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	m := o[1].MinSize()
	o[1].Resize(m)
	o[1].Move(fyne.NewPos(size.Width-m.Width, 0))
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(size.Width-m.Width-12, size.Height))
}

// Frame puts head and foot around a body that takes what is left. The focus goes
// through them from top to bottom.
func Frame(head, body, foot fyne.CanvasObject) *fyne.Container {
	return container.New(frame{}, head, body, foot)
}

type frame struct{}

const frameGap = 4

func (frame) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 2*frameGap)
	for _, part := range o {
		m := part.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
	}
	return size
}

// Whole is the next whole unit: pictures that begin at a part of a dot are blurred.
func Whole(x float32) float32 { return float32(math.Ceil(float64(x))) }

// Tiles lays objects out in rows of so many, all of the same whole size.
func Tiles(columns int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(tiles(columns), objects...)
}

type tiles int

const tileGap = 4

func (n tiles) MinSize(o []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, tile := range o {
		least = least.Max(tile.MinSize())
	}
	rows := (len(o) + int(n) - 1) / int(n)
	return fyne.NewSize(float32(n)*(least.Width+tileGap)-tileGap, float32(rows)*(least.Height+tileGap)-tileGap)
}

func (n tiles) Layout(o []fyne.CanvasObject, size fyne.Size) {
	share := func(all float32, of int) float32 {
		return float32(math.Floor(float64(all+tileGap)/float64(of))) - tileGap
	}
	rows := (len(o) + int(n) - 1) / int(n)
	tile := fyne.NewSize(share(size.Width, int(n)), share(size.Height, max(1, rows)))
	for i, o := range o {
		o.Move(fyne.NewPos(float32(i%int(n))*(tile.Width+tileGap), float32(i/int(n))*(tile.Height+tileGap)))
		o.Resize(tile)
	}
}

// heightAt is the least height of an object at a width, which text that wraps
// knows only once it has it.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}

// Column lays objects below each other, each as high as it is at the width that they
// have.
func Column(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(column{}, objects...)
}

type column struct{}

func (column) MinSize(o []fyne.CanvasObject) fyne.Size {
	return layout.NewVBoxLayout().MinSize(o)
}

func (column) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, part := range o {
		heightAt(part, size.Width)
	}
	layout.NewVBoxLayout().Layout(o, size)
}

// Scrolled scrolls a column, also where a change of the width makes it higher or
// lower.
func Scrolled(column *fyne.Container) fyne.CanvasObject {
	return container.New(scrolled{}, container.NewVScroll(column))
}

type scrolled struct{}

func (scrolled) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (scrolled) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	content := o[0].(*container.Scroll).Content
	content.Resize(content.MinSize().Max(size))
}

func (frame) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head, foot := Whole(heightAt(o[0], size.Width)), Whole(heightAt(o[2], size.Width))
	place := func(o fyne.CanvasObject, y, height float32) {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
	}
	place(o[0], 0, head)
	place(o[1], head+frameGap, size.Height-head-foot-2*frameGap)
	place(o[2], size.Height-foot, foot)
}
