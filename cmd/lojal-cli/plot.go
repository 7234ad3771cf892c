package main

import (
	"errors"
	"io/fs"
	"os"

	"lojal/sim"
	"lojal/sim/export"
)

type plotCmd struct {
	Results []string `arg:"" help:"Files results.lojal; the first is the baseline of the others."`
	Out     string   `help:"Folder for the pictures; made if need be." placeholder:"DIR" default:"." group:"Output"`
	pictures
}

// Help is shown by plot --help; its examples are run by a test.
func (plotCmd) Help() string {
	return `Draws again without simulating: in another language, size or format. Several results of the same weeks and seed are compared with the first.

Examples:

	lojal-cli plot out/results.lojal
	lojal-cli plot out/results.lojal --out pictures --plots svg,pdf --preset a4 --lang nb
	lojal-cli plot out/baseline/results.lojal out/more-training/results.lojal --out pictures`
}

// Run draws the pictures.
func (c plotCmd) Run(e *env) error {
	if len(c.Plots) == 0 {
		c.Plots = []string{"png"}
	}
	out, err := c.pictures.check(e)
	if err != nil {
		return err
	}
	if out.dir = c.Out; folder(e, out.dir) != nil {
		return folder(e, out.dir)
	}
	var runs []*sim.Results
	for _, file := range c.Results {
		r, err := export.Read(file)
		if err != nil {
			return usageError{e.noResults(file, err)}
		}
		if r.Replications == 0 {
			return usageError{errors.New(e.text.T("cli.no_replications", "File", file))}
		}
		runs = append(runs, r)
	}
	comparisons, err := compareAll(runs)
	if err != nil {
		return err
	}
	undo, err := e.makeFolder(out.dir)
	if err != nil {
		return err
	}
	defer undo()
	names, err := e.draw(out, e.plans(runs), comparisons)
	e.written(out.dir, names)
	return err
}

// noResults says why a file could not be read as results.
func (e *env) noResults(file string, err error) error {
	info, failed := os.Stat(file)
	switch {
	case errors.Is(failed, fs.ErrNotExist):
		return errors.New(e.text.T("cli.no_file", "File", file))
	case failed == nil && info.IsDir():
		return errors.New(e.text.T("cli.is_folder", "File", file))
	}
	return err
}
