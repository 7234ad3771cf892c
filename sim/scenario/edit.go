package scenario

import (
	"maps"
	"slices"
	"strings"
)

// valueFile is what problems of a value that was typed call its file.
const valueFile = "value"

// Set is a value to set at a path, as With takes it.
type Set struct{ Path, Text string }

// With is the scenario with another value at a path. The text is a TOML value,
// or a bare one as people type it (170..210, 5 % to 9 %, 7m). The error is a
// Problems value.
func (s *Scenario) With(path, text string) (*Scenario, error) {
	return s.WithAll(Set{path, text})
}

// WithAll is With for several values at once, for those that are only right
// together, such as shares that sum to 1.
func (s *Scenario) WithAll(sets ...Set) (*Scenario, error) {
	f := s.own
	var found Problems
	for _, set := range sets {
		next, problems := s.set(f, set)
		if found = append(found, problems...); len(problems) == 0 {
			f = next
		}
	}
	if len(found) > 0 {
		return nil, found
	}
	if f == s.own {
		return s, nil
	}
	f.structure(keyTree())
	next, err := build(s.ref, f, s.loader)
	if problems, ok := err.(Problems); ok {
		for i := range problems {
			problems[i].File, problems[i].Line, problems[i].Column = valueFile, 0, 0
		}
		return nil, problems
	}
	return next, nil
}

// WithName is the scenario under another name.
func (s *Scenario) WithName(name string) *Scenario {
	if next, err := s.With("name", quote(name)); err == nil {
		return next
	}
	return s
}

// set writes one value into a file's text.
func (s *Scenario) set(f *file, set Set) (*file, Problems) {
	k, ok := KeyOf(set.Path)
	if !ok || !s.hasEntry(set.Path) {
		return nil, s.unknownSet(set.Path)
	}
	text := tomlText(&k, strings.TrimSpace(set.Text))
	if p := checkValue(&k, set.Path, text, f); len(p) > 0 {
		return nil, p
	}
	path := pathOf(set.Path)
	if v, rest := s.within(set.Path); s.at[set.Path] == nil && v != nil && find(f.doc, pathOf(v.path)) == nil {
		whole := pathOf(v.path)
		if find(v.node, rest) == nil {
			return nil, Problems{newProblem(valueFile, set.Path, "edit", nil)}
		}
		if f = splice(f, whole, v.node.text()); f == nil {
			return nil, Problems{newProblem(valueFile, set.Path, "edit", nil)}
		}
	}
	next := splice(f, path, text)
	if next == nil || !onlyDiffers(f.doc, next.doc, path, text) {
		return nil, Problems{newProblem(valueFile, set.Path, "edit", nil)}
	}
	return next, nil
}

// hasEntry says whether the entry of a path in an array of tables is there, or is
// made by being named: a mistyped name makes no entry.
func (s *Scenario) hasEntry(path string) bool {
	for _, l := range lists {
		rest, ok := strings.CutPrefix(path, l+".")
		if !ok {
			continue
		}
		if l == "workshop.step" {
			return s.at[path] != nil
		}
		name, key, _ := strings.Cut(rest, ".")
		return key == "name" || key == "use" || slices.Contains(s.entryNames(l), name)
	}
	return true
}

func (s *Scenario) unknownSet(path string) Problems {
	var all []string
	for _, v := range s.values {
		all = append(all, v.path)
	}
	p := newProblem(valueFile, path, "key.unknown", nil)
	if best := near(path, all); best != "" {
		p = newProblem(valueFile, path, "key.near", args{"Near": best})
	} else if best := elsewhere(path); best != "" {
		p = newProblem(valueFile, path, "key.near", args{"Near": best})
	} else if list, name := entryOf(path); name != "" {
		p = newProblem(valueFile, path, "entry.none", args{"Got": quote(name), "List": list})
	}
	return Problems{p}
}

// entryOf is the array of tables that a path of the key table lies in, and the
// name of its entry.
func entryOf(path string) (list, name string) {
	if _, known := KeyOf(path); !known {
		return "", ""
	}
	for _, l := range lists {
		if rest, ok := strings.CutPrefix(path, l+"."); ok {
			name, _, _ = strings.Cut(rest, ".")
			return l, name
		}
	}
	return "", ""
}

