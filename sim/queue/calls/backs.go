package calls

import (
	"math/bits"

	"lojal/sim/random"
)

// backs draws a type's cases that come back on a day: all their times at opening,
// the rest a lot at a time.
type backs struct {
	lot
	law     law
	mean    float64 // handle time
	profile *profile
	words   *words

	found  []uint64       // cases of the day, as entities, in any order
	shares []uint64       // of the day's contacts before each, of 2⁶⁴
	after  []random.Words // the rest of each one's words
	order  []placed       // in which they come
	counts []int32        // to sort them
}

// placed is one of those found and its share.
type placed struct {
	share uint64
	i     int32
}

// open begins a day with the cases found, whose streams are of a family.
func (b *backs) open(family *random.Family, mean float64) {
	n := len(b.found)
	b.mean, b.first, b.n = mean, 0, 0
	b.shares, b.after = sized(b.shares, n), sized(b.after, n)
	for i, entity := range b.found {
		b.after[i], b.shares[i] = family.At(entity).Next()
	}
	b.sort()
	b.fill()
}

// sort puts those found in order: into as many stretches of the day as they are,
// and then by insertion.
func (b *backs) sort() {
	n := len(b.found)
	b.order, b.counts = sized(b.order, n), sized(b.counts, n)
	clear(b.counts)
	stretch := func(share uint64) uint64 {
		s, _ := bits.Mul64(share, uint64(n))
		return s
	}
	for _, share := range b.shares {
		b.counts[stretch(share)]++
	}
	sum := int32(0)
	for i, x := range b.counts {
		b.counts[i] = sum
		sum += x
	}
	for i, share := range b.shares {
		at := &b.counts[stretch(share)]
		b.order[*at] = placed{share, int32(i)}
		*at++
	}
	for i := 1; i < n; i++ {
		p, j := b.order[i], i
		for ; j > 0 && b.order[j-1].share > p.share; j-- {
			b.order[j] = b.order[j-1]
		}
		b.order[j] = p
	}
}

func (b *backs) fill() {
	b.first += uint32(b.n)
	n := min(block, len(b.order)-int(b.first))
	b.i, b.n = 0, n
	w := b.words
	for i, p := range b.order[b.first:][:n] {
		b.at[i] = float64(p.share>>11) / (1 << 53)
		b.entity[i] = b.found[p.i]
		b.class[i] = classOf(b.entity[i])
		from := b.after[p.i]
		from, w.handle[i] = from.Next()
		from, w.patience[i] = from.Next()
		from, b.fate[i] = from.Next()
		_, w.pick[i] = from.Next()
	}
	b.profile.timesOf(b.at[:n])
	b.law.handles(w.handle[:n], b.mean, b.handle[:n])
	b.law.patiences(w.patience[:n], w.pick[:n], b.patience[:n])
}

// openBacks finds the come-backs of the days up to this one.
func (e *Engine) openBacks(number int, in *Week) {
	c := &e.cases
	for k := range e.backs {
		e.backs[k].found = e.backs[k].found[:0]
	}
	for c.passed = max(c.passed, number-backDays+1); c.passed <= number; c.passed++ {
		day := c.passed % backDays
		for _, entity := range c.days[day] {
			b := &e.backs[entity>>58]
			b.found = append(b.found, entity)
			e.outcomes[classOf(entity)].offered++
		}
		c.clearDay(day)
	}
	for k := range e.backs {
		b := &e.backs[k]
		e.count[k].tally.Arrivals[ComeBack] += len(b.found)
		b.open(&e.attempts, in.Handle[k])
	}
}
