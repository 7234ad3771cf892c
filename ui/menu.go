package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// menu is the main menu. Every shortcut of the desktop stands here, since a
// shortcut of the canvas is lost while a text field has the focus.
func (d *Desktop) menu() *fyne.MainMenu {
	return fyne.NewMainMenu(d.fileMenu(), d.editMenu(), d.viewMenu(), d.runMenu(), d.helpMenu())
}

func (d *Desktop) item(id string, action func()) *fyne.MenuItem {
	return fyne.NewMenuItem(d.desk.T("menu."+id), action)
}

// heading is the name of a menu item as the title of its dialog.
func (d *Desktop) heading(id string) string {
	return strings.TrimSuffix(d.desk.T("menu."+id), " …")
}

// key is a menu item with a shortcut; the action is not taken under a dialog.
func (d *Desktop) key(id string, name fyne.KeyName, more fyne.KeyModifier, action func()) *fyne.MenuItem {
	item := d.item(id, func() {
		if d.window.Canvas().Overlays().Top() == nil {
			action()
		}
	})
	item.Shortcut = &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault | more}
	return item
}

func (d *Desktop) fileMenu() *fyne.Menu {
	quit := d.key("quit", fyne.KeyQ, 0, d.quit)
	quit.IsQuit = true
	d.toTrash = d.item("trash", func() { d.trash(d.selected()) })
	return fyne.NewMenu(d.desk.T("menu.file"),
		d.key("new_plan", fyne.KeyN, 0, d.newPlan),
		d.key("from_numbers", fyne.KeyN, fyne.KeyModifierShift, d.planFromNumbers),
		d.key("open", fyne.KeyO, 0, d.askOpen),
		d.key("open_folder", fyne.KeyO, fyne.KeyModifierShift, d.askFolder),
		d.recentMenu(),
		fyne.NewMenuItemSeparator(),
		d.key("save", fyne.KeyS, 0, func() { d.save(d.selected()) }),
		d.key("save_as", fyne.KeyS, fyne.KeyModifierShift, func() { d.saveAs(d.selected()) }),
		d.key("save_all", fyne.KeyS, fyne.KeyModifierAlt, d.saveAll),
		d.toTrash,
		fyne.NewMenuItemSeparator(),
		d.key("export_chart", fyne.KeyE, 0, func() { d.exportChart(d.room.Chart()) }),
		d.key("export_all", fyne.KeyE, fyne.KeyModifierShift, d.exportAll),
		fyne.NewMenuItemSeparator(),
		quit)
}

// recentMenu offers the folders that were open before.
func (d *Desktop) recentMenu() *fyne.MenuItem {
	item := d.item("recent", nil)
	item.ChildMenu = fyne.NewMenu("")
	for _, folder := range d.prefs.StringList(keyRecent) {
		open := fyne.NewMenuItem(folder, func() { d.openFolder(folder) })
		open.Checked = folder == d.home
		item.ChildMenu.Items = append(item.ChildMenu.Items, open)
	}
	item.Disabled = len(item.ChildMenu.Items) == 0
	return item
}

func (d *Desktop) editMenu() *fyne.Menu {
	undo, redo := d.item("undo", d.undo), d.item("redo", d.redo)
	// The window reports these keys as shortcuts of their own kind.
	undo.Shortcut, redo.Shortcut = &fyne.ShortcutUndo{}, &fyne.ShortcutRedo{}
	d.toRemove = d.item("remove", func() { d.remove(d.selected()) })
	undo.Disabled, redo.Disabled = !d.store.CanUndo(), !d.store.CanRedo()
	d.toRemove.Disabled, d.toTrash.Disabled = d.last(), d.last() || d.noFile()
	return fyne.NewMenu(d.desk.T("menu.edit"), undo, redo,
		d.key("history", fyne.KeyH, 0, d.showHistory),
		d.key("bookmark", fyne.KeyB, fyne.KeyModifierShift, d.askBookmark),
		fyne.NewMenuItemSeparator(),
		d.key("copy_sentence", fyne.KeyC, fyne.KeyModifierShift, func() { d.copyText(d.room.Sentence()) }),
		fyne.NewMenuItemSeparator(),
		d.key("duplicate", fyne.KeyD, 0, d.newPlan),
		d.key("keep", fyne.KeyK, 0, func() { d.keep(d.selected()) }),
		d.key("rename", fyne.KeyR, fyne.KeyModifierShift, func() { d.rename(d.selected()) }),
		d.key("story", fyne.KeyI, 0, func() { d.story(d.selected()) }),
		d.toRemove,
		d.key("pin", fyne.KeyB, 0, func() { d.store.Pin(d.selected()) }),
		fyne.NewMenuItemSeparator(),
		d.key("find", fyne.KeyF, 0, d.levers.Find),
		d.key("message", fyne.KeyM, 0, d.notices.focus))
}

