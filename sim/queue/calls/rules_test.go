package calls

import (
	"math"
	"strings"
	"testing"

	"lojal/sim/queue"
	"lojal/sim/random"
)

// run plays weeks and returns their sum.
func run(e *Engine, in *Week, weeks int) *Tally {
	e.Reset(random.Key{Seed: 3, Replication: 2})
	var out, sum Tally
	sum.reset(e.rules.Types)
	for w := range weeks {
		e.Week(w, in.at(7*w), &out)
		sum.Staffed += out.Staffed
		for k := range out.Types {
			add(&sum.Types[k], &out.Types[k])
		}
	}
	return &sum
}

func add(a, b *TypeTally) {
	for i := range a.Arrivals {
		a.Arrivals[i] += b.Arrivals[i]
	}
	for i := range a.Offered {
		for j := range a.Offered[i] {
			a.Offered[i][j] += b.Offered[i][j]
			a.Solved[i][j] += b.Solved[i][j]
			a.Unsolved[i][j] += b.Unsolved[i][j]
		}
	}
	for j := range a.Over {
		a.Over[j] += b.Over[j]
		a.ServedOver[j] += b.ServedOver[j]
	}
	a.Answered += b.Answered
	a.Abandoned += b.Abandoned
	a.Within += b.Within
	a.Waits += b.Waits
	a.Redials += b.Redials
	a.SentBack += b.SentBack
	a.Serving += b.Serving
	a.Waiting = b.Waiting
}

// Every contact that came was answered, abandoned or waits; every case is solved,
// given up or on its way back; histograms agree with counts.
func TestConservation(t *testing.T) {
	for name, make := range map[string]func() (Rules, *Week){
		"one queue": everything, "skills": skills, "channels": channels,
		"day and night": func() (Rules, *Week) {
			r, _ := channels()
			r.Profile = flat(48)
			return r, stepped(always{fresh: []float64{250, 200, 60}, staff: []float64{40, 30, 35.5}, spread: .2}.week(7, 0, 48, []float64{300, 300, 300}, .7))
		},
		"overload": func() (Rules, *Week) {
			r, _ := channels()
			return r, always{fresh: []float64{250, 200, 60}, staff: []float64{20, 15, 20}, spread: .2}.week(5, 0, 20, []float64{300, 300, 300}, .7)
		},
		"dropped": func() (Rules, *Week) {
			r, in := channels()
			r.DropAtClosing = true
			return r, in
		},
		"nobody": func() (Rules, *Week) {
			r, _ := channels()
			return r, always{fresh: []float64{25, 20, 6}, staff: []float64{0, 0, 0}}.week(5, 0, 20, []float64{300, 300, 300}, .7)
		},
		"nobody comes": func() (Rules, *Week) {
			r, _ := channels()
			return r, always{fresh: []float64{0, 0, 0}, staff: []float64{2, 2, 2}}.week(5, 0, 20, []float64{300, 300, 300}, .7)
		},
	} {
		r, in := make()
		e := New(r)
		e.Reset(random.Key{Seed: 8})
		var out Tally
		before := [mostTypes]int{}
		redials, backs := 0, 0
		for w := range 5 {
			e.Week(w, in.at(7*w), &out)
			for k := range out.Types {
				x := &out.Types[k]
				offered := x.Offered.Sum()
				if before[k]+offered != x.Answered+x.Abandoned+x.Waiting {
					t.Errorf("%s, type %d: %d waited and %d came; %d answered, %d abandoned, %d wait", name, k, before[k], offered, x.Answered, x.Abandoned, x.Waiting)
				}
				before[k] = x.Waiting
				if n := x.Solved.Sum() + x.Unsolved.Sum(); n != x.Answered {
					t.Errorf("%s, type %d: %d answered, outcome of %d", name, k, x.Answered, n)
				}
				if n := x.Arrivals[Fresh] + x.Arrivals[ComeBack] + x.Arrivals[Redial]; n != offered || x.Arrivals[Fresh] != x.Offered[0][0] {
					t.Errorf("%s, type %d: %v came, %v offered", name, k, x.Arrivals, x.Offered)
				}
				redials += x.Redials - x.Arrivals[Redial]
				backs += x.SentBack - x.Arrivals[ComeBack]
				for j := range x.Over {
					if x.ServedOver[j] > x.Over[j] || x.Over[j]-x.ServedOver[j] > x.Abandoned || j > 0 && x.Over[j] > x.Over[j-1] {
						t.Errorf("%s, type %d: waits %v, of the served %v", name, k, x.Over, x.ServedOver)
					}
				}
			}
		}
		if n, m := onTheWay(e); n != redials || m != backs {
			t.Errorf("%s: %d redials and %d come-backs are to come, %d and %d are on the way", name, redials, backs, n, m)
		}
	}
}

