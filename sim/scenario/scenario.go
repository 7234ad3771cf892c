// Package scenario is what a planner writes: the key table, the values, the
// TOML file, validation, inheritance, comparison and saving. It knows nothing
// of the simulation.
package scenario

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Open reads and validates a scenario: a path, or "library:NAME". On a wrong
// file the error is a Problems value with every problem found.
func Open(ref string) (*Scenario, error) {
	if rest, ok := strings.CutPrefix(ref, libraryPrefix); ok {
		name := strings.TrimSuffix(rest, ".toml")
		text, err := atLibrary.read(name + ".toml")
		if err != nil {
			return nil, Problems{notShipped(ref, name)}
		}
		return parseAt(ref, libraryPrefix+name, atLibrary, text)
	}
	f, err := os.Open(ref)
	if err != nil {
		return nil, unreadable(ref, err)
	}
	defer f.Close()
	text, err := readLimited(f)
	if err != nil {
		return nil, unreadable(ref, err)
	}
	return Parse(ref, text)
}

// notShipped says that the library has no such scenario.
func notShipped(ref, name string) Problem {
	if best := near(name, Names()); best != "" {
		return newProblem(ref, "", "file.library.near", args{"Near": libraryPrefix + best})
	}
	return newProblem(ref, "", "file.library", args{"Allowed": showList(Names())})
}

// noFile says that there is no such file. A bare word may be meant for the library.
func noFile(name string) Problem {
	if name != "" && filepath.Base(name) == name && filepath.Ext(name) == "" {
		if best := near(name, Names()); best != "" {
			return newProblem(name, "", "file.near", args{"Near": libraryPrefix + best})
		}
	}
	return newProblem(name, "", "file.missing", nil)
}

func unreadable(name string, err error) Problems {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Problems{noFile(name)}
	case errors.Is(err, fs.ErrPermission):
		return Problems{newProblem(name, "", "file.closed", nil)}
	}
	if info, failed := os.Stat(name); failed == nil && info.IsDir() {
		return Problems{newProblem(name, "", "file.is_folder", nil)}
	}
	return Problems{newProblem(name, "", "file.read", args{"Problem": plainError(err).Error()})}
}

// Parse reads a scenario from text; name is what problems call the file, and
// relative `extends` are looked up beside it.
func Parse(name string, src []byte) (*Scenario, error) {
	if strings.HasPrefix(name, libraryPrefix) {
		return parseAt(name, name, atLibrary, src)
	}
	return parseAt(name, name, location{dir: filepath.Dir(name)}, src)
}

func parseAt(ref, name string, at location, src []byte) (*Scenario, error) {
	return parseWith(newLoader(), ref, name, at, src)
}

func parseWith(l *loader, ref, name string, at location, src []byte) (*Scenario, error) {
	own := newFile(name, slices.Clone(src))
	own.at = at
	own.parse()
	own.structure(keyTree())
	return build(ref, own, l)
}

// Ref is what Open was given, or the path of the last save.
func (s *Scenario) Ref() string { return s.ref }

// Name is the scenario's own name, or else its file's.
func (s *Scenario) Name() string {
	if n := s.own.doc.get("name").str(); n != "" {
		return n
	}
	base := filepath.Base(strings.TrimPrefix(s.ref, libraryPrefix))
	return strings.TrimSuffix(base, ".toml")
}

// Text is the value at a path as it is written in TOML, or the default's; ""
// where there is none. Paths name entries: "world.contact.phone.share".
func (s *Scenario) Text(path string) string {
	if v := s.at[path]; v != nil {
		if v.node == nil {
			return ""
		}
		return v.node.text()
	}
	v, rest := s.within(path)
	if v == nil || v.node == nil {
		return ""
	}
	return find(v.node, rest).text()
}

// within is the value of which a path names a part, and the path below it.
func (s *Scenario) within(path string) (*value, []string) {
	names := splitPath(path)
	for i := len(names) - 1; i > 0; i-- {
		if v := s.at[strings.Join(names[:i], ".")]; v != nil {
			return v, names[i:]
		}
	}
	return nil, nil
}

