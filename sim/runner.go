package sim

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"lojal/sim/random"
	"lojal/sim/scenario"
)

// Options say how a scenario is run. The zero value takes everything from the
// scenario and uses every core.
type Options struct {
	Replications int                   // 0: the scenario's
	Weeks        int                   // 0: the scenario's
	Seed         *uint64               // nil: the scenario's
	Queue        string                // "": the scenario's
	Workers      int                   // 0: one a core
	Progress     func(done, total int) // called from one goroutine at a time, may be nil
}

// Runner makes the replications of one scenario, first to last, and may be
// asked for more: the first replications of a long run are those of a short one.
// It is for use by one goroutine.
type Runner struct {
	scenario *scenario.Scenario
	options  Options
	asked    int
	most     int // replications that may be asked for yet
	run      scenario.Run
	seed     uint64
	sampler  *sampler
	contacts []string
	draws    *draws
}

// NewRunner prepares a run. The error says what the scenario asks for that
// cannot be run.
func NewRunner(s *scenario.Scenario, o Options) (*Runner, error) {
	r := &Runner{scenario: s, options: o, run: s.Run(), asked: o.Replications}
	r.seed = r.run.Seed
	if o.Seed != nil {
		r.seed = *o.Seed
	}
	if o.Weeks > 0 {
		r.run.Weeks = o.Weeks
	}
	if o.Queue != "" {
		r.run.Queue = o.Queue
	}
	if mustPlay(s.Draw(1, nil)) {
		r.run.Queue = "calls"
	}
	if r.asked == 0 {
		r.asked = r.run.Replications
	}
	if r.options.Workers <= 0 {
		r.options.Workers = runtime.GOMAXPROCS(0)
	}
	var err error
	if r.sampler, err = newSampler(s, r.seed); err != nil {
		return nil, err
	}
	for _, c := range s.Draw(1, nil).Contacts {
		r.contacts = append(r.contacts, c.Name)
	}
	r.draws = newDraws(len(r.contacts), r.run.Weeks, len(r.sampler.paths))
	return r, nil
}

// Asked is how many replications the scenario or the options ask for.
func (r *Runner) Asked() int { return r.asked }

// Extend simulates up to n replications in all. When ctx is cancelled it
// finishes the replications under way, a matter of milliseconds, keeps them, and
// returns ctx.Err(). A panic in a replication is an error that names what
// reproduces it.
func (r *Runner) Extend(ctx context.Context, n int) error {
	if n <= r.draws.done {
		return ctx.Err()
	}
	for r.draws.done < n {
		if done := r.draws.done; done >= r.draws.room {
			r.draws.grow(ctx, roomFor(done, n, r.asked, r.most))
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := r.round(ctx, min(n, r.draws.room), n); err != nil {
			return err
		}
	}
	return nil
}

// At first there is room for leastRoom replications, or as many as are wanted where
// they are fewer; then for all that are asked for, since copies of what is there
// would take more memory than room that is not used yet. Of more than mostRoom the
// room doubles, so that what is asked for in vain takes none.
const (
	leastRoom = 512
	mostRoom  = 1 << 14
)

// roomFor is for how many replications there is to be room when those done fill what
// there is, n are wanted now, asked by the scenario, and most perhaps later.
func roomFor(done, n, asked, most int) int {
	if done == 0 {
		return min(n, leastRoom)
	}
	asked = max(n, asked)
	return min(max(2*done, min(asked, mostRoom)), max(asked, most))
}

// round simulates up to n of total replications, for which there is room.
func (r *Runner) round(ctx context.Context, n, total int) error {
	first := r.draws.done
	made := make([]bool, n-first)
	err := r.work(ctx, made, total)
	for _, ok := range made { // replications are taken in order, so that no gap is left
		if !ok {
			break
		}
		r.draws.done++
	}
	if err == nil && r.draws.done < n {
		err = ctx.Err()
	}
	return err
}

// work lets the workers take the next replications, and marks those made.
func (r *Runner) work(ctx context.Context, made []bool, total int) error {
	first := r.draws.done
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var wait sync.WaitGroup
	report := r.reporter(first, total)
	for range min(r.options.Workers, len(made)) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			own := hire(r.run.Queue == "calls")
			for ctx.Err() == nil && failed.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(made) {
					break
				}
				if err := r.replicate(first+i, own); err != nil {
					failed.CompareAndSwap(nil, &err)
					return
				}
				made[i] = true
				report()
			}
			own.rest() // but for one whose replication failed
		}()
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// reporter counts finished replications for the caller, one at a time.
func (r *Runner) reporter(done, n int) func() {
	if r.options.Progress == nil {
		return func() {}
	}
	var lock sync.Mutex
	return func() {
		lock.Lock()
		defer lock.Unlock()
		done++
		r.options.Progress(done, max(n, r.asked))
	}
}

