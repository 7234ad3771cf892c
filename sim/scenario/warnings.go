package scenario

import "slices"

// Warnings are what the scenario asks for that this version answers in a
// simpler way: problems that do not stop a run.
func (s *Scenario) Warnings() Problems {
	w := &checker{Scenario: s, reader: &reader{}}
	p := s.Draw(1, nil)
	w.contacts(p)
	w.skills(p)
	return w.found
}

func (c *checker) contacts(p *Plan) {
	for _, t := range p.Contacts {
		at := "world.contact." + t.Name
		if t.Channel != "phone" {
			c.wrong(c.place(at+".channel"), at+".channel", "warn.channel", args{"Name": t.Name, "Channel": t.Channel})
		}
		if t.Concurrent > 1 {
			c.wrong(c.place(at+".concurrent"), at+".concurrent", "warn.concurrent",
				args{"Name": t.Name, "Got": formatNumber(t.Concurrent)})
		}
		if t.Priority != p.Contacts[0].Priority {
			c.wrong(c.place(at+".priority"), at+".priority", "warn.priority", nil)
		}
	}
}

func (c *checker) skills(p *Plan) {
	if len(p.Decisions.Groups) == 0 {
		return
	}
	for _, g := range p.Decisions.Groups {
		for _, t := range p.Contacts {
			if !slices.Contains(g.Skills, t.Name) {
				at := "decisions.group." + g.Name + ".skills"
				c.wrong(c.place(at), at, "warn.skills", args{"Name": g.Name})
				break
			}
		}
	}
	for _, t := range p.Contacts {
		if !slices.ContainsFunc(p.Decisions.Groups, func(g Group) bool { return slices.Contains(g.Skills, t.Name) }) {
			c.wrong(c.place(), "decisions.group", "warn.uncovered", args{"Name": t.Name})
		}
	}
}
