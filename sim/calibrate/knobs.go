package calibrate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"lojal/sim/scenario"
)

// knobs are the values of a scenario that are turned until the figures come out.
type knobs struct {
	customers float64 // at the start
	handle    float64 // seconds, of a proficient agent
	leaving   float64 // factor on the hazards of the shipped baseline
	reference float64 // satisfaction at which churn is given
	churn     float64 // a year, at the reference
	hour      float64 // price of an agent's paid hour

	digits int // that are written
}

// Digits written while the knobs are turned, and in what comes of it: fewer would
// miss the figures, more nobody wants to read.
const (
	turning = 5
	written = 4
)

// hazards of the shipped baseline: tenure in months and probability of leaving a month.
var hazards = [][2]float64{{0, .07}, {3, .026}, {12, .017}}

// start is a first guess, from the proportions of the shipped baseline.
func start(f *Figures) knobs {
	return knobs{
		customers: f.Contacts * 19, handle: f.HandleTime * .9, leaving: f.Attrition / .27, reference: f.Satisfaction,
		churn: f.Churn, hour: .9 * f.Cost / (52 * f.Hours * f.Agents),
		digits: turning,
	}
}

// move turns each knob by how far its own figure is off.
func (k *knobs) move(want, got *Figures) {
	k.customers *= want.Contacts / got.Contacts
	k.handle *= want.HandleTime / got.HandleTime
	if got.Attrition > 0 {
		k.leaving *= want.Attrition / got.Attrition
	}
	k.reference = min(max(k.reference+want.Satisfaction-got.Satisfaction, 0), 100)
	k.churn = shifted(k.churn, want.Churn, got.Churn)
	k.hour = max(0, k.hour+(want.Cost-got.Cost)/(52*want.Hours*want.Agents))
}

// shifted moves a probability by the difference of two others in log-odds.
func shifted(p, want, got float64) float64 {
	odds := p / (1 - p) * (want / (1 - want)) / (got / (1 - got))
	return odds / (1 + odds)
}

// number is a figure as it stands in a file.
func (k *knobs) number(x float64) string {
	decimals := k.digits
	if x != 0 {
		decimals = min(5, max(0, k.digits-1-int(math.Floor(math.Log10(math.Abs(x))))))
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// around is a range as wide as that of the shipped baseline.
func (k *knobs) around(x, part float64) string {
	return fmt.Sprintf("\"%s..%s\"", k.number(x*(1-part)), k.number(x*(1+part)))
}

// scenario writes the knobs and what was typed in as a scenario.
func (k knobs) scenario(name string, f *Figures) (*scenario.Scenario, error) {
	return scenario.Parse(name, []byte(k.file(name, f)))
}

func (k knobs) file(name string, f *Figures) string {
	weeklyChurn := -math.Expm1(math.Log1p(-f.Churn) / 52)
	var months []string
	for _, h := range hazards {
		p := -math.Expm1(k.leaving * math.Log1p(-h[1]))
		months = append(months, fmt.Sprintf("[%v, %s]", h[0], k.number(p)))
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Made from eight figures of today: contacts a week, handle time, agents, hours,")
	line("# attrition, satisfaction, churn and cost. What is not here is as in the baseline.")
	line("format = 1")
	line("name = %q", name)
	line("extends = %q", "library:baseline")
	line("\n[world.now]")
	line("headcount = %v", f.Agents)
	line("hours_per_week = %v", f.Hours)
	line("\n[world.customers]")
	line("initial = %.0f", math.Max(1, math.Round(k.customers)))
	line("new_per_week = %s", k.around(k.customers*weeklyChurn, .125))
	line("\n[[world.contact]]")
	line("name = \"phone\"")
	line("handle_time = %s                # seconds, of a proficient agent", k.number(k.handle))
	line("\n[world.labour]")
	line("attrition_monthly = [%s]", strings.Join(months, ", "))
	line("\n[world.loyalty]")
	line("churn_per_year = %s", k.around(k.churn, .13))
	line("reference = %s", k.number(k.reference))
	line("newcomer = %s", k.number(k.reference))
	line("\n[decisions.staffing]")
	line("headcount = %v", f.Agents)
	line("hours_per_week = %v", f.Hours)
	line("\n[costs]")
	line("agent_hour = %s", k.number(k.hour))
	line("\n[targets]")
	line("satisfaction_lasting = { at_least = %v }", math.Round(f.Satisfaction))
	line("\n[sources]")
	for _, path := range []string{"decisions.staffing.headcount", "decisions.staffing.hours_per_week"} {
		line("%q = { text = \"your figure\", confidence = \"high\" }", path)
	}
	for _, path := range []string{"world.customers.initial", "world.customers.new_per_week", "world.contact.phone.handle_time",
		"world.labour.attrition_monthly", "world.loyalty.churn_per_year", "world.loyalty.reference", "costs.agent_hour"} {
		line("%q = { text = \"fitted to your figures\", confidence = \"medium\" }", path)
	}
	return b.String()
}
