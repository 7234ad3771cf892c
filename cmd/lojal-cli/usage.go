package main

import (
	"errors"
	"regexp"
	"strings"

	"lojal/sim/scenario"
	"lojal/ui/text"
)

// usageErrors are what the parser says of a wrong line, and the message that
// says it in the language of the user; A, B, C are the groups.
var usageErrors = []struct {
	said *regexp.Regexp
	id   string
}{
	{regexp.MustCompile(`^unknown flag (\S+), did you mean (?:one of )?(.+)\?$`), "usage.flag_near"},
	{regexp.MustCompile(`^unknown flag (\S+)$`), "usage.flag"},
	{regexp.MustCompile(`(?s)^unexpected argument (.+), did you mean (?:one of )?(.+)\?$`), "usage.argument_near"},
	{regexp.MustCompile(`(?s)^unexpected argument (.+)$`), "usage.argument"},
	{regexp.MustCompile(`^expected one of (.+)$`), "usage.command"},
	{regexp.MustCompile(`^expected "(.+)"$`), "usage.no_argument"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "usage.no_flags"},
	{regexp.MustCompile(`(?s)^(--\S+): bool value must be .* but got "(.*)"$`), "usage.switch"},
	{regexp.MustCompile(`(?s)^(--[^\s:]+): (?:expected \S+ value but got|missing value)`), "usage.no_value"},
	{regexp.MustCompile(`(?s)^(\S+) must be one of (.+) but got "(.*)"$`), "usage.choice"},
}

// usageText is an error of the parser, in the language of the user.
func usageText(p *text.Printer, err error) string {
	said := err.Error()
	var problem scenario.Problem
	if errors.As(err, &problem) {
		return strings.Replace(said, problem.Error(), p.Problem(problem), 1)
	}
	for _, u := range usageErrors {
		if m := append(u.said.FindStringSubmatch(said), "", ""); m[0] != "" {
			return p.T(u.id, "A", m[1], "B", strings.ReplaceAll(m[2], `","`, `", "`), "C", m[3])
		}
	}
	return said
}

// wanted is the language that a line asks for, read before the line is
// understood; else the system's.
func wanted(args []string) *text.Printer {
	lang := text.Detect()
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	return text.For(lang)
}
