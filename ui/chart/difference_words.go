package chart

import (
	"strconv"

	"lojal/sim"
	"lojal/ui/text"
)

// Name is the chart's part of a file name; it names the plan, since a run has a
// difference for each.
func (d PairedDifference) Name() string {
	name := fileID(d.KPI.ID) + "-difference"
	if s := slug(d.Plan.Name); s != "" {
		name += "-" + s
	}
	if d.twin > 0 {
		name += "-" + strconv.Itoa(d.twin+1)
	}
	return name
}

// Title says which plan is better in how many futures, and by how much.
func (d PairedDifference) Title(p *text.Printer) string {
	head := Headline(d.Comparison, d.KPI, d.Base.Name, d.Plan.Name, p)
	delta, found := deltaOf(d.Comparison, d.KPI.ID)
	if !found || !ok(delta.ProbabilityBetter) || same(d.Comparison, d.KPI.ID) {
		return upperFirst(head)
	}
	return upperFirst(head) + "; " + d.size(delta.Summary, p)
}

// size is the median difference with its 10–90 % range.
func (d PairedDifference) size(s sim.Summary, p *text.Printer) string {
	cur := d.Comparison.Base.Currency
	return p.T("chart.difference.size", "Median", MedianChange(p, d.KPI, s, cur),
		"Range", changeSpread(p, d.KPI, s, cur))
}

// Summary tells the picture in words.
func (d PairedDifference) Summary(p *text.Printer) string {
	out := d.Title(p) + "."
	if b := d.band(); b != nil {
		cur := d.Comparison.Base.Currency
		last, _ := lastOf(b.P50)
		out += " " + p.T("chart.summary.difference", "First", p.Change(d.KPI, firstOf(b.P50), 0, cur),
			"Last", p.Change(d.KPI, last, 0, cur))
	}
	return out
}

func (d PairedDifference) subtitle(p *text.Printer) string {
	pairs := 0
	if d.Comparison != nil {
		pairs = d.Comparison.Pairs
	}
	return p.T("chart.sub.difference", "Name", d.KPI.Name(p.Lang()), "Plan", d.Plan.Name, "Base", d.Base.Name,
		"Count", p.Number(float64(pairs), 0))
}

// band is the weekly difference; nil where there is none.
func (d PairedDifference) band() *sim.Band {
	if d.Comparison == nil || d.Comparison.Pairs == 0 {
		return nil
	}
	b := d.Comparison.DeltaBand(d.KPI.ID)
	if weeks := d.Comparison.Base.Weeks; b != nil && Lookback(d.KPI.ID, weeks) > 1 {
		b = lookedBack(weeks, func(week int) []float64 { return DifferenceIn(d.Comparison, d.KPI.ID, week) })
	}
	if drawable(b) {
		return b
	}
	return nil
}
