package ui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"lojal/sim"
	"lojal/sim/scenario"
	"lojal/ui/ledger"
	"lojal/ui/state"
	"lojal/ui/workspace"
)

// ticked is how many plans of a new folder are compared at first: more are no
// longer told apart in one picture.
const ticked = 4

// enter works on a folder, or on plans of no folder: what was there last time is
// there again, with what was not saved; then come files that are new.
func (d *Desktop) enter(folder string, refs []string) {
	d.home = folder
	d.entering = true
	d.ledger = ledger.Open(filepath.Join(d.dir, "runs", workspace.Key(folder)+".ledger"))
	session, found, err := workspace.Open(d.dir, folder, func(err error) { d.post(func() { d.unsafe(err) }) })
	failed := d.fill(found, refs)
	d.recover(found)
	d.entering = false
	d.asked = ""
	if err == nil {
		d.begin(session)
	} else {
		d.unsafe(err)
	}
	if folder != "" {
		workspace.Sweep(folder)
		d.prefs.opened(folder)
		d.prefs.SetString(keyFolder, folder)
	}
	d.watch = workspace.NewWatch(func(paths []string) { d.post(func() { d.touched(paths) }) })
	d.store.Tell(state.Edited | state.Marked)
	d.window.SetMainMenu(d.menu())
	if len(failed) > 0 {
		d.fail(errors.Join(failed...))
	}
}

// begin starts to keep the workspace safe; where that fails it is tried again with
// later edits.
func (d *Desktop) begin(session *workspace.Session) {
	failed := d.unbegun != nil
	d.unbegun, d.tried = nil, time.Now()
	switch err := session.Begin(d.store.Changes(true)); {
	case err != nil:
		d.unbegun = session
		d.unsafe(err)
	case failed:
		d.session = session
		d.unsafe(nil)
	default:
		d.session = session
	}
}

// tryAgain is the least pause between two attempts to begin.
const tryAgain = 2 * time.Second

// safeguard takes what was edited into the journal.
func (d *Desktop) safeguard() {
	switch {
	case d.entering:
	case d.session != nil:
		d.session.Note(d.store.Changes(false))
	case d.unbegun != nil && time.Since(d.tried) > tryAgain:
		d.begin(d.unbegun)
	}
}

// leave ends the work on the workspace; all of it is kept.
func (d *Desktop) leave() {
	if d.watch != nil {
		d.watch.Close()
		d.watch = nil
	}
	if d.session != nil {
		d.store.Seal()
		if err := d.session.Close(d.store.Changes(false)); err != nil {
			d.unsafe(err)
		}
		d.session = nil
	}
	if d.unbegun != nil {
		_ = d.unbegun.Close(state.Changes{}) // it holds nothing
		d.unbegun = nil
	}
	d.later.Wait()
	clear(d.clashes)
	clear(d.binned)
	clear(d.focused)
	d.notices.all = nil
	d.notices.show()
}

// fill puts the plans into the store: those of last time, those that other
// sessions left unsaved, those of the folder and of the files given.
func (d *Desktop) fill(found workspace.Found, refs []string) (failed []error) {
	memory := state.Memory{Steps: []state.Step{{From: -1, At: time.Now()}}, Origins: map[int]state.Origin{}}
	if m := found.Memory; m != nil {
		memory = *m
		if len(refs) > 0 {
			memory = d.onlyUnsaved(*m)
		}
	}
	d.store.Remember(memory)
	fresh := len(d.store.Now().Plans) == 0
	for _, l := range found.Loose {
		d.store.Recover(l.Scenario, l.Origin)
	}
	if d.home != "" {
		for i, path := range baselineFirst(workspace.Plans(d.home)) {
			if d.store.Knows(path) {
				continue
			}
			s, err := scenario.Open(path)
			if err != nil {
				d.unreadable(0, path, err)
			} else if id := d.store.Appear(s, path); fresh && i < ticked {
				d.store.Tick(id, true)
			}
		}
	}
	for _, ref := range expand(refs) {
		if _, err := d.open(ref); err != nil {
			failed = append(failed, d.unlike(ref, err))
		}
	}
	if len(d.store.Now().Plans) == 0 {
		for _, ref := range shipped() {
			if _, err := d.open(ref); err != nil {
				failed = append(failed, err)
			}
		}
	}
	d.settleDown(fresh)
	if !found.Died || fresh || len(refs) > 0 {
		d.store.Start()
	}
	return failed
}

// settleDown pins a baseline where there is none, and shows another plan of a new
// workspace beside it.
func (d *Desktop) settleDown(fresh bool) {
	now := d.store.Now()
	if len(now.Plans) == 0 {
		return
	}
	if _, ok := now.Plan(now.Baseline); !ok {
		d.store.Pin(now.Plans[0].ID)
	}
	if _, ok := now.Plan(now.Selected); fresh || !ok {
		d.store.Select(now.Plans[min(1, len(now.Plans)-1)].ID)
	}
}

