package text

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/number"
)

const (
	minus   = "\u2212"
	noBreak = "\u00a0" // between a number and its unit, and between thousands
	nothing = "–"      // what stands for null
)

// Number writes a number in the locale's form with so many decimals; negative
// decimals round to tens, hundreds and so on. NaN is an en dash.
func (p *Printer) Number(v float64, decimals int) string {
	switch {
	case math.IsNaN(v):
		return nothing
	case math.IsInf(v, 0):
		return strings.TrimPrefix(strings.Replace(strconv.FormatFloat(v, 'f', 0, 64), "-", minus, 1), "+")
	}
	v = round(v, decimals)
	digits := p.numbers.Sprint(number.Decimal(math.Abs(v), number.Scale(max(decimals, 0))))
	if v < 0 {
		return minus + digits
	}
	return digits
}

// round is v with so many decimals, half away from zero. A value that is a hair
// short of a half in binary is a half to a person.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	scaled, _ := strconv.ParseFloat(strconv.FormatFloat(v*scale, 'e', 14, 64), 64)
	if decimals < 0 {
		return math.Round(scaled) * math.Pow10(-decimals)
	}
	return math.Round(scaled) / scale
}

// plain writes a number with the decimals that it has, as for a value that
// somebody typed.
func (p *Printer) plain(v float64) string {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 10, 64), 64)
	_, fraction, _ := strings.Cut(strconv.FormatFloat(short, 'f', -1, 64), ".")
	return p.Number(short, min(len(fraction), 8))
}

// Shapes of a number, after every space was made a plain one and every minus a
// hyphen.
var (
	simple  = regexp.MustCompile(`^\d+([.,]\d+)?$|^[.,]\d+$|^\d+[.,]$`)
	science = regexp.MustCompile(`^\d+([.,]\d+)?[eE][+-]?\d+$`)
	spaced  = regexp.MustCompile(`^\d{1,3}( \d{3})+([.,]\d+)?$`)
	english = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	points  = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(,\d+)?$`)

	// 1,234 and 1.234 are a thousand to some and a little over one to others.
	either = regexp.MustCompile(`^[1-9]\d{0,2}[.,]\d{3}$`)
)

var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ", minus, "-")

// ParseNumber reads a number as people type it: decimal comma or point,
// thousands by space, comma or point. What could be read in two ways is read as
// the language writes it, and refused where that leaves it open: 1,234 is a
// thousand in English, a little over one in Norwegian; 1.234 is a little over
// one in English and refused in Norwegian.
func (p *Printer) ParseNumber(s string) (float64, error) {
	shape := strings.TrimSpace(spaces.Replace(s))
	if shape == "" {
		return 0, errors.New(p.T("number.empty"))
	}
	sign := 1.0
	if rest, ok := strings.CutPrefix(shape, "-"); ok {
		sign, shape = -1, strings.TrimSpace(rest)
	} else {
		shape = strings.TrimPrefix(shape, "+")
	}
	decimal, ok := p.decimalForm(shape)
	if !ok {
		return 0, errors.New(p.T("number.ambiguous", "Text", s))
	}
	v, err := strconv.ParseFloat(decimal, 64)
	if decimal == "" || err != nil {
		return 0, errors.New(p.T("number.wrong", "Text", s))
	}
	return sign * v, nil
}

// decimalForm rewrites an unsigned number with a decimal point alone; "" when it
// is none, and not ok when it could be two.
func (p *Printer) decimalForm(s string) (decimal string, ok bool) {
	switch {
	case either.MatchString(s) && strings.Contains(s, ","):
		if p.lang == "nb" {
			return strings.Replace(s, ",", ".", 1), true
		}
		return strings.ReplaceAll(s, ",", ""), true
	case either.MatchString(s):
		return s, p.lang != "nb"
	case simple.MatchString(s), science.MatchString(s), spaced.MatchString(s):
		return strings.Replace(strings.ReplaceAll(s, " ", ""), ",", ".", 1), true
	case english.MatchString(s):
		return strings.ReplaceAll(s, ",", ""), true
	case points.MatchString(s):
		return strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1), true
	}
	return "", true
}
