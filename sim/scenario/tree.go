package scenario

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// form is how a node came to be, which decides what is read and where new keys go.
type form int

const (
	valueForm    form = iota // a scalar
	arrayForm                // an array, of values or of tables
	inlineForm               // { … }
	headerForm               // [table] or one [[entry]]
	dottedForm               // made by a dotted key
	implicitForm             // made by the header of a table within it
)

// node is one value of a file with its place.
type node struct {
	form       form
	key        string // its name in the table it stands in
	keyAt      int    // where its key stands, or the header that opened it
	start, end int    // the bytes of the value; of an array of tables, nothing
	last       int    // of a table: the end of its last line, where new keys go
	file       *file  // nil: not written in any file
	value      any    // int64, float64, string, bool, date, nil
	kids       []*node
	bad        string // what is wrong with a scalar that could not be decoded
	tables     bool   // of an array: one made by [[headers]]
}

// file is a text with its parsed content and what is wrong with it.
type file struct {
	name     string
	src      []byte // without a byte order mark
	bom      bool
	bad      bool     // has a scalar that could not be decoded
	builtin  bool     // defaults, which stand in no file
	at       location // its folder
	doc      *node
	problems Problems
	lines    []int // offset of each line's first byte
}

func newFile(name string, src []byte) *file {
	rest, bom := bytes.CutPrefix(src, []byte("\xef\xbb\xbf"))
	f := &file{name: name, src: rest, bom: bom, lines: []int{0}}
	for i, c := range rest {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// place is the line and column, from 1 and counted in characters, of an offset.
func (f *file) place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(f.src))
	line = sort.SearchInts(f.lines, offset+1)
	return line, utf8.RuneCount(f.src[f.lines[line-1]:offset]) + 1
}

// newline is the line ending that the file uses.
func (f *file) newline() string {
	if bytes.Contains(f.src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// lineEnd is the offset of the end of the line, line break excluded.
func (f *file) lineEnd(offset int) int {
	if i := bytes.IndexByte(f.src[offset:], '\n'); i >= 0 {
		offset += i
	} else {
		offset = len(f.src)
	}
	if offset > 0 && offset < len(f.src) && f.src[offset-1] == '\r' {
		offset--
	}
	return offset
}

func (n *node) isTable() bool {
	return n.form == inlineForm || n.form == headerForm || n.form == dottedForm || n.form == implicitForm
}

// get is the member of a table with a name, or nil.
func (n *node) get(key string) *node {
	if n == nil || !n.isTable() {
		return nil
	}
	for _, k := range n.kids {
		if k.key == key {
			return k
		}
	}
	return nil
}

// text is the value as it is written; of a table with a header, as an inline one.
func (n *node) text() string {
	switch {
	case n == nil:
		return ""
	case n.start < n.end:
		return string(n.file.src[n.start:n.end])
	case n.form == arrayForm:
		parts := make([]string, len(n.kids))
		for i, kid := range n.kids {
			parts[i] = kid.text()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case n.isTable():
		return inline(n.kids, (*node).text)
	}
	return ""
}

// inline writes members as an inline table.
func inline(kids []*node, text func(*node) string) string {
	if len(kids) == 0 {
		return "{}"
	}
	parts := make([]string, len(kids))
	for i, kid := range kids {
		parts[i] = bareKey(kid.key) + " = " + text(kid)
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// str is the value of a string, or "".
func (n *node) str() string {
	if n == nil {
		return ""
	}
	s, _ := n.value.(string)
	return s
}

// identity is what names an entry of an array of tables.
func (n *node) identity() string {
	if s := n.get("name").str(); s != "" {
		return s
	}
	return n.get("use").str()
}

// with is a table with the same place and other members.
func (n *node) with(kids []*node) *node {
	c := *n
	c.kids = kids
	return &c
}

// merge lays one table over another by the schema: tables key by key, arrays of
// tables by the entries' names, values whole.
func merge(under, over *node, s *schema) *node {
	if under == nil {
		return dropRemoved(over, s)
	}
	kids := slices.Clone(under.kids)
	for _, k := range over.kids {
		sub := s.child(k.key)
		if sub == nil {
			continue // told as unknown
		}
		i := slices.IndexFunc(kids, func(o *node) bool { return o.key == k.key })
		switch {
		case i < 0:
			kids = append(kids, dropRemoved(k, sub))
		case sub.list && isEntries(k) && isEntries(kids[i]):
			kids[i] = k.with(mergeEntries(kids[i].kids, k.kids, sub.wild))
		case sub.key == nil && !sub.list && k.isTable() && kids[i].isTable():
			kids[i] = merge(kids[i], k, sub)
		default:
			kids[i] = k
		}
	}
	return over.with(kids)
}

// isEntries says whether an array holds tables only.
func isEntries(n *node) bool {
	return n.form == arrayForm && !slices.ContainsFunc(n.kids, func(k *node) bool { return !k.isTable() })
}

// mergeEntries merges arrays of tables by name; entries without a name replace all.
func mergeEntries(under, over []*node, s *schema) []*node {
	if slices.ContainsFunc(over, func(e *node) bool { return e.identity() == "" }) {
		return over
	}
	kids := slices.Clone(under)
	for _, e := range over {
		i := slices.IndexFunc(kids, func(o *node) bool { return o.identity() == e.identity() })
		switch {
		case isRemoved(e):
			if i >= 0 {
				kids = slices.Delete(kids, i, i+1)
			}
		case i >= 0:
			kids[i] = merge(kids[i], e, s)
		default:
			kids = append(kids, e)
		}
	}
	return kids
}

func isRemoved(e *node) bool {
	r := e.get("remove")
	return r != nil && r.value == true
}

// dropRemoved leaves out entries that remove what was never there.
func dropRemoved(n *node, s *schema) *node {
	if n == nil || s == nil || s.key != nil {
		return n
	}
	kids := make([]*node, 0, len(n.kids))
	for _, k := range n.kids {
		switch {
		case s.list && isRemoved(k):
		case s.list:
			kids = append(kids, k)
		default:
			kids = append(kids, dropRemoved(k, s.child(k.key)))
		}
	}
	return n.with(kids)
}
