package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Limits of a file, so that a wrong one cannot exhaust the machine.
const (
	maxBytes = 8 << 20 // of a scenario
	maxData  = 1 << 20 // of a data file, which is written out in a flat scenario
	maxDepth = 200
)

// builder makes the tree of one file from the parser's expressions. The parser
// gives places; the values themselves are decoded in decode.go.
type builder struct {
	f     *file
	p     *unstable.Parser
	base  int   // offset of the text that the parser has now
	table *node // the table of the last header

	members map[*node]map[string]*node // so that long tables are read in linear time
}

// member is a table's member with a name, or nil.
func (b *builder) member(t *node, name string) *node { return b.members[t][name] }

// add puts a member into a table.
func (b *builder) add(t, kid *node) {
	t.kids = append(t.kids, kid)
	if b.members[t] == nil {
		b.members[t] = map[string]*node{}
	}
	b.members[t][kid.key] = kid
}

// parse reads a file's text into its tree. After a syntax error it goes on at
// the next header, so that all problems are told at once.
func (f *file) parse() {
	f.doc = &node{form: headerForm, file: f}
	if len(f.src) > maxBytes || depth(f.src) > maxDepth {
		f.report(0, "", "file.size", nil)
		return
	}
	b := &builder{f: f, table: f.doc, members: map[*node]map[string]*node{}}
	for b.base <= len(f.src) {
		at, message := b.run()
		if message == "" {
			break
		}
		f.tell(at, message)
		next := headerLine.FindIndex(f.src[f.lineEnd(at):])
		if next == nil {
			break
		}
		b.base = f.lineEnd(at) + next[0]
	}
	if len(f.problems) == 0 && !f.bad {
		f.check()
	}
}

// torn says whether a part of the file could not be read at all.
func (f *file) torn() bool {
	for _, p := range f.problems {
		if strings.HasPrefix(p.Code, "syntax") && p.Key == "" || p.Code == "key.twice" || p.Code == "file.size" {
			return true
		}
	}
	return false
}

// commaNear is a number with a decimal comma that stands alone behind its key.
var commaNear = regexp.MustCompile(`^[^"'\[{#]*=[ \t]*([+-]?\d+,\d+)[ \t]*(#.*)?\r?$`)

// commaAt is the number whose decimal comma stands at an offset, or "".
func (f *file) commaAt(at int) string {
	if at >= len(f.src) || f.src[at] != ',' {
		return ""
	}
	start := bytes.LastIndexByte(f.src[:at], '\n') + 1
	if m := commaNear.FindSubmatch(f.src[start:f.lineEnd(at)]); m != nil {
		return string(m[1])
	}
	return ""
}

// headerLine finds the next line that holds nothing but a table's header.
var headerLine = regexp.MustCompile(`(?m)^[ \t]*\[{1,2}[ \t]*[A-Za-z_][\w.\- \t]*\]{1,2}[ \t]*(#.*)?\r?$`)

// depth is the greatest nesting of brackets.
func depth(src []byte) int {
	deepest, now := 0, 0
	for _, c := range src {
		switch c {
		case '[', '{':
			now++
			deepest = max(deepest, now)
		case ']', '}':
			now = max(now-1, 0)
		}
	}
	return deepest
}

// run parses from base to the end, or to the first error. The recover keeps a
// fault of the parser from taking the program down.
func (b *builder) run() (at int, message string) {
	defer func() {
		if r := recover(); r != nil {
			at, message = b.base, fmt.Sprint(r)
		}
	}()
	text := b.f.src[b.base:]
	text = text[:len(text):len(text)]
	b.p = &unstable.Parser{}
	b.p.Reset(text)
	for b.p.NextExpression() {
		b.expression(b.p.Expression())
	}
	var e *unstable.ParserError
	if err := b.p.Error(); errors.As(err, &e) {
		return b.base + max(len(text)-cap(e.Highlight), 0), e.Message
	} else if err != nil {
		return b.base, err.Error()
	}
	return 0, ""
}

type keyPart struct {
	name       string
	start, end int
}

func (b *builder) keys(e *unstable.Node) []keyPart {
	var parts []keyPart
	for it := e.Key(); it.Next(); {
		n := it.Node()
		start := b.base + int(n.Raw.Offset)
		parts = append(parts, keyPart{string(n.Data), start, start + int(n.Raw.Length)})
	}
	return parts
}

func (b *builder) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.Table:
		b.openTable(b.keys(e))
	case unstable.ArrayTable:
		b.openEntry(b.keys(e))
	case unstable.KeyValue:
		end := b.keyValue(b.table, e)
		b.table.last = b.f.lineEnd(end)
	}
}

