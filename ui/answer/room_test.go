package answer

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/state"
	"lojal/ui/text"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// stage is a room with two short plans that were run, in a window.
type stage struct {
	*Room
	t      *testing.T
	desk   *desk.Desk
	window fyne.Window
	said   string
	copied string
	saved  chart.Drawing
	failed error
}

func newStage(t *testing.T, lang string, size fyne.Size) *stage {
	start, post = func(f func()) { f() }, func(f func()) { f() }
	t.Cleanup(func() { start, post = func(f func()) { go f() }, fyne.Do })
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Light, 1))
	s := &stage{t: t}
	store := state.New()
	for _, name := range []string{"baseline", "more-training"} {
		sc, err := scenario.Parse(name+".toml", []byte("format = 1\nextends = \"library:"+name+"\"\n[run]\nweeks = 12\nreplications = 40\n"))
		if err != nil {
			t.Fatal(err)
		}
		store.Add(sc, name+".toml")
	}
	store.Start()
	s.window = test.NewTempWindow(t, nil)
	p := text.For(lang)
	s.desk = &desk.Desk{Window: s.window, Store: store, Text: p,
		Explain: func(text string) { s.said = text },
		Retell:  func(was, now string) bool { return false },
		Style:   func() chart.Style { return chart.Style{Text: p, Transparent: true} },
		Dark:    func() bool { return false },
		Do: desk.Commands{CopyText: func(text string) { s.copied = text }, Fail: func(err error) { s.failed = err },
			SavePicture: func(d chart.Drawing) { s.saved = d }, Keep: func(int) {}}}
	s.Room = New(s.desk, Shown, func(int, kpi.ID) {})
	s.window.SetContent(s.View())
	s.window.Resize(size)
	s.run()
	return s
}

// run brings results of every side, as the worker does.
func (s *stage) run() {
	store := s.desk.Store
	reference, others := store.Sides()
	for _, side := range append(others, reference) {
		if side.Fresh {
			continue
		}
		o := state.SettingsOf(reference.Scenario).Options()
		r, err := sim.Run(s.t.Context(), side.Scenario, o)
		if err != nil {
			s.t.Fatal(err)
		}
		store.Results.Put(side.Key, r)
	}
	store.Results.Progress = job.Progress{Phase: job.Final, Done: 40, Total: 40}
	store.Tell(state.Computed)
	s.window.Canvas().Capture() // a paint asks for the pictures
}

func (s *stage) target(id kpi.ID) *scenario.Target {
	p, _ := s.desk.Store.Now().Plan(s.desk.Store.Now().Selected)
	for _, t := range p.Scenario.Targets() {
		if t.KPI == string(id) {
			return &t
		}
	}
	return nil
}

func key(p *plot, names ...fyne.KeyName) {
	for _, n := range names {
		p.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// The line is dragged with the mouse: probabilities follow at once, the plan is
// edited in one step when it is dropped, and nothing is simulated again.
func TestTargetIsDragged(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	p := s.cards[0].plot
	before := s.target(kpi.SatisfactionLasting).Value
	y, ok := p.heightOf(before)
	if !ok {
		t.Fatalf("the target %g is not on the axis", before)
	}
	reference, others := s.desk.Store.Sides()
	g, scale, _ := p.geometry()
	x := float32(g.Plot.Min.X+g.Plot.Dx()/2) / scale
	event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
	p.MouseMoved(event)
	if p.Cursor() != desktop.VResizeCursor {
		t.Error("the pointer over the line does not say that it can be moved")
	}
	p.MouseDown(event)
	sentence := s.headline.text
	drag := &fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, float32(g.Plot.Max.Y)/scale-1)}}
	p.Dragged(drag)
	if s.headline.text == sentence || !strings.Contains(s.headline.text, "over 99 %") {
		t.Errorf("with the target at the foot of the axis the headline says\n%s", s.headline.text)
	}
	if !strings.Contains(s.headline.text, "All targets together") {
		t.Errorf("nothing tells all targets together:\n%s", s.headline.text)
	}
	if got := s.target(kpi.SatisfactionLasting).Value; got != before || s.desk.Store.CanUndo() {
		t.Errorf("before the drop the plan has %g", got)
	}
	p.DragEnd()
	after := s.target(kpi.SatisfactionLasting).Value
	if after >= before {
		t.Errorf("dropped below %g, the target is %g", before, after)
	}
	if steps, _ := s.desk.Store.Steps(); len(steps) != 2 {
		t.Errorf("a drag made %d steps", len(steps)-1)
	}
	now, then := s.desk.Store.Sides()
	if now.Key != reference.Key || then[0].Key != others[0].Key || !then[0].Fresh {
		t.Error("a target asks for another run")
	}
	s.desk.Store.Undo()
	if got := s.target(kpi.SatisfactionLasting).Value; got != before {
		t.Errorf("after undo the target is %g, not %g", got, before)
	}
}

