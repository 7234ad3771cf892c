package sim

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim/kpi"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// world is a scenario as values by path; entries of the one contact type stand
// under world.contact.phone.
type world map[string]string

// text writes a world as a scenario file. more is put at its end.
func (w world) text(more string) []byte {
	tables := map[string][]string{}
	for path, value := range w {
		at := strings.LastIndexByte(path, '.')
		tables[path[:at]] = append(tables[path[:at]], path[at+1:]+" = "+value)
	}
	var b strings.Builder
	b.WriteString("format = 1\n")
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		head := "[" + table + "]"
		if name, ok := strings.CutPrefix(table, "world.contact."); ok {
			head = "[[world.contact]]\nname = \"" + name + "\""
		}
		slices.Sort(tables[table])
		b.WriteString(head + "\n" + strings.Join(tables[table], "\n") + "\n")
	}
	return []byte(b.String() + more)
}

// and is the world with other values, written KEY=VALUE.
func (w world) and(set ...string) world {
	out := maps.Clone(w)
	for _, kv := range set {
		key, value := cut(kv)
		out[key] = value
	}
	return out
}

// now fixes the state before week 0 as the world's own decisions, so that
// decisions may then be changed.
func (w world) now() world {
	out := maps.Clone(w)
	for now, decision := range map[string]string{
		"headcount": "staffing.headcount", "training_spend": "training.spend_per_agent_month",
		"practice_share": "training.practice_share", "refresher_every_weeks": "training.refresher_every_weeks",
		"induction_weeks": "training.induction_weeks", "shrinkage": "staffing.shrinkage", "hours_per_week": "staffing.hours_per_week",
		"advice": "style.advice", "automation_share": "automation.share", "human_follow_up": "automation.human_follow_up",
		"assist": "automation.assist",
	} {
		if v, ok := w["decisions."+decision]; ok {
			out["world.now."+now] = v
		}
	}
	return out
}

func (w world) number(path string) float64 {
	var x float64
	if _, err := fmt.Sscan(w[path], &x); err != nil {
		panic(path + ": " + err.Error())
	}
	return x
}

func (w world) scenario(t testing.TB, more string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("world.toml", w.text(more))
	if err != nil {
		t.Fatalf("%v\n%s", err, w.text(more))
	}
	return s
}

