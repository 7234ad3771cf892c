package chart

import (
	"math"
	"strings"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// Name is the chart's part of a file name.
func (f Fan) Name() string { return fileID(f.KPI.ID) + "-fan" }

// fileID is an identifier as file names write it.
func fileID(id kpi.ID) string { return strings.ReplaceAll(string(id), "_", "-") }

// subject is the plan that the title speaks of: the one in focus, the only one,
// the only other than the baseline, or else the one with the best median, of
// those that have the figure. The reference is the baseline beside it, if any.
func (f Fan) subject() (subject, reference *Plan) {
	for i := range f.Plans {
		p := &f.Plans[i]
		switch {
		case p.Baseline && reference == nil:
			reference = p
		case subject == nil || p.Focus || !subject.Focus && f.beats(*p, *subject):
			subject = p
		}
	}
	if subject == nil {
		return reference, nil
	}
	return subject, reference
}

func (f Fan) beats(a, b Plan) bool {
	x, y := f.summary(a).P50, f.summary(b).P50
	if !ok(y) {
		return ok(x)
	}
	return float64(f.KPI.Better)*x > float64(f.KPI.Better)*y
}

// draws are the values that the title and the dots tell: of the whole horizon,
// or by the chosen week.
func (f Fan) draws(p Plan) []float64 {
	switch {
	case p.Results == nil || p.Results.Replications == 0:
		return nil
	case f.weekShown():
		return p.Results.Around(f.KPI.ID, f.Week)
	}
	return p.Results.At(f.KPI.ID, -1)
}

func (f Fan) summary(p Plan) sim.Summary { return sim.Summarise(f.draws(p)) }

// weekShown tells whether the chosen week exists.
func (f Fan) weekShown() bool { return f.Week >= 0 && f.Week < f.weeks() }

// weeks is the longest horizon of the plans.
func (f Fan) weeks() (n int) {
	for _, p := range f.Plans {
		if p.Results != nil {
			n = max(n, p.Results.Weeks)
		}
	}
	return n
}

// target is the target as the title asks for it: by the chosen week, if any.
func (f Fan) target() scenario.Target {
	t := *f.Target
	t.KPI = string(f.KPI.ID)
	if f.weekShown() {
		t.ByWeek = f.Week
	}
	return t
}

// when names the week that the title speaks of, with a blank before it.
func (f Fan) when(p *text.Printer, r *sim.Results) string {
	week := -1
	if f.Target != nil {
		week = f.Target.ByWeek
	}
	if f.weekShown() {
		week = f.Week
	}
	if week < 0 {
		return ""
	}
	return " " + when(p, f.KPI, r, week)
}

// Title is the probability sentence of the picture.
func (f Fan) Title(p *text.Printer) string {
	subject, reference := f.subject()
	if subject == nil || !ok(f.summary(*subject).P50) {
		return p.T("chart.title.none", "Figure", figureName(p, f.KPI))
	}
	if f.Target != nil {
		return f.targetTitle(p, *subject, reference)
	}
	return f.rangeTitle(p, *subject, reference != nil) + f.when(p, subject.Results)
}

func (f Fan) targetTitle(p *text.Printer, subject Plan, reference *Plan) string {
	t := f.target()
	id := "chart.title.target"
	if reference != nil {
		id = "chart.title.plan.target"
	}
	out := upperFirst(p.T(id, "Plan", subject.Name, "Figure", figureName(p, f.KPI),
		"Chance", chance(p, subject.Results.Probability(t).Probability),
		"Condition", condition(p, f.KPI, t, subject.currency()))) + f.when(p, subject.Results)
	if reference != nil && reference.futures() > 0 {
		beside := reference.Name + " " + chance(p, reference.Results.Probability(t).Probability)
		out += " (" + strings.ReplaceAll(beside, " ", "\u00a0") + ")"
	}
	return out
}

func (f Fan) rangeTitle(p *text.Printer, subject Plan, named bool) string {
	s := f.summary(subject)
	id := "chart.title."
	if named {
		id += "plan."
	}
	cur := subject.currency()
	low, high := Ends(p, f.KPI, s, cur)
	switch {
	case low == high && math.Abs(s.P90-s.P10) <= 1e-9*math.Abs(s.P50):
		id += "same"
	case f.KPI.Horizon == kpi.Stock && !f.weekShown():
		id += "ends"
	default:
		id += "lies"
	}
	return upperFirst(p.T(id, "Plan", subject.Name, "Figure", figureName(p, f.KPI), "Value", low,
		"Range", span(low, high, p.T("chart.and"))))
}

// Summary tells the picture in words: the title, and each plan's median and
// range; with a target its probability.
func (f Fan) Summary(p *text.Printer) string {
	out := []string{f.Title(p) + "."}
	for _, plan := range f.Plans {
		out = append(out, f.planSummary(p, plan))
	}
	return strings.Join(out, " ")
}

func (f Fan) planSummary(p *text.Printer, plan Plan) string {
	s := f.summary(plan)
	if !ok(s.P50) {
		return p.T("chart.summary.none", "Plan", plan.Name)
	}
	cur := plan.currency()
	out := p.T("chart.summary.fan", "Plan", plan.Name, "Count", p.Number(float64(plan.futures()), 0),
		"Median", Median(p, f.KPI, s, cur), "Range", spread(p, f.KPI, s, cur))
	if b := bandOf(plan, f.KPI.ID); b != nil {
		last, _ := lastOf(b.P50)
		from, to := p.Figure(f.KPI, firstOf(b.P50), s.MCError, cur), p.Figure(f.KPI, last, s.MCError, cur)
		id := "chart.summary.path"
		if from == to {
			id = "chart.summary.level"
		}
		out += " " + p.T(id, "First", from, "Last", to)
	}
	if f.Target != nil {
		t := f.target()
		out += " " + p.T("chart.summary.target", "Chance", chance(p, plan.Results.Probability(t).Probability),
			"Condition", condition(p, f.KPI, t, cur))
	}
	return out
}

func firstOf(v []float64) float64 {
	for _, x := range v {
		if ok(x) {
			return x
		}
	}
	return math.NaN()
}
