package state

import (
	"lojal/sim/scenario"
)

// Event says what has changed; several may be joined.
type Event uint

// Events.
const (
	Edited   Event = 1 << iota // the workspace
	Computed                   // results
	Running                    // the state of the run
	Marked                     // the bookmarks
)

// Origin is the file of a plan. It is a fact of the disk and not part of the
// history: undo never pretends that a save did not happen.
type Origin struct {
	File  string             // path or "library:NAME"; "" where there is none yet
	Saved *scenario.Scenario // as opened, kept or last saved
	Gone  bool               // the file was deleted by somebody else
}

// Store holds the workspace and its history. All edits go through it.
type Store struct {
	// Named is the name of a plan after a value of it was changed; nil: it stays.
	Named func(before, after *scenario.Scenario, path string) string

	history   history
	origins   map[int]Origin
	bookmarks []Bookmark
	marked    bool // bookmarks have changed since they were last taken
	lastID    int
	observers []func(Event)
	Results   Results
	ownWorlds bool
	worlds    worlds
}

// New is an empty store.
func New() *Store {
	return &Store{history: newHistory(), origins: map[int]Origin{}, Results: newResults(), worlds: worlds{}}
}

// Now is the workspace at present.
func (s *Store) Now() State { return s.history.now() }

// Observe calls f after every change.
func (s *Store) Observe(f func(Event)) { s.observers = append(s.observers, f) }

// Forget removes all observers, before other views are built.
func (s *Store) Forget() { s.observers = nil }

// Tell calls the observers.
func (s *Store) Tell(e Event) {
	for _, f := range s.observers {
		f(e)
	}
}

// Origin is the file of a plan.
func (s *Store) Origin(id int) Origin { return s.origins[id] }

// Dirty says whether a plan differs from its file or has none.
func (s *Store) Dirty(p Plan) bool {
	o := s.origins[p.ID]
	return o.File == "" || o.Gone || s.Drafted(p)
}

// Drafted says whether a plan was edited since it was opened, kept or saved.
func (s *Store) Drafted(p Plan) bool {
	o := s.origins[p.ID]
	if o.Saved == p.Scenario {
		return false
	}
	return o.Saved == nil || o.Saved.Name() != p.Name() || o.Saved.Hash() != p.Scenario.Hash()
}

// Unsaved are the plans whose work would be lost.
func (s *Store) Unsaved() []Plan {
	var out []Plan
	for _, p := range s.Now().Plans {
		if s.Dirty(p) {
			out = append(out, p)
		}
	}
	return out
}

// Steps is the history, oldest first, and the place of the present one.
func (s *Store) Steps() (steps []Step, at int) { return s.history.steps, s.history.at }

// Line says of each step whether undo and redo lead to it from the present one;
// the others are branches that were left.
func (s *Store) Line() []bool { return s.history.line() }

// CanUndo and CanRedo say whether there is a step in that direction.
func (s *Store) CanUndo() bool { return s.history.back() >= 0 }
func (s *Store) CanRedo() bool { return s.history.forward() >= 0 }

// Undo goes one step back, Redo one forward, Jump to any.
func (s *Store) Undo() { s.Jump(s.history.back()) }
func (s *Store) Redo() { s.Jump(s.history.forward()) }
func (s *Store) Jump(step int) {
	if s.history.move(step) {
		s.Tell(Edited)
	}
}

// Seal ends a drag: the next edit is a step of its own.
func (s *Store) Seal() { s.history.seal() }

// Start makes the present workspace the beginning of the history.
func (s *Store) Start() {
	now := s.Now()
	s.history = newHistory()
	s.history.steps[0].State = now
	s.Tell(Edited)
}

// Dragging says whether a lever is being moved: the last edit is not sealed.
func (s *Store) Dragging() bool { return s.history.dragging() }

func (s *Store) push(next State, merge, what string, args ...any) {
	s.history.push(Step{State: next, What: what, Args: args, merge: merge})
	s.Tell(Edited)
}

func (s *Store) newID() int { s.lastID++; return s.lastID }
