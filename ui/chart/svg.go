package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// exportSVG writes the picture with text as text. The canvas's own prelude is
// replaced: size in millimetres, a title and a description for readers of
// screens, and fonts to fall back to.
func exportSVG(w io.Writer, d Drawing, s Size, st Style) error {
	width, height := s.points()
	c := &svgCanvas{Canvas: vgsvg.New(width, height)}
	d.paint(newSheet(c, 72, st))
	var buf bytes.Buffer
	if _, err := c.WriteTo(&buf); err != nil {
		return err
	}
	_, body, _ := bytes.Cut(c.anchored(buf.Bytes()), []byte("<g "))
	body = bytes.ReplaceAll(body, []byte("font-family:Liberation Sans;"),
		[]byte("font-family:'Liberation Sans',Arial,Helvetica,sans-serif;"))
	p := st.printer()
	var out bytes.Buffer
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%gmm" height="%gmm" viewBox="0 0 %.5g %.5g" xml:lang="%s" role="img">
<title>%s</title>
<desc>%s</desc>
<g `, s.WidthMM, s.HeightMM, width.Points(), height.Points(), p.Lang(), escaped(d.Title(p)), escaped(d.Summary(p)))
	out.Write(body)
	_, err := w.Write(out.Bytes())
	return err
}

// svgCanvas is vgsvg's canvas with texts that keep their place and width in
// whatever font a viewer has.
type svgCanvas struct {
	*vgsvg.Canvas
	at    align
	texts []svgText
}

// svgText is where a text begins, how wide it is and which part of it stays.
type svgText struct {
	x, width vg.Length
	at       align
}

// anchor says which part of the next text lies at its point.
func (c *svgCanvas) anchor(at align) { c.at = at }

func (c *svgCanvas) FillString(f font.Face, pt vg.Point, text string) {
	c.texts = append(c.texts, svgText{pt.X, f.Width(text), c.at})
	c.Canvas.FillString(f, pt, text)
}

var anchors = map[align]string{left: "start", centre: "middle", right: "end"}

// anchored gives each text of the file, in their order, its anchor and width.
func (c *svgCanvas) anchored(file []byte) []byte {
	parts := bytes.Split(file, []byte(`<text x="`))
	out := parts[0]
	for i, part := range parts[1:] {
		t := c.texts[i]
		_, rest, _ := bytes.Cut(part, []byte(`"`))
		out = fmt.Appendf(out, `<text x="%.5g" text-anchor="%s" textLength="%.5g" lengthAdjust="spacingAndGlyphs"`,
			(t.x + t.at*t.width).Points(), anchors[t.at], t.width.Points())
		out = append(out, rest...)
	}
	return out
}

// escaped is a text as XML content.
func escaped(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // a Buffer does not fail
	return b.String()
}
