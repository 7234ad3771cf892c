package queue

import (
	"math"

	"lojal/sim/fast"
)

// Table answers for a [Pool] by interpolation between exact answers, which it
// keeps: many times faster than the pool where questions lie close together, as the
// half hours of a simulated year do.
//
// A contact has to wait when it finds all agents busy, and what awaits it then
// depends on the arrivals and the capacity of the agents alone (the density v in
// the package's description, without its E). The table therefore keeps two things
// apart: Erlang's loss B(n−1) by load, see [lossTable], and what awaits those who
// wait, by capacity and load, see [surface]. With the share of them that leaves, g, and ρ = λ/nμ,
//
//	1/(nμJ) = 1 − ρ + ρg,  P(wait) = ρB/(ρB + 1/(nμJ)),
//
// the one because as many enter service as find a free agent, the other by the
// density. Whatever adds up in exact answers adds up here. Between whole numbers of
// agents all is linear, as in [Pool.Answer]. Against exact answers, for 2 to 200
// agents at loads from 0.3 to 1.5, shares were off by at most 2e-6, mean waits by
// 3e-6 of themselves, and tails by 2e-6.
//
// For several contact types it is told their mix of some stretch of time, see
// [Table.Mix], and interpolates linearly between mixes on a grid as well. Against
// exact answers for the same mix, of telephone, chat and e-mail under loads from
// 0.4 to 1.3, shares were off by at most 6e-4, mean waits by 4e-4 of the handle
// time, and tails by 1e-3.
//
// An answer is a function of the question alone, whatever was asked before. Where the
// grid does not reach, and for patience too long to be smooth on it, the pool
// answers itself. A Table is not safe for use by several goroutines.
type Table struct {
	pool     *Pool
	patience float64 // mean; +Inf where the table does not answer
	shaped   bool    // the readiness to leave may rise with the time waited
	steady   *Steady // room for one exact answer
	found    []met   // room for what awaits each type

	loss     lossTable
	surfaces map[*shares]*surface // by mix
	knots    int                  // made in them
	mixes    *mixes
	corners  []*surface // of the mix that is asked for now

	// What answers are now made for.
	around float64 // mean handle time of the mix; 0 for that of the question
	handle float64
	most   float64 // agents; more are beyond the grid
	now    int     // counts handle times and mixes
	rows   []*row  // by agents
	opened []*row  // those that answer now
	// Where the last answer for a single contact type lay, and mostly lies the next.
	fewer        int // agents of low, or nowhere
	low, high    *row
	light, heavy float64 // the loads between which they answer, in erlangs

	// Contacts whose tails are still to be added to a flow.
	owner *Flow
	mass  []float64 // room for contacts by load
	sums  tails     // room for their tails
}

const (
	// The table answers for fewestAgents to mostAgents and this many erlangs an
	// agent; outside the pool is asked.
	fewestAgents, mostAgents = 2, 2000
	lightest, heaviest       = .2, 3.
	// longest is the largest mean patience, in mean times between two contacts
	// served by busy agents: the longer it is, the more sudden an overload.
	longest = 16_000

	// leastTail is the smallest share of those who wait that is told in a tail.
	leastTail = 1e-10
	// mostKnots is how many exact answers a type are kept before the table is made anew.
	mostKnots = 60_000
)

// nowhere is no number of agents.
const nowhere = -1

// mix says how an answer of a table is put together.
type mix struct {
	table *Table  // nil for an answer of the pool itself
	spots [2]spot // for n and for n+1 agents
}

// NewTable makes an empty table for a pool.
func NewTable(p *Pool) *Table {
	t := &Table{pool: p, patience: meanPatience(p.types), steady: p.NewSteady(), found: make([]met, len(p.types)),
		surfaces: map[*shares]*surface{}, mixes: newMixes(len(p.types)), sums: make(tails, fast.Blocks(2*len(p.Grid)))}
	for _, k := range p.types {
		t.shaped = t.shaped || k.Patience.shaped()
	}
	t.unmix()
	return t
}

// shaped tells whether the readiness to leave may rise with the time waited.
func (p Patience) shaped() bool { return p.Kind == Lognormal || p.Kind == Weibull }

// sudden tells whether nearly all leave after the same time, too suddenly for the grid.
func (p Patience) sudden() bool {
	return p.Kind == Lognormal && p.Sigma < .5 || p.Kind == Weibull && p.Shape > 4
}

// mostEndless is the largest share of contacts without patience for which a queue
// of several types goes over smoothly at all loads of the grid.
const mostEndless = .3

// meanPatience is how smoothly the queue goes over from light to heavy load; +Inf
// where too suddenly for the grid.
func meanPatience(types []ContactType) float64 {
	var sum, all, endless float64
	for _, k := range types {
		if k.Patience.sudden() {
			return math.Inf(1)
		}
		all += k.Share
		if mean := k.Patience.meanWaited(); math.IsInf(mean, 1) {
			endless += k.Share
		} else {
			sum += k.Share * mean
		}
	}
	if endless > mostEndless*all || endless > 0 && sum == 0 {
		return math.Inf(1)
	}
	return sum / (all - endless)
}

// Mix tells a table of several contact types their shares of the arrivals and
// their mean handle time in the answers to come, say of a week: answers are made
// for these, with the load of the question. Without, those of the pool.
func (t *Table) Mix(shares []float64, handle float64) {
	t.settle()
	t.around = handle
	if !t.mixes.find(shares) && t.corners != nil {
		return
	}
	t.handle, t.fewer = 0, nowhere
	t.corners = t.corners[:0]
	for _, s := range t.mixes.now.shares {
		if t.surfaces[s] == nil {
			t.surfaces[s] = &surface{share: s.share}
		}
		t.corners = append(t.corners, t.surfaces[s])
	}
}

// unmix goes back to the shares of the contact types.
func (t *Table) unmix() {
	var own []float64
	for _, k := range t.pool.types {
		own = append(own, k.Share)
	}
	t.Mix(own, 0)
}

// Trim forgets the last handle time and mix, and the answers when they have become many.
// Sums are then added in an order that tells nothing of what was asked before.
func (t *Table) Trim() {
	t.settle()
	if t.knots*len(t.pool.types) > mostKnots {
		clear(t.surfaces)
		t.knots, t.corners, t.rows = 0, nil, nil
	}
	t.handle, t.fewer = 0, nowhere
	t.unmix()
}

// tail is TypeSteady.Tail[j] and ServedTail[j] of type k, of an answer from a table
// to some thousandths.
func (s *Steady) tail(k, j int) (tail, served float64) {
	if s.mix.table == nil {
		return s.Types[k].Tail[j], s.Types[k].ServedTail[j]
	}
	if j == 0 { // all who have to wait, but for those who then leave at once
		return s.Wait * s.mix.table.pool.lines[k].left, s.Wait - s.Types[k].Abandoned
	}
	return s.mix.tail(k, j)
}

func (x *mix) tail(k, j int) (tail, served float64) {
	low, high := &x.spots[0], &x.spots[1]
	all, late := x.table.tails(low, k, j)
	allMore, lateMore := x.table.tails(high, k, j)
	return low.waits*all + high.waits*allMore, low.waits*late + high.waits*lateMore
}
