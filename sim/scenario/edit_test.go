package scenario_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lojal/sim/scenario"
)

const commented = `# My plan
format = 1
name = "Mine"    # as told to the board

[decisions.staffing]   # people
headcount = 45   # see mail of Monday
  shrinkage = "30 %"

# two queues
[[world.contact]]
name = "phone"
share = 0.6
patience = { kind = "exponential", mean = "5m" }   # guess
[[world.contact]]
name = "mail" # slow
share = 0.4

[world.demand]
profile = [
  1, 2, # morning
  3,
]
[world.satisfaction]
interplay.weight = 0.3
`

// Golden: each edit changes what it says and nothing else.
func TestEditsKeepTheRest(t *testing.T) {
	for _, c := range []struct{ path, text, old, new string }{
		{"decisions.staffing.headcount", "50", "headcount = 45 ", "headcount = 50 "},
		{"decisions.staffing.headcount", "{ from = 45, to = 50, weeks = 4 }", "headcount = 45 ", "headcount = { from = 45, to = 50, weeks = 4 } "},
		{"decisions.staffing.headcount", "170 .. 210", "headcount = 45 ", `headcount = "170 .. 210" `},
		{"decisions.staffing.headcount", "170..210", "headcount = 45 ", `headcount = "170..210" `},
		{"decisions.staffing.headcount", "17,5..21", "headcount = 45 ", `headcount = "17.5..21" `},
		{"decisions.staffing.shrinkage", "31,5 %", `"30 %"`, `"31.5 %"`},
		{"decisions.staffing.hours_per_week", "36,5", "  shrinkage = \"30 %\"", "  shrinkage = \"30 %\"\n  hours_per_week = 36.5"},
		{"name", "Yours", `"Mine"`, `"Yours"`},
		{"name", `"Yours \"and\" mine"`, `"Mine"`, `"Yours \"and\" mine"`},
		{"world.contact.phone.patience.mean", "4m", `mean = "5m"`, `mean = "4m"`},
		{"world.contact.phone.patience.at_once", "2 %", `"5m" }`, `"5m", at_once = "2 %" }`},
		{"world.contact.mail.handle_time", "9m", "share = 0.4", "share = 0.4\nhandle_time = \"9m\""},
		{"world.demand.opens", "09:00", "  3,\n]", "  3,\n]\nopens = \"09:00\""},
		{"world.demand.profile", "[1, 1]", "[\n  1, 2, # morning\n  3,\n]", "[1, 1]"},
		{"world.satisfaction.interplay.weight", "0.1", "weight = 0.3", "weight = 0.1"},
		{"world.satisfaction.interplay.of", "resolution, information", "interplay.weight = 0.3",
			"interplay.weight = 0.3\ninterplay.of = [\"resolution\", \"information\"]"},
		{"costs.hire", "120 000", "interplay.weight = 0.3\n", "interplay.weight = 0.3\n\n[costs]\nhire = 120000\n"},
		{"run.start", "2026-02-02", "interplay.weight = 0.3\n", "interplay.weight = 0.3\n\n[run]\nstart = 2026-02-02\n"},
		{"targets.churn", "{ at_most = 0.1 }", "interplay.weight = 0.3\n", "interplay.weight = 0.3\n\n[targets]\nchurn = { at_most = 0.1 }\n"},
		{"targets.churn", `"none"`, "interplay.weight = 0.3\n", "interplay.weight = 0.3\n\n[targets]\nchurn = \"none\"\n"},
		{"sources.costs.hire", `"HR"`, "interplay.weight = 0.3\n", "interplay.weight = 0.3\n\n[sources]\n\"costs.hire\" = \"HR\"\n"},
		{"decisions.initiative.coach.use", "coaching", "interplay.weight = 0.3\n",
			"interplay.weight = 0.3\n\n[[decisions.initiative]]\nname = \"coach\"\nuse = \"coaching\"\n"},
		{"decisions.initiative.own.name", "own", "interplay.weight = 0.3\n",
			"interplay.weight = 0.3\n\n[[decisions.initiative]]\nname = \"own\"\n"},
	} {
		s, err := scenario.Parse("mine.toml", []byte(commented))
		if err != nil {
			t.Fatal(err)
		}
		edited, err := s.With(c.path, c.text)
		if err != nil {
			t.Errorf("%s = %s: %v", c.path, c.text, err)
			continue
		}
		if want := strings.Replace(commented, c.old, c.new, 1); string(edited.Bytes()) != want {
			t.Errorf("%s = %s:\n%s", c.path, c.text, edited.Bytes())
		}
		if string(s.Bytes()) != commented {
			t.Fatal("the scenario itself has changed")
		}
		again, err := scenario.Parse("mine.toml", edited.Bytes())
		if err != nil || again.Hash() != edited.Hash() {
			t.Errorf("%s: read again: %v", c.path, err)
		}
	}
}

