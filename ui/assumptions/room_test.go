package assumptions

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/editor"
	"lojal/ui/lever"
	"lojal/ui/state"
	"lojal/ui/text"
	look "lojal/ui/theme"
)

const headcount = "decisions.staffing.headcount"

// open is the room of a shipped plan beside the baseline, in a window.
func open(t testing.TB, lang string) (*desk.Desk, *Room, fyne.Window) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light, 1))
	store := state.New()
	for _, name := range []string{"baseline", "automation-follow-up"} {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			t.Fatal(err)
		}
		store.Add(s, "library:"+name)
	}
	store.Start()
	w := test.NewTempWindow(t, container.NewStack())
	w.SetPadded(false)
	d := &desk.Desk{Window: w, Store: store, Text: text.For(lang), Explain: func(string) {}}
	r := New(d)
	w.SetContent(r.View())
	w.Resize(fyne.NewSize(760, 640))
	r.Update()
	return d, r, w
}

func paths(list []*entry) (out []string) {
	for _, e := range list {
		out = append(out, e.Path)
	}
	return out
}

// The room holds every value, and filters leave what they say.
func TestFilters(t *testing.T) {
	d, r, _ := open(t, "en")
	plan, _ := d.Store.Now().Plan(d.Store.Now().Selected)
	if len(r.shown) != len(lever.Items(plan.Scenario)) || len(r.shown) < 150 {
		t.Fatalf("%d values are shown", len(r.shown))
	}
	base, _ := d.Store.Now().Plan(d.Store.Now().Baseline)
	r.narrow("changed")
	for _, c := range scenario.Diff(base.Scenario, plan.Scenario) {
		if !strings.Contains(strings.Join(paths(r.shown), "\n"), c.Path) {
			t.Errorf("%s is changed and not shown", c.Path)
		}
	}
	r.narrow("uncertain")
	want := map[string]bool{}
	for _, p := range plan.Scenario.Uncertain() {
		want[p] = true
	}
	for _, e := range r.shown {
		if delete(want, e.Path); !e.uncertain {
			t.Errorf("%s is shown as uncertain", e.Path)
		}
	}
	if len(want) > 0 {
		t.Errorf("uncertain and not shown: %v", want)
	}
	r.narrow("guesses")
	for _, e := range r.shown {
		if plan.Scenario.Source(e.Path).Confidence != "guess" {
			t.Errorf("%s is no guess", e.Path)
		}
	}
	if len(r.shown) == 0 {
		t.Error("there are no guesses")
	}
}

// A click on a heading sorts, another the other way, a third as in the file.
func TestSort(t *testing.T) {
	_, r, _ := open(t, "nb")
	first := paths(r.shown)
	r.sort("confidence")
	if r.shown[0].confidence != "guess" {
		t.Errorf("the least sure is %s (%s)", r.shown[0].Path, r.shown[0].confidence)
	}
	r.sort("confidence")
	if last := r.shown[len(r.shown)-1]; last.confidence != "guess" {
		t.Errorf("downwards the last is %s (%s)", last.Path, last.confidence)
	}
	r.sort("confidence")
	if got := paths(r.shown); strings.Join(got, " ") != strings.Join(first, " ") {
		t.Error("the third click does not bring the first order back")
	}
	r.sort("name")
	for i := 1; i < len(r.shown); i++ {
		if a, b := strings.ToLower(r.shown[i-1].NameIn("nb")), strings.ToLower(r.shown[i].NameIn("nb")); a > b {
			t.Errorf("%q stands before %q", a, b)
		}
	}
}

// A value is edited in its line, and the line tells of it.
func TestEditInPlace(t *testing.T) {
	d, r, w := open(t, "en")
	r.search.SetText("headcount")
	if len(r.shown) == 0 || r.shown[0].Path != headcount {
		t.Fatalf("found %v", paths(r.shown))
	}
	w.Canvas().Focus(r.search)
	r.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	focused, ok := w.Canvas().Focused().(*list)
	if !ok {
		t.Fatal("the arrow down does not go into the list")
	}
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r.open != headcount {
		t.Fatalf("Enter opened %q", r.open)
	}
	if err := d.Store.Set(r.plan, headcount, "52", false); err != nil {
		t.Fatal(err)
	}
	if e := r.shown[0]; e.value != "52" || !e.changed || e.base != "45" {
		t.Errorf("the line says %q, changed %v from %q", e.value, e.changed, e.base)
	}
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.open != "" {
		t.Error("Escape does not close the line")
	}
}

// Every value opens in both languages, with no text missing and nothing wrong.
func TestEveryValueOpens(t *testing.T) {
	for _, lang := range text.Languages {
		_, r, _ := open(t, lang)
		for _, e := range r.shown {
			if strings.Contains(e.value+e.source+e.group+e.evidence, "⟨") {
				t.Errorf("%s %s: a text is missing: %q %q %q", lang, e.Path, e.value, e.source, e.group)
			}
			if !editor.Has(e.Key) {
				continue
			}
			r.toggle(e.Path)
			if r.list.high < 0 || r.rows[e.Path].View().MinSize().Height < 60 {
				t.Errorf("%s does not open", e.Path)
			}
		}
	}
}

// The look of the room with one line open.
func TestRoomGolden(t *testing.T) {
	_, r, w := open(t, "en")
	w.Resize(fyne.NewSize(760, 460))
	r.narrow("changed")
	r.toggle(headcount)
	test.AssertRendersToMarkup(t, "room.xml", w.Canvas())
}

// An edit brings the room up to date.
func BenchmarkUpdate(b *testing.B) {
	d, r, _ := open(b, "en")
	sets := make([]*scenario.Scenario, 2)
	for i, v := range []string{"44", "46"} {
		plan, _ := d.Store.Now().Plan(r.plan)
		next, err := plan.Scenario.With(headcount, v)
		if err != nil {
			b.Fatal(err)
		}
		sets[i] = next
	}
	base, _ := d.Store.Now().Plan(d.Store.Now().Baseline)
	b.ReportMetric(float64(len(r.shown)), "values")
	for i := 0; b.Loop(); i++ {
		r.book.update(sets[i%2], base.Scenario)
		r.fill()
	}
}
