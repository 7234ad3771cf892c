package queue

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"testing"

	"pgregory.net/rapid"
)

// The same load in every half hour is the steady state, overloaded or not.
func TestBacklogOfSteadyState(t *testing.T) {
	p := exponentialPool(300, 20)
	s, f, b := p.NewSteady(), p.NewFlow(), Backlog{}
	for _, agents := range []float64{26, 15.5, 0.5} {
		f.Reset()
		l := Load{20.0 / 300, 300, agents, 1800}
		p.Answer(l.Rate, l.Handle, l.Agents, s)
		for range 18 {
			b.Step(p, s, l, f)
		}
		b.Close(p, s, true, f)
		f.Finish()
		offered := 18 * l.Rate * l.Seconds
		closeTo(t, "offered", f.Offered, offered, 1e-12)
		closeTo(t, "abandoned", f.Abandoned, offered*s.Abandoned, 1e-12)
		closeTo(t, "served", f.Served, offered*(1-s.Abandoned), 1e-12)
		closeTo(t, "wait", f.WaitSeconds, offered*s.MeanWait, 1e-12)
		closeTo(t, "within", offered+f.Within, offered+offered*s.Within, 1e-12) // a difference of counts
		closeTo(t, "tail", f.Tail[3], offered*s.Tail[3], 1e-12)
		closeTo(t, "busy", f.BusySeconds, 18*l.Seconds*l.Agents*s.Occupancy, 1e-12)
	}
}

// Nobody is lost or counted twice over a day of any loads.
func TestBacklogConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := NewPool([]ContactType{{Share: 0.6, Patience: drawPatience(t), AnswerWithin: 20}, {Share: 0.4, Patience: drawPatience(t), AnswerWithin: 90}})
		s, f, b := p.NewSteady(), p.NewFlow(), Backlog{}
		if rapid.Bool().Draw(t, "open") {
			b.Open()
		}
		for range rapid.IntRange(1, 8).Draw(t, "half hours") {
			l := Load{rapid.Float64Range(0, 0.2).Draw(t, "rate"), 300, rapid.Float64Range(0, 50).Draw(t, "agents"), 1800}
			p.Answer(l.Rate, l.Handle, l.Agents, s)
			b.Step(p, s, l, f)
		}
		b.Close(p, s, rapid.Bool().Draw(t, "serve"), f)
		f.Finish()
		if d := f.Served + f.Abandoned - f.Offered; math.Abs(d) > 1e-8*(1+f.Offered) {
			t.Fatalf("%g of %g contacts too many", d, f.Offered)
		}
		if f.Abandoned < -1e-9 || f.WaitSeconds < -1e-9 || f.Within < -1e-9 || f.Within > f.Offered+1e-9 {
			t.Fatalf("out of range: %+v", f)
		}
	})
}

// So few contacts that hardly a number tells how many of them leave still divide the
// queue that they find: nobody is lost.
func TestBacklogDividesByNextToNobody(t *testing.T) {
	p := NewPool([]ContactType{{Share: .6, Patience: Patience{Kind: Exponential, Mean: 30}}, {Share: .4, Patience: Patience{Kind: None}}})
	s, f, b := p.NewSteady(), p.NewFlow(), Backlog{}
	for _, l := range []Load{{.2, 300, 1, 1800}, {.2, 300, 1, 1800}, {5.271098971615262e-82, 300, 4, 1800}} {
		p.Answer(l.Rate, l.Handle, l.Agents, s)
		b.Step(p, s, l, f)
	}
	b.Close(p, s, false, f)
	f.Finish()
	closeTo(t, "served and abandoned", f.Served+f.Abandoned, f.Offered, 1e-12)
}

// A queue of so few contacts that their square is zero is none, and every figure
// stays a figure.
func TestBacklogOfNobody(t *testing.T) {
	for _, kind := range []Patience{{Kind: None}, {Kind: Exponential, Mean: 300}} {
		p := NewPool([]ContactType{{Share: 1, Patience: kind}})
		for _, queue := range []float64{5e-324, 6e-322, 1e-310, 1e-101} {
			s, f, b := p.NewSteady(), p.NewFlow(), Backlog{begun: true, Queue: queue, leave: 1. / 300}
			for _, agents := range []float64{0, 3} {
				p.Answer(0, 300, agents, s)
				b.Step(p, s, Load{0, 300, agents, 1800}, f)
			}
			b.Close(p, s, true, f)
			f.Finish()
			for _, got := range []float64{f.Served, f.Abandoned, f.WaitSeconds, f.BusySeconds, f.Tail[0]} {
				if !(math.Abs(got) < 1e-90) {
					t.Errorf("patience %s, %v contacts waiting: %v of them", kind.Kind, queue, got)
				}
			}
		}
	}
}

