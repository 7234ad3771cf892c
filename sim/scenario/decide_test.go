package scenario

import "testing"

// A lever moved on a root scenario leaves what was observed where it was; in a
// file that writes world.now, or extends one, nothing else is written.
func TestDecideKeepsTheStateBefore(t *testing.T) {
	root, err := Parse("root.toml", []byte("format = 1\n[decisions.staffing]\nheadcount = 40\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, text string }{
		{"decisions.staffing.headcount", "44"},
		{"decisions.training.spend_per_agent_month", "2000"},
		{"decisions.automation.share", "{ from = 0.2, to = 0.4, weeks = 10 }"},
	} {
		before := root.Draw(1, nil).Now
		moved, err := root.Decide(c.path, c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := moved.Draw(1, nil).Now; got != before {
			t.Errorf("%s moved the state before week 0: %+v, was %+v", c.path, got, before)
		}
		if again, err := Parse("root.toml", moved.Bytes()); err != nil || again.Hash() != moved.Hash() {
			t.Errorf("%s: saved and read again it differs (%v)", c.path, err)
		}
	}
	if s, err := root.Decide("world.resolution.fcr", "0.7"); err != nil || s.IsSet("world.now.headcount") {
		t.Errorf("an assumption wrote the state before week 0 (%v)", err)
	}
	if _, err := root.Decide("decisions.staffing.headcount", "many"); err == nil {
		t.Error("nonsense was taken")
	}
}
