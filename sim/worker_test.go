package sim_test

import (
	"context"
	"testing"

	"lojal/sim"
)

// What a worker keeps from one replication to the next changes nothing, also
// where every replication has another patience, and so another queue.
func TestWorkersKeepNothingThatMatters(t *testing.T) {
	for _, patience := range []string{`{kind="exponential", mean="3m..9m"}`, `{kind="lognormal", mean="5m", sigma=1}`, `{kind="none"}`} {
		s := open(t, "library:baseline", "world.contact.phone.patience="+patience)
		one := run(t, s, sim.Options{Replications: 9, Weeks: 6, Workers: 1})
		many := run(t, s, sim.Options{Replications: 9, Weeks: 6, Workers: 4})
		if !equal(one, many) {
			t.Errorf("patience %s: 4 workers found other figures than one", patience)
		}
	}
	same := open(t, "library:baseline", "world.labour.new_hire_time_factor=1", "world.labour.agent_spread=0") // handle times
	if !equal(run(t, same, sim.Options{Replications: 60, Weeks: 20, Workers: 1}), run(t, same, sim.Options{Replications: 60, Weeks: 20, Workers: 4})) {
		t.Error("the same handle time in all replications: 4 workers found other figures than one")
	}
	s := with(t, threeTypes(t), "world.customers.needs_per_year=\"2.2..3.2\"")
	one := run(t, s, sim.Options{Replications: 9, Weeks: 6, Workers: 1})
	many := run(t, s, sim.Options{Replications: 9, Weeks: 6, Workers: 4})
	if !equal(one, many) {
		t.Error("three contact types: 4 workers found other figures than one")
	}
}

// Asking for a billion replications reserves nothing for those never played.
func TestRoomGrowsWithTheReplications(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, err := sim.Run(ctx, open(t, "library:baseline"), sim.Options{Replications: 1_000_000_000, Weeks: 2, Progress: func(done, total int) {
		if done == 600 {
			cancel()
		}
	}})
	if err != context.Canceled || r.Replications < 600 || r.Replications > 700 || r.Asked != 1_000_000_000 {
		t.Fatalf("error %v, %d of %d replications", err, r.Replications, r.Asked)
	}
}
