// Package loyalty keeps the customers: how their lasting satisfaction is
// distributed, how contacts move it, how memory fades, who leaves, and who
// leaves without a word. Customers are shares on a grid, not individuals.
package loyalty

import (
	"math"

	"lojal/sim/fast"
)

// Levels is the number of grid points of lasting satisfaction: 0, 1, … 100.
const Levels = 101

// Scores is the number of nodes 0, 5, … 100 on which contacts are counted by
// their score; a score between two nodes counts on both, so that means are kept.
const Scores = 21

const scoreStep = 100.0 / (Scores - 1)

// Window is how many weeks a complaint counts.
const Window = 26

// busiest is the largest share of customers moved in one step; weeks with more
// contacts a customer take several steps. Beyond mostSteps, further contacts
// move nobody: by then a customer is where the contacts are.
const (
	busiest   = .5
	mostSteps = 32
)

// Rules is how customers react, for one replication.
type Rules struct {
	Reference    float64 // satisfaction that memory fades towards and churn is given at
	Gain         float64 // share of the way to a contact's score that it moves a customer
	GoodHalfLife float64 // weeks, above the reference
	BadHalfLife  float64 // weeks, below it
	ChurnPerYear float64 // at the reference
	OddsPer10    float64 // odds ratio of leaving for 10 points less
	GaveUp       float64 // extra log-odds of leaving within a year of giving up, acted on at once
	Repeat       float64 // likewise for each earlier attempt of a case that ended
	Newcomer     float64 // lasting satisfaction of a new customer

	// Odds of leaving of a customer who has just joined against an established one;
	// 1, or 0, keeps no account of who is new.
	NewcomerOdds     float64
	NewcomerHalfLife float64 // weeks after which half of the newcomers are established
}

// Contacts counts a week's experiences by score node.
type Contacts struct {
	Count     [Scores]float64
	Complaint [Scores]float64  // of Count, those who complained
	GaveUp    float64          // of Count, needs given up unsolved
	Late      [Repeats]float64 // of Count, needs solved after 1, 2, … earlier attempts; read where Rules.Repeat is set
	Fought    [Repeats]float64 // of GaveUp, likewise
}

// Repeats is how many earlier attempts of a case are told apart.
const Repeats = 3

// Add counts experiences of one score (0 to 100).
func (c *Contacts) Add(score, count, complaints float64) {
	at := score * (1 / scoreStep)
	j := min(uint(int(at)), Scores-2)
	up := at - float64(int(j))
	above := count * up
	c.Count[j] += count - above
	c.Count[j+1] += above
	if complaints != 0 {
		above = complaints * up
		c.Complaint[j] += complaints - above
		c.Complaint[j+1] += above
	}
}

// place is a point between two grid points: mass 1−up goes to at, up to at+1.
type place struct {
	at uint8
	up float64
}

func placeOf(level float64) place {
	i := min(max(int(level), 0), Levels-2)
	return place{uint8(i), level - float64(i)}
}

// blur is the variance of what stands between two grid points.
func (p place) blur() float64 { return p.up * (1 - p.up) }

// Law is Rules worked out on the grid. It may be shared by several Bases of one
// goroutine.
type Law struct {
	rules    Rules
	fade     [Levels]place
	shrink   [Levels]place   // where the gain draws a level towards 0
	reach    int             // the highest level that shrink leaves
	blur     float64         // variance that shrink adds: the mean over levels
	faint    [Levels]float64 // variance that fade adds, by level
	leave    leaving         // of established customers
	leaveNew leaving         // of newcomers, where they are told apart
	settle   float64         // share of the newcomers that become established in a week
	lines    [3]shifted      // room to move customers in
	kernels  [2]line         // likewise
	room     *room           // and to settle them in
}

// leaving is the weekly probability of leaving, by level.
type leaving struct {
	usual  [Levels]float64
	now    [Levels]float64 // room for a week's
	some   bool            // leave at once
	gaveUp [Levels]float64 // more in a week of giving up: what that adds to a year comes at once

	// By earlier attempts, what more leave at once whose case was solved late, and
	// whose was given up. Nil where attempts do nothing.
	late, fought *[Repeats][Levels]float64
}

