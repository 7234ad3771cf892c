package queue

import (
	"math"
	"sort"
)

// Integrals against e^(φ−top).
const (
	whole   = iota // 1
	kept           // S: who is served
	gone           // 1 − S
	served         // x·S: the wait of those who are served
	lost           // ∫₀ˣ t dF: of those who leave
	served2        // their squares
	lost2          //
	offered        // x
	terms
)

type integrals [terms]float64

// larger is an integral beside which each may be nothing: hardly anybody leaves
// early of whom all are patient.
var larger = [terms]int{whole, whole, whole, offered, offered, served2, served2, offered}

func (a integrals) plus(b integrals) integrals {
	for i := range a {
		a[i] += b[i]
	}
	return a
}

// piece is an interval on which a polynomial of degree 16 is enough.
type piece struct {
	from, width  float64
	phi, end     float64 // φ − top at from and at from + width
	noise        float64 // of end, by rounding
	sum          integrals
	below, above integrals // of all before and after it
}

const (
	deepest  = 700   // exponent below the top beyond which nothing is looked for
	precise  = 1e-12 // relative difference between a piece and its halves; the halves are far closer
	rounding = 4e-16
)

// pieces cuts the half line, by steps outwards from the top that are doubled
// while they can be and halved while they must be. φ is integrated along with
// the rest: the difference λH(x) − nμx would lose digits far from zero.
func (v *solved) pieces() (all []piece) {
	left := v.march(nil, v.at, 0)
	for i := len(left) - 1; i >= 0; i-- {
		all = append(all, left[i].turned())
	}
	all = v.march(all, v.at, math.Inf(1))
	var sum integrals
	for i := range all {
		all[i].below = sum
		sum = sum.plus(all[i].sum)
	}
	sum = integrals{}
	for i := len(all) - 1; i >= 0; i-- {
		all[i].above = sum
		sum = sum.plus(all[i].sum)
	}
	return all
}

func (p piece) turned() piece {
	p.from, p.width, p.phi, p.end = p.from+p.width, -p.width, p.end, p.phi
	return p
}

// mostPieces is far more than any integral takes: a step may become too small to
// move by.
const mostPieces = 100_000

// march appends the pieces from x, where φ is at the top, to the limit or to
// where nothing is left.
func (v *solved) march(all []piece, x, limit float64) []piece {
	var sum integrals
	for _, p := range all {
		sum = sum.plus(p.sum)
	}
	phi, width := 0.0, math.Copysign(1/v.capacity, limit-x)
	for x != limit && phi > -deepest && !(x > v.at && v.negligible(x, phi, sum)) {
		if math.Abs(width) > math.Abs(limit-x) {
			width = limit - x
		}
		a, b := v.step(x, phi, width, sum)
		all = append(all, a, b)
		sum = sum.plus(a.sum).plus(b.sum)
		width = 2 * (a.width + b.width)
		was := x
		if x, phi = b.from+b.width, b.end; math.Abs(limit-x) <= rounding*math.Abs(x) || x == was || len(all) > mostPieces {
			x = limit // what is left is below rounding
		}
	}
	return all
}

// step is the longest step that two halves agree on, up to width.
func (v *solved) step(x, phi, width float64, sum integrals) (a, b piece) {
	once := v.piece(x, phi, width)
	shortest := 4 * rounding * (x + rounding/v.capacity) // each half still moves x
	for {
		a = v.piece(x, phi, width/2)
		b = v.piece(x+width/2, a.end, width/2)
		if math.Abs(width) <= shortest || v.agree(once, a, b, sum) {
			return a, b
		}
		once, width = a, width/2
	}
}

func (v *solved) agree(once, a, b piece, sum integrals) bool {
	noise := once.noise
	if !(math.Abs(once.end-b.end) <= 10*precise+noise) {
		return false
	}
	for i := range sum {
		twice := a.sum[i] + b.sum[i]
		nothing := 1e-40 * (sum[larger[i]] + a.sum[larger[i]] + b.sum[larger[i]])
		if !(math.Abs(once.sum[i]-twice) <= precise*(sum[i]+twice)+noise*twice+nothing) {
			return false
		}
	}
	return true
}

