package sim

import (
	"math"

	"lojal/sim/driver"
	"lojal/sim/fast"
	"lojal/sim/scenario"
	"lojal/sim/workforce"
)

// What an advice centre gains and costs against the style under which the world
// was observed, for a full step of the lever from 0 to +1: assumptions.
const (
	adviceTime       = 0.20 // longer handling
	adviceGap        = 0.25 // of the gap in information, understanding and fairness closed
	adviceResolution = 0.15 // of the gap in resolution closed
)

// levers are the decisions of one week that act on people and contacts.
type levers struct {
	spend, practice, refresher, advice, share, followUp, assist float64
}

func leversNow(n *scenario.Now) levers {
	return levers{n.TrainingSpend, n.PracticeShare, n.RefresherWeeks, n.Advice, n.AutomationAt, n.HumanFollowUp, n.Assist}
}

func leversIn(d *scenario.Decisions, w int) levers {
	return levers{
		spend: d.Training.SpendPerAgentMonth[w], practice: d.Training.PracticeShare[w],
		refresher: d.Training.RefresherWeeks[w], advice: d.Style.Advice[w],
		share: d.Automation.Share[w], followUp: d.Automation.HumanFollowUp[w], assist: d.Automation.Assist[w],
	}
}

// levels are the effects of a week's levers, against the state under which the
// world was observed: 1 everywhere there.
type levels struct {
	gap       [len(driver.Names)]float64 // what is left of the gap to a perfect level, by signal
	handle    float64                    // factor on handle time
	attrition float64                    // factor on the hazard of leaving
}

// learning is how trained the team is: a stock from 0 to 1 that follows the
// spending with the half-life of skill without refresh.
type learning struct {
	world  *scenario.Learning
	now    levers
	stock  float64
	settle float64 // the stock under now

	held [][]float64 // what takes hold of programmes, by programme and week; nil: all
}

func newLearning(p *scenario.Plan) *learning {
	l := &learning{world: &p.Learning, now: leversNow(&p.Now), held: takesHold(p)}
	l.settle = l.target(l.now)
	l.stock = l.settle
	return l
}

// target is the stock that spending leads to: s ÷ (s + half_spend), with the
// spending weighed by how much of it is remembered.
func (l *learning) target(v levers) float64 {
	s := v.spend * l.remembered(v) / l.remembered(l.now)
	if s <= 0 {
		return 0
	}
	return s / (s + l.world.HalfSpend)
}

// remembered is how much of what was taught is there on average: practice beats
// lectures, and between refreshers it halves every half-life.
func (l *learning) remembered(v levers) float64 {
	practice := 1 + (l.world.PracticeGain-1)*v.practice
	x := math.Ln2 * v.refresher / (l.world.HalfLifeMonths * workforce.WeeksPerMonth)
	if x <= 0 {
		return practice
	}
	return practice * -fast.Expm1(-x) / x
}

func (l *learning) week(v levers) {
	rate := -fast.Expm1(-math.Ln2 / (l.world.HalfLifeMonths * workforce.WeeksPerMonth))
	l.stock += rate * (l.target(v) - l.stock)
}

// gapLeft is what training leaves of the gap in quality and resolution.
func (l *learning) gapLeft() float64 {
	m := l.world.MaxGapClosed
	return (1 - m*l.stock) / (1 - m*l.settle)
}

// attrition is training's factor on the hazard of leaving.
func (l *learning) attrition() float64 {
	a := 1 - l.world.AttritionFactor
	return (1 - a*l.stock) / (1 - a*l.settle)
}

// effects composes a week's effects: each closes a share of the remaining gap,
// 1 − Π(1 − c·e); factors multiply.
func effects(p *scenario.Plan, l *learning, v levers, week int, novice float64) levels {
	out := levels{handle: 1, attrition: l.attrition()}
	trained := l.gapLeft()
	assisted := assistGap(p, v.assist, novice) / assistGap(p, l.now.assist, novice)
	for s := range out.gap {
		out.gap[s] = 1
	}
	for _, s := range []driver.Signal{driver.Resolution, driver.Information, driver.Attitude, driver.Understanding, driver.Fairness} {
		out.gap[s] = trained * assisted
	}
	style(&out, v.advice-l.now.advice)
	for i := range p.Decisions.Initiatives {
		n := &p.Decisions.Initiatives[i]
		if l.held != nil && week >= 0 {
			part := *n
			part.Credibility *= l.held[i][week]
			n = &part
		}
		initiative(&out, n, week)
	}
	return out
}

