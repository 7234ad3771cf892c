// Package locale makes the toolkit's own words (of its file dialogs and of the
// menus of its entries) speak the language of the desktop.
package locale

import (
	_ "embed"
	"encoding/json"

	"fyne.io/fyne/v2/lang"
)

//go:embed fyne.nb.json
var bokmaal []byte

// Apply switches the toolkit to "nb", or to English for anything else. The
// toolkit picks words by the system's locale, so they are given to it as the
// words of that locale.
func Apply(language string) error {
	words := bokmaal
	if language != "nb" {
		var err error
		if words, err = english(); err != nil {
			return err
		}
	}
	return lang.AddTranslationsForLocale(words, lang.SystemLocale())
}

// names are the toolkit's keys that are not English words themselves.
var names = map[string]string{
	"file.name": "Name", "file.parent": "Parent",
	"monday": "Monday", "tuesday": "Tuesday", "wednesday": "Wednesday", "thursday": "Thursday",
	"friday": "Friday", "saturday": "Saturday", "sunday": "Sunday",
	"monday.short": "Mon", "tuesday.short": "Tue", "wednesday.short": "Wed", "thursday.short": "Thu",
	"friday.short": "Fri", "saturday.short": "Sat", "sunday.short": "Sun",
}

// english is the same list in English, where a key is its own word.
func english() ([]byte, error) {
	var words map[string]string
	if err := json.Unmarshal(bokmaal, &words); err != nil {
		return nil, err
	}
	for k := range words {
		words[k] = k
		if name, ok := names[k]; ok {
			words[k] = name
		}
	}
	return json.Marshal(words)
}
