// Package ui is the desktop of Lojal: one window with the plans on the left,
// the answer in the middle and the levers on the right.
package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	_ "lojal/scenarios" // the shipped library
	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/state"
	"lojal/ui/workspace"
)

// Options are what the command line says.
type Options struct {
	Lang  string            // "en", "nb" or "" for what was chosen before
	Files []string          // scenario files and folders to open; none: those of last time
	Watch func(desk.Moment) // is told what redraws go through, for measuring; may be nil
	Exit  func()            // ends the program once everything is kept; nil: Run returns
}

// Run opens the window and returns when it is closed.
func Run(a fyne.App, o Options) {
	// The engine takes a thread a core. With two more the scheduler of the system,
	// and not that of Go, shares the cores, which lets the interface go first.
	runtime.GOMAXPROCS(runtime.NumCPU() + 2)
	d := New(a, o.Lang)
	d.exit = o.Exit
	if o.Watch != nil {
		d.desk.Watch = o.Watch
		d.build()
	}
	d.Start(o.Files)
	if d.exit != nil {
		a.Lifecycle().SetOnStopped(d.stopped)
	}
	d.window.ShowAndRun()
	d.leave()
	d.jobs.Close()
}

// stopped ends the program where the system has told the toolkit to: once everything
// is kept, and before the toolkit writes a file of preferences that nobody uses. It
// would read that at once, still empty, and complain.
func (d *Desktop) stopped() {
	if d.letters != nil {
		d.letters.end()
	}
	d.leave()
	d.jobs.Close()
	d.exit()
}

// Start fills the workspace: with the files or the folder given, or else with what
// was there last time, or else with the first shipped scenarios.
func (d *Desktop) Start(files []string) {
	folder := ""
	if len(files) == 1 && isFolder(files[0]) {
		folder, files = files[0], nil
		if abs, err := filepath.Abs(folder); err == nil {
			folder = abs
		}
	} else if len(files) == 0 {
		folder, _ = workspace.Last(d.dir)
		if folder != "" && !isFolder(folder) {
			d.notices.tell("folder", "notice.no_folder", "Folder", folder)
			folder = ""
		}
	}
	d.enter(folder, files)
	for _, other := range workspace.Waiting(d.dir, d.home) {
		d.waits(other)
	}
	if d.prefs.String(keyCoached) == "" {
		d.room.Coach(d.rooms.head, func() { d.prefs.SetString(keyCoached, "yes") })
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// shipped are the scenarios of the first start.
func shipped() []string {
	return []string{library + "baseline", library + "more-training", library + "automation-follow-up"}
}

const library = "library:"

// expand puts the scenario files of a folder in its place.
func expand(refs []string) []string {
	var out []string
	for _, ref := range refs {
		if info, err := os.Stat(ref); err == nil && info.IsDir() {
			out = append(out, workspace.Plans(ref)...)
			continue
		}
		out = append(out, ref)
	}
	return out
}

// run asks for the runs of all compared plans, the focus first and then what it is
// compared with. The same runs are not asked for twice, unless again is true.
func (d *Desktop) run(again bool) {
	if d.entering {
		return
	}
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
		d.note(reference)
		d.asking = append([]state.Side{reference}, others...)
		if d.desk.Watch != nil {
			d.desk.Watch(desk.Moment{What: desk.Asked, Key: focus.Key})
		}
		options := settings.Options()
		options.Workers = runtime.NumCPU()
		number := d.jobs.Ask(job.Request{Tasks: tasks, First: 2, Options: options, Precision: settings.Precision, Watch: settings.Watch})
		next := job.Progress{Request: number, Phase: job.Previewing, Total: settings.Replications}
		if d.store.Results.Progress.Phase == job.Previewing {
			next.Done = d.store.Results.Progress.Done // of the pictures that stand there until its own come
		}
		d.store.Results.Progress = next
	}
}

// note remembers whose run is asked for first: while a lever moves, results come
// for values that it has left already.
func (d *Desktop) note(side state.Side) {
	if len(d.focused) > 100 {
		clear(d.focused)
	}
	d.focused[side.Key] = side.ID()
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
		if side, ok := d.focused[key]; ok && u.Request < d.store.Results.Progress.Request {
			d.store.Results.Passing(side, res)
		}
	}
	if p := &d.store.Results.Progress; u.Request < p.Request && p.Phase == job.Previewing {
		p.Done = u.Done
	} else if u.Request >= p.Request {
		failed := u.Phase == job.Failed && d.store.Results.Progress.Phase != job.Failed
		d.store.Results.Progress = u.Progress
		if failed {
			d.fail(u.Err)
		}
		if u.Phase == job.Final {
			d.record()
		}
	}
	d.store.Tell(event)
}
