package assumptions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/desk"
	"lojal/ui/editor"
	"lojal/ui/lever"
	"lojal/ui/state"
	"lojal/ui/widgets"
)

// Room is the Assumptions room.
type Room struct {
	desk *desk.Desk
	root *fyne.Container

	title   *widgets.Text
	search  *widgets.Field
	filters map[string]*widgets.Button
	heads   map[string]*widgets.Text
	list    *list

	book   book
	shown  []*entry
	filter string
	column string // sorted by; "": as in the key table
	down   bool

	plan int
	open string // path of the line that is open; "" none
	rows map[string]*lever.Row
}

// New makes the room; it follows the store while it is shown.
func New(d *desk.Desk) *Room {
	r := &Room{desk: d, filter: "all", rows: map[string]*lever.Row{}, book: book{desk: d},
		filters: map[string]*widgets.Button{}, heads: map[string]*widgets.Text{}}
	r.title = widgets.NewText("")
	r.title.Bold, r.title.TextSize = true, theme.SizeNameSubHeadingText
	r.search = widgets.NewField()
	r.search.SetPlaceHolder(d.T("find_assumption"))
	r.search.OnExplain = d.Says(d.T("explain.find_assumption"))
	r.search.OnChanged = func(string) { r.list.ScrollToTop(); r.fill() }
	r.search.OnKey = r.onSearchKey
	r.list = newList(r)
	top := widgets.NewPanel(container.New(editor.Stack(6), r.title, widgets.Row(1, r.chips(), r.search)))
	body := widgets.NewPanel(widgets.Frame(r.headings(), r.list, container.New(layout.NewCustomPaddedVBoxLayout(0))))
	r.root = widgets.Frame(top, body, container.New(layout.NewCustomPaddedVBoxLayout(0)))
	d.Store.Observe(r.on)
	return r
}

// Focus gives the keys to the search.
func (r *Room) Focus() { r.desk.Window.Canvas().Focus(r.search) }

// View is the room as an object of the window.
func (r *Room) View() fyne.CanvasObject { return r.root }

func (r *Room) on(e state.Event) {
	if e&state.Edited != 0 && r.root.Visible() {
		r.Update()
	}
}

// Update brings the room up to date with the selected plan.
func (r *Room) Update() {
	now := r.desk.Store.Now()
	plan, ok := now.Plan(now.Selected)
	if !ok {
		return
	}
	reference, _ := r.desk.Store.Sides()
	if reference.Scenario == nil {
		return
	}
	r.plan = plan.ID
	r.book.update(plan.Scenario, reference.Scenario)
	r.title.Set(r.desk.T("assumptions_of", "Name", r.desk.Called(plan.Scenario)))
	for _, f := range filters {
		r.filters[f].SetText(r.desk.T("filter."+f, "Count", r.desk.Text.Number(float64(r.book.count(f)), 0)))
	}
	r.fill()
}

// chips are the buttons that narrow the list.
func (r *Room) chips() fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedHBoxLayout(4))
	for _, f := range filters {
		b := widgets.NewButton("", nil, func() { r.narrow(f) })
		b.OnExplain = r.desk.Says(r.desk.T("explain.filter." + f))
		r.filters[f] = b
		box.Add(b)
	}
	r.mark()
	return box
}

func (r *Room) narrow(filter string) {
	r.filter = filter
	r.mark()
	r.list.ScrollToTop()
	r.fill()
}

