package main

import (
	"bytes"
	"strings"

	"lojal/sim"
	"lojal/sim/scenario"
)

// decisive writes how many values matter and which of them are guesses; nothing
// where it was not looked for.
func (e *env) decisive(b *bytes.Buffer, values []sim.Decisive) {
	if values == nil {
		return
	}
	b.WriteByte('\n')
	if len(values) == 0 {
		b.WriteString(e.text.T("drivers.no_decisive") + "\n")
		return
	}
	var names []string
	for i := range values {
		if values[i].Guess() {
			names = append(names, e.keyName(values[i].Path))
		}
	}
	guesses := e.text.T("drivers.no_guesses")
	if len(names) > 0 {
		guesses = e.text.T("drivers.guesses", "N", len(names), "Names", strings.Join(names, ", "))
	}
	b.WriteString(e.text.T("drivers.decisive", "N", len(values), "Guesses", guesses) + "\n")
}

// keyName is a key's name, with its entry's where it stands in a list.
func (e *env) keyName(path string) string {
	key, _ := scenario.KeyOf(path)
	name := key.Name.In(e.text.Lang())
	if at := strings.Index(key.Path, "*"); at >= 0 && at < len(path) {
		entry, _, _ := strings.Cut(path[at:], ".")
		name += " (" + entry + ")"
	}
	return name
}
