package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"lojal/sim/scenario"
	"lojal/ui/ledger"
	"lojal/ui/state"
	"lojal/ui/widgets"
	"lojal/ui/workspace"
)

const heads = "decisions.staffing.headcount"

// at opens the desktop with the program's own files in a folder, on a folder of
// plans or on what was there last.
func at(t *testing.T, dir string, files ...string) *story {
	s := &story{t: t, todo: make(chan func(), 10_000)}
	s.Desktop = newDesktop(test.NewTempApp(t), "en", dir, func(f func()) { s.todo <- f })
	t.Cleanup(func() { s.leave(); s.jobs.Close() })
	s.Start(files)
	s.window.Resize(fyne.NewSize(1280, 800))
	return s
}

// until takes reports until something is so.
func (s *story) until(what string, so func() bool) {
	s.t.Helper()
	for end := time.After(time.Minute); !so(); {
		select {
		case f := <-s.todo:
			f()
		case <-end:
			s.t.Fatalf("%s: never; the window shows\n%s", what, s.texts())
		}
	}
}

// press taps a button with a text.
func (s *story) press(label string) {
	s.t.Helper()
	var found *widgets.Button
	look := func(o fyne.CanvasObject) {
		if b, ok := o.(*widgets.Button); ok && b.Text == label {
			found = b
		}
	}
	for _, o := range s.window.Canvas().Overlays().List() {
		walk(o, look)
	}
	if found == nil {
		walk(s.window.Content(), look)
	}
	if found == nil {
		s.t.Fatalf("there is no button %q in\n%s", label, s.texts())
	}
	test.Tap(found)
}

// plan is the plan of a file of the folder.
func (s *story) plan(file string) state.Plan {
	s.t.Helper()
	id, ok := s.store.Opened(file)
	p, there := s.store.Now().Plan(id)
	if !ok || !there {
		s.t.Fatalf("no plan of %s", file)
	}
	return p
}

func (s *story) set(file, value string) {
	s.t.Helper()
	if err := s.store.Set(s.plan(file).ID, heads, value, false); err != nil {
		s.t.Fatal(err)
	}
}

