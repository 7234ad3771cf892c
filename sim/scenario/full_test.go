package scenario_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"lojal/sim/scenario"
)

// The usual reasons why a file is not written have texts of their own, and what
// was there stays.
func TestSaveSaysWhy(t *testing.T) {
	s := parsedText(t, commented)
	code := func(path string) string {
		_, err := s.Save(path)
		var found scenario.Problems
		if !errors.As(err, &found) {
			t.Fatalf("%s: %v", path, err)
		}
		return found[0].Code
	}
	if got := code(filepath.Join(t.TempDir(), "nowhere", "a.toml")); got != "file.folder" {
		t.Errorf("no folder: %s", got)
	}
	if runtime.GOOS == "linux" {
		if got := code("/sys/kernel/a.toml"); got != "file.denied" {
			t.Errorf("a folder that takes no files: %s", got)
		}
	}
	if os.Getuid() > 0 {
		dir := t.TempDir()
		path := filepath.Join(dir, "a.toml")
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		if got := code(path); got != "file.denied" {
			t.Errorf("a read-only folder: %s", got)
		}
		if text, _ := os.ReadFile(path); !strings.HasPrefix(string(text), "old") {
			t.Errorf("a refused save left %q", text)
		}
	}
}
