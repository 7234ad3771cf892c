package scenario

import "slices"

// Warnings are what a planner should know about a scenario although it runs:
// problems that do not stop a run.
func (s *Scenario) Warnings() Problems {
	w := &checker{Scenario: s, reader: &reader{}}
	p := s.Draw(1, nil)
	if s.Run().Queue == "analytic" {
		if code, a := p.MustPlay(); code != "" {
			w.wrong(w.place("run.queue", "decisions.group"), "run.queue", code, a)
		}
	}
	for _, t := range p.Contacts {
		if at := "world.contact." + t.Name; t.Channel == Email && t.AnswerWithin < leastMail {
			w.wrong(w.place(at+".answer_within", at+".channel"), at+".answer_within", "warn.email", args{"Name": t.Name})
		}
	}
	return w.found
}

// leastMail is the shortest sensible target of an e-mail, in seconds.
const leastMail = 15 * 60

// Email is the channel whose contacts wait for hours.
const Email = "email"

// AnsweredBy is the groups that answer a contact type, by their index; [0] where
// the plan has no groups. A group without skills answers all.
func (p *Plan) AnsweredBy(contact int) (groups []int) {
	if len(p.Decisions.Groups) == 0 {
		return []int{0}
	}
	for g := range p.Decisions.Groups {
		if skills := p.Decisions.Groups[g].Skills; len(skills) == 0 || slices.Contains(skills, p.Contacts[contact].Name) {
			groups = append(groups, g)
		}
	}
	return groups
}

// MustPlay says why the half hours of a plan have no exact answer, so that its
// contacts must be played whatever run.queue asks for: the code of a message and
// its arguments, "" where they have one.
func (p *Plan) MustPlay() (code string, a map[string]any) {
	first := map[int]*Contact{} // phone or chat, by group
	for i := range p.Contacts {
		k, by := &p.Contacts[i], p.AnsweredBy(i)
		if len(by) > 1 {
			return "warn.shared", args{"Name": k.Name}
		}
		if k.Channel == Email || len(by) == 0 {
			continue
		}
		other := first[by[0]]
		switch {
		case other == nil:
			first[by[0]] = k
		case len(p.Decisions.Groups) > 0 && len(p.Decisions.Groups[by[0]].Skills) > 0:
			return "warn.preference", args{"Group": p.Decisions.Groups[by[0]].Name, "Name": other.Name, "Other": k.Name}
		case k.Priority != other.Priority:
			return "warn.priority", args{"Name": other.Name, "Other": k.Name}
		case max(1, k.Concurrent) != max(1, other.Concurrent):
			return "warn.concurrent", args{"Name": other.Name, "Other": k.Name}
		}
	}
	return "", nil
}
