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

// Settled is the stationary distribution of lasting satisfaction under a steady
// week of contacts a customer, with so many newcomers a customer and week. It
// starts from a guess, which it changes, and makes up to so many rounds of Jacobi
// iteration on x = B·x/growth, where B is the week, fewer where a round moves
// nearly nobody any more.
//
// A week moves few customers, so B is close to the identity; dividing by the
// share that moves at each level turns a round into about as many weeks as pass
// between two moves.
func (l *Law) Settled(x *Shape, contacts *Contacts, newcomers float64, rounds int) {
	s := stepOf(contacts, 1)
	if l.tenured() {
		k := l.kernelFor(x, &s)
		l.balance(x, &s, k, newcomers)
	}
	pace, paceNew := l.pace(&s, &l.leave, newcomers), l.pace(&s, &l.leaveNew, newcomers+l.settle)
	var y Shape
	for range rounds {
		k := l.kernelFor(x, &s)
		l.next(&y, x, &s, k, newcomers)
		sum := total(&y.Established)
		if l.tenured() {
			sum += total(&y.Newcomers)
		}
		if sum <= 0 {
			return
		}
		moved := relax(&x.Established, &y.Established, &pace, sum)
		all := total(&x.Established)
		if l.tenured() {
			moved += relax(&x.Newcomers, &y.Newcomers, &paceNew, sum)
			all += total(&x.Newcomers)
			x.Newcomers = scaled(&x.Newcomers, 1/all)
		}
		x.Established = scaled(&x.Established, 1/all)
		if moved < hardly {
			return
		}
	}
}

// kernelFor is how contacts move customers of a distribution.
func (l *Law) kernelFor(x *Shape, s *step) *kernel {
	fading := 0.0
	for i, v := range l.faint {
		fading += v * (x.Established[i] + x.Newcomers[i])
	}
	to := l.steps(s, fading)
	return l.kernelOf(&s.share, &to)
}

// hardly is the share of customers whose move is not worth another round: what is
// left is about five times as much.
const hardly = 1e-6

// balance gives newcomers the share that they settle at if both kinds keep their
// distribution: the first eigenvector of a week with two rows. Contacts say little
// about it, so that the iteration alone would take long to find it.
func (l *Law) balance(x *Shape, s *step, k *kernel, newcomers float64) {
	if newcomers <= 0 {
		x.Established, x.Newcomers = sized(&x.Established, 1), [Levels]float64{}
		return
	}
	if total(&x.Newcomers) == 0 {
		l.join(&x.Newcomers, 1)
	}
	old, fresh := sized(&x.Established, 1), sized(&x.Newcomers, 1)
	week, freshWeek := l.week(&old, s, k, &l.leave), l.week(&fresh, s, k, &l.leaveNew)
	to := total(&freshWeek) * l.settle
	half := (total(&week) - total(&freshWeek) + to - newcomers) / 2
	share := newcomers / (newcomers + half + math.Sqrt(half*half+to*newcomers))
	x.Established, x.Newcomers = sized(&old, 1-share), sized(&fresh, share)
}

// sized is a distribution scaled to a sum; nothing stays nothing.
func sized(x *[Levels]float64, sum float64) [Levels]float64 {
	n := total(x)
	if n <= 0 {
		return *x
	}
	return scaled(x, sum/n)
}

// next makes y the distribution, not scaled, a week after x.
func (l *Law) next(y, x *Shape, s *step, k *kernel, newcomers float64) {
	y.Established = l.week(&x.Established, s, k, &l.leave)
	to := &y.Established
	if l.tenured() {
		y.Newcomers = l.week(&x.Newcomers, s, k, &l.leaveNew)
		for i, m := range y.Newcomers {
			y.Established[i] += l.settle * m
			y.Newcomers[i] -= l.settle * m
		}
		to = &y.Newcomers
	}
	l.join(to, newcomers)
}

// relax is a round of the iteration; it returns how much it moved.
func relax(x, y, pace *[Levels]float64, growth float64) (moved float64) {
	for i := range x {
		step := (y[i] - growth*x[i]) * pace[i]
		moved += math.Abs(step)
		x[i] = max(0, x[i]+step)
	}
	return moved
}

// pace is about how many weeks pass between two moves, by level, where a share
// others of each moves apart from contacts, fading and leaving.
func (l *Law) pace(s *step, leave *leaving, others float64) (weeks [Levels]float64) {
	busy := 1 - s.stay
	for i := range weeks {
		fade := l.fade[i].up // the share of this level that memory moves
		if int(l.fade[i].at) == i-1 {
			fade = 1 - fade
		}
		moves := 1.05*busy*float64(s.times) + fade + leave.usual[i] + others + 1e-6
		weeks[i] = 1 / max(moves, 1e-3)
	}
	return weeks
}

// week is one week of contacts, fading and leaving for customers of one kind.
func (l *Law) week(x *[Levels]float64, s *step, k *kernel, leave *leaving) [Levels]float64 {
	y := *x
	for range s.times {
		l.move(&y, s.stay, k)
	}
	l.faded(&y)
	without(&y, leave.in(s))
	return y
}
