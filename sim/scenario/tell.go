package scenario

import (
	"bytes"
	"regexp"
	"strings"
)

// syntaxCodes say what a message of the parsers is about, by a part of it; the
// first that fits. What none tells stays in the parser's words.
var syntaxCodes = []struct{ part, code string }{
	{"invalid UTF-8", "syntax.utf8"},
	{"NULL bytes", "syntax.utf8"},
	{"datetime", "syntax.date"},
	{"but the document ended", "syntax.open"},
	{"incomplete", "syntax.open"},
	{"terminated", "syntax.open"},
	{"cannot have new lines", "syntax.open"},
	{"expected newline", "syntax.behind"},
	{"escape", "syntax.escape"},
	{"non-hex", "syntax.escape"},
	{"unicode point", "syntax.escape"},
	{"array elements", "syntax.separator"},
	{"expected character ,", "syntax.separator"},
	{"array cannot start", "syntax.separator"},
	{"expected character =", "syntax.equals"},
	{"expected = after", "syntax.equals"},
	{"expected character ]", "syntax.open"},
	{"start of key: }", "syntax.separator"},
	{"start of key", "syntax.key"},
	{"expected key", "syntax.key"},
	{"expected value", "syntax.value"},
	{"Invalid integer", "syntax.number"},
	{"Invalid float", "syntax.number"},
	{"floats must", "syntax.number"},
	{"out of range", "syntax.number"},
	{"expected a digit", "syntax.number"},
	{"not a hexadecimal", "syntax.number"},
	{"not an octal", "syntax.number"},
	{"not a binary", "syntax.number"},
}

// syntaxProblem is the code of a parser's message, with its arguments.
func syntaxProblem(message string) (code string, a args) {
	for _, s := range syntaxCodes {
		if strings.Contains(message, s.part) {
			return s.code, args{}
		}
	}
	return "syntax", args{"Problem": message}
}

// tell reports a syntax error at an offset: what was most probably meant, where
// the line shows it, else what the parser says.
func (f *file) tell(at int, message string) {
	if number := f.commaAt(at); number != "" {
		f.report(at, "", "syntax.comma", args{"Point": pointed(number)})
		return
	}
	line, start := f.lineOf(at)
	if m := nakedValue.FindSubmatchIndex(line); m != nil && at >= start+m[2] && at <= start+m[3] {
		if strings.Trim(string(line[m[2]:m[3]]), "0123456789._+-") == "" {
			f.report(start+m[2], "", "syntax.number", nil)
			return
		}
		text := strings.Trim(string(line[m[2]:m[3]]), " \t“”„«»‘’")
		f.report(start+m[2], "", "syntax.quotes", args{"Quoted": quote(text)})
		return
	}
	if m := noValue.FindSubmatchIndex(line); m != nil && at >= start+m[3] {
		f.report(at, "", "syntax.value", nil)
		return
	}
	if bytes.HasPrefix(f.src, []byte("\xff\xfe")) || bytes.HasPrefix(f.src, []byte("\xfe\xff")) {
		message = "invalid UTF-8" // it is UTF-16
	}
	code, a := syntaxProblem(message)
	f.report(at, "", code, a)
}

var (
	// nakedValue is a text, or a number with a unit, that stands alone behind its
	// key without quotes.
	nakedValue = regexp.MustCompile(`^[^"'\[{#=]*=[ \t]*([^"'\[{#,=\s][^"'#,=]*?)[ \t]*(?:#.*)?\r?$`)
	// noValue is a key that nothing stands behind.
	noValue = regexp.MustCompile(`^[^"'\[{#=]*(=)[ \t]*(?:#.*)?\r?$`)
)

// lineOf is the line that holds an offset, and where it starts.
func (f *file) lineOf(at int) (line []byte, start int) {
	at = min(at, len(f.src))
	start = bytes.LastIndexByte(f.src[:at], '\n') + 1
	return f.src[start:f.lineEnd(start)], start
}
