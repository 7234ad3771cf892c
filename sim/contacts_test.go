package sim

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"lojal/sim/driver"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// untouched are levers that change nothing.
func untouched() *levels {
	lv := &levels{handle: 1, attrition: 1}
	for s := range lv.gap {
		lv.gap[s] = 1
	}
	return lv
}

// solvedBest is what a proficient, rested person gives who solves the case.
func solvedBest(p *scenario.Plan) driver.Met {
	met := serve(p, 0, 0, 0, untouched(), 1).met
	met[driver.Resolution], met[driver.Reliability] = 1, 1
	return met
}

func mindsOf(t testing.TB, p *scenario.Plan) *minds {
	t.Helper()
	m, err := newMinds(p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// S1: at equal resolution, and without a wait for either, a person makes more of
// a contact than a machine, for the moment and for what stays; and so it ends for
// a whole customer base whose needs machines or people solve, every one.
func TestPeopleBeatMachinesAtEqualResolution(t *testing.T) {
	for i := range 60 {
		p := plausible(i).plan(t, 1)
		m, person, bot := mindsOf(t, p), solvedBest(p), machine(p)
		a, b := m.both(&person), m.both(&bot)
		if a.moment <= b.moment || a.lasting <= b.lasting {
			t.Errorf("world %d: person %+v, machine %+v", i, a, b)
		}
	}
	for i := range 3 {
		w := plausible(i).and("world.satisfaction.base=60", "world.resolution.fcr=1", "world.resolution.novice_loss=0", "world.quality.novice_loss=0",
			"world.automation.resolve=[[0, 1], [1, 1]]", "world.automation.engage=1", "world.automation.reassurance_leak=0",
			"world.contact.phone.difficulty=0.5", "world.quality.strain=0")
		w.load(.4)
		people := w.and("decisions.automation.share=0", "world.now.automation_share=0").run(t, short, "")
		bots := w.and("decisions.automation.share=1", "world.now.automation_share=1").run(t, short, "")
		for _, id := range []kpi.ID{kpi.SatisfactionMoment, kpi.SatisfactionLasting} {
			if a, b := people.Summary(id).Mean, bots.Summary(id).Mean; a <= b {
				t.Errorf("world %d: %s %.2f by people, %.2f by machines", i, id, a, b)
			}
		}
	}
}

// S3: speed cannot buy back a failed resolution: answered at once and not solved
// is worse than solved after an hour in the queue.
func TestSpeedDoesNotBuyBackAFailedResolution(t *testing.T) {
	for i := range 60 {
		p := plausible(i).plan(t, 1)
		m, failed, slow := mindsOf(t, p), solvedBest(p), solvedBest(p)
		failed[driver.Resolution], failed[driver.Reliability] = 0, 0
		slow[driver.Wait] = 3600
		a, b := m.both(&failed), m.both(&slow)
		if a.moment >= b.moment || a.lasting >= b.lasting {
			t.Errorf("world %d: at once and unsolved %+v, after an hour and solved %+v", i, a, b)
		}
	}
}

// S3: when one of the four conditions is missing, the value is lost whatever the
// pace: answering at once instead of after ten minutes does not make up for it.
// This takes an interplay of the default weight; without one, the conditions of
// little weight of their own (understanding, fairness) can be bought back.
func TestOneMissingConditionIsNotBoughtBackByPace(t *testing.T) {
	conditions := []driver.Signal{driver.Resolution, driver.Information, driver.Understanding, driver.Fairness}
	bought := 0
	for i := range 60 {
		w := plausible(i).and(atNorm...)
		joint, apart := w.and("world.satisfaction.interplay.weight=0.2").plan(t, 1), w.and("world.satisfaction.interplay.weight=0").plan(t, 1)
		for _, s := range conditions {
			missing, slow := solvedBest(joint), solvedBest(joint)
			missing[s] = 0
			slow[driver.Wait] = 600
			if a, b := mindsOf(t, joint).both(&missing), mindsOf(t, joint).both(&slow); a.moment >= b.moment {
				t.Errorf("world %d: without %s at once %v, with all after ten minutes %v", i, driver.Names[s], a.moment, b.moment)
			}
			if a, b := mindsOf(t, apart).both(&missing), mindsOf(t, apart).both(&slow); a.moment >= b.moment {
				bought++
			}
		}
	}
	if bought == 0 {
		t.Error("the interplay makes no difference")
	}
}

// KSIndeks: resolution explains most of the variation in satisfaction, then
// information, response time, attitude, understanding. On simulated contacts
// whose levels vary alike around the norms, the order by Shapley's decomposition
// of R² (Lindeman, Merenda and Gold 1980) is KSIndeks' up to an interplay of 0.1.
// At the default of 0.2 attitude, which is part of the interplay, comes level with
// the wait, which is not. With the spreads that surveys find, and a case solved or
// not, the whole order holds at the default: package importance tests that.
func TestDerivedImportanceHasTheOrderOfKSIndeks(t *testing.T) {
	for _, c := range []struct {
		interplay string
		ordered   int
	}{{"0", 5}, {"0.1", 5}, {"0.2", 3}} {
		p := shippedPlan(t, 1, "world.satisfaction.interplay.weight="+c.interplay)
		drivers := p.Satisfied.Drivers[:5]
		importance := shapley(contacts(mindsOf(t, p).moment, drivers, 3000))
		t.Logf("interplay %s: resolution, information, wait, attitude, understanding explain %.3f", c.interplay, importance)
		for k := range c.ordered - 1 {
			if importance[k] <= importance[k+1] {
				t.Errorf("interplay %s: %s explains %.4f, %s %.4f", c.interplay, drivers[k].Name, importance[k], drivers[k+1].Name, importance[k+1])
			}
		}
	}
}

// contacts are the levels by driver and the satisfaction of so many contacts that
// meet every driver's norm but for a spread of a tenth.
func contacts(model *driver.Model, drivers []scenario.Driver, n int) (x [][]float64, y []float64) {
	r := rand.New(rand.NewPCG(1, 2))
	x = make([][]float64, len(drivers))
	for range n {
		met := driver.Met{driver.Fairness: .75 + .1*r.NormFloat64(), driver.Reliability: driver.Neutral, driver.Care: driver.Neutral}
		for k, d := range drivers {
			level := min(max(d.Norm+.1*r.NormFloat64(), 0), 1)
			x[k] = append(x[k], level)
			met[signalOf(d.Signal)] = level
			if d.Signal == "wait" { // the wait that has this level
				met[driver.Wait] = inverse(curveOf(d.Curve), level)
			}
		}
		y = append(y, model.Raw(&met))
	}
	return x, y
}

// inverse finds by bisection where a falling curve has a level.
func inverse(c driver.Curve, level float64) float64 {
	low, high := 0.0, 600.0
	for range 50 {
		if mid := (low + high) / 2; c(mid) > level {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// shapley shares R² among the columns of x: the mean gain of a column over all
// orders in which columns may enter a linear regression.
func shapley(x [][]float64, y []float64) []float64 {
	k := len(x)
	r2 := make([]float64, 1<<k)
	for set := 1; set < 1<<k; set++ {
		r2[set] = explained(x, y, set)
	}
	factorial := func(n int) float64 { return math.Gamma(float64(n) + 1) }
	out := make([]float64, k)
	for j := range k {
		for set := range r2 {
			if set>>j&1 == 0 {
				size := bits.OnesCount(uint(set))
				out[j] += factorial(size) * factorial(k-size-1) / factorial(k) * (r2[set|1<<j] - r2[set])
			}
		}
	}
	return out
}

// explained is R² of the regression of y on the columns in a set.
func explained(x [][]float64, y []float64, set int) float64 {
	a := mat.NewDense(len(y), 1+bits.OnesCount(uint(set)), nil)
	mean := 0.0
	for i := range y {
		mean += y[i] / float64(len(y))
		a.Set(i, 0, 1)
		at := 1
		for j := range x {
			if set>>j&1 == 1 {
				a.Set(i, at, x[j][i])
				at++
			}
		}
	}
	var beta, fit mat.VecDense
	if err := beta.SolveVec(a, mat.NewVecDense(len(y), y)); err != nil {
		return 0
	}
	fit.MulVec(a, &beta)
	var all, rest float64
	for i := range y {
		all += (y[i] - mean) * (y[i] - mean)
		rest += (y[i] - fit.AtVec(i)) * (y[i] - fit.AtVec(i))
	}
	return 1 - rest/all
}

// Skill is felt in tone and in what is solved, and strain in tone: more of a
// beginner or a more tired team is never better in any signal.
func TestSkillAndStrainAreFelt(t *testing.T) {
	for i := range 40 {
		p := plausible(i).plan(t, 1)
		for _, c := range []struct{ novice, strain float64 }{{.2, 0}, {1, 0}, {0, .1}, {.5, .15}} {
			best, other := serve(p, 0, 0, 0, untouched(), 1), serve(p, c.novice, c.strain, 0, untouched(), 1)
			for _, s := range []driver.Signal{driver.Information, driver.Attitude, driver.Understanding, driver.Fairness, driver.Care} {
				if other.met[s] >= best.met[s] {
					t.Errorf("world %d, %+v: %s is %v, at best %v", i, c, driver.Names[s], other.met[s], best.met[s])
				}
			}
			if c.novice > 0 && other.solved(p, 0) >= best.solved(p, 0) {
				t.Errorf("world %d, %+v: solves %v, at best %v", i, c, other.solved(p, 0), best.solved(p, 0))
			}
		}
	}
}

// Assistance saves novices more of their time than experts, and closes more of
// their gap (Brynjolfsson, Li and Raymond 2025).
func TestAssistanceHelpsNovicesMost(t *testing.T) {
	for i := range 40 {
		p := plausible(i).plan(t, 1)
		if assistTime(p, 1, 1) >= assistTime(p, 1, 0) || assistGap(p, 1, 1) >= assistGap(p, 1, 0) {
			t.Errorf("world %d: time %v for a novice, %v for an expert", i, assistTime(p, 1, 1), assistTime(p, 1, 0))
		}
	}
}

// S2: the moment and the lasting effect have two time-scales. When more cases are
// solved from one week on, the score of contacts has most of its change within a
// month, what stays less than a third of it.
func TestTwoTimeScales(t *testing.T) {
	Long(t)
	const start, end = 8, 112
	o := Options{Replications: 4, Weeks: end}
	for i := range 6 {
		w := plausible(i)
		c, err := Compare(w.run(t, o, ""), w.run(t, o, initiativeText(start, "effects = { resolution = 0.3 }")))
		if err != nil {
			t.Fatal(err)
		}
		share := func(id kpi.ID) float64 {
			b := c.DeltaBand(id).Mean
			return meanOf(b[start+2:start+6]) / meanOf(b[end-8:])
		}
		moment, lasting := share(kpi.SatisfactionMoment), share(kpi.SatisfactionLasting)
		if moment < .75 || lasting > .33 || lasting <= 0 {
			t.Errorf("world %d: after a month %.2f of the moment's change is there, %.2f of the lasting", i, moment, lasting)
		}
	}
}

func meanOf(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}

// S1: attrition lowers satisfaction with a lag. When people leave three times as
// fast from one week on, leaving jumps at once, the moment follows as beginners
// come, and what stays comes last. Vacancies are filled at once here, so that
// nothing but experience moves.
func TestAttritionLowersSatisfactionWithALag(t *testing.T) {
	Long(t)
	const start, end = 8, 112
	o := Options{Replications: 12, Weeks: end}
	for i := range 4 {
		w := plausible(i).and("decisions.staffing.headcount=120", "world.now.headcount=120", "world.labour.weeks_to_hire=0", "world.labour.induction_dropout=0",
			"world.quality.novice_loss=0.3", "world.resolution.novice_loss=0.25", "world.labour.proficiency_months=3", "world.labour.new_hire_time_factor=1")
		w.load(.5)
		c, err := Compare(w.run(t, o, ""), w.run(t, o, initiativeText(start, "attrition = 3")))
		if err != nil {
			t.Fatal(err)
		}
		at := func(id kpi.ID, from, to int) float64 { return meanOf(c.DeltaBand(id).Mean[from:to]) }
		if leaving := at(kpi.Attrition, start, start+4); leaving <= 0 {
			t.Errorf("world %d: attrition moves by %v at once", i, leaving)
		}
		moment := at(kpi.SatisfactionMoment, start, start+3) / at(kpi.SatisfactionMoment, end-13, end)
		early := at(kpi.SatisfactionMoment, start+8, start+21) / at(kpi.SatisfactionMoment, end-13, end)
		lasting := at(kpi.SatisfactionLasting, start+8, start+21) / at(kpi.SatisfactionLasting, end-13, end)
		if at(kpi.SatisfactionMoment, end-13, end) >= 0 || at(kpi.SatisfactionLasting, end-13, end) >= 0 || moment > .3 || lasting >= early {
			t.Errorf("world %d: %.2f of the moment's loss is there in the first weeks; after three months %.2f of it and %.2f of the lasting one", i, moment, early, lasting)
		}
	}
}

// S7, S8: many initiatives on the same signals have diminishing returns: each
// closes a share of what is left. Across signals the interplay may make two of
// them worth more together than apart, since the worst one counts.
func TestManyInitiativesDiminish(t *testing.T) {
	Long(t)
	for i := range 4 {
		w := plausible(i)
		more, last, gain := "", w.run(t, short, ""), math.Inf(1)
		for n := range 5 {
			more += fmt.Sprintf("[[decisions.initiative]]\nname = \"%d\"\nmonths = 0.1\ncredibility = 1\neffects = { resolution = 0.25, information = 0.25 }\n", n)
			next := w.run(t, short, more)
			d := delta(t, last, next, kpi.SatisfactionLasting).Mean
			if d <= 0 || d >= gain {
				t.Errorf("world %d: initiative %d adds %.4f, the one before %.4f", i, n, d, gain)
			}
			last, gain = next, d
		}
	}
}

// The whole catalogue at once, every claim believed, closes gaps and stays on the
// scale, far from the sum of its claims (+502 %).
func TestTheWholeCatalogueStaysOnTheScale(t *testing.T) {
	more := ""
	for _, n := range scenario.Catalogue() {
		more += "[[decisions.initiative]]\nuse = \"" + n.ID + "\"\ncredibility = 1\n"
	}
	w := plausible(0).and(atNorm...)
	a, b := w.run(t, short, ""), w.run(t, short, more)
	was, is := a.Summary(kpi.SatisfactionMoment).Mean, b.Summary(kpi.SatisfactionMoment).Mean
	t.Logf("moment %.1f without, %.1f with the whole catalogue", was, is)
	if is <= was || is > 100 {
		t.Errorf("moment %v without, %v with the whole catalogue", was, is)
	}
}

// S10: the most who leave say nothing: in every plausible world more than half of
// those lost have not complained, though unhappy customers complain up to half of
// the time.
func TestMostChurnIsSilent(t *testing.T) {
	for i := range worlds {
		r := before(t, i, claim{}, plausible(i))
		if got := r.Summary(kpi.SilentChurn).Mean; got < .5 || got >= 1 {
			t.Errorf("world %d: %.3f of those lost said nothing", i, got)
		}
	}
}

// Strain that was usual before week 0 is in what was observed, and takes nothing
// off, however great.
func TestUsualStrainTakesNothingOff(t *testing.T) {
	p := plausible(0).and("world.quality.strain=10").plan(t, 1)
	for _, strain := range []float64{0, .05, .1, .5, 1} {
		if got, want := serve(p, .2, strain, strain, untouched(), 1).met, serve(p, .2, 0, 0, untouched(), 1).met; got[driver.Attitude] != want[driver.Attitude] {
			t.Errorf("attitude %v under the usual strain of %v, observed %v", got[driver.Attitude], strain, want[driver.Attitude])
		}
	}
}
