package job

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// plan is a small scenario with so many heads.
func plan(t *testing.T, heads int) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("test.toml", []byte(fmt.Sprintf(
		"format = 1\nname = \"test\"\n[run]\nweeks = 2\n[decisions.staffing]\nheadcount = %d\n", heads)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// log collects updates; it may be read while the worker writes.
type log struct {
	mu   sync.Mutex
	list []Update
	end  chan Update // final, stopped and failed ones
}

func newLog() *log { return &log{end: make(chan Update, 100)} }

func (l *log) add(u Update) {
	l.mu.Lock()
	l.list = append(l.list, u)
	l.mu.Unlock()
	if u.Phase >= Final {
		l.end <- u
	}
}

func (l *log) wait(t *testing.T) Update {
	t.Helper()
	select {
	case u := <-l.end:
		return u
	case <-time.After(time.Minute):
		t.Fatal("no end after a minute")
		return Update{}
	}
}

func (l *log) all() []Update {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.list)
}

func request(t *testing.T, n int, heads ...int) Request {
	seed := uint64(1)
	r := Request{Options: sim.Options{Replications: n, Weeks: 2, Seed: &seed}}
	for _, h := range heads {
		r.Tasks = append(r.Tasks, Task{Key: fmt.Sprint(h), Scenario: plan(t, h)})
	}
	return r
}

func TestPreviewThenFinal(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	number := m.Ask(request(t, 250, 45, 50))
	if u := l.wait(t); u.Phase != Final || u.Done != 250 || u.Share != 1 || u.Request != number {
		t.Fatalf("ended with %+v", u.Progress)
	}
	seen := map[string][]int{}
	for _, u := range l.all() {
		for key, r := range u.Results {
			seen[key] = append(seen[key], r.Replications)
		}
	}
	want := []int{least, Preview, 100, 250}
	for _, key := range []string{"45", "50"} {
		if !slices.Equal(seen[key], want) {
			t.Errorf("plan %s was told at %v replications, want %v", key, seen[key], want)
		}
	}
}

// The run that was made in blocks is the run made at once.
func TestBlocksGiveTheSameResults(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	r := request(t, 150, 45)
	m.Ask(r)
	l.wait(t)
	var last *sim.Results
	for _, u := range l.all() {
		for _, res := range u.Results {
			last = res
		}
	}
	whole, err := sim.Run(t.Context(), r.Tasks[0].Scenario, r.Options)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := last.Summary(kpi.Cost), whole.Summary(kpi.Cost); got != want {
		t.Errorf("in blocks %+v\nat once %+v", got, want)
	}
}

// A run of which nothing more was made is reported as it was, and one that grew anew.
func TestResultsStandWhereNothingWasMade(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	of := func(n int, heads ...int) *sim.Results {
		m.Ask(request(t, n, heads...))
		l.wait(t)
		var last *sim.Results
		for _, u := range l.all() {
			if r := u.Results["45"]; r != nil {
				last = r
			}
		}
		return last
	}
	first, beside, more := of(30, 45), of(30, 45, 50), of(40, 45)
	if beside != first {
		t.Error("made anew beside another plan")
	}
	if first.Replications != 30 || more.Replications != 40 {
		t.Errorf("%d replications, then %d", first.Replications, more.Replications)
	}
}

func TestNewerRequestReplacesOlder(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	m.Ask(request(t, 200_000, 45))
	second := m.Ask(request(t, 100, 50))
	if u := l.wait(t); u.Phase != Final || u.Request != second {
		t.Fatalf("ended with %+v", u.Progress)
	}
}

// A lever that moves all the time asks faster than a preview is made: pictures
// appear all the same, and plans that were not edited keep their runs.
func TestPreviewsWhileRequestsPour(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	m.Ask(request(t, 100, 45))
	l.wait(t)
	for heads := 100; heads < 200; heads++ {
		m.Ask(request(t, 200_000, heads, 45))
		time.Sleep(time.Millisecond)
	}
	last := m.Ask(request(t, 100, 50, 45))
	for u := l.wait(t); u.Request != last; u = l.wait(t) {
	}
	previews := 0
	for _, u := range l.all() {
		for key, r := range u.Results {
			if key != "45" && key != "50" && r.Replications <= Preview {
				previews++
			}
			if key == "45" && u.Request > 1 && r.Replications < 100 {
				t.Errorf("the plan that was not edited began again, with %d replications", r.Replications)
			}
		}
	}
	if previews < 2 {
		t.Errorf("%d previews of the edited plan while it changed", previews)
	}
}

func TestStopKeepsWhatWasFound(t *testing.T) {
	l := newLog()
	var once sync.Once
	first := make(chan struct{})
	m := New(func(u Update) {
		l.add(u)
		if len(u.Results) > 0 {
			once.Do(func() { close(first) })
		}
	})
	defer m.Close()
	m.Ask(request(t, 200_000, 45))
	<-first
	m.Stop()
	if u := l.wait(t); u.Phase != Stopped || u.Done < least || u.Done >= 200_000 {
		t.Fatalf("ended with %+v", u.Progress)
	}
}

func TestAskingAgainContinues(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	r := request(t, 100, 45)
	m.Ask(r)
	l.wait(t)
	before := len(l.all())
	m.Ask(r)
	l.wait(t)
	told := 0
	for _, u := range l.all()[before:] {
		told += len(u.Results)
	}
	if told != 1 {
		t.Errorf("the finished run was told %d times, want once", told)
	}
}

func TestNoReplicationsOfNothing(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	m.Ask(Request{Options: sim.Options{Replications: 100}})
	if u := l.wait(t); u.Phase != Final || u.Share != 0 {
		t.Errorf("ended with %+v", u.Progress)
	}
}

// With a precision every plan is made as sim.Run makes it: by the rule of the
// command line, to the same number of replications, with the same draws.
func TestPrecisionAsSimRun(t *testing.T) {
	precise := func(heads int) *scenario.Scenario {
		s, err := plan(t, heads).With("run.precision", "0.004")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	l := newLog()
	m := New(l.add)
	defer m.Close()
	r := request(t, 150, 30, 45)
	for i, heads := range []int{30, 45} {
		r.Tasks[i].Scenario = precise(heads)
	}
	r.Precision, r.Watch = 0.004, r.Tasks[0].Scenario.Run().Watch
	m.Ask(r)
	if u := l.wait(t); u.Phase != Final || u.Share != 1 {
		t.Fatalf("ended with %+v", u.Progress)
	}
	last := map[string]*sim.Results{}
	for _, u := range l.all() {
		for key, res := range u.Results {
			last[key] = res
		}
		if u.Share > 1 || u.Done > u.Total {
			t.Errorf("progress %+v", u.Progress)
		}
	}
	o := r.Options
	o.Replications = 0
	for i, key := range []string{"30", "45"} {
		whole, err := sim.Run(t.Context(), r.Tasks[i].Scenario, o)
		if err != nil {
			t.Fatal(err)
		}
		got := last[key]
		if got.Replications != whole.Replications || got.Summary(kpi.Churn) != whole.Summary(kpi.Churn) {
			t.Errorf("%s heads: %d replications, the command line makes %d", key, got.Replications, whole.Replications)
		}
		if whole.Replications == sim.Block {
			t.Errorf("the test asks for too little: one block is enough")
		}
	}
}

// What the picture is about comes in one report, whatever is asked for meanwhile.
func TestFirstTasksTogether(t *testing.T) {
	l := newLog()
	m := New(l.add)
	defer m.Close()
	for heads := 100; heads < 150; heads++ {
		r := request(t, 200_000, heads, heads+100, 45)
		r.First = 2
		m.Ask(r)
		time.Sleep(time.Millisecond)
	}
	last := request(t, 100, 50, 60, 45)
	last.First = 2
	m.Ask(last)
	l.wait(t)
	seen := map[string]bool{}
	for _, u := range l.all() {
		for key, r := range u.Results {
			if pair, ok := map[string]string{"50": "60", "60": "50"}[key]; ok && !seen[key] {
				if other := u.Results[pair]; other == nil || other.Replications != r.Replications {
					t.Errorf("%s comes with %v", key, u.Results)
				}
			}
			seen[key] = true
		}
	}
	if !seen["50"] || !seen["45"] {
		t.Errorf("seen %v", seen)
	}
}

func TestPreviewIsAsLongAsAHandWaits(t *testing.T) {
	n := Preview
	for _, c := range []struct {
		took time.Duration
		want int
	}{
		{3 * wait, 10}, {3 * wait, 5}, {3 * wait, 4}, {3 * wait, 4}, {wait, 4}, {wait / 4, 8}, {wait, 8}, {wait / 4, 16}, {wait / 4, 20}, {wait / 4, 20},
	} {
		if n = adapt(n, c.took); n != c.want {
			t.Fatalf("after %v a preview has %d replications, want %d", c.took, n, c.want)
		}
	}
}
