package scenario

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// modelSchema is what a driver model's file may hold: the members of
// [world.satisfaction] and its own name and origin.
var modelSchema = sync.OnceValue(func() *schema {
	from := keyTree().child("world").child("satisfaction")
	s := &schema{kids: map[string]*schema{}, prefix: "world.satisfaction"}
	for _, name := range from.names {
		if name != "model" {
			s.names = append(s.names, name)
			s.kids[name] = from.kids[name]
		}
	}
	s.words(modelWords...)
	return s
})

// modelWords are the members of a driver model's file that tell of it.
var modelWords = []string{"format", "name_en", "name_nb", "purpose_en", "purpose_nb", "source", "confidence"}

func (s *schema) words(names ...string) {
	for _, name := range names {
		s.names = append(s.names, name)
		k := &Key{Path: name, Kind: Words}
		switch name {
		case "format":
			k = &Key{Path: "format", Kind: Whole}
		case "confidence":
			k = &Key{Path: name, Kind: Choice, Choices: confidences}
		}
		s.kids[name] = &schema{key: k}
	}
}

var atLibrary = location{library: true, dir: "."}

// Model is a driver model: one of the shipped, or a file.
type Model struct {
	ID            string // its name in the library, or its path
	Name, Purpose Text
	Source        string // where its figures come from
	Confidence    string // high, medium, low, guess, or "" where the file does not say

	text     []byte
	scenario *Scenario // one that has this model and nothing else
}

// Satisfied is what the model says, uncertain values at their medians.
func (m *Model) Satisfied() Satisfied { return m.scenario.Draw(1, nil).Satisfied }

// Scenario is one with this model, and defaults for all else. Its values tell
// how they are written.
func (m *Model) Scenario() *Scenario { return m.scenario }

// Bytes is the model's file.
func (m *Model) Bytes() []byte { return slices.Clone(m.text) }

// Models lists the shipped driver models, the default first.
func Models() []Model {
	var list []Model
	for _, id := range modelNames() {
		if m, err := OpenModel(id); err == nil {
			list = append(list, *m)
		}
	}
	return list
}

// OpenModel reads a driver model: the name of a shipped one, or the path of a
// file. The error is a Problems value.
func OpenModel(ref string) (*Model, error) {
	at, name, file := atLibrary, ref, "drivers/"+ref+".toml"
	if !slices.Contains(modelNames(), ref) {
		if !strings.HasSuffix(ref, ".toml") {
			code, a := nearest("model", ref, modelNames())
			return nil, Problems{newProblem("", "", code, a)}
		}
		at = location{dir: filepath.Dir(ref)}
		name, file = filepath.Base(ref), filepath.Base(ref)
		if _, err := at.read(file); err != nil {
			return nil, unreadable(ref, err)
		}
	}
	l := newLoader()
	made := "a scenario of " + ref
	s, err := parseWith(l, ref, made, at, []byte("format = 1\n[world.satisfaction]\nmodel = "+quote(name)+"\n"))
	if problems, ok := err.(Problems); ok {
		return nil, problems.notOf(made, at.show(file))
	}
	f, err := l.load(at, file, modelSchema())
	if err != nil {
		return nil, unreadable(ref, err)
	}
	text := func(key string) string { return f.doc.get(key).str() }
	return &Model{ref, Text{text("name_en"), text("name_nb")}, Text{text("purpose_en"), text("purpose_nb")},
		text("source"), text("confidence"), f.bytes(), s}, nil
}

// notOf makes problems of one file, made up to read another, problems of that.
func (p Problems) notOf(made, file string) Problems {
	for i := range p {
		if p[i].File == made {
			p[i].File, p[i].Line, p[i].Column = file, 0, 0
		}
	}
	return p
}

// modelNames are the shipped models: the default first, the template last.
func modelNames() []string {
	if Library == nil {
		return nil
	}
	found, err := fs.Glob(Library, "drivers/*.toml")
	if err != nil {
		return nil
	}
	for i, f := range found {
		found[i] = strings.TrimSuffix(strings.TrimPrefix(f, "drivers/"), ".toml")
	}
	place := func(name string) int {
		switch quote(name) {
		case keyTree().child("world").child("satisfaction").child("model").key.Default:
			return 0
		case quote("template"):
			return 2
		}
		return 1
	}
	slices.SortStableFunc(found, func(a, b string) int { return place(a) - place(b) })
	return found
}

// noModel says that the drivers are those of the scenario alone.
const noModel = "none"

// model is the tree that holds the driver model which the last file names.
func (b *merger) model(layers []*file) *node {
	tree := &node{form: headerForm}
	name, where := strings.Trim(keyTree().child("world").child("satisfaction").child("model").key.Default, `"`), (*node)(nil)
	for _, f := range layers {
		if m := f.doc.get("world").get("satisfaction").get("model"); m.str() != "" {
			name, where = m.str(), m
		}
	}
	if name == noModel {
		return tree
	}
	f, err := b.loadModel(name, where)
	if err != nil {
		b.noModel(name, where, err)
		return tree
	}
	b.models = append(b.models, f)
	kids := slices.DeleteFunc(slices.Clone(f.doc.kids), func(k *node) bool {
		return slices.Contains(modelWords, k.key)
	})
	return put(tree, []string{"world", "satisfaction"}, func(*node) *node {
		return withLasting(&node{form: implicitForm, kids: kids, file: f})
	})
}

func (b *merger) loadModel(name string, where *node) (*file, error) {
	if f, err := b.loader.load(atLibrary, "drivers/"+name+".toml", modelSchema()); err == nil {
		return f, nil
	}
	if where == nil || !strings.HasSuffix(name, ".toml") {
		return nil, fs.ErrNotExist
	}
	return b.loader.load(where.file.at, name, modelSchema())
}

func (b *merger) noModel(name string, where *node, err error) {
	const key = "world.satisfaction.model"
	b.unmodelled = true
	if where == nil {
		where = builtin(quote(name))
	}
	switch {
	case errors.Is(err, errLeaves):
		b.wrong(where, key, "extends.path", nil)
	case errors.Is(err, fs.ErrNotExist):
		b.unknown(where, key, "model", name, modelNames())
	default:
		b.wrong(where, key, "file.read", args{"Problem": err.Error()})
	}
}

// defaultContact is the one contact type of a scenario that names none.
func defaultContact() *node { return builtin(`{ name = "phone" }`) }

// lastingDrivers are the drivers of what stays that are added to those of the moment
// where a model has none of its own.
var lastingDrivers = sync.OnceValue(func() *node {
	return builtin(`[
		{ name = "fairness", signal = "fairness", weight = 0.2, norm = 0.75, curve = { kind = "linear" } },
		{ name = "reliability", signal = "reliability", weight = 0.2, norm = 0.75, curve = { kind = "linear" } },
		{ name = "care", signal = "care", weight = 0.2, norm = 0.75, curve = { kind = "linear" } },
	]`)
})

func showList(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}
