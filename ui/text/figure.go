package text

import (
	"math"

	"lojal/sim/kpi"
)

// Figure writes a value of a key figure with its unit and no more digits than
// its Monte Carlo error (the standard error, in the figure's unit) supports: the
// last digit is that of the error's leading one, and there are at most four
// significant ones. With an error of 0 or NaN there are three, never less than
// the whole number. currency is the scenario's. NaN is an en dash.
func (p *Printer) Figure(k kpi.KPI, v, mcError float64, currency string) string {
	return p.figure(k.Unit, v, mcError, currency, false)
}

// Change is Figure with a sign, for differences; percentage points for shares.
func (p *Printer) Change(k kpi.KPI, v, mcError float64, currency string) string {
	return p.figure(k.Unit, v, mcError, currency, true)
}

// Share writes a share of 1, such as a probability, as per cent.
func (p *Printer) Share(v, mcError float64) string {
	return p.figure(kpi.Share, v, mcError, "", false)
}

func (p *Printer) figure(u kpi.Unit, v, mcError float64, currency string, change bool) string {
	if math.IsNaN(v) {
		return nothing
	}
	size := math.Abs(v)
	if u == kpi.Seconds && size >= clockFrom {
		return p.clock(v, mcError, change)
	}
	scale, suffix := scaling(u, max(size, round(size, Decimals(size, mcError)))) // the unit of what is written
	scaled := size * scale
	if scaled < lost {
		scaled = 0
	}
	decimals := Decimals(scaled, mcError*scale)
	if u == kpi.Count {
		decimals = min(decimals, countDecimals(v))
	}
	digits := p.Number(scaled, decimals)
	if suffix != "" {
		digits = p.T(suffix, "V", digits)
	}
	sign := signOf(v, round(scaled, decimals), change)
	return p.dress(u, sign, digits, currency, change)
}

// lost is the size, in the unit shown, of what is nothing but rounding.
const lost = 1e-9

// countDecimals is how many decimals a count is worth: one, of a few tens.
func countDecimals(v float64) int {
	if v == math.Trunc(v) || math.Abs(v) >= 100 {
		return 0
	}
	return 1
}

// Decimals is how many decimals of a value its standard error supports, negative
// for tens and hundreds. An error that is lost in rounding counts as 0.
func Decimals(v, mcError float64) int {
	leading := exponent(v)
	if mcError > lost*max(1, math.Abs(v)) && !math.IsInf(mcError, 0) {
		return min(-exponent(mcError), 3-leading)
	}
	decimals := max(2-leading, 0)
	for decimals > 0 && round(v, decimals) == round(v, decimals-1) {
		decimals--
	}
	return decimals
}

// exponent is the power of ten of the leading digit; 0 for zero.
func exponent(v float64) int {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return int(math.Floor(math.Log10(math.Abs(v))))
}

// scaling is the factor to the unit shown, and the message that names it.
func scaling(u kpi.Unit, size float64) (factor float64, suffix string) {
	switch u {
	case kpi.Share, kpi.SharePerYear:
		return 100, ""
	case kpi.Currency, kpi.CurrencyPerYear, kpi.CurrencyPerNeed:
		switch {
		case size >= 0.9995e9:
			return 1e-9, "figure.billion"
		case size >= 0.9995e6:
			return 1e-6, "figure.million"
		case size >= 1e4:
			return 1e-3, "figure.k"
		}
	}
	return 1, ""
}

// signOf is the sign to write before a size; none where it rounds to zero.
func signOf(v, rounded float64, plus bool) string {
	switch {
	case rounded == 0:
		return ""
	case v < 0:
		return minus
	case plus:
		return "+"
	}
	return ""
}

// dress puts sign and unit to the digits.
func (p *Printer) dress(u kpi.Unit, sign, digits, currency string, change bool) string {
	number := sign + digits
	switch u {
	case kpi.Points:
		if change {
			return p.T("figure.points", "V", number)
		}
	case kpi.Share, kpi.SharePerYear:
		if change {
			return p.T("figure.pp", "V", number)
		}
		if u == kpi.SharePerYear {
			return p.T("figure.per_year", "V", number+noBreak+"%")
		}
		return number + noBreak + "%"
	case kpi.Seconds:
		return p.T("figure.s", "V", number)
	case kpi.Hours:
		return p.T("figure.h", "V", number)
	case kpi.Months:
		return p.T("figure.months", "V", number)
	case kpi.Currency, kpi.CurrencyPerNeed:
		return p.money(sign, digits, currency)
	case kpi.CurrencyPerYear:
		return p.T("figure.per_year", "V", p.money(sign, digits, currency))
	}
	return number
}

// money puts the currency where the language has it: NOK 100, 100 kr.
func (p *Printer) money(sign, digits, currency string) string {
	if p.lang == "nb" {
		return sign + digits + noBreak + p.currency(currency)
	}
	return sign + p.currency(currency) + noBreak + digits
}

func (p *Printer) currency(code string) string {
	if p.lang == "nb" && code == "NOK" {
		return "kr"
	}
	return code
}

// clockFrom is the number of seconds from which minutes read better.
const clockFrom = 100

// clock writes a long duration as 5:20 min or 1:05:20 h, rounded to the seconds,
// tens of seconds or minutes that its error supports.
func (p *Printer) clock(v, mcError float64, change bool) string {
	step := 1.0
	switch {
	case mcError >= 60:
		step = 60
	case mcError >= 10:
		step = 10
	}
	seconds := int(math.Round(math.Abs(v)/step) * step)
	sign := signOf(v, float64(seconds), change)
	minutes, rest := seconds/60, seconds%60
	if minutes >= 60 {
		return p.T("figure.h", "V", sign+pad(minutes/60, minutes%60, rest))
	}
	return p.T("figure.min", "V", sign+pad(minutes, rest))
}
