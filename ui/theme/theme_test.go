package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// Text must reach the 4.5 : 1 of WCAG 2.1 level AA on every surface it is put on.
func TestContrast(t *testing.T) {
	texts := []fyne.ThemeColorName{theme.ColorNameForeground, Muted, Good, Bad, theme.ColorNameError, theme.ColorNamePrimary, theme.ColorNamePlaceHolder}
	grounds := []fyne.ThemeColorName{Surface, theme.ColorNameBackground, Chosen, theme.ColorNameInputBackground}
	for name, palette := range map[string]map[fyne.ThemeColorName]color.Color{"light": light, "dark": dark} {
		for _, f := range texts {
			for _, g := range grounds {
				if got := contrast(palette[f], palette[g]); got < 4.5 {
					t.Errorf("%s: %s on %s has contrast %.2f", name, f, g, got)
				}
			}
		}
	}
}

func TestVariantFollowsChoice(t *testing.T) {
	for choice, want := range map[Choice]fyne.ThemeVariant{System: theme.VariantDark, Light: theme.VariantLight, Dark: theme.VariantDark} {
		if got := New(choice, 1).Variant(theme.VariantDark); got != want {
			t.Errorf("%q on a dark system: variant %d, want %d", choice, got, want)
		}
	}
	if a, b := New(Light, 2).Size(theme.SizeNameText), New(Light, 1).Size(theme.SizeNameText); a != 2*b {
		t.Errorf("text of scale 2 has size %v, of scale 1 %v", a, b)
	}
}

// Shortcuts in menus are written in a colour that the toolkit makes of the low
// bytes of the foreground; it must stand out as well.
func TestMenuShortcutsCanBeRead(t *testing.T) {
	for name, palette := range map[string]map[fyne.ThemeColorName]color.Color{"light": light, "dark": dark} {
		r, g, b, a := palette[theme.ColorNameForeground].RGBA()
		a = uint32(float32(a) * 0.95)
		ink := color.NRGBA{R: uint8(r), G: uint8(g), B: uint8(b), A: uint8(a)}
		if got := contrast(over(ink, palette[theme.ColorNameMenuBackground]), palette[theme.ColorNameMenuBackground]); got < 4.5 {
			t.Errorf("%s: shortcuts have contrast %.2f", name, got)
		}
	}
}

// over is a colour painted on another.
func over(top color.NRGBA, ground color.Color) color.Color {
	r, g, b, _ := ground.RGBA()
	mix := func(c uint8, under uint32) uint8 {
		f := float64(top.A) / 255
		return uint8(f*float64(c) + (1-f)*float64(under>>8))
	}
	return color.NRGBA{R: mix(top.R, r), G: mix(top.G, g), B: mix(top.B, b), A: 255}
}
