package state

import (
	"maps"
	"slices"
)

// Memory is everything of a store that outlives the program.
type Memory struct {
	Steps     []Step
	At        int
	Origins   map[int]Origin
	Bookmarks []Bookmark
}

// Changes is what has changed in the memory since it was last taken. Its parts
// are never changed afterwards, so that another goroutine may read them.
type Changes struct {
	Steps     map[int]Step // new and changed ones, by their place
	Count     int          // of all steps
	At        int
	Origins   map[int]Origin // all of them
	Bookmarks []Bookmark     // all of them
	Marked    bool           // the bookmarks have changed
}

// Changes takes what has changed since the last call; after all is true it is
// everything.
func (s *Store) Changes(all bool) Changes {
	c := Changes{Steps: map[int]Step{}, Count: len(s.history.steps), At: s.history.at, Origins: maps.Clone(s.origins),
		Bookmarks: s.bookmarks, Marked: s.marked || all}
	if all {
		for i, step := range s.history.steps {
			c.Steps[i] = step
		}
	}
	for i := range s.history.changed {
		c.Steps[i] = s.history.steps[i]
	}
	clear(s.history.changed)
	s.marked = false
	return c
}

// Remember takes a memory in place of everything there is. The memory has at
// least one step.
func (s *Store) Remember(m Memory) {
	s.history = newHistory()
	s.history.steps, s.history.at = slices.Clone(m.Steps), m.At
	for i := range s.history.steps {
		s.history.changed[i] = true
	}
	for i, step := range s.history.steps {
		if step.From >= 0 {
			s.history.next[step.From] = i
		}
	}
	for at := m.At; m.Steps[at].From >= 0; at = m.Steps[at].From {
		s.history.next[m.Steps[at].From] = at
	}
	s.origins = maps.Clone(m.Origins)
	s.bookmarks, s.marked = slices.Clone(m.Bookmarks), true
	s.lastID = 0
	for id := range s.origins {
		s.lastID = max(s.lastID, id)
	}
	progress := s.Results.Progress
	s.Results = newResults() // its plans are others
	s.Results.Progress = progress
	s.Tell(Edited | Marked)
}
