package loyalty

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// A contact of score s moves a customer at a to (1 − gain)·a + gain·s. Customers
// are therefore shrunk towards 0, whatever they meet, and what they meet is added:
// a convolution. Each of the two puts mass between grid points so that means are
// kept.

// line is mass by level, with room for what lies past the last one.
type line [Levels + 2]float64

// kernel is how a week's contacts move customers that have been shrunk: shares by
// the levels added, from the first to the last that there are.
type kernel struct {
	first, taps int
	share       line
}

// steps are what contacts of each score node add to a shrunk customer. Shrinking
// spreads customers who stand between grid points, and so does fading, by some
// variance a customer and week; the steps are drawn towards their mean by so much
// that the spread of the week is what it would be without.
func (l *Law) steps(s *step, fading float64) (to [Scores]place) {
	var all, mean, square float64
	for j, f := range s.share {
		at := l.added(j)
		all += f
		mean += f * at
		square += f * at * at
	}
	if all <= 0 {
		return to
	}
	mean /= all
	keep, blur := 1.0, l.blur+fading/(all*float64(s.times))
	if variance := square/all - mean*mean; variance > 0 {
		keep = math.Sqrt(max(0, 1-blur/variance))
	}
	for j := range to {
		to[j] = placeOf(mean + keep*(l.added(j)-mean))
	}
	return to
}

// added is how many levels a contact adds, by score node.
func (l *Law) added(j int) float64 { return l.rules.Gain * float64(j) * scoreStep }

// kernelOf makes the kernel of shares by score node.
func kernelOf(shares *[Scores]float64, steps *[Scores]place) (k kernel) {
	last := -1
	for j, f := range shares {
		if f == 0 {
			continue
		}
		p := steps[j]
		if last < 0 {
			k.first = p.at
		}
		last = p.at + 1
		k.share[p.at-k.first] += f * (1 - p.up)
		k.share[p.at-k.first+1] += f * p.up
	}
	k.taps = max(0, last-k.first+1)
	return k
}

// shrunk is a distribution after the gain has drawn it towards 0, in one of the lines
// of the law.
func (l *Law) shrunk(room int, in *[Levels]float64) *line {
	out := &l.lines[room]
	*out = line{}
	scatter(out[:], in, &l.shrink)
	return out
}

// scatter adds customers to the places that those of each level go to.
func scatter(out []float64, in *[Levels]float64, to *[Levels]place) {
	for i, m := range in {
		p := &to[i]
		up := m * p.up
		pair := out[p.at : p.at+2]
		pair[0] += m - up
		pair[1] += up
	}
}

// spread is shrunk customers moved by a kernel, in one of the lines of the law. Lines
// are kept, since what the vector routines are given would not stay on the stack.
func (l *Law) spread(room int, in *line, k *kernel) *line {
	out := &l.lines[room]
	*out = line{}
	from := in[:l.reach+1]
	for j, share := range k.share[:k.taps] {
		floats.AddScaled(out[k.first+j:][:len(from)], share, from)
	}
	return out
}

// addTo adds what was spread to a distribution. What lies a level past the last
// one comes back together with as much from the level before it, which keeps the
// mean; there always is as much.
func (moved *line) addTo(out *[Levels]float64) {
	past := moved[Levels]
	moved[Levels-1] += 2 * past
	moved[Levels-2] = max(moved[Levels-2]-past, 0) // but for rounding
	for i := range out {
		out[i] += moved[i]
	}
}

// seen is the transpose of shrunk, spread and addTo: what customers at each level
// find where contacts take them, added to out.
func (l *Law) seen(out, at *[Levels]float64, k *kernel) {
	v, found := &l.lines[0], &l.lines[1]
	copy(v[:], at[:])
	v[Levels] = 2*v[Levels-1] - v[Levels-2]
	v[Levels+1], *found = 0, line{}
	to := found[:l.reach+1]
	for j, share := range k.share[:k.taps] {
		floats.AddScaled(to, share, v[k.first+j:][:len(to)])
	}
	for i, p := range l.shrink {
		out[i] += found[p.at] + p.up*(found[p.at+1]-found[p.at])
	}
}
