package text

import (
	"math"
	"strconv"
	"strings"
	"time"

	"lojal/sim/scenario"
)

// phrase writes a value that the file has as a string: a range, a number with a
// unit, or a choice.
func (w writer) phrase(s string) string {
	if middle, spread, ok := strings.Cut(s, "±"); ok {
		if v, ok := w.scalar(middle); ok {
			return w.number(v) + " ± " + w.spread(spread)
		}
	}
	for _, between := range []string{"..", " to "} {
		if a, b, ok := strings.Cut(s, between); ok {
			return w.between(s, a, b)
		}
	}
	if v, ok := w.scalar(s); ok {
		return w.number(v)
	}
	if id := "choice." + s; w.known(id) {
		return w.T(id)
	}
	return s
}

// spread writes what follows ±.
func (w writer) spread(s string) string {
	if v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%")), 64); err == nil {
		return w.plain(v) + noBreak + "%"
	}
	return strings.TrimSpace(s)
}

// between writes a range; a unit at one end holds for both.
func (w writer) between(whole, a, b string) string {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	unit := func(s string) string { return strings.TrimLeft(s, "+-.0123456789_") }
	switch {
	case unit(a) == "":
		a += unit(b)
	case unit(b) == "":
		b += unit(a)
	}
	low, ok1 := w.scalar(a)
	high, ok2 := w.scalar(b)
	if !ok1 || !ok2 {
		return whole
	}
	dash := "–"
	if low < 0 || high < 0 {
		dash = " – "
	}
	if w.unit == scenario.Seconds {
		return w.duration(low) + dash + w.duration(high)
	}
	return w.with(w.bare(low)+dash+w.bare(high), math.NaN())
}

// scalar reads a number with or without per cent, or a duration.
func (w writer) scalar(s string) (float64, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	if digits, ok := strings.CutSuffix(s, "%"); ok {
		v, err := strconv.ParseFloat(digits, 64)
		return v / 100, err == nil
	}
	digits := strings.ReplaceAll(s, "_", "")
	if v, err := strconv.ParseFloat(digits, 64); err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) {
		return v, true
	}
	if w.unit == scenario.Seconds {
		d, err := time.ParseDuration(s)
		return d.Seconds(), err == nil
	}
	return 0, false
}
