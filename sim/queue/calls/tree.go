package calls

import (
	"math"
	"math/bits"
)

// tree is a tournament of times over a fixed number of leaves. A word is the
// bits of a time ≥ 0, which order as the time does, its lowest bits replaced by
// the leaf: equal times are won by the lower leaf. v[1] is the smallest word.
type tree struct {
	v    []uint64 // leaf i is v[len(v)/2+i]
	mask uint64   // of the leaf in a word
}

// reset makes room for n leaves, none of which has a time.
func (t *tree) reset(n int) {
	size := 1 << bits.Len(uint(max(n, 2)-1))
	t.mask = uint64(size - 1)
	if cap(t.v) < 2*size {
		t.v = make([]uint64, 2*size)
	}
	t.v = t.v[:2*size]
	t.clear()
}

func (t *tree) clear() {
	size := len(t.v) / 2
	for i := range size {
		t.v[size+i] = t.word(math.Inf(1), i)
	}
	t.build()
}

// build plays all matches from the leaves up.
func (t *tree) build() {
	for i := len(t.v)/2 - 1; i > 0; i-- {
		t.v[i] = min(t.v[2*i], t.v[2*i+1])
	}
}

func (t *tree) word(at float64, leaf int) uint64 {
	return math.Float64bits(at)&^t.mask | uint64(leaf)
}

func (t *tree) time(word uint64) float64 { return math.Float64frombits(word &^ t.mask) }

// set gives a leaf its word.
func (t *tree) set(leaf int, word uint64) {
	v := t.v
	j := len(v)/2 + leaf
	v[j] = word
	for j > 1 {
		word = min(word, v[j^1])
		j >>= 1
		v[j] = word
	}
}

// grow makes room for more leaves.
func (t *tree) grow(leaves int) {
	old := *t
	size := len(old.v) / 2
	if leaves <= size {
		return
	}
	*t = tree{}
	t.reset(leaves)
	for i := range size {
		t.v[len(t.v)/2+i] = t.word(old.time(old.leaf(i)), i)
	}
	t.build()
}

// turnBack makes all times earlier.
func (t *tree) turnBack(by float64) {
	size := len(t.v) / 2
	for i := range size {
		t.v[size+i] = t.word(earlierBy(by, t.time(t.leaf(i))), i)
	}
	t.build()
}

// earlierBy is a time ≥ 0 made earlier: what would come before 0 stays just after it,
// in the same order for some weeks of days.
func earlierBy(by, at float64) float64 { return max(at-by, at/(1<<20)) }

func (t *tree) leaf(i int) uint64 { return t.v[len(t.v)/2+i] }

// dated is something due at a time.
type dated struct {
	at float64
	id int32
}

// agenda is a binary heap of dated things, the earliest first.
type agenda []dated

func (h agenda) next() float64 {
	if len(h) == 0 {
		return math.Inf(1)
	}
	return h[0].at
}

func (h *agenda) push(d dated) {
	*h = append(*h, d)
	s := *h
	i := len(s) - 1
	for i > 0 {
		up := (i - 1) / 2
		if s[up].at <= d.at {
			break
		}
		s[i] = s[up]
		i = up
	}
	s[i] = d
}

func (h *agenda) pop() dated {
	s := *h
	top, last := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	if len(s) == 0 {
		return top
	}
	i := 0
	for {
		c := 2*i + 1
		if c >= len(s) {
			break
		}
		if c+1 < len(s) && s[c+1].at < s[c].at {
			c++
		}
		if s[c].at >= last.at {
			break
		}
		s[i] = s[c]
		i = c
	}
	s[i] = last
	return top
}
