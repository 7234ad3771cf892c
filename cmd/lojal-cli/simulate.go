package main

import (
	"errors"
	"os"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"lojal/sim"
	"lojal/sim/scenario"
)

// stopped says that a run was stopped before its end.
type stopped struct{ message string }

func (s stopped) Error() string { return s.message }

// runnable tells what a scenario asks for that cannot be run, before anything is
// written.
func runnable(s *scenario.Scenario, o sim.Options) error {
	if _, err := sim.NewRunner(s, o); err != nil {
		return usageError{err}
	}
	return nil
}

// simulate runs a scenario. After a stop it returns what was finished together
// with a stopped error.
func (e *env) simulate(s *scenario.Scenario, o sim.Options) (*sim.Results, error) {
	progress, clear := e.progress(s.Name())
	o.Progress = progress
	r, err := sim.Run(e.ctx, s, o)
	clear()
	if r != nil {
		e.warn(s, r)
		e.warnImprecise(s.Run(), o, r)
	}
	if err != nil && r != nil && e.ctx.Err() != nil {
		return r, stopped{e.text.T("cli.stopped", "Scenario", s.Name(),
			"Done", e.text.Number(float64(r.Replications), 0), "Asked", e.text.Number(float64(r.Asked), 0))}
	}
	return r, err
}

// progress is a bar on a terminal, and what clears it; nothing in a pipe.
func (e *env) progress(name string) (update func(done, total int), clear func()) {
	screen, ok := e.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(screen.Fd())) {
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	update = func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(screen), progressbar.OptionSetDescription(name),
				progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond))
		}
		bar.ChangeMax(total)
		bar.Set(done)
	}
	clear = func() {
		if bar != nil {
			bar.Clear()
		}
	}
	return update, clear
}

// warn tells what is answered in a simpler way: the scenario's warnings in the
// user's language, then those that only the engine has.
func (e *env) warn(s *scenario.Scenario, r *sim.Results) {
	var told []string
	for _, p := range s.Warnings() {
		told = append(told, p.Error(), p.Text)
		e.message(e.text.T("cli.warning", "Text", e.text.Problem(p)))
	}
	for _, w := range r.Warnings {
		if !slices.Contains(told, w) {
			e.message(e.text.T("cli.warning", "Text", w))
		}
	}
}

// warnImprecise tells of a wished precision that the most replications do not reach.
func (e *env) warnImprecise(of scenario.Run, o sim.Options, r *sim.Results) {
	wished := of.Precision > 0 && o.Replications == 0
	if wished && r.Replications == r.Asked && !r.Precise(of.Precision, of.Watch) {
		e.message(e.text.T("cli.warning", "Text", e.text.T("cli.imprecise", "Scenario", r.Scenario,
			"Precision", of.Precision, "N", e.text.Number(float64(r.Replications), 0))))
	}
}

// written tells which files there are now.
func (e *env) written(dir string, names []string) {
	if len(names) > 0 {
		e.message(e.text.T("cli.written", "N", len(names), "Folder", dir))
	}
}

// makeFolder makes a folder that can be written to, and says how to take it back while
// it is empty.
func (e *env) makeFolder(dir string) (undo func(), err error) {
	_, err = os.Stat(dir)
	isNew := errors.Is(err, os.ErrNotExist)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, errors.New(e.text.T("cli.not_made", "Path", dir, "Problem", e.reason(err)))
	}
	probe, err := os.CreateTemp(dir, ".writable-*") // found out before an hour of simulating
	if err != nil {
		return nil, errors.New(e.text.T("cli.not_writable", "Path", dir, "Problem", e.reason(err)))
	}
	probe.Close()
	os.Remove(probe.Name())
	return func() {
		if isNew {
			os.Remove(dir) // only succeeds while it is empty
		}
	}, nil
}

// reason is what went wrong, in the language where that is known, else the system's
// word for it.
func (e *env) reason(err error) string {
	var path *os.PathError
	switch {
	case errors.Is(err, os.ErrPermission):
		return e.text.T("ui.why.denied")
	case errors.As(err, &path):
		return path.Err.Error()
	}
	return err.Error()
}
