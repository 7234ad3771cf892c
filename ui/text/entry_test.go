package text

import (
	"testing"

	_ "lojal/scenarios"
)

func TestEntry(t *testing.T) {
	for _, c := range []struct{ table, entry, en, nb string }{
		{"decisions.initiative", "stress-management", "Stress management", "Stressmestring"},
		{"decisions.initiative", "coaching · resolution", "Coaching · resolution", "Coaching · løsning"},
		{"decisions.initiative", "our own · attitude", "our own · attitude", "our own · serviceinnstilling"},
		{"decisions.initiative", "our own · tone", "our own · tone", "our own · tone"},
		{"world.contact", "coaching", "coaching", "coaching"}, // a contact type is no initiative
		{"world.satisfaction.driver", "wait", "wait", "ventetid"},
		{"world.satisfaction.lasting", "my driver", "my driver", "my driver"},
	} {
		for lang, want := range map[string]string{"en": c.en, "nb": c.nb} {
			if got := For(lang).Part(c.table, c.entry); got != want {
				t.Errorf("%s of %s is %q, want %q", c.entry, c.table, got, want)
			}
		}
	}
}
