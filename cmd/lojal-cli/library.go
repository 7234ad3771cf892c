package main

import (
	"bytes"
	"slices"
	"strings"

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
		rows = append(rows, []string{name, s.Name()})
	}
	return e.list(rows)
}

type driversCmd struct{}

// Help is shown by drivers --help; its examples are run by a test.
func (driversCmd) Help() string {
	return `The names stand in world.satisfaction.model.

Examples:

	lojal-cli drivers`
}

// Run lists the shipped driver models.
func (driversCmd) Run(e *env) error {
	var rows [][]string
	for _, m := range scenario.Models() {
		rows = append(rows, []string{m.ID, m.Name.In(e.text.Lang()), m.Source})
	}
	return e.list(rows)
}

type initiativesCmd struct{}

// Help is shown by initiatives --help; its examples are run by a test.
func (initiativesCmd) Help() string {
	return `The names stand in use, in a [[decisions.initiative]] of a scenario.

Examples:

	lojal-cli initiatives`
}

// Run lists the catalogue of initiatives, with what they cost and do.
func (initiativesCmd) Run(e *env) error {
	var rows [][]string
	for _, p := range scenario.Catalogue() {
		rows = append(rows, []string{p.ID, p.Name.In(e.text.Lang()), e.programme(p)})
	}
	return e.list(rows)
}

// programme tells the values of an initiative, as they stand in a file.
func (e *env) programme(p scenario.Programme) string {
	var words []string
	for key, value := range p.Values {
		words = append(words, key+" = "+value)
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// list prints rows in columns.
func (e *env) list(rows [][]string) error {
	var b bytes.Buffer
	table(&b, rows, allLeft)
	return e.print(b.Bytes())
}
