package queue

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// tablePatience are the kinds of patience that a table answers for.
var tablePatience = []Patience{
	{Kind: Exponential, Mean: 300},
	{Kind: Exponential, Mean: 60, AtOnce: .03},
	{Kind: Hyperexponential, P: .25, Mean1: 100, Mean2: 780},
	{Kind: Weibull, Mean: 240, Shape: .7},
	{Kind: Weibull, Mean: 240, Shape: 2},
	{Kind: Lognormal, Mean: 400, Sigma: 1.2},
	{Kind: Lognormal, Mean: 300, Sigma: .6},
}

// steady adds contacts offered in a steady state, as a half hour does.
func (f *Flow) steady(p *Pool, s *Steady, offered float64) {
	if t := s.mix.table; t != nil {
		t.hold(f, &s.mix, offered)
	} else {
		f.addTails(p, s, offered)
	}
	f.share(p, s, offered)
}

// The oracle is the exact answer of the pool.
func TestTableAgainstPool(t *testing.T) {
	for _, patience := range tablePatience {
		p := NewPool([]ContactType{{Share: 1, Patience: patience, AnswerWithin: 20}})
		table, exact, got := NewTable(p), p.NewSteady(), p.NewSteady()
		r := rand.New(rand.NewPCG(7, 7))
		told := p.NewFlow()
		var worst struct{ wait, share, tail, rough float64 }
		for range 1500 {
			agents := math.Exp(math.Log(2) + math.Log(100)*r.Float64())
			handle := 200 * math.Exp(1.5*r.Float64())
			rate := agents * (.3 + 1.2*r.Float64()) / handle
			p.Answer(rate, handle, agents, exact)
			table.Answer(rate, handle, agents, got)
			if exact.MeanWait > 1e-3 {
				worst.wait = max(worst.wait, math.Abs(got.MeanWait/exact.MeanWait-1))
			}
			told.Reset()
			told.steady(p, got, 1)
			told.Finish()
			for _, x := range [][2]float64{{got.Wait, exact.Wait}, {got.Abandoned, exact.Abandoned}, {told.Within, exact.Within}} {
				worst.share = max(worst.share, math.Abs(x[0]-x[1]))
			}
			for j := range p.Grid {
				worst.tail = max(worst.tail, math.Abs(told.Tail[j]-exact.Tail[j]), math.Abs(told.ServedTail[j]-exact.ServedTail[j]))
				rough, late := got.tail(0, j)
				worst.rough = max(worst.rough, math.Abs(rough-exact.Tail[j]), math.Abs(late-exact.ServedTail[j]))
			}
		}
		t.Logf("%v: mean wait %.1e relative, shares %.1e, tails %.1e, roughly %.1e", patience, worst.wait, worst.share, worst.tail, worst.rough)
		if worst.wait > 2e-5 || worst.share > 2e-6 || worst.tail > 2e-5 || worst.rough > 1e-3 {
			t.Errorf("%v: too far from the exact answer", patience)
		}
	}
}

// A table of several types interpolates between mixes as well. The oracle is the
// exact answer of the pool for the same mix.
func TestTableOfSeveralTypesAgainstPool(t *testing.T) {
	p := NewPool(severalTypes)
	table, exact, got := NewTable(p), p.NewSteady(), p.NewSteady()
	r := rand.New(rand.NewPCG(5, 5))
	told := p.NewFlow()
	var worst struct{ wait, share, tail float64 }
	for range 60 {
		mix := []float64{.6 * (.7 + .6*r.Float64()), .25 * (.7 + .6*r.Float64()), .15 * (.7 + .6*r.Float64())}
		handle, n := 250*math.Exp(r.Float64()), math.Exp(math.Log(4)+math.Log(20)*r.Float64())
		p.SetShares(mix)
		table.Mix(mix, handle)
		for range 20 {
			agents := n + 2*r.Float64()
			rate := agents * (.4 + .9*r.Float64()) / handle
			p.Answer(rate, handle, agents, exact)
			table.Answer(rate, handle, agents, got)
			told.Reset()
			told.steady(p, got, 1)
			told.Finish()
			for k := range severalTypes {
				x, y, z, share := &got.Types[k], &exact.Types[k], &told.Types[k], p.share[k]
				worst.wait = max(worst.wait, math.Abs(x.MeanWait-y.MeanWait)/handle)
				worst.share = max(worst.share, math.Abs(x.Abandoned-y.Abandoned), math.Abs(z.Within/share-y.Within))
				for j := range p.Grid {
					worst.tail = max(worst.tail, math.Abs(z.Tail[j]/share-y.Tail[j]), math.Abs(z.ServedTail[j]/share-y.ServedTail[j]))
				}
			}
		}
	}
	t.Logf("mean wait %.1e of the handle time, shares %.1e, tails %.1e", worst.wait, worst.share, worst.tail)
	if worst.wait > 1e-3 || worst.share > 1e-3 || worst.tail > 1e-3 {
		t.Error("too far from the exact answer")
	}
}

