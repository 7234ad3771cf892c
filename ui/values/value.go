// Package values reads and writes the values of a scenario as people do: sums,
// units, ranges in words, decimal commas, distributions and plans over weeks. It
// knows no screen.
package values

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"lojal/sim/scenario"
)

// Form is how a number is given.
type Form int

// Forms.
const (
	Certain Form = iota // one number
	Range               // its 10 % and 90 % points
	Around              // a middle and a margin, a share of the middle
	Dist                // a distribution with parameters
	Ramp                // from one level to another over weeks
	Steps               // levels from given weeks
)

// Value is a number of a scenario in one of its forms, in the key's unit (shares
// of 1, seconds). It is a value: an edit makes another.
type Value struct {
	Form Form

	N         float64 // Certain, and the middle of Around
	Low, High float64 // Range
	Margin    float64 // Around

	Dist            string             // name of the distribution
	Parts           map[string]float64 // its parameters by name
	Values, Weights []float64          // discrete
	File, Column    string             // empirical

	Shape                  string // Ramp: linear, step or s-curve
	From, To, Start, Weeks *Value // Ramp
	Steps                  []Step
}

// Step is a level that holds from a week on.
type Step struct{ Week, Level Value }

// Of is a certain number.
func Of(v float64) Value { return Value{N: v} }

// Planned says whether the value is a plan over weeks.
func (v Value) Planned() bool { return v.Form == Ramp || v.Form == Steps }

// Uncertain says whether the value itself is drawn.
func (v Value) Uncertain() bool { return v.Form == Range || v.Form == Around || v.Form == Dist }

// Parts of the distributions, in the order of their names in a file.
var parts = map[string][]string{
	"uniform": {"low", "high"}, "triangular": {"low", "mode", "high"}, "pert": {"low", "mode", "high"},
	"normal": {"mean", "sd"}, "lognormal": {"mean", "sigma"}, "beta": {"mean", "sd"},
}

// PartsOf are the names of a distribution's numbers, in order; none for lists.
func PartsOf(dist string) []string { return parts[dist] }

// Parse reads the TOML text of a number of a unit; ok is false where it is none.
func Parse(text string, u scenario.Unit) (v Value, ok bool) {
	var doc map[string]any
	if _, err := toml.Decode("v = "+text, &doc); err != nil {
		return v, false
	}
	return decode(doc["v"], u)
}

func decode(raw any, u scenario.Unit) (Value, bool) {
	switch raw := raw.(type) {
	case int64:
		return Of(float64(raw)), true
	case float64:
		return Of(raw), true
	case string:
		return decodeText(raw, u)
	case map[string]any:
		return decodeTable(raw, u)
	}
	return Value{}, false
}

func decodeText(s string, u scenario.Unit) (Value, bool) {
	low, high, around, ok := scenario.Amounts(s, u)
	switch {
	case !ok:
		return Value{}, false
	case low == high:
		return Of(low), true
	case around && low+high != 0 && strings.Contains(s, "%") && strings.HasSuffix(strings.TrimSpace(s), "%"):
		m := (low + high) / 2
		return Value{Form: Around, N: Tidy(m), Margin: Tidy((high - low) / 2 / m)}, true
	}
	return Value{Form: Range, Low: low, High: high}, true
}

func decodeTable(t map[string]any, u scenario.Unit) (Value, bool) {
	if dist, ok := t["dist"].(string); ok {
		return decodeDist(dist, t, u)
	}
	if steps, ok := t["steps"].([]any); ok {
		return decodeSteps(steps, u)
	}
	v := Value{Form: Ramp, Shape: "linear"}
	if s, ok := t["shape"].(string); ok {
		v.Shape = s
	}
	for name, part := range map[string]struct {
		to   **Value
		unit scenario.Unit
	}{"from": {&v.From, u}, "to": {&v.To, u}, "start_week": {&v.Start, scenario.Weeks}, "weeks": {&v.Weeks, scenario.Weeks}} {
		w := Value{}
		if raw, given := t[name]; given {
			var ok bool
			if w, ok = decode(raw, part.unit); !ok {
				return v, false
			}
		} else if name == "from" || name == "to" {
			return v, false
		}
		*part.to = &w
	}
	return v, true
}

func decodeDist(dist string, t map[string]any, u scenario.Unit) (Value, bool) {
	v := Value{Form: Dist, Dist: dist, Parts: map[string]float64{}}
	v.File, _ = t["file"].(string)
	v.Column, _ = t["column"].(string)
	var ok1, ok2 bool
	if dist == "discrete" {
		v.Values, ok1 = numbers(t["values"], u)
		v.Weights, ok2 = numbers(t["weights"], scenario.NoUnit)
		return v, ok1 && ok2
	}
	for _, name := range parts[dist] {
		unit := u
		if name == "sigma" {
			unit = scenario.NoUnit
		}
		part, ok := decode(t[name], unit)
		if !ok || part.Form != Certain {
			return v, false
		}
		v.Parts[name] = part.N
	}
	return v, len(parts[dist]) > 0 || v.File != ""
}

