package workspace

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Binned is a file in the bin.
type Binned struct {
	Beside string // the folder .trash beside where it was; "" in the system's bin

	from string
	at   string // "": only the system knows
	info string // what the bin keeps about it; "" where that is nothing
}

// Restorable says whether the file can be put back from here.
func (b Binned) Restorable() bool { return b.at != "" }

// Restore puts the file back where it was, unless something is there by now.
func (b Binned) Restore() error {
	if b.at == "" {
		return errNoBin
	}
	if _, err := os.Lstat(b.from); !errors.Is(err, os.ErrNotExist) {
		return &os.PathError{Op: "restore", Path: b.from, Err: os.ErrExist}
	}
	if err := os.Rename(b.at, b.from); err != nil {
		return err
	}
	if b.info != "" {
		_ = os.Remove(b.info) // the file is back all the same
	}
	return nil
}

// Trash moves a file to the system's bin. Where there is none that can be used, it
// goes to a folder .trash beside it.
func Trash(path string) (b Binned, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return b, err
	}
	if _, err := os.Lstat(path); err != nil {
		return b, err
	}
	if b, err = systemTrash(path); err == nil {
		return b, nil
	}
	b = Binned{Beside: filepath.Join(filepath.Dir(path), ".trash"), from: path}
	if err := os.MkdirAll(b.Beside, 0o755); err != nil {
		return b, err
	}
	for n := 1; ; n++ {
		b.at = filepath.Join(b.Beside, numbered(filepath.Base(path), n))
		if _, err := os.Lstat(b.at); errors.Is(err, os.ErrNotExist) {
			return b, os.Rename(path, b.at)
		}
	}
}

// numbered is a file name with a number where it is not the first of its name.
func numbered(name string, n int) string {
	if n < 2 {
		return name
	}
	ext := filepath.Ext(name)
	return fmt.Sprintf("%s.%d%s", strings.TrimSuffix(name, ext), n, ext)
}

var errNoBin = errors.New("no bin")

func systemTrash(path string) (b Binned, err error) {
	switch runtime.GOOS {
	case "darwin":
		return b, exec.Command("osascript", "-e", "on run f", "-e",
			`tell application "Finder" to delete (POSIX file (item 1 of f) as alias)`, "-e", "end run", path).Run()
	case "windows":
		c := exec.Command("powershell", "-NoProfile", "-NonInteractive", "-Command",
			"Add-Type -AssemblyName Microsoft.VisualBasic; [Microsoft.VisualBasic.FileIO.FileSystem]::DeleteFile($env:LOJAL_BIN, 'OnlyErrorDialogs', 'SendToRecycleBin')")
		c.Env = append(os.Environ(), "LOJAL_BIN="+path)
		return b, c.Run()
	}
	home := os.Getenv("XDG_DATA_HOME")
	if home == "" {
		user, err := os.UserHomeDir()
		if err != nil {
			return b, errNoBin
		}
		home = filepath.Join(user, ".local", "share")
	}
	return homeTrash(filepath.Join(home, "Trash"), path, time.Now())
}

// homeTrash is the freedesktop.org trash specification 1.0 for the bin in the
// user's home: where a file was is written to info first, which reserves its name,
// then it goes to files. A file on another disk is left to others, since the
// move would be a copy.
func homeTrash(bin, path string, now time.Time) (b Binned, err error) {
	for _, dir := range []string{"info", "files"} {
		if err := os.MkdirAll(filepath.Join(bin, dir), 0o700); err != nil {
			return b, err
		}
	}
	for n := 1; ; n++ {
		name := numbered(filepath.Base(path), n)
		info := filepath.Join(bin, "info", name+".trashinfo")
		f, err := os.OpenFile(info, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return b, err
		}
		where := (&url.URL{Path: path}).EscapedPath()
		_, err = fmt.Fprintf(f, "[Trash Info]\nPath=%s\nDeletionDate=%s\n", where, now.Format("2006-01-02T15:04:05"))
		err = errors.Join(err, f.Close())
		to := filepath.Join(bin, "files", name)
		if _, taken := os.Lstat(to); err == nil && taken == nil {
			continue // without its info: not ours
		}
		if err == nil {
			err = os.Rename(path, to)
		}
		if err != nil {
			return b, errors.Join(err, os.Remove(info))
		}
		return Binned{from: path, at: to, info: info}, nil
	}
}