func (d *Desktop) viewMenu() *fyne.Menu {
	table := d.key("table", fyne.KeyT, 0, func() { d.room.ShowTable(!d.room.ShowsTable()) })
	themes := d.item("theme", nil)
	themes.ChildMenu = fyne.NewMenu("",
		d.checked("theme_system", d.look.Choice == look.System, func() { d.setTheme(look.System) }),
		d.checked("theme_light", d.look.Choice == look.Light, func() { d.setTheme(look.Light) }),
		d.checked("theme_dark", d.look.Choice == look.Dark, func() { d.setTheme(look.Dark) }))
	languages := d.item("language", nil)
	nb := d.desk.Text.Lang() == "nb"
	languages.ChildMenu = fyne.NewMenu("",
		d.checked("english", !nb, func() { d.setLanguage("en") }),
		d.checked("norwegian", nb, func() { d.setLanguage("nb") }))
	return fyne.NewMenu(d.desk.T("menu.view"), append(d.roomItems(), table,
		fyne.NewMenuItemSeparator(), themes, languages,
		fyne.NewMenuItemSeparator(),
		d.key("bigger", fyne.KeyEqual, 0, func() { d.setScale(d.look.Scale + 0.1) }),
		d.key("smaller", fyne.KeyMinus, 0, func() { d.setScale(d.look.Scale - 0.1) }),
		d.key("normal_size", fyne.Key0, 0, func() { d.setScale(1) }))...)
}

func (d *Desktop) checked(id string, on bool, action func()) *fyne.MenuItem {
	item := d.item(id, action)
	item.Checked = on
	return item
}

func (d *Desktop) runMenu() *fyne.Menu {
	return fyne.NewMenu(d.desk.T("menu.run"),
		d.key("run_again", fyne.KeyReturn, 0, func() { d.run(true) }),
		d.key("cancel_run", fyne.KeyPeriod, 0, d.jobs.Stop),
		fyne.NewMenuItemSeparator(),
		d.key("runs", fyne.KeyL, 0, d.showRuns))
}

func (d *Desktop) helpMenu() *fyne.Menu {
	return fyne.NewMenu(d.desk.T("menu.help"),
		d.item("keys", func() { d.tell(d.desk.T("menu.keys"), d.desk.T("help.keys")+"\n\n"+d.desk.T("help.keys_values")) }),
		d.key("model", fyne.KeySlash, 0, func() { d.showModel("") }),
		d.item("about", func() { d.tell(d.desk.T("menu.about"), d.about()) }))
}

func (d *Desktop) about() string {
	return d.desk.T("help.about", "Version", d.app.Metadata().Version)
}

// refreshMenu greys undo and redo where there is nothing to do.
func (d *Desktop) refreshMenu() {
	m := d.window.MainMenu()
	if m == nil || len(m.Items) < 2 {
		return
	}
	undo, redo := m.Items[1].Items[0], m.Items[1].Items[1]
	anew := false
	for item, off := range map[*fyne.MenuItem]bool{undo: !d.store.CanUndo(), redo: !d.store.CanRedo(), d.toRemove: d.last(), d.toTrash: d.last() || d.noFile()} {
		anew = anew || item.Disabled != off
		item.Disabled = off
	}
	if anew {
		m.Refresh()
	}
}

// last says whether there is one plan only, which stays.
func (d *Desktop) last() bool { return len(d.store.Now().Plans) < 2 }

// noFile says whether the selected plan has no file of its own.
func (d *Desktop) noFile() bool { return !onDisk(d.store.Origin(d.store.Now().Selected).File) }

// undo belongs to a field in which somebody types, else to the workspace; under
// a dialog it does nothing to the workspace.
func (d *Desktop) undo() { d.step((*widget.Entry).Undo, d.store.Undo) }

func (d *Desktop) redo() { d.step((*widget.Entry).Redo, d.store.Redo) }

func (d *Desktop) step(typed func(*widget.Entry), workspace func()) {
	if f := d.typing(); f != nil {
		typed(f)
	} else if d.window.Canvas().Overlays().Top() == nil {
		workspace()
	}
}

// typing is the focused field with text that was not committed, or nil.
func (d *Desktop) typing() *widget.Entry {
	switch f := d.window.Canvas().Focused().(type) {
	case *widgets.Field:
		if f.Pending() {
			return &f.Entry
		}
	case *widgets.Input:
		return &f.Entry
	case *widget.Entry:
		return f
	}
	return nil
}

func (d *Desktop) setTheme(c look.Choice) {
	d.prefs.SetString(keyTheme, string(c))
	d.relook(c, d.look.Scale)
}

func (d *Desktop) setScale(s float32) {
	s = max(0.8, min(2, s))
	d.prefs.SetFloat(keyScale, float64(s))
	d.relook(d.look.Choice, s)
}

// relook changes theme or size; views are made anew, the state stays.
func (d *Desktop) relook(c look.Choice, scale float32) {
	d.look = look.New(c, scale)
	d.app.Settings().SetTheme(d.look)
	d.build()
}

func (d *Desktop) setLanguage(language string) {
	d.prefs.SetString(keyLanguage, language)
	d.speak(language)
}
