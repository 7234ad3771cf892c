package loyalty

import "math"

// Base is the customer base of one replication.
type Base struct {
	law        *Law
	quiet      [Levels]float64 // customers without a complaint in the window
	loud       [Levels]float64 // the others
	complained [Window]float64 // loud customers by the week of their last complaint
	oldest     int             // the one that leaves the window next
	start      [Levels]float64 // customers of week 0
	steps      []step          // of each week, for retention
}

// Week is what happened to the base in a week. Counts are customers.
type Week struct {
	Start, Lost, LostQuiet, New, End float64
}

// NewBase starts with so many customers distributed as shape (which sums to 1),
// and with the complaints of a settled flow of so many a customer and week.
func NewBase(l *Law, customers float64, shape *[Levels]float64, complaints float64) *Base {
	b := &Base{law: l}
	loud := -math.Expm1(-complaints * Window)
	b.quiet = scaled(shape, customers*(1-loud))
	b.loud = scaled(shape, customers*loud)
	for k := range b.complained { // k = 0 leaves next: complained Window weeks ago
		age := float64(Window - 1 - k)
		b.complained[k] = customers * (math.Exp(-complaints*age) - math.Exp(-complaints*(age+1)))
	}
	b.start = scaled(shape, customers)
	return b
}

// Reset makes the base as NewBase does, keeping its memory.
func (b *Base) Reset(l *Law, customers float64, shape *[Levels]float64, complaints float64) {
	steps := b.steps[:0]
	*b = *NewBase(l, customers, shape, complaints)
	b.steps = steps
}

// Warm plays weeks of a steady flow, contacts and newcomers given a customer, so
// that those who complained are where they settle, and then starts anew with the
// customers that there were.
func (b *Base) Warm(each *Contacts, newcomers float64, weeks int) {
	before, was := b.Customers(), *b
	if before <= 0 {
		return
	}
	for range weeks {
		c := Contacts{GaveUp: each.GaveUp * before}
		for k := range c.Late {
			c.Late[k], c.Fought[k] = each.Late[k]*before, each.Fought[k]*before
		}
		for j := range c.Count {
			c.Count[j], c.Complaint[j] = each.Count[j]*before, each.Complaint[j]*before
		}
		b.Advance(&c, newcomers*before)
		now := b.Customers()
		if now <= 0 { // everybody left on the way
			was.steps = b.steps[:0]
			*b = was
			return
		}
		b.scale(before / now)
	}
	for i := range b.start {
		b.start[i] = b.quiet[i] + b.loud[i]
	}
	b.steps = b.steps[:0]
}

// scale makes so many times the customers of those there are.
func (b *Base) scale(f float64) {
	b.quiet, b.loud = scaled(&b.quiet, f), scaled(&b.loud, f)
	for k := range b.complained {
		b.complained[k] *= f
	}
}

// Customers is how many there are.
func (b *Base) Customers() float64 { return total(&b.quiet) + total(&b.loud) }

// Advance plays a week: contacts move customers, memory fades, some leave, and
// newcomers join who are not at risk before the next week.
func (b *Base) Advance(c *Contacts, newcomers float64) Week {
	w := Week{Start: b.Customers(), New: newcomers}
	s := stepOf(c, w.Start)
	b.steps = append(b.steps, s)
	complaining := 0.0
	for range s.times {
		complaining += b.meet(&s)
	}
	b.quiet, b.loud = b.law.faded(&b.quiet), b.law.faded(&b.loud)
	b.age(complaining)
	for i := range Levels {
		p := b.law.leaving(i, &s)
		w.LostQuiet += b.quiet[i] * p
		w.Lost += b.loud[i] * p
		b.quiet[i] -= b.quiet[i] * p
		b.loud[i] -= b.loud[i] * p
	}
	b.keepComplaints()
	w.Lost += w.LostQuiet
	p := placeOf(b.law.rules.Newcomer)
	b.quiet[p.at] += newcomers * (1 - p.up)
	b.quiet[p.at+1] += newcomers * p.up
	w.End = b.Customers()
	return w
}

// meet is one pass of contacts; it returns how many complained.
func (b *Base) meet(s *step) float64 {
	var silent [Scores]float64
	rate := 0.0
	for j := range silent {
		silent[j] = s.share[j] - s.complaint[j]
		rate += s.complaint[j]
	}
	quiet, loud := scaled(&b.quiet, s.stay), scaled(&b.loud, s.stay)
	b.law.moveBoth(&quiet, &loud, b, &silent, s)
	complaining := rate * (total(&b.quiet) + total(&b.loud))
	again := 1 - rate
	for k := range b.complained {
		b.complained[k] *= again
	}
	b.quiet, b.loud = quiet, loud
	return complaining
}

// age puts this week's complaints into the window and lets the oldest out of it.
func (b *Base) age(complaining float64) {
	expired := b.complained[b.oldest]
	b.complained[b.oldest] = complaining
	b.oldest = (b.oldest + 1) % Window
	loud := total(&b.loud)
	if loud <= 0 {
		return
	}
	f := min(1, expired/loud)
	for i, m := range b.loud {
		b.quiet[i] += m * f
		b.loud[i] = m - m*f
	}
}

// keepComplaints scales the window to the customers who are still there.
func (b *Base) keepComplaints() {
	sum := 0.0
	for _, c := range b.complained {
		sum += c
	}
	if sum <= 0 {
		return
	}
	f := total(&b.loud) / sum
	for k := range b.complained {
		b.complained[k] *= f
	}
}

// State tells the base at one moment; shares are of all customers, NaN without any.
type State struct {
	Customers, Mean, VerySatisfied, Dissatisfied float64
}

// VerySatisfied customers are at this level or above, dissatisfied ones below.
const (
	VerySatisfied = 80
	Dissatisfied  = 60
)

// State sums the base up.
func (b *Base) State() State {
	var s State
	for i := range Levels {
		m := b.quiet[i] + b.loud[i]
		s.Customers += m
		s.Mean += m * float64(i)
		if i >= VerySatisfied {
			s.VerySatisfied += m
		}
		if i < Dissatisfied {
			s.Dissatisfied += m
		}
	}
	s.Mean /= s.Customers
	s.VerySatisfied /= s.Customers
	s.Dissatisfied /= s.Customers
	return s
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
	stays := [Levels]float64{}
	for i := range stays {
		stays[i] = 1
	}
	for w := weeks - 1; w >= 0; w-- {
		stays = b.law.back(&stays, &b.steps[w])
	}
	share := func(from, to int) float64 {
		var n, kept float64
		for i := from; i < to; i++ {
			n += b.start[i]
			kept += b.start[i] * stays[i]
		}
		return kept / n
	}
	return share(0, Levels), share(VerySatisfied, Levels), share(0, Dissatisfied)
}

// back is the chance of staying seen a week earlier: the transpose of Advance.
func (l *Law) back(after *[Levels]float64, s *step) [Levels]float64 {
	var survive, v [Levels]float64
	for i := range Levels {
		survive[i] = (1 - l.leaving(i, s)) * after[i]
	}
	for i, p := range l.fade {
		v[i] = survive[p.at] + p.up*(survive[p.at+1]-survive[p.at])
	}
	steps := l.steps(&s.share)
	k := kernelOf(&s.share, &steps)
	for range s.times {
		u := scaled(&v, s.stay)
		l.seen(&u, &v, &k)
		v = u
	}
	return v
}
