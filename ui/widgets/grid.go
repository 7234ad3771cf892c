package widgets

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "lojal/ui/theme"
)

// Cell is one number of a grid.
type Cell struct {
	Text, Edit string
	Label      string  // under the number; may be ""
	Bar        float64 // 0 to 1: height of the bar behind the number; 0: none
}

// Grid is a table of numbers with a bar behind each. With the focus, arrows go
// from cell to cell, typing or Enter edits, Page Up and Down (or + and −) change
// a number by a step, and what is copied and pasted is what spreadsheets take.
type Grid struct {
	widget.BaseWidget
	explained
	Cells    []Cell
	Columns  int      // 0: as many as fit
	Group    int      // cells after which a new row begins; 0: none
	Headings []string // of the groups, or of the columns where they are fixed
	Lines    bool     // a low cell without labels, for tables

	OnSet    func(i int, text string) error
	OnStep   func(i int, steps float64)
	OnPaste  func(i int, text string) error
	OnCopy   func() string
	OnInsert func(i int) // nil: cells are as many as they are
	OnDelete func(i int)
	OnError  func(err error)

	selected int
	focused  bool
	entry    *cellEntry
	editing  bool
}

// NewGrid is an empty grid.
func NewGrid() *Grid {
	g := &Grid{}
	g.entry = &cellEntry{grid: g}
	g.entry.ExtendBaseWidget(g.entry)
	g.entry.Hide()
	g.ExtendBaseWidget(g)
	return g
}

// Fill replaces the cells.
func (g *Grid) Fill(cells []Cell) {
	g.Cells = cells
	g.selected = min(g.selected, max(0, len(cells)-1))
	g.Refresh()
}

// Selected is the cell that keys go to.
func (g *Grid) Selected() int { return g.selected }

// least is the width that a cell needs at least.
func (g *Grid) least() float32 {
	w := float32(34)
	for _, c := range g.Cells {
		w = max(w, fyne.MeasureText(c.Text, theme.CaptionTextSize(), fyne.TextStyle{}).Width+8,
			fyne.MeasureText(c.Label, theme.CaptionTextSize()*0.9, fyne.TextStyle{}).Width+5)
	}
	return w
}

func (g *Grid) height() float32 {
	if g.Lines {
		return theme.CaptionTextSize()*1.5 + 7
	}
	return theme.CaptionTextSize()*2.7 + 22
}

// columns is how many cells stand side by side at a width, evenly shared out.
func (g *Grid) columns(width float32) int {
	if g.Columns > 0 {
		return g.Columns
	}
	n := len(g.Cells)
	if g.Group > 0 {
		n = min(n, g.Group)
	}
	if n == 0 {
		return 1
	}
	fit := max(1, int(width/g.least()))
	rows := (n + fit - 1) / fit
	return (n + rows - 1) / rows
}

// spot is the row and column of a cell.
func (g *Grid) spot(i, columns int) (row, column int) {
	if g.Group <= 0 {
		return i / columns, i % columns
	}
	rows := (g.Group + columns - 1) / columns
	within := i % g.Group
	return i/g.Group*rows + within/columns, within % columns
}

// head is the height of a heading over each group or over the columns.
func (g *Grid) head() float32 {
	if len(g.Headings) == 0 {
		return 0
	}
	return theme.CaptionTextSize() * 1.6
}

// box is the place of a cell.
func (g *Grid) box(i int) (fyne.Position, fyne.Size) {
	width := g.Size().Width
	columns := g.columns(width)
	row, column := g.spot(i, columns)
	w := width / float32(columns)
	y := float32(row)*g.height() + g.head()
	if g.Group > 0 {
		y += float32(i/g.Group) * g.head()
	}
	return fyne.NewPos(float32(column)*w, y), fyne.NewSize(w, g.height())
}

// MinSize is as high as the rows at the present width.
func (g *Grid) MinSize() fyne.Size {
	if len(g.Cells) == 0 {
		return fyne.NewSize(60, g.height())
	}
	width := g.Size().Width
	if width < 40 {
		width = 250
	}
	columns := g.columns(width)
	row, _ := g.spot(len(g.Cells)-1, columns)
	height := float32(row+1)*g.height() + g.head()
	if g.Group > 0 {
		height += float32((len(g.Cells)-1)/g.Group) * g.head()
	}
	return fyne.NewSize(60, height+2)
}

// cellAt is the cell at a place, or −1.
func (g *Grid) cellAt(p fyne.Position) int {
	for i := range g.Cells {
		pos, size := g.box(i)
		if p.X >= pos.X && p.X < pos.X+size.Width && p.Y >= pos.Y && p.Y < pos.Y+size.Height {
			return i
		}
	}
	return -1
}