// NewLaw works rules out on the grid. Churn by satisfaction is
// p(A) = logistic(logit(p_ref) − ln(odds ratio)/10·(A − reference)) a year,
// 1 − (1 − p)^(1/52) a week.
func NewLaw(r Rules) *Law {
	l := &Law{}
	l.Reset(r)
	return l
}

// Reset makes the law as NewLaw does, keeping its memory.
func (l *Law) Reset(r Rules) {
	*l = Law{rules: r, room: l.room}
	if l.room == nil {
		l.room = &room{}
	}
	for i := range Levels {
		a := float64(i)
		half := r.GoodHalfLife
		if a < r.Reference {
			half = r.BadHalfLife
		}
		l.fade[i] = placeOf(r.Reference + (a-r.Reference)*math.Exp2(-1/half))
		l.shrink[i] = placeOf(a - r.Gain*a)
		l.faint[i] = l.fade[i].blur()
	}
	l.leave = leavingOf(&r, 0)
	if l.tenured() {
		l.leaveNew = leavingOf(&r, math.Log(r.NewcomerOdds))
		l.settle = -math.Expm1(-math.Ln2 / r.NewcomerHalfLife)
	}
	for _, p := range l.shrink {
		l.blur += p.blur() / Levels
	}
	l.reach = int(l.shrink[Levels-1].at) + 1
}

// tenured tells whether newcomers leave at odds of their own.
func (l *Law) tenured() bool { return l.rules.NewcomerOdds != 0 && l.rules.NewcomerOdds != 1 }

// leavingOf is the probability of leaving with extra log-odds.
func leavingOf(r *Rules, extra float64) (p leaving) {
	yearly, gaveUp := r.churn(extra), r.churn(extra+r.GaveUp)
	for i, y := range yearly {
		p.usual[i] = weekly(y)
		p.gaveUp[i] = p.atOnce(i, gaveUp[i]-y) - p.usual[i]
	}
	p.some = r.GaveUp != 0 || r.Repeat != 0
	if r.Repeat != 0 {
		p.chartRepeats(r, extra, &yearly)
	}
	return p
}

// atOnce is the probability of leaving in a week when what more log-odds add to a
// year comes at once.
func (p *leaving) atOnce(i int, more float64) float64 { return 1 - (1-p.usual[i])*(1-more) }

// chartRepeats finds what earlier attempts do.
func (p *leaving) chartRepeats(r *Rules, extra float64, yearly *[Levels]float64) {
	p.late, p.fought = new([Repeats][Levels]float64), new([Repeats][Levels]float64)
	for k := range Repeats {
		more := r.Repeat * float64(k+1)
		late, fought := r.churn(extra+more), r.churn(extra+more+r.GaveUp)
		for i, y := range yearly {
			p.late[k][i] = max(0, p.atOnce(i, late[i]-y)-p.usual[i]) // but for rounding
			p.fought[k][i] = max(0, p.atOnce(i, fought[i]-y)-p.usual[i]-p.gaveUp[i])
		}
	}
}

// ChurnAt is the yearly churn at a lasting satisfaction, with extra log-odds.
func (r *Rules) ChurnAt(a, extra float64) float64 { return r.odds().churn(a-r.Reference, extra) }

// churn is ChurnAt by level.
func (r *Rules) churn(extra float64) (by [Levels]float64) {
	o := r.odds()
	for i := range by {
		by[i] = o.churn(float64(i)-r.Reference, extra)
	}
	return by
}

// odds are the log-odds of leaving within a year at the reference, infinite where
// nobody or everybody leaves, and by how much they fall with each level.
type odds struct{ reference, level float64 }

func (r *Rules) odds() odds {
	p := r.ChurnPerYear
	return odds{math.Log(p / (1 - p)), math.Log(r.OddsPer10) / 10}
}

