package queue

import (
	"errors"
	"fmt"
	"math"
)

// Goal is what a number of agents has to reach. A zero is not asked for.
type Goal struct {
	ServiceLevel float64    // least share
	Definition   Definition // of the service level; AnsweredOfOffered where empty
	AnswerWithin float64    // seconds
	MaxAbandoned float64    // share
	MaxOccupancy float64    // share
	MaxWait      float64    // mean wait of all contacts, in seconds
}

// Definition is one of the four service levels.
type Definition string

// The definitions of a service level, for a target time.
const (
	AnsweredOfOffered  Definition = "offered"    // answered within it ÷ offered
	AnsweredOfAnswered Definition = "answered"   // answered within it ÷ answered
	OfferedWait        Definition = "wait"       // 1 − P(offered wait > time)
	LeftQueue          Definition = "left-queue" // answered or gone within it ÷ offered
)

// Definitions are all four, the default first.
var Definitions = []Definition{AnsweredOfOffered, AnsweredOfAnswered, OfferedWait, LeftQueue}

// ServiceLevel is the level by a definition; the default one where it is empty.
func (a Answer) ServiceLevel(d Definition) float64 {
	switch d {
	case AnsweredOfAnswered:
		return a.WithinOfAnswered
	case OfferedWait:
		return a.OfferedWithin
	case LeftQueue:
		return a.LeftQueueWithin
	}
	return a.Within
}

// Heads is how many people must be employed or rostered so that a number of
// agents is on the queue while a share of the time, below 1, is spent elsewhere.
func Heads(agents int, shrinkage float64) int {
	heads := float64(agents) / (1 - shrinkage)
	if whole := math.Round(heads); math.Abs(heads-whole) < 1e-9*whole {
		return int(whole)
	}
	return int(math.Ceil(heads))
}

// ErrNoGoal says that nothing was asked for.
var ErrNoGoal = errors.New("queue: no service level, abandonment, occupancy or mean wait to reach")

// ErrNotReached says that not even [MostAgents] reach a goal.
var ErrNotReached = fmt.Errorf("queue: not reached with %d agents", MostAgents)

// MostAgents bounds the search for the fewest agents.
const MostAgents = 10_000_000

// Check says what is wrong with the goal, if anything.
func (g Goal) Check() error {
	for _, v := range []struct {
		what string
		x    float64
	}{{"service level", g.ServiceLevel}, {"abandonment", g.MaxAbandoned}, {"occupancy", g.MaxOccupancy}} {
		if !(v.x >= 0 && v.x < 1) {
			return fmt.Errorf("queue: %s to reach is %v; allowed is above 0 and below 1", v.what, v.x)
		}
	}
	if g.ServiceLevel == 0 && g.MaxAbandoned == 0 && g.MaxOccupancy == 0 && g.MaxWait == 0 {
		return ErrNoGoal
	}
	return first(notNegative("mean wait to reach", g.MaxWait), notNegative("target time", g.AnswerWithin))
}

// Met tells whether an answer reaches the goal.
func (g Goal) Met(a Answer) bool {
	return a.Stable && a.ServiceLevel(g.Definition) >= g.ServiceLevel &&
		(g.MaxAbandoned == 0 || a.Abandoned <= g.MaxAbandoned) &&
		(g.MaxOccupancy == 0 || a.Occupancy <= g.MaxOccupancy) &&
		(g.MaxWait == 0 || a.MeanWait <= g.MaxWait)
}

// Fewest is the smallest number of agents that reaches a goal, with the answer
// for it; the Agents of the station are ignored. Every figure of a goal gets
// better with each agent, so that doubling and bisection find it.
func (s Station) Fewest(g Goal) (agents int, a Answer, err error) {
	if err := first(s.Check(), g.Check()); err != nil {
		return 0, Answer{}, err
	}
	met := func(n int) bool {
		s.Agents = n
		a = s.Answer(g.AnswerWithin)
		return g.Met(a)
	}
	low, high := 0, max(1, int(min(s.Load(), MostAgents)))
	for !met(high) {
		if high >= MostAgents {
			return 0, Answer{}, ErrNotReached
		}
		low, high = high, min(high+max(1, high/4), MostAgents)
	}
	for high-low > 1 {
		if mid := (low + high) / 2; met(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	met(high)
	return high, a, nil
}