func (r *Room) mark() {
	for f, b := range r.filters {
		b.Importance = widget.MediumImportance
		if f == r.filter {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
	}
}

// headings sort the list: a click upwards, another downwards, a third as in the
// file.
func (r *Room) headings() fyne.CanvasObject {
	row := container.New(&cells{})
	inner := theme.InnerPadding() // of a button, so that its text stands above the column
	for _, c := range columns {
		b := widgets.NewButton("", nil, func() { r.sort(c) })
		b.Quiet(r.desk.Says(r.desk.T("explain.column." + c)))
		head := widgets.NewText(r.desk.T("column." + c)) // of its own, since a button's is not cut where it is narrow
		head.Bold = true
		r.heads[c] = head
		row.Add(container.NewStack(b, container.New(layout.NewCustomPaddedLayout(inner, inner, inner, 0), head)))
	}
	space := container.New(layout.NewCustomPaddedLayout(0, 0, arrowWidth-inner, inner), row)
	return space
}

func (r *Room) sort(column string) {
	switch {
	case r.column != column:
		r.column, r.down = column, false
	case !r.down:
		r.down = true
	default:
		r.column, r.down = "", false
	}
	for c, head := range r.heads {
		text := r.desk.T("column." + c)
		if c == r.column && r.down {
			text += " ▾"
		} else if c == r.column {
			text += " ▴"
		}
		head.Set(text)
	}
	r.fill()
}

// fill shows the values that filter and search leave.
func (r *Room) fill() {
	if r.book.plan == nil {
		return
	}
	r.shown = r.book.chosen(r.filter, r.search.Text, r.column, r.down)
	if row := r.rows[r.open]; row != nil {
		row.Show(r.plan, r.book.plan)
	}
	r.list.heights()
	r.list.Refresh()
}

// toggle opens a line, or closes it.
func (r *Room) toggle(path string) {
	if r.open == path {
		path = ""
	}
	r.open = path
	if row := r.row(path); row != nil {
		row.Show(r.plan, r.book.plan)
		row.Open(true)
	}
	r.list.heights()
	r.list.Refresh()
	if r.list.high >= 0 {
		r.list.ScrollTo(r.list.high)
	}
}

// row is the lever of a value, made when it is first opened.
func (r *Room) row(path string) *lever.Row {
	if row := r.rows[path]; row != nil || path == "" {
		return row
	}
	for _, e := range r.shown {
		if e.Path == path {
			row := lever.NewRow(r.desk, e.Item, r.book.plan)
			row.OnResize = r.list.heights
			r.rows[path] = row
			return row
		}
	}
	return nil
}

// onSearchKey goes from the search into the list.
func (r *Room) onSearchKey(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyDown && e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
		return false
	}
	r.desk.Window.Canvas().Focus(r.list)
	return true
}

// Find puts the cursor into the search.
func (r *Room) Find() { r.desk.Window.Canvas().Focus(r.search) }

// explain tells of a value what the columns have no room for.
func (r *Room) explain(e *entry) {
	text := e.NameIn(r.desk.Text.Lang()) + " " + e.value + ": " + e.Key.Help.In(r.desk.Text.Lang())
	if e.source != "" {
		text += "  ·  " + r.desk.T("explain.source", "Text", e.source)
	}
	r.desk.Explain(text + "  ·  " + e.Path)
}

// list is the toolkit's list, of lines one of which may be open.
type list struct {
	widget.List
	room *Room
	high widget.ListItemID // the line that is higher than others; −1 none
	busy bool
	at   widget.ListItemID // where the keys are
}

func newList(r *Room) *list {
	l := &list{room: r, high: -1}
	l.Length = func() int { return len(r.shown) }
	l.CreateItem = func() fyne.CanvasObject { return newLine() }
	l.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
		if id >= len(r.shown) {
			return
		}
		e := r.shown[id]
		var held fyne.CanvasObject
		if e.Path == r.open {
			held = r.rows[r.open].View()
		}
		o.(*line).show(r.desk, e, held)
	}
	l.OnSelected = func(id widget.ListItemID) {
		l.at = id
		l.UnselectAll()
		r.explain(r.shown[id])
		r.toggle(r.shown[id].Path)
	}
	l.ExtendBaseWidget(l)
	return l
}

// heights makes the open line as high as its lever.
func (l *list) heights() {
	if l.busy {
		return
	}
	l.busy = true
	defer func() { l.busy = false }()
	r := l.room
	at := -1
	for i, e := range r.shown {
		if e.Path == r.open {
			at = i
		}
	}
	if l.high >= 0 && l.high != at {
		l.SetItemHeight(l.high, lineHeight())
	}
	if l.high = at; at >= 0 {
		o := r.rows[r.open].View()
		width := l.Size().Width - arrowWidth
		if width > 40 && o.Size().Width != width {
			o.Resize(fyne.NewSize(width, o.MinSize().Height))
		}
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(max(width, 40), height))
		l.SetItemHeight(at, lineHeight()+o.MinSize().Height+8)
		l.Refresh()
	}
}

// Resize lays the open line out anew.
func (l *list) Resize(size fyne.Size) {
	l.List.Resize(size)
	l.heights()
}

// TypedKey opens with Enter as well as Space, closes with Escape, and tells of the
// value that the keys are at.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		e = &fyne.KeyEvent{Name: fyne.KeySpace}
	case fyne.KeyEscape:
		if l.room.open != "" {
			l.room.toggle(l.room.open)
		}
		return
	case fyne.KeyDown:
		l.at = min(l.at+1, len(l.room.shown)-1)
	case fyne.KeyUp:
		l.at = max(l.at-1, 0)
	}
	l.List.TypedKey(e)
	if l.at < len(l.room.shown) && l.at >= 0 {
		l.room.explain(l.room.shown[l.at])
	}
}
