package answer

import (
	"fmt"

	"lojal/ui/chart"
)

// axis holds the y axis of a fan while a lever moves or a run refines: then it
// only widens, so that the eye sees the effect and not the scale.
type axis struct {
	span chart.Range
	of   string // the figure and the plans that it was fitted to
}

// fit is the range of the y axis of a fan; changed says that it is another than
// that of the picture before, of the same figure and plans.
func (a *axis) fit(f chart.Fan, moving bool) (span *chart.Range, changed bool) {
	of, r := identity(f), f.Range()
	if moving && of == a.of {
		r = chart.Range{Min: min(r.Min, a.span.Min), Max: max(r.Max, a.span.Max)}
	}
	changed = of == a.of && r != a.span
	a.span, a.of = r, of
	return &r, changed
}

// identity names what a fan is about, whatever its results.
func identity(f chart.Fan) string {
	s := string(f.KPI.ID)
	for _, p := range f.Plans {
		s += fmt.Sprint("|", p.Name, p.Colour, p.Baseline, p.Focus)
	}
	return s
}
