package state

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/scenario"
)

const headcount = "decisions.staffing.headcount"

// parsed holds scenarios that were read; they never change.
var parsed = map[string]*scenario.Scenario{}

func parse(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	if s := parsed[name]; s != nil {
		return s
	}
	s, err := scenario.Parse("test.toml", []byte(fmt.Sprintf("format = 1\nname = %q\n", name)))
	if err != nil {
		t.Fatal(err)
	}
	parsed[name] = s
	return s
}

// desk is a store with three plans from files; the first is the baseline.
func desk(t testing.TB) *Store {
	s := New()
	for _, name := range []string{"Today", "Training", "Automate"} {
		s.Add(parse(t, name), name+".toml")
	}
	s.Start()
	return s
}

func value(t testing.TB, s *Store, id int) string {
	t.Helper()
	p, ok := s.Now().Plan(id)
	if !ok {
		t.Fatalf("plan %d is gone", id)
	}
	return p.Scenario.Text(headcount)
}

func TestSetUndoRedo(t *testing.T) {
	s := desk(t)
	before := value(t, s, 2)
	if err := s.Set(2, headcount, "48", false); err != nil {
		t.Fatal(err)
	}
	if got := value(t, s, 2); got != "48" {
		t.Fatalf("headcount is %s", got)
	}
	if got := value(t, s, 1); got != before {
		t.Errorf("the baseline moved too: %s", got)
	}
	s.Undo()
	if got := value(t, s, 2); got != before {
		t.Errorf("after undo headcount is %s, want %s", got, before)
	}
	s.Redo()
	if got := value(t, s, 2); got != "48" {
		t.Errorf("after redo headcount is %s", got)
	}
}

func TestWrongValueChangesNothing(t *testing.T) {
	s := desk(t)
	told := 0
	s.Observe(func(Event) { told++ })
	if err := s.Set(2, headcount, "many", false); err == nil {
		t.Fatal("\"many\" was taken as a headcount")
	}
	if told != 0 || s.CanUndo() {
		t.Errorf("a refused edit told %d observers and left a step: %v", told, s.CanUndo())
	}
}

func TestDragIsOneStep(t *testing.T) {
	s := desk(t)
	for v := 46; v <= 50; v++ {
		if err := s.Set(2, headcount, fmt.Sprint(v), true); err != nil {
			t.Fatal(err)
		}
	}
	s.Seal()
	if err := s.Set(2, headcount, "52", true); err != nil {
		t.Fatal(err)
	}
	steps, _ := s.Steps()
	if len(steps) != 3 {
		t.Errorf("two drags made %d steps, want 2 and the start", len(steps))
	}
	s.Undo()
	if got := value(t, s, 2); got != "50" {
		t.Errorf("undo of the second drag gives %s, want 50", got)
	}
}

func TestKeepLeavesThePlanAsItWas(t *testing.T) {
	s := desk(t)
	before := value(t, s, 2)
	if err := s.Set(2, headcount, "48", false); err != nil {
		t.Fatal(err)
	}
	id := s.Keep(2, "Training with 48")
	if got := value(t, s, 2); got != before {
		t.Errorf("the plan kept the edit: %s", got)
	}
	if got := value(t, s, id); got != "48" || s.Now().Selected != id {
		t.Errorf("the new plan has %s, selected %v", got, s.Now().Selected == id)
	}
	p, _ := s.Now().Plan(id)
	if !s.Dirty(p) || s.Drafted(p) {
		t.Errorf("a kept plan: unsaved %v (want true), edited %v (want false)", s.Dirty(p), s.Drafted(p))
	}
}

func TestDraftedAgainstOpened(t *testing.T) {
	s := desk(t)
	before := value(t, s, 2)
	_ = s.Set(2, headcount, "48", false)
	p, _ := s.Now().Plan(2)
	if !s.Drafted(p) || len(s.Unsaved()) != 1 {
		t.Fatal("an edited plan is not marked")
	}
	_ = s.Set(2, headcount, before, false)
	p, _ = s.Now().Plan(2)
	if s.Drafted(p) {
		t.Error("a plan with its old values is still marked as edited")
	}
}

