package queue

import (
	"encoding/binary"
	"math"
	"slices"
)

// mixStep is the distance of shares on the grid of a [Table] of several types.
const mixStep = 1. / 24

// mixes finds the exact answers between which a table of several contact types
// interpolates. Their shares, added up from the first type on, lie on a grid whose
// cells are cut into simplices (Kuhn's triangulation): a mix of k types lies
// between k corners, and weights that are never negative keep what adds up.
type mixes struct {
	known   map[string]*corners
	shares  map[string]*shares
	now     *corners
	weights []float64 // of the corners of now
	sums    []float64 // shares added up, in grid steps
	order   []int
}

// corners are the mixes between which others lie.
type corners struct{ shares []*shares }

// shares is a mix on the grid.
type shares struct {
	id    int32
	share []float64
}

func newMixes(types int) *mixes {
	return &mixes{known: map[string]*corners{}, shares: map[string]*shares{},
		sums: make([]float64, types-1), order: make([]int, types-1)}
}

// find sets now and weights for shares of the arrivals, which need not sum to 1;
// it tells whether these changed.
func (x *mixes) find(shares []float64) bool {
	all, sum := 0.0, 0.0
	for _, s := range shares {
		all += s
	}
	if all <= 0 {
		return false
	}
	for i := range x.sums {
		sum += shares[i] / all
		x.sums[i], x.order[i] = min(sum, 1)/mixStep, i
	}
	part := func(i int) float64 { return x.sums[i] - math.Floor(x.sums[i]) }
	slices.SortFunc(x.order, func(i, j int) int {
		if part(i) > part(j) || part(i) == part(j) && i > j {
			return -1
		}
		return 1
	})
	at := make([]byte, 2*len(x.sums))
	for i, s := range x.sums {
		binary.LittleEndian.PutUint16(at[2*i:], uint16(math.Floor(s)))
	}
	key, weights, left := "", make([]float64, 0, len(shares)), 1.0
	var path []string
	for m := 0; ; m++ {
		next := 0.0
		if m < len(x.order) {
			next = part(x.order[m])
		}
		if w := left - next; w > 0 {
			weights, path = append(weights, w), append(path, string(at))
			key += string(at)
		}
		if m == len(x.order) {
			break
		}
		left = next
		i := 2 * x.order[m]
		binary.LittleEndian.PutUint16(at[i:], binary.LittleEndian.Uint16(at[i:])+1)
	}
	if x.now != nil && x.known[key] == x.now && slices.Equal(weights, x.weights) {
		return false
	}
	if x.known[key] == nil {
		x.known[key] = x.lay(path)
	}
	x.now, x.weights = x.known[key], weights
	return true
}

// lay makes the corners of a simplex.
func (x *mixes) lay(path []string) *corners {
	c := &corners{}
	for _, at := range path {
		s := x.shares[at]
		if s == nil {
			s = &shares{id: int32(len(x.shares))}
			last := 0.0
			for i := 0; i < len(at); i += 2 {
				sum := mixStep * float64(binary.LittleEndian.Uint16([]byte(at[i:])))
				s.share = append(s.share, max(sum-last, 0))
				last = sum
			}
			s.share = append(s.share, max(1-last, 0))
			x.shares[at] = s
		}
		c.shares = append(c.shares, s)
	}
	return c
}
