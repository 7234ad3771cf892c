// Package assumptions is the room that shows every value of a plan with where it
// comes from, how sure it is, and in what it differs; each is edited in place.
package assumptions

import (
	"slices"
	"strings"

	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/lever"
	"lojal/ui/values"
)

// entry is one value with all that a line tells of it.
type entry struct {
	lever.Item
	raw, rawBase string // TOML; what the words were made of

	group, value, evidence, source, base string
	confidence                           string // high, medium, low, guess or ""
	changed, uncertain                   bool
	place                                int // among the levers
}

// filters are what the list can be narrowed to.
var filters = []string{"all", "changed", "uncertain", "guesses"}

func (e *entry) passes(filter string) bool {
	switch filter {
	case "changed":
		return e.changed
	case "uncertain":
		return e.uncertain
	case "guesses":
		return e.confidence == "guess"
	}
	return true
}

// columns are what the list can be sorted by.
var columns = []string{"name", "value", "evidence", "confidence", "base"}

// sure is the order of confidences, the least sure first.
var sure = []string{"guess", "low", "medium", "high", ""}

// order compares two values by a column; equals stay in the order of the levers.
func order(column, lang string) func(a, b *entry) int {
	return func(a, b *entry) int {
		d := 0
		switch column {
		case "name":
			d = strings.Compare(strings.ToLower(a.NameIn(lang)), strings.ToLower(b.NameIn(lang)))
		case "value":
			d = rank(!a.uncertain) - rank(!b.uncertain)
		case "evidence":
			d = rank(a.evidence == "") - rank(b.evidence == "")
		case "confidence":
			d = slices.Index(sure, a.confidence) - slices.Index(sure, b.confidence)
		case "base":
			d = rank(!a.changed) - rank(!b.changed)
		}
		if d == 0 {
			d = a.place - b.place
		}
		return d
	}
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// book holds the entries of a plan and writes again only what has changed.
type book struct {
	desk    *desk.Desk
	known   map[string]*entry
	plan    *scenario.Scenario
	base    *scenario.Scenario
	entries []*entry
}

// update brings the entries up to date with a plan and its reference.
func (b *book) update(plan, base *scenario.Scenario) {
	if plan == b.plan && base == b.base {
		return
	}
	b.plan, b.base = plan, base
	if b.known == nil {
		b.known = map[string]*entry{}
	}
	changed := map[string]bool{}
	for _, c := range scenario.Diff(base, plan) {
		changed[c.Path] = true
	}
	uncertain := plan.Uncertain()
	b.entries = b.entries[:0]
	for i, it := range lever.Items(plan) {
		e := b.known[it.Path]
		if e == nil {
			e = &entry{Item: it}
			b.known[it.Path] = e
		}
		e.place = i
		e.changed = changed[it.Path]
		e.uncertain = slices.ContainsFunc(uncertain, func(p string) bool {
			return p == it.Path || strings.HasPrefix(p, it.Path+".")
		})
		b.write(e)
		b.entries = append(b.entries, e)
	}
}

// write puts a value into words.
func (b *book) write(e *entry) {
	source := b.plan.Source(e.Path)
	e.confidence = source.Confidence
	e.source = b.desk.Text.Phrase(source.Text)
	raw, rawBase := b.plan.Text(e.Path), b.base.Text(e.Path)
	if raw == e.raw && rawBase == e.rawBase && e.group != "" {
		return
	}
	e.raw, e.rawBase = raw, rawBase
	currency := b.plan.Run().Currency
	e.value = b.desk.Text.Value(e.Key, raw, currency)
	e.base = b.desk.Text.Value(e.Key, rawBase, currency)
	e.evidence = values.Format{P: b.desk.Text, Key: e.Key, Currency: currency}.Bare()
	e.group = b.desk.T("group." + lever.Group(e.Item))
}

// chosen are the entries that a filter and a search leave, sorted by a column.
func (b *book) chosen(filter, search, column string, down bool) []*entry {
	var out []*entry
	for _, e := range b.entries {
		if e.passes(filter) && (e.Matches(search) || contains(e.source+" "+e.group, search)) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, order(column, b.desk.Text.Lang()))
	if down {
		slices.Reverse(out)
	}
	return out
}

func contains(text, search string) bool {
	text = strings.ToLower(text)
	for _, word := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// count is how many entries a filter leaves.
func (b *book) count(filter string) int {
	n := 0
	for _, e := range b.entries {
		if e.passes(filter) {
			n++
		}
	}
	return n
}
