package sim

import (
	"math"
	"slices"

	"lojal/sim/driver"
	"lojal/sim/loyalty"
	"lojal/sim/scenario"
)

// Scores at which a contact counts as satisfied (4–5 of 5) and at which an
// unhappy customer may complain.
const (
	satisfiedAt = 60
	unhappyAt   = 40
)

// attempts are counted up to this many earlier ones.
const attempts = 4

// outcome is a group of experiences that feel alike.
type outcome struct {
	count           float64 // how many
	moment, lasting float64 // points above the base, earlier attempts taken off
}

// ending is the experiences of a contact type that end alike.
type ending struct {
	contact int
	served  bool    // by a person or a machine
	ended   float64 // share of them in which the need came to its end
	gaveUp  float64 // share of them that ended unsolved
	of      []outcome
	scored  tally // others, who are scored already
}

// endings are all experiences of a week.
type endings []ending

// add adds an ending, in the memory of one of an earlier week.
func (all *endings) add(e ending) *ending {
	*all = slices.Grow(*all, 1)[:len(*all)+1]
	to := &(*all)[len(*all)-1]
	e.of = to.of[:0]
	*to = e
	return to
}

// feel adds some who feel alike, points for what came before taken off.
func (e *ending) feel(count float64, f feeling, off float64) {
	e.of = append(e.of, outcome{count, f.moment - off, f.lasting - off})
}

// minds are the two driver models of a replication.
type minds struct {
	moment, lasting         *driver.Model
	momentBase, lastingBase float64
	week                    counter // of those who are scored at once, when the bases are found
	perAttempt, handover    float64
	waits                   []wait   // on the grid of the queue
	apart                   bool     // a wait adds the same points whatever else is met
	falling                 bool     // no wait feels better than a shorter one
	heard                   []heard  // room for those of a week
	resolution              [2]parts // of a case that is not solved, and of one that is
	solved, failed          parts    // of a case that is solved at once, or not at all: its resolution and reliability
	machine                 feeling  // of a need that automation solved
}

// parts are what some signals add to both answers.
type parts struct{ moment, lasting driver.Part }

// feeling is points above the base of both answers.
type feeling struct{ moment, lasting float64 }

func newMinds(p *scenario.Plan) (*minds, error) {
	s := &p.Satisfied
	m := &minds{perAttempt: s.PerAttempt, handover: p.Automation.HandoverPenalty}
	var err error
	if m.moment, err = modelOf(s, s.Drivers); err != nil {
		return nil, err
	}
	if len(s.Lasting) == 0 {
		m.lasting = m.moment
	} else if m.lasting, err = modelOf(s, s.Lasting); err != nil {
		return nil, err
	}
	m.momentBase, m.lastingBase = s.Base.Value, s.Base.Value
	m.resolution = [2]parts{m.one(driver.Resolution, 0), m.one(driver.Resolution, 1)}
	m.solved, m.failed = m.ends(1, 1), m.ends(0, 0)
	bot := machine(p)
	m.machine = m.both(&bot)
	return m, nil
}

// ends are the parts of how a case ends: solved (1) or not (0).
func (m *minds) ends(solved int, reliability float64) parts {
	r := m.one(driver.Reliability, reliability)
	return r.plus(&m.resolution[solved])
}

// waited is how a wait of some seconds feels.
func (m *minds) waited(seconds float64) parts { return m.one(driver.Wait, seconds) }

// one works one signal out.
func (m *minds) one(s driver.Signal, x float64) parts {
	return parts{m.moment.One(s, x), m.lasting.One(s, x)}
}

// parts works the signals out that are not neutral.
func (m *minds) parts(met *driver.Met) parts {
	return parts{m.moment.Part(met), m.lasting.Part(met)}
}

// plus are the parts of both.
func (a *parts) plus(b *parts) parts {
	return parts{a.moment.Plus(b.moment), a.lasting.Plus(b.lasting)}
}

// feel puts the parts of a contact together.
func (m *minds) feel(a, b *parts) feeling {
	return feeling{m.moment.Points(a.moment, b.moment), m.lasting.Points(a.lasting, b.lasting)}
}

func modelOf(s *scenario.Satisfied, from []scenario.Driver) (*driver.Model, error) {
	return driver.New(Drivers(from), s.Interplay.Of, s.Interplay.Weight, s.Span, s.LossAversion)
}

func signalOf(name string) driver.Signal {
	for i, n := range driver.Names {
		if n == name {
			return driver.Signal(i)
		}
	}
	return driver.Resolution
}

func curveOf(c scenario.Curve) driver.Curve {
	switch c.Kind {
	case "logistic":
		return driver.Logistic(c.Mid, c.Slope)
	case "threshold":
		return driver.Threshold(c.Mid)
	case "saturating":
		return driver.Saturating(c.Half)
	case "points":
		return driver.Points(c.At)
	default:
		return driver.Linear()
	}
}

// service is the level of the signals that a person gives in a week, and what it
// takes to tell the share of cases solved.
type service struct {
	met          driver.Met
	unreliable   float64 // gap in reliability that an unsolved case leaves
	novice, left float64 // see [solvedBy]
}

// solved is the share of cases of a contact type that one contact solves.
func (v *service) solved(p *scenario.Plan, i int) float64 { return solvedBy(p, i, v.novice, v.left) }

