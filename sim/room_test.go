package sim

import "testing"

// Room is made for what is wanted at first, then for all that is asked for, and for
// twice as many where that is very much.
func TestRoomFor(t *testing.T) {
	for _, c := range []struct{ done, n, most, want int }{
		{0, 20, 1000, 20},
		{0, 1000, 1000, leastRoom},
		{20, 1000, 1000, 1000},
		{leastRoom, leastRoom + 64, 10_000, 10_000},
		{leastRoom, 150_000, 150_000, mostRoom},
		{mostRoom, 150_000, 150_000, 2 * mostRoom},
		{9 * mostRoom, 150_000, 150_000, 150_000},
	} {
		if got := roomFor(c.done, c.n, c.most); got != c.want {
			t.Errorf("%d done, %d wanted of %d: room for %d, want %d", c.done, c.n, c.most, got, c.want)
		}
	}
}
