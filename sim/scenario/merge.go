package scenario

import "strings"

// Merge is what two people made of one scenario: theirs, with every value that
// mine sets otherwise than base does. clashes are the values that both changed,
// each to another one, with A mine and B theirs; there mine is taken where mineWins,
// else theirs. The text and the comments are those of theirs. ok is false where
// that cannot be written: mine lacks an entry that base has, or the values
// contradict one another.
func Merge(base, mine, theirs *Scenario, mineWins bool) (merged *Scenario, clashes []Change, ok bool) {
	merged, ok = theirs, true
	var sets []Set
	for _, v := range merged3(base, mine, theirs) {
		was, own, other := base.at[v.path].canon(), mine.at[v.path].canon(), theirs.at[v.path].canon()
		if mine.ownText(v.path) == base.ownText(v.path) || mine.ownText(v.path) == theirs.ownText(v.path) && own == other {
			continue // mine never touched it, or theirs has it
		}
		if other != was && own != other && own != was {
			clashes = append(clashes, Change{v.path, *v.key, mine.Text(v.path), theirs.Text(v.path)})
			if !mineWins {
				continue
			}
		}
		text := mine.Text(v.path)
		if text == "" || v.key.Path == "extends" || v.key.Path == "format" {
			ok = false
			continue
		}
		sets = append(sets, Set{v.path, text})
	}
	if !ok || len(sets) == 0 {
		return merged, clashes, ok
	}
	merged, ok = theirs.withEntries(sets)
	return merged, clashes, ok && merged.agrees(sets, mine)
}

// merged3 is every path of three scenarios once.
func merged3(a, b, c *Scenario) []*value { return merged(merged(a.values, b.values), c.values) }

// ownText is a value as the scenario's own file gives it; "" where it does not.
func (s *Scenario) ownText(path string) string {
	if n := find(s.own.doc, pathOf(path)); n != nil {
		return n.text()
	}
	return ""
}

// withEntries is WithAll, where new entries are named before their values are set.
func (s *Scenario) withEntries(sets []Set) (*Scenario, bool) {
	var rest []Set
	for _, set := range sets {
		if s.hasEntry(set.Path) && !strings.HasSuffix(set.Path, ".use") {
			rest = append(rest, set)
			continue
		}
		next, err := s.With(set.Path, set.Text)
		if err != nil {
			rest = append(rest, set) // its entry may come yet
			continue
		}
		s = next
	}
	if len(rest) == 0 {
		return s, true
	}
	next, err := s.WithAll(rest...)
	return next, err == nil
}

// agrees says whether the values at the paths that were set mean what they do in
// another scenario.
func (s *Scenario) agrees(sets []Set, with *Scenario) bool {
	for _, set := range sets {
		if s.at[set.Path].canon() != with.at[set.Path].canon() {
			return false
		}
	}
	return true
}
