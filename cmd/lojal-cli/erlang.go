package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"lojal/sim/queue"
)

// erlangCmd answers one queue in steady state, forward for a number of agents
// or backward for the fewest that reach a goal.
type erlangCmd struct {
	Formula      string   `arg:"" enum:"a,b,c" help:"c: nobody hangs up; a: exponential patience; b: nobody can wait."`
	CallsPerHour float64  `required:"" placeholder:"N" help:"Contacts offered an hour."`
	HandleTime   seconds  `required:"" placeholder:"TIME" help:"Mean handle time: 90s, 5m20s, 2h, or seconds."`
	Agents       *int     `placeholder:"N" help:"Agents; or say what they have to reach:"`
	ServiceLevel *portion `placeholder:"SHARE" help:"Fewest agents that answer this share of those offered within the target time: 0.8 or 80%."`
	MaxAbandoned *portion `placeholder:"SHARE" help:"Fewest agents at which no larger share hangs up (b: is turned away)."`
	MaxOccupancy *portion `placeholder:"SHARE" help:"Fewest agents that are busy no larger share of their time."`
	MaxWait      *seconds `placeholder:"TIME" help:"Fewest agents with no longer a mean wait."`
	Patience     *seconds `placeholder:"TIME" help:"Mean patience (a)."`
	AnswerWithin seconds  `default:"20s" placeholder:"TIME" help:"Target time of the service level (default: 20s)."`
	JSON         bool     `name:"json" help:"Write JSON, times in seconds."`
}

// seconds is a duration on the command line.
type seconds float64

// UnmarshalText reads 90s, 5m20s, 2h or a number of seconds.
func (s *seconds) UnmarshalText(b []byte) error {
	text := strings.ReplaceAll(string(b), " ", "")
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		*s = seconds(x)
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("%q is no duration; write 90s, 5m20s, 2h, or seconds", b)
	}
	*s = seconds(d.Seconds())
	return nil
}

// portion is a share on the command line.
type portion float64

// UnmarshalText reads 0.8, 80% or "80 %".
func (p *portion) UnmarshalText(b []byte) error {
	text, percent := strings.CutSuffix(string(b), "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return fmt.Errorf("%q is no share; write 0.8 or 80%%", b)
	}
	if percent {
		x /= 100
	}
	*p = portion(x)
	return nil
}

// Run answers the question.
func (c *erlangCmd) Run(e *env) error { return c.write(e.stdout) }

func (c *erlangCmd) write(out io.Writer) error {
	a, err := c.answer()
	if err != nil {
		return usageError{err}
	}
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(a)
	}
	return a.table(out)
}

// erlangAnswer is what is told; nil where a formula does not say. Times are in
// seconds, shares are of the contacts offered unless the name says otherwise.
type erlangAnswer struct {
	Formula      string   `json:"formula"`
	CallsPerHour float64  `json:"calls_per_hour"`
	HandleTime   float64  `json:"handle_time"`
	Patience     *float64 `json:"patience,omitempty"`
	AnswerWithin *float64 `json:"answer_within,omitempty"`
	Load         float64  `json:"load_erlang"`
	Agents       int      `json:"agents"`
	Fewest       bool     `json:"fewest"` // the agents were asked for

	Blocked   *float64 `json:"blocked,omitempty"`
	Wait      *float64 `json:"p_wait,omitempty"`
	Abandoned *float64 `json:"abandoned,omitempty"`

	ServiceLevel *float64 `json:"service_level,omitempty"`
	Definition   string   `json:"service_level_definition,omitempty"`
	Offered      *float64 `json:"service_level_offered_wait,omitempty"`
	AnyOutcome   *float64 `json:"service_level_any_outcome,omitempty"`
	OfAnswered   *float64 `json:"service_level_of_answered,omitempty"`

	MeanWait          *float64 `json:"wait_mean,omitempty"`
	MeanWaitAnswered  *float64 `json:"wait_mean_answered,omitempty"`
	MeanWaitAbandoned *float64 `json:"wait_mean_abandoned,omitempty"`
	P50               *float64 `json:"wait_p50,omitempty"`
	P90               *float64 `json:"wait_p90,omitempty"`
	QueueLength       *float64 `json:"queue_length,omitempty"`
	Occupancy         float64  `json:"occupancy"`
}

const definition = "answered within the target time ÷ offered"