func TestEditsOfWhatIsInherited(t *testing.T) {
	const src = "format = 1\nextends = \"base.toml\"\n"
	dir := folder(t, map[string]string{"base.toml": "format = 1\n[decisions.automation]\n" +
		"share = { from = 0.10, to = 0.40, start_week = 13, weeks = 26, shape = \"s-curve\" }\n"})
	s, err := scenario.Parse(filepath.Join(dir, "x.toml"), []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, text, want string }{
		{"world.contact.phone.handle_time", "6m", "\n[[world.contact]]\nname = \"phone\"\nhandle_time = \"6m\"\n"},
		{"decisions.automation.share.to", "0.5",
			"\n[decisions.automation]\nshare = { from = 0.10, to = 0.5, start_week = 13, weeks = 26, shape = \"s-curve\" }\n"},
		{"world.satisfaction.driver.wait.weight", "0.2", "\n[[world.satisfaction.driver]]\nname = \"wait\"\nweight = 0.2\n"},
	} {
		edited, err := s.With(c.path, c.text)
		if err != nil || string(edited.Bytes()) != src+c.want {
			t.Errorf("%s: %v\n%s", c.path, err, edited.Bytes())
			continue
		}
		if d := scenario.Diff(s, edited); len(d) != 1 {
			t.Errorf("%s: %v", c.path, d)
		}
		if edited.IsSet("costs.hire") || !edited.IsSet(c.path) || s.IsSet(c.path) {
			t.Errorf("%s: what is set", c.path)
		}
	}
}

// A value table under a header of its own gives way to the new value.
func TestEditOfTableUnderHeader(t *testing.T) {
	s, err := scenario.Parse("x.toml", []byte("format = 1\n[decisions.staffing.headcount]\nfrom = 45 # now\nto = 50\nweeks = 4\n[costs]\nhire = 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Text("decisions.staffing.headcount"); got != "{ from = 45, to = 50, weeks = 4 }" {
		t.Errorf("text %s", got)
	}
	edited, err := s.With("decisions.staffing.headcount", "44")
	if err != nil {
		t.Fatal(err)
	}
	if want := "format = 1\n[costs]\nhire = 1\n\n[decisions.staffing]\nheadcount = 44\n"; string(edited.Bytes()) != want {
		t.Errorf("%s", edited.Bytes())
	}
}

func TestEditsTogether(t *testing.T) {
	s, err := scenario.Parse("mine.toml", []byte(commented))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.With("world.contact.phone.share", "0.7"); err == nil || !strings.HasPrefix(err.Error(), "value: world.contact.mail.share: the shares sum to 1.1") {
		t.Errorf("%v", err)
	}
	edited, err := s.WithAll(scenario.Set{Path: "world.contact.phone.share", Text: "0.7"}, scenario.Set{Path: "world.contact.mail.share", Text: "30 %"})
	if err != nil || edited.Text("world.contact.mail.share") != `"30 %"` {
		t.Errorf("%v", err)
	}
	if got := s.WithName("Other \"name\"").Name(); got != `Other "name"` {
		t.Error(got)
	}
}

func TestEditsThatAreWrong(t *testing.T) {
	s, err := scenario.Parse("mine.toml", []byte(commented))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, text, want string }{
		{"decisions.staffing.headcont", "5", "value: decisions.staffing.headcont: unknown key; did you mean decisions.staffing.headcount?"},
		{"headcount", "5", "value: headcount: unknown key; did you mean"},
		{"decisions.staffing.headcount", "many", "value: decisions.staffing.headcount: cannot be read as a number"},
		{"decisions.staffing.headcount", "-1", "value: decisions.staffing.headcount: -1 is out of bounds; at least 0"},
		{"decisions.staffing.headcount", "1,234", "value: decisions.staffing.headcount: "},
		{"decisions.staffing.headcount", "", "value: decisions.staffing.headcount: "},
		{"decisions.staffing.headcount", "5\nweeks = 3", "value: decisions.staffing.headcount: "},
		{"decisions.staffing.headcount.to", "5", "value: decisions.staffing.headcount.to: this change cannot be written"},
		{"run.start", "2026-01-06", "value: run.start: is not a Monday"},
		{"run.start", "tomorrow", "value: run.start: takes a date"},
		{"run.queue", "call", "value: run.queue: unknown value"},
		{"world.contact", "5", "value: world.contact: unknown key"},
		{"world.satisfaction.driver.wiat.weight", "0.2", "value: world.satisfaction.driver.wiat.weight: unknown key; did you mean world.satisfaction.driver.wait.weight?"},
		{"decisions.initiative.coaching.start_week", "4", "value: decisions.initiative.coaching.start_week: the scenario has no entry \"coaching\" of decisions.initiative"},
		{"decisions.initiative.coaching.zebra", "4", "value: decisions.initiative.coaching.zebra: unknown key"},
		{"workshop.step.3.text", "x", "value: workshop.step.3.text: the scenario has no entry \"3\" of workshop.step"},
		{"", "x", "value: unknown key"},
	} {
		_, err := s.With(c.path, c.text)
		var found scenario.Problems
		if !errors.As(err, &found) || !strings.HasPrefix(err.Error(), c.want) || found[0].Line != 0 {
			t.Errorf("%s = %q: %v", c.path, c.text, err)
		}
	}
}