// checkValue reads a value as the row does; its problems have no place.
func checkValue(k *Key, path, text string, f *file) Problems {
	v := newFile(valueFile, []byte("v = "+text+"\n"))
	v.at = f.at
	v.parse()
	r := &reader{found: v.problems}
	if n := v.doc.get("v"); n != nil && len(v.problems) == 0 {
		if strings.HasSuffix(k.Path, ".*.name") {
			r.name(n, path)
		} else {
			r.read(n, k, path)
		}
	}
	if len(v.doc.kids) > 1 {
		r.wrong(v.doc, path, "edit", nil)
	}
	for i := range r.found {
		r.found[i].Key, r.found[i].Line, r.found[i].Column = path, 0, 0
	}
	return r.found
}

// tomlText turns what people type into TOML; what is TOML already stays.
func tomlText(k *Key, text string) string {
	n := parseValue(text)
	switch k.Kind {
	case Words, Choice, Date, Clock:
		if n != nil && (n.str() != "" || text == `""` || text == "''" || k.Kind == Date) {
			return text
		}
		return quote(text)
	case TextList:
		if n == nil || n.form != arrayForm {
			parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' })
			for i := range parts {
				parts[i] = strings.Trim(strings.TrimSpace(parts[i]), `"`)
			}
			return textList(parts)
		}
		return text
	}
	switch {
	case n != nil && n.bad != "": // 170..210 is no float
	case n != nil && n.str() == "":
		return text
	case n != nil:
		text = n.str()
	}
	return numberText(k, text)
}

// parseValue is a text as a TOML value, or nil.
func parseValue(text string) *node {
	v := newFile("", []byte("v = "+text))
	v.parse()
	if len(v.problems) > 0 || len(v.doc.kids) != 1 {
		return nil
	}
	return v.doc.get("v")
}

// numberText writes a typed number, with a decimal comma perhaps, as TOML.
func numberText(k *Key, text string) string {
	people := style{comma: true}
	a, code := parseAmounts(text, k.Unit, people)
	if code != "" {
		return quote(text)
	}
	if !a.isRange && unitOf(text) == "" {
		return formatNumber(a.low)
	}
	if _, code := parseAmounts(text, k.Unit, style{}); code == "" {
		return quote(text)
	}
	return quote(pointed(text))
}

// pointed is a number that people typed as a file has it.
func pointed(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, " til ", ".."), ",", ".")
}

// pathOf splits a path for the file's tree, where the free keys of [sources]
// and [correlations] hold dots themselves.
func pathOf(path string) []string {
	for _, top := range []string{"sources", "correlations"} {
		if rest, ok := strings.CutPrefix(path, top+"."); ok {
			return []string{top, rest}
		}
	}
	return splitPath(path)
}

// onlyDiffers says whether two trees are the same but for the value at a path,
// which is as intended.
func onlyDiffers(a, b *node, path []string, text string) bool {
	intended := parseValue(text)
	got := find(b, path)
	if intended == nil || got == nil || !maps.Equal(leaves(intended), leaves(got)) {
		return false
	}
	at := strings.Join(path, "\x00")
	was, is := leaves(a), leaves(b)
	for k, v := range is {
		if k != at && !strings.HasPrefix(k, at+"\x00") && was[k] != v && !madeFor(k, path) {
			return false
		}
	}
	for k := range was {
		if _, ok := is[k]; !ok && k != at && !strings.HasPrefix(k, at+"\x00") {
			return false
		}
	}
	return true
}

// madeFor says whether a leaf is the name of an entry that was made on the way.
func madeFor(leaf string, path []string) bool {
	names := strings.Split(leaf, "\x00")
	return names[len(names)-1] == "name" && slices.Equal(names[:len(names)-1], path[:min(len(names)-1, len(path))])
}

// leaves are the scalars of a tree, by their path, as they are written.
func leaves(n *node) map[string]string {
	all := map[string]string{}
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		if len(n.kids) == 0 {
			all[path] = n.text()
		}
		for i, kid := range n.kids {
			name := kid.key
			if n.form == arrayForm {
				if name = kid.identity(); name == "" {
					name = itoa(i)
				}
			}
			if path != "" {
				name = path + "\x00" + name
			}
			walk(kid, name)
		}
	}
	walk(n, "")
	return all
}
