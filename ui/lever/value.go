package lever

import (
	"math"
	"strconv"

	"lojal/sim/scenario"
)

// number is the number of a value that is one; a time of day is none.
func number(s *scenario.Scenario, k scenario.Key, path string) (n scenario.Number, ok bool) {
	if k.Kind != scenario.Figure && k.Kind != scenario.Whole && k.Kind != scenario.Monthly {
		return n, false
	}
	return s.Number(path)
}

// unquoted is a text without its quotes.
func unquoted(raw string) string {
	if s, err := strconv.Unquote(raw); err == nil {
		return s
	}
	return raw
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
