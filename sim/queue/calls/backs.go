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
	profile *profile
	all     []placed // of the day, in the order in which they come
	again   random.Family
	mean    float64 // handle time
	words   *words

	found    []placed // in any order
	entities []uint64
	places   []uint64
	counts   []int32
}

// placed is a case that comes back and the random word that says when.
type placed struct {
	name
	place uint64
}

// open begins a day with the cases found. The key names seed and replication.
func (b *backs) open(key random.Key, mean float64) {
	n := len(b.found)
	b.mean, b.first, b.i, b.n = mean, 0, 0, 0
	b.all = sized(b.all, n)
	if n == 0 {
		return
	}
	b.entities, b.places = sized(b.entities, n), sized(b.places, n)
	for i := range b.found {
		b.entities[i] = b.found[i].entity()
	}
	key.Quantity = placeName
	family := key.Family()
	family.Words(b.entities, b.places)
	for i := range b.found {
		b.found[i].place = b.places[i]
	}
	b.sort()
	key.Quantity = againName
	b.again = key.Family()
	b.fill()
}

// sort puts those found in order: into as many stretches of the day as they are,
// and then by insertion.
func (b *backs) sort() {
	n := len(b.found)
	b.counts = sized(b.counts, n)
	clear(b.counts)
	for _, w := range b.places {
		s, _ := bits.Mul64(w, uint64(n))
		b.counts[s]++
	}
	sum := int32(0)
	for i, x := range b.counts {
		b.counts[i] = sum
		sum += x
	}
	for i := range b.found {
		p := &b.found[i]
		s, _ := bits.Mul64(p.place, uint64(n))
		b.all[b.counts[s]] = *p
		b.counts[s]++
	}
	for i := 1; i < n; i++ {
		if b.all[i-1].place <= b.all[i].place {
			continue
		}
		p, j := b.all[i], i
		for ; j > 0 && b.all[j-1].place > p.place; j-- {
			b.all[j] = b.all[j-1]
		}
		b.all[j] = p
	}
}

func (b *backs) fill() {
	b.first += uint32(b.n)
	n := min(block, len(b.all)-int(b.first))
	b.i, b.n = 0, n
	if n == 0 {
		return
	}
	for i, p := range b.all[b.first:][:n] {
		b.entities[i] = p.entity()
		b.class[i] = p.class()
		b.at[i] = b.profile.timeOf(float64(p.place>>11) / (1 << 53))
	}
	w := b.words
	b.law.draw(&b.again, b.entities[:n], w.handle[:n], w.patience[:n], b.fate[:n], w.pick[:n])
	b.law.handles(w.handle[:n], b.mean, b.handle[:n])
	b.law.patiences(w.patience[:n], w.pick[:n], b.patience[:n])
}

// draw gives further attempts their words, each its own.
func (l *law) draw(f *random.Family, entities, handle, patience, fate, pick []uint64) {
	if l.picks {
		f.Words(entities, handle, patience, fate, pick)
		return
	}
	f.Words(entities, handle, patience, fate)
}

// openBacks finds the come-backs of the days up to this one.
func (e *Engine) openBacks(number int, in *Week) {
	c := &e.cases
	for k := range e.backs {
		e.backs[k].found = e.backs[k].found[:0]
	}
	for c.passed = max(c.passed, number-backDays+1); c.passed <= number; c.passed++ {
		day := c.passed % backDays
		for _, of := range c.days[day] {
			b := &e.backs[of.kind]
			b.found = append(b.found, placed{name: of})
			e.outcomes[of.class()].offered++
		}
		c.clearDay(day)
	}
	key := random.Key{Seed: e.key.Seed, Replication: e.key.Replication}
	for k := range e.backs {
		b := &e.backs[k]
		e.count[k].tally.Arrivals[ComeBack] += len(b.found)
		b.open(key, in.Handle[k])
	}
}
