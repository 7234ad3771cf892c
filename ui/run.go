// Package ui is the desktop of Lojal: one window with the plans on the left,
// the answer in the middle and the levers on the right.
package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	_ "lojal/scenarios" // the shipped library
	"lojal/sim/scenario"
	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/state"
)

// Options are what the command line says.
type Options struct {
	Lang  string            // "en", "nb" or "" for what was chosen before
	Files []string          // scenario files and folders to open; none: those of last time
	Watch func(desk.Moment) // is told what redraws go through, for measuring; may be nil
}

// Run opens the window and returns when it is closed.
func Run(a fyne.App, o Options) {
	// The engine takes a thread a core. With two more the scheduler of the system,
	// and not that of Go, shares the cores, which lets the interface go first.
	runtime.GOMAXPROCS(runtime.NumCPU() + 2)
	d := New(a, o.Lang)
	if o.Watch != nil {
		d.desk.Watch = o.Watch
		d.build()
	}
	d.Start(o.Files)
	d.window.ShowAndRun()
	d.jobs.Close()
}

// Start fills the workspace: the files given, or else those of last time, or
// else the first shipped scenarios.
func (d *Desktop) Start(files []string) {
	var failed []error
	open := func(refs []string) {
		for _, ref := range refs {
			if _, err := d.open(ref); err != nil {
				failed = append(failed, err)
			}
		}
	}
	given := len(files) > 0
	if !given {
		files = existing(d.prefs.StringList(keyFiles))
	}
	open(expand(files))
	if len(d.store.Now().Plans) == 0 {
		open(shipped())
	}
	d.restore(given)
	d.store.Start()
	if !d.prefs.Bool(keyCoached) {
		d.room.Coach(func() { d.prefs.SetBool(keyCoached, true) })
	}
	if len(failed) > 0 {
		d.fail(errors.Join(failed...))
	}
}

// restore ticks and selects what was ticked and selected last time.
func (d *Desktop) restore(given bool) {
	now := d.store.Now()
	if len(now.Plans) == 0 {
		return
	}
	selected := now.Plans[min(1, len(now.Plans)-1)].ID
	if names := d.prefs.StringList(keyFiles); !given && len(names) > 0 {
		ticked := d.prefs.StringList(keyTicked)
		for _, p := range now.Plans {
			file := d.store.Origin(p.ID).File
			d.store.Tick(p.ID, slices.Contains(ticked, file))
			if file == d.prefs.String(keySelected) {
				selected = p.ID
			}
		}
	}
	d.store.Select(selected)
}

// remember keeps the workspace for the next start.
func (d *Desktop) remember() {
	now := d.store.Now()
	plans := slices.Clone(now.Plans)
	slices.SortStableFunc(plans, func(a, b state.Plan) int { // the baseline is opened first
		return b2i(b.ID == now.Baseline) - b2i(a.ID == now.Baseline)
	})
	var files, ticked []string
	for _, p := range plans {
		file := d.store.Origin(p.ID).File
		if file == "" {
			continue
		}
		files = append(files, file)
		if p.Ticked {
			ticked = append(ticked, file)
		}
	}
	d.prefs.SetStringList(keyFiles, files)
	d.prefs.SetStringList(keyTicked, ticked)
	d.prefs.SetString(keySelected, d.store.Origin(now.Selected).File)
	d.prefs.setSize(d.window.Canvas().Size())
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// shipped are the scenarios of the first start.
func shipped() []string {
	var refs []string
	for _, name := range scenario.Names() {
		if len(refs) < 3 {
			refs = append(refs, library+name)
		}
	}
	return refs
}

const library = "library:"

// existing leaves out files that are no longer there.
func existing(refs []string) []string {
	return slices.DeleteFunc(slices.Clone(refs), func(ref string) bool {
		if strings.HasPrefix(ref, library) {
			return false
		}
		_, err := os.Stat(ref)
		return errors.Is(err, fs.ErrNotExist)
	})
}

// expand puts the scenario files of a folder in its place.
func expand(refs []string) []string {
	var out []string
	for _, ref := range refs {
		if info, err := os.Stat(ref); err == nil && info.IsDir() {
			inside, _ := filepath.Glob(filepath.Join(ref, "*.toml"))
			out = append(out, inside...)
			continue
		}
		out = append(out, ref)
	}
	return out
}

// run asks for the runs of all compared plans, the focus first. The same runs
// are not asked for twice, unless again is true.
func (d *Desktop) run(again bool) {
	reference, others := d.store.Sides()
	if reference.Scenario == nil {
		return
	}
	focus, ok := state.Focus(d.store.Now().Selected, others)
	if !ok {
		focus = reference
	}
	settings := state.SettingsOf(reference.Scenario)
	tasks := []job.Task{{Key: focus.Key, Scenario: focus.Scenario}}
	for _, side := range append([]state.Side{reference}, others...) {
		if !slices.ContainsFunc(tasks, func(t job.Task) bool { return t.Key == side.Key }) {
			tasks = append(tasks, job.Task{Key: side.Key, Scenario: side.Scenario})
		}
	}
	keys := make([]string, len(tasks))
	for i, t := range tasks {
		keys[i] = t.Key
	}
	asked := strings.Join(append(keys, fmt.Sprint(settings.Replications, settings.Precision, settings.Watch)), "\n")
	if again || asked != d.asked {
		d.asked = asked
		d.note(focus)
		if d.desk.Watch != nil {
			d.desk.Watch(desk.Moment{What: desk.Asked, Key: focus.Key})
		}
		options := settings.Options()
		options.Workers = runtime.NumCPU()
		number := d.jobs.Ask(job.Request{Tasks: tasks, Options: options, Precision: settings.Precision, Watch: settings.Watch})
		d.store.Results.Progress = job.Progress{Request: number, Phase: job.Previewing, Total: settings.Replications}
	}
}

// note remembers whose run was asked for first: while a lever moves, results come
// for values that it has left already.
func (d *Desktop) note(focus state.Side) {
	if len(d.focused) > 100 {
		clear(d.focused)
	}
	d.focused[focus.Key] = focus.Plan.ID
}

// found takes a report of the worker.
func (d *Desktop) found(u job.Update) {
	event := state.Running
	for key, res := range u.Results {
		if d.desk.Watch != nil {
			d.desk.Watch(desk.Moment{What: desk.Found, Key: key, Results: res})
		}
		if d.store.Results.Put(key, res) {
			event |= state.Computed
		}
		if plan, ok := d.focused[key]; ok && u.Request < d.store.Results.Progress.Request {
			d.store.Results.Passing(plan, res)
		}
	}
	if u.Request >= d.store.Results.Progress.Request {
		failed := u.Phase == job.Failed && d.store.Results.Progress.Phase != job.Failed
		d.store.Results.Progress = u.Progress
		if failed {
			d.fail(u.Err)
		}
	}
	d.store.Tell(event)
}