// negligible bounds what lies beyond x: φ is concave, so that e^φ falls there at
// least as fast as at x.
func (v *solved) negligible(x, phi float64, sum integrals) bool {
	slope := v.slope(x)
	if !(slope < 0) {
		return false
	}
	rest := math.Exp(phi) / -slope
	rest1 := rest * (x - 1/slope)
	rest2 := rest * (x*x - 2*x/slope + 2/(slope*slope))
	least := v.Patience.Left(x)
	for i, beyond := range (integrals{rest, rest * least, rest, rest1 * least, rest1, rest2 * least, rest2, rest1}) {
		if beyond > 1e-17*sum[i] {
			return false
		}
	}
	return true
}

// piece integrates over one interval, to the left where width is negative.
func (v *solved) piece(x, phi, width float64) piece {
	p := piece{from: x, width: width, phi: phi}
	var slopes, lefts, gones [points]float64
	for j, u := range lobatto.x {
		lefts[j], gones[j] = v.Patience.Left(x+width*u), v.Patience.Gone(x+width*u)
		slopes[j] = v.surplus(gones[j], lefts[j])
	}
	// S is rounded, and taken at a time that is.
	p.noise = rounding * ((v.capacity+v.Rate)*math.Abs(width) + max(x, x+width)*math.Abs(slopes[points-1]-slopes[0]))
	for j, u := range lobatto.x {
		y := x + width*u
		rise := 0.0
		for k, a := range lobatto.until[j] {
			rise += a * slopes[k]
		}
		p.end = phi + width*rise
		e := math.Abs(width) * lobatto.until[points-1][j] * math.Exp(p.end)
		p.sum[whole] += e
		p.sum[kept] += e * lefts[j]
		p.sum[gone] += e * gones[j]
		p.sum[served] += e * y * lefts[j]
		p.sum[lost] += e * v.Patience.lostBy(y, 1)
		p.sum[served2] += e * y * y * lefts[j]
		p.sum[lost2] += e * v.Patience.lostBy(y, 2)
		p.sum[offered] += e * y
	}
	return p
}

// split is what lies below t and what lies above it.
func (v *solved) split(t float64) (below, above integrals) {
	i := sort.Search(len(v.parts), func(i int) bool { return v.parts[i].from+v.parts[i].width > t })
	if i == len(v.parts) {
		return v.sum, integrals{}
	}
	p := v.parts[i]
	if t <= p.from {
		return p.below, p.above.plus(p.sum)
	}
	a := v.piece(p.from, p.phi, t-p.from)
	b := v.piece(t, a.end, p.from+p.width-t)
	return p.below.plus(a.sum), p.above.plus(b.sum)
}

const points = 17

// lobatto holds the Chebyshev points of an interval from 0 to 1, its ends
// included so that no fall of S hides between two intervals, and the weights of
// the integral from 0 until each of them (Clenshaw and Curtis, Numer. Math. 2
// (1960) 197–205).
var lobatto = newLobatto()

type chebyshev struct {
	x     [points]float64
	until [points][points]float64
}

func newLobatto() (c chebyshev) {
	const n = points - 1
	end := func(j int) float64 { // 1 in the middle, 1/2 at both ends
		if j == 0 || j == n {
			return 0.5
		}
		return 1
	}
	for j := range c.x {
		c.x[j] = math.Pow(math.Sin(math.Pi*float64(j)/(2*n)), 2)
	}
	// The polynomial that is 1 at point k and 0 at the others is
	// 2/n · end(k) Σ_m end(m) T_m(x_k) T_m; T_m at point j is cos(mπ(n−j)/n).
	for j := range c.x {
		for k := range c.x {
			for m := range c.x {
				t := math.Cos(math.Pi * float64(m*(n-k)) / n)
				c.until[j][k] += end(k) * end(m) * t * chebyshevIntegral(m, n-j) / n
			}
		}
	}
	return c
}

// chebyshevIntegral is the integral of T_m from −1 to cos(jπ/16).
func chebyshevIntegral(m, j int) float64 {
	cos := func(m int) float64 { return math.Cos(math.Pi * float64(m*j) / (points - 1)) }
	sign := 1.0 - 2*float64(m%2) // T_{m±1} at −1 is −sign
	switch m {
	case 0:
		return cos(1) + 1
	case 1:
		return (cos(2) - 1) / 4
	}
	up, down := float64(m+1), float64(m-1)
	return (cos(m+1)+sign)/(2*up) - (cos(m-1)+sign)/(2*down)
}
