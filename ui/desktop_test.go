package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	_ "lojal/scenarios"
	"lojal/ui/job"
	"lojal/ui/widgets"
)

// story is a desktop under test; reports of the worker wait until they are
// taken, as they do in the event loop of a real window.
type story struct {
	*Desktop
	t    *testing.T
	todo chan func()
}

// begin opens the desktop on files; none are three small plans.
func begin(t *testing.T, lang string, files ...string) *story {
	s := &story{t: t, todo: make(chan func(), 10_000)}
	s.Desktop = newDesktop(test.NewTempApp(t), lang, t.TempDir(), func(f func()) { s.todo <- f })
	t.Cleanup(func() { s.leave(); s.jobs.Close() })
	if files == nil {
		files = small(t)
	}
	s.Start(files)
	s.window.Resize(fyne.NewSize(1280, 800))
	return s
}

// small writes the shipped plans with a short horizon and few replications.
func small(t *testing.T) []string {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"baseline", "more-training", "automation-follow-up"} {
		file := filepath.Join(dir, name+".toml")
		body := fmt.Sprintf("format = 1\nname = %q\nextends = \"library:%s\"\n[run]\nweeks = 4\nreplications = 40\n", name, name)
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// final lets the run come to its end.
func (s *story) final() {
	s.t.Helper()
	for end := time.After(2 * time.Minute); ; {
		select {
		case f := <-s.todo:
			f()
		case <-end:
			s.t.Fatalf("the run does not end: %+v", s.store.Results.Progress)
		}
		if p := s.store.Results.Progress; p.Phase == job.Final && len(s.todo) == 0 {
			return
		}
	}
}

// walk calls f for every object of a tree.
func walk(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			walk(c, f)
		}
	case *container.Scroll:
		walk(o.Content, f)
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			walk(c, f)
		}
	}
}

// texts are all texts that the window shows, dialogs included.
func (s *story) texts() string {
	var b strings.Builder
	add := func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widgets.Text:
			b.WriteString(o.Text + "\n")
		case *widgets.Paragraph:
			b.WriteString(o.Text + "\n")
		case *widgets.Button:
			b.WriteString(o.Text + "\n")
		case *widget.Button:
			b.WriteString(o.Text + "\n")
		case *widgets.Field:
			b.WriteString(o.Text + "\n")
		}
	}
	walk(s.window.Content(), add)
	for _, o := range s.window.Canvas().Overlays().List() {
		walk(o, add)
	}
	return b.String()
}

func (s *story) sees(what string) {
	s.t.Helper()
	if !strings.Contains(s.texts(), what) {
		s.t.Errorf("the window does not show %q; it shows\n%s", what, s.texts())
	}
}

func TestFirstStartShowsTheLibrary(t *testing.T) {
	a := test.NewTempApp(t)
	d := newDesktop(a, "en", t.TempDir(), func(func()) {})
	defer d.jobs.Close()
	defer d.leave()
	d.Start(nil)
	now := d.store.Now()
	if len(now.Plans) != 3 || d.store.Origin(now.Baseline).File != "library:baseline" {
		t.Fatalf("first start has %d plans, baseline %s", len(now.Plans), d.store.Origin(now.Baseline).File)
	}
	for _, p := range now.Plans {
		if !p.Ticked {
			t.Errorf("%s is not ticked", p.Name())
		}
	}
	if d.asked == "" || d.store.CanUndo() {
		t.Errorf("nothing runs (%v), or there is something to undo (%v)", d.asked == "", d.store.CanUndo())
	}
}

func TestAnswerIsComputed(t *testing.T) {
	s := begin(t, "en")
	s.final()
	s.sees("Final")
	s.sees("of 100 futures")
	if s.room.Chart() == nil || len(s.room.Drawings()) == 0 {
		t.Error("there are no pictures")
	}
	if strings.Contains(s.texts(), "⟨") {
		t.Errorf("a text is missing:\n%s", s.texts())
	}
}

func TestLanguageSwitchKeepsTheState(t *testing.T) {
	s := begin(t, "en")
	s.final()
	if err := s.store.Set(s.selected(), "decisions.staffing.headcount", "48", false); err != nil {
		t.Fatal(err)
	}
	s.final()
	s.sees("Decisions")
	s.setLanguage("nb")
	s.sees("Beslutninger")
	s.sees("BIBLIOTEK")
	if strings.Contains(s.texts(), "⟨") {
		t.Errorf("a text is missing:\n%s", s.texts())
	}
	p, _ := s.store.Now().Plan(s.selected())
	if p.Scenario.Text("decisions.staffing.headcount") != "48" || !s.store.CanUndo() {
		t.Error("the edit or its history is gone")
	}
	s.setLanguage("en")
	s.sees("Decisions")
}

// field finds the lever that edits a number, by what it shows.
func (s *story) field(shown string) (found *widgets.Field) {
	walk(s.levers.View(), func(o fyne.CanvasObject) {
		if f, ok := o.(*widgets.Field); ok && f.Text == shown {
			found = f
		}
	})
	return found
}

