package state

import "testing"

const handleTime = "world.contact.phone.handle_time"

// When the World of the selected plan changes, the baseline and the other plans are
// run in it: differences stay those of decisions.
func TestBaselineFollowsTheWorld(t *testing.T) {
	s := desk(t)
	if err := s.Set(2, headcount, "48", false); err != nil {
		t.Fatal(err)
	}
	s.Select(2)
	before, _ := s.Sides()
	if before.Adopted {
		t.Fatal("worlds that are the same were changed")
	}
	if err := s.Set(2, handleTime, "400", false); err != nil {
		t.Fatal(err)
	}
	reference, others := s.Sides()
	for _, side := range append(others, reference) {
		if got := side.Scenario.Text(handleTime); got != "400" {
			t.Errorf("%s is run with a handle time of %s", side.Plan.Name(), got)
		}
		if want := side.Plan.ID != 2; side.Adopted != want {
			t.Errorf("%s: adopted %v", side.Plan.Name(), side.Adopted)
		}
	}
	if reference.Key == before.Key {
		t.Error("the baseline is not run again")
	}
	if reference.Scenario.Text(headcount) == "48" || reference.Own.Text(handleTime) == "400" {
		t.Error("the baseline took a decision, or lost its own World")
	}
	s.SetOwnWorlds(true)
	if reference, _ = s.Sides(); reference.Key != before.Key || reference.Adopted {
		t.Error("in its own World the baseline is another run")
	}
}

// A lever, as opposed to an assumption, runs nothing but its plan again.
func TestLeverLeavesTheBaseline(t *testing.T) {
	s := desk(t)
	before, _ := s.Sides()
	s.Select(2)
	if err := s.Set(2, headcount, "48", false); err != nil {
		t.Fatal(err)
	}
	if after, _ := s.Sides(); after.Key != before.Key || after.Adopted {
		t.Error("a decision of a plan changed the baseline")
	}
}

// The edited baseline is shown beside what it was: its World is the difference.
func TestEditedBaselineKeepsItsOldWorldAsReference(t *testing.T) {
	s := desk(t)
	s.Select(1)
	if err := s.Set(1, handleTime, "400", false); err != nil {
		t.Fatal(err)
	}
	reference, others := s.Sides()
	if !reference.AsSaved || reference.Adopted || reference.Scenario.Text(handleTime) == "400" {
		t.Error("the reference followed the edit that it shall show")
	}
	if others[0].Scenario.Text(handleTime) != "400" || others[1].Scenario.Text(handleTime) == "400" {
		t.Errorf("the edited baseline has %s, another plan %s", others[0].Scenario.Text(handleTime), others[1].Scenario.Text(handleTime))
	}
}
