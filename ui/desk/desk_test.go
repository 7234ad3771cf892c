package desk

import (
	"testing"
	"unicode/utf8"
)

func TestShort(t *testing.T) {
	for name, want := range map[string]string{
		"Baseline": "Baseline",
		"A plan with a really very long name that says what it is about": "A plan with a really very long name that says…",
		"Four and forty letters, then a comma comes right, on and on":    "Four and forty letters, then a comma comes…",
	} {
		if got := short(name); got != want {
			t.Errorf("%q is cut to %q, want %q", name, got, want)
		}
	}
	if got := short("øøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøø"); utf8.RuneCountInString(got) != longest || !utf8.ValidString(got) {
		t.Errorf("one long word is cut to %q", got)
	}
}
