package loyalty

import (
	"math"

	"lojal/sim/fast"
)

// crowd is customers who leave at the same odds.
type crowd struct {
	all        [Levels]float64
	quiet      [Levels]float64 // of all, those without a complaint in the window
	complained [Window]float64 // the others by the week of their last complaint
}

// newCrowd is a share of so many customers, by level.
func newCrowd(customers float64, shape *[Levels]float64, complaints float64) (c crowd) {
	c.all = scaled(shape, customers)
	c.quiet = scaled(&c.all, math.Exp(-complaints*Window))
	for k := range c.complained { // k = 0 leaves next: complained Window weeks ago
		age := float64(Window - 1 - k)
		c.complained[k] = customers * (math.Exp(-complaints*age) - math.Exp(-complaints*(age+1)))
	}
	return c
}

func (c *crowd) count() float64 { return total(&c.all) }

// loud is how many have complained in the window.
func (c *crowd) loud() float64 { return fast.Max(total(&c.all)-total(&c.quiet), 0) } // but for rounding

// lowest is the lowest level with customers, but for so many.
func (c *crowd) lowest(without float64) int {
	below := 0.0
	for i, n := range c.all[:Levels-1] {
		if below += n; below > without {
			return i
		}
	}
	return Levels - 1
}

// fading is the variance that a week of fading adds, all customers together.
func (c *crowd) fading(l *Law) float64 { return dot(&c.all, &l.faint) }

// week lets contacts move a crowd, memory fade and some leave; oldest is the week
// whose complaints leave the window, for those of this one.
func (c *crowd) week(l *Law, s *step, leave *leaving, oldest int) (lost, lostQuiet float64) {
	customers := c.count() // contacts move them, but keep how many they are
	for range s.times {
		c.meet(l, s)
	}
	loud := fast.Max(customers-total(&c.quiet), 0) // but for rounding
	expired := fast.Min(c.complained[oldest], loud)
	c.complained[oldest] = customers * s.complaining * float64(s.times)
	lost, lostQuiet = c.part(l, s, leave, expired/max(loud, 1e-300))
	c.keepComplaints(loud - expired - (lost - lostQuiet))
	return lost, lostQuiet
}

// meet is one pass of contacts.
func (c *crowd) meet(l *Law, s *step) {
	l.both(c, s.low, &l.shrink)
	l.spread(&c.all, &l.lines[0], s.low, s.stay, s.all)
	l.spread(&c.quiet, &l.lines[1], s.low, s.stay, l.still(s))
	for k := range c.complained {
		c.complained[k] *= 1 - s.complaining
	}
}

// part lets memory fade, a share of the loud be quiet again and some leave.
func (c *crowd) part(l *Law, s *step, leave *leaving, again float64) (lost, lostQuiet float64) {
	all, quiet := l.both(c, s.low, &l.fade)
	chance := leave.in(s)[:]
	for i := int(s.low); i < Levels; i++ {
		n, m, p := all[i], quiet[i], chance[i]
		m += again * fast.Max(n-m, 0) // but for rounding
		lost += n * p
		lostQuiet += m * p
		c.all[i], c.quiet[i] = n-n*p, m-m*p
	}
	return lost, lostQuiet
}

// both moves those of a crowd at a low level or above it to their places, in the first
// two lines of the law.
func (l *Law) both(c *crowd, low uint8, to *[Levels]place) (all, quiet *line) {
	all, quiet = l.lines[0].line(), l.lines[1].line()
	clear(all[:filled])
	clear(quiet[:filled])
	places, from, silent := to[:], c.all[:], c.quiet[:]
	for i := int(low); i < Levels; i++ {
		p := places[i]
		all.add(p, from[i])
		quiet.add(p, silent[i])
	}
	return all, quiet
}

// keepComplaints scales the window to those who have complained and are still there.
func (c *crowd) keepComplaints(loud float64) {
	sum := 0.0
	for _, n := range c.complained {
		sum += n
	}
	if sum <= 0 {
		return
	}
	f := fast.Max(loud, 0) / sum // but for rounding
	for k := range c.complained {
		c.complained[k] *= f
	}
}

// join adds new customers, who are quiet.
func (c *crowd) join(l *Law, newcomers float64) {
	l.join(&c.all, newcomers)
	l.join(&c.quiet, newcomers)
}

// settle moves a share of a crowd, and of its complaints, to another one.
func (c *crowd) settle(to *crowd, share float64) {
	for i := range Levels {
		all, quiet := share*c.all[i], share*c.quiet[i]
		c.all[i], to.all[i] = c.all[i]-all, to.all[i]+all
		c.quiet[i], to.quiet[i] = c.quiet[i]-quiet, to.quiet[i]+quiet
	}
	for k, n := range c.complained {
		c.complained[k] -= share * n
		to.complained[k] += share * n
	}
}
