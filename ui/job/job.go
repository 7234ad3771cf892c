// Package job runs the simulations that the desktop asks for. One worker runs
// one request at a time: first a preview of every plan, then more replications
// in growing blocks. A newer request stops an older one, except in the preview of
// the plans that the picture is about, so that pictures follow a lever that is
// still moving. Replications already made are kept, so that asking again continues.
// It knows no widgets.
package job

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"lojal/sim"
	"lojal/sim/scenario"
)

// Preview is how many replications a preview has at the most. The first picture is
// made from as many of them as can be made while a hand waits: a fifth at first, which
// two or four cores share evenly, then twice as many or all, so that the number seldom
// changes under a moving lever, and pictures differ by what the lever does alone.
const (
	Preview = 20
	least   = Preview / 5
)

// wait is how long the replications of a picture take, of the tenth of a second that
// a hand at a lever waits for it: drawing and painting need the rest, and the cores
// as well. A third of it or one and a half change how many they are.
const wait = 12 * time.Millisecond

// adapt is how many replications the next first picture is made from, when those
// of this one took so long.
func adapt(n int, took time.Duration) int {
	switch {
	case took > wait*3/2:
		return max(least, n/2)
	case took < wait/3:
		return min(Preview, 2*n)
	}
	return n
}

// blocks are the numbers of replications at which results are reported; from the
// last on they treble.
var blocks = []int{Preview, 100, 300, 1000}

// after is the block that follows n replications.
func after(n int) int {
	for _, b := range blocks {
		if b > n {
			return b
		}
	}
	return 3 * n
}

// pause is the least time between two reports of progress alone.
const pause = 250 * time.Millisecond

// rest is how long a moving lever has to stand still before more is made than a
// preview: while requests pour, that would be thrown away, and take the cores from
// the pictures.
const rest = 150 * time.Millisecond

// Phase is how far a request is.
type Phase int

// Phases of a request.
const (
	Idle       Phase = iota
	Previewing       // some plans have no results yet, or only those of a preview
	Refining         // every plan has more
	Final            // every plan has all
	Stopped          // cancelled; what was found stays
	Failed
)

// Task is one plan to run; the key names what it will find.
type Task struct {
	Key      string
	Scenario *scenario.Scenario
}

// Request is what to run: every task with the same options. The first ones, which
// the picture is about, are served first and reported together. With a precision,
// each task gets as many replications as [sim.Run] makes then, whatever the options
// say.
type Request struct {
	Tasks     []Task
	First     int // so many tasks, at least one
	Options   sim.Options
	Precision float64  // relative half-width of the 95 % interval; 0: none
	Watch     []string // the figures that it is about
}

// Progress is the state of a request.
type Progress struct {
	Request int // its number, as Ask returned it
	Phase   Phase
	Done    int     // replications that every task has
	Total   int     // replications asked for
	Share   float64 // of the work, 0 to 1
	Err     error
}

// Update is a report: the progress, and results that are new, by key.
type Update struct {
	Progress
	Results map[string]*sim.Results
}

// Manager owns the worker.
type Manager struct {
	post func(Update) // called from the worker

	mu      sync.Mutex
	number  int
	asked   time.Time // when the last request came
	pours   bool      // soon after the one before it
	next    *Request
	cancel  context.CancelFunc
	stopped bool // the running request was cancelled by the user
	first   bool // the preview of its first tasks is under way

	wake    chan struct{}
	quit    chan struct{}
	ended   chan struct{}
	runners runners // the worker's own
	preview int     // replications of the first picture; the worker's own
}

// New starts a worker that reports to post.
func New(post func(Update)) *Manager {
	m := &Manager{post: post, wake: make(chan struct{}, 1), quit: make(chan struct{}), ended: make(chan struct{}), preview: least}
	go m.work()
	return m
}

// Ask runs a request in place of any other, and returns its number.
func (m *Manager) Ask(r Request) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.number++
	m.pours, m.asked = time.Since(m.asked) < 2*rest, time.Now()
	m.next = &r
	if !m.first {
		m.stopLocked(false)
	}
	select {
	case m.wake <- struct{}{}:
	default:
	}
	return m.number
}

// Stop cancels the running request and keeps what was found.
func (m *Manager) Stop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stopLocked(true)
}

func (m *Manager) stopLocked(byUser bool) {
	if m.cancel != nil {
		m.stopped = byUser
		m.cancel()
	}
}

// Close ends the worker and waits for it.
func (m *Manager) Close() {
	close(m.quit)
	m.Stop()
	<-m.ended
}

func (m *Manager) work() {
	defer close(m.ended)
	for {
		select {
		case <-m.quit:
			return
		case <-m.wake:
		}
		if r, ctx := m.take(); r != nil {
			r.run(ctx)
			m.release()
		}
	}
}

// take makes the newest request the running one.
func (m *Manager) take() (*run, context.Context) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.next == nil {
		return nil, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	select {
	case <-m.quit:
		cancel()
	default:
	}
	r := &run{Request: *m.next, m: m, number: m.number, pours: m.pours, reported: time.Now()}
	m.next, m.cancel, m.stopped, m.first = nil, cancel, false, true
	return r, ctx
}

// endFirst says that the first preview is made; a newer request may begin.
func (m *Manager) endFirst() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.first = false; m.next != nil {
		m.stopLocked(false)
	}
}

func (m *Manager) release() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cancel()
	m.cancel, m.first = nil, false
}

