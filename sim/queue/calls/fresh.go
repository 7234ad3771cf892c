package calls

import (
	"math"

	"lojal/sim/queue"
	"lojal/sim/random"
)

// opening is when each day opens on the day's own clock, in seconds. It is not
// zero so that agents who have been idle since the day before keep their order.
const opening = 86400.0

// block is how many fresh contacts are drawn at a time.
const block = 256

var (
	gapsName     = random.Name("calls/gaps")
	handleName   = random.Name("calls/handle time")
	patienceName = random.Name("calls/patience")
	fateName     = random.Name("calls/fate")
	againName    = random.Name("calls/again")
	shiftName    = random.Name("calls/shift")
	orderName    = random.Name("calls/order of agents")
)

// law draws the handle time and patience of a type.
type law struct {
	sigma    float64
	patience queue.Patience
	scale    float64 // of Weibull patience
	endless  bool
}

func newLaw(t *Type) law {
	l := law{sigma: t.Sigma, patience: t.Patience, endless: t.Channel == Email}
	if l.patience.Kind == queue.None && l.patience.AtOnce == 0 {
		l.endless = true
	}
	if l.patience.Kind == queue.Weibull {
		l.scale = l.patience.Mean / math.Gamma(1+1/l.patience.Shape)
	}
	return l
}

// handles draws handle times of a mean.
func (l *law) handles(s *random.Stream, mean float64, out []float64) {
	switch {
	case l.sigma == 0:
		for i := range out {
			out[i] = mean
		}
	case l.sigma == ExponentialTime:
		fillExp(s, out)
		for i := range out {
			out[i] *= mean
		}
	case mean > 0:
		fillNormal(s, out)
		logNormal(out, mean, l.sigma)
	default:
		clear(out)
	}
}

// patiences draws how long contacts are willing to wait, in seconds.
func (l *law) patiences(s *random.Stream, out []float64) {
	p := &l.patience
	if l.endless {
		for i := range out {
			out[i] = queue.CutOff
		}
		return
	}
	if p.Kind == queue.Exponential && p.AtOnce == 0 {
		fillExp(s, out)
		for i := range out {
			out[i] = min(out[i]*p.Mean, queue.CutOff)
		}
		return
	}
	for i := range out {
		out[i] = l.patienceOf(s)
	}
}

// patienceOf draws one: a choice, then the time.
func (l *law) patienceOf(s *random.Stream) float64 {
	p := &l.patience
	choice := s.Uint64()
	x := 0.0
	switch p.Kind {
	case queue.None:
		x = queue.CutOff
	case queue.Exponential:
		x = p.Mean * drawExp(s)
	case queue.Hyperexponential:
		means := [2]float64{p.Mean2, p.Mean1}
		x = means[below(choice>>32, p.P)] * drawExp(s)
	case queue.Weibull:
		x = l.scale * math.Pow(drawExp(s), 1/p.Shape)
	case queue.Lognormal:
		x = p.Mean * exp(float64(p.Sigma*drawNormal(s))-p.Sigma*p.Sigma/2)
	}
	if below(choice&(1<<32-1), p.AtOnce) == 1 {
		return 0
	}
	return min(x, queue.CutOff)
}

// below is 1 where 32 random bits fall below a share, else 0.
func below(bits uint64, share float64) int {
	if bits < chance(share) {
		return 1
	}
	return 0
}

// chance is a share of all 32-bit numbers.
func chance(share float64) uint64 { return uint64(math.Round(min(max(share, 0), 1) * (1 << 32))) }

// fresh draws a type's fresh contacts of a day, a block at a time.
type fresh struct {
	law
	at, handle, patience [block]float64
	fate                 [block]uint64
	i, n                 int    // next of the block, and how many there are
	first                uint32 // index in the day of the block's first

	mean   float64 // handle time
	fated  bool    // outcomes are drawn
	gaps   random.Stream
	times  random.Stream
	waits  random.Stream
	fates  random.Stream
	sum    float64     // of gaps: the intensity passed
	slot   int         // half hour of sum
	before float64     // intensity before the half hour
	rates  [][]float64 // [half hour][type]
	kind   int
}

// open begins a day. The key names seed, replication and week.
func (f *fresh) open(key random.Key, kind int, d *Day, mean float64, fated bool) {
	key.Entity = uint64(kind)<<32 | uint64(uint32(d.Number))
	key.Quantity = gapsName
	f.gaps.Seek(key)
	key.Quantity = handleName
	f.times.Seek(key)
	key.Quantity = patienceName
	f.waits.Seek(key)
	key.Quantity = fateName
	f.fates.Seek(key)
	f.mean, f.fated, f.rates, f.kind = mean, fated, d.Fresh, kind
	f.sum, f.slot, f.before, f.first, f.n = 0, 0, 0, 0, 0
	f.i = 0
	f.fill()
}

// next is when the next one comes; +Inf where none does.
func (f *fresh) next() float64 {
	if f.i == f.n {
		return math.Inf(1)
	}
	return f.at[f.i]
}

// skip goes on to the next contact.
func (f *fresh) skip() {
	if f.i++; f.i == block {
		f.fill()
	}
}

func (f *fresh) fill() {
	f.first += uint32(f.n)
	f.i, f.n = 0, 0
	if f.slot == len(f.rates) {
		return
	}
	fillExp(&f.gaps, f.at[:])
	f.n = f.place()
	if f.n == 0 {
		return
	}
	f.handles(&f.times, f.mean, f.handle[:])
	f.patiences(&f.waits, f.patience[:])
	if f.fated {
		for i := range f.fate {
			f.fate[i] = f.fates.Uint64()
		}
	} else {
		clear(f.fate[:])
	}
}

// place turns the gaps of the block into times; it returns how many come before
// closing.
func (f *fresh) place() int {
	rate := f.rates[f.slot][f.kind]
	start, each := opening+float64(f.slot)*halfHour, halfHour/rate
	end := f.before + rate
	for i, gap := range f.at {
		f.sum += gap
		for f.sum >= end {
			f.slot++
			if f.slot == len(f.rates) {
				return i
			}
			f.before, rate = end, f.rates[f.slot][f.kind]
			end += rate
			start, each = opening+float64(f.slot)*halfHour, halfHour/rate
		}
		f.at[i] = start + float64((f.sum-f.before)*each)
	}
	return block
}

// contact is the next one, to be kept.
func (f *fresh) contact(kind, day int) contact {
	return contact{name: name{uint32(day), f.first + uint32(f.i), 0, false, uint8(kind)}, state: waiting,
		at: f.at[f.i], handle: f.handle[f.i], patience: f.patience[f.i], fate: f.fate[f.i]}
}