// baselineFirst puts the file of that name in front.
func baselineFirst(paths []string) []string {
	slices.SortStableFunc(paths, func(a, b string) int {
		return b2i(filepath.Base(b) == "baseline.toml") - b2i(filepath.Base(a) == "baseline.toml")
	})
	return paths
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// onlyUnsaved leaves of a memory the plans that are in no file, so that files can
// be opened beside them.
func (d *Desktop) onlyUnsaved(m state.Memory) state.Memory {
	s := state.New()
	s.Remember(m)
	now := state.State{}
	for _, p := range s.Unsaved() {
		p.Ticked = false
		now.Plans = append(now.Plans, p)
	}
	m.Steps, m.At = []state.Step{{State: now, From: -1, At: time.Now()}}, 0
	return m
}

// recover tells what was found of earlier sessions beside what was saved.
func (d *Desktop) recover(found workspace.Found) {
	for _, path := range found.Damaged {
		d.notices.add(notice{about: path, asks: true, text: func() string { return d.desk.T("notice.damaged", "File", path) }})
	}
	for _, path := range found.Aside {
		d.notices.add(notice{about: path, asks: true, text: func() string { return d.desk.T("notice.aside", "File", path) }})
	}
	var kept []int
	for _, p := range d.store.Unsaved() {
		kept = append(kept, p.ID)
	}
	if len(kept) == 0 || found.Memory == nil && len(found.Loose) == 0 {
		return
	}
	text := "notice.kept"
	if found.Died {
		text = "notice.recovered"
	}
	when := found.Time
	d.notices.add(notice{about: "recovered", asks: true, text: func() string {
		return d.desk.T(text, "N", len(kept), "Date", d.when(when))
	}, ways: []way{
		{label: "recovered.keep", action: func() {}, main: true},
		{label: "recovered.discard", action: func() { d.discardAll(kept) }},
	}})
}

// discardAll takes plans back to their files; those without are removed. It can be
// undone.
func (d *Desktop) discardAll(plans []int) {
	for _, id := range plans {
		if d.nameless(state.Plan{ID: id}) && d.store.Origin(id).File == "" {
			d.store.Remove(id)
		} else {
			d.store.Discard(id)
		}
	}
	d.desk.Explain(d.desk.T("discarded"))
}

// waits tells that unsaved work waits in another workspace.
func (d *Desktop) waits(folder string) {
	if folder == "" || !isFolder(folder) {
		return
	}
	d.notices.add(notice{about: folder, asks: true, text: func() string { return d.desk.T("notice.waiting", "Folder", folder) },
		ways: []way{{label: "notice.open", action: func() { d.openFolder(folder) }, main: true},
			{label: "notice.not_now", action: func() {}}}})
}

// unsafe tells that edits cannot be kept safe at the moment, or that they are again.
func (d *Desktop) unsafe(err error) {
	const about = "journal"
	if err == nil {
		d.notices.tell(about, "notice.safe")
		return
	}
	d.notices.add(notice{about: about, asks: true, text: func() string {
		return d.desk.T("notice.unsafe", "Folder", d.dir, "Problem", d.reason(err))
	}})
}

// when is a moment in words: the time today, else the date with it.
func (d *Desktop) when(t time.Time) string {
	t = t.Local()
	clock := d.desk.T("clock", "Hour", two0(t.Hour()), "Minute", two0(t.Minute()))
	if y, m, day := time.Now().Date(); t.Year() == y && t.Month() == m && t.Day() == day {
		return clock
	}
	return d.desk.Text.Date(t) + " " + clock
}

func two0(n int) string {
	const digits = "0123456789"
	return string(digits[n/10]) + string(digits[n%10])
}

// record writes the runs that are final into the ledger.
func (d *Desktop) record() {
	type done struct {
		of       ledger.Of
		scenario *scenario.Scenario
		results  *sim.Results
	}
	var all []done
	for _, side := range d.asking {
		if r := d.store.Results.Get(side.Key); r != nil {
			all = append(all, done{ledger.Of{File: d.store.Origin(side.Plan.ID).File, Before: side.AsSaved}, side.Scenario, r})
		}
	}
	book, now := d.ledger, time.Now()
	before := d.booked
	booked := make(chan struct{})
	d.booked = booked
	d.later.Add(1)
	go func() { // one after the other, away from the interface
		defer d.later.Done()
		defer close(booked)
		if before != nil {
			<-before
		}
		for _, x := range all {
			if _, err := book.Add(now, x.of, x.scenario, x.results); err != nil && !errors.Is(err, os.ErrClosed) {
				d.post(func() { d.unbooked(err) })
			}
		}
	}()
}

func (d *Desktop) unbooked(err error) {
	d.notices.tell("ledger", "notice.unbooked", "File", d.ledger.Path(), "Problem", d.reason(err))
}
