package calls

import (
	"fmt"
	"math"

	"lojal/sim/random"
)

// Engine plays replications of one set of rules, one after the other. It is not
// for use by several goroutines.
type Engine struct {
	rules  Rules
	key    random.Key
	stream random.Stream
	profile

	length   float64 // of a day's opening, seconds
	fresh    []fresh
	backs    []backs
	cases    cases
	arrivals arrivals
	shifts   shifts
	path     path
	count    []count
	outcomes []outcome // by class
	attempts random.Family
	words    *words // room for a block of draws

	redials []uint64 // by type: chance of redialling, of 2³²
	recalls uint64   // chance of coming back
	delay   delay

	number  int     // of the day
	end     float64 // closing on the day's clock
	runsOn  bool    // the day goes on into the next
	going   bool    // the day before did
	staffed float64
}

// New prepares an engine. It panics where [Rules.Check] fails.
func New(rules Rules) *Engine { return newEngine(rules, !rules.plain()) }

func newEngine(rules Rules, general bool) *Engine {
	if err := rules.Check(); err != nil {
		panic(err)
	}
	n, g := len(rules.Types), len(rules.Groups)
	e := &Engine{rules: rules, profile: newProfile(rules.Profile), length: float64(len(rules.Profile)) * halfHour,
		words: &words{}, fresh: make([]fresh, n), backs: make([]backs, n), count: make([]count, n), outcomes: make([]outcome, perType*n), redials: make([]uint64, n),
		recalls: chance(rules.Recontact), delay: newDelay(rules.Recontact, rules.RecontactDelayDays)}
	e.end = opening + e.length
	e.shifts = shifts{on: make([][]int32, g), off: make([][]int32, g), chance: make([]float64, g)}
	for k := range rules.Types {
		t := &rules.Types[k]
		e.fresh[k].law, e.fresh[k].words = newLaw(t), e.words
		e.backs[k].law, e.backs[k].words, e.backs[k].profile = e.fresh[k].law, e.words, &e.profile
		e.count[k] = newCount(t)
		e.redials[k] = chance(t.Redial)
		for i := range e.fresh[k].class {
			e.fresh[k].class[i] = name{kind: uint8(k)}.class()
		}
	}
	e.arrivals = e.newArrivals()
	if general {
		e.path = newFloor(e)
	} else {
		e.path = &line{Engine: e}
	}
	e.Reset(random.Key{})
	return e
}

// Reset begins a replication: key names the seed and the replication.
func (e *Engine) Reset(key random.Key) {
	e.key = random.Key{Seed: key.Seed, Replication: key.Replication}
	again := e.key
	again.Quantity = againName
	e.attempts = again.Family()
	e.cases.reset()
	e.number, e.going = -1, false
	for g := range e.shifts.on {
		e.shifts.on[g], e.shifts.off[g] = e.shifts.on[g][:0], e.shifts.off[g][:0]
	}
	e.path.open(0)
}

// Week plays week w, the next one, and writes what happened. It panics where the
// shape of the week is wrong.
func (e *Engine) Week(w int, in *Week, out *Tally) {
	e.check(in)
	out.reset(e.rules.Types)
	e.staffed = 0
	e.key.Week = uint64(w)
	e.startWeek()
	for k := range e.count {
		e.count[k].reset()
		for i := range perType {
			e.outcomes[perType*k+i] = outcome{solve: chance(in.Solved[k][i/Attempts])}
		}
	}
	for i := range in.Days {
		e.key.Week = uint64(w)
		e.day(&in.Days[i], in)
	}
	for k := range e.count {
		e.count[k].write(e.outcomes[perType*k:][:perType], &out.Types[k])
		out.Types[k].Waiting = e.path.waiting(k)
	}
	out.Staffed = e.staffed
}

func (e *Engine) check(in *Week) {
	n := len(e.rules.Types)
	if len(in.Handle) != n || len(in.Solved) != n {
		panic(fmt.Sprintf("calls: a week of %d handle times and %d chances of solving for %d types", len(in.Handle), len(in.Solved), n))
	}
	for i := range in.Days {
		d := &in.Days[i]
		if len(d.Fresh) != len(e.rules.Profile) || len(d.Staff) != len(d.Fresh) || len(d.Crew) != len(e.rules.Groups) {
			panic(fmt.Sprintf("calls: day %d has %d half hours of contacts, %d of staff and %d groups; the rules have %d half hours and %d groups",
				d.Number, len(d.Fresh), len(d.Staff), len(d.Crew), len(e.rules.Profile), len(e.rules.Groups)))
		}
	}
}

func (e *Engine) day(d *Day, in *Week) {
	if e.going && d.Number != e.number+1 || d.Number <= e.number {
		panic(fmt.Sprintf("calls: day %d after day %d", d.Number, e.number))
	}
	e.number, e.runsOn = d.Number, d.RunsOn
	for k := range e.fresh {
		sure := in.Solved[k] == [2]float64{1, 1} && e.redials[k] == 0
		e.fresh[k].open(e.key, k, d, in.Handle[k], !sure)
	}
	e.openBacks(d.Number, in)
	e.openArrivals()
	if e.going {
		e.path.resume()
		e.remuster(d)
	} else {
		e.muster(d)
	}
	e.openDay()
	e.path.play(d)
	for k := range e.fresh {
		n := int(e.fresh[k].first) + e.fresh[k].i
		e.count[k].tally.Arrivals[Fresh] += n
		e.outcomes[perType*k].offered += n
	}
	e.shifts.turn += golden
	e.going = d.RunsOn
}

// offer counts a redial that comes.
func (e *Engine) offer(c *contact) {
	e.count[c.kind].tally.Arrivals[Redial]++
	e.outcomes[c.class()].offered++
	c.handle *= e.fresh[c.kind].mean
}

// answer books a contact that is served after a wait.
func (e *Engine) answer(n name, wait float64, fate uint64) {
	c := &e.count[n.kind]
	c.answered[c.cell(wait)]++
	c.tally.Waits += wait
	x := &e.outcomes[n.class()]
	x.answered++
	unsolved := 1 - below(fate&low32, x.solve)
	x.failed += unsolved
	if unsolved&below(fate>>32, e.recalls) != 0 {
		e.comeBack(n.entity(), fate)
	}
}

// answerNext books the i-th of the lot, who is served without a wait.
func (e *Engine) answerNext(i int) {
	a := &e.arrivals
	class, fate := a.lot.class[i], a.lot.fate[i]
	e.count[class>>3].answered[0]++
	x := &e.outcomes[class]
	x.answered++
	// Without branches, which nobody could foresee.
	unsolved := 1 - below(fate&low32, x.solve)
	x.failed += unsolved
	a.returns[a.back] = uint8(i)
	a.back += unsolved & below(fate>>32, e.recalls)
}

// abandon books a contact that leaves at a time after a wait.
func (e *Engine) abandon(n name, wait, at float64, fate uint64) {
	c := &e.count[n.kind]
	c.abandoned[c.cell(wait)]++
	c.tally.Waits += wait
	if e.redialling(n.kind, fate) {
		e.redial(n, at, fate)
	}
}

// redialling tells whether a contact would contact again if it abandoned.
func (e *Engine) redialling(kind uint8, fate uint64) bool {
	return fate&low32 < e.redials[kind]
}

// clock is a time of the day on the clock of the run.
func (e *Engine) clock(t float64) float64 { return float64(e.number)*86400 + (t - opening) }

var never = math.Inf(1)
