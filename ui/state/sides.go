package state

import (
	"lojal/sim"
	"lojal/sim/scenario"
)

// Side is one scenario of the comparison, with what is known of it.
type Side struct {
	Plan      Plan
	Scenario  *scenario.Scenario // what is run
	Own       *scenario.Scenario // the same in its own World
	Adopted   bool               // Scenario has the World of the selected plan
	Key       string             // of its run
	AsSaved   bool               // the plan as it was before its edits, not as it stands
	Reference bool
	Results   *sim.Results // nil: none yet
	Fresh     bool         // the results are those of Scenario
}

// Sides are the reference and the plans compared with it, in the order shown.
// The reference is the baseline. While the baseline itself is selected and
// edited, it is compared with what it was before.
func (s *Store) Sides() (reference Side, others []Side) {
	now := s.Now()
	base, ok := now.Plan(now.Baseline)
	if !ok {
		return Side{}, nil
	}
	reference = Side{Plan: base, Scenario: base.Scenario, Reference: true}
	if saved := s.origins[base.ID].Saved; now.Selected == base.ID && s.Drafted(base) && saved != nil {
		reference.Scenario, reference.AsSaved = saved, true
		others = append(others, Side{Plan: base, Scenario: base.Scenario})
	}
	for _, p := range now.Compared() {
		others = append(others, Side{Plan: p, Scenario: p.Scenario})
	}
	s.share(&reference, others, now)
	settings := SettingsOf(reference.Scenario)
	s.fill(&reference, settings)
	for i := range others {
		s.fill(&others[i], settings)
	}
	return reference, others
}

// share puts all sides into the World of the selected plan; while the baseline is
// edited, into that which it had before.
func (s *Store) share(reference *Side, others []Side, now State) {
	world := reference.Scenario
	if p, ok := now.Plan(now.Selected); ok && !reference.AsSaved {
		world = p.Scenario
	}
	reference.Own = reference.Scenario
	s.adopt(reference, world)
	for i := range others {
		o := &others[i]
		o.Own = o.Scenario
		if o.Plan.ID != now.Selected {
			s.adopt(o, world)
		}
	}
}

func (s *Store) fill(side *Side, c Settings) {
	side.Key = RunKey(side.Scenario.DrawsHash(), c)
	side.Results, side.Fresh = s.Results.Of(side.ID(), side.Key)
}

// ID tells the sides apart: that of the plan, negative for the plan as saved.
func (s Side) ID() int {
	if s.AsSaved {
		return -s.Plan.ID
	}
	return s.Plan.ID
}

// Focus is the side that sentences and differences are about: the selected plan,
// or the first that is compared. ok is false where there is only the reference.
func Focus(selected int, others []Side) (side Side, ok bool) {
	for _, o := range others {
		if o.Plan.ID == selected {
			return o, true
		}
	}
	if len(others) > 0 {
		return others[0], true
	}
	return Side{}, false
}
