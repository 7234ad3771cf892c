package workspace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
	"lojal/ui/journal"
	"lojal/ui/state"
)

const headcount = "decisions.staffing.headcount"

// plan writes a small scenario file and returns its path.
func plan(t testing.TB, dir, name string) string {
	t.Helper()
	path := filepath.Join(dir, name+".toml")
	text := fmt.Sprintf("# of %s\nformat = 1\nname = %q\n[decisions.staffing]\nheadcount = 45 # people\n", name, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// worker is a store with its session, as the desktop holds them.
type worker struct {
	store   *state.Store
	session *Session
	found   Found
}

// work starts a session, with the files as plans where nothing was left.
func work(t testing.TB, dir, folder string, files ...string) *worker {
	t.Helper()
	session, found, err := Open(dir, folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &worker{state.New(), session, found}
	if found.Memory != nil {
		w.store.Remember(*found.Memory)
	} else {
		for _, file := range files {
			s, err := scenario.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			w.store.Add(s, file)
		}
		w.store.Start()
	}
	if err := session.Begin(w.store.Changes(true)); err != nil {
		t.Fatal(err)
	}
	w.store.Observe(func(e state.Event) {
		if e&(state.Edited|state.Marked) != 0 {
			session.Note(w.store.Changes(false))
		}
	})
	return w
}

// die ends a session as a kill does: nothing more is written, the lock is free.
func (w *worker) die(t testing.TB) {
	t.Helper()
	if err := w.session.Flush(); err != nil {
		t.Fatal(err)
	}
	close(w.session.quit)
	<-w.session.ended
	if err := errors.Join(w.session.writer.Close(), w.session.lock.Unlock()); err != nil {
		t.Fatal(err)
	}
}

func (w *worker) close(t testing.TB) {
	t.Helper()
	if err := w.session.Close(w.store.Changes(false)); err != nil {
		t.Fatal(err)
	}
}

// shape is what can be seen of a workspace.
func shape(s *state.Store) string {
	now := s.Now()
	out := fmt.Sprint(now.Baseline, " ", now.Selected)
	for _, p := range now.Plans {
		out += fmt.Sprint("|", p.ID, p.Name(), p.Ticked, p.Colour, p.Scenario.Hash(), s.Dirty(p), s.Origin(p.ID).File)
	}
	return out
}

// After a death everything is there: plans, colours, ticks, baseline, the whole
// history with what was undone, and the bookmarks.
func TestEverythingSurvives(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	a := work(t, dir, folder, plan(t, folder, "a"), plan(t, folder, "b"))
	_ = a.store.Set(1, headcount, "50", false)
	a.store.Duplicate(2, "copy")
	a.store.Recolour(2, 6)
	a.store.Tick(2, false)
	a.store.Pin(2)
	a.store.Bookmark("good")
	_ = a.store.Set(2, headcount, "41", false)
	a.store.Undo()
	_ = a.store.Set(2, headcount, "42", false)
	a.store.Undo()
	a.die(t)
	b := work(t, dir, folder)
	if got, want := shape(b.store), shape(a.store); got != want {
		t.Fatalf("recovered\n%s\nwant\n%s", got, want)
	}
	if !b.found.Died || len(b.found.Damaged)+len(b.found.Aside)+len(b.found.Loose) > 0 {
		t.Errorf("found %+v", b.found)
	}
	steps, at := a.store.Steps()
	again, now := b.store.Steps()
	if len(again) != len(steps) || now != at {
		t.Fatalf("%d steps at %d, want %d at %d", len(again), now, len(steps), at)
	}
	for i := range steps {
		a.store.Jump(i)
		b.store.Jump(i)
		if got, want := shape(b.store), shape(a.store); got != want {
			t.Errorf("step %d is\n%s\nwant\n%s", i, got, want)
		}
	}
	b.store.GoTo("good")
	a.store.GoTo("good")
	if got, want := shape(b.store), shape(a.store); got != want {
		t.Errorf("the bookmark is\n%s\nwant\n%s", got, want)
	}
	b.close(t)
}

// What was not looked at since the last death survives the next one too.
func TestTwoDeathsInARow(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	a := work(t, dir, folder, plan(t, folder, "a"))
	for i := range 5 {
		_ = a.store.Set(1, headcount, fmt.Sprint(50+i), false)
	}
	a.die(t)
	work(t, dir, folder).die(t)
	c := work(t, dir, folder)
	for c.store.CanUndo() {
		c.store.Undo()
	}
	p, _ := c.store.Now().Plan(1)
	if steps, _ := c.store.Steps(); len(steps) != 6 || p.Scenario.Text(headcount) != "45" {
		t.Errorf("%d steps, the first has %s", len(steps), p.Scenario.Text(headcount))
	}
	c.close(t)
	if names, _ := filepath.Glob(filepath.Join(dir, "sessions", "*")); len(names) != 2 {
		t.Errorf("left in the sessions' folder: %v", names)
	}
}

// Quitting keeps unsaved plans and bookmarks, and ends the history.
func TestQuitKeepsUnsavedWork(t *testing.T) {
	dir := t.TempDir()
	a := work(t, dir, "", plan(t, t.TempDir(), "a"))
	_ = a.store.Set(1, headcount, "50", false)
	a.store.Bookmark("good")
	a.close(t)
	if folder, ok := Last(dir); !ok || folder != "" {
		t.Errorf("the last workspace is %q, %v", folder, ok)
	}
	b := work(t, dir, "")
	p, _ := b.store.Now().Plan(1)
	if b.found.Died || b.store.CanUndo() || p.Scenario.Text(headcount) != "50" || !b.store.Dirty(p) || len(b.store.Bookmarks()) != 1 {
		t.Errorf("died %v, undo %v, headcount %s, %d bookmarks", b.found.Died, b.store.CanUndo(), p.Scenario.Text(headcount), len(b.store.Bookmarks()))
	}
	b.close(t)
}

// A running program's journal is left alone; when both have died, the work of
// both is there.
func TestTwoPrograms(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	file := plan(t, folder, "a")
	a := work(t, dir, folder, file)
	b := work(t, dir, folder, file)
	if b.found.Memory != nil {
		t.Fatal("the journal of a running program was taken")
	}
	_ = a.store.Set(1, headcount, "50", false)
	_ = b.store.Set(1, headcount, "41", false)
	a.die(t)
	time.Sleep(20 * time.Millisecond)
	b.die(t)
	c := work(t, dir, folder)
	p, _ := c.store.Now().Plan(1)
	if p.Scenario.Text(headcount) != "41" || len(c.found.Loose) != 1 || c.found.Loose[0].Scenario.Text(headcount) != "50" {
		t.Errorf("headcount %s, beside it %+v", p.Scenario.Text(headcount), c.found.Loose)
	}
	c.close(t)
	if d := work(t, dir, folder); len(d.found.Loose) != 0 {
		t.Errorf("taken over twice: %+v", d.found.Loose)
	}
}

// A damaged journal is set aside and named, and never in the way.
func TestDamagedJournal(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	a := work(t, dir, folder, plan(t, folder, "a"))
	for i := range 4 {
		_ = a.store.Set(1, headcount, fmt.Sprint(50+i), false)
		if err := a.session.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	a.die(t)
	text, _ := os.ReadFile(a.session.path)
	lines := strings.SplitAfter(string(text), "\n")
	lines[3] = strings.Replace(lines[3], "52", "59", 1)
	if err := os.WriteFile(a.session.path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	b := work(t, dir, folder)
	p, _ := b.store.Now().Plan(1)
	if p.Scenario.Text(headcount) != "51" || len(b.found.Damaged) != 1 {
		t.Errorf("headcount %s, damaged %v", p.Scenario.Text(headcount), b.found.Damaged)
	}
	if _, err := os.Stat(b.found.Damaged[0]); err != nil {
		t.Errorf("what was set aside is not there: %v", err)
	}
	b.close(t)
	if err := os.WriteFile(b.session.path, []byte("nothing of the kind"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := work(t, dir, folder, plan(t, folder, "b"))
	if len(c.found.Damaged) != 1 || len(c.store.Now().Plans) != 1 {
		t.Errorf("found %+v", c.found)
	}
	c.close(t)
}

// A plan that can no longer be read, because what it extends is gone, is written
// to a file that is named.
func TestPlanWithoutItsBase(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	base := plan(t, folder, "base")
	file := filepath.Join(folder, "on-it.toml")
	if err := os.WriteFile(file, []byte("format = 1\nextends = \"base.toml\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	a := work(t, dir, folder, file, plan(t, folder, "c"))
	_ = a.store.Set(1, headcount, "50", false)
	a.die(t)
	if err := os.Remove(base); err != nil {
		t.Fatal(err)
	}
	b := work(t, dir, folder)
	if len(b.store.Now().Plans) != 1 || len(b.found.Aside) != 1 {
		t.Fatalf("%d plans, aside %v", len(b.store.Now().Plans), b.found.Aside)
	}
	if text, _ := os.ReadFile(b.found.Aside[0]); !strings.Contains(string(text), "headcount = 50") {
		t.Errorf("aside is\n%s", text)
	}
	b.close(t)
}

// A journal that cannot be written is told, once, and caught up with later.
func TestJournalThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	a := work(t, dir, "", plan(t, t.TempDir(), "a"))
	var told []error
	a.session.report = func(err error) { told = append(told, err) }
	good := a.session.writer
	closed, err := journal.Create(filepath.Join(t.TempDir(), "closed"))
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	a.session.writing.Lock()
	a.session.writer = closed
	a.session.writing.Unlock()
	_ = a.store.Set(1, headcount, "50", false)
	if a.session.Flush() == nil {
		t.Fatal("a closed file was written")
	}
	_ = a.store.Set(1, headcount, "51", false)
	if a.session.Flush() == nil {
		t.Fatal("a closed file was written")
	}
	a.session.writing.Lock()
	a.session.writer = good
	a.session.writing.Unlock()
	if err := a.session.Flush(); err != nil {
		t.Fatal(err)
	}
	if len(told) != 2 || told[0] == nil || told[1] != nil {
		t.Errorf("told %v", told)
	}
	a.die(t)
	b := work(t, dir, "")
	p, _ := b.store.Now().Plan(1)
	if steps, _ := b.store.Steps(); p.Scenario.Text(headcount) != "51" || len(steps) != 3 {
		t.Errorf("headcount %s, %d steps", p.Scenario.Text(headcount), len(steps))
	}
	b.close(t)
}

// A journal that has grown by what was replaced is made small again, and holds the
// same.
func TestJournalIsMadeSmall(t *testing.T) {
	defer func(was int64) { roomy = was }(roomy)
	roomy = 20_000
	dir := t.TempDir()
	a := work(t, dir, "", plan(t, t.TempDir(), "a"))
	largest, smaller := int64(0), false
	for i := range 150 {
		_ = a.store.Set(1, headcount, fmt.Sprint(30+i), true)
		if err := a.session.Flush(); err != nil {
			t.Fatal(err)
		}
		size := a.session.writer.Size()
		smaller = smaller || size < largest
		largest = max(largest, size)
	}
	if !smaller || largest > 2*roomy {
		t.Errorf("the journal grew to %d bytes", largest)
	}
	a.die(t)
	b := work(t, dir, "")
	if got, want := shape(b.store), shape(a.store); got != want {
		t.Errorf("recovered\n%s\nwant\n%s", got, want)
	}
	b.close(t)
}
