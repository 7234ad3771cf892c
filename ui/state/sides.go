package state

import (
	"lojal/sim"
	"lojal/sim/scenario"
)

// Side is one scenario of the comparison, with what is known of it.
type Side struct {
	Plan      Plan
	Scenario  *scenario.Scenario
	Key       string // of its run
	AsSaved   bool   // the plan as it was before its edits, not as it stands
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
	settings := SettingsOf(reference.Scenario)
	s.fill(&reference, settings)
	for i := range others {
		s.fill(&others[i], settings)
	}
	return reference, others
}

func (s *Store) fill(side *Side, c Settings) {
	side.Key = RunKey(side.Scenario.DrawsHash(), c)
	id := side.Plan.ID
	if side.AsSaved {
		id = -id
	}
	side.Results, side.Fresh = s.Results.Of(id, side.Key)
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
