// Package calibrate makes a baseline scenario out of the few figures that a
// planner knows by heart, so that a run of it gives these figures back.
package calibrate

import (
	"context"
	"fmt"
	"math"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// Figures are what a customer service of today looks like.
type Figures struct {
	Contacts     float64 // a week that ask for a person, repeated ones included
	HandleTime   float64 // mean of all contacts and agents, in seconds
	Agents       float64 // positions, of which a few are vacant at any time
	Hours        float64 // paid a week and agent
	Attrition    float64 // leavers a year ÷ mean number of agents
	Satisfaction float64 // lasting, 0 to 100
	Churn        float64 // share of customers lost a year
	Cost         float64 // a year: people, training, hiring and automation, in the scenario's currency
}

// Usual are about the figures of the shipped baseline.
var Usual = Figures{Contacts: 7500, HandleTime: 410, Agents: 45, Hours: 37.5, Attrition: .27, Satisfaction: 75, Churn: .155, Cost: 37e6}

// Field is one of the figures: its name in messages and texts, and what is allowed.
type Field struct {
	Name      string
	Low, High float64
	Of        func(*Figures) *float64
}

// Fields are the figures in the order in which they are asked for.
var Fields = []Field{
	{"contacts", 1, 1e6, func(f *Figures) *float64 { return &f.Contacts }},
	{"handle_time", 5, 4 * 3600, func(f *Figures) *float64 { return &f.HandleTime }},
	{"agents", 1, 5000, func(f *Figures) *float64 { return &f.Agents }},
	{"hours", 1, 80, func(f *Figures) *float64 { return &f.Hours }},
	{"attrition", 0, 2, func(f *Figures) *float64 { return &f.Attrition }},
	{"satisfaction", 20, 95, func(f *Figures) *float64 { return &f.Satisfaction }},
	{"churn", 0.001, 0.8, func(f *Figures) *float64 { return &f.Churn }},
	{"cost", 1, 1e12, func(f *Figures) *float64 { return &f.Cost }},
}

// Wrong says that a figure is out of its bounds, or that no scenario gives it
// together with the others.
type Wrong struct {
	Field   Field
	Value   float64
	Reached float64 // 0 where the value itself is not allowed
}

func (w *Wrong) Error() string {
	if w.Reached != 0 {
		return fmt.Sprintf("%s: %v does not go with the other figures; the nearest is %.4g", w.Field.Name, w.Value, w.Reached)
	}
	return fmt.Sprintf("%s: %v is not allowed; it must be %v to %v", w.Field.Name, w.Value, w.Field.Low, w.Field.High)
}

// Check says which figure is not allowed, if any.
func (f Figures) Check() error {
	for _, field := range Fields {
		if x := *field.Of(&f); !(x >= field.Low && x <= field.High) {
			return &Wrong{Field: field, Value: x}
		}
	}
	return nil
}

// Effort of the search.
const (
	replications = 300
	weeks        = 52
	rounds       = 10
	near         = 0.002 // of each figure
)

// Baseline finds the scenario of that name which gives the figures back: the
// shipped baseline with its customers, handle time, leaving, satisfaction, churn
// and price of an hour fitted. It runs the simulation some times: a matter of
// seconds. The error is a *[Wrong], or ctx's.
func Baseline(ctx context.Context, name string, f Figures) (*scenario.Scenario, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	k := start(&f)
	for round := 1; ; round++ {
		s, err := k.scenario(name, &f)
		if err != nil {
			return nil, err
		}
		got, err := Measure(ctx, s, sim.Options{Replications: replications, Weeks: weeks})
		if err != nil {
			return nil, err
		}
		far := farthest(&f, &got)
		if far == nil {
			k.digits = written
			return k.scenario(name, &f)
		}
		if round == rounds {
			return nil, far
		}
		k.move(&f, &got)
	}
}

// farthest is the figure that is missed, if any. What is typed in comes out as
// typed and is not looked at.
func farthest(want, got *Figures) error {
	for _, field := range Fields {
		w, g := *field.Of(want), *field.Of(got)
		if math.Abs(g-w) > near*math.Abs(w) && (field.Name != "attrition" || math.Abs(g-w) > .0005) {
			return &Wrong{Field: field, Value: w, Reached: g}
		}
	}
	return nil
}

// Measure reads the figures off a run; means over replications.
func Measure(ctx context.Context, s *scenario.Scenario, o sim.Options) (Figures, error) {
	r, err := sim.Run(ctx, s, o)
	if err != nil {
		return Figures{}, err
	}
	plan := s.Draw(1, nil)
	years := float64(r.Weeks) / 52
	f := Figures{
		Agents: plan.Decisions.Staffing.Headcount[0], Hours: plan.Decisions.Staffing.HoursPerWeek[0],
		Attrition: r.Summary(kpi.Attrition).Mean, Satisfaction: r.Summary(kpi.SatisfactionLasting).Mean,
		Churn: r.Summary(kpi.Churn).Mean, Cost: r.Summary(kpi.Cost).Mean / years,
	}
	offered, staffed := total(r.Weights[kpi.PerOffered]), total(r.Weights[kpi.PerStaffed])
	f.Contacts = offered / float64(r.Weeks)
	served := offered * (1 - r.Summary(kpi.Abandoned).Mean)
	if served > 0 {
		f.HandleTime = r.Summary(kpi.Occupancy).Mean * staffed / served
	}
	return f, nil
}

// total is the mean over replications of a sum over weeks.
func total(by [][]float32) float64 {
	sum := 0.0
	for _, week := range by {
		part := 0.0
		for _, x := range week {
			part += float64(x)
		}
		sum += part / float64(len(week))
	}
	return sum
}
