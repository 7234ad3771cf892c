package chart

import (
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// metrics are how wide the letters of a font are and how near pairs of them stand, in
// units of the em, as far as anybody asked: reading them from the font's own tables
// takes longer than drawing a picture.
type metrics struct {
	font    *sfnt.Font
	mu      sync.Mutex
	buf     sfnt.Buffer
	letters map[rune]letter
	pairs   map[[2]sfnt.GlyphIndex]int // kerning
}

type letter struct {
	glyph sfnt.GlyphIndex // 0: the font has none
	width int
}

var allMetrics sync.Map // by *sfnt.Font

func metricsOf(f *sfnt.Font) *metrics {
	if m, found := allMetrics.Load(f); found {
		return m.(*metrics)
	}
	m, _ := allMetrics.LoadOrStore(f, &metrics{font: f, letters: map[rune]letter{}, pairs: map[[2]sfnt.GlyphIndex]int{}})
	return m.(*metrics)
}

// shows says whether the font has a letter.
func (m *metrics) shows(r rune) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.letter(r).glyph != 0
}

// width is that of a text in a size; [font.Face.Width] is the same.
func (m *metrics) width(str string, size vg.Length) vg.Length {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum, prev := 0, sfnt.GlyphIndex(0)
	for i, r := range str {
		l := m.letter(r)
		if i > 0 {
			sum += m.kern(prev, l.glyph)
		}
		sum, prev = sum+l.width, l.glyph
	}
	return font.Points(float64(sum)) * (size / font.Points(float64(m.font.UnitsPerEm())))
}

func (m *metrics) letter(r rune) letter {
	l, found := m.letters[r]
	if !found {
		l.glyph, _ = m.font.GlyphIndex(&m.buf, r)
		if w, err := m.font.GlyphAdvance(&m.buf, l.glyph, m.em(), xfont.HintingNone); err == nil {
			l.width = int(w)
		}
		m.letters[r] = l
	}
	return l
}

func (m *metrics) kern(a, b sfnt.GlyphIndex) int {
	pair := [2]sfnt.GlyphIndex{a, b}
	k, found := m.pairs[pair]
	if !found {
		if d, err := m.font.Kern(&m.buf, a, b, m.em(), xfont.HintingNone); err == nil {
			k = int(d)
		}
		m.pairs[pair] = k
	}
	return k
}

// em is the size at which the font's own units are whole numbers.
func (m *metrics) em() fixed.Int26_6 { return fixed.Int26_6(m.font.UnitsPerEm()) }
