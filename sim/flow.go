package sim

import (
	"math"

	"lojal/sim/driver"
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

// flow is where the needs of one contact type are in their way through a
// replication, and what a week did with them. Counts are contacts or cases.
type flow struct {
	// Carried from week to week.
	comeback  float64           // unsolved cases that will contact again
	earlier   [attempts]float64 // of them, shares by earlier attempts
	due       float64           // of comeback, those who contact on the next open day
	redialing float64           // abandoned, about to call again

	// Of the week.
	needs, tried                    float64
	fresh, returned, redialed       float64 // arrivals by origin
	annoyed, contained, leaked      float64
	silent                          float64
	answered, abandoned             float64
	waited                          float64   // seconds, all contacts together
	within                          float64   // answered within the target
	tail, served                    []float64 // contacts that waited longer than the grid; of them served
	toComeback, fromComeback, began float64
	solved                          [2]float64 // share of served cases that are solved: not served before, served before
	counted                         float64    // of answered, up to the day before
}

func (f *flow) newWeek() {
	*f = flow{comeback: f.comeback, due: f.due, earlier: f.earlier, redialing: f.redialing, began: f.comeback}
}

// offered is the contacts of the week that asked for an agent.
func (f *flow) offered() float64 { return f.fresh + f.returned + f.redialed }

// origins is how the contacts of the week divide by earlier attempts, for those
// whose case was not served before [0] and those whose was [1]. Redials come
// from the week's own abandonments, which hit all alike.
func (f *flow) origins() (x [2][attempts]float64) {
	all := f.offered()
	if all <= 0 {
		x[0][0] = 1
		return x
	}
	again, own := f.redialed/all, (f.fresh+f.returned)/all
	if own < 1e-12 { // nobody but those who hung up in an earlier week
		x[0][1] = 1
		return x
	}
	x[0][0] = f.fresh / all
	for b := range x {
		for a := 1; a < attempts; a++ {
			if b == 1 {
				x[b][a] = f.returned / all * f.earlier[a]
			}
			x[b][a] += again * x[b][a-1]
		}
		x[b][attempts-1] /= own // who already had the most attempts keeps them
	}
	return x
}

// comeBack moves the week's unsolved cases on by one attempt.
func (f *flow) comeBack(x *[2][attempts]float64) {
	kept, new := max(0, f.began-f.fromComeback), max(0, f.toComeback) // but for rounding
	var next [attempts]float64
	sum := 0.0
	for a := range next {
		next[a] = kept * f.earlier[a]
		if a > 0 {
			next[a] += new * (x[0][a-1] + x[1][a-1])
		}
		if a == attempts-1 {
			next[a] += new * (x[0][a] + x[1][a])
		}
		sum += next[a]
	}
	if sum <= 0 {
		return
	}
	for a := range next {
		f.earlier[a] = next[a] / sum
	}
}

// leastCount is the share of the answered that is too little to look at.
const leastCount = 1e-7

// lateGap is how far from reliable a case is that took more than one attempt,
// against one that was not solved: an assumption.
const lateGap = .5

// outcomes lists what the customers of a contact type met in the week.
func (f *flow) outcomes(to []outcome, i int, p *scenario.Plan, m *minds, v *service, grid []float64) []outcome {
	x := f.origins()
	to = f.answeredOutcomes(to, i, p, m, v, grid, &x)
	to = f.abandonedOutcomes(to, i, p, m, grid, &x)
	solved := machine(p)
	to = m.felt(to, &solved, outcome{contact: i, count: f.contained, served: true, ended: 1}, 0)
	to = m.felt(to, &solved, outcome{contact: i, count: f.leaked, served: true}, 0)
	failed := unserved(0)
	return m.felt(to, &failed, outcome{contact: i, count: f.silent, ended: 1, gaveUp: 1}, m.handover)
}

// answeredOutcomes goes through the waits of those served.
func (f *flow) answeredOutcomes(to []outcome, i int, p *scenario.Plan, m *minds, v *service, grid []float64, x *[2][attempts]float64) []outcome {
	// The queue moves waits by more than there is where it carries contacts over,
	// and few wait very long: the groups worth a look are scaled to those answered.
	if f.answered <= 0 {
		return to
	}
	least, sum := leastCount*f.answered, 0.0
	for j := -1; j < len(grid); j++ {
		if _, n := f.waiters(grid, j); n > least {
			sum += n
		}
	}
	if sum == 0 { // the queue carried over more than there is
		return f.answeredAfter(to, i, p, m, v, f.waited/max(f.offered(), f.answered), f.answered, x)
	}
	for j := -1; j < len(grid); j++ {
		if wait, n := f.waiters(grid, j); n > least {
			to = f.answeredAfter(to, i, p, m, v, wait, n*f.answered/sum, x)
		}
	}
	return to
}

// waiters is how many were served after a wait between two grid points, and the
// middle of it; j = −1 are those who did not wait, the last waited longer than the
// grid.
func (f *flow) waiters(grid []float64, j int) (wait, n float64) {
	switch {
	case j < 0:
		return 0, f.answered - f.served[0]
	case j == len(grid)-1:
		return grid[j], f.served[j]
	}
	return (grid[j] + grid[j+1]) / 2, f.served[j] - f.served[j+1]
}

func (f *flow) answeredAfter(to []outcome, i int, p *scenario.Plan, m *minds, v *service, wait, n float64, x *[2][attempts]float64) []outcome {
	met := v.met
	met[driver.Wait] = wait
	met[driver.Resolution], met[driver.Reliability] = 1, 1
	clean := m.both(&met)
	met[driver.Reliability] = 1 - lateGap*v.unreliable
	late := m.both(&met)
	met[driver.Resolution], met[driver.Reliability] = 0, 1-v.unreliable
	bad := m.both(&met)
	stuck := 1 - p.Resolution.Recontact
	first := x[0][0]
	annoyed := 0.0
	if f.fresh > 0 {
		annoyed = first * f.annoyed / f.fresh
	}
	to = pair(to, i, n*(first-annoyed), f.solved[0], stuck, clean, bad, 0)
	to = pair(to, i, n*annoyed, f.solved[0], stuck, late, bad, m.handover)
	for a := 1; a < attempts; a++ {
		for b := range x {
			to = pair(to, i, n*x[b][a], f.solved[b], stuck, late, bad, m.perAttempt*float64(a))
		}
	}
	return to
}

// feeling is points above the base of both answers.
type feeling struct{ moment, lasting float64 }

func (m *minds) both(met *driver.Met) feeling {
	if m.lasting == m.moment {
		x := m.moment.Raw(met)
		return feeling{x, x}
	}
	return feeling{m.moment.Raw(met), m.lasting.Raw(met)}
}

// pair adds those solved and those not.
func pair(to []outcome, i int, n, solved, stuck float64, good, bad feeling, off float64) []outcome {
	if n <= 0 {
		return to
	}
	return append(to,
		outcome{i, n * solved, true, 1, 0, good.moment - off, good.lasting - off},
		outcome{i, n * (1 - solved), true, stuck, stuck, bad.moment - off, bad.lasting - off})
}

// abandonedOutcomes are those who hung up and do not call again.
func (f *flow) abandonedOutcomes(to []outcome, i int, p *scenario.Plan, m *minds, grid []float64, x *[2][attempts]float64) []outcome {
	n := f.abandoned * (1 - p.Contacts[i].Redial)
	if n <= 0 {
		return to
	}
	met := unserved(f.waitAbandoned(grid))
	for a := range attempts {
		to = m.felt(to, &met, outcome{contact: i, count: n * (x[0][a] + x[1][a]), ended: 1, gaveUp: 1}, m.perAttempt*float64(a))
	}
	return to
}

// waitAbandoned is the mean wait of those who hung up, in seconds: the area under
// their tail.
func (f *flow) waitAbandoned(grid []float64) float64 {
	if f.abandoned <= 0 {
		return 0
	}
	area := 0.0
	for j := range grid[:len(grid)-1] {
		area += (f.tail[j] - f.served[j] + f.tail[j+1] - f.served[j+1]) / 2 * (grid[j+1] - grid[j])
	}
	return max(0, area) / f.abandoned
}

// release is the share of a pool that leaves it within a time when the mean
// delay is another.
func release(time, delay float64) float64 {
	if delay <= 0 {
		return 1
	}
	return -math.Expm1(-time / delay)
}

// take reads the queue's counts of the week so far.
func (f *flow) take(t *queue.TypeFlow) {
	f.answered, f.abandoned, f.waited, f.within = t.Served, t.Abandoned, t.WaitSeconds, t.Within
	f.tail, f.served = t.Tail, t.ServedTail
}

// endDay sends the day's unsolved cases on their way back.
func (f *flow) endDay(answered, recontact float64) {
	f.comeback -= f.due
	f.fromComeback += f.due
	f.due = 0
	f.sendBack((answered - f.counted) * f.unsolved() * recontact)
	f.counted = answered
}

// endWeek makes those on their way back what the whole week's contacts leave.
func (f *flow) endWeek(recontact float64) {
	f.sendBack(f.answered*f.unsolved()*recontact - f.toComeback)
}

func (f *flow) sendBack(cases float64) {
	f.comeback += cases
	f.toComeback += cases
}

// firstShare is the share of the week's contacts whose case was not served
// before; redials are so in proportion.
func (f *flow) firstShare() float64 {
	if n := f.fresh + f.returned; n > 0 {
		return f.fresh / n
	}
	return 1
}

// unsolved is the share of served contacts that leave the case unsolved.
func (f *flow) unsolved() float64 {
	first := f.firstShare()
	return first*(1-f.solved[0]) + (1-first)*(1-f.solved[1])
}

// firstSolved is how many cases were solved in their first served contact.
func (f *flow) firstSolved() float64 { return f.answered * f.firstShare() * f.solved[0] }
