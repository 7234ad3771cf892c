package chart

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"regexp"

	"codeberg.org/go-pdf/fpdf"
	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// pdfCanvas is a vg.Canvas on one page of a PDF file: text is text in embedded
// subsets of the faces used, colours keep their opacity, and the same drawing
// gives the same bytes. Coordinates are points from the bottom left corner, as
// in PDF itself; fpdf counts from the top.
type pdfCanvas struct {
	doc   *fpdf.Fpdf
	w, h  vg.Length
	width []vg.Length // current line width, and those pushed below it
	fonts map[string]bool
}

func newPDFCanvas(w, h vg.Length) *pdfCanvas {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: w.Points(), Ht: h.Points()}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	doc.AddPage()
	c := &pdfCanvas{doc: doc, w: w, h: h, width: []vg.Length{0}, fonts: map[string]bool{}}
	doc.TransformBegin()
	vg.Initialize(c)
	return c
}

var _ vg.CanvasWriterTo = (*pdfCanvas)(nil)

func (c *pdfCanvas) Size() (w, h vg.Length) { return c.w, c.h }

func (c *pdfCanvas) SetLineWidth(w vg.Length) {
	c.width[len(c.width)-1] = w
	c.doc.SetLineWidth(w.Points())
}

func (c *pdfCanvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	dashes := make([]float64, len(pattern))
	for i, d := range pattern {
		dashes[i] = d.Points()
	}
	c.doc.SetDashPattern(dashes, offset.Points())
}

// SetColor undoes the premultiplication of color.Color: PDF takes the colour
// and its opacity apart.
func (c *pdfCanvas) SetColor(clr color.Color) {
	if clr == nil {
		clr = color.Black
	}
	n := color.NRGBAModel.Convert(clr).(color.NRGBA)
	r, g, b := int(n.R), int(n.G), int(n.B)
	c.doc.SetFillColor(r, g, b)
	c.doc.SetDrawColor(r, g, b)
	c.doc.SetTextColor(r, g, b)
	c.doc.SetAlpha(float64(n.A)/255, "Normal")
}

func (c *pdfCanvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.doc.Transform(fpdf.TransformMatrix{A: cos, B: sin, C: -sin, D: cos})
}

func (c *pdfCanvas) Translate(pt vg.Point) {
	c.doc.Transform(fpdf.TransformMatrix{A: 1, D: 1, E: pt.X.Points(), F: pt.Y.Points()})
}

func (c *pdfCanvas) Scale(x, y float64) {
	c.doc.Transform(fpdf.TransformMatrix{A: x, D: y})
}

func (c *pdfCanvas) Push() {
	c.width = append(c.width, c.width[len(c.width)-1])
	c.doc.TransformBegin()
}

func (c *pdfCanvas) Pop() {
	c.width = c.width[:len(c.width)-1]
	c.doc.TransformEnd()
}

func (c *pdfCanvas) Stroke(p vg.Path) {
	if c.width[len(c.width)-1] > 0 {
		c.path(p, "D")
	}
}

func (c *pdfCanvas) Fill(p vg.Path) { c.path(p, "F") }

// at is a point as fpdf counts it.
func (c *pdfCanvas) at(p vg.Point) (x, y float64) { return p.X.Points(), (c.h - p.Y).Points() }

func (c *pdfCanvas) path(p vg.Path, style string) {
	if len(p) == 0 {
		return
	}
	begun := false
	var last vg.Point
	for _, comp := range p {
		switch comp.Type {
		case vg.MoveComp:
			c.doc.MoveTo(c.at(comp.Pos))
		case vg.LineComp:
			c.doc.LineTo(c.at(comp.Pos))
		case vg.CurveComp:
			c.curve(last, comp)
		case vg.ArcComp:
			last = c.arc(comp, begun)
		case vg.CloseComp:
			c.doc.ClosePath()
		}
		begun = true
		if comp.Type != vg.ArcComp && comp.Type != vg.CloseComp {
			last = comp.Pos
		}
	}
	c.doc.DrawPath(style)
}

// curve draws a cubic curve; a quadratic one is raised to it, since PDF has none.
func (c *pdfCanvas) curve(from vg.Point, comp vg.PathComp) {
	first, second := comp.Control[0], comp.Control[len(comp.Control)-1]
	if len(comp.Control) == 1 {
		first = from.Scale(1. / 3).Add(first.Scale(2. / 3))
		second = comp.Pos.Scale(1. / 3).Add(second.Scale(2. / 3))
	}
	ax, ay := c.at(first)
	bx, by := c.at(second)
	x, y := c.at(comp.Pos)
	c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
}

