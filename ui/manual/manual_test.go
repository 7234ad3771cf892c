package manual

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/text"
)

func TestOpensAtTheSectionOfAKey(t *testing.T) {
	test.NewTempApp(t)
	for lang, title := range map[string]string{"en": "Waiting", "nb": "Venting"} {
		m := New(text.For(lang))
		if !m.Open("world.contact.phone.patience") {
			t.Fatal("no section")
		}
		if got := m.page.String(); !strings.HasPrefix(got, title) || !strings.Contains(got, "world.contact.*.patience") {
			t.Errorf("%s: %.80q", lang, got)
		}
		if m.Open("story.question") {
			t.Error("a section about the story")
		}
	}
}

// The arrows turn to another section at once, and Escape leaves.
func TestKeys(t *testing.T) {
	test.NewTempApp(t)
	m := New(text.For("en"))
	first := m.page.String()
	key := func(name fyne.KeyName) { m.list.TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyDown)
	if m.page.String() == first {
		t.Error("Down shows the same section")
	}
	key(fyne.KeyUp)
	if m.page.String() != first {
		t.Error("Up does not go back")
	}
	left := false
	m.OnEscape = func() { left = true }
	if key(fyne.KeyEscape); !left {
		t.Error("Escape does not leave")
	}
}

// No name of a key stands in letters of equal width, which lose their underscores.
func TestNamesOfKeysAreWhole(t *testing.T) {
	test.NewTempApp(t)
	m := New(text.For("nb"))
	m.Open("world.labour.attrition_monthly")
	var look func([]widget.RichTextSegment) int
	look = func(segments []widget.RichTextSegment) (n int) {
		for _, s := range segments {
			switch s := s.(type) {
			case *widget.TextSegment:
				if s.Style.TextStyle.Monospace && s.Style.Inline {
					t.Errorf("%q", s.Text)
				}
				if s.Text == "world.labour.attrition_monthly" {
					n++
				}
			case *widget.ParagraphSegment:
				n += look(s.Texts)
			case *widget.ListSegment:
				n += look(s.Items)
			}
		}
		return n
	}
	if look(m.page.Segments) == 0 {
		t.Error("the key is not named")
	}
}