// onTheWay counts the contacts that an engine keeps for later.
func onTheWay(e *Engine) (redials, backs int) {
	for _, id := range e.cases.beyond {
		if e.cases.all[id].state == coming {
			redials++
		}
	}
	for _, d := range e.cases.days {
		backs += len(d)
	}
	return redials, backs
}

// E-mail takes nothing from phone and chat, and its work is done to the second:
// answered e-mails took their handle time, in pieces or not.
func TestEmailFillsIdleTime(t *testing.T) {
	emailFillsIdleTime(t, 90, 150) // a backlog of e-mail
	emailFillsIdleTime(t, 300, 30) // and several chats in hand
}

func emailFillsIdleTime(t *testing.T, chats, mails float64) {
	t.Helper()
	const handle = 400.0
	r, _ := channels()
	r.Recontact = 0
	r.Types[2].Sigma = 0
	with := always{fresh: []float64{120, chats, mails}, staff: []float64{30, 0, 35}}.week(5, 0, 20, []float64{300, 300, handle}, .75)
	without := always{fresh: []float64{120, chats, 0}, staff: []float64{30, 0, 35}}.week(5, 0, 20, []float64{300, 300, handle}, .75)
	a, b := run(New(r), with, 6), run(New(r), without, 6)
	for k := range 2 {
		same(t, "phone and chat", &Tally{Types: a.Types[k : k+1]}, &Tally{Types: b.Types[k : k+1]})
	}
	mail := &a.Types[2]
	e := New(r)
	run(e, with, 6)
	left := 0.0
	f := e.path.(*floor)
	for _, d := range f.mails[2] {
		left += handle - e.cases.all[d.id].handle
	}
	if want := float64(mail.Answered)*handle + left; math.Abs(mail.Serving-want) > 1e-6*want {
		t.Errorf("%v s of work on e-mail, %d answered and %v s begun make %v", mail.Serving, mail.Answered, left, want)
	}
	if mail.Answered < 1000 || a.Staffed != b.Staffed {
		t.Errorf("%d e-mails answered; staffed %v and %v", mail.Answered, a.Staffed, b.Staffed)
	}
	busy := 0.0
	for k := range a.Types {
		busy += a.Types[k].Serving
	}
	if busy > a.Staffed {
		t.Errorf("%v s served in %v", busy, a.Staffed)
	}
}

// E-mail alone is M/M/n without end: Erlang C for the time to the beginning, here
// with the handle time until the answer.
func TestEmailAlone(t *testing.T) {
	k := Type{Channel: Email, Sigma: ExponentialTime, Grid: grid}
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(48)}
	s := queue.Station{Rate: 8 / 300., Handle: 300, Agents: 10, Patience: queue.Patience{Kind: queue.None}}
	in := always{fresh: []float64{s.Rate * halfHour}, staff: []float64{10}}.week(7, 0, 48, []float64{300}, 1)
	var delay, serving sample
	batches(New(r), in, 100, func(out *Tally) {
		x := &out.Types[0]
		delay.add(x.Waits / float64(x.Answered))
		serving.add(x.Serving / float64(x.Answered))
	})
	near(t, "delay", &delay, s.Answer(0).MeanWait+300)
	near(t, "handle time, over midnight too", &serving, 300)
}

