package text

import (
	"slices"
	"strings"

	"lojal/sim/scenario"
)

// most is how many entries of an array are written out: a year has twelve months.
const most = 12

// list writes an array: equal entries once, pairs as "a: b", a long one by its
// length.
func (w writer) list(items []any) string {
	if len(items) == 0 {
		return w.T("value.none")
	}
	words := make([]string, len(items))
	for i, item := range items {
		if pair, ok := item.([]any); ok && len(pair) == 2 {
			words[i] = writer{Printer: w.Printer}.any(pair[0]) + ": " + w.any(pair[1])
		} else {
			words[i] = w.any(item)
		}
	}
	if len(words) > 2 && len(slices.Compact(slices.Clone(words))) == 1 {
		return w.T("value.each", "V", words[0], "N", len(words))
	}
	if len(words) > most {
		return w.T("value.numbers", "N", len(words))
	}
	if w.lang == "nb" { // the comma is the decimal sign
		return strings.Join(words, "; ")
	}
	return strings.Join(words, ", ")
}

// table writes an inline table: a plan over weeks, or a kind with parameters.
func (w writer) table(t map[string]any) string {
	if steps, ok := t["steps"].([]any); ok {
		return w.steps(steps)
	}
	if _, ok := t["to"]; ok {
		return w.ramp(t)
	}
	var words []string
	for _, kind := range []string{"dist", "kind"} {
		if name, ok := t[kind].(string); ok {
			words = append(words, w.phrase(name))
		}
	}
	keys := make([]string, 0, len(t))
	for key := range t {
		if key != "dist" && key != "kind" {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, parameterOrder)
	for _, key := range keys {
		words = append(words, w.parameter(key, t[key]))
	}
	return strings.Join(words, ", ")
}

// parameters is the order in which parameters are told.
var parameters = []string{"low", "mode", "high", "mean", "sd", "sigma", "shape"}

func parameterOrder(a, b string) int {
	place := func(s string) int {
		if i := slices.Index(parameters, s); i >= 0 {
			return i
		}
		return len(parameters)
	}
	if d := place(a) - place(b); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// parameter writes one parameter with its name.
func (w writer) parameter(key string, v any) string {
	switch {
	case key == "sigma", key == "shape", key == "slope", key == "weights":
		w.unit = scenario.NoUnit
	case key == "p", key == "at_once":
		w.unit = scenario.Share
	}
	name := key
	if id := "value." + key; w.known(id) {
		name = w.T(id)
	}
	return name + " " + w.any(v)
}

// steps writes a plan in steps: 45 → 55 from week 26.
func (w writer) steps(steps []any) string {
	var words []string
	for i, step := range steps {
		pair, ok := step.([]any)
		if !ok || len(pair) != 2 {
			continue
		}
		week := writer{Printer: w.Printer}.any(pair[0])
		if i == 0 && week == "0" {
			words = append(words, w.any(pair[1]))
			continue
		}
		words = append(words, w.T("value.step", "V", w.any(pair[1]), "Week", week))
	}
	return strings.Join(words, " → ")
}

// ramp writes a plan from one level to another: 10 % → 40 %, weeks 13–39.
func (w writer) ramp(t map[string]any) string {
	bare := writer{Printer: w.Printer}
	from, to := w.any(t["from"]), w.any(t["to"])
	start, isStart := whole(t["start_week"])
	weeks, isWeeks := whole(t["weeks"])
	if t["start_week"] == nil {
		start, isStart = 0, true
	}
	switch {
	case isStart && isWeeks && weeks > 0:
		return w.T("value.from_to_weeks", "From", from, "To", to, "First", bare.number(start), "Last", bare.number(start+weeks))
	case isStart && start > 0:
		return w.T("value.from_to_at", "From", from, "To", to, "First", bare.number(start))
	}
	return w.T("value.from_to", "From", from, "To", to)
}

// whole is a number of a decoded table.
func whole(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
