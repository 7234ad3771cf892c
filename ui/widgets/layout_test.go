package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"pgregory.net/rapid"

	look "lojal/ui/theme"
)

// The parts of a room: text that wraps beside what stays, lines with a part that
// takes the rest, a body between head and foot.
func TestLayoutGolden(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light, 1))
	head := NewParagraph("More training beats Today on lasting satisfaction in 83 of 100 futures")
	head.TextSize, head.Bold = theme.SizeNameHeadingText, true
	caption := NewCaption("people", look.Muted)
	caption.Whole = true
	name := NewText("A lever with a name that is too long for the place it has")
	body := NewPanel(Row(0, name, caption, Wide(60, NewButton("OK", nil, nil))))
	foot := NewCaption("● Final", look.Good)
	w := test.NewTempWindow(t, Frame(Beside(head, NewButton("Table", nil, nil)), body, foot))
	w.Resize(fyne.NewSize(360, 220))
	test.AssertRendersToMarkup(t, "layout.xml", w.Canvas())
}

// A separator ends a line, and begins none.
func TestSeparatorsEndLines(t *testing.T) {
	width := func(s string) float32 { return float32(len([]rune(s))) }
	for room := float32(12); room < 60; room++ {
		for _, line := range wrapped("Service level: 95 %  ·  Satisfaction: 91 %  ·  All together", room, 0, width) {
			if strings.HasPrefix(strings.TrimSpace(line), "·") {
				t.Errorf("%g wide: %q", room, line)
			}
		}
	}
}

// Lines that wrap less in a wider window leave no gaps, and none are lost in a
// narrower one.
func TestColumnFollowsItsWidth(t *testing.T) {
	test.NewTempApp(t)
	words := NewParagraph("A name of several words that takes three lines or one")
	below := NewText("below")
	inner := Column(words)
	all := Column(inner, below)
	w := test.NewTempWindow(t, Scrolled(all))
	for _, width := range []float32{150, 600, 150, 600} {
		w.Resize(fyne.NewSize(width, 60))
		lines := len(test.WidgetRenderer(words).Objects())
		if want := words.MinSize().Height + theme.Padding(); (lines == 1) != (width > 300) || below.Position().Y != want {
			t.Errorf("%g wide: %d lines, the next object at %g, want %g", width, lines, below.Position().Y, want)
		}
		if end := below.Position().Y + below.MinSize().Height; all.Size().Height < end {
			t.Errorf("%g wide: %g high, but the end is at %g", width, all.Size().Height, end)
		}
	}
}

// Wrapped lines fit, and hold the words of the text in their order.
func TestWrapped(t *testing.T) {
	width := func(s string) float32 { return float32(len([]rune(s))) }
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zæøå]{1,9}`), 0, 12).Draw(t, "words")
		room := float32(rapid.IntRange(9, 40).Draw(t, "room"))
		text := join(words)
		lines := wrapped(text, room, 0, width)
		for _, l := range lines {
			if width(l) > room {
				t.Fatalf("%q is wider than %v", l, room)
			}
		}
		if got := join(lines); got != text {
			t.Fatalf("lines hold %q, the text is %q", got, text)
		}
		if cut := wrapped(text, room, 2, width); len(cut) > 2 {
			t.Fatalf("%d lines instead of two", len(cut))
		}
	})
}

// A figure and its per cent sign stay on one line, in the languages that put a
// space between them.
func TestWrappedKeepsFigures(t *testing.T) {
	width := func(s string) float32 { return float32(len([]rune(s))) }
	if lines := wrapped("ja (før 47 %) eller", 11, 0, width); join(lines) != "ja (før 47\u00a0%) eller" || lines[1] != "47\u00a0%) eller" {
		t.Errorf("%q", lines)
	}
}

// Tiles fill what there is in whole units, all alike, side by side and below each other.
func TestTilesAreWhole(t *testing.T) {
	var tiles []fyne.CanvasObject
	for range 4 {
		tiles = append(tiles, canvas.NewRectangle(nil))
	}
	c := Tiles(2, tiles...)
	c.Resize(fyne.NewSize(301, 202.5))
	for i, o := range tiles {
		want := fyne.NewPos(float32(i%2)*(148+tileGap), float32(i/2)*(99+tileGap))
		if o.Position() != want || o.Size() != fyne.NewSize(148, 99) {
			t.Errorf("tile %d is at %v, %v large; want %v", i, o.Position(), o.Size(), want)
		}
	}
}

func join(words []string) string {
	out := ""
	for i, w := range words {
		if i > 0 {
			out += " "
		}
		out += w
	}
	return out
}
