package scenario

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// structure checks one file on its own: known keys, kinds, bounds, names.
func (f *file) structure(s *schema) {
	r := &reader{}
	if (s == keyTree() || s == modelSchema()) && !f.torn() {
		r.format(f.doc)
	}
	r.table(f.doc, s, s.prefix)
	f.problems = append(f.problems, r.found...)
	if f.bad && len(f.problems) == 0 {
		f.check()
	}
	f.problems = f.problems.sorted()
}

func (r *reader) format(doc *node) {
	v := doc.get("format")
	switch {
	case v == nil:
		r.wrong(&node{file: doc.file}, "format", "format.none", nil)
	case v.value != int64(1):
		r.wrong(v, "format", "format", nil)
	}
}

// table checks the members of a table.
func (r *reader) table(n *node, s *schema, path string) {
	for _, kid := range n.kids {
		sub, at := s.child(kid.key), join(path, kid.key)
		switch {
		case sub == nil:
			r.unknownKey(kid, s, at)
		case sub.key != nil && sub.key.Path == "format":
		case sub.key != nil && strings.HasSuffix(sub.key.Path, ".*.name"):
			r.name(kid, at)
		case sub.key != nil:
			r.read(kid, sub.key, at)
		case sub.list && kid.form == arrayForm:
			r.entries(kid, sub, at)
		case sub.list:
			r.wrongKey(kid, at, "key.list", args{"Path": at})
		case kid.isTable():
			r.table(kid, sub, at)
		default:
			r.wrong(kid, at, "key.table", args{"Path": at})
		}
	}
}

// entries checks an array of tables.
func (r *reader) entries(list *node, s *schema, path string) {
	named := s.wild.kids["name"] != nil
	seen := map[string]bool{}
	for i, e := range list.kids {
		if !e.isTable() {
			r.wrong(e, path, "key.list", args{"Path": path})
			continue
		}
		id := e.identity()
		switch {
		case !named:
			id = fmt.Sprint(i)
		case id == "":
			r.wrongKey(e, path, "name.none", nil)
			id = "*"
		case seen[id]:
			r.wrong(nameNode(e), join(join(path, id), "name"), "name.twice", args{"Name": quote(id)})
		}
		seen[id] = true
		r.entry(e, s.wild, join(path, id))
	}
}

func nameNode(e *node) *node {
	for _, key := range []string{"name", "use"} {
		if n := e.get(key); n.str() != "" {
			return n
		}
	}
	return e
}

// entry checks one entry; remove = true stands in any named one.
func (r *reader) entry(e *node, s *schema, path string) {
	kids := slices.Clone(e.kids)
	if i := slices.IndexFunc(kids, func(k *node) bool { return k.key == "remove" }); i >= 0 && s.kids["name"] != nil {
		if _, ok := kids[i].value.(bool); !ok {
			r.wrong(kids[i], path+".remove", "kind.remove", args{"Got": kids[i].got()})
		}
		kids = slices.Delete(kids, i, i+1)
	}
	r.table(e.with(kids), s, path)
}

// name checks that a name can stand in a path.
func (r *reader) name(n *node, path string) {
	s, ok := n.value.(string)
	switch {
	case !ok:
		r.wrong(n, path, "kind.text", args{"Got": n.got()})
	case !goodName(s):
		r.wrong(n, path, "name.form", nil)
	}
}

func goodName(s string) bool {
	if s == "" || s != strings.TrimSpace(s) || len(s) > 80 {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return !(unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || strings.ContainsRune(" -_&+/()'’", c))
	})
}

// unknownKey reports a key that the table does not have.
func (r *reader) unknownKey(n *node, s *schema, path string) {
	if best := near(n.key, s.names); best != "" {
		r.wrongKey(n, path, "key.near", args{"Near": best})
		return
	}
	if best := elsewhere(n.key); best != "" {
		r.wrongKey(n, path, "key.near", args{"Near": best})
		return
	}
	r.wrongKey(n, path, "key.unknown", nil)
}

// elsewhere is the only key of the table that ends in a word, or "". The state
// before week 0, which repeats the decisions, does not count.
func elsewhere(word string) string {
	found := ""
	keys, _ := table()
	for _, k := range keys {
		if k.week0 == "" && k.Path[strings.LastIndexByte(k.Path, '.')+1:] == word {
			if found != "" {
				return ""
			}
			found = k.Path
		}
	}
	return found
}
