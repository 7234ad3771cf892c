package workforce

import (
	"math"
	"sort"

	"lojal/sim/random"
)

// longestCareer bounds the tenure of an agent at the start, in weeks.
const longestCareer = 40 * 52

// Settled is the stationary state of a seat whose holder is replaced on leaving:
// vacant for the weeks to hire, then held for a working life. The age of a
// renewal process is length-biased: the chance of tenure k is in proportion to
// the chance of staying that long (Whitt 2006).
type Settled struct {
	market    *Market
	induction int
	cycle     float64   // mean weeks of one vacancy and one working life; +Inf if nobody leaves
	upTo      []float64 // upTo[k]: weeks of the cycle before tenure k+1, vacancy included
	tail      float64   // weekly chance of staying beyond upTo
}

// Settle finds the stationary state under a market.
func Settle(m *Market, induction int) Settled {
	s := Settled{market: m, induction: induction}
	total, stay := float64(m.WeeksToHire), 1.0
	for k := range longestCareer {
		if k == induction && induction > 0 {
			stay *= 1 - m.Dropout
		}
		total += stay
		s.upTo = append(s.upTo, total)
		h := m.hazardAt(k)
		if last := m.Hazard[len(m.Hazard)-1]; float64(k) >= last.FromWeek && k >= induction {
			// The rest of a working life is geometric with the last hazard.
			s.tail = math.Exp(-h)
			s.cycle = total + stay*s.tail/(1-s.tail)
			return s
		}
		stay *= math.Exp(-h)
	}
	s.cycle = total
	return s
}

// state reads the cycle at a probability: vacant with the weeks until the next
// one starts, or held with a tenure in weeks.
func (s Settled) state(u float64) (vacant bool, weeks int) {
	if math.IsInf(s.cycle, 1) {
		return false, longestCareer
	}
	at, wait := u*s.cycle, float64(s.market.WeeksToHire)
	if at < wait {
		return true, s.market.WeeksToHire - int(at)
	}
	k := sort.SearchFloat64s(s.upTo, at)
	if k < len(s.upTo) {
		return false, k
	}
	// Beyond the table the stationary chance falls by the factor tail each week.
	last := len(s.upTo) - 1
	rest := 1 - (at-s.upTo[last])/(s.cycle-s.upTo[last])
	if s.tail <= 0 || rest <= 0 {
		return false, longestCareer
	}
	return false, min(longestCareer, last+1+int(math.Log(rest)/math.Log(s.tail)))
}

// Employed is the mean share of seats that are held.
func (s Settled) Employed() float64 {
	if math.IsInf(s.cycle, 1) {
		return 1
	}
	return 1 - float64(s.market.WeeksToHire)/s.cycle
}

// ByTenure tells the share of the held seats by tenure in weeks. From the last week that
// is asked for, or a later one, all are told together.
func (s Settled) ByTenure(last int, tell func(tenure int, share float64)) {
	last = min(max(last, len(s.upTo)), longestCareer)
	if math.IsInf(s.cycle, 1) {
		tell(longestCareer, 1)
		return
	}
	before := float64(s.market.WeeksToHire)
	held := s.cycle - before
	for k, up := range s.upTo {
		tell(k, (up-before)/held)
		before = up
	}
	rest := (s.cycle - before) / held // beyond the table
	for k := len(s.upTo); k < last; k++ {
		tell(k, rest*(1-s.tail))
		rest *= s.tail
	}
	tell(last, rest)
}

// NewTeam draws a team of so many seats in the settled state. key names seed
// and replication.
func NewTeam(m *Market, s Settled, seats int, key random.Key, stream *random.Stream) *Team {
	t := &Team{market: m, stream: stream, key: key, Agents: make([]Agent, 0, seats), seats: make([]seat, 0, seats)}
	for i := range seats {
		t.draws(i, 1<<31) // a generation that nobody has: the seat's own draw
		vacant, weeks := s.state(stream.Float64())
		if vacant {
			t.seats = append(t.seats, seat{generation: -1})
			t.sought = append(t.sought, requisition{i, weeks})
			continue
		}
		t.seats = append(t.seats, seat{})
		a := t.person(i, 0, s.induction)
		a.Tenure = weeks
		if a.OnQueue() {
			a.dropout = 1 // came through induction before the start
		}
		t.Agents = append(t.Agents, a)
	}
	return t
}