// Keys do what the mouse does: set, move, turn, remove.
func TestTargetByKeys(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	p := s.cards[1].plot // churn has no target
	s.window.Canvas().Focus(p)
	if s.target(kpi.Churn) != nil {
		t.Fatal("churn has a target already")
	}
	key(p, fyne.KeyT)
	set := s.target(kpi.Churn)
	if set == nil || set.AtLeast || s.failed != nil {
		t.Fatalf("T set %+v, %v", set, s.failed)
	}
	key(p, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	raised := s.target(kpi.Churn)
	if raised.Value <= set.Value || !strings.Contains(s.said, "%") {
		t.Errorf("three steps up moved the target from %g to %g; told: %s", set.Value, raised.Value, s.said)
	}
	s.window.Canvas().Unfocus()
	if steps, _ := s.desk.Store.Steps(); len(steps) != 3 {
		t.Errorf("setting and moving made %d steps, want 2", len(steps)-1)
	}
	s.cards[1].turn(*s.model.target(kpi.Churn))
	if !s.target(kpi.Churn).AtLeast {
		t.Error("the target was not turned")
	}
	s.window.Canvas().Focus(p)
	key(p, fyne.KeyDelete)
	if s.target(kpi.Churn) != nil {
		t.Error("the target is still there")
	}
	inherited := s.cards[0].plot
	s.window.Canvas().Focus(inherited)
	key(inherited, fyne.KeyDelete)
	if s.target(kpi.SatisfactionLasting) != nil || s.failed != nil {
		t.Errorf("a target that comes from the extended file cannot be removed: %v", s.failed)
	}
}

// A week is read by pointer and keys, opened by click and Enter, closed by Escape.
func TestWeekIsReadAndOpened(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	c := s.cards[1]
	p := c.plot
	g, scale, _ := p.geometry()
	at := fyne.NewPos(float32(g.Plot.Max.X)/scale, float32(g.Plot.Min.Y+4)/scale)
	p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	if p.week != 11 || !strings.Contains(s.said, "Difference") || !strings.Contains(s.said, "10–90 %") {
		t.Errorf("at the right end the pointer reads week %d: %s", p.week, s.said)
	}
	want := sim.Summarise(s.model.focus.Results.At(kpi.Churn, 11))
	k, _ := kpi.Of(kpi.Churn)
	if median := s.desk.Text.Figure(k, want.P50, want.MCError, ""); !strings.Contains(s.said, median) {
		t.Errorf("the median is %s; told: %s", median, s.said)
	}
	p.Tapped(&fyne.PointEvent{Position: at})
	if p.fan.Week != 11 {
		t.Fatalf("a click opened week %d", p.fan.Week)
	}
	key(p, fyne.KeyEscape)
	if p.fan.Week != -1 {
		t.Error("Escape does not close the week")
	}
	key(p, fyne.KeyHome, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
	if p.fan.Week != 2 {
		t.Errorf("Home, right, right, Enter opened week %d", p.fan.Week)
	}
}

// What figures say of themselves: meaning, size, draws, error, what they move with.
func TestFiguresExplainThemselves(t *testing.T) {
	for lang, words := range map[string][]string{
		"en": {"Mean lasting satisfaction", "from 40 futures", "Monte Carlo error", "Better in"},
		"nb": {"varig tilfredshet", "fra 40 fremtider", "Monte Carlo-feil", "Bedre i"},
	} {
		s := newStage(t, lang, fyne.NewSize(760, 700))
		s.strip.cells[0].explain()
		for _, w := range words {
			if !strings.Contains(s.said, w) {
				t.Errorf("%s: %q is not in: %s", lang, w, s.said)
			}
		}
		if strings.Contains(s.said, "⟨") {
			t.Error("a text is missing: ", s.said)
		}
		s.ShowTable(true)
		for row := range s.table.rows {
			for _, e := range s.table.rows[row] {
				if e.text != "–" && e.text != "" && e.says == nil {
					t.Errorf("%q says nothing of itself", e.text)
				}
			}
		}
	}
}

// Spearman's rank correlation: the IQ and television example of its textbook
// article, −29/165, and ties at their mean rank.
func TestRankCorrelation(t *testing.T) {
	iq := []float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}
	tv := []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}
	if got, want := rankCorrelation(iq, tv), -29.0/165; math.Abs(got-want) > 1e-12 {
		t.Errorf("got %g, want %g", got, want)
	}
	if got := rankCorrelation([]float64{1, 2, 2, 4}, []float64{1, 3, 3, 9}); math.Abs(got-1) > 1e-12 {
		t.Errorf("with ties in the same places %g", got)
	}
	if got := rankCorrelation([]float64{1, 1, 1}, []float64{1, 2, 3}); got != 0 {
		t.Errorf("with a constant %g", got)
	}
}

