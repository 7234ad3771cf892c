package queue

import (
	"math"

	"lojal/sim/fast"
)

// Load is what a stretch of time, say a half hour, asks of the agents.
type Load struct {
	Rate    float64 // contacts offered a second
	Handle  float64 // mean handle time in seconds
	Agents  float64
	Seconds float64 // length of the stretch
}

// Backlog carries the queue from one half hour to the next. The steady state
// forgets it: after an overload the queue is longer than the new load would
// make it; at the beginning of one it is still shorter.
//
// It is a fluid on top of the steady state: the difference x between the queue
// and the steady queue L. Above, all agents are busy, and it falls by the
// capacity that the steady state leaves idle and by patience,
// dx/dt = −(spare + θx). Below, it closes as −(θ + κ)x, with κ = nμ(1 − √ρ)²,
// the rate at which a stable queue settles (0 in overload). Here
// θ = P(abandon)/E[wait] of the steady state. With x = 0 the steady state is
// untouched. Contacts in the queue at the end of a stretch are counted where
// they are answered or leave, so that over a day, [Backlog.Close] included,
// offered = served + abandoned.
//
// Neglected: chance in x, that hazards change as the wait grows (θ is exact for
// exponential patience), that idle agents fill up before a queue grows (but for
// who is answered in time), and that types differ in more than the proportions
// of their steady state. Against played days with a half hour at load 1.3 among
// others at 0.8 it told abandonment to 0.2 points, the mean wait to 4 % and the
// service level to 3 points.
//
// The zero value starts in the steady state of its first load: the same load all
// day gives exactly the steady state. Only where the mean wait of that is longer
// than the stretch itself (an overload that hardly anybody leaves) does it start
// with an empty queue, as it does after Open.
type Backlog struct {
	Queue float64 // contacts waiting at the end of the last stretch

	begun bool
	lent  float64 // queue that the first steady state found without anybody having arrived
	gone  float64 // contacts that left so far
	done  float64 // contacts that were served so far
	last  Load
	leave float64 // θ of the last stretch
	busy  float64 // agents serving, in its steady state
}

// nobody is fewer contacts than the formulas can divide by.
const nobody = 1e-100

// Open starts a day with an empty queue.
func (b *Backlog) Open() { *b = Backlog{begun: true} }

// Step adds to f what happens under a load whose steady state in the pool is s.
func (b *Backlog) Step(p *Pool, s *Steady, l Load, f *Flow) {
	if !b.begun {
		b.begun = true
		if s.MeanWait < l.Seconds {
			b.Queue, b.lent = s.QueueLength, s.QueueLength
		}
	}
	if s.MeanWait > 0 {
		b.leave = s.Abandoned / s.MeanWait
	}
	busy := b.busy
	b.last, b.busy = l, s.Occupancy*l.Agents
	var d departure // one by one: a literal is made aside and copied
	d.p, d.s, d.Load = p, s, &b.last
	d.capacity, d.theta, d.x, d.busy = l.capacity(), b.leave, b.Queue-s.QueueLength, busy
	var x extra
	left := 0.0
	switch least := fast.Max(1e-12*s.QueueLength, nobody); {
	case d.x > least:
		x, left = d.drain(f)
	case d.x < -least:
		x, left = d.fill(f)
	}
	b.Queue = fast.Max(s.QueueLength+left, 0)
	offered := l.Rate * l.Seconds
	gone, served := offered*s.Abandoned+x.gone, offered*(1-s.Abandoned)+x.served
	b.gone += gone
	b.done += served
	f.BusySeconds += served * l.Handle
	if len(f.Types) == 1 {
		f.Types[0].count(offered, served, gone, offered*s.MeanWait+x.waited)
	} else {
		f.share(p, s, offered)
		f.more(p, s, x)
	}
	if t := s.mix.table; t != nil {
		t.hold(f, &s.mix, offered)
	} else {
		f.addTails(p, s, offered)
	}
}

