package scenario

import "slices"

// Scenario is an immutable value: the resolved content of one scenario file,
// with what it inherits. An edit makes a new one.
type Scenario struct {
	ref       string
	own       *file
	bases     []*file // what it extends, the root first
	models    []*file // the driver model, where one is named
	loader    *loader
	tree      *node // all files merged
	values    []*value
	at        map[string]*value
	numbers   map[string]*Number
	uncertain []string
	filler    filler
	hash      string
	draws     string // DrawsHash
}

// build resolves a parsed file with what it extends.
func build(ref string, own *file, l *loader) (*Scenario, error) {
	bases, found := l.bases(own)
	layers := append(slices.Clone(bases), own)
	b := &merger{loader: l}
	tree := b.merge(layers)
	c := newCompiler(own, &l.known)
	c.table(tree, keyTree(), "")
	c.found = nil // each file has told its own
	root := c
	if len(bases) > 0 {
		root = l.root(layers[0])
	}
	c.fillNow(root)
	s := &Scenario{ref: ref, own: own, bases: bases, models: b.models, loader: l, tree: tree, values: c.values, at: c.at}
	s.numbers, s.uncertain = c.numbers()
	s.limitInterplay()
	k := &checker{Scenario: s, reader: &b.reader, unmodelled: b.unmodelled, removed: len(b.found) > 0,
		torn: len(found) > 0 || slices.ContainsFunc(layers, (*file).torn)}
	k.all()
	found = append(found, b.found...)
	if all := inOrder(own, bases, b.models, found); len(all) > 0 {
		return nil, all
	}
	s.filler = s.prepare()
	s.hash, s.draws = s.fingerprint(outside), s.fingerprint(outsideDraws)
	return s, nil
}

// root resolves a file that extends nothing, once.
func (l *loader) root(f *file) *compiler {
	if c, found := l.roots.Load(f); found {
		return c.(*compiler)
	}
	c := newCompiler(nil, &l.known)
	c.table((&merger{loader: l}).merge([]*file{f}), keyTree(), "")
	l.roots.Store(f, c)
	return c
}

// inOrder puts the problems of the file first, then those of what it uses.
func inOrder(own *file, bases, models []*file, found Problems) Problems {
	files := append([]*file{own}, bases...)
	slices.Reverse(files[1:])
	files = append(files, models...)
	var all Problems
	told := map[string]bool{}
	for _, f := range files {
		if told[f.name] {
			continue
		}
		told[f.name] = true
		here := slices.Clone(f.problems)
		for _, p := range found {
			if p.File == f.name || p.File == "" && f == own {
				p.File = f.name
				here = append(here, p)
			}
		}
		all = append(all, here.sorted()...)
	}
	return all
}

// merger merges the files of a scenario.
type merger struct {
	reader
	loader *loader
	models []*file

	unmodelled bool // the driver model could not be found
}

// merge lays the files over the driver model, the root first, and fills what
// the catalogue and the defaults give to entries.
func (b *merger) merge(layers []*file) *node {
	tree := b.model(layers)
	for _, f := range layers {
		b.removals(tree, f.doc, keyTree(), "")
		tree = merge(tree, f.doc, keyTree())
	}
	tree = put(tree, []string{"decisions", "initiative"}, b.useCatalogue)
	tree = put(tree, []string{"world", "contact"}, func(n *node) *node {
		if n == nil {
			return entriesOf(defaultContact())
		}
		return n
	})
	return put(tree, []string{"world", "satisfaction"}, withLasting)
}

// withLasting gives a driver model that has no drivers of what stays those of the
// moment, and fairness, reliability and care where these are not among them.
func withLasting(n *node) *node {
	if n == nil || n.get("lasting") != nil || n.get("driver") == nil {
		return n
	}
	lasting := *n.get("driver")
	lasting.key = "lasting"
	lasting.kids = slices.Clone(lasting.kids)
	for _, d := range lastingDrivers().kids {
		if named(lasting.kids, d.identity()) == nil {
			lasting.kids = append(lasting.kids, d)
		}
	}
	return n.with(append(slices.Clone(n.kids), &lasting))
}

// removals reports entries that are removed but were never there.
func (b *merger) removals(under, over *node, s *schema, at string) {
	for _, kid := range over.kids {
		sub := s.child(kid.key)
		if sub == nil || sub.key != nil {
			continue
		}
		if !sub.list {
			if kid.isTable() {
				b.removals(under.get(kid.key), kid, sub, join(at, kid.key))
			}
			continue
		}
		var names []string
		if list := under.get(kid.key); list != nil {
			for _, e := range list.kids {
				names = append(names, e.identity())
			}
		}
		for _, e := range kid.kids {
			if id := e.identity(); isRemoved(e) && !slices.Contains(names, id) {
				b.wrong(e.get("remove"), join(join(join(at, kid.key), id), "remove"), "remove.none",
					args{"Name": quote(id), "Allowed": showList(names)})
			}
		}
	}
}

// put is the tree with the member at a path replaced; nil adds nothing.
func put(n *node, at []string, change func(*node) *node) *node {
	old := n.get(at[0])
	next := old
	if len(at) > 1 {
		if next == nil {
			next = &node{form: implicitForm, key: at[0]}
		}
		next = put(next, at[1:], change)
	} else {
		next = change(old)
	}
	kids := slices.Clone(n.kids)
	i := slices.IndexFunc(kids, func(k *node) bool { return k.key == at[0] })
	switch {
	case next == nil:
		return n
	case i >= 0:
		kids[i] = next
	default:
		c := *next
		c.key = at[0]
		kids = append(kids, &c)
	}
	return n.with(kids)
}

func entriesOf(e ...*node) *node { return &node{form: arrayForm, tables: true, kids: e} }

// limitInterplay keeps of the interplay of the defaults or of a shipped model, which
// its reader cannot change, the drivers that there are.
func (s *Scenario) limitInterplay() {
	v := s.at["world.satisfaction.interplay.of"]
	if v == nil || v.node == nil || !v.node.file.builtin && !(v.node.file.at.library && s.origin(v) == OfModel) {
		return
	}
	drivers := s.driverNames()
	of, _ := still1[[]string](s, v.path)
	kept := slices.DeleteFunc(slices.Clone(of), func(name string) bool { return !slices.Contains(drivers, name) })
	if len(kept) < len(of) {
		v.node, v.data, v.same = builtin(textList(kept)), &still{kept}, ""
	}
}

// driverNames are those of both answers, each once.
func (s *Scenario) driverNames() []string {
	names := s.entryNames("world.satisfaction.driver")
	for _, name := range s.entryNames("world.satisfaction.lasting") {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
