package locale

import (
	"testing"

	"fyne.io/fyne/v2/lang"
)

func TestApplySwitchesBothWays(t *testing.T) {
	for _, c := range []struct{ language, cancel, name string }{
		{"nb", "Avbryt", "Navn"}, {"en", "Cancel", "Name"}, {"nb", "Avbryt", "Navn"},
	} {
		if err := Apply(c.language); err != nil {
			t.Fatal(err)
		}
		if got := lang.L("Cancel"); got != c.cancel {
			t.Errorf("%s: Cancel is %q, want %q", c.language, got, c.cancel)
		}
		if got := lang.X("file.name", "?"); got != c.name {
			t.Errorf("%s: file.name is %q, want %q", c.language, got, c.name)
		}
	}
}
