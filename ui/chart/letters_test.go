package chart

import (
	"bytes"
	"fmt"
	"image"
	"testing"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"lojal/sim/kpi"
)

// Remembered widths are those that the font tells.
func TestWidthIsThatOfTheFont(t *testing.T) {
	letter := rapid.SampledFrom([]rune("AVToWa.,;i1 –≥·åØ%🙂\u00a0\x00"))
	rapid.Check(t, func(t *rapid.T) {
		l := lettering{face: faceOf(vg.Length(rapid.Float64Range(1, 40).Draw(t, "size")), rapid.SampledFrom([]xfont.Weight{xfont.WeightNormal, xfont.WeightBold}).Draw(t, "weight"))}
		str := string(rapid.SliceOf(letter).Draw(t, "text"))
		if got, want := l.width(str), l.face.Width(l.clean(str)); got != want {
			t.Fatalf("%q is %v wide, the font says %v", str, got, want)
		}
	})
}

// A line never begins with the % of a number.
func TestPercentStaysWithItsNumber(t *testing.T) {
	l := lettering{face: faceOf(10, xfont.WeightBold)}
	text := "With a plan it is 95 % likely that churn is 15 % (48 %)"
	for width := l.width("With"); width < l.width(text); width++ {
		for _, line := range append(l.wrap(text, width, 20), l.balance(text, width, 20)...) {
			if line[0] == '%' && width > l.width("15 % (48") {
				t.Fatalf("at %v: %q", width, line)
			}
		}
	}
}

// A letter that comes again is the letter that the face draws there.
func TestStampsAreTheLettersOfTheFace(t *testing.T) {
	face := faceOf(9, xfont.WeightNormal)
	s, plain := (&drawer{faces: map[cut]*stamps{}}).of(face, 96), face.FontFace(96)
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom([]rune("gÅ1 –\u0378")).Draw(t, "letter")
		dot := fixed.Point26_6{X: fixed.Int26_6(rapid.IntRange(-200, 9000).Draw(t, "x")), Y: fixed.Int26_6(rapid.IntRange(-200, 9000).Draw(t, "y"))}
		for range 2 {
			at, mask, from, advance, ok := s.Glyph(dot, r)
			wantAt, wantMask, wantFrom, wantAdvance, wantOK := plain.Glyph(dot, r)
			if at != wantAt || from != wantFrom || advance != wantAdvance || ok != wantOK ||
				!bytes.Equal(mask.(*image.Alpha).Pix, wantMask.(*image.Alpha).Pix) {
				t.Fatalf("%q at %v: %v %v, want %v %v", r, dot, at, advance, wantAt, wantAdvance)
			}
		}
	})
}

// Pictures are the same with letters that are new, known and forgotten, and not all
// letters are kept for ever.
func TestLettersAreForgotten(t *testing.T) {
	plans, _ := madePlans(t, 2, 30, 20)
	f := fanOf(kpi.SatisfactionLasting, plans)
	letterpress = drawer{faces: map[cut]*stamps{}}
	first, _ := Render(f, 360, 220, 1, english())
	for i := range 3 * mostCuts {
		Render(f, 360+i, 220+i, 1, english())
		if n := len(letterpress.faces); n > mostCuts {
			t.Fatalf("%d cuts", n)
		}
	}
	for range 2 {
		if again, _ := Render(f, 360, 220, 1, english()); !bytes.Equal(again.Pix, first.Pix) {
			t.Fatal("another picture")
		}
	}
	s := letterpress.of(faceOf(9, xfont.WeightNormal), 96)
	for i := range 2 * mostStamps {
		s.Glyph(fixed.Point26_6{X: fixed.Int26_6(i % 64), Y: fixed.Int26_6(i / 64)}, 'a')
	}
	if n := len(s.made); n > mostStamps {
		t.Errorf("%d stamps", n)
	}
}

func BenchmarkScreen(b *testing.B) {
	plans, _ := madePlans(b, 2, 104, 20)
	st := english()
	st.Transparent, st.Bare = true, true
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		f := fanOf(kpi.SatisfactionLasting, plans)
		f.Plans[1].Name = fmt.Sprint("Fewer people ", i%10)
		img, _ := Render(f, 364, 225, 1, st)
		Recycle(img)
	}
}
