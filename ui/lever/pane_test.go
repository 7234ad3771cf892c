package lever

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/state"
	"lojal/ui/text"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

const headcount = "decisions.staffing.headcount"

// table is a desk with two plans, of which the second is selected, and its panes
// in a window.
func table(t testing.TB, lang string) (*desk.Desk, *Panes, fyne.Window) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light, 1))
	store := state.New()
	for _, name := range []string{"baseline", "more-training"} {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			t.Fatal(err)
		}
		store.Add(s, "library:"+name)
	}
	store.Start()
	w := test.NewTempWindow(t, container.NewStack())
	d := &desk.Desk{Window: w, Store: store, Text: text.For(lang), Explain: func(string) {}}
	d.Do.CopyText = func(string) {}
	p := New(d)
	w.SetContent(p.View())
	w.Resize(fyne.NewSize(300, 700))
	return d, p, w
}

// raw is the value of the selected plan as TOML.
func raw(d *desk.Desk, path string) string {
	p, _ := d.Store.Now().Plan(d.Store.Now().Selected)
	return p.Scenario.Text(path)
}

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// search types into the search box.
func search(p *Panes, w fyne.Window, what string) {
	p.Find()
	press(p.search, fyne.KeyEscape)
	p.search.SetText(what)
}

// enter types into the field of a row and takes it.
func enter(w fyne.Window, r *Row, what string) {
	w.Canvas().Focus(r.field)
	r.field.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(r.field, what)
	press(r.field, fyne.KeyReturn)
}

// The box finds by name in both languages, by path and by help; arrows choose and
// Enter goes there.
func TestFind(t *testing.T) {
	_, p, w := table(t, "nb")
	for what, want := range map[string]string{
		"headcount": headcount, "ansatte": headcount, "decisions.staffing.head": headcount,
		"churn_per_year": "world.loyalty.churn_per_year", "svinn": "decisions.staffing.shrinkage", "shrinkage": "decisions.staffing.shrinkage",
	} {
		search(p, w, what)
		if len(p.shown) == 0 || p.shown[0].Path != want {
			t.Errorf("%q finds %v first, want %s", what, p.shown[:min(2, len(p.shown))], want)
			continue
		}
		press(p.search, fyne.KeyReturn)
		if w.Canvas().Focused() != fyne.Focusable(p.rows[want].field) {
			t.Errorf("Enter after %q does not go to %s", what, want)
		}
	}
	search(p, w, "ansatte")
	press(p.search, fyne.KeyUp, fyne.KeyDown)
	if p.chosenAt != 1 || !p.rows[p.shown[1].Path].mark.Visible() || p.rows[p.shown[0].Path].mark.Visible() {
		t.Errorf("the arrows chose %d of %d", p.chosenAt, len(p.shown))
	}
	press(p.search, fyne.KeyEscape)
	if p.search.Text != "" || len(p.shown) == 0 {
		t.Error("Escape does not end the search")
	}
}

// A slash finds where nothing has the focus.
func TestSlashFinds(t *testing.T) {
	_, p, w := table(t, "en")
	w.Canvas().Unfocus()
	w.Canvas().OnTypedRune()('/')
	if w.Canvas().Focused() != fyne.Focusable(p.search) {
		t.Error("the slash does not go to the search box")
	}
}

// What is typed into a field is read as people write it; what it comes to is told
// while it is typed.
func TestFieldCalculates(t *testing.T) {
	d, p, w := table(t, "en")
	r := p.rows[headcount]
	w.Canvas().Focus(r.field)
	r.field.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(r.field, "45+3")
	if !r.hint.Visible() || !strings.Contains(r.hint.Text, "48") {
		t.Errorf("while 45+3 is typed the row says %q", r.hint.Text)
	}
	press(r.field, fyne.KeyReturn)
	if got := raw(d, headcount); got != "48" || r.hint.Visible() {
		t.Errorf("45+3 gave %s, the hint says %q", got, r.hint.Text)
	}
	enter(w, r, "+10%")
	if got := raw(d, headcount); got != "52.8" {
		t.Errorf("+10%% of 48 gave %s", got)
	}
	enter(w, r, "52.8+0")
	w.Canvas().Unfocus()
	if r.field.Text != "52.8" {
		t.Errorf("a sum that changes nothing stays as %q", r.field.Text)
	}
	enter(w, r, "170..210")
	if got := raw(d, headcount); got != `"170..210"` {
		t.Errorf("the range gave %s", got)
	}
}

