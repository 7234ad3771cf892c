package text

import (
	"github.com/BurntSushi/toml"

	"lojal/sim/kpi"
)

// Target writes a target of a figure from its TOML text: ≥ 80 %; nothing where there
// is none.
func (p *Printer) Target(k kpi.KPI, raw, currency string) string {
	var doc struct {
		V struct {
			Least *float64 `toml:"at_least"`
			Most  *float64 `toml:"at_most"`
		}
	}
	if _, err := toml.Decode("v = "+raw, &doc); err != nil {
		return nothing
	}
	switch {
	case doc.V.Least != nil:
		return "≥ " + p.Figure(k, *doc.V.Least, 0, currency)
	case doc.V.Most != nil:
		return "≤ " + p.Figure(k, *doc.V.Most, 0, currency)
	}
	return nothing
}
