package main

import (
	"bytes"

	"lojal/sim/scenario"
)

type validateCmd struct {
	File []string `arg:"" help:"Scenario files."`
}

// Help is shown by validate --help; its examples are run by a test.
func (validateCmd) Help() string {
	return `Tells every problem as file:line:column: key: what is wrong; what is allowed. Exit code 0 without a problem, 2 with any.

Examples:

	lojal-cli validate library:baseline library:more-training`
}

// Run checks each file.
func (c validateCmd) Run(e *env) error {
	var all scenario.Problems
	var b bytes.Buffer
	for _, file := range c.File {
		s, err := scenario.Open(file)
		if err != nil {
			all = append(all, problemsOf(err)...)
			continue
		}
		for _, w := range s.Warnings() {
			e.message(e.text.T("cli.warning", "Text", e.text.Problem(w)))
		}
		b.WriteString(e.text.T("cli.ok", "File", file) + "\n")
	}
	if err := e.print(b.Bytes()); err != nil {
		return err
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

type diffCmd struct {
	A string `arg:"" help:"A scenario."`
	B string `arg:"" help:"Another."`
}

// Help is shown by diff --help; its examples are run by a test.
func (diffCmd) Help() string {
	return `Prints a line a key: the key, its value in A and its value in B. Name, story and sources do not count.

Examples:

	lojal-cli diff library:baseline library:more-training`
}

// Run shows what differs.
func (c diffCmd) Run(e *env) error {
	a, errA := scenario.Open(c.A)
	b, errB := scenario.Open(c.B)
	if errA != nil || errB != nil {
		var all scenario.Problems
		for _, err := range []error{errA, errB} {
			if err != nil {
				all = append(all, problemsOf(err)...)
			}
		}
		return all
	}
	changes := scenario.Diff(a, b)
	if len(changes) == 0 {
		e.message(e.text.T("cli.same"))
		return nil
	}
	rows := [][]string{{"", e.text.Phrase(a.Name()), e.text.Phrase(b.Name())}}
	for _, change := range changes {
		rows = append(rows, []string{change.Path,
			e.text.Value(change.Key, change.A, a.Run().Currency),
			e.text.Value(change.Key, change.B, b.Run().Currency)})
	}
	var out bytes.Buffer
	table(&out, rows, allLeft)
	return e.print(out.Bytes())
}
