package widgets

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

func press(w fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestSliderKeys(t *testing.T) {
	test.NewTempApp(t)
	s := NewSlider(0, 100, 1)
	s.Display(50)
	var told []float64
	s.OnChanged = func(v float64) { told = append(told, v) }
	press(s, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageDown)
	want := []float64{51, 50, 49, 59, 0, 100, 90}
	if len(told) != len(want) {
		t.Fatalf("told %v, want %v", told, want)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Errorf("key %d moved to %v, want %v", i, told[i], want[i])
		}
	}
	s.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(s, fyne.KeyLeft)
	s.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(s, fyne.KeyLeft)
	if s.Value != 79 {
		t.Errorf("Shift+left and left from 90 give %v, want 79", s.Value)
	}
}

func TestSliderDisplayIsSilent(t *testing.T) {
	test.NewTempApp(t)
	s := NewSlider(0, 10, 1)
	s.OnChanged = func(float64) { t.Error("told of a change by the program") }
	s.Display(7)
	if s.Value != 7 {
		t.Errorf("shows %v, want 7", s.Value)
	}
}

// field is a Field in a window that takes everything but "bad".
func field(t *testing.T) (f *Field, other *Field, c fyne.Canvas, taken *[]string, failed *error) {
	test.NewTempApp(t)
	f, other = NewField(), NewField()
	taken, failed = new([]string), new(error)
	f.OnCommit = func(s string) error {
		if s == "bad" {
			return errors.New("no")
		}
		*taken = append(*taken, s)
		f.Display(s+" people", s)
		return nil
	}
	f.OnError = func(err error) { *failed = err }
	f.Display("45 people", "45")
	w := test.NewTempWindow(t, fyne.CanvasObject(f))
	return f, other, w.Canvas(), taken, failed
}

func TestFieldShowsAndEdits(t *testing.T) {
	f, _, c, taken, _ := field(t)
	if f.Text != "45 people" {
		t.Fatalf("left alone it shows %q", f.Text)
	}
	c.Focus(f)
	if f.Text != "45" || f.SelectedText() != "45" {
		t.Fatalf("with the focus it edits %q, selected %q", f.Text, f.SelectedText())
	}
	test.Type(f, "48")
	if !f.Pending() {
		t.Error("typed text is not pending")
	}
	press(f, fyne.KeyReturn)
	if len(*taken) != 1 || (*taken)[0] != "48" || f.Pending() {
		t.Fatalf("Enter took %v, pending %v", *taken, f.Pending())
	}
	c.Unfocus()
	if f.Text != "48 people" || len(*taken) != 1 {
		t.Errorf("left, it shows %q; taken %v", f.Text, *taken)
	}
}

func TestFieldKeepsWrongTextAndTakesItBack(t *testing.T) {
	f, _, c, taken, failed := field(t)
	c.Focus(f)
	test.Type(f, "bad")
	c.Unfocus()
	if *failed == nil || f.Text != "bad" || len(*taken) != 0 {
		t.Fatalf("wrong text: error %v, shows %q, taken %v", *failed, f.Text, *taken)
	}
	c.Focus(f)
	press(f, fyne.KeyEscape)
	c.Unfocus()
	if *failed != nil || f.Text != "45 people" {
		t.Errorf("after Escape: error %v, shows %q", *failed, f.Text)
	}
}

func TestFieldEscape(t *testing.T) {
	f, _, c, taken, _ := field(t)
	c.Focus(f)
	test.Type(f, "99")
	press(f, fyne.KeyEscape)
	c.Unfocus()
	if f.Text != "45 people" || len(*taken) != 0 {
		t.Errorf("after Escape it shows %q; taken %v", f.Text, *taken)
	}
}

func TestFieldKeepsTypingWhileValuesArrive(t *testing.T) {
	f, _, c, _, _ := field(t)
	c.Focus(f)
	test.Type(f, "5")
	f.Display("46 people", "46")
	if f.Text != "5" {
		t.Errorf("an update replaced what was being typed by %q", f.Text)
	}
}

// A cut text is the longest start that fits, with an ellipsis; one that fits is
// untouched.
func TestFit(t *testing.T) {
	width := func(s string) float32 { return float32(len([]rune(s))) }
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zæøå ]{0,30}`).Draw(t, "text")
		room := float32(rapid.IntRange(1, 40).Draw(t, "room"))
		got := fit(text, room, width)
		if width(text) <= room {
			if got != text {
				t.Fatalf("%q fits %v but became %q", text, room, got)
			}
			return
		}
		if width(got) != room || !strings.HasPrefix(text, strings.TrimSuffix(got, "…")) {
			t.Fatalf("%q in %v became %q", text, room, got)
		}
	})
}

// A slider that is dragged takes the keys from a field, which keeps what was typed.
func TestDraggedSliderTakesTheKeys(t *testing.T) {
	test.NewTempApp(t)
	f, s := NewField(), NewSlider(0, 10, 1)
	committed := ""
	f.OnCommit = func(text string) error { committed = text; return nil }
	w := test.NewTempWindow(t, container.NewVBox(f, s))
	w.Resize(fyne.NewSize(200, 100))
	w.Canvas().Focus(f)
	test.Type(f, "7")
	at := fyne.NewPos(s.Size().Width/2, s.Size().Height/2)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	if w.Canvas().Focused() != s || committed != "7" {
		t.Errorf("the keys are with %v, and %q was taken", w.Canvas().Focused(), committed)
	}
	w.Canvas().Focus(f)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(20, 0)}})
	if w.Canvas().Focused() != f {
		t.Error("a slider that is held takes the keys back at every move")
	}
	s.DragEnd()
}

// A slider follows the pointer that was pressed upon it from the first dot on, and no
// other.
func TestSliderFollowsTheFirstDot(t *testing.T) {
	test.NewTempApp(t)
	s := NewSlider(0, 200, 1)
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(240, 40))
	mouse := func(x float32, b desktop.MouseButton) *desktop.MouseEvent {
		return &desktop.MouseEvent{Button: b, PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 20)}}
	}
	ended := 0
	s.OnChangeEnded = func(float64) { ended++ }
	s.Display(50)
	s.MouseMoved(mouse(120, 0))
	s.MouseMoved(mouse(121, desktop.MouseButtonPrimary)) // pressed elsewhere
	if s.Value != 50 {
		t.Fatalf("moved to %v by a pointer that was not pressed upon it", s.Value)
	}
	s.MouseDown(mouse(120, desktop.MouseButtonPrimary))
	s.MouseMoved(mouse(121, desktop.MouseButtonPrimary))
	first := s.Value
	s.MouseMoved(mouse(122, desktop.MouseButtonPrimary)) // waits for the next frame
	s.MouseUp(mouse(122, desktop.MouseButtonPrimary))
	if last := s.Value; first < 90 || last <= first {
		t.Errorf("followed to %v, then to %v", first, last)
	}
	s.Tapped(&mouse(122, desktop.MouseButtonPrimary).PointEvent)
	if ended != 1 {
		t.Errorf("the movement ended %d times", ended)
	}
	at := s.Value
	s.MouseMoved(mouse(60, desktop.MouseButtonPrimary))
	s.MouseDown(mouse(122, desktop.MouseButtonSecondary))
	s.MouseMoved(mouse(60, desktop.MouseButtonSecondary))
	s.MouseDown(mouse(122, desktop.MouseButtonPrimary))
	s.MouseOut()
	s.MouseMoved(mouse(60, desktop.MouseButtonPrimary))
	if s.Value != at {
		t.Errorf("moved from %v to %v without being held", at, s.Value)
	}
}
