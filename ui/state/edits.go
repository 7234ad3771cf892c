package state

import (
	"fmt"
	"slices"

	"lojal/sim/scenario"
)

// Add puts an opened scenario into the workspace and selects it. The first one
// is the baseline.
func (s *Store) Add(sc *scenario.Scenario, file string) int {
	return s.add(sc, file, s.Now().Baseline == 0, "ui.did.open")
}

// AddBaseline puts a scenario that no file holds into the workspace, selects it and
// makes it the baseline: one step. The other plans are of another service, and no
// longer compared until they are ticked.
func (s *Store) AddBaseline(sc *scenario.Scenario) int {
	now := s.Now()
	now.Plans = slices.Clone(now.Plans)
	for i := range now.Plans {
		now.Plans[i].Ticked = false
	}
	return s.addTo(now, sc, "", true, "ui.did.new")
}

func (s *Store) add(sc *scenario.Scenario, file string, baseline bool, what string) int {
	return s.addTo(s.Now(), sc, file, baseline, what)
}

func (s *Store) addTo(now State, sc *scenario.Scenario, file string, baseline bool, what string) int {
	p := Plan{ID: s.newID(), Scenario: sc, Colour: now.freeColour(), Ticked: true}
	s.origins[p.ID] = Origin{File: file, Saved: sc}
	next := now.insertAfter(0, p)
	next.Selected = p.ID
	if baseline {
		next.Baseline = p.ID
	}
	s.push(next, "", what, "Name", p.Name())
	return p.ID
}

// Opened finds the plan of a file, so that it is not opened twice.
func (s *Store) Opened(file string) (id int, ok bool) {
	for _, p := range s.Now().Plans {
		if file != "" && s.origins[p.ID].File == file {
			return p.ID, true
		}
	}
	return 0, false
}

// Duplicate makes a new plan of another under a new name, and selects it.
func (s *Store) Duplicate(id int, name string) int {
	p, ok := s.Now().Plan(id)
	if !ok {
		return 0
	}
	return s.insertCopy(s.Now(), p, name, "ui.did.new")
}

// Keep makes the edits of a plan a new plan under a name; the plan itself goes
// back to what it was before them.
func (s *Store) Keep(id int, name string) int {
	p, ok := s.Now().Plan(id)
	if !ok {
		return 0
	}
	old := p
	old.Scenario = s.origins[id].Saved
	return s.insertCopy(s.Now().with(old), p, name, "ui.did.keep")
}

func (s *Store) insertCopy(now State, p Plan, name, what string) int {
	c := Plan{ID: s.newID(), Scenario: p.Scenario.WithName(name), Colour: now.freeColour(), Ticked: true}
	s.origins[c.ID] = Origin{Saved: c.Scenario}
	next := now.insertAfter(p.ID, c)
	next.Selected = c.ID
	s.push(next, "", what, "Name", name)
	return c.ID
}

// Remove takes a plan out of the workspace; its file stays.
func (s *Store) Remove(id int) {
	if p, ok := s.Now().Plan(id); ok && len(s.Now().Plans) > 1 {
		s.push(s.Now().without(id), "", "ui.did.remove", "Name", p.Name())
	}
}

// Rename gives a plan another name.
func (s *Store) Rename(id int, name string) {
	if p, ok := s.Now().Plan(id); ok && name != "" && name != p.Name() {
		p.Scenario = p.Scenario.WithName(name)
		s.push(s.Now().with(p), "", "ui.did.rename", "Name", name)
	}
}

// Tick takes a plan into the comparison or out of it.
func (s *Store) Tick(id int, on bool) {
	if p, ok := s.Now().Plan(id); ok && p.Ticked != on {
		p.Ticked = on
		s.push(s.Now().with(p), "", "ui.did.tick", "Name", p.Name())
	}
}

// Pin makes a plan the baseline.
func (s *Store) Pin(id int) {
	now := s.Now()
	if p, ok := now.Plan(id); ok && now.Baseline != id {
		now.Baseline = id
		s.push(now, "", "ui.did.pin", "Name", p.Name())
	}
}

// Recolour gives a plan another place of the palette.
func (s *Store) Recolour(id, colour int) {
	if p, ok := s.Now().Plan(id); ok && p.Colour != colour {
		p.Colour = colour
		s.push(s.Now().with(p), "", "ui.did.colour", "Name", p.Name())
	}
}

// Select shows a plan in the levers. Looking is not an edit and makes no step.
func (s *Store) Select(id int) {
	now := s.Now()
	if _, ok := now.Plan(id); ok && now.Selected != id {
		now.Selected = id
		s.history.seal()
		s.history.amend(now)
		s.Tell(Edited)
	}
}