// Plans of the same values share their run; sentences and pictures are about the one
// that is selected all the same.
func TestPlansOfTheSameValues(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	store := s.desk.Store
	first := store.Now().Selected
	copied := store.Duplicate(first, "The copy")
	s.run()
	for id, name := range map[int]string{first: "more-training", copied: "The copy"} {
		store.Select(id)
		m := newModel(s.desk, s.cards[0].aims)
		focused := 0
		for _, p := range m.plans {
			if p.Focus {
				focused++
			}
		}
		if got := m.focusPlan().Name; got != name || focused != 1 {
			t.Errorf("%q is selected: the differences are those of %q, %d plans have the focus", name, got, focused)
		}
		if f, _ := m.fan(s.cards[0].kpi); !strings.HasPrefix(f.Title(s.desk.Text), "With "+name+", ") {
			t.Errorf("%q is selected: %s", name, f.Title(s.desk.Text))
		}
	}
}

// A difference is written in smaller letters where its place becomes narrow, not cut.
func TestNarrowStrip(t *testing.T) {
	s := newStage(t, "nb", fyne.NewSize(760, 700))
	c := s.strip.cells[3]
	need := fyne.MeasureText(c.value.Text, theme.Size(theme.SizeNameCaptionText), fyne.TextStyle{Bold: true}).Width + 2
	for _, width := range []float32{300, need} {
		c.value.Resize(fyne.NewSize(width, 30))
		c.fit(width)
		drawn := test.WidgetRenderer(c.value).Objects()[0].(*canvas.Text)
		if drawn.Text != c.value.Text || drawn.MinSize().Width > width {
			t.Errorf("%g wide, %q is drawn as %q, %g wide", width, c.value.Text, drawn.Text, drawn.MinSize().Width)
		}
	}
}

// Every figure of the table has room, however short the name above it.
func TestTableIsWideEnough(t *testing.T) {
	for _, lang := range []string{"en", "nb"} {
		s := newStage(t, lang, fyne.NewSize(1200, 900))
		s.ShowTable(true)
		widths := s.table.widths()
		for _, row := range s.table.rows[len(s.table.rows)-len(kpi.All):] {
			for i, e := range row {
				if need := fyne.MeasureText(e.text, 13, fyne.TextStyle{Bold: e.bold}).Width + 10; need > widths[i] {
					t.Errorf("%s: %q needs %g, has %g", lang, e.text, need, widths[i])
				}
			}
		}
	}
}

// The copied table has the same cells in every line, and plain numbers.
func TestCopiedTable(t *testing.T) {
	s := newStage(t, "nb", fyne.NewSize(760, 700))
	lines := strings.Split(strings.TrimSpace(s.Table()), "\n")
	if len(lines) < len(kpi.All)+2 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		if got, want := strings.Count(line, "\t"), strings.Count(lines[0], "\t"); got != want {
			t.Errorf("%d tabs, the head has %d: %s", got, want, line)
		}
	}
	found := false
	for _, line := range lines {
		if cells := strings.Split(line, "\t"); strings.HasPrefix(cells[0], "Tilfredshet, varig") {
			found = strings.Contains(cells[2], ",") && !strings.ContainsAny(cells[2], ". %")
		}
	}
	if !found {
		t.Errorf("no plain number with a decimal comma:\n%s", s.Table())
	}
	if got := plain("=cmd|x\ty"); got != "'=cmd|x y" {
		t.Errorf("a dangerous cell is %q", got)
	}
	if got := plain("-3,5"); got != "-3,5" {
		t.Errorf("a number is %q", got)
	}
}

