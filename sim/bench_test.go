package sim_test

import (
	"context"
	"testing"

	"lojal/sim"
)

// One replication of the baseline over two years on one core; the figure that
// counts is ns/week.
func BenchmarkReplication(b *testing.B) {
	const weeks = 104
	s := open(b, "library:baseline")
	r, err := sim.NewRunner(s, sim.Options{Weeks: weeks, Workers: 1, Replications: 1 << 20})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if err := r.Extend(context.Background(), n); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n*weeks), "ns/week")
}
