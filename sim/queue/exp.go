package queue

import "math"

// powers of two to the j/64, for exp.
var powers = func() (t [64]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 64)
	}
	return t
}()

// expAll replaces every x by e^x. Exponents are at most some hundreds; those
// below −700 give about 1e-304. It is exp by a table of 2^(j/64) and the series
// of the rest |r| ≤ ln2/128 (P. Tang, ACM TOMS 15 (1989) 144–157), to some
// 3e-16; written as a loop because a call for each node costs most of an answer.
func expAll(e []float64) {
	const (
		perStep = 64 / math.Ln2
		high    = 0x1.62e42fefa0000p-7  // ln2/64, the last bits zero
		low     = 0x1.cf79abc9e3b3ap-46 // the rest
		round   = 3 << 51               // adding it rounds to a whole number
		bits    = 0x4338000000000000    // of round
	)
	for i, x := range e {
		if x < -700 {
			x = -700
		}
		shifted := x*perStep + round
		k := int64(math.Float64bits(shifted)) - bits
		steps := shifted - round
		r := (x - steps*high) - steps*low
		r2 := r * r
		p := r + r2*(1.0/2+r*(1.0/6)+r2*(1.0/24+r*(1.0/120)))
		t := powers[k&63]
		e[i] = math.Float64frombits(math.Float64bits(t+t*p) + uint64(k>>6)<<52)
	}
}