func decodeSteps(steps []any, u scenario.Unit) (Value, bool) {
	v := Value{Form: Steps}
	for _, raw := range steps {
		pair, ok := raw.([]any)
		if !ok || len(pair) != 2 {
			return v, false
		}
		week, ok1 := decode(pair[0], scenario.Weeks)
		level, ok2 := decode(pair[1], u)
		if !ok1 || !ok2 {
			return v, false
		}
		v.Steps = append(v.Steps, Step{week, level})
	}
	return v, len(v.Steps) > 0
}

// numbers reads a list of certain numbers.
func numbers(raw any, u scenario.Unit) ([]float64, bool) {
	list, ok := raw.([]any)
	out := make([]float64, len(list))
	for i, r := range list {
		v, good := decode(r, u)
		out[i], ok = v.N, ok && good && v.Form == Certain
	}
	return out, ok
}

// TOML writes the value as a scenario file has it.
func (v Value) TOML(u scenario.Unit) string {
	switch v.Form {
	case Range:
		return strconv.Quote(bare(v.Low, u) + ".." + bare(v.High, u))
	case Around:
		return strconv.Quote(bare(v.N, u) + " ± " + Digits(100*v.Margin) + " %")
	case Dist:
		return v.distTOML(u)
	case Ramp:
		return v.rampTOML(u)
	case Steps:
		words := make([]string, len(v.Steps))
		for i, s := range v.Steps {
			words[i] = "[" + s.Week.TOML(scenario.Weeks) + ", " + s.Level.TOML(u) + "]"
		}
		return "{ steps = [" + strings.Join(words, ", ") + "] }"
	}
	if s := bare(v.N, u); u == scenario.Seconds && strings.HasSuffix(s, "m") || strings.HasSuffix(s, "s") || strings.HasSuffix(s, "h") {
		return strconv.Quote(s)
	}
	return Digits(v.N)
}

// bare is a number within a text of the file.
func bare(v float64, u scenario.Unit) string {
	switch {
	case u == scenario.Share || u == scenario.SharePerYear:
		return Digits(100*v) + " %"
	case u == scenario.Seconds:
		return Clock(v)
	}
	return Digits(v)
}

// Clock is seconds as a file has them: 7m, 5m20s, 2h, 90.
func Clock(v float64) string {
	if v < 60 || v != math.Trunc(v) || v > 1e9 {
		return Digits(v) + "s"
	}
	out := ""
	for _, part := range []struct {
		n    int
		unit string
	}{{int(v) / 3600, "h"}, {int(v) / 60 % 60, "m"}, {int(v) % 60, "s"}} {
		if part.n > 0 {
			out += strconv.Itoa(part.n) + part.unit
		}
	}
	return out
}

func (v Value) distTOML(u scenario.Unit) string {
	words := []string{"dist = " + strconv.Quote(v.Dist)}
	switch v.Dist {
	case "discrete":
		words = append(words, "values = "+listTOML(v.Values), "weights = "+listTOML(v.Weights))
	case "empirical":
		words = append(words, "file = "+strconv.Quote(v.File))
		if v.Column != "" {
			words = append(words, "column = "+strconv.Quote(v.Column))
		}
	}
	for _, name := range parts[v.Dist] {
		part := Of(v.Parts[name]).TOML(u)
		if name == "sigma" {
			part = Digits(v.Parts[name])
		}
		words = append(words, name+" = "+part)
	}
	return "{ " + strings.Join(words, ", ") + " }"
}

func listTOML(list []float64) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = Digits(x)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func (v Value) rampTOML(u scenario.Unit) string {
	s := fmt.Sprintf("{ from = %s, to = %s, start_week = %s", v.From.TOML(u), v.To.TOML(u), v.Start.TOML(scenario.Weeks))
	if v.Shape != "step" {
		s += ", weeks = " + v.Weeks.TOML(scenario.Weeks)
	}
	return s + fmt.Sprintf(", shape = %q }", v.Shape)
}

// Digits is a number in TOML without the dust of binary fractions.
func Digits(v float64) string { return strconv.FormatFloat(Tidy(v)+0, 'f', -1, 64) }

// Tidy rounds to nine significant digits, more than anybody means.
func Tidy(v float64) float64 { return Significant(v, 9) }

// Significant rounds to so many significant digits.
func Significant(v float64, digits int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// with is a copy of the parameters with one of them replaced.
func (v Value) with(name string, x float64) Value {
	parts := map[string]float64{}
	for k, p := range v.Parts {
		parts[k] = p
	}
	parts[name] = x
	v.Parts = parts
	return v
}

// WithPart is the distribution with another parameter.
func (v Value) WithPart(name string, x float64) Value { return v.with(name, x) }

// WithStep is the plan with another step; a place behind the last adds one.
func (v Value) WithStep(i int, s Step) Value {
	v.Steps = slices.Clone(v.Steps)
	if i >= len(v.Steps) {
		v.Steps = append(v.Steps, s)
	} else {
		v.Steps[i] = s
	}
	return v
}

// WithoutStep is the plan less one step.
func (v Value) WithoutStep(i int) Value {
	v.Steps = slices.Delete(slices.Clone(v.Steps), i, i+1)
	return v
}
