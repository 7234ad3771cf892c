package scenario_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
)

// seeds are right and wrong files from which the fuzzer starts.
func seeds(add func(string)) {
	for _, c := range wrongFiles {
		text, _ := cut(c.src)
		add(text)
	}
	for _, name := range scenario.Names() {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			panic(err)
		}
		add(string(s.Bytes()))
		add(string(s.Flat()))
	}
	add(commented)
	add("format = 1\n" + everything)
	add("format = 1\n[a.b]\n[a]\nb.c = 1\n")
	add("format = 1\nx = [[[[[[[[]]]]]]]]\n'a' = 1979-05-27 07:32:00\n")
	add("format = 1\ndecisions = { staffing = { headcount = { from = 1, to = 2, weeks = 3 } } }\nworld.contact = [ { name = 'a' } ]\n")
	add("format = 1\nname = \"\"\"\na\nb\"\"\"\n")
}

// Whatever is read: no panic; what is wrong is told as problems with a place in
// the file; what is right reads the same again, also flattened, and can be edited.
func FuzzParse(f *testing.F) {
	seeds(func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, src string) { checkParse(t, src) })
}

type tester interface {
	Fatalf(format string, args ...any)
}

func checkParse(t tester, src string) {
	s, err := scenario.Parse("fuzz.toml", []byte(src))
	if err != nil {
		var found scenario.Problems
		if !errors.As(err, &found) || len(found) == 0 {
			t.Fatalf("%v", err)
		}
		lines := strings.Count(src, "\n") + 1
		for _, p := range found {
			if p.Line < 0 || p.Line > lines || strings.ContainsAny(p.Error(), "\n\r") {
				t.Fatalf("place %d:%d of %d lines: %q", p.Line, p.Column, lines, p.Error())
			}
		}
		return
	}
	if string(s.Bytes()) != src {
		t.Fatalf("other bytes:\n%q\n%q", s.Bytes(), src)
	}
	flat, err := scenario.Parse("flat.toml", s.Flat())
	if err != nil {
		t.Fatalf("flat: %v\n%s", err, s.Flat())
	}
	if flat.Hash() != s.Hash() {
		t.Fatalf("flat reads otherwise: %v\n%s", scenario.Diff(s, flat), s.Flat())
	}
	s.Draw(2, nil)
	s.Warnings()
	s.Workshop()
	if edited, err := s.With("costs.hire", "123"); err == nil && edited.Draw(1, nil).Costs.Hire != 123 {
		t.Fatalf("edited:\n%s", edited.Bytes())
	}
}

// Files with a byte, a line or a value put in, taken out or doubled never panic.
func TestDamagedFiles(t *testing.T) {
	var texts []string
	seeds(func(s string) { texts = append(texts, s) })
	bits := []string{"\"", "{", "[", "]", "}", "=", ".", "nan", "\n", "\x00", "\xff", "1e999", "'''", "#", "..", "a", "-", ",", "remove = true\n"}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(texts).Draw(t, "file")
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			i := rapid.IntRange(0, len(s)).Draw(t, "from")
			j := min(len(s), i+rapid.IntRange(0, 12).Draw(t, "width"))
			s = s[:i] + rapid.SampledFrom(bits).Draw(t, "bit") + s[j:]
		}
		checkParse(t, s)
	})
}

// levers are keys that take a number of any form, with values within their bounds.
var levers = []struct {
	path      string
	low, high float64
	plan      bool
}{
	{"decisions.staffing.headcount", 0, 5000, true}, {"decisions.automation.share", 0, 1, true},
	{"decisions.training.spend_per_agent_month", 0, 1e5, true}, {"world.resolution.fcr", 0, 1, false},
	{"world.customers.needs_per_year", 0, 100, true}, {"costs.agent_hour", 0, 1e5, false},
	{"world.contact.phone.handle_time", 1, 5000, false}, {"world.loyalty.gain", 0, 1, false},
	{"world.satisfaction.driver.wait.weight", 0, 10, false}, {"world.now.headcount", 0, 5000, false},
}

