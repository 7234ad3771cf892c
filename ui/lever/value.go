package lever

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"lojal/sim/scenario"
	"lojal/ui/text"
)

// percent says whether a unit is shown as per cent.
func percent(u scenario.Unit) bool {
	return u == scenario.Share || u == scenario.SharePerYear
}

// number is the number of a value that is one; a time of day is none.
func number(s *scenario.Scenario, k scenario.Key, path string) (n scenario.Number, ok bool) {
	if k.Kind != scenario.Figure && k.Kind != scenario.Whole && k.Kind != scenario.Monthly {
		return n, false
	}
	return s.Number(path)
}

// shown is a value as a field shows it while it is left alone.
func shown(p *text.Printer, s *scenario.Scenario, k scenario.Key, path string) string {
	if n, ok := number(s, k, path); ok && certain(n) && k.Unit != scenario.Seconds {
		v := plain(p, k, n.Certain)
		if k.Unit == scenario.Share {
			v += "\u00a0%"
		}
		return v
	}
	if a, b, arrow, ok := short(s, k, path); ok {
		v := plain(p, k, a) + arrow + plain(p, k, b)
		if k.Unit == scenario.Share {
			v += "\u00a0%"
		}
		return v
	}
	return p.Value(k, s.Text(path), s.Run().Currency)
}

// short are the ends of a range or a plan that a narrow field has room for.
func short(s *scenario.Scenario, k scenario.Key, path string) (a, b float64, arrow string, ok bool) {
	n, ok := number(s, k, path)
	switch {
	case !ok || k.Unit == scenario.Seconds:
		return 0, 0, "", false
	case n.Plan != nil && len(n.Plan.Steps) > 0:
		return middle(n.Plan.Steps[0][1]), middle(n), " → ", true
	case n.Plan != nil:
		return middle(n.Plan.From), middle(n.Plan.To), " → ", true
	case n.Dist != nil:
		return roundTo(n.Dist.Quantile(0.1), 3), roundTo(n.Dist.Quantile(0.9), 3), "–", true
	}
	return 0, 0, "", false
}

// editable is a value as a field edits it: what typed reads back.
func editable(p *text.Printer, s *scenario.Scenario, k scenario.Key, path string) string {
	n, ok := number(s, k, path)
	raw := s.Text(path)
	switch {
	case ok && certain(n) && k.Unit == scenario.Seconds:
		return duration(p, n.Certain)
	case ok && certain(n):
		return plain(p, k, n.Certain)
	}
	unquoted, err := strconv.Unquote(raw)
	if err != nil {
		return raw
	}
	if ok {
		unquoted = inPercent(p, k, unquoted)
	}
	return localise(p, unquoted)
}

// inPercent writes the shares of a range as the per cent that a field edits.
func inPercent(p *text.Printer, k scenario.Key, s string) string {
	if !percent(k.Unit) || strings.Contains(s, "%") && !strings.Contains(s, "±") {
		return s
	}
	if a, b, ok := ends(s); ok {
		return plain(p, k, a) + ".." + plain(p, k, b)
	}
	left, right, ok := strings.Cut(s, "±")
	if v, err := strconv.ParseFloat(strings.TrimSpace(left), 64); ok && err == nil {
		return plain(p, k, v) + " ±" + right
	}
	return s
}

func certain(n scenario.Number) bool { return n.Dist == nil && n.Plan == nil }

// plain is a certain number in the unit that it is shown in.
func plain(p *text.Printer, k scenario.Key, v float64) string {
	if percent(k.Unit) {
		v *= 100
	}
	return p.Number(v, decimals(v))
}

// decimals is how many a number needs, six significant digits at most.
func decimals(v float64) int {
	s := strconv.FormatFloat(roundTo(v, 6), 'f', -1, 64)
	if _, frac, ok := strings.Cut(s, "."); ok {
		return len(frac)
	}
	return 0
}

// roundTo rounds to so many significant digits.
func roundTo(v float64, digits int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// duration is seconds as people type them: 7m, 5m20s, 90s, 2h.
func duration(p *text.Printer, v float64) string {
	if v < 60 || v != math.Trunc(v) {
		return p.Number(v, decimals(v)) + "s"
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

// separators stand between the ends of a range, as people write them.
var separators = []string{"..", "±", "+/-", " to ", " til ", "–", "…"}

// typed turns what was typed into a field into what a scenario reads: decimal
// comma into point, a bare number of a share into per cent, words between the
// ends of a range into dots. Tables, lists and dates stay as they are.
func typed(p *text.Printer, k scenario.Key, numeric bool, s string) string {
	s = strings.TrimSpace(s)
	if !numeric || s == "" || strings.ContainsAny(s[:1], "{[\"") {
		return s
	}
	value := normal(p, k, s)
	if _, err := strconv.ParseFloat(value, 64); err == nil {
		return value
	}
	return strconv.Quote(value)
}

// normal is a number or a range without the habits of a locale.
func normal(p *text.Printer, k scenario.Key, s string) string {
	for _, sep := range separators {
		a, b, ok := strings.Cut(s, sep)
		if !ok || a == "" {
			continue
		}
		if sep == "±" || sep == "+/-" {
			return scalar(p, k, a) + " ± " + digits(p, b)
		}
		if percent(k.Unit) && strings.Contains(a+b, "%") {
			return digits(p, a) + ".." + digits(p, b)
		}
		return scalar(p, k, a) + ".." + scalar(p, k, b)
	}
	return scalar(p, k, s)
}

// scalar is one number with its unit.
func scalar(p *text.Printer, k scenario.Key, s string) string {
	out := digits(p, s)
	if _, err := strconv.ParseFloat(out, 64); err == nil && percent(k.Unit) {
		return out + " %"
	}
	return out
}

// digits rewrites the digits of one number locale-free and keeps what follows.
func digits(p *text.Printer, s string) string {
	s = strings.TrimSpace(s)
	end := strings.LastIndexFunc(s, unicode.IsDigit) + 1
	number, unit := s[:end], strings.TrimSpace(s[end:])
	v, err := p.ParseNumber(number)
	if err != nil {
		return s // such as 5m20s, or something wrong that is reported as typed
	}
	out := strconv.FormatFloat(v, 'f', -1, 64)
	if unit == "%" {
		return out + " %"
	}
	return out + unit
}

// localise writes the decimals of a range as the locale does.
func localise(p *text.Printer, s string) string {
	if p.Number(0.5, 1) == "0.5" {
		return s
	}
	parts := strings.Split(s, "..")
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], ".", ",")
	}
	return strings.Join(parts, "..")
}
