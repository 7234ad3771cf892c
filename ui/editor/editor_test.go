package editor

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/state"
	"lojal/ui/text"
	look "lojal/ui/theme"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

const (
	people    = "decisions.staffing.headcount"
	share     = "decisions.automation.share"
	shrinkage = "decisions.staffing.shrinkage"
	coverage  = "decisions.staffing.coverage"
	season    = "world.customers.season"
	weekday   = "world.demand.weekday"
	attrition = "world.labour.attrition_monthly"
	patience  = "world.contact.phone.patience"
	curveOf   = "world.satisfaction.driver.wait.curve"
)

// bench is an editor of a value of the shipped baseline, in a window.
type bench struct {
	*Editor
	t testing.TB
	w fyne.Window
}

func open(t testing.TB, lang, path string, width float32) *bench {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light, 1))
	s, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	store := state.New()
	id := store.Add(s, "library:baseline")
	store.Start()
	w := test.NewTempWindow(t, container.NewStack())
	w.SetPadded(false)
	d := &desk.Desk{Window: w, Store: store, Text: text.For(lang), Explain: func(string) {}}
	d.Do.CopyText = func(string) {}
	k, ok := scenario.KeyOf(path)
	if !ok {
		t.Fatal(path)
	}
	e := New(d, path, k)
	e.Show(id, s)
	store.Observe(func(state.Event) {
		p, _ := store.Now().Plan(id)
		e.Show(id, p.Scenario)
	})
	w.SetContent(e.View())
	w.Resize(fyne.NewSize(width, 700))
	return &bench{e, t, w}
}

func (b *bench) text() string {
	p, _ := b.desk.Store.Now().Plan(b.plan)
	return p.Scenario.Text(b.path)
}

// is checks the value as TOML.
func (b *bench) is(want string) {
	b.t.Helper()
	if got := b.text(); got != want {
		b.t.Errorf("%s is %s, want %s", b.path, got, want)
	}
}

// fine checks that nothing is said to be wrong.
func (b *bench) fine() {
	b.t.Helper()
	if b.wrong.Visible() {
		b.t.Errorf("%s, %s: %s", b.path, b.form, b.wrong.Text)
	}
}

// mode chooses a form by its name.
func (b *bench) mode(id string) {
	b.t.Helper()
	for _, m := range b.choices() {
		if m.id == id {
			m.do()
			return
		}
	}
	b.t.Fatalf("%s cannot be %s", b.path, id)
}

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// write types into a cell.
func write(g *widgets.Grid, cell int, what string) {
	press(g, fyne.KeyHome)
	for range cell {
		press(g, fyne.KeyRight)
	}
	for _, r := range what[:1] {
		g.TypedRune(r)
	}
	entry := fyne.CurrentApp().Driver().CanvasForObject(g).Focused()
	test.Type(entry, what[1:])
	press(entry, fyne.KeyReturn)
}

// A number goes from certain to uncertain to a plan and back, keeping its middle.
func TestForms(t *testing.T) {
	b := open(t, "en", people, 300)
	b.mode("uncertain")
	b.is(`"45 ± 10 %"`)
	b.mode("planned")
	b.is(`{ from = "45 ± 10 %", to = "45 ± 10 %", start_week = 4, weeks = 13, shape = "linear" }`)
	b.mode("certain")
	b.is("45")
	b.fine()
}

// Every family takes typed parameters, and the dots are what the engine draws.
func TestFamilies(t *testing.T) {
	b := open(t, "nb", people, 300)
	b.mode("uncertain")
	for _, family := range values.Families(b.key) {
		b.body.(*uncertain).choose(family)
		u, ok := b.body.(*uncertain)
		if !ok || u.family != family {
			t.Fatalf("chose %s, the editor shows %s", family, b.form)
		}
		b.fine()
	}
	b.body.(*uncertain).choose("triangular")
	g := b.body.(*uncertain).table.Grid
	write(g, 0, "40")
	write(g, 2, "60,5")
	write(g, 1, "50")
	b.fine()
	b.is(`{ dist = "triangular", low = 40, mode = 50, high = 60.5 }`)
	write(g, 1, "70")
	if !b.wrong.Visible() {
		t.Error("a mode above the high end is taken")
	}
	b.is(`{ dist = "triangular", low = 40, mode = 50, high = 60.5 }`)
}

