package chart

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// dotCount is the number of dots of a quantile dotplot: each stands for 2 % of
// the futures (Kay, Kola, Hullman and Munson 2016).
const dotCount = 50

// quantileDots are the quantiles at (i + ½) ÷ 50 of the finite draws, type 7;
// nil of no draws.
func quantileDots(draws []float64) []float64 {
	x := slices.DeleteFunc(slices.Clone(draws), func(v float64) bool { return !ok(v) })
	if len(x) == 0 {
		return nil
	}
	slices.Sort(x)
	out := make([]float64, dotCount)
	for i := range out {
		h := (float64(i) + 0.5) / dotCount * float64(len(x)-1)
		j := int(h)
		out[i] = x[j]
		if j+1 < len(x) {
			out[i] += (h - float64(j)) * (x[j+1] - x[j])
		}
	}
	return out
}

// stacked is a dot in its stack.
type stacked struct {
	value float64
	bin   int // along the axis
	level int // from 0 at the axis
}

// stack sorts dots into bins of a width, counted from the zero of pos; values
// are sorted, so that a bin stacks from its low to its high values.
func stack(dots []float64, pos func(float64) vg.Length, width vg.Length) (out []stacked, highest int) {
	levels := map[int]int{}
	for _, v := range dots {
		b := int(math.Floor(float64(pos(v) / width)))
		out = append(out, stacked{v, b, levels[b]})
		levels[b]++
		highest = max(highest, levels[b])
	}
	return out, highest
}

// dotSize is the largest diameter, at most big, with which the highest stack
// fits into a depth.
func dotSize(dots []float64, pos func(float64) vg.Length, depth, big vg.Length) vg.Length {
	for d := big; d > 0.8; d *= 0.93 {
		if _, n := stack(dots, pos, d); vg.Length(n)*d <= depth {
			return d
		}
	}
	return 0.8
}

// dot is one dot; a hollow one tells the lesser side without its colour.
func (s *sheet) dot(at vg.Point, size vg.Length, c color.NRGBA, full bool) {
	r := 0.43 * size
	if !full {
		r -= 0.25
	}
	var path vg.Path
	path.Move(vg.Point{X: at.X + r, Y: at.Y})
	path.Arc(at, r, 0, 2*math.Pi)
	path.Close()
	fill := c
	if !full {
		fill = mix(c, s.paper, 0.72)
	}
	s.SetColor(fill)
	s.Fill(path)
	if !full {
		s.SetColor(mix(c, s.paper, 0.15))
		s.SetLineWidth(0.5)
		s.SetLineDash(nil, 0)
		s.Stroke(path)
	}
}
