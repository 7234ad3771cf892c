package ui

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2/widget"

	"lojal/sim"
	"lojal/ui/chart"
	"lojal/ui/state"
	"lojal/ui/text"
)

// formats are the file formats of pictures.
var formats = []chart.Format{chart.PNG, chart.SVG, chart.PDF}

// presetNames are the named sizes, in a fixed order.
func presetNames() []string {
	var names []string
	for name := range chart.Presets {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// exportForm asks how pictures are written.
type exportForm struct {
	desktop *Desktop
	where   *place
	format  *widget.Select
	preset  *widget.Select
	footer  *widget.Check
}

func (d *Desktop) newExportForm(name string) *exportForm {
	f := &exportForm{desktop: d, where: d.newPlace(name, "")}
	f.format = widget.NewSelect([]string{"PNG", "SVG", "PDF"}, func(string) { f.onFormat() })
	f.preset = widget.NewSelect(f.presets(), nil)
	f.preset.SetSelectedIndex(max(0, slices.Index(presetNames(), d.prefs.StringWithFallback(keyPreset, "slide"))))
	f.format.SetSelectedIndex(min(2, max(0, d.prefs.Int(keyFormat))))
	f.footer = widget.NewCheck(d.desk.T("export.footer"), nil)
	f.footer.SetChecked(true)
	return f
}

func (f *exportForm) presets() []string {
	var labels []string
	for _, name := range presetNames() {
		labels = append(labels, f.desktop.desk.T("preset."+name))
	}
	return labels
}

func (f *exportForm) onFormat() {
	f.where.ending = "." + string(f.chosen())
	f.where.validate()
}

func (f *exportForm) chosen() chart.Format { return formats[max(0, f.format.SelectedIndex())] }

func (f *exportForm) size() chart.Size {
	return chart.Presets[presetNames()[max(0, f.preset.SelectedIndex())]]
}

// items are the lines of the form; a name is asked for where one file is written.
func (f *exportForm) form(oneFile bool) *widget.Form {
	t := f.desktop.desk.T
	form := widget.NewForm(
		widget.NewFormItem(t("export.format"), f.format),
		widget.NewFormItem(t("export.size"), f.preset),
		f.where.folderItem())
	if oneFile {
		form.Append(t("file"), f.where.name)
	}
	form.Append("", f.footer)
	return form
}

func (f *exportForm) remember() {
	p := f.desktop.prefs
	p.SetInt(keyFormat, f.format.SelectedIndex())
	p.SetString(keyPreset, presetNames()[max(0, f.preset.SelectedIndex())])
	p.SetString(keyFolder, f.where.folder.Text)
}

// style is how pictures are exported: light, whatever the screen is.
func (f *exportForm) style(from run) chart.Style {
	st := chart.Style{Text: f.desktop.desk.Text}
	if f.footer.Checked {
		st.Footer = footer(f.desktop.desk.Text, from, time.Now())
	}
	return st
}

// run is what pictures are made of: results, under the plan's name in the list, since
// plans of the same values share theirs.
type run struct {
	*sim.Results
	name string
}

// footer names what made a picture.
func footer(p *text.Printer, r run, now time.Time) string {
	return p.T("ui.export.made_by", "Scenario", r.name, "Seed", p.Number(float64(r.Seed), 0),
		"Count", p.Number(float64(r.Replications), 0), "Version", r.Engine, "Date", p.Date(now))
}

// exportChart writes one picture.
func (d *Desktop) exportChart(drawing chart.Drawing) {
	from, ok := d.selectedRun()
	if drawing == nil || !ok {
		d.desk.Explain(d.desk.T("export.nothing"))
		return
	}
	f := d.newExportForm(from.file(drawing))
	f.where.ask(d.heading("export_chart"), d.desk.T("export.do"), f.form(true), func() {
		f.remember()
		d.export(f, from, []chart.Drawing{drawing}, func(chart.Drawing) string { return f.where.path() })
	})
}

// exportAll writes every picture of the compared plans into a folder.
func (d *Desktop) exportAll() {
	drawings := d.room.Drawings()
	from, ok := d.selectedRun()
	if len(drawings) == 0 || !ok {
		d.desk.Explain(d.desk.T("export.nothing"))
		return
	}
	f := d.newExportForm("all")
	f.where.unnamed = true
	f.where.ask(d.heading("export_all"), d.desk.T("export.do"), f.form(false), func() {
		f.remember()
		folder, ending := f.where.folder.Text, "."+string(f.chosen())
		d.export(f, from, drawings, func(c chart.Drawing) string {
			return filepath.Join(folder, from.file(c)+ending)
		})
	})
}

// selectedRun is that of the plan that the sentences are about; false where there is
// none yet.
func (d *Desktop) selectedRun() (run, bool) {
	reference, others := d.store.Sides()
	side, compared := state.Focus(d.selected(), others)
	if !compared {
		side = reference
	}
	if side.Results == nil {
		return run{}, false
	}
	return run{side.Results, d.desk.Called(side.Plan.Scenario)}, true
}

// file is the name of a picture's file, without its ending.
func (r run) file(drawing chart.Drawing) string {
	return chart.FileName(r.name, drawing, time.Now())
}

// export writes pictures beside the interface, which goes on.
func (d *Desktop) export(f *exportForm, from run, drawings []chart.Drawing, path func(chart.Drawing) string) {
	format, size, style := f.chosen(), f.size(), f.style(from)
	d.desk.Explain(d.desk.T("export.writing", "N", len(drawings)))
	go func() {
		var failed []error
		for _, c := range drawings {
			if err := writePicture(path(c), c, format, size, style); err != nil {
				failed = append(failed, err)
			}
		}
		d.post(func() {
			if len(failed) > 0 {
				d.fail(errors.Join(failed...))
				return
			}
			d.desk.Explain(d.desk.T("export.written", "N", len(drawings), "File", path(drawings[0])))
		})
	}()
}

// writePicture writes a whole picture or nothing: to a temporary file that takes
// the name at the end.
func writePicture(path string, c chart.Drawing, f chart.Format, s chart.Size, st chart.Style) error {
	return writeWhole(path, func(w io.Writer) error { return chart.Export(w, c, f, s, st) })
}

func writeWhole(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".lojal-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	if err = write(file); err != nil {
		file.Close()
		return err
	}
	if err = file.Chmod(0o644); err != nil {
		file.Close()
		return err
	}
	if err = file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
