package widgets

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// numbers is a grid of seven cells in a window; "bad" is refused.
func numbers(t *testing.T) (*Grid, fyne.Window, *error) {
	test.NewTempApp(t)
	g, failed := NewGrid(), new(error)
	fill := make([]Cell, 7)
	for i := range fill {
		fill[i] = Cell{Text: "1", Edit: "1", Label: "mon", Bar: 0.5}
	}
	g.OnError = func(err error) { *failed = err }
	g.OnSet = func(i int, text string) error {
		if text == "bad" {
			return errors.New("no")
		}
		cells := append([]Cell(nil), g.Cells...)
		cells[i].Text, cells[i].Edit = text, text
		g.Fill(cells)
		return nil
	}
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(300, 300))
	g.Fill(fill)
	return g, w, failed
}

// A click chooses, typing replaces, Enter takes and goes on, Escape takes back.
func TestGridEdits(t *testing.T) {
	g, w, failed := numbers(t)
	pos, size := g.box(2)
	g.Tapped(&fyne.PointEvent{Position: pos.AddXY(size.Width/2, size.Height/2)})
	if g.Selected() != 2 || w.Canvas().Focused() != fyne.Focusable(g) {
		t.Fatalf("the click chose %d", g.Selected())
	}
	g.TypedRune('7')
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if g.Cells[2].Text != "7" || g.Selected() != 3 || w.Canvas().Focused() != fyne.Focusable(g) {
		t.Errorf("cell 2 is %s, cell %d is chosen", g.Cells[2].Text, g.Selected())
	}
	press(g, fyne.KeyReturn)
	test.Type(w.Canvas().Focused(), "bad")
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if *failed == nil || !g.editing || g.entry.Text != "bad" {
		t.Errorf("wrong text: %v, still edited %v as %q", *failed, g.editing, g.entry.Text)
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if *failed != nil || g.editing || g.Cells[3].Text != "1" {
		t.Errorf("after Escape: %v, %q", *failed, g.Cells[3].Text)
	}
}

// Copy and paste go through the shortcuts of the toolkit.
func TestGridClipboard(t *testing.T) {
	g, _, _ := numbers(t)
	g.OnCopy = func() string { return "1\t2" }
	var pasted string
	g.OnPaste = func(_ int, text string) error { pasted = text; return nil }
	clip := test.NewClipboard()
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if clip.Content() != "1\t2" {
		t.Errorf("copied %q", clip.Content())
	}
	clip.SetContent("3,5")
	g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if pasted != "3,5" {
		t.Errorf("pasted %q", pasted)
	}
}

// A cell that is open takes a pasted number as text; several go into the grid, and the
// text that was begun is left out.
func TestGridPastesIntoAnOpenCell(t *testing.T) {
	g, w, _ := numbers(t)
	var from int
	var pasted string
	g.OnPaste = func(i int, text string) error { from, pasted = i, text; return nil }
	clip := test.NewClipboard()
	paste := func(text string) {
		clip.SetContent(text)
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	}
	g.focus(g)
	g.choose(4)
	press(g, fyne.KeyReturn)
	paste("25")
	if !g.editing || g.entry.Text != "25" || pasted != "" {
		t.Fatalf("one number: the cell has %q, the grid took %q", g.entry.Text, pasted)
	}
	paste("4\t900\r\n20\t1500\r\n")
	if g.editing || from != 4 || pasted != "4\t900\r\n20\t1500" || g.Cells[4].Text != "1" {
		t.Errorf("several: the grid took %q from cell %d on, which has %s", pasted, from, g.Cells[4].Text)
	}
	if w.Canvas().Focused() != fyne.Focusable(g) {
		t.Error("the grid lost the keys")
	}
}

// Whatever the width, groups and number of cells: every cell is within the widget,
// no two overlap, and the cell at its middle is itself.
func TestGridPlaces(t *testing.T) {
	test.NewTempApp(t)
	g := NewGrid()
	w := test.NewTempWindow(t, g)
	w.SetPadded(false)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		g.Group = rapid.SampledFrom([]int{0, 5, 18}).Draw(t, "group")
		g.Headings = nil
		if g.Group > 0 {
			g.Headings = make([]string, (n+g.Group-1)/g.Group)
		}
		g.Fill(make([]Cell, n))
		width := float32(rapid.IntRange(60, 700).Draw(t, "width"))
		g.BaseWidget.Resize(fyne.NewSize(width, 2000))
		bottom := g.MinSize().Height
		for i := range n {
			pos, size := g.box(i)
			if pos.X < 0 || pos.X+size.Width > width+0.5 || pos.Y < 0 || pos.Y+size.Height > bottom+0.5 {
				t.Fatalf("cell %d of %d at %v %v in %v × %v", i, n, pos, size, width, bottom)
			}
			if got := g.cellAt(pos.AddXY(size.Width/2, size.Height/2)); got != i {
				t.Fatalf("cell %d is found as %d", i, got)
			}
		}
	})
}

// Dots of a distribution stand on each other without gaps, each in its column.
func TestStacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 50).Draw(t, "share")
		places, most := stacked(share, 300, 10)
		heights := map[int]map[int]bool{}
		for i, p := range places {
			if x := float32(p[0]) * 10; x < 0 || x > 290.5 || float32(share[i])*290-x > 10.01 {
				t.Fatalf("%v stands at %v", share[i], x)
			}
			if heights[p[0]] == nil {
				heights[p[0]] = map[int]bool{}
			}
			if heights[p[0]][p[1]] || p[1] != len(heights[p[0]]) || p[1] >= most {
				t.Fatalf("column %d: %v", p[0], p)
			}
			heights[p[0]][p[1]] = true
		}
	})
}