func (o odds) churn(above, extra float64) float64 {
	return 1 / (1 + fast.Exp(above*o.level-o.reference-extra))
}

func weekly(yearly float64) float64 {
	if yearly >= 1 {
		return 1
	}
	return -fast.Expm1(fast.Log1p(-yearly) / 52)
}

// step is one pass of contacts over the customers: the share moved to each
// score node, the complaining share, and how many passes make a week.
type step struct {
	share, silent [Scores]float64 // all, and those without a complaint
	complaining   float64
	to            [Scores]place // what a contact adds to a customer, see [Law.steps]
	all           kernel        // of the shares
	low           uint8         // levels below are passed over
	stay          float64
	times         int
	gaveUp        float64 // share of customers who gave up, in the week
	late, fought  [Repeats]float64
}

func stepOf(c *Contacts, customers float64) (s step) {
	s.times, s.stay = 1, 1
	if customers <= 0 {
		return s
	}
	total := 0.0
	for j := range c.Count {
		total += c.Count[j]
	}
	steps := math.Ceil(total / customers / busiest)
	s.times = int(max(1, min(steps, mostSteps)))
	per := 1 / (customers * max(1, steps))
	for j := range c.Count {
		s.share[j] = c.Count[j] * per
		complaining := fast.Min(c.Complaint[j], c.Count[j]) * per
		s.silent[j] = s.share[j] - complaining
		s.complaining += complaining
		s.stay -= s.share[j]
	}
	ended := max(customers, c.GaveUp+c.Late[0]+c.Late[1]+c.Late[2]) // one a customer counts
	s.gaveUp = c.GaveUp / ended
	for k := range c.Late {
		s.late[k], s.fought[k] = c.Late[k]/ended, c.Fought[k]/ended
	}
	return s
}

// in is the probability of leaving in a week of contacts, by level, until the next
// such question.
func (p *leaving) in(s *step) *[Levels]float64 {
	if !p.some {
		return &p.usual
	}
	x := &p.now
	for i := range x {
		x[i] = p.usual[i] + s.gaveUp*p.gaveUp[i]
	}
	if p.late == nil {
		return x
	}
	for k := range Repeats {
		for i := range x {
			x[i] += s.late[k]*p.late[k][i] + s.fought[k]*p.fought[k][i]
		}
	}
	return x
}

// join adds new customers.
func (l *Law) join(to *[Levels]float64, newcomers float64) {
	p := placeOf(l.rules.Newcomer)
	to[p.at] += newcomers * (1 - p.up)
	to[p.at+1] += newcomers * p.up
}

// faded lets memory fade for a week.
func (l *Law) faded(x *[Levels]float64) {
	out := l.lines[0].line()
	clear(out[:filled])
	for i, n := range x[:] {
		out.add(l.fade[i], n)
	}
	copy(x[:], out[:])
}

// scaled is a distribution times a factor.
func scaled(in *[Levels]float64, f float64) (out [Levels]float64) {
	for i, m := range in {
		out[i] = m * f
	}
	return out
}

// without takes those away who leave with a chance by level, and counts them.
func without(x, chance *[Levels]float64) (left float64) {
	for i, p := range chance {
		gone := x[i] * p
		left += gone
		x[i] -= gone
	}
	return left
}

// dot is the sum of the products of two, in four sums like total.
func dot(x, y *[Levels]float64) float64 {
	var a, b, c, d float64
	for i := 0; i < Levels-4; i += 4 {
		a, b, c, d = a+x[i]*y[i], b+x[i+1]*y[i+1], c+x[i+2]*y[i+2], d+x[i+3]*y[i+3]
	}
	return a + b + (c + d) + x[Levels-1]*y[Levels-1]
}

// total adds in four sums, so that additions do not wait for one another.
func total(in *[Levels]float64) float64 {
	var a, b, c, d float64
	for i := 0; i < Levels-4; i += 4 {
		a, b, c, d = a+in[i], b+in[i+1], c+in[i+2], d+in[i+3]
	}
	return a + b + (c + d) + in[Levels-1]
}
