// Package answer is the room that answers the planner's question: sentences,
// fans, differences and what was changed.
package answer

import (
	"math"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/state"
)

// model is what the room shows: the compared plans with their results. It is
// made anew at every change.
type model struct {
	reference state.Side
	others    []state.Side
	focus     state.Side // what sentences and differences are about
	compared  bool       // focus is a plan beside the reference
	stale     bool       // some results are of earlier versions
	faded     bool       // and have been for a while
	motion    motion

	plans       []chart.Plan      // with results, the reference first
	sides       []state.Side      // of plans
	comparisons []*sim.Comparison // one for each of plans; nil for the reference and where not comparable
	main        *sim.Comparison   // of focus; nil: none yet
	targets     []scenario.Target // of focus, with the one in the hand

}

// newModel is the model of now, without comparisons.
func newModel(d *desk.Desk, a *aims) model {
	var m model
	m.reference, m.others = d.Store.Sides()
	phase := d.Store.Results.Progress.Phase
	switch {
	case d.Store.Dragging() && !a.nudging || a.held != nil:
		m.motion = moving
	case phase == job.Previewing || phase == job.Refining:
		m.motion = refining
	}
	m.focus, m.compared = state.Focus(d.Store.Now().Selected, m.others)
	if !m.compared {
		m.focus = m.reference
	}
	if m.reference.Scenario == nil {
		return m
	}
	m.targets = a.over(m.focus.Own.Targets())
	if m.compared && !m.comparable(m.focus) {
		m.add(d, m.focus) // alone: its weeks are others than those of the rest
		return m
	}
	m.add(d, m.reference)
	for _, side := range m.others {
		if m.comparable(side) {
			m.add(d, side)
		}
	}
	return m
}

// comparable says whether a side covers the same weeks as the reference; seed,
// horizon and queue are the reference's for all.
func (m *model) comparable(side state.Side) bool {
	return side.Scenario.Run().Start.Equal(m.reference.Scenario.Run().Start)
}

func (m *model) add(d *desk.Desk, side state.Side) {
	if side.Results == nil {
		return
	}
	m.stale = m.stale || !side.Fresh
	m.sides = append(m.sides, side)
	m.plans = append(m.plans, chart.Plan{Results: side.Results, Name: d.Name(side),
		Colour: side.Plan.Colour, Baseline: side.Reference, Focus: side.ID() == m.focus.ID()})
}

// compare takes the comparisons of the plans with the reference.
func (m *model) compare(of func(base, other *sim.Results) *sim.Comparison) {
	for _, side := range m.sides {
		var c *sim.Comparison
		if !side.Reference && m.reference.Results != nil {
			c = of(m.reference.Results, side.Results)
		}
		m.comparisons = append(m.comparisons, c)
		if m.compared && side.ID() == m.focus.ID() {
			m.main = c
		}
	}
}

// fan is the drawing of a figure; ok is false while there is nothing to draw.
func (m *model) fan(k kpi.KPI) (f chart.Fan, ok bool) {
	return chart.Fan{KPI: k, Plans: m.plans, Target: m.target(k.ID), Week: -1}, len(m.plans) > 0
}

// target is the focus plan's target of a figure, or nil.
func (m *model) target(id kpi.ID) *scenario.Target {
	for _, t := range m.targets {
		if kpi.ID(t.KPI) == id {
			return &t
		}
	}
	return nil
}

// currency is the scenario's.
func (m *model) currency() string { return m.reference.Scenario.Run().Currency }

// delta is the paired difference of a figure; ok is false where there is none.
func (m *model) delta(id kpi.ID) (sim.Delta, bool) {
	if m.main == nil {
		return sim.Delta{}, false
	}
	for _, d := range m.main.Deltas {
		if d.KPI == id {
			return d, !math.IsNaN(d.Summary.Mean)
		}
	}
	return sim.Delta{}, false
}

// sure is how often a difference must have its sign to be coloured.
const sure = 0.8

// direction is +1 where a difference is for the better in at least eight of ten
// futures, −1 where for the worse, else 0.
func direction(k kpi.KPI, d sim.Delta) int {
	switch p := d.ProbabilityBetter; {
	case k.Better == kpi.Neither, math.IsNaN(p):
		return 0
	case p >= sure:
		return +1
	case p <= 1-sure:
		return -1
	}
	return 0
}

// chances tells a probability of the focus plan with the reference's beside it.
func (m *model) chances(d *desk.Desk, of func(*sim.Results) float64) string {
	out := chart.Chance(d.Text, of(m.focus.Results))
	if m.compared && m.reference.Results != nil && m.comparable(m.focus) {
		out += " (" + d.Name(m.reference) + " " + chart.Chance(d.Text, of(m.reference.Results)) + ")"
	}
	return out
}

// together tells how likely all targets are met at once, after a text before it;
// nothing of fewer than two.
func (m *model) together(d *desk.Desk, before string) string {
	if len(m.targets) < 2 {
		return ""
	}
	return before + d.T("answer.together") + ": " + m.chances(d, func(r *sim.Results) float64 {
		with := *r
		with.Targets = m.targets
		_, all := with.TargetResults()
		return all.Probability
	})
}

// condition is a target in words.
func (m *model) condition(d *desk.Desk, t scenario.Target) string {
	k, _ := kpi.Of(kpi.ID(t.KPI))
	sign := " ≤ "
	if t.AtLeast {
		sign = " ≥ "
	}
	text := k.Name(d.Text.Lang()) + sign + d.Text.Figure(k, t.Value, 0, m.currency())
	if t.ByWeek >= 0 {
		day := m.reference.Scenario.Run().Start.AddDate(0, 0, 7*t.ByWeek)
		text += " " + d.T("by", "Date", d.Text.Month(day))
	}
	return text
}
