package sim

import "lojal/sim/scenario"

// source is where the contacts of one type in a lane come from, as far as each half
// hour asks.
type source struct {
	share   float64 // of the needs
	seconds float64 // handle time of a proficient agent
	again   float64 // share of those about to call again that does in a half hour
	redial  float64 // share of the abandoned that will call again
	soon    float64 // and that does in the next half hour

	// Of the week.
	flow  *flow
	fresh float64 // asking for a person, a need of any type
	gone  float64 // abandoned so far, as far as they are booked
}

func newSource(p *scenario.Plan, i int) source {
	c := &p.Contacts[i]
	again := release(halfHour, c.RedialDelay)
	return source{share: c.Share, seconds: c.HandleTime * harderTime(p, i), again: again, redial: c.Redial, soon: c.Redial * again}
}

// begin starts a week.
func (c *source) begin(f *flow, s *split) { c.flow, c.fresh, c.gone = f, c.share*s.fresh, 0 }

// arrive lets the contacts of a half hour come in, which has a share of the day's
// demand, when so many have been abandoned in the week; it returns how many. All that
// follows waits for those whom the half hour before lost: little is done with them.
func (c *source) arrive(needs, profile, gone float64) (contacts float64) {
	f, lost := c.flow, gone-c.gone
	contacts = needs*c.fresh + f.due*profile
	again := f.redialing*c.again + lost*c.soon
	redialing := f.redialing + lost*c.redial
	if again > nobody { // a day gives back at closing what it was lent
		contacts += again
		redialing -= again
		f.redialed += again
	}
	c.gone, f.redialing = gone, redialing
	return contacts
}

// hangUp books those of the abandoned of the week so far who will call again.
func (c *source) hangUp(gone float64) {
	c.flow.redialing += (gone - c.gone) * c.redial
	c.gone = gone
}

// nobody is fewer contacts than the formulas of the queue can divide by.
const nobody = 1e-100
