package sim

import (
	"math"

	"lojal/sim/kpi"
	"lojal/sim/loyalty"
	"lojal/sim/random"
	"lojal/sim/scenario"
	"lojal/sim/workforce"
)

// strainWeeks is over how many weeks occupancy tires people.
const strainWeeks = 13

// mostRedial is the largest share of those who hang up that calls again: nobody
// tries for ever, and an overload must end.
const mostRedial = .95

// replication plays one plan. Its parts are prepared for the plan, its state
// moves week by week.
type replication struct {
	plan    *scenario.Plan
	key     random.Key // seed and replication
	stream  *random.Stream
	cal     *calendar
	queues  queueing
	waiting *waiting // answers by theory; what is settled too, where contacts are played
	seats   *seating
	minds   *minds
	law     *loyalty.Law
	market  *workforce.Market

	team      *workforce.Team
	skills    []skill // by weeks on the queue; the last one stands for all later ones
	assist    float64 // share of assistance that they hold at
	base      *loyalty.Base
	learning  *learning
	trust     *trust
	flows     []flow
	demand    demand // of the week
	crew      crew
	strain    [strainWeeks]float64 // occupancy above comfort, by week
	usual     usual
	splits    []split
	accounts  []account
	endings   endings          // of the week
	contacts  loyalty.Contacts // of the week
	customers float64
}

// usual is what was so before week 0.
type usual struct {
	strain  float64 // occupancy above comfort
	residue float64
	novice  float64 // mean of 1 − proficiency
}

// newReplication prepares a plan and settles its start, with the memory of a
// worker.
func newReplication(p *scenario.Plan, key random.Key, from *worker) (*replication, error) {
	r := &replication{plan: p, key: key, stream: &random.Stream{}}
	for i := range p.Contacts {
		p.Contacts[i].Redial = min(p.Contacts[i].Redial, mostRedial)
	}
	var err error
	if r.minds, err = newMinds(p); err != nil {
		return nil, err
	}
	r.cal = from.layCalendar(p)
	r.waiting = newWaiting(p, r.cal, from)
	r.seats = newSeating(p)
	r.queues = r.waiting
	if from.plays {
		r.queues = newPlaying(p, r.cal, r.waiting.grid(), key, from)
	}
	from.law.Reset(rulesOf(p))
	r.law = &from.law
	r.market = marketOf(p)
	from.skills = sized(from.skills, 2+int(mastery*r.market.LearningWeeks))
	r.skills = from.skills
	r.learn(p.Now.Assist)
	r.learning = newLearning(p)
	r.trust = newTrust(p)
	r.flows = make([]flow, len(p.Contacts))
	for i := range r.flows {
		r.flows[i].earlier[1] = 1
	}
	r.splits = make([]split, len(p.Contacts))
	r.demand = demand{splits: r.splits, busy: from.busyness(len(r.cal.share), r.cal.slots)}
	r.accounts = make([]account, len(p.Contacts))
	r.endings, r.base = from.endings, from.base
	r.settle()
	r.minds.week = counter{p.Loyalty.ComplaintRate, &r.contacts}
	from.endings, from.base = r.endings, r.base
	return r, nil
}

func rulesOf(p *scenario.Plan) loyalty.Rules {
	l := &p.Loyalty
	return loyalty.Rules{
		Reference: l.Reference, Gain: l.Gain,
		GoodHalfLife: l.MemoryGoodMonths * workforce.WeeksPerMonth,
		BadHalfLife:  l.MemoryBadMonths * workforce.WeeksPerMonth,
		ChurnPerYear: l.ChurnPerYear, OddsPer10: l.OddsRatioPer10,
		GaveUp: l.UnsolvedEffect, Repeat: l.RepeatEffect, Newcomer: l.Newcomer,
		NewcomerOdds: l.NewcomerOdds, NewcomerHalfLife: l.NewcomerMonths * workforce.WeeksPerMonth,
	}
}

func marketOf(p *scenario.Plan) *workforce.Market {
	l := &p.Labour
	return &workforce.Market{
		Hazard: workforce.Hazards(l.AttritionMonthly), WeeksToHire: int(math.Round(l.WeeksToHire)),
		Dropout: l.InductionDropout, LearningWeeks: l.ProficiencyMonths * workforce.WeeksPerMonth,
		BeginnerFactor: l.NewHireTimeFactor, Spread: l.AgentSpread,
	}
}

