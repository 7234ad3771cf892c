package chart

import (
	"math"
	"strings"
	"unicode"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// The standard error of a quantile over that of the mean, of normal draws:
// √(p(1−p)) ÷ φ(z_p).
const (
	medianError = 1.2533
	tenthError  = 1.7094 // of the 10 % and the 90 % point
)

// Median writes the median of a figure with the digits that its own Monte Carlo
// error supports.
func Median(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) string {
	return p.Figure(k, s.P50, medianError*s.MCError, currency)
}

// MedianChange writes the median of a difference.
func MedianChange(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) string {
	return p.Change(k, s.P50, medianError*s.MCError, currency)
}

// Ends writes the 10 % and the 90 % point of a figure.
func Ends(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) (low, high string) {
	e := tenthError * s.MCError
	return p.Figure(k, s.P10, e, currency), p.Figure(k, s.P90, e, currency)
}

// ChangeEnds writes the 10 % and the 90 % point of a difference.
func ChangeEnds(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) (low, high string) {
	e := tenthError * s.MCError
	return p.Change(k, s.P10, e, currency), p.Change(k, s.P90, e, currency)
}

// figureName is a figure as it stands in a sentence.
func figureName(p *text.Printer, k kpi.KPI) string { return p.T("chart.name." + string(k.ID)) }

// upperFirst begins a sentence.
func upperFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// Chance writes a probability as the sentences of pictures do.
func Chance(p *text.Printer, prob float64) string { return chance(p, prob) }

// chance writes a probability in whole per cent; certainty is never claimed
// from a sample.
func chance(p *text.Printer, prob float64) string {
	switch {
	case !ok(prob):
		return "–"
	case prob < 0.005:
		return p.T("chart.chance.under")
	case prob > 0.995:
		return p.T("chart.chance.over")
	}
	return p.T("chart.chance", "Percent", p.Number(100*prob, 0))
}

// outOf tells a probability as k of n futures, n at most 100 and at most those
// that there are.
func outOf(prob float64, futures int) (k, n int) {
	n = max(1, min(100, futures))
	k = int(math.Round(prob * float64(n)))
	switch {
	case prob < 1 && k == n:
		k = n - 1
	case prob > 0 && k == 0:
		k = 1
	}
	return k, n
}

// span joins two figures; a unit or a currency that both carry is written once.
func span(low, high, between string) string {
	_, first, unit := parts(low)
	signed, currency, _ := parts(high)
	if unit != "" && strings.HasSuffix(high, unit) {
		low = strings.TrimSuffix(low, unit)
	}
	if currency != "" && currency == first {
		high = signed + strings.TrimPrefix(high, signed+currency)
	}
	return low + between + high
}

// parts are what stands around the digits of a figure: its sign, its currency
// and its unit; nothing where there are no digits.
func parts(figure string) (sign, currency, unit string) {
	first := strings.IndexFunc(figure, unicode.IsDigit)
	if first < 0 {
		return "", "", ""
	}
	last := strings.LastIndexFunc(figure, unicode.IsDigit)
	lead := figure[:first]
	letters := strings.IndexFunc(lead, unicode.IsLetter)
	if letters < 0 {
		return lead, "", figure[last+1:]
	}
	return lead[:letters], lead[letters:], figure[last+1:]
}

// spread is the 10–90 % range of a figure, "13–17 %".
func spread(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) string {
	low, high := Ends(p, k, s, currency)
	return span(low, high, "–")
}

// changeSpread is the 10–90 % range of a difference, "−0.3 to +3.1".
func changeSpread(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) string {
	low, high := ChangeEnds(p, k, s, currency)
	return span(low, high, p.T("chart.to"))
}

func (p Plan) currency() string {
	if p.Results == nil {
		return ""
	}
	return p.Results.Currency
}

// futures is how many replications a plan has.
func (p Plan) futures() int {
	if p.Results == nil {
		return 0
	}
	return p.Results.Replications
}

// when names a week as a target counts it: ratios the last day of four weeks.
func when(p *text.Printer, k kpi.KPI, r *sim.Results, week int) string {
	id, day := "chart.when.week", 7*week
	if k.Per != kpi.PerNothing {
		id, day = "chart.when.month", 7*week+6
	}
	if r.Start.IsZero() {
		return p.T(id, "Date", p.T("chart.week", "Week", week))
	}
	return p.T(id, "Date", p.Date(r.Start.AddDate(0, 0, day)))
}

// condition is a target's, "at least 75".
func condition(p *text.Printer, k kpi.KPI, t scenario.Target, currency string) string {
	id := "chart.at_most"
	if t.AtLeast {
		id = "chart.at_least"
	}
	return p.T(id, "Value", p.Figure(k, t.Value, 0, currency))
}

// Headline is the one-sentence answer: which plan is better, how sure. From 40
// to 60 of 100 futures it says that it is a toss-up.
func Headline(c *sim.Comparison, k kpi.KPI, base, plan string, p *text.Printer) string {
	name := figureName(p, k)
	d, found := deltaOf(c, k.ID)
	if !found {
		return p.T("chart.head.none", "Figure", name)
	}
	if same(c, k.ID) {
		return p.T("chart.head.same", "Figure", name, "Plan", plan, "Base", base)
	}
	prob := d.ProbabilityBetter
	if !ok(prob) {
		cur := c.Base.Currency
		return p.T("chart.head.moves", "Figure", name, "Plan", plan, "Base", base,
			"Change", MedianChange(p, k, d.Summary, cur), "Range", changeSpread(p, k, d.Summary, cur))
	}
	kk, n := outOf(prob, c.Pairs)
	switch {
	case prob >= 0.4 && prob <= 0.6:
		return p.T("chart.head.toss", "Figure", name, "Plan", plan, "Base", base, "K", kk, "Of", n)
	case prob < 0.4:
		return p.T("chart.head.beats", "Figure", name, "Plan", base, "Base", plan, "K", n-kk, "Of", n)
	}
	return p.T("chart.head.beats", "Figure", name, "Plan", plan, "Base", base, "K", kk, "Of", n)
}

// deltaOf is the whole-horizon difference, if there is a number.
func deltaOf(c *sim.Comparison, id kpi.ID) (sim.Delta, bool) {
	i := kpi.Index(id)
	if c == nil || c.Base == nil || i < 0 || i >= len(c.Deltas) {
		return sim.Delta{}, false
	}
	d := c.Deltas[i]
	return d, ok(d.Summary.P50)
}

// same tells whether two plans give the same figure in every future.
func same(c *sim.Comparison, id kpi.ID) bool {
	for _, v := range c.DeltaAt(id, -1) {
		if ok(v) && v != 0 {
			return false
		}
	}
	return true
}
