package sim_test

import (
	"context"
	"testing"
	"time"

	"lojal/sim"
	"lojal/sim/internal/yardstick"
	"lojal/sim/scenario"
)

// BenchmarkReplication is ten replications over two years on one core, in turns with
// the yardstick.
func BenchmarkReplication(b *testing.B) {
	for _, c := range []struct {
		name string
		s    *scenario.Scenario
	}{
		{"baseline", open(b, "library:baseline")},
		{"uncertain handle time", open(b, "library:baseline", "world.contact.phone.handle_time=\"6m..8m\"")},
		{"certain exponential patience", open(b, "library:baseline", "world.contact.phone.patience={ kind = \"exponential\", mean = \"5m\" }")},
		{"uncertain exponential patience", open(b, "library:baseline", "world.contact.phone.patience={ kind = \"exponential\", mean = \"4m..6m\" }")},
		{"three contact types", threeTypes(b)},
	} {
		b.Run(c.name, func(b *testing.B) {
			const weeks, block = 104, 10
			b.ReportAllocs()
			var r *sim.Runner
			var turns yardstick.Turns
			n := 0
			for b.Loop() {
				if n%asked == 0 {
					r, n = newRunner(b, c.s, weeks, 1), 0
				}
				n += block
				turns.Measure(func() int {
					extend(b, r, n)
					return block * weeks
				})
			}
			turns.Report(b, "week")
		})
	}
}

// BenchmarkTwoWorkers compares one worker with two, in turns, each making whole runs.
func BenchmarkTwoWorkers(b *testing.B) {
	s := open(b, "library:baseline")
	var spent [2]time.Duration
	for b.Loop() {
		for i := range spent {
			start := time.Now()
			extend(b, newRunner(b, s, 104, i+1), 200)
			spent[i] += time.Since(start)
		}
	}
	b.ReportMetric(float64(spent[0])/float64(spent[1]), "times-as-fast")
}

// BenchmarkThousand is the whole run: 1,000 replications over two years, on all
// cores.
func BenchmarkThousand(b *testing.B) {
	s := open(b, "library:baseline")
	for b.Loop() {
		extend(b, newRunner(b, s, 104, 0), asked)
	}
}

// BenchmarkFirst is what a hand on a slider waits for: 20 replications over two
// years from nothing, for a value that has moved.
func BenchmarkFirst(b *testing.B) {
	for _, c := range []struct{ name, set string }{
		{"headcount", "decisions.staffing.headcount=46"},
		{"handle time", "world.contact.phone.handle_time=\"425s\""},
		{"patience", "world.contact.phone.patience={ kind = \"hyperexponential\", p = 0.25, mean_1 = \"110s\", mean_2 = \"780s\" }"},
	} {
		s := open(b, "library:baseline", c.set)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				extend(b, newRunner(b, s, 104, 0), 20)
			}
		})
	}
}

// asked is how many replications a run is asked for.
const asked = 1000

func newRunner(t fataler, s *scenario.Scenario, weeks, workers int) *sim.Runner {
	t.Helper()
	r, err := sim.NewRunner(s, sim.Options{Weeks: weeks, Workers: workers, Replications: asked})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func extend(t fataler, r *sim.Runner, n int) {
	t.Helper()
	if err := r.Extend(context.Background(), n); err != nil {
		t.Fatal(err)
	}
}

// threeTypes is telephone, chat and e-mail in one queue.
func threeTypes(t fataler) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("three.toml", []byte(`format = 1
[world.customers]
initial = 120_000
[[world.contact]]
name = "phone"
share = 0.6
handle_time = "7m"
patience = { kind = "hyperexponential", p = 0.25, mean_1 = "100s", mean_2 = "780s" }
redial = 0.3
answer_within = "20s"
[[world.contact]]
name = "chat"
channel = "chat"
share = 0.25
handle_time = "8m"
patience = { kind = "exponential", mean = "4m" }
redial = 0.2
answer_within = "60s"
difficulty = 0.4
[[world.contact]]
name = "email"
channel = "email"
share = 0.15
handle_time = "6m"
patience = { kind = "none" }
answer_within = "1h"
difficulty = 0.6
`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
