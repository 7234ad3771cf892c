package values

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strings"

	"lojal/sim/scenario"
)

// A plan and a distribution have a form of one line too, for a field: 45 → 50,
// pert(40; 45; 55).
var (
	arrow = regexp.MustCompile(`\s*(?:→|->)\s*`)
	named = regexp.MustCompile(`^\s*(\pL+)\s*\((.*)\)\s*$`)
)

// editPlan writes the levels of a plan; its weeks and shape are edited elsewhere.
func (f Format) editPlan(v Value) string {
	var words []string
	for _, level := range v.levels() {
		words = append(words, f.Edit(level))
	}
	return strings.Join(words, " → ")
}

// levels are those of a plan, in their order.
func (v Value) levels() []Value {
	if v.Form == Ramp {
		return []Value{*v.From, *v.To}
	}
	var out []Value
	for _, s := range v.Steps {
		out = append(out, s.Level)
	}
	return out
}

// readPlan reads the levels of a plan: of the one that there is, or of a new one
// between two levels.
func (f Format) readPlan(typed []string, now Value, middle float64) (Value, error) {
	if !f.Key.Plans {
		return now, errors.New(f.P.T("values.no_plan"))
	}
	part := f
	part.Key.Plans = false
	var levels []Value
	for _, s := range typed {
		v, err := part.Read(s, Value{}, math.NaN())
		if err != nil {
			return v, err
		}
		levels = append(levels, v)
	}
	switch {
	case now.Form == Steps && len(levels) == len(now.Steps):
		for i, l := range levels {
			now = now.WithStep(i, Step{now.Steps[i].Week, l})
		}
		return now, nil
	case len(levels) != 2:
		return now, errors.New(f.P.T("values.levels"))
	case now.Form != Ramp:
		now = levels[0].Over("linear")
	}
	now.From, now.To = &levels[0], &levels[1]
	return now, nil
}

// editDist writes a distribution with its parameters in their order.
func (f Format) editDist(v Value) string {
	var words []string
	for i, x := range v.Values {
		weight := "1"
		if i < len(v.Weights) {
			weight = f.P.Number(v.Weights[i], decimals(v.Weights[i]))
		}
		words = append(words, f.Edit(Of(x))+": "+weight)
	}
	for _, name := range parts[v.Dist] {
		words = append(words, f.ofPart(name).Edit(Of(v.Parts[name])))
	}
	if len(words) == 0 {
		return v.TOML(f.Key.Unit)
	}
	return v.Dist + "(" + strings.Join(words, "; ") + ")"
}

// ofPart is how a parameter is read and written.
func (f Format) ofPart(name string) Format {
	f.Key.Ranges, f.Key.Plans = false, false
	if name == "sigma" {
		f.Key.Unit = scenario.NoUnit
	}
	return f
}

// readDist reads name(a; b; c). A comma stands between parameters too, where it
// is no decimal sign.
func (f Format) readDist(name, args string) (Value, error) {
	v := Value{Form: Dist, Dist: name, Parts: map[string]float64{}}
	names := parts[name]
	if !slices.Contains(Families(f.Key), name) || name == "range" || name == "around" {
		return v, errors.New(f.P.T("values.family", "Name", name, "Allowed", strings.Join(Families(f.Key)[2:], ", ")))
	}
	if !f.Key.Ranges {
		return v, errors.New(f.P.T("values.certain"))
	}
	sep := ";"
	switch {
	case strings.Contains(args, ";"):
	case f.P.Lang() == "nb":
		sep = ", "
	default:
		sep = ","
	}
	typed := strings.Split(args, sep)
	if name == "discrete" {
		return f.readDiscrete(v, typed)
	}
	if len(typed) != len(names) {
		return v, errors.New(f.P.T("values.parts", "Name", name, "Parts", strings.Join(names, "; ")))
	}
	for i, s := range typed {
		x, err := f.ofPart(names[i]).calculate(s, math.NaN())
		if err != nil {
			return v, f.wrong(s)
		}
		v.Parts[names[i]] = x
	}
	return v, nil
}

// readDiscrete reads values with a weight each: 40: 1; 45: 2.
func (f Format) readDiscrete(v Value, typed []string) (Value, error) {
	weights := f
	weights.Key = scenario.Key{Kind: scenario.Figure, Max: math.Inf(1)}
	for _, s := range typed {
		value, weight, ok := strings.Cut(s, ":")
		if !ok {
			weight = "1"
		}
		x, err := f.calculate(value, math.NaN())
		if err != nil {
			return v, f.wrong(value)
		}
		w, err := weights.calculate(weight, math.NaN())
		if err != nil {
			return v, f.wrong(weight)
		}
		v.Values, v.Weights = append(v.Values, x), append(v.Weights, w)
	}
	return v, nil
}
