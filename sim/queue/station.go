package queue

import (
	"errors"
	"fmt"
	"math"
)

// Station is one queue before a number of equal agents.
type Station struct {
	Rate     float64 // contacts offered a second
	Handle   float64 // mean handle time in seconds, exponential
	Agents   int
	Patience Patience
}

// ErrUnstable says that the queue grows for ever: more work is offered than the
// agents can do, and nobody leaves.
var ErrUnstable = errors.New("queue: more work is offered than the agents can do and nobody leaves: the queue grows for ever")

// Answer is the steady state of a [Station]. Shares are of the contacts offered
// unless said otherwise, waits are in seconds. Where Stable is false the waits
// and the queue are infinite. A mean over nobody is 0.
type Answer struct {
	Formula string // Erlang C, Erlang A or M/M/n+G
	Stable  bool

	Wait              float64 // share that has to wait
	Answered          float64 // share that is served
	Abandoned         float64 // share that leaves unanswered
	MeanWait          float64 // over all contacts, abandoned ones included
	MeanWaitServed    float64 // over the answered ("ASA")
	MeanWaitAbandoned float64 // over those who leave
	MeanOffered       float64 // of the wait that would have to be waited with endless patience
	VarWait           float64 // variance of the wait over all, in seconds²
	VarWaitServed     float64 // over the answered
	VarWaitAbandoned  float64 // over those who leave
	QueueLength       float64 // mean number waiting
	InSystem          float64 // mean number waiting or served
	Occupancy         float64 // time serving ÷ time staffed

	// The four service levels within the time asked for. They differ by several points.
	Within           float64 // answered within the time ÷ offered: the one used by default
	OfferedWithin    float64 // 1 − P(offered wait > time)
	LeftQueueWithin  float64 // answered or gone within the time ÷ offered
	WithinOfAnswered float64 // answered within the time ÷ answered
}

// Check says what is wrong with the numbers, if anything. No contacts and no
// agents are allowed.
func (s Station) Check() error {
	if s.Agents < 0 {
		return fmt.Errorf("queue: %d agents; it must be 0 or more", s.Agents)
	}
	return first(notNegative("arrival rate", s.Rate), notNegative("handle time", s.Handle), s.Patience.Check())
}

// Load is the work offered in erlang.
func (s Station) Load() float64 { return s.Rate * s.Handle }

// Stable tells whether there is a steady state. A load that differs from the
// number of agents by rounding alone is that number.
func (s Station) Stable() bool {
	return s.Rate == 0 || !s.Patience.Endless() || s.surplus(s.Patience.Gone(0), s.Patience.Left(0)) < -1e-15*s.Rate
}

// surplus is how many more contacts a second are still waiting after some time,
// λ·left, than are served, nμ. Near a load of one the difference keeps its digits.
func (s Station) surplus(gone, left float64) float64 {
	if gone < 0.5 {
		return math.FMA(s.Rate, s.Handle, -float64(s.Agents))/s.Handle - s.Rate*gone
	}
	return s.Rate*left - float64(s.Agents)/s.Handle
}

// Formula names what answers the station.
func (s Station) Formula() string {
	switch {
	case s.Patience.AtOnce > 0:
		return "M/M/n+G"
	case s.Patience.Kind == None:
		return "Erlang C"
	case s.Patience.Kind == Exponential:
		return "Erlang A"
	}
	return "M/M/n+G"
}

// Answer finds the steady state exactly; within is the target time of the
// service levels in seconds. It panics where Check fails.
func (s Station) Answer(within float64) Answer {
	v := s.solve()
	a := v.moments()
	a.Formula = s.Formula()
	v.levels(max(within, 0), &a)
	return a
}

// WaitQuantile is the wait that a share q of the contacts offered does not
// exceed, the abandoned counted with the time until they left.
func (s Station) WaitQuantile(q float64) float64 {
	v := s.solve()
	return v.quantile(q, func(x float64) float64 { return v.over(x) * s.Patience.Left(x) })
}

// ServedQuantile is the wait that a share q of the answered contacts does not
// exceed. Where the queue grows for ever, or nobody answers, it is infinite.
func (s Station) ServedQuantile(q float64) float64 {
	v := s.solve()
	return v.quantile(q, v.servedOver)
}

// OfferedQuantile is the same of the offered wait: what a contact of endless
// patience would wait.
func (s Station) OfferedQuantile(q float64) float64 {
	v := s.solve()
	return v.quantile(q, v.over)
}

// solved is the distribution of the offered wait V.
type solved struct {
	Station
	capacity float64 // nμ
	at, top  float64 // where φ is highest, and how high
	density  float64 // v(x) = density · e^(φ(x)−top)
	wait     float64 // P(V > 0)
	free     float64 // P(V = 0)
	never    bool    // V is infinite: no agents, or unstable
	parts    []piece
	sum      integrals // of all parts
}

