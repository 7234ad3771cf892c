package text

import (
	"strings"
	"sync"

	"lojal/sim/scenario"
)

// catalogued are the names of the catalogue's initiatives, by the key under which a
// scenario takes them.
var catalogued = sync.OnceValue(func() map[string]scenario.Text {
	names := map[string]scenario.Text{}
	for _, p := range scenario.Catalogue() {
		names[p.ID] = p.Name
	}
	return names
})

// Entry is what an entry of an array of tables is called: an initiative of the
// catalogue and a driver of a shipped model have names in each language, others are
// what the scenario calls them.
func (p *Printer) Entry(table, name string) string {
	switch table {
	case "decisions.initiative":
		if known, ok := catalogued()[name]; ok {
			return known.In(p.lang)
		}
	case "world.satisfaction.driver", "world.satisfaction.lasting":
		if id := "drivers.signal." + name; p.known(id) {
			return p.T(id)
		}
	}
	return p.Phrase(name)
}

// Part is an entry, or part of one that has keys of its own, such as the signals on
// which an initiative has effects: "coaching · attitude".
func (p *Printer) Part(table, entry string) string {
	name, key, parted := strings.Cut(entry, " · ")
	name = p.Entry(table, name)
	if id := "drivers.signal." + key; parted && p.known(id) {
		return name + " · " + p.T(id)
	} else if parted {
		return name + " · " + key
	}
	return name
}