// Set changes one value of a plan. While drag is true, edits of the same value
// are one step, until Seal. The error is a scenario.Problems value, and then
// nothing has changed.
func (s *Store) Set(id int, path, text string, drag bool) error {
	p, ok := s.Now().Plan(id)
	if !ok {
		return nil
	}
	next, err := p.Scenario.Decide(path, text)
	if err != nil {
		return err
	}
	if next.Text(path) == p.Scenario.Text(path) {
		return nil
	}
	before := p.Scenario.Text(path)
	if s.Named != nil {
		if name := s.Named(p.Scenario, next, path); name != next.Name() {
			next = next.WithName(name)
		}
	}
	p.Scenario = next
	merge := ""
	if drag {
		merge = fmt.Sprint(id, " ", path)
	}
	s.push(s.Now().with(p), merge, "ui.did.set", "Path", path, "Name", p.Name(), "Before", before, "After", next.Text(path))
	return nil
}

// Discard takes a plan back to what was opened, kept or saved.
func (s *Store) Discard(id int) {
	p, ok := s.Now().Plan(id)
	if o := s.origins[id]; ok && o.Saved != nil && o.Saved != p.Scenario {
		p.Scenario = o.Saved
		s.push(s.Now().with(p), "", "ui.did.discard", "Name", p.Name())
	}
}

// SavedAs notes that a plan was written to a file and read back from there.
func (s *Store) SavedAs(id int, sc *scenario.Scenario, file string) {
	p, ok := s.Now().Plan(id)
	if !ok {
		return
	}
	s.origins[id] = Origin{File: file, Saved: sc}
	p.Scenario = sc
	s.history.amend(s.Now().with(p))
	s.Tell(Edited)
}

// Lost notes that the file of a plan was deleted by somebody else, or is there
// again.
func (s *Store) Lost(id int, gone bool) {
	if o, ok := s.origins[id]; ok && o.Gone != gone {
		o.Gone = gone
		s.origins[id] = o
		s.Tell(Edited)
	}
}

// Arrive takes what somebody else wrote into a plan's file. next is what the plan
// becomes: disk itself, or disk with the plan's own edits. It is a step, so that
// undo brings back what was there; what is in the file stays known.
func (s *Store) Arrive(id int, disk, next *scenario.Scenario, what string) {
	o := s.origins[id]
	o.Saved, o.Gone = disk, false
	s.origins[id] = o
	p, ok := s.Now().Plan(id)
	if !ok || p.Scenario == next {
		s.Tell(Edited)
		return
	}
	p.Scenario = next
	s.history.seal()
	s.push(s.Now().with(p), "", what, "Name", p.Name())
}

// Appear adds the plan of a file that has come into the folder, without showing it.
func (s *Store) Appear(sc *scenario.Scenario, file string) int {
	now := s.Now()
	p := Plan{ID: s.newID(), Scenario: sc, Colour: now.freeColour()}
	s.origins[p.ID] = Origin{File: file, Saved: sc}
	s.push(now.insertAfter(0, p), "", "ui.did.appear", "Name", p.Name())
	return p.ID
}

// Recover adds a plan with the origin that it had in another session.
func (s *Store) Recover(sc *scenario.Scenario, o Origin) int {
	now := s.Now()
	p := Plan{ID: s.newID(), Scenario: sc, Colour: now.freeColour()}
	s.origins[p.ID] = o
	s.push(now.insertAfter(0, p), "", "ui.did.recover", "Name", p.Name())
	return p.ID
}

// Restore adds a scenario of the ledger as a new plan under a name, and selects it.
func (s *Store) Restore(sc *scenario.Scenario, name string) int {
	return s.insertCopy(s.Now(), Plan{ID: s.Now().Selected, Scenario: sc}, name, "ui.did.restore")
}

// Fork makes an edited plan a new plan under a name, and the plan itself what its
// file holds.
func (s *Store) Fork(id int, disk *scenario.Scenario, name string) int {
	p, ok := s.Now().Plan(id)
	if !ok {
		return 0
	}
	file := s.origins[id]
	s.origins[id] = Origin{File: file.File, Saved: disk}
	old := p
	old.Scenario = disk
	return s.insertCopy(s.Now().with(old), p, name, "ui.did.fork")
}

// Knows says whether a file is or was that of a plan, shown or removed.
func (s *Store) Knows(file string) bool {
	for _, o := range s.origins {
		if o.File == file {
			return true
		}
	}
	return false
}