// serve works out what people give: a beginner less, a strained team less, a
// trained one more.
func serve(p *scenario.Plan, novice, strain, usualStrain float64, lv *levels, residue float64) service {
	q := &p.Quality
	keep := (1 - q.NoviceLoss*novice)
	tired := max(1e-9, 1-q.Strain*strain) / max(1e-9, 1-q.Strain*usualStrain)
	level := func(s driver.Signal, proficient float64) float64 {
		x := 1 - (1-proficient*keep)*lv.gap[s]
		return min(max(x*tired, 0), 1)
	}
	v := service{novice: novice, left: lv.gap[driver.Resolution] * residue}
	v.met[driver.Information] = level(driver.Information, q.Information)
	v.met[driver.Attitude] = level(driver.Attitude, q.Attitude)
	v.met[driver.Understanding] = level(driver.Understanding, q.Understanding)
	v.met[driver.Fairness] = level(driver.Fairness, q.Fairness)
	care := (v.met[driver.Attitude] + v.met[driver.Understanding]) / 2
	v.met[driver.Care] = min(max(1-(1-care)*lv.gap[driver.Care], 0), 1)
	v.unreliable = min(max(lv.gap[driver.Reliability], 0), 1)
	return v
}

// solvedBy is the share of cases that one contact with a person solves. A
// contact type harder than medium moves the log-odds down; what is left of the gap
// multiplies the share that fails.
func solvedBy(p *scenario.Plan, i int, novice, left float64) float64 {
	s := p.Resolution.FCR * (1 - p.Resolution.NoviceLoss*novice)
	if s > 0 && s < 1 {
		s = logistic(logit(s) - p.Resolution.DifficultyEffect*(p.Contacts[i].Difficulty-.5))
	}
	return min(max(1-(1-s)*left, 0), 1)
}

// harderTime is the factor of a contact type's difficulty on its handle time: 1
// at medium.
func harderTime(p *scenario.Plan, i int) float64 {
	return math.Exp2(math.Log2(p.Resolution.DifficultyTime) * (p.Contacts[i].Difficulty - .5))
}

// machine is what automation gives when it solves the need.
func machine(p *scenario.Plan) driver.Met {
	q, tone := &p.Quality, p.Automation.MachineTone
	return driver.Met{
		driver.Resolution: 1, driver.Reliability: 1, driver.Information: q.Information,
		driver.Attitude: tone * q.Attitude, driver.Understanding: tone * q.Understanding,
		driver.Fairness: tone * q.Fairness, driver.Care: tone * (q.Attitude + q.Understanding) / 2,
	}
}

var noParts = parts{driver.None, driver.None}

// both is how what was met feels.
func (m *minds) both(met *driver.Met) feeling {
	p := m.parts(met)
	return m.feel(&p, &noParts)
}

// met is what people give in a week, but for the wait, by what became of the case:
// solved at once, after earlier attempts, not, or never taken up.
type met struct{ clean, late, unsolved, failed parts }

func (m *minds) met(v *service) (of met) {
	rest := v.met
	rest[driver.Wait], rest[driver.Resolution], rest[driver.Reliability] = driver.Neutral, driver.Neutral, driver.Neutral
	same := m.parts(&rest)
	late, unsolved := m.ends(1, 1-lateGap*v.unreliable), m.ends(0, 1-v.unreliable)
	return met{same.plus(&m.solved), same.plus(&late), same.plus(&unsolved), same.plus(&m.failed)}
}

// ignored is how it feels never to be answered in a wait: no better than to be
// answered after it and not helped.
func (m *minds) ignored(of *met, wait *parts) feeling {
	a, b := m.feel(&m.failed, wait), m.feel(&of.failed, wait)
	return feeling{min(a.moment, b.moment), min(a.lasting, b.lasting)}
}

// account sums the satisfaction of a week's experiences up.
type account struct {
	served, satisfied, moment float64 // contacts, of them satisfied, sum of scores
	ended, ending             float64 // needs that ended, sum of their last scores
	gaveUp                    float64 // of ended, unsolved
	complaints                float64
}

// tally sums scores up: how many, of them the satisfied ones, their sum, and the
// complaints.
type tally struct{ count, satisfied, sum, complaints float64 }

// add adds some with the sum of their scores, who are satisfied, or unhappy and complain
// at a rate, as at one of these scores; it returns the complaints.
func (t *tally) add(n, sum, score, rate float64) (angry float64) {
	t.count += n
	t.sum += sum
	if score >= satisfiedAt {
		t.satisfied += n
	}
	if score < unhappyAt {
		angry = n * rate
	}
	t.complaints += angry
	return angry
}

// counter counts contacts for customers.
type counter struct {
	complaintRate float64           // share of the unhappy who complain
	customers     *loyalty.Contacts // nil: there is nothing to count for
}

// score turns experiences into satisfaction, by contact type and for customers.
func (m *minds) score(all endings, complaintRate float64, by []account, customers *loyalty.Contacts) {
	clear(by)
	c := counter{complaintRate, customers}
	for i := range all {
		e := &all[i]
		t, a := e.scored, &by[e.contact]
		m.scoreAlike(&t, e.of, &c)
		if e.served {
			a.served += t.count
			a.satisfied += t.satisfied
			a.moment += t.sum
		}
		a.ended += t.count * e.ended
		a.ending += t.sum * e.ended
		a.gaveUp += t.count * e.gaveUp
		a.complaints += t.complaints
		customers.GaveUp += t.count * e.gaveUp
	}
}

// scoreAlike scores experiences that end alike, one by one.
func (m *minds) scoreAlike(t *tally, of []outcome, c *counter) {
	for i := range of {
		n, s := of[i].count, driver.Clamp(m.momentBase+of[i].moment)
		angry := t.add(n, n*s, s, c.complaintRate)
		c.customers.Add(driver.Clamp(m.lastingBase+of[i].lasting), n, angry)
	}
}
