package calls

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"lojal/sim/queue"
	"lojal/sim/random"
)

// batches plays a centre that never closes, a week to warm up and then so many
// weeks, and gives each to take.
func batches(e *Engine, in *Week, weeks int, take func(*Tally)) {
	e.Reset(random.Key{Seed: 11})
	var out Tally
	for w := range weeks + 1 {
		e.Week(w, in.at(7*w), &out)
		if w > 0 {
			take(&out)
		}
	}
}

// compare plays a station and holds its figures against the exact ones.
func compare(t *testing.T, what string, s queue.Station, weeks int, general bool) {
	t.Helper()
	k := Type{Patience: s.Patience, Sigma: ExponentialTime, AnswerWithin: 20, Grid: grid}
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(48)}
	in := always{fresh: []float64{s.Rate * halfHour}, staff: []float64{float64(s.Agents)}}.week(7, 0, 48, []float64{s.Handle}, 1)
	figures(t, what, newEngine(r, general), in, weeks, s, 20)
}

func figures(t *testing.T, what string, e *Engine, in *Week, weeks int, s queue.Station, target float64) {
	t.Helper()
	var waited, abandoned, wait, within, over60, occupancy sample
	batches(e, in, weeks, func(out *Tally) {
		x := &out.Types[0]
		n := float64(x.Offered.Sum())
		waited.add(float64(x.Over[0]) / n)
		abandoned.add(float64(x.Abandoned) / n)
		wait.add(x.Waits / n)
		within.add(float64(x.Within) / n)
		over60.add(float64(x.ServedOver[5]) / n)
		occupancy.add(x.Serving / out.Staffed)
	})
	a := s.Answer(target)
	near(t, what+": share that waits", &waited, a.Wait*(1-s.Patience.AtOnce))
	near(t, what+": abandoned", &abandoned, a.Abandoned)
	near(t, what+": mean wait", &wait, a.MeanWait)
	near(t, what+": answered in time", &within, a.Within)
	near(t, what+": answered after more than a minute", &over60, 1-a.Abandoned-s.Answer(60).Within)
	near(t, what+": occupancy", &occupancy, a.Occupancy)
}

// Exact theory (queue.Station): Erlang C, Erlang A and M/M/n+G for several sizes
// and loads.
func TestStations(t *testing.T) {
	patience := map[string]queue.Patience{
		"none":             {Kind: queue.None},
		"exponential":      exponential(120),
		"hyperexponential": {Kind: queue.Hyperexponential, P: .25, Mean1: 40, Mean2: 300},
		"lognormal":        {Kind: queue.Lognormal, Mean: 200, Sigma: 1.2},
		"weibull":          {Kind: queue.Weibull, Mean: 150, Shape: .7},
		"at once":          {Kind: queue.Exponential, Mean: 150, AtOnce: .1},
	}
	for name, p := range patience {
		for _, c := range []struct {
			agents int
			load   float64 // an agent
			weeks  int
		}{{1, .6, 60}, {5, .8, 60}, {5, 1.2, 60}, {50, .93, 60}, {50, 1.1, 60}, {400, .98, 24}} {
			if p.Kind == queue.None && c.load > .95 {
				continue
			}
			s := queue.Station{Rate: c.load * float64(c.agents) / 180, Handle: 180, Agents: c.agents, Patience: p}
			what := fmt.Sprintf("%s, %d agents, load %v", name, c.agents, c.load)
			t.Run(what, func(t *testing.T) {
				t.Parallel()
				compare(t, what, s, c.weeks, false)
			})
		}
	}
}

// The same by events, where the recursion is not used.
func TestStationsByEvents(t *testing.T) {
	compare(t, "Erlang A", queue.Station{Rate: 50 / 180., Handle: 180, Agents: 50, Patience: exponential(120)}, 40, true)
}