func TestSaveIsNotUndone(t *testing.T) {
	s := desk(t)
	_ = s.Set(2, headcount, "48", false)
	p, _ := s.Now().Plan(2)
	s.SavedAs(2, p.Scenario, "other.toml")
	s.Undo()
	if o := s.Origin(2); o.File != "other.toml" {
		t.Errorf("undo changed the file to %s", o.File)
	}
	p, _ = s.Now().Plan(2)
	if !s.Drafted(p) {
		t.Error("the plan differs from what was saved and is not marked")
	}
}

func TestColoursDiffer(t *testing.T) {
	s := desk(t)
	s.Duplicate(2, "copy")
	seen := map[int]string{}
	for _, p := range s.Now().Plans {
		if other, ok := seen[p.Colour]; ok {
			t.Errorf("%s and %s share colour %d", p.Name(), other, p.Colour)
		}
		seen[p.Colour] = p.Name()
	}
}

func TestSelectIsNoStep(t *testing.T) {
	s := desk(t)
	s.Select(1)
	if s.CanUndo() || s.Now().Selected != 1 {
		t.Errorf("selecting made a step (%v) or did not select (%d)", s.CanUndo(), s.Now().Selected)
	}
}

func TestRemoveMovesSelectionAndBaseline(t *testing.T) {
	s := desk(t)
	s.Select(1)
	s.Remove(1)
	if now := s.Now(); now.Baseline != 2 || now.Selected != 2 {
		t.Errorf("baseline %d, selected %d, want 2 and 2", now.Baseline, now.Selected)
	}
	s.Remove(2)
	s.Remove(3)
	if n := len(s.Now().Plans); n != 1 {
		t.Errorf("%d plans; the last one must stay", n)
	}
}

func TestSidesOfAnEditedBaseline(t *testing.T) {
	s := desk(t)
	for _, id := range []int{2, 3} {
		s.Tick(id, false)
	}
	s.Select(1)
	if _, others := s.Sides(); len(others) != 0 {
		t.Fatalf("the baseline alone is compared with %d plans", len(others))
	}
	_ = s.Set(1, headcount, "48", false)
	reference, others := s.Sides()
	if !reference.AsSaved || len(others) != 1 || others[0].Scenario.Text(headcount) != "48" {
		t.Fatalf("an edited baseline is compared with %d plans, as saved: %v", len(others), reference.AsSaved)
	}
	if reference.Key == others[0].Key {
		t.Error("both sides have the same run")
	}
}

func TestStaleResults(t *testing.T) {
	s := desk(t)
	reference, others := s.Sides()
	s.Results.Put(reference.Key, &sim.Results{Replications: 1})
	s.Results.Put(others[len(others)-1].Key, &sim.Results{Replications: 2})
	_, others = s.Sides()
	if got := others[len(others)-1]; got.Results == nil || !got.Fresh {
		t.Fatal("results of the present version are not found or not fresh")
	}
	_ = s.Set(3, headcount, "48", false)
	_, others = s.Sides()
	if got := others[len(others)-1]; got.Results == nil || got.Fresh {
		t.Error("after an edit the old results must be shown, and as stale")
	}
	s.Undo()
	_, others = s.Sides()
	if got := others[len(others)-1]; !got.Fresh {
		t.Error("after undo the results are fresh again")
	}
}

func TestResultsForgetTheOldest(t *testing.T) {
	r := newResults()
	for i := range kept + 3 {
		r.Put(fmt.Sprint(i), &sim.Results{})
	}
	if r.Get("2") != nil || r.Get("3") == nil {
		t.Error("the oldest results must go, the newer stay")
	}
}

// shape is what can be seen of a workspace.
func shape(s State) string {
	out := fmt.Sprint(s.Baseline)
	for _, p := range s.Plans {
		out += fmt.Sprint("|", p.ID, p.Name(), p.Ticked, p.Colour, p.Scenario.Hash())
	}
	return out
}

