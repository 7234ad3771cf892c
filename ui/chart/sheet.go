package chart

import (
	"image/color"
	"math"
	"strings"
	"unicode"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"lojal/ui/text"
)

// sheet is what a picture is drawn on: a canvas, a language and a theme. All
// lengths are points, the origin is the bottom left corner.
type sheet struct {
	draw.Canvas
	theme
	p      *text.Printer
	em     vg.Length // size of ordinary text
	dpi    float64   // dots that edges of data areas are snapped to
	footer string
	bare   bool
}

// frame says where the data area is and what it spans.
type frame struct {
	rect   vg.Rectangle
	x, y   Range
	labels []*label
}

func newSheet(c vg.CanvasSizer, dpi float64, st Style) *sheet {
	w, h := c.Size()
	s := &sheet{Canvas: draw.New(c), theme: themeOf(st), p: st.printer(), dpi: dpi, footer: st.Footer, bare: st.Bare}
	s.em = textSize(w, h) * vg.Length(positive(st.FontScale, 1))
	if st.Transparent {
		return s
	}
	if c, found := c.(interface{ background(color.Color) }); found {
		c.background(s.paper)
	} else {
		s.fill(s.Rectangle, s.paper)
	}
	return s
}

// printer is the style's language, or English.
func (st Style) printer() *text.Printer {
	if st.Text == nil {
		return text.For("en")
	}
	return st.Text
}

// textSize is the size of ordinary text: 9 points in a column of a page, more on
// a slide that is looked at from afar.
func textSize(w, h vg.Length) vg.Length {
	f := math.Min(float64(w)/450, float64(h)/265)
	return vg.Length(9 * math.Min(1.6, math.Max(0.85, math.Pow(f, 0.7))))
}

func positive(v, otherwise float64) float64 {
	if v > 0 && v < 100 {
		return v
	}
	return otherwise
}

// snap moves a coordinate to the nearest dot.
func (s *sheet) snap(x vg.Length) vg.Length {
	k := s.dpi / 72
	return vg.Length(math.Round(float64(x)*k) / k)
}

// crisp is the nearest middle of a row of pixels: a thin line there is one row, not two
// pale ones.
func (s *sheet) crisp(y vg.Length) vg.Length {
	half := vg.Length(36 / s.dpi)
	return s.snap(y-half) + half
}

func (s *sheet) snapRect(r vg.Rectangle) vg.Rectangle {
	return box(s.snap(r.Min.X), s.snap(r.Min.Y), s.snap(r.Max.X), s.snap(r.Max.Y))
}

func box(x0, y0, x1, y1 vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: max(x0, x1), Y: max(y0, y1)}}
}

func (s *sheet) fill(r vg.Rectangle, c color.Color) {
	s.SetColor(c)
	s.Fill(r.Path())
}

// line draws a straight line.
func (s *sheet) line(x0, y0, x1, y1 vg.Length, width vg.Length, c color.Color, dash ...vg.Length) {
	s.StrokeLine2(draw.LineStyle{Color: c, Width: width, Dashes: dash}, x0, y0, x1, y1)
}

// lettering is a face, a size and a colour of text.
type lettering struct {
	face font.Face
	col  color.Color
}

func (s *sheet) letters(size vg.Length, c color.Color) lettering {
	return lettering{faceOf(size, xfont.WeightNormal), c}
}

func (s *sheet) bold(size vg.Length, c color.Color) lettering {
	return lettering{faceOf(size, xfont.WeightBold), c}
}

func faceOf(size vg.Length, w xfont.Weight) font.Face {
	return font.DefaultCache.Lookup(font.Font{Typeface: "Liberation", Variant: "Sans", Weight: w}, size)
}

func (l lettering) size() vg.Length { return l.face.Font.Size }

func (l lettering) width(str string) vg.Length {
	return metricsOf(l.face.Face).width(l.clean(str), l.size())
}

// clean replaces what the face cannot show: control characters and narrow
// spaces by spaces, letters without a glyph by a question mark.
func (l lettering) clean(str string) string {
	if strings.IndexFunc(str, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return str
	}
	known := metricsOf(l.face.Face)
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r > ' ' && r < 0x7f:
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return ' '
		case unicode.IsSpace(r):
			return '\u00a0'
		}
		if r > 0xffff || !known.shows(r) {
			return '?'
		}
		return r
	}, str)
}

// align says which part of a text lies at the point: 0 its left end, ½ its
// middle, 1 its right end.
type align = vg.Length

const (
	left   align = 0
	centre align = 0.5
	right  align = 1
)

// text writes one line with its baseline at y.
func (s *sheet) text(l lettering, x, y vg.Length, at align, str string) {
	str = l.clean(str)
	if strings.TrimSpace(str) == "" || l.size() <= 0 {
		return
	}
	if c, found := s.Canvas.Canvas.(interface{ anchor(align) }); found {
		c.anchor(at)
	}
	s.SetColor(l.col)
	s.FillString(l.face, vg.Point{X: x - at*l.width(str), Y: y}, str)
}

// middle writes one line whose lower-case letters are centred on y.
func (s *sheet) middle(l lettering, x, y vg.Length, at align, str string) {
	s.text(l, x, y-0.35*l.size(), at, str)
}

// slack is what a text may stand out, so that rounding does not shorten it.
const slack vg.Length = 0.05

// fit shortens a text to a width, with an ellipsis.
func (l lettering) fit(str string, width vg.Length) string {
	width += slack
	if l.width(str) <= width {
		return str
	}
	r := []rune(str)
	for n := len(r) - 1; n > 0; n-- {
		if cut := strings.TrimRight(string(r[:n]), " ,.;:") + "…"; l.width(cut) <= width {
			return cut
		}
	}
	return ""
}

// wrap breaks a text into at most n lines of a width; the last one is shortened. A
// number and its % stay together.
func (l lettering) wrap(str string, width vg.Length, n int) []string {
	words := strings.FieldsFunc(str, func(r rune) bool { return r == ' ' || r == '\n' })
	var lines []string
	for len(words) > 0 {
		k := 1
		for k < len(words) && l.width(strings.Join(words[:k+1], " ")) <= width+slack {
			k++
		}
		if k > 1 && k < len(words) && strings.HasPrefix(words[k], "%") {
			k--
		}
		if len(lines) == n-1 {
			k = len(words)
		}
		lines = append(lines, l.fit(strings.Join(words[:k], " "), width))
		words = words[k:]
	}
	return lines
}

// balance is wrap with lines as even as the number of lines allows.
func (l lettering) balance(str string, width vg.Length, n int) []string {
	lines := l.wrap(str, width, n)
	for w := width; len(lines) > 1 && w > width/2; w *= 0.96 {
		even := l.wrap(str, w, n+1)
		if len(even) > len(lines) || strings.Join(even, " ") != strings.Join(lines, " ") {
			break
		}
		lines = even
	}
	return lines
}

// widest is the width of the widest text.
func (l lettering) widest(texts []string) (w vg.Length) {
	for _, t := range texts {
		w = max(w, l.width(t))
	}
	return w
}
