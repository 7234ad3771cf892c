package sim

import "testing"

// Room is made for what is wanted at first, then for all that is asked for, and for
// twice as many where that is very much.
func TestRoomFor(t *testing.T) {
	for _, c := range []struct{ done, n, asked, most, want int }{
		{0, 20, 1000, 0, 20},
		{0, 1000, 1000, 0, leastRoom},
		{20, 1000, 1000, 0, 1000},
		{leastRoom, leastRoom + 64, 10_000, 0, 10_000},
		{leastRoom, leastRoom + 64, 1000, 100_000, 2 * leastRoom},
		{leastRoom, 600, 100, 0, 600},
		{leastRoom, 150_000, 150_000, 0, mostRoom},
		{mostRoom, 150_000, 150_000, 0, 2 * mostRoom},
		{9 * mostRoom, 150_000, 150_000, 0, 150_000},
	} {
		if got := roomFor(c.done, c.n, c.asked, c.most); got != c.want {
			t.Errorf("%+v: room for %d", c, got)
		}
	}
}
