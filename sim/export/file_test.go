package export

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func listed(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFileIsWholeOrNotThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	say := func(text string, err error) error {
		return File(path, func(w io.Writer) error { io.WriteString(w, text); return err })
	}
	if err := say("one", nil); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	if err := say("half of two", full); !errors.Is(err, full) {
		t.Error(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "one" {
		t.Errorf("a failed write left %q", got)
	}
	if names := listed(t, dir); !slices.Equal(names, []string{"a.txt"}) {
		t.Errorf("left behind: %v", names)
	}
	if err := File(filepath.Join(dir, "none", "b.txt"), func(io.Writer) error { return nil }); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	names, err := Folder(dir, small(), Formats)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"results.lojal", "results.json", "draws.csv", "series.csv", "results.xlsx"}
	if !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
	slices.Sort(want)
	if got := listed(t, dir); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := Read(filepath.Join(dir, Archive)); err != nil {
		t.Error(err)
	}
}
