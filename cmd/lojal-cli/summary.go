package main

import (
	"bytes"
	"math"
	"strconv"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
)

// summary writes the key figures of a run as a table.
func (e *env) summary(b *bytes.Buffer, r *sim.Results) {
	e.heading(b, r)
	rows := [][]string{{"", e.text.T("cli.median"), e.text.T("cli.p10"), e.text.T("cli.p90")}}
	for i, k := range kpi.All {
		if s := r.Summary(k.ID); !math.IsNaN(s.Mean) {
			rows = append(rows, e.figureRow(k, s, k.Name(e.text.Lang()), r.Currency))
		}
		if len(r.Contacts) < 2 {
			continue
		}
		for c, name := range r.Contacts {
			if s := sim.Summarise(r.ByContact[c][i]); !math.IsNaN(s.Mean) {
				rows = append(rows, e.figureRow(k, s, "  "+name, r.Currency))
			}
		}
	}
	table(b, rows, numbersRight)
	if !math.IsNaN(r.Summary(kpi.ServiceLevel).Mean) {
		e.definition(b)
	}
	e.targets(b, r)
	e.decisive(b, r.Decisive)
}

// definition says which service level it is: four are about, and differ by points.
func (e *env) definition(b *bytes.Buffer) {
	k, _ := kpi.Of(kpi.ServiceLevel)
	b.WriteString("\n" + k.Name(e.text.Lang()) + ": " + k.Formula(e.text.Lang()) + "\n")
}

// heading says which run it is.
func (e *env) heading(b *bytes.Buffer, r *sim.Results) {
	b.WriteString(e.text.T("cli.heading", e.settings(r, "Scenario", e.text.Phrase(r.Scenario),
		"Replications", e.text.Number(float64(r.Replications), 0))...) + "\n\n")
}

// settings are the settings of a run for a message, after other pairs for it.
func (e *env) settings(r *sim.Results, pairs ...any) []any {
	return append(pairs,
		"Weeks", e.text.Number(float64(r.Weeks), 0),
		"Start", e.text.Date(r.Start),
		"Seed", strconv.FormatUint(r.Seed, 10),
		"Queue", e.text.T("choice."+r.Queue))
}

func (e *env) figureRow(k kpi.KPI, s sim.Summary, name, currency string) []string {
	low, high := chart.Ends(e.text, k, s, currency)
	return []string{name, chart.Median(e.text, k, s, currency), low, high}
}

// targets writes how probable it is that each target is met.
func (e *env) targets(b *bytes.Buffer, r *sim.Results) {
	if len(r.Targets) == 0 {
		return
	}
	each, all := r.TargetResults()
	rows := [][]string{{e.text.T("cli.targets"), e.text.T("cli.probability")}}
	for _, t := range each {
		rows = append(rows, []string{e.condition(t.Target, r), e.chance(t.Probability, t.MCError)})
	}
	if len(each) > 1 {
		rows = append(rows, []string{e.text.T("cli.all_targets"), e.chance(all.Probability, all.MCError)})
	}
	b.WriteByte('\n')
	table(b, rows, numbersRight)
}

// chance writes a probability; as in the pictures, a sample makes none certain.
func (e *env) chance(p, mcError float64) string {
	if p == 0 || p == 1 {
		return chart.Chance(e.text, p)
	}
	return e.text.Share(p, mcError)
}

// condition writes a target: Service level ≥ 80 %.
func (e *env) condition(t scenario.Target, r *sim.Results) string {
	k, _ := kpi.Of(kpi.ID(t.KPI))
	sign := " ≤ "
	if t.AtLeast {
		sign = " ≥ "
	}
	condition := k.Name(e.text.Lang()) + sign + e.text.Figure(k, t.Value, 0, r.Currency)
	if t.ByWeek >= 0 {
		condition = e.text.T("cli.by_week", "Condition", condition, "Week", t.ByWeek)
	}
	return condition
}
