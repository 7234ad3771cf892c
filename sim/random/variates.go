package random

import (
	"math"

	"lojal/sim/fast"
)

// Ziggurat is the method of Marsaglia and Tsang (2000) with 256 strips of equal
// area under a falling density. Strip i reaches from 0 to x[i]; what lies below
// x[i+1] is surely under the density.
type Ziggurat struct {
	Width  [256]float64 // x[i] / 2⁵³
	Keep   [256]uint64  // 2⁵³ x[i+1]/x[i]
	Height [257]float64 // density at x[i]
	Right  float64      // x[1], where the tail begins
}

// newZiggurat lays the strips: area is that of a strip, the lowest one with its tail.
func newZiggurat(right, area float64, density, inverse func(float64) float64) *Ziggurat {
	z := &Ziggurat{Right: right}
	x := [257]float64{0: area / density(right), 1: right}
	z.Height[0], z.Height[1] = 0, density(right)
	for i := 2; i < 256; i++ {
		x[i] = inverse(z.Height[i-1] + area/x[i-1])
		z.Height[i] = density(x[i])
	}
	z.Height[256] = 1
	for i := range 256 {
		z.Width[i] = x[i] / (1 << 53)
		z.Keep[i] = uint64(x[i+1] / x[i] * (1 << 53))
	}
	return z
}

const (
	rightExp    = 7.69711747013104972 // Marsaglia and Tsang's r for 256 strips
	rightNormal = 3.6541528853610088
)

// Exponential and normals are the strips of the two densities, the second that of one
// side.
var (
	Exponential = newZiggurat(rightExp, (rightExp+1)*math.Exp(-rightExp),
		func(x float64) float64 { return math.Exp(-x) },
		func(y float64) float64 { return -math.Log(y) })
	normals = newZiggurat(rightNormal,
		rightNormal*math.Exp(-rightNormal*rightNormal/2)+math.Sqrt(math.Pi/2)*math.Erfc(rightNormal/math.Sqrt2),
		func(x float64) float64 { return math.Exp(-x * x / 2) },
		func(y float64) float64 { return math.Sqrt(-2 * math.Log(y)) })
)

// rare is the streams that go on where one word does not make a variate.
var rare = Key{Quantity: Name("rare variates")}.Family()

// ExpOf makes a word exponential with mean one. One word makes one variate, so
// that the i-th variate of a stream is that of its i-th word.
func ExpOf(w uint64) float64 {
	if w>>11 < Exponential.Keep[w&255] {
		return float64(w>>11) * Exponential.Width[w&255]
	}
	return RareExp(w)
}

// AllExp is ExpOf of each word, times a mean; written out because a call for each
// would cost as much as the variate.
func AllExp(words []uint64, mean float64, out []float64) {
	z := Exponential
	out = out[:len(words)]
	for i, w := range words {
		x := float64(w>>11) * z.Width[w&255]
		if w>>11 >= z.Keep[w&255] {
			x = RareExp(w)
		}
		out[i] = mean * x
	}
}

// RareExp goes on from a word that did not fall surely under the density, with
// more of them from a stream that it names.
func RareExp(w uint64) float64 {
	z := Exponential
	s, u := rare.At(w).Next()
	for {
		i := w & 255
		x := float64(w>>11) * z.Width[i]
		switch {
		case w>>11 < z.Keep[i]:
			return x
		case i == 0:
			return z.Right - math.Log(unit(u))
		case z.Height[i]+unit(u)*(z.Height[i+1]-z.Height[i]) < fast.Exp(-x):
			return x
		}
		s, w = s.Next()
		s, u = s.Next()
	}
}

// unit makes a word uniform on (0, 1).
func unit(w uint64) float64 { return (float64(w>>11) + .5) / (1 << 53) }

// NormalOf makes a word standard normal.
func NormalOf(w uint64) float64 {
	if w>>11 < normals.Keep[w&255] {
		return signed(float64(w>>11)*normals.Width[w&255], w)
	}
	return rareNormal(w)
}

// signed takes the sign from a bit that the strip and the place in it leave.
func signed(x float64, w uint64) float64 {
	return math.Float64frombits(math.Float64bits(x) | w<<55&(1<<63))
}

func rareNormal(w uint64) float64 {
	z := normals
	s, u := rare.At(w).Next()
	for {
		i := w & 255
		x := float64(w>>11) * z.Width[i]
		switch {
		case w>>11 < z.Keep[i]:
			return signed(x, w)
		case i == 0:
			return signed(normalTail(s, u), w)
		case z.Height[i]+unit(u)*(z.Height[i+1]-z.Height[i]) < fast.Exp(-x*x/2):
			return signed(x, w)
		}
		s, w = s.Next()
		s, u = s.Next()
	}
}

// normalTail is the part beyond the strips (Marsaglia 1964), from a word and those
// after it.
func normalTail(s Words, u uint64) float64 {
	for {
		var w uint64
		s, w = s.Next()
		x, y := -math.Log(unit(u))/rightNormal, -math.Log(unit(w))
		if 2*y > x*x {
			return rightNormal + x
		}
		s, u = s.Next()
	}
}

// powers of two to the j/256.
var powers = func() (t [256]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 256)
	}
	return t
}()

// widths are those of the strips of both sides of the normal density: the sign that
// signed takes is the next bit after those of the strip.
var widths = func() (t [512]float64) {
	for i := range 256 {
		t[i], t[256+i] = normals.Width[i], -normals.Width[i]
	}
	return t
}()

// expSeries is the Taylor series of e^x in steps of the table, and what rounds to a
// step: variables, because constants are not kept in registers.
var expSeries = [...]float64{expStep, expStep * expStep / 2, expStep * expStep * expStep / 6, expRound}

// AllLognormal makes each word, as a standard normal z, mean·e^(sigma·z + low), to
// 1e-12: NormalOf and exp, written out in steps of the table.
func AllLognormal(words []uint64, mean, sigma, low float64, out []float64) {
	out = out[:len(words)]
	z, t := normals, &powers
	sigma, low = sigma*expSteps, low*expSteps
	a, b, c, round := expSeries[0], expSeries[1], expSeries[2], expSeries[3]
	for i, w := range words {
		x := float64(w>>11) * widths[w&511]
		if w>>11 >= z.Keep[w&255] {
			x = rareNormal(w)
		}
		x = float64(sigma*x) + low
		shifted := x + round
		k := math.Float64bits(shifted) // its low bits are those of the step
		r := x - (shifted - round)
		p := r * (a + float64(r*(b+float64(r*c))))
		y := t[k&255] * mean
		out[i] = math.Float64frombits(math.Float64bits(y+float64(y*p)) + k>>8<<52)
	}
}

// Steps of 2^(1/256) in an exponent. The part of a step that expStep rounds away
// is 1e-17 of it.
const (
	expSteps = 256 / math.Ln2
	expStep  = math.Ln2 / 256
	expRound = 3 << 51 // adding it rounds to a whole number
)

// Busyness makes each word lognormal with mean one and coefficient of variation cv.
func Busyness(words []uint64, cv float64, out []float64) {
	v := fast.Log1p(cv * cv)
	AllLognormal(words, 1, math.Sqrt(v), -v/2, out)
}
