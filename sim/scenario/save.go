package scenario

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// Save writes Bytes to a path, whole or not at all, and returns the scenario as
// read back from there. In another folder than its own it keeps what it extends:
// by another path where there is one, else written out.
func (s *Scenario) Save(path string) (*Scenario, error) {
	moved, err := s.moved(path)
	if err != nil {
		return nil, err
	}
	if err := writeFile(path, moved.Bytes()); err != nil {
		return nil, unwritable(path, err)
	}
	return Open(path)
}

// unwritable tells why a file could not be written; the usual reasons have texts
// of their own, since those of the system are in its language.
func unwritable(path string, err error) Problems {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return Problems{newProblem(path, "", "file.denied", nil)}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull):
		return Problems{newProblem(path, "", "file.full", nil)}
	case errors.Is(err, fs.ErrNotExist):
		return Problems{newProblem(path, "", "file.folder", nil)}
	}
	return Problems{newProblem(path, "", "file.write", args{"Problem": plainError(err).Error()})}
}

// windowsDiskFull is ERROR_DISK_FULL.
const windowsDiskFull = syscall.Errno(112)

// moved is the scenario as it has to be written for another folder.
func (s *Scenario) moved(path string) (*Scenario, error) {
	if again, err := Parse(path, s.Bytes()); err == nil && again.hash == s.hash {
		return again, nil
	}
	if text := s.extendsFrom(path); text != "" {
		if f := splice(s.own, []string{"extends"}, quote(text)); f != nil {
			if again, err := Parse(path, f.bytes()); err == nil && again.hash == s.hash {
				return again, nil
			}
		}
	}
	again, err := Parse(path, s.Flat())
	if err != nil {
		return nil, err
	}
	if again.hash != s.hash {
		return nil, Problems{newProblem(path, "", "edit", nil)}
	}
	return again, nil
}

func (f *file) bytes() []byte {
	if f.bom {
		return append([]byte("\xef\xbb\xbf"), f.src...)
	}
	return f.src
}

// extendsFrom is what extends has to say in a file at a path, or "".
func (s *Scenario) extendsFrom(path string) string {
	extends := s.own.doc.get("extends").str()
	if extends == "" || strings.HasPrefix(extends, libraryPrefix) {
		return extends
	}
	if s.own.at.library {
		return s.own.at.show(extends)
	}
	target, err1 := filepath.Abs(filepath.Join(s.own.at.dir, extends))
	dir, err2 := filepath.Abs(filepath.Dir(path))
	if err1 != nil || err2 != nil {
		return ""
	}
	rel, err := filepath.Rel(dir, target)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// writeFile writes to a temporary name in the same folder and renames it, so that
// the file is whole at any time. An existing file keeps its mode; a link stays a
// link, and what it leads to is replaced.
func writeFile(path string, text []byte) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return errKind
		}
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(text)
	for _, step := range []func() error{
		func() error { return f.Chmod(mode) }, f.Sync, f.Close,
	} {
		if e := step(); err == nil {
			err = e
		}
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
