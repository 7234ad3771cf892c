package loyalty

import "gonum.org/v1/gonum/floats"

// room is what customers are settled in.
type room struct {
	step                   step           // a week's contacts
	shares                 line           // of its kernel
	met                    [Levels]course // where they take customers
	established, newcomers factors
	slower                 Shape // how many more there were if growth were slower
}

// factors solve growth·x = B·x + in for customers of one kind, where B is a week of
// contacts and fading, after which some stay by level.
type factors struct {
	to     [Levels]course // from after the contacts of a week to after those of the next
	stay   [Levels]float64
	growth float64
}

// course is where customers of one level get to: shares by the levels from first to
// last, which do not fall from level to level.
type course struct {
	to          [filled]float64
	first, last int
}

// send adds so many who take a course.
func (c *course) send(to []float64, n float64) {
	floats.AddScaled(to[c.first:c.last+1], n, c.to[c.first:c.last+1])
}

// meet finds where a week's contacts take customers.
func (m *room) meet(l *Law, s *step, k kernel) {
	m.step = *s
	m.step.all = kernel{k.first, append(m.shares[:0], k.share...)}
	clear(m.met[:])
	taps := k.share
	for i := range m.met {
		c, p := &m.met[i], &l.shrink[i]
		at := int(p.at) + k.first
		floats.AddScaled(c.to[at:][:len(taps)], 1-p.up, taps)
		floats.AddScaled(c.to[at+1:][:len(taps)], p.up, taps)
		fold(c.to[:])
		c.to[i] += s.stay
		c.first, c.last = min(i, at), min(max(i, at+len(taps)), Levels-1)
		for range s.times - 1 {
			l.move((*[Levels]float64)(c.to[:]), s.stay, k)
			c.first, c.last = 0, Levels-1
		}
	}
}

// factor finds who goes where from week to week. Level by level, those who stand there
// are taken out, and whoever would get there is sent where they would have gone. It
// tells whether growth is more than that of B, which is so where each level is left.
func (f *factors) factor(l *Law, growth float64, stay [Levels]float64) (more bool) {
	f.stay, f.growth = stay, growth
	clear(f.to[:])
	for i := range f.to {
		c, p := &f.to[i], &l.fade[i]
		low, high := &l.room.met[p.at], &l.room.met[p.at+1]
		c.first, c.last = min(i, low.first), max(i, high.last)
		low.send(c.to[:], (1-p.up)*stay[p.at])
		high.send(c.to[:], p.up*stay[p.at+1])
	}
	more = true
	for i := range f.to {
		c := &f.to[i]
		more = more && growth > c.to[i]
		c.to[i] = 1 / (growth - c.to[i])
		on := c.to[i+1 : c.last+1]
		for j := i + 1; j < Levels && f.to[j].first <= i; j++ {
			row := f.to[j].to[i:]
			row[0] *= c.to[i]
			add(row[1:], row[0], on)
		}
	}
	return more
}

// solve puts back, level by level, those who come in.
func (f *factors) solve(l *Law, in *[Levels]float64) (x [Levels]float64) {
	x = *in
	l.meet(&x, &l.room.step, l.room.step.all)
	for i := range f.to {
		c := &f.to[i]
		x[i] *= c.to[i]
		add(x[i+1:], x[i], c.to[i+1:c.last+1])
	}
	for i := Levels - 1; i > 0; i-- {
		c := &f.to[i]
		add(x[c.first:], x[i], c.to[c.first:i])
	}
	l.faded(&x)
	for i := range x {
		x[i] = (x[i]*f.stay[i] + in[i]) / f.growth
	}
	return x
}

// add is [floats.AddScaled] for a few, and for what stays on the stack.
func add(to []float64, n float64, shares []float64) {
	to = to[:len(shares)]
	for i, share := range shares {
		to[i] += n * share
	}
}
