package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong with a scenario file, as a code with arguments so
// that it can be told in any language.
type Problem struct {
	File         string
	Line, Column int    // from 1; 0 where there is no place
	Key          string // path
	Code         string // identifies the message in the translations, as "problem."+Code
	Args         map[string]any
	Text         string // the message in English: what is wrong; what is allowed
}

// Problems is every problem found, in the order of the file.
type Problems []Problem

// Error is one line a problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, q := range p {
		lines[i] = q.Error()
	}
	return strings.Join(lines, "\n")
}

// Error is `file:line:column: key: what is wrong; what is allowed`.
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ":")
		if p.Line > 0 {
			fmt.Fprintf(&b, "%d:%d:", p.Line, p.Column)
		}
		b.WriteByte(' ')
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return oneLine(b.String() + p.Text)
}

// oneLine keeps what a file says from breaking the line.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

type args = map[string]any

// newProblem is a problem without a place.
func newProblem(name, key, code string, a args) Problem {
	return Problem{File: name, Key: key, Code: code, Args: a, Text: english(code, a)}
}

// report adds a problem at an offset of the file.
func (f *file) report(offset int, key, code string, a args) {
	p := newProblem(f.name, key, code, a)
	p.Line, p.Column = f.place(offset)
	f.problems = append(f.problems, p)
}

// english fills the English message of a code.
func english(code string, a args) string {
	text, ok := messages[code]
	if !ok {
		return code
	}
	for name, v := range a {
		text = strings.ReplaceAll(text, "{{."+name+"}}", oneLine(fmt.Sprint(v)))
	}
	return text
}

// sorted puts problems in the order of the file and drops repeated ones, and what
// is said of a value that could not be read.
func (p Problems) sorted() Problems {
	q := slices.Clone(p)
	slices.SortStableFunc(q, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(q, func(a, b Problem) bool {
		return a.Line == b.Line && a.Column == b.Column && (a.Code == b.Code && a.Key == b.Key || a.unread() || b.unread())
	})
}

// unread says whether a value could not be read as TOML.
func (p Problem) unread() bool { return strings.HasPrefix(p.Code, "syntax.") }

// Near is the candidate that a mistyped or shortened word is closest to, or "".
func Near(word string, candidates []string) string { return near(word, candidates) }

// near is the candidate closest to a mistyped word, else the only one that the
// word begins, or "".
func near(word string, candidates []string) string {
	best, distance := "", max(2, len(word)/3)+1
	for _, c := range candidates {
		if d := edits(strings.ToLower(word), strings.ToLower(c)); d < distance {
			best, distance = c, d
		}
	}
	if best == "" {
		best = begunBy(word, candidates)
	}
	return best
}

// begunBy is the only candidate that a word of four letters or more begins, or "".
func begunBy(word string, candidates []string) (only string) {
	for _, c := range candidates {
		switch {
		case len(word) < 4 || !strings.HasPrefix(strings.ToLower(c), strings.ToLower(word)):
		case only != "":
			return ""
		default:
			only = c
		}
	}
	return only
}

// edits is the Damerau–Levenshtein distance (optimal string alignment).
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 100 || len(y) > 100 {
		return 1000
	}
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
