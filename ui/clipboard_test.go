package ui

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// The program of the system that is there gets the picture as its input; without any
// that is told.
func TestPictureToClipboard(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIP: the programs of other systems are part of them")
	}
	dir := t.TempDir()
	picture, got := filepath.Join(dir, "a b.png"), filepath.Join(dir, "got")
	if err := os.WriteFile(picture, []byte("\x89PNG picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	t.Setenv("DISPLAY", ":0")
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	if err := toClipboard(picture); !errors.Is(err, errNoClipboard) {
		t.Fatalf("without a program: %v", err)
	}
	for _, name := range []string{"xclip", "wl-copy"} { // the better one later
		script := "#!/bin/sh\necho " + name + " \"$@\" >" + got + "\nexec /bin/cat >>" + got + "\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := toClipboard(picture); err != nil {
			t.Fatal(err)
		}
		text, _ := os.ReadFile(got)
		first, rest, _ := bytes.Cut(text, []byte("\n"))
		if !strings.HasPrefix(string(first), name+" ") || !strings.Contains(string(first), "image/png") || string(rest) != "\x89PNG picture" {
			t.Errorf("%s was called so: %q", name, text)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "wl-copy"), []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if toClipboard(picture) == nil {
		t.Error("a failure is not told")
	}
}

// Paths with quotes stay one path in the commands of other systems.
func TestClipboardCommandsQuote(t *testing.T) {
	none := func(string) string { return "" }
	mac := clipboards("darwin", "/tmp/it's/a.png", none)[0]
	if mac[len(mac)-1] != "/tmp/it's/a.png" {
		t.Errorf("macOS: %q", mac)
	}
	win := clipboards("windows", `C:\it's\a.png`, none)[0]
	if last := win[len(win)-1]; !strings.Contains(last, `'C:\it''s\a.png'`) {
		t.Errorf("Windows: %q", last)
	}
	if c := clipboards("linux", "a.png", none); c != nil {
		t.Errorf("without a display: %q", c)
	}
}
