package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"lojal/sim"
	"lojal/sim/export"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
)

type compareCmd struct {
	Base  string   `arg:"" help:"The scenario that the others are compared with."`
	Other []string `arg:"" help:"One scenario or more."`
	simulation
	output
}

// Help is shown by compare --help; its examples are run by a test.
func (compareCmd) Help() string {
	return `All are run with the same random streams, and with the replications, weeks, seed and queue of BASE: a difference comes from the decisions, not from chance. Prints a table for each OTHER, or writes with --out a folder for each scenario, compare.json and pictures.

Examples:

	lojal-cli compare library:baseline library:more-training
	lojal-cli compare library:baseline library:more-training library:automation-follow-up --replications 200 --weeks 52 --out out --plots svg
	lojal-cli compare library:baseline library:more-training --replications 200 --data json`
}

// Run simulates the scenarios and compares each with the first.
func (c compareCmd) Run(e *env) error {
	out, err := c.output.check(e)
	if err != nil {
		return err
	}
	scenarios, err := c.openAll(e)
	if err != nil {
		return err
	}
	options := c.options(scenarios[0].Run())
	for _, s := range scenarios {
		if err := runnable(s, options); err != nil {
			return err
		}
	}
	undo := func() {}
	if out.dir != "" {
		if undo, err = e.makeFolder(out.dir); err != nil {
			return err
		}
	}
	defer undo()
	runs, err := e.simulateAll(scenarios, options)
	if len(runs) == 0 {
		return err
	}
	comparisons, refused := compareAll(runs)
	if refused != nil {
		return refused
	}
	if out.dir == "" {
		return both(err, e.tellComparisons(runs, comparisons, out))
	}
	return both(err, e.writeComparisons(c.refs(), runs, comparisons, out))
}

func (c compareCmd) refs() []string { return append([]string{c.Base}, c.Other...) }

// openAll reads the scenarios, and tells the problems of all of them.
func (c compareCmd) openAll(e *env) (scenarios []*scenario.Scenario, err error) {
	var all scenario.Problems
	for _, ref := range c.refs() {
		s, err := c.open(e, ref)
		var problems scenario.Problems
		switch {
		case errors.As(err, &problems):
			all = append(all, problems...)
		case err != nil:
			return nil, err
		}
		scenarios = append(scenarios, s)
	}
	if len(all) > 0 {
		return nil, all
	}
	base := scenarios[0].Run()
	for _, s := range scenarios[1:] {
		run := s.Run()
		if !run.Start.Equal(base.Start) {
			return nil, usageError{errors.New(e.text.T("cli.other_start", "Scenario", s.Name(), "Start", e.text.Date(run.Start), "Base", e.text.Date(base.Start)))}
		}
		if run.Weeks != base.Weeks || run.Seed != base.Seed || run.Queue != base.Queue || run.Replications != base.Replications {
			e.message(e.text.T("cli.as_base", "Scenario", s.Name(), "Base", scenarios[0].Name()))
		}
	}
	return scenarios, nil
}

// simulateAll runs the scenarios one after the other, until one is stopped.
func (e *env) simulateAll(scenarios []*scenario.Scenario, options sim.Options) (runs []*sim.Results, err error) {
	for _, s := range scenarios {
		r, err := e.simulate(s, options)
		if usable(r, err) {
			runs = append(runs, r)
		}
		if err != nil {
			return runs, err
		}
		options.Replications = runs[0].Replications
	}
	return runs, nil
}

// compareAll compares every run with the first.
func compareAll(runs []*sim.Results) (comparisons []*sim.Comparison, err error) {
	for _, r := range runs[1:] {
		c, err := sim.Compare(runs[0], r)
		if err != nil {
			return nil, usagef("%s, %s: %w", runs[0].Scenario, r.Scenario, err)
		}
		comparisons = append(comparisons, c)
	}
	return comparisons, nil
}

// tellComparisons writes to standard output.
func (e *env) tellComparisons(runs []*sim.Results, comparisons []*sim.Comparison, out checked) error {
	var b bytes.Buffer
	switch {
	case len(comparisons) == 0: // stopped early
	case slices.Contains(out.data, export.JSON):
		if err := export.WriteCompareJSON(&b, comparisons...); err != nil {
			return err
		}
	default:
		names := e.labels(runs)
		for i, c := range comparisons {
			if i > 0 {
				b.WriteByte('\n')
			}
			e.comparison(&b, c, names[0], names[i+1])
		}
	}
	return e.print(b.Bytes())
}