// Tapped chooses a cell; a second tap on it, or the first in a table, edits.
func (g *Grid) Tapped(e *fyne.PointEvent) {
	i := g.cellAt(e.Position)
	if i < 0 {
		return
	}
	again := g.focused && i == g.selected || g.Lines
	g.choose(i)
	g.focus(g)
	if again {
		g.edit("")
	}
}

func (g *Grid) focus(o fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(o)
	}
}

func (g *Grid) choose(i int) {
	g.selected = min(max(i, 0), max(0, len(g.Cells)-1))
	g.Refresh()
}

// MouseIn, MouseMoved and MouseOut explain.
func (g *Grid) MouseIn(*desktop.MouseEvent)    { g.explain() }
func (g *Grid) MouseMoved(*desktop.MouseEvent) {}
func (g *Grid) MouseOut()                      {}

// FocusGained and FocusLost show that the keys come here.
func (g *Grid) FocusGained() { g.explain(); g.focused = true; g.Refresh(); Reveal(g) }
func (g *Grid) FocusLost()   { g.focused = false; g.Refresh() }

// TypedRune begins to edit with what is typed.
func (g *Grid) TypedRune(r rune) {
	if unicode.IsDigit(r) || strings.ContainsRune("-−.,(*/+", r) {
		g.edit(string(r))
	}
}

// TypedKey goes from cell to cell, edits, or changes a number.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	columns := g.columns(g.Size().Width)
	switch e.Name {
	case fyne.KeyLeft:
		g.choose(g.selected - 1)
	case fyne.KeyRight:
		g.choose(g.selected + 1)
	case fyne.KeyUp:
		g.choose(g.selected - columns)
	case fyne.KeyDown:
		g.choose(g.selected + columns)
	case fyne.KeyHome:
		g.choose(0)
	case fyne.KeyEnd:
		g.choose(len(g.Cells) - 1)
	case fyne.KeyPageUp:
		g.step(1)
	case fyne.KeyPageDown:
		g.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		g.edit("")
	case fyne.KeyInsert:
		if g.OnInsert != nil {
			g.OnInsert(g.selected)
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		if g.OnDelete != nil {
			g.OnDelete(g.selected)
		}
	}
}

func (g *Grid) step(n float64) {
	if g.OnStep != nil && len(g.Cells) > 0 {
		g.OnStep(g.selected, n)
	}
}

// TypedShortcut copies the grid, or pastes into it from the chosen cell on.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		s.Clipboard.SetContent(g.Copy())
	case *fyne.ShortcutPaste:
		g.Paste(s.Clipboard.Content())
	}
}

// Copy is the grid as spreadsheets take it.
func (g *Grid) Copy() string {
	if g.OnCopy == nil {
		return ""
	}
	return g.OnCopy()
}

// Paste puts numbers of a spreadsheet into the cells from the chosen one on.
func (g *Grid) Paste(text string) {
	if g.OnPaste != nil {
		g.tell(g.OnPaste(g.selected, text))
	}
}

func (g *Grid) tell(err error) {
	if g.OnError != nil {
		g.OnError(err)
	}
}