// An e-mail that arrives late on Friday is answered on Monday: nights and
// weekends count. One agent, two e-mails of five hours, a day of six hours.
func TestEmailOverNight(t *testing.T) {
	k := Type{Channel: Email, Grid: grid}
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Profile: flat(12)}
	in := always{fresh: []float64{0}, staff: []float64{1}}.week(3, 4, 12, []float64{5 * 3600}, 1)
	in.Days[1].Number, in.Days[2].Number = 7, 8 // Friday, Monday, Tuesday
	e := New(r)
	e.Reset(random.Key{})
	id := e.cases.keep
	for range 2 {
		n := id()
		e.cases.all[n] = contact{state: coming, handle: 1, due: opening + 1800}
		e.cases.beyond = append(e.cases.beyond, n)
		e.cases.all[n].due += e.length
	}
	var out Tally
	e.Week(0, in, &out)
	x := &out.Types[0]
	// Both arrive half an hour after opening. The first is done five hours later; the
	// second is begun and put aside, and done four and a half hours into Monday.
	first, second := 5*3600.0, 3*86400.0+4*3600
	if x.Answered != 2 || math.Abs(x.Waits-first-second) > 1e-3 || math.Abs(x.Serving-10*3600) > 1e-3 {
		t.Errorf("%d answered after %v s in all, %v s of work; want 2, %v, 36000", x.Answered, x.Waits, x.Serving, first+second)
	}
}

// The queue at closing is dropped, or served out; with plenty of patience and no
// redial everybody is then answered.
func TestClosing(t *testing.T) {
	r := Rules{Types: []Type{{Patience: queue.Patience{Kind: queue.None}, Sigma: ExponentialTime, Grid: grid}}, Groups: []Group{{}}, Profile: flat(8)}
	in := always{fresh: []float64{66}, staff: []float64{10}}.week(5, 0, 8, []float64{300}, 1)
	for _, general := range []bool{false, true} {
		served := run(newEngine(r, general), in, 10)
		drop := r
		drop.DropAtClosing = true
		dropped := run(newEngine(drop, general), in, 10)
		a, b := &served.Types[0], &dropped.Types[0]
		if a.Abandoned != 0 || a.Answered != a.Offered.Sum() || b.Abandoned == 0 || b.Offered.Sum() != a.Offered.Sum() {
			t.Errorf("served: %d of %d; dropped: %d of %d, %d abandoned", a.Answered, a.Offered.Sum(), b.Answered, b.Offered.Sum(), b.Abandoned)
		}
		// All work of the drained queue is overtime of somebody.
		if over := served.Staffed - dropped.Staffed; over <= 0 || served.Staffed < a.Serving {
			t.Errorf("%v s of overtime; staffed %v, serving %v", over, served.Staffed, a.Serving)
		}
	}
}

