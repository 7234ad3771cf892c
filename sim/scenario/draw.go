package scenario

import (
	"reflect"
	"slices"
	"strings"
	"time"
)

// filler writes one draw into a part of the plan.
type filler func(to reflect.Value, d *drawing)

// prepare walks the plan's type once and binds each field to its value by the
// tags, so that a draw looks nothing up.
func (s *Scenario) prepare() filler {
	return s.structFiller(reflect.TypeFor[Plan](), "")
}

func (s *Scenario) structFiller(t reflect.Type, path string) filler {
	type field struct {
		index int
		fill  filler
	}
	var fields []field
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("key")
		if !ok {
			continue
		}
		if f := s.fieldFiller(t.Field(i).Type, join(path, tag)); f != nil {
			fields = append(fields, field{i, f})
		}
	}
	return func(to reflect.Value, d *drawing) {
		for _, f := range fields {
			f.fill(to.Field(f.index), d)
		}
	}
}

func (s *Scenario) fieldFiller(t reflect.Type, path string) filler {
	if v := s.at[path]; v != nil {
		if v.data == nil {
			return nil
		}
		return v.data.fill
	}
	switch {
	case t == reflect.TypeFor[map[string]float64]():
		return s.mapFiller(path)
	case t.Kind() == reflect.Struct && hasKeys(t):
		return s.structFiller(t, path)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && hasKeys(t.Elem()):
		return s.sliceFiller(t, path)
	}
	return nil
}

func hasKeys(t reflect.Type) bool {
	for i := range t.NumField() {
		if _, ok := t.Field(i).Tag.Lookup("key"); ok {
			return true
		}
	}
	return false
}

// sliceFiller fills one element for each entry of an array of tables.
func (s *Scenario) sliceFiller(t reflect.Type, path string) filler {
	names := s.entryNames(path)
	fills := make([]filler, len(names))
	for i, name := range names {
		fills[i] = s.structFiller(t.Elem(), join(path, name))
	}
	return func(to reflect.Value, d *drawing) {
		if len(fills) == 0 {
			return
		}
		list := reflect.MakeSlice(t, len(fills), len(fills))
		for i, fill := range fills {
			if f := list.Index(i).FieldByName("Name"); f.IsValid() {
				f.SetString(names[i])
			}
			fill(list.Index(i), d)
		}
		to.Set(list)
	}
}

// mapFiller fills a table of free names.
func (s *Scenario) mapFiller(path string) filler {
	var names []string
	var data []*figure
	for _, v := range s.values {
		if name, ok := strings.CutPrefix(v.path, path+"."); ok && !strings.Contains(name, ".") {
			if f, ok := v.data.(*figure); ok {
				names, data = append(names, name), append(data, f)
			}
		}
	}
	return func(to reflect.Value, d *drawing) {
		m := make(map[string]float64, len(names))
		for i, name := range names {
			m[name] = d.value(&data[i].n)
		}
		to.Set(reflect.ValueOf(m))
	}
}

// entryNames are the names of the entries of an array of tables, in order.
func (s *Scenario) entryNames(path string) []string {
	n := s.tree
	for _, name := range splitPath(path) {
		if n = n.get(name); n == nil {
			return nil
		}
	}
	var names []string
	for _, e := range n.kids {
		names = append(names, e.identity())
	}
	return names
}

// Draw makes the plan of one replication over so many weeks. quantile gives,
// for a path of Uncertain, the probability at which its distribution is read;
// nil reads every median. Draw may be called from many goroutines; what it
// returns may share lists with other draws and is not to be changed.
func (s *Scenario) Draw(weeks int, quantile func(path string) float64) *Plan {
	p := &Plan{Weeks: weeks, Start: s.Run().Start}
	s.filler(reflect.ValueOf(p).Elem(), &drawing{weeks: weeks, quantile: quantile})
	normalise(p)
	return p
}

// Probe is Draw at every median, with another value for the number at a path; the
// path "" changes none.
func (s *Scenario) Probe(weeks int, path string, value float64) *Plan {
	p := &Plan{Weeks: weeks, Start: s.Run().Start}
	s.filler(reflect.ValueOf(p).Elem(), &drawing{weeks: weeks, probed: s.numbers[path], at: value})
	normalise(p)
	return p
}

// normalise makes shares that were drawn sum to 1 again.
func normalise(p *Plan) {
	contacts, groups := 0.0, 0.0
	for i := range p.Contacts {
		contacts += p.Contacts[i].Share
	}
	for i := range p.Decisions.Groups {
		groups += p.Decisions.Groups[i].Share
	}
	for i := range p.Contacts {
		p.Contacts[i].Share = ratio(p.Contacts[i].Share, contacts)
	}
	for i := range p.Decisions.Groups {
		p.Decisions.Groups[i].Share = ratio(p.Decisions.Groups[i].Share, groups)
	}
}

func ratio(part, whole float64) float64 {
	if whole > 0 {
		return part / whole
	}
	return 0
}

// still1 is the value at a path that is not drawn, of type T.
func still1[T any](s *Scenario, path string) (T, bool) {
	var none T
	v := s.at[path]
	if v == nil {
		return none, false
	}
	d, ok := v.data.(*still)
	if !ok {
		return none, false
	}
	t, ok := d.value.(T)
	return t, ok
}

// Uncertain lists the paths of the values that are drawn, in a fixed order,
// parts of plans included ("decisions.staffing.headcount.to").
func (s *Scenario) Uncertain() []string { return slices.Clone(s.uncertain) }

// Run is the scenario's [run] table.
func (s *Scenario) Run() Run {
	start, _ := still1[time.Time](s, "run.start")
	weeks, _ := still1[int64](s, "run.weeks")
	replications, _ := still1[int64](s, "run.replications")
	seed, _ := still1[int64](s, "run.seed")
	queue, _ := still1[string](s, "run.queue")
	watch, _ := still1[[]string](s, "run.watch")
	currency, _ := still1[string](s, "run.currency")
	r := Run{Start: start, Weeks: int(weeks), Replications: int(replications), Seed: uint64(seed),
		Queue: queue, Watch: slices.Clone(watch), Currency: currency}
	if n := s.numbers["run.precision"]; n != nil {
		r.Precision = n.Certain
	}
	return r
}