func (c *erlangCmd) answer() (*erlangAnswer, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	a := &erlangAnswer{CallsPerHour: c.CallsPerHour, HandleTime: float64(c.HandleTime), Fewest: c.Agents == nil}
	a.Load = c.CallsPerHour / 3600 * float64(c.HandleTime)
	if c.Formula == "b" {
		return a, c.answerB(a)
	}
	return a, c.answerWaiting(a)
}

// check refuses what no formula can answer, all at once.
func (c *erlangCmd) check() error {
	var errs []error
	need := func(flag string, x, least, most float64, allowed string) {
		if !(x > least && x < most) {
			errs = append(errs, fmt.Errorf("--%s: %v; allowed is %s", flag, x, allowed))
		}
	}
	share := func(flag string, x *portion) {
		if x != nil {
			need(flag, float64(*x), 0, 1, "a share above 0 and below 1")
		}
	}
	period := func(flag string, x *seconds) {
		if x != nil {
			need(flag, float64(*x), 0, math.Inf(1), "a time above 0")
		}
	}
	need("calls-per-hour", c.CallsPerHour, 0, math.Inf(1), "a number above 0")
	period("handle-time", &c.HandleTime)
	need("answer-within", float64(c.AnswerWithin), -math.SmallestNonzeroFloat64, math.Inf(1), "a time of 0 or more")
	if c.Agents != nil {
		need("agents", float64(*c.Agents), 0, queue.MostAgents+1, fmt.Sprintf("1 to %d", queue.MostAgents))
	}
	share("service-level", c.ServiceLevel)
	share("max-abandoned", c.MaxAbandoned)
	share("max-occupancy", c.MaxOccupancy)
	period("max-wait", c.MaxWait)
	period("patience", c.Patience)
	return errors.Join(append(errs, c.checkQuestion())...)
}

// checkQuestion refuses flags that do not go together.
func (c *erlangCmd) checkQuestion() error {
	goal := c.ServiceLevel != nil || c.MaxAbandoned != nil || c.MaxOccupancy != nil || c.MaxWait != nil
	switch {
	case c.Agents != nil && goal:
		return errors.New("--agents: give the agents, or what they have to reach, not both")
	case c.Agents == nil && !goal:
		return errors.New("--agents is missing; or give --service-level, --max-abandoned, --max-occupancy or --max-wait")
	case c.Formula == "a" && c.Patience == nil:
		return errors.New("--patience is missing: Erlang A needs the mean patience; without one it is Erlang C")
	case c.Formula != "a" && c.Patience != nil:
		return fmt.Errorf("--patience: Erlang %s knows no patience; use erlang a", strings.ToUpper(c.Formula))
	case c.Formula == "b" && (c.ServiceLevel != nil || c.MaxWait != nil):
		return errors.New("erlang b: nobody waits, there is no service level or wait; use --max-abandoned or --max-occupancy")
	case c.Formula == "c" && c.MaxAbandoned != nil:
		return errors.New("--max-abandoned: under Erlang C nobody hangs up; use erlang a")
	}
	return nil
}

func (c *erlangCmd) answerB(a *erlangAnswer) error {
	a.Formula = "Erlang B (M/M/n/n): nobody can wait"
	met := func(n int) bool {
		blocked := queue.ErlangB(a.Load, n)
		a.Agents, a.Blocked, a.Occupancy = n, &blocked, a.Load*(1-blocked)/float64(n)
		return (c.MaxAbandoned == nil || blocked <= float64(*c.MaxAbandoned)) &&
			(c.MaxOccupancy == nil || a.Occupancy <= float64(*c.MaxOccupancy))
	}
	if c.Agents != nil {
		met(*c.Agents)
		return nil
	}
	n, err := fewest(met)
	met(n)
	return err
}

