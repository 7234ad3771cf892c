package scenario

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"lojal/sim/kpi"
)

var update = flag.Bool("update", false, "write docs/reference.md anew")

const referenceFile = "../../docs/reference.md"

// The reference in docs/ says what the tables in the code say.
func TestReferenceIsUpToDate(t *testing.T) {
	want := reference()
	if *update {
		if err := os.WriteFile(referenceFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the key table says; go test ./sim/scenario -run Reference -update writes it anew", referenceFile)
	}
}

func reference() string {
	var b strings.Builder
	b.WriteString("# Reference\n\nWritten from the key table and the table of key figures; a test keeps it so.\n\n" +
		"## Keys of the scenario file\n\n`*` stands for the name of an entry. *Range* and *plan*: the key takes an uncertain value, a plan over weeks.\n")
	section := ""
	for _, k := range Keys() {
		if s := sectionOf(k.Path); s != section {
			section = s
			fmt.Fprintf(&b, "\n### %s\n\n| key | meaning | takes | default | source |\n|---|---|---|---|---|\n", section)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", k.Path, cell(k.Help.En), cell(takes(k)), code(k.Default), cell(origin(k)))
	}
	b.WriteString("\n## Key figures\n\n| figure | unit | better | whole horizon | meaning |\n|---|---|---|---|---|\n")
	for _, row := range kpi.All {
		better := map[kpi.Better]string{kpi.Up: "up", kpi.Down: "down", kpi.Neither: "–"}[row.Better]
		horizon := map[kpi.Horizon]string{kpi.Flow: "all weeks", kpi.Stock: "last week", kpi.Whole: "from week 0"}[row.Horizon]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", row.ID, row.Unit, better, horizon, cell(row.FormulaEn))
	}
	return b.String()
}

// sectionOf is the table that a key stands in.
func sectionOf(path string) string {
	parts := strings.Split(path, ".")
	if len(parts) == 1 {
		return "top of the file"
	}
	n := 1
	if parts[0] == "world" || parts[0] == "decisions" {
		n = min(2, len(parts)-1)
	}
	return "[" + strings.Join(parts[:n], ".") + "]"
}

// takes says what values a key takes.
func takes(k Key) string {
	var parts []string
	switch {
	case len(k.Choices) > 0:
		parts = append(parts, strings.Join(k.Choices, ", "))
	case k.Unit != NoUnit:
		parts = append(parts, string(k.Unit))
	default:
		parts = append(parts, string(k.Kind))
	}
	low, high := !math.IsInf(k.Min, 0), !math.IsInf(k.Max, 0)
	if k.Kind == Figure || k.Kind == Whole {
		switch {
		case low && high:
			parts = append(parts, fmt.Sprintf("%g to %g", k.Min, k.Max))
		case low:
			parts = append(parts, fmt.Sprintf("at least %g", k.Min))
		}
	}
	if k.Ranges {
		parts = append(parts, "range")
	}
	if k.Plans {
		parts = append(parts, "plan")
	}
	return strings.Join(parts, "; ")
}

func origin(k Key) string {
	if k.Source == "" || k.Confidence == "" {
		return k.Source
	}
	return k.Source + " (" + k.Confidence + ")"
}

func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + cell(s) + "`"
}