// lot names what a replication draws: a world, which is every uncertain input,
// and the chance that plays in it. They are apart so that one world can be played
// under several chances; replication i takes the i-th of both.
type lot struct{ world, chance int }

func lotOf(i int) lot { return lot{i, i} }

// replicate plays one replication and keeps its draws.
func (r *Runner) replicate(i int, own *worker) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: replication %d with seed %d failed: %v\n%s", r.scenario.Name(), i, r.seed, p, debug.Stack())
		}
	}()
	lot := lotOf(i)
	u := r.sampler.probabilities(lot.world)
	plan := r.scenario.Draw(r.run.Weeks, func(path string) float64 { return u[r.sampler.place[path]] })
	rep, err := newReplication(plan, random.Key{Seed: r.seed, Replication: uint64(lot.chance)}, own)
	if err != nil {
		return fmt.Errorf("%s: %w", r.scenario.Name(), err)
	}
	r.draws.play(i, rep, own)
	for k, path := range r.sampler.paths {
		r.draws.inputs[k][i] = r.scenario.Drawn(path, u[k])
	}
	return nil
}

// Results is what was found so far.
func (r *Runner) Results() *Results {
	s := r.scenario
	out := &Results{
		Scenario: s.Name(), ScenarioHash: s.Hash(), ScenarioTOML: s.Flat(), Engine: EngineVersion,
		Seed: r.seed, Queue: r.run.Queue, Start: r.run.Start, Weeks: r.run.Weeks,
		Replications: r.draws.done, Asked: max(r.asked, r.draws.done), Currency: r.run.Currency,
		Targets: s.Targets(), Contacts: slices.Clone(r.contacts), Inputs: slices.Clone(r.sampler.paths),
	}
	for _, p := range s.Warnings() {
		out.Warnings = append(out.Warnings, p.Error())
	}
	r.draws.show(out)
	return out
}

// block is how many replications are made before the precision is looked at, and
// most how many at the most then.
const (
	block = 100
	most  = 100_000
)

// Run makes all replications that the scenario and the options ask for; on
// cancel it returns what was finished together with ctx.Err(). With a precision,
// and no number in the options, it makes blocks of 100 until the relative
// half-width of the 95 % interval of every watched mean is at most that.
func Run(ctx context.Context, s *scenario.Scenario, o Options) (*Results, error) {
	r, err := NewRunner(s, o)
	if err != nil {
		return nil, err
	}
	if r.run.Precision <= 0 || o.Replications > 0 {
		err = r.Extend(ctx, r.asked)
		return r.Results(), err
	}
	r.most = most
	for n := block; n <= most; n += block {
		r.asked = n
		if err := r.Extend(ctx, n); err != nil {
			return r.Results(), err
		}
		if r.precise() {
			break
		}
	}
	return r.Results(), nil
}

// precise says whether every watched figure is known well enough.
func (r *Runner) precise() bool {
	return r.Results().Precise(r.run.Precision, r.run.Watch)
}
