package scenario

import (
	"math"
	"strings"
)

// Rows of parts that are no keys of their own.
var (
	inf       = math.Inf(1)
	plainKey  = Key{Kind: Figure, Min: math.Inf(-1), Max: inf, sane: inf}
	weightKey = Key{Kind: Figure, Min: 0, Max: inf, sane: inf}
	weekKey   = Key{Kind: Figure, Unit: Weeks, Min: 0, Max: inf, sane: 1040, Ranges: true,
		Default: "13", Name: Text{"Week", "Uke"}, Help: Text{"Weeks count from 0, the first of the horizon.",
			"Uker telles fra 0, den første i perioden."}}
	spanKey   = Key{Kind: Figure, Unit: Seconds, Min: 0.001, Max: inf, sane: 30 * 86400, Ranges: true, Default: `"5m"`}
	shareKey  = Key{Kind: Figure, Unit: Share, Min: 0, Max: 1, sane: inf, Ranges: true, Default: "0.5"}
	spreadKey = Key{Kind: Figure, Min: 0.01, Max: inf, sane: 10, Ranges: true, Default: "1"}
	signalKey = Key{Kind: Figure, Unit: Seconds, Min: 0, Max: inf, sane: 1e6, Ranges: true, Default: "0.5"}
	slopeKey  = Key{Kind: Figure, Min: -1e6, Max: inf, sane: 1e6, Ranges: true, Default: "8"}
	tenureKey = Key{Kind: Figure, Unit: Months, Min: 0, Max: inf, sane: 600, Default: "3"}
	levelKey  = Key{Kind: Figure, Unit: Share, Min: 0, Max: 1, sane: inf, Default: "0.5"}
	pointKey  = Key{Kind: Figure, Unit: Seconds, Min: 0, Max: inf, sane: 1e6, Default: "0.5"}
)

// pairKeys are the rows of the two numbers of a pair, by path.
var pairKeys = map[string][2]Key{
	"world.labour.attrition_monthly": {tenureKey, shareKey},
	"world.automation.resolve":       {levelKey, shareKey},
}

// recordPart is a number of a value table that has a kind.
type recordPart struct {
	name, field string
	key         *Key
}

// recordKind is one kind of value table: its parts, the optional ones last.
type recordKind struct {
	kind     string
	parts    []recordPart
	optional int  // how many at the end may be left out
	points   bool // has at = [[signal, level], …]
}

var atOnce = recordPart{"at_once", "AtOnce", &shareKey}

var patienceParts = []recordKind{
	{"exponential", []recordPart{{"mean", "Mean", &spanKey}, atOnce}, 1, false},
	{"lognormal", []recordPart{{"mean", "Mean", &spanKey}, {"sigma", "Sigma", &spreadKey}, atOnce}, 1, false},
	{"weibull", []recordPart{{"mean", "Mean", &spanKey}, {"shape", "Shape", &spreadKey}, atOnce}, 1, false},
	{"hyperexponential", []recordPart{{"p", "P", &shareKey}, {"mean_1", "Mean1", &spanKey},
		{"mean_2", "Mean2", &spanKey}, atOnce}, 1, false},
	{"none", []recordPart{atOnce}, 1, false},
}

var curveParts = []recordKind{
	{"linear", nil, 0, false},
	{"logistic", []recordPart{{"mid", "Mid", &signalKey}, {"slope", "Slope", &slopeKey}}, 0, false},
	{"threshold", []recordPart{{"mid", "Mid", &signalKey}}, 0, false},
	{"saturating", []recordPart{{"half", "Half", &halfKey}}, 0, false},
	{"points", nil, 0, true},
}

var halfKey = Key{Kind: Figure, Unit: Seconds, Min: 1e-6, Max: inf, sane: 1e6, Ranges: true, Default: "0.5"}

// partKey is the row of a part of a value table.
func partKey(k Kind, name string) (Key, bool) {
	kinds := map[Kind][]recordKind{PatienceKind: patienceParts, CurveKind: curveParts}[k]
	for _, rk := range kinds {
		for _, p := range rk.parts {
			if p.name == name {
				return *p.key, true
			}
		}
	}
	return Key{}, false
}

// record reads { kind = …, parts }.
func (r *reader) record(n *node, path string, kinds []recordKind) datum {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.kind
	}
	if !n.isTable() || n.get("kind") == nil {
		r.wrong(n, path, "kind.kinds", args{"Got": n.got(), "Allowed": strings.Join(names, ", ")})
		return nil
	}
	if !r.choice(n.get("kind"), path, names) {
		return nil
	}
	for _, k := range kinds {
		if k.kind == n.get("kind").str() {
			if c := r.recordOf(n, path, k); c != nil {
				return c
			}
		}
	}
	return nil
}

func (r *reader) recordOf(n *node, path string, k recordKind) *record {
	c, good := &record{kind: k.kind}, true
	allowed := []string{}
	for i, p := range k.parts {
		allowed = append(allowed, p.name)
		kid := n.get(p.name)
		if kid == nil && i < len(k.parts)-k.optional {
			r.wrong(n, path, "part.missing", args{"Part": p.name, "Kind": k.kind, "Allowed": partNames(k)})
			good = false
		}
		if kid != nil {
			v, ok := r.number(kid, p.key, path+"."+p.name)
			good = good && ok
			c.parts = append(c.parts, namedNumber{p.name, p.field, v})
		}
	}
	if k.points {
		allowed = append(allowed, "at")
		good = r.points(n, path, c, k) && good
	}
	for _, kid := range n.kids {
		known := kid.key == "kind"
		for _, a := range allowed {
			known = known || a == kid.key
		}
		if !known {
			r.unknownPart(kid, path, append(allowed, "kind"))
			good = false
		}
	}
	if !good {
		return nil
	}
	return c
}

func (r *reader) points(n *node, path string, c *record, k recordKind) bool {
	at := n.get("at")
	if at == nil {
		r.wrong(n, path, "part.missing", args{"Part": "at", "Kind": k.kind, "Allowed": partNames(k)})
		return false
	}
	p, ok := r.pairs(at, path+".at", [2]Key{pointKey, shareKey})
	c.at = p
	return ok
}

func partNames(k recordKind) string {
	var names []string
	for _, p := range k.parts {
		names = append(names, p.name)
	}
	if k.points {
		names = append(names, "at")
	}
	return strings.Join(names, ", ")
}
