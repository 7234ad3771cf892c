package sim

import (
	"context"
	"math/rand/v2"
	"testing"
)

// Each week of each replication comes to its place, in whatever order replications end
// and however many are laid together.
func TestWeeksFindTheirPlaces(t *testing.T) {
	const weeks, n = 3, 2*together + 5
	d := newDraws(1, weeks, 0)
	d.grow(context.Background(), n+1)
	number := func(i, row, w int) float32 { return float32(1000*i + weeks*row + w) }
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(n) {
		l := loose{replication: i}
		for row := range len(d.series) + len(d.weights) {
			for w := range weeks {
				l.weeks = append(l.weeks, number(i, row, w))
			}
		}
		d.keep(l)
	}
	d.lay()
	for row, column := range append(d.series[:len(d.series):len(d.series)], d.weights...) {
		for w := range column {
			for i := range n {
				if got := column[w][i]; got != number(i, row, w) {
					t.Fatalf("row %d, week %d of replication %d is %v", row, w, i, got)
				}
			}
			if column[w][n] != 0 {
				t.Fatalf("row %d, week %d has a replication too many", row, w)
			}
		}
	}
}
