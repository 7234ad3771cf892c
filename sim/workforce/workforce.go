// Package workforce keeps agents as individuals: hired after a lead time,
// trained in an induction class, learning on the queue, leaving when their own
// time has come. Time goes in weeks.
package workforce

import (
	"math"
	"slices"

	"lojal/sim/fast"
	"lojal/sim/random"
)

// WeeksPerMonth converts months: a year is 52 weeks.
const WeeksPerMonth = 52.0 / 12

// Market is the labour market and how people learn, for one replication.
type Market struct {
	Hazard         []Hazard // by tenure, rising; the first starts at week 0
	WeeksToHire    int      // from requisition to first day
	Dropout        float64  // share of an induction class that leaves at its end
	LearningWeeks  float64  // time constant of the learning curve
	BeginnerFactor float64  // handle time of a beginner ÷ a proficient agent
	Spread         float64  // sd of the log handle time between agents
}

// Hazard is the weekly hazard of leaving from a tenure on.
type Hazard struct{ FromWeek, Weekly float64 }

// Hazards turns [from tenure month, probability a month] into weekly hazards:
// a month's probability p is 1 − e^(−hazard·52/12). A certain one is read as
// nearly so, which keeps the hazard finite.
func Hazards(monthly [][2]float64) []Hazard {
	h := make([]Hazard, len(monthly))
	for i, m := range monthly {
		h[i] = Hazard{m[0] * WeeksPerMonth, -math.Log1p(-min(m[1], .9999)) / WeeksPerMonth}
	}
	return h
}

// hazardAt is the weekly hazard at a tenure in weeks.
func (m *Market) hazardAt(tenure int) float64 {
	for i := len(m.Hazard) - 1; i >= 0; i-- {
		if float64(tenure) >= m.Hazard[i].FromWeek {
			return m.Hazard[i].Weekly
		}
	}
	return 0
}

// Proficiency is 1 − e^(−τ/κ) after so many weeks on the queue (0 to 1).
func (m *Market) Proficiency(weeksOnQueue float64) float64 {
	if weeksOnQueue < 0 {
		return 0
	}
	if m.LearningWeeks <= 0 {
		return 1
	}
	return -fast.Expm1(-weeksOnQueue / m.LearningWeeks)
}

// Policy is what a planner decided for one week.
type Policy struct {
	Target    int    // heads wanted, vacancies under recruitment included
	Hire      string // replace, plan or freeze
	AtOnce    bool   // a falling target dismisses instead of waiting for leavers
	Induction int    // weeks of induction for those who start now
	Ahead     int    // the target WeeksToHire weeks on, for Hire = plan
}

// Agent is one employed person. An agent is (seat, generation): who follows on
// a seat is another person with other draws.
type Agent struct {
	Seat, Generation int
	Tenure           int     // weeks since the first day
	Induction        int     // weeks of induction
	Speed            float64 // handle time ÷ that of the mean agent of the same proficiency
	patience         float64 // accumulated hazard at which the agent leaves
	strain           float64 // accumulated hazard
	dropout          float64 // leaves at the end of induction when below the share
}

// OnQueue says whether induction is over.
func (a *Agent) OnQueue() bool { return a.Tenure >= a.Induction }

// WeeksOnQueue is the whole weeks since the end of induction; negative before it.
func (a *Agent) WeeksOnQueue() int { return a.Tenure - a.Induction }

// seat is a chair that somebody has or is being recruited for.
type seat struct {
	generation int  // of the latest agent
	free       bool // nobody has it or is sought for it
}

// requisition is the search for somebody.
type requisition struct{ seat, due int } // due: week in which they start

// Team is everybody employed and every requisition under way.
type Team struct {
	Agents []Agent
	Left   int // who left by themselves at the end of induction or of the week
	Hired  int // who started in this week
	Laid   int // who was dismissed in this week
	market *Market
	seats  []seat
	sought []requisition // by seat
	ending bool          // somebody has come to the end of their induction
	stream *random.Stream
	key    random.Key
}

var agentDraws = random.Name("agent")

// person draws an agent for a seat: leaving threshold Exp(1), own speed with
// mean one, drop-out.
func (t *Team) person(seat, generation, induction int) Agent {
	t.draws(seat, generation)
	a := Agent{Seat: seat, Generation: generation, Induction: induction}
	a.patience = t.stream.Exp()
	a.dropout = t.stream.Float64()
	s := t.market.Spread
	a.Speed = math.Exp(s*t.stream.Normal() - s*s/2)
	return a
}

func (t *Team) draws(seat, generation int) {
	k := t.key
	k.Quantity = agentDraws
	k.Entity = uint64(seat)<<32 | uint64(generation)
	t.stream.Seek(k)
}

// StartWeek brings in who is due, ends induction classes, and acts on the policy.
func (t *Team) StartWeek(week int, p Policy) {
	t.Hired, t.Laid = 0, 0
	t.Left = t.finishInduction()
	if p.AtOnce {
		t.dismiss(p)
	}
	t.recruit(week, p)
	t.welcome(week, p.Induction)
}

