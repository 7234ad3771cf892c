package editor

import (
	"errors"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lojal/ui/values"
	"lojal/ui/widgets"
)

// table is a grid of the numbers that make up a value: the cells of a profile,
// the points of a plan, the parameters of a distribution.
type table struct {
	*widgets.Grid
	editor  *Editor
	formats []values.Format // of the columns, used in turn
	list    []values.Value
	write   func(list []values.Value, drag bool) error
	between func(row int) []values.Value // what a new row holds; nil: rows are as many as they are
}

func newTable(e *Editor, write func([]values.Value, bool) error) *table {
	t := &table{Grid: widgets.NewGrid(), editor: e, write: write}
	t.OnExplain = e.desk.Says(e.desk.T("explain.grid"))
	t.OnSet, t.OnStep, t.OnPaste, t.OnCopy, t.OnError = t.onSet, t.onStep, t.onPaste, t.onCopy, e.fail
	return t
}

// grows lets rows be added and removed.
func (t *table) grows(between func(row int) []values.Value) {
	t.between = between
	t.OnInsert, t.OnDelete = t.onInsert, t.onDelete
	t.OnExplain = t.editor.desk.Says(t.editor.desk.T("explain.grid_rows"))
}

// columns is the number of fixed columns, at least one.
func (t *table) columns() int { return max(1, t.Columns) }

// show fills the cells; label and bar may be nil.
func (t *table) show(formats []values.Format, list []values.Value, label func(i int) string, bar func(i int) float64) {
	t.formats, t.list = formats, list
	cells := make([]widgets.Cell, len(list))
	for i, v := range list {
		f := t.format(i)
		cells[i] = widgets.Cell{Text: f.Brief(v), Edit: f.Edit(v)}
		if label != nil {
			cells[i].Label = label(i)
		}
		if bar != nil {
			cells[i].Bar = bar(i)
		}
	}
	grown := len(cells) != len(t.Cells)
	t.Fill(cells)
	if grown {
		t.editor.resized()
	}
}

func (t *table) format(i int) values.Format { return t.formats[i%len(t.formats)] }

// replaced is the list with some values from a place on; it may become longer.
func (t *table) replaced(at int, with ...values.Value) []values.Value {
	out := append([]values.Value(nil), t.list...)
	for i, v := range with {
		if at+i < len(out) {
			out[at+i] = v
		} else {
			out = append(out, v)
		}
	}
	return out
}

func (t *table) onSet(i int, text string) error {
	v, err := t.format(i).Read(text, t.list[i], t.list[i].Middle())
	if err != nil {
		return err
	}
	return t.write(t.replaced(i, v), false)
}

func (t *table) onStep(i int, steps float64) {
	f, v := t.format(i), t.list[i]
	step := f.Key.Step
	if step <= 0 {
		step = stepOf(v.Middle())
	}
	to := values.Tidy(v.Middle() + steps*step)
	t.editor.fail(t.write(t.replaced(i, v.Moved(v.Middle(), to, f.Key)), false))
}

// stepOf is a hundredth of a value's size, as a power of ten.
func stepOf(v float64) float64 {
	step := 1.0
	for ; step > 0.001 && step*20 > max(v, -v); step /= 10 {
	}
	return step
}

func (t *table) onCopy() string {
	columns := t.columns()
	if t.Group > 0 {
		columns = t.Group
	} else if t.Columns == 0 {
		columns = len(t.list)
	}
	return values.WriteSheet(t.list, t.formats, columns)
}