// Erlang A with .35 contacts a second, 300 s, patience 120 s and 100 agents: the
// exact figures by two independent methods, P(wait) 0.55774903, P(abandon)
// 0.07618661, mean wait 9.14239356 s, answered in 20 s 0.75771137, occupancy
// 0.97000406.
func TestHundredAgents(t *testing.T) {
	r := Rules{Types: []Type{phone()}, Groups: []Group{{}}, Profile: flat(48)}
	in := always{fresh: []float64{630}, staff: []float64{100}}.week(7, 0, 48, []float64{300}, 1)
	var waited, abandoned, wait, within, occupancy sample
	batches(New(r), in, 60, func(out *Tally) {
		x := &out.Types[0]
		n := float64(x.Offered.Sum())
		waited.add(float64(x.Over[0]) / n)
		abandoned.add(float64(x.Abandoned) / n)
		wait.add(x.Waits / n)
		within.add(float64(x.Within) / n)
		occupancy.add(x.Serving / out.Staffed)
	})
	near(t, "P(wait)", &waited, .55774903)
	near(t, "P(abandon)", &abandoned, .07618661)
	near(t, "mean wait", &wait, 9.14239356)
	near(t, "service level", &within, .75771137)
	near(t, "occupancy", &occupancy, .97000406)
	t.Logf("wait %.5f ± %.5f, abandoned %.6f ± %.6f, service level %.5f ± %.5f", wait.mean(), wait.error(),
		abandoned.mean(), abandoned.error(), within.mean(), within.error())
}

// A day of 20 half hours of 6,000 calls with lognormal handle times (mean 300 s,
// CV 1), patience 120 s and square-root staffing. Reference of an independent
// program over 40,000 days, where the next agents to become free leave: mean of
// daily mean waits 4.2251 (standard error .0044), abandoned .03529, service level
// .89272; where named agents finish their contact and waits are cut to whole
// seconds, 3.694, .03174 and .9074.
func TestDayOfSteps(t *testing.T) {
	calls := []float64{150, 190, 240, 300, 360, 400, 420, 400, 370, 340, 320, 320, 330, 340, 340, 320, 290, 250, 190, 130}
	k := phone()
	k.Sigma = math.Sqrt(math.Ln2)
	week := &Week{Handle: []float64{300}, Solved: [][2]float64{{1, 1}}}
	for d := range 5 {
		day := Day{Number: d, Crew: [][]Agent{crew(0, 75, 0)}}
		for _, n := range calls {
			day.Fresh = append(day.Fresh, []float64{n})
			a := n / 6
			day.Staff = append(day.Staff, []float64{math.Ceil(a + .5*math.Sqrt(a))})
		}
		week.Days = append(week.Days, day)
	}
	play := func(rule ShiftEnd) (wait sample, abandoned, within float64) {
		e := New(Rules{Types: []Type{k}, Groups: []Group{{}}, ShiftEnd: rule, Profile: flat(20)})
		var out Tally
		var gone, in, all int
		one := *week
		for d := range 12_000 {
			one.Days = week.Days[:1]
			e.Week(d, one.at(d), &out)
			x := &out.Types[0]
			n := x.Offered.Sum()
			wait.add(x.Waits / float64(n))
			gone, in, all = gone+x.Abandoned, in+x.Within, all+n
		}
		return wait, float64(gone) / float64(all), float64(in) / float64(all)
	}
	wait, abandoned, within := play(NextFree)
	t.Logf("next free: wait %.4f ± %.4f, abandoned %.5f, service level %.5f", wait.mean(), wait.error(), abandoned, within)
	if z := (wait.mean() - 4.2251) / math.Hypot(wait.error(), .0044); math.Abs(z) > mostZ {
		t.Errorf("next free: mean wait %.4f (z = %.1f)", wait.mean(), z)
	}
	// Standard errors of the shares, in proportion to that of the wait, are some
	// .00006 and .0001, those of the reference .00004 and .00006.
	if math.Abs(abandoned-.03529) > .0003 || math.Abs(within-.89272) > .0005 {
		t.Errorf("next free: abandoned %.5f, service level %.5f", abandoned, within)
	}
	wait, abandoned, within = play(Finish)
	t.Logf("finish: wait %.4f ± %.4f, abandoned %.5f, service level %.5f", wait.mean(), wait.error(), abandoned, within)
	if math.Abs(abandoned-.03174) > .0003 {
		t.Errorf("finish: abandoned %.5f", abandoned)
	}
	// Cutting to whole seconds takes half a second off each wait, and makes the
	// service level that of 21 s.
	if wait.mean() < 3.694 || wait.mean() > 3.694+.5 || within > .9074 || within < .89 {
		t.Errorf("finish: wait %.4f, service level %.5f", wait.mean(), within)
	}
}

