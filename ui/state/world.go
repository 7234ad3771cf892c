package state

import "lojal/sim/scenario"

// Plans are compared in one World, that of the selected plan: a difference then is
// due to decisions. When the World of that plan changes, the baseline and the other
// plans are run again in it. OwnWorlds leaves each in its own.

// OwnWorlds says whether each plan is run in its own World.
func (s *Store) OwnWorlds() bool { return s.ownWorlds }

// SetOwnWorlds chooses. Looking is not an edit and makes no step.
func (s *Store) SetOwnWorlds(on bool) {
	if s.ownWorlds != on {
		s.ownWorlds = on
		s.Tell(Edited)
	}
}

// WorldsDiffer says whether two scenarios differ in what a planner cannot choose.
func WorldsDiffer(a, b *scenario.Scenario) bool { return len(worldChanges(a, b)) > 0 }

func worldChanges(a, b *scenario.Scenario) (out []scenario.Change) {
	for _, c := range scenario.Diff(a, b) {
		if c.Key.Side == scenario.World || c.Key.Side == scenario.Price {
			out = append(out, c)
		}
	}
	return out
}

// adopt runs a side in the World of another scenario. Where that cannot be
// written, such as with other kinds of contact, the side keeps its own.
func (s *Store) adopt(side *Side, world *scenario.Scenario) {
	if s.ownWorlds || side.Scenario == world {
		return
	}
	if moved := s.worlds.of(side.Scenario, world); moved != nil && moved != side.Scenario {
		side.Scenario, side.Adopted = moved, true
	}
}

// worlds remembers scenarios in the World of others: they are asked for at every
// change, and writing one takes as long as reading a file.
type worlds map[[2]*scenario.Scenario]*scenario.Scenario

const worldsKept = 32

// of is a scenario in the World of another: itself where they are the same, nil
// where it cannot be written.
func (w worlds) of(s, world *scenario.Scenario) *scenario.Scenario {
	key := [2]*scenario.Scenario{s, world}
	if known, found := w[key]; found {
		return known
	}
	if len(w) >= worldsKept {
		clear(w)
	}
	w[key] = inWorld(s, world)
	return w[key]
}

func inWorld(s, world *scenario.Scenario) *scenario.Scenario {
	changes := worldChanges(s, world)
	if len(changes) == 0 {
		return s
	}
	var sets []scenario.Set
	for _, c := range changes {
		if c.B == "" {
			return nil
		}
		sets = append(sets, scenario.Set{Path: c.Path, Text: c.B})
	}
	moved, err := s.WithAll(sets...)
	if err != nil || WorldsDiffer(moved, world) {
		return nil
	}
	return moved
}
