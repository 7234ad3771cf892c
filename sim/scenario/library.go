package scenario

import (
	"errors"
	"io/fs"
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
	s.words("format", "name_en", "name_nb", "source")
	return s
})

// catalogueSchema is what the catalogue may hold: initiatives with names and origin.
var catalogueSchema = sync.OnceValue(func() *schema {
	from := keyTree().child("decisions").child("initiative").wild
	entry := &schema{kids: map[string]*schema{}}
	for _, name := range from.names {
		entry.names = append(entry.names, name)
		entry.kids[name] = from.kids[name]
	}
	for name := range from.kids {
		entry.kids[name] = from.kids[name]
	}
	entry.words("en", "nb", "source")
	s := &schema{kids: map[string]*schema{"initiative": {list: true, wild: entry}}, names: []string{"initiative"}}
	s.prefix = "decisions"
	s.words("format")
	return s
})

func (s *schema) words(names ...string) {
	for _, name := range names {
		s.names = append(s.names, name)
		k := &Key{Path: name, Kind: Words}
		if name == "format" {
			k = &Key{Path: "format", Kind: Whole}
		}
		s.kids[name] = &schema{key: k}
	}
}

// cataloguePath is where the library has its initiatives.
const cataloguePath = "initiatives/catalogue.toml"

var atLibrary = location{library: true, dir: "."}

// Model is a shipped driver model.
type Model struct {
	ID     string
	Name   Text
	Source string
}

// Models lists the shipped driver models.
func Models() []Model {
	var list []Model
	l := newLoader()
	for _, id := range modelNames() {
		f, err := l.load(atLibrary, "drivers/"+id+".toml", modelSchema())
		if err != nil {
			continue
		}
		list = append(list, Model{id, Text{f.doc.get("name_en").str(), f.doc.get("name_nb").str()}, f.doc.get("source").str()})
	}
	return list
}

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
		return slices.Contains([]string{"format", "name_en", "name_nb", "source"}, k.key)
	})
	return put(tree, []string{"world", "satisfaction"}, func(*node) *node {
		return &node{form: implicitForm, kids: kids, file: f}
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

// Programme is an initiative of the shipped catalogue, its values as TOML.
type Programme struct {
	ID     string
	Name   Text
	Source string
	Values map[string]string // "cost": "10000", "effects.attitude": "0.3"
}

// Catalogue lists the shipped initiatives.
func Catalogue() []Programme {
	var list []Programme
	for _, e := range catalogue(newLoader()) {
		p := Programme{e.identity(), Text{e.get("en").str(), e.get("nb").str()}, e.get("source").str(), map[string]string{}}
		for _, k := range e.kids {
			switch {
			case k.key == "effects":
				for _, x := range k.kids {
					p.Values["effects."+x.key] = x.text()
				}
			case !slices.Contains([]string{"use", "en", "nb", "source"}, k.key):
				p.Values[k.key] = k.text()
			}
		}
		list = append(list, p)
	}
	return list
}

func catalogue(l *loader) []*node {
	f, err := l.load(atLibrary, cataloguePath, catalogueSchema())
	if err != nil {
		return nil
	}
	if list := f.doc.get("initiative"); list != nil && isEntries(list) {
		return list.kids
	}
	return nil
}

// useCatalogue fills initiatives that `use` one of the catalogue.
func (b *merger) useCatalogue(list *node) *node {
	if list == nil || !isEntries(list) {
		return list
	}
	rows := catalogue(b.loader)
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.identity()
	}
	kids := slices.Clone(list.kids)
	for i, e := range kids {
		use := e.get("use")
		if use.str() == "" {
			continue
		}
		j := slices.Index(ids, use.str())
		if j < 0 {
			b.unknown(use, "decisions.initiative."+e.identity()+".use", "use", use.str(), ids)
			continue
		}
		row := slices.DeleteFunc(slices.Clone(rows[j].kids), func(k *node) bool {
			return slices.Contains([]string{"use", "en", "nb", "source"}, k.key)
		})
		kids[i] = merge(rows[j].with(row), e, keyTree().child("decisions").child("initiative").wild)
	}
	return list.with(kids)
}

// defaultContact is the one contact type of a scenario that names none.
func defaultContact() *node { return builtin(`{ name = "phone" }`) }

// lastingDrivers are the drivers of what stays beside those of the moment.
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
