package queue

import (
	"math"
	"slices"

	"lojal/sim/fast"
)

const negligible = 36 // exponents so far below the peak are left out

// integrate fills the lower sums for arrivals p.rates and a capacity nμ, and
// with more > 0 at the same nodes the upper ones for the capacity nμ + more. It
// reports false, having done nothing, where the two peak too far apart for that.
func (p *Pool) integrate(capacity, more float64) bool {
	p.top = p.peak(capacity)
	if p.top > 0 && more > 0 && p.top-p.peak(capacity+more) > 4 {
		return false
	}
	p.plan(capacity, more)
	fast.ExpAll(p.terms)
	at := 0
	for i := p.from; i < p.to; i++ {
		r := p.chosen[i]
		e := p.terms[at : at+len(r.w)]
		at += len(r.w)
		for j, w := range r.w {
			e[j] *= w
		}
		p.lower.fill(i, len(p.types), r, e)
		if more > 0 {
			for j, s := range r.stepBy(more) {
				e[j] *= s
			}
			p.upper.fill(i, len(p.types), r, e)
		}
	}
	return true
}

// plan chooses the panels that count and a rule for each, and sets p.terms to
// the exponents at all their nodes, one after the other: long loops run faster.
func (p *Pool) plan(capacity, more float64) {
	p.from, p.to, p.terms = -1, 0, p.terms[:0]
	p.lower.beyond, p.upper.beyond = 0, 0
	total := 1 / capacity // of ∫e^(φ−top), from below
	last := len(p.panels) - 1
	high, steep := p.exponent(0, capacity)
	for i := range last {
		q := &p.panels[i]
		end, endSteep := p.exponent(i+1, capacity)
		if depth := p.top - max(high, end); depth < negligible || steep > 0 && endSteep < 0 {
			if p.from < 0 {
				p.from = i
			}
			slope := max(math.Abs(end-high), math.Abs(end-high-more*q.width)) / 2
			p.chosen[i] = p.pick(i, depth+roughLog(total/q.width), slope, steep-endSteep)
			p.addExponents(p.chosen[i], capacity)
			if p.top-min(high, end) < 1 {
				total += q.width / math.E
			}
			p.to = i + 1
		} else if endSteep < 0 {
			return // past the peak
		}
		high, steep = end, endSteep
	}
	p.from = max(p.from, 0)
	p.lower.beyond = math.Exp(high-p.top) / capacity
	p.upper.beyond = math.Exp(high-more*CutOff-p.top) / (capacity + more)
}

// addExponents appends φ − top at the nodes of a rule to p.terms.
func (p *Pool) addExponents(r *rule, capacity float64) {
	n, at := len(r.x), len(p.terms)
	p.terms = slices.Grow(p.terms, n)[:at+n]
	e := p.terms[at:]
	h, rate := r.waited[:n], p.rates[0]
	for j, x := range r.x {
		e[j] = rate*h[j] - capacity*x - p.top
	}
	for k := 1; k < len(p.rates); k++ {
		rate := p.rates[k]
		for j, h := range r.waited[k*n : k*n+n] {
			e[j] += rate * h
		}
	}
}

// pick is the cheapest rule of a panel for an exponent that changes by 2·slope,
// with a slope that falls by fall. An error of e^slack times the aim does no harm.
func (p *Pool) pick(i int, slack, slope, fall float64) *rule {
	q := &p.panels[i]
	bend := fall * q.width / 4
	slope += q.steep
	if q.cubed {
		slope, bend = 3*slope, 9*bend
	}
	return p.rule(i, rungFor(p.lowest(i), slack, slope, bend))
}

// roughLog is ln x to ±0.7.
func roughLog(x float64) float64 {
	return math.Ln2 * float64(int(math.Float64bits(x)>>52)-1023)
}

// exponent is φ and its slope at a grid point.
func (p *Pool) exponent(i int, capacity float64) (phi, slope float64) {
	q := &p.panels[i]
	phi, slope = -capacity*q.a, -capacity
	for k, r := range p.rates {
		phi += r * q.waited[k]
		slope += r * q.left[k]
	}
	return phi, slope
}

// peak is about the largest exponent: exact to a few units.
func (p *Pool) peak(capacity float64) float64 {
	high, slope := p.exponent(0, capacity)
	if slope <= 0 {
		return high
	}
	i := 0
	for ; i < len(p.panels)-1 && slope > 0; i++ {
		high, slope = p.exponent(i+1, capacity)
	}
	if slope > 0 {
		return high
	}
	return p.peakWithin(p.panels[i-1].a, p.panels[i].a, capacity)
}

// peakWithin finds the peak between a and b by bisection on the slope.
func (p *Pool) peakWithin(a, b, capacity float64) float64 {
	best := math.Inf(-1)
	for range 12 {
		x := (a + b) / 2
		phi, slope := -capacity*x, -capacity
		for k, r := range p.rates {
			phi += r * p.types[k].Patience.Waited(x)
			slope += r * p.types[k].Patience.Left(x)
		}
		best = max(best, phi)
		if slope > 0 {
			a = x
		} else {
			b = x
		}
	}
	return best
}

// stepBy is e^(−more·x) at the nodes.
func (r *rule) stepBy(more float64) []float64 {
	if r.more != more {
		r.more = more
		for j, x := range r.x {
			r.step[j] = -more * x
		}
		fast.ExpAll(r.step)
	}
	return r.step
}

// fill adds up the terms e of panel i.
func (s *sums) fill(i, kinds int, r *rule, e []float64) {
	n := len(e)
	for k := range kinds {
		whole, gone, waited := 0.0, 0.0, 0.0
		g, h := r.gone[k*n:k*n+n], r.waited[k*n:k*n+n]
		for j, v := range e {
			whole += v
			gone += v * g[j]
			waited += v * h[j]
		}
		s.whole[i], s.gone[i*kinds+k], s.waited[i*kinds+k] = whole, gone, waited
	}
}

// rule is a rule of a panel, made when first asked for.
func (p *Pool) rule(i, rung int) *rule {
	q := &p.panels[i]
	if r := q.rules[rung]; r != nil {
		return r
	}
	u := legendreOf[rung]
	r := &rule{}
	for j := range u.x {
		x, w := u.x[j], u.w[j]
		if q.cubed {
			x, w = x*x*x, 3*x*x*w
		}
		r.x = append(r.x, q.a+q.width*x)
		r.w = append(r.w, q.width*w)
	}
	for _, t := range p.types {
		for _, x := range r.x {
			r.gone = append(r.gone, t.Patience.Gone(x))
			r.waited = append(r.waited, t.Patience.Waited(x))
		}
	}
	r.step = make([]float64, len(r.x))
	q.rules[rung] = r
	return r
}

const lowestEnough = ladder - 4 // where S jumps no rule is exact

// lowest is the lowest rung that integrates S itself over a panel: ∫S is known as H(b) − H(a).
func (p *Pool) lowest(i int) int {
	q := &p.panels[i]
	if q.lowest < 0 {
		q.lowest = 0
		for q.lowest < lowestEnough && !p.integratesLeft(i, q.lowest) {
			q.lowest++
		}
	}
	return q.lowest
}

func (p *Pool) integratesLeft(i, rung int) bool {
	q, r := &p.panels[i], p.rule(i, rung)
	n := len(r.x)
	for k := range p.types {
		gone := 0.0
		for j, w := range r.w {
			gone += w * r.gone[k*n+j]
		}
		want := q.width - (p.panels[i+1].waited[k] - q.waited[k])
		if math.Abs(gone-want) > 1e-12*q.width {
			return false
		}
	}
	return true
}
