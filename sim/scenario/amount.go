package scenario

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// amounts are one number of a text or the two ends of a range.
type amounts struct {
	low, high float64
	isRange   bool
	around    bool // given as a middle and a margin
}

// style says how a text may be written: in a file with a decimal point, typed
// by people also with a decimal comma.
type style struct{ comma bool }

var (
	plainNumber = regexp.MustCompile(`^[+-]?(\d+|\d+(_\d+)+|\d{1,3}([ \x{a0}\x{202f}]\d{3})+)(\.\d+)?$`)
	commaNumber = regexp.MustCompile(`^[+-]?(\d+|\d{1,3}([ \x{a0}\x{202f}]\d{3})+),(\d+)$`)
	unitStart   = regexp.MustCompile(`[^0-9+\-.,_ \x{a0}\x{202f}]`)
	thousand    = strings.NewReplacer("_", "", " ", "", "\u00a0", "", "\u202f", "")
)

// unitWords are the names of units that a text may carry.
var unitWords = map[Unit][]string{
	People: {"people", "person", "heads", "agents", "personer", "ansatte"},
	Weeks:  {"weeks", "week", "w", "uker", "uke"},
	Months: {"months", "month", "mo", "måneder", "måned", "mnd"},
	Days:   {"days", "day", "d", "dager", "dag"},
	Hours:  {"hours", "hour", "h", "timer", "time", "t"},
	Points: {"points", "point", "poeng"},
}

// parseAmounts reads "5 %", "2m..5m", "5 to 9 %", "300s ± 10 %". The code says
// what is wrong, or is empty.
func parseAmounts(text string, u Unit, st style) (a amounts, code string) {
	text = strings.TrimSpace(text)
	if middle, margin, ok := cutAny(text, "±", "+/-", "+-"); ok {
		return parseMargin(middle, margin, u, st)
	}
	separators := []string{"..", "…", "–", " to "}
	if st.comma {
		separators = append(separators, " til ")
	}
	low, high, ok := cutAny(text, separators...)
	if !ok {
		v, _, code := parseAmount(text, "", u, st)
		return amounts{low: v, high: v}, code
	}
	lowUnit, highUnit := unitOf(low), unitOf(high)
	if lowUnit == "" {
		lowUnit = highUnit
	}
	if highUnit == "" {
		highUnit = lowUnit
	}
	a.isRange = true
	if a.low, _, code = parseAmount(low, lowUnit, u, st); code != "" {
		return a, code
	}
	a.high, _, code = parseAmount(high, highUnit, u, st)
	return a, code
}

// parseMargin reads a middle with a margin, of itself where that has a %.
func parseMargin(middle, margin string, u Unit, st style) (a amounts, code string) {
	m, _, code := parseAmount(middle, "", u, st)
	if code != "" {
		return a, code
	}
	a.isRange, a.around = true, true
	if rest, ok := strings.CutSuffix(strings.TrimSpace(margin), "%"); ok {
		p, _, code := parseAmount(rest, "", NoUnit, st)
		a.low, a.high = m*(1-p/100), m*(1+p/100)
		return a, code
	}
	p, _, code := parseAmount(margin, unitOf(middle), u, st)
	a.low, a.high = m-p, m+p
	return a, code
}

func cutAny(s string, separators ...string) (before, after string, ok bool) {
	for _, sep := range separators {
		if before, after, ok = strings.Cut(s, sep); ok {
			return before, after, true
		}
	}
	return s, "", false
}

// unitOf is what follows the number in a text.
func unitOf(s string) string {
	s = strings.TrimSpace(s)
	if i := unitStart.FindStringIndex(s); i != nil {
		return s[i[0]:]
	}
	return ""
}

// parseAmount reads one number with its unit, or with the given one.
func parseAmount(s, unit string, u Unit, st style) (v float64, ownUnit bool, code string) {
	s = strings.TrimSpace(s)
	digits := s
	if own := unitOf(s); own != "" {
		digits, unit, ownUnit = strings.TrimSpace(strings.TrimSuffix(s, own)), own, true
	}
	if u == Seconds && unit != "" {
		v, code = parseDuration(digits, unit, st)
		return v, ownUnit, code
	}
	if v, code = parsePlain(digits, st); code != "" {
		return 0, ownUnit, code
	}
	unit = strings.ToLower(unit)
	switch {
	case unit == "":
	case unit == "%" && (u == Share || u == SharePerYear || u == NoUnit || u == Factor):
		v = divide100(v)
	case unit == "%":
		return 0, ownUnit, "number.percent"
	case !slices.Contains(unitWords[u], unit):
		return 0, ownUnit, "number.unit"
	}
	return v, ownUnit, ""
}

// divide100 is v/100 as a decimal: 7 % is 0.07, whatever binary division says.
func divide100(v float64) float64 {
	d, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', -1, 64)+"e-2", 64)
	if err != nil {
		return v / 100
	}
	return d
}

func parsePlain(s string, st style) (float64, string) {
	if st.comma {
		if m := commaNumber.FindStringSubmatch(s); m != nil {
			whole := strings.TrimLeft(m[1], "0")
			if len(m[3]) == 3 && whole != "" && len(m[1]) <= 3 {
				return 0, "number.comma"
			}
			s = strings.Replace(s, ",", ".", 1)
		}
	}
	if !plainNumber.MatchString(s) {
		return 0, "number.text"
	}
	v, err := strconv.ParseFloat(thousand.Replace(s), 64)
	if err != nil {
		return 0, "number.text"
	}
	return v, ""
}

var durationWords = strings.NewReplacer(" ", "", "hours", "h", "hour", "h", "timer", "h", "time", "h",
	"minutes", "m", "minutter", "m", "minute", "m", "minutt", "m", "min", "m", "seconds", "s",
	"sekunder", "s", "second", "s", "sekund", "s", "sek", "s", "sec", "s", "t", "h")

// parseDuration reads "90s", "5m20s", "1.5h".
func parseDuration(digits, unit string, st style) (float64, string) {
	if unit == "%" {
		return 0, "number.percent"
	}
	if _, code := parsePlain(digits, st); code != "" {
		return 0, code
	}
	if st.comma {
		digits, unit = strings.Replace(digits, ",", ".", 1), strings.Replace(unit, ",", ".", 1)
	}
	d, err := time.ParseDuration(thousand.Replace(digits) + durationWords.Replace(strings.ToLower(unit)))
	if err != nil {
		return 0, "number.unit"
	}
	return d.Seconds(), ""
}
