package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"lojal/sim"
	"lojal/sim/export"
	"lojal/sim/scenario"
	"lojal/ui/chart"
)

// simulation is how scenarios are run. What is not given is the scenario's.
type simulation struct {
	Replications *count   `help:"Replications." placeholder:"N" group:"Simulation"`
	Weeks        *count   `help:"Weeks." placeholder:"N" group:"Simulation"`
	Seed         *seed    `help:"Seed of the random streams." placeholder:"S" group:"Simulation"`
	Queue        *string  `help:"analytic: exact theory for each half hour; calls: every contact." placeholder:"KIND" group:"Simulation"`
	Workers      *count   `help:"Workers; changes the time only (default: one a core)." placeholder:"W" group:"Simulation"`
	Set          []string `help:"Set a value, as in decisions.staffing.headcount=48. May be repeated." placeholder:"KEY=VALUE" sep:"none" group:"Simulation"`
}

// maxWorkers is far above any number of cores.
const maxWorkers = 1024

// open reads a scenario with the values that were set.
func (f simulation) open(e *env, ref string) (*scenario.Scenario, error) {
	s, err := scenario.Open(ref)
	if err != nil {
		return nil, asUsage(err)
	}
	var sets []scenario.Set
	for _, set := range f.Set {
		key, value, ok := strings.Cut(set, "=")
		if !ok {
			return nil, usageError{errors.New(e.text.T("cli.set", "Text", set))}
		}
		sets = append(sets, scenario.Set{Path: strings.TrimSpace(key), Text: strings.TrimSpace(value)})
	}
	if len(sets) > 0 {
		if s, err = s.WithAll(sets...); err != nil {
			return nil, inFlag("--set", err)
		}
	}
	return s, f.check(e, s)
}

// inFlag says that problems are of a flag.
func inFlag(flag string, err error) error {
	problems := problemsOf(err)
	for i := range problems {
		problems[i].File = flag
	}
	return problems
}

// check holds what was given against what the keys of the scenario allow.
func (f simulation) check(e *env, s *scenario.Scenario) error {
	var sets []scenario.Set
	for _, given := range []scenario.Set{
		{Path: "run.replications", Text: number(f.Replications)},
		{Path: "run.weeks", Text: number(f.Weeks)},
		{Path: "run.queue", Text: quoted(f.Queue)},
	} {
		if given.Text != "" {
			sets = append(sets, given)
		}
	}
	if _, err := s.WithAll(sets...); err != nil { // together: what is too many replications depends on the weeks
		problems := problemsOf(err)
		for i, p := range problems {
			at := max(0, slices.IndexFunc(sets, func(s scenario.Set) bool { return s.Path == p.Key }))
			problems[i].File = "--" + strings.TrimPrefix(sets[at].Path, "run.")
		}
		return problems
	}
	if f.Workers != nil && (*f.Workers < 1 || *f.Workers > maxWorkers) {
		return usageError{errors.New("--workers: " + e.text.T("cli.workers", "Value", *f.Workers, "Max", maxWorkers))}
	}
	return nil
}

func number(n *count) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(int(*n))
}

func quoted(s *string) string {
	if s == nil {
		return ""
	}
	return strconv.Quote(*s)
}

func problemsOf(err error) scenario.Problems {
	var problems scenario.Problems
	if errors.As(err, &problems) {
		return problems
	}
	return scenario.Problems{{Text: err.Error()}}
}

// asUsage makes an error in opening a scenario the user's, whatever its kind.
func asUsage(err error) error {
	var problems scenario.Problems
	if errors.As(err, &problems) {
		return problems
	}
	return usageError{err}
}

// options are these flags over the settings of a scenario. Without a number of
// replications the engine takes the scenario's, or as many as its precision asks
// for.
func (f simulation) options(of scenario.Run) sim.Options {
	o := sim.Options{Weeks: of.Weeks, Seed: &of.Seed, Queue: of.Queue, Workers: runtime.GOMAXPROCS(0)}
	if f.Replications != nil {
		o.Replications = int(*f.Replications)
	}
	if f.Weeks != nil {
		o.Weeks = int(*f.Weeks)
	}
	if f.Seed != nil {
		o.Seed = (*uint64)(f.Seed)
	}
	if f.Queue != nil {
		o.Queue = *f.Queue
	}
	if f.Workers != nil {
		o.Workers = int(*f.Workers)
	}
	return o
}

// output is what is written, and where.
type output struct {
	Out  string   `help:"Folder for results.lojal and the data files; made if need be." placeholder:"DIR" group:"Output"`
	Data []string `help:"Data files: json, csv, xlsx. Without --out, json goes to standard output." placeholder:"FORMATS" group:"Output"`
	pictures
}

// pictures are the flags of pictures.
type pictures struct {
	Plots  []string `help:"Pictures: png, svg, pdf." placeholder:"FORMATS" group:"Output"`
	Preset string   `help:"Size of pictures: slide, a4 or square." placeholder:"NAME" default:"slide" group:"Output"`
}

// checked is output with its words understood.
type checked struct {
	dir   string
	data  []export.Format
	plots []chart.Format
	size  chart.Size
}

func (o output) check(e *env) (c checked, err error) {
	c, err = o.pictures.check(e)
	if err != nil {
		return c, err
	}
	c.dir = o.Out
	if c.data, err = choices(e, "--data", o.Data, export.Formats); err != nil {
		return c, err
	}
	switch {
	case c.dir != "":
		return c, folder(e, c.dir)
	case len(c.plots) > 0:
		return c, usageError{errors.New(e.text.T("cli.needs_out", "Flag", "--plots"))}
	case slices.ContainsFunc(c.data, func(f export.Format) bool { return f != export.JSON }):
		return c, usageError{errors.New(e.text.T("cli.needs_out", "Flag", "--data csv, xlsx"))}
	}
	return c, nil
}

func (p pictures) check(e *env) (c checked, err error) {
	if c.plots, err = choices(e, "--plots", p.Plots, []chart.Format{chart.PNG, chart.SVG, chart.PDF}); err != nil {
		return c, err
	}
	size, ok := chart.Presets[p.Preset]
	if !ok {
		_, err = choices(e, "--preset", []string{p.Preset}, slices.Sorted(maps.Keys(chart.Presets)))
	}
	c.size = size
	return c, err
}

// choices turns words into the choices that they name, each once.
func choices[T ~string](e *env, flag string, words []string, allowed []T) (chosen []T, err error) {
	for _, word := range words {
		choice := T(strings.ToLower(strings.TrimSpace(word)))
		if !slices.Contains(allowed, choice) {
			return nil, usageError{errors.New(e.text.T("cli.choice", "Flag", flag, "Text", word, "Allowed", list(allowed)))}
		}
		if !slices.Contains(chosen, choice) {
			chosen = append(chosen, choice)
		}
	}
	return chosen, nil
}

func list[T ~string](words []T) string {
	plain := make([]string, len(words))
	for i, w := range words {
		plain[i] = string(w)
	}
	return strings.Join(plain, ", ")
}

// folder refuses a place that cannot be a folder, before anything is simulated.
func folder(e *env, dir string) error {
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		switch {
		case err == nil && info.IsDir():
			return nil
		case err == nil:
			return usageError{errors.New(e.text.T("cli.not_folder", "Path", at))}
		case at == filepath.Dir(at):
			return nil // the system says why when it is made
		}
	}
}
