package workforce

import (
	"math"
	"slices"
	"testing"

	"lojal/sim/random"

	"pgregory.net/rapid"
)

func market(monthly ...[2]float64) *Market {
	return &Market{Hazard: Hazards(monthly), WeeksToHire: 8, Dropout: .05,
		LearningWeeks: 1.5 * WeeksPerMonth, BeginnerFactor: 1.5, Spread: .18}
}

func team(m *Market, seats, induction int, rep uint64) *Team {
	return NewTeam(m, Settle(m, induction), seats, random.Key{Seed: 1, Replication: rep}, &random.Stream{})
}

// A month's probability is reached over its 52/12 weeks (closed form).
func TestHazardsCompoundToAMonth(t *testing.T) {
	h := Hazards([][2]float64{{0, .08}, {3, .03}})
	if p := 1 - math.Exp(-h[0].Weekly*WeeksPerMonth); math.Abs(p-.08) > 1e-15 || h[1].FromWeek != 13 {
		t.Errorf("month's probability %v, second from week %v", p, h[1].FromWeek)
	}
}

// With unchanged decisions heads, tenure and leavers stay where they started:
// the stationary renewal process (Whitt 2006) against a long simulation.
func TestSettledStaysLevel(t *testing.T) {
	m := market([2]float64{0, .08}, [2]float64{3, .03}, [2]float64{12, .02})
	s := Settle(m, 4)
	const seats, reps, weeks = 200, 60, 104
	var heads, tenure, left [2]float64 // first and second half
	for r := range uint64(reps) {
		team := team(m, seats, 4, r)
		for w := range weeks {
			team.StartWeek(w, Policy{Target: seats, Hire: "replace", Induction: 4})
			half := w * 2 / weeks
			heads[half] += float64(len(team.Agents))
			for i := range team.Agents {
				tenure[half] += float64(team.Agents[i].Tenure)
			}
			team.EndWeek(1)
			left[half] += float64(team.Left)
		}
	}
	meanTenure := 0.0
	s.ByTenure(longestCareer, func(k int, share float64) { meanTenure += share * float64(k) })
	for half := range 2 {
		n := float64(seats * reps * weeks / 2)
		if got, want := heads[half]/n, s.Employed(); math.Abs(got-want) > .004 {
			t.Errorf("half %d: employed %.4f, stationary %.4f", half, got, want)
		}
		if got := tenure[half] / heads[half]; math.Abs(got/meanTenure-1) > .03 {
			t.Errorf("half %d: tenure %.1f, stationary %.1f", half, got, meanTenure)
		}
		// One leaver a cycle a seat.
		if got, want := left[half]/n, 1/s.cycle; math.Abs(got/want-1) > .04 {
			t.Errorf("half %d: leavers a seat and week %.5f, renewal rate %.5f", half, got, want)
		}
	}
}

// Whitt (2006): with exponential employment at rate δ and learning at rate η the
// mean deficit of experience is δ/(δ+η). Weeks are discrete here, so the sum is
// compared with its own geometric closed form.
func TestExperienceUnderRetention(t *testing.T) {
	const yearly, kappa = .35, 4.0
	delta := yearly / 52
	m := market([2]float64{0, -math.Expm1(-delta * WeeksPerMonth)})
	m.Dropout, m.LearningWeeks = 0, kappa*WeeksPerMonth
	eta := 1 / m.LearningWeeks
	got := 0.0
	Settle(m, 0).ByTenure(longestCareer, func(k int, share float64) { got += share * math.Exp(-eta*float64(k)) })
	want := -math.Expm1(-delta) / -math.Expm1(-delta-eta)
	if math.Abs(got/want-1) > 1e-6 {
		t.Errorf("deficit %v, closed form %v", got, want)
	}
	if whitt := delta / (delta + eta); math.Abs(got/whitt-1) > .06 {
		t.Errorf("deficit %v, in continuous time %v", got, whitt)
	}
}

func TestNobodyLeaves(t *testing.T) {
	m := market([2]float64{0, 0})
	team := team(m, 12, 4, 0)
	for w := range 10 {
		team.StartWeek(w, Policy{Target: 12, Hire: "replace", Induction: 4})
		team.EndWeek(1)
		if len(team.Agents) != 12 || team.Left != 0 || !team.Agents[0].OnQueue() {
			t.Fatalf("week %d: %d agents, %d left", w, len(team.Agents), team.Left)
		}
	}
}

