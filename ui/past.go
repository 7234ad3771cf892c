package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// past is the history in the place of the plans: every step with what it changed
// and when, newest first, and the bookmarks above. A click goes there, and the
// answer shows at once what it was.
type past struct {
	desktop *Desktop
	root    *widgets.Panel
	list    *list
	marks   *fyne.Container
	close   *widgets.Button
	line    []bool // of each step, whether undo and redo lead there
	shown   int    // steps that the list has
	at      int
	quiet   bool // the list is selected by the program
}

// bookmarkIcon is a ribbon; the toolkit has none.
var bookmarkIcon = theme.NewThemedResource(fyne.NewStaticResource("bookmark.svg",
	[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000" d="M17 3H7a2 2 0 0 0-2 2v16l7-3 7 3V5a2 2 0 0 0-2-2z"/></svg>`)))

func newPast(d *Desktop) *past {
	p := &past{desktop: d, marks: container.New(layout.NewCustomPaddedVBoxLayout(0)), at: -1}
	t := d.desk.T
	title := widgets.NewCaption(t("past.title"), look.Muted)
	title.Bold = true
	p.close = widgets.NewButton("", theme.CancelIcon(), p.shut).Quiet(d.desk.Says(t("explain.past_close")))
	p.close.OnEscape = p.shut
	add := widgets.NewButton(t("past.bookmark"), theme.ContentAddIcon(), d.askBookmark).Quiet(d.desk.Says(t("explain.bookmark")))
	add.Alignment = widget.ButtonAlignLeading
	add.OnEscape = p.shut
	p.list = newList(func() int { return p.shown }, p.row, p.fill, p.shut)
	p.list.HideSeparators = true
	p.list.OnSelected = p.chosen
	head := container.NewVBox(widgets.Row(0, title, p.close), p.marks, add)
	p.root = widgets.NewPanel(container.NewBorder(head, nil, nil, nil, p.list))
	p.root.Hide()
	d.store.Observe(func(e state.Event) {
		if e&(state.Edited|state.Marked) != 0 && p.root.Visible() {
			p.show()
		}
	})
	return p
}

// open shows the history; shut shows the plans again.
func (p *past) open() {
	p.desktop.plans.View().Hide() // the focus must not go behind the history
	p.root.Show()
	p.show()
}

func (p *past) shut() {
	p.root.Hide()
	p.desktop.plans.View().Show()
	p.desktop.window.Canvas().Unfocus()
}

func (p *past) show() {
	steps, at := p.desktop.store.Steps()
	p.line = p.desktop.store.Line()
	p.shown = len(steps)
	p.list.Refresh()
	if p.at != p.place(at) || !p.quiet {
		p.at = p.place(at)
		p.quiet = true
		p.list.Select(p.at)
		p.quiet = false
	}
	p.fillMarks()
}

// place is where a step stands in the list, newest first, and the step there.
func (p *past) place(step int) int { return p.shown - 1 - step }

func (p *past) chosen(row widget.ListItemID) {
	if !p.quiet {
		p.desktop.store.Jump(p.place(row))
		if p.place(row) != p.now() {
			p.desktop.desk.Explain(p.desktop.desk.T("past.lost"))
			p.show()
		}
	}
}

func (p *past) now() int { _, at := p.desktop.store.Steps(); return at }

// row is an empty line of the list: what was changed over how and when.
func (p *past) row() fyne.CanvasObject {
	what := widgets.NewText("")
	how := widgets.NewCaption("", look.Muted)
	return container.New(layout.NewCustomPaddedLayout(2, 2, 4, 4), container.New(layout.NewCustomPaddedVBoxLayout(0), what, how))
}

func (p *past) fill(i widget.ListItemID, o fyne.CanvasObject) {
	lines := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	what, how := lines[0].(*widgets.Text), lines[1].(*widgets.Text)
	step := p.place(i)
	if step < 0 || step >= len(p.line) {
		return
	}
	what.Text, how.Text = p.words(step)
	what.Bold = step == p.now()
	what.Colour = theme.ColorNameForeground
	if !p.line[step] {
		what.Colour = look.Muted // a branch that was left
	}
	what.Refresh()
	how.Refresh()
}

// words tell a step: what it was, and when with what it was before.
func (p *past) words(step int) (what, how string) {
	d := p.desktop
	steps, _ := d.store.Steps()
	s := steps[step]
	how = d.when(s.At)
	if s.What == "" {
		return d.desk.T("did.start"), how
	}
	args := map[string]string{}
	for i := 0; i+1 < len(s.Args); i += 2 {
		name, _ := s.Args[i].(string)
		args[name], _ = s.Args[i+1].(string)
	}
	name := d.desk.Text.Phrase(args["Name"])
	if k, ok := scenario.KeyOf(args["Path"]); ok {
		c := scenario.Change{Path: args["Path"], Key: k}
		value := func(raw string) string { return d.desk.Value(c, raw, d.currency()) }
		return d.change(d.desk.Subject(c), value(args["Before"]), value(args["After"])), how + "  ·  " + name
	}
	return d.desk.Text.T(s.What, "Name", name), how
}

// change is a value before and after in words; a plan over time is told by what it
// has become, since it says itself where it begins.
func (d *Desktop) change(name, before, after string) string {
	if strings.Contains(before+after, "→") {
		return d.desk.T("past.becomes", "Key", name, "After", after)
	}
	return d.desk.T("past.set", "Key", name, "Before", before, "After", after)
}

// currency is that of the baseline.
func (d *Desktop) currency() string {
	now := d.store.Now()
	if p, ok := now.Plan(now.Baseline); ok {
		return p.Scenario.Run().Currency
	}
	return ""
}

func (p *past) fillMarks() {
	d := p.desktop
	p.marks.RemoveAll()
	for _, b := range d.store.Bookmarks() {
		to := widgets.NewButton("", nil, func() { d.store.GoTo(b.Name) })
		to.Quiet(d.desk.Says(d.desk.T("explain.bookmark_go", "Name", b.Name, "Date", d.when(b.At))))
		to.OnEscape = p.shut
		line := widgets.Row(1, widget.NewIcon(bookmarkIcon), widgets.NewText(b.Name)) // a button would not cut its text
		gone := widgets.NewButton("", theme.CancelIcon(), func() { d.store.Unmark(b.Name) })
		gone.Quiet(d.desk.Says(d.desk.T("explain.bookmark_delete", "Name", b.Name)))
		gone.OnEscape = p.shut
		p.marks.Add(container.NewBorder(nil, nil, nil, gone,
			container.NewStack(to, container.New(layout.NewCustomPaddedLayout(0, 0, 6, 0), line))))
	}
}

// showHistory opens the history and gives it the keys, or shuts it.
func (d *Desktop) showHistory() {
	if d.past.root.Visible() {
		d.past.shut()
		return
	}
	d.past.open()
	d.window.Canvas().Focus(d.past.list)
}

// askBookmark asks for a name of the present workspace.
func (d *Desktop) askBookmark() {
	_, at := d.store.Steps()
	what, _ := d.past.words(at)
	d.askFor(d.heading("bookmark"), d.desk.T("past.keep"), what, func(name string) error {
		if name != "" {
			d.store.Bookmark(name)
			d.desk.Explain(d.desk.T("bookmarked", "Name", name))
		}
		return nil
	})
}

// list is the toolkit's list, where Enter chooses as well as Space, and Escape goes
// away.
type list struct {
	widget.List
	escape func()
}

func newList(length func() int, row func() fyne.CanvasObject, fill func(widget.ListItemID, fyne.CanvasObject), escape func()) *list {
	l := &list{escape: escape}
	l.Length, l.CreateItem, l.UpdateItem = length, row, fill
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves and chooses.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		l.escape()
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		l.List.TypedKey(e)
	}
}
