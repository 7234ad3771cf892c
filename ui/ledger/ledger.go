// Package ledger writes down every finished run: when it was, what was run, what
// came out, and the scenario itself, so that any run can be made again. Nothing is
// ever taken out but by Clear, and that only moves the file aside.
package ledger

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/journal"
)

// Figures are the key figures that are written down.
var Figures = []kpi.ID{kpi.SatisfactionLasting, kpi.Churn, kpi.ServiceLevel, kpi.WaitMean, kpi.Headcount, kpi.Cost}

// Large is the size in bytes from which a person should be told.
const Large = 20 << 20

// Figure is a whole-horizon figure: its median with the Monte Carlo error, and the
// middle eight of ten futures.
type Figure struct {
	P10     float64 `json:"p10"`
	P50     float64 `json:"p50"`
	P90     float64 `json:"p90"`
	MCError float64 `json:"mc_error"` // of the median
}

// Change is one value that the run before had otherwise, as TOML; "" for none.
type Change struct {
	Path   string `json:"path"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Run is one finished run.
type Run struct {
	Time         time.Time          `json:"time"`
	Plan         string             `json:"plan"` // its name
	File         string             `json:"file,omitempty"`
	Before       bool               `json:"before,omitempty"` // as it was before its edits
	Seed         uint64             `json:"seed"`
	Replications int                `json:"replications"`
	Weeks        int                `json:"weeks"`
	Queue        string             `json:"queue"`
	Currency     string             `json:"currency"`
	Engine       string             `json:"engine"`
	Hash         string             `json:"hash"` // of the scenario's values
	Text         string             `json:"text"` // key of the scenario's text
	First        bool               `json:"first,omitempty"`
	Changes      []Change           `json:"changes,omitempty"` // against the plan's run before
	Figures      map[kpi.ID]*Figure `json:"figures"`           // without those that have no value
}

// same says whether a run repeats another: the same draws of the same values.
func (r Run) same(o Run) bool {
	return r.Hash == o.Hash && r.Seed == o.Seed && r.Replications == o.Replications && r.Weeks == o.Weeks &&
		r.Queue == o.Queue && r.Engine == o.Engine && r.Plan == o.Plan
}

// record is a line of the file: a text, or a run.
type record struct {
	Key  string `json:"key,omitempty"`
	TOML []byte `json:"toml,omitempty"` // gzip
	Run  *Run   `json:"run,omitempty"`
}

// Ledger is the runs of one workspace. It may be used by several goroutines, and
// its file by several programs.
type Ledger struct {
	path string
	lock *flock.Flock

	mu   sync.Mutex
	has  map[string]bool // texts that this program knows to be in the file
	last map[string]Run  // the last run of each plan
	read int64           // size of the file when it was read
}

// Open is the ledger in a file, which need not exist.
func Open(path string) *Ledger {
	return &Ledger{path: path, lock: flock.New(path + ".lock"), has: map[string]bool{}, last: map[string]Run{}, read: -1}
}

// Of is whose run it is.
type Of struct {
	File   string // of the plan; "": it has none, and is known by its name
	Before bool   // the plan as it was before its edits
}

// id tells plans apart from run to run.
func (r Run) id() string {
	if r.File != "" {
		return fmt.Sprint(r.Before, r.File)
	}
	return fmt.Sprint(r.Before, "\x00", r.Plan)
}

// Add writes down a finished run of a scenario. A run that repeats the plan's last one
// is the same to the last bit and is not written again; added is then false.
func (l *Ledger) Add(now time.Time, of Of, s *scenario.Scenario, r *sim.Results) (added bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return false, err
	}
	if err := l.lock.Lock(); err != nil {
		return false, err
	}
	defer func() { _ = l.lock.Unlock() }()
	if err := l.refresh(); err != nil {
		return false, err
	}
	text := s.Flat()
	sum := sha256.Sum256(text)
	run := Run{Time: now, Plan: s.Name(), File: of.File, Before: of.Before, Seed: r.Seed, Replications: r.Replications, Weeks: r.Weeks, Queue: r.Queue, Currency: r.Currency,
		Engine: r.Engine, Hash: r.ScenarioHash, Text: hex.EncodeToString(sum[:12]), Figures: figures(r)}
	before, ok := l.last[run.id()]
	if ok && before.same(run) {
		return false, nil
	}
	run.First = !ok
	if ok && before.Hash != run.Hash {
		if old, err := l.scenario(before); err == nil {
			run.Changes = changes(old, s)
		}
	}
	if !l.has[run.Text] {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write(text) // into memory
		_ = z.Close()
		if err := l.append(record{Key: run.Text, TOML: packed.Bytes()}); err != nil {
			return false, err
		}
		l.has[run.Text] = true
	}
	if err := l.append(record{Run: &run}); err != nil {
		return false, err
	}
	l.last[run.id()] = run
	return true, nil
}

func (l *Ledger) append(r record) error {
	text, err := json.Marshal(r)
	if err == nil {
		err = journal.AppendShared(l.path, text)
	}
	if info, wrong := os.Stat(l.path); wrong == nil {
		l.read = info.Size()
	}
	return err
}

func figures(r *sim.Results) map[kpi.ID]*Figure {
	out := map[kpi.ID]*Figure{}
	for _, id := range Figures {
		if s := r.Summary(id); !math.IsNaN(s.P10) && !math.IsNaN(s.P50) && !math.IsNaN(s.P90) {
			out[id] = &Figure{s.P10, s.P50, s.P90, s.MCError}
		}
	}
	return out
}

func changes(a, b *scenario.Scenario) []Change {
	var out []Change
	for _, c := range scenario.Diff(a, b) {
		out = append(out, Change{c.Path, c.A, c.B})
	}
	return out
}

// refresh reads what other programs wrote.
func (l *Ledger) refresh() error {
	info, err := os.Stat(l.path)
	if errors.Is(err, os.ErrNotExist) {
		l.has, l.last, l.read = map[string]bool{}, map[string]Run{}, 0
		return nil
	}
	if err != nil || info.Size() == l.read {
		return err
	}
	runs, texts, err := l.load()
	if err != nil {
		return err
	}
	clear(l.last)
	clear(l.has)
	for _, run := range runs {
		l.last[run.id()] = run
	}
	for key := range texts {
		l.has[key] = true
	}
	l.read = info.Size()
	return nil
}

// load reads the whole file. Damaged records are left out.
func (l *Ledger) load() (runs []Run, texts map[string][]byte, err error) {
	c, err := journal.Read(l.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, err
	}
	texts = map[string][]byte{}
	for _, line := range c.Records {
		var r record
		if json.Unmarshal(line, &r) != nil {
			continue
		}
		if r.Run != nil {
			runs = append(runs, *r.Run)
		} else {
			texts[r.Key] = r.TOML
		}
	}
	return runs, texts, nil
}

// Runs are all runs, oldest first, and the size of the file in bytes.
func (l *Ledger) Runs() ([]Run, int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	runs, _, err := l.load()
	size := int64(0)
	if info, err := os.Stat(l.path); err == nil {
		size = info.Size()
	}
	return runs, size, err
}

// Scenario is the scenario of a run, as one file that extends nothing.
func (l *Ledger) Scenario(r Run) (*scenario.Scenario, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.scenario(r)
}

func (l *Ledger) scenario(r Run) (*scenario.Scenario, error) {
	_, texts, err := l.load()
	if err != nil {
		return nil, err
	}
	packed, ok := texts[r.Text]
	if !ok {
		return nil, fmt.Errorf("%s: the text %s is not there: %w", l.path, r.Text, os.ErrNotExist)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	return scenario.Parse("ledger.toml", text)
}

// Clear begins a new file; the old one stays beside it under the name returned.
func (l *Ledger) Clear(now time.Time) (old string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.lock.Lock(); err != nil {
		return "", err
	}
	defer func() { _ = l.lock.Unlock() }()
	old = fmt.Sprintf("%s.until-%s", l.path, now.Format("2006-01-02-150405"))
	clear(l.has)
	clear(l.last)
	l.read = 0
	return old, os.Rename(l.path, old)
}

// Path is the file.
func (l *Ledger) Path() string { return l.path }