// rewrite changes a file as another program does.
func rewrite(t *testing.T, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func append1(t *testing.T, file, more string) { rewrite(t, file, "[run]", more+"[run]") }

func TestFolderIsTheWorkspace(t *testing.T) {
	dir, files := t.TempDir(), small(t)
	s := at(t, dir, filepath.Dir(files[0]))
	now := s.store.Now()
	if len(now.Plans) != 3 || s.store.Origin(now.Baseline).File != files[0] || s.store.CanUndo() {
		t.Fatalf("%d plans, baseline %s", len(now.Plans), s.store.Origin(now.Baseline).File)
	}
	s.store.Recolour(s.plan(files[1]).ID, 4)
	s.store.Tick(s.plan(files[2]).ID, false)
	s.store.Pin(s.plan(files[1]).ID)
	s.store.Remove(s.plan(files[2]).ID)
	s.leave()
	// a plan that was taken out stays out, a new file comes in
	other := filepath.Join(filepath.Dir(files[0]), "z.toml")
	text, _ := os.ReadFile(files[0])
	if err := os.WriteFile(other, text, 0o644); err != nil {
		t.Fatal(err)
	}
	again := at(t, dir)
	now = again.store.Now()
	if again.home != filepath.Dir(files[0]) || len(now.Plans) != 3 || now.Baseline != again.plan(files[1]).ID || again.plan(files[1]).Colour != 4 {
		t.Errorf("%s: %d plans, baseline %d, colour %d", again.home, len(now.Plans), now.Baseline, again.plan(files[1]).Colour)
	}
	if again.plan(other).Ticked {
		t.Error("a new file is compared without being asked for")
	}
}

func TestRecoveryNotice(t *testing.T) {
	dir, files := t.TempDir(), small(t)
	s := at(t, dir, filepath.Dir(files[0]))
	s.set(files[0], "51")
	s.newPlan()
	if err := s.session.Flush(); err != nil {
		t.Fatal(err)
	}
	// a killed program leaves its journal without an end, and no lock
	die(t, s)
	again := at(t, dir)
	again.sees("2 plans with unsaved changes are here again")
	if got := again.plan(files[0]).Scenario.Text(heads); got != "51" || len(again.store.Now().Plans) != 4 || !again.store.CanUndo() {
		t.Fatalf("headcount %s, %d plans", got, len(again.store.Now().Plans))
	}
	again.press("Discard them")
	if len(again.store.Unsaved()) != 0 || len(again.store.Now().Plans) != 3 {
		t.Errorf("%d unsaved, %d plans", len(again.store.Unsaved()), len(again.store.Now().Plans))
	}
	again.undo()
	again.undo()
	if len(again.store.Unsaved()) != 2 {
		t.Error("what was discarded cannot be brought back")
	}
}

// die leaves the journal of a desktop as a kill does.
func die(t *testing.T, s *story) {
	t.Helper()
	journals, _ := filepath.Glob(filepath.Join(s.dir, "sessions", "*.journal"))
	if len(journals) != 1 {
		t.Fatalf("journals: %v", journals)
	}
	text, err := os.ReadFile(journals[0])
	if err != nil {
		t.Fatal(err)
	}
	s.leave()
	if err := os.WriteFile(journals[0], text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOutsideChangeIsReadAgain(t *testing.T) {
	files := small(t)
	s := at(t, t.TempDir(), filepath.Dir(files[0]))
	s.final()
	append1(t, files[1], "[decisions.staffing]\nheadcount = 39 # by mail\n")
	s.until("reload", func() bool { return s.plan(files[1]).Scenario.Text(heads) == "39" })
	s.sees("was changed by another program")
	p := s.plan(files[1])
	if s.store.Dirty(p) {
		t.Error("a plan that was read again is unsaved")
	}
	for _, side := range append(second(s.store.Sides()), first(s.store.Sides())) {
		if side.Plan.ID == p.ID && side.Fresh {
			t.Error("the old results pass for those of the new file")
		}
	}
	s.undo()
	if got := s.plan(files[1]); got.Scenario.Text(heads) == "39" || !s.store.Dirty(got) {
		t.Error("undo does not bring back what was here")
	}
}

func first(a state.Side, _ []state.Side) state.Side    { return a }
func second(_ state.Side, b []state.Side) []state.Side { return b }

func TestOutsideChangeIsMerged(t *testing.T) {
	files := small(t)
	s := at(t, t.TempDir(), filepath.Dir(files[0]))
	s.set(files[1], "51")
	append1(t, files[1], "[costs]\nhire = 777 # HR\n")
	s.until("merge", func() bool { return s.plan(files[1]).Scenario.Text("costs.hire") == "777" })
	p := s.plan(files[1])
	if p.Scenario.Text(heads) != "51" || !s.store.Dirty(p) {
		t.Errorf("headcount %s, unsaved %v", p.Scenario.Text(heads), s.store.Dirty(p))
	}
	s.save(p.ID)
	text, _ := os.ReadFile(files[1])
	if !strings.Contains(string(text), "hire = 777 # HR") || !strings.Contains(string(text), "headcount = 51") {
		t.Errorf("saved\n%s", text)
	}
}

func TestClash(t *testing.T) {
	for _, c := range []struct{ button, want, beside string }{
		{"Keep mine", "51", ""}, {"Take the file's", "39", ""}, {"Keep both", "39", "51"},
	} {
		files := small(t)
		s := at(t, t.TempDir(), filepath.Dir(files[0]))
		s.set(files[1], "51")
		id := s.plan(files[1]).ID
		append1(t, files[1], "[decisions.staffing]\nheadcount = 39\n[costs]\nhire = 777\n")
		s.until("question", func() bool { return strings.Contains(s.texts(), "here 51") })
		if s.window.Canvas().Overlays().Top() != nil {
			t.Error("a dialog stands in the way")
		}
		s.save(id) // asks, and writes nothing over the file
		if text, _ := os.ReadFile(files[1]); !strings.Contains(string(text), "headcount = 39") {
			t.Fatalf("the file of somebody else was written over:\n%s", text)
		}
		s.press(c.button)
		p := s.plan(files[1])
		if p.Scenario.Text(heads) != c.want || p.Scenario.Text("costs.hire") != "777" {
			t.Errorf("%s: headcount %s, hire %s", c.button, p.Scenario.Text(heads), p.Scenario.Text("costs.hire"))
		}
		if c.beside != "" {
			q, _ := s.store.Now().Plan(s.selected())
			if q.ID == p.ID || q.Scenario.Text(heads) != c.beside || !s.store.Dirty(q) || s.store.Dirty(p) {
				t.Errorf("%s: beside it %s has %s", c.button, q.Name(), q.Scenario.Text(heads))
			}
		}
		s.save(id)
		if text, _ := os.ReadFile(files[1]); !strings.Contains(string(text), "headcount = "+c.want) {
			t.Errorf("%s: saved\n%s", c.button, text)
		}
		s.undo()
		s.leave()
	}
}

func TestFilesThatGoComeAndBreak(t *testing.T) {
	files := small(t)
	folder := filepath.Dir(files[0])
	s := at(t, t.TempDir(), folder)
	text, _ := os.ReadFile(files[2])
	if err := os.Remove(files[2]); err != nil {
		t.Fatal(err)
	}
	s.until("gone", func() bool { return s.store.Dirty(s.plan(files[2])) })
	s.sees("was deleted by another program")
	s.save(s.plan(files[2]).ID)
	if again, _ := os.ReadFile(files[2]); string(again) != string(text) || s.store.Dirty(s.plan(files[2])) {
		t.Errorf("saved again:\n%s", again)
	}
	other := filepath.Join(folder, "new.toml")
	if err := os.WriteFile(other, text, 0o644); err != nil {
		t.Fatal(err)
	}
	s.until("new", func() bool { _, ok := s.store.Opened(other); return ok })
	before := s.plan(files[1]).Scenario
	if err := os.WriteFile(files[1], []byte("<<<<<<< HEAD\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.until("broken", func() bool { return strings.Contains(s.texts(), "cannot be read now") })
	if s.plan(files[1]).Scenario != before {
		t.Error("a broken file changed the plan")
	}
	s.save(s.plan(files[1]).ID)
	if text, _ := os.ReadFile(files[1]); string(text) != "<<<<<<< HEAD\n" {
		t.Error("a save went over what somebody else wrote")
	}
	s.press("Save mine over it")
	if again, err := scenario.Open(files[1]); err != nil || again.Hash() != before.Hash() {
		t.Errorf("not saved over: %v", err)
	}
}

// A broken file of the folder is told beside the work, not in its way, until it is
// mended or gone.
func TestBrokenFileOfTheFolder(t *testing.T) {
	files := small(t)
	folder := filepath.Dir(files[0])
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const wrong = "format = 1\nnam = \"Wrong\"\n"
	first := write("first.toml", wrong)
	s := at(t, t.TempDir(), folder)
	if s.window.Canvas().Overlays().Top() != nil || len(s.store.Now().Plans) != 3 {
		t.Errorf("a dialog stands in the way, or there are %d plans", len(s.store.Now().Plans))
	}
	told := func() bool { return strings.Contains(s.texts(), "cannot be read, so it is not in the list") }
	if !told() {
		t.Error("the broken file is not told")
	}
	s.notices.tell("passing", "nothing_unsaved")
	if s.sees("Every plan is saved."); told() {
		t.Error("what stays hides what passes")
	}
	s.notices.done("passing")
	if !told() {
		t.Error("the broken file is forgotten")
	}
	write("first.toml", "format = 1\nname = \"Mended\"\n")
	s.until("mended", func() bool { _, ok := s.store.Opened(first); return ok && !told() })

	second := write("second.toml", wrong)
	s.until("broken", told)
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	s.until("gone", func() bool { return !told() })
	write("second.toml", wrong)
	s.until("broken again", told)
	s.press("Show why")
	if text := s.problemText(); !strings.Contains(text, "did you mean name?") {
		t.Errorf("why: %q", text)
	}
}

// A second window on the same files sees what the first one saves.
func TestTwoWindows(t *testing.T) {
	dir, files := t.TempDir(), small(t)
	a := at(t, dir, filepath.Dir(files[0]))
	b := at(t, dir, filepath.Dir(files[0]))
	a.set(files[1], "51")
	b.set(files[2], "52")
	a.save(a.plan(files[1]).ID)
	b.until("the other's save", func() bool { return b.plan(files[1]).Scenario.Text(heads) == "51" })
	if b.plan(files[2]).Scenario.Text(heads) != "52" || a.plan(files[2]).Scenario.Text(heads) == "52" {
		t.Error("an unsaved edit went astray")
	}
	a.prefs.SetString("x", "1")
	b.prefs.SetString("y", "2")
	if p := at(t, dir, files[0]).prefs; p.String("x") != "1" || p.String("y") != "2" {
		t.Error("a setting is lost")
	}
}

func TestHistoryPane(t *testing.T) {
	files := small(t)
	s := at(t, t.TempDir(), filepath.Dir(files[0]))
	s.set(files[1], "51")
	s.set(files[1], "52")
	s.showHistory()
	s.sees("HISTORY")
	s.sees("Headcount 51 → 52")
	s.past.list.Select(1) // the newest is 0
	if got := s.plan(files[1]).Scenario.Text(heads); got != "51" {
		t.Fatalf("a click in the history gives %s", got)
	}
	s.store.Bookmark("here")
	s.past.list.Select(0)
	s.sees("here")
	s.store.GoTo("here")
	if got := s.plan(files[1]).Scenario.Text(heads); got != "51" || s.past.at != 0 {
		t.Errorf("the bookmark gives %s, shown at %d", got, s.past.at)
	}
	s.setLanguage("nb")
	s.sees("HISTORIKK")
	s.past.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.past.root.Visible() {
		t.Error("Escape does not shut the history")
	}
}

func TestRunsAreWrittenDown(t *testing.T) {
	dir, files := t.TempDir(), small(t)
	s := at(t, dir, filepath.Dir(files[0]))
	s.final()
	s.later.Wait()
	before, _, err := s.ledger.Runs()
	if err != nil || len(before) != 3 {
		t.Fatalf("%d runs, %v", len(before), err)
	}
	s.set(files[1], "51")
	s.final()
	s.store.Select(s.plan(files[1]).ID)
	s.store.Tick(s.plan(files[2]).ID, false)
	s.final()
	s.later.Wait()
	runs, _, err := s.ledger.Runs()
	if err != nil || len(runs) != 4 || runs[3].File != files[1] || runs[3].Hash != s.plan(files[1]).Scenario.Hash() {
		t.Fatalf("%d runs, %v; the last: %+v", len(runs), err, runs[len(runs)-1])
	}
	s.showRuns()
	s.sees("Headcount 45 → 51")
	s.sees("n=40")
	overlays := s.window.Canvas().Overlays()
	overlays.Remove(overlays.Top())
	s.set(files[1], "33")
	s.restoreRun(runs[3])
	p, _ := s.store.Now().Plan(s.selected())
	if p.Scenario.Hash() != runs[3].Hash || !s.store.Dirty(p) || !strings.HasPrefix(p.Name(), "more-training, ") {
		t.Errorf("restored %s, hash %v", p.Name(), p.Scenario.Hash() == runs[3].Hash)
	}
	s.clearRuns()
	if runs, _, _ := s.ledger.Runs(); len(runs) != 0 {
		t.Errorf("%d runs in a new list", len(runs))
	}
	old, _ := filepath.Glob(s.ledger.Path() + ".until-*")
	if runs, _, _ := ledger.Open(old[0]).Runs(); len(runs) != 4 {
		t.Errorf("%d runs in the old list", len(runs))
	}
}

// What brings a plan back brings its file back too: undo, and the button of the
// notice, also after something else was done.
func TestTrashAndBack(t *testing.T) {
	for _, back := range []string{"undo", "button", "button later"} {
		t.Setenv("XDG_DATA_HOME", t.TempDir())
		files := small(t)
		s := at(t, t.TempDir(), filepath.Dir(files[0]))
		id := s.plan(files[2]).ID
		was, _ := os.ReadFile(files[2])
		s.trash(id)
		if _, err := os.Stat(files[2]); !os.IsNotExist(err) || len(s.store.Now().Plans) != 2 {
			t.Errorf("%v, %d plans", err, len(s.store.Now().Plans))
		}
		s.sees(filepath.Base(files[2]) + " is in the bin")
		switch back {
		case "undo":
			s.undo()
		case "button later":
			s.newPlan()
			s.press("Put it back")
		default:
			s.press("Put it back")
		}
		if is, err := os.ReadFile(files[2]); err != nil || !bytes.Equal(is, was) {
			t.Errorf("%s: the file is %q, %v", back, is, err)
		}
		if p := s.plan(files[2]); p.Scenario == nil || s.store.Dirty(p) || s.store.Origin(p.ID).Gone {
			t.Errorf("%s: the plan is %+v", back, s.store.Origin(p.ID))
		}
		if back != "button later" {
			s.sees("is back, and so is " + filepath.Base(files[2]))
		}
		if left, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_DATA_HOME"), "Trash", "*", "*")); len(left) > 0 {
			t.Errorf("%s: %v left in the bin", back, left)
		}
	}
}

// Shift+Delete comes from the window as the shortcut for cutting; Ctrl+X does too, and
// moves nothing.
func TestTrashByKeys(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	files := small(t)
	s := at(t, t.TempDir(), filepath.Dir(files[0]))
	s.store.Select(s.plan(files[2]).ID)
	s.plans.Focus()
	row := s.window.Canvas().Focused()
	cut := func() { row.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCut{}) }
	cut()
	if _, err := os.Stat(files[2]); err != nil {
		t.Error("Ctrl+X: ", err)
	}
	row.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	cut()
	if _, err := os.Stat(files[2]); !os.IsNotExist(err) {
		t.Error("the file is still there: ", err)
	}
	s.sees(filepath.Base(files[2]) + " is in the bin")
}

// Where another file has its place by now, the plan comes back unsaved and the file
// stays in the bin.
func TestTrashAndTaken(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	files := small(t)
	s := at(t, t.TempDir(), files...)
	id := s.plan(files[2]).ID
	s.trash(id)
	if err := os.WriteFile(files[2], []byte("format = 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.undo()
	if p, ok := s.store.Now().Plan(id); !ok || !s.store.Dirty(p) {
		t.Error("undo does not bring the plan back, unsaved")
	}
	s.sees("is still in the bin")
	if text, _ := os.ReadFile(files[2]); string(text) != "format = 1\n" {
		t.Errorf("the other file is now %q", text)
	}
}

// The last plan stays, and says so; a plan without a file has none to throw away.
func TestLastPlanStays(t *testing.T) {
	files := small(t)
	s := at(t, t.TempDir(), files[0])
	if !s.toRemove.Disabled || !s.toTrash.Disabled {
		t.Error("the menu offers to remove the last plan")
	}
	s.remove(s.selected())
	s.sees("The last plan stays")
	s.trash(s.selected())
	if _, err := os.Stat(files[0]); err != nil || len(s.store.Now().Plans) != 1 {
		t.Errorf("%v, %d plans", err, len(s.store.Now().Plans))
	}
	s.newPlan()
	if s.toRemove.Disabled || !s.toTrash.Disabled {
		t.Errorf("of a new plan: remove %v, bin %v", !s.toRemove.Disabled, !s.toTrash.Disabled)
	}
	s.store.Select(s.plan(files[0]).ID)
	if s.toTrash.Disabled {
		t.Error("the file of the selected plan cannot be thrown away")
	}
}

func TestSaveAll(t *testing.T) {
	files := small(t)
	folder := filepath.Dir(files[0])
	s := at(t, t.TempDir(), folder)
	s.set(files[1], "51")
	s.store.Select(s.plan(files[1]).ID)
	s.newPlan()
	s.newPlan()
	s.saveAll()
	if n := len(s.store.Unsaved()); n != 0 || s.window.Canvas().Overlays().Top() != nil {
		t.Errorf("%d plans are unsaved, or something was asked", n)
	}
	if inside, _ := filepath.Glob(filepath.Join(folder, "*.toml")); len(inside) != 5 {
		t.Errorf("files %v", inside)
	}
}

// Quitting asks once, and what was not saved is there at the next start.
func TestQuitLosesNothing(t *testing.T) {
	dir, files := t.TempDir(), small(t)
	s := at(t, dir, files...)
	s.set(files[1], "51")
	s.newPlan()
	s.quit()
	if n := len(s.window.Canvas().Overlays().List()); n != 1 {
		t.Fatalf("%d questions", n)
	}
	s.press("Quit")
	again := at(t, dir)
	again.sees("2 plans have unsaved changes from last time")
	if got := again.plan(files[1]).Scenario.Text(heads); got != "51" || len(again.store.Now().Plans) != 4 {
		t.Errorf("headcount %s, %d plans", got, len(again.store.Now().Plans))
	}
}

// In whichever language, no text of the system is shown for the usual failures.
func TestFailuresAreTold(t *testing.T) {
	files := small(t)
	s := at(t, t.TempDir(), filepath.Dir(files[0]))
	s.setLanguage("nb")
	s.set(files[1], "51")
	id := s.plan(files[1]).ID
	if err := s.overwrite(id, "/sys/kernel/a.toml"); err == nil || !strings.Contains(s.words(err), "kan ikke skrives: du har bare lesetilgang") {
		t.Errorf("%q", s.words(err))
	}
	if err := s.overwrite(id, filepath.Join(t.TempDir(), "no", "a.toml")); err == nil || !strings.Contains(s.words(err), "mappen er borte") {
		t.Errorf("%q", s.words(err))
	}
	if p := s.plan(files[1]); !s.store.Dirty(p) || p.Scenario.Text(heads) != "51" {
		t.Error("a failed save changed the plan")
	}
}

// A folder that is left with unsaved work has it when it is opened again.
func TestFoldersAreLeftAndOpenedAgain(t *testing.T) {
	a, b := small(t), small(t)
	s := at(t, t.TempDir(), filepath.Dir(a[0]))
	s.set(a[1], "51")
	s.final()
	s.openFolder(filepath.Dir(b[0]))
	if _, open := s.store.Opened(a[1]); open || s.plan(b[1]).Scenario.Text(heads) == "51" || s.store.CanUndo() {
		t.Fatal("plans of the other folder are here")
	}
	if _, others := s.store.Sides(); len(others) > 0 && others[0].Results != nil {
		t.Error("results of the other folder are here")
	}
	s.openFolder(filepath.Dir(a[0]))
	if got := s.plan(a[1]).Scenario.Text(heads); got != "51" || len(s.store.Unsaved()) != 1 {
		t.Errorf("headcount %s, %d unsaved", got, len(s.store.Unsaved()))
	}
	s.sees("has unsaved changes from last time")
	if got := s.prefs.StringList(keyRecent); len(got) != 2 || got[0] != filepath.Dir(a[0]) {
		t.Errorf("recent folders %v", got)
	}
}

// Work of a killed program on another folder is told, and opened when asked.
func TestWorkWaitsElsewhere(t *testing.T) {
	dir, a, b := t.TempDir(), small(t), small(t)
	s := at(t, dir, filepath.Dir(a[0]))
	s.set(a[1], "51")
	if err := s.session.Flush(); err != nil {
		t.Fatal(err)
	}
	die(t, s)
	again := at(t, dir, filepath.Dir(b[0]))
	again.sees("Unsaved work waits in " + filepath.Dir(a[0]))
	again.press("Open the folder")
	if got := again.plan(a[1]).Scenario.Text(heads); got != "51" {
		t.Errorf("headcount %s", got)
	}
}

// One answer does for all plans that both sides changed.
func TestOneAnswerForAllClashes(t *testing.T) {
	files := small(t)
	s := at(t, t.TempDir(), filepath.Dir(files[0]))
	for _, f := range files {
		s.set(f, "51")
		append1(t, f, "[decisions.staffing]\nheadcount = 39\n")
	}
	s.until("questions", func() bool { return len(s.clashes) == 3 })
	s.sees("2 more")
	s.forAll = true
	s.press("Take the file's")
	for _, f := range files {
		if got := s.plan(f); got.Scenario.Text(heads) != "39" || s.store.Dirty(got) {
			t.Errorf("%s has %s", f, got.Scenario.Text(heads))
		}
	}
	if len(s.notices.all) != 0 {
		t.Errorf("%d questions are left", len(s.notices.all))
	}
}

// A journal that cannot be begun is told, and begun when it can be.
func TestJournalIsBegunLater(t *testing.T) {
	dir, files := t.TempDir(), small(t)
	s := at(t, dir, files...)
	s.leave()
	session, _, err := workspace.Open(dir, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	sessions := filepath.Join(dir, "sessions")
	if err := os.Rename(sessions, sessions+"x"); err != nil {
		t.Fatal(err)
	}
	s.begin(session)
	s.sees("Changes cannot be kept safe")
	s.set(files[1], "51")
	if err := os.Rename(sessions+"x", sessions); err != nil {
		t.Fatal(err)
	}
	s.tried = time.Time{}
	s.set(files[1], "52")
	s.sees("Changes are kept safe again")
	s.leave()
	if got := at(t, dir).plan(files[1]).Scenario.Text(heads); got != "52" {
		t.Errorf("headcount %s", got)
	}
}

// A plan follows the file that it extends, with the edits it has.
func TestChangedBaseIsFollowed(t *testing.T) {
	files := small(t)
	folder := filepath.Dir(files[0])
	child := filepath.Join(folder, "child.toml")
	if err := os.WriteFile(child, []byte("format = 1\nname = \"child\"\nextends = \"baseline.toml\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := at(t, t.TempDir(), folder)
	if err := s.store.Set(s.plan(child).ID, "costs.hire", "777", false); err != nil {
		t.Fatal(err)
	}
	append1(t, files[0], "[decisions.staffing]\nheadcount = 39\n")
	s.until("the base", func() bool { return s.plan(child).Scenario.Text(heads) == "39" })
	if p := s.plan(child); p.Scenario.Text("costs.hire") != "777" || !s.store.Dirty(p) {
		t.Errorf("the edit is lost: hire %s", p.Scenario.Text("costs.hire"))
	}
}
