package queue

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Against a brute force that answers 2,000 equal e-mails a half hour one after the other.
func TestMailAgainstOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const grain = 2000
		slots := rapid.IntRange(1, 4).Draw(t, "slots")
		var m Mail
		var backlog, sizes []float64 // arrival times, and how many each stands for
		for s := range slots {
			w := &Work{From: float64(s) * 4000, Length: 1800, Handle: []float64{300},
				Arrivals: []float64{rapid.Float64Range(0, 20).Draw(t, "arrivals")}, Seconds: rapid.OneOf(rapid.Just(0.), rapid.Float64Range(100, 8000)).Draw(t, "seconds")}
			var count, sum float64
			spent := m.Slot(w, func(_ int, n, delay float64) { count += n; sum += n * delay })

			each := w.Arrivals[0] / grain
			for i := range grain {
				backlog = append(backlog, w.From+(float64(i)+.5)/grain*w.Length)
			}
			// Parcels of other half hours are of other size: keep their sizes.
			sizes = append(sizes, fill(grain, each)...)
			var n, total, now float64
			now = w.From
			for len(backlog) > 0 {
				start := max(now, backlog[0])
				end := start
				if w.Seconds > 0 {
					end += sizes[0] * 300 / w.Seconds * w.Length
				} else if sizes[0] > 0 {
					break
				}
				if end > w.From+w.Length+1e-6 {
					break
				}
				n += sizes[0]
				total += sizes[0] * ((start+end)/2 - backlog[0])
				now, backlog, sizes = end, backlog[1:], sizes[1:]
			}
			// One of the brute force's e-mails, 0.01 at the most, may fall to either side at both ends.
			if math.Abs(n-count) > .022+.001*n || math.Abs(total-sum) > .022*(w.From+w.Length)+.005*total {
				t.Fatalf("half hour %d: %v answered after %v s in all; one by one %v after %v", s, count, sum, n, total)
			}
			if math.Abs(spent-300*count) > 1e-6*(1+spent) || spent > w.Seconds+1e-6 {
				t.Fatalf("%v seconds spent on %v of %v", spent, count, w.Seconds)
			}
		}
		if got := m.Waiting(); math.Abs(got-total(sizes)) > .022*float64(slots)+.001*got {
			t.Fatalf("%v waiting, want %v", got, total(sizes))
		}
	})
}

func fill(n int, x float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = x
	}
	return out
}

func total(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += x
	}
	return sum
}