// When the World of the plan changes, the room says in which World it compares,
// and with each plan in its own that the Worlds differ.
func TestWorldsAreTold(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	id := s.desk.Store.Now().Selected
	if err := s.desk.Store.Set(id, "world.contact.phone.handle_time", "400", false); err != nil {
		t.Fatal(err)
	}
	s.run()
	world := func() string { return s.changed.chips.root.Objects[0].(*widgets.Button).Text }
	if got, want := world(), s.desk.T("answer.one_world", "Name", s.desk.Called(s.model.focus.Plan.Scenario)); !s.model.reference.Adopted || got != want {
		t.Errorf("the strip says %q, want %q; adopted %v", got, want, s.model.reference.Adopted)
	}
	if strings.Contains(s.headline.text, "Worlds of the two plans differ") {
		t.Error("in one World they are told to differ")
	}
	s.desk.Store.SetOwnWorlds(true)
	s.run()
	if got, want := world(), s.desk.T("answer.own_worlds"); got != want {
		t.Errorf("the strip says %q, want %q", got, want)
	}
	if !strings.Contains(s.headline.text, "Worlds of the two plans differ") {
		t.Errorf("nothing says that the Worlds differ:\n%s", s.headline.text)
	}
}

// The hint goes with the first edit, or when it is closed, and says so once.
func TestCoachGoesWithTheFirstEdit(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	times := 0
	place := container.NewStack()
	s.Coach(place, func() { times++ })
	if len(place.Objects) != 1 {
		t.Fatal("no hint")
	}
	if err := s.desk.Store.Set(s.desk.Store.Now().Selected, "decisions.staffing.headcount", "48", false); err != nil {
		t.Fatal(err)
	}
	s.desk.Store.Undo()
	if times != 1 || s.coach != nil || len(place.Objects) != 0 {
		t.Errorf("the hint was ended %d times, %d objects are left", times, len(place.Objects))
	}
}

// After an edit the pictures of before are greyed once they are late.
func TestStalePicturesAreGreyed(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	p := s.cards[0].plot
	if p.raster.Translucency != 0 {
		t.Fatal("fresh pictures are greyed")
	}
	if err := s.desk.Store.Set(s.desk.Store.Now().Selected, "decisions.staffing.headcount", "48", false); err != nil {
		t.Fatal(err)
	}
	if p.raster.Translucency == 0 || s.headline.line.Colour != look.Muted {
		t.Error("pictures of an earlier version, with no run under way, are not greyed")
	}
	s.run()
	if p.raster.Translucency != 0 {
		t.Error("the new pictures are greyed")
	}
}

func TestSnap(t *testing.T) {
	for _, c := range []struct {
		v    float64
		axis chart.Range
		want float64
	}{
		{75.123, chart.Range{Min: 74, Max: 78}, 75.1}, {0.80123, chart.Range{Min: 0.6, Max: 1}, 0.8},
		{1234567, chart.Range{Min: 0, Max: 2e6}, 1240000}, {0.1534, chart.Range{Min: 0.13, Max: 0.18}, 0.1535},
	} {
		if got := snap(c.v, c.axis); got != c.want {
			t.Errorf("%g on %v snaps to %g, want %g", c.v, c.axis, got, c.want)
		}
	}
}

// The room as markup, at the least width of its window and at a large one.
func TestRoomMarkup(t *testing.T) {
	for name, size := range map[string]fyne.Size{"small": fyne.NewSize(460, 480), "large": fyne.NewSize(1300, 980)} {
		s := newStage(t, "en", size)
		test.AssertRendersToMarkup(t, "room_"+name+".xml", s.window.Canvas())
	}
}

// While pictures are made the room stays as it is; then sentence, differences and
// pictures change together, and what came meanwhile follows.
func TestRoomChangesAtOnce(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	var waiting []func()
	start = func(f func()) { waiting = append(waiting, f) }
	before, shown := s.Sentence(), s.cards[0].plot.fan
	heads := func(n string) {
		if err := s.desk.Store.Set(s.desk.Store.Now().Selected, "decisions.staffing.headcount", n, true); err != nil {
			t.Fatal(err)
		}
	}
	heads("30")
	s.run()
	if len(waiting) != 1 || s.Sentence() != before || !s.cards[0].plot.fan.Same(shown) {
		t.Fatalf("%d things are made; the room tells %q after %q", len(waiting), s.Sentence(), before)
	}
	heads("60")
	s.run()
	if len(waiting) != 1 {
		t.Fatalf("%d things are made at once", len(waiting))
	}
	waiting[0]()
	first := s.Sentence()
	if first == before || s.cards[0].plot.fan.Same(shown) || s.cards[0].plot.made.fan.Plans[0] != s.cards[0].plot.fan.Plans[0] {
		t.Errorf("sentence %q and pictures do not change together", first)
	}
	if len(waiting) != 2 {
		t.Fatalf("what came meanwhile is not made: %d", len(waiting))
	}
	waiting[1]()
	if s.Sentence() == first || len(waiting) != 2 {
		t.Errorf("the room tells %q, and %d things were made", s.Sentence(), len(waiting))
	}
}

