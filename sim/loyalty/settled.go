package loyalty

import "math"

// Shape is how customers are distributed over the levels, as shares of all of
// them, which sum to 1. Newcomers are told apart only where they leave at odds of
// their own; elsewhere everybody is established.
type Shape struct {
	Established, Newcomers [Levels]float64
}

// Point is a distribution with everybody established at one level.
func Point(level float64) (x Shape) {
	p := placeOf(level)
	x.Established[p.at], x.Established[p.at+1] = 1-p.up, p.up
	return x
}

// Mean is the mean level of a distribution.
func (x *Shape) Mean() (mean float64) {
	for i, m := range x.Established {
		mean += (m + x.Newcomers[i]) * float64(i)
	}
	return mean
}

// count is how many there are.
func (x *Shape) count() float64 { return total(&x.Established) + total(&x.Newcomers) }

// add adds another one times a factor.
func (x *Shape) add(factor float64, y *Shape) {
	add(x.Established[:], factor, y.Established[:])
	add(x.Newcomers[:], factor, y.Newcomers[:])
}

// dot is the sum of the products of two.
func (x *Shape) dot(y *Shape) float64 {
	return dot(&x.Established, &y.Established) + dot(&x.Newcomers, &y.Newcomers)
}

// size is how many a difference moves.
func (x *Shape) size() (sum float64) {
	for i := range Levels {
		sum += math.Abs(x.Established[i]) + math.Abs(x.Newcomers[i])
	}
	return sum
}

// Settled is the stationary distribution of lasting satisfaction under a steady
// week, with so many newcomers a customer and week. It starts from a guess, which it
// changes round by round; contacts tells those of a customer and week, which may
// depend on the guess.
//
// With B the week, x is what solves growth·x = B·x + newcomers. A round is a step of
// Newton's method in x and growth, with the factors of an earlier round while they
// serve: contacts, and what the grid blurs, depend on x little.
func (l *Law) Settled(x *Shape, newcomers float64, contacts func(x *Shape, round int) *Contacts) {
	var last Shape
	before := 0.0
	for round := range mostRounds {
		s := stepOf(contacts(x, round), 1)
		l.plan(&s, dot(&l.faint, &x.Established)+dot(&l.faint, &x.Newcomers))
		missed := l.next(x, &s, s.all, newcomers)
		growth := missed.count()
		if growth <= 0 { // everybody leaves
			return
		}
		missed.add(-growth, x)
		left := missed.size()
		if round == 0 || left > before/3 {
			l.prepare(x, &s, s.all, growth, newcomers)
		}
		l.correct(x, &missed, &last)
		if left < hardly {
			return
		}
		before = left
	}
}

// mostRounds is many more than are usual; hardly is the share of customers whose move
// in a week is not worth another round.
const (
	mostRounds = 200
	hardly     = 1e-9
)

// next is the distribution, not scaled, a week after x.
func (l *Law) next(x *Shape, s *step, k kernel, newcomers float64) (y Shape) {
	y.Established = l.week(&x.Established, s, k, &l.leave)
	to := &y.Established
	if l.tenured() {
		to = &y.Newcomers
		*to = l.week(&x.Newcomers, s, k, &l.leaveNew)
		add(y.Established[:], l.settle, to[:])
		*to = scaled(to, 1-l.settle)
	}
	l.join(to, newcomers)
	return y
}

// week is one week of contacts, fading and leaving for customers of one kind.
func (l *Law) week(x *[Levels]float64, s *step, k kernel, leave *leaving) [Levels]float64 {
	y := l.met(x, s, k)
	without(&y, leave.in(s))
	return y
}

// met is a week of contacts and fading.
func (l *Law) met(x *[Levels]float64, s *step, k kernel) [Levels]float64 {
	y := *x
	l.meet(&y, s, k)
	l.faded(&y)
	return y
}

// meet is a week of contacts.
func (l *Law) meet(x *[Levels]float64, s *step, k kernel) {
	for range s.times {
		l.move(x, s.stay, k)
	}
}

// stays is the share, of a part, that does not leave in a week of contacts, by level.
func (p *leaving) stays(s *step, part float64) (x [Levels]float64) {
	for i, chance := range p.in(s) {
		x[i] = part * (1 - chance)
	}
	return x
}

// prepare factors a week at a guess. One that grows less than it would without
// newcomers leads astray; no base grows more than if nobody left.
func (l *Law) prepare(x *Shape, s *step, k kernel, growth, newcomers float64) {
	l.room.meet(l, s, k)
	if !l.factor(s, growth+margin) {
		l.factor(s, 1+newcomers+margin)
	}
	l.room.slower = l.solve(x)
}

// margin keeps a growth apart from that of a base without newcomers.
const margin = 1e-6

// factor factors a week of both kinds; it tells whether growth is more than that of
// either.
func (l *Law) factor(s *step, growth float64) bool {
	more := l.room.established.factor(l, growth, l.leave.stays(s, 1))
	if l.tenured() {
		more = l.room.newcomers.factor(l, growth, l.leaveNew.stays(s, 1-l.settle)) && more
	}
	return more
}

// solve finds the customers whom a week leaves so many fewer than growth does.
func (l *Law) solve(fewer *Shape) (x Shape) {
	old := fewer.Established
	if l.tenured() {
		f := &l.room.newcomers
		x.Newcomers = f.solve(l, &fewer.Newcomers)
		through := l.settle / (1 - l.settle) // a newcomer who stays one
		add(old[:], through*f.growth, x.Newcomers[:])
		add(old[:], -through, fewer.Newcomers[:])
	}
	x.Established = l.room.established.solve(l, &old)
	return x
}

// correct moves a guess towards where it settles, when a week misses it by so much. How
// growth changes keeps the number of customers. Where steps shrink by the same ratio
// each time, all those to come are made at once.
func (l *Law) correct(x, missed, last *Shape) {
	d, slower := l.solve(missed), &l.room.slower
	d.add(-d.count()/slower.count(), slower)
	x.add(1, &d)
	if ratio := d.dot(last) / last.dot(last); math.Abs(ratio) < .5 {
		x.add(ratio/(1-ratio), &d)
	}
	*last = d
	for i := range Levels {
		x.Established[i], x.Newcomers[i] = max(0, x.Established[i]), max(0, x.Newcomers[i])
	}
	all := x.count()
	x.Established, x.Newcomers = scaled(&x.Established, 1/all), scaled(&x.Newcomers, 1/all)
}
