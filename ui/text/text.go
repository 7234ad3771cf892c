// Package text speaks both languages of the product: messages, numbers, dates,
// units and problems, for the desktop, the pictures, the reports and the
// command line. It knows no screen.
package text

import (
	"encoding/json"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"lojal/assets"
)

// Languages are those that the product speaks, the fallback first.
var Languages = []string{"en", "nb"}

// Printer speaks one language. It is safe for use by many goroutines.
type Printer struct {
	lang     string
	messages *i18n.Localizer
	numbers  *message.Printer
}

// printers are made once, one a language.
var printers = sync.OnceValue(func() map[string]*Printer {
	bundle := load(assets.FS)
	all := map[string]*Printer{}
	for _, lang := range Languages {
		all[lang] = &Printer{lang, i18n.NewLocalizer(bundle, lang, "en"), message.NewPrinter(language.Make(lang))}
	}
	return all
})

// For is the printer of a language: "nb" (also "no", "nn", "nb-NO"), or English.
func For(lang string) *Printer { return printers()[spoken(lang)] }

// spoken maps a language tag or a locale's name to a language of the product.
func spoken(tag string) string {
	base, _ := language.Make(tag).Base()
	switch base.String() {
	case "nb", "no", "nn":
		return "nb"
	}
	return "en"
}

// load reads every translation file. They are part of the program: a broken one
// is a programming error and panics.
func load(files fs.FS) *i18n.Bundle {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, _ := fs.Glob(files, "translations/*.json")
	for _, name := range names {
		if _, err := bundle.LoadMessageFileFS(files, name); err != nil {
			panic("text: " + name + ": " + err.Error())
		}
	}
	return bundle
}

// Lang is "en" or "nb".
func (p *Printer) Lang() string { return p.lang }

// T is the message of an identifier, with name, value pairs for its template; a
// pair "N", int picks the plural and is written in the locale's form. A message
// that is missing in the language is told in English; one that is missing
// altogether shows as its identifier in angle brackets.
func (p *Printer) T(id string, pairs ...any) string {
	config := &i18n.LocalizeConfig{MessageID: id}
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		data[name] = pairs[i+1]
		if n, ok := pairs[i+1].(int); ok && name == "N" {
			config.PluralCount = n
			data[name] = p.Number(float64(n), 0)
		}
	}
	config.TemplateData = data
	if s, _ := p.messages.Localize(config); s != "" {
		return s
	}
	return "⟨" + id + "⟩"
}

// Phrase is a recurring English phrase, such as a source or the name of a shipped
// scenario, in the printer's language; one that is not known, a user's own words,
// stays as it is. Parts with a semicolon between them are told one by one.
func (p *Printer) Phrase(english string) string {
	const prefix = "ui.phrase."
	if p.known(prefix + english) {
		return p.T(prefix + english)
	}
	if first, rest, more := strings.Cut(english, "; "); more {
		return p.Phrase(first) + "; " + p.Phrase(rest)
	}
	return english
}

// known says whether there is a message of that identifier.
func (p *Printer) known(id string) bool {
	_, err := p.messages.Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: 2})
	return err == nil
}
