package loyalty

import "math"

// Base is the customer base of one replication.
type Base struct {
	law       *Law
	crowd               // the established; everybody where newcomers leave as they do
	newcomers *crowd    // nil where they leave as the established do
	oldest    int       // the week that leaves the window next
	start     Shape     // customers of week 0
	steps     []step    // of each week, for retention
	shares    []float64 // of their kernels, one after another
}

// Week is what happened to the base in a week. Counts are customers.
type Week struct {
	Start, Lost, LostQuiet, New, End float64
}

// NewBase starts with so many customers distributed as shape (which sums to 1),
// and with the complaints of a settled flow of so many a customer and week.
func NewBase(l *Law, customers float64, shape *Shape, complaints float64) *Base {
	b := &Base{law: l}
	b.crowd = newCrowd(customers, &shape.Established, complaints)
	if l.tenured() {
		c := newCrowd(customers, &shape.Newcomers, complaints)
		b.newcomers = &c
	}
	b.start = Shape{scaled(&shape.Established, customers), scaled(&shape.Newcomers, customers)}
	return b
}

// Reset makes the base as NewBase does, keeping its memory.
func (b *Base) Reset(l *Law, customers float64, shape *Shape, complaints float64) {
	steps, shares := b.steps[:0], b.shares[:0]
	*b = *NewBase(l, customers, shape, complaints)
	b.steps, b.shares = steps, shares
}

// Customers is how many there are.
func (b *Base) Customers() float64 {
	n := b.count()
	if b.newcomers != nil {
		n += b.newcomers.count()
	}
	return n
}

// Advance plays a week: contacts move customers, memory fades, some leave, some
// newcomers become established, and new ones join who are not at risk before the
// next week.
func (b *Base) Advance(c *Contacts, newcomers float64) Week {
	n := b.Customers()
	b.steps = append(b.steps, stepOf(c, n))
	s := &b.steps[len(b.steps)-1]
	b.law.plan(s, b.fading(n))
	b.shares = append(b.shares, s.all.share...)
	s.all.share = b.shares[len(b.shares)-len(s.all.share):]
	if s.times == 1 {
		s.low = b.lowest(n)
	}
	return b.move(n, s, newcomers)
}

// move is a week of so many customers.
func (b *Base) move(customers float64, s *step, newcomers float64) Week {
	w := Week{Start: customers, New: newcomers}
	w.Lost, w.LostQuiet = b.week(b.law, s, &b.law.leave, b.oldest)
	to := &b.crowd
	if b.newcomers != nil {
		to = b.newcomers
		lost, quiet := to.week(b.law, s, &b.law.leaveNew, b.oldest)
		w.Lost, w.LostQuiet = w.Lost+lost, w.LostQuiet+quiet
		to.settle(&b.crowd, b.law.settle)
	}
	b.oldest = (b.oldest + 1) % Window
	to.join(b.law, newcomers)
	w.End = b.Customers()
	return w
}

// nobody is a share of the customers that is lost in rounding.
const nobody = 1e-16

// lowest is the lowest level that customers are at in a week with one pass of
// contacts, which shrinks them before memory fades, but for nobody.
func (b *Base) lowest(customers float64) uint8 {
	i := b.crowd.lowest(nobody * customers)
	if b.newcomers != nil {
		i = min(i, b.newcomers.lowest(nobody*customers))
	}
	low := b.law.shrink[i].at
	return min(low, b.law.fade[low].at)
}

// fading is the variance that a week of fading adds on the grid, a customer.
func (b *Base) fading(customers float64) float64 {
	sum := b.crowd.fading(b.law)
	if b.newcomers != nil {
		sum += b.newcomers.fading(b.law)
	}
	return sum / max(customers, 1e-300)
}

// State tells the base at one moment; shares are of all customers, NaN without any.
// Newcomers are told apart only where they leave at odds of their own.
type State struct {
	Customers, Mean, VerySatisfied, Dissatisfied, Newcomers float64
}

// VerySatisfied customers are at this level or above, dissatisfied ones below.
const (
	VerySatisfied = 80
	Dissatisfied  = 60
)

