package scenario

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

const libraryPrefix = "library:"

// Library is where `library:NAME` finds the shipped scenarios, driver models
// and the catalogue of initiatives. The scenarios package sets it.
var Library fs.FS

// location is a folder, on disk or in the library.
type location struct {
	library bool
	dir     string
}

var (
	errLeaves = errors.New("the path leaves the folder")
	errKind   = errors.New("not a regular file")
	errSize   = errors.New("too large")
)

// read reads a file in or below the folder. Links that lead out are refused too.
func (l location) read(name string) ([]byte, error) {
	clean := path.Clean(filepath.ToSlash(name))
	if !filepath.IsLocal(filepath.FromSlash(clean)) || strings.Contains(name, `\`) {
		return nil, errLeaves
	}
	if l.library {
		if Library == nil {
			return nil, fs.ErrNotExist
		}
		text, err := fs.ReadFile(Library, path.Join(l.dir, clean))
		return text, plainError(err)
	}
	root, err := os.OpenRoot(orDot(l.dir))
	if err != nil {
		return nil, plainError(err)
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(clean))
	if err != nil {
		return nil, plainError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errKind
	}
	f, err := root.Open(filepath.FromSlash(clean))
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close()
	return readLimited(f)
}

func readLimited(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err == nil && len(text) > maxBytes {
		err = errSize
	}
	return text, plainError(err)
}

// plainError drops the path from an error, which the message tells itself.
func plainError(err error) error {
	var p *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist
	case errors.As(err, &p) && strings.Contains(p.Err.Error(), "escapes"):
		return errLeaves
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

func orDot(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

// below is the folder of a file in or below this one, with the file's name.
func (l location) below(name string) (location, string) {
	clean := path.Clean(filepath.ToSlash(name))
	return location{l.library, path.Join(filepath.ToSlash(l.dir), path.Dir(clean))}, path.Base(clean)
}

// show is how problems call a file of the folder.
func (l location) show(name string) string {
	at, base := l.below(name)
	if l.library {
		return libraryPrefix + strings.TrimSuffix(path.Join(at.dir, base), ".toml")
	}
	if at.dir == "." {
		return base
	}
	return path.Join(at.dir, base)
}

// loader reads the files that a scenario is made of, each once. It keeps what was
// made of those that it is based on.
type loader struct {
	mu    sync.Mutex
	files map[string]*file
	known readings
	roots sync.Map // *file: *compiler
}

func newLoader() *loader { return &loader{files: map[string]*file{}} }

// load reads and checks a file by its schema.
func (l *loader) load(at location, name string, s *schema) (*file, error) {
	id := at.show(name)
	l.mu.Lock()
	defer l.mu.Unlock()
	if f := l.files[id]; f != nil {
		return f, nil
	}
	text, err := at.read(name)
	if err != nil {
		return nil, err
	}
	f := newFile(id, text)
	f.at, _ = at.below(name)
	f.parse()
	f.structure(s)
	l.files[id] = f
	return f, nil
}

// bases reads what a file extends, and what that extends: the root first.
func (l *loader) bases(own *file) ([]*file, Problems) {
	var files []*file
	var found Problems
	seen := []string{path.Clean(filepath.ToSlash(own.name))}
	for f := own; ; f = files[0] {
		ref := f.doc.get("extends")
		if ref == nil || ref.str() == "" {
			return files, found
		}
		at, name := f.at, ref.str()
		if rest, ok := strings.CutPrefix(name, libraryPrefix); ok {
			at, name = location{library: true, dir: "."}, strings.TrimSuffix(rest, ".toml")+".toml"
		}
		r := &reader{}
		switch id := at.show(name); {
		case slices.Contains(seen, id):
			r.wrong(ref, "extends", "extends.loop", nil)
		case len(seen) > 40:
			r.wrong(ref, "extends", "extends.deep", nil)
		default:
			base, err := l.load(at, name, keyTree())
			if err == nil {
				seen = append(seen, id)
				files = append([]*file{base}, files...)
				continue
			}
			r.extends(ref, err)
		}
		return files, append(found, r.found...)
	}
}

// extends reports why a file that is extended could not be read.
func (r *reader) extends(ref *node, err error) {
	name := ref.str()
	switch {
	case errors.Is(err, errLeaves):
		r.wrong(ref, "extends", "extends.path", nil)
	case !errors.Is(err, fs.ErrNotExist):
		r.wrong(ref, "extends", "file.read", args{"Problem": err.Error()})
	default:
		a := args{"Path": quote(name)}
		bare := strings.TrimSuffix(strings.TrimPrefix(name, libraryPrefix), ".toml")
		if best := near(bare, Names()); best != "" {
			a["Near"] = libraryPrefix + best
			r.wrong(ref, "extends", "extends.near", a)
			return
		}
		r.wrong(ref, "extends", "extends.none", a)
	}
}

// Names lists the shipped scenarios, the baseline first.
func Names() []string {
	if Library == nil {
		return nil
	}
	found, err := fs.Glob(Library, "*.toml")
	if err != nil {
		return nil
	}
	var names []string
	for _, f := range found {
		switch name := strings.TrimSuffix(f, ".toml"); name {
		case "baseline":
			names = append([]string{name}, names...)
		default:
			names = append(names, name)
		}
	}
	return names
}
