package calls

import (
	"math"

	"lojal/sim/random"
)

// ziggurat is the method of Marsaglia and Tsang (2000) with 256 strips of equal
// area under a falling density. Strip i reaches from 0 to x[i]; what lies below
// x[i+1] is surely under the density.
type ziggurat struct {
	width  [256]float64 // x[i] / 2⁵³
	keep   [256]uint64  // 2⁵³ x[i+1]/x[i]
	height [257]float64 // density at x[i]
	right  float64      // x[1], where the tail begins
}

// newZiggurat lays the strips: area is that of a strip, the lowest one with its tail.
func newZiggurat(right, area float64, density, inverse func(float64) float64) *ziggurat {
	z := &ziggurat{right: right}
	x := [257]float64{0: area / density(right), 1: right}
	z.height[0], z.height[1] = 0, density(right)
	for i := 2; i < 256; i++ {
		x[i] = inverse(z.height[i-1] + area/x[i-1])
		z.height[i] = density(x[i])
	}
	z.height[256] = 1
	for i := range 256 {
		z.width[i] = x[i] / (1 << 53)
		z.keep[i] = uint64(x[i+1] / x[i] * (1 << 53))
	}
	return z
}

const (
	rightExp    = 7.69711747013104972 // Marsaglia and Tsang's r for 256 strips
	rightNormal = 3.6541528853610088
)

var (
	zigExp = newZiggurat(rightExp, (rightExp+1)*math.Exp(-rightExp),
		func(x float64) float64 { return math.Exp(-x) },
		func(y float64) float64 { return -math.Log(y) })
	zigNormal = newZiggurat(rightNormal,
		rightNormal*math.Exp(-rightNormal*rightNormal/2)+math.Sqrt(math.Pi/2)*math.Erfc(rightNormal/math.Sqrt2),
		func(x float64) float64 { return math.Exp(-x * x / 2) },
		func(y float64) float64 { return math.Sqrt(-2 * math.Log(y)) })
)

// drawExp is exponential with mean one.
func drawExp(s *random.Stream) float64 {
	w := s.Uint64()
	if w>>11 < zigExp.keep[w&255] {
		return float64(w>>11) * zigExp.width[w&255]
	}
	return rareExp(s, w)
}

// fillExp is drawExp again and again.
func fillExp(s *random.Stream, out []float64) {
	z := zigExp
	for i := range out {
		w := s.Uint64()
		x := float64(w>>11) * z.width[w&255]
		if w>>11 >= z.keep[w&255] {
			x = rareExp(s, w)
		}
		out[i] = x
	}
}

// rareExp goes on from a word that did not fall surely under the density.
func rareExp(s *random.Stream, w uint64) float64 {
	z := zigExp
	for {
		i := w & 255
		x := float64(w>>11) * z.width[i]
		switch {
		case w>>11 < z.keep[i]:
			return x
		case i == 0:
			return z.right + s.Exp()
		case z.height[i]+s.Float64()*(z.height[i+1]-z.height[i]) < math.Exp(-x):
			return x
		}
		w = s.Uint64()
	}
}

// drawNormal is standard normal.
func drawNormal(s *random.Stream) float64 {
	w := s.Uint64()
	if w>>11 < zigNormal.keep[w&255] {
		return signed(float64(w>>11)*zigNormal.width[w&255], w)
	}
	return rareNormal(s, w)
}

func fillNormal(s *random.Stream, out []float64) {
	z := zigNormal
	for i := range out {
		w := s.Uint64()
		x := float64(w>>11) * z.width[w&255]
		if w>>11 >= z.keep[w&255] {
			out[i] = rareNormal(s, w)
			continue
		}
		out[i] = signed(x, w)
	}
}

// signed takes the sign from a bit that the strip and the place in it leave.
func signed(x float64, w uint64) float64 {
	return math.Float64frombits(math.Float64bits(x) | w<<55&(1<<63))
}

func rareNormal(s *random.Stream, w uint64) float64 {
	z := zigNormal
	for {
		i := w & 255
		x := float64(w>>11) * z.width[i]
		switch {
		case w>>11 < z.keep[i]:
			return signed(x, w)
		case i == 0:
			return signed(normalTail(s), w)
		case z.height[i]+s.Float64()*(z.height[i+1]-z.height[i]) < math.Exp(-x*x/2):
			return signed(x, w)
		}
		w = s.Uint64()
	}
}

// normalTail is the part beyond the strips (Marsaglia 1964).
func normalTail(s *random.Stream) float64 {
	for {
		x, y := s.Exp()/rightNormal, s.Exp()
		if 2*y > x*x {
			return rightNormal + x
		}
	}
}

// logNormal turns standard normals into lognormals of a mean; sigma is of the
// logarithm.
func logNormal(x []float64, mean, sigma float64) {
	low := math.Log(mean) - sigma*sigma/2
	for i, z := range x {
		x[i] = exp(float64(sigma*z) + low)
	}
}

// powers of two to the j/256, for exp.
var powers = func() (t [256]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 256)
	}
	return t
}()

// exp is e^x to some 1e-15 for |x| < 700: a table of 2^(j/256) and the series of
// the rest |r| ≤ ln2/512 (P. Tang, ACM TOMS 15 (1989) 144–157).
func exp(x float64) float64 {
	const (
		perStep = 256 / math.Ln2
		high    = 0x1.62e42fefa0000p-9  // ln2/256, the last bits zero
		low     = 0x1.cf79abc9e3b3ap-48 // the rest
		round   = 3 << 51               // adding it rounds to a whole number
		bits    = 0x4338000000000000    // of round
	)
	x = min(max(x, -700), 700)
	shifted := float64(x*perStep) + round
	k := int64(math.Float64bits(shifted)) - bits
	steps := shifted - round
	r := x - float64(steps*high) - float64(steps*low)
	r2 := r * r
	p := r + float64(r2*(1.0/2+float64(r*(1.0/6+float64(r*(1.0/24))))))
	t := powers[k&255]
	return math.Float64frombits(math.Float64bits(t+float64(t*p)) + uint64(k>>8)<<52)
}