// A ramp is dragged by its points: its weeks, its levels; a drag is one step.
func TestDragPlan(t *testing.T) {
	b := open(t, "en", people, 300)
	b.mode("planned")
	p := b.body.(*plan)
	p.line.Resize(fyne.NewSize(300, 120))
	steps, _ := b.desk.Store.Steps()
	for _, y := range []float64{47, 50, 55} {
		p.line.OnMove(1, 30, y)
	}
	p.line.OnMoved()
	b.is(`{ from = 45, to = 55, start_week = 4, weeks = 26, shape = "linear" }`)
	if now, _ := b.desk.Store.Steps(); len(now) != len(steps)+1 {
		t.Errorf("the drag made %d steps", len(now)-len(steps))
	}
	p.line.OnMove(0, 10, 45)
	b.is(`{ from = 45, to = 55, start_week = 10, weeks = 26, shape = "linear" }`)
	b.fine()
}

// With the keys: points are moved, added and removed; weeks never cross.
func TestKeysPlan(t *testing.T) {
	b := open(t, "en", people, 300)
	b.mode("planned")
	b.body.(*plan).choose("steps")
	b.is("{ steps = [[0, 45], [17, 45]] }")
	line := b.body.(*plan).line
	press(line, fyne.KeyEnd, fyne.KeyUp, fyne.KeyUp, fyne.KeyRight)
	b.is("{ steps = [[0, 45], [18, 47]] }")
	press(line, fyne.KeyHome, fyne.KeyInsert, fyne.KeyUp)
	b.is("{ steps = [[0, 45], [9, 46], [18, 47]] }")
	for range 20 {
		press(line, fyne.KeyRight)
	}
	b.is("{ steps = [[0, 45], [17, 46], [18, 47]] }")
	press(line, fyne.KeyDelete)
	b.is("{ steps = [[0, 45], [18, 47]] }")
	b.fine()
}

// The table beside the line: numbers, ranges, and a sheet pasted over it.
func TestTablePlan(t *testing.T) {
	b := open(t, "nb", people, 300)
	b.mode("planned")
	g := func() *widgets.Grid { return b.body.(*plan).table.Grid }
	write(g(), 3, "50..55")
	b.is(`{ from = 45, to = "50..55", start_week = 4, weeks = 13, shape = "linear" }`)
	write(g(), 2, "30")
	b.is(`{ from = 45, to = "50..55", start_week = 4, weeks = 26, shape = "linear" }`)
	write(g(), 2, "2")
	if !strings.Contains(b.wrong.Text, "uke 4") {
		t.Errorf("an end before the beginning: %q", b.wrong.Text)
	}
	press(fyne.CurrentApp().Driver().CanvasForObject(g()).Focused(), fyne.KeyEscape)
	b.fine()
	b.body.(*plan).choose("steps")
	press(g(), fyne.KeyHome)
	g().Paste("Uke\tAnsatte\n0\t45\n13\t48,5\n26\t52\n")
	b.fine()
	b.is("{ steps = [[0, 45], [13, 48.5], [26, 52]] }")
	if got := g().Copy(); got != "0\t45\n13\t48,5\n26\t52" {
		t.Errorf("copied %q", got)
	}
}

// A sheet that is larger than what there is room for changes nothing and says so.
func TestPasteTooMuch(t *testing.T) {
	b := open(t, "en", people, 300)
	b.mode("planned")
	before := b.text()
	g := b.body.(*plan).table.Grid // two rows: week and level
	press(g, fyne.KeyHome)
	for sheet, want := range map[string]string{"4\t45\n20\t48\n60\t50": "6 numbers", "4\n20\n60": "3 numbers"} {
		g.Paste(sheet)
		if !strings.Contains(b.wrong.Text, want) {
			t.Errorf("%q: %q", sheet, b.wrong.Text)
		}
		b.is(before)
	}
	g.Paste("4\t45\n20\t48")
	b.fine()
}

