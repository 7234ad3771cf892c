package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"lojal/sim/scenario"
	"lojal/ui/state"
)

// open reads a scenario into the workspace, or selects it where it is open. A
// wrong file changes nothing.
func (d *Desktop) open(ref string) (id int, err error) {
	if !strings.HasPrefix(ref, library) {
		if ref, err = filepath.Abs(ref); err != nil {
			return 0, err
		}
	}
	if id, ok := d.store.Opened(ref); ok {
		d.store.Select(id)
		return id, nil
	}
	s, err := scenario.Open(ref)
	if err != nil {
		return 0, err
	}
	return d.store.Add(s, ref), nil
}

func (d *Desktop) openRef(ref string) {
	if _, err := d.open(ref); err != nil {
		d.fail(err)
	}
}

// openAll opens files, and the files of folders beside those there are, and tells
// all that failed at once.
func (d *Desktop) openAll(refs []string) {
	var failed []error
	for _, ref := range refs {
		if address := webAddress(ref); address != "" {
			failed = append(failed, errors.New(d.desk.T("no_network", "Address", address)))
			continue
		}
		files := expand([]string{ref})
		if len(files) == 0 {
			failed = append(failed, errors.New(d.desk.T("no_plans_in", "Folder", ref)))
		}
		for _, file := range files {
			if _, err := d.open(file); err != nil {
				failed = append(failed, d.unlike(file, err))
			}
		}
	}
	if len(failed) > 0 {
		d.fail(errors.Join(failed...))
	}
}

// unlike is what is wrong with a file that could not be opened: of one that does not
// even have the name of a scenario, such as a picture, not where it fails to be one.
func (d *Desktop) unlike(file string, err error) error {
	if info, e := os.Stat(file); e != nil || !info.Mode().IsRegular() || strings.EqualFold(filepath.Ext(file), ".toml") {
		return err
	}
	return errors.New(d.desk.T("no_scenario", "File", file))
}

func (d *Desktop) dropped(_ fyne.Position, uris []fyne.URI) {
	var refs []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			refs = append(refs, u.Path())
		} else {
			refs = append(refs, u.String())
		}
	}
	d.openAll(refs)
}

// webAddress is the address that a reference is, or "" where it is none. One that is
// dropped on the window comes as a path: the toolkit takes it for a file of the
// working folder, and two slashes for one.
func webAddress(ref string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, ref); err == nil {
			ref = filepath.ToSlash(rel)
		}
	}
	for _, scheme := range []string{"https:/", "http:/", "ftp:/"} {
		if rest, found := strings.CutPrefix(ref, scheme); found {
			return scheme + "/" + strings.TrimPrefix(rest, "/")
		}
	}
	return ""
}

func (d *Desktop) askOpen() {
	box := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			if err != nil {
				d.fail(err)
			}
			return
		}
		path := r.URI().Path()
		r.Close()
		d.prefs.SetString(keyFolder, filepath.Dir(path))
		d.openRef(path)
	}, d.window)
	box.SetFilter(storage.NewExtensionFileFilter([]string{".toml"}))
	box.SetTitleText(d.heading("open"))
	d.showFileDialog(box)
}

func (d *Desktop) askFolder() {
	d.pickFolder(d.openFolder)
}

// openFolder makes a folder the workspace. What is unsaved in the present one
// waits there and is back when it is opened again.
func (d *Desktop) openFolder(folder string) {
	folder, err := filepath.Abs(folder)
	if err != nil || folder == d.home {
		return
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		d.fail(errors.New(d.desk.T("place.folder")))
		return
	}
	d.leave()
	d.enter(folder, nil)
}

// pickFolder asks for a folder.
func (d *Desktop) pickFolder(chosen func(folder string)) {
	box := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err != nil || u == nil {
			if err != nil {
				d.fail(err)
			}
			return
		}
		d.prefs.SetString(keyFolder, u.Path())
		chosen(u.Path())
	}, d.window)
	d.showFileDialog(box)
}

func (d *Desktop) showFileDialog(box *dialog.FileDialog) {
	if u, err := storage.ListerForURI(storage.NewFileURI(d.folder())); err == nil {
		box.SetLocation(u)
	}
	size := d.window.Canvas().Size()
	box.Resize(fyne.NewSize(size.Width*0.8, size.Height*0.85))
	box.Show()
}

