package answer

import (
	"math"
	"strings"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/values"
)

// typeTarget asks for the value of a target as people type it: 90 %, 30 s, ≤ 1:30. A
// sign before it says which side is asked for.
func (c *card) typeTarget(t scenario.Target) {
	f := c.format()
	c.desk.Do.Ask(c.desk.T("answer.target_of", "Name", c.kpi.Name(c.desk.Text.Lang())), sign(t)+f.Edit(values.Of(t.Value)),
		func(text string) error {
			next := t
			next.AtLeast, text = side(text, t.AtLeast)
			v, err := f.Read(text, values.Of(t.Value), t.Value)
			if err != nil {
				return err
			}
			next.Value = v.N
			c.desk.Store.Seal()
			if err := c.desk.Store.Set(c.model.focus.Plan.ID, "targets."+string(c.kpi.ID), write(next), false); err != nil {
				return err
			}
			c.desk.Explain(c.odds(next))
			return nil
		})
}

// sign is the side of a target before its value.
func sign(t scenario.Target) string {
	if t.AtLeast {
		return "≥ "
	}
	return "≤ "
}

// side cuts a sign off a typed value; without one the side stays.
func side(text string, atLeast bool) (bool, string) {
	for _, s := range []struct {
		sign  string
		least bool
	}{{"≥", true}, {">=", true}, {">", true}, {"≤", false}, {"<=", false}, {"<", false}} {
		if rest, ok := strings.CutPrefix(text, s.sign); ok {
			return s.least, strings.TrimSpace(rest)
		}
	}
	return atLeast, text
}

// format is how values of the figure are typed.
func (c *card) format() values.Format {
	units := map[kpi.Unit]scenario.Unit{kpi.Share: scenario.Share, kpi.SharePerYear: scenario.SharePerYear,
		kpi.Seconds: scenario.Seconds, kpi.Points: scenario.Points, kpi.Hours: scenario.Hours, kpi.Months: scenario.Months,
		kpi.Currency: scenario.Currency, kpi.CurrencyPerYear: scenario.CurrencyPerYear}
	low, high := 0.0, map[kpi.Unit]float64{kpi.Share: 1, kpi.Points: 100}[c.kpi.Unit]
	if high == 0 {
		high = math.Inf(1)
	}
	if c.kpi.ID == kpi.Margin || c.kpi.ID == kpi.CLV {
		low = math.Inf(-1)
	}
	return values.Format{P: c.desk.Text, Currency: c.model.currency(), Key: scenario.Key{Kind: scenario.Figure,
		Unit: units[c.kpi.Unit], Min: low, Max: high, Low: math.NaN(), High: math.NaN()}}
}