// helped weighs AI assistance by how far an agent is from proficient: its effect
// is given at the mean of a novice and an expert, an expert gains half and a
// novice half as much again. Novices gaining most is Brynjolfsson, Li and Raymond
// (2025); the line between is an assumption.
func helped(share, novice float64) float64 { return share * (.5 + novice) }

// assistGap is what AI assistance leaves of the gap.
func assistGap(p *scenario.Plan, share, novice float64) float64 {
	return 1 - min(.95, p.Automation.AssistQuality*helped(share, novice))
}

// assistTime is the factor of AI assistance on the handle time of an agent.
func assistTime(p *scenario.Plan, share, novice float64) float64 {
	return 1 - min(.95, p.Automation.AssistTime*helped(share, novice))
}

// style moves handle time against quality.
func style(out *levels, change float64) {
	out.handle *= 1 + adviceTime*change
	out.gap[driver.Resolution] *= 1 - adviceResolution*change
	for _, s := range []driver.Signal{driver.Information, driver.Understanding, driver.Fairness} {
		out.gap[s] *= 1 - adviceGap*change
	}
}

// since is how many weeks ago a programme began; false before that and after its
// end.
func since(n *scenario.Initiative, week int) (int, bool) {
	weeks := week - int(n.StartWeek)
	if weeks < 0 {
		return 0, false
	}
	lasts := max(1, int(math.Round(n.LastsMonths*workforce.WeeksPerMonth)))
	return weeks, n.LastsMonths == 0 || weeks < lasts
}

// initiative lets a programme act: its effect grows linearly over its months, and
// ends with it.
func initiative(out *levels, n *scenario.Initiative, week int) {
	weeks, on := since(n, week)
	if !on {
		return
	}
	ramp := float64(weeks) + 1
	if full := n.Months * workforce.WeeksPerMonth; ramp < full {
		ramp /= full
	} else {
		ramp = 1
	}
	c := n.Credibility * ramp * left(n, week)
	for s, name := range driver.Names {
		if e := n.Effects[name]; e != 0 {
			out.gap[s] *= 1 - c*e
		}
	}
	out.handle *= blend(n.HandleTime, c)
	out.attrition *= blend(n.Attrition, c)
}

// left is how much of a programme's effect is left: it fades from when the programme
// was last given in full, and each repeat, over the programme's months, brings it
// back.
func left(n *scenario.Initiative, week int) float64 {
	if n.HalfLifeMonths <= 0 {
		return 1
	}
	fade := func(weeks float64) float64 {
		return math.Exp2(-max(0, weeks) / (n.HalfLifeMonths * workforce.WeeksPerMonth))
	}
	full := max(1, n.Months*workforce.WeeksPerMonth)
	given, every := week-int(n.StartWeek)+1, repeatWeeks(n)
	if every == 0 || given <= every {
		return fade(float64(given) - full)
	}
	if full >= float64(every) { // given without a break
		return 1
	}
	since := float64((given-1)%every + 1)
	before := fade(float64(every) - full)
	return min(before+(1-before)*since/full, fade(since-full))
}

// repeatWeeks is after how many weeks a programme is repeated; 0 is never.
func repeatWeeks(n *scenario.Initiative) int {
	return int(math.Round(n.RepeatMonths * workforce.WeeksPerMonth))
}

// blend is a factor at part strength; an absent factor is none.
func blend(factor, part float64) float64 {
	if factor == 0 {
		return 1
	}
	return 1 + (factor-1)*part
}

// initiativeCost is what a programme costs in a week, in currency, for a team of
// so many people.
func initiativeCost(p *scenario.Plan, n *scenario.Initiative, week int, people float64) float64 {
	weeks, on := since(n, week)
	if !on {
		return 0
	}
	euro := n.CostPerMonth / workforce.WeeksPerMonth
	every := repeatWeeks(n)
	if weeks == 0 || every > 0 && weeks%every == 0 {
		euro += n.Cost
	}
	return euro * p.Costs.Eur * people / max(1, p.Costs.CatalogueTeam)
}
