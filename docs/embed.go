// Package docs holds the description of the model, which the interface shows
// too.
package docs

import (
	"embed"
	"io/fs"
	"regexp"
	"strings"
)

//go:embed model.md model.nb.md
var files embed.FS

// Section is a part of the description.
type Section struct {
	Title string
	Text  string   // Markdown, without the table of values
	Keys  []string // paths of the scenario keys that it is about: "world.labour" is all below it
}

// Model is the description of the model in a language ("en", "nb"), section by section.
func Model(lang string) []Section {
	name := "model.md"
	if lang == "nb" {
		name = "model.nb.md"
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err) // embedded
	}
	var out []Section
	for _, part := range strings.Split(string(text), "\n## ")[1:] {
		title, body, _ := strings.Cut(part, "\n")
		s := Section{Title: title}
		if m := values.FindStringSubmatch(body); m != nil {
			s.Keys = strings.Fields(m[1])
		}
		s.Text = strings.TrimSpace(values.ReplaceAllString(body, ""))
		out = append(out, s)
	}
	return out
}

// Has tells whether a section is about a key.
func (s Section) Has(path string) bool {
	for _, key := range s.Keys {
		if covers(key, path) > 0 {
			return true
		}
	}
	return false
}

// values is the table of a section, from its mark on.
var values = regexp.MustCompile(`(?s)<!-- keys: (.*?) -->.*`)

// About is the section of a key in a language; ok is false where there is none.
func About(lang, path string) (s Section, ok bool) {
	best := 0
	for _, section := range Model(lang) {
		for _, key := range section.Keys {
			if n := covers(key, path); n > best {
				best, s, ok = n, section, true
			}
		}
	}
	return s, ok
}

// covers is how many parts of a path a key names, 0 where it names another one.
// A star, and the name of an entry, stand for any part.
func covers(key, path string) int {
	k, p := strings.Split(key, "."), strings.Split(path, ".")
	if len(k) > len(p) {
		return 0
	}
	for i := range k {
		if k[i] != p[i] && k[i] != "*" && p[i] != "*" {
			return 0
		}
	}
	return len(k)
}