// Wrong text changes nothing, says what is allowed, and stays while other values
// change.
func TestWrongTextStays(t *testing.T) {
	d, p, w := table(t, "nb")
	r := p.rows[headcount]
	before := raw(d, headcount)
	for _, typed := range []string{"mange", "45+", "99999", "50 %"} {
		enter(w, r, typed)
		w.Canvas().Unfocus()
		if raw(d, headcount) != before || !r.wrong.Visible() || r.wrong.Text == "" {
			t.Errorf("%q: the value is %s, the row says %q", typed, raw(d, headcount), r.wrong.Text)
		}
		if err := d.Store.Set(d.Store.Now().Selected, "decisions.automation.assist", "0.2", false); err != nil {
			t.Fatal(err)
		}
		d.Store.Undo()
		if r.field.Text != typed {
			t.Errorf("%q was thrown away for %q", typed, r.field.Text)
		}
		w.Canvas().Focus(r.field)
		press(r.field, fyne.KeyEscape)
		w.Canvas().Unfocus()
		if r.wrong.Visible() || r.field.Text != "45" {
			t.Errorf("after Escape the field shows %q and %q", r.field.Text, r.wrong.Text)
		}
	}
}

// Certain and uncertain by one click, and one step of the history each.
func TestDoubt(t *testing.T) {
	d, p, _ := table(t, "en")
	r := p.rows[headcount]
	test.Tap(r.doubt)
	if got := raw(d, headcount); got != `"45 ± 10 %"` || !r.IsOpen() {
		t.Errorf("made uncertain it is %s, open %v", got, r.IsOpen())
	}
	if low, high := band(func() scenario.Number { _, n, _ := r.value(); return n }()); low < 40 || low > 41 || high < 49 || high > 50 {
		t.Errorf("the band goes from %v to %v", low, high)
	}
	test.Tap(r.doubt)
	if got := raw(d, headcount); got != "45" {
		t.Errorf("made certain it is %s", got)
	}
	d.Store.Undo()
	d.Store.Undo()
	if raw(d, headcount) != "45" || d.Store.CanUndo() {
		t.Error("a click is not one step")
	}
}

// A drag moves a range as a whole and is one step.
func TestDragMovesRange(t *testing.T) {
	d, p, w := table(t, "en")
	r := p.rows[headcount]
	enter(w, r, "40..50")
	steps, _ := d.Store.Steps()
	before := len(steps)
	for _, to := range []float64{46, 48, 54} {
		r.slider.OnChanged(to)
	}
	d.Store.Seal()
	var low, high float64
	if v, _, ok := r.value(); ok {
		low, high = v.Low, v.High
	}
	if low < 47.9 || low > 48.1 || high < 59.9 || high > 60.1 {
		t.Errorf("40..50 slid to 54 is %s", raw(d, headcount))
	}
	if steps, _ := d.Store.Steps(); len(steps) != before+1 {
		t.Errorf("the drag made %d steps", len(steps)-before)
	}
}

// A value outside the evidence is taken, with a quiet word of it.
func TestSoftBound(t *testing.T) {
	d, p, w := table(t, "en")
	r := p.rows[headcount]
	enter(w, r, "75")
	if raw(d, headcount) != "75" || r.wrong.Visible() || !strings.Contains(r.hint.Text, "30–60") || !strings.Contains(r.hint.Text, "your own figure") {
		t.Errorf("75 people are %s, the row says %q and %q", raw(d, headcount), r.hint.Text, r.wrong.Text)
	}
	enter(w, r, "50")
	if r.hint.Visible() {
		t.Errorf("50 people: the row says %q", r.hint.Text)
	}
}

