package chart

import (
	"image"
	"math"
	"sync"

	"gonum.org/v1/plot/vg"
)

// pixelsPerInch is the resolution of a screen at scale 1.
const pixelsPerInch = 96

// largest is the most pixels of an image, some 400 MB.
const largest = 100_000_000

// Render draws on an RGBA image of exactly w × h pixels, without padding
// between rows; scale is device pixels per logical pixel. It may be called from
// any goroutine, and by several at once.
func Render(d Drawing, w, h int, scale float64, st Style) (*image.RGBA, Geometry) {
	return raster(d, w, h, int(math.Round(pixelsPerInch*positive(scale, 1))), st)
}

// raster draws at so many pixels an inch.
func raster(d Drawing, w, h, dpi int, st Style) (*image.RGBA, Geometry) {
	w, h, dpi = max(0, w), max(0, h), max(1, dpi)
	if w == 0 || h == 0 || w > largest/h {
		return image.NewRGBA(image.Rect(0, 0, 0, 0)), Geometry{}
	}
	img := buffer(w, h)
	fr := d.paint(newSheet(newImgCanvas(img, dpi), float64(dpi), st))
	return img, fr.pixels(h, dpi)
}

// pixels are a frame's places in an image of a height.
func (f frame) pixels(h, dpi int) Geometry {
	if f.rect.Size().X <= 0 || f.rect.Size().Y <= 0 {
		return Geometry{}
	}
	at := func(l vg.Length) int { return int(math.Round(l.Dots(float64(dpi)))) }
	pixels := func(r vg.Rectangle) image.Rectangle {
		return image.Rect(at(r.Min.X), h-at(r.Max.Y), at(r.Max.X), h-at(r.Min.Y))
	}
	g := Geometry{Plot: pixels(f.rect), X: f.x, Y: f.y}
	for _, l := range f.labels {
		g.Names = append(g.Names, Label{l.plan, pixels(l.box())})
	}
	return g
}

// buffers are images that nobody looks at any more.
var buffers sync.Pool

// buffer is an image of a size, a used one if one fits.
func buffer(w, h int) *image.RGBA {
	n := 4 * w * h
	if old, found := buffers.Get().(*image.RGBA); found && cap(old.Pix) >= n && cap(old.Pix) <= 4*n {
		return &image.RGBA{Pix: old.Pix[:n], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	}
	return image.NewRGBA(image.Rect(0, 0, w, h))
}

// Recycle hands back an image that Render returned and nobody looks at any
// more, so that the next one needs no new memory.
func Recycle(img *image.RGBA) {
	if img != nil {
		buffers.Put(img)
	}
}
