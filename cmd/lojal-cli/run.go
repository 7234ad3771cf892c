package main

import (
	"bytes"
	"errors"
	"slices"

	"lojal/sim"
	"lojal/sim/export"
)

type runCmd struct {
	Scenario string `arg:"" help:"A scenario file, or library:NAME."`
	simulation
	output
}

// Help is shown by run --help; its examples are run by a test.
func (runCmd) Help() string {
	return `Prints a table of the key figures, or writes files with --out.

Examples:

	lojal-cli run library:baseline
	lojal-cli run library:baseline --replications 200 --set decisions.staffing.headcount=48
	lojal-cli run library:baseline --weeks 26 --data json
	lojal-cli run library:baseline --replications 200 --out out --plots png --data json,csv`
}

// Run simulates one scenario.
func (c runCmd) Run(e *env) error {
	out, err := c.output.check(e)
	if err != nil {
		return err
	}
	s, err := c.open(e, c.Scenario)
	if err != nil {
		return err
	}
	options := c.options(s.Run())
	if err := runnable(s, options); err != nil {
		return err
	}
	undo := func() {}
	if out.dir != "" {
		if undo, err = e.makeFolder(out.dir); err != nil {
			return err
		}
	}
	defer undo()
	r, err := e.simulate(s, options)
	if !usable(r, err) {
		return err
	}
	if err == nil {
		if r.Decisive, err = sim.FindDecisive(e.ctx, s, r, options.Workers); e.ctx.Err() != nil {
			err = nil // stopped, but the run itself is finished
		}
	}
	return both(err, e.tell(r, out))
}

// both is the error of a run and of what was written after it; stopped twice is
// stopped once.
func both(run, write error) error {
	var stop stopped
	if run != nil && errors.As(write, &stop) {
		return run
	}
	return errors.Join(run, write)
}

// usable says whether there is something to write: a finished run, or one that
// was stopped after its first replication.
func usable(r *sim.Results, err error) bool {
	var stop stopped
	return err == nil || errors.As(err, &stop) && r.Replications > 0
}

// tell writes the results of one run where they are wanted.
func (e *env) tell(r *sim.Results, out checked) error {
	if out.dir != "" {
		names, err := export.Folder(out.dir, r, out.formats())
		if err == nil {
			var drawn []string
			drawn, err = e.draw(out, e.plans([]*sim.Results{r}), nil)
			names = append(names, drawn...)
		}
		e.written(out.dir, names)
		return err
	}
	var b bytes.Buffer
	if slices.Contains(out.data, export.JSON) {
		if err := export.WriteJSON(&b, r); err != nil {
			return err
		}
	} else {
		e.summary(&b, r)
	}
	return e.print(b.Bytes())
}

// formats are the data files that are wanted in a folder.
func (c checked) formats() []export.Format {
	if len(c.data) == 0 {
		return []export.Format{export.JSON}
	}
	return c.data
}
