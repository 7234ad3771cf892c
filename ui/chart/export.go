package chart

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/vg"
)

// Format is a file format of pictures.
type Format string

// Formats.
const (
	PNG Format = "png"
	SVG Format = "svg"
	PDF Format = "pdf"
)

// Size is the size of an exported picture.
type Size struct {
	WidthMM, HeightMM float64
	DPI               float64 // PNG; 0: 150
}

// Presets are named sizes: slide (16:9), a4 (a column), square.
var Presets = map[string]Size{
	"slide":  {254, 142.875, 192},
	"a4":     {160, 100, 300},
	"square": {120, 120, 300},
}

// Limits of an export, in millimetres and dots per inch.
const (
	minMM, maxMM   = 5, 2000
	minDPI, maxDPI = 10, 2400
	defaultDPI     = 150
)

// check refuses sizes that make no picture.
func (s *Size) check() error {
	if s.DPI == 0 {
		s.DPI = defaultDPI
	}
	for _, mm := range []float64{s.WidthMM, s.HeightMM} {
		if !(mm >= minMM && mm <= maxMM) {
			return fmt.Errorf("a picture cannot be %g × %g mm; each side is %d to %d mm", s.WidthMM, s.HeightMM, minMM, maxMM)
		}
	}
	if !(s.DPI >= minDPI && s.DPI <= maxDPI) {
		return fmt.Errorf("a picture cannot have %g dots per inch; %d to %d are possible", s.DPI, minDPI, maxDPI)
	}
	if w, h := s.pixels(); w > largest/h {
		return fmt.Errorf("a picture of %d × %d pixels is too large; choose fewer dots per inch", w, h)
	}
	return nil
}

// pixels is the size of the PNG.
func (s Size) pixels() (w, h int) {
	dots := func(mm float64) int { return int(math.Round(mm / 25.4 * s.DPI)) }
	return dots(s.WidthMM), dots(s.HeightMM)
}

// points is the size of the page.
func (s Size) points() (w, h vg.Length) {
	return vg.Length(s.WidthMM) * vg.Millimeter, vg.Length(s.HeightMM) * vg.Millimeter
}

// Export writes a picture in a format, in the light theme. The same input gives
// the same bytes. The error is one of the size, of an unknown format, or of w.
func Export(w io.Writer, d Drawing, f Format, s Size, st Style) error {
	if err := s.check(); err != nil {
		return err
	}
	st.Dark = false
	switch f {
	case PNG:
		return exportPNG(w, d, s, st)
	case SVG:
		return exportSVG(w, d, s, st)
	case PDF:
		return exportPDF(w, d, s, st)
	}
	return fmt.Errorf("%q is not a format of pictures; png, svg and pdf are", string(f))
}

// FileName is scenario_chart_date without an ending, in letters that every file
// system takes.
func FileName(scenario string, d Drawing, date time.Time) string {
	name := slug(scenario)
	if name == "" {
		name = "scenario"
	}
	return name + "_" + d.Name() + "_" + date.Format(time.DateOnly)
}

// slugLength is the longest slug.
const slugLength = 60

var plain = strings.NewReplacer("æ", "ae", "ø", "o", "å", "a", "ß", "ss", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "œ", "oe")

// slug is a name in lower-case letters a–z, digits and single hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKD.String(plain.Replace(strings.ToLower(name)))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= slugLength {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
