package lever

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"lojal/sim/scenario"
)

// middle is the number that a slider stands for: a certain value, the median of
// an uncertain one, where a plan over time arrives.
func middle(n scenario.Number) float64 {
	switch {
	case n.Plan != nil && len(n.Plan.Steps) > 0:
		return middle(n.Plan.Steps[len(n.Plan.Steps)-1][1])
	case n.Plan != nil:
		return middle(n.Plan.To)
	case n.Dist != nil:
		return n.Dist.Quantile(0.5)
	}
	return n.Certain
}

// span is the range of a slider: the evidence range, else the bounds, else a
// range about the value; it always holds the value.
func span(k scenario.Key, v float64) (low, high, step float64) {
	low, high = k.Low, k.High
	if math.IsNaN(low) || math.IsNaN(high) || low >= high {
		low, high = k.Min, k.Max
	}
	if math.IsInf(low, 0) || math.IsNaN(low) {
		low = min(0, v*2)
	}
	if math.IsInf(high, 0) || math.IsNaN(high) {
		high = math.Max(2*v, 1)
	}
	step = k.Step
	if step <= 0 || math.IsNaN(step) {
		step = niceStep((high - low) / 100)
	}
	for ; (high-low)/step > 500; step *= 10 {
	}
	return math.Min(low, v), math.Max(high, v), step
}

// niceStep is the 1, 2 or 5 times a power of ten next to a size.
func niceStep(size float64) float64 {
	if size <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(size)))
	switch m := size / power; {
	case m < 1.5:
		return power
	case m < 3.5:
		return 2 * power
	case m < 7.5:
		return 5 * power
	}
	return 10 * power
}

// movable says whether a slider can move a value: distributions written as
// tables, and plans with uncertain parts, are edited as text.
func movable(n scenario.Number, raw string) bool {
	switch {
	case n.Plan != nil:
		p := n.Plan
		for _, s := range p.Steps {
			if !certain(s[0]) || !certain(s[1]) {
				return false
			}
		}
		return certain(p.From) && certain(p.To) && certain(p.StartWeek) && certain(p.Weeks)
	case n.Dist != nil:
		_, _, ok := ends(raw)
		return ok
	}
	return true
}

// moved is the TOML text of a value whose middle was slid to v. A range keeps
// its relative width, a plan its beginning and its times.
func moved(n scenario.Number, raw string, v float64) string {
	switch {
	case n.Plan != nil && len(n.Plan.Steps) > 0:
		return movedSteps(n.Plan.Steps, v)
	case n.Plan != nil:
		p := n.Plan
		return fmt.Sprintf("{ from = %s, to = %s, start_week = %s, weeks = %s, shape = %q }",
			toml(p.From.Certain), toml(v), toml(p.StartWeek.Certain), toml(p.Weeks.Certain), shape(p.Shape))
	case n.Dist != nil:
		a, b, _ := ends(raw)
		f := 1.0
		if m := n.Dist.Quantile(0.5); m != 0 {
			f = v / m
		}
		return strconv.Quote(toml(roundTo(a*f, 4)) + ".." + toml(roundTo(b*f, 4)))
	}
	return toml(v)
}

// movedSteps ends a stepwise plan at another value.
func movedSteps(steps [][2]scenario.Number, v float64) string {
	parts := make([]string, len(steps))
	for i, s := range steps {
		value := s[1].Certain
		if i == len(steps)-1 {
			value = v
		}
		parts[i] = "[" + toml(s[0].Certain) + ", " + toml(value) + "]"
	}
	return "{ steps = [" + strings.Join(parts, ", ") + "] }"
}

func shape(s string) string {
	if s == "" {
		return "linear"
	}
	return s
}

// toml is a number without the dust of binary fractions.
func toml(v float64) string { return strconv.FormatFloat(roundTo(v, 9), 'f', -1, 64) }

// ends are the ends of a range written as plain numbers or per cent.
func ends(raw string) (a, b float64, ok bool) {
	if q, err := strconv.Unquote(raw); err == nil {
		raw = q
	}
	left, right, ok := strings.Cut(raw, "..")
	if !ok {
		left, right, ok = strings.Cut(raw, " to ")
	}
	if !ok {
		return 0, 0, false
	}
	scale := 1.0
	if strings.Contains(left, "%") || strings.Contains(right, "%") {
		scale = 0.01
	}
	number := func(s string) (float64, error) {
		return strconv.ParseFloat(strings.TrimSpace(strings.ReplaceAll(s, "%", "")), 64)
	}
	a, errA := number(left)
	b, errB := number(right)
	return a * scale, b * scale, errA == nil && errB == nil
}