// Whatever is done, undoing it all gives the beginning, and redoing it all the
// end; a new edit after an undo follows the step it was made from, and what was
// undone can still be gone to.
func TestUndoRedoProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := desk(t)
		trail := []string{shape(s.Now())}
		for range rapid.IntRange(1, 8).Draw(rt, "edits") {
			edit(rt, s)
			steps, at := s.Steps()
			if len(steps) > len(trail) {
				trail = append(trail, shape(s.Now()))
			}
			if at != len(steps)-1 {
				rt.Fatal("an edit did not end the history")
			}
		}
		for i := len(trail) - 1; i >= 0; i-- {
			if got := shape(s.Now()); got != trail[i] {
				rt.Fatalf("step %d:\n%s\nwant\n%s", i, got, trail[i])
			}
			s.Undo()
		}
		for range trail {
			s.Redo()
		}
		if got := shape(s.Now()); got != trail[len(trail)-1] {
			rt.Fatalf("redone:\n%s\nwant\n%s", got, trail[len(trail)-1])
		}
		at := rapid.IntRange(0, len(trail)-1).Draw(rt, "jump")
		s.Jump(at)
		if got := shape(s.Now()); got != trail[at] {
			rt.Fatalf("jump to %d:\n%s\nwant\n%s", at, got, trail[at])
		}
		_ = s.Set(s.Now().Plans[0].ID, headcount, "29", false) // a value that no other edit gives
		if steps, now := s.Steps(); len(steps) != len(trail)+1 || now != len(steps)-1 || steps[now].From != at {
			rt.Fatalf("after a jump to %d and an edit the history has %d steps", at, len(steps))
		}
		if s.CanRedo() {
			rt.Fatal("there is something to redo after an edit")
		}
		s.Undo()
		if got := shape(s.Now()); got != trail[at] {
			rt.Fatalf("undo of an edit after a jump to %d gives\n%s\nwant\n%s", at, got, trail[at])
		}
		for i, want := range trail {
			s.Jump(i)
			if got := shape(s.Now()); got != want {
				rt.Fatalf("the undone step %d is lost:\n%s\nwant\n%s", i, got, want)
			}
		}
	})
}

// edit makes one edit at random.
func edit(rt *rapid.T, s *Store) {
	now := s.Now()
	ids := []int{}
	for _, p := range now.Plans {
		ids = append(ids, p.ID)
	}
	id := rapid.SampledFrom(ids).Draw(rt, "plan")
	switch rapid.IntRange(0, 8).Draw(rt, "edit") {
	case 0:
		_ = s.Set(id, headcount, fmt.Sprint(rapid.IntRange(30, 60).Draw(rt, "heads")), false)
	case 1:
		s.Duplicate(id, "copy")
	case 2:
		s.Remove(id)
	case 3:
		s.Rename(id, rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "name"))
	case 4:
		p, _ := now.Plan(id)
		s.Tick(id, !p.Ticked)
	case 5:
		s.Pin(id)
	case 6:
		s.Discard(id)
	case 7:
		s.Keep(id, "kept")
	case 8:
		s.Recolour(id, rapid.IntRange(0, 6).Draw(rt, "colour"))
	}
	next := s.Now()
	if !slices.ContainsFunc(next.Plans, func(p Plan) bool { return p.ID == next.Selected }) ||
		!slices.ContainsFunc(next.Plans, func(p Plan) bool { return p.ID == next.Baseline }) {
		rt.Fatal("selection or baseline is no plan")
	}
}

// A new baseline is one step: undo takes it away and compares with the former.
func TestAddBaselineIsOneStep(t *testing.T) {
	s := New()
	for _, name := range []string{"baseline", "more-training"} {
		sc, err := scenario.Open("library:" + name)
		if err != nil {
			t.Fatal(err)
		}
		s.Add(sc, "library:"+name)
	}
	before := s.Now()
	sc, err := scenario.Open("library:hiring-freeze")
	if err != nil {
		t.Fatal(err)
	}
	id := s.AddBaseline(sc)
	for _, p := range s.Now().Plans {
		if p.ID != id && p.Ticked {
			t.Errorf("%s is still compared", p.Name())
		}
	}
	if now := s.Now(); now.Baseline != id || now.Selected != id || len(now.Plans) != 3 {
		t.Fatalf("baseline %d, selected %d of %d plans; want %d of 3", now.Baseline, now.Selected, len(now.Plans), id)
	}
	s.Undo()
	if now := s.Now(); now.Baseline != before.Baseline || len(now.Plans) != 2 {
		t.Errorf("after undo baseline %d of %d plans", now.Baseline, len(now.Plans))
	}
}