// Who names a source of their own is not told of the evidence of others.
func TestOwnSourceIsNotOutside(t *testing.T) {
	d, p, _ := table(t, "en")
	own, err := scenario.Parse("own.toml", []byte("format = 1\nextends = \"library:baseline\"\n[decisions.staffing]\nheadcount = 20\n[sources]\n\"decisions.staffing.headcount\" = { text = \"your figure\", confidence = \"high\" }\n"))
	if err != nil {
		t.Fatal(err)
	}
	d.Store.Add(own, "own.toml")
	if r := p.rows[headcount]; raw(d, headcount) != "20" || r.hint.Visible() {
		t.Errorf("of %s people the row says %q", raw(d, headcount), r.hint.Text)
	}
}

// Reset says to what, and offers each value once however it is written.
func TestResetNamesItsTarget(t *testing.T) {
	d, p, w := table(t, "en")
	r := p.rows[headcount]
	if len(r.targets()) != 0 || !r.reset.Disabled() {
		t.Errorf("an untouched value can be reset: %v", r.targets())
	}
	enter(w, r, "50")
	targets := r.targets()
	if len(targets) != 1 || !strings.Contains(targets[0].label, "as opened: 45") {
		t.Fatalf("reset offers %v", targets)
	}
	test.Tap(r.reset)
	if raw(d, headcount) != "45" {
		t.Errorf("reset gave %s", raw(d, headcount))
	}
}

// The menu of a lever opens the description of the model at its key.
func TestMenuTellsHowItIsComputed(t *testing.T) {
	d, p, w := table(t, "en")
	var opened string
	d.Do.Model = func(path string) { opened = path }
	p.rows[headcount].onMenu(fyne.NewPos(10, 10))
	press(w.Canvas().Focused(), fyne.KeyUp, fyne.KeyReturn)
	if opened != headcount {
		t.Errorf("the last item opened %q", opened)
	}
}

// Tab reaches every part of a row and the details, and leaves them again.
func TestTabGoesThrough(t *testing.T) {
	_, p, w := table(t, "en")
	p.rows[headcount].Open(true)
	w.Resize(fyne.NewSize(300, 900))
	seen := map[fyne.Focusable]bool{}
	for range 60 {
		w.Canvas().FocusNext()
		if f := w.Canvas().Focused(); f != nil {
			seen[f] = true
		}
	}
	r := p.rows[headcount]
	for name, f := range map[string]fyne.Focusable{"search": p.search, "field": r.field, "slider": r.slider, "±": r.doubt, "details": r.more,
		"next row": p.rows["decisions.training.spend_per_agent_month"].field} {
		if !seen[f] {
			t.Errorf("Tab does not reach %s", name)
		}
	}
	var modes int
	for f := range seen {
		if b, ok := f.(*widgets.Button); ok && (b.Text == "Certain" || b.Text == "Uncertain" || b.Text == "Over time") {
			modes++
		}
	}
	if modes != 3 {
		t.Errorf("Tab reaches %d of the three forms", modes)
	}
}

// The world shows first what is uncertain or changed; a row that is made certain
// stays until the pane is left, and all are shown on demand.
func TestWorldShowsWhatIsUncertain(t *testing.T) {
	d, p, _ := table(t, "en")
	p.choose(scenario.World)
	plan, _ := d.Store.Now().Plan(d.Store.Now().Selected)
	for _, path := range plan.Scenario.Uncertain() {
		if k, _ := scenario.KeyOf(path); k.Side == scenario.World && p.rows[path] == nil {
			t.Errorf("%s is uncertain and not shown", path)
		}
	}
	few := len(p.shown)
	if few == 0 || few > 30 {
		t.Fatalf("%d levers of the world are shown first", few)
	}
	r := p.rows["world.loyalty.churn_per_year"]
	test.Tap(r.doubt)
	if len(p.shown) != few {
		t.Errorf("a row went away while it was edited: %d of %d", len(p.shown), few)
	}
	p.toggle()
	if len(p.shown) < 100 {
		t.Errorf("all are %d", len(p.shown))
	}
}

