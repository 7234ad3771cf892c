package calls

import (
	"fmt"
	"math"

	"lojal/sim/queue"
)

// Channel is how a contact comes.
type Channel int

// Channels.
const (
	Phone Channel = iota
	Chat          // an agent may hold several
	Email         // waits without leaving and fills idle time
)

// ShiftEnd says who leaves the queue at a step down of the staffing.
type ShiftEnd int

// Who leaves takes no more contacts and finishes what is in hand.
const (
	Finish   ShiftEnd = iota // those who have been on the queue longest
	NextFree                 // those who are, or will be, free first
)

// ExponentialTime as a Sigma makes handle times exponential instead of lognormal,
// for comparison with theory.
const ExponentialTime = -1

// Type is a type of contact.
type Type struct {
	Channel      Channel
	Patience     queue.Patience // not of e-mail
	Sigma        float64        // of the logarithm of handle time; 0 is a certain time; or ExponentialTime
	Redial       float64        // share of those who abandon that contacts again
	RedialDelay  float64        // mean seconds of opening time until then
	AnswerWithin float64        // target wait, seconds
	Priority     int            // smaller is served first; among phone and chat, and among e-mail
	Concurrent   int            // chat: how many an agent holds at once; 0 is 1
	Grid         []float64      // waits, in seconds, rising from 0, on which waits are counted
}

// Group is agents with the same skills.
type Group struct {
	Skills []int // types in order of preference; none: all types, without preference
}

// Rules is what stays the same through a replication.
type Rules struct {
	Types              []Type
	Groups             []Group
	Recontact          float64 // share of served, unsolved cases that comes back
	RecontactDelayDays float64 // mean
	ShiftEnd           ShiftEnd
	DropAtClosing      bool      // else the queue is served out
	Profile            []float64 // weight of each half hour of a day; their number is that of the half hours
}

const (
	halfHour   = 1800.0
	mostTypes  = 64
	mostChats  = 32
	mostAgents = 1 << 20
)

// Check says what is wrong, if anything.
func (r *Rules) Check() error {
	switch {
	case len(r.Types) == 0 || len(r.Types) > mostTypes:
		return fmt.Errorf("calls: %d contact types; allowed is 1 to %d", len(r.Types), mostTypes)
	case len(r.Groups) == 0:
		return fmt.Errorf("calls: no group of agents; it takes at least one")
	case len(r.Profile) == 0 || len(r.Profile) > 48:
		return fmt.Errorf("calls: a day of %d half hours; allowed is 1 to 48", len(r.Profile))
	case !share(r.Recontact):
		return fmt.Errorf("calls: share that comes back is %v; allowed is 0 to 1", r.Recontact)
	case !seconds(r.RecontactDelayDays):
		return fmt.Errorf("calls: mean days until a case comes back is %v; it must be 0 or more and finite", r.RecontactDelayDays)
	}
	for i, w := range r.Profile {
		if !seconds(w) {
			return fmt.Errorf("calls: weight %v of half hour %d; it must be 0 or more and finite", w, i)
		}
	}
	for i := range r.Types {
		if err := r.Types[i].check(); err != nil {
			return fmt.Errorf("calls: contact type %d: %w", i, err)
		}
	}
	for g := range r.Groups {
		for _, k := range r.Groups[g].Skills {
			if k < 0 || k >= len(r.Types) {
				return fmt.Errorf("calls: group %d has skill %d; allowed is 0 to %d", g, k, len(r.Types)-1)
			}
		}
	}
	return nil
}

func (t *Type) check() error {
	switch {
	case t.Channel < Phone || t.Channel > Email:
		return fmt.Errorf("channel is %d; allowed is Phone, Chat or Email", t.Channel)
	case !share(t.Redial):
		return fmt.Errorf("share that redials is %v; allowed is 0 to 1", t.Redial)
	case !seconds(t.RedialDelay), !seconds(t.AnswerWithin):
		return fmt.Errorf("redial delay %v, target %v; they must be 0 or more and finite", t.RedialDelay, t.AnswerWithin)
	case !(t.Sigma >= 0 && t.Sigma < 10) && t.Sigma != ExponentialTime:
		return fmt.Errorf("sigma of handle time is %v; allowed is 0 to 10", t.Sigma)
	case t.Concurrent < 0 || t.Concurrent > mostChats:
		return fmt.Errorf("%d chats at once; allowed is 1 to %d", t.Concurrent, mostChats)
	}
	for j := range t.Grid {
		if !(t.Grid[j] >= 0) || j > 0 && t.Grid[j] <= t.Grid[j-1] {
			return fmt.Errorf("grid of waits must rise from 0")
		}
	}
	if t.Channel == Email {
		return nil
	}
	return t.Patience.Check()
}

func share(x float64) bool   { return x >= 0 && x <= 1 }
func seconds(x float64) bool { return x >= 0 && !math.IsInf(x, 1) }

// atOnce is how many contacts of the type an agent holds.
func (t *Type) atOnce() int {
	if t.Channel != Chat {
		return 1
	}
	return max(1, t.Concurrent)
}

// plain tells whether all agents serve all contacts one by one, first come first
// served.
func (r *Rules) plain() bool {
	for i := range r.Types {
		t := &r.Types[i]
		if t.Channel == Email || t.atOnce() > 1 || t.Priority != r.Types[0].Priority {
			return false
		}
	}
	for _, g := range r.Groups {
		if len(g.Skills) > 0 && len(r.Types) > 1 || len(g.Skills) != len(r.Groups[0].Skills) {
			return false
		}
	}
	return true
}