// A new row that is not whole changes nothing and says so: its week was dropped, or
// taken for the level of the row before.
func TestPasteIncompleteRow(t *testing.T) {
	b := open(t, "en", people, 300)
	b.mode("planned")
	b.body.(*plan).choose("steps")
	g := func() *widgets.Grid { return b.body.(*plan).table.Grid }
	press(g(), fyne.KeyHome)
	g().Paste("0\t45\n13\t48")
	before := b.text()
	for _, c := range []struct {
		from        fyne.KeyName
		sheet, want string
	}{
		{fyne.KeyHome, "0\t45\n13\t48\n26", "Row 3 of what was pasted has only one number; a row here is week, level."},
		{fyne.KeyHome, "0\t45\n13\n26\t50", "Row 2 of"},
		{fyne.KeyHome, "0\t45\n13\t48\n26\t50\t60", "Row 3 of what was pasted has 3 numbers"},
		{fyne.KeyEnd, "13\t48\t26", "Row 1 of what was pasted has 3 numbers"},
		{fyne.KeyHome, "0\t45\t1\n13\t48\t1\n26\t50\t1\n39\t51\t1", "Row 1 of what was pasted has 3 numbers"},
		{fyne.KeyHome, "0\t45\n13\t48\n26\t", "Row 3, column 2 of what was pasted is empty"},
	} {
		press(g(), c.from)
		g().Paste(c.sheet)
		if !strings.Contains(b.wrong.Text, c.want) {
			t.Errorf("%q: %q", c.sheet, b.wrong.Text)
		}
		b.is(before)
	}
	press(g(), fyne.KeyHome)
	g().Paste("0\t45\n13\t48\n26\t50")
	b.fine()
	b.is("{ steps = [[0, 45], [13, 48], [26, 50]] }")
	a := open(t, "nb", attrition, 300)
	before = a.text()
	a.body.(*pairs).table.Grid.Paste("0\t0,08\n3\t0,03\n12\t0,02\n24")
	if !strings.Contains(a.wrong.Text, "har bare ett tall; en rad her er ") {
		t.Errorf("a month without its share: %q", a.wrong.Text)
	}
	a.is(before)
}

// A profile takes a row or a column of a spreadsheet, with decimal comma and names
// of months, and gives it back.
func TestPasteProfile(t *testing.T) {
	for _, sheet := range []string{
		"0,9\t0,9\t1\t1\t1\t1\t1,2\t1\t1\t1\t1\t1",
		"jan\t0,9\nfeb\t0,9\nmar\t1\napr\t1\nmai\t1\njun\t1\njul\t1,2\naug\t1\nsep\t1\nokt\t1\nnov\t1\ndes\t1\n",
	} {
		b := open(t, "nb", season, 300)
		g := b.body.(*profile).table.Grid
		g.Paste(sheet)
		b.fine()
		b.is("[0.9, 0.9, 1, 1, 1, 1, 1.2, 1, 1, 1, 1, 1]")
		if got, want := g.Copy(), strings.ReplaceAll("0,9 0,9 1 1 1 1 1,2 1 1 1 1 1", " ", "\t"); got != want {
			t.Errorf("copied %q", got)
		}
	}
	b := open(t, "en", season, 300)
	g := b.body.(*profile).table.Grid
	g.Paste("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13")
	if !b.wrong.Visible() {
		t.Error("thirteen months are taken")
	}
	g.Paste("one\ntwo")
	if !b.wrong.Visible() {
		t.Error("words are taken")
	}
	b.is("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]")
}

// Arrows move, Page Up steps, typing edits; the mean is told.
func TestKeysProfile(t *testing.T) {
	b := open(t, "en", weekday, 300)
	g := b.body.(*profile).table.Grid
	press(g, fyne.KeyHome, fyne.KeyRight, fyne.KeyPageUp, fyne.KeyPageUp)
	b.is("[1.12, 1.02, 0.95, 0.95, 0.98]")
	write(g, 4, "2*0.6")
	b.is("[1.12, 1.02, 0.95, 0.95, 1.2]")
	if note := b.body.(*profile).note.Text; !strings.Contains(note, "1.05") {
		t.Errorf("the note says %q", note)
	}
	press(g, fyne.KeyEnd, fyne.KeyInsert)
	b.is("[1.12, 1.02, 0.95, 0.95, 1.2, 1.2]")
	press(g, fyne.KeyDelete)
	b.is("[1.12, 1.02, 0.95, 0.95, 1.2]")
	b.fine()
}

// Shrinkage by month, and back to its mean; shares pasted as fractions are shares.
func TestMonthly(t *testing.T) {
	b := open(t, "nb", shrinkage, 300)
	b.mode("monthly")
	b.is("[0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]")
	g := b.body.(*profile).table.Grid
	write(g, 6, "50 %")
	b.fine()
	g.Paste("0,3\t0,3\t0,3\t0,3\t0,3\t0,3\t0,6\t0,3\t0,3\t0,3\t0,3\t0,3")
	b.is("[0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.6, 0.3, 0.3, 0.3, 0.3, 0.3]")
	b.mode("certain")
	b.is("0.325")
}

