package desk

import (
	"strings"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// Subject is what a change is about: the name of its key, with the entry in which
// the key stands.
func (d *Desk) Subject(c scenario.Change) string {
	if k, ok := aimOf(c); ok {
		return d.T("answer.target_of", "Name", k.Name(d.Text.Lang()))
	}
	name := c.Key.Name.In(d.Text.Lang())
	if table, entry, last := entryOf(c); last != "" {
		return name + " · " + d.Text.Part(table, entry+" · "+last)
	} else if entry != "" {
		return name + " · " + d.Text.Entry(table, entry)
	}
	return name
}

// Value is a value of a change in words, from its TOML text.
func (d *Desk) Value(c scenario.Change, raw, currency string) string {
	if k, ok := aimOf(c); ok {
		return d.Text.Target(k, raw, currency)
	}
	if raw == "" {
		return "–"
	}
	return d.Text.Value(c.Key, raw, currency)
}

// aimOf is the figure of a target.
func aimOf(c scenario.Change) (kpi.KPI, bool) {
	id, ok := strings.CutPrefix(c.Path, "targets.")
	if !ok {
		return kpi.KPI{}, false
	}
	return kpi.Of(kpi.ID(id))
}

// entryOf are the table of a change whose key stands in one of several entries, the
// name of the entry and, of keys that have names of their own in there, that one.
func entryOf(c scenario.Change) (table, entry, last string) {
	table, after, several := strings.Cut(c.Key.Path, ".*")
	if !several {
		return "", "", ""
	}
	parts := strings.Split(strings.TrimPrefix(c.Path, table+"."), ".")
	if strings.HasSuffix(after, ".*") {
		last = parts[len(parts)-1]
	}
	return table, strings.Join(parts[:len(parts)-strings.Count(after, ".")], "."), last
}

// Whole is the entry of a change that one of two scenarios has not at all, with the
// name of its kind; ok is false where both have it, or the key has no entries.
func (d *Desk) Whole(c scenario.Change, a, b *scenario.Scenario) (table, entry string, ok bool) {
	table, entry, _ = entryOf(c)
	if entry == "" || hasEntry(a, table, entry) && hasEntry(b, table, entry) {
		return "", "", false
	}
	return table, entry, true
}

func hasEntry(s *scenario.Scenario, table, entry string) bool {
	for _, k := range scenario.Keys() {
		if rest, of := strings.CutPrefix(k.Path, table+".*."); of && !strings.Contains(rest, "*") && s.Text(table+"."+entry+"."+rest) != "" {
			return true
		}
	}
	return false
}
