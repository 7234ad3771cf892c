package state

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// An undo goes to what was edited, a redo along the way that was gone last, and
// a branch that was left is still in the list.
func TestHistoryBranches(t *testing.T) {
	s := desk(t)
	set := func(v string) { _ = s.Set(2, headcount, v, false) }
	set("41") // step 1
	set("42") // 2
	s.Undo()
	set("43") // 3, from 1
	set("44") // 4
	s.Undo()
	s.Undo()
	if got := value(t, s, 2); got != "41" {
		t.Fatalf("two undos give %s, want 41", got)
	}
	s.Redo()
	if got := value(t, s, 2); got != "43" {
		t.Errorf("redo gives %s, want 43: the branch gone last", got)
	}
	if want := []bool{true, true, false, true, true}; !reflect.DeepEqual(s.Line(), want) {
		t.Errorf("the line is %v, want %v", s.Line(), want)
	}
	s.Jump(2)
	s.Undo()
	s.Redo()
	if got := value(t, s, 2); got != "42" {
		t.Errorf("after going to the left branch, undo and redo give %s, want 42", got)
	}
}

func TestBookmarks(t *testing.T) {
	s := desk(t)
	_ = s.Set(2, headcount, "41", false)
	s.Bookmark("before the board")
	_ = s.Set(2, headcount, "42", false)
	s.Remove(3)
	s.GoTo("before the board")
	if got := value(t, s, 2); got != "41" || len(s.Now().Plans) != 3 {
		t.Errorf("the bookmark has %s and %d plans", got, len(s.Now().Plans))
	}
	s.Undo()
	if got := value(t, s, 2); got != "42" || len(s.Now().Plans) != 2 {
		t.Errorf("going to a bookmark cannot be undone: %s, %d plans", got, len(s.Now().Plans))
	}
	s.Bookmark("before the board") // again: the name is taken over
	s.Undo()
	s.Undo()
	s.GoTo("before the board")
	if got := value(t, s, 2); got != "42" || len(s.Bookmarks()) != 1 {
		t.Errorf("a bookmark set again has %s; %d bookmarks", got, len(s.Bookmarks()))
	}
	s.Unmark("before the board")
	if len(s.Bookmarks()) != 0 {
		t.Error("the bookmark is still there")
	}
}

// What is taken piece by piece is the store, whatever is done to it.
func TestChangesAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := desk(t)
		var m Memory
		take := func() {
			c := s.Changes(false)
			for i := range len(c.Steps) + len(m.Steps) {
				if step, ok := c.Steps[i]; ok {
					m.Steps = append(m.Steps[:min(i, len(m.Steps))], append([]Step{step}, m.Steps[min(i+1, len(m.Steps)):]...)...)
				}
			}
			m.At, m.Origins = c.At, c.Origins
			if c.Marked {
				m.Bookmarks = c.Bookmarks
			}
		}
		for range rapid.IntRange(1, 12).Draw(rt, "edits") {
			switch rapid.IntRange(0, 4).Draw(rt, "kind") {
			case 0:
				s.Undo()
			case 1:
				steps, _ := s.Steps()
				s.Jump(rapid.IntRange(0, len(steps)-1).Draw(rt, "step"))
			case 2:
				s.Bookmark(rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "mark"))
			default:
				edit(rt, s)
			}
			if rapid.Bool().Draw(rt, "take") {
				take()
			}
		}
		take()
		other := New()
		other.Remember(m)
		for {
			if a, b := shape(s.Now()), shape(other.Now()); a != b {
				rt.Fatalf("remembered:\n%s\nwant\n%s", b, a)
			}
			if len(s.Unsaved()) != len(other.Unsaved()) || len(s.Bookmarks()) != len(other.Bookmarks()) {
				rt.Fatal("unsaved plans or bookmarks differ")
			}
			if !s.CanUndo() {
				break
			}
			s.Undo()
			other.Undo()
		}
		if id := other.Duplicate(other.Now().Plans[0].ID, "new"); len(other.Now().Plans) != len(s.Now().Plans)+1 || id <= 3 {
			rt.Fatalf("a new plan has the number %d of another", id)
		}
	})
}