// What a case is does not depend on the staffing: the same contacts come, and
// where nobody leaves, they take the same work and are solved as they were; where
// nobody serves, they have the same patience.
func TestCommonRandomNumbers(t *testing.T) {
	r, in := everything()
	r.Recontact, r.Types[0].Redial = 0, 0
	for _, general := range []bool{false, true} {
		staffed := func(n, handle float64) *TypeTally {
			w := always{fresh: []float64{100}, staff: []float64{n}}.week(5, 0, 20, []float64{handle}, .75)
			return &run(newEngine(r, general), w, 3).Types[0]
		}
		a, b, c := staffed(200, 300), staffed(300, 300), staffed(200, 600)
		if a.Abandoned+b.Abandoned+c.Abandoned > 0 || math.Abs(a.Serving-b.Serving) > 1e-6*a.Serving ||
			math.Abs(2*a.Serving-c.Serving) > 1e-6*c.Serving || a.Solved != b.Solved || a.Solved != c.Solved {
			t.Errorf("work %v, %v and %v, solved %v, %v and %v", a.Serving, b.Serving, c.Serving, a.Solved, b.Solved, c.Solved)
		}
		some, none, slow := staffed(20, 300), staffed(0, 300), staffed(0, 600)
		if some.Arrivals != a.Arrivals || none.Answered > 0 || none.Waits != slow.Waits {
			t.Errorf("came %v and %v; patience %v and %v", some.Arrivals, a.Arrivals, none.Waits, slow.Waits)
		}
	}
	// The i-th fresh case is the same when more come.
	e := New(r)
	few, many := &e.fresh[0], &New(r).fresh[0]
	few.open(random.Key{Seed: 1}, 0, &in.Days[0], 300, true)
	d := in.Days[0]
	d.Fresh = always{fresh: []float64{960}}.week(1, 0, 20, []float64{300}, 1).Days[0].Fresh
	many.open(random.Key{Seed: 1}, 0, &d, 300, true)
	if few.handle != many.handle || few.patience != many.patience || few.fate != many.fate || few.at == many.at {
		t.Error("other cases when more come")
	}
}

// A redial is named by its case: it is as long and as patient whenever it comes.
func TestRedialsAreNamed(t *testing.T) {
	r, _ := everything()
	e, f := New(r), newEngine(r, true)
	of := name{day: 3, index: 77, attempt: 2}
	a := e.again(of)
	f.again(name{day: 1})
	b := f.again(of)
	x, y := e.cases.all[a], f.cases.all[b]
	other := e.again(name{day: 3, index: 78, attempt: 2})
	if x.handle != y.handle || x.patience != y.patience || x.fate != y.fate || e.cases.all[other].fate == x.fate {
		t.Error("draws are not those of the case")
	}
}

// Days by hand: who may have what beside what, who takes a chat, and e-mail put
// aside by a slow agent. Type 0 is phone, 1 chat (two at once), 2 e-mail.
func TestByHand(t *testing.T) {
	type arrival struct {
		kind       uint8
		at, handle float64 // seconds after opening, for an agent of factor one
	}
	for what, c := range map[string]struct {
		agents   []float64 // factors
		arrivals []arrival
		waits    [3]float64
	}{
		"a chat waits for the end of a call":       {[]float64{1}, []arrival{{0, 100, 1000}, {1, 200, 100}}, [3]float64{0, 900, 0}},
		"a call waits for the end of a chat":       {[]float64{1}, []arrival{{1, 100, 1000}, {0, 200, 100}}, [3]float64{900, 0, 0}},
		"two chats at once, the third waits":       {[]float64{1}, []arrival{{1, 100, 1000}, {1, 200, 400}, {1, 300, 50}}, [3]float64{0, 300, 0}},
		"the second chat goes to the other agent":  {[]float64{1, 1}, []arrival{{1, 100, 1000}, {1, 200, 1000}, {0, 300, 10}}, [3]float64{800, 0, 0}},
		"an e-mail is put aside by a slow agent":   {[]float64{2}, []arrival{{2, 100, 1000}, {0, 600, 100}}, [3]float64{0, 0, 2200}},
		"the older e-mail first, one after other":  {[]float64{1}, []arrival{{0, 50, 500}, {2, 200, 100}, {2, 300, 100}}, [3]float64{0, 0, 450 + 450}},
		"what is put aside is older than the next": {[]float64{1}, []arrival{{2, 100, 500}, {0, 200, 100}, {2, 250, 50}}, [3]float64{0, 0, 600 + 500}},
	} {
		k := Type{Patience: queue.Patience{Kind: queue.None}, Grid: grid}
		r := Rules{Types: []Type{k, k, k}, Groups: []Group{{}}, Profile: flat(8)}
		r.Types[1].Channel, r.Types[1].Concurrent, r.Types[2].Channel = Chat, 2, Email
		in := always{fresh: []float64{0, 0, 0}, staff: []float64{float64(len(c.agents))}}.week(1, 0, 8, []float64{1, 1, 1}, 1)
		for i, factor := range c.agents {
			in.Days[0].Crew[0][i].Factor = factor
		}
		e := New(r)
		e.Reset(random.Key{})
		for _, a := range c.arrivals {
			id := e.cases.keep()
			e.cases.all[id] = contact{name: name{kind: a.kind}, state: coming, handle: a.handle, due: opening + a.at + e.length, patience: queue.CutOff}
			e.cases.beyond = append(e.cases.beyond, id)
		}
		var out Tally
		e.Week(0, in, &out)
		for k, want := range c.waits {
			if got := out.Types[k].Waits; math.Abs(got-want) > 1e-3 {
				t.Errorf("%s: type %d waits %v s, want %v", what, k, got, want)
			}
		}
	}
}

