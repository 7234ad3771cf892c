package scenario

// Drawn is the value of an uncertain number (a path of Uncertain) where its
// distribution is read at probability p, in the key's unit.
func (s *Scenario) Drawn(path string, p float64) float64 {
	return s.numbers[path].Dist.Quantile(p)
}