// Own weights of the opening week begin with demand: five days of eighteen half
// hours.
func TestCoverage(t *testing.T) {
	b := open(t, "en", coverage, 300)
	b.mode("weights")
	g := b.body.(*profile).table.Grid
	if len(g.Cells) != 90 || g.Group != 18 || g.Cells[18].Label != "8:00" {
		t.Fatalf("%d cells in days of %d", len(g.Cells), g.Group)
	}
	press(g, fyne.KeyHome)
	g.Paste("2\t2\t2")
	b.fine()
	if list := b.list(); list[0].N != 2 || list[2].N != 2 || list[3].N != 1.12 {
		t.Errorf("pasted weights: %v", list[:4])
	}
	b.mode("flat")
	b.is(`"flat"`)
}

// Attrition by tenure: points move, but never the first from month 0 or past each
// other.
func TestAttrition(t *testing.T) {
	b := open(t, "en", attrition, 300)
	p := b.body.(*pairs)
	n := len(p.line.Handles)
	p.line.OnMove(0, 5, 0.06)
	p.line.OnMove(1, 30, 0.04)
	p.line.OnMoved()
	list := p.read()
	if list[0].N != 0 || list[1].N != 0.06 || list[2].N >= list[4].N || list[3].N != 0.04 {
		t.Errorf("moved to %v", list)
	}
	p.line.OnAdd(24, 0.01)
	if len(p.line.Handles) != n+1 {
		t.Errorf("%d points", len(p.line.Handles))
	}
	b.fine()
}

// Patience takes every kind and keeps parts of the same name; a curve takes points.
func TestRecords(t *testing.T) {
	b := open(t, "en", patience, 300)
	for _, kind := range []string{"exponential", "lognormal", "weibull", "none", "hyperexponential"} {
		b.body.(*record).choose(kind)
		if r, ok := b.body.(*record); !ok || r.kind != kind {
			t.Fatalf("chose %s, shows %s", kind, b.form)
		}
		b.fine()
	}
	write(b.body.(*record).table.Grid, 1, "2m")
	if p, _ := b.desk.Store.Now().Plan(b.plan); p.Scenario.Draw(1, nil).Contacts[0].Patience.Mean1 != 120 {
		t.Error("a part was not taken")
	}
	c := open(t, "en", curveOf, 300)
	for _, kind := range []string{"logistic", "threshold", "saturating", "linear", "points"} {
		c.body.(*record).choose(kind)
		c.fine()
	}
	c.body.(*record).points.line.OnAdd(60, 0.5)
	c.fine()
	if p, _ := c.desk.Store.Now().Plan(c.plan); len(p.Scenario.Draw(1, nil).Satisfied.Drivers) == 0 {
		t.Error("the driver is gone")
	}
}

// What the line of a plan shows is what the engine runs.
func TestLineIsTheEnginesCourse(t *testing.T) {
	b := open(t, "en", share, 300)
	if err := b.set(`{ from = 0.1, to = 0.4, start_week = 13, weeks = 26, shape = "s-curve" }`, false); err != nil {
		t.Fatal(err)
	}
	line := b.body.(*plan).line.Line
	p, _ := b.desk.Store.Now().Plan(b.plan)
	want := p.Scenario.Draw(100, nil).Decisions.Automation.Share
	for _, at := range line {
		if w := int(at[0]); w < len(want) && math.Abs(at[1]-want[w]) > 1e-12 {
			t.Errorf("week %d: the line has %v, the engine %v", w, at[1], want[w])
		}
	}
	if len(line) < 20 {
		t.Errorf("the curve has %d points", len(line))
	}
}

// The look of the forms, in a narrow pane.
func TestGolden(t *testing.T) {
	b := open(t, "en", people, 260)
	b.mode("uncertain")
	b.w.Resize(fyne.NewSize(260, 330))
	test.AssertRendersToMarkup(t, "uncertain.xml", b.w.Canvas())
	b = open(t, "nb", weekday, 260)
	b.w.Resize(fyne.NewSize(260, 200))
	test.AssertRendersToMarkup(t, "weekday.xml", b.w.Canvas())
	b = open(t, "en", attrition, 600)
	b.w.Resize(fyne.NewSize(600, 220))
	test.AssertRendersToMarkup(t, "attrition.xml", b.w.Canvas())
}