// play simulates week w and counts it, in all and by contact type.
func (r *replication) play(w int, all *sums, by []*sums) {
	p := r.plan
	v := leversIn(&p.Decisions, w)
	r.team.StartWeek(w, r.policy(w))
	crew, novice := r.muster(w, v)
	lv := effects(p, r.learning, v, w, novice)
	contained := r.automate(v)
	crew.factor = lv.handle * residue(p, contained) / r.usual.residue
	service := serve(p, novice, r.meanStrain(), r.usual.strain, &lv, residue(p, contained)/r.usual.residue)
	r.startWeek(&service)
	key := r.key
	key.Week = uint64(w)
	r.demand.busy.draw(&p.Demand, key)
	r.demand.needs = r.customers * p.Customers.NeedsPerYear[w] / 52
	staffed := r.queues.play(r.cal.weeks[w], &r.demand, crew, r.flows)
	contacts := r.experience(&service)
	week := r.base.Advance(contacts, r.newcomers(w))
	r.count(w, all, by, staffed, &week)
	r.money(w, all, v, &week)
	r.endWeek(w, v, &lv, staffed, all)
	r.customers = week.End
}

// startWeek readies the flows. Among cases that were not served before are those
// that a machine has solved already, and who want to hear it from a person.
func (r *replication) startWeek(v *service) {
	for i := range r.flows {
		r.flows[i].newWeek()
		sure := 0.0
		if s := &r.splits[i]; s.fresh > 0 {
			sure = s.leaked / s.fresh
		}
		solved := v.solved(r.plan, i)
		r.flows[i].solved = [2]float64{solved + (1-solved)*sure, solved}
	}
}

// policy is the staffing decision of a week.
func (r *replication) policy(w int) workforce.Policy {
	s := &r.plan.Decisions.Staffing
	induction := int(math.Round(r.plan.Decisions.Training.InductionWeeks[w]))
	ahead := min(w+r.market.WeeksToHire, len(s.Headcount)-1)
	return workforce.Policy{
		Target: heads(s.Headcount[w]), Ahead: heads(s.Headcount[ahead]),
		Hire: s.Hire, AtOnce: s.Reduce == "at_once", Induction: induction,
	}
}

func heads(x float64) int { return int(math.Round(max(0, x))) }

var absences = random.Name("absence")

// muster finds who is on the queue, how fast they are together, and how far from
// proficient (0 to 1). Busy agents take contacts in proportion to their speed, so
// a group's handle time is the harmonic mean of theirs.
func (r *replication) muster(w int, v levers) (*crew, float64) {
	p := r.plan
	c := r.freshCrew()
	if r.assist != v.assist {
		r.learn(v.assist)
	}
	novice := r.gather(c)
	s := &p.Decisions.Staffing
	c.hours = productive(s.HoursPerWeek[w], s.Shrinkage[r.cal.months[w]-1], v.spend, p.Learning.HoursPer1000)
	speed := 0.0
	for i := range c.groups {
		g := &c.groups[i]
		speed += g.speed
		g.handle = 1
		if g.speed > 0 {
			g.handle = float64(g.count) / g.speed
		}
		c.onQueue += g.count
		for d := range g.heads {
			g.heads[d] = float64(g.count)
		}
	}
	if p.Labour.Absence > 0 || r.queues != queueing(r.waiting) {
		r.attendance(c, w)
	}
	if speed == 0 {
		return c, r.usual.novice
	}
	return c, novice / speed
}

// gather counts everybody; it returns how far from proficient those on the queue are,
// all together, each times their speed.
func (r *replication) gather(c *crew) (novice float64) {
	agents, skills, tenure, green := r.team.Agents, r.skills, 0, 0.0
	groups, seats := c.groups, r.seats.groups(r.team.Seats())
	for i := range agents {
		a := &agents[i]
		tenure += a.Tenure
		weeks := a.WeeksOnQueue()
		if weeks < 0 {
			continue
		}
		g, s := &groups[seats[a.Seat]], &skills[min(weeks, len(skills)-1)]
		own := 1 / (s.time * a.Speed)
		g.count++
		g.speed += own
		novice += own * s.green
		green += s.green
	}
	c.tenure, c.green = float64(tenure), green
	return novice
}

