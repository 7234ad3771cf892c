package answer

import (
	"lojal/sim"
	"lojal/sim/kpi"
)

// known remembers what was made of results for as long as it is shown: with many
// replications it takes longer than the interface may be held up.
type known struct {
	pairs, pairsBefore   map[[2]*sim.Results]*sim.Comparison
	levels, levelsBefore map[*sim.Results][]sim.Summary // in the order of kpi.All
}

// many is how many replications take longer than a moment to compare.
const many = 500

// turn begins another round: what is not asked for in it is forgotten.
func (k *known) turn() {
	k.pairsBefore, k.pairs = k.pairs, map[[2]*sim.Results]*sim.Comparison{}
	k.levelsBefore, k.levels = k.levels, map[*sim.Results][]sim.Summary{}
}

// pair is the comparison of two runs; nil where they cannot be compared.
func (k *known) pair(base, other *sim.Results) *sim.Comparison {
	key := [2]*sim.Results{base, other}
	c, found := k.pairs[key]
	if !found {
		if c, found = k.pairsBefore[key]; !found {
			c, _ = sim.Compare(base, other)
		}
		k.pairs[key] = c
	}
	return c
}

// level is the summary of a figure over the whole horizon.
func (k *known) level(r *sim.Results, id kpi.ID) sim.Summary {
	all, found := k.levels[r]
	if !found {
		if all, found = k.levelsBefore[r]; !found {
			all = summaries(r)
		}
		k.levels[r] = all
	}
	return all[kpi.Index(id)]
}

func summaries(r *sim.Results) []sim.Summary {
	all := make([]sim.Summary, len(kpi.All))
	for i, k := range kpi.All {
		all[i] = r.Summary(k.ID)
	}
	return all
}

// unmade is the work of many replications that a model needs and that was not done
// yet: to be done beside the interface, each with a function that keeps what it made.
func (k *known) unmade(m *model, levels bool) (work []task) {
	for _, side := range m.sides {
		r := side.Results
		if r.Replications <= many {
			continue
		}
		key := [2]*sim.Results{m.reference.Results, r}
		if _, found := k.pairsBefore[key]; !found && !side.Reference && key[0] != nil {
			var c *sim.Comparison
			work = append(work, task{func() { c, _ = sim.Compare(key[0], key[1]) }, func() { k.pairs[key] = c }})
		}
		if _, found := k.levelsBefore[r]; !found && levels {
			var all []sim.Summary
			work = append(work, task{func() { all = summaries(r) }, func() { k.levels[r] = all }})
		}
	}
	return work
}
