package assumptions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/desk"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// line is what the list shows of one value: its columns, below them where it
// comes from, and below that, in the line that is open, its lever.
type line struct {
	widget.BaseWidget
	name, value, evidence, confidence, base, source *widgets.Text
	arrow                                           *widget.Icon

	slot *fyne.Container
	root *fyne.Container
}

func newLine() *line {
	l := &line{name: widgets.NewText(""), value: widgets.NewText(""), evidence: widgets.NewCaption("", look.Muted),
		confidence: widgets.NewCaption("", look.Muted), base: widgets.NewCaption("", look.Muted),
		source: widgets.NewCaption("", look.Muted), arrow: widget.NewIcon(theme.MenuExpandIcon()), slot: container.New(&fill{})}
	head := container.New(&cells{}, l.name, l.value, l.evidence, l.confidence, l.base)
	l.root = container.New(&lineLayout{}, head, l.source, l.slot, l.arrow)
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is the toolkit's.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.root) }

// show fills the line; lever is what the open line holds, or nil.
func (l *line) show(d *desk.Desk, e *entry, lever fyne.CanvasObject) {
	set := func(t *widgets.Text, text string, bold bool, colour fyne.ThemeColorName) {
		if t.Text != text || t.Bold != bold || t.Colour != colour {
			t.Text, t.Bold, t.Colour = text, bold, colour
			t.Refresh()
		}
	}
	set(l.name, e.NameIn(d.Text.Lang()), e.changed, "")
	set(l.value, e.value, e.changed, "")
	set(l.evidence, e.evidence, false, look.Muted)
	ink := look.Muted
	if e.confidence == "guess" {
		ink = look.Bad
	}
	level := ""
	if e.confidence != "" {
		level = d.T("confidence." + e.confidence)
	}
	set(l.confidence, level, e.confidence == "guess", ink)
	base := ""
	if e.changed {
		base = e.base
	}
	set(l.base, base, false, look.Muted)
	source := e.group
	if e.source != "" {
		source += " · " + e.source
	}
	set(l.source, source, false, look.Muted)
	l.open(lever)
}

// open puts the lever into the line, or takes it out.
func (l *line) open(lever fyne.CanvasObject) {
	icon := theme.MenuExpandIcon()
	if lever != nil {
		icon = theme.MenuDropDownIcon()
	}
	if l.arrow.Resource.Name() != icon.Name() {
		l.arrow.SetResource(icon)
	}
	switch {
	case lever == nil && len(l.slot.Objects) > 0:
		l.slot.RemoveAll()
	case lever != nil && (len(l.slot.Objects) == 0 || l.slot.Objects[0] != lever):
		l.slot.Objects = []fyne.CanvasObject{lever}
		l.slot.Refresh()
	}
}

// shares are the widths of the columns.
var shares = []float32{0.27, 0.28, 0.16, 0.13, 0.16}

const (
	arrowWidth = 20
	columnGap  = 8
)

// cells lays out the columns of a line, and their headings.
type cells struct{}

func (cells) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, o[0].MinSize().Height)
}

func (cells) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, cell := range o {
		w := size.Width * shares[i]
		h := cell.MinSize().Height
		cell.Resize(fyne.NewSize(w-columnGap, h))
		cell.Move(fyne.NewPos(x, (size.Height-h)/2))
		x += w
	}
}

// lineLayout lays out the columns, the source and the lever below each other,
// with the arrow at the left.
type lineLayout struct{}

// lineHeight is that of a closed line.
func lineHeight() float32 {
	text := func(n fyne.ThemeSizeName) float32 {
		return fyne.MeasureText("A", theme.Size(n), fyne.TextStyle{}).Height
	}
	return text(theme.SizeNameText) + text(theme.SizeNameCaptionText) + 6
}

func (lineLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, lineHeight()) }

func (lineLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head, source, slot, arrow := o[0], o[1], o[2], o[3]
	width := size.Width - arrowWidth
	h, s := head.MinSize().Height, source.MinSize().Height
	arrow.Resize(fyne.NewSquareSize(arrowWidth))
	arrow.Move(fyne.NewPos(0, (lineHeight()-arrowWidth)/2))
	head.Resize(fyne.NewSize(width, h))
	head.Move(fyne.NewPos(arrowWidth, 2))
	source.Resize(fyne.NewSize(width, s))
	source.Move(fyne.NewPos(arrowWidth, 2+h))
	slot.Move(fyne.NewPos(arrowWidth, lineHeight()))
	slot.Resize(fyne.NewSize(width, max(0, size.Height-lineHeight())))
}

// fill gives its only object all there is.
type fill struct{}

func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (fill) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, c := range o {
		c.Resize(size)
	}
}
