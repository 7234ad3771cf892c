package sim

import (
	"math"

	"lojal/sim/driver"
	"lojal/sim/scenario"
)

// trustMemory is the half-life in weeks with which trust in automation returns
// to what it was: an assumption.
const trustMemory = 26.0

// trust moves how many try automation: it grows with good experience and breaks
// with bad, against the experience under which the world was observed.
type trust struct {
	world *scenario.Automation
	now   float64 // log-odds at the start
	level float64 // log-odds
	usual float64 // experience at the start
}

func newTrust(p *scenario.Plan) *trust {
	z := logit(p.Automation.TrustNow)
	t := &trust{world: &p.Automation, now: z, level: z}
	t.usual = t.experience(p, p.Now.HumanFollowUp)
	return t
}

// experience is what one attempt does to trust on average over contact types:
// solved is good, failed without follow-up is bad.
func (t *trust) experience(p *scenario.Plan, followUp float64) float64 {
	var good, weight float64
	for i := range p.Contacts {
		good += p.Contacts[i].Share * resolvedBy(p, i)
		weight += p.Contacts[i].Share
	}
	if weight > 0 {
		good /= weight
	}
	return t.world.TrustGain*good - t.world.TrustLoss*(1-good)*(1-followUp)
}

func (t *trust) week(p *scenario.Plan, followUp float64) {
	back := -math.Expm1(-math.Ln2 / trustMemory)
	t.level += t.experience(p, followUp) - t.usual - back*(t.level-t.now)
}

// engage is the share of those offered automation who try it through.
func (t *trust) engage() float64 {
	if t.world.TrustNow <= 0 || t.world.TrustNow >= 1 {
		return t.world.Engage
	}
	return min(1, t.world.Engage*logistic(t.level)/t.world.TrustNow)
}

func logit(p float64) float64    { return math.Log(p / (1 - p)) }
func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// resolvedBy is the share that a machine solves of a contact type.
func resolvedBy(p *scenario.Plan, i int) float64 {
	return driver.Interpolate(p.Automation.Resolve, p.Contacts[i].Difficulty)
}

// split is what becomes of the needs of one contact type, as shares of them.
// contained + silent + fresh = 1; fresh + leaked is what people get.
type split struct {
	tried     float64 // tried automation
	contained float64 // solved without a person
	leaked    float64 // of fresh: solved, yet wants to hear it from a person
	silent    float64 // gave up without a word
	annoyed   float64 // of fresh: failed without follow-up, found a person
	fresh     float64 // become cases
}

// automate splits the needs of a contact type.
func automate(p *scenario.Plan, i int, share, engage, followUp float64) split {
	a, r := &p.Automation, resolvedBy(p, i)
	s := split{tried: share * engage}
	s.leaked = s.tried * r * a.ReassuranceLeak
	s.contained = s.tried * r * (1 - a.ReassuranceLeak)
	alone := s.tried * (1 - r) * (1 - followUp)
	s.silent = alone * a.GiveUp
	s.annoyed = alone - s.silent
	s.fresh = 1 - s.contained - s.silent
	return s
}

// residue is how much more work the rest is for people when a share of needs is
// contained: the contained ones would have taken (1 − residual difficulty) of
// the mean, so the rest takes 1 + ρ·c ÷ (1 − c) of it.
func residue(p *scenario.Plan, contained float64) float64 {
	c := min(contained, .95)
	return 1 + p.Automation.ResidualDifficulty*c/(1-c)
}
