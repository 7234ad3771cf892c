package calls

import (
	"math"
	"slices"
)

// agent is a person at a desk: the index of the desk is that of the agent.
type agent struct {
	id      int
	group   int32
	here    bool    // belongs to the day's crew
	present bool    // is on the list of the day that begins
	on      bool    // takes contacts
	until   float64 // when off the queue: end of the work in hand
}

// shifts keeps who is on the queue, group by group.
type shifts struct {
	agents []agent
	factor []float64 // on handle time, by agent
	on     [][]int32 // by group, longest on first
	off    [][]int32 // longest off first
	chance []float64 // by group: what the week's rounding begins with
	turn   float64   // and how far it has gone on
}

// path plays contacts with agents.
type path interface {
	open(agents int)            // begins a day with nobody on the queue
	resume()                    // turns the clock back by a day that goes on
	join(a int32, now float64)  // puts an agent on the queue, free from now or the end of the work in hand
	leave(a int32, now float64) // takes one off, who finishes what is in hand
	freeAt(a int32) uint64      // word of when an agent is or will be free
	time(word uint64) float64
	play(d *Day)          // plays the half hours and the end of a day
	waiting(kind int) int // contacts not answered
}

// golden is the fraction of the golden section, by which the rounding goes on.
const golden = 0.6180339887498949

// startWeek draws how fractional numbers of agents are rounded in the week.
func (e *Engine) startWeek() {
	e.shifts.turn = 0
	for g := range e.shifts.chance {
		e.key.Quantity, e.key.Entity = shiftName, uint64(g)
		e.stream.Seek(e.key)
		e.shifts.chance[g] = e.stream.Float64()
	}
}

// muster seats the crew of a day that begins anew.
func (e *Engine) muster(d *Day) {
	s := &e.shifts
	s.agents, s.factor = s.agents[:0], s.factor[:0]
	for g, crew := range d.Crew {
		s.on[g], s.off[g] = s.on[g][:0], s.off[g][:0]
		e.key.Quantity, e.key.Entity = orderName, uint64(g)<<32|uint64(uint32(d.Number))
		e.stream.Seek(e.key)
		first := int(e.stream.Float64() * float64(len(crew)))
		for i := range crew {
			s.seat(g, &crew[(first+i)%len(crew)])
		}
	}
	e.path.open(len(s.agents))
}

// seat gives an agent a new desk.
func (s *shifts) seat(g int, a *Agent) {
	s.off[g] = append(s.off[g], int32(len(s.agents)))
	s.agents = append(s.agents, agent{id: a.ID, group: int32(g), here: true, present: true, until: math.Inf(-1)})
	s.factor = append(s.factor, a.Factor)
}

// remuster changes the crew of a day that goes on: who is there on both stays as
// they are, the others leave.
func (e *Engine) remuster(d *Day) {
	s := &e.shifts
	for i := range s.agents {
		s.agents[i].present = false
		s.agents[i].until -= e.length
	}
	for g, crew := range d.Crew {
		for i := range crew {
			e.reseat(g, &crew[i])
		}
	}
	for g := range s.on {
		for i := 0; i < len(s.on[g]); {
			if a := s.on[g][i]; !s.agents[a].present {
				e.leave(g, i, opening)
				continue
			}
			i++
		}
		s.off[g] = slices.DeleteFunc(s.off[g], func(a int32) bool {
			s.agents[a].here = s.agents[a].present
			return !s.agents[a].here
		})
	}
}

// reseat finds the desk of an agent, or one that nobody uses any more.
func (e *Engine) reseat(g int, a *Agent) {
	s := &e.shifts
	empty := none
	for i := range s.agents {
		switch x := &s.agents[i]; {
		case x.id == a.ID && int(x.group) == g && x.here && !x.present:
			x.present = true
			s.factor[i] = a.Factor
			return
		case !x.here && x.until < opening:
			empty = i
		}
	}
	if empty == none {
		s.seat(g, a)
		return
	}
	s.agents[empty] = agent{id: a.ID, group: int32(g), here: true, present: true, until: math.Inf(-1)}
	s.factor[empty] = a.Factor
	s.off[g] = append(s.off[g], int32(empty))
}

// step staffs a half hour.
func (e *Engine) step(d *Day, slot int) {
	s := &e.shifts
	now := opening + float64(slot)*halfHour
	for g := range s.on {
		want := 0
		if x := d.Staff[slot][g]; x > 0 {
			_, u := math.Modf(s.chance[g] + s.turn)
			want = int(min(x, float64(len(d.Crew[g]))) + u)
		}
		want = min(want, len(d.Crew[g]))
		for len(s.on[g]) > want {
			e.leave(g, e.nextOff(g), now)
		}
		if n := min(want-len(s.on[g]), len(s.off[g])); n > 0 {
			e.come(g, n, now)
		}
		e.staffed += float64(len(s.on[g])) * halfHour
	}
}

// nextOff is who leaves next, as an index of those on the queue.
func (e *Engine) nextOff(g int) int {
	if e.rules.ShiftEnd == Finish {
		return 0
	}
	best, first := 0, uint64(math.MaxUint64)
	for i, a := range e.shifts.on[g] {
		if w := e.path.freeAt(a); w < first {
			best, first = i, w
		}
	}
	return best
}

func (e *Engine) leave(g, i int, now float64) {
	s := &e.shifts
	a := s.on[g][i]
	x := &s.agents[a]
	x.on = false
	x.until = e.path.time(e.path.freeAt(a))
	e.staffed += max(0, x.until-now)
	e.path.leave(a, now)
	s.on[g] = slices.Delete(s.on[g], i, i+1)
	s.off[g] = append(s.off[g], a)
}

// come puts the n agents on the queue who have been off longest.
func (e *Engine) come(g, n int, now float64) {
	s := &e.shifts
	from := len(s.on[g])
	s.on[g] = append(s.on[g], s.off[g][:n]...)
	s.off[g] = slices.Delete(s.off[g], 0, n)
	slices.Sort(s.on[g][from:])
	for _, a := range s.on[g][from:] {
		x := &s.agents[a]
		x.on = true
		e.staffed -= max(0, x.until-now) // counted when they left
		e.path.join(a, now)
	}
}

// overtime counts who still works after closing.
func (e *Engine) overtime() {
	for _, on := range e.shifts.on {
		for _, a := range on {
			e.staffed += max(0, e.path.time(e.path.freeAt(a))-e.end)
		}
	}
}