// finishInduction removes those of a class who do not come through it.
func (t *Team) finishInduction() int {
	if !t.ending {
		return 0
	}
	t.ending = false
	return t.remove(func(a *Agent) bool {
		return a.Tenure == a.Induction && a.Induction > 0 && a.dropout < t.market.Dropout
	})
}

// remove takes out agents and frees their seats; it returns how many.
func (t *Team) remove(leaves func(*Agent) bool) int {
	agents, kept := t.Agents, 0
	for i := range agents {
		a := &agents[i]
		if leaves(a) {
			t.seats[a.Seat].free = true
			continue
		}
		if i > kept {
			agents[kept] = *a
		}
		kept++
	}
	t.Agents = agents[:kept]
	return len(agents) - kept
}

// dismiss brings the team down to its target: requisitions first, but for those
// planned ahead, then the shortest tenures (the higher seat first among equals).
func (t *Team) dismiss(p Policy) {
	wanted := p.Target
	if p.Hire == "plan" {
		wanted = max(p.Target, p.Ahead)
	}
	t.cancelDown(wanted)
	for len(t.Agents) > p.Target {
		last := 0
		for i := range t.Agents {
			if t.Agents[i].Tenure <= t.Agents[last].Tenure {
				last = i
			}
		}
		who := t.Agents[last].Seat
		t.Laid += t.remove(func(a *Agent) bool { return a.Seat == who })
	}
}

// Seats is how many seats there are, those that nobody is sought for included.
func (t *Team) Seats() int { return len(t.seats) }

// Sought is the number of open requisitions.
func (t *Team) Sought() int { return len(t.sought) }

// cancelDown withdraws the latest requisitions while employed and sought are
// more than the target.
func (t *Team) cancelDown(target int) {
	for len(t.sought) > 0 && len(t.Agents)+len(t.sought) > target {
		last := 0
		for i, s := range t.sought {
			if s.due >= t.sought[last].due {
				last = i
			}
		}
		t.seats[t.sought[last].seat].free = true
		t.sought = slices.Delete(t.sought, last, last+1)
	}
}

// recruit opens requisitions as the policy wants.
func (t *Team) recruit(week int, p Policy) {
	want := 0
	switch p.Hire {
	case "freeze":
		return
	case "plan":
		// Who is sought from now on starts no earlier than that.
		want = int(math.Round(float64(p.Ahead) - t.expected(t.market.WeeksToHire)))
	default:
		t.cancelDown(p.Target)
		want = p.Target - len(t.Agents) - t.Sought()
	}
	for ; want > 0; want-- {
		t.seek(week + t.market.WeeksToHire)
	}
}

// expected is how many of those employed or sought are on the team after so
// many weeks at today's hazards.
func (t *Team) expected(weeks int) float64 {
	n := float64(t.Sought()) * (1 - t.market.Dropout)
	for i := range t.Agents {
		n += math.Exp(-float64(weeks) * t.market.hazardAt(t.Agents[i].Tenure))
	}
	return n
}

// seek opens a requisition for the first seat that is free.
func (t *Team) seek(due int) {
	free := slices.IndexFunc(t.seats, func(s seat) bool { return s.free })
	if free < 0 {
		free = len(t.seats)
		t.seats = append(t.seats, seat{generation: -1})
	}
	t.seats[free].free = false
	at, _ := slices.BinarySearchFunc(t.sought, free, func(s requisition, seat int) int { return s.seat - seat })
	t.sought = slices.Insert(t.sought, at, requisition{free, due})
}

// welcome lets those start who are due.
func (t *Team) welcome(week, induction int) {
	t.sought = slices.DeleteFunc(t.sought, func(s requisition) bool {
		if s.due > week {
			return false
		}
		seat := &t.seats[s.seat]
		seat.generation++
		t.Agents = append(t.Agents, t.person(s.seat, seat.generation, induction))
		t.Hired++
		return true
	})
}

// EndWeek lets everybody's hazard act, times a factor, and those leave whose
// time has come; the others grow a week older.
func (t *Team) EndWeek(factor float64) {
	agents, long := t.Agents, t.market.Hazard[len(t.market.Hazard)-1] // most people are in the last part
	from, usual, leaving := int(math.Ceil(long.FromWeek)), long.Weekly*factor, false
	for i := range agents {
		a := &agents[i]
		hazard := usual
		if a.Tenure < from {
			hazard = t.market.hazardAt(a.Tenure) * factor
		}
		a.strain += hazard
		a.Tenure++
		if a.Tenure == a.Induction {
			t.ending = true
		}
		if a.strain >= a.patience {
			leaving = true
		}
	}
	if leaving {
		t.Left += t.remove(func(a *Agent) bool { return a.strain >= a.patience })
	}
}
