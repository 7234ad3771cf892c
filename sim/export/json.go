package export

import (
	"io"
	"time"

	"lojal/sim"
	"lojal/sim/kpi"
)

// SchemaVersion is the version of the JSON documents and the archive. It
// changes when a member is renamed or means something else, not when one is
// added.
const SchemaVersion = 1

// WriteJSON writes results.json.
func WriteJSON(w io.Writer, r *sim.Results) error { return writeJSON(w, document(r)) }

func document(r *sim.Results) object {
	each, all := r.TargetResults()
	doc := object{{"schema_version", SchemaVersion}}
	doc = append(doc, identity(r)...)
	doc = append(doc, object{
		{"start", r.Start.Format(time.DateOnly)},
		{"weeks", r.Weeks},
		{"currency", r.Currency},
		{"kpis", figures(func(id kpi.ID) any { return summary(r.Summary(id)) })},
		{"kpis_by_contact", byContact(r)},
		{"series", figures(func(id kpi.ID) any { return band(r.Band(id)) })},
		{"targets", targets(each)},
		{"targets_all", together(each, all)},
		{"warnings", append([]string{}, r.Warnings...)},
	}...)
	if r.Decisive != nil {
		doc = append(doc, member{"provenance", provenance(r.Decisive)})
	}
	return doc
}

// provenance is where the decisive values come from.
func provenance(decisive []sim.Decisive) object {
	guesses, list := 0, []object{}
	for i := range decisive {
		d := &decisive[i]
		if d.Guess() {
			guesses++
		}
		list = append(list, object{{"key", d.Path}, {"source", d.Source.Text}, {"confidence", d.Source.Confidence},
			{"low", null(d.Low)}, {"high", null(d.High)},
			{"kpi", string(d.KPI)}, {"change", null(d.Change)}, {"bands", null(d.Bands)}})
	}
	return object{{"decisive", list}, {"guesses", guesses}}
}

// identity is what tells one run from another.
func identity(r *sim.Results) object {
	return object{
		{"scenario", r.Scenario},
		{"scenario_hash", r.ScenarioHash},
		{"engine_version", r.Engine},
		{"seed", r.Seed},
		{"replications", r.Replications},
		{"replications_asked", r.Asked},
		{"queue", r.Queue},
	}
}

// figures is an object with a member a key figure, in the order of the table;
// figures of which there is nothing to tell (nil) are left out.
func figures(value func(kpi.ID) any) object {
	members := object{}
	for _, k := range kpi.All {
		if v := value(k.ID); v != nil {
			members = append(members, member{string(k.ID), v})
		}
	}
	return members
}

// statistics are the members of a summary, in order.
var statistics = []struct {
	name string
	of   func(sim.Summary) float64
}{
	{"mean", func(s sim.Summary) float64 { return s.Mean }},
	{"mc_error", func(s sim.Summary) float64 { return s.MCError }},
	{"p05", func(s sim.Summary) float64 { return s.P05 }},
	{"p10", func(s sim.Summary) float64 { return s.P10 }},
	{"p25", func(s sim.Summary) float64 { return s.P25 }},
	{"p50", func(s sim.Summary) float64 { return s.P50 }},
	{"p75", func(s sim.Summary) float64 { return s.P75 }},
	{"p90", func(s sim.Summary) float64 { return s.P90 }},
	{"p95", func(s sim.Summary) float64 { return s.P95 }},
}

func summary(s sim.Summary) object {
	members := make(object, len(statistics))
	for i, statistic := range statistics {
		members[i] = member{statistic.name, null(statistic.of(s))}
	}
	return members
}

// weekly are the members of a band, in order.
var weekly = []struct {
	name string
	of   func(*sim.Band) []float64
}{
	{"p10", func(b *sim.Band) []float64 { return b.P10 }},
	{"p25", func(b *sim.Band) []float64 { return b.P25 }},
	{"p50", func(b *sim.Band) []float64 { return b.P50 }},
	{"p75", func(b *sim.Band) []float64 { return b.P75 }},
	{"p90", func(b *sim.Band) []float64 { return b.P90 }},
	{"mean", func(b *sim.Band) []float64 { return b.Mean }},
}

// band is nil without one.
func band(b *sim.Band) any {
	if b == nil {
		return nil
	}
	members := make(object, len(weekly))
	for i, line := range weekly {
		members[i] = member{line.name, nulls(line.of(b))}
	}
	return members
}

// byContact is the figures of each contact type.
func byContact(r *sim.Results) object {
	types := object{}
	for c, name := range r.Contacts {
		if c >= len(r.ByContact) {
			break
		}
		types = append(types, member{name, figures(func(id kpi.ID) any {
			draws := r.ByContact[c][kpi.Index(id)]
			if draws == nil {
				return nil
			}
			return summary(sim.Summarise(draws))
		})})
	}
	return types
}

func targets(each []sim.TargetResult) []object {
	list := []object{}
	for _, t := range each {
		condition := "at_most"
		if t.Target.AtLeast {
			condition = "at_least"
		}
		entry := object{{"kpi", t.Target.KPI}, {condition, null(t.Target.Value)}}
		if t.Target.ByWeek >= 0 {
			entry = append(entry, member{"by_week", t.Target.ByWeek})
		}
		list = append(list, append(entry, chance(t)...))
	}
	return list
}

// together is the probability that every target is met; null without targets.
func together(each []sim.TargetResult, all sim.TargetResult) any {
	if len(each) == 0 {
		return nil
	}
	return chance(all)
}

func chance(t sim.TargetResult) object {
	return object{{"probability", null(t.Probability)}, {"mc_error", null(t.MCError)}}
}

// WriteCompareJSON writes compare.json: one document for one comparison, a list
// of them for several.
func WriteCompareJSON(w io.Writer, comparisons ...*sim.Comparison) error {
	documents := make([]object, len(comparisons))
	for i, c := range comparisons {
		documents[i] = comparison(c)
	}
	if len(documents) == 1 {
		return writeJSON(w, documents[0])
	}
	return writeJSON(w, documents)
}

func comparison(c *sim.Comparison) object {
	return object{
		{"schema_version", SchemaVersion},
		{"base", identity(c.Base)},
		{"other", identity(c.Other)},
		{"seed", c.Base.Seed},
		{"pairs", c.Pairs},
		{"start", c.Base.Start.Format(time.DateOnly)},
		{"weeks", c.Base.Weeks},
		{"currency", c.Base.Currency},
		{"kpis", figures(func(id kpi.ID) any {
			d := c.Delta(id)
			return object{{"delta", summary(d.Summary)}, {"probability_better", null(d.ProbabilityBetter)}}
		})},
		{"series", figures(func(id kpi.ID) any { return band(c.DeltaBand(id)) })},
	}
}