// Endless patience in overload: the queue grows by the difference of arrivals
// and capacity, so that the mean wait of the first half hour is that of a ramp.
func TestBacklogOfEndlessPatience(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: Patience{Kind: None}, AnswerWithin: 20}})
	s, f, b := p.NewSteady(), p.NewFlow(), Backlog{}
	l := Load{1.2 * 30 / 300, 300, 30, 1800}
	p.Answer(l.Rate, l.Handle, l.Agents, s)
	b.Step(p, s, l, f)
	f.Finish()
	growth := l.Rate - l.Agents/l.Handle
	closeTo(t, "queue", b.Queue, growth*l.Seconds, 0.1)
	closeTo(t, "wait", f.WaitSeconds, growth*l.Seconds*l.Seconds/2, 0.1)
	b.Close(p, s, true, f)
	f.Finish()
	closeTo(t, "served", f.Served, f.Offered, 0.03) // who would wait four hours leaves
}

type freeAt []float64

func (h freeAt) Len() int           { return len(h) }
func (h freeAt) Less(i, j int) bool { return h[i] < h[j] }
func (h freeAt) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *freeAt) Push(x any)        { *h = append(*h, x.(float64)) }
func (h *freeAt) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// playDay plays every call of a day of half hours with n agents, first come
// first served, and returns offered, abandoned, answered within 20 s and contact-seconds waited.
func playDay(r *rand.Rand, rates []float64, handle, patience float64, n int) (sum [4]float64) {
	agents := make(freeAt, n)
	for i, rate := range rates {
		calls := arrivals(r, float64(i)*1800, rate)
		for _, at := range calls {
			offered := max(agents[0]-at, 0)
			wait := min(offered, patience*r.ExpFloat64())
			sum[0]++
			sum[3] += wait
			if wait < offered {
				sum[1]++
				continue
			}
			if wait <= 20 {
				sum[2]++
			}
			agents[0] = at + wait + handle*r.ExpFloat64()
			heap.Fix(&agents, 0)
		}
	}
	return sum
}

func arrivals(r *rand.Rand, from, rate float64) (at []float64) {
	for range int(poisson(r, rate*1800)) {
		at = append(at, from+1800*r.Float64())
	}
	sort.Float64s(at)
	return at
}

func poisson(r *rand.Rand, mean float64) (n float64) {
	for t := r.ExpFloat64(); t < mean; t += r.ExpFloat64() {
		n++
	}
	return n
}

// A step from overload 1.3 to 0.8 against days played call by call: abandonment
// within 0.5 points, mean wait within 6 %, answered within the target within 4 points.
func TestBacklogAgainstPlayedDays(t *testing.T) {
	const n, handle = 20, 300.0
	for _, patience := range []float64{400, 1200} {
		var rates []float64
		for _, load := range []float64{0.8, 0.8, 1.3, 0.8, 0.8} {
			rates = append(rates, load*n/handle)
		}
		r := rand.New(rand.NewPCG(1, 2))
		var sum [4]float64
		for range 3000 {
			for i, x := range playDay(r, rates, handle, patience, n) {
				sum[i] += x
			}
		}
		p := exponentialPool(patience, 20)
		s, f, b := p.NewSteady(), p.NewFlow(), Backlog{}
		b.Open()
		for _, rate := range rates {
			p.Answer(rate, handle, n, s)
			b.Step(p, s, Load{rate, handle, n, 1800}, f)
		}
		b.Close(p, s, true, f)
		f.Finish()
		t.Logf("patience %g s: abandoned %.4f played, %.4f told; within %.4f, %.4f; mean wait %.2f, %.2f", patience,
			sum[1]/sum[0], f.Abandoned/f.Offered, sum[2]/sum[0], f.Within/f.Offered, sum[3]/sum[0], f.WaitSeconds/f.Offered)
		if math.Abs(sum[1]/sum[0]-f.Abandoned/f.Offered) > 0.005 ||
			math.Abs(sum[2]/sum[0]-f.Within/f.Offered) > 0.04 ||
			math.Abs(f.WaitSeconds/f.Offered/(sum[3]/sum[0])-1) > 0.06 {
			t.Error("too far apart")
		}
	}
}

