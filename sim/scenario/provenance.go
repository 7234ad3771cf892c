package scenario

import (
	"slices"
	"strings"
)

// Source is where a value comes from: in English, and how sure it is: high,
// medium, low or guess.
type Source struct{ Text, Confidence string }

// Origin is what gives a value.
type Origin string

// Origins of values.
const (
	OfScenario  Origin = "scenario" // the file, or one that it extends
	OfModel     Origin = "model"    // the driver model
	OfCatalogue Origin = "catalogue"
	OfDefault   Origin = "default"
)

// Provenance is where one value of a scenario comes from.
type Provenance struct {
	Path   string
	Text   string // the value as it is written
	Origin Origin
	Source Source
}

// unsourced is what is said of a figure that the evidence does not cover and for
// which the file gives no source.
var unsourced = Source{"no source given; outside the evidence", "guess"}

// Provenance lists every value of the world, the decisions and the prices with
// where it comes from: what the file says in [sources] of a value (or of the
// whole that it is part of), else what its driver model or the catalogue says,
// else the key table. A figure of the world or a price that the file puts outside
// the table's evidence has not the table's source.
func (s *Scenario) Provenance() []Provenance {
	var list []Provenance
	for _, v := range s.values {
		if v.data == nil || v.key.Side == Setup || namesOnly(v.key.Path) {
			continue
		}
		list = append(list, Provenance{v.path, v.node.text(), s.origin(v), s.sourceOf(v)})
	}
	return list
}

// namesOnly says whether a key only names an entry or a model.
func namesOnly(path string) bool {
	return strings.HasSuffix(path, ".*.name") || strings.HasSuffix(path, ".*.use") || path == "world.satisfaction.model"
}

// Source is where a value, or a part of one, comes from.
func (s *Scenario) Source(path string) Source {
	if t, ok := still1[Source](s, "sources."+path); ok {
		return t
	}
	v := s.at[path]
	if v == nil {
		v, _ = s.within(path)
	}
	if v == nil {
		k, _ := KeyOf(path)
		return Source{k.Source, k.Confidence}
	}
	return s.sourceOf(v)
}

func (s *Scenario) sourceOf(v *value) Source {
	if t, ok := still1[Source](s, "sources."+v.path); ok {
		return t
	}
	switch s.origin(v) {
	case OfModel:
		if t, ok := modelSource(v); ok {
			return t
		}
	case OfCatalogue:
		if t, ok := s.catalogueSource(v); ok {
			return t
		}
	}
	if s.origin(v) != OfDefault && !covered(v) {
		return unsourced
	}
	return Source{v.key.Source, v.key.Confidence}
}

func (s *Scenario) origin(v *value) Origin {
	switch f := v.node.file; {
	case f == nil || f.builtin:
		return OfDefault
	case slices.Contains(s.models, f):
		return OfModel
	case f.at.library && f.name == atLibrary.show(cataloguePath):
		return OfCatalogue
	}
	return OfScenario
}

// modelSource is what a driver model says of its figures. A shipped one says it of
// the weights and the interplay alone: norms and curves are the table's.
func modelSource(v *value) (Source, bool) {
	f := v.node.file
	t := Source{f.doc.get("source").str(), f.doc.get("confidence").str()}
	about := !f.at.library || strings.HasSuffix(v.path, ".weight") || v.path == "world.satisfaction.interplay.of"
	return t, about && t.Text != ""
}

// catalogueSource is what the catalogue says of a row's claims: its cost, its time
// and its effects. Factors and repeats are the table's.
func (s *Scenario) catalogueSource(v *value) (Source, bool) {
	names := strings.Split(v.key.Path, ".")
	if !slices.Contains([]string{"cost", "months", "effects"}, names[3]) {
		return Source{}, false
	}
	entry := named(s.tree.get("decisions").get("initiative").kids, splitPath(v.path)[2])
	row := named(catalogue(s.loader, "initiative"), entry.get("use").str())
	from := named(catalogue(s.loader, "source"), row.get("source").str())
	return sourceOf(from), from != nil
}

// covered says whether the key table's evidence is about a value: it has no range,
// or the value (an uncertain one's median) is within it.
func covered(v *value) bool {
	f, ok := v.data.(*figure)
	if !ok || f.n.Plan != nil || v.key.Side == Decision || v.key.IsOwn() || v.key.Low != v.key.Low {
		return true
	}
	x := median.value(&f.n)
	return v.key.Low <= x && x <= v.key.High
}

// IsOwn says that the key's value is the user's own figure, of which the key
// table's evidence only shows what is common.
func (k *Key) IsOwn() bool {
	return strings.HasPrefix(k.Source, "your own figure") || strings.HasPrefix(k.Source, "default: ")
}
