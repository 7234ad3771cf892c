package workspace

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"lojal/sim/scenario"
	"lojal/ui/journal"
	"lojal/ui/state"
)

// Found is what earlier sessions on a workspace left.
type Found struct {
	Memory    *state.Memory // of the last one; nil: there is none
	Died      bool          // a session was not quit but ended otherwise
	Loose     []Loose       // unsaved plans of sessions before the last
	Bookmarks []string      // names of bookmarks of those, which are in Memory
	Damaged   []string      // journals that could not be read to their end, by their new place
	Aside     []string      // files with plans that can no longer be read
	Time      time.Time     // when the last one wrote last
}

// Loose is an unsaved plan of another session.
type Loose struct {
	Scenario *scenario.Scenario
	Origin   state.Origin
}

// left is a journal that was found.
type left struct {
	old
	name  string
	image *image
	time  time.Time
}

// find reads the journals of the workspace that no running program writes to.
func (s *Session) find(dir string) Found {
	var found Found
	var all []left
	took := map[string]bool{}
	names, _ := filepath.Glob(filepath.Join(sessions(dir), Key(s.folder)+"-*.journal"))
	for _, path := range names {
		info, err := os.Stat(path)
		lock := flock.New(path + ".lock")
		if free, locked := lock.TryLock(); err != nil || locked != nil || !free {
			continue
		}
		o := old{path, lock}
		image, damaged := readImage(path)
		if damaged != "" {
			found.Damaged = append(found.Damaged, damaged)
		}
		if image == nil {
			_ = lock.Unlock()
			continue
		}
		for _, name := range image.Took {
			took[name] = true
		}
		all = append(all, left{o, filepath.Base(path), image, info.ModTime()})
	}
	slices.SortFunc(all, func(a, b left) int { return b.time.Compare(a.time) })
	for _, l := range all {
		s.old = append(s.old, l.old)
		if took[l.name] {
			continue
		}
		r := reader{image: l.image, dir: dir, parsed: map[string]*scenario.Scenario{}}
		found.Died = found.Died || !l.image.Closed
		if found.Memory == nil {
			found.Time = l.image.Time
			found.Memory = r.memory()
			if !l.image.Closed {
				s.image = l.image
			}
		} else {
			found.Loose = append(found.Loose, r.loose()...)
		}
		found.Aside = append(found.Aside, r.aside...)
	}
	return found
}

// readImage reads a journal. One that is damaged is set aside under the name that
// is returned; what stands before the damage is read all the same.
func readImage(path string) (m *image, damaged string) {
	c, err := journal.Read(path)
	if err != nil {
		return nil, ""
	}
	m, ok := fold(c.Records[:c.Before])
	if c.Damaged || !ok {
		damaged = strings.TrimSuffix(path, ".journal") + ".damaged"
		if err := os.Rename(path, damaged); err != nil {
			damaged = path
		}
	}
	if !ok {
		return nil, damaged
	}
	return m, damaged
}

// reader makes plans of what an image holds.
type reader struct {
	image  *image
	dir    string
	parsed map[string]*scenario.Scenario
	aside  []string
}

// text is the scenario of a key; nil where it can no longer be read, because what
// it extends is gone.
func (r *reader) text(key string) *scenario.Scenario {
	if s, ok := r.parsed[key]; ok {
		return s
	}
	rec, ok := r.image.Texts[key]
	if !ok {
		return nil
	}
	s, err := scenario.Parse(rec.Ref, []byte(rec.TOML))
	if err != nil {
		s = nil
	}
	r.parsed[key] = s
	return s
}

func (r *reader) state(rec stateRec) (s state.State, lost []planRec) {
	s = state.State{Selected: rec.Selected, Baseline: rec.Baseline}
	for _, p := range rec.Plans {
		if text := r.text(p.Text); text != nil {
			s.Plans = append(s.Plans, state.Plan{ID: p.ID, Scenario: text, Colour: p.Colour, Ticked: p.Ticked})
		} else {
			lost = append(lost, p)
		}
	}
	if len(s.Plans) > 0 {
		if _, ok := s.Plan(s.Selected); !ok {
			s.Selected = s.Plans[0].ID
		}
		if _, ok := s.Plan(s.Baseline); !ok {
			s.Baseline = s.Plans[0].ID
		}
	}
	return s, lost
}

