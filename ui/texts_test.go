package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lojal/assets"
)

// messages are the texts of the interface in a language, of every file that has
// some.
func messages(t *testing.T, lang string) map[string]any {
	names, err := fs.Glob(assets.FS, "translations/*."+lang+".json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	for _, name := range names {
		data, err := assets.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
	}
	maps.DeleteFunc(all, func(id string, _ any) bool { return !strings.HasPrefix(id, "ui.") && !strings.HasPrefix(id, "values.") })
	return all
}

var holes = regexp.MustCompile(`\{\{\.\w+\}\}`)

// Both languages have the same texts, plurals and holes.
func TestLanguagesAgree(t *testing.T) {
	en, nb := messages(t, "en"), messages(t, "nb")
	for id, a := range en {
		b, ok := nb[id]
		if !ok {
			t.Errorf("%s is missing in bokmål", id)
			continue
		}
		x, y := plain(a), plain(b)
		for form := range x {
			if got, want := len(holes.FindAllString(y[form], -1)), len(holes.FindAllString(x[form], -1)); y[form] == "" || got != want {
				t.Errorf("%s (%s): %q against %q", id, form, x[form], y[form])
			}
		}
	}
	for id := range nb {
		if en[id] == nil {
			t.Errorf("%s is missing in English", id)
		}
	}
}

// plain are the forms of a message.
func plain(m any) map[string]string {
	out := map[string]string{}
	switch m := m.(type) {
	case string:
		out["other"] = m
	case map[string]any:
		for form, s := range m {
			out[form], _ = s.(string)
		}
	}
	return out
}

// How code asks for a text: whole identifiers, those after "ui.", and those of
// the menu.
var asked = []struct {
	pattern *regexp.Regexp
	prefix  string
}{
	{regexp.MustCompile(`"(ui\.[a-z_.0-9]+[a-z0-9])"`), ""},
	{regexp.MustCompile(`(?:\.T|\bt)\("([a-z_]+(?:\.[a-z_0-9]+)*)"[,)]`), "ui."},
	{regexp.MustCompile(`d\.(?:item|key|checked)\("([a-z_]+)"`), "ui.menu."},
}

// Every text that the code asks for exists.
func TestTextsExist(t *testing.T) {
	en := messages(t, "en")
	found := 0
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.HasPrefix(path, "chart") || strings.HasPrefix(path, "text") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, a := range asked {
			for _, m := range a.pattern.FindAllSubmatch(src, -1) {
				found++
				prefix := a.prefix
				if strings.HasPrefix(path, "values") && prefix != "" {
					prefix = "values."
				}
				if id := prefix + strings.TrimPrefix(string(m[1]), prefix); en[id] == nil {
					t.Errorf("%s asks for %s", path, id)
				}
			}
		}
		return err
	})
	if err != nil || found < 100 {
		t.Errorf("looked at %d texts: %v", found, err)
	}
}

func TestWriteWholeOrNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "picture.svg")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	failing := func(w io.Writer) error { _, _ = w.Write([]byte("ne")); return errors.New("disk full") }
	if err := writeWhole(path, failing); err == nil {
		t.Fatal("a failed write is told as done")
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("a failed write left %q", got)
	}
	if err := writeWhole(path, func(w io.Writer) error { _, err := io.Copy(w, bytes.NewBufferString("new")); return err }); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(path)
	files, _ := os.ReadDir(filepath.Dir(path))
	if string(got) != "new" || len(files) != 1 {
		t.Errorf("wrote %q, %d files in the folder", got, len(files))
	}
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{
		"Today": "today", "Automation to 40 %, with follow-up": "automation-to-40-with-follow-up",
		"a/b\\c:d": "abcd", "  ": "plan", "Økt opplæring": "økt-opplæring", "../..": "plan",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
