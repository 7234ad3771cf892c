package text

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"lojal/sim/scenario"
)

// pad joins a number and its two-digit parts: 1:05:20.
func pad(first int, rest ...int) string {
	s := fmt.Sprint(first)
	for _, n := range rest {
		s += fmt.Sprintf(":%02d", n)
	}
	return s
}

// Value writes a value of a scenario key with its unit, from its TOML text:
// numbers, durations, ranges, distributions, plans, lists and choices. Text that
// is no TOML is written as it is.
func (p *Printer) Value(k scenario.Key, text, currency string) string {
	if strings.TrimSpace(text) == "" {
		return nothing
	}
	var doc map[string]any
	if _, err := toml.Decode("v = "+text, &doc); err != nil {
		return strings.TrimSpace(text)
	}
	return writer{p, k.Unit, currency}.any(doc["v"])
}

// Unit names a scenario key's unit.
func (p *Printer) Unit(u scenario.Unit, currency string) string {
	switch u {
	case scenario.NoUnit:
		return ""
	case scenario.Currency:
		return p.currency(currency)
	case scenario.Euro:
		return "EUR"
	case scenario.Factor:
		return "×"
	}
	return p.T(unitMessage[u], "Currency", p.currency(currency))
}

var unitMessage = map[scenario.Unit]string{
	scenario.Share:            "unit.share",
	scenario.Seconds:          "unit.s",
	scenario.People:           "unit.people",
	scenario.Weeks:            "unit.weeks",
	scenario.Months:           "unit.months",
	scenario.Days:             "unit.days",
	scenario.Hours:            "unit.hours",
	scenario.PerAgentMonth:    "unit.currency_agent_month",
	scenario.CurrencyPerYear:  "unit.currency_year",
	scenario.CurrencyPerHour:  "unit.currency_hour",
	scenario.CurrencyPerMonth: "unit.currency_month",
	scenario.Points:           "unit.points",
	scenario.PerYear:          "unit.year",
	scenario.PerWeek:          "unit.week",
	scenario.SharePerYear:     "unit.share_year",
}

// writer writes decoded TOML values of one key.
type writer struct {
	*Printer
	unit     scenario.Unit
	currency string
}

func (w writer) any(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return w.T("value.yes")
		}
		return w.T("value.no")
	case int64:
		return w.number(float64(v))
	case float64:
		return w.number(v)
	case string:
		return w.phrase(v)
	case time.Time:
		return w.Date(v)
	case []any:
		return w.list(v)
	case map[string]any:
		return w.table(v)
	}
	return fmt.Sprint(v)
}

// number writes one number with its unit.
func (w writer) number(v float64) string {
	if w.unit == scenario.Seconds {
		return w.duration(v)
	}
	return w.with(w.bare(v), v)
}

// bare writes a number without its unit: per cent for shares.
func (w writer) bare(v float64) string {
	if w.unit == scenario.Share || w.unit == scenario.SharePerYear {
		v *= 100
	}
	return w.plain(v)
}

// with puts the key's unit to digits; v picks the plural.
func (w writer) with(digits string, v float64) string {
	switch w.unit {
	case scenario.Share:
		return digits + noBreak + "%"
	case scenario.SharePerYear:
		return w.T("figure.per_year", "V", digits+noBreak+"%")
	case scenario.Factor:
		return "×" + digits
	case scenario.Euro:
		return w.money("", digits, "EUR")
	case scenario.Points:
		return w.T("figure.points", "V", digits)
	case scenario.Currency, scenario.PerAgentMonth, scenario.CurrencyPerYear, scenario.CurrencyPerHour, scenario.CurrencyPerMonth:
		digits = w.money("", digits, w.currency)
	}
	if id := valueMessage[w.unit]; id != "" {
		n := 2
		if v == 1 {
			n = 1
		}
		return w.T(id, "V", digits, "N", n)
	}
	return digits
}

var valueMessage = map[scenario.Unit]string{
	scenario.Weeks:            "value.weeks",
	scenario.Months:           "value.months",
	scenario.Days:             "value.days",
	scenario.Hours:            "value.hours",
	scenario.PerYear:          "value.per_year",
	scenario.PerWeek:          "value.per_week",
	scenario.PerAgentMonth:    "value.per_agent_month",
	scenario.CurrencyPerYear:  "value.per_year",
	scenario.CurrencyPerHour:  "value.per_hour",
	scenario.CurrencyPerMonth: "value.per_month",
}

// duration writes seconds as 45 s, 5 min 20 s or 2 h.
func (w writer) duration(v float64) string {
	if v < 60 || v != math.Trunc(v) {
		return w.T("figure.s", "V", w.plain(v))
	}
	s := int(v)
	var parts []string
	for _, part := range []struct {
		id string
		n  int
	}{{"figure.h", s / 3600}, {"figure.min", s / 60 % 60}, {"figure.s", s % 60}} {
		if part.n != 0 {
			parts = append(parts, w.T(part.id, "V", w.plain(float64(part.n))))
		}
	}
	return strings.Join(parts, " ")
}