// Close ends the day and adds its outcome to f: what is left of the queue is
// served out by all agents of the last load, or dropped, which counts as
// abandoned. A day that started in a steady state gives back the queue that it
// was lent.
func (b *Backlog) Close(p *Pool, s *Steady, serve bool, f *Flow) {
	left := b.Queue - b.lent
	capacity := b.last.capacity()
	switch {
	case left <= 0: // as many fewer were served and left as of any contacts
		gone := min(max(left*s.Abandoned, min(-b.gone, 0)), left+max(b.done, 0))
		f.more(p, s, extra{left - gone, gone, 0})
		f.BusySeconds += (left - gone) * b.last.Handle
	case serve && math.IsInf(capacity, 1):
		f.more(p, s, extra{left, 0, 0})
	case !serve || capacity == 0 && b.leave == 0:
		f.more(p, s, extra{0, left, 0})
	default:
		u := fluid{capacity, b.leave}
		time := u.time(left, 0)
		area := u.area(left, time)
		f.more(p, s, extra{left - b.leave*area, b.leave * area, area})
		f.BusySeconds += (left - b.leave*area) * b.last.Handle
	}
	*b = Backlog{}
}

func (l Load) capacity() float64 {
	if l.Handle > 0 {
		return l.Agents / l.Handle
	}
	return math.Inf(1)
}

// departure is a queue that starts x contacts away from the steady one.
type departure struct {
	p *Pool
	s *Steady
	*Load
	capacity, theta float64
	x               float64
	busy            float64 // agents serving at the start
}

// drain lets an excess fall and returns what happens to it and what is left of it.
func (d *departure) drain(f *Flow) (y extra, left float64) {
	if math.IsInf(d.capacity, 1) {
		return extra{served: d.x}, 0
	}
	u := fluid{fast.Max(d.capacity-d.Rate*(1-d.s.Abandoned), 0), d.theta}
	empty := math.Inf(1)
	share := 0.0 // of them leaves
	if u.spare > 0 {
		alone := d.x / u.spare                               // how long it takes if nobody leaves
		out, flow := d.s.Abandoned*d.x, d.s.MeanWait*u.spare // θx ÷ spare, without another division first
		if d.s.MeanWait == 0 {
			out, flow = u.rate*d.x, u.spare
		}
		var part float64
		share, part = leaving(out, flow)
		y.waited = part * alone
		empty = alone * (1 - share)
	}
	if empty <= d.Seconds {
		y.gone = d.x * share
		y.served, y.waited = d.x-y.gone, d.x*y.waited
	} else {
		y.waited = u.area(d.x, d.Seconds)
		y.served, y.gone = u.spare*d.Seconds, d.theta*y.waited
		left = fast.Max(d.x-y.served-y.gone, 0)
	}
	if d.capacity > 0 {
		d.lateArrivals(f, u, empty)
	}
	return y, left
}

// leaving is what becomes of those waiting who fall by a steady flow and leave at a
// rate, out ÷ flow being y, how many leave at first for each that the flow takes: the
// share that leaves is 1 − ln(1+y)/y, and each waits part = share/y of the time that
// the flow alone takes. The series, by z = y/(2+y), is exact to 1e-10 below the y
// where it is used.
func leaving(out, flow float64) (share, part float64) {
	if out < .5*flow {
		z := out / (2*flow + out)
		q := z * z
		rest := 1 - (1-z)*z*((1./3+q*(1./5))+q*q*((1./7+q*(1./9))+q*q*(1./11+q*(1./13))))
		return z * rest, (.5 - .5*z) * rest
	}
	y := out / flow
	part = (1 - fast.Log1p(y)/y) / y
	return y * part, part
}

// lateArrivals moves who arrives while the excess, which is gone after the time
// empty, alone means a wait of more than g beyond g.
func (d *departure) lateArrivals(f *Flow, u fluid, empty float64) {
	longest := d.waitBehind(d.x)
	p, s, wait := d.p, d.s, longest/2
	part := fast.Min(empty, d.Seconds) * d.Rate
	now, then := p.lines[:len(p.share)], p.lines[p.before(0, wait)*len(p.share):][:len(p.share)]
	for k, share := range p.share { // all who have to wait, but for those who then leave at once
		t, n, still := &f.Types[k], part*share, now[k].left
		t.Tail[0] += n * (still - still*s.Wait)
		t.ServedTail[0] += n * (then[k].at(wait) - (s.Wait - s.Types[k].Abandoned))
	}
	if p.Grid[1] < longest {
		d.laterArrivals(f, u, longest)
	}
}

