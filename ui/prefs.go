package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"lojal/sim/kpi"
	"lojal/ui/answer"
	look "lojal/ui/theme"
	"lojal/ui/workspace"
)

// prefs is what is remembered of the program between starts; what is remembered
// of the plans is the workspace's.
type prefs struct{ *workspace.Settings }

const (
	keyLanguage = "language"
	keyTheme    = "theme"
	keyScale    = "scale"
	keyWidth    = "width"
	keyHeight   = "height"
	keyShown    = "shown"
	keyFolder   = "folder"
	keyRecent   = "recent"
	keyPreset   = "preset"
	keyFormat   = "format"
	keyCoached  = "coached" // the hint of the first start was seen
)

// recents is how many folders are offered to be opened again.
const recents = 8

// stateFolder is where the program keeps what is its own.
func stateFolder(a fyne.App) string {
	return filepath.FromSlash(a.Storage().RootURI().Path())
}

func (p prefs) language() string   { return p.String(keyLanguage) }
func (p prefs) theme() look.Choice { return look.Choice(p.String(keyTheme)) }
func (p prefs) scale() float32     { return float32(p.FloatWithFallback(keyScale, 1)) }
func (p prefs) setShown(ids []kpi.ID) {
	var names []string
	for _, id := range ids {
		names = append(names, string(id))
	}
	p.SetStringList(keyShown, names)
}

// shown are the figures of the four fans.
func (p prefs) shown() []kpi.ID {
	shown := slices.Clone(answer.Shown)
	for i, name := range p.StringList(keyShown) {
		if k, ok := kpi.Of(kpi.ID(name)); ok && i < len(shown) && k.Horizon != kpi.Whole {
			shown[i] = k.ID
		}
	}
	return shown
}

func (p prefs) size() (w, h float32) {
	return float32(p.FloatWithFallback(keyWidth, 1280)), float32(p.FloatWithFallback(keyHeight, 800))
}

func (p prefs) setSize(s fyne.Size) {
	p.SetFloat(keyWidth, float64(s.Width))
	p.SetFloat(keyHeight, float64(s.Height))
}

// opened puts a folder in front of those to be opened again.
func (p prefs) opened(folder string) {
	list := slices.DeleteFunc(p.StringList(keyRecent), func(f string) bool { return f == folder })
	list = append([]string{folder}, list...)
	p.SetStringList(keyRecent, list[:min(recents, len(list))])
}
