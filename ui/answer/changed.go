package answer

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// changed tells in what the focus plan differs from the reference; each
// difference can be taken back, and edits can be kept as a plan of their own.
type changed struct {
	desk    *desk.Desk
	root    *fyne.Container
	title   *widgets.Text
	chips   *fyne.Container
	keep    *widgets.Button
	discard *widgets.Button
	plan    int
	key     string // what the chips show
}

func newChanged(d *desk.Desk) *changed {
	c := &changed{desk: d, chips: container.New(layout.NewCustomPaddedHBoxLayout(2))}
	c.title = widgets.NewCaption("", look.Muted)
	c.title.Whole = true
	c.keep = widgets.NewButton(d.T("keep"), theme.ContentAddIcon(), func() { d.Do.Keep(c.plan) })
	c.keep.Importance = widget.HighImportance
	c.keep.OnExplain = d.Says(d.T("explain.keep"))
	c.discard = widgets.NewButton(d.T("discard"), nil, func() { d.Store.Discard(c.plan) }).Quiet(d.Says(d.T("explain.discard")))
	scroll := container.NewHScroll(container.New(layout.NewCustomPaddedLayout(0, 5, 0, 0), c.chips))
	c.root = widgets.Row(1, c.title, scroll, c.discard, c.keep)
	return c
}

func (c *changed) show(m model) {
	if m.focus.Scenario == nil {
		return
	}
	plan := m.focus.Plan
	c.plan = plan.ID
	drafted := c.desk.Store.Drafted(plan)
	key := m.reference.Own.Hash() + m.focus.Own.Hash() + fmt.Sprint(c.desk.Store.OwnWorlds(), drafted) + c.desk.Called(plan.Scenario) + m.reference.Scenario.Name()
	if key == c.key {
		return
	}
	c.key = key
	visible(c.keep, drafted)
	visible(c.discard, drafted)
	c.fill(m, scenario.Diff(m.reference.Own, m.focus.Own))
	c.root.Refresh()
}

func visible(o fyne.CanvasObject, on bool) {
	if on != o.Visible() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

func (c *changed) fill(m model, diff []scenario.Change) {
	c.title.Text = c.desk.T("changed")
	if len(diff) == 0 {
		c.title.Text = c.desk.T("differs_not", "Name", c.desk.Name(m.focus))
	}
	c.title.Refresh()
	c.chips.RemoveAll()
	if m.compared && !m.reference.AsSaved && state.WorldsDiffer(m.reference.Own, m.focus.Own) {
		c.chips.Add(c.worlds(m))
	}
	told := map[string]bool{}
	for _, change := range diff {
		table, entry, whole := c.desk.Whole(change, m.reference.Own, m.focus.Own)
		switch {
		case !whole:
			c.chips.Add(c.chip(m, change))
		case !told[table+entry]:
			told[table+entry] = true
			c.chips.Add(c.entry(m, table, entry, change.A == ""))
		}
	}
	c.chips.Refresh()
}

// entry tells of an entry, such as an initiative, that only one of the two has. The
// table of figures has its values.
func (c *changed) entry(m model, table, entry string, added bool) fyne.CanvasObject {
	id := "answer.entry_gone"
	if added {
		id = "answer.entry_added"
	}
	text := c.desk.T(id, "Kind", c.desk.T("group."+table), "Name", c.desk.Text.Phrase(entry))
	label := widgets.NewCaption(text, theme.ColorNameForeground)
	label.Whole = true
	return c.framed(text+"  ·  "+c.desk.T("answer.explain.entry", "Base", c.desk.Name(m.reference)), label, widgets.NewText(""))
}

// framed is a chip of the strip.
func (c *changed) framed(explain string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	p := widgets.NewPanel(widgets.NewArea(widgets.Row(0, objects...), c.desk.Says(explain)))
	p.Inset = 1.5
	p.Fill = theme.ColorNameInputBackground
	return p
}

// worlds says in which World the plans are compared, and changes it.
func (c *changed) worlds(m model) fyne.CanvasObject {
	own := c.desk.Store.OwnWorlds()
	text := c.desk.T("answer.one_world", "Name", c.desk.Called(m.focus.Plan.Scenario))
	if own {
		text = c.desk.T("answer.own_worlds")
	}
	b := widgets.NewButton(text, nil, func() { c.desk.Store.SetOwnWorlds(!own) })
	b.OnExplain = c.desk.Says(c.desk.T("answer.explain.worlds"))
	return b
}

// chip is one difference with a cross that takes it back.
func (c *changed) chip(m model, change scenario.Change) fyne.CanvasObject {
	currency := m.currency()
	value := func(raw string) string { return c.desk.Value(change, raw, currency) }
	name := c.desk.Subject(change)
	text := c.words(name, value(change.A), value(change.B))
	label := widgets.NewCaption(text, theme.ColorNameForeground)
	label.Whole = true
	objects := []fyne.CanvasObject{label}
	if change.A != "" {
		back := c.desk.T("explain.revert", "Name", name, "Base", c.desk.Name(m.reference), "Value", value(change.A))
		id := m.focus.Plan.ID
		objects = append(objects, newCross(func() {
			c.desk.Store.Seal()
			if err := c.desk.Store.Set(id, change.Path, change.A, false); err != nil {
				c.desk.Do.Fail(err)
			}
		}, c.desk.Says(back)))
	}
	return c.framed(text+"  ·  "+change.Key.Help.In(c.desk.Text.Lang()), objects...)
}

// words are a name with the values before and after. A plan over time that begins
// with the value before says it already.
func (c *changed) words(name, before, after string) string {
	if from, to, timed := strings.Cut(after, " → "); timed && from == before {
		return name + " " + lessUnit(from, strings.Split(to, ", ")[0]) + " → " + to
	}
	if strings.Contains(before+after, "→") {
		return c.desk.T("changed_was", "Name", name, "Before", before, "After", after)
	}
	return name + " " + lessUnit(before, after) + " → " + after
}

// lessUnit leaves out of before the words that after ends with as well.
func lessUnit(before, after string) string {
	a, b := strings.Fields(before), strings.Fields(after)
	n := 0
	for n < len(a)-1 && n < len(b)-1 && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return strings.Join(a[:len(a)-n], " ")
}

func newCross(tapped, explain func()) fyne.CanvasObject {
	b := widgets.NewButton("", theme.CancelIcon(), tapped).Quiet(explain)
	return container.New(&square{}, b)
}

// square keeps a button small.
type square struct{}

func (square) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(17, 20) }
func (square) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
}
