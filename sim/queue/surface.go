package queue

import (
	"math"

	"lojal/sim/fast"
)

// surface is what awaits the contacts of one mix that have to wait, by the
// capacity of the agents and the load on it: exact answers on a grid, made when
// they are first asked for. Capacities lie in octaves of equal steps, so that the
// bits of a capacity tell its place.
type surface struct {
	share   []float64 // of the arrivals
	octaves [octaves]*octave
}

const (
	lowestOctave, octaves = -17, 29 // capacities from 2/1e5 to 2001 contacts a second
	sliceBits             = 7
	perOctave             = 1 << sliceBits // steps of the capacity
)

// octave is the part of a surface from one power of two of the capacity to the next.
type octave struct {
	from   float64 // the lowest capacity, contacts a second
	step   float64 // of the load on the grid, in erlangs an agent
	scale  float64 // 1 ÷ step
	loads  int
	slices [perOctave + 1]slice
}

// slice is the exact answers for one capacity, by contact type and load.
type slice struct {
	met   []met
	tails []tails // up to the last grid point of the pool at which anybody waits; nil: not made yet
	most  int     // the length of the longest of them
	cubic []mets  // of a single contact type: through four of met, from the one before
}

// mets are the polynomials between what awaits contacts at some loads.
type mets struct{ gone, mean cubic }

// met is what awaits a contact that waits, times the capacity, which makes it a
// nearly straight line: the chance to leave, and the mean wait in seconds.
type met struct{ gone, mean float64 }

// tails are shares of those who wait: that wait longer than a grid point, and that
// are served after that, in turns; in whole blocks, the rest being zero.
type tails = []float64

// octave is one of a surface, made when first asked for.
func (s *surface) octave(t *Table, i int) *octave {
	if o := s.octaves[i]; o != nil {
		return o
	}
	o := &octave{from: math.Ldexp(1, i+lowestOctave)}
	o.step = t.step(o.from)
	o.scale = 1 / o.step
	o.loads = int(heaviest*o.scale) + around
	s.octaves[i] = o
	return o
}

// step is the distance of loads on the grid in the octave from a capacity on. A
// queue of exponential patience goes over from light to heavy load within
// 1/√(capacity·patience); where patience has a shape, within 1/(capacity·patience).
func (t *Table) step(capacity float64) float64 {
	s := .115 / math.Sqrt(capacity*t.patience)
	if t.shaped {
		s = min(s, .2/(capacity*t.patience))
	}
	return min(s, .03)
}

// slice is that of capacity i, with room for answers.
func (o *octave) slice(i, kinds int) *slice {
	s := &o.slices[i]
	if s.met == nil {
		s.met, s.tails = make([]met, o.loads*kinds), make([]tails, o.loads*kinds)
		if kinds == 1 {
			s.cubic = make([]mets, o.loads)
			for load := range s.cubic {
				s.cubic[load] = mets{unknown, unknown}
			}
		}
	}
	return s
}

// capacity is that of slice i.
func (o *octave) capacity(i int) float64 { return o.from * (1 + float64(i)/perOctave) }

// solve finds the exact answer for a load and the capacity of slice i.
func (t *Table) solve(of *surface, o *octave, i, load int) {
	p, s, kinds := t.pool, o.slice(i, len(t.pool.types)), len(t.pool.types)
	if kinds > 1 {
		now := append([]float64(nil), p.share...)
		p.SetShares(of.share)
		defer copy(p.share, now) // to the last bit: an answer must not tell whether one was missing
	}
	t.knots++
	capacity := o.capacity(i)
	p.busy(float64(load)*o.step*capacity, capacity, t.steady)
	for k := range kinds {
		y := &t.steady.Types[k]
		s.met[k*o.loads+load] = met{y.Abandoned * capacity, y.MeanWait * capacity}
		tails := y.keep()
		s.tails[k*o.loads+load], s.most = tails, max(s.most, len(tails))
	}
}

// keep copies the tails up to the last grid point at which anybody waits.
func (y *TypeSteady) keep() tails {
	used := len(y.Tail)
	for used > 1 && y.Tail[used-1] <= leastTail {
		used--
	}
	out := make(tails, fast.Blocks(2*used))
	for j := range used {
		out[2*j], out[2*j+1] = y.Tail[j], y.ServedTail[j]
	}
	return out
}
