package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// passing is how long a notice stays that asks nothing.
const passing = 15 * time.Second

// notice is something the desktop has to say that happened beside what the person
// does. It waits in a line below the answer; it never stands in the way.
type notice struct {
	about  string        // a newer notice about the same takes its place
	text   func() string // in the language of the moment
	ways   []way
	asks   bool                                             // stays until it is answered; the others pass
	stays  bool                                             // stays until it is closed, behind all others
	every  func() (text string, on bool, choose func(bool)) // offers the same answer for all of its kind; may be nil
	number int
}

// way is an answer to a notice.
type way struct {
	label  string // of a text
	action func()
	main   bool
}

// notices shows one notice at a time: questions first, then the oldest that passes.
type notices struct {
	desktop *Desktop
	all     []notice
	number  int
	root    *fyne.Container
	first   fyne.Focusable // the first answer of the one that is shown
}

func newNotices(d *Desktop) *notices {
	n := &notices{desktop: d, root: container.NewStack()}
	n.root.Hide()
	return n
}

// add shows a notice, in place of one about the same.
func (n *notices) add(x notice) {
	n.number++
	x.number = n.number
	n.drop(x.about)
	n.all = append(n.all, x)
	if !x.asks && !x.stays {
		time.AfterFunc(passing, func() { n.desktop.post(func() { n.forget(x.number) }) })
	}
	n.show()
}

// tell shows a notice that passes.
func (n *notices) tell(about, text string, pairs ...any) {
	n.add(notice{about: about, text: func() string { return n.desktop.desk.T(text, pairs...) }})
}

func (n *notices) drop(about string) {
	for i, x := range n.all {
		if x.about == about {
			n.all = append(n.all[:i:i], n.all[i+1:]...)
			return
		}
	}
}

// done takes the notice about something away.
func (n *notices) done(about string) { n.drop(about); n.show() }

func (n *notices) forget(number int) {
	for _, x := range n.all {
		if x.number == number {
			n.done(x.about)
			return
		}
	}
}

// current is the notice to show; ok is false where there is none.
func (n *notices) current() (x notice, ok bool) {
	for _, x := range n.all {
		if x.asks {
			return x, true
		}
	}
	for _, x := range n.all {
		if !x.stays {
			return x, true
		}
	}
	if len(n.all) > 0 {
		return n.all[0], true
	}
	return notice{}, false
}

func (n *notices) show() {
	x, ok := n.current()
	n.first = nil
	n.root.RemoveAll()
	if !ok {
		n.root.Hide()
		n.relay()
		return
	}
	t := n.desktop.desk.T
	text := widgets.NewParagraph(x.text())
	text.Most = 2
	row := container.NewHBox()
	if len(n.all) > 1 {
		more := widgets.NewCaption(t("notice.more", "N", len(n.all)-1), look.Muted)
		more.Whole = true
		row.Add(container.NewCenter(more))
	}
	if x.every != nil {
		if label, on, choose := x.every(); label != "" {
			check := widget.NewCheck(label, choose)
			check.Checked = on
			row.Add(check)
		}
	}
	for _, w := range x.ways {
		b := widgets.NewButton(t(w.label), nil, func() { n.done(x.about); w.action() })
		if w.main {
			b.Importance = widget.HighImportance
		}
		n.offer(row, b)
	}
	if !x.asks || len(x.ways) == 0 {
		b := widgets.NewButton("", theme.CancelIcon(), func() { n.done(x.about) }).Quiet(n.desktop.desk.Says(t("explain.notice_close")))
		n.offer(row, b)
	}
	panel := widgets.NewPanel(container.New(&strip{}, text, row))
	panel.Inset = 5
	if x.asks {
		panel.Edge = theme.ColorNamePrimary
	}
	n.root.Add(panel)
	n.root.Show()
	n.relay()
}

func (n *notices) offer(row *fyne.Container, b *widgets.Button) {
	b.OnEscape = n.desktop.window.Canvas().Unfocus
	row.Add(b)
	if n.first == nil {
		n.first = b
	}
}

// focus gives the keys to the first answer.
func (n *notices) focus() {
	if n.first != nil {
		n.desktop.window.Canvas().Focus(n.first)
	}
}

// relay makes room for the line, or takes it back.
func (n *notices) relay() {
	if c := n.desktop.content; c != nil {
		c.Refresh()
	}
}

// strip lays a text beside its buttons, both centred in height.
type strip struct{}

func (strip) MinSize(o []fyne.CanvasObject) fyne.Size {
	line := fyne.MeasureText("A", theme.TextSize(), fyne.TextStyle{}).Height
	return fyne.NewSize(300, max(o[1].MinSize().Height, 2*line))
}

func (strip) Layout(o []fyne.CanvasObject, size fyne.Size) {
	m := o[1].MinSize()
	o[1].Resize(m)
	o[1].Move(fyne.NewPos(size.Width-m.Width, (size.Height-m.Height)/2))
	width := size.Width - m.Width - 20
	o[0].Resize(fyne.NewSize(width, size.Height))
	h := min(size.Height, o[0].MinSize().Height)
	o[0].Move(fyne.NewPos(8, (size.Height-h)/2))
	o[0].Resize(fyne.NewSize(width, h))
}
