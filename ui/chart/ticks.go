package chart

import (
	"math"
	"strconv"
	"time"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// tick is a mark on an axis; without a label it is a minor one.
type tick struct {
	at    float64
	label string
	year  string // second line of a time axis
}

// huge is the size from which a number is taken for broken: spans of finite
// numbers stay finite below it.
const huge = 1e30

// ok is the gate before every axis: only numbers that pass it are drawn.
func ok(v float64) bool { return !math.IsNaN(v) && math.Abs(v) < huge }

// include widens a range to hold a number; the empty range is min > max.
func (r *Range) include(v float64) {
	if ok(v) {
		r.Min, r.Max = math.Min(r.Min, v), math.Max(r.Max, v)
	}
}

func emptyRange() Range { return Range{math.Inf(1), math.Inf(-1)} }

func (r Range) valid() bool { return ok(r.Min) && ok(r.Max) && r.Min < r.Max && r.Max-r.Min > 1e-12 }

// niceStep is the round step, 1, 2, 2.5 or 5 times a power of ten, that cuts a
// span into at most n parts.
func niceStep(span float64, n int) float64 {
	raw := span / float64(max(1, n))
	base := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, f := range []float64{1, 2, 2.5, 5} {
		if f*base >= raw*(1-1e-9) {
			return f * base
		}
	}
	return 10 * base
}

// decimals that a step needs to be written exactly.
func decimals(step float64) int {
	for d := 0; d < 12; d++ {
		scaled := step * math.Pow(10, float64(d))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled {
			return d
		}
	}
	return 12
}

// niceTicks are the round numbers within a range, about n of them; none for a
// range that is not valid.
func niceTicks(r Range, n int) (at []float64, step float64) {
	if !r.valid() {
		return nil, 0
	}
	return ticksAt(r, niceStep(r.Max-r.Min, n))
}

// ticksAt are the multiples of a step within a range.
func ticksAt(r Range, step float64) (at []float64, _ float64) {
	first, last := math.Ceil(r.Min/step-1e-6), math.Floor(r.Max/step+1e-6)
	if math.Abs(first) > 1e12 || last-first > 100 {
		return nil, 0
	}
	for i := first; i <= last; i++ {
		at = append(at, i*step)
	}
	return at, step
}

// scale says how an axis writes a figure: value times factor, in a unit.
type scale struct {
	factor float64
	unit   string
	signed bool
	whole  bool // only whole numbers are written, such as of people
}

func (c scale) ticks(r Range, n int, p *text.Printer) []tick {
	r = Range{r.Min * c.factor, r.Max * c.factor}
	at, step := niceTicks(r, n)
	if c.whole && step != math.Floor(step) {
		if whole, by := ticksAt(r, max(1, math.Floor(step))); len(whole) > 1 {
			at, step = whole, by
		}
	}
	var out []tick
	for _, v := range at {
		label := p.Number(v, decimals(step))
		if math.Abs(v) < step/2 {
			label = p.Number(0, 0)
		} else if c.signed && v > 0 {
			label = "+" + label
		}
		out = append(out, tick{at: v / c.factor, label: label})
	}
	return out
}

// scaleOf is the scale of a figure over weeks; a flow of money is told a week.
func scaleOf(k kpi.KPI, r Range, currency string, weekly, signed bool, p *text.Printer) scale {
	c := scale{factor: 1, signed: signed}
	switch k.Unit {
	case kpi.Share, kpi.SharePerYear:
		c.factor = 100
		if signed {
			c.unit = p.T("chart.unit.pp")
		} else if k.ID == kpi.ServiceLevel { // by one of four definitions
			c.unit = p.T("chart.unit.service_level")
		} else if k.Unit == kpi.Share {
			c.unit = p.T("chart.unit.share")
		} else {
			c.unit = p.T("chart.unit.share_year")
		}
	case kpi.Currency, kpi.CurrencyPerYear, kpi.CurrencyPerNeed:
		c.factor, c.unit = money(k, r, currency, weekly, p)
	case kpi.Points:
		c.unit = p.T("chart.unit.points")
		if signed {
			c.unit = p.T("unit.points")
		}
	case kpi.Count:
		c.unit = k.Name(p.Lang())
		c.whole = k.ID != kpi.FTEAvailable
	default:
		c.unit = p.T(unitMessage[k.Unit])
	}
	return c
}

var unitMessage = map[kpi.Unit]string{
	kpi.Seconds: "chart.unit.seconds", kpi.Hours: "chart.unit.hours", kpi.Months: "chart.unit.months",
	kpi.ContactsEach: "chart.unit.contacts_case",
}

// money picks thousands, millions or milliards so that an axis has short numbers.
func money(k kpi.KPI, r Range, currency string, weekly bool, p *text.Printer) (factor float64, unit string) {
	size, factor := "one", 1.0
	switch top := math.Max(math.Abs(r.Min), math.Abs(r.Max)); {
	case top >= 2e9:
		size, factor = "milliard", 1e-9
	case top >= 2e6:
		size, factor = "million", 1e-6
	case top >= 2e4:
		size, factor = "thousand", 1e-3
	}
	unit = p.T("chart.money."+size, "Currency", p.Unit(scenario.Currency, currency))
	switch {
	case k.Unit == kpi.CurrencyPerYear:
		unit = p.T("chart.per_year", "Unit", unit)
	case k.Unit == kpi.CurrencyPerNeed:
		unit = p.T("chart.per_need", "Unit", unit)
	case weekly && k.Horizon == kpi.Flow:
		unit = p.T("chart.per_week", "Unit", unit)
	}
	return factor, unit
}

// timeTicks are calendar marks over weeks 0 to weeks − 1, with at most n
// labels: every month is marked, the first and each January carry the year.
// Without a start they are week numbers.
func timeTicks(start time.Time, weeks, n int, p *text.Printer) []tick {
	switch {
	case start.IsZero():
		return weekNumbers(weeks, n, p)
	case weeks < 10:
		return dayTicks(start, weeks, n, p)
	}
	months := monthStarts(start, weeks)
	step := monthStep(len(months), n)
	var out []tick
	year := 0
	for i, m := range months {
		t := tick{at: m.Sub(start).Hours() / 24 / 7}
		if (int(m.Month())-1)%step == 0 && (step < 24 || i%step == 0) {
			t.label = p.T("month.short." + strconv.Itoa(int(m.Month())))
			if m.Year() != year {
				year = m.Year()
				t.year = strconv.Itoa(year)
			}
		}
		out = append(out, t)
	}
	return out
}

// monthStarts are the first days of months within the weeks.
func monthStarts(start time.Time, weeks int) (out []time.Time) {
	end := start.AddDate(0, 0, 7*(weeks-1))
	m := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, start.Location())
	for ; !m.After(end) && len(out) < 1200; m = m.AddDate(0, 1, 0) {
		if !m.Before(start) {
			out = append(out, m)
		}
	}
	return out
}

// monthStep is how many months a label stands for.
func monthStep(months, n int) int {
	for _, step := range []int{1, 2, 3, 6, 12} {
		if months <= step*n {
			return step
		}
	}
	return 12
}

func dayTicks(start time.Time, weeks, n int, p *text.Printer) (out []tick) {
	every := (weeks + max(1, n) - 1) / max(1, n)
	for w := range weeks {
		t := tick{at: float64(w)}
		if w%every == 0 {
			t.label = shortDay(start.AddDate(0, 0, 7*w), p)
		}
		if w == 0 {
			t.year = strconv.Itoa(start.Year())
		}
		out = append(out, t)
	}
	return out
}

// shortDay is a date without its year.
func shortDay(t time.Time, p *text.Printer) string {
	return p.T("chart.day", "Day", t.Day(), "Month", p.T("month.short."+strconv.Itoa(int(t.Month()))))
}

func weekNumbers(weeks, n int, p *text.Printer) (out []tick) {
	at, _ := niceTicks(Range{0, float64(max(1, weeks-1))}, n)
	for _, v := range at {
		if v == math.Trunc(v) {
			out = append(out, tick{at: v, label: p.T("chart.week", "Week", int(v))})
		}
	}
	return out
}
