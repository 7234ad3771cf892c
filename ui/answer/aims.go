package answer

import (
	"fmt"
	"math"
	"strconv"

	"fyne.io/fyne/v2"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/desk"
)

// aims are the targets of the focus plan while they are moved: the probability is
// read at once, the plan is edited when the line is dropped.
type aims struct {
	desk    *desk.Desk
	held    *scenario.Target // in the hand, not in the plan yet
	nudging bool             // the keys are moving one
	changed func()           // shows the room with the target in the hand
}

// over is a plan's targets with the one in the hand.
func (a *aims) over(of []scenario.Target) []scenario.Target {
	if a.held == nil {
		return of
	}
	out, found := []scenario.Target(nil), false
	for _, t := range of {
		if t.KPI == a.held.KPI {
			t, found = *a.held, true
		}
		out = append(out, t)
	}
	if !found {
		out = append(out, *a.held)
	}
	return out
}

// write is a target as a scenario has it.
func write(t scenario.Target) string {
	side := "at_most"
	if t.AtLeast {
		side = "at_least"
	}
	text := side + " = " + strconv.FormatFloat(t.Value, 'f', -1, 64)
	if t.ByWeek >= 0 {
		text += fmt.Sprintf(", by_week = %d", t.ByWeek)
	}
	return "{ " + text + " }"
}

// set edits a plan; merge is true while a key is held.
func (a *aims) set(plan int, id kpi.ID, text string, merge bool) {
	if err := a.desk.Store.Set(plan, "targets."+string(id), text, merge); err != nil {
		a.desk.Do.Fail(err)
	}
}

// aim moves the target of a card's figure.
func (c *card) aim(v float64, at step) {
	t, a := c.model.target(c.kpi.ID), c.aims
	switch {
	case at == left:
		if a.nudging {
			a.nudging = false
			c.desk.Store.Seal()
			a.changed()
		}
	case t == nil:
	case at == dragging:
		next := *t
		next.Value = v
		a.held = &next
		a.changed()
		c.desk.Explain(c.odds(next))
	case at == dropped:
		if a.held != nil {
			next := *a.held
			a.held = nil
			c.desk.Store.Seal()
			a.set(c.model.focus.Plan.ID, c.kpi.ID, write(next), false)
			a.changed()
		}
	case at == nudged:
		next := *t
		next.Value = v
		a.nudging = true
		a.set(c.model.focus.Plan.ID, c.kpi.ID, write(next), true)
		c.desk.Explain(c.odds(next))
	}
}

// odds tells how likely a target is met, alone and with the others.
func (c *card) odds(t scenario.Target) string {
	m := c.model
	m.targets = (&aims{held: &t}).over(m.targets)
	return m.condition(c.desk, t) + ": " + m.chances(c.desk, func(r *sim.Results) float64 { return r.Probability(t).Probability }) + m.together(c.desk, "  ·  ")
}

// addTarget sets one at a value, or in the middle of what the plan does.
func (c *card) addTarget(v float64) {
	if c.model.focus.Results == nil {
		return
	}
	if math.IsNaN(v) {
		g, _, ok := c.plot.geometry()
		v = c.model.focus.Results.Summary(c.kpi.ID).P50
		if math.IsNaN(v) || !ok {
			return
		}
		v = snap(v, g.Y)
	}
	c.desk.Store.Seal()
	t := scenario.Target{KPI: string(c.kpi.ID), AtLeast: c.kpi.Better != kpi.Down, Value: v, ByWeek: -1}
	c.aims.set(c.model.focus.Plan.ID, c.kpi.ID, write(t), false)
	c.desk.Explain(c.odds(t))
}

// removeTarget takes it away; one that comes from the extended file too.
func (c *card) removeTarget() {
	c.desk.Store.Seal()
	c.aims.set(c.model.focus.Plan.ID, c.kpi.ID, `"none"`, false)
}

// turn exchanges at least and at most.
func (c *card) turn(t scenario.Target) {
	t.AtLeast = !t.AtLeast
	c.desk.Store.Seal()
	c.aims.set(c.model.focus.Plan.ID, c.kpi.ID, write(t), false)
}

// by asks for the target by a week, or over the horizon.
func (c *card) by(t scenario.Target, week int) {
	t.ByWeek = week
	c.desk.Store.Seal()
	c.aims.set(c.model.focus.Plan.ID, c.kpi.ID, write(t), false)
}

// targetMenu is what can be done to the target; at is the value under the pointer, or NaN.
func (c *card) targetMenu(at float64) []*fyne.MenuItem {
	t := c.model.target(c.kpi.ID)
	if t == nil {
		text := "answer.menu.add_target"
		if math.IsNaN(at) { // the menu is not opened at a place of the picture
			text = "answer.menu.new_target"
		}
		add := fyne.NewMenuItem(c.desk.T(text), func() { c.addTarget(at) })
		add.Disabled = c.model.focus.Results == nil
		return []*fyne.MenuItem{add}
	}
	turned := *t
	turned.AtLeast = !turned.AtLeast
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(c.desk.T("answer.menu.type_target"), func() { c.typeTarget(*t) }),
		fyne.NewMenuItem(c.desk.T("answer.menu.turn_target", "Condition", c.model.condition(c.desk, turned)), func() { c.turn(*t) }),
	}
	if c.week >= 0 && t.ByWeek != c.week {
		items = append(items, fyne.NewMenuItem(c.desk.T("answer.menu.by_week"), func() { c.by(*t, c.week) }))
	}
	if t.ByWeek >= 0 {
		items = append(items, fyne.NewMenuItem(c.desk.T("answer.menu.any_week"), func() { c.by(*t, -1) }))
	}
	return append(items, fyne.NewMenuItem(c.desk.T("answer.menu.remove_target"), c.removeTarget))
}
