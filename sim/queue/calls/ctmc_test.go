package calls

import (
	"fmt"
	"math"
	"testing"
)

// pair is two groups and two types: the first group serves type 0, the second
// both, a fraction slower. Handle times and patience are exponential.
type pair struct {
	rate     [2]float64 // contacts a second by type
	agents   [2]int     // by group
	patience [2]float64
	first    int // type that the second group serves first
}

const (
	pairHandle = 180.0
	slower     = 1.4
	longest    = 45 // contacts that wait, beyond which nobody is looked for
)

// seat is a state of the Markov chain: agents busy by group, and contacts that
// wait by type.
type seat struct{ busy, waiting [2]int }

// steps calls each for what may happen next in a state.
func (p *pair) steps(s seat, each func(rate float64, to seat)) {
	move := func(rate float64, change func(*seat)) {
		if rate > 0 {
			to := s
			change(&to)
			each(rate, to)
		}
	}
	full := [2]bool{s.busy[0] == p.agents[0], s.busy[1] == p.agents[1]}
	arrive := func(k int, groups ...int) {
		for _, g := range groups {
			if !full[g] {
				move(p.rate[k], func(to *seat) { to.busy[g]++ })
				return
			}
		}
		if s.waiting[k] < longest {
			move(p.rate[k], func(to *seat) { to.waiting[k]++ })
		}
	}
	arrive(0, 0, 1)
	arrive(1, 1)
	end := func(g int, pace float64, types ...int) {
		move(float64(s.busy[g])/(pairHandle*pace), func(to *seat) {
			for _, k := range types {
				if s.waiting[k] > 0 {
					to.waiting[k]--
					return
				}
			}
			to.busy[g]--
		})
	}
	end(0, 1, 0)
	end(1, slower, p.first, 1-p.first)
	for k := range s.waiting {
		move(float64(s.waiting[k])/p.patience[k], func(to *seat) { to.waiting[k]-- })
	}
}

// solve is the share of contacts that waits and the mean queue, by type, by
// iteration of the uniformised chain.
func (p *pair) solve() (wait, queue [2]float64) {
	type edge struct {
		from, to int
		rate     float64
	}
	number, states, edges := map[seat]int{}, []seat{{}}, []edge{}
	number[seat{}] = 0
	fastest := 0.0
	for i := 0; i < len(states); i++ {
		out := 0.0
		p.steps(states[i], func(rate float64, to seat) {
			j, known := number[to]
			if !known {
				j = len(states)
				number[to] = j
				states = append(states, to)
			}
			edges = append(edges, edge{i, j, rate})
			out += rate
		})
		fastest = max(fastest, out)
	}
	now, next := make([]float64, len(states)), make([]float64, len(states))
	now[0] = 1
	for change := 1.0; change > 1e-11; {
		copy(next, now)
		for _, e := range edges {
			flow := now[e.from] * e.rate / (1.01 * fastest)
			next[e.from] -= flow
			next[e.to] += flow
		}
		change = 0
		for i := range now {
			change += math.Abs(next[i] - now[i])
		}
		now, next = next, now
	}
	for i, s := range states {
		full := s.busy[1] == p.agents[1]
		for k := range queue {
			queue[k] += now[i] * float64(s.waiting[k])
			if full && (k == 1 || s.busy[0] == p.agents[0]) {
				wait[k] += now[i]
			}
		}
	}
	return wait, queue
}

// Skills, preference and priority against a Markov chain: waits, and by
// P(abandon) = E[queue] ÷ (λ · patience) who leaves.
func TestSkillsAgainstMarkovChain(t *testing.T) {
	for _, c := range []struct {
		what     string
		first    int
		priority [2]int
	}{
		{"preference", 1, [2]int{3, 3}},
		{"priority before preference", 0, [2]int{1, 2}},
	} {
		p := pair{rate: [2]float64{5 / pairHandle, 1.8 / pairHandle}, agents: [2]int{3, 3}, patience: [2]float64{240, 90}, first: c.first}
		r := Rules{Groups: []Group{{Skills: []int{0}}, {Skills: []int{1, 0}}}, Profile: flat(48)}
		a := always{}
		for k := range p.rate {
			r.Types = append(r.Types, Type{Patience: exponential(p.patience[k]), Sigma: ExponentialTime, Priority: c.priority[k], AnswerWithin: 20, Grid: grid})
			a.fresh = append(a.fresh, p.rate[k]*halfHour)
			a.staff = append(a.staff, float64(p.agents[k]))
		}
		in := a.week(7, 0, 48, []float64{pairHandle, pairHandle}, 1)
		for i := range in.Days {
			crew := make([]Agent, p.agents[1])
			for j := range crew {
				crew[j] = Agent{ID: 1000 + j, Factor: slower}
			}
			in.Days[i].Crew = [][]Agent{in.Days[i].Crew[0], crew}
		}
		var wait, gone, waits [2]sample
		batches(New(r), in, 100, func(out *Tally) {
			for k := range wait {
				x := &out.Types[k]
				n := float64(x.Offered.Sum())
				wait[k].add(float64(x.Over[0]) / n)
				gone[k].add(float64(x.Abandoned) / n)
				waits[k].add(x.Waits / n)
			}
		})
		share, queue := p.solve()
		for k := range share {
			what := fmt.Sprintf("%s, type %d: ", c.what, k)
			near(t, what+"P(wait)", &wait[k], share[k])
			near(t, what+"mean wait", &waits[k], queue[k]/p.rate[k])
			near(t, what+"abandoned", &gone[k], queue[k]/p.rate[k]/p.patience[k])
			t.Logf("%sP(wait) %.4f ± %.4f, chain %.4f; mean wait %.3f ± %.3f, chain %.3f", what,
				wait[k].mean(), wait[k].error(), share[k], waits[k].mean(), waits[k].error(), queue[k]/p.rate[k])
		}
	}
}