// memory is the whole of a session that died, or the last workspace and the
// bookmarks of one that was quit.
func (r *reader) memory() *state.Memory {
	m := &state.Memory{At: r.image.At, Origins: r.origins()}
	present := r.image.steps[r.image.At]
	now, lost := r.state(present.stateRec)
	for _, p := range lost {
		r.setAside(p)
		delete(m.Origins, p.ID)
	}
	for _, b := range r.image.Bookmarks {
		if s, _ := r.state(b.stateRec); len(s.Plans) > 0 {
			m.Bookmarks = append(m.Bookmarks, state.Bookmark{Name: b.Name, At: b.At, State: s})
		}
	}
	if r.image.Closed {
		m.Steps, m.At = []state.Step{{State: now, From: -1, At: time.Now()}}, 0
		return m
	}
	for i, rec := range r.image.steps {
		step := state.Step{What: rec.What, Args: rec.Args, At: rec.At, From: rec.From}
		if i == m.At {
			step.State = now
		} else {
			step.Later = func() (state.State, bool) {
				s, _ := r.state(rec.stateRec)
				return s, len(s.Plans) > 0
			}
		}
		m.Steps = append(m.Steps, step)
	}
	return m
}

func (r *reader) origins() map[int]state.Origin {
	out := map[int]state.Origin{}
	for id, o := range r.image.Origins {
		out[id] = state.Origin{File: o.File, Saved: r.text(o.Saved), Gone: o.Gone}
	}
	return out
}

// loose are the plans of the last workspace that were not saved.
func (r *reader) loose() []Loose {
	var out []Loose
	for _, p := range r.image.steps[r.image.At].Plans {
		o := r.image.Origins[p.ID]
		if o.File != "" && o.Saved == p.Text && !o.Gone {
			continue
		}
		if s := r.text(p.Text); s != nil {
			out = append(out, Loose{s, state.Origin{File: o.File, Saved: r.text(o.Saved), Gone: o.Gone}})
		} else {
			r.setAside(p)
		}
	}
	return out
}

// setAside writes the text of a plan that cannot be read into a file.
func (r *reader) setAside(p planRec) {
	dir := filepath.Join(r.dir, "recovered")
	path := filepath.Join(dir, p.Text[:min(6, len(p.Text))]+"-"+time.Now().Format("2006-01-02-150405")+".toml")
	if os.MkdirAll(dir, 0o700) == nil && os.WriteFile(path, []byte(r.image.Texts[p.Text].TOML), 0o600) == nil {
		r.aside = append(r.aside, path)
	}
}

// Last is the folder that was worked on last; ok is false before the first time.
func Last(dir string) (folder string, ok bool) {
	names, _ := filepath.Glob(filepath.Join(sessions(dir), "*.journal"))
	age := func(path string) time.Time {
		if info, err := os.Stat(path); err == nil {
			return info.ModTime()
		}
		return time.Time{}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(age(b).Compare(age(a)), cmp.Compare(b, a)) })
	for _, path := range names {
		if c, err := journal.Read(path); err == nil && c.Before > 0 {
			if m, ok := fold(c.Records[:1]); ok {
				return m.Folder, true
			}
		}
	}
	return "", false
}

// Waiting are the folders of other workspaces on which a session died with
// unsaved plans.
func Waiting(dir, folder string) []string {
	var out []string
	names, _ := filepath.Glob(filepath.Join(sessions(dir), "*.journal"))
	for _, path := range names {
		lock := flock.New(path + ".lock")
		if free, err := lock.TryLock(); err != nil || !free {
			continue
		}
		c, err := journal.Read(path)
		_ = lock.Unlock()
		if err != nil {
			continue
		}
		m, ok := fold(c.Records[:c.Before])
		if ok && !m.Closed && m.Folder != folder && m.unsaved() && !slices.Contains(out, m.Folder) {
			out = append(out, m.Folder)
		}
	}
	return out
}

func (m *image) unsaved() bool {
	return slices.ContainsFunc(m.steps[m.At].Plans, func(p planRec) bool {
		o := m.Origins[p.ID]
		return o.File == "" || o.Gone || o.Saved != p.Text
	})
}
