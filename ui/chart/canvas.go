package chart

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"git.sr.ht/~sbinet/gg"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// imgCanvas is vgimg's canvas on an image that is not copied. It writes text
// itself: opentype.Face.Kern of x/image v0.30 returns font units whatever the
// size, so that small letters run into each other.
type imgCanvas struct {
	*vgimg.Canvas
	img   *image.RGBA
	ink   color.Color
	moved bool // transformed at some time: text goes the general way
}

func newImgCanvas(img *image.RGBA, dpi int) *imgCanvas {
	ctx := gg.NewContextForRGBA(img)
	ctx.SetLineCapButt()
	ctx.InvertY()
	c := vgimg.NewWith(vgimg.UseImageWithContext(img, ctx), vgimg.UseDPI(dpi))
	clear(img.Pix) // the canvas painted itself white
	return &imgCanvas{Canvas: c, img: img, ink: color.Black}
}

// background fills the image.
func (c *imgCanvas) background(paper color.Color) {
	draw.Draw(c.img, c.img.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
}

func (c *imgCanvas) Rotate(rad float64)    { c.moved = true; c.Canvas.Rotate(rad) }
func (c *imgCanvas) Translate(pt vg.Point) { c.moved = true; c.Canvas.Translate(pt) }
func (c *imgCanvas) Scale(x, y float64)    { c.moved = true; c.Canvas.Scale(x, y) }

func (c *imgCanvas) SetColor(clr color.Color) {
	c.ink = clr
	c.Canvas.SetColor(clr)
}

func (c *imgCanvas) FillString(f font.Face, pt vg.Point, text string) {
	if f.Font.Size <= 0 || c.moved {
		c.Canvas.FillString(f, pt, text)
		return
	}
	at := func(l vg.Length) fixed.Int26_6 { return fixed.Int26_6(math.Round(l.Dots(c.DPI()) * 64)) }
	d := xfont.Drawer{Dst: c.img, Src: image.NewUniform(c.ink), Face: letterpress.of(f, c.DPI())}
	d.Dot = fixed.Point26_6{X: at(pt.X), Y: fixed.I(c.img.Rect.Dy()) - at(pt.Y)}
	d.DrawString(text)
}
