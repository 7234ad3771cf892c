// Package workspace keeps what the desktop works on: the journal of each session,
// from which nothing is lost when the program dies, the settings, the folder that
// is watched for changes by others, and the bin. It knows no widgets.
package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"lojal/ui/journal"
	"lojal/ui/state"
)

// Delay is how long edits are gathered before they are written; Bound is the
// longest time after which an edit is on the disk, where the disk takes no more
// than the rest to write some kilobytes.
const (
	Delay = 250 * time.Millisecond
	Bound = time.Second
)

// retry is the pause after a journal could not be written.
const retry = 2 * time.Second

// roomy is how large a journal may become before what it holds twice is dropped.
var roomy int64 = 16 << 20

// Session is one program at work on one workspace. Its journal is its own: other
// programs on the same folder have theirs.
type Session struct {
	folder string
	path   string
	lock   *flock.Flock
	old    []old // sessions whose work this one takes over
	report func(error)

	mu      sync.Mutex
	pending *state.Changes // noted and not written

	writing sync.Mutex // of what follows
	writer  *journal.Writer
	image   *image
	failed  bool
	compact int64 // size after the last time that doubles were dropped

	wake, quit, ended chan struct{}
}

// old is a journal of an earlier session.
type old struct {
	path string
	lock *flock.Flock
}

// sessions is the folder of the journals in the state's folder.
func sessions(dir string) string { return filepath.Join(dir, "sessions") }

// Key names a workspace in file names: a folder, or "" for plans of no folder.
func Key(folder string) string {
	if folder == "" {
		return "loose"
	}
	sum := sha256.Sum256([]byte(folder))
	return hex.EncodeToString(sum[:6])
}

// Open starts a session on a workspace: the state's folder, and the folder of
// the plans or "". It finds what earlier sessions left, but for those that still
// run. report is told, from another goroutine, when the journal cannot be
// written, and with nil when it can be again.
func Open(dir, folder string, report func(error)) (*Session, Found, error) {
	if err := os.MkdirAll(sessions(dir), 0o700); err != nil {
		return nil, Found{}, err
	}
	name := fmt.Sprintf("%s-%d-%d.journal", Key(folder), time.Now().UnixNano(), os.Getpid())
	s := &Session{folder: folder, path: filepath.Join(sessions(dir), name), report: report, image: newImage(folder),
		wake: make(chan struct{}, 1), quit: make(chan struct{}), ended: make(chan struct{})}
	s.lock = flock.New(s.path + ".lock")
	if _, err := s.lock.TryLock(); err != nil {
		return nil, Found{}, err
	}
	return s, s.find(dir), nil
}

// Begin writes everything into the session's journal and gives up those that it
// took over. From then on Note keeps it up to date. After an error it may be tried
// again.
func (s *Session) Begin(all state.Changes) error {
	s.image.add(newTexts(s.image.Texts).frameOf(s.folder, all))
	s.image.Took = nil
	for _, o := range s.old {
		s.image.Took = append(s.image.Took, filepath.Base(o.path))
	}
	record, err := json.Marshal(s.image.whole())
	if err != nil {
		return err
	}
	writer, err := journal.Create(s.path, record)
	if err != nil {
		return err
	}
	s.writer = writer
	s.compact = s.writer.Size()
	for _, o := range s.old {
		_ = o.remove() // one that stays is known to be taken over
	}
	s.old = nil
	go s.work()
	return nil
}

func (o old) remove() error {
	err := os.Remove(o.path)
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	err = errors.Join(err, o.lock.Unlock())
	_ = os.Remove(o.lock.Path())
	return err
}

// Note takes changes that are to be kept. It returns at once.
func (s *Session) Note(c state.Changes) {
	s.mu.Lock()
	s.pending = over(s.pending, c)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// over are older changes with newer ones.
func over(older *state.Changes, c state.Changes) *state.Changes {
	if older == nil {
		return &c
	}
	steps := maps.Clone(older.Steps)
	maps.Copy(steps, c.Steps)
	c.Steps = steps
	c.Marked = c.Marked || older.Marked
	return &c
}

func (s *Session) work() {
	defer close(s.ended)
	pause := Delay
	for {
		select {
		case <-s.quit:
			return
		case <-s.wake:
		}
		select {
		case <-s.quit:
			return
		case <-time.After(pause):
		}
		if err := s.Flush(); err != nil {
			pause = retry
			select {
			case s.wake <- struct{}{}:
			default:
			}
		} else {
			pause = Delay
		}
	}
}

// Flush writes what was noted and returns when it is on the disk.
func (s *Session) Flush() error { return s.write(false) }

func (s *Session) write(closing bool) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	c := s.pending
	s.pending = nil
	s.mu.Unlock()
	if s.writer == nil || c == nil {
		return nil
	}
	f := newTexts(s.image.Texts).frameOf(s.folder, *c)
	f.Closed = closing
	record, err := json.Marshal(f)
	if err == nil {
		err = s.writer.Append(record)
	}
	s.tell(err)
	if err != nil { // newer changes may have come meanwhile
		s.mu.Lock()
		if s.pending != nil {
			c = over(c, *s.pending)
		}
		s.pending = c
		s.mu.Unlock()
		return err
	}
	s.image.add(f)
	return s.shrink()
}

// tell reports that the journal cannot be written, and that it can be again, once
// each.
func (s *Session) tell(err error) {
	if (err != nil) != s.failed && s.report != nil {
		s.report(err)
	}
	s.failed = err != nil
}

// shrink drops what later records of a large journal have replaced.
func (s *Session) shrink() error {
	if s.writer.Size() < max(roomy, 4*s.compact) {
		return nil
	}
	whole := s.image.whole()
	record, err := json.Marshal(whole)
	if err == nil {
		err = s.writer.Replace(record)
	}
	if err == nil {
		s.image.Texts = whole.Texts
	}
	s.compact = s.writer.Size()
	return err
}

// Close writes the last changes and marks the session as ended. One that was not
// begun leaves everything as it was.
func (s *Session) Close(last state.Changes) error {
	if s.writer == nil {
		err := errors.Join(s.lock.Unlock(), os.Remove(s.lock.Path()))
		for _, o := range s.old {
			err = errors.Join(err, o.lock.Unlock())
		}
		return err
	}
	close(s.quit)
	<-s.ended
	s.mu.Lock()
	s.pending = over(s.pending, last)
	s.mu.Unlock()
	return errors.Join(s.write(true), s.writer.Close(), s.lock.Unlock())
}
