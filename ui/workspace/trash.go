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

// Trash moves a file to the system's bin. Where there is none that can be used, it
// goes to a folder .trash beside it, which is returned.
func Trash(path string) (beside string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); err != nil {
		return "", err
	}
	if err := systemTrash(path); err == nil {
		return "", nil
	}
	beside = filepath.Join(filepath.Dir(path), ".trash")
	if err := os.MkdirAll(beside, 0o755); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		to := filepath.Join(beside, numbered(filepath.Base(path), n))
		if _, err := os.Lstat(to); errors.Is(err, os.ErrNotExist) {
			return beside, os.Rename(path, to)
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

func systemTrash(path string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("osascript", "-e", "on run f", "-e",
			`tell application "Finder" to delete (POSIX file (item 1 of f) as alias)`, "-e", "end run", path).Run()
	case "windows":
		c := exec.Command("powershell", "-NoProfile", "-NonInteractive", "-Command",
			"Add-Type -AssemblyName Microsoft.VisualBasic; [Microsoft.VisualBasic.FileIO.FileSystem]::DeleteFile($env:LOJAL_BIN, 'OnlyErrorDialogs', 'SendToRecycleBin')")
		c.Env = append(os.Environ(), "LOJAL_BIN="+path)
		return c.Run()
	}
	home := os.Getenv("XDG_DATA_HOME")
	if home == "" {
		user, err := os.UserHomeDir()
		if err != nil {
			return errNoBin
		}
		home = filepath.Join(user, ".local", "share")
	}
	return homeTrash(filepath.Join(home, "Trash"), path, time.Now())
}

// homeTrash is the freedesktop.org trash specification 1.0 for the bin in the
// user's home: where a file was is written to info first, which reserves its name,
// then it goes to files. A file on another disk is left to others, since the
// move would be a copy.
func homeTrash(bin, path string, now time.Time) error {
	for _, dir := range []string{"info", "files"} {
		if err := os.MkdirAll(filepath.Join(bin, dir), 0o700); err != nil {
			return err
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
			return err
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
			return errors.Join(err, os.Remove(info))
		}
		return nil
	}
}
