package scenario

import (
	"bytes"
	"slices"
	"strings"

	"lojal/sim/random"
)

// Bytes is the scenario as a TOML file. Comments and key order of the file it
// was read from are kept; only changed values differ.
func (s *Scenario) Bytes() []byte {
	return slices.Clone(s.own.bytes())
}

// Flat is the scenario as one TOML file that extends nothing and reads the
// same: every value is written out, defaults and data files included.
func (s *Scenario) Flat() []byte {
	var out bytes.Buffer
	out.WriteString("format = 1\nname = " + quote(s.Name()) + "\n")
	open := ""
	for _, v := range s.values {
		if v.node == nil || v.data == nil || skipFlat(v.key.Path) {
			continue
		}
		header, key := s.heading(v)
		if header != open {
			open = header
			out.WriteString("\n" + strings.SplitN(header, "\n", 2)[0] + "\n")
			if _, name, ok := strings.Cut(header, "\n"); ok && !strings.HasPrefix(name, "#") {
				out.WriteString("name = " + quote(name) + "\n")
			}
		}
		out.WriteString(key + " = " + s.flatText(v.node, v.path) + "\n")
	}
	return out.Bytes()
}

func skipFlat(path string) bool {
	switch path {
	case "format", "name", "extends":
		return true
	}
	return strings.HasSuffix(path, ".*.name") || strings.HasSuffix(path, ".*.use")
}

// heading is the header under which a value is written, with the name of its
// entry on a second line, and its key there.
func (s *Scenario) heading(v *value) (header, key string) {
	path := pathOf(v.path)
	for _, l := range lists {
		if at := strings.Split(l, "."); strings.HasPrefix(v.key.Path, l+".*.") {
			name := path[len(at)]
			header = "[[" + l + "]]\n" + name
			if l == "workshop.step" {
				header = "[[" + l + "]]\n#" + name // entries by number
			}
			return header, keyPath(path[len(at)+1:])
		}
	}
	n := len(path) - 1
	return "[" + keyPath(path[:n]) + "]", keyPath(path[n:])
}

// flatText is a value as it is written, with the data of a file in its place.
func (s *Scenario) flatText(n *node, path string) string {
	if path == "world.satisfaction.model" {
		return quote(noModel)
	}
	if !strings.Contains(n.text(), "empirical") {
		return n.text()
	}
	if n.get("dist").str() == "empirical" {
		values, weights := random.Points(s.numbers[path].Dist)
		return `{ dist = "discrete", values = ` + numberList(values) + ", weights = " + numberList(weights) + " }"
	}
	part := func(kid *node) string { return s.flatText(kid, join(path, kid.key)) }
	switch {
	case n.isTable():
		return inline(n.kids, part)
	case n.form == arrayForm:
		parts := make([]string, len(n.kids))
		for i, kid := range n.kids {
			parts[i] = s.flatText(kid, join(path, itoa(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return n.text()
}

func numberList(list []float64) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = formatNumber(v)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
