package workspace

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Poll is how often files are looked at where the system tells of no changes;
// quiet is how long a file must have been left alone.
const (
	Poll  = 2 * time.Second
	quiet = 150 * time.Millisecond
)

// Watch tells of files that change on the disk, whoever changes them. The system
// tells of most changes; where it does not, as on shared drives, looking does.
type Watch struct {
	changed func(paths []string)
	notify  *fsnotify.Watcher // nil where the system has none

	mu    sync.Mutex
	dirs  []string
	extra []string
	seen  map[string]mark // how files looked last; of the goroutine that looks

	wake, quit, ended chan struct{}
}

// mark is what a file looks like from outside; the zero mark is no file.
type mark struct {
	size int64
	time time.Time
	info os.FileInfo
}

func (m mark) same(n mark) bool {
	return m.size == n.size && m.time.Equal(n.time) && (m.info == nil) == (n.info == nil) &&
		(m.info == nil || os.SameFile(m.info, n.info))
}

// NewWatch starts to watch nothing. changed is called from another goroutine with
// files that are new, other than before, or gone.
func NewWatch(changed func(paths []string)) *Watch {
	w := &Watch{changed: changed, seen: map[string]mark{}, wake: make(chan struct{}, 1), quit: make(chan struct{}), ended: make(chan struct{})}
	if n, err := fsnotify.NewWatcher(); err == nil {
		w.notify = n
	}
	go w.work()
	return w
}

// Follow watches the TOML and CSV files of folders, and further files, in place of
// what was watched before. A file that was not watched yet is told once.
func (w *Watch) Follow(dirs, files []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if slices.Equal(dirs, w.dirs) && slices.Equal(files, w.extra) {
		return
	}
	w.dirs, w.extra = slices.Clone(dirs), slices.Clone(files)
	if w.notify != nil {
		want := slices.Clone(dirs)
		for _, f := range files {
			want = append(want, filepath.Dir(f))
		}
		have := w.notify.WatchList()
		for _, d := range want {
			if d != "" && !slices.Contains(have, d) {
				_ = w.notify.Add(d) // a folder that cannot be watched is looked at
			}
		}
		for _, d := range have {
			if !slices.Contains(want, d) {
				_ = w.notify.Remove(d)
			}
		}
	}
	w.soon()
}

// soon asks for a look.
func (w *Watch) soon() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Close ends watching.
func (w *Watch) Close() {
	close(w.quit)
	<-w.ended
	if w.notify != nil {
		_ = w.notify.Close()
	}
}

func (w *Watch) work() {
	defer close(w.ended)
	var events chan fsnotify.Event
	if w.notify != nil {
		events = w.notify.Events
		go func() {
			for range w.notify.Errors { // looking finds what was missed
			}
		}()
	}
	poll := time.NewTicker(Poll)
	defer poll.Stop()
	var settle <-chan time.Time
	for {
		select {
		case <-w.quit:
			return
		case _, ok := <-events:
			if !ok {
				events = nil
			}
			settle = time.After(quiet)
		case <-w.wake:
			settle = time.After(quiet)
		case <-settle:
			settle = nil
			w.look()
		case <-poll.C:
			if settle == nil {
				w.look()
			}
		}
	}
}

// look compares the files with how they looked last.
func (w *Watch) look() {
	w.mu.Lock()
	dirs, extra := w.dirs, w.extra
	w.mu.Unlock() // a slow disk must not keep Follow waiting
	now := map[string]mark{}
	see := func(path string) {
		m := mark{}
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			m = mark{info.Size(), info.ModTime(), info}
		}
		now[path] = m
	}
	for _, dir := range dirs {
		for _, pattern := range []string{"*.toml", "*.csv"} {
			inside, _ := filepath.Glob(filepath.Join(escape(dir), pattern))
			for _, path := range inside {
				see(path)
			}
		}
	}
	for _, path := range extra {
		see(path)
	}
	var told []string
	for path, m := range now {
		if was, ok := w.seen[path]; !ok || !was.same(m) {
			told = append(told, path)
		}
	}
	for path := range w.seen {
		if _, ok := now[path]; !ok {
			told = append(told, path)
		}
	}
	w.seen = now
	if len(told) > 0 {
		slices.Sort(told)
		w.changed(told)
	}
}

// Plans are the scenario files of a folder, sorted.
func Plans(dir string) []string {
	inside, _ := filepath.Glob(filepath.Join(escape(dir), "*.toml"))
	return slices.DeleteFunc(inside, func(path string) bool { return filepath.Base(path)[0] == '.' })
}

// leftover is the temporary name of a scenario that was being written when the
// program died.
var leftover = regexp.MustCompile(`^\.(.+\.toml)\.\d+$`)

// Sweep removes from a folder what interrupted saves left there some time ago. The
// files themselves are whole, old or new.
func Sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if leftover.MatchString(e.Name()) && err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > 10*time.Minute {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// escape takes the meaning from letters that are patterns elsewhere.
func escape(dir string) string {
	if filepath.Separator == '\\' {
		return dir // patterns have no escapes there
	}
	var out []rune
	for _, r := range dir {
		if slices.Contains([]rune(`*?[\`), r) {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}
