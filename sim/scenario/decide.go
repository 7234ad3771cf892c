package scenario

import "strconv"

// Decide is With for somebody at the levers, to whom a change is a change: the
// state before week 0 stays what it was. Where the file leaves a part of
// world.now to its own decisions, the value so far is written there.
func (s *Scenario) Decide(path, text string) (*Scenario, error) {
	next, err := s.With(path, text)
	if err != nil {
		return nil, err
	}
	for _, k := range Keys() {
		if k.week0 != path {
			continue
		}
		before, ok := s.Number(k.Path)
		after, _ := next.Number(k.Path)
		if ok && before.Certain != after.Certain {
			return s.WithAll(Set{path, text}, Set{k.Path, strconv.FormatFloat(before.Certain, 'g', -1, 64)})
		}
	}
	return next, nil
}
