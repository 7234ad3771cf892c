package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"

	"lojal/sim/queue"
)

// erlangCmd answers one queue in steady state, forward for numbers of agents or
// backward for the fewest that reach a goal.
type erlangCmd struct {
	Formula      string   `arg:"" enum:"a,b,c,g" help:"c: nobody hangs up; a: exponential patience; g: patience of any kind; b: nobody can wait."`
	CallsPerHour amount   `required:"" placeholder:"N" help:"Contacts offered an hour."`
	HandleTime   seconds  `required:"" placeholder:"TIME" help:"Mean handle time: 90s, 5m20s, 2h, or seconds."`
	Agents       *string  `placeholder:"N" help:"Agents, or a list such as 11..14; or say what they have to reach:"`
	ServiceLevel *portion `placeholder:"SHARE" help:"Fewest agents that reach this service level: 0.8 or 80%."`
	Abandoned    *portion `aliases:"max-abandoned" placeholder:"SHARE" help:"Fewest agents at which no larger share hangs up (b: is turned away)."`
	MaxOccupancy *portion `placeholder:"SHARE" help:"Fewest agents that are busy no larger share of their time."`
	MeanWait     *seconds `aliases:"max-wait" placeholder:"TIME" help:"Fewest agents with no longer a mean wait."`
	Patience     *string  `placeholder:"TIME" help:"Mean patience (a), or kind and parts (g), as in weibull,mean=5m,shape=0.8 or as the patience of a scenario file."`
	AnswerWithin seconds  `default:"20s" placeholder:"TIME" help:"Target time of the service level (default: 20s)."`
	Definition   string   `enum:"offered,answered,wait,left-queue" default:"offered" placeholder:"NAME" help:"Service level to reach: of offered (default) or answered contacts, by the offered wait, or left-queue, answered or gone."`
	Shrinkage    *portion `placeholder:"SHARE" help:"Share of paid time away from the queue: also tells the heads needed."`
	JSON         bool     `name:"json" help:"Write JSON, full precision, times in seconds; an array for a list of agents."`
}

// Help is shown by erlang --help; its examples are run by a test.
func (erlangCmd) Help() string {
	return `All formulas are exact: Poisson arrivals, exponential handle times, one queue.
Numbers may have a decimal comma, also in --patience weibull,mean=5,5m,shape=0,8.

Keys of --json, left out where a formula does not say: formula, calls_per_hour,
handle_time, patience, answer_within, load_erlang, agents, fewest, heads, stable,
blocked, p_wait, abandoned, service_level (with service_level_definition, the one
to reach), service_level_offered, service_level_of_answered,
service_level_offered_wait, service_level_any_outcome, wait_mean,
wait_mean_answered, wait_mean_abandoned, wait_sd, wait_p50, wait_p90,
wait_p90_answered, wait_p90_offered, queue_length, in_system, occupancy.

Examples:

	lojal-cli erlang c --calls-per-hour 200 --handle-time 3m --agents 11..14
	lojal-cli erlang c --calls-per-hour 200 --handle-time 3m --service-level 80% --shrinkage 30%
	lojal-cli erlang a --calls-per-hour 200 --handle-time 3m --patience 5m --abandoned 3%
	lojal-cli erlang g --calls-per-hour 200 --handle-time 3m --agents 12 --patience hyperexponential,p=0.25,mean_1=100s,mean_2=780s
	lojal-cli erlang b --calls-per-hour 240 --handle-time 1m --agents 8 --json`
}

// Run answers the question.
func (c *erlangCmd) Run(e *env) error {
	answers, err := c.answers(e)
	if err != nil {
		return err
	}
	if c.JSON {
		var v any = answers
		if len(answers) == 1 {
			v = answers[0]
		}
		text, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			return err
		}
		return e.print(append(text, '\n'))
	}
	var b bytes.Buffer
	if len(answers) == 1 {
		table(&b, e.erlangRows(answers[0]), allLeft)
	} else {
		e.erlangSheet(&b, answers)
	}
	return e.print(b.Bytes())
}

// erlangAnswer is what is told; nil where a formula does not say. Times are in
// seconds, shares are of the contacts offered unless the name says otherwise.
type erlangAnswer struct {
	Formula      string   `json:"formula"`
	CallsPerHour float64  `json:"calls_per_hour"`
	HandleTime   float64  `json:"handle_time"`
	Patience     string   `json:"patience,omitempty"` // as it was given
	AnswerWithin *float64 `json:"answer_within,omitempty"`
	Load         float64  `json:"load_erlang"`
	Agents       int      `json:"agents"`
	Fewest       bool     `json:"fewest"` // the agents were asked for
	Heads        *int     `json:"heads,omitempty"`
	Stable       bool     `json:"stable"` // else the queue grows for ever

	Blocked   *float64 `json:"blocked,omitempty"`
	Wait      *float64 `json:"p_wait,omitempty"`
	Abandoned *float64 `json:"abandoned,omitempty"`

	ServiceLevel *float64 `json:"service_level,omitempty"`
	Definition   string   `json:"service_level_definition,omitempty"`
	Within       *float64 `json:"service_level_offered,omitempty"`
	OfAnswered   *float64 `json:"service_level_of_answered,omitempty"`
	Offered      *float64 `json:"service_level_offered_wait,omitempty"`
	AnyOutcome   *float64 `json:"service_level_any_outcome,omitempty"`

	MeanWait          *float64 `json:"wait_mean,omitempty"`
	MeanWaitAnswered  *float64 `json:"wait_mean_answered,omitempty"`
	MeanWaitAbandoned *float64 `json:"wait_mean_abandoned,omitempty"`
	Deviation         *float64 `json:"wait_sd,omitempty"`
	P50               *float64 `json:"wait_p50,omitempty"`
	P90               *float64 `json:"wait_p90,omitempty"`
	P90Answered       *float64 `json:"wait_p90_answered,omitempty"`
	P90Offered        *float64 `json:"wait_p90_offered,omitempty"`
	QueueLength       *float64 `json:"queue_length,omitempty"`
	InSystem          *float64 `json:"in_system,omitempty"`
	Occupancy         float64  `json:"occupancy"`
}

