package lever

import (
	"slices"
	"strings"

	"lojal/sim/scenario"
	"lojal/ui/text"
)

// Item is one value that can be edited: a key with the names of its entries
// filled in.
type Item struct {
	Path  string
	Key   scenario.Key
	Entry string // "phone" of world.contact.phone.share; "" where there is none
}

// NameIn is what the lever is called in a language.
func (it Item) NameIn(lang string) string {
	if it.Entry == "" {
		return it.Key.Name.In(lang)
	}
	table, _, _ := strings.Cut(it.Key.Path, ".*")
	return it.Key.Name.In(lang) + " · " + text.For(lang).Part(table, it.Entry)
}

// Matches says whether a search finds the lever: every word stands in its name in
// either language, its path or its help.
func (it Item) Matches(search string) bool {
	all := strings.ToLower(strings.Join([]string{it.NameIn("en"), it.NameIn("nb"), it.Path,
		it.Key.Help.In("en"), it.Key.Help.In("nb")}, " "))
	for _, word := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// rank puts what is named so before what only mentions it, decisions first.
func (it Item) rank(search string) int {
	if it.Key.Side == scenario.Decision {
		return 2 * it.named(search)
	}
	return 2*it.named(search) + 1
}

func (it Item) named(search string) int {
	search = strings.ToLower(strings.TrimSpace(search))
	for _, lang := range []string{"en", "nb"} {
		if strings.HasPrefix(strings.ToLower(it.NameIn(lang)), search) {
			return 0
		}
	}
	for _, lang := range []string{"en", "nb"} {
		if strings.Contains(strings.ToLower(it.NameIn(lang)), search) {
			return 1
		}
	}
	return 2
}

// sides is the order of the levers: what is chosen first, how it is run last.
var sides = []scenario.Side{scenario.Decision, scenario.World, scenario.Price, scenario.Setup}

// Items are all values that can be edited, decisions first and in key-table order,
// entries of the scenario filled in.
func Items(s *scenario.Scenario) []Item {
	entries := entryNames(s)
	var out []Item
	for _, k := range scenario.Keys() {
		if !lever(k) {
			continue
		}
		before, after, wild := strings.Cut(k.Path, ".*")
		if !wild {
			if s.Text(k.Path) != "" {
				out = append(out, Item{Path: k.Path, Key: k})
			}
			continue
		}
		for _, name := range entries[before] {
			for _, path := range s.Filled(before + "." + name + after) {
				it := Item{Path: path, Key: k, Entry: name}
				if last := path[strings.LastIndexByte(path, '.')+1:]; strings.HasSuffix(k.Path, ".*") && strings.Count(k.Path, "*") > 1 {
					it.Entry += " · " + last
				}
				out = append(out, it)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int {
		return slices.Index(sides, a.Key.Side) - slices.Index(sides, b.Key.Side)
	})
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
