package values

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lojal/sim/scenario"
)

// operand is a number in the unit in which the field shows it: per cent for
// shares, else the key's own. percent says that it was written with one.
type operand struct {
	v       float64
	percent bool
}

// sum reads an expression: numbers with units, + − × ÷, parentheses.
//
//	sum    = term { ("+" | "−") term }
//	term   = factor { ("×" | "÷") factor }
//	factor = [ "−" ] ( number [ unit ] | "(" sum ")" )
//
// In a field of shares all is per cent: 30 % + 5 % is 35 %. Elsewhere a per cent
// is of what stands before it, as pocket calculators have it: 45 + 10 % is 49.5.
type sum struct {
	f    Format
	rest string
}

var errSum = errors.New("no number")

// calculate is the value of an expression in the key's unit. now, in the same
// unit, is what an expression that begins with an operator goes on from; NaN
// where there is none.
func (f Format) calculate(text string, now float64) (float64, error) {
	text = plainSigns.Replace(strings.TrimSpace(text))
	s := &sum{f: f, rest: text}
	var first *operand
	if f.continues(text) && !math.IsNaN(now) {
		first = &operand{v: now * f.scale(), percent: f.percent()}
	}
	out, err := s.sum(first)
	if err != nil {
		return 0, err
	}
	if s.skip(); s.rest != "" {
		return 0, errSum
	}
	v := out.v
	switch {
	case f.percent():
		v /= 100
	case out.percent && (f.Key.Unit == scenario.NoUnit || f.Key.Unit == scenario.Factor):
		v /= 100
	case out.percent:
		return 0, errors.New(f.P.T("values.percent"))
	}
	if v = Tidy(v); math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errors.New(f.P.T("values.divide"))
	}
	return v, nil
}

// plainSigns makes one sign of each operation.
var plainSigns = strings.NewReplacer("\u2212", "-", "×", "*", "·", "*", "÷", "/", "\u00a0", " ", "\u202f", " ", "\u2009", " ")

// continues says whether an expression goes on from the value: one that begins
// with an operator. A minus does only where it cannot be the sign of a number.
func (f Format) continues(text string) bool {
	if text == "" {
		return false
	}
	return strings.ContainsRune("+*/", rune(text[0])) || text[0] == '-' && f.Key.Min >= 0
}

func (s *sum) skip() { s.rest = strings.TrimLeft(s.rest, " \t") }

// take takes one of some signs.
func (s *sum) take(signs string) (sign byte, ok bool) {
	if s.skip(); s.rest != "" && strings.IndexByte(signs, s.rest[0]) >= 0 {
		sign, s.rest = s.rest[0], s.rest[1:]
		return sign, true
	}
	return 0, false
}

// sum reads a sum; first is what stands before it, or nil.
func (s *sum) sum(first *operand) (operand, error) {
	out, err := s.term(first)
	for err == nil {
		sign, ok := s.take("+-")
		if !ok {
			break
		}
		var b operand
		if b, err = s.term(nil); err == nil {
			out = s.add(out, b, sign)
		}
	}
	return out, err
}

func (s *sum) add(a, b operand, sign byte) operand {
	if b.percent && !a.percent && !s.f.percent() {
		b = operand{v: a.v * b.v / 100}
	}
	if sign == '-' {
		b.v = -b.v
	}
	return operand{a.v + b.v, a.percent && b.percent || s.f.percent()}
}

func (s *sum) term(first *operand) (operand, error) {
	var out operand
	var err error
	if first != nil {
		out = *first
	} else {
		out, err = s.factor()
	}
	for err == nil {
		sign, ok := s.take("*/")
		if !ok {
			break
		}
		var b operand
		if b, err = s.factor(); err == nil {
			out = s.times(out, b, sign)
		}
	}
	return out, err
}

// times multiplies or divides. Of two per cents one is a plain share.
func (s *sum) times(a, b operand, sign byte) operand {
	if b.percent && (a.percent || !s.f.percent()) {
		b = operand{v: b.v / 100}
	}
	if sign == '/' {
		return operand{a.v / b.v, a.percent}
	}
	return operand{a.v * b.v, a.percent || b.percent}
}

func (s *sum) factor() (operand, error) {
	if _, ok := s.take("-"); ok {
		out, err := s.factor()
		out.v = -out.v
		return out, err
	}
	if _, ok := s.take("+"); ok {
		return s.factor()
	}
	if _, ok := s.take("("); !ok {
		return s.number()
	}
	out, err := s.sum(nil)
	if err != nil {
		return out, err
	}
	if _, ok := s.take(")"); !ok {
		return out, errSum
	}
	return out, nil
}