// Shrinkage is a number with a slider, or twelve without one, as the plan has it.
func TestNumberOrList(t *testing.T) {
	d, p, _ := table(t, "en")
	p.toggle()
	const shrinkage = "decisions.staffing.shrinkage"
	r := p.rows[shrinkage]
	for _, c := range []struct {
		raw    string
		slider bool
	}{{"[0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3]", false}, {"0.28", true}} {
		if err := d.Store.Set(d.Store.Now().Selected, shrinkage, c.raw, false); err != nil {
			t.Fatal(err)
		}
		if (r.slider != nil) != c.slider {
			t.Errorf("%s: a slider %v", c.raw, r.slider != nil)
		}
	}
	if r.field.Text != "28\u00a0%" || r.slider.Value != 0.28 {
		t.Errorf("the row shows %q at %v", r.field.Text, r.slider.Value)
	}
}

// The look of a row: closed, and open with a plan over weeks.
func TestRowGolden(t *testing.T) {
	d, p, w := table(t, "en")
	r := p.rows[headcount]
	if err := d.Store.Set(d.Store.Now().Selected, headcount, `{ from = 45, to = "50..55", start_week = 4, weeks = 26, shape = "s-curve" }`, false); err != nil {
		t.Fatal(err)
	}
	r.Open(true)
	w.SetContent(r.View())
	w.Resize(fyne.NewSize(270, 420))
	test.AssertRendersToMarkup(t, "row.xml", w.Canvas())
}

// All levers of a pane are shown anew at each step of a drag.
func BenchmarkShowAll(b *testing.B) {
	d, p, _ := table(b, "en")
	p.side, p.all = scenario.World, true
	p.fill()
	b.ReportMetric(float64(len(p.shown)), "levers")
	for i := 0; b.Loop(); i++ {
		if err := d.Store.Set(d.Store.Now().Selected, "world.loyalty.gain", []string{"0.21", "0.23"}[i%2], true); err != nil {
			b.Fatal(err)
		}
	}
}

// A range that is typed is seen as a distribution before it is taken.
func TestTypedRangeIsSeen(t *testing.T) {
	d, p, w := table(t, "en")
	r := p.rows[headcount]
	w.Canvas().Focus(r.field)
	for typed, seen := range map[string]bool{"40..50": true, "45 ± 10 %": true, "pert(40; 45; 55)": true, "50..": false, "48": false, "-5..5": false} {
		r.field.TypedShortcut(&fyne.ShortcutSelectAll{})
		test.Type(r.field, typed)
		if r.seen.Visible() != seen {
			t.Errorf("while %q is typed dots are seen: %v", typed, r.seen.Visible())
		}
	}
	if got := raw(d, headcount); got != "45" {
		t.Errorf("typing alone set %s", got)
	}
	enter(w, r, "40..50")
	if got := raw(d, headcount); got != `"40..50"` || r.seen.Visible() {
		t.Errorf("%s was set, dots are seen: %v", got, r.seen.Visible())
	}
}

// The lever of an initiative has its name in the catalogue, and is found by it.
func TestInitiativeHasAName(t *testing.T) {
	s, err := scenario.Open("library:portfolio")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, it := range Items(s) {
		if it.Entry != "stress-management" {
			continue
		}
		found++
		if en, nb := it.NameIn("en"), it.NameIn("nb"); !strings.HasSuffix(en, " · Stress management") || !strings.HasSuffix(nb, " · Stressmestring") ||
			!it.Matches("stressmestring") || !it.Matches("stress-management") {
			t.Errorf("%s is called %q and %q", it.Path, en, nb)
		}
	}
	if found == 0 {
		t.Error("no such lever")
	}
}