// folder is where files were last opened or saved.
func (d *Desktop) folder() string {
	if f := d.prefs.String(keyFolder); f != "" {
		return f
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return "."
}

// save writes a plan to its own file; one without, or from the library, is
// saved under a new name.
func (d *Desktop) save(id int) {
	file := d.store.Origin(id).File
	if !onDisk(file) {
		d.saveAs(id)
		return
	}
	if err := d.write(id, file); err != nil {
		d.fail(err)
	}
}

// errAsked is not told: what stands against a save is asked already.
var errAsked = errors.New("asked")

// write writes a plan to a file. What somebody else wrote there meanwhile is taken
// first; where that needs an answer nothing is written, and the error is errAsked.
func (d *Desktop) write(id int, path string) error {
	if path == d.store.Origin(id).File && !d.compare(id) {
		d.notices.focus()
		d.desk.Explain(d.desk.T("answer_first"))
		return errAsked
	}
	return d.overwrite(id, path)
}

// overwrite writes a plan to a file, whatever is there.
func (d *Desktop) overwrite(id int, path string) error {
	p, ok := d.store.Now().Plan(id)
	if !ok {
		return nil
	}
	saved, err := p.Scenario.Save(path)
	if err != nil {
		return err
	}
	d.prefs.SetString(keyFolder, filepath.Dir(path))
	d.notices.done("file:" + path)
	d.store.SavedAs(id, saved, path)
	d.desk.Explain(d.desk.T("saved", "File", path))
	return nil
}

// saveAll writes every unsaved plan: to its own file, or under its name in the
// folder of the workspace; without one, a folder is asked for.
func (d *Desktop) saveAll() {
	unsaved := d.store.Unsaved()
	if len(unsaved) == 0 {
		d.desk.Explain(d.desk.T("nothing_unsaved"))
		return
	}
	if d.home != "" || !slices.ContainsFunc(unsaved, d.nameless) {
		d.saveEach(unsaved, d.home)
		return
	}
	where := d.newPlace("-", "")
	where.unnamed = true
	where.ask(d.heading("save_all"), d.desk.T("save"), widget.NewForm(where.folderItem()), func() {
		d.saveEach(unsaved, where.folder.Text)
	})
}

// nameless says whether a plan has no file of its own yet.
func (d *Desktop) nameless(p state.Plan) bool { return !onDisk(d.store.Origin(p.ID).File) }

// saveEach saves plans, new ones into a folder, and tells all that failed at once.
// It says whether all are saved.
func (d *Desktop) saveEach(plans []state.Plan, folder string) bool {
	var failed []error
	for _, p := range plans {
		file := d.store.Origin(p.ID).File
		if d.nameless(p) {
			file = freeFile(folder, fileName(d.desk.Called(p.Scenario)))
		}
		if err := d.write(p.ID, file); err != nil {
			failed = append(failed, err)
		}
	}
	told := slices.DeleteFunc(slices.Clone(failed), func(err error) bool { return errors.Is(err, errAsked) })
	switch {
	case len(told) > 0:
		d.fail(errors.Join(told...))
	case len(failed) == 0:
		d.desk.Explain(d.desk.T("saved_all", "N", len(plans)))
	}
	return len(failed) == 0
}

// freeFile is a file of a folder that does not exist yet.
func freeFile(folder, name string) string {
	path := filepath.Join(folder, name+".toml")
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
		path = filepath.Join(folder, fmt.Sprintf("%s-%d.toml", name, n))
	}
}

// saveAs asks for folder and name. It is our own dialog, since the toolkit's
// empties the file before anything was written.
func (d *Desktop) saveAs(id int) {
	p, ok := d.store.Now().Plan(id)
	if !ok {
		return
	}
	where := d.newPlace(fileName(d.desk.Called(p.Scenario))+".toml", ".toml")
	if file := d.store.Origin(id).File; onDisk(file) {
		where.folder.SetText(filepath.Dir(file))
	} else if d.home != "" {
		where.folder.SetText(d.home)
	}
	where.check = func() error {
		if d.otherPlan(id, where.path()) {
			return errors.New(d.desk.T("open_elsewhere"))
		}
		return nil
	}
	where.ask(d.heading("save_as"), d.desk.T("save"), where.form(), func() {
		if err := d.write(id, where.path()); err != nil && !errors.Is(err, errAsked) {
			d.fail(err)
		}
	})
}

func (d *Desktop) otherPlan(id int, path string) bool {
	other, open := d.store.Opened(path)
	return open && other != id
}

// fileName is a plan's name as a file name.
func fileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|%,;`, r) || r < ' ':
			return -1
		case r == ' ' || r == '\u00a0' || r == '\u202f':
			return '-'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
	for strings.Contains(clean, "--") {
		clean = strings.ReplaceAll(clean, "--", "-")
	}
	clean = strings.Trim(clean, ".-")
	if clean == "" {
		return "plan"
	}
	return clean
}
