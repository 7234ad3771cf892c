package chart

import (
	"image"
	"slices"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
)

// stamps are the letters of one face at one resolution as they come on a picture, at
// each part of a dot that they came at: a picture that changes has mostly the letters
// of the one before it. Kerning is that of the size.
type stamps struct {
	xfont.Face
	font  *sfnt.Font
	ppem  fixed.Int26_6
	mu    sync.Mutex
	buf   sfnt.Buffer
	made  map[place]stamp
	kerns map[[2]rune]fixed.Int26_6
}

// place is a letter and the part of a dot that it begins at, in 64ths.
type place struct {
	r    rune
	x, y fixed.Int26_6
}

// stamp is a letter relative to the dot that it begins in.
type stamp struct {
	at      image.Rectangle
	mask    *image.Alpha
	advance fixed.Int26_6
	ok      bool
}

// Glyph is that of the face, which knows no letter longer than until the next one.
func (s *stamps) Glyph(dot fixed.Point26_6, r rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	whole := image.Pt(dot.X.Floor(), dot.Y.Floor())
	key := place{r, dot.X & 63, dot.Y & 63}
	g, found := s.made[key]
	if !found {
		at, mask, _, advance, ok := s.Face.Glyph(fixed.Point26_6{X: key.x, Y: key.y}, r)
		g = stamp{at: at, mask: &image.Alpha{}, advance: advance, ok: ok}
		if m, isAlpha := mask.(*image.Alpha); isAlpha {
			g.mask = &image.Alpha{Pix: slices.Clone(m.Pix), Stride: m.Stride, Rect: m.Rect}
		}
		if len(s.made) >= mostStamps {
			clear(s.made)
		}
		s.made[key] = g
	}
	return g.at.Add(whole), g.mask, g.mask.Rect.Min, g.advance, g.ok
}

// Kern is that of the size; see [imgCanvas].
func (s *stamps) Kern(a, b rune) fixed.Int26_6 {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, found := s.kerns[[2]rune{a, b}]
	if !found {
		x, errX := s.font.GlyphIndex(&s.buf, a)
		y, errY := s.font.GlyphIndex(&s.buf, b)
		if d, err := s.font.Kern(&s.buf, x, y, s.ppem, xfont.HintingNone); errX == nil && errY == nil && err == nil {
			k = d
		}
		s.kerns[[2]rune{a, b}] = k
	}
	return k
}

// drawer is what is known of letters. Sizes come and go with those of the window.
type drawer struct {
	mu    sync.Mutex
	faces map[cut]*stamps
}

// cut is a face at a resolution.
type cut struct {
	font font.Font
	dpi  float64
}

// So many are kept, some megabytes: four pictures of the screen have a dozen cuts with
// a few hundred stamps each.
const (
	mostCuts   = 48
	mostStamps = 1500
)

var letterpress = drawer{faces: map[cut]*stamps{}}

func (d *drawer) of(f font.Face, dpi float64) *stamps {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := cut{f.Font, dpi}
	s := d.faces[key]
	if s == nil {
		if len(d.faces) >= mostCuts {
			clear(d.faces)
		}
		s = &stamps{Face: f.FontFace(dpi), font: f.Face, ppem: fixed.Int26_6(f.Font.Size.Dots(dpi)*64 + 0.5),
			made: map[place]stamp{}, kerns: map[[2]rune]fixed.Int26_6{}}
		d.faces[key] = s
	}
	return s
}
