package ui

import (
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/ledger"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// showRuns lists every finished run, newest first. The scenario of any of them
// becomes a plan again.
func (d *Desktop) showRuns() {
	d.later.Wait() // what is being written down belongs to the list
	runs, size, err := d.ledger.Runs()
	if err != nil {
		d.fail(err)
		return
	}
	if len(runs) == 0 {
		d.desk.Explain(d.desk.T("runs.none"))
		return
	}
	chosen := -1
	at := func(row int) ledger.Run { return runs[len(runs)-1-row] }
	var box *dialog.CustomDialog
	list := newList(func() int { return len(runs) }, d.runRow,
		func(i widget.ListItemID, o fyne.CanvasObject) { d.fillRun(at(i), o) }, func() { box.Hide() })
	note := widgets.NewCaption(d.runsNote(len(runs), size), look.Muted)
	restore := primary(d.desk.T("runs.restore"), func() {
		if chosen >= 0 {
			box.Hide()
			d.restoreRun(at(chosen))
		}
	})
	restore.Disable()
	list.OnSelected = func(i widget.ListItemID) { chosen = i; restore.Enable() }
	aside := widgets.NewButton(d.desk.T("runs.clear"), nil, func() { box.Hide(); d.clearRuns() })
	shut := widgets.NewButton(d.desk.T("close"), nil, func() { box.Hide() })
	box = dialog.NewCustomWithoutButtons(d.heading("runs"), container.NewBorder(nil, note, nil, nil, list), d.window)
	size2 := d.window.Canvas().Size()
	d.show(box, fyne.NewSize(size2.Width*0.78, size2.Height*0.82), list, aside, shut, restore)
}

// runsNote says how many runs there are, and what to do when they fill the disk.
func (d *Desktop) runsNote(n int, size int64) string {
	megabytes := d.desk.Text.Number(float64(size)/(1<<20), 1)
	if size >= ledger.Large {
		return d.desk.T("runs.large", "N", n, "Size", megabytes)
	}
	return d.desk.T("runs.note", "N", n, "Size", megabytes)
}

// runRow is an empty line of the list: plan and time, figures, what changed.
func (d *Desktop) runRow() fyne.CanvasObject {
	name, when := widgets.NewText(""), widgets.NewCaption("", look.Muted)
	name.Bold, when.Whole = true, true
	head := widgets.Row(0, name, when)
	return container.New(layout.NewCustomPaddedLayout(4, 4, 6, 6), container.New(layout.NewCustomPaddedVBoxLayout(1),
		head, widgets.NewText(""), widgets.NewCaption("", look.Muted)))
}

func (d *Desktop) fillRun(r ledger.Run, o fyne.CanvasObject) {
	lines := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	head := lines[0].(*fyne.Container)
	head.Objects[0].(*widgets.Text).Set(d.runName(r))
	t := d.desk.Text
	head.Objects[1].(*widgets.Text).Set(d.desk.T("runs.how", "Date", d.when(r.Time), "Count", t.Number(float64(r.Replications), 0),
		"Weeks", t.Number(float64(r.Weeks), 0), "Seed", t.Number(float64(r.Seed), 0), "Engine", r.Engine))
	head.Refresh()
	lines[1].(*widgets.Text).Set(d.runFigures(r))
	lines[2].(*widgets.Text).Set(d.runChanges(r))
}

// runName is the plan of a run.
func (d *Desktop) runName(r ledger.Run) string {
	if r.Before {
		return d.desk.T("as_saved", "Name", d.desk.Text.Phrase(r.Plan))
	}
	return d.desk.Text.Phrase(r.Plan)
}

// runFigures are the medians of the main figures, with the middle eight of ten
// futures.
func (d *Desktop) runFigures(r ledger.Run) string {
	var parts []string
	for _, id := range ledger.Figures {
		k, ok := kpi.Of(id)
		f := r.Figures[id]
		if !ok || f == nil || len(parts) == 4 {
			continue
		}
		figure := func(v float64) string { return d.desk.Text.Figure(k, v, f.MCError, r.Currency) }
		parts = append(parts, k.Name(d.desk.Text.Lang())+" "+figure(f.P50))
	}
	return strings.Join(parts, "   ·   ")
}

// runChanges is what the plan's run before had otherwise.
func (d *Desktop) runChanges(r ledger.Run) string {
	if r.First {
		return d.desk.T("runs.first")
	}
	if len(r.Changes) == 0 {
		return d.desk.T("runs.same")
	}
	var parts []string
	for _, c := range r.Changes {
		k, ok := scenario.KeyOf(c.Path)
		if !ok {
			continue
		}
		change := scenario.Change{Path: c.Path, Key: k}
		value := func(raw string) string { return d.desk.Value(change, raw, r.Currency) }
		parts = append(parts, d.change(d.desk.Subject(change), value(c.Before), value(c.After)))
	}
	return strings.Join(parts, "  ·  ")
}

// restoreRun makes the scenario of a run a new plan.
func (d *Desktop) restoreRun(r ledger.Run) {
	s, err := d.ledger.Scenario(r)
	if err != nil {
		d.fail(err)
		return
	}
	d.store.Restore(s, d.freeName(d.desk.T("runs.name", "Name", d.runName(r), "Date", d.when(r.Time))))
}

// clearRuns begins a new list; the old one stays in a file that is named.
func (d *Desktop) clearRuns() {
	old, err := d.ledger.Clear(time.Now())
	if err != nil {
		d.fail(err)
		return
	}
	d.notices.add(notice{about: "ledger", asks: true, text: func() string {
		return d.desk.T("runs.cleared", "File", filepath.Base(old), "Folder", filepath.Dir(old))
	}})
}
