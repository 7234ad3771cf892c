// Package state is what the desktop knows, without any widget: the plans of the
// workspace, the history of every edit, and the results that were found. Views
// observe the store and ask it for changes; data flows one way. The store
// belongs to one goroutine, that of the user interface.
package state

import (
	"slices"

	"lojal/sim/scenario"
)

// Plan is one scenario of the workspace.
type Plan struct {
	ID       int
	Scenario *scenario.Scenario // as it stands, edits included
	Colour   int                // place in the palette of pictures
	Ticked   bool               // compared with the baseline
}

// Name is the scenario's name.
func (p Plan) Name() string { return p.Scenario.Name() }

// State is the workspace at one moment. It is a value: an edit makes another.
type State struct {
	Plans    []Plan // in the order shown
	Selected int    // ID; 0 where there are no plans
	Baseline int    // ID of the plan that others are compared with
}

// Plan finds a plan; ok is false where there is none with this ID.
func (s State) Plan(id int) (p Plan, ok bool) {
	if i := s.index(id); i >= 0 {
		return s.Plans[i], true
	}
	return Plan{}, false
}

func (s State) index(id int) int {
	return slices.IndexFunc(s.Plans, func(p Plan) bool { return p.ID == id })
}

// Compared are the plans shown beside the baseline: the ticked ones and the
// selected one, in the order shown.
func (s State) Compared() []Plan {
	var out []Plan
	for _, p := range s.Plans {
		if p.ID != s.Baseline && (p.Ticked || p.ID == s.Selected) {
			out = append(out, p)
		}
	}
	return out
}

// with is the state with one plan replaced.
func (s State) with(p Plan) State {
	s.Plans = slices.Clone(s.Plans)
	s.Plans[s.index(p.ID)] = p
	return s
}

// without is the state less one plan; selection and baseline move to a neighbour.
func (s State) without(id int) State {
	i := s.index(id)
	s.Plans = slices.Delete(slices.Clone(s.Plans), i, i+1)
	next := 0
	if len(s.Plans) > 0 {
		next = s.Plans[min(i, len(s.Plans)-1)].ID
	}
	if s.Baseline == id {
		s.Baseline = 0
		if len(s.Plans) > 0 {
			s.Baseline = s.Plans[0].ID
		}
	}
	if s.Selected == id {
		s.Selected = next
	}
	return s
}

// insertAfter puts a plan behind another, or at the end where there is none.
func (s State) insertAfter(id int, p Plan) State {
	at := len(s.Plans)
	if i := s.index(id); i >= 0 {
		at = i + 1
	}
	s.Plans = slices.Insert(slices.Clone(s.Plans), at, p)
	return s
}

// baselineColour is the place of the first baseline, far from those of the plans
// beside it: it is grey until another plan is pinned or it is edited.
const baselineColour = 5

// freeColour is the lowest place of the palette that no plan uses.
func (s State) freeColour() int {
	if len(s.Plans) == 0 {
		return baselineColour
	}
	for c := 0; ; c++ {
		if !slices.ContainsFunc(s.Plans, func(p Plan) bool { return p.Colour == c }) {
			return c
		}
	}
}