// freshCrew is a crew of nobody, in the memory of that of the week before.
func (r *replication) freshCrew() *crew {
	c := &r.crew
	if c.groups == nil {
		c.groups = make([]groupCrew, groups(r.plan))
	}
	clear(c.groups)
	*c = crew{factor: 1, groups: c.groups}
	return c
}

// mastery is after how many time constants of the learning curve proficiency is one to
// the last digit.
const mastery = 38

// skill is what weeks on the queue make of an agent.
type skill struct {
	green float64 // 1 − proficiency
	time  float64 // handle time against a proficient agent's, own speed apart
}

// learn works the skills out; each week leaves the same share of what is to be learned.
func (r *replication) learn(assist float64) {
	r.assist = assist
	green, left := 1-r.market.Proficiency(.5), 1-r.market.Proficiency(1)
	for weeks := range r.skills {
		r.skills[weeks] = skill{green, r.agentTime(green, assist)}
		green *= left
	}
}

// agentTime is an agent's handle time against a proficient one's.
func (r *replication) agentTime(green, assist float64) float64 {
	p := r.plan
	beginner := 1 + (r.market.BeginnerFactor-1)*green
	return beginner * assistTime(p, assist, green) / assistTime(p, p.Now.Assist, green)
}

// attendance counts who is there on which weekday.
func (r *replication) attendance(c *crew, w int) {
	for g := range c.groups {
		clear(c.groups[g].heads[:])
	}
	agents, seats := r.team.Agents, r.seats.groups(r.team.Seats())
	for i := range agents {
		if a := &agents[i]; a.OnQueue() {
			r.attend(&c.groups[seats[a.Seat]], a, w, r.skills[min(a.WeeksOnQueue(), len(r.skills)-1)].time*a.Speed)
		}
	}
}

// attend counts an agent, with their factor on handle time, on the days on which
// they are there.
func (r *replication) attend(c *groupCrew, a *workforce.Agent, w int, factor float64) {
	absent := r.plan.Labour.Absence
	if absent > 0 {
		key := r.key
		key.Quantity, key.Week = absences, uint64(w)
		key.Entity = uint64(a.Seat)<<32 | uint64(a.Generation)
		r.stream.Seek(key)
	}
	playing := r.queues != queueing(r.waiting)
	for d := range c.heads {
		if absent > 0 && r.stream.Float64() < absent {
			continue
		}
		c.heads[d]++
		if playing {
			c.people.come(d, a, factor)
		}
	}
}

// productive is a head's hours on the queue in a week.
func productive(hours, shrinkage, spend, hoursPer1000 float64) float64 {
	training := spend / 1000 * hoursPer1000 / workforce.WeeksPerMonth
	return max(0, hours*(1-shrinkage)-training)
}

// automate splits the needs of each contact type; it returns the share contained.
func (r *replication) automate(v levers) float64 {
	p, engage := r.plan, r.trust.engage()
	contained := 0.0
	for i := range r.splits {
		r.splits[i] = automate(p, i, v.share, engage, v.followUp)
		contained += p.Contacts[i].Share * r.splits[i].contained
	}
	return contained
}

// experience turns the week's contacts into satisfaction.
func (r *replication) experience(service *service) *loyalty.Contacts {
	r.endings, r.contacts = r.endings[:0], loyalty.Contacts{}
	met := r.minds.met(service)
	for i := range r.flows {
		r.flows[i].outcomes(&r.endings, i, r.plan, r.minds, &met, r.waiting.grid())
	}
	r.minds.score(r.endings, r.plan.Loyalty.ComplaintRate, r.accounts, &r.contacts)
	r.addRepeats(&r.contacts)
	for i := range r.flows {
		x := r.flows[i].origins()
		r.flows[i].comeBack(&x)
	}
	return &r.contacts
}

// addRepeats counts the cases of the week that ended after several attempts, where
// that makes customers leave.
func (r *replication) addRepeats(c *loyalty.Contacts) {
	if r.plan.Loyalty.RepeatEffect == 0 {
		return
	}
	for i := range r.flows {
		r.flows[i].addRepeats(c, r.plan, r.plan.Contacts[i].Redial)
	}
}

