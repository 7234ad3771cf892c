package calibrate

import (
	"fmt"
	"math"
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
}

// hazards of the shipped baseline: tenure in months and probability of leaving a month.
var hazards = [][2]float64{{0, .07}, {3, .026}, {12, .017}}

// start is a first guess, from the proportions of the shipped baseline.
func start(f *Figures) knobs {
	return knobs{
		customers: f.Contacts * 19, handle: f.HandleTime * .9, leaving: f.Attrition / .27, reference: f.Satisfaction,
		churn: f.Churn, hour: .9 * f.Cost / (52 * f.Hours * f.Agents),
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

// rounded keeps five digits, as many as anybody wants to read.
func (k knobs) rounded() knobs {
	for _, x := range []*float64{&k.customers, &k.handle, &k.leaving, &k.reference, &k.churn, &k.hour} {
		*x = digits(*x, 5)
	}
	return k
}

func digits(x float64, n int) float64 {
	if x == 0 {
		return 0
	}
	scale := math.Pow(10, float64(n-1)-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}

// number is a figure as it stands in a file.
func number(x float64) string {
	s := fmt.Sprintf("%.5f", digits(x, 5))
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// around is a range as wide as that of the shipped baseline.
func around(x, part float64) string {
	return fmt.Sprintf("\"%s..%s\"", number(x*(1-part)), number(x*(1+part)))
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
		months = append(months, fmt.Sprintf("[%v, %s]", h[0], number(p)))
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Made from eight figures of today: contacts a week, handle time, agents, hours,")
	line("# attrition, satisfaction, churn and cost. What is not here is as in the baseline.")
	line("format = 1")
	line("name = %q", name)
	line("extends = %q", "library:baseline")
	line("\n[world.now]")
	line("headcount = %s", number(f.Agents))
	line("hours_per_week = %s", number(f.Hours))
	line("\n[world.customers]")
	line("initial = %.0f", math.Max(1, math.Round(k.customers)))
	line("new_per_week = %s", around(k.customers*weeklyChurn, .125))
	line("\n[[world.contact]]")
	line("name = \"phone\"")
	line("handle_time = %s                # seconds, of a proficient agent", number(k.handle))
	line("\n[world.labour]")
	line("attrition_monthly = [%s]", strings.Join(months, ", "))
	line("\n[world.loyalty]")
	line("churn_per_year = %s", around(k.churn, .13))
	line("reference = %s", number(k.reference))
	line("newcomer = %s", number(k.reference))
	line("\n[decisions.staffing]")
	line("headcount = %s", number(f.Agents))
	line("hours_per_week = %s", number(f.Hours))
	line("\n[costs]")
	line("agent_hour = %s", number(k.hour))
	line("\n[targets]")
	line("satisfaction_lasting = { at_least = %s }", number(math.Round(f.Satisfaction)))
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
