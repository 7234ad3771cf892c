package scenario

import (
	"bytes"
	"slices"
	"strings"
)

// splice is the file with a value at a path: the bytes of the old value are
// replaced, or a new key is put into its table. Nothing else is touched. It is
// nil where that cannot be done.
func splice(f *file, path []string, text string) *file {
	n, s := f.doc, keyTree()
	for i, name := range path {
		next := n.step(name)
		if next == nil {
			return f.insert(n, s, path, i, text)
		}
		n, s = next, s.child(name)
	}
	if n.start < n.end {
		return f.replace(n.start, n.end, text)
	}
	if cut := f.without(n); cut != nil { // a value table written under a header
		return splice(cut, path, text)
	}
	return nil
}

// replace is the file with other bytes in a range; nil where it no longer parses.
func (f *file) replace(start, end int, text string) *file {
	src := slices.Concat(f.src[:start], []byte(text), f.src[end:])
	next := newFile(f.name, src)
	next.bom, next.at = f.bom, f.at
	next.parse()
	if len(next.problems) > 0 {
		return nil
	}
	return next
}

// without is the file without a table that has a header or dotted keys.
func (f *file) without(n *node) *file {
	type span struct{ start, end int }
	var cuts []span
	var walk func(n *node)
	walk = func(n *node) {
		if n.form == headerForm {
			cuts = append(cuts, span{f.lineStart(n.keyAt), min(n.last+1, len(f.src))})
			return
		}
		for _, kid := range n.kids {
			if kid.start < kid.end {
				cuts = append(cuts, span{f.lineStart(kid.keyAt), min(f.lineEnd(kid.end)+1, len(f.src))})
			} else {
				walk(kid)
			}
		}
	}
	walk(n)
	slices.SortFunc(cuts, func(a, b span) int { return b.start - a.start })
	next := f
	for _, c := range cuts {
		if next = next.replace(c.start, c.end, ""); next == nil {
			return nil
		}
	}
	if len(cuts) == 0 {
		return nil
	}
	return next
}

func (f *file) lineStart(offset int) int {
	return bytes.LastIndexByte(f.src[:offset], '\n') + 1
}

// insert puts path[i:] into the table or list n, which stands at path[:i].
func (f *file) insert(n *node, s *schema, path []string, i int, text string) *file {
	rest := path[i:]
	switch {
	case s == nil || s.key != nil:
		return f.insertKey(n, rest, text)
	case s.list && len(rest) > 1:
		return f.insertEntry(n, path, i, text)
	case n.form == implicitForm || n.form == headerForm && len(rest) > 1 && !strings.Contains(listPath(path[:i]), "*"):
		return f.insertTable(path, i, text)
	}
	return f.insertKey(n, rest, text)
}

// listPath is a path with the names of entries replaced by *.
func listPath(path []string) string {
	s, names := keyTree(), slices.Clone(path)
	for i, name := range path {
		if s != nil && s.list {
			names[i] = "*"
		}
		s = s.child(name)
	}
	return strings.Join(names, ".")
}

// insertTable makes the table of a key at the end of the file, or the first
// entry of a list.
func (f *file) insertTable(path []string, i int, text string) *file {
	s := keyTree()
	for j, name := range path {
		if s = s.child(name); s == nil {
			return nil
		}
		if s.list && j >= i && j+2 < len(path) {
			return f.appendLines("[["+keyPath(path[:j+1])+"]]", entryLines(path[j+1], path[j+2:], text))
		}
		if s.key != nil {
			return f.appendLines("["+keyPath(path[:j])+"]", keyPath(path[j:])+" = "+text)
		}
	}
	return nil
}

func entryLines(name string, rest []string, text string) string {
	line := keyPath(rest) + " = " + text
	if keyPath(rest) == "name" {
		return line
	}
	return "name = " + quote(name) + "\n" + line
}

func keyPath(path []string) string {
	parts := make([]string, len(path))
	for i, p := range path {
		parts[i] = bareKey(p)
	}
	return strings.Join(parts, ".")
}

// appendLines adds a table at the end of the file.
func (f *file) appendLines(header, lines string) *file {
	text := header + "\n" + lines + "\n"
	if n := len(f.src); n > 0 && f.src[n-1] != '\n' {
		text = "\n\n" + text
	} else if n > 0 {
		text = "\n" + text
	}
	return f.replace(len(f.src), len(f.src), strings.ReplaceAll(text, "\n", f.newline()))
}

// insertEntry adds an entry to an array of tables.
func (f *file) insertEntry(list *node, path []string, i int, text string) *file {
	name, rest := path[i], path[i+1:]
	if !list.tables {
		entry := "{ name = " + quote(name) + ", " + keyPath(rest) + " = " + text + " }"
		if len(list.kids) == 0 {
			return f.replace(list.start, list.end, "["+entry+"]")
		}
		end := list.kids[len(list.kids)-1].end
		return f.replace(end, end, ", "+entry)
	}
	end := lastOf(list)
	lines := "\n\n[[" + keyPath(path[:i]) + "]]\n" + entryLines(name, rest, text)
	return f.replace(end, end, strings.ReplaceAll(lines, "\n", f.newline()))
}

// lastOf is the end of the last line that belongs to a node.
func lastOf(n *node) int {
	last := max(n.last, n.end)
	for _, kid := range n.kids {
		last = max(last, lastOf(kid))
	}
	return last
}

// insertKey adds a key to a table, in the manner of the table.
func (f *file) insertKey(n *node, rest []string, text string) *file {
	line := keyPath(rest) + " = " + text
	switch {
	case n.form == inlineForm && len(n.kids) == 0:
		return f.replace(n.start, n.end, "{ "+line+" }")
	case n.form == inlineForm:
		return f.replace(n.last, n.last, ", "+line)
	case n.form == dottedForm && len(n.kids) > 0:
		kid := n.kids[len(n.kids)-1]
		prefix := string(f.src[f.lineStart(kid.keyAt):kid.keyAt])
		return f.replace(n.last, n.last, f.newline()+prefix+line)
	case n.form == headerForm && n.last == 0:
		return f.replace(0, 0, line+f.newline())
	case n.form == headerForm:
		start := f.lineStart(n.last)
		indent := f.src[start:skip(f.src, start, " \t")]
		if bytes.IndexByte(f.src[start:n.last], ']') >= 0 && len(n.kids) > 0 {
			indent = nil // the end of a value over several lines
		}
		return f.replace(n.last, n.last, f.newline()+string(indent)+line)
	}
	return nil
}