// find walks from a node by names, and by numbers into arrays.
func find(n *node, path []string) *node {
	for _, name := range path {
		if n = n.step(name); n == nil {
			return nil
		}
	}
	return n
}

// step is a member by name, or an entry by name or number.
func (n *node) step(name string) *node {
	if n.isTable() {
		return n.get(name)
	}
	for i, kid := range n.kids {
		if kid.identity() == name || kid.identity() == "" && name == itoa(i) {
			return kid
		}
	}
	return nil
}

// IsSet says whether the file itself (not what it extends) gives the key.
func (s *Scenario) IsSet(path string) bool {
	return find(s.own.doc, pathOf(path)) != nil
}

// Number is the value at a path, where that is one number; ok is false for
// other kinds. The number may be certain, uncertain or planned.
func (s *Scenario) Number(path string) (n Number, ok bool) {
	if p := s.numbers[path]; p != nil {
		return *p, true
	}
	return Number{}, false
}

// Target is a condition on a KPI.
type Target struct {
	KPI     string
	AtLeast bool // or at most
	Value   float64
	ByWeek  int // −1: the whole horizon
}

// Run is how the simulation is made.
type Run struct {
	Start        time.Time
	Weeks        int
	Replications int
	Seed         uint64
	Queue        string
	Precision    float64
	Watch        []string
	Currency     string
}

// Targets is the scenario's [targets] table, in key order.
func (s *Scenario) Targets() []Target {
	return collect(s, TargetKind, func(_ string, t Target) Target { return t })
}

// collect gathers the values of a kind, in order.
func collect[T, U any](s *Scenario, k Kind, make func(path string, t T) U) []U {
	var list []U
	for _, v := range s.values {
		if d, ok := v.data.(*still); ok && v.key.Kind == k {
			if t, ok := d.value.(T); ok {
				list = append(list, make(v.path, t))
			}
		}
	}
	return list
}

// Correlation is the rank correlation of two uncertain values.
type Correlation struct {
	A, B string // paths
	Rank float64
}

// Correlations is the scenario's [correlations] table.
func (s *Scenario) Correlations() []Correlation {
	return collect(s, RankKind, func(path string, rank float64) Correlation {
		a, b, _ := strings.Cut(strings.TrimPrefix(path, "correlations."), "|")
		return Correlation{strings.TrimSpace(a), strings.TrimSpace(b), rank}
	})
}

// Story is the scenario's free text.
type Story struct{ Question, Hypothesis, Findings, Decision string }

// Story is the scenario's [story] table.
func (s *Scenario) Story() Story {
	text := func(name string) string { t, _ := still1[string](s, "story."+name); return t }
	return Story{text("question"), text("hypothesis"), text("findings"), text("decision")}
}

// Workshop is what is put on the wall.
type Workshop struct {
	Levers  []string
	Minutes int
	Steps   []WorkshopStep
}

// WorkshopStep is one step: a question, the room that answers it, and the values
// that are set when it is revealed.
type WorkshopStep struct {
	Text, Room string
	Set        map[string]string // path to TOML
}

// Workshop is the scenario's [workshop] table.
func (s *Scenario) Workshop() Workshop {
	levers, _ := still1[[]string](s, "workshop.levers")
	minutes, _ := still1[int64](s, "workshop.minutes")
	w := Workshop{Levers: slices.Clone(levers), Minutes: int(minutes)}
	steps := s.tree.get("workshop").get("step")
	if steps == nil {
		return w
	}
	for i, e := range steps.kids {
		text, _ := still1[string](s, "workshop.step."+itoa(i)+".text")
		room, _ := still1[string](s, "workshop.step."+itoa(i)+".room")
		step := WorkshopStep{Text: text, Room: room, Set: map[string]string{}}
		if set := e.get("set"); set != nil {
			settings(set, "", step.Set)
		}
		w.Steps = append(w.Steps, step)
	}
	return w
}

// settings flattens a table of KEY = VALUE.
func settings(n *node, path string, into map[string]string) {
	for _, kid := range n.kids {
		at := join(path, kid.key)
		if _, ok := KeyOf(at); !ok && kid.isTable() {
			settings(kid, at, into)
			continue
		}
		into[at] = kid.text()
	}
}