// severalTypes are telephone, chat and e-mail of different patience.
var severalTypes = []ContactType{
	{Share: .6, Patience: Patience{Kind: Hyperexponential, P: .25, Mean1: 100, Mean2: 780}, AnswerWithin: 20},
	{Share: .25, Patience: Patience{Kind: Exponential, Mean: 240}, AnswerWithin: 60},
	{Share: .15, Patience: Patience{Kind: None}, AnswerWithin: 3600},
}

// Days told by a table are those told by its pool, tails included.
func TestTableTellsTheDayOfItsPool(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: tablePatience[2], AnswerWithin: 30}})
	table, s, f, want := NewTable(p), p.NewSteady(), p.NewFlow(), p.NewFlow()
	play := func(answer func(rate, handle, agents float64, out *Steady), f *Flow) {
		b := Backlog{}
		for _, load := range []float64{.02, .8, 1.3, .7, .9, 1.1, 0, .8} {
			for _, handle := range []float64{400, 430} {
				l := Load{load * 25.3 / handle, handle, 25.3, 1800}
				answer(l.Rate, l.Handle, l.Agents, s)
				b.Step(p, s, l, f)
			}
		}
		b.Close(p, s, true, f)
		f.Finish()
	}
	play(p.Answer, want)
	for range 2 { // a flow reset takes nothing over
		f.Reset()
		play(table.Answer, f)
		f.Finish()
		for what, x := range map[string][2]float64{"offered": {f.Offered, want.Offered}, "served": {f.Served, want.Served},
			"abandoned": {f.Abandoned, want.Abandoned}, "within": {f.Within, want.Within}, "wait": {f.WaitSeconds, want.WaitSeconds}} {
			closeTo(t, what, x[0], x[1], 2e-6)
		}
		for j := range p.Grid {
			closeTo(t, "tail", 1+f.Tail[j], 1+want.Tail[j], 1e-3)
			closeTo(t, "served tail", 1+f.ServedTail[j], 1+want.ServedTail[j], 1e-3)
			closeTo(t, "tail of the type", f.Types[0].Tail[j], f.Tail[j], 1e-12)
		}
	}
}

// What adds up in an exact answer adds up in an interpolated one.
func TestTableConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := NewPool([]ContactType{{Share: 1, Patience: drawPatience(t), AnswerWithin: rapid.SampledFrom([]float64{0, 20, 75}).Draw(t, "target")}})
		table, s, f, b := NewTable(p), p.NewSteady(), p.NewFlow(), Backlog{}
		handle := rapid.Float64Range(1, 2000).Draw(t, "handle")
		for range rapid.IntRange(1, 8).Draw(t, "half hours") {
			agents := rapid.Float64Range(0, 60).Draw(t, "agents")
			l := Load{rapid.Float64Range(0, 3).Draw(t, "load") * agents / handle, handle, agents, 1800}
			table.Answer(l.Rate, l.Handle, l.Agents, s)
			check(t, p, s)
			b.Step(p, s, l, f)
		}
		b.Close(p, s, rapid.Bool().Draw(t, "serve"), f)
		f.Finish()
		if d := f.Served + f.Abandoned - f.Offered; math.Abs(d) > 1e-8*(1+f.Offered) {
			t.Fatalf("%g of %g contacts too many", d, f.Offered)
		}
	})
}

func check(t *rapid.T, p *Pool, s *Steady) {
	_, late := s.tail(0, p.target[0])
	if d := s.Abandoned + late - 1; s.Wait > 0 && d > 1e-9 {
		t.Fatalf("late and abandoned are %g too many: %+v", d, s)
	}
	for _, x := range []float64{s.Wait, s.Abandoned} {
		if !(x >= 0 && x <= 1+1e-9) {
			t.Fatalf("out of range: %+v", s)
		}
	}
}

// A table answers the same whatever it was asked before.
func TestTableForgetsTheOrder(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: tablePatience[0], AnswerWithin: 20}})
	r := rand.New(rand.NewPCG(3, 3))
	var asked [200][3]float64
	for i := range asked {
		n := 20 + 5*r.Float64()
		asked[i] = [3]float64{n * (.7 + .6*r.Float64()) / 500, 480 + 70*r.Float64(), n}
	}
	answer := func(table *Table, i int) Steady {
		s := p.NewSteady()
		table.Answer(asked[i][0], asked[i][1], asked[i][2], s)
		tail, served := s.tail(0, 4)
		return Steady{Wait: s.Wait, Abandoned: s.Abandoned, MeanWait: s.MeanWait, Occupancy: tail, QueueLength: served}
	}
	one, other := NewTable(p), NewTable(p)
	var first [len(asked)]Steady
	for i := range asked {
		first[i] = answer(one, i)
	}
	for i := len(asked) - 1; i >= 0; i-- {
		a, b := answer(other, i), first[i]
		if a.Wait != b.Wait || a.Abandoned != b.Abandoned || a.MeanWait != b.MeanWait || a.Occupancy != b.Occupancy || a.QueueLength != b.QueueLength {
			t.Fatalf("%v answered with %v, earlier with %v", asked[i], a, b)
		}
	}
}

