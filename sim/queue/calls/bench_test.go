package calls

import (
	"math"
	"math/bits"
	"testing"
	"time"

	"lojal/sim/queue"
	"lojal/sim/random"
)

// xoshiro is xoshiro256++ (Blackman and Vigna 2019).
type xoshiro struct{ a, b, c, d uint64 }

func (x *xoshiro) next() uint64 {
	r := bits.RotateLeft64(x.a+x.d, 23) + x.a
	t := x.b << 17
	x.c ^= x.a
	x.d ^= x.b
	x.b ^= x.c
	x.a ^= x.d
	x.c ^= t
	x.d = bits.RotateLeft64(x.d, 45)
	return r
}

func (x *xoshiro) exp() float64 {
	for {
		w := x.next()
		i := w & 255
		v := float64(w>>11) * random.Exponential.Width[i]
		if w>>11 < random.Exponential.Keep[i] {
			return v
		}
		u := float64(x.next()>>11) / (1 << 53)
		if i == 0 {
			return random.Exponential.Right - math.Log(1-u)
		}
		if random.Exponential.Height[i]+u*(random.Exponential.Height[i+1]-random.Exponential.Height[i]) < math.Exp(-v) {
			return v
		}
	}
}

// yardstick is the barest recursion of the single queue: M/M/100+M with .35
// contacts a second, handle time 300 s and patience 120 s, no statistics but the
// sum of waits and the number of abandoned.
func yardstick(n int, x *xoshiro) (waits float64, abandoned int) {
	var t tree
	t.reset(100)
	for i := range 100 {
		t.set(i, t.word(0, i))
	}
	v, mask := t.v, t.mask
	now := 0.0
	for range n {
		now += x.exp() / .35
		service, patience := x.exp()*300, x.exp()*120
		root := v[1]
		start := math.Float64frombits(max(root&^mask, math.Float64bits(now)))
		wait := start - now
		if patience < wait {
			abandoned++
			waits += patience
			continue
		}
		waits += wait
		leaf := root & mask
		word := math.Float64bits(start+service)&^mask | leaf
		j := uint64(len(v))/2 + leaf
		v[j] = word
		for j > 1 {
			word = min(word, v[j^1])
			j >>= 1
			v[j] = word
		}
	}
	return waits, abandoned
}

// inTurn is the shortest time of a contact of the yardstick, measured in between.
type inTurn struct {
	yard, own time.Duration
	x         xoshiro
}

const yardCalls = 20_000

func (m *inTurn) measure(play func() int) {
	if m.x == (xoshiro{}) {
		s := random.At(random.Key{Seed: 1})
		m.x = xoshiro{s.Uint64(), s.Uint64(), s.Uint64(), s.Uint64()}
		m.yard, m.own = math.MaxInt64, math.MaxInt64
	}
	t := time.Now()
	yardstick(yardCalls, &m.x)
	m.yard = min(m.yard, time.Since(t)*1000/yardCalls)
	t = time.Now()
	n := play()
	m.own = min(m.own, time.Since(t)*1000/time.Duration(n))
}

// report gives nanoseconds a contact and the ratio to the yardstick, both at
// their best.
func (m *inTurn) report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(m.own)/1000, "ns/contact")
	b.ReportMetric(float64(m.yard)/1000, "ns/yardstick")
	b.ReportMetric(float64(m.own)/float64(m.yard), "ratio")
}

func benchmark(b *testing.B, r Rules, in *Week, general bool) {
	e := newEngine(r, general)
	var out Tally
	var m inTurn
	in.Days = in.Days[:1] // a short stretch is likelier to pass undisturbed
	w := 0
	for ; w < 30; w++ { // until cases come back as they will
		e.Week(w, in.at(w), &out)
	}
	for b.Loop() {
		m.measure(func() int {
			e.Week(w, in.at(w), &out)
			w++
			n := 0
			for k := range out.Types {
				n += out.Types[k].Offered.Sum()
			}
			return n
		})
	}
	m.report(b)
}

func phone() Type {
	return Type{Patience: exponential(120), Sigma: ExponentialTime, AnswerWithin: 20, Grid: grid}
}

// One phone queue, as the yardstick's.
func BenchmarkPhone(b *testing.B) {
	r := Rules{Types: []Type{phone()}, Groups: []Group{{}}, Profile: flat(48)}
	in := always{fresh: []float64{630}, staff: []float64{100}}.week(1, 0, 48, []float64{300}, 1)
	benchmark(b, r, in, false)
}

// Redials, come-backs, individual agents, lognormal handle times, mixed patience
// and a staffing that changes.
func BenchmarkEverything(b *testing.B) {
	r, in := everything()
	benchmark(b, r, in, false)
}

// everything is days of 20 half hours with all that one queue can have.
func everything() (Rules, *Week) {
	k := phone()
	k.Sigma, k.Redial, k.RedialDelay = .9, .3, 900
	k.Patience = queue.Patience{Kind: queue.Hyperexponential, P: .25, Mean1: 100, Mean2: 780}
	r := Rules{Types: []Type{k}, Groups: []Group{{}}, Recontact: .7, RecontactDelayDays: 3, Profile: flat(20)}
	in := always{fresh: []float64{480}, staff: []float64{100}, spread: .18}.week(5, 0, 20, []float64{300}, .75)
	for i := range in.Days {
		for s := range in.Days[i].Staff {
			in.Days[i].Staff[s] = []float64{90.5 + float64(s%5)}
		}
	}
	return r, in
}

// Three types, two of them by phone, with priorities, and three groups with
// skills.
func BenchmarkSkills(b *testing.B) {
	r, in := skills()
	benchmark(b, r, in, true)
}

func skills() (Rules, *Week) {
	r, in := everything()
	k := r.Types[0]
	urgent := k
	k.Priority, urgent.Priority = 2, 1
	r.Types = []Type{k, urgent, k}
	r.Groups = []Group{{[]int{0, 1}}, {[]int{2}}, {[]int{1, 2, 0}}}
	in = always{fresh: []float64{200, 80, 200}, staff: []float64{40, 30, 35.5}, spread: .18}.week(5, 0, 20, []float64{300, 300, 300}, .75)
	return r, in
}

// Phone, three chats at once, and e-mail that fills idle time.
func BenchmarkChannels(b *testing.B) {
	r, in := channels()
	benchmark(b, r, in, true)
}

func channels() (Rules, *Week) {
	r, in := skills()
	r.Types[1].Channel, r.Types[1].Concurrent = Chat, 3
	r.Types[2].Channel = Email
	in = always{fresh: []float64{250, 200, 60}, staff: []float64{40, 30, 35.5}, spread: .18}.week(5, 0, 20, []float64{300, 300, 300}, .75)
	return r, in
}

// The single queue on the general path.
func BenchmarkPhoneGeneral(b *testing.B) {
	r := Rules{Types: []Type{phone()}, Groups: []Group{{}}, Profile: flat(48)}
	in := always{fresh: []float64{630}, staff: []float64{100}}.week(1, 0, 48, []float64{300}, 1)
	benchmark(b, r, in, true)
}