// fewest is the smallest n from 1 on for which met holds, where it goes on holding.
func fewest(met func(n int) bool) (int, error) {
	low, high := 0, 1
	for !met(high) {
		if low, high = high, 2*high; high > queue.MostAgents {
			return high, fmt.Errorf("not reached with %d agents", low)
		}
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

func (c *erlangCmd) answerWaiting(a *erlangAnswer) error {
	s := queue.Station{Rate: c.CallsPerHour / 3600, Handle: float64(c.HandleTime), Patience: queue.Patience{Kind: queue.None}}
	a.Formula = "Erlang C (M/M/n): nobody hangs up"
	if c.Formula == "a" {
		s.Patience = queue.Patience{Kind: queue.Exponential, Mean: float64(*c.Patience)}
		a.Formula, a.Patience = "Erlang A (M/M/n+M): exponential patience", &s.Patience.Mean
	}
	var q queue.Answer
	if c.Agents != nil {
		s.Agents = *c.Agents
		if !s.Stable() {
			return fmt.Errorf("--agents: %.4g erlang of work for %d agents and nobody hangs up: the queue grows for ever; allowed is %.0f or more, or use erlang a",
				a.Load, s.Agents, math.Floor(a.Load)+1)
		}
		q = s.Answer(float64(c.AnswerWithin))
	} else {
		var err error
		if s.Agents, q, err = s.Fewest(c.goal()); err != nil {
			return err
		}
	}
	a.fill(s, q, float64(c.AnswerWithin))
	return nil
}

func (c *erlangCmd) goal() queue.Goal {
	g := queue.Goal{AnswerWithin: float64(c.AnswerWithin)}
	set := func(to *float64, from *portion) {
		if from != nil {
			*to = float64(*from)
		}
	}
	set(&g.ServiceLevel, c.ServiceLevel)
	set(&g.MaxAbandoned, c.MaxAbandoned)
	set(&g.MaxOccupancy, c.MaxOccupancy)
	if c.MaxWait != nil {
		g.MaxWait = float64(*c.MaxWait)
	}
	return g
}

func (a *erlangAnswer) fill(s queue.Station, q queue.Answer, within float64) {
	p50, p90 := s.WaitQuantile(0.5), s.WaitQuantile(0.9)
	a.Agents, a.AnswerWithin, a.Wait, a.Abandoned = s.Agents, &within, &q.Wait, &q.Abandoned
	a.ServiceLevel, a.Definition = &q.Within, definition
	a.Offered, a.AnyOutcome, a.OfAnswered = &q.OfferedWithin, &q.LeftQueueWithin, &q.WithinOfAnswered
	a.MeanWait, a.MeanWaitAnswered = &q.MeanWait, &q.MeanWaitServed
	if s.Patience.Kind != queue.None {
		a.MeanWaitAbandoned = &q.MeanWaitAbandoned
	}
	a.P50, a.P90, a.QueueLength, a.Occupancy = &p50, &p90, &q.QueueLength, q.Occupancy
}

// table writes the answer in columns.
func (a *erlangAnswer) table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(name, format string, x *float64, note string) {
		if x != nil {
			fmt.Fprintf(w, "%s\t"+format+"\t%s\n", name, *x, note)
		}
	}
	percent := func(name string, x *float64, note string) {
		if x != nil {
			y := 100 * *x
			row(name, "%.2f %%", &y, note)
		}
	}
	agents, note := float64(a.Agents), ""
	if a.Fewest {
		note = "the fewest that reach it"
	}
	fmt.Fprintf(w, "formula\t%s\t\n", a.Formula)
	row("contacts an hour", "%.6g", &a.CallsPerHour, "")
	row("handle time", "%.6g s", &a.HandleTime, "")
	row("patience", "%.6g s", a.Patience, "mean")
	row("load", "%.6g erlang", &a.Load, "")
	row("agents", "%.0f", &agents, note)
	percent("blocked", a.Blocked, "turned away ÷ offered")
	percent("P(wait)", a.Wait, "have to wait ÷ offered")
	percent("abandoned", a.Abandoned, "hang up ÷ offered")
	if a.AnswerWithin != nil {
		t := fmt.Sprintf("%.6g s", *a.AnswerWithin)
		percent("service level", a.ServiceLevel, "answered within "+t+" ÷ offered")
		percent("  other definitions", a.Offered, "offered wait at most "+t+" ÷ offered")
		percent("", a.AnyOutcome, "answered or gone within "+t+" ÷ offered")
		percent("", a.OfAnswered, "answered within "+t+" ÷ answered")
	}
	row("mean wait", "%.2f s", a.MeanWait, "all contacts")
	row("", "%.2f s", a.MeanWaitAnswered, "answered (ASA)")
	row("", "%.2f s", a.MeanWaitAbandoned, "abandoned")
	row("wait, median", "%.2f s", a.P50, "all contacts")
	row("wait, 90th percentile", "%.2f s", a.P90, "all contacts")
	row("queue", "%.2f", a.QueueLength, "mean number waiting")
	percent("occupancy", &a.Occupancy, "time serving ÷ time staffed")
	return w.Flush()
}
