// Package yardstick is what benchmarks measure the engine by, so that figures of one
// machine tell something on another: the barest recursion of a single queue.
package yardstick

import (
	"math"
	"math/bits"
	"testing"
	"time"

	"lojal/sim/random"
)

// Source is xoshiro256++ (Blackman and Vigna 2019).
type Source struct{ a, b, c, d uint64 }

// NewSource is a source of the same numbers each time.
func NewSource() *Source {
	s := random.At(random.Key{Seed: 1})
	return &Source{s.Uint64(), s.Uint64(), s.Uint64(), s.Uint64()}
}

func (x *Source) next() uint64 {
	r := bits.RotateLeft64(x.a+x.d, 23) + x.a
	t := x.b << 17
	x.c ^= x.a
	x.d ^= x.b
	x.b ^= x.c
	x.a ^= x.d
	x.c ^= t
	x.d = bits.RotateLeft64(x.d, 45)
	return r
}

func (x *Source) exp() float64 {
	for {
		w := x.next()
		i := w & 255
		v := float64(w>>11) * random.Exponential.Width[i]
		if w>>11 < random.Exponential.Keep[i] {
			return v
		}
		u := float64(x.next()>>11) / (1 << 53)
		if i == 0 {
			return random.Exponential.Right - math.Log(1-u)
		}
		if random.Exponential.Height[i]+u*(random.Exponential.Height[i+1]-random.Exponential.Height[i]) < math.Exp(-v) {
			return v
		}
	}
}

// newTree is a packed winner tree of when agents become free: as many leaves as a power of
// two, the low bits of each telling which it is.
func newTree(agents int) (v []uint64, mask uint64) {
	leaves := 1 << bits.Len(uint(agents-1))
	v, mask = make([]uint64, 2*leaves), uint64(leaves-1)
	for j := len(v) - 1; j > 0; j-- {
		switch i := j - leaves; {
		case i < 0:
			v[j] = min(v[2*j], v[2*j+1])
		case i < agents:
			v[j] = uint64(i)
		default:
			v[j] = math.Float64bits(math.Inf(1)) | uint64(i)
		}
	}
	return v, mask
}

// Run plays n contacts of M/M/100+M with .35 contacts a second, handle time 300 s and
// patience 120 s, no statistics but the sum of waits and the number of abandoned.
func Run(n int, x *Source) (waits float64, abandoned int) {
	v, mask := newTree(100)
	now := 0.0
	for range n {
		now += x.exp() / .35
		service, patience := x.exp()*300, x.exp()*120
		root := v[1]
		start := math.Float64frombits(max(root&^mask, math.Float64bits(now)))
		wait := start - now
		if patience < wait {
			abandoned++
			waits += patience
			continue
		}
		waits += wait
		leaf := root & mask
		word := math.Float64bits(start+service)&^mask | leaf
		j := uint64(len(v))/2 + leaf
		v[j] = word
		for j > 1 {
			word = min(word, v[j^1])
			j >>= 1
			v[j] = word
		}
	}
	return waits, abandoned
}

// Turns measures work in turns with the yardstick. The zero value is ready.
type Turns struct {
	x         *Source
	yard, own float64 // nanoseconds a contact, and a piece of the work, at their best
}

const contacts = 20_000

// Measure times both once; work tells how many pieces it did.
func (t *Turns) Measure(work func() int) {
	if t.x == nil {
		t.x, t.yard, t.own = NewSource(), math.Inf(1), math.Inf(1)
	}
	start := time.Now()
	Run(contacts, t.x)
	t.yard = min(t.yard, float64(time.Since(start))/contacts)
	start = time.Now()
	n := work()
	t.own = min(t.own, float64(time.Since(start))/float64(n))
}

// Report gives nanoseconds a piece, and the ratio to a contact of the yardstick, both at
// their best.
func (t *Turns) Report(b *testing.B, piece string) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(t.own, "ns/"+piece)
	b.ReportMetric(t.yard, "ns/yardstick")
	b.ReportMetric(t.own/t.yard, "ratio")
}
