package ui

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lojal/sim/scenario"
	"lojal/ui/state"
	"lojal/ui/workspace"
)

// What other programs do to the files of plans. Nothing of either side is lost:
// what was not touched here is read again, what was touched on different values is
// put together, and where both changed the same value the person decides, when
// they like.

// follow watches the files of the plans and the folder.
func (d *Desktop) follow() {
	if d.watch == nil {
		return
	}
	var dirs, files []string
	if d.home != "" {
		dirs = append(dirs, d.home)
	}
	for _, p := range d.store.Now().Plans {
		file := d.store.Origin(p.ID).File
		if !onDisk(file) {
			continue
		}
		files = append(files, file)
		if dir := filepath.Dir(file); !slices.Contains(dirs, dir) && p.Scenario.Text("extends") != "" {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(files)
	d.watch.Follow(dirs, files)
}

func onDisk(file string) bool { return file != "" && !strings.HasPrefix(file, library) }

// touched looks at the plans of files that have changed, and at all plans where a
// file has changed that is none of them: it may be what they extend.
func (d *Desktop) touched(paths []string) {
	if d.session == nil {
		return
	}
	own := map[string]bool{}
	for _, p := range d.store.Now().Plans {
		own[d.store.Origin(p.ID).File] = true
	}
	all := slices.ContainsFunc(paths, func(path string) bool { return !own[path] })
	for _, p := range d.store.Now().Plans {
		if file := d.store.Origin(p.ID).File; onDisk(file) && (all || slices.Contains(paths, file)) {
			d.compare(p.ID)
		}
	}
	for _, path := range paths {
		switch {
		case d.home == "" || filepath.Dir(path) != d.home || d.store.Knows(path):
		case slices.Contains(workspace.Plans(d.home), path):
			d.appear(path)
		default: // it is gone, and so is what was to say of it
			d.notices.done("file:" + path)
		}
	}
}

// appear adds the plan of a new file of the folder.
func (d *Desktop) appear(path string) {
	s, err := scenario.Open(path)
	if err != nil {
		d.unreadable(0, path, err)
		return
	}
	d.store.Appear(s, path)
	d.notices.tell("file:"+path, "notice.appeared", "Name", d.desk.Called(s), "File", filepath.Base(path))
}

// compare looks whether a plan's file is what the plan was read from, and takes
// what somebody else wrote. It says whether nothing stands against saving.
func (d *Desktop) compare(id int) bool {
	p, ok := d.store.Now().Plan(id)
	o := d.store.Origin(id)
	if !ok || !onDisk(o.File) {
		return true
	}
	about := "file:" + o.File
	if o.Saved != nil && alone(o.Saved) && sameBytes(o.File, o.Saved) {
		d.store.Lost(id, false)
		d.clear(id)
		return true
	}
	disk, err := scenario.Open(o.File)
	var problems scenario.Problems
	switch {
	case errors.As(err, &problems) && problems[0].Code == "file.missing":
		if !o.Gone {
			d.store.Lost(id, true)
			d.notices.tell(about, "notice.gone", "Name", d.desk.Called(p.Scenario), "File", filepath.Base(o.File))
		}
		return true
	case err != nil:
		if o.Saved != nil && sameBytes(o.File, o.Saved) {
			return true // it is what it extends that is wrong: the plan still has that
		}
		d.unreadable(id, o.File, err)
		return false
	case o.Saved != nil && disk.Hash() == o.Saved.Hash() && bytes.Equal(disk.Bytes(), o.Saved.Bytes()):
		d.store.Lost(id, false)
		d.clear(id)
		return true
	}
	return d.outside(p, o, disk, about)
}

// alone says whether a scenario is made of its own file and the library only.
func alone(s *scenario.Scenario) bool {
	text, extends := s.Bytes(), strings.Trim(s.Text("extends"), `"'`)
	return (extends == "" || strings.HasPrefix(extends, library)) &&
		!bytes.Contains(text, []byte(".csv")) && !bytes.Contains(text, []byte(".toml"))
}

func sameBytes(file string, s *scenario.Scenario) bool {
	text, err := os.ReadFile(file)
	return err == nil && bytes.Equal(text, s.Bytes())
}

// outside takes a file that somebody else has changed.
func (d *Desktop) outside(p state.Plan, o state.Origin, disk *scenario.Scenario, about string) bool {
	id, name := p.ID, d.desk.Called(p.Scenario)
	if o.Saved == nil || !d.store.Drafted(p) || bytes.Equal(p.Scenario.Bytes(), disk.Bytes()) {
		d.clear(id)
		d.store.Arrive(id, disk, disk, "ui.did.reload")
		d.notices.tell(about, "notice.reloaded", "Name", name, "File", filepath.Base(o.File))
		return true
	}
	merged, clashes, ok := scenario.Merge(o.Saved, p.Scenario, disk, true)
	if ok && len(clashes) == 0 {
		d.clear(id)
		d.store.Arrive(id, disk, merged, "ui.did.merge")
		d.notices.tell(about, "notice.merged", "Name", name, "File", filepath.Base(o.File))
		return true
	}
	d.ask(id, disk, clashes, ok)
	return false
}

// ask asks whose values a plan shall have where both sides changed the same.
func (d *Desktop) ask(id int, disk *scenario.Scenario, clashes []scenario.Change, mergeable bool) {
	d.clashes[id] = disk
	d.notices.add(notice{about: clashOf(id), asks: true, text: func() string {
		p, _ := d.store.Now().Plan(id)
		text := d.desk.T("notice.clash", "Name", d.desk.Called(p.Scenario))
		if !mergeable {
			return text
		}
		return text + "  " + d.clashWords(clashes, p.Scenario.Run().Currency)
	}, every: d.everyClash, ways: []way{
		{label: "clash.mine", action: func() { d.answer(id, func(id int) { d.settle(id, true) }) }, main: true},
		{label: "clash.theirs", action: func() { d.answer(id, func(id int) { d.settle(id, false) }) }},
		{label: "clash.both", action: func() { d.answer(id, d.keepBoth) }},
	}})
}

// everyClash offers one answer for all plans that both sides changed.
func (d *Desktop) everyClash() (text string, on bool, choose func(bool)) {
	if len(d.clashes) < 2 {
		return "", false, nil
	}
	return d.desk.T("clash.every", "N", len(d.clashes)), d.forAll, func(on bool) { d.forAll = on }
}

// answer takes an answer for a plan, or for all that wait for one.
func (d *Desktop) answer(id int, do func(id int)) {
	ids := []int{id}
	if d.forAll {
		ids = slices.Sorted(maps.Keys(d.clashes))
	}
	for _, id := range ids {
		do(id)
		d.notices.done(clashOf(id))
	}
	d.forAll = false
}

// clashWords are the values that both sides changed, the first few of them.
func (d *Desktop) clashWords(clashes []scenario.Change, currency string) string {
	const few = 2
	var parts []string
	for i, c := range clashes {
		if i == few {
			parts = append(parts, d.desk.T("clash.more", "N", len(clashes)-few))
			break
		}
		parts = append(parts, d.desk.T("clash.value", "Name", c.Key.Name.In(d.desk.Text.Lang()),
			"Mine", d.desk.Text.Value(c.Key, c.A, currency), "Theirs", d.desk.Text.Value(c.Key, c.B, currency)))
	}
	return strings.Join(parts, "; ")
}

func clashOf(id int) string { return fmt.Sprint("clash ", id) }

// clear forgets the question about a plan.
func (d *Desktop) clear(id int) {
	if _, ok := d.clashes[id]; ok {
		delete(d.clashes, id)
		d.notices.done(clashOf(id))
	}
}

// settle answers the question about a plan. What only one side changed is taken
// from that side, where the two can be put together at all.
func (d *Desktop) settle(id int, mine bool) {
	disk := d.clashes[id]
	delete(d.clashes, id)
	p, ok := d.store.Now().Plan(id)
	o := d.store.Origin(id)
	if !ok || disk == nil || o.Saved == nil {
		return
	}
	next, _, ok := scenario.Merge(o.Saved, p.Scenario, disk, mine)
	if !ok {
		if next = disk; mine {
			next = p.Scenario
		}
	}
	what := "ui.did.theirs"
	if mine {
		what = "ui.did.mine"
	}
	d.store.Arrive(id, disk, next, what)
}

// keepBoth makes the edited plan a plan of its own beside that of the file.
func (d *Desktop) keepBoth(id int) {
	disk := d.clashes[id]
	delete(d.clashes, id)
	if p, ok := d.store.Now().Plan(id); ok && disk != nil {
		d.store.Fork(id, disk, d.freeName(d.desk.T("clash.name", "Name", d.desk.Called(p.Scenario))))
	}
}

// unreadable tells that a file is no scenario: one that has a plan was changed by
// another program, and its plan stays as it is; one of the folder, with no plan (0), is
// left out of the list.
func (d *Desktop) unreadable(id int, file string, err error) {
	text, ways := "notice.unread", []way{{label: "notice.show", action: func() { d.fail(err) }, main: true}}
	if id != 0 {
		text = "notice.unreadable"
		ways = append(ways, way{label: "notice.overwrite", action: func() {
			if err := d.overwrite(id, file); err != nil {
				d.fail(err)
			}
		}})
	}
	d.notices.add(notice{about: "file:" + file, ways: ways, stays: id == 0,
		text: func() string { return d.desk.T(text, "File", filepath.Base(file)) }})
}

// reason is what went wrong with a file, in the desktop's language where that is
// known.
func (d *Desktop) reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, errReadOnly):
		return d.desk.T("why.denied")
	case errors.Is(err, fs.ErrExist):
		return d.desk.T("why.exists")
	case isFull(err):
		return d.desk.T("why.full")
	case errors.Is(err, fs.ErrNotExist):
		return d.desk.T("why.missing")
	}
	return err.Error()
}