// Without agents the rest of a day leaves as its patience ends (closed form:
// x customers with hazard θ wait x/θ seconds in all).
func TestCloseWithoutAgents(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: Patience{Kind: Exponential, Mean: 300}, AnswerWithin: 20}})
	s, f := p.NewSteady(), p.NewFlow()
	l := Load{Rate: .01, Handle: 400, Seconds: 1800}
	p.Answer(l.Rate, l.Handle, l.Agents, s)
	var b Backlog
	b.Open()
	b.Step(p, s, l, f)
	b.Close(p, s, true, f)
	f.Finish()
	if math.Abs(f.Abandoned-18) > 1e-9 || math.Abs(f.WaitSeconds-18*300) > 1e-6 || math.Abs(f.Served) > 1e-9 {
		t.Errorf("abandoned %v of 18, waited %v s of 5400, served %v", f.Abandoned, f.WaitSeconds, f.Served)
	}
}

// An excess that falls by a steady flow and by leaving: by Euler steps of
// dx/dt = −(spare + θx) until nobody is left, against the closed form.
func TestLeavingAgainstSteps(t *testing.T) {
	for _, y := range []float64{1e-9, .003, .0999, .1001, .7, 8} {
		const spare, steps = 2.0, 4_000_000
		x, theta := 5.0, y*spare/5
		alone := x / spare
		var gone, waited float64
		dt := alone / steps
		for rest := x; rest > 0; {
			middle := rest - dt/2*(spare+theta*rest)
			step := min(dt, rest/(spare+theta*middle))
			gone += theta * middle * step
			waited += middle * step
			rest -= (spare + theta*middle) * step
		}
		share, part := leaving(theta*x, spare)
		closeTo(t, fmt.Sprint("leaving at ", y), x*share, gone, 1e-6)
		closeTo(t, fmt.Sprint("waited at ", y), x*part*alone, waited, 1e-6)
	}
}

// A queue that is longer than the steady one empties, or does not within the time, by
// Euler steps of dx/dt = −(spare + θx): who is served, who leaves, and how long they wait.
func TestDrainAgainstSteps(t *testing.T) {
	p := exponentialPool(300, 20)
	for _, start := range []float64{.4, 6, 200} {
		s, f := p.NewSteady(), p.NewFlow()
		l := Load{.06, 300, 20, 1800}
		p.Answer(l.Rate, l.Handle, l.Agents, s)
		d := departure{p, s, &l, l.capacity(), 1. / 300, start, 20}
		got, left := d.drain(f)
		spare, x := d.capacity-l.Rate*(1-s.Abandoned), start
		var want extra
		const dt = 1e-3
		for at := 0.0; at < l.Seconds && x > 0; at += dt {
			middle := x - dt/2*(spare+d.theta*x)
			step := min(dt, x/(spare+d.theta*middle))
			want.served += spare * step
			want.gone += d.theta * middle * step
			want.waited += middle * step
			x -= (spare + d.theta*middle) * step
		}
		closeTo(t, "served", got.served, want.served, 1e-5)
		closeTo(t, "gone", got.gone, want.gone, 1e-5)
		closeTo(t, "waited", got.waited, want.waited, 1e-5)
		closeTo(t, "left", 1+left, 1+x, 1e-5)
	}
}

// Between the points of the grid, who is still waiting lies on a straight line near the
// patience itself, and on them it is the patience.
func TestLeftBetweenGridPoints(t *testing.T) {
	for _, patience := range tablePatience {
		p := NewPool([]ContactType{{Share: 1, Patience: patience}})
		for j, g := range p.Grid[:12] { // to seven minutes
			closeTo(t, fmt.Sprint(patience, " at ", g), p.lines[p.before(max(j-1, 0), g)].at(g), patience.Left(g), 1e-12)
			middle := (g + p.Grid[j+1]) / 2
			if got, want := p.lines[p.before(0, middle)].at(middle), patience.Left(middle); math.Abs(got-want) > .03 {
				t.Errorf("%v after %v s: %v, patience %v", patience, middle, got, want)
			}
		}
	}
}