// edit opens the chosen cell, with its own text or with what was typed.
func (g *Grid) edit(typed string) {
	if len(g.Cells) == 0 || g.OnSet == nil {
		return
	}
	g.editing = true
	g.entry.SetText(g.Cells[g.selected].Edit)
	g.entry.Show()
	g.Refresh()
	g.focus(g.entry)
	if typed != "" {
		g.entry.SetText(typed)
		g.entry.CursorColumn = len([]rune(typed))
		g.entry.Refresh()
	} else {
		g.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// take commits the typed text; a wrong one stays with what is wrong.
func (g *Grid) take(next int) {
	if !g.editing {
		return
	}
	text := g.entry.Text
	if text != g.Cells[g.selected].Edit {
		err := g.OnSet(g.selected, text)
		if g.tell(err); err != nil {
			return
		}
	}
	g.close()
	g.choose(g.selected + next)
}

func (g *Grid) close() {
	g.editing = false
	g.entry.Hide()
	g.Refresh()
}

// cellEntry edits one cell.
type cellEntry struct {
	widget.Entry
	grid *Grid
}

// TypedKey takes with Enter, Up or Down, and throws away with Escape.
func (e *cellEntry) TypedKey(k *fyne.KeyEvent) {
	g := e.grid
	next := map[fyne.KeyName]int{fyne.KeyReturn: 1, fyne.KeyEnter: 1, fyne.KeyUp: -g.columns(g.Size().Width), fyne.KeyDown: g.columns(g.Size().Width)}
	if step, ok := next[k.Name]; ok {
		if g.take(step); !g.editing {
			g.focus(g)
		}
		return
	}
	if k.Name == fyne.KeyEscape {
		g.tell(nil)
		g.close()
		g.focus(g)
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut pastes several cells into the grid, and one into the text.
func (e *cellEntry) TypedShortcut(s fyne.Shortcut) {
	if p, ok := s.(*fyne.ShortcutPaste); ok {
		if text := strings.TrimRight(p.Clipboard.Content(), "\r\n"); strings.ContainsAny(text, "\t\r\n") {
			g := e.grid
			g.close()
			g.focus(g)
			g.Paste(text)
			return
		}
	}
	e.Entry.TypedShortcut(s)
}

// FocusLost takes what was typed.
func (e *cellEntry) FocusLost() {
	e.Entry.FocusLost()
	e.grid.take(0)
}

// CreateRenderer is the toolkit's.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &gridRenderer{g: g}
	r.build()
	return r
}

type gridRenderer struct {
	g       *Grid
	objects []fyne.CanvasObject
}

func (r *gridRenderer) build() {
	g := r.g
	r.objects = r.objects[:0]
	r.headings()
	for i, c := range g.Cells {
		r.cell(i, c)
	}
	if g.editing {
		pos, size := g.box(g.selected)
		h := g.entry.MinSize().Height
		w := max(size.Width, 64)
		g.entry.Resize(fyne.NewSize(w, h))
		g.entry.Move(fyne.NewPos(min(pos.X, max(0, g.Size().Width-w)), max(0, pos.Y+(size.Height-h)/2)))
	}
	r.objects = append(r.objects, g.entry)
}

func (r *gridRenderer) cell(i int, c Cell) {
	g := r.g
	pos, size := g.box(i)
	back := canvas.NewRectangle(colour(g, theme.ColorNameInputBackground))
	back.CornerRadius = 3
	back.StrokeWidth, back.StrokeColor = 1, colour(g, theme.ColorNameSeparator)
	if i == g.selected && g.focused || i == g.selected && g.editing {
		back.StrokeWidth, back.StrokeColor = 2, colour(g, theme.ColorNamePrimary)
	}
	back.Move(pos.AddXY(1, 1))
	back.Resize(size.SubtractWidthHeight(2, 2))
	r.objects = append(r.objects, back)
	text := theme.CaptionTextSize()
	label := float32(0)
	if c.Label != "" {
		label = text * 1.25
	}
	if c.Bar > 0 {
		room := size.Height - label - 4
		bar := canvas.NewRectangle(colour(g, look.Chosen))
		h := float32(min(c.Bar, 1)) * room
		bar.Move(pos.AddXY(3, 2+room-h))
		bar.Resize(fyne.NewSize(size.Width-6, h))
		if g.Lines {
			bar.Move(pos.AddXY(2, 2))
			bar.Resize(fyne.NewSize((size.Width-4)*float32(min(c.Bar, 1)), size.Height-4))
		}
		r.objects = append(r.objects, bar)
	}
	r.text(c.Text, theme.ColorNameForeground, text, pos.AddXY(0, (size.Height-label-text*1.35)/2), size.Width)
	r.text(c.Label, look.Muted, text*0.9, pos.AddXY(0, size.Height-label-1), size.Width)
}

// headings are those of groups, each over its rows, or of fixed columns.
func (r *gridRenderer) headings() {
	g := r.g
	for i, h := range g.Headings {
		at, width := fyne.NewPos(0, 0), g.Size().Width
		if g.Columns > 0 {
			width /= float32(g.Columns)
			at.X = float32(i) * width
		} else if i*g.Group < len(g.Cells) {
			pos, _ := g.box(i * g.Group)
			at.Y = pos.Y - g.head()
		}
		t := r.text(h, look.Muted, theme.CaptionTextSize(), at, width)
		if t != nil && g.Columns == 0 {
			t.Alignment = fyne.TextAlignLeading
		}
	}
}

// text puts a line in the middle of a width, cut to it.
func (r *gridRenderer) text(s string, ink fyne.ThemeColorName, size float32, at fyne.Position, width float32) *canvas.Text {
	if s == "" {
		return nil
	}
	t := canvas.NewText(s, colour(r.g, ink))
	t.TextSize, t.Alignment = size, fyne.TextAlignCenter
	t.Text = fit(s, width-2, func(s string) float32 { return fyne.MeasureText(s, size, t.TextStyle).Width })
	t.Move(at)
	t.Resize(fyne.NewSize(width, t.MinSize().Height))
	r.objects = append(r.objects, t)
	return t
}

func (r *gridRenderer) Layout(fyne.Size)             { r.build() }
func (r *gridRenderer) MinSize() fyne.Size           { return r.g.MinSize() }
func (r *gridRenderer) Refresh()                     { r.build(); canvas.Refresh(r.g) }
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *gridRenderer) Destroy()                     {}
