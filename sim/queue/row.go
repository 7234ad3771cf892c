package queue

import (
	"math"
	"slices"
)

// row is what awaits contacts that have to wait where so many agents serve, for
// the handle time and the mix that the table answers now: between the two nearest
// capacities of a surface, and between the corners of a mix, by the load on the grid.
type row struct {
	now           int // count of handle times and mixes that it was made for
	octave, slice int // of the surface, of the capacity below
	above         float64
	near          int     // the slice of the nearer capacity
	each          float64 // 1 ÷ agents
	pace          float64 // mean seconds between two contacts that busy agents serve
	scale         float64 // grid steps an erlang
	loads         int
	loss          *lossRow // of one agent less

	// Of a single contact type: the polynomials of both capacities, and how much each
	// of them weighs, times pace.
	lower, upper []mets
	less, more   float64
	nearer       []tails // of the nearer capacity
	// Of several types.
	met         []met // by contact type and load
	made, ready []int // by load: the count at which its met were made, and those of four from there on

	held []cubic // by contact type and load: contacts that wait, whose tails are still to be added
	from int     // the first load that holds such contacts; beyond all: none does
	to   int     // the last one; 0: none does
}

// spot is where in a row an answer lies.
type spot struct {
	row   *row
	below int     // load on the grid
	u     float64 // part of the step to the next
	waits float64 // share of all contacts that has to wait, with this many agents
}

// turn makes the table answer for another handle time.
func (t *Table) turn(handle float64) {
	t.settle()
	t.handle, t.fewer = handle, nowhere
	t.now++
	t.opened = t.opened[:0]
	t.most = 0
	if handle >= 1 && handle <= 1e5 {
		t.most = min(mostAgents, longest*handle/t.patience)
	}
}

// row is that of n agents for the handle time and the mix of now.
func (t *Table) row(n int) *row {
	if n < len(t.rows) {
		if r := t.rows[n]; r != nil && r.now == t.now {
			return r
		}
	}
	return t.open(n)
}

// open readies the row of n agents for the handle time of now.
func (t *Table) open(n int) *row {
	for n >= len(t.rows) {
		t.rows = append(t.rows, nil)
	}
	if t.rows[n] == nil {
		t.rows[n] = &row{each: 1 / float64(n), loss: t.loss.row(n - 1), from: math.MaxInt}
	}
	r := t.rows[n]
	t.opened = append(t.opened, r)
	const part = 1 << (52 - sliceBits)
	bits := math.Float64bits(float64(n) / t.handle)
	octave := int(bits>>52) - 1023 - lowestOctave
	r.slice = int(bits >> (52 - sliceBits) & (perOctave - 1))
	r.above = float64(bits&(part-1)) * (1. / part)
	r.near = r.slice
	if r.above > .5 {
		r.near++
	}
	o, kinds := t.corners[0].octave(t, octave), len(t.pool.types)
	if r.now == 0 || r.octave != octave {
		r.octave, r.loads, r.scale = octave, o.loads, o.scale*r.each
		r.held = sized(r.held, o.loads*kinds) // which holds nothing now
		if kinds > 1 {
			r.met, r.made, r.ready = sized(r.met, o.loads*kinds), sized(r.made, o.loads), sized(r.ready, o.loads)
		}
	}
	r.now, r.pace = t.now, t.handle*r.each
	if kinds == 1 {
		r.lower, r.upper = o.slice(r.slice, 1).cubic, o.slice(r.slice+1, 1).cubic
		r.less, r.more = r.pace*(1-r.above), r.pace*r.above
		r.nearer = o.slices[r.near].tails
	}
	return r
}

// sized is a slice of so many elements, in its memory as far as that reaches.
func sized[T any](x []T, n int) []T { return slices.Grow(x[:0], n)[:n] }
