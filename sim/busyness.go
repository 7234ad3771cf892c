package sim

import (
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// busyness is how many more needs there are than expected: lognormal factors with mean
// one, each drawn from the stream of its own day and half hour by the clock.
type busyness struct {
	days, perDay int
	factors      []float64 // of the week, of each weekday, of each slot of each weekday

	courses []random.Course // of the factors
	words   []uint64
	key     random.Key // that the courses belong to
	first   int        // half hour of the day at which the first slot starts
}

// newBusyness is an ordinary week of weekdays with so many slots.
func newBusyness(days, slots int) *busyness {
	n := 1 + days + days*slots
	b := &busyness{days: days, perDay: slots, factors: make([]float64, n)}
	for i := range b.factors {
		b.factors[i] = 1
	}
	return b
}

// day is the factor of a whole weekday.
func (b *busyness) day(weekday int) float64 { return b.factors[0] * b.factors[1+weekday] }

// slots are the factors of the slots of a weekday.
func (b *busyness) slots(weekday int) []float64 {
	from := 1 + b.days + weekday*b.perDay
	return b.factors[from : from+b.perDay]
}

var (
	weekBusyness = random.Name("busyness/week")
	dayBusyness  = random.Name("busyness/day")
	slotBusyness = random.Name("busyness/half hour") // by weekday and clock
)

// draw finds the busyness of the week of a key.
func (b *busyness) draw(d *scenario.Demand, key random.Key) {
	b.chart(key, int(d.Opens/halfHour))
	random.FirstWords(b.courses, key.Week, b.words)
	from := 0
	for _, part := range [...]struct {
		factors int
		cv      float64
	}{{1, d.ForecastCV}, {b.days, d.DayCV}, {b.days * b.perDay, d.IntervalCV}} {
		to := from + part.factors
		random.Busyness(b.words[from:to], part.cv, b.factors[from:to])
		from = to
	}
}

// chart finds the streams of the factors, which are those of a replication.
func (b *busyness) chart(key random.Key, first int) {
	key.Quantity, key.Entity, key.Week = 0, 0, 0
	if len(b.courses) > 0 && b.key == key && b.first == first {
		return
	}
	b.key, b.first, b.courses = key, first, b.courses[:0]
	b.words = sized(b.words, len(b.factors))
	add := func(q random.Quantity, entity int) {
		key.Quantity, key.Entity = q, uint64(entity)
		b.courses = append(b.courses, key.Course())
	}
	add(weekBusyness, 0)
	for d := range b.days {
		add(dayBusyness, d)
	}
	for d := range b.days {
		for s := range b.perDay {
			add(slotBusyness, d<<32|(first+s))
		}
	}
}