// answers is one answer, or one for each number of agents of a list.
func (c *erlangCmd) answers(e *env) ([]*erlangAnswer, error) {
	agents, err := c.check(e)
	if err != nil {
		return nil, usageError{err}
	}
	s := queue.Station{Rate: float64(c.CallsPerHour) / 3600, Handle: float64(c.HandleTime), Patience: queue.Patience{Kind: queue.None}}
	if c.Patience != nil {
		if s.Patience, err = parsePatience(e, c.Formula, *c.Patience); err != nil {
			return nil, err
		}
	}
	if len(agents) == 0 {
		n, err := c.fewest(s)
		if errors.Is(err, queue.ErrNotReached) {
			err = errors.New(e.text.T("erlang.not_reached", "Most", e.text.Number(queue.MostAgents, 0)))
		}
		if err != nil {
			return nil, usageError{err}
		}
		agents = []int{n}
	}
	var all []*erlangAnswer
	for _, n := range agents {
		s.Agents = n
		if c.Formula != "b" && len(agents) == 1 && !s.Stable() {
			return nil, usageError{errors.New(e.text.T("erlang.unstable", "Load", e.text.Number(s.Load(), 2), "Agents", n,
				"Least", e.text.Number(math.Floor(s.Load())+1, 0)))}
		}
		all = append(all, c.answer(s))
	}
	return all, nil
}

func (c *erlangCmd) fewest(s queue.Station) (int, error) {
	if c.Formula != "b" {
		n, _, err := s.Fewest(c.goal())
		return n, err
	}
	return fewest(func(n int) bool {
		blocked := queue.ErlangB(s.Load(), n)
		return (c.Abandoned == nil || blocked <= float64(*c.Abandoned)) &&
			(c.MaxOccupancy == nil || s.Load()*(1-blocked)/float64(n) <= float64(*c.MaxOccupancy))
	})
}

// fewest is the smallest n from 1 on for which met holds, where it goes on holding.
func fewest(met func(n int) bool) (int, error) {
	low, high := 0, 1
	for !met(high) {
		if high == queue.MostAgents {
			return 0, queue.ErrNotReached
		}
		low, high = high, min(2*high, queue.MostAgents)
	}
	for high-low > 1 {
		if mid := (low + high) / 2; met(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high, nil
}

func (c *erlangCmd) goal() queue.Goal {
	g := queue.Goal{AnswerWithin: float64(c.AnswerWithin), Definition: queue.Definition(c.Definition)}
	set := func(to *float64, from *portion) {
		if from != nil {
			*to = float64(*from)
		}
	}
	set(&g.ServiceLevel, c.ServiceLevel)
	set(&g.MaxAbandoned, c.Abandoned)
	set(&g.MaxOccupancy, c.MaxOccupancy)
	if c.MeanWait != nil {
		g.MaxWait = float64(*c.MeanWait)
	}
	return g
}

// answer fills in the figures for one number of agents.
func (c *erlangCmd) answer(s queue.Station) *erlangAnswer {
	a := &erlangAnswer{CallsPerHour: float64(c.CallsPerHour), HandleTime: s.Handle, Load: s.Load(), Agents: s.Agents, Fewest: c.Agents == nil, Stable: true}
	if c.Patience != nil {
		a.Patience = *c.Patience
	}
	if c.Shrinkage != nil {
		heads := queue.Heads(s.Agents, float64(*c.Shrinkage))
		a.Heads = &heads
	}
	if c.Formula == "b" {
		blocked := queue.ErlangB(s.Load(), s.Agents)
		a.Formula, a.Blocked, a.Occupancy = "Erlang B", &blocked, s.Load()*(1-blocked)/float64(s.Agents)
		return a
	}
	within := float64(c.AnswerWithin)
	q := s.Answer(within)
	level := q.ServiceLevel(queue.Definition(c.Definition))
	a.Formula, a.AnswerWithin, a.Stable, a.Occupancy = q.Formula, &within, q.Stable, q.Occupancy
	a.Wait, a.Abandoned, a.ServiceLevel, a.Definition = &q.Wait, &q.Abandoned, &level, c.Definition
	a.Within, a.OfAnswered, a.Offered, a.AnyOutcome = &q.Within, &q.WithinOfAnswered, &q.OfferedWithin, &q.LeftQueueWithin
	if q.Stable { // else they are infinite
		sd := math.Sqrt(q.VarWait)
		p50, p90, answered, offered := s.WaitQuantile(0.5), s.WaitQuantile(0.9), s.ServedQuantile(0.9), s.OfferedQuantile(0.9)
		a.MeanWait, a.MeanWaitAnswered, a.Deviation = &q.MeanWait, &q.MeanWaitServed, &sd
		a.P50, a.P90, a.P90Answered, a.P90Offered = &p50, &p90, &answered, &offered
		a.QueueLength, a.InSystem = &q.QueueLength, &q.InSystem
		if q.Abandoned > 0 {
			a.MeanWaitAbandoned = &q.MeanWaitAbandoned
		}
	}
	return a
}
