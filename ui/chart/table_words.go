package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/text"
)

// Name is the chart's part of a file name.
func (t DeltaTable) Name() string {
	if t.part > 0 {
		return "table-" + strconv.Itoa(t.part+1)
	}
	return "table"
}

// Title says on how many figures the plan is better, or what is compared.
func (t DeltaTable) Title(p *text.Printer) string {
	rows := t.rows()
	if len(rows) == 0 {
		return p.T("chart.no_data")
	}
	if len(t.Plans) != 1 {
		return p.T("chart.title.table.many", "Base", t.Base.Name, "N", len(t.Plans))
	}
	better, worse := 0, 0
	for _, k := range rows {
		switch d, found := t.delta(0, k.ID); {
		case found && d.ProbabilityBetter > 0.6:
			better++
		case found && d.ProbabilityBetter < 0.4:
			worse++
		}
	}
	return p.T("chart.title.table", "Plan", t.Plans[0].Name, "Base", t.Base.Name, "Better", better, "Worse", worse)
}

// Summary tells each row in words.
func (t DeltaTable) Summary(p *text.Printer) string {
	out := []string{t.Title(p) + "."}
	for _, k := range t.rows() {
		out = append(out, t.rowSummary(p, k))
	}
	return strings.Join(out, " ")
}

func (t DeltaTable) rowSummary(p *text.Printer, k kpi.KPI) string {
	cur := t.Base.currency()
	s := summaryOf(t.Base, k.ID)
	parts := []string{t.Base.Name + " " + Median(p, k, s, cur)}
	for i, plan := range t.Plans {
		d, found := t.delta(i, k.ID)
		if !found {
			continue
		}
		part := plan.Name + " " + MedianChange(p, k, d.Summary, cur)
		if ok(d.ProbabilityBetter) {
			part += " (" + p.T("chart.summary.better", "Chance", chance(p, d.ProbabilityBetter)) + ")"
		}
		parts = append(parts, part)
	}
	return k.Name(p.Lang()) + ": " + strings.Join(parts, ", ") + "."
}

// rows are the figures that have a number somewhere.
func (t DeltaTable) rows() (out []kpi.KPI) {
	for _, k := range kpi.All {
		if t.wanted(k.ID) && t.any(k.ID) {
			out = append(out, k)
		}
	}
	return out
}

func (t DeltaTable) wanted(id kpi.ID) bool {
	if t.KPIs == nil {
		return true
	}
	return slices.Contains(t.KPIs, id)
}

// foremost are the figures that a table without room for all keeps longest.
var foremost = []kpi.ID{
	kpi.SatisfactionLasting, kpi.Churn, kpi.Cost, kpi.ServiceLevel, kpi.WaitMean, kpi.Margin, kpi.Headcount, kpi.Attrition,
	kpi.Occupancy, kpi.FCR, kpi.Customers, kpi.RevenueAtRisk, kpi.CSAT, kpi.Abandoned, kpi.SatisfactionMoment,
}

// short is the table with at most n figures, the foremost of them.
func (t DeltaTable) short(n int) DeltaTable {
	rows := t.rows()
	rank := func(k kpi.KPI) int {
		if i := slices.Index(foremost, k.ID); i >= 0 {
			return i
		}
		return len(foremost)
	}
	slices.SortStableFunc(rows, func(a, b kpi.KPI) int { return rank(a) - rank(b) })
	t.KPIs = []kpi.ID{}
	for _, k := range rows[:min(len(rows), max(0, n))] {
		t.KPIs = append(t.KPIs, k.ID)
	}
	return t
}

func (t DeltaTable) any(id kpi.ID) bool {
	found := ok(summaryOf(t.Base, id).P50)
	for _, p := range t.Plans {
		found = found || ok(summaryOf(p, id).P50)
	}
	return found
}

// delta is the difference of plan i from the baseline.
func (t DeltaTable) delta(i int, id kpi.ID) (sim.Delta, bool) {
	if i >= len(t.Comparisons) {
		return sim.Delta{}, false
	}
	return deltaOf(t.Comparisons[i], id)
}

// summaryOf is a plan's whole-horizon figure; null where there is none.
func summaryOf(p Plan, id kpi.ID) sim.Summary {
	if p.Results == nil || p.Results.Replications == 0 {
		return sim.Summary{P50: math.NaN(), P10: math.NaN(), P90: math.NaN(), MCError: math.NaN()}
	}
	return p.Results.Summary(id)
}