// Where a table does not reach it asks its pool, whatever it answered before.
func TestTableBesideItsReach(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: tablePatience[0], AnswerWithin: 20}})
	table, one, other, want := NewTable(p), p.NewSteady(), p.NewSteady(), p.NewSteady()
	for _, q := range [][3]float64{{.1, 0, .5}, {0, 0, 0}, {.1, 300, 30.5}, {.1, 300, .5}, {.1, 310, 30.5}, {.1, 320, .5}, {.1, 300, 1.5}} {
		for _, out := range []*Steady{one, other} {
			table.Answer(q[0], q[1], q[2], out)
			p.Answer(q[0], q[1], q[2], want)
			closeTo(t, "wait", out.Wait, want.Wait, 1e-6)
			closeTo(t, "abandoned", 1+out.Abandoned, 1+want.Abandoned, 1e-6)
		}
	}
}

// A flow to which two tables add in turns has the tails of both.
func TestFlowOfTwoTables(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: tablePatience[2], AnswerWithin: 20}})
	tables := []*Table{NewTable(p), NewTable(p)}
	s, one, both := p.NewSteady(), p.NewFlow(), p.NewFlow()
	for i := range 6 {
		tables[0].Answer(.06+.002*float64(i), 420, 30.4, s)
		one.steady(p, s, 100)
		tables[i%2].Answer(.06+.002*float64(i), 420, 30.4, s)
		both.steady(p, s, 100)
	}
	one.Finish()
	both.Finish()
	closeTo(t, "tail", both.Tail[3], one.Tail[3], 1e-12)
	closeTo(t, "within", both.Within, one.Within, 1e-12)
}

func TestTableAllocatesNothing(t *testing.T) {
	p := NewPool([]ContactType{{Share: 1, Patience: tablePatience[2], AnswerWithin: 20}})
	table, s, f, b := NewTable(p), p.NewSteady(), p.NewFlow(), Backlog{}
	day := func() {
		for i := range 18 {
			l := Load{.06 + .002*float64(i), 420, 30.4, 1800}
			table.Answer(l.Rate, l.Handle, l.Agents, s)
			b.Step(p, s, l, f)
		}
		b.Close(p, s, true, f)
		f.Finish()
	}
	day()
	if n := testing.AllocsPerRun(10, day); n > 0 {
		t.Errorf("%v allocations a day", n)
	}
}

// A half hour through the table with its backlog, in weeks of five days of
// eighteen: the handle time moves from week to week, agents and load from half
// hour to half hour.
func BenchmarkHalfHour(b *testing.B) {
	const slots, days = 18, 5
	p := NewPool([]ContactType{{Share: 1, Patience: tablePatience[2], AnswerWithin: 20}})
	table, s, f := NewTable(p), p.NewSteady(), p.NewFlow()
	r := rand.New(rand.NewPCG(1, 1))
	var busy [slots * days]float64
	for i := range busy {
		busy[i] = math.Exp(.09 * r.NormFloat64())
	}
	week := func(w int) {
		handle, agents := 420*(1.03+.03*math.Sin(float64(w))), 27.5+float64(w%4)
		var queue Backlog
		for i, busy := range busy {
			l := Load{.78 * 29 / 430 * busy, handle, agents, 1800}
			table.Answer(l.Rate, l.Handle, l.Agents, s)
			queue.Step(p, s, l, f)
			if i%slots == slots-1 {
				queue.Close(p, s, true, f)
			}
		}
		f.Finish()
		f.Reset()
	}
	for w := range 100 {
		week(w)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		week(n)
		n++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n*slots*days), "ns/halfhour")
}

// Whatever the patience, the table answers as its pool does: by interpolation where
// that is exact enough, and by asking the pool elsewhere.
func TestTableOfAnyPatience(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		patience, stretch := drawPatience(t), math.Pow(10, rapid.Float64Range(-1.5, 1.5).Draw(t, "stretch"))
		patience.Mean *= stretch
		patience.Mean1, patience.Mean2 = patience.Mean1/stretch, patience.Mean2*stretch
		p := NewPool([]ContactType{{Share: 1, Patience: patience, AnswerWithin: 20}})
		table, exact, got := NewTable(p), p.NewSteady(), p.NewSteady()
		for range 20 {
			handle := rapid.Float64Range(1, 2000).Draw(t, "handle")
			agents := rapid.Float64Range(0, 200).Draw(t, "agents")
			rate := rapid.Float64Range(0, 3).Draw(t, "load") * agents / handle
			p.Answer(rate, handle, agents, exact)
			table.Answer(rate, handle, agents, got)
			for what, x := range map[string][2]float64{"wait": {got.Wait, exact.Wait}, "abandoned": {got.Abandoned, exact.Abandoned},
				"mean wait": {got.MeanWait / handle, exact.MeanWait / handle}} {
				if !(math.Abs(x[0]-x[1]) <= 1e-5*(1+x[1])) {
					t.Fatalf("%s: %v, exact %v", what, x[0], x[1])
				}
			}
		}
	})
}
