package scenario_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"lojal/sim/scenario"
)

// folder writes files and returns where.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t *testing.T, path string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestExtends(t *testing.T) {
	dir := folder(t, map[string]string{
		"base.toml": `format = 1
name = "Base"
[decisions.staffing]
headcount = { from = "40..42", to = 60, start_week = 5, weeks = 10 }
hire = "plan"
[[world.contact]]
name = "phone"
share = 0.6
patience = { kind = "exponential", mean = "5m", at_once = 0.1 }
[[world.contact]]
name = "mail"
channel = "email"
share = 0.4
[[decisions.initiative]]
use = "coaching"
start_week = 3
[[decisions.initiative]]
name = "own"
cost = 5
effects = { attitude = 0.1, care = 0.2 }
[targets]
churn = { at_most = 0.2, by_week = 10 }
`,
		"child.toml": `format = 1
extends = "base.toml"
[decisions.staffing]
headcount = { from = 45, to = 50, weeks = 4 }
[[world.contact]]
name = "chat"
channel = "chat"
share = 0.4
[[world.contact]]
name = "mail"
remove = true
[[world.contact]]
name = "phone"
patience = { kind = "exponential", mean = "4m" }
[[decisions.initiative]]
name = "own"
effects = { attitude = 0.3 }
[[decisions.initiative]]
use = "coaching"
credibility = 0.5
[targets]
churn = { at_most = 0.1 }
`,
		"sub/deep.toml": "format = 1\nextends = \"library:baseline\"\n",
		"grand.toml":    "format = 1\nextends = \"child.toml\"\n[decisions.staffing]\nheadcount = 30\n",
		"model.toml":    "format = 1\n[[driver]]\nname = \"wait\"\nsignal = \"wait\"\nweight = 1\ncurve = { kind = \"threshold\", mid = \"2m\" }\n",
		"own.toml":      "format = 1\n[world.satisfaction]\nmodel = \"model.toml\"\nspan = 50\n",
	})
	p := open(t, filepath.Join(dir, "child.toml")).Draw(3, nil)
	names := []string{p.Contacts[0].Name, p.Contacts[1].Name}
	if len(p.Contacts) != 2 || !reflect.DeepEqual(names, []string{"phone", "chat"}) {
		t.Errorf("contacts %v", names)
	}
	if want := (scenario.Patience{Kind: "exponential", Mean: 240}); p.Contacts[0].Patience != want || p.Contacts[0].Share != 0.6 {
		t.Errorf("a value table replaces whole, the rest stays: %+v", p.Contacts[0])
	}
	if p.Now.Headcount != 41 || p.Decisions.Staffing.Headcount[0] != 45 || p.Decisions.Staffing.Hire != "plan" {
		t.Errorf("the state is the root's week 0: now %v, headcount %v", p.Now.Headcount, p.Decisions.Staffing.Headcount)
	}
	i := p.Decisions.Initiatives
	if len(i) != 2 || i[0].Name != "coaching" || i[0].Credibility != 0.5 || i[0].StartWeek != 3 || i[0].Cost != 10000 ||
		i[1].Effects["attitude"] != 0.3 || i[1].Effects["care"] != 0.2 || i[1].Cost != 5 {
		t.Errorf("initiatives %+v", i)
	}
	if targets := open(t, filepath.Join(dir, "child.toml")).Targets(); !reflect.DeepEqual(targets,
		[]scenario.Target{{KPI: "churn", Value: 0.1, ByWeek: -1}}) {
		t.Errorf("targets %+v", targets)
	}
	if p := open(t, filepath.Join(dir, "grand.toml")).Draw(1, nil); p.Now.Headcount != 41 || p.Decisions.Staffing.Headcount[0] != 30 {
		t.Errorf("now %v", p.Now.Headcount)
	}
	if a, b := open(t, filepath.Join(dir, "sub/deep.toml")), open(t, "library:baseline"); a.Hash() != b.Hash() {
		t.Errorf("deep differs: %v", scenario.Diff(a, b))
	}
	q := open(t, filepath.Join(dir, "own.toml")).Draw(1, nil).Satisfied
	if len(q.Drivers) != 1 || len(q.Lasting) != 4 || q.Lasting[0].Name != "wait" || q.Lasting[3].Name != "care" || len(q.Interplay.Of) != 1 {
		t.Errorf("a model of one's own: %+v", q)
	}
}

// The name of a problem's file is that of the file that holds it.
func TestProblemsInWhatIsExtended(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.toml":     "format = 1\nextends = \"sub/b.toml\"\n[run]\nweks = 1\n",
		"sub/b.toml": "format = 1\nextends = \"c.toml\"\n[costs]\nhire = -5\n",
		"sub/c.toml": "[costs]\nhir = 5\n",
		"loop.toml":  "format = 1\nextends = \"pool.toml\"\n",
		"pool.toml":  "format = 1\nextends = \"loop.toml\"\n",
		"up.toml":    "format = 1\nextends = \"sub/../../up.toml\"\n",
		"link.toml":  "format = 1\nextends = \"out.toml\"\n",
	})
	outside := filepath.Join(t.TempDir(), "secret.toml")
	if err := os.WriteFile(outside, []byte("format = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "out.toml")); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string][]string{
		"a.toml":    {"a.toml:4:1: run.weks", "sub/b.toml:4:8: costs.hire", "sub/c.toml:1:1: format", "sub/c.toml:2:1: costs.hir:"},
		"loop.toml": {"pool.toml:2:11: extends: the files extend one another"},
		"up.toml":   {"up.toml:2:11: extends: leaves the scenario's folder"},
		"link.toml": {"link.toml:2:11: extends: leaves the scenario's folder"},
	} {
		_, err := scenario.Open(filepath.Join(dir, name))
		var found scenario.Problems
		if !errors.As(err, &found) || len(found) != len(want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, p := range found {
			if !strings.HasPrefix(p.Error(), dir+"/"+want[i]) {
				t.Errorf("%s: got %s, want %s", name, p, want[i])
			}
		}
	}
}

func TestOpenWhatIsNotThere(t *testing.T) {
	for ref, code := range map[string]string{
		"nowhere.toml": "file.missing", "library:nowhere": "file.library", "library:../go": "file.library", ".": "file.is_folder", "": "file.missing",
		"baseline": "file.near", "library:baselin": "file.library.near", "library:hiring": "file.library.near", "library:": "file.library",
	} {
		_, err := scenario.Open(ref)
		var found scenario.Problems
		if !errors.As(err, &found) || len(found) != 1 || found[0].Code != code {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

// A byte order mark and Windows line ends change nothing.
func TestMarksAndLineEnds(t *testing.T) {
	src := "format = 1\n[costs]\nhire = 5\n"
	a := parse(t, "[costs]\nhire = 5\n")
	b, err := scenario.Parse("x.toml", []byte("\xef\xbb\xbf"+strings.ReplaceAll(src, "\n", "\r\n")))
	if err != nil || a.Hash() != b.Hash() {
		t.Fatalf("%v", err)
	}
	c, err := b.With("costs.eur", "12")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(c.Bytes()), "\xef\xbb\xbfformat = 1\r\n[costs]\r\nhire = 5\r\neur = 12\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