// newcomers are the new customers of a week, more or fewer by word of mouth.
func (r *replication) newcomers(w int) float64 {
	n := r.plan.Customers.NewPerWeek[w]
	if word := r.plan.Loyalty.WordOfMouth; word != 0 && r.customers > 0 {
		n *= max(0, 1+word*(r.base.State().Mean-r.plan.Loyalty.Reference)/10)
	}
	return n
}

// count writes the week's figures, people's and customers'.
func (r *replication) count(w int, all *sums, by []*sums, s staffed, week *loyalty.Week) {
	for i := range r.flows {
		channel := r.plan.Contacts[i].Channel
		all.addFlow(&r.flows[i], &r.accounts[i], channel)
		by[i].addFlow(&r.flows[i], &r.accounts[i], channel)
	}
	all.den[kpi.PerStaffed], all.num[kOccupancy] = s.time, s.serving
	all.den[kpi.PerCustomer], all.num[kChurn] = week.Start, week.Lost
	all.den[kpi.PerLost], all.num[kSilentChurn] = week.Lost, week.LostQuiet
	r.countPeople(w, all, s)
	r.countCustomers(all, week)
}

func (r *replication) countPeople(w int, all *sums, s staffed) {
	n := float64(len(r.team.Agents))
	all.num[kHeadcount], all.den[kpi.PerEmployed] = n, n
	all.num[kTenure] = r.crew.tenure / n / workforce.WeeksPerMonth
	all.num[kProficiency] = 1 - r.crew.green/float64(r.crew.onQueue)
	all.num[kFTE] = s.time / 3600 / r.plan.Decisions.Staffing.HoursPerWeek[w]
}

func (r *replication) countCustomers(all *sums, week *loyalty.Week) {
	state, c := r.base.State(), &r.plan.Customers
	all.num[kSatisfactionLasting] = state.Mean
	all.num[kVerySatisfied] = state.VerySatisfied
	all.num[kCustomers] = state.Customers
	if state.Customers > 0 {
		all.num[kRevenueAtRisk] = state.Dissatisfied * state.Customers * c.MarginPerYear
	}
	stays := 1 - compound(min(1, week.Lost/week.Start))
	all.num[kCLV] = c.MarginPerYear * stays / (1 + c.DiscountRate - stays)
}

// money counts what the week costs and earns.
func (r *replication) money(w int, all *sums, v levers, week *loyalty.Week) {
	p, c := r.plan, &r.plan.Costs
	people := float64(len(r.team.Agents))
	cost := people * p.Decisions.Staffing.HoursPerWeek[w] * c.AgentHour
	cost += people * (v.spend + v.assist*c.AssistAgentMonth) / workforce.WeeksPerMonth
	cost += float64(r.team.Hired) * c.Hire
	for i := range r.flows {
		cost += r.flows[i].tried * c.ContactAutomated
	}
	if v.share > 0 {
		cost += c.AutomationPerYear / 52
	}
	for i := range p.Decisions.Initiatives {
		cost += initiativeCost(p, &p.Decisions.Initiatives[i], w, people)
	}
	all.num[kCost], all.num[kCostPerCase] = cost, cost
	all.num[kMargin] = week.Start*p.Customers.MarginPerYear/52 - cost
}

// endWeek lets people tire, leave and learn, and trust move.
func (r *replication) endWeek(w int, v levers, lv *levels, s staffed, all *sums) {
	occupancy := 0.0
	if s.time > 0 {
		occupancy = s.serving / s.time
	}
	r.strain[w%strainWeeks] = max(0, occupancy-r.plan.Labour.OccupancyComfort)
	tired := math.Exp(100 * r.plan.Labour.OccupancyEffect * (r.meanStrain() - r.usual.strain))
	r.team.EndWeek(tired * lv.attrition)
	all.num[kAttrition] = 52 * float64(r.team.Left)
	r.learning.week(v)
	r.trust.week(v.share, v.followUp)
}

// meanStrain is the three-month mean of occupancy above comfort.
func (r *replication) meanStrain() float64 {
	sum := 0.0
	for _, s := range r.strain {
		sum += s
	}
	return sum / strainWeeks
}

// retention fills in what is known at the end only.
func (r *replication) retention(all *sums) {
	all.num[kRetention], all.num[kRetentionVery], all.num[kRetentionBad] = r.base.Retention(104)
}
