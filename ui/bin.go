package ui

import (
	"errors"
	"io/fs"
	"path/filepath"

	"lojal/ui/workspace"
)

// binned is a plan whose file is in the bin.
type binned struct {
	workspace.Binned
	file string
	step int // of the history, that took the plan out of the list
}

// trash moves a plan's file to the bin and takes the plan out of the list. What
// brings the plan back, such as undo, brings the file back too.
func (d *Desktop) trash(id int) {
	p, ok := d.store.Now().Plan(id)
	file := d.store.Origin(id).File
	switch {
	case !ok:
		return
	case len(d.store.Now().Plans) < 2 || !onDisk(file):
		d.remove(id)
		return
	}
	bin, err := workspace.Trash(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		d.fail(errors.New(d.desk.T("trash_failed", "File", file, "Problem", d.reason(err))))
		return
	}
	d.store.Lost(id, true)
	d.store.Remove(id)
	text, ways := "notice.trashed_far", []way(nil)
	if bin.Restorable() {
		_, step := d.store.Steps()
		d.binned[id] = binned{bin, file, step}
		text, ways = "notice.trashed", []way{{label: "notice.put_back", action: func() { d.putBack(id) }}}
	}
	if bin.Beside != "" {
		text = "notice.trash_beside"
	}
	d.notices.add(notice{about: "file:" + file, ways: ways, text: func() string {
		return d.desk.T(text, "Name", d.desk.Called(p.Scenario), "File", filepath.Base(file), "Folder", bin.Beside)
	}})
}

// putBack brings a plan back whose file is in the bin: as it was where nothing
// happened since, else as its file has it.
func (d *Desktop) putBack(id int) {
	b, ok := d.binned[id]
	if !ok {
		return
	}
	if _, at := d.store.Steps(); at == b.step {
		d.store.Undo() // its file follows
		return
	}
	delete(d.binned, id)
	if err := b.Restore(); err != nil {
		d.fail(errors.New(d.desk.T("put_back_failed", "File", b.file, "Problem", d.reason(err))))
		return
	}
	d.store.Lost(id, false)
	d.openRef(b.file)
}

// unbin puts the files of plans back that are in the list again.
func (d *Desktop) unbin() {
	for id, b := range d.binned {
		p, ok := d.store.Now().Plan(id)
		if !ok {
			continue
		}
		delete(d.binned, id)
		text := "notice.still_binned"
		if b.Restore() == nil {
			text = "notice.put_back_done"
			d.store.Lost(id, false)
		}
		d.notices.tell("file:"+b.file, text, "Name", d.desk.Called(p.Scenario), "File", filepath.Base(b.file))
	}
}