// Non-preemptive priority before n agents with one mean handle time (Cobham 1954;
// Kella and Yechiali 1985): the wait of class k is
// C/(nμ) / ((1 − σ(k−1))(1 − σ(k))), σ(k) being the load an agent of the classes to
// k and C Erlang's chance of waiting.
func TestPriority(t *testing.T) {
	const agents, handle = 10, 180.0
	load := []float64{.3, .35, .25} // an agent
	r := Rules{Groups: []Group{{}}, Profile: flat(48)}
	a := always{staff: []float64{agents}}
	handles := []float64{}
	all := 0.0
	for i, x := range load {
		k := Type{Patience: queue.Patience{Kind: queue.None}, Sigma: ExponentialTime, Priority: i, Grid: grid}
		r.Types = append(r.Types, k)
		a.fresh = append(a.fresh, x*agents/handle*halfHour)
		handles = append(handles, handle)
		all += x
	}
	waits := make([]sample, len(load))
	batches(New(r), a.week(7, 0, 48, handles, 1), 200, func(out *Tally) {
		for k := range waits {
			waits[k].add(out.Types[k].Waits / float64(out.Types[k].Offered.Sum()))
		}
	})
	c := queue.Station{Rate: all * agents / handle, Handle: handle, Agents: agents, Patience: queue.Patience{Kind: queue.None}}.Answer(0).Wait
	before := 0.0
	for k := range waits {
		upTo := before + load[k]
		near(t, fmt.Sprintf("class %d", k), &waits[k], c*handle/agents/((1-before)*(1-upTo)))
		before = upTo
	}
}

// n agents with k chats each are n·k places: M/M/(n·k)+M.
func TestChatsArePlaces(t *testing.T) {
	s := queue.Station{Rate: 30 / 300., Handle: 300, Agents: 30, Patience: exponential(200)}
	k := Type{Channel: Chat, Concurrent: 3, Patience: s.Patience, Sigma: ExponentialTime, AnswerWithin: 20, Grid: grid}
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(48)}
	in := always{fresh: []float64{s.Rate * halfHour}, staff: []float64{10}}.week(7, 0, 48, []float64{300}, 1)
	figures(t, "chats", New(r), in, 60, s, 20)
}

// M/D/n: A. Crommelin (1932). With offered load a and certain handle time D the
// mean wait is D Σ_i e^(−ia) [Σ_{j≥in} (ia)^j/j! − n/a Σ_{j>in} (ia)^j/j!].
func TestCertainHandleTime(t *testing.T) {
	for _, c := range []struct {
		n    int
		load float64
	}{{1, .7}, {4, .85}, {20, .95}} {
		const handle = 200.0
		a, want := float64(c.n)*c.load, 0.0
		for i := 1.0; i < 2000; i++ {
			p := distuv.Poisson{Lambda: i * a}
			in := i * float64(c.n)
			want += handle * (p.Survival(in-1) - float64(c.n)/a*p.Survival(in))
		}
		k := Type{Patience: queue.Patience{Kind: queue.None}, Grid: grid}
		r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(48)}
		in := always{fresh: []float64{a / handle * halfHour}, staff: []float64{float64(c.n)}}.week(7, 0, 48, []float64{handle}, 1)
		var wait sample
		batches(New(r), in, 100, func(out *Tally) { wait.add(out.Types[0].Waits / float64(out.Types[0].Offered.Sum())) })
		near(t, fmt.Sprintf("M/D/%d", c.n), &wait, want)
	}
}