// writeComparisons writes a folder for each scenario, and what compares them
// beside the folders.
func (e *env) writeComparisons(refs []string, runs []*sim.Results, comparisons []*sim.Comparison, out checked) error {
	var names []string
	defer func() { e.written(out.dir, names) }()
	taken := map[string]bool{}
	for i, r := range runs {
		sub := free(folderName(refs[i]), taken)
		if _, err := e.makeFolder(filepath.Join(out.dir, sub)); err != nil {
			return err
		}
		files, err := export.Folder(filepath.Join(out.dir, sub), r, out.formats())
		names = append(names, files...)
		if err != nil {
			return err
		}
	}
	if len(comparisons) == 0 {
		return nil
	}
	err := export.File(filepath.Join(out.dir, "compare.json"), func(w io.Writer) error { return export.WriteCompareJSON(w, comparisons...) })
	if err != nil {
		return err
	}
	names = append(names, "compare.json")
	drawn, err := e.draw(out, e.plans(runs), comparisons)
	names = append(names, drawn...)
	return err
}

// folderName is the scenario's file name without its ending.
func folderName(ref string) string {
	ref = strings.TrimPrefix(ref, "library:")
	name := strings.TrimSuffix(path.Base(filepath.ToSlash(ref)), ".toml")
	if name == "" || name == "." || name == "/" || name == ".." {
		return "scenario"
	}
	return name
}

// plans are the runs as pictures show them, the first as the baseline.
func (e *env) plans(runs []*sim.Results) []chart.Plan {
	names := e.labels(runs)
	list := make([]chart.Plan, len(runs))
	for i, r := range runs {
		list[i] = chart.Plan{Results: r, Name: names[i], Colour: max(0, i-1), Baseline: i == 0 && len(runs) > 1}
	}
	return list
}

// labels name the runs, those of the library in the language; the same name twice
// gets a number.
func (e *env) labels(runs []*sim.Results) []string {
	taken, names := map[string]bool{}, make([]string, len(runs))
	for i, r := range runs {
		name := e.text.Phrase(r.Scenario)
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", e.text.Phrase(r.Scenario), n)
		}
		taken[name] = true
		names[i] = name
	}
	return names
}

// headlines are the figures that a comparison is summed up in.
var headlines = []kpi.ID{kpi.SatisfactionLasting, kpi.Churn, kpi.Cost}

// comparison writes one comparison: sentences, then a table.
func (e *env) comparison(b *bytes.Buffer, c *sim.Comparison, base, other string) {
	b.WriteString(e.text.T("cli.heading_compare", e.settings(c.Base, "Base", base, "Other", other,
		"Pairs", e.text.Number(float64(c.Pairs), 0))...) + "\n\n")
	for _, id := range headlines {
		k, _ := kpi.Of(id)
		b.WriteString(chart.Headline(c, k, base, other, e.text) + "\n")
	}
	b.WriteByte('\n')
	rows := [][]string{{"", base, other, e.text.T("cli.change"), e.text.T("cli.p10"), e.text.T("cli.p90"), e.text.T("cli.better")}}
	for _, k := range kpi.All {
		if d := c.Delta(k.ID); !math.IsNaN(d.Summary.Mean) {
			rows = append(rows, e.deltaRow(k, c, d))
		}
	}
	table(b, rows, numbersRight)
	if !math.IsNaN(c.Delta(kpi.ServiceLevel).Summary.Mean) {
		e.definition(b)
	}
}

// deltaRow is one figure: both medians, the paired change, and how often it is
// for the better.
func (e *env) deltaRow(k kpi.KPI, c *sim.Comparison, d sim.Delta) []string {
	currency, p := c.Base.Currency, d.ProbabilityBetter
	low, high := chart.ChangeEnds(e.text, k, d.Summary, currency)
	return []string{k.Name(e.text.Lang()),
		chart.Median(e.text, k, c.Base.Summary(k.ID), currency),
		chart.Median(e.text, k, c.Other.Summary(k.ID), currency),
		chart.MedianChange(e.text, k, d.Summary, currency),
		low, high,
		e.chance(p, math.Sqrt(p*(1-p)/float64(c.Pairs)))}
}
