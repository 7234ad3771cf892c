package sim

import (
	"lojal/sim/fast"
	"lojal/sim/scenario"
)

// source is where the contacts of one type in a lane come from, as far as each half
// hour asks.
type source struct {
	share   float64 // of the needs
	seconds float64 // handle time of a proficient agent
	again   float64 // share of those about to call again that does in a half hour
	redial  float64 // share of the abandoned that will call again

	// Of the week.
	flow  *flow
	fresh float64 // share of the needs that asks for a person
	gone  float64 // abandoned so far, as far as they are booked
}

func newSource(p *scenario.Plan, i int) source {
	c := &p.Contacts[i]
	return source{share: c.Share, seconds: c.HandleTime * harderTime(p, i), again: release(halfHour, c.RedialDelay), redial: c.Redial}
}

// begin starts a week.
func (c *source) begin(f *flow, s *split) { c.flow, c.fresh, c.gone = f, s.fresh, 0 }

// arrive lets the contacts of a half hour come in, which has a share of the day's
// demand; it returns how many.
func (c *source) arrive(needs, profile float64) float64 {
	f, n := c.flow, needs*c.share
	f.needs += n
	back := notable(f.due * profile)
	again := fast.Max(notable(f.redialing*c.again), 0) // a day gives back at closing what it was lent
	f.redialing -= again
	f.returned += back
	f.redialed += again
	return n*c.fresh + back + again
}

// hangUp books those of the abandoned of the week so far who will call again.
func (c *source) hangUp(gone float64) {
	c.flow.redialing += (gone - c.gone) * c.redial
	c.gone = gone
}

// notable is contacts, or none where there are fewer than the formulas of the
// queue can divide by.
func notable(contacts float64) float64 {
	if contacts < 1e-100 && contacts > -1e-100 {
		return 0
	}
	return contacts
}