// State sums the base up.
func (b *Base) State() State {
	all, newcomers := &b.all, 0.0
	if b.newcomers != nil {
		newcomers = b.newcomers.count()
		both := b.all
		for i, n := range b.newcomers.all {
			both[i] += n
		}
		all = &both
	}
	n, sum := 0.0, 0.0
	for i := Levels - 1; i > 0; i-- {
		n += all[i]
		sum += n // each counts once for every level below
	}
	n += all[0]
	return State{
		Customers:     n,
		Mean:          sum / n,
		VerySatisfied: above(all, VerySatisfied) / n,
		Dissatisfied:  (n - above(all, Dissatisfied)) / n,
		Newcomers:     newcomers / n,
	}
}

// above is how many customers stand at a level or higher.
func above(all *[Levels]float64, level int) (n float64) {
	for _, m := range all[level+1:] {
		n += m
	}
	return n + all[level]*upper(all, level)
}

// upper is the share of the customers of a grid point who stand at its level or
// higher. It holds customers from both sides, as many as its neighbours tell, of whom
// half are below; what stands out from the neighbours stands at the level itself, as
// newcomers do, and those whose memory has faded.
func upper(all *[Levels]float64, level int) float64 {
	n, around := all[level], (all[level-1]+all[level+1])/2
	if n <= 0 {
		return 1
	}
	return 1 - min(n, around)/n/2
}

// Retention is the share of the customers of week 0 that are still there after
// so many weeks: all, those very satisfied at the start, those dissatisfied.
// NaN when fewer weeks were played or nobody was in the class.
//
// The chance of still being there is carried backwards from the last week, which
// needs one pass for all classes.
func (b *Base) Retention(weeks int) (all, very, dissatisfied float64) {
	if len(b.steps) < weeks {
		return math.NaN(), math.NaN(), math.NaN()
	}
	stays := b.law.stays(b.steps[:weeks])
	everybody := b.start.Established
	for i, n := range b.start.Newcomers {
		everybody[i] += n
	}
	most, content := classOf(&everybody, VerySatisfied), classOf(&everybody, Dissatisfied)
	var sum [3]kept
	for i := range Levels {
		for _, kind := range [2][2]float64{{b.start.Established[i], stays.Established[i]}, {b.start.Newcomers[i], stays.Newcomers[i]}} {
			n, chance := kind[0], kind[1]
			sum[0].add(n, chance)
			sum[1].add(n*most.share(i), chance)
			sum[2].add(n*(1-content.share(i)), chance)
		}
	}
	return sum[0].share(), sum[1].share(), sum[2].share()
}

// class is customers from a level up: all above it, and a share of those at it.
type class struct {
	level int
	at    float64
}

func classOf(all *[Levels]float64, level int) class { return class{level, upper(all, level)} }

func (c class) share(i int) float64 {
	switch {
	case i > c.level:
		return 1
	case i == c.level:
		return c.at
	}
	return 0
}

// kept counts customers, and those of them that stay.
type kept struct{ all, stay float64 }

func (k *kept) add(n, chance float64) { k.all, k.stay = k.all+n, k.stay+n*chance }

func (k *kept) share() float64 { return k.stay / k.all }

// stays is the chance of still being there after some weeks, by level; that of
// newcomers means nothing where they are not told apart.
func (l *Law) stays(weeks []step) Shape {
	var old, fresh [Levels]float64
	for i := range Levels {
		old[i], fresh[i] = 1, 1
	}
	for w := len(weeks) - 1; w >= 0; w-- {
		if l.tenured() {
			for i, m := range fresh { // some are established by then
				fresh[i] = m + l.settle*(old[i]-m)
			}
			l.back(&fresh, &weeks[w], &l.leaveNew)
		}
		l.back(&old, &weeks[w], &l.leave)
	}
	return Shape{old, fresh}
}

// back is the chance of staying seen a week earlier: the transpose of a week of
// contacts, fading and leaving.
func (l *Law) back(x *[Levels]float64, s *step, leave *leaving) {
	survive, chance, v := l.lines[0].line(), leave.in(s)[:], x[:]
	for i := int(s.low); i < Levels; i++ {
		survive[i] = v[i] - v[i]*chance[i]
	}
	for i := int(s.low); i < Levels; i++ {
		v[i] = survive.between(l.fade[i])
	}
	for range s.times {
		l.seen(x, s.low, s.stay, s.all)
	}
}
