package calls

import (
	"math"

	"lojal/sim/fast"
	"lojal/sim/queue"
	"lojal/sim/random"
)

// opening is when each day opens on the day's own clock, in seconds. It is not
// zero so that agents who have been idle since the day before keep their order.
const opening = 86400.0

var (
	gapsName     = random.Name("calls/gaps")
	handleName   = random.Name("calls/handle time")
	patienceName = random.Name("calls/patience")
	choiceName   = random.Name("calls/kind of patience")
	fateName     = random.Name("calls/fate")
	againName    = random.Name("calls/again")
	placeName    = random.Name("calls/time of coming back")
	shiftName    = random.Name("calls/shift")
	orderName    = random.Name("calls/order of agents")
)

// law is the distribution of the handle time and patience of a type.
type law struct {
	kind       timeKind
	sigma, low float64 // of lognormal handle times with mean one: e^(sigma·z + low)
	patience   queue.Patience
	scale      float64    // of Weibull patience
	means      [2]float64 // of hyperexponential patience, the second drawn with p
	picks      bool       // patience takes a choice beside its variate
	atOnce, p  uint64
}

type timeKind int

const (
	lognormalTime timeKind = iota
	certainTime
	exponentialTime
)

func newLaw(t *Type) law {
	p := t.Patience
	if t.Channel == Email {
		p = queue.Patience{Kind: queue.None}
	}
	l := law{sigma: t.Sigma, low: -t.Sigma * t.Sigma / 2, patience: p, means: [2]float64{p.Mean2, p.Mean1},
		atOnce: chance(p.AtOnce), p: chance(p.P), picks: p.AtOnce > 0 || p.Kind == queue.Hyperexponential}
	switch t.Sigma {
	case 0:
		l.kind = certainTime
	case ExponentialTime:
		l.kind = exponentialTime
	}
	if p.Kind == queue.Weibull {
		l.scale = p.Mean / math.Gamma(1+1/p.Shape)
	}
	return l
}

// handle makes a word a handle time of mean one.
func (l *law) handle(w uint64) float64 {
	switch l.kind {
	case certainTime:
		return 1
	case exponentialTime:
		return random.ExpOf(w)
	}
	return fast.Exp(float64(l.sigma*random.NormalOf(w)) + l.low)
}

// handles makes words handle times of a mean.
func (l *law) handles(words []uint64, mean float64, out []float64) {
	switch l.kind {
	case certainTime:
		for i := range out {
			out[i] = mean
		}
	case exponentialTime:
		random.AllExp(words, mean, out)
	default:
		random.AllLognormal(words, mean, l.sigma, l.low, out)
	}
}

// patienceOf makes a word and a choice how long a contact is willing to wait, in
// seconds.
func (l *law) patienceOf(w, pick uint64) float64 {
	p, x := &l.patience, queue.CutOff
	switch p.Kind {
	case queue.Exponential:
		x = p.Mean * random.ExpOf(w)
	case queue.Hyperexponential:
		x = l.means[below(pick>>32, l.p)] * random.ExpOf(w)
	case queue.Weibull:
		x = l.scale * math.Pow(random.ExpOf(w), 1/p.Shape)
	case queue.Lognormal:
		x = p.Mean * fast.Exp(float64(p.Sigma*random.NormalOf(w))-p.Sigma*p.Sigma/2)
	}
	if l.atOnce > 0 && pick&low32 < l.atOnce {
		return 0
	}
	return min(x, queue.CutOff)
}

// patiences is patienceOf a block.
func (l *law) patiences(words, picks []uint64, out []float64) {
	switch {
	case l.patience.Kind == queue.Exponential && !l.picks:
		random.AllExp(words, l.patience.Mean, out)
		cutOff(out)
	case l.patience.Kind == queue.Hyperexponential && l.atOnce == 0:
		out, picks = out[:len(words)], picks[:len(words)]
		z := random.Exponential
		for i, w := range words {
			x := float64(w>>11) * z.Width[w&255]
			if w>>11 >= z.Keep[w&255] {
				x = random.RareExp(w)
			}
			x *= l.means[below(picks[i]>>32, l.p)]
			if x > queue.CutOff {
				x = queue.CutOff
			}
			out[i] = x
		}
	default:
		for i, w := range words {
			out[i] = l.patienceOf(w, picks[i])
		}
	}
}

// cutOff bounds waits: a branch that is hardly ever taken costs less than a minimum.
func cutOff(x []float64) {
	for i := range x {
		if x[i] > queue.CutOff {
			x[i] = queue.CutOff
		}
	}
}

