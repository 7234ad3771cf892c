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
	chips   *chips
	keep    *widgets.Button
	discard *widgets.Button
	plan    int
	key     string // what the chips show
}

func newChanged(d *desk.Desk) *changed {
	c := &changed{desk: d, chips: newChips()}
	c.title = widgets.NewCaption("", look.Muted)
	c.title.Whole = true
	c.keep = widgets.NewButton(d.T("keep"), theme.ContentAddIcon(), func() { d.Do.Keep(c.plan) })
	c.keep.Importance = widget.HighImportance
	c.keep.OnExplain = d.Says(d.T("explain.keep"))
	c.discard = widgets.NewButton(d.T("discard"), nil, func() { d.Store.Discard(c.plan) }).Quiet(d.Says(d.T("explain.discard")))
	scroll := container.NewHScroll(container.New(layout.NewCustomPaddedLayout(0, 5, 0, 0), c.chips.root))
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
	if m.motion == still {
		c.chips.fit()
	}
	if key == c.key {
		return
	}
	c.key = key
	anew := visible(c.keep, drafted)
	anew = visible(c.discard, drafted) || anew
	diff := scenario.Diff(m.reference.Own, m.focus.Own)
	title := c.desk.T("changed")
	if len(diff) == 0 {
		title = c.desk.T("differs_not", "Name", c.desk.Name(m.focus))
	}
	anew = title != c.title.Text || anew
	c.title.Set(title)
	if c.chips.show(c.sayings(m, diff)) || anew {
		c.root.Refresh()
	}
}

// visible shows an object or hides it; it says whether that is new.
func visible(o fyne.CanvasObject, on bool) bool {
	if on == o.Visible() {
		return false
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}

// sayings are what there is to tell of the differences.
func (c *changed) sayings(m model, diff []scenario.Change) (all []saying) {
	if m.compared && !m.reference.AsSaved && state.WorldsDiffer(m.reference.Own, m.focus.Own) {
		all = append(all, c.worlds(m))
	}
	told := map[string]bool{}
	for _, change := range diff {
		table, entry, whole := c.desk.Whole(change, m.reference.Own, m.focus.Own)
		switch {
		case !whole:
			all = append(all, c.value(m, change))
		case !told[table+entry]:
			told[table+entry] = true
			all = append(all, c.entry(m, table, entry, change.A == ""))
		}
	}
	return all
}

// entry tells of an entry, such as an initiative, that only one of the two has. The
// table of figures has its values.
func (c *changed) entry(m model, table, entry string, added bool) saying {
	id := "answer.entry_gone"
	if added {
		id = "answer.entry_added"
	}
	text := c.desk.T(id, "Kind", c.desk.T("group."+table), "Name", c.desk.Text.Entry(table, entry))
	return saying{about: text, text: text, explain: c.desk.Says(text + "  ·  " + c.desk.T("answer.explain.entry", "Base", c.desk.Name(m.reference))),
		after: func() fyne.CanvasObject { return widgets.NewText("") }}
}

// worlds says in which World the plans are compared, and changes it.
func (c *changed) worlds(m model) saying {
	own := c.desk.Store.OwnWorlds()
	text := c.desk.T("answer.one_world", "Name", c.desk.Called(m.focus.Plan.Scenario))
	if own {
		text = c.desk.T("answer.own_worlds")
	}
	return saying{about: text, text: text, explain: c.desk.Says(c.desk.T("answer.explain.worlds")),
		tapped: func() { c.desk.Store.SetOwnWorlds(!own) }}
}

// value tells of one value, with a cross that takes it back.
func (c *changed) value(m model, change scenario.Change) saying {
	currency := m.currency()
	value := func(raw string) string { return c.desk.Value(change, raw, currency) }
	name := c.desk.Subject(change)
	before := value(change.A)
	text := c.words(name, before, value(change.B))
	s := saying{about: change.Path, text: text, explain: c.desk.Says(text + "  ·  " + change.Key.Help.In(c.desk.Text.Lang()))}
	if change.A == "" {
		return s
	}
	id, path, raw := m.focus.Plan.ID, change.Path, change.A
	back := c.desk.T("explain.revert", "Name", name, "Base", c.desk.Name(m.reference), "Value", before)
	s.about = strings.Join([]string{path, raw, back, fmt.Sprint(id)}, "\n")
	s.after = func() fyne.CanvasObject {
		return newCross(func() {
			c.desk.Store.Seal()
			if err := c.desk.Store.Set(id, path, raw, false); err != nil {
				c.desk.Do.Fail(err)
			}
		}, c.desk.Says(back))
	}
	return s
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
