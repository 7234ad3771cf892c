// Package random is where chance comes from: streams of random numbers that are
// found by name, and the distributions of uncertain inputs. It is the only
// package that knows the generator.
package random

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	exprand "golang.org/x/exp/rand"
)

// Quantity is what a stream is drawn for, by name.
type Quantity uint64

// Name makes the Quantity of a name (FNV-1a of its bytes).
func Name(name string) Quantity {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return Quantity(h)
}

// Key names one stream. Two keys that differ in any part give independent
// streams; the same key gives the same numbers whatever else was drawn.
type Key struct {
	Seed        uint64
	Quantity    Quantity
	Entity      uint64 // the agent, contact or calendar slot; 0 where there is one only
	Replication uint64
	Week        uint64 // 0 where the draw does not belong to a week
}

// Stream is a sequence of random numbers. The zero value must be pointed at a
// key before use; a stream is not for use by several goroutines.
type Stream struct {
	pcg    exprand.PCGSource
	normal *rand.Rand // draws from pcg and keeps no state of its own
}

// At makes the stream of a key.
func At(k Key) *Stream {
	s := &Stream{}
	s.Seek(k)
	return s
}

// Seek points a stream at a key, so that one stream serves many keys in turn.
//
// PCGSource mixes its seed too little: the first numbers of consecutive seeds
// are dependent. The parts of the key therefore go through SplitMix64 (Steele,
// Lea and Flood 2014), and both words of the state are set.
func (s *Stream) Seek(k Key) { s.SeekWeek(k.Course(), k.Week) }

// Course is the streams of a key in all weeks.
type Course uint64

// Course names the streams of a key in all weeks, whatever its own week is.
func (k Key) Course() Course {
	h := mix(k.Seed)
	h = mix(h ^ uint64(k.Quantity))
	h = mix(h ^ k.Entity)
	return Course(mix(h ^ k.Replication))
}

// SeekWeek points a stream at the key of a course in a week.
func (s *Stream) SeekWeek(c Course, week uint64) {
	h := mix(uint64(c) ^ week)
	var state [16]byte
	binary.BigEndian.PutUint64(state[:8], h)
	binary.BigEndian.PutUint64(state[8:], mix(h))
	_ = s.pcg.UnmarshalBinary(state[:]) // fails on a wrong length only
}

// FirstWords are the first words of the streams of courses in a week: a loop, because
// a call for each would cost as much again.
func FirstWords(courses []Course, week uint64, out []uint64) {
	out = out[:len(courses)]
	for i, c := range courses {
		h := mix(uint64(c) ^ week)
		_, out[i] = Words{h, mix(h)}.Next()
	}
}

// mix is one step of SplitMix64 from state x.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Uint64 is 64 random bits; with it a Stream is a math/rand/v2.Source, which
// gonum's distributions take.
func (s *Stream) Uint64() uint64 { return s.pcg.Uint64() }

// Float64 is uniform on (0, 1), ends excluded.
func (s *Stream) Float64() float64 {
	return (float64(s.pcg.Uint64()>>11) + .5) / (1 << 53)
}

// Exp is exponential with mean one.
func (s *Stream) Exp() float64 { return -math.Log(s.Float64()) }

// Normal is standard normal.
func (s *Stream) Normal() float64 {
	if s.normal == nil {
		s.normal = rand.New(&s.pcg)
	}
	return s.normal.NormFloat64()
}