func TestSave(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.toml":        "format = 1\n# kept\nextends = \"sub/base.toml\"\n",
		"sub/base.toml": "format = 1\n[costs]\nhire = 7\n",
	})
	a := filepath.Join(dir, "a.toml")
	if err := os.Chmod(a, 0o640); err != nil {
		t.Fatal(err)
	}
	s := open(t, a)
	edited, err := s.With("costs.eur", "12")
	if err != nil {
		t.Fatal(err)
	}
	saved, err := edited.Save(a)
	if err != nil || saved.Hash() != edited.Hash() || saved.Ref() != a {
		t.Fatalf("%v", err)
	}
	if info, _ := os.Stat(a); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if text, _ := os.ReadFile(a); string(text) != "format = 1\n# kept\nextends = \"sub/base.toml\"\n\n[costs]\neur = 12\n" {
		t.Errorf("%s", text)
	}
	// in the folder of what it extends, and where there is no way to it
	for path, want := range map[string]string{
		filepath.Join(dir, "sub", "b.toml"):  `extends = "base.toml"`,
		filepath.Join(t.TempDir(), "c.toml"): "hire = 7",
	} {
		moved, err := edited.Save(path)
		if err != nil || moved.Hash() != edited.Hash() {
			t.Fatalf("%s: %v", path, err)
		}
		if text, _ := os.ReadFile(path); !strings.Contains(string(text), want) {
			t.Errorf("%s: %s", path, text)
		}
	}
	// from the library
	shipped, err := open(t, "library:more-training").Save(filepath.Join(dir, "mine.toml"))
	if err != nil || !strings.Contains(string(shipped.Bytes()), `extends = "library:baseline"`) || !strings.Contains(string(shipped.Bytes()), "# What the training") {
		t.Errorf("%v\n%s", err, shipped.Bytes())
	}
	// where it cannot be: nothing is left behind
	if _, err := edited.Save(filepath.Join(dir, "nowhere", "a.toml")); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("%v", err)
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

// A target that comes from the file that is extended can be taken back: then it
// is as if it were not there. No target changes a draw.
func TestTargetTakenBack(t *testing.T) {
	s := open(t, "library:more-training")
	next := s
	for _, target := range s.Targets() {
		var err error
		if next, err = next.With("targets."+target.KPI, `"none"`); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Targets()) == 0 || len(next.Targets()) != 0 {
		t.Fatalf("%d targets, %d are left", len(s.Targets()), len(next.Targets()))
	}
	if next.Hash() == s.Hash() || next.DrawsHash() != s.DrawsHash() {
		t.Errorf("targets are in the hash (%v) and not in that of the draws (%v)", next.Hash() != s.Hash(), next.DrawsHash() == s.DrawsHash())
	}
	if more, err := next.With("decisions.staffing.headcount", "50"); err != nil || more.DrawsHash() == next.DrawsHash() {
		t.Errorf("the headcount is not in the hash of the draws: %v", err)
	}
}
