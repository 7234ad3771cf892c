package loyalty

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"lojal/sim/fast"
)

// A contact of score s moves a customer at a to (1 − gain)·a + gain·s. Customers
// are therefore shrunk towards 0, whatever they meet, and what they meet is added:
// a convolution. Each of the two puts mass between grid points so that means are
// kept.

// line is mass by level, also past the last one. It is as long as any place tells, so
// that none need be checked, and even, so that pairs in vectors lie well.
type line [256 + 2]float64

// filled is how many levels of a line there may be mass at.
const filled = Levels + 2

// shifted is a line after levels that nobody is at, so that one may look back from any
// level by as much as contacts add.
type shifted [below + 256 + 2]float64

const below = 128

func (x *shifted) line() *line { return (*line)(x[below:]) }

// kernel is how a week's contacts move customers that have been shrunk: shares by
// the levels added, from the first on.
type kernel struct {
	first int
	share []float64
}

// plan readies a step for customers to whom fading adds some variance, each.
func (l *Law) plan(s *step, fading float64) {
	s.to = l.steps(s, fading)
	s.all = s.kernelOf(&s.share, &l.kernels[0])
}

// still is the kernel of those without a complaint, until the next such question.
func (l *Law) still(s *step) kernel { return s.kernelOf(&s.silent, &l.kernels[1]) }

// steps are what contacts of each score node add to a shrunk customer. Shrinking
// spreads customers who stand between grid points, and so does fading, by some
// variance a customer and week; the steps are drawn towards their mean by so much
// that the spread of the week is what it would be without.
func (l *Law) steps(s *step, fading float64) (to [Scores]place) {
	var all, mean, square float64
	for j := range s.share {
		f, at := s.share[j], float64(j)
		all += f
		mean += f * at
		square += f * at * at
	}
	if all <= 0 {
		return to
	}
	mean /= all
	wide := l.rules.Gain * scoreStep // levels from a score node to the next
	keep, blur := 1.0, l.blur+fading/(all*float64(s.times))
	if variance := wide * wide * (square/all - mean*mean); variance > 0 {
		keep = math.Sqrt(max(0, 1-blur/variance))
	}
	for j := range to {
		to[j] = placeOf(wide * (mean + keep*(float64(j)-mean)))
	}
	return to
}

// kernelOf makes the kernel of shares by score node, in a line.
func (s *step) kernelOf(shares *[Scores]float64, in *line) kernel {
	low, high := 0, Scores-1
	for low < high && shares[low] == 0 {
		low++
	}
	for low < high && shares[high] == 0 {
		high--
	}
	first, end := int(s.to[low].at), int(s.to[high].at)+2
	clear(in[first:end])
	for j := low; j <= high; j++ {
		in.add(s.to[j], shares[j])
	}
	return kernel{first, in[first:end]}
}

// add puts customers at a place.
func (x *line) add(p place, customers float64) {
	at, up := int(p.at), customers*p.up
	x[at] += customers - up
	x[at+1] += up
}

// move lets a share of the customers stay and moves the others by a kernel.
func (l *Law) move(x *[Levels]float64, stay float64, k kernel) {
	shrunk := l.lines[0].line()
	clear(shrunk[:filled])
	for i, n := range x[:] {
		shrunk.add(l.shrink[i], n)
	}
	l.spread(x, &l.lines[0], 0, stay, k)
}

// spread is the rest of move, when customers have been shrunk to a low level or above
// it. They are read from below that level on, where there is nobody.
func (l *Law) spread(x *[Levels]float64, shrunk *shifted, low uint8, stay float64, k kernel) {
	moved := l.lines[2].line()
	copy(moved[:], x[:])
	floats.Scale(stay, moved[:Levels])
	clear(moved[Levels:filled])
	first, end := int(low)+k.first, l.reach+k.first+len(k.share)
	fast.Convolve(moved[first:][:fast.Blocks(end-first)], shrunk[:], below+int(low), -1, k.share)
	fold(moved[:])
	copy(x[:], moved[:])
}

// fold brings back what lies a level past the last one, together with as much from
// the level before it, which keeps the mean; there always is as much.
func fold(x []float64) {
	past := x[Levels]
	x[Levels-1] += 2 * past
	x[Levels-2] = max(x[Levels-2]-past, 0) // but for rounding
}

// seen is the transpose of move: what customers at a low level or above it find where
// contacts take them.
func (l *Law) seen(x *[Levels]float64, low uint8, stay float64, k kernel) {
	v, found := l.lines[0].line(), l.lines[1].line()
	copy(v[:], x[:])
	v[Levels], v[Levels+1] = 2*v[Levels-1]-v[Levels-2], 0
	clear(found[:filled])
	fast.Convolve(found[low:][:fast.Blocks(l.reach+1-int(low))], v[:], int(low)+k.first, 1, k.share)
	for i := int(low); i < Levels; i++ {
		x[i] = stay*x[i] + found.between(l.shrink[i])
	}
}

// between is what a line tells at a place.
func (x *line) between(p place) float64 {
	at := int(p.at)
	return x[at] + p.up*(x[at+1]-x[at])
}