func TestLeverEntry(t *testing.T) {
	s := begin(t, "en")
	s.final()
	s.store.Select(s.store.Now().Baseline)
	f := s.field("45")
	if f == nil {
		t.Fatalf("no lever shows 45:\n%s", s.texts())
	}
	s.window.Canvas().Focus(f)
	test.Type(f, "many")
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p, _ := s.store.Now().Plan(s.selected())
	if got := p.Scenario.Text("decisions.staffing.headcount"); got != "45" || s.store.CanUndo() {
		t.Fatalf("wrong text changed the headcount to %s", got)
	}
	if !s.danger() {
		t.Error("nothing says what is wrong")
	}
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(f, "48")
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p, _ = s.store.Now().Plan(s.selected())
	if got := p.Scenario.Text("decisions.staffing.headcount"); got != "48" {
		t.Fatalf("typed 48, the headcount is %s", got)
	}
	if s.danger() {
		t.Error("the problem is still shown")
	}
	s.final()
	s.sees("Keep as a plan")
}

// danger says whether a red text is shown.
func (s *story) danger() (found bool) {
	walk(s.levers.View(), func(o fyne.CanvasObject) {
		if l, ok := o.(*widget.Label); ok && l.Importance == widget.DangerImportance && l.Text != "" {
			found = true
		}
	})
	return found
}

func TestUndoBelongsToTheTypedText(t *testing.T) {
	s := begin(t, "en")
	s.store.Select(s.store.Now().Baseline)
	if err := s.store.Set(s.selected(), "decisions.staffing.headcount", "50", false); err != nil {
		t.Fatal(err)
	}
	f := s.field("50")
	s.window.Canvas().Focus(f)
	test.Type(f, "6")
	s.undo()
	if !s.store.CanUndo() {
		t.Error("undo while typing took back an edit of the plan")
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.window.Canvas().Unfocus()
	s.undo()
	if s.store.CanUndo() {
		t.Error("undo did not take back the edit")
	}
}

func TestBrokenFileTellsAllAndChangesNothing(t *testing.T) {
	s := begin(t, "en")
	before := len(s.store.Now().Plans)
	path := filepath.Join(t.TempDir(), "broken.toml")
	broken := "format = 1\n[decisions.staffing]\nheadcuont = 45\nshrinkage = 7\n"
	if err := os.WriteFile(path, []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	s.openAll([]string{path})
	if len(s.store.Now().Plans) != before {
		t.Error("a broken file was opened")
	}
	label := s.problemText()
	for _, want := range []string{"broken.toml:3:", "broken.toml:4:", "headcuont", "shrinkage"} {
		if !strings.Contains(label, want) {
			t.Errorf("the problems do not tell %q:\n%s", want, label)
		}
	}
}

// problemText is the selectable text of the dialog on top.
func (s *story) problemText() (text string) {
	for _, o := range s.window.Canvas().Overlays().List() {
		walk(o, func(o fyne.CanvasObject) {
			if l, ok := o.(*widget.Label); ok && l.Selectable {
				text = l.Text
			}
		})
	}
	return text
}

func TestSaveAndOpenAgain(t *testing.T) {
	s := begin(t, "en")
	path := filepath.Join(t.TempDir(), "mine.toml")
	id := s.selected()
	if err := s.store.Set(id, "decisions.staffing.headcount", "51", false); err != nil {
		t.Fatal(err)
	}
	if err := s.write(id, path); err != nil {
		t.Fatal(err)
	}
	p, _ := s.store.Now().Plan(id)
	if s.store.Dirty(p) || s.store.Origin(id).File != path {
		t.Errorf("after the save the plan is unsaved (%v) in %q", s.store.Dirty(p), s.store.Origin(id).File)
	}
	again := begin(t, "en", path)
	q, _ := again.store.Now().Plan(again.selected())
	if q.Scenario.Hash() != p.Scenario.Hash() {
		t.Error("the saved plan reads differently")
	}
}

func TestRememberedFilesComeBack(t *testing.T) {
	a := test.NewTempApp(t)
	dir := t.TempDir()
	first := newDesktop(a, "en", dir, func(func()) {})
	defer first.jobs.Close()
	first.Start(nil)
	now := first.store.Now()
	first.store.Tick(now.Plans[2].ID, false)
	first.store.Pin(now.Plans[1].ID)
	first.leave()
	second := newDesktop(a, "en", dir, func(func()) {})
	defer second.jobs.Close()
	defer second.leave()
	second.Start(nil)
	next := second.store.Now()
	file := func(id int) string { return second.store.Origin(id).File }
	if len(next.Plans) != 3 || file(next.Baseline) != first.store.Origin(now.Plans[1].ID).File {
		t.Fatalf("%d plans, baseline %s", len(next.Plans), file(next.Baseline))
	}
	for _, p := range next.Plans {
		if want := file(p.ID) != first.store.Origin(now.Plans[2].ID).File; p.Ticked != want {
			t.Errorf("%s: ticked %v, want %v", file(p.ID), p.Ticked, want)
		}
	}
	if second.store.CanUndo() {
		t.Error("a start leaves steps to undo")
	}
}

func TestQuitAsksForUnsavedPlans(t *testing.T) {
	s := begin(t, "en")
	closed := false
	s.window.SetOnClosed(func() { closed = true })
	s.newPlan()
	s.quit()
	if closed || s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("quit did not ask")
	}
	s.sees("Save all and quit")
}

func TestDroppedFilesAndFoldersOpen(t *testing.T) {
	s := begin(t, "en")
	before := len(s.store.Now().Plans)
	files := small(t)
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(filepath.Dir(files[0]))})
	if got := len(s.store.Now().Plans); got != before+3 {
		t.Errorf("a dropped folder of three plans gives %d more", got-before)
	}
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(files[1])})
	if got := len(s.store.Now().Plans); got != before+3 {
		t.Error("a file that is open was opened again")
	}
	if o := s.store.Origin(s.selected()); o.File != files[1] {
		t.Errorf("the dropped file is not selected but %s", o.File)
	}
	odd := filepath.Join(t.TempDir(), "100% æøå #1.toml")
	if err := os.WriteFile(odd, []byte("format = 1\nname = \"Odd\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(odd)})
	if o := s.store.Origin(s.selected()); o.File != odd {
		t.Errorf("%s is not opened but %s", odd, o.File)
	}
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(t.TempDir())})
	if text := s.problemText(); !strings.Contains(text, "there is no scenario file in this folder") {
		t.Errorf("an empty folder is told as %q", text)
	}
	picture := filepath.Join(t.TempDir(), "a.png")
	if err := os.WriteFile(picture, []byte("\x89PNG"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(picture)})
	if text := s.problemText(); text != picture+" is no scenario file; the names of those end in .toml." {
		t.Errorf("a picture is told as %q", text)
	}
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("https://example.org/plans/a.toml")})
	if text := s.problemText(); !strings.Contains(text, "https://example.org/plans/a.toml is on the network") {
		t.Errorf("a web address is told as %q", text)
	}
}

