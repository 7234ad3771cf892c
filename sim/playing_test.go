package sim

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"testing"

	"lojal/sim/kpi"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// Where contacts are played, each need comes to its end once too: needs equal
// those that ended and those that came under way, whatever the queue is like.
func TestPlayedNeedsAreConserved(t *testing.T) {
	for name, c := range map[string]struct {
		ref string
		set []string
	}{
		"baseline":           {"baseline", nil},
		"overload":           {"baseline", []string{"decisions.staffing.headcount=25", "world.now.headcount=25"}},
		"dropped at closing": {"baseline", []string{`decisions.staffing.closing="drop"`, "decisions.staffing.headcount=35"}},
		"redial for ever":    {"baseline", []string{"world.contact.phone.redial=1", "decisions.staffing.headcount=30"}},
		"all come back":      {"baseline", []string{"world.resolution.recontact=1", "world.resolution.fcr=0.5"}},
		"three channels":     {"three-channels", nil},
		"skills overlap":     {"three-channels-pooled", nil},
	} {
		t.Run(name, func(t *testing.T) { conservePlayed(t, c.ref, c.set) })
	}
}

func conservePlayed(t *testing.T, ref string, set []string) {
	s, err := scenario.Open("library:" + ref)
	for _, kv := range set {
		if err == nil {
			key, value := cut(kv)
			s, err = s.With(key, value)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	rep, err := newReplication(s.Draw(12, nil), random.Key{Seed: 3}, &worker{plays: true})
	if err != nil {
		t.Fatal(err)
	}
	week, by := newSums(len(rep.waiting.grid())), []*sums{}
	for range rep.flows {
		by = append(by, newSums(len(rep.waiting.grid())))
	}
	waiting := func() (n float64) {
		for i := range rep.playing().tally.Types {
			n += float64(rep.playing().tally.Types[i].Waiting)
		}
		return n
	}
	for w := range rep.plan.Weeks {
		before := waiting()
		week.clear()
		for i := range by {
			by[i].clear()
		}
		rep.play(w, week, by)
		underWay := waiting() - before
		for i := range rep.flows {
			f := &rep.flows[i]
			underWay += f.sentBack - f.returned + f.again - f.redialed
		}
		needs, ended := week.den[kpi.PerNeed], week.den[kpi.PerFinished]
		if off := needs - ended - underWay; math.Abs(off) > 1e-9*needs {
			t.Fatalf("week %d: %.4f needs − %.4f ended − %.4f more under way = %.6f", w, needs, ended, underWay, off)
		}
	}
}

// Played contacts are the same on any number of workers.
func TestPlayedOnAnyNumberOfWorkers(t *testing.T) {
	s, err := scenario.Open("library:three-channels-pooled")
	if err != nil {
		t.Fatal(err)
	}
	var first *Results
	for _, workers := range []int{1, 3} {
		r, err := Run(context.Background(), s, Options{Replications: 7, Weeks: 5, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if r.Queue != "calls" {
			t.Errorf("queue %q", r.Queue)
		}
		if first == nil {
			first = r
		} else if fmt.Sprint(r.Horizon) != fmt.Sprint(first.Horizon) || !reflect.DeepEqual(r.Drawn, first.Drawn) {
			t.Error("figures hang on the number of workers")
		}
	}
}

// A scenario that asks for theory where there is none is played.
func TestWithoutTheoryContactsArePlayed(t *testing.T) {
	s, err := scenario.Open("library:three-channels-pooled")
	if err == nil {
		s, err = s.With("run.queue", `"analytic"`)
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), s, Options{Replications: 2, Weeks: 3})
	if err != nil || r.Queue != "calls" || len(r.Warnings) != 1 {
		t.Errorf("queue %q, %v, %v", r.Queue, r.Warnings, err)
	}
}

// Any number of first seats divides by the groups' shares to within one.
func TestSeating(t *testing.T) {
	s := &seating{shares: []float64{.5, .2, .3}, taken: make([]int, 3)}
	for n := range 200 {
		for g, seats := range s.count(n) {
			if math.Abs(float64(seats)-s.shares[g]*float64(n)) > 1 {
				t.Fatalf("%d of %d seats for a share of %v", seats, n, s.shares[g])
			}
		}
	}
}
