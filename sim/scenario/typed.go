package scenario

import "strings"

// Amounts reads the text that a file has for a number of a unit: "5 %", "7m",
// "2m..5m", "300s ± 10 %". low and high are equal where it is one number; around
// says that it was written as a middle with a margin. ok is false where the text
// is no number of the unit.
func Amounts(text string, u Unit) (low, high float64, around, ok bool) {
	a, code := parseAmounts(text, u, style{})
	return a.low, a.high, a.around, code == ""
}

// Typed reads one number of a unit as people type it: with a decimal comma
// perhaps, with the words of the unit in both languages. The error is a Problem
// that says what is wrong and what is allowed.
func Typed(text string, u Unit) (float64, error) {
	k := plainKey
	k.Unit = u
	a, code := parseAmounts(text, u, style{comma: true})
	switch {
	case code != "":
		said := args{"Got": quote(text), "Example": example(&k), "Unit": string(u)}
		if code == "number.comma" {
			code = commaCode(text, u, said)
		}
		return 0, newProblem("", "", code, said)
	case a.isRange:
		return 0, newProblem("", "", "range.none", nil)
	}
	return a.low, nil
}

// NotWhole is the problem of a text that is no whole number of 0 or more.
func NotWhole(text string) Problem {
	return newProblem("", "", "kind.natural", args{"Got": quote(text), "Example": 104})
}

// Limits are the bounds of a number of the key, inclusive: its hard bounds, and
// above them the greatest value that can be meant. ±Inf where there is none.
func (k Key) Limits() (low, high float64) {
	if k.sane == 0 { // a row that is not of the table
		return k.Min, k.Max
	}
	return k.limits()
}

// Medians is the number's course over so many weeks where every uncertain part
// is at its median.
func (n Number) Medians(weeks int) Series {
	return (&drawing{weeks: weeks}).series(&n)
}

// Filled are the paths that have a value under a path of the key table whose last
// name may be free (*), in order.
func (s *Scenario) Filled(path string) []string {
	before, free := strings.CutSuffix(path, ".*")
	if !free {
		if s.Text(path) == "" {
			return nil
		}
		return []string{path}
	}
	var out []string
	for _, v := range s.values {
		if name, ok := strings.CutPrefix(v.path, before+"."); ok && !strings.Contains(name, ".") && v.node != nil {
			out = append(out, v.path)
		}
	}
	return out
}
