package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"lojal/sim/scenario"
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

// openAll opens files and the files of folders, and tells all that failed at once.
func (d *Desktop) openAll(refs []string) {
	var failed []error
	for _, ref := range expand(refs) {
		if _, err := d.open(ref); err != nil {
			failed = append(failed, err)
		}
	}
	if len(failed) > 0 {
		d.fail(errors.Join(failed...))
	}
}

func (d *Desktop) dropped(_ fyne.Position, uris []fyne.URI) {
	var refs []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			refs = append(refs, u.Path())
		}
	}
	d.openAll(refs)
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
	d.pickFolder(func(folder string) { d.openAll([]string{folder}) })
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
// saved under a new name. done is called after a save, and may be nil.
func (d *Desktop) save(id int, done func()) {
	file := d.store.Origin(id).File
	if file == "" || strings.HasPrefix(file, library) {
		d.saveAs(id, done)
		return
	}
	d.write(id, file, done)
}

func (d *Desktop) write(id int, path string, done func()) {
	p, ok := d.store.Now().Plan(id)
	if !ok {
		return
	}
	saved, err := p.Scenario.Save(path)
	if err != nil {
		d.fail(err)
		return
	}
	d.prefs.SetString(keyFolder, filepath.Dir(path))
	d.store.SavedAs(id, saved, path)
	d.desk.Explain(d.desk.T("saved", "File", path))
	if done != nil {
		done()
	}
}

// saveAs asks for folder and name. It is our own dialog, since the toolkit's
// empties the file before anything was written.
func (d *Desktop) saveAs(id int, done func()) {
	p, ok := d.store.Now().Plan(id)
	if !ok {
		return
	}
	where := d.newPlace(fileName(d.desk.Called(p.Scenario))+".toml", ".toml")
	if file := d.store.Origin(id).File; file != "" && !strings.HasPrefix(file, library) {
		where.folder.SetText(filepath.Dir(file))
	}
	where.check = func() error {
		if d.otherPlan(id, where.path()) {
			return errors.New(d.desk.T("open_elsewhere"))
		}
		return nil
	}
	where.ask(d.heading("save_as"), d.desk.T("save"), where.form(), func() { d.write(id, where.path(), done) })
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