// value makes a number of any form.
func value(t *rapid.T, low, high float64, plan bool) string {
	x := rapid.Float64Range(low, high)
	switch rapid.IntRange(0, 5).Draw(t, "form") {
	case 0:
		a, b := x.Draw(t, "a"), x.Draw(t, "b")
		return fmt.Sprintf("%q", fmt.Sprintf("%.9f..%.9f", min(a, b), max(a, b)))
	case 1:
		a, b := x.Draw(t, "a"), x.Draw(t, "b")
		return fmt.Sprintf("{ dist = \"uniform\", low = %v, high = %v }", fix(min(a, b)), fix(max(a, b) + 1e-6*(high-low))[:0]+fix(max(a, b)))
	case 2:
		if plan {
			return fmt.Sprintf("{ from = %v, to = %v, start_week = %d, weeks = %d, shape = %q }", fix(x.Draw(t, "a")), fix(x.Draw(t, "b")),
				rapid.IntRange(0, 60).Draw(t, "start"), rapid.IntRange(0, 60).Draw(t, "weeks"),
				rapid.SampledFrom([]string{"linear", "step", "s-curve"}).Draw(t, "shape"))
		}
	}
	return fix(x.Draw(t, "certain"))
}

func fix(v float64) string { return fmt.Sprintf("%.9f", v) }

// Edits are exact: the text is what was set, another edit back gives the same
// hash, equal hashes go with no difference, and every draw is within the bounds.
func TestEditsAreExact(t *testing.T) {
	base, err := scenario.Open("library:automation-follow-up")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := base
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			l := rapid.SampledFrom(levers).Draw(t, "lever")
			text := value(t, l.low, l.high, l.plan)
			next, err := s.With(l.path, text)
			if err != nil {
				if strings.Contains(text, "uniform") { // low = high
					continue
				}
				t.Fatalf("%s = %s: %v", l.path, text, err)
			}
			if got := next.Text(l.path); got != text {
				t.Fatalf("%s is %s, want %s", l.path, got, text)
			}
			back, err := next.With(l.path, s.Text(l.path))
			if err != nil || back.Hash() != s.Hash() {
				t.Fatalf("not undone: %v %v", err, scenario.Diff(s, back))
			}
			if (len(scenario.Diff(s, next)) == 0) != (s.Hash() == next.Hash()) {
				t.Fatalf("hash and difference disagree: %v", scenario.Diff(s, next))
			}
			s = next
		}
		q := rapid.Float64Range(1e-6, 1-1e-6)
		p := s.Draw(60, func(string) float64 { return q.Draw(t, "q") })
		for _, v := range p.Decisions.Automation.Share {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("share %v", v)
			}
		}
		if f := p.Resolution.FCR; !(f >= 0 && f <= 1) {
			t.Fatalf("fcr %v", f)
		}
	})
}

// A draw is a function of the quantiles alone, from any number of goroutines.
func TestDrawsTogether(t *testing.T) {
	s, err := scenario.Parse("x.toml", []byte("format = 1\n[decisions.automation]\nshare = { from = 0.1, to = 0.4, weeks = 26 }\n[[decisions.initiative]]\nuse = \"coaching\"\n[costs]\nhire = \"1..9\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"world.customers.needs_per_year", "decisions.initiative.coaching.credibility", "costs.hire"}
	if got := s.Uncertain(); !reflect.DeepEqual(got, want) {
		t.Fatalf("uncertain %v", got)
	}
	at := func(i int) *scenario.Plan {
		return s.Draw(30, func(path string) float64 { return (float64(len(path)*7+i*13%50) + 0.5) / 1000 })
	}
	first := at(3)
	var all sync.WaitGroup
	for i := range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 20 {
				if i%2 == 1 {
					at(i)
				} else if !reflect.DeepEqual(at(3), first) {
					t.Error("another draw from the same quantiles")
				}
			}
		}()
	}
	all.Wait()
}

func BenchmarkDraw(b *testing.B) {
	s, err := scenario.Open("library:baseline")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Draw(104, func(string) float64 { return 0.3 })
	}
}

func BenchmarkWith(b *testing.B) {
	short, err := scenario.Open("library:automation-follow-up")
	if err != nil {
		b.Fatal(err)
	}
	whole, err := scenario.Parse("whole.toml", short.Flat())
	if err != nil {
		b.Fatal(err)
	}
	for name, s := range map[string]*scenario.Scenario{"short": short, "whole": whole} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.With("decisions.staffing.headcount", "47"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
