package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// hues is the colour-blind-safe palette of Okabe and Ito (2008) without yellow and
// black, which fail as lines on white and on dark. Two more, the most distant that
// were found on both, make eight plans distinct.
var hues = []color.NRGBA{
	{0, 114, 178, 255},   // blue
	{213, 94, 0, 255},    // vermilion
	{0, 158, 115, 255},   // bluish green
	{204, 121, 167, 255}, // reddish purple
	{230, 159, 0, 255},   // orange
	{86, 180, 233, 255},  // sky blue
	{140, 200, 50, 255},  // lime
	{120, 70, 30, 255},   // brown
}

// dashes are the line patterns beside the colours, in points; the baseline has
// its own.
var dashes = [][]vg.Length{nil, {7, 2.5}, {7, 2, 1.5, 2}, {1.5, 2}, {10, 2, 1.5, 2, 1.5, 2}, {4, 1.5},
	{9, 2, 3, 2}, {3, 1.5, 1.5, 1.5}}

var baselineDash = []vg.Length{4, 3}

// theme is the colours of one background.
type theme struct {
	paper, ink, muted, rule, grid color.NRGBA
	grey                          color.NRGBA // the baseline
	lineContrast                  float64     // of lines against the paper
	bandAlpha                     float64     // factor of the bands' opacity
	bandHue                       bool        // bands have the palette's own colour, not the line's
}

var (
	light = theme{
		paper: color.NRGBA{255, 255, 255, 255},
		ink:   color.NRGBA{26, 29, 33, 255},
		muted: color.NRGBA{92, 98, 106, 255},
		rule:  color.NRGBA{150, 155, 162, 255},
		grid:  color.NRGBA{226, 229, 233, 255},
		grey:  color.NRGBA{112, 117, 124, 255},

		lineContrast: 3, bandAlpha: 1, bandHue: true,
	}
	dark = theme{
		paper: color.NRGBA{30, 32, 36, 255},
		ink:   color.NRGBA{236, 238, 241, 255},
		muted: color.NRGBA{170, 176, 184, 255},
		rule:  color.NRGBA{116, 122, 130, 255},
		grid:  color.NRGBA{56, 60, 66, 255},
		grey:  color.NRGBA{158, 164, 172, 255},

		lineContrast: 4.2, bandAlpha: 1.35,
	}
)

func themeOf(st Style) theme {
	if st.Dark {
		return dark
	}
	return light
}

// Colour is a plan's colour as lines and labels show it, the same in every
// picture: at least 3:1 against the background.
func Colour(p Plan, isDark bool) color.NRGBA {
	return themeOf(Style{Dark: isDark}).line(p)
}

func hue(p Plan) color.NRGBA { return hues[wrap(p.Colour, len(hues))] }

// wrap is i modulo n, never negative.
func wrap(i, n int) int { return ((i % n) + n) % n }

func (t theme) line(p Plan) color.NRGBA { return t.inked(p, t.lineContrast) }

// word is the colour of a plan's name.
func (t theme) word(p Plan) color.NRGBA { return t.inked(p, 4.5) }

// Opacity of the two bands on paper; the inner one lies on the outer one.
const (
	outerAlpha = 44
	innerAlpha = 58
)

// band is the fill of a plan's quantile bands.
func (t theme) band(p Plan, alpha float64) color.NRGBA {
	c := t.line(p)
	if t.bandHue && !p.Baseline {
		c = hue(p)
	}
	c.A = uint8(alpha * t.bandAlpha)
	return c
}

// better and worse are told by colour, and by the arrow beside it.
func (t theme) better() color.NRGBA { return t.contrasted(hues[0], 4.5) }
func (t theme) worse() color.NRGBA  { return t.contrasted(hues[1], 4.5) }

func (t theme) inked(p Plan, ratio float64) color.NRGBA {
	if p.Baseline {
		return t.contrasted(t.grey, ratio)
	}
	return t.contrasted(hue(p), ratio)
}

// contrasted moves a colour towards the ink until it stands out from the paper.
func (t theme) contrasted(c color.NRGBA, ratio float64) color.NRGBA {
	for f := 0.0; f < 1; f += 0.04 {
		if m := mix(c, t.ink, f); contrast(m, t.paper) >= ratio {
			return m
		}
	}
	return t.ink
}

// mix is a share f of b in a.
func mix(a, b color.NRGBA, f float64) color.NRGBA {
	at := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + f*(float64(y)-float64(x)))) }
	return color.NRGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 255}
}

// contrast is the ratio of WCAG 2.1, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// dashOf is a plan's line pattern.
func dashOf(p Plan) []vg.Length {
	if p.Baseline {
		return baselineDash
	}
	return dashes[wrap(p.Colour, len(dashes))]
}