// arc draws a circular arc as cubic curves of at most a quarter turn each, with
// control points 4/3·tan(θ/4) of the radius along the tangents. It returns where the arc ends.
func (c *pdfCanvas) arc(comp vg.PathComp, begun bool) vg.Point {
	on := func(a float64) vg.Point {
		sin, cos := math.Sincos(a)
		return vg.Point{X: comp.Pos.X + comp.Radius*vg.Length(cos), Y: comp.Pos.Y + comp.Radius*vg.Length(sin)}
	}
	start := on(comp.Start)
	if begun {
		c.doc.LineTo(c.at(start))
	} else {
		c.doc.MoveTo(c.at(start))
	}
	n := max(1, int(math.Ceil(math.Abs(comp.Angle)/(math.Pi/2)-1e-9)))
	step := comp.Angle / float64(n)
	k := vg.Length(4. / 3 * math.Tan(step/4))
	for i := range n {
		from, to := on(comp.Start+float64(i)*step), on(comp.Start+float64(i+1)*step)
		a := vg.Point{X: from.X - k*(from.Y-comp.Pos.Y), Y: from.Y + k*(from.X-comp.Pos.X)}
		b := vg.Point{X: to.X + k*(to.Y-comp.Pos.Y), Y: to.Y - k*(to.X-comp.Pos.X)}
		ax, ay := c.at(a)
		bx, by := c.at(b)
		x, y := c.at(to)
		c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
	}
	return on(comp.Start + comp.Angle)
}

func (c *pdfCanvas) FillString(f font.Face, pt vg.Point, text string) {
	if f.Font.Size <= 0 || text == "" {
		return
	}
	family, style := c.use(f)
	c.doc.SetFont(family, style, f.Font.Size.Points())
	x, y := c.at(pt)
	c.doc.Text(x, y, text)
}

// use registers a face the first time. Each weight and slope is a font of its
// own, under the family's name.
func (c *pdfCanvas) use(f font.Face) (family, style string) {
	family = string(f.Font.Typeface) + string(f.Font.Variant)
	if f.Font.Weight >= xfont.WeightSemiBold {
		style += "B"
	}
	if f.Font.Style != xfont.StyleNormal {
		style += "I"
	}
	if key := family + "/" + style; !c.fonts[key] {
		c.fonts[key] = true
		var ttf bytes.Buffer
		if _, err := f.Face.WriteSourceTo(nil, &ttf); err != nil {
			c.doc.SetError(err)
		}
		c.doc.AddUTF8FontFromBytes(family, style, ttf.Bytes())
	}
	return family, style
}

// DrawImage embeds a picture under a name made from its content.
func (c *pdfCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		c.doc.SetError(err)
		return
	}
	name := fmt.Sprintf("%x", sha256.Sum256(buf.Bytes()))
	opt := fpdf.ImageOptions{ImageType: "png"}
	c.doc.RegisterImageOptionsReader(name, opt, &buf)
	x, y := c.at(vg.Point{X: r.Min.X, Y: r.Max.Y})
	c.doc.ImageOptions(name, x, y, r.Size().X.Points(), r.Size().Y.Points(), false, opt, 0, "")
}

// dates are the two lines of the time at which fpdf wrote a file.
var dates = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}\)`)

// WriteTo ends the page and writes the file. Its dates are blanked, which moves
// no offset, so that the bytes depend on the drawing alone.
func (c *pdfCanvas) WriteTo(w io.Writer) (int64, error) {
	c.doc.TransformEnd()
	var buf bytes.Buffer
	if err := c.doc.Output(&buf); err != nil {
		return 0, err
	}
	file := dates.ReplaceAllFunc(buf.Bytes(), func(b []byte) []byte { return bytes.Repeat([]byte{' '}, len(b)) })
	n, err := w.Write(file)
	return int64(n), err
}

func exportPDF(w io.Writer, d Drawing, s Size, st Style) error {
	width, height := s.points()
	c := newPDFCanvas(width, height)
	p := st.printer()
	c.doc.SetTitle(d.Title(p), true)
	c.doc.SetSubject(d.Summary(p), true)
	c.doc.SetCreator("Lojal", true)
	c.doc.SetLang(p.Lang())
	d.paint(newSheet(c, 72, st))
	_, err := c.WriteTo(w)
	return err
}
