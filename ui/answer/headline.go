package answer

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/editor"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// headline is the answer in a sentence, and how likely the targets are met.
type headline struct {
	desk    *desk.Desk
	root    *widgets.Area
	lines   *fyne.Container // line above targets
	line    *widgets.Paragraph
	targets *widgets.Paragraph
	text    string
	model   model
}

func newHeadline(d *desk.Desk) *headline {
	h := &headline{desk: d}
	h.line = widgets.NewParagraph("")
	h.line.TextSize, h.line.Bold = theme.SizeNameHeadingText, true
	h.line.Narrow = 420
	h.targets = widgets.NewParagraph("")
	h.targets.Colour = look.Muted
	h.lines = container.New(editor.Stack(2), h.line, h.targets)
	h.root = widgets.NewArea(h.lines, h.explain)
	h.root.OnSecondary = func(at fyne.Position) {
		d.Menu(at, fyne.NewMenuItem(d.T("menu.copy_sentence"), func() { d.Do.CopyText(h.text) }))
	}
	return h
}

func (h *headline) show(m model) {
	h.model = m
	colour := theme.ColorNameForeground
	if m.faded {
		colour = look.Muted
	}
	if h.line.Colour != colour {
		h.line.Colour = colour
		h.line.Refresh()
	}
	main := h.sentence(m)
	rest := h.targetText(m)
	if h.line.Text == main && h.targets.Text == rest {
		return
	}
	h.text = strings.TrimSpace(main + "\n" + rest)
	h.line.Set(main)
	h.targets.Set(rest)
	visible(h.targets, rest != "")
	// The toolkit forgets to lay out anew where the line gets higher and the texts
	// below it change at the same time.
	h.lines.Refresh()
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

// targetText is a line with each target's probability, the reference's beside it,
// and one with that of all together.
func (h *headline) targetText(m model) string {
	if m.reference.Scenario == nil || m.focus.Results == nil {
		return ""
	}
	var parts []string
	for _, t := range m.targets {
		if _, ok := kpi.Of(kpi.ID(t.KPI)); ok {
			parts = append(parts, m.condition(h.desk, t)+": "+m.chances(h.desk, func(r *sim.Results) float64 { return r.Probability(t).Probability }))
		}
	}
	text := strings.Join(parts, "  ·  ") + m.together(h.desk, "  ·  ")
	if warnings := m.focus.Scenario.Warnings(); len(warnings) > 0 {
		text += "\n" + h.desk.T("simpler", "Text", strings.ReplaceAll(h.desk.Message(warnings), "\n", "; "))
	}
	if m.compared && state.WorldsDiffer(m.reference.Scenario, m.focus.Scenario) {
		text += "\n" + h.desk.T("answer.worlds_differ")
	}
	return strings.TrimSpace(text)
}

// explain tells what is behind the sentence.
func (h *headline) explain() {
	text := h.desk.T("explain.headline")
	k, _ := kpi.Of(kpi.SatisfactionLasting)
	if d, ok := h.model.delta(k.ID); ok {
		text = h.model.explained(h.desk, k, d, h.model.main) + "  ·  " + text
	}
	h.desk.Explain(text)
}