func TestPolicies(t *testing.T) {
	m := market([2]float64{0, 0})
	m.Dropout = 0
	heads := func(weeks int, p Policy) int {
		team := team(m, 40, 4, 0)
		for w := range weeks {
			team.StartWeek(w, p)
			team.EndWeek(1)
		}
		return len(team.Agents)
	}
	up := Policy{Target: 48, Ahead: 48, Hire: "replace", Induction: 4}
	for _, c := range []struct {
		name        string
		weeks, want int
		p           Policy
	}{
		{"more, before the lead time", 8, 40, up},
		{"more, after the lead time", 9, 48, up},
		{"freeze", 60, 40, Policy{Target: 48, Ahead: 48, Hire: "freeze"}},
		{"fewer waits for leavers", 60, 40, Policy{Target: 30, Ahead: 30, Hire: "replace"}},
		{"fewer at once", 1, 30, Policy{Target: 30, Ahead: 30, Hire: "replace", AtOnce: true}},
		{"planned ahead", 9, 48, Policy{Target: 40, Ahead: 48, Hire: "plan", Induction: 4}},
		{"planned ahead and at once", 8, 40, Policy{Target: 40, Ahead: 48, Hire: "plan", AtOnce: true, Induction: 4}},
	} {
		if got := heads(c.weeks, c.p); got != c.want {
			t.Errorf("%s: %d heads after %d weeks, want %d", c.name, got, c.weeks, c.want)
		}
	}
}

// Planning ahead by lead time and expected leaving keeps the team on its target.
func TestPlanHoldsTheTarget(t *testing.T) {
	m := market([2]float64{0, .06}, [2]float64{3, .025}, [2]float64{12, .015})
	var sum float64
	const reps, seats = 40, 100
	for r := range uint64(reps) {
		team := team(m, seats, 4, r)
		for w := range 104 {
			team.StartWeek(w, Policy{Target: seats, Ahead: seats, Hire: "plan", Induction: 4})
			team.EndWeek(1)
		}
		sum += float64(len(team.Agents))
	}
	if mean := sum / reps; math.Abs(mean-seats) > 1 {
		t.Errorf("mean heads %.1f, target %d", mean, seats)
	}
}

// Dismissing at once does not withdraw what is planned ahead.
func TestAtOnceKeepsThePlan(t *testing.T) {
	team := team(market([2]float64{0, 0}), 40, 4, 0)
	for w := range 8 {
		team.StartWeek(w, Policy{Target: 40, Ahead: 48, Hire: "plan", AtOnce: true, Induction: 4})
		team.EndWeek(1)
	}
	team.StartWeek(8, Policy{Target: 48, Ahead: 48, Hire: "plan", AtOnce: true, Induction: 4})
	if n := len(team.Agents); n != 48 {
		t.Errorf("%d heads when the target rises, want 48", n)
	}
}

// People are conserved: employed now = employed before + hired − left − dismissed.
func TestPeopleAreConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := market([2]float64{0, rapid.Float64Range(0, .5).Draw(t, "early")}, [2]float64{3, rapid.Float64Range(0, .2).Draw(t, "late")})
		m.WeeksToHire = rapid.IntRange(0, 12).Draw(t, "hire")
		team := team(m, rapid.IntRange(0, 30).Draw(t, "seats"), rapid.IntRange(0, 6).Draw(t, "induction"), 0)
		for w := range 40 {
			before := len(team.Agents)
			team.StartWeek(w, Policy{
				Target: rapid.IntRange(0, 40).Draw(t, "target"), Ahead: rapid.IntRange(0, 40).Draw(t, "ahead"),
				Hire:   rapid.SampledFrom([]string{"replace", "plan", "freeze"}).Draw(t, "policy"),
				AtOnce: rapid.Bool().Draw(t, "at once"), Induction: 2})
			team.EndWeek(rapid.Float64Range(.2, 3).Draw(t, "factor"))
			if len(team.Agents) != before+team.Hired-team.Left-team.Laid {
				t.Fatalf("%d + %d − %d − %d ≠ %d", before, team.Hired, team.Left, team.Laid, len(team.Agents))
			}
			if !slices.IsSortedFunc(team.sought, func(a, b requisition) int { return a.seat - b.seat }) {
				t.Fatalf("sought out of the order of seats: %v", team.sought)
			}
			seen := map[int]bool{}
			for i := range team.Agents {
				if seen[team.Agents[i].Seat] {
					t.Fatal("two on one seat")
				}
				seen[team.Agents[i].Seat] = true
			}
		}
	})
}

// A larger target changes nothing for the people who are there anyway.
func TestMoreSeatsChangeNobodyElse(t *testing.T) {
	m := market([2]float64{0, .08})
	small, large := team(m, 20, 4, 3), team(m, 30, 4, 3)
	for i := range small.Agents {
		a, b := small.Agents[i], large.Agents[i]
		if a != b {
			t.Fatalf("agent %d differs: %+v, %+v", i, a, b)
		}
	}
}
