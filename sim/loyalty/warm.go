package loyalty

import "math"

// Warm brings those who complained, and their window, to where they settle under a
// steady flow, contacts and newcomers given a customer. The base has just started, with
// customers who are settled under that flow.
func (b *Base) Warm(each *Contacts, newcomers float64) {
	n := b.Customers()
	s := stepOf(each, 1)
	b.law.plan(&s, b.fading(n))
	week := b.law.next(&b.start, &s, s.all, newcomers*n)
	growth := week.count() / n
	if !(growth > 0) { // nobody is there, or everybody leaves
		return
	}
	b.oldest = 0
	var in crowd // who come in of themselves, or once established
	in.join(b.law, newcomers*n)
	if b.newcomers != nil {
		b.newcomers.warm(b.law, &s, &b.law.leaveNew, growth, 1-b.law.settle, &in)
		after := *b.newcomers
		after.week(b.law, &s, &b.law.leaveNew, b.oldest)
		in = crowd{}
		after.settle(&in, b.law.settle)
	}
	b.crowd.warm(b.law, &s, &b.law.leave, growth, 1, &in)
}

// warm parts a settled crowd into the quiet and the loud. In a week some leave, part of
// the others stay in the crowd, some come in, and everything grows.
//
// Complaints in the window fall by the same factor from week to week of age. It hangs
// on how many of the loud leave, so that it is found by turns with where the quiet
// are: growth·quiet = B·quiet + those who come in or back, with the factors of an
// earlier turn while they serve.
func (c *crowd) warm(l *Law, s *step, leave *leaving, growth, part float64, in *crowd) {
	customers := c.count()
	rate := s.complaining
	if customers == 0 || rate == 0 {
		c.quiet, c.complained = c.all, [Window]float64{}
		return
	}
	met, stay := l.met(&c.all, s, s.all), leave.stays(s, part)
	still := l.still(s)
	new := customers * rate * float64(s.times)
	caught := -math.Expm1(float64(s.times) * math.Log1p(-rate)) // complain in a week
	keep := 1 - caught
	older := 0.0 // as if the loud left as all do
	for i, n := range met {
		older += n * stay[i] / customers / growth
	}
	stale, before := true, math.Inf(1)
	for range mostRounds {
		sum := c.fill(older*new, older*keep, growth, in)
		expired, loud := keep*c.complained[0], caught*customers+keep*sum
		back := expired / loud
		if stale {
			l.room.meet(l, s, still)
			l.room.established.factor(l, growth, scaled(&stay, 1-back))
		}
		missed := l.met(&c.quiet, s, still)
		for i := range missed {
			missed[i] += back * (met[i] - missed[i])
			missed[i] = stay[i]*missed[i] + in.quiet[i] - growth*c.quiet[i]
		}
		c.silence(l.room.established.solve(l, &missed))
		found := c.loud()
		next := (found - in.loud()/growth) / (caught*customers + keep*found) * loud / (new + keep*sum - expired)
		moved := math.Abs(next-older) / next
		if older = next; !(moved > 1e-5) { // also where nobody stays
			break
		}
		stale, before = moved > before/3, moved
	}
	c.keepComplaints(c.loud())
}

// fill makes the window of complaints of so many in a week, of which a share is left
// from week to week; it returns how many there are.
func (c *crowd) fill(complaining, left, growth float64, in *crowd) (sum float64) {
	n := complaining
	for k := Window - 1; k >= 0; k-- {
		n += in.complained[(k+1)%Window] / growth // a week older by now
		c.complained[k] = n
		sum += n
		n *= left
	}
	return sum
}

// silence adds to the quiet of all.
func (c *crowd) silence(more [Levels]float64) {
	for i, n := range c.all {
		c.quiet[i] = min(max(c.quiet[i]+more[i], 0), n)
	}
}
