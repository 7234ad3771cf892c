package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/text"
)

// reading tells a week of a figure: the focus plan, the baseline, the difference.
func (m *model) reading(p *text.Printer, k kpi.KPI, week int) string {
	var parts []string
	back := 1
	for _, plan := range m.plans {
		if !plan.Focus && !plan.Baseline || week >= plan.Results.Weeks {
			continue
		}
		back = chart.Lookback(k.ID, plan.Results.Weeks)
		s := sim.Summarise(chart.In(plan.Results, k.ID, week))
		parts = append(parts, p.T("ui.answer.read.plan", "Name", plan.Name,
			"Median", chart.Median(p, k, s, m.currency()), "Range", chart.Spread(p, k, s, m.currency())))
	}
	if m.main != nil {
		if d := chart.DifferenceIn(m.main, k.ID, week); d != nil {
			s := sim.Summarise(d)
			parts = append(parts, p.T("ui.answer.read.difference",
				"Median", chart.MedianChange(p, k, s, m.currency()), "Range", chart.ChangeSpread(p, k, s, m.currency())))
		}
	}
	day := p.Date(m.reference.Scenario.Run().Start.AddDate(0, 0, 7*week))
	id := "ui.answer.read.week"
	if back > 1 {
		id = "ui.answer.read.weeks"
	}
	return p.T(id, "Figure", k.Name(p.Lang()), "Date", day, "N", back) + " " + strings.Join(parts, "  ·  ")
}

// telling tells the figure of one plan over the whole horizon.
func (m *model) telling(p *text.Printer, k kpi.KPI, plan chart.Plan) string {
	if plan.Results == nil {
		return plan.Name
	}
	s := plan.Results.Summary(k.ID)
	return k.Name(p.Lang()) + ". " + p.T("ui.answer.read.plan", "Name", plan.Name,
		"Median", chart.Median(p, k, s, m.currency()), "Range", chart.Spread(p, k, s, m.currency()))
}

// explained tells all behind a difference: meaning, size, how sure, how many
// draws, what it moves with.
func (m *model) explained(d *desk.Desk, k kpi.KPI, delta sim.Delta, c *sim.Comparison) string {
	p, s := d.Text, delta.Summary
	out := k.Name(p.Lang()) + ": " + k.Formula(p.Lang()) + "  ·  " + p.T("ui.answer.explain.delta",
		"Median", chart.MedianChange(p, k, s, m.currency()), "Range", chart.ChangeSpread(p, k, s, m.currency()),
		"Count", p.Number(float64(c.Pairs), 0), "Error", p.Figure(k, s.MCError, 0, m.currency()))
	if q := delta.ProbabilityBetter; !math.IsNaN(q) {
		out += " " + p.T("ui.answer.explain.better", "Chance", chart.Chance(p, q),
			"Error", p.Number(100*math.Sqrt(q*(1-q)/float64(max(1, c.Pairs))), 1))
	}
	return out + m.movesWith(p, c.DeltaAt(k.ID, -1), c.Base)
}

// explainedLevel is explained of a plan's own figure.
func (m *model) explainedLevel(d *desk.Desk, k kpi.KPI, r *sim.Results) string {
	p, s := d.Text, r.Summary(k.ID)
	out := k.Name(p.Lang()) + ": " + k.Formula(p.Lang())
	if math.IsNaN(s.P50) {
		return out
	}
	return out + "  ·  " + p.T("ui.answer.explain.level",
		"Median", chart.Median(p, k, s, m.currency()), "Range", chart.Spread(p, k, s, m.currency()),
		"Count", p.Number(float64(r.Replications), 0), "Error", p.Figure(k, s.MCError, 0, m.currency())) +
		m.movesWith(p, r.At(k.ID, -1), r)
}

// movers is how many uncertain inputs are named, and faint the rank correlation
// below which one is not.
const (
	movers = 3
	faint  = 0.1
)

// movesWith names the uncertain inputs that a figure moves with, by the rank
// correlation over the draws behind it.
func (m *model) movesWith(p *text.Printer, draws []float64, r *sim.Results) string {
	type mover struct {
		path string
		rank float64
	}
	var all []mover
	for i, path := range r.Inputs {
		n := min(len(draws), len(r.Drawn[i]))
		if rho := rankCorrelation(r.Drawn[i][:n], draws[:n]); math.Abs(rho) >= faint {
			all = append(all, mover{path, rho})
		}
	}
	slices.SortFunc(all, func(a, b mover) int { return cmp.Compare(math.Abs(b.rank), math.Abs(a.rank)) })
	var words []string
	for _, x := range all[:min(movers, len(all))] {
		name := x.path
		if k, ok := scenario.KeyOf(x.path); ok {
			name = k.Name.In(p.Lang())
		}
		words = append(words, name+" ("+p.Number(x.rank, 2)+")")
	}
	if len(words) == 0 {
		return ""
	}
	return "  ·  " + p.T("ui.answer.explain.movers", "Inputs", strings.Join(words, "; "))
}

// rankCorrelation is Spearman's: that of the ranks, ties at their mean rank, of the
// pairs without a null. It is 0 where one side is constant.
func rankCorrelation(x, y []float64) float64 {
	var a, b []float64
	for i := range min(len(x), len(y)) {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			a, b = append(a, x[i]), append(b, y[i])
		}
	}
	a, b = ranks(a), ranks(b)
	mean := float64(len(a)+1) / 2
	var ab, aa, bb float64
	for i := range a {
		u, v := a[i]-mean, b[i]-mean
		ab, aa, bb = ab+u*v, aa+u*u, bb+v*v
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, at := range order[i:j] {
			out[at] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}
