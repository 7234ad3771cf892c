package scenario

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// reader reads values and collects what is wrong with them.
type reader struct {
	found Problems
}

// wrong reports a problem at a node's value.
func (r *reader) wrong(n *node, path, code string, a args) {
	if n.bad != "" {
		code, a = syntaxProblem(n.bad)
	}
	at := n.start
	if n.start == n.end { // a table under a header
		at = n.keyAt
	}
	r.add(n, at, path, code, a)
}

// wrongKey reports a problem at a node's key.
func (r *reader) wrongKey(n *node, path, code string, a args) {
	r.add(n, n.keyAt, path, code, a)
}

func (r *reader) add(n *node, offset int, path, code string, a args) {
	p := newProblem("", path, code, a)
	if n != nil && n.file != nil && !n.file.builtin {
		p.File = n.file.name
		p.Line, p.Column = n.file.place(offset)
	}
	r.found = append(r.found, p)
}

// got describes what was found instead of what is wanted.
func (n *node) got() string {
	if n.form == arrayForm && n.tables || n.form == headerForm {
		return "{ … }"
	}
	if t := n.text(); len(t) <= 40 && t != "" {
		return t
	}
	if n.isTable() {
		return "{ … }"
	}
	return "…"
}

// number reads a number of any form that the row allows.
func (r *reader) number(n *node, k *Key, path string) (Number, bool) {
	switch v := n.value.(type) {
	case int64:
		return r.certain(n, k, path, float64(v))
	case float64:
		return r.certain(n, k, path, v)
	case string:
		return r.numberText(n, k, path, v)
	}
	switch {
	case n.isTable() && n.get("dist") != nil && k.Ranges:
		return r.distribution(n, k, path)
	case n.isTable() && n.get("dist") != nil:
		r.wrong(n, path, "range.none", nil)
	case n.isTable() && len(n.kids) > 0 && k.Plans:
		return r.plan(n, k, path)
	case n.isTable() && (n.get("from") != nil || n.get("steps") != nil):
		r.wrong(n, path, "plan.none", nil)
	default:
		r.wrong(n, path, kindCode(k), args{"Got": n.got(), "Example": example(k)})
	}
	return Number{}, false
}

func kindCode(k *Key) string {
	switch {
	case k.Plans:
		return "kind.plan"
	case k.Ranges:
		return "kind.range"
	}
	return "kind.number"
}

// example is a value that the row would take.
func example(k *Key) string {
	switch {
	case k.Default != "" && k.Kind == Figure && !strings.ContainsAny(k.Default, "{["):
		return k.Default
	case k.Unit == Seconds:
		return `"5m"`
	case k.Unit == Share || k.Unit == SharePerYear:
		return `0.3, "30 %"`
	}
	return "1"
}

func (r *reader) certain(n *node, k *Key, path string, v float64) (Number, bool) {
	return Number{Certain: v, path: path}, r.bounds(n, k, path, v)
}

// bounds checks that a number is finite and within the row's limits.
func (r *reader) bounds(n *node, k *Key, path string, v float64) bool {
	a := args{"Value": showNumber(v, k), "Min": showNumber(k.Min, k), "Max": showNumber(k.Max, k)}
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		r.wrong(n, path, "number.finite", args{"Allowed": allowedNumber(k)})
	case v >= k.Min && v <= k.Max && v > k.sane:
		r.wrong(n, path, "number.sane", args{"Value": a["Value"], "Max": showNumber(k.sane, k)})
	case v >= k.Min && v <= k.Max:
		return true
	case math.IsInf(k.Max, 1):
		r.wrong(n, path, "number.min", a)
	case math.IsInf(k.Min, -1):
		r.wrong(n, path, "number.max", a)
	default:
		r.wrong(n, path, "number.between", a)
	}
	return false
}

// showNumber is formatNumber with the unit of durations.
func showNumber(v float64, k *Key) string {
	if k.Unit == Seconds && v != 0 && !math.IsInf(v, 0) {
		return formatNumber(v) + "s"
	}
	return formatNumber(v)
}

// allowedNumber tells a row's bounds without words.
func allowedNumber(k *Key) string {
	low, high := k.limits()
	switch {
	case math.IsInf(low, -1) && math.IsInf(high, 1):
		return "−∞ < x < ∞"
	case math.IsInf(high, 1):
		return "≥ " + showNumber(low, k)
	case math.IsInf(low, -1):
		return "≤ " + showNumber(high, k)
	}
	return showNumber(low, k) + " ≤ x ≤ " + showNumber(high, k)
}

