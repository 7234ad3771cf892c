package sim

import "lojal/sim/scenario"

// seating gives each seat its group, so that any number of first seats divides
// by the groups' shares: the next seat goes to the group that lacks most.
type seating struct {
	shares []float64
	seats  []int // group by seat
	taken  []int // seats by group
}

func newSeating(p *scenario.Plan) *seating {
	s := &seating{shares: []float64{1}}
	if n := len(p.Decisions.Groups); n > 0 {
		s.shares = make([]float64, n)
		for g := range s.shares {
			s.shares[g] = p.Decisions.Groups[g].Share
		}
	}
	s.taken = make([]int, len(s.shares))
	return s
}

// groups are those of the first n seats.
func (s *seating) groups(n int) []int {
	for i := len(s.seats); i < n; i++ {
		most, best := 0, -1.
		for g, share := range s.shares {
			if lacks := share*float64(i+1) - float64(s.taken[g]); lacks > best {
				most, best = g, lacks
			}
		}
		s.seats = append(s.seats, most)
		s.taken[most]++
	}
	return s.seats[:n]
}

// count is how many of the first n seats each group has.
func (s *seating) count(n int) []int {
	out := make([]int, len(s.shares))
	for _, g := range s.groups(n) {
		out[g]++
	}
	return out
}
