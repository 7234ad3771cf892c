package scenario

import (
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

// What is read at sight is what the decoder of TOML reads.
func TestAtSight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`-?[0-9_]{1,19}`), rapid.StringMatching(`[-+]?[0-9]{1,16}\.[0-9_]{0,16}(e[0-9])?`),
			rapid.StringMatching(`"[a-z0-9 %.,–'"\\\t]{0,9}"`), rapid.StringMatching(`[a-z0-9"'.:-]{1,10}`),
		).Draw(t, "text")
		got, ok := atSight(text)
		if !ok {
			return
		}
		var v struct{ V any }
		if _, err := toml.Decode("V = "+text, &v); err != nil || v.V != got {
			t.Fatalf("%s is %v at sight, and %v (%v)", text, got, v.V, err)
		}
	})
	for _, text := range []string{"12", "-7", "0.25", `"5m20s"`, `"30 %"`, `""`} {
		if _, ok := atSight(text); !ok {
			t.Errorf("%s is not read at sight", text)
		}
	}
}
