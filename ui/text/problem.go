package text

import (
	"fmt"
	"strings"
	"unicode"

	"lojal/sim/scenario"
)

// Problem tells one problem: place, key, what is wrong, what is allowed. A
// problem without a translation is told in English.
func (p *Printer) Problem(q scenario.Problem) string {
	var b strings.Builder
	if q.File != "" {
		b.WriteString(q.File)
		if q.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", q.Line, q.Column)
		}
		b.WriteString(": ")
	}
	if q.Key != "" {
		b.WriteString(q.Key + ": ")
	}
	b.WriteString(p.What(q))
	return oneLine(b.String())
}

// oneLine keeps what a file says from breaking the line, or steering a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// What tells what is wrong and what is allowed, without place and key.
func (p *Printer) What(q scenario.Problem) string {
	id := "problem." + q.Code
	if q.Code == "" || !p.known(id) {
		return q.Text
	}
	pairs := make([]any, 0, 2*len(q.Args))
	for name, value := range q.Args {
		pairs = append(pairs, name, value)
	}
	return p.T(id, pairs...)
}
