package lever

import (
	"fmt"
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"lojal/sim/scenario"
)

// target is a value that a lever can be reset to.
type target struct {
	raw   string // TOML
	label string // "Reset to Today: 45"
}

// targets are the values to reset to that differ from the present one, each
// once: the plan as opened, the baseline, the default.
func (r *row) targets() []target {
	now := r.desk.Store.Now()
	present := r.from.Text(r.path)
	var out []target
	add := func(raw, id, name string) {
		if raw == "" || raw == present {
			return
		}
		for _, t := range out {
			if t.raw == raw {
				return
			}
		}
		value := r.desk.Text.Value(r.key, raw, r.from.Run().Currency)
		out = append(out, target{raw, r.desk.T("reset."+id, "Name", name, "Value", value)})
	}
	if o := r.desk.Store.Origin(r.plan); o.Saved != nil {
		add(o.Saved.Text(r.path), "opened", r.desk.Called(o.Saved))
	}
	if base, ok := now.Plan(now.Baseline); ok {
		add(base.Scenario.Text(r.path), "baseline", r.desk.Called(base.Scenario))
	}
	add(r.key.Default, "default", "")
	return out
}

// differs says whether the value is not the baseline's.
func (r *row) differs() bool {
	now := r.desk.Store.Now()
	base, ok := now.Plan(now.Baseline)
	return ok && base.Scenario.Text(r.path) != r.from.Text(r.path)
}

// onReset resets at once where there is one value to reset to, else asks.
func (r *row) onReset() {
	targets := r.targets()
	if len(targets) == 1 {
		r.setTo(targets[0])
		return
	}
	var items []*fyne.MenuItem
	for _, t := range targets {
		items = append(items, fyne.NewMenuItem(t.label, func() { r.setTo(t) }))
	}
	if len(items) > 0 {
		r.desk.MenuUnder(r.reset, items...)
	}
}

func (r *row) setTo(t target) {
	r.desk.Store.Seal()
	r.onError(r.desk.Store.Set(r.plan, r.path, t.raw, false))
}

func (r *row) explainReset() {
	var labels []string
	for _, t := range r.targets() {
		labels = append(labels, t.label)
	}
	if len(labels) == 0 {
		r.explain()
		return
	}
	r.desk.Explain(r.key.Name.In(r.desk.Text.Lang()) + ". " + strings.Join(labels, " · "))
}

// explain tells what the lever means, its evidence and where it comes from.
func (r *row) explain() {
	lang := r.desk.Text.Lang()
	parts := []string{r.item.name(lang) + ": " + r.key.Help.In(lang)}
	if evidence := r.evidence(); evidence != "" {
		parts = append(parts, evidence)
	}
	source := r.from.Source(r.path)
	if source.Text != "" {
		parts = append(parts, r.desk.T("explain.source", "Text", r.desk.Text.Phrase(source.Text)))
	}
	if source.Confidence != "" {
		parts = append(parts, r.desk.T("explain.confidence", "Level", r.desk.T("confidence."+source.Confidence)))
	}
	if r.key.Ranges {
		parts = append(parts, r.desk.T("explain.ranges"))
	}
	r.desk.Explain(strings.Join(parts, "  ·  "))
}

func (r *row) evidence() string {
	k := r.key
	if math.IsNaN(k.Low) || math.IsNaN(k.High) || k.Low >= k.High {
		return ""
	}
	value := r.desk.Text.Value(k, fmt.Sprintf("%q", toml(k.Low)+".."+toml(k.High)), r.from.Run().Currency)
	return r.desk.T("explain.evidence", "Range", value)
}

// items are all values that a pane may show, in key-table order, entries of the
// scenario filled in.
func items(s *scenario.Scenario) []item {
	entries := entryNames(s)
	var out []item
	for _, k := range scenario.Keys() {
		if !lever(k) {
			continue
		}
		before, after, wild := strings.Cut(k.Path, ".*")
		if !wild {
			if s.Text(k.Path) != "" {
				out = append(out, item{path: k.Path, key: k})
			}
			continue
		}
		for _, name := range entries[before] {
			path := before + "." + name + after
			if s.Text(path) != "" {
				out = append(out, item{path: path, key: k, entry: name})
			}
		}
	}
	return out
}

// lever says whether a key is something to pull: names, texts and targets are
// not.
func lever(k scenario.Key) bool {
	return k.Side != scenario.Setup || strings.HasPrefix(k.Path, "run.") && (k.Kind == scenario.Figure || k.Kind == scenario.Whole || k.Kind == scenario.Choice)
}

// entryNames are the names of the entries of each array of tables.
func entryNames(s *scenario.Scenario) map[string][]string {
	plan := s.Draw(1, nil)
	names := map[string][]string{}
	for _, c := range plan.Contacts {
		names["world.contact"] = append(names["world.contact"], c.Name)
	}
	for _, d := range plan.Satisfied.Drivers {
		names["world.satisfaction.driver"] = append(names["world.satisfaction.driver"], d.Name)
	}
	for _, d := range plan.Satisfied.Lasting {
		names["world.satisfaction.lasting"] = append(names["world.satisfaction.lasting"], d.Name)
	}
	for _, g := range plan.Decisions.Groups {
		names["decisions.group"] = append(names["decisions.group"], g.Name)
	}
	for _, i := range plan.Decisions.Initiatives {
		names["decisions.initiative"] = append(names["decisions.initiative"], i.Name)
	}
	return names
}