const low32 = 1<<32 - 1

// below is 1 where 32 random bits fall below a chance, else 0.
func below(bits, chance uint64) int { return int((bits - chance) >> 63) }

// chance is a share of all 32-bit numbers.
func chance(share float64) uint64 { return uint64(math.Round(min(max(share, 0), 1) * (1 << 32))) }

// fresh draws a type's fresh contacts of a day, a block at a time.
type fresh struct {
	lot
	law     law
	streams [5]random.Stream // gaps, handle times, patience, choices, fates
	words   *words
	mean    float64     // handle time
	fated   bool        // outcomes are drawn
	sum     float64     // of gaps: the intensity passed
	total   float64     // intensity of the day
	slot    int         // half hour of sum
	before  float64     // intensity before the half hour
	rates   [][]float64 // [half hour][type]
	kind    int
	day     uint32
}

// words is a block of random words for each of a type's streams.
type words struct{ gap, handle, patience, pick [block]uint64 }

var names = [5]random.Quantity{gapsName, handleName, patienceName, choiceName, fateName}

// open begins a day. The key names seed, replication and week.
func (f *fresh) open(key random.Key, kind int, d *Day, mean float64, fated bool) {
	key.Entity = uint64(kind)<<32 | uint64(uint32(d.Number))
	for i := range f.streams {
		key.Quantity = names[i]
		f.streams[i].Seek(key)
	}
	f.mean, f.fated, f.rates, f.kind, f.day = mean, fated, d.Fresh, kind, uint32(d.Number)
	f.sum, f.slot, f.before, f.first, f.n = 0, 0, 0, 0, 0
	f.i, f.total = 0, 0
	for _, rate := range f.rates {
		f.total += rate[kind]
	}
	clear(f.fate[:])
	f.fill()
}

// skip goes on to the next contact.
func (f *fresh) skip() {
	if f.i++; f.i == f.n {
		f.fill()
	}
}

func (f *fresh) fill() {
	f.first += uint32(f.n)
	f.i, f.n = 0, 0
	if f.slot == len(f.rates) {
		return
	}
	base := name{day: f.day, index: f.first, kind: uint8(f.kind)}.entity()
	for i := range f.entity {
		f.entity[i] = base + uint64(i)
	}
	rest := max(f.total-f.sum, 0)
	n := int(min(block, 8+rest+2*math.Sqrt(rest))) // seldom more than come
	f.draw(n)
	w := f.words
	f.n = f.place(w.gap[:n])
	f.law.handles(w.handle[:f.n], f.mean, f.handle[:f.n])
	f.law.patiences(w.patience[:f.n], w.pick[:f.n], f.patience[:f.n])
}

// draw makes n words of each stream. A word of one stream takes long to follow from
// the one before: drawn in turn, those of several streams overlap.
func (f *fresh) draw(n int) {
	w, s := f.words, &f.streams
	switch {
	case f.law.picks:
		for i := range n {
			w.gap[i] = s[0].Uint64()
			w.handle[i] = s[1].Uint64()
			w.patience[i] = s[2].Uint64()
			w.pick[i] = s[3].Uint64()
			f.fate[i] = s[4].Uint64()
		}
	case f.fated:
		for i := range n {
			w.gap[i] = s[0].Uint64()
			w.handle[i] = s[1].Uint64()
			w.patience[i] = s[2].Uint64()
			f.fate[i] = s[4].Uint64()
		}
	default:
		for i := range n {
			w.gap[i] = s[0].Uint64()
			w.handle[i] = s[1].Uint64()
			w.patience[i] = s[2].Uint64()
		}
	}
}

// place turns words of gaps into times; it returns how many come before
// closing.
func (f *fresh) place(words []uint64) int {
	sum, before, rate := f.sum, f.before, f.rates[f.slot][f.kind]
	start, each := opening+float64(f.slot)*halfHour, halfHour/rate
	end, n, z := before+rate, len(words), random.Exponential
count:
	for i, w := range words {
		gap := float64(w>>11) * z.Width[w&255]
		if w>>11 >= z.Keep[w&255] {
			gap = random.RareExp(w)
		}
		sum += gap
		for sum >= end {
			f.slot++
			if f.slot == len(f.rates) {
				n = i
				break count
			}
			before, rate = end, f.rates[f.slot][f.kind]
			end += rate
			start, each = opening+float64(f.slot)*halfHour, halfHour/rate
		}
		f.at[i] = start + float64((sum-before)*each)
	}
	f.sum, f.before = sum, before
	return n
}
