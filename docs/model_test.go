package docs_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lojal/docs"
	"lojal/sim/scenario"
)

var update = flag.Bool("update", false, "write the tables of values anew")

// The tables of values say what the key table says, in both languages.
func TestTablesOfValues(t *testing.T) {
	for lang, file := range map[string]string{"en": "model.md", "nb": "model.nb.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := mark.ReplaceAllStringFunc(string(text), func(m string) string {
			keys := mark.FindStringSubmatch(m)[1]
			return fmt.Sprintf("<!-- keys: %s -->\n%s<!-- end -->", keys, table(lang, strings.Fields(keys)))
		})
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if want != string(text) {
			t.Errorf("%s is not what the key table says; go test ./docs -update writes it anew", file)
		}
	}
}

var mark = regexp.MustCompile(`(?s)<!-- keys: ([^>]*?) -->(?:.*?<!-- end -->)?`)

func table(lang string, patterns []string) string {
	head := map[string]string{"en": "| key | meaning | default | evidence | source |", "nb": "| nøkkel | betydning | standard | spenn | kilde |"}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s\n|---|---|---|---|---|\n", head[lang])
	for _, k := range scenario.Keys() {
		if !slices.ContainsFunc(patterns, func(p string) bool { return within(p, k.Path) }) {
			continue
		}
		evidence, source := "", k.Source
		if k.High > k.Low {
			evidence = fmt.Sprintf("%v–%v", k.Low, k.High)
		}
		if k.Confidence != "" {
			source += " (" + k.Confidence + ")"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", k.Path, cell(k.Help.In(lang)), code(k.Default), evidence, cell(source))
	}
	return b.String()
}

func within(pattern, path string) bool {
	return pattern == path || strings.HasPrefix(path, pattern+".")
}

func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + cell(s) + "`"
}

// Each value of the world, of the decisions and of the costs is described in
// exactly one section, the same in both languages.
func TestEveryKeyHasItsSection(t *testing.T) {
	en, nb := docs.Model("en"), docs.Model("nb")
	if len(en) != len(nb) || len(en) < 10 {
		t.Fatalf("%d sections in English, %d in Norwegian", len(en), len(nb))
	}
	for i := range en {
		if !slices.Equal(en[i].Keys, nb[i].Keys) {
			t.Errorf("%s: %v, %s: %v", en[i].Title, en[i].Keys, nb[i].Title, nb[i].Keys)
		}
		if en[i].Title == nb[i].Title || en[i].Text == "" || nb[i].Text == "" || strings.Contains(en[i].Text, "|---|") {
			t.Errorf("section %q", en[i].Title)
		}
	}
	for _, k := range scenario.Keys() {
		top, _, _ := strings.Cut(k.Path, ".")
		if top != "world" && top != "decisions" && top != "costs" || strings.HasSuffix(k.Path, ".name") {
			continue
		}
		var in []string
		for _, s := range en {
			if slices.ContainsFunc(s.Keys, func(p string) bool { return within(p, k.Path) }) {
				in = append(in, s.Title)
			}
		}
		if len(in) != 1 {
			t.Errorf("%s is described in %v", k.Path, in)
			continue
		}
		if s, ok := docs.About("en", k.Path); !ok || s.Title != in[0] {
			t.Errorf("%s: found %q, want %q", k.Path, s.Title, in[0])
		}
	}
	if s, ok := docs.About("nb", "world.contact.phone.patience"); !ok || s.Title != "Venting" {
		t.Errorf("patience of an entry: %q", s.Title)
	}
}
