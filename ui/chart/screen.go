package chart

import (
	"slices"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/text"
)

// Same says whether two fans make the same picture.
func (f Fan) Same(g Fan) bool {
	target := f.Target == g.Target || f.Target != nil && g.Target != nil && *f.Target == *g.Target
	axis := f.Y == g.Y || f.Y != nil && g.Y != nil && *f.Y == *g.Y
	return target && axis && f.KPI.ID == g.KPI.ID && f.Week == g.Week && f.Rescaled == g.Rescaled && slices.Equal(f.Plans, g.Plans)
}

// Spread writes the 10–90 % range of a figure, "13–17 %", with the digits that its
// Monte Carlo error supports.
func Spread(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) string {
	return spread(p, k, s, currency)
}

// ChangeSpread writes the 10–90 % range of a difference, "−0.3 to +3.1".
func ChangeSpread(p *text.Printer, k kpi.KPI, s sim.Summary, currency string) string {
	return changeSpread(p, k, s, currency)
}

// WeekName names a week as the dots of a fan do: a ratio is told over the four
// weeks that end there.
func (f Fan) WeekName(p *text.Printer) string { return f.weekName(p) }
