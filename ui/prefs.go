package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"lojal/sim/kpi"
	"lojal/ui/answer"
	look "lojal/ui/theme"
)

// prefs is what is remembered between starts.
type prefs struct{ fyne.Preferences }

const (
	keyLanguage = "language"
	keyTheme    = "theme"
	keyScale    = "scale"
	keyWidth    = "width"
	keyHeight   = "height"
	keyShown    = "shown"
	keyFiles    = "files"
	keyTicked   = "ticked"
	keySelected = "selected"
	keyFolder   = "folder"
	keyPreset   = "preset"
	keyFormat   = "format"
	keyCoached  = "coached" // the hint of the first start was seen
)

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
