package workspace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Oracle: the layout of the freedesktop.org trash specification, version 1.0.
func TestTrash(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIP: the bin of another system")
	}
	home := t.TempDir()
	t.Setenv("XDG_DATA_HOME", home)
	dir := filepath.Join(t.TempDir(), "my plans, å")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"a.toml", "a.2.toml"} {
		path := plan(t, dir, "a")
		b, err := Trash(path)
		if err != nil || b.Beside != "" || !b.Restorable() {
			t.Fatalf("%+v, %v", b, err)
		}
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file is still there: %v", err)
		}
		if text, err := os.ReadFile(filepath.Join(home, "Trash", "files", want)); err != nil || !strings.HasPrefix(string(text), "# of a") {
			t.Errorf("%d: %v", i, err)
		}
		info, err := os.ReadFile(filepath.Join(home, "Trash", "info", want+".trashinfo"))
		lines := strings.Split(string(info), "\n")
		if err != nil || lines[0] != "[Trash Info]" || !strings.HasSuffix(lines[1], "/my%20plans,%20%C3%A5/a.toml") || !strings.HasPrefix(lines[1], "Path=/") {
			t.Errorf("%v: %q", err, info)
		}
		if _, err := time.Parse("DeletionDate=2006-01-02T15:04:05", lines[2]); err != nil {
			t.Error(err)
		}
	}
	// no bin: beside the file
	t.Setenv("XDG_DATA_HOME", "/dev/null")
	path := plan(t, dir, "a")
	b, err := Trash(path)
	if err != nil || b.Beside != filepath.Join(dir, ".trash") {
		t.Errorf("%+v, %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".trash", "a.toml")); err != nil {
		t.Error(err)
	}
	if err := b.Restore(); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), "# of a") {
		t.Errorf("%q, %v", text, err)
	}
}

// A file that was put back leaves nothing in the bin, and never takes the place of
// another.
func TestRestore(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIP: the bin of another system")
	}
	home, dir := t.TempDir(), t.TempDir()
	t.Setenv("XDG_DATA_HOME", home)
	path := plan(t, dir, "a")
	b, err := Trash(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("another"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := b.Restore(); !errors.Is(err, os.ErrExist) {
		t.Errorf("%v", err)
	}
	if text, _ := os.ReadFile(path); string(text) != "another" {
		t.Errorf("the other file is now %q", text)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := b.Restore(); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), "# of a") {
		t.Errorf("%q, %v", text, err)
	}
	for _, part := range []string{"files", "info"} {
		if left, _ := os.ReadDir(filepath.Join(home, "Trash", part)); len(left) > 0 {
			t.Errorf("%d left in %s", len(left), part)
		}
	}
	if (Binned{}).Restore() == nil {
		t.Error("nothing was put back")
	}
}

// Two programs that change different settings lose none.
func TestSettingsOfTwoPrograms(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for who := range 2 {
		s := OpenSettings(dir)
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 20 {
				s.SetInt(fmt.Sprint("key ", who, " ", i), i)
			}
			if s.Err != nil {
				t.Error(s.Err)
			}
		}()
	}
	wg.Wait()
	s := OpenSettings(dir)
	for who := range 2 {
		for i := range 20 {
			if got := s.Int(fmt.Sprint("key ", who, " ", i)); got != i {
				t.Errorf("key %d %d is %d", who, i, got)
			}
		}
	}
	s.SetString("a", "ø")
	s.SetStringList("l", []string{"x", "y"})
	s.SetFloat("f", 1.5)
	s = OpenSettings(dir)
	if s.String("a") != "ø" || !slices.Equal(s.StringList("l"), []string{"x", "y"}) || s.FloatWithFallback("f", 2) != 1.5 ||
		s.FloatWithFallback("g", 2) != 2 || s.StringWithFallback("b", "c") != "c" {
		t.Error("a value is other than it was set")
	}
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), []byte("{torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := OpenSettings(dir); s.String("a") != "" {
		t.Error("a torn file was read")
	}
	if _, err := os.Stat(filepath.Join(dir, "settings.json.damaged")); err != nil {
		t.Error(err)
	}
}

// told waits until the watch tells of a file.
func told(t *testing.T, c chan []string, want string) {
	t.Helper()
	for end := time.After(20 * time.Second); ; {
		select {
		case paths := <-c:
			if slices.Contains(paths, want) {
				return
			}
		case <-end:
			t.Fatalf("nothing is told of %s", want)
		}
	}
}

// Changes are told, with the system's help and without.
func TestWatch(t *testing.T) {
	for _, help := range []bool{true, false} {
		dir := t.TempDir()
		file := plan(t, dir, "a")
		c := make(chan []string, 100)
		w := NewWatch(func(paths []string) { c <- paths })
		if !help && w.notify != nil {
			_ = w.notify.Close()
		}
		w.Follow([]string{dir}, nil)
		told(t, c, file)
		if err := os.WriteFile(file, []byte("other"), 0o644); err != nil {
			t.Fatal(err)
		}
		told(t, c, file)
		told2 := plan(t, dir, "b")
		told(t, c, told2)
		if err := os.Rename(told2, file); err != nil {
			t.Fatal(err)
		}
		told(t, c, file)
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		told(t, c, file)
		w.Close()
	}
}
