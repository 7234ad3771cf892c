package calls

import "slices"

// routing is who serves what, as the rules say.
type routing struct {
	seek   [][][]int32 // by type: groups that serve it, tier by tier; the agents of a tier are alike to it
	live   [][]uint64  // by group: phone and chat types in the order served, bit by bit; those of a tier are alike
	serves []uint64    // by group: all of these types
	mail   [][]uint64  // as live: e-mail
}

func newRouting(r *Rules) routing {
	var to routing
	for k := range r.Types {
		to.seek = append(to.seek, seekers(r, k))
	}
	to.serves = make([]uint64, len(r.Groups))
	for g := range r.Groups {
		to.live = append(to.live, tiers(r, &r.Groups[g], func(c Channel) bool { return c != Email }))
		for _, tier := range to.live[g] {
			to.serves[g] |= tier
		}
		to.mail = append(to.mail, tiers(r, &r.Groups[g], func(c Channel) bool { return c == Email }))
	}
	return to
}

// rank is the place of a type in a group's preference, after all of them where it
// has none; ok tells whether the group serves it.
func (g *Group) rank(k, types int) (rank int, ok bool) {
	if len(g.Skills) == 0 {
		return types, true
	}
	i := slices.Index(g.Skills, k)
	return i, i >= 0
}

func seekers(r *Rules, k int) [][]int32 {
	var out [][]int32
	for rank := 0; rank <= len(r.Types); rank++ {
		var tier []int32
		for g := range r.Groups {
			if x, ok := r.Groups[g].rank(k, len(r.Types)); ok && x == rank {
				tier = append(tier, int32(g))
			}
		}
		if tier != nil {
			out = append(out, tier)
		}
	}
	return out
}

// tiers sorts the types that a group serves by priority, then preference.
func tiers(r *Rules, g *Group, want func(Channel) bool) []uint64 {
	type place struct{ priority, rank int }
	var all []place
	by := map[place]uint64{}
	for k := range r.Types {
		rank, ok := g.rank(k, len(r.Types))
		if !ok || !want(r.Types[k].Channel) {
			continue
		}
		p := place{r.Types[k].Priority, rank}
		if by[p] == 0 {
			all = append(all, p)
		}
		by[p] |= 1 << k
	}
	slices.SortFunc(all, func(a, b place) int {
		if a.priority != b.priority {
			return a.priority - b.priority
		}
		return a.rank - b.rank
	})
	var out []uint64
	for _, p := range all {
		out = append(out, by[p])
	}
	return out
}
