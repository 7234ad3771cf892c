package editor

import (
	"math"
	"strings"

	"github.com/BurntSushi/toml"

	"lojal/sim/scenario"
	"lojal/ui/values"
)

// formOf names what the body shows: another form needs another body.
func (e *Editor) formOf() string {
	raw := e.from.Text(e.path)
	switch e.key.Kind {
	case scenario.Figure, scenario.Monthly, scenario.BaseKind:
		if strings.HasPrefix(raw, "[") {
			return "list"
		}
		switch v := e.value(); {
		case v.Planned():
			return "plan"
		case v.Uncertain():
			return "uncertain " + v.Family()
		}
		return "certain"
	case scenario.Weights:
		return "list"
	case scenario.CoverageKind:
		if strings.HasPrefix(raw, "[") {
			return "list"
		}
		return "certain"
	case scenario.Pairs:
		return "pairs"
	case scenario.PatienceKind, scenario.CurveKind:
		kind, _ := tableOf(raw)["kind"].(string)
		return "record " + kind
	}
	return ""
}

func (e *Editor) newBody() body {
	form, family, _ := strings.Cut(e.form, " ")
	switch form {
	case "list":
		return newProfile(e)
	case "plan":
		return newPlan(e)
	case "uncertain":
		return newUncertain(e, family)
	case "pairs":
		return newPairs(e)
	case "record":
		return newRecord(e, family)
	}
	return nothing{}
}

// choices are the forms that the value can take, by a click.
func (e *Editor) choices() []mode {
	switch e.key.Kind {
	case scenario.CoverageKind:
		return e.coverages()
	case scenario.BaseKind:
		calibrated := e.from.Text(e.path) == `"calibrated"`
		return []mode{
			{"calibrated", calibrated, func() { e.set(`"calibrated"`, false) }},
			{"certain", !calibrated && !e.value().Uncertain(), func() { e.toCertain() }},
			{"uncertain", !calibrated && e.value().Uncertain(), e.toUncertain},
		}
	case scenario.Figure, scenario.Monthly:
	default:
		return nil
	}
	list := strings.HasPrefix(e.from.Text(e.path), "[")
	v := e.value()
	modes := []mode{{"certain", !list && v.Form == values.Certain, e.toCertain}}
	if e.key.Ranges {
		modes = append(modes, mode{"uncertain", v.Uncertain(), e.toUncertain})
	}
	if e.key.Plans {
		modes = append(modes, mode{"planned", v.Planned(), e.toPlan})
	}
	if e.key.Kind == scenario.Monthly {
		modes = append(modes, mode{"monthly", list, e.toMonthly})
	}
	return modes
}

// Certain and uncertain by one click.

func (e *Editor) toCertain() { e.put(values.Of(e.middle()), false) }

// middle is the number that the value stands for.
func (e *Editor) middle() float64 {
	if n, ok := e.from.Number(e.path); ok {
		return values.Significant(values.Middle(n), 4)
	}
	if list := e.list(); len(list) > 0 {
		sum := 0.0
		for _, v := range list {
			sum += v.Middle()
		}
		return values.Significant(sum/float64(len(list)), 4)
	}
	if e.key.Kind == scenario.BaseKind {
		return 75
	}
	return e.value().Middle()
}

func (e *Editor) toUncertain() {
	if !e.value().Uncertain() {
		e.put(values.Doubted(e.middle(), e.key), false)
	}
}

// Uncertain makes the value uncertain, or certain where it is so already.
func (e *Editor) Uncertain(on bool) {
	if on {
		e.toUncertain()
	} else {
		e.toCertain()
	}
}

func (e *Editor) toPlan() {
	if v := e.value(); !v.Planned() {
		e.put(v.Over("linear"), false)
	}
}

func (e *Editor) toMonthly() {
	if strings.HasPrefix(e.from.Text(e.path), "[") {
		return
	}
	list := make([]values.Value, 12)
	for i := range list {
		list[i] = e.value()
	}
	e.set(listTOML(list, e.key.Unit), false)
}

// coverages are the ways to spread the staffed hours.
func (e *Editor) coverages() []mode {
	raw := e.from.Text(e.path)
	return []mode{
		{"demand", raw == `"demand"`, func() { e.set(`"demand"`, false) }},
		{"flat", raw == `"flat"`, func() { e.set(`"flat"`, false) }},
		{"weights", strings.HasPrefix(raw, "["), e.toWeights},
	}
}

// toWeights begins with what demand asks for: weekday × half hour.
func (e *Editor) toWeights() {
	if strings.HasPrefix(e.from.Text(e.path), "[") {
		return
	}
	d := e.from.Draw(1, nil).Demand
	var list []values.Value
	for _, day := range d.Weekday {
		for _, half := range d.Profile {
			list = append(list, values.Of(values.Significant(day*half, 3)))
		}
	}
	e.set(listTOML(list, scenario.NoUnit), false)
}

// list are the numbers of a list.
func (e *Editor) list() []values.Value { return listOf(e.from.Text(e.path), e.key.Unit) }

// tableOf is an inline table.
func tableOf(raw string) map[string]any {
	var doc map[string]any
	if _, err := toml.Decode("v = "+raw, &doc); err != nil {
		return nil
	}
	t, _ := doc["v"].(map[string]any)
	return t
}

// listOf reads an array of numbers; one that is none is 0.
func listOf(raw string, u scenario.Unit) []values.Value {
	var out []values.Value
	for _, item := range arrayOf(raw) {
		v, _ := values.Parse(item, u)
		out = append(out, v)
	}
	return out
}

// arrayOf are the items of an array as TOML; of pairs, both numbers in turn.
func arrayOf(raw string) []string {
	var doc map[string]any
	if _, err := toml.Decode("v = "+raw, &doc); err != nil {
		return nil
	}
	var out []string
	var walk func(any)
	walk = func(x any) {
		if list, ok := x.([]any); ok {
			for _, item := range list {
				walk(item)
			}
			return
		}
		out = append(out, itemTOML(x))
	}
	walk(doc["v"])
	return out
}

func itemTOML(x any) string {
	var b strings.Builder
	enc := toml.NewEncoder(&b)
	if err := enc.Encode(map[string]any{"v": x}); err != nil {
		return ""
	}
	text := strings.TrimSpace(b.String())
	if t, ok := x.(map[string]any); ok {
		var parts []string
		for k, v := range t {
			parts = append(parts, k+" = "+itemTOML(v))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return strings.TrimPrefix(text, "v = ")
}

// listTOML writes an array of numbers.
func listTOML(list []values.Value, u scenario.Unit) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = v.TOML(u)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// pairsTOML writes an array of pairs from both numbers in turn.
func pairsTOML(list []values.Value, x, y scenario.Unit) string {
	var words []string
	for i := 0; i+1 < len(list); i += 2 {
		words = append(words, "["+list[i].TOML(x)+", "+list[i+1].TOML(y)+"]")
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// plainKey is a row for a number that is no key of its own.
func plainKey(u scenario.Unit, low, high float64) scenario.Key {
	return scenario.Key{Kind: scenario.Figure, Unit: u, Min: low, Max: high, Low: math.NaN(), High: math.NaN()}
}
