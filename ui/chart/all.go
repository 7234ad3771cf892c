package chart

import (
	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// compared are the figures whose paired difference is worth a picture of its own.
var compared = []kpi.ID{kpi.SatisfactionLasting, kpi.Churn, kpi.ServiceLevel, kpi.WaitMean, kpi.Attrition, kpi.Cost, kpi.Margin}

// All is every picture of a run: the fan of each figure that has a weekly
// series; with several plans, the baseline first, also the paired differences
// and the table. There is a comparison for each plan after the first.
func All(plans []Plan, cs []*sim.Comparison) []Drawing {
	var out []Drawing
	for _, k := range kpi.All {
		if f := (Fan{KPI: k, Plans: plans, Target: targetOf(plans, k.ID), Week: -1}); anyBand(f.traces()) {
			out = append(out, f)
		}
	}
	if len(plans) < 2 || len(cs) == 0 {
		return out
	}
	others := plans[1:min(len(plans), len(cs)+1)]
	out = append(out, differences(plans[0], others, cs)...)
	return append(out, tables(plans[0], others, cs)...)
}

// abreast is how many plans a table of every size has room for beside the baseline.
const abreast = 3

// tables are as few tables of all figures as hold every plan, evenly filled.
func tables(base Plan, others []Plan, cs []*sim.Comparison) (out []Drawing) {
	parts := (len(others) + abreast - 1) / abreast
	for i := range parts {
		from, to := i*len(others)/parts, (i+1)*len(others)/parts
		out = append(out, DeltaTable{Base: base, Plans: others[from:to], Comparisons: cs[from:to], part: i})
	}
	return out
}

// differences are the paired differences of each plan; file names that would
// be the same are told apart.
func differences(base Plan, others []Plan, cs []*sim.Comparison) (out []Drawing) {
	seen := map[string]int{}
	for i, p := range others {
		for _, id := range compared {
			k, _ := kpi.Of(id)
			d := PairedDifference{KPI: k, Comparison: cs[i], Base: base, Plan: p}
			if len(d.dots()) == 0 {
				continue
			}
			d.twin = seen[d.Name()]
			seen[PairedDifference{KPI: k, Plan: p}.Name()]++
			out = append(out, d)
		}
	}
	return out
}

// targetOf is the first target that a plan sets for a figure.
func targetOf(plans []Plan, id kpi.ID) *scenario.Target {
	for _, p := range plans {
		if p.Results == nil {
			continue
		}
		for _, t := range p.Results.Targets {
			if t.KPI == string(id) {
				return &t
			}
		}
	}
	return nil
}