func (m *Manager) stoppedByUser() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.stopped
}

// run is one request while it runs.
type run struct {
	Request
	m        *Manager
	number   int
	pours    bool
	goal     []int  // replications that each task needs, as far as known
	done     []int  // replications of each task
	told     []bool // its results were reported
	reported time.Time
}

func (r *run) run(ctx context.Context) {
	err := r.blocks(ctx)
	switch {
	case err == nil:
		r.report(Final, nil, nil)
	case errors.Is(err, context.Canceled):
		if r.m.stoppedByUser() {
			r.report(Stopped, nil, nil)
		}
	default:
		r.report(Failed, nil, err)
	}
}

// blocks extends every task to one number of replications after the other. Plans
// that have them already cost nothing.
func (r *run) blocks(ctx context.Context) error {
	r.goal, r.done, r.told = make([]int, len(r.Tasks)), make([]int, len(r.Tasks)), make([]bool, len(r.Tasks))
	for i, t := range r.Tasks {
		r.done[i] = r.m.runners.touch(t.Key)
		r.goal[i] = r.Options.Replications
		if r.Precision > 0 {
			r.goal[i] = sim.MostReplications
		}
	}
	n := r.m.preview
	err := r.preview(ctx, n)
	r.m.endFirst()
	if err == nil && r.pours {
		err = pauseFor(ctx, rest)
	}
	for ; err == nil; n = after(n) {
		for i := range r.Tasks {
			found, err := r.extend(ctx, i, n)
			r.tell(found)
			if err != nil {
				return err
			}
		}
		if r.least() >= r.total() {
			return nil
		}
	}
	return err
}

func pauseFor(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// preview brings the first tasks to n replications and reports them together.
func (r *run) preview(ctx context.Context, n int) (err error) {
	all := map[string]*sim.Results{}
	for i := 0; i < min(max(1, r.First), len(r.Tasks)) && err == nil; i++ {
		begun, had := time.Now(), r.done[i]
		var found map[string]*sim.Results
		found, err = r.extend(ctx, i, n)
		maps.Copy(all, found)
		if had == 0 && err == nil {
			r.m.preview = adapt(n, time.Since(begun))
		}
	}
	r.tell(all)
	return err
}

// extend brings one task to n replications, or to its goal; it returns what was
// found, nothing where that was told before.
func (r *run) extend(ctx context.Context, i, n int) (map[string]*sim.Results, error) {
	if r.told[i] && r.done[i] >= min(n, r.goal[i]) {
		return nil, ctx.Err()
	}
	runner, err := r.m.runners.get(r.Tasks[i], r.Options, max(len(r.Tasks), kept))
	if err != nil {
		return nil, err
	}
	runner.progress = func(done int) { r.tick(i, done) }
	err = r.reach(ctx, i, n, runner)
	runner.progress = nil
	if r.done[i] = runner.made; r.done[i] > 0 && (err == nil || r.m.stoppedByUser()) {
		r.told[i] = true
		return map[string]*sim.Results{r.Tasks[i].Key: runner.results()}, err
	}
	return nil, err
}

// tell reports results, if there are any.
func (r *run) tell(found map[string]*sim.Results) {
	if len(found) > 0 {
		r.report(r.phase(), found, nil)
	}
}

// reach extends a run to n replications or to its goal. With a precision the goal
// is the first multiple of [sim.Block] at which the figures are precise.
func (r *run) reach(ctx context.Context, i, n int, of *runner) error {
	if r.Precision <= 0 {
		return of.extend(ctx, min(n, r.goal[i]))
	}
	for {
		if of.made > 0 && of.made%sim.Block == 0 {
			found := of.results()
			if r.goal[i] = max(of.made+sim.Block, found.Needed(r.Precision, r.Watch)); found.Precise(r.Precision, r.Watch) {
				r.goal[i] = of.made
			}
			r.goal[i] = min(r.goal[i], sim.MostReplications)
		}
		next := min(n, r.goal[i], of.made+sim.Block-of.made%sim.Block)
		if of.made >= next {
			return ctx.Err()
		}
		if err := of.extend(ctx, next); err != nil {
			return err
		}
	}
}

// tick reports progress inside a block, not too often.
func (r *run) tick(i, done int) {
	if done > r.done[i] && time.Since(r.reported) > pause {
		r.done[i] = done
		r.report(r.phase(), nil, nil)
	}
}

func (r *run) phase() Phase {
	if r.least() <= Preview {
		return Previewing
	}
	return Refining
}

// total is how many replications the task that needs most of them needs.
func (r *run) total() int {
	if len(r.goal) == 0 {
		return r.Options.Replications
	}
	return slices.Max(r.goal)
}

// least is how many replications every task has; one that needs no more counts
// as having them all.
func (r *run) least() int {
	n := r.total()
	for i, d := range r.done {
		if d < r.goal[i] {
			n = min(n, d)
		}
	}
	return n
}

func (r *run) report(phase Phase, results map[string]*sim.Results, err error) {
	sum, all := 0, 0
	for i, d := range r.done {
		sum += min(d, r.goal[i])
		all += r.goal[i]
	}
	p := Progress{Request: r.number, Phase: phase, Done: r.least(), Total: r.total(), Err: err}
	if all > 0 {
		p.Share = float64(sum) / float64(all)
	}
	r.reported = time.Now()
	r.m.post(Update{Progress: p, Results: results})
}
