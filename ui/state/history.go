package state

import (
	"slices"
	"time"
)

// Step is one entry of the history: the workspace after an edit, and what the
// edit was, as the identifier of a text with its arguments.
type Step struct {
	State State
	What  string
	Args  []any
	At    time.Time
	From  int // the step that was edited; −1 for the first
	// Later reads the workspace of a step of an earlier session when it is first
	// wanted; ok is false where that cannot be done any more. nil: State holds it.
	Later func() (s State, ok bool)
	merge string // consecutive edits with the same mark are one step; "" never
}

// history is every workspace so far, in the order of the edits. No step is ever
// forgotten: an edit after an undo makes a branch, and what was undone can still
// be gone to. at is the present step.
type history struct {
	steps   []Step
	at      int
	next    map[int]int  // redo: the step that was last gone to from another
	changed map[int]bool // steps that are new or other than when last taken
}

func newHistory() history {
	return history{steps: []Step{{From: -1, At: time.Now()}}, next: map[int]int{}, changed: map[int]bool{0: true}}
}

func (h *history) now() State { return h.steps[h.at].State }

// push makes a step the present one.
func (h *history) push(s Step) {
	s.At = time.Now()
	last := len(h.steps) - 1
	if s.merge != "" && h.at == last && h.steps[last].merge == s.merge {
		s.From, s.Args = h.steps[last].From, since(h.steps[last].Args, s.Args)
		h.steps[last] = s
		h.changed[last] = true
		return
	}
	s.From = h.at
	h.steps = append(h.steps, s)
	h.next[h.at] = last + 1
	h.at = last + 1
	h.changed[h.at] = true
}

// since are the arguments of a step that goes on from another of its kind: the
// value before is that before both.
func since(first, last []any) []any {
	out := slices.Clone(last)
	for i := 0; i+1 < len(out) && i+1 < len(first); i += 2 {
		if out[i] == "Before" && first[i] == "Before" {
			out[i+1] = first[i+1]
		}
	}
	return out
}

// amend changes the present workspace without making a step.
func (h *history) amend(s State) {
	h.steps[h.at].State = s
	h.changed[h.at] = true
}

// dragging says whether an edit like the present step would become one with it.
func (h *history) dragging() bool { return h.at == len(h.steps)-1 && h.steps[h.at].merge != "" }

// seal ends merging: the next edit is a step of its own.
func (h *history) seal() { h.steps[h.at].merge = "" }

// back and forward are the steps that undo and redo go to; −1 where there is none.
func (h *history) back() int { return h.steps[h.at].From }
func (h *history) forward() int {
	if to, ok := h.next[h.at]; ok {
		return to
	}
	return -1
}

// move goes to a step; it says whether that exists and is another. Redo leads
// from there along the way that was last gone, and to the step left where that
// lies ahead.
func (h *history) move(to int) bool {
	if to < 0 || to >= len(h.steps) || to == h.at {
		return false
	}
	if later := h.steps[to].Later; later != nil {
		state, ok := later()
		if !ok {
			return false
		}
		h.steps[to].State, h.steps[to].Later = state, nil
	}
	h.seal()
	for s := to; h.steps[s].From >= 0; s = h.steps[s].From {
		h.next[h.steps[s].From] = s
	}
	h.at = to
	return true
}

// line says of each step whether it lies on the way from the first step through
// the present one to where redo ends.
func (h *history) line() []bool {
	on := make([]bool, len(h.steps))
	for s := h.at; s >= 0; s = h.steps[s].From {
		on[s] = true
	}
	for s, ok := h.next[h.at]; ok; s, ok = h.next[s] {
		on[s] = true
	}
	return on
}

// Bookmark is a workspace with a name.
type Bookmark struct {
	Name  string
	At    time.Time
	State State
}

// Bookmarks are the named workspaces, oldest first.
func (s *Store) Bookmarks() []Bookmark { return s.bookmarks }

// Bookmark gives the present workspace a name; one of that name is replaced.
func (s *Store) Bookmark(name string) {
	if name == "" {
		return
	}
	s.bookmarks = append(without(s.bookmarks, name), Bookmark{name, time.Now(), s.Now()})
	s.marked = true
	s.Tell(Marked)
}

// Unmark deletes a bookmark.
func (s *Store) Unmark(name string) {
	s.bookmarks = without(s.bookmarks, name)
	s.marked = true
	s.Tell(Marked)
}

func without(list []Bookmark, name string) []Bookmark {
	return slices.DeleteFunc(slices.Clone(list), func(b Bookmark) bool { return b.Name == name })
}

// GoTo makes the workspace of a bookmark the present one, as a step that can be
// undone.
func (s *Store) GoTo(name string) {
	i := slices.IndexFunc(s.bookmarks, func(b Bookmark) bool { return b.Name == name })
	if i >= 0 && !s.bookmarks[i].State.same(s.Now()) {
		s.push(s.bookmarks[i].State, "", "ui.did.bookmark", "Name", name)
	}
}

// same says whether two workspaces hold the same plans in the same way.
func (s State) same(t State) bool {
	return s.Selected == t.Selected && s.Baseline == t.Baseline && slices.Equal(s.Plans, t.Plans)
}