// descend walks to the table of a header, making tables on the way.
func (b *builder) descend(parts []keyPart) *node {
	t := b.f.doc
	for _, k := range parts {
		next := b.member(t, k.name)
		switch {
		case next == nil:
			next = &node{form: implicitForm, key: k.name, keyAt: k.start, file: b.f}
			b.add(t, next)
		case next.form == arrayForm && next.tables:
			next = next.kids[len(next.kids)-1]
		case !next.isTable() || next.form == inlineForm:
			b.twice(k)
			return nil
		}
		t = next
	}
	return t
}

func (b *builder) twice(k keyPart) { b.f.report(k.start, k.name, "key.twice", nil) }

// detached takes the keys of a table that cannot be.
func (b *builder) detached() *node { return &node{form: headerForm, file: b.f} }

func (b *builder) openTable(parts []keyPart) {
	k := parts[len(parts)-1]
	b.table = b.detached()
	parent := b.descend(parts[:len(parts)-1])
	if parent == nil {
		return
	}
	t := b.member(parent, k.name)
	switch {
	case t == nil:
		t = &node{key: k.name, file: b.f}
		b.add(parent, t)
	case t.form != implicitForm:
		b.twice(k)
		return
	}
	t.form, t.keyAt, t.last = headerForm, k.start, b.f.lineEnd(k.end)
	b.table = t
}

func (b *builder) openEntry(parts []keyPart) {
	k := parts[len(parts)-1]
	b.table = b.detached()
	parent := b.descend(parts[:len(parts)-1])
	if parent == nil {
		return
	}
	list := b.member(parent, k.name)
	switch {
	case list == nil:
		list = &node{form: arrayForm, tables: true, key: k.name, keyAt: k.start, file: b.f}
		b.add(parent, list)
	case !list.tables:
		b.twice(k)
		return
	}
	b.table = &node{form: headerForm, keyAt: k.start, last: b.f.lineEnd(k.end), file: b.f}
	list.kids = append(list.kids, b.table)
}

// keyValue adds one key to a table and returns where its value ends.
func (b *builder) keyValue(t *node, e *unstable.Node) int {
	parts := b.keys(e)
	last := parts[len(parts)-1]
	v := b.value(e.Value(), skip(b.f.src, last.end, " \t="))
	for _, k := range parts[:len(parts)-1] {
		next := b.member(t, k.name)
		if next == nil {
			next = &node{form: dottedForm, key: k.name, keyAt: k.start, file: b.f}
			b.add(t, next)
		} else if next.form != dottedForm {
			b.twice(k)
			return v.end
		}
		next.last = b.f.lineEnd(v.end)
		t = next
	}
	if b.member(t, last.name) != nil {
		b.twice(last)
		return v.end
	}
	v.key, v.keyAt = last.name, last.start
	b.add(t, v)
	return v.end
}

// value makes the node of a value that starts at an offset.
func (b *builder) value(n *unstable.Node, start int) *node {
	v := &node{start: start, end: start, keyAt: start, file: b.f}
	switch n.Kind {
	case unstable.Array:
		b.array(v, n)
	case unstable.InlineTable:
		v.form, v.end = inlineForm, start+1
		for it := n.Children(); it.Next(); {
			v.end = b.keyValue(v, it.Node())
		}
		v.last = v.end
		v.end = skip(b.f.src, v.end, " \t") + 1
	case unstable.String:
		v.end = start + int(n.Raw.Length)
		b.scalar(v)
	default:
		v.end = start + len(n.Data)
		b.scalar(v)
	}
	return v
}

func (b *builder) array(v *node, n *unstable.Node) {
	v.form, v.end = arrayForm, v.start+1
	for it := n.Children(); it.Next(); {
		if it.Node().Kind == unstable.Comment {
			continue
		}
		kid := b.value(it.Node(), skipFiller(b.f.src, v.end))
		v.kids = append(v.kids, kid)
		v.end = kid.end
	}
	v.end = skipFiller(b.f.src, v.end) + 1
}

func (b *builder) scalar(v *node) {
	value, message := decode(v.text())
	v.value, v.bad = value, message
	b.f.bad = b.f.bad || message != ""
}

// skip is the offset of the first byte that is not one of set.
func skip(src []byte, at int, set string) int {
	for at < len(src) && strings.IndexByte(set, src[at]) >= 0 {
		at++
	}
	return at
}

// skipFiller skips what may stand between the elements of an array.
func skipFiller(src []byte, at int) int {
	for {
		at = skip(src, at, " \t\r\n,")
		if at >= len(src) || src[at] != '#' {
			return at
		}
		for at < len(src) && src[at] != '\n' {
			at++
		}
	}
}
