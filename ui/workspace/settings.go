package workspace

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
)

// Settings are what is remembered of the program itself: language, theme, sizes.
// Several programs may write them at the same time; each change is of one key and
// leaves the others as they are in the file.
type Settings struct {
	path string
	lock *flock.Flock
	mu   sync.Mutex
	all  map[string]json.RawMessage
	Err  error // of the last write; nil: it is in the file
}

// OpenSettings reads the settings in the state's folder. A file that cannot be
// read is set aside, and the settings are empty.
func OpenSettings(dir string) *Settings {
	s := &Settings{path: filepath.Join(dir, "settings.json"), lock: flock.New(filepath.Join(dir, "settings.lock"))}
	s.Err = os.MkdirAll(dir, 0o700)
	s.read()
	return s
}

func (s *Settings) read() {
	text, err := os.ReadFile(s.path)
	all := map[string]json.RawMessage{}
	if err == nil && json.Unmarshal(text, &all) != nil {
		_ = os.Rename(s.path, s.path+".damaged")
		all = nil
	}
	if err == nil && all != nil || s.all == nil {
		if all == nil {
			all = map[string]json.RawMessage{}
		}
		s.all = all
	}
}

// get reads one value; to keeps what it is where there is none.
func (s *Settings) get(key string, to any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if raw, ok := s.all[key]; ok {
		_ = json.Unmarshal(raw, to)
	}
}

// set changes one value in the file.
func (s *Settings) set(key string, value any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, err := json.Marshal(value)
	if err != nil {
		s.Err = err
		return
	}
	if string(s.all[key]) == string(raw) && s.Err == nil {
		return
	}
	if s.lock.Lock() == nil {
		defer func() { _ = s.lock.Unlock() }()
		s.read()
	}
	s.all[key] = raw
	text, err := json.MarshalIndent(s.all, "", "  ")
	if err == nil {
		err = writeWhole(s.path, text)
	}
	s.Err = err
}

// writeWhole writes to a temporary name, synchronises and renames.
func writeWhole(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// String, Float, Int and List are the value of a key, or the one given, or zero.
func (s *Settings) String(key string) (v string)         { s.get(key, &v); return v }
func (s *Settings) Int(key string) (v int)               { s.get(key, &v); return v }
func (s *Settings) StringList(key string) (v []string)   { s.get(key, &v); return v }
func (s *Settings) SetString(key, v string)              { s.set(key, v) }
func (s *Settings) SetInt(key string, v int)             { s.set(key, v) }
func (s *Settings) SetFloat(key string, v float64)       { s.set(key, v) }
func (s *Settings) SetStringList(key string, v []string) { s.set(key, v) }

// FloatWithFallback and StringWithFallback are the value of a key, or the one given.
func (s *Settings) FloatWithFallback(key string, v float64) float64 { s.get(key, &v); return v }
func (s *Settings) StringWithFallback(key, v string) string         { s.get(key, &v); return v }
