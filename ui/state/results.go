package state

import (
	"fmt"
	"slices"

	"lojal/sim"
	"lojal/sim/scenario"
	"lojal/ui/job"
)

// Settings are the run options that all compared plans share, so that their
// differences are paired: those of the baseline.
type Settings struct {
	Replications, Weeks int
	Seed                uint64
	Queue               string
	Precision           float64 // above 0: as many replications as it takes
	Watch               []string
}

// SettingsOf are the settings of a baseline.
func SettingsOf(s *scenario.Scenario) Settings {
	r := s.Run()
	return Settings{Replications: r.Replications, Weeks: r.Weeks, Seed: r.Seed, Queue: r.Queue, Precision: r.Precision, Watch: r.Watch}
}

// Options are the settings as the engine takes them.
func (c Settings) Options() sim.Options {
	seed := c.Seed
	return sim.Options{Replications: c.Replications, Weeks: c.Weeks, Seed: &seed, Queue: c.Queue}
}

// RunKey names the run of a scenario, by its DrawsHash, under settings: the same
// key, the same draws.
func RunKey(hash string, c Settings) string {
	return fmt.Sprintf("%s/%d/%d/%s", hash, c.Weeks, c.Seed, c.Queue)
}

// kept is how many runs are remembered; undo of the last edits shows them at once.
const kept = 12

// Results remembers what was found, by run.
type Results struct {
	found    map[string]*sim.Results
	order    []string // oldest use first
	last     map[int]*sim.Results
	Progress job.Progress
}

func newResults() Results {
	return Results{found: map[string]*sim.Results{}, last: map[int]*sim.Results{}}
}

// Put stores the results of a run; it says whether they are more than was known.
func (r *Results) Put(key string, res *sim.Results) bool {
	old := r.found[key]
	r.found[key] = res
	r.use(key)
	for len(r.order) > kept {
		delete(r.found, r.order[0])
		r.order = r.order[1:]
	}
	return old == nil || old.Replications != res.Replications
}

// use makes a run the last one used.
func (r *Results) use(key string) {
	r.order = append(slices.DeleteFunc(r.order, func(k string) bool { return k == key }), key)
}

// Passing notes results of a side, by its ID, that was edited again since: the
// newest there are until its own come.
func (r *Results) Passing(id int, res *sim.Results) { r.last[id] = res }

// Get is the results of a run, or nil.
func (r *Results) Get(key string) *sim.Results { return r.found[key] }

// Of is the newest results to show for a side, by its ID. fresh is false where they
// are those of an earlier version of the plan.
func (r *Results) Of(id int, key string) (res *sim.Results, fresh bool) {
	if res := r.found[key]; res != nil {
		r.last[id] = res
		r.use(key)
		return res, true
	}
	return r.last[id], false
}
