package sim

import (
	"lojal/sim/driver"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// Usual is what customers meet in an ordinary week of the settled state before
// week 0, and the driver model that makes satisfaction of it.
type Usual struct {
	Contacts                []UsualContact
	Moment, Lasting         *driver.Model
	MomentBase, LastingBase float64 // points
}

// UsualContact is what customers of one contact type meet who are answered by a
// person.
type UsualContact struct {
	Name       string
	Answered   float64    // contacts a week
	Solved     float64    // share of them that are solved
	Met        driver.Met // mean level of each signal that people give; 0 for resolution, wait and reliability
	Unreliable float64    // gap in reliability that an unsolved case leaves
	Grid, Tail []float64  // Tail[j] is how many of them waited longer than Grid[j] seconds
}

// FindUsual settles a plan. The error says what its driver model lacks.
func FindUsual(p *scenario.Plan) (*Usual, error) {
	r, err := newReplication(p, random.Key{}, &worker{})
	if err != nil {
		return nil, err
	}
	lv := effects(p, r.learning, leversNow(&p.Now), -1, r.usual.novice)
	v := serve(p, r.usual.novice, 0, 0, &lv, 1)
	u := &Usual{Moment: r.minds.moment, Lasting: r.minds.lasting, MomentBase: r.minds.momentBase, LastingBase: r.minds.lastingBase}
	for i := range r.flows {
		f := &r.flows[i]
		u.Contacts = append(u.Contacts, UsualContact{
			Name: p.Contacts[i].Name, Answered: f.answered, Solved: 1 - f.unsolved(),
			Met: v.met, Unreliable: v.unreliable, Grid: r.waiting.grid(), Tail: f.served,
		})
	}
	return u, nil
}

// Drivers are the terms of one answer of a driver model, weights as they stand.
func Drivers(from []scenario.Driver) []driver.Driver {
	ds := make([]driver.Driver, len(from))
	for i, d := range from {
		ds[i] = driver.Driver{Name: d.Name, Signal: signalOf(d.Signal), Weight: d.Weight, Norm: d.Norm, Curve: curveOf(d.Curve)}
	}
	return ds
}
