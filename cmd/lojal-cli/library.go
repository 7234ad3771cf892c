package main

import (
	"bytes"
	"encoding/json"

	"lojal/sim/scenario"
)

type scenariosCmd struct{}

// Help is shown by scenarios --help; its examples are run by a test.
func (scenariosCmd) Help() string {
	return `The names stand after library: wherever a scenario is wanted.

Examples:

	lojal-cli scenarios`
}

// Run lists the shipped scenarios.
func (scenariosCmd) Run(e *env) error {
	var rows [][]string
	for _, name := range scenario.Names() {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			return err
		}
		rows = append(rows, []string{name, e.text.Phrase(s.Name())})
	}
	return e.list(rows)
}

// list prints rows in columns.
func (e *env) list(rows [][]string) error {
	var b bytes.Buffer
	table(&b, rows, allLeft)
	return e.print(b.Bytes())
}

// json prints a document.
func (e *env) json(document any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	return e.print(b.Bytes())
}