var (
	digits = regexp.MustCompile(`^([.,]?\d[\d., ]*)`)
	clock  = regexp.MustCompile(`^(\d+):([0-5]\d)(?::([0-5]\d))?`)
	letter = regexp.MustCompile(`^ *(\pL[\pL.]*|€)`)
)

// number reads a number with its unit, or a duration in parts: 7m30s, 7:30.
func (s *sum) number() (operand, error) {
	s.skip()
	s.word() // a currency stands before the number in English
	if s.skip(); s.f.Key.Unit == scenario.Seconds {
		return s.duration()
	}
	v, err := s.plain()
	if err != nil {
		return operand{}, err
	}
	s.skip()
	if rest, ok := strings.CutPrefix(s.rest, "%"); ok {
		s.rest = rest
		s.words()
		return operand{v, true}, nil
	}
	return operand{v: v * s.words()}, nil
}

// plain reads a number in the locale's form.
func (s *sum) plain() (float64, error) {
	m := digits.FindString(s.rest)
	m = strings.TrimRight(m, " ,")
	if m == "" {
		return 0, errSum
	}
	v, err := s.f.P.ParseNumber(m)
	s.rest = s.rest[len(m):]
	return v, err
}

// words takes the words of a unit and is what they multiply by: 60 k is 60,000.
func (s *sum) words() float64 {
	factor := 1.0
	for {
		f, ok := s.word()
		if !ok {
			return factor
		}
		factor *= f
	}
}

func (s *sum) word() (factor float64, ok bool) {
	m := letter.FindString(strings.TrimPrefix(s.rest, "/"))
	if m == "" {
		return 1, false
	}
	word := strings.ToLower(strings.Trim(m, " ."))
	cut := len(m)
	if strings.HasPrefix(s.rest, "/") { // per
		cut++
	}
	switch {
	case word == "k" || word == "tusen":
		factor = 1e3
	case word == "m" && s.f.Key.Unit != scenario.Months || word == "mill" || word == "million" || word == "millioner":
		factor = 1e6
	case s.f.knows(word):
		factor = 1
	default:
		return 1, false
	}
	s.rest = s.rest[cut:]
	return factor, true
}

// duration reads seconds, or parts with units; a number alone within a product is
// a plain one.
func (s *sum) duration() (operand, error) {
	if m := clock.FindStringSubmatch(s.rest); m != nil {
		unit := "m" + m[2] + "s"
		if m[3] != "" {
			unit = "h" + m[2] + "m" + m[3] + "s"
		}
		d, err := time.ParseDuration(m[1] + unit)
		s.rest = s.rest[len(m[0]):]
		return operand{v: d.Seconds()}, err
	}
	total, parts := 0.0, 0
	for {
		v, err := s.plain()
		if err != nil {
			return operand{}, err
		}
		unit := letter.FindString(s.rest)
		seconds, known := spans[strings.ToLower(strings.Trim(unit, " ."))]
		switch {
		case unit == "" && parts == 0:
			if s.skip(); strings.HasPrefix(s.rest, "%") {
				s.rest = s.rest[1:]
				return operand{v, true}, nil
			}
			return operand{v: v}, nil
		case !known:
			if u, _ := splitUnit(unit); spans[u] == 0 {
				return operand{}, errSum
			} else {
				unit, seconds = u, spans[u]
			}
		}
		s.rest = s.rest[len(unit):]
		total += v * seconds
		parts++
		if s.skip(); s.rest == "" || !unicode.IsDigit(first(s.rest)) {
			return operand{v: total}, nil
		}
	}
}

func first(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// splitUnit is the first letter of a word, for h and m without a space.
func splitUnit(word string) (unit, rest string) {
	word = strings.ToLower(strings.TrimSpace(word))
	if word == "" {
		return "", ""
	}
	return word[:1], word[1:]
}

// spans are the seconds of the units of time, in both languages.
var spans = map[string]float64{
	"s": 1, "sec": 1, "sek": 1, "second": 1, "seconds": 1, "sekund": 1, "sekunder": 1,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "minutt": 60, "minutter": 60,
	"h": 3600, "t": 3600, "hour": 3600, "hours": 3600, "time": 3600, "timer": 3600,
}
