package answer

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"lojal/ui/widgets"
)

// saying is what a chip tells.
type saying struct {
	about   string // which difference it is, whatever value the plan has now
	text    string
	explain func()
	tapped  func()                   // nil: a chip, else a button
	after   func() fyne.CanvasObject // makes what stands behind the text; nil: nothing
}

// chips are sayings in a row. Those about the same differences get other texts and
// stay, with room for the longest so far: to make them anew takes the toolkit a second
// frame of the window, at every move of a lever.
type chips struct {
	root  *fyne.Container
	shown []chip
	loose bool // some have more room than their texts take
}

type chip struct {
	about string
	label *widgets.Text
	area  *widgets.Area
}

func newChips() *chips { return &chips{root: container.New(layout.NewCustomPaddedHBoxLayout(2))} }

// show brings the row up to date; it says whether there are other chips than before.
func (c *chips) show(all []saying) (anew bool) {
	if slices.EqualFunc(all, c.shown, func(s saying, old chip) bool { return s.about == old.about }) {
		for i, s := range all {
			c.loose = c.shown[i].say(s) || c.loose
		}
		return false
	}
	c.root.RemoveAll()
	c.shown, c.loose = nil, false
	for _, s := range all {
		made, o := newChip(s)
		c.shown = append(c.shown, made)
		c.root.Add(o)
	}
	c.root.Refresh()
	return true
}

// fit takes the room back that texts do not need any more.
func (c *chips) fit() {
	if !c.loose {
		return
	}
	c.loose = false
	for _, chip := range c.shown {
		if chip.label != nil {
			chip.label.Least = 0
		}
	}
	c.root.Refresh()
}

func newChip(s saying) (chip, fyne.CanvasObject) {
	if s.tapped != nil {
		b := widgets.NewButton(s.text, nil, s.tapped)
		b.OnExplain = s.explain
		return chip{about: s.about}, b
	}
	label := widgets.NewCaption(s.text, theme.ColorNameForeground)
	label.Whole = true
	parts := []fyne.CanvasObject{label}
	if s.after != nil {
		parts = append(parts, s.after())
	}
	area := widgets.NewArea(widgets.Row(0, parts...), s.explain)
	p := widgets.NewPanel(area)
	p.Inset = 1.5
	p.Fill = theme.ColorNameInputBackground
	return chip{s.about, label, area}, p
}

// say changes the text; it says whether that may have made room.
func (c chip) say(s saying) (loose bool) {
	if c.label == nil || c.label.Text == s.text {
		return false
	}
	c.label.Least = c.label.MinSize().Width
	c.label.Set(s.text)
	c.area.OnExplain = s.explain
	return true
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