// Redials come after exponential times of their mean.
func TestRedialDelay(t *testing.T) {
	r, _ := everything()
	e := New(r)
	const n = 100_000
	s := random.At(random.Key{Seed: 4})
	sum, longer := 0.0, 0.0
	for i := range n {
		e.redial(name{index: uint32(i)}, opening+100, uint64(s.Float64()*float64(e.redials[0]))) // of the fates that redial
		delay := e.cases.all[i].due - opening - 100
		sum += delay
		if delay > r.Types[0].RedialDelay {
			longer++
		}
	}
	want := r.Types[0].RedialDelay
	if math.Abs(sum/n-want) > 4*want/math.Sqrt(n) || math.Abs(longer/n-1/math.E) > 4*.5/math.Sqrt(n) {
		t.Errorf("after %v s, %v of them after more than the mean of %v", sum/n, longer/n, want)
	}
}

// A contact goes to the group that prefers it; the others only where that is
// busy. Group 1 takes twice the time.
func TestPreferredGroup(t *testing.T) {
	r := Rules{Types: []Type{{Patience: queue.Patience{Kind: queue.None}}, {Patience: queue.Patience{Kind: queue.None}}},
		Groups: []Group{{Skills: []int{1, 0}}, {Skills: []int{0, 1}}, {}}, Profile: flat(20)}
	in := always{fresh: []float64{2, 2}, staff: []float64{30, 30, 30}}.week(5, 0, 20, []float64{100, 100}, 1)
	for i := range in.Days {
		for g, people := range in.Days[i].Crew {
			for j := range people {
				people[j].Factor = float64(g + 1)
			}
		}
	}
	out := run(New(r), in, 4)
	for k, factor := range []float64{2, 1} {
		x := &out.Types[k]
		if want := float64(x.Answered) * 100 * factor; math.Abs(x.Serving-want) > 1e-6*want {
			t.Errorf("type %d: %v s for %d contacts, want %v", k, x.Serving, x.Answered, want)
		}
	}
}

// Fractional staffing has its mean, and agents take turns.
func TestShifts(t *testing.T) {
	r := Rules{Types: []Type{phone()}, Groups: []Group{{}}, Profile: flat(4)}
	in := always{fresh: []float64{0}, staff: []float64{2.3}}.week(5, 0, 4, []float64{300}, 1)
	for i := range in.Days {
		in.Days[i].Crew = [][]Agent{crew(0, 8, 0)}
		in.Days[i].Staff[2] = []float64{5}
	}
	e := New(r)
	var out Tally
	var hours sample
	served := map[int]int{}
	for w := range 2000 {
		e.Week(w, in.at(7*w), &out)
		hours.add(out.Staffed / 3600)
		for _, a := range e.shifts.on[0] {
			served[e.shifts.agents[a].id]++
		}
	}
	if want := 5 * (3*2.3 + 5) / 2; math.Abs(hours.mean()-want) > .02 || math.Abs(hours.error()*math.Sqrt(2000)) > .8 {
		t.Errorf("%v hours a week ± %v, want %v", hours.mean(), hours.error(), want)
	}
	for id, n := range served { // 2,000 Fridays × 2.3 of 8
		if math.Abs(float64(n)-575) > 100 {
			t.Errorf("agent %d was on %d times of 575", id, n)
		}
	}
	if len(served) != 8 {
		t.Errorf("%d agents took turns", len(served))
	}
}