// numberText reads a number written as text.
func (r *reader) numberText(n *node, k *Key, path, text string) (Number, bool) {
	a, code := parseAmounts(text, k.Unit, style{})
	switch {
	case code != "":
		unit := string(k.Unit)
		if unit == "" {
			unit = "1"
		}
		a := args{"Got": quote(text), "Example": example(k), "Unit": unit}
		if code == "number.text" {
			code = commaCode(text, k.Unit, a)
		}
		r.wrong(n, path, code, a)
		return Number{}, false
	case !a.isRange || a.low == a.high:
		return r.certain(n, k, path, a.low)
	case !k.Ranges:
		r.wrong(n, path, "range.none", nil)
		return Number{}, false
	case a.around && a.low > a.high:
		a.low, a.high = a.high, a.low
	case a.low > a.high:
		r.wrong(n, path, "range.order", args{"Low": showNumber(a.low, k), "High": showNumber(a.high, k)})
		return Number{}, false
	}
	if a.around {
		if !r.bounds(n, k, path, (a.low+a.high)/2) {
			return Number{}, false
		}
	} else if !r.bounds(n, k, path, a.low) || !r.bounds(n, k, path, a.high) {
		return Number{}, false
	}
	return r.rangeOf(n, k, path, a.low, a.high)
}

// commaCode says what is wrong with a text that is no number of a file: perhaps
// it has a decimal comma.
func commaCode(text string, u Unit, a args) string {
	switch _, code := parseAmounts(text, u, style{comma: true}); code {
	case "":
		a["Point"] = quote(pointed(text))
		return "number.point"
	case "number.comma":
		a["Whole"], a["Point"] = strings.ReplaceAll(text, ",", ""), pointed(text)
		return code
	}
	return "number.text"
}

// plan reads { from, to, start_week, weeks, shape } or { steps }.
func (r *reader) plan(n *node, k *Key, path string) (Number, bool) {
	p, good := &NumberPlan{Shape: "linear"}, true
	part := *k
	part.Plans = false
	week := weekKey
	read := func(kid *node, k *Key, to *Number) {
		v, ok := r.number(kid, k, path+"."+kid.key)
		*to, good = v, good && ok
	}
	for _, kid := range n.kids {
		switch kid.key {
		case "from":
			read(kid, &part, &p.From)
		case "to":
			read(kid, &part, &p.To)
		case "start_week":
			read(kid, &week, &p.StartWeek)
		case "weeks":
			read(kid, &week, &p.Weeks)
		case "shape":
			p.Shape = kid.str()
			good = r.choice(kid, path+".shape", []string{"linear", "step", "s-curve"}) && good
		case "steps":
			good = r.steps(kid, &part, path+".steps", p) && good
		default:
			r.unknownPart(kid, path, []string{"from", "to", "start_week", "weeks", "shape", "steps"})
			good = false
		}
	}
	return Number{Plan: p, path: path}, r.planWhole(n, p, path) && good
}

// planWhole checks that a plan has what it needs.
func (r *reader) planWhole(n *node, p *NumberPlan, path string) bool {
	if n.get("steps") != nil {
		if n.get("from") != nil || n.get("to") != nil {
			r.wrong(n, path, "plan.both", nil)
			return false
		}
		return true
	}
	need := []string{"from", "to"}
	if p.Shape != "step" {
		need = append(need, "weeks")
	}
	for _, part := range need {
		if n.get(part) == nil {
			r.wrong(n, path, "plan.missing", args{"Part": part})
			return false
		}
	}
	return true
}

// steps reads [[week, value], …].
func (r *reader) steps(n *node, k *Key, path string, p *NumberPlan) bool {
	week := weekKey
	p.Steps = nil
	good := n.form == arrayForm && len(n.kids) > 0
	for _, pair := range n.kids {
		good = good && pair.form == arrayForm && len(pair.kids) == 2
	}
	if !good {
		r.wrong(n, path, "plan.steps", nil)
		return false
	}
	for i, pair := range n.kids {
		at := fmt.Sprintf("%s.%d", path, i)
		w, ok1 := r.number(pair.kids[0], &week, at+".0")
		v, ok2 := r.number(pair.kids[1], k, at+".1")
		good = good && ok1 && ok2
		if i > 0 && good && !(median.value(&p.Steps[i-1][0]) < median.value(&w)) {
			r.wrong(pair, path, "plan.rising", nil)
			return false
		}
		p.Steps = append(p.Steps, [2]Number{w, v})
	}
	return good
}

// unknownPart reports a part of a value table that it does not have.
func (r *reader) unknownPart(n *node, path string, allowed []string) {
	code, a := nearest("part", n.key, allowed)
	r.wrongKey(n, path, code, a)
}

// choice checks that a text is one of a few.
func (r *reader) choice(n *node, path string, allowed []string) bool {
	s, ok := n.value.(string)
	if !ok {
		r.wrong(n, path, "kind.text", args{"Got": n.got()})
		return false
	}
	return slices.Contains(allowed, s) || r.unknown(n, path, "choice", s, allowed)
}

// unknown reports a word that is not one of the allowed. It is false.
func (r *reader) unknown(n *node, path, code, got string, allowed []string) bool {
	code, a := nearest(code, got, allowed)
	r.wrong(n, path, code, a)
	return false
}

// nearest is the code and the arguments of an unknown word: code.near where one
// of the allowed is close.
func nearest(code, got string, allowed []string) (string, args) {
	a := args{"Got": quote(got), "Allowed": strings.Join(allowed, ", "), "Path": got}
	if best := near(got, allowed); best != "" {
		a["Near"] = best
		code += ".near"
	}
	return code, a
}
