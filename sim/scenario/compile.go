package scenario

import (
	"fmt"
	"sync"
)

// value is one resolved key.
type value struct {
	path string
	key  *Key
	node *node  // where it is written, or the default's
	data datum  // nil: wrong, or without a value
	same string // canon of data, where it was worked out before
}

// compiler resolves the values of a merged tree.
type compiler struct {
	reader
	own    *file
	known  *readings
	values []*value
	at     map[string]*value
}

func newCompiler(own *file, known *readings) *compiler {
	return &compiler{own: own, known: known, at: map[string]*value{}}
}

// table resolves a table by the schema, defaults included, in key-table order.
func (c *compiler) table(n *node, s *schema, path string) {
	for _, name := range s.names {
		sub, kid, at := s.kids[name], n.get(name), join(path, name)
		switch {
		case sub.key != nil:
			c.value(kid, sub.key, at)
		case sub.list:
			c.entries(kid, sub.wild, at)
		default:
			c.table(kid, sub, at)
		}
	}
	if s.wild == nil || n == nil {
		return
	}
	for _, kid := range n.kids {
		switch at := join(path, kid.key); {
		case s.kids[kid.key] != nil:
		case s.wild.key != nil:
			c.value(kid, s.wild.key, at)
		default:
			c.table(kid, s.wild, at)
		}
	}
}

func (c *compiler) entries(list *node, s *schema, path string) {
	if list == nil {
		return
	}
	for i, e := range list.kids {
		id := e.identity()
		if s.kids["name"] == nil {
			id = fmt.Sprint(i)
		}
		c.table(e, s, join(path, id))
	}
}

func (c *compiler) value(n *node, k *Key, path string) {
	if c.at[path] != nil {
		return
	}
	if n == nil {
		n = defaultNode(k)
	}
	v := &value{path: path, key: k, node: n}
	if n != nil {
		v.data, v.same = c.reading(n, k, path)
	}
	c.values = append(c.values, v)
	c.at[path] = v
}

// readings are values that were read, of the files that scenarios are based on: an
// edit writes its own file, and leaves those alone.
type readings struct{ all sync.Map } // by where

// where is a value that is read in one way.
type where struct {
	node *node
	key  *Key
	path string
}

// reading is a value that is right, and its canon.
type reading struct {
	data datum
	same string
}

// reading reads a value, unless that was done before.
func (c *compiler) reading(n *node, k *Key, path string) (datum, string) {
	if n.file == c.own {
		return c.read(n, k, path), ""
	}
	at := where{n, k, path}
	if r, found := c.known.all.Load(at); found {
		return r.(reading).data, r.(reading).same
	}
	data := c.read(n, k, path)
	if data == nil {
		return nil, ""
	}
	r := reading{data, data.canon()}
	c.known.all.Store(at, r)
	return r.data, r.same
}

var defaults sync.Map // *Key: *node

// defaultNode is the value of a row's default, or nil.
func defaultNode(k *Key) *node {
	if k.Default == "" {
		return nil
	}
	if n, ok := defaults.Load(k); ok {
		return n.(*node)
	}
	n := builtin(k.Default)
	defaults.Store(k, n)
	return n
}

// builtin is the node of a value that no file gives.
func builtin(text string) *node {
	f := newFile("", []byte("v = "+text))
	f.builtin = true
	f.parse()
	if len(f.problems) > 0 {
		panic("default " + text + ": " + f.problems.Error())
	}
	return f.doc.get("v")
}

// fillNow gives the keys of the state before week 0 that no file gives the root
// scenario's decisions of week 0.
func (c *compiler) fillNow(root *compiler) {
	for _, v := range c.values {
		if v.key.week0 == "" || v.node != nil {
			continue
		}
		from := root.at[v.key.week0]
		if from == nil || from.data == nil {
			continue
		}
		var now float64
		switch d := from.data.(type) {
		case *figure:
			now = median.value(&d.n)
		case *monthly:
			now = d.mean()
		}
		v.node = builtin(formatNumber(now))
		v.data, v.same = &figure{n: Number{Certain: now, path: v.path}}, ""
	}
}

// numbers are all numbers of all values by the path under which they are drawn.
func (c *compiler) numbers() (all map[string]*Number, uncertain []string) {
	all = map[string]*Number{}
	for _, v := range c.values {
		if v.data == nil {
			continue
		}
		v.data.visit(func(n *Number) {
			if n.path == "" || all[n.path] != nil {
				return
			}
			all[n.path] = n
			if n.Dist != nil {
				uncertain = append(uncertain, n.path)
			}
		})
	}
	return all, uncertain
}
