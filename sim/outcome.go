package sim

import (
	"math"

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
	contact         int     // contact type
	count           float64 // how many
	served          bool    // by a person or a machine
	ended           float64 // share of them in which the need came to its end
	gaveUp          float64 // share of them that ended unsolved
	moment, lasting float64 // points above the base, earlier attempts taken off
}

// minds are the two driver models of a replication.
type minds struct {
	moment, lasting         *driver.Model
	momentBase, lastingBase float64
	perAttempt, handover    float64
	waits                   []wait // on the grid of the queue
}

// wait is those served who waited from one grid point to the next, or not at all.
type wait struct {
	seconds float64
	felt    parts
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
	return m, nil
}

// on is how waits on a grid feel: none at all, the middle of each step, and longer
// than the grid. It is worked out once.
func (m *minds) on(grid []float64) []wait {
	if len(m.waits) > 0 {
		return m.waits
	}
	m.waits = append(m.waits, m.waited(0))
	for j := 1; j < len(grid); j++ {
		m.waits = append(m.waits, m.waited((grid[j-1]+grid[j])/2))
	}
	m.waits = append(m.waits, m.waited(grid[len(grid)-1]))
	return m.waits
}

// waited is how a wait of some seconds feels.
func (m *minds) waited(seconds float64) wait {
	met := driver.Only(driver.Wait, seconds)
	return wait{seconds, m.parts(&met)}
}

// parts works the signals out that are not neutral.
func (m *minds) parts(met *driver.Met) parts {
	if m.lasting == m.moment {
		p := m.moment.Part(met)
		return parts{p, p}
	}
	return parts{m.moment.Part(met), m.lasting.Part(met)}
}

// feel puts the parts of a contact together.
func (m *minds) feel(a, b *parts) feeling {
	x := m.moment.Points(a.moment, b.moment)
	if m.lasting == m.moment {
		return feeling{x, x}
	}
	return feeling{x, m.lasting.Points(a.lasting, b.lasting)}
}

func modelOf(s *scenario.Satisfied, from []scenario.Driver) (*driver.Model, error) {
	ds := make([]driver.Driver, len(from))
	for i, d := range from {
		ds[i] = driver.Driver{Name: d.Name, Signal: signalOf(d.Signal), Weight: d.Weight, Norm: d.Norm, Curve: curveOf(d.Curve)}
	}
	return driver.New(ds, s.Interplay.Of, s.Interplay.Weight, s.Span, s.LossAversion)
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

// service is the level of the signals that a person gives in a week, the share
// of cases solved included.
type service struct {
	met        driver.Met
	solved     []float64 // by contact type
	unreliable float64   // gap in reliability that an unsolved case leaves
}

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
	var v service
	v.met[driver.Information] = level(driver.Information, q.Information)
	v.met[driver.Attitude] = level(driver.Attitude, q.Attitude)
	v.met[driver.Understanding] = level(driver.Understanding, q.Understanding)
	v.met[driver.Fairness] = level(driver.Fairness, q.Fairness)
	care := (v.met[driver.Attitude] + v.met[driver.Understanding]) / 2
	v.met[driver.Care] = min(max(1-(1-care)*lv.gap[driver.Care], 0), 1)
	v.unreliable = min(max(lv.gap[driver.Reliability], 0), 1)
	for i := range p.Contacts {
		v.solved = append(v.solved, solvedBy(p, i, novice, lv.gap[driver.Resolution]*residue))
	}
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

// unserved is what a customer met who was never answered after some wait.
func unserved(wait float64) driver.Met {
	n := driver.Neutral
	return driver.Met{driver.Resolution: 0, driver.Wait: wait, driver.Information: n, driver.Attitude: n,
		driver.Understanding: n, driver.Fairness: n, driver.Reliability: 0, driver.Care: n}
}

var noParts = parts{driver.None, driver.None}

// both is how what was met feels.
func (m *minds) both(met *driver.Met) feeling {
	p := m.parts(met)
	return m.feel(&p, &noParts)
}

// felt adds a group of experiences that meet the same.
func (m *minds) felt(to []outcome, met *driver.Met, o outcome, off float64) []outcome {
	return append(to, o.feeling(m.both(met), off))
}

// feeling is an outcome that feels so, points for what came before taken off.
func (o outcome) feeling(f feeling, off float64) outcome {
	o.moment, o.lasting = f.moment-off, f.lasting-off
	return o
}

// ignored is how it feels never to be answered: no better than to be answered
// after that wait and not helped.
func (m *minds) ignored(v *service, wait float64) feeling {
	alone, met := unserved(wait), v.met
	met[driver.Wait], met[driver.Resolution], met[driver.Reliability] = wait, 0, 0
	a, b := m.both(&alone), m.both(&met)
	return feeling{min(a.moment, b.moment), min(a.lasting, b.lasting)}
}

// account sums the satisfaction of a week's experiences up.
type account struct {
	served, satisfied, moment float64 // contacts, of them satisfied, sum of scores
	ended, ending             float64 // needs that ended, sum of their last scores
	gaveUp                    float64 // of ended, unsolved
	complaints                float64
}

// score turns experiences into satisfaction, by contact type and for customers.
func (m *minds) score(outcomes []outcome, complaintRate float64, by []account, customers *loyalty.Contacts) {
	for i := range outcomes {
		o := &outcomes[i]
		s := driver.Clamp(m.momentBase + o.moment)
		a := &by[o.contact]
		if o.served {
			a.served += o.count
			a.moment += o.count * s
			if s >= satisfiedAt {
				a.satisfied += o.count
			}
		}
		a.ended += o.count * o.ended
		a.ending += o.count * o.ended * s
		a.gaveUp += o.count * o.gaveUp
		complaints := 0.0
		if s < unhappyAt {
			complaints = o.count * complaintRate
		}
		a.complaints += complaints
		customers.Add(driver.Clamp(m.lastingBase+o.lasting), o.count, complaints)
		customers.GaveUp += o.count * o.gaveUp
	}
}
