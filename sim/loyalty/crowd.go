package loyalty

import (
	"math"

	"lojal/sim/fast"
)

// crowd is customers who leave at the same odds.
type crowd struct {
	quiet      [Levels]float64 // without a complaint in the window
	loud       [Levels]float64 // the others
	complained [Window]float64 // loud ones by the week of their last complaint
}

// newCrowd is a share of so many customers, by level.
func newCrowd(customers float64, shape *[Levels]float64, complaints float64) (c crowd) {
	loud := -math.Expm1(-complaints * Window)
	c.quiet = scaled(shape, customers*(1-loud))
	c.loud = scaled(shape, customers*loud)
	for k := range c.complained { // k = 0 leaves next: complained Window weeks ago
		age := float64(Window - 1 - k)
		c.complained[k] = customers * (math.Exp(-complaints*age) - math.Exp(-complaints*(age+1)))
	}
	return c
}

func (c *crowd) count() float64 { return total(&c.quiet) + total(&c.loud) }

// levels is how many there are at each level.
func (c *crowd) levels() (all [Levels]float64) {
	for i := range all {
		all[i] = c.quiet[i] + c.loud[i]
	}
	return all
}

// fading is the variance that a week of fading adds, all customers together.
func (c *crowd) fading(l *Law) (sum float64) {
	for i := range c.quiet {
		sum += (c.quiet[i] + c.loud[i]) * l.faint[i]
	}
	return sum
}

// week lets contacts move a crowd, memory fade and some leave; oldest is the week
// that leaves the window of complaints.
func (c *crowd) week(l *Law, s *step, leave *leaving, oldest int) (lost, lostQuiet float64) {
	complaining := 0.0
	for range s.times {
		complaining += c.meet(l, s)
	}
	l.faded(&c.quiet)
	l.faded(&c.loud)
	c.age(oldest, complaining)
	chance := leave.in(s)
	lostQuiet = without(&c.quiet, &chance)
	lost = without(&c.loud, &chance)
	c.keepComplaints()
	return lost + lostQuiet, lostQuiet
}

// meet is one pass of contacts; it returns how many complained. The loud are then
// all customers but the quiet ones who stay so.
func (c *crowd) meet(l *Law, s *step) float64 {
	var silent [Scores]float64
	rate := 0.0
	for j := range silent {
		silent[j] = s.share[j] - s.complaint[j]
		rate += s.complaint[j]
	}
	still, all := kernelOf(&silent, &s.to), kernelOf(&s.share, &s.to)
	everybody := c.levels()
	complaining := rate * total(&everybody)
	toQuiet := l.spread(0, l.shrunk(1, &c.quiet), &still)
	toAny := l.spread(2, l.shrunk(3, &everybody), &all)
	for i, n := range toQuiet {
		toAny[i] = fast.Max(toAny[i]-n, 0) // but for rounding
	}
	for i := range c.quiet {
		c.quiet[i], c.loud[i] = c.quiet[i]*s.stay, c.loud[i]*s.stay
	}
	toQuiet.addTo(&c.quiet)
	toAny.addTo(&c.loud)
	for k := range c.complained {
		c.complained[k] *= 1 - rate
	}
	return complaining
}

// age puts this week's complaints into the window and lets the oldest out of it.
func (c *crowd) age(oldest int, complaining float64) {
	expired := c.complained[oldest]
	c.complained[oldest] = complaining
	loud := total(&c.loud)
	if loud <= 0 {
		return
	}
	f := min(1, expired/loud)
	for i, m := range c.loud {
		c.quiet[i] += m * f
		c.loud[i] = m - m*f
	}
}

// keepComplaints scales the window to the customers who are still there.
func (c *crowd) keepComplaints() {
	sum := 0.0
	for _, n := range c.complained {
		sum += n
	}
	if sum <= 0 {
		return
	}
	f := total(&c.loud) / sum
	for k := range c.complained {
		c.complained[k] *= f
	}
}

// settle moves a share of a crowd, and of its complaints, to another one.
func (c *crowd) settle(to *crowd, share float64) {
	for i := range Levels {
		quiet, loud := share*c.quiet[i], share*c.loud[i]
		c.quiet[i], to.quiet[i] = c.quiet[i]-quiet, to.quiet[i]+quiet
		c.loud[i], to.loud[i] = c.loud[i]-loud, to.loud[i]+loud
	}
	for k, n := range c.complained {
		c.complained[k] -= share * n
		to.complained[k] += share * n
	}
}
