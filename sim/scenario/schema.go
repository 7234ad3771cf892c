package scenario

import (
	"math"
	"reflect"
	"strings"
	"sync"
)

// schema is the key table as a tree: a key, or a table, or a list of tables.
type schema struct {
	key   *Key
	kids  map[string]*schema
	names []string // of kids, in table order
	wild  *schema  // under any name: an entry of a list, or a free key
	list  bool     // an array of tables, its entries under wild

	prefix string // path of the table that a whole file is
}

// lists are the arrays of tables.
var lists = []string{
	"world.contact", "world.satisfaction.driver", "world.satisfaction.lasting",
	"decisions.group", "decisions.initiative", "workshop.step",
}

func (s *schema) child(name string) *schema {
	if s == nil {
		return nil
	}
	if c := s.kids[name]; c != nil {
		return c
	}
	return s.wild
}

// table is the key table with everything that follows from a row's path.
var table = sync.OnceValues(func() ([]Key, *schema) {
	var keys []Key
	for _, part := range [][]Key{setupKeys, worldKeys, contactKeys, peopleKeys, automationKeys,
		satisfactionKeys, decisionKeys, costKeys, otherKeys} {
		keys = append(keys, part...)
	}
	series := seriesPaths(reflect.TypeFor[Plan](), "")
	root := &schema{kids: map[string]*schema{}}
	for i := range keys {
		complete(&keys[i], series)
		root.add(strings.Split(keys[i].Path, "."), &keys[i])
	}
	for _, l := range lists {
		s := root
		for _, name := range strings.Split(l, ".") {
			s = s.child(name)
		}
		s.list = true
	}
	return keys, root
})

func keyTree() *schema { _, s := table(); return s }

func (s *schema) add(path []string, k *Key) {
	next := s.kids[path[0]]
	if path[0] == "*" {
		next = s.wild
	}
	if next == nil {
		next = &schema{kids: map[string]*schema{}}
		if path[0] == "*" {
			s.wild = next
		} else {
			s.kids[path[0]] = next
			s.names = append(s.names, path[0])
		}
	}
	if len(path) == 1 {
		next.key = k
		return
	}
	next.add(path[1:], k)
}

// complete fills what a row need not say: its side from its path, whether it
// takes plans from its field, no bound and no evidence where none is given.
func complete(k *Key, series map[string]bool) {
	top, _, _ := strings.Cut(k.Path, ".")
	switch top {
	case "world":
		k.Side = World
	case "decisions":
		k.Side = Decision
	case "costs":
		k.Side = Price
	default:
		k.Side = Setup
	}
	k.Plans = series[k.Path]
	k.Ranges = k.Side != Setup && numeric(k.Kind)
	if k.Max == 0 {
		k.Max = math.Inf(1)
	}
	if k.sane == 0 {
		k.sane = math.Inf(1)
	}
	if k.Low == 0 && k.High == 0 {
		k.Low, k.High = math.NaN(), math.NaN()
	}
}

func numeric(k Kind) bool {
	switch k {
	case Figure, Weights, Monthly, Pairs, PatienceKind, CurveKind, BaseKind:
		return true
	}
	return false
}

// seriesPaths are the paths of the plan's fields that hold a value for each week.
func seriesPaths(t reflect.Type, path string) map[string]bool {
	found := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, ok := f.Tag.Lookup("key")
		if !ok {
			continue
		}
		p := join(path, tag)
		switch {
		case f.Type == reflect.TypeFor[Series]():
			found[p] = true
		case f.Type.Kind() == reflect.Struct:
			for q := range seriesPaths(f.Type, p) {
				found[q] = true
			}
		}
	}
	return found
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// Keys is the key table, in the order of the documentation.
func Keys() []Key {
	keys, _ := table()
	return append([]Key(nil), keys...)
}

// KeyOf finds the row of a path, entry names and all. A part of a value, such
// as the end of a plan, has its value's row with its own path.
func KeyOf(path string) (Key, bool) {
	s := keyTree()
	names := pathOf(path)
	for i, name := range names {
		if s.key != nil {
			return s.key.part(path, names[i:])
		}
		if s = s.child(name); s == nil {
			return Key{}, false
		}
	}
	if s.key == nil {
		return Key{}, false
	}
	return *s.key, true
}

// part is the row of a part of a value.
func (k Key) part(path string, rest []string) (Key, bool) {
	if !k.Ranges {
		return Key{}, false
	}
	p := k
	if spec, ok := partKey(k.Kind, rest[0]); ok {
		p = spec
	} else {
		isWeek := rest[0] == "start_week" || rest[0] == "weeks" ||
			rest[0] == "steps" && len(rest) == 3 && rest[2] == "0"
		if isWeek {
			p = weekKey
		}
	}
	p.Path, p.Side, p.Ranges, p.Plans, p.Main = path, k.Side, true, false, false
	p.Source, p.Confidence = k.Source, k.Confidence
	suffix := " · " + strings.Join(rest, ".")
	p.Name = Text{k.Name.En + suffix, k.Name.Nb + suffix}
	if p.Help == (Text{}) {
		p.Help = k.Help
	}
	return p, true
}

func splitPath(path string) []string { return strings.Split(path, ".") }
