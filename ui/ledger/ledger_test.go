package ledger

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

const headcount = "decisions.staffing.headcount"

func parse(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("a.toml", []byte("format = 1\nname = \"a\"\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run makes a short run of a scenario.
func run(t testing.TB, s *scenario.Scenario) *sim.Results {
	t.Helper()
	r, err := sim.Run(t.Context(), s, sim.Options{Replications: 20, Weeks: 4})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var day = time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC)

// A run written down holds what the results say, and gives its scenario back.
func TestRunsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "ledger")
	l := Open(path)
	a := parse(t, "")
	b, err := a.With(headcount, "50")
	if err != nil {
		t.Fatal(err)
	}
	ra, rb := run(t, a), run(t, b)
	for i, c := range []struct {
		s    *scenario.Scenario
		r    *sim.Results
		want bool
	}{{a, ra, true}, {a, ra, false}, {b, rb, true}, {a, ra, true}} {
		if added, err := l.Add(day.Add(time.Duration(i)*time.Hour), Of{}, c.s, c.r); err != nil || added != c.want {
			t.Fatalf("run %d: added %v, %v", i, added, err)
		}
	}
	runs, size, err := Open(path).Runs()
	if err != nil || len(runs) != 3 || size == 0 {
		t.Fatalf("%d runs in %d bytes, %v", len(runs), size, err)
	}
	if !runs[0].First || runs[1].First || fmt.Sprint(runs[1].Changes) != fmt.Sprint([]Change{{"world.now.headcount", "45", "50"}, {headcount, "45", "50"}}) {
		t.Errorf("changes %v", runs[1].Changes)
	}
	got := runs[1]
	if got.Hash != b.Hash() || got.Seed != rb.Seed || got.Replications != 20 || got.Weeks != 4 || got.Engine != rb.Engine || !got.Time.Equal(day.Add(2*time.Hour)) {
		t.Errorf("%+v", got)
	}
	for id, f := range got.Figures {
		if s := rb.Summary(id); math.Abs(s.P50-f.P50) > 0 || math.Abs(s.P10-f.P10) > 0 || math.Abs(s.P90-f.P90) > 0 {
			t.Errorf("%s: %v, the results say %v", id, f, s)
		}
	}
	if got.Figures[kpi.Churn] == nil {
		t.Error("churn is not there")
	}
	for i, want := range []*scenario.Scenario{a, b, a} {
		if s, err := Open(path).Scenario(runs[i]); err != nil || s.Hash() != want.Hash() || s.Name() != "a" {
			t.Errorf("run %d: %v", i, err)
		}
	}
}

// Two programs that write at the same time lose no run.
func TestTwoPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	s := parse(t, "")
	r := run(t, s)
	var wg sync.WaitGroup
	for who := range 2 {
		l := Open(path)
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 15 {
				if _, err := l.Add(day, Of{File: fmt.Sprint("plan ", who, " ", i)}, s, r); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	if runs, _, err := Open(path).Runs(); err != nil || len(runs) != 30 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}

// A torn end loses that run and no other; the next run is whole.
func TestTornEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	s := parse(t, "")
	r := run(t, s)
	l := Open(path)
	for i := range 2 {
		if _, err := l.Add(day, Of{File: fmt.Sprint(i)}, s, r); err != nil {
			t.Fatal(err)
		}
	}
	text, _ := os.ReadFile(path)
	if err := os.WriteFile(path, text[:len(text)-20], 0o600); err != nil {
		t.Fatal(err)
	}
	l = Open(path)
	if _, err := l.Add(day, Of{File: "2"}, s, r); err != nil {
		t.Fatal(err)
	}
	runs, _, err := l.Runs()
	if err != nil || len(runs) != 2 || runs[0].File != "0" || runs[1].File != "2" {
		t.Errorf("%v, %+v", err, runs)
	}
}

// Clearing loses nothing: the old file is named.
func TestClear(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	s := parse(t, "")
	r := run(t, s)
	l := Open(path)
	if _, err := l.Add(day, Of{}, s, r); err != nil {
		t.Fatal(err)
	}
	old, err := l.Clear(day)
	if err != nil {
		t.Fatal(err)
	}
	if runs, _, _ := Open(old).Runs(); len(runs) != 1 {
		t.Errorf("the old file has %d runs", len(runs))
	}
	if added, err := l.Add(day, Of{}, s, r); err != nil || !added {
		t.Errorf("after clearing: %v, %v", added, err)
	}
	runs, _, _ := l.Runs()
	if len(runs) != 1 || !runs[0].First {
		t.Errorf("%+v", runs)
	}
	if _, err := l.Scenario(runs[0]); err != nil {
		t.Error(err)
	}
}
