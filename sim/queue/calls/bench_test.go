package calls

import (
	"testing"

	"lojal/sim/internal/yardstick"
	"lojal/sim/queue"
)

func benchmark(b *testing.B, r Rules, in *Week, general bool) {
	e := newEngine(r, general)
	var out Tally
	var m yardstick.Turns
	in.Days = in.Days[:1] // a short stretch is likelier to pass undisturbed
	w := 0
	for ; w < 30; w++ { // until cases come back as they will
		e.Week(w, in.at(w), &out)
	}
	for b.Loop() {
		m.Measure(func() int {
			e.Week(w, in.at(w), &out)
			w++
			n := 0
			for k := range out.Types {
				n += out.Types[k].Offered.Sum()
			}
			return n
		})
	}
	m.Report(b, "contact")
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
