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

// At begins the stream of an entity.
func (f *Family) At(entity uint64) Words {
	h := mix(mix(mix(f.name^entity)^f.replication) ^ f.week)
	return Words{h, mix(h)}
}

// Words is a place in a stream, from where its words are those of a [Stream] at the
// same key. It is a value, to be kept in registers and by the thousand.
type Words struct{ high, low uint64 }

// Next is the next word and the place after it. It is PCG XSL RR 128/64 (O'Neill
// 2014), as [Stream]'s.
func (w Words) Next() (Words, uint64) {
	const (
		multiplierHigh, multiplierLow = 0x2360ed051fc65da4, 0x4385df649fccf645
		incrementHigh, incrementLow   = 0x5851f42d4c957f2d, 0x14057b7ef767814f
	)
	h, l := bits.Mul64(w.low, multiplierLow)
	h += w.high * multiplierLow
	h += w.low * multiplierHigh
	l, carry := bits.Add64(l, incrementLow, 0)
	h, _ = bits.Add64(h, incrementHigh, carry)
	return Words{h, l}, bits.RotateLeft64(h^l, -int(h>>58))
}