// M/G/1 with lognormal handle times (Pollaczek and Khinchine):
// E[W] = λ E[S²]/(2(1 − ρ)), E[S²] = s² e^(σ²).
func TestLognormalHandleTime(t *testing.T) {
	const handle, sigma, load = 60.0, .9, .6
	k := Type{Patience: queue.Patience{Kind: queue.None}, Sigma: sigma, Grid: grid}
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(48)}
	in := always{fresh: []float64{load / handle * halfHour}, staff: []float64{1}}.week(7, 0, 48, []float64{handle}, 1)
	var wait, serving sample
	batches(New(r), in, 200, func(out *Tally) {
		x := &out.Types[0]
		wait.add(x.Waits / float64(x.Offered.Sum()))
		serving.add(x.Serving / float64(x.Answered))
	})
	near(t, "wait", &wait, load/handle*handle*handle*math.Exp(sigma*sigma)/(2*(1-load)))
	near(t, "handle time", &serving, handle)
}

// Redials after long delays are Poisson and independent of the queue: it is the
// station with rate λ/(1 − r·P(abandon)), whose P(abandon) is its own.
func TestRedialsInflate(t *testing.T) {
	const redial, fresh = .6, 55 / 180.
	k := phone()
	k.Redial, k.RedialDelay = redial, 4*3600
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(48)}
	s := queue.Station{Rate: fresh, Handle: 180, Agents: 50, Patience: exponential(120)}
	for range 200 {
		s.Rate = fresh / (1 - redial*s.Answer(20).Abandoned)
	}
	in := always{fresh: []float64{fresh * halfHour}, staff: []float64{50}}.week(7, 0, 48, []float64{180}, 1)
	var offered sample
	e := New(r)
	batches(e, in, 60, func(out *Tally) { offered.add(float64(out.Types[0].Offered.Sum())) })
	near(t, "offered a week", &offered, s.Rate*7*86400)
	figures(t, "with redials", e, in, 60, s, 20)
}

// Of the contacts at cases that come back with chance q after each, a share
// (1 − q) q^a has a attempts before it, and there are 1/(1 − q) of them a case.
func TestComeBacksAreGeometric(t *testing.T) {
	const recontact, solved = .8, .4
	const q = recontact * (1 - solved)
	r := Rules{Types: []Type{phone()}, Groups: []Group{{}}, Recontact: recontact, RecontactDelayDays: .3, Profile: flat(48)}
	in := always{fresh: []float64{50}, staff: []float64{500}}.week(7, 0, 48, []float64{180}, solved)
	var all sample
	var by [Attempts]sample
	first := true
	batches(New(r), in, 61, func(out *Tally) {
		if first { // those of the first week have not come back often enough
			first = false
			return
		}
		x := &out.Types[0]
		n := x.Offered.Sum()
		all.add(float64(n))
		for a := range by {
			by[a].add(float64(x.Offered[0][a]+x.Offered[1][a]) / float64(n))
		}
		if x.Abandoned > 0 || x.Offered[1][0] > 0 || x.Offered[0][1] > 0 {
			t.Error("a case that was served and came back is told otherwise")
		}
	})
	near(t, "contacts a week", &all, 50*48*7/(1-q))
	for a := range by {
		want := (1 - q) * math.Pow(q, float64(a))
		if a == Attempts-1 {
			want = math.Pow(q, float64(a))
		}
		near(t, fmt.Sprintf("share with %d earlier", a), &by[a], want)
	}
}
