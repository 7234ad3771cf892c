// Package theme is the look of the desktop: calm surfaces, one accent, compact
// sizes that grow together.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Choice is which variant is shown.
type Choice string

// Choices.
const (
	System Choice = ""
	Light  Choice = "light"
	Dark   Choice = "dark"
)

// Colours of our own beside those of the toolkit.
const (
	Surface fyne.ThemeColorName = "lojalSurface" // of a panel, over the background
	Border  fyne.ThemeColorName = "lojalBorder"  // of a panel
	Muted   fyne.ThemeColorName = "lojalMuted"   // text of less weight
	Good    fyne.ThemeColorName = "lojalGood"    // a change for the better
	Bad     fyne.ThemeColorName = "lojalBad"     // a change for the worse
	Chosen  fyne.ThemeColorName = "lojalChosen"  // background of the selected plan
)

// Theme is the toolkit's default with our colours and sizes.
type Theme struct {
	fyne.Theme
	Choice Choice
	Scale  float32 // of text and spacing; 1 is normal
}

// New is a theme; scale 0 is 1.
func New(c Choice, scale float32) *Theme {
	if scale == 0 {
		scale = 1
	}
	return &Theme{Theme: theme.DefaultTheme(), Choice: c, Scale: scale}
}

// Variant is the variant shown where the system has another.
func (t *Theme) Variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.Choice {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	}
	return system
}

// Color is a colour of the theme.
func (t *Theme) Color(n fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	v := t.Variant(system)
	palette := light
	if v == theme.VariantDark {
		palette = dark
	}
	if c, ok := palette[n]; ok {
		return c
	}
	return t.Theme.Color(n, v)
}

// Size is a size of the theme.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	if s, ok := sizes[n]; ok {
		return s * t.Scale
	}
	return t.Theme.Size(n)
}

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           13,
	theme.SizeNameCaptionText:    11,
	theme.SizeNameSubHeadingText: 15,
	theme.SizeNameHeadingText:    19,
	theme.SizeNameInlineIcon:     17,
	theme.SizeNamePadding:        4,
	theme.SizeNameInnerPadding:   6,
	theme.SizeNameLineSpacing:    3,
	theme.SizeNameInputBorder:    1,
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func alpha(hex uint32, a uint8) color.NRGBA {
	c := rgb(hex)
	c.A = a
	return c
}

// The toolkit writes the shortcuts of menus in the low bytes of the foreground's
// 16-bit colour; these foregrounds have low bytes that can be read.
var (
	inkLight = alpha(0x121224, 0xf0)
	inkDark  = alpha(0xeeeefe, 0xf0)
)

// Text on its surface has a contrast of at least 4.5, muted text included.
var light = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0xffffff),
	theme.ColorNameForeground:          inkLight,
	theme.ColorNamePrimary:             rgb(0x00639c),
	theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
	theme.ColorNameFocus:               alpha(0x0072b2, 0x60),
	theme.ColorNameHover:               alpha(0x1b2530, 0x12),
	theme.ColorNamePressed:             alpha(0x1b2530, 0x24),
	theme.ColorNameButton:              rgb(0xe3e8ed),
	theme.ColorNameDisabledButton:      rgb(0xeceff2),
	theme.ColorNameDisabled:            rgb(0x8b96a1),
	theme.ColorNameInputBackground:     rgb(0xf4f6f8),
	theme.ColorNameInputBorder:         rgb(0xc9d1d9),
	theme.ColorNamePlaceHolder:         rgb(0x566270),
	theme.ColorNameSeparator:           rgb(0xdbe1e6),
	theme.ColorNameSelection:           alpha(0x0072b2, 0x40),
	theme.ColorNameMenuBackground:      rgb(0xffffff),
	theme.ColorNameOverlayBackground:   rgb(0xffffff),
	theme.ColorNameHeaderBackground:    rgb(0xf4f6f8),
	theme.ColorNameScrollBar:           alpha(0x1b2530, 0x58),
	theme.ColorNameError:               rgb(0xb3261e),
	theme.ColorNameWarning:             rgb(0xa34800),
	theme.ColorNameShadow:              alpha(0x000000, 0x30),
	Surface:                            rgb(0xffffff),
	Border:                             rgb(0xdbe1e6),
	Muted:                              rgb(0x566270),
	Good:                               rgb(0x00639c),
	Bad:                                rgb(0xa84a00),
	Chosen:                             rgb(0xdfecf5),
}

var dark = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0x1b2128),
	theme.ColorNameForeground:          inkDark,
	theme.ColorNamePrimary:             rgb(0x5cb8ee),
	theme.ColorNameForegroundOnPrimary: rgb(0x0b1620),
	theme.ColorNameFocus:               alpha(0x56b4e9, 0x70),
	theme.ColorNameHover:               alpha(0xffffff, 0x14),
	theme.ColorNamePressed:             alpha(0xffffff, 0x28),
	theme.ColorNameButton:              rgb(0x2b333d),
	theme.ColorNameDisabledButton:      rgb(0x232a32),
	theme.ColorNameDisabled:            rgb(0x6f7b88),
	theme.ColorNameInputBackground:     rgb(0x161b21),
	theme.ColorNameInputBorder:         rgb(0x3b4650),
	theme.ColorNamePlaceHolder:         rgb(0x9eaab7),
	theme.ColorNameSeparator:           rgb(0x2d353f),
	theme.ColorNameSelection:           alpha(0x56b4e9, 0x50),
	theme.ColorNameMenuBackground:      rgb(0x222932),
	theme.ColorNameOverlayBackground:   rgb(0x1e252d),
	theme.ColorNameHeaderBackground:    rgb(0x161b21),
	theme.ColorNameScrollBar:           alpha(0xffffff, 0x60),
	theme.ColorNameError:               rgb(0xff8a80),
	theme.ColorNameWarning:             rgb(0xf2a862),
	theme.ColorNameShadow:              alpha(0x000000, 0x70),
	Surface:                            rgb(0x1b2128),
	Border:                             rgb(0x2d353f),
	Muted:                              rgb(0xa3afbc),
	Good:                               rgb(0x6cc2f5),
	Bad:                                rgb(0xf2a65a),
	Chosen:                             rgb(0x20364a),
}

// Dark says whether the dark variant is shown.
func (t *Theme) Dark(system fyne.ThemeVariant) bool { return t.Variant(system) == theme.VariantDark }
