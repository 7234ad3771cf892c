package sim

import (
	"math"

	"lojal/sim/driver"
	"lojal/sim/fast"
	"lojal/sim/scenario"
)

// trustMemory is the half-life in weeks with which trust in automation returns
// to what it was: an assumption.
const trustMemory = 26.0

// trust moves how many try automation: it grows with each good experience and
// breaks with each bad one. The state under which the world was observed keeps
// it where it was.
type trust struct {
	world *scenario.Automation
	good  float64 // share of attempts that are solved
	level float64 // 0 to 1
	usual float64 // weekly push under world.now
}

func newTrust(p *scenario.Plan) *trust {
	t := &trust{world: &p.Automation, level: p.Automation.TrustNow}
	weight := 0.0
	for i := range p.Contacts {
		t.good += p.Contacts[i].Share * resolvedBy(p, i)
		weight += p.Contacts[i].Share
	}
	if weight > 0 {
		t.good /= weight
	}
	t.usual = t.push(p.Now.AutomationAt, p.Now.HumanFollowUp)
	return t
}

// push is what a week's experiences do to trust: attempts a need, of which the
// solved ones gain what is left to gain, and those failed without follow-up lose
// of what there is.
func (t *trust) push(share, followUp float64) float64 {
	gain := t.world.TrustGain * t.good * (1 - t.level)
	loss := t.world.TrustLoss * (1 - t.good) * (1 - followUp) * t.level
	return share * t.engage() * (gain - loss)
}

func (t *trust) week(share, followUp float64) {
	back := -fast.Expm1(-math.Ln2/trustMemory) * (t.level - t.world.TrustNow)
	t.level = min(max(t.level+t.push(share, followUp)-t.usual-back, 0), 1)
}

// engage is the share of those offered automation who try it through: never more
// than would ever try.
func (t *trust) engage() float64 {
	if t.world.TrustNow <= 0 {
		return min(t.world.TrustCeiling, t.world.Engage)
	}
	return min(t.world.TrustCeiling, t.world.Engage*t.level/t.world.TrustNow)
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
