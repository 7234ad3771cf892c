package chart

import (
	"gonum.org/v1/plot/vg"
)

// heading writes title, second line and footer, as many of them as the height
// has room for, and returns the room that is left for the picture.
func (s *sheet) heading(title, sub string) vg.Rectangle {
	m := 0.9 * s.em
	r := box(s.Min.X+m, s.Min.Y+0.6*m, s.Max.X-m, s.Max.Y-0.7*m)
	rows := float64(r.Size().Y / s.em)
	width := r.Size().X
	if rows > 7 {
		n := 2
		if rows > 22 || s.bare && rows > 10 && len(s.bold(smallTitle*s.em, s.ink).wrap(title, width, 3)) > 2 {
			n = 3
		}
		l := s.titleLetters(title, width, n)
		for _, line := range l.balance(title, width, n) {
			s.text(l, r.Min.X, r.Max.Y-l.size(), left, line)
			r.Max.Y -= 1.22 * l.size()
		}
		r.Max.Y -= 0.1 * s.em
	}
	if rows > 12 && !s.bare {
		l := s.letters(s.em, s.muted)
		n := 1
		if rows > 20 {
			n = 2
		}
		for _, line := range l.balance(sub, width, n) {
			s.text(l, r.Min.X, r.Max.Y-l.size(), left, line)
			r.Max.Y -= 1.2 * l.size()
		}
		r.Max.Y -= 0.25 * l.size()
	}
	if rows > 14 && s.footer != "" {
		r.Min.Y += s.foot(r, width)
	}
	return box(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
}

// smallTitle is the least size of a title, in text sizes.
const smallTitle = 0.98

// titleLetters are as large as the title may be without being cut, within reason.
func (s *sheet) titleLetters(title string, width vg.Length, lines int) lettering {
	var l lettering
	for _, size := range []vg.Length{1.22, 1.1, smallTitle} {
		l = s.bold(size*s.em, s.ink)
		if len(l.wrap(title, width, lines+1)) <= lines {
			break
		}
	}
	return l
}

// foot writes the footer in at most two small lines and returns its height.
func (s *sheet) foot(r vg.Rectangle, width vg.Length) vg.Length {
	l := s.letters(0.78*s.em, s.muted)
	lines := l.wrap(s.footer, width, 2)
	for i, line := range lines {
		s.text(l, r.Min.X, r.Min.Y+vg.Length(len(lines)-1-i)*1.2*l.size()+0.1*l.size(), left, line)
	}
	return vg.Length(len(lines))*1.2*l.size() + 0.5*l.size()
}

// bandKey explains the bands with two small swatches that end at x, if there is
// room for them right of from.
func (s *sheet) bandKey(l lettering, from, x, y vg.Length) {
	parts := []struct {
		name  string
		alpha float64
	}{{s.p.T("chart.band.outer"), outerAlpha}, {s.p.T("chart.band.inner"), outerAlpha + innerAlpha}}
	swatch, gap := 1.3*l.size(), 0.35*l.size()
	width := 2*(swatch+gap) + l.width(parts[0].name) + l.width(parts[1].name) + l.size()
	if x-width < from {
		return
	}
	at := x - width
	for _, p := range parts {
		c := s.band(Plan{Baseline: true}, p.alpha)
		s.fill(box(at, y-0.38*l.size(), at+swatch, y+0.38*l.size()), c)
		at += swatch + gap
		s.middle(l, at, y, left, p.name)
		at += l.width(p.name) + l.size()
	}
}
