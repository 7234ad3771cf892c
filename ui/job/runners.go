package job

import (
	"context"

	"lojal/sim"
)

// kept is how many runs can be continued.
const kept = 12

// runner is one run that can be continued.
type runner struct {
	*sim.Runner
	key      string
	made     int // replications so far
	found    *sim.Results
	progress func(done int)
}

// results are what was found so far: the same as before where nothing was made since,
// so that what was worked out of them holds.
func (r *runner) results() *sim.Results {
	if r.found == nil || r.found.Replications != r.made {
		r.found = r.Results()
	}
	return r.found
}

// extend brings the run to n replications, or as far as it comes.
func (r *runner) extend(ctx context.Context, n int) error {
	if err := ctx.Err(); err != nil || r.made >= n {
		return err
	}
	if err := r.Extend(ctx, n); err != nil {
		r.made = r.Results().Replications
		return err
	}
	r.made = n
	return nil
}

// runners remembers runs, the last used one at the end.
type runners struct{ list []*runner }

// touch marks a run as used, and says how many replications it has.
func (rs *runners) touch(key string) int {
	for i, r := range rs.list {
		if r.key == key {
			rs.list = append(append(rs.list[:i:i], rs.list[i+1:]...), r)
			return r.made
		}
	}
	return 0
}

// get finds the run of a task or begins it, and forgets the oldest beyond limit.
func (rs *runners) get(t Task, o sim.Options, limit int) (*runner, error) {
	if rs.touch(t.Key) > 0 {
		return rs.list[len(rs.list)-1], nil
	}
	r := &runner{key: t.Key}
	o.Progress = func(done, _ int) {
		giveWay()
		if r.progress != nil {
			r.progress(done)
		}
	}
	var err error
	if r.Runner, err = sim.NewRunner(t.Scenario, o); err != nil {
		return nil, err
	}
	rs.list = append(rs.list, r)
	if extra := len(rs.list) - limit; extra > 0 {
		rs.list = append([]*runner(nil), rs.list[extra:]...)
	}
	return r, nil
}