// What is made within a moment is shown before the interface does anything else, what
// takes longer when it is there, each once.
func TestTogetherWithinAMoment(t *testing.T) {
	defer func(f, p func(func())) { start, post = f, p }(start, post)
	start = func(f func()) { go f() }
	posted := make(chan func(), 9)
	s := &studio{post: func(f func()) { posted <- f }}
	took := 0
	do := func(d time.Duration) (ended int) {
		s.together([]task{{func() { time.Sleep(d) }, func() { took++ }}}, func() { ended++ })
		return ended
	}
	if do(0) != 1 || took != 1 || len(posted) != 0 {
		t.Errorf("quick work: taken %d times, %d posted", took, len(posted))
	}
	if do(20*moment) != 0 || took != 1 {
		t.Errorf("slow work was waited for, or taken %d times", took)
	}
	(<-posted)()
	time.Sleep(5 * moment)
	if took != 2 || len(posted) != 0 {
		t.Errorf("slow work: taken %d times in all, %d posted again", took, len(posted))
	}
}

// A moving lever leaves the room as it stands until results come, but for what is
// changed; where they take long the room tells that it is of another value.
func TestRoomAwaitsResultsOfAMovingLever(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	store := s.desk.Store
	heads := func(n string) {
		if err := store.Set(store.Now().Selected, "decisions.staffing.headcount", n, true); err != nil {
			t.Fatal(err)
		}
		store.Results.Progress = job.Progress{Phase: job.Previewing}
	}
	sentence, shown := s.Sentence(), s.cards[0].plot.fan
	heads("30")
	heads("31")
	if s.Sentence() != sentence || !s.cards[0].plot.fan.Same(shown) || s.model.faded {
		t.Errorf("before the results the room tells %q, faded %v", s.Sentence(), s.model.faded)
	}
	if n := len(s.changed.chips.shown); n == 0 || !strings.HasSuffix(s.changed.chips.shown[0].label.Text, "→ 31") {
		t.Errorf("%d chips, the edit is not told", n)
	}
	if s.Drawings() != nil {
		t.Error("pictures of another value can be exported")
	}
	s.fresh = s.fresh.Add(-2 * patience)
	store.Tell(state.Running)
	if !s.model.faded {
		t.Error("old results are not faded")
	}
	s.run()
	if s.Sentence() == sentence || s.model.faded || s.model.stale {
		t.Errorf("with results the room tells %q, faded %v, stale %v", s.Sentence(), s.model.faded, s.model.stale)
	}
}

// The memory of pictures that were shown serves others, never that of a picture that
// is shown.
func TestShownPicturesKeepTheirMemory(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	for _, heads := range []string{"30", "60", "31", "59"} {
		if err := s.desk.Store.Set(s.desk.Store.Now().Selected, "decisions.staffing.headcount", heads, true); err != nil {
			t.Fatal(err)
		}
		s.run()
		for i, c := range s.cards {
			d, sitting := c.plot.made, c.plot.asked
			want, _ := chart.Render(d.fan, d.w, d.h, sitting.scale, c.style())
			if !bytes.Equal(d.image.Pix, want.Pix) {
				t.Fatalf("with %s people picture %d shows something else", heads, i)
			}
		}
	}
}

// A name beside the lines, which many plans shorten, is told in whole when the pointer
// is over it, with the figure of its plan; beside it the picture is told again.
func TestPointedName(t *testing.T) {
	s := newStage(t, "en", fyne.NewSize(760, 700))
	p := s.cards[0].plot
	g, scale, ok := p.geometry()
	if !ok || len(g.Names) != len(p.fan.Plans) {
		t.Fatalf("%d names of %d plans", len(g.Names), len(p.fan.Plans))
	}
	point := func(x, y int) {
		at := fyne.NewPos(float32(x)/scale, float32(y)/scale)
		p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	for _, n := range g.Names {
		middle := n.At.Min.Add(n.At.Size().Div(2))
		point(middle.X, middle.Y)
		plan := p.fan.Plans[n.Plan]
		k := s.cards[0].kpi
		sum := plan.Results.Summary(k.ID)
		want := k.Name("en") + ". " + plan.Name + ": " + s.desk.Text.Figure(k, sum.P50, sum.MCError, "")
		if !strings.HasPrefix(s.said, want) {
			t.Errorf("over %v: %q, want %q", n.At, s.said, want)
		}
	}
	point(g.Plot.Max.X+2, 2)
	if want := p.fan.Summary(s.desk.Text); s.said != want {
		t.Errorf("beside the names: %q, want %q", s.said, want)
	}
}