func (s Station) solve() *solved {
	if err := s.Check(); err != nil {
		panic(err)
	}
	v := &solved{Station: s, free: 1}
	switch {
	case s.Agents == 0 || !s.Stable():
		v.never, v.wait, v.free = true, 1, 0
	case s.Rate > 0 && s.Handle > 0:
		v.capacity = float64(s.Agents) / s.Handle
		v.findTop()
		v.parts = v.pieces()
		if first := v.parts[0]; first.from == 0 { // told by an integral, which keeps its digits
			v.top = -first.phi
		}
		last := v.parts[len(v.parts)-1]
		v.sum = last.below.plus(last.sum)
		e := inverseB(float64(s.Agents-1), s.Load()) * math.Exp(-v.top)
		j := s.Rate * v.sum[whole]
		v.density = s.Rate / (e + j)
		v.wait, v.free = 1/(1+e/j), 1/(1+j/e)
	}
	return v
}

// slope is that of the exponent φ.
func (v *solved) slope(x float64) float64 {
	return v.surplus(v.Patience.Gone(x), v.Patience.Left(x))
}

// findTop finds the highest exponent, by doubling and bisection on its falling slope.
func (v *solved) findTop() {
	if v.slope(0) <= 0 {
		return
	}
	low, high := 0.0, v.Handle
	for v.slope(high) > 0 {
		low, high = high, 2*high
	}
	for range 60 {
		if x := (low + high) / 2; v.slope(x) > 0 {
			low = x
		} else {
			high = x
		}
	}
	v.at = low
	v.top = v.Rate*v.Patience.Waited(low) - v.capacity*low
}

func (v *solved) moments() Answer {
	if v.never {
		return v.unanswered()
	}
	p := v.density
	a := Answer{Stable: true, Wait: v.wait, Answered: min(v.free+p*v.sum[kept], 1), Abandoned: min(p*v.sum[gone], 1)}
	a.MeanWait, a.VarWait = moments(p, v.sum[served]+v.sum[lost], v.sum[served2]+v.sum[lost2])
	a.MeanWaitServed, a.VarWaitServed = moments(p/a.Answered, v.sum[served], v.sum[served2])
	if a.Abandoned > fewest {
		a.MeanWaitAbandoned, a.VarWaitAbandoned = moments(p/a.Abandoned, v.sum[lost], v.sum[lost2])
	}
	a.MeanOffered = p * v.sum[offered]
	a.QueueLength = v.Rate * a.MeanWait
	a.InSystem = a.QueueLength + v.Load()*a.Answered
	a.Occupancy = min(v.Load()*a.Answered/float64(v.Agents), 1)
	return a
}

// fewest is a share of contacts that is told apart from nobody.
const fewest = 1e-290

// moments are mean and variance.
func moments(p, first, second float64) (mean, variance float64) {
	mean = p * first
	return mean, max(0, p*second-mean*mean)
}

// unanswered is the answer where the offered wait is infinite: all wait until
// their patience ends, or for ever.
func (v *solved) unanswered() Answer {
	a := Answer{Stable: v.Stable(), Wait: 1, Abandoned: 1, MeanOffered: math.Inf(1)}
	a.MeanWait, a.VarWait = v.Patience.meanWaited(), v.Patience.varianceWaited()
	a.MeanWaitAbandoned, a.VarWaitAbandoned = a.MeanWait, a.VarWait
	if v.Patience.Endless() {
		a.Abandoned, a.Answered = v.Patience.AtOnce, 1-v.Patience.AtOnce
		a.MeanWaitServed, a.VarWaitServed = math.Inf(1), math.Inf(1)
		a.MeanWaitAbandoned, a.VarWaitAbandoned = 0, 0
	}
	if v.Rate > 0 {
		a.QueueLength = v.Rate * a.MeanWait
	}
	a.InSystem = a.QueueLength // infinite where somebody serves
	if v.Agents > 0 {
		a.Occupancy = 1
	}
	return a
}

func (v *solved) levels(t float64, a *Answer) {
	if v.never {
		a.LeftQueueWithin = v.Patience.Gone(t)
		return
	}
	below, above := v.split(t)
	a.Within = min(v.free+v.density*below[kept], 1) // rounding
	a.OfferedWithin = min(v.free+v.density*below[whole], 1)
	a.LeftQueueWithin = min(a.OfferedWithin+v.density*above[whole]*v.Patience.Gone(t), 1)
	a.WithinOfAnswered = min(a.Within/a.Answered, 1)
}

// over is P(V > x).
func (v *solved) over(x float64) float64 {
	if v.never {
		return 1
	}
	_, above := v.split(max(x, 0))
	return v.density * above[whole]
}

// servedOver is the share of the answered that waited longer than x.
func (v *solved) servedOver(x float64) float64 {
	if v.never {
		return 1
	}
	_, above := v.split(max(x, 0))
	return v.density * above[kept] / (v.free + v.density*v.sum[kept])
}

// quantile inverts a falling tail by doubling and bisection.
func (v *solved) quantile(q float64, tail func(float64) float64) float64 {
	want := 1 - q
	if tail(0) <= want {
		return 0
	}
	low, high := 0.0, max(v.Handle, 1)
	for tail(high) > want {
		if low, high = high, 2*high; math.IsInf(high, 1) {
			return high
		}
	}
	for high-low > 1e-12*high {
		if x := (low + high) / 2; tail(x) > want {
			low = x
		} else {
			high = x
		}
	}
	return high
}