// laterArrivals is the same for waits above 0, in the time that it takes until the
// excess means no wait of more than g any longer.
func (d *departure) laterArrivals(f *Flow, u fluid, longest float64) {
	p, s, grid := d.p, d.s, d.p.Grid
	for j := 1; j < len(grid) && grid[j] < longest; j++ {
		part, wait := fast.Min(d.until(u, grid[j]), d.Seconds)*d.Rate, (grid[j]+longest)/2
		here, there := j*len(p.share), p.before(j, wait)*len(p.share)
		for k, share := range p.share {
			tail, late := s.tail(k, j)
			t := &f.Types[k]
			t.Tail[j] += part * share * (p.lines[here+k].left - tail)
			t.ServedTail[j] += part * share * (p.lines[there+k].at(wait) - late)
		}
	}
}

// before is the last grid point before a wait, j being one of them.
func (p *Pool) before(j int, wait float64) int {
	for j+1 < len(p.Grid) && p.Grid[j+1] < wait {
		j++
	}
	return j
}

// fill lets a deficit close and returns how much less happens and what is left of it.
func (d *departure) fill(f *Flow) (y extra, left float64) {
	settle := 0.0
	if away := math.Sqrt(d.capacity) - math.Sqrt(d.Rate); away > 0 {
		settle = away * away
	}
	u := fluid{0, d.theta + settle}
	if rt := u.rate * d.Seconds; rt > vanishing {
		y.waited = d.x / u.rate * -fast.Expm1(-rt)
	} else {
		y.waited = u.area(d.x, d.Seconds)
	}
	y.served = fast.Max(settle*y.waited, -d.Rate*(1-d.s.Abandoned)*d.Seconds) // than the steady state serves
	y.gone = d.theta * y.waited
	if settle == 0 && d.capacity > 0 {
		d.earlyArrivals(f, u)
	}
	return y, d.x - y.served - y.gone
}

// earlyArrivals moves who arrives in overload while the whole queue means a wait
// of less than g below g. Idle agents fill up before there is a queue.
func (d *departure) earlyArrivals(f *Flow, u fluid) {
	idle := 0.0
	if load := d.Rate * d.Handle; d.busy < d.Agents && load > d.Agents {
		idle = d.Handle * fast.Log((load-d.busy)/(load-d.Agents))
	}
	for j, g := range d.p.Grid {
		to := d.queueFor(g) - d.s.QueueLength
		if to >= 0 {
			return
		}
		if to <= d.x {
			continue
		}
		part := fast.Min(idle+u.time(d.x, to), d.Seconds) * d.Rate
		for k, share := range d.p.share {
			tail, late := d.s.tail(k, j)
			f.shift(j, k, -part*share*tail, -part*share*late)
		}
	}
}

// waitBehind is how long a queue takes to be served and to leave, in seconds.
func (d *departure) waitBehind(queue float64) float64 {
	alone := queue / d.capacity
	y := d.theta * alone
	if y == 0 {
		return alone
	}
	return fast.Log1p(y) / d.theta
}

// until is when the excess alone means a wait of no more than that any longer, which
// is above 0.
func (d *departure) until(u fluid, wait float64) float64 {
	if d.theta == 0 {
		return u.time(d.x, wait*d.capacity)
	}
	return fast.Log((u.spare+d.theta*d.x)/(u.spare+d.capacity*fast.Expm1(d.theta*wait))) / d.theta
}

// queueFor is the queue behind which one waits so long.
func (d *departure) queueFor(wait float64) float64 {
	if d.theta == 0 {
		return wait * d.capacity
	}
	return d.capacity * fast.Expm1(d.theta*wait) / d.theta
}

// fluid falls by dx/dt = −(spare + rate·x).
type fluid struct{ spare, rate float64 }

// time is how long x takes to become to; +Inf where it never does.
func (u fluid) time(x, to float64) float64 {
	if u.rate == 0 {
		return (x - to) / u.spare
	}
	if to == 0 && u.spare > 0 {
		return fast.Log1p(u.rate*x/u.spare) / u.rate
	}
	return fast.Log((u.spare+u.rate*x)/(u.spare+u.rate*to)) / u.rate
}

// vanishing is a rate times a time below which the closed form of area loses digits.
const vanishing = 1e-5

// area is ∫x over a time.
func (u fluid) area(x, time float64) float64 {
	rt := u.rate * time
	if rt < vanishing {
		return x*time - (u.spare+u.rate*x)*time*time/2*(1-rt/3)
	}
	e := -fast.Expm1(-rt) / u.rate
	if u.spare == 0 || math.IsInf(time, 1) {
		return x * e
	}
	return x*e - u.spare*(time-e)/u.rate
}
