package random

import "math/bits"

// Family is the streams of the keys that differ in their entity alone. Naming one
// of them costs less than with a key of its own.
type Family struct {
	name              uint64 // of seed and quantity
	replication, week uint64
}

// Family names the streams of a key for all entities, whatever its own entity is.
func (k Key) Family() Family {
	return Family{mix(mix(k.Seed) ^ uint64(k.Quantity)), k.Replication, k.Week}
}

// course is that of an entity's key.
func (f *Family) course(entity uint64) Course {
	return Course(mix(mix(f.name^entity) ^ f.replication))
}

// SeekEntity points a stream at the key of an entity of a family.
func (s *Stream) SeekEntity(f *Family, entity uint64) { s.SeekWeek(f.course(entity), f.week) }

// Words gives the first words of the streams of entities: words[j][i] is the j-th of
// entities[i]. Each of words is as long as entities. Words of one stream follow
// from each other slowly; here those of several streams overlap.
func (f *Family) Words(entities []uint64, words ...[]uint64) {
	for i, x := range entities {
		high := mix(uint64(f.course(x)) ^ f.week)
		low := mix(high)
		for _, w := range words {
			high, low = step(high, low)
			w[i] = bits.RotateLeft64(high^low, -int(high>>58))
		}
	}
}

// step moves the state of a PCGSource on: state × multiplier + increment, modulo 2¹²⁸.
func step(high, low uint64) (uint64, uint64) {
	const (
		multiplierHigh, multiplierLow = 0x2360ed051fc65da4, 0x4385df649fccf645
		incrementHigh, incrementLow   = 0x5851f42d4c957f2d, 0x14057b7ef767814f
	)
	h, l := bits.Mul64(low, multiplierLow)
	h += high*multiplierLow + low*multiplierHigh
	l, carry := bits.Add64(l, incrementLow, 0)
	h, _ = bits.Add64(h, incrementHigh, carry)
	return h, l
}
