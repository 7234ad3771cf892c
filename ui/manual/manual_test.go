package manual

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

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