// A picture bears the name of the plan that is selected, also where another plan of
// the same values was run first.
func TestPicturesBearTheirPlansName(t *testing.T) {
	s := begin(t, "en")
	s.final()
	s.newPlan()
	p, _ := s.store.Now().Plan(s.selected())
	s.until("results of the new plan", func() bool {
		from, ok := s.selectedRun()
		return ok && from.name == s.desk.Called(p.Scenario)
	})
	from, ok := s.selectedRun()
	if name := s.desk.Called(p.Scenario); !ok || from.Scenario == name || !strings.HasPrefix(footer(s.desk.Text, from, time.Now()), name+" · ") {
		t.Errorf("the footer of %q is %q", name, footer(s.desk.Text, from, time.Now()))
	}
	if got := from.file(s.room.Chart()); !strings.HasPrefix(got, "more-training-2_satisfaction-lasting-fan_") {
		t.Errorf("the file is called %q", got)
	}
}

// What the explain line tells of a picture follows the picture, until something
// else is told.
func TestExplainLineIsRetold(t *testing.T) {
	s := begin(t, "en")
	s.desk.Explain("20 futures")
	if !s.desk.Retell("20 futures", "1,000 futures") {
		t.Error("what still stood there was not retold")
	}
	s.sees("1,000 futures")
	if s.desk.Retell("20 futures", "300 futures") {
		t.Error("what was replaced already was retold")
	}
	s.sees("1,000 futures")
}

// A plan kept under the name of its change is called by what it has become; a name of
// the user's own stays.
func TestKeptNameFollows(t *testing.T) {
	s := begin(t, "nb")
	set := func(text string) string {
		t.Helper()
		if err := s.store.Set(s.selected(), heads, text, false); err != nil {
			t.Fatal(err)
		}
		p, _ := s.store.Now().Plan(s.selected())
		return p.Name()
	}
	was := set("48")
	s.keep(s.selected())
	if got := set("51"); got != was+", Ansatte 51" {
		t.Errorf("kept, then changed, it is called %q", got)
	}
	if got := set(`"50..52"`); got != was+", Ansatte 50–52" {
		t.Errorf("uncertain, it is called %q", got)
	}
	s.store.Undo()
	s.speak("en") // in whatever language it was named
	if got := set("53"); got != was+", Ansatte 53" {
		t.Errorf("in English it is called %q", got)
	}
	s.store.Rename(s.selected(), "Mine")
	if got := set("54"); got != "Mine" {
		t.Errorf("a name of its own becomes %q", got)
	}
}

// The bar stands still while previews come and go, and tells the share of what follows.
func TestBarTellsRefining(t *testing.T) {
	s := begin(t, "en")
	s.final()
	for _, row := range []struct {
		phase job.Phase
		want  float64
	}{{job.Previewing, 0}, {job.Refining, 0.5}, {job.Previewing, 0}} {
		s.status.show(job.Progress{Phase: row.phase, Share: 0.5, Done: 20, Total: 40})
		if got := s.status.bar.Value; got != row.want || !s.status.running.Visible() {
			t.Errorf("phase %d: the bar is at %v, want %v; shown %v", row.phase, got, row.want, s.status.running.Visible())
		}
	}
}
