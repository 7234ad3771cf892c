package ui

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/widgets"
)

// place asks for a folder and a file name, and says what is wrong with them.
type place struct {
	desktop *Desktop
	folder  *widgets.Input
	name    *widgets.Input // hidden where only a folder is asked for
	note    *widget.Label
	ok      *widgets.Button
	ending  string
	check   func() error // more to be right, or nil
	unnamed bool         // only a folder is asked for
}

func (d *Desktop) newPlace(name, ending string) *place {
	p := &place{desktop: d, folder: widgets.NewInput(), name: widgets.NewInput(), note: widget.NewLabel(""), ending: ending}
	p.folder.SetText(d.folder())
	p.name.SetText(name)
	p.note.Wrapping = fyne.TextWrapWord
	p.folder.OnChanged = func(string) { p.validate() }
	p.name.OnChanged = func(string) { p.validate() }
	return p
}

// form are the two fields.
func (p *place) form() *widget.Form {
	return widget.NewForm(p.folderItem(), widget.NewFormItem(p.desktop.desk.T("file"), p.name))
}

func (p *place) folderItem() *widget.FormItem {
	t := p.desktop.desk.T
	browse := widget.NewButton(t("browse"), func() { p.desktop.pickFolder(p.folder.SetText) })
	return widget.NewFormItem(t("folder"), container.NewBorder(nil, nil, nil, browse, p.folder))
}

// ask shows the fields in a dialog; do is called with a place that is right.
func (p *place) ask(title, confirm string, content fyne.CanvasObject, do func()) {
	d := p.desktop
	box := dialog.NewCustomWithoutButtons(title, container.NewVBox(content, p.note), d.window)
	p.ok = primary(confirm, func() {
		if p.problem() == "" {
			box.Hide()
			do()
		}
	})
	p.name.OnSubmitted = func(string) { p.ok.OnTapped() }
	p.folder.OnSubmitted = p.name.OnSubmitted
	p.name.OnEscape, p.folder.OnEscape = box.Hide, box.Hide
	p.validate()
	var first fyne.Focusable = p.name
	if p.unnamed {
		first = p.ok
	}
	d.show(box, fyne.NewSize(540, box.MinSize().Height+30), first, widgets.NewButton(d.desk.T("cancel"), nil, box.Hide), p.ok)
}

// path is the file asked for, with its ending.
func (p *place) path() string {
	name := strings.TrimSpace(p.name.Text)
	if p.ending != "" && !strings.EqualFold(filepath.Ext(name), p.ending) {
		name += p.ending
	}
	path := filepath.Join(p.folder.Text, name)
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// problem is what is wrong with the place, or "".
func (p *place) problem() string {
	t := p.desktop.desk.T
	if info, err := os.Stat(p.folder.Text); err != nil || !info.IsDir() {
		return t("place.folder")
	}
	if strings.TrimSpace(p.name.Text) == "" || strings.ContainsAny(p.name.Text, `/\`) {
		return t("place.name")
	}
	if p.check != nil {
		if err := p.check(); err != nil {
			return err.Error()
		}
	}
	return ""
}

// validate tells the problem, or that a file will be replaced.
func (p *place) validate() {
	note := p.problem()
	p.note.Importance = widget.DangerImportance
	if p.ok != nil {
		if note == "" {
			p.ok.Enable()
		} else {
			p.ok.Disable()
		}
	}
	if note == "" {
		p.note.Importance = widget.WarningImportance
		if info, err := os.Stat(p.path()); err == nil && !info.IsDir() {
			note = p.desktop.desk.T("place.replaces")
		}
	}
	p.note.SetText(note)
}
