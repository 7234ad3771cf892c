// Package fast is for inner loops: elementary functions to a few units in the last
// digits, several times faster than those of the standard library, and sums in vectors.
package fast

import "math"

// Min is the smaller of two numbers that are not NaN: a comparison, where min must
// also look for NaN and the sign of 0.
func Min(a, b float64) float64 {
	if a < b {
		return a
	}
	return b
}

// Max is the larger of two numbers that are not NaN.
func Max(a, b float64) float64 {
	if a > b {
		return a
	}
	return b
}

// Share is x kept within 0 to 1.
func Share(x float64) float64 { return Min(Max(x, 0), 1) }

// powers of two to the j/64, for [Exp].
var powers = func() (t [64]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 64)
	}
	return t
}()

// ExpAll replaces every x by e^x. Exponents are at most some hundreds; those
// below −700 give about 1e-304. It is exp by a table of 2^(j/64) and the series
// of the rest |r| ≤ ln2/128 (P. Tang, ACM TOMS 15 (1989) 144–157), to some
// 3e-16; written as a loop because a call for each node costs most of an answer.
func ExpAll(e []float64) {
	for i, x := range e {
		if x < -700 {
			x = -700
		}
		shifted := x*perStep + round
		k := int64(math.Float64bits(shifted)) - roundBits
		steps := shifted - round
		r := (x - steps*ln2High) - steps*ln2Low
		r2 := r * r
		p := r + r2*(1.0/2+r*(1.0/6)+r2*(1.0/24+r*(1.0/120)))
		t := powers[k&63]
		e[i] = math.Float64frombits(math.Float64bits(t+t*p) + uint64(k>>6)<<52)
	}
}

const (
	perStep   = 64 / math.Ln2
	ln2High   = 0x1.62e42fefa0000p-7  // ln2/64, the last bits zero
	ln2Low    = 0x1.cf79abc9e3b3ap-46 // the rest
	round     = 3 << 51               // adding it rounds to a whole number
	roundBits = 0x4338000000000000    // of round
)

// Exp is e^x as ExpAll gives it, for any exponent.
func Exp(x float64) float64 {
	if !(x > -700 && x < 700) {
		return beyond(x)
	}
	shifted := x*perStep + round
	k := int64(math.Float64bits(shifted)) - roundBits
	steps := shifted - round
	r := (x - steps*ln2High) - steps*ln2Low
	r2 := r * r
	p := r + r2*(1.0/2+r*(1.0/6)+r2*(1.0/24+r*(1.0/120)))
	t := powers[k&63]
	return math.Float64frombits(math.Float64bits(t+t*p) + uint64(k>>6)<<52)
}

// beyond is Exp of exponents that a power of two may not hold.
func beyond(x float64) float64 {
	if x > 0 {
		return math.Exp(x)
	}
	e := [1]float64{x}
	ExpAll(e[:])
	return e[0]
}

// near is how close to 0 Expm1 and Log1p use a series: farther off, the plain
// functions lose no more than a digit.
const near = .1

// Expm1 is e^x − 1 to some 2e-15.
func Expm1(x float64) float64 {
	if x > -near && x < near {
		return x * (1 + x*(1./2+x*(1./6+x*(1./24+x*(1./120+x*(1./720+x*(1./5040+x*(1./40320+x/362880))))))))
	}
	return Exp(x) - 1
}

// Log1p is ln(1 + x) to some 2e-15, by the series of the inverse hyperbolic
// tangent near 0.
func Log1p(x float64) float64 {
	if x > -near && x < near {
		z := x / (2 + x)
		y := z * z
		return 2 * z * (1 + y*(1./3+y*(1./5+y*(1./7+y*(1./9+y/11)))))
	}
	return Log(1 + x)
}

// parts of the mantissa from 1 to 2, by their middle: 1/m and ln m.
var inverse, logOf = func() (inv, ln [128]float64) {
	for j := range inv {
		m := 1 + (float64(j)+.5)/128
		inv[j] = 1 / m
		ln[j] = -math.Log(inv[j])
	}
	return inv, ln
}()

// Log is ln x of a positive, finite number that is not tiny: x = 2^k·m·(1 + r) with
// |r| ≤ 1/256 and the series of ln(1 + r). Its error is some 3e-16 of the larger of
// 1 and the result.
func Log(x float64) float64 {
	if !(x > 1e-300 && x < math.MaxFloat64) {
		return math.Log(x)
	}
	bits := math.Float64bits(x)
	j := bits >> 45 & 127
	r := math.Float64frombits(bits&(1<<52-1)|1023<<52)*inverse[j] - 1
	k := float64(int64(bits>>52) - 1023)
	r2 := r * r
	return k*math.Ln2 + (logOf[j] + (r - r2*(1./2-r*(1./3)+r2*(1./4-r*(1./5)+r2*(1./6)))))
}