func (w world) run(t testing.TB, o Options, more string) *Results {
	t.Helper()
	r, err := Run(context.Background(), w.scenario(t, more), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plan is the world for the parts of the engine, nothing in it uncertain.
func (w world) plan(t testing.TB, weeks int) *scenario.Plan {
	t.Helper()
	return w.scenario(t, "").Draw(weeks, nil)
}

// roundly writes a number with four digits, or whole where halves mean nothing.
func roundly(k *scenario.Key, x float64) string {
	if k.Unit == scenario.Weeks || k.Unit == scenario.People {
		return fmt.Sprint(math.Round(x))
	}
	return fmt.Sprintf("%.4g", x)
}

// ownStream are keys drawn apart, so that the others are what they were before
// there were these.
var ownStream = []string{"world.automation.machine_tone", "world.resolution.difficulty_effect", "world.resolution.difficulty_time"}

// unset are keys left at their default, which is off.
var unset = []string{"world.automation.trust_ceiling", "world.loyalty.repeat_effect", "world.training.focus",
	"world.loyalty.newcomer_odds", "world.loyalty.newcomer_months"}

// plausible is the i-th random world: every number within the evidence range of
// the key table, and as many customers as the agents can serve at an occupancy
// of about 65 to 85 %. Weights and norms of the drivers are KSIndeks'.
func plausible(i int) world {
	r := rand.New(rand.NewPCG(2026, uint64(i)))
	within := func(low, high float64) float64 { return low + (high-low)*r.Float64() }
	w := world{"run.weeks": "52", "run.replications": "8"}
	for _, k := range scenario.Keys() {
		path := strings.Replace(k.Path, "world.contact.*", "world.contact.phone", 1)
		if k.Kind != scenario.Figure || math.IsNaN(k.Low) || k.Side == scenario.Setup ||
			strings.Contains(path, "*") || strings.HasPrefix(path, "world.now.") || slices.Contains(unset, path) {
			continue
		}
		from := within
		if slices.Contains(ownStream, path) {
			own := rand.New(rand.NewPCG(uint64(i), uint64(random.Name(path))))
			from = func(low, high float64) float64 { return low + (high-low)*own.Float64() }
		}
		w[path] = roundly(&k, from(k.Low, k.High))
	}
	w["world.contact.phone.concurrent"] = "1"
	w["world.loyalty.word_of_mouth"], w["world.loyalty.unsolved_effect"] = "0", "0"
	w["decisions.staffing.shrinkage"] = fmt.Sprintf("%.3f", within(.2, .35))
	early := within(.03, .12)
	w["world.labour.attrition_monthly"] = fmt.Sprintf("[[0, %.4f], [3, %.4f], [12, %.4f]]", early, early*within(.35, .45), early*within(.22, .3))
	easy := within(.45, .65)
	w["world.automation.resolve"] = fmt.Sprintf("[[0, %.3f], [0.5, %.3f], [1, %.3f]]", easy, easy*.64, easy*.27)
	w["world.contact.phone.patience"] = fmt.Sprintf(`{ kind = "hyperexponential", p = %.3f, mean_1 = %.0f, mean_2 = %.0f }`, within(.2, .3), within(76, 160), within(700, 880))
	w.load(within(.68, .95))
	return w.now()
}

// load sets the number of customers by which the agents are so busy, roughly:
// repeated contacts, vacancies and beginners are allowed for. Newcomers replace
// those who leave at the reference.
func (w world) load(occupancy float64) {
	unsolved := 1 - w.number("world.resolution.fcr")
	contacts := 1 / (1 - w.number("world.resolution.recontact")*unsolved)
	handle := w.number("world.contact.phone.handle_time") * math.Pow(w.number("world.resolution.difficulty_time"), w.number("world.contact.phone.difficulty")-.5) * 1.05
	hours := w.number("decisions.staffing.hours_per_week")*(1-w.number("decisions.staffing.shrinkage")) -
		w.number("decisions.training.spend_per_agent_month")/1000*w.number("world.training.hours_per_1000")*12/52
	served := occupancy * .92 * w.number("decisions.staffing.headcount") * hours * 3600 / handle / contacts
	customers := math.Round(served * 52 / w.number("world.customers.needs_per_year"))
	w["world.customers.initial"] = fmt.Sprint(customers)
	churn := w.number("world.loyalty.churn_per_year")
	w["world.customers.new_per_week"] = fmt.Sprintf("%.4g", -customers*math.Expm1(math.Log1p(-churn)/52))
}

// initiativeText is a programme that acts in full from a week on.
func initiativeText(week int, effects string) string {
	return fmt.Sprintf("[[decisions.initiative]]\nname = \"own %d\"\nstart_week = %d\nmonths = 0.1\ncredibility = 1\n%s\n", week, week, effects)
}

// delta is the paired difference of a figure, b less a.
func delta(t testing.TB, a, b *Results, id kpi.ID) Summary {
	t.Helper()
	c, err := Compare(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c.Delta(id).Summary
}

// The random worlds are what they are meant to be: they land in the range in
// which a planner would call a centre ordinary to busy.
func TestPlausibleWorldsLand(t *testing.T) {
	Long(t)
	var occupancy, level []float64
	for i := range 40 {
		r := plausible(i).run(t, Options{Replications: 4, Weeks: 26}, "")
		occupancy = append(occupancy, r.Summary(kpi.Occupancy).Mean)
		level = append(level, r.Summary(kpi.ServiceLevel).Mean)
	}
	slices.Sort(occupancy)
	slices.Sort(level)
	t.Logf("occupancy %.3f %.3f %.3f, service level %.3f %.3f %.3f", occupancy[0], occupancy[20], occupancy[39], level[0], level[20], level[39])
	if occupancy[0] < .5 || occupancy[39] > .96 || level[4] < .4 {
		t.Errorf("occupancy %v, service level %v", occupancy, level)
	}
}
