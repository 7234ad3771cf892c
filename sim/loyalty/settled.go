package loyalty

import "math"

// Settled is the stationary distribution of lasting satisfaction (shares that
// sum to 1) under a steady week of contacts a customer, with so many newcomers a
// customer and week. It starts from a guess, which it changes, and makes up to so
// many rounds of Jacobi iteration on x = B·x/growth, where B is the week, fewer
// where a round moves nearly nobody any more.
//
// A week moves few customers, so B is close to the identity; dividing by the
// share that moves at each level turns a round into about as many weeks as pass
// between two moves.
func (l *Law) Settled(x *[Levels]float64, contacts *Contacts, newcomers float64, rounds int) {
	s := stepOf(contacts, 1)
	steps := l.steps(&s.share)
	k := kernelOf(&s.share, &steps)
	pace := l.pace(&s, newcomers)
	p := placeOf(l.rules.Newcomer)
	for range rounds {
		y := l.week(x, &s, &k)
		y[p.at] += newcomers * (1 - p.up)
		y[p.at+1] += newcomers * p.up
		growth := total(&y)
		if growth <= 0 {
			return
		}
		moved := 0.0
		for i := range x {
			step := (y[i] - growth*x[i]) * pace[i]
			moved += math.Abs(step)
			x[i] = max(0, x[i]+step)
		}
		*x = scaled(x, 1/total(x))
		if moved < hardly {
			return
		}
	}
}

// hardly is the share of customers whose move is not worth another round: what is
// left is about five times as much.
const hardly = 1e-6

// pace is about how many weeks pass between two moves, by level.
func (l *Law) pace(s *step, newcomers float64) (weeks [Levels]float64) {
	busy := 1 - s.stay
	for i := range weeks {
		fade := l.fade[i].up // the share of this level that memory moves
		if l.fade[i].at == i-1 {
			fade = 1 - fade
		}
		moves := 1.05*busy*float64(s.times) + fade + l.leave[i] + newcomers + 1e-6
		weeks[i] = 1 / max(moves, 1e-3)
	}
	return weeks
}

// week is one week of contacts, fading and leaving for customers of one kind.
func (l *Law) week(x *[Levels]float64, s *step, k *kernel) [Levels]float64 {
	y := *x
	for range s.times {
		in := y
		y = scaled(&in, s.stay)
		l.move(&y, &in, k)
	}
	y = l.faded(&y)
	for i := range y {
		y[i] -= y[i] * l.leaving(i, s)
	}
	return y
}

// Mean is the mean level of shares that sum to 1.
func Mean(x *[Levels]float64) (mean float64) {
	for i, m := range x {
		mean += m * float64(i)
	}
	return mean
}

// Point is a distribution with everybody at one level.
func Point(level float64) (x [Levels]float64) {
	p := placeOf(level)
	x[p.at], x[p.at+1] = 1-p.up, p.up
	return x
}
