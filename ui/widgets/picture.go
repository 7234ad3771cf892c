package widgets

import (
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"lojal/ui/chart"
)

// Picture shows a drawing. It is rendered by a goroutine of its own, the newest
// request first; the interface always has the last image at once.
type Picture struct {
	widget.BaseWidget
	explained
	StyleOf     func() chart.Style // asked at every change, theme and language included
	OnSecondary func(at fyne.Position)

	raster  *canvas.Raster
	drawing chart.Drawing // of the interface's goroutine

	mu      sync.Mutex
	image   *image.RGBA
	made    request
	wanted  request
	running bool
	version int
}

type request struct {
	version, w, h int
	scale         float64
	drawing       chart.Drawing
	style         chart.Style
}

// start runs a renderer; tests make it wait.
var start = func(f func()) { go f() }

// NewPicture is an empty picture.
func NewPicture(style func() chart.Style) *Picture {
	p := &Picture{StyleOf: style, image: image.NewRGBA(image.Rect(0, 0, 1, 1))}
	p.raster = canvas.NewRaster(p.generate)
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a drawing; nil is an empty picture. A stale one is faded.
func (p *Picture) Set(d chart.Drawing, stale bool) {
	p.drawing = d
	p.raster.Translucency = 0
	if stale {
		p.raster.Translucency = 0.6
	}
	p.Refresh()
}

// Drawing is what is shown, or nil.
func (p *Picture) Drawing() chart.Drawing { return p.drawing }

// Refresh draws anew, in the theme and language of now.
func (p *Picture) Refresh() {
	p.mu.Lock()
	p.version++
	p.mu.Unlock()
	p.raster.Refresh()
}

// MinSize keeps a picture legible.
func (p *Picture) MinSize() fyne.Size { return fyne.NewSize(200, 160) }

// CreateRenderer is the toolkit's.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.raster) }

// generate is called in the paint pass with the size in device pixels.
func (p *Picture) generate(w, h int) image.Image {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawing == nil || w < 40 || h < 40 {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	want := request{version: p.version, w: w, h: h, drawing: p.drawing, style: p.StyleOf()}
	want.scale = float64(w) / float64(max(p.Size().Width, 1))
	if want.same(p.made) || want.same(p.wanted) {
		return p.image
	}
	p.wanted = want
	if !p.running {
		p.running = true
		start(p.work)
	}
	return p.image
}

func (r request) same(o request) bool { return r.version == o.version && r.w == o.w && r.h == o.h }

// work renders until nothing newer is wanted.
func (p *Picture) work() {
	for {
		p.mu.Lock()
		r := p.wanted
		if r.same(p.made) {
			p.running = false
			p.mu.Unlock()
			return
		}
		p.mu.Unlock()
		img, _ := chart.Render(r.drawing, r.w, r.h, r.scale, r.style)
		p.mu.Lock()
		p.image, p.made = img, r
		p.mu.Unlock()
		fyne.Do(p.raster.Refresh)
	}
}

// MouseIn, MouseMoved and MouseOut explain.
func (p *Picture) MouseIn(*desktop.MouseEvent)    { p.explain() }
func (p *Picture) MouseMoved(*desktop.MouseEvent) {}
func (p *Picture) MouseOut()                      {}

// TappedSecondary opens the picture's menu.
func (p *Picture) TappedSecondary(e *fyne.PointEvent) {
	if p.OnSecondary != nil {
		p.OnSecondary(e.AbsolutePosition)
	}
}
