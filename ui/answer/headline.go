package answer

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// headline is the answer in a sentence, and how likely the targets are met.
type headline struct {
	desk    *desk.Desk
	root    *widgets.Area
	line    *widgets.Paragraph
	targets *widgets.Paragraph
	text    string
}

func newHeadline(d *desk.Desk) *headline {
	h := &headline{desk: d}
	h.line = widgets.NewParagraph("")
	h.line.TextSize, h.line.Bold = theme.SizeNameHeadingText, true
	h.line.Narrow = 420
	h.targets = widgets.NewParagraph("")
	h.targets.Colour = look.Muted
	h.root = widgets.NewArea(container.NewVBox(h.line, h.targets), d.Says(d.T("explain.headline")))
	h.root.OnSecondary = func(at fyne.Position) {
		d.Menu(at, fyne.NewMenuItem(d.T("menu.copy_sentence"), func() { d.Do.CopyText(h.text) }))
	}
	return h
}

func (h *headline) show(m model) {
	main := h.sentence(m)
	rest := h.targetText(m)
	h.text = strings.TrimSpace(main + "\n" + rest)
	h.line.Set(main)
	h.targets.Set(rest)
	visible(h.targets, rest != "")
}

func (h *headline) sentence(m model) string {
	k, _ := kpi.Of(kpi.SatisfactionLasting)
	switch {
	case len(m.plans) == 0:
		return h.desk.T("computing")
	case !m.compared:
		return chart.Fan{KPI: k, Plans: m.plans, Target: m.target(k.ID), Week: -1}.Title(h.desk.Text)
	case !m.comparable(m.focus):
		day := func(s state.Side) string { return h.desk.Text.Date(s.Scenario.Run().Start) }
		return h.desk.T("not_comparable", "Name", h.desk.Name(m.focus), "Base", h.desk.Name(m.reference),
			"Date", day(m.focus), "BaseDate", day(m.reference))
	case m.main == nil:
		return h.desk.T("computing")
	}
	return chart.Headline(m.main, k, h.desk.Name(m.reference), h.desk.Name(m.focus), h.desk.Text)
}

// targetText is a line with each target's probability, the reference's beside it.
func (h *headline) targetText(m model) string {
	if m.reference.Scenario == nil || m.focus.Results == nil {
		return ""
	}
	var parts []string
	for _, t := range m.focus.Scenario.Targets() {
		k, ok := kpi.Of(kpi.ID(t.KPI))
		if !ok {
			continue
		}
		part := h.condition(m, k, t) + ": " + h.share(m.focus.Results.Probability(t))
		if m.compared && m.reference.Results != nil {
			part += " (" + h.desk.Name(m.reference) + " " + h.share(m.reference.Results.Probability(t)) + ")"
		}
		parts = append(parts, part)
	}
	if warnings := m.focus.Scenario.Warnings(); len(warnings) > 0 {
		parts = append(parts, h.desk.T("simpler", "Text", strings.ReplaceAll(h.desk.Message(warnings), "\n", "; ")))
	}
	return strings.Join(parts, "\n")
}

func (h *headline) share(r sim.TargetResult) string {
	return chart.Chance(h.desk.Text, r.Probability)
}

func (h *headline) condition(m model, k kpi.KPI, t scenario.Target) string {
	sign := " ≤ "
	if t.AtLeast {
		sign = " ≥ "
	}
	text := k.Name(h.desk.Text.Lang()) + sign + h.desk.Text.Figure(k, t.Value, 0, m.currency())
	if t.ByWeek >= 0 {
		day := m.reference.Scenario.Run().Start.AddDate(0, 0, 7*t.ByWeek)
		text += " " + h.desk.T("by", "Date", h.desk.Text.Month(day))
	}
	return text
}
