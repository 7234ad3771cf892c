package lever

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// target is a value that a lever can be reset to.
type target struct {
	raw   string // TOML
	label string // "Reset to Today: 45"
}

// targets are the values to reset to that differ from the present one, each
// once: the plan as opened, the baseline, the default.
func (r *Row) targets() []target {
	now := r.desk.Store.Now()
	present := r.words(r.from.Text(r.Path))
	seen := []string{present}
	var out []target
	add := func(raw, id, name string) {
		value := r.words(raw)
		if raw == "" || slices.Contains(seen, value) {
			return
		}
		seen = append(seen, value)
		out = append(out, target{raw, r.desk.T("reset."+id, "Name", name, "Value", value)})
	}
	if o := r.desk.Store.Origin(r.plan); o.Saved != nil {
		add(o.Saved.Text(r.Path), "opened", r.desk.Called(o.Saved))
	}
	if base, ok := now.Plan(now.Baseline); ok {
		add(base.Scenario.Text(r.Path), "baseline", r.desk.Called(base.Scenario))
	}
	add(r.Key.Default, "default", "")
	return out
}

// differs says whether the value is not the baseline's.
func (r *Row) differs() bool {
	now := r.desk.Store.Now()
	base, ok := now.Plan(now.Baseline)
	return ok && r.words(base.Scenario.Text(r.Path)) != r.words(r.from.Text(r.Path))
}

// words is a value as it is told: the same however it is written.
func (r *Row) words(raw string) string {
	if raw == "" {
		return ""
	}
	return r.desk.Text.Value(r.Key, raw, r.from.Run().Currency)
}

// onReset resets at once where there is one value to reset to, else asks.
func (r *Row) onReset() {
	targets := r.targets()
	if len(targets) == 1 {
		r.setTo(targets[0])
		return
	}
	if items := r.resets(); len(items) > 0 {
		r.desk.MenuUnder(r.reset, items...)
	}
}

// resets are the targets as items of a menu.
func (r *Row) resets() (items []*fyne.MenuItem) {
	for _, t := range r.targets() {
		items = append(items, fyne.NewMenuItem(t.label, func() { r.setTo(t) }))
	}
	return items
}

func (r *Row) setTo(t target) {
	r.desk.Store.Seal()
	r.onError(r.desk.Store.Set(r.plan, r.Path, t.raw, false))
}

func (r *Row) explainReset() {
	var labels []string
	for _, t := range r.targets() {
		labels = append(labels, t.label)
	}
	if len(labels) == 0 {
		r.explain()
		return
	}
	r.desk.Explain(r.NameIn(r.desk.Text.Lang()) + ". " + strings.Join(labels, " · "))
}

// explain tells what the lever means, its evidence and where it comes from.
func (r *Row) explain() {
	lang := r.desk.Text.Lang()
	parts := []string{r.NameIn(lang) + ": " + r.Key.Help.In(lang)}
	if evidence := r.evidence(); evidence != "" {
		parts = append(parts, evidence)
	}
	source := r.from.Source(r.Path)
	if source.Text != "" {
		parts = append(parts, r.desk.T("explain.source", "Text", r.desk.Text.Phrase(source.Text)))
	}
	if source.Confidence != "" {
		parts = append(parts, r.desk.T("explain.confidence", "Level", r.desk.T("confidence."+source.Confidence)))
	}
	if r.Key.Ranges {
		parts = append(parts, r.desk.T("explain.ranges"))
	}
	r.desk.Explain(strings.Join(parts, "  ·  "))
}

func (r *Row) evidence() string {
	evidence := r.format().Evidence()
	if evidence == "" {
		return ""
	}
	return r.desk.T("explain.evidence", "Range", evidence)
}
