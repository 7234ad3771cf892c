package loyalty

import "math"

// A contact of score s moves a customer at a to (1 − gain)·a + gain·s. Customers
// are therefore shrunk towards 0, whatever they meet, and what they meet is added:
// a convolution. Each of the two puts mass between grid points so that means are
// kept.

// width is how many levels a convolution takes together.
const width = 4

// line is mass by level, with room for what lies between the last levels and for
// what a convolution takes together.
type line [Levels + 2*width]float64

// kernel is how a week's contacts move customers that have been shrunk: shares by
// the levels added, from the first to the last that there are, and zeros after
// them for the rows that are worked on together.
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

// shrunk is a distribution after the gain has drawn it towards 0.
func (l *Law) shrunk(in *[Levels]float64) (out line) {
	for i, m := range in {
		p := l.shrink[i]
		up := m * p.up
		out[p.at] += m - up
		out[p.at+1] += up
	}
	return out
}

// spread adds shrunk customers, moved by a kernel, to out.
func (l *Law) spread(out *line, in *line, k *kernel) {
	if k.taps == 0 {
		return
	}
	share := k.share[:k.taps+width-1]
	for i := 0; i <= l.reach; i += width {
		a, b, c, d := in[i], in[i+1], in[i+2], in[i+3]
		var s1, s2, s3 float64
		to := out[i+k.first:][:len(share)]
		for j, s := range share {
			to[j] += (a*s + b*s1) + (c*s2 + d*s3)
			s1, s2, s3 = s, s1, s2
		}
	}
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
	var v, found line
	copy(v[:], at[:])
	v[Levels] = 2*v[Levels-1] - v[Levels-2]
	share := k.share[:k.taps]
	for i := 0; i <= l.reach; i += width {
		from := v[i+k.first:]
		x, y, z := from[0], from[1], from[2]
		var a, b, c, d float64
		for j, u := range from[width-1:][:len(share)] {
			s := share[j]
			a, b, c, d = a+s*x, b+s*y, c+s*z, d+s*u
			x, y, z = y, z, u
		}
		found[i], found[i+1], found[i+2], found[i+3] = a, b, c, d
	}
	for i, p := range l.shrink {
		out[i] += found[p.at] + p.up*(found[p.at+1]-found[p.at])
	}
}