// Who has left with a contact in hand and comes back before it ends is staffed
// once: from opening to the end of the contact.
func TestStaffedOnce(t *testing.T) {
	r := Rules{Types: []Type{{Patience: queue.Patience{Kind: queue.None}, Grid: grid}}, Groups: []Group{{}}, Profile: flat(8)}
	for _, general := range []bool{false, true} {
		in := always{fresh: []float64{0}, staff: []float64{1}}.week(1, 0, 8, []float64{2.25 * 3600}, 1)
		for s := range in.Days[0].Staff {
			if s != 0 && s != 2 {
				in.Days[0].Staff[s] = []float64{0}
			}
		}
		e := newEngine(r, general)
		e.Reset(random.Key{})
		id := e.cases.keep()
		e.cases.all[id] = contact{state: coming, handle: 1, due: opening + 900 + e.length, patience: queue.CutOff}
		e.cases.beyond = append(e.cases.beyond, id)
		var out Tally
		e.Week(0, in, &out)
		if want := 2.5 * 3600; out.Types[0].Answered != 1 || math.Abs(out.Staffed-want) > 1e-3 {
			t.Errorf("by events %v: %d answered, staffed %v s, want %v", general, out.Types[0].Answered, out.Staffed, want)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	for name, make := range map[string]func() (Rules, *Week){"one queue": everything, "skills": skills, "channels": channels} {
		r, in := make()
		e := New(r)
		var out Tally
		key := random.Key{Seed: 1}
		play := func() {
			e.Reset(key)
			for w := range 6 {
				e.Week(w, in.at(7*w), &out)
			}
		}
		for range 8 { // lists grow to their most
			play()
		}
		if n := testing.AllocsPerRun(2, play); n != 0 {
			t.Errorf("%s: %v allocations in six weeks", name, n)
		}
	}
}

// The same seed gives the same week, after other replications too; another seed
// another.
func TestReset(t *testing.T) {
	for _, make := range []func() (Rules, *Week){everything, channels} {
		r, in := make()
		e := New(r)
		a := run(e, in, 3)
		e.Reset(random.Key{Seed: 77})
		var other Tally
		e.Week(0, in.at(0), &other)
		b, c := run(e, in, 3), run(New(r), in, 3)
		same(t, "again", a, b)
		same(t, "another engine", a, c)
		if a.Types[0].Offered == other.Types[0].Offered {
			t.Error("two seeds, one week")
		}
	}
}

func TestBadRules(t *testing.T) {
	for want, spoil := range map[string]func(*Rules){
		"contact types": func(r *Rules) { r.Types = nil },
		"no group":      func(r *Rules) { r.Groups = nil },
		"half hours":    func(r *Rules) { r.Profile = nil },
		"half hour 1":   func(r *Rules) { r.Profile[1] = math.NaN() },
		"comes back":    func(r *Rules) { r.Recontact = 2 },
		"mean days":     func(r *Rules) { r.RecontactDelayDays = math.Inf(1) },
		"redials":       func(r *Rules) { r.Types[0].Redial = -1 },
		"redial delay":  func(r *Rules) { r.Types[0].RedialDelay = math.NaN() },
		"sigma":         func(r *Rules) { r.Types[0].Sigma = -.5 },
		"chats":         func(r *Rules) { r.Types[0].Concurrent = 99 },
		"grid":          func(r *Rules) { r.Types[0].Grid = []float64{5, 5} },
		"patience":      func(r *Rules) { r.Types[0].Patience.Mean1 = 0 },
		"channel":       func(r *Rules) { r.Types[0].Channel = 7 },
		"has skill 4":   func(r *Rules) { r.Groups = []Group{{Skills: []int{4}}} },
	} {
		r, _ := everything()
		spoil(&r)
		if err := r.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
