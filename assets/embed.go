// Package assets holds the icon and the translations.
package assets

import "embed"

// FS is the folder itself: icon.svg, and translations/AREA.LANG.json with the
// messages of an area of the product in English (en) and bokmål (nb).
//
//go:embed icon.svg translations/*.json
var FS embed.FS