// onPaste puts a sheet into the cells from one on. A sheet as wide as the table
// goes in row by row; one column goes downwards in the column of that cell.
func (t *table) onPaste(at int, text string) error {
	columns := t.columns()
	formats := t.formats
	rows := values.Sheet(text)
	down := columns > 1 && len(rows) > 1 && len(rows[0]) == 1
	if down {
		formats = []values.Format{t.format(at)}
	} else if columns > 1 && len(rows) > 0 && len(rows[0]) >= columns {
		at -= at % columns
	} else if columns > 1 {
		formats = append(append([]values.Format(nil), t.formats[at%columns:]...), t.formats[:at%columns]...)
	}
	sheet, err := values.ReadSheet(text, formats)
	if err != nil {
		return err
	}
	if row := uneven(sheet); row > 0 && columns > 1 {
		return t.incomplete(row, len(sheet[row-1]))
	}
	if len(sheet) > 1 && columns > 1 && len(sheet[0]) > columns {
		return t.incomplete(1, len(sheet[0])) // it would run on into the rows below
	}
	if total(sheet) == len(t.list) {
		at = 0 // as many numbers as there are: they replace them all
	}
	if n, room := total(sheet), t.room(at, down); n > room {
		return t.formats[0].TooLong(n, room)
	}
	list := t.list
	for i, row := range sheet {
		if down {
			t2 := table{list: list}
			list = t2.replaced(at+i*columns, row...)
		} else {
			t2 := table{list: list}
			list = t2.replaced(at, row...)
			at += len(row)
		}
	}
	if last := len(sheet); len(list)%columns > 0 {
		return t.incomplete(last, len(sheet[last-1]))
	}
	return t.write(list, false)
}

// uneven is the first row of a sheet, from 1, that is not as long as the rows before
// it; 0 where there is none.
func uneven(sheet [][]values.Value) int {
	for i, row := range sheet {
		if len(row) != len(sheet[0]) {
			return i + 1
		}
	}
	return 0
}

// incomplete says that a pasted row does not fill a row of the table, such as a week
// without its level.
func (t *table) incomplete(row, numbers int) error {
	return errors.New(t.editor.desk.T("paste_incomplete", "Row", row, "N", numbers,
		"Want", strings.ToLower(strings.Join(t.Headings, ", "))))
}

// room is how many numbers can be pasted from a cell on.
func (t *table) room(at int, down bool) int {
	switch {
	case down:
		return (len(t.list) - at + t.columns() - 1) / t.columns()
	case t.between != nil:
		return math.MaxInt
	}
	return len(t.list) - at
}

// total is how many numbers a sheet has.
func total(sheet [][]values.Value) int {
	n := 0
	for _, row := range sheet {
		n += len(row)
	}
	return n
}

func (t *table) onInsert(i int) {
	columns := t.columns()
	at := (i/columns + 1) * columns
	row := t.between(i / columns)
	if row == nil {
		return
	}
	list := append(append(append([]values.Value(nil), t.list[:at]...), row...), t.list[at:]...)
	t.editor.fail(t.write(list, false))
}

func (t *table) onDelete(i int) {
	columns := t.columns()
	at := i / columns * columns
	if len(t.list) <= columns {
		return
	}
	list := append(append([]values.Value(nil), t.list[:at]...), t.list[at+columns:]...)
	t.editor.fail(t.write(list, false))
}

// tools are the buttons of a table: copy, paste, and rows more or less.
func (t *table) tools() fyne.CanvasObject {
	d := t.editor.desk
	button := func(id string, icon fyne.Resource, do func()) fyne.CanvasObject {
		return widgets.NewButton("", icon, do).Quiet(d.Says(d.T("explain." + id)))
	}
	objects := []fyne.CanvasObject{
		button("copy_grid", theme.ContentCopyIcon(), func() { d.Do.CopyText(t.Copy()) }),
		button("paste_grid", theme.ContentPasteIcon(), func() { t.Paste(fyne.CurrentApp().Clipboard().Content()) }),
	}
	if t.between != nil {
		objects = append(objects,
			button("add_row", theme.ContentAddIcon(), func() { t.onInsert(t.Selected()) }),
			button("remove_row", theme.ContentRemoveIcon(), func() { t.onDelete(t.Selected()) }))
	}
	return widgets.Row(-1, objects...)
}
