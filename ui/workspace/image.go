package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"lojal/sim/scenario"
	"lojal/ui/state"
)

// The records of a session's journal. Each is one JSON object, and what it names
// replaces what earlier ones said.
type frame struct {
	Folder    string             `json:"folder"`
	Texts     map[string]textRec `json:"texts,omitempty"` // scenarios, by their key
	Steps     map[string]stepRec `json:"steps,omitempty"` // by their place in the history
	At        int                `json:"at"`
	Count     int                `json:"count"`             // of all steps
	Origins   map[int]originRec  `json:"origins,omitempty"` // all there are
	Bookmarks []markRec          `json:"bookmarks,omitempty"`
	Marked    bool               `json:"marked,omitempty"` // Bookmarks are all there are
	Took      []string           `json:"took,omitempty"`   // journals whose work this one took over
	Closed    bool               `json:"closed,omitempty"` // the program was quit
	Time      time.Time          `json:"time"`
}

type textRec struct {
	Ref  string `json:"ref"` // where it was read, for what it extends
	TOML string `json:"toml"`
}

type planRec struct {
	ID     int    `json:"id"`
	Name   string `json:"name"`
	Text   string `json:"text"`
	Colour int    `json:"colour"`
	Ticked bool   `json:"ticked,omitempty"`
}

type stateRec struct {
	Plans    []planRec `json:"plans"`
	Selected int       `json:"selected"`
	Baseline int       `json:"baseline"`
}

type stepRec struct {
	stateRec
	What string    `json:"what,omitempty"`
	Args []any     `json:"args,omitempty"`
	At   time.Time `json:"at"`
	From int       `json:"from"`
}

type originRec struct {
	File  string `json:"file,omitempty"`
	Saved string `json:"saved,omitempty"`
	Gone  bool   `json:"gone,omitempty"`
}

type markRec struct {
	stateRec
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// image is what the records of a journal add up to.
type image struct {
	frame
	steps []stepRec
}

func newImage(folder string) *image {
	return &image{frame: frame{Folder: folder, Texts: map[string]textRec{}, Origins: map[int]originRec{}}}
}

// add takes one more record.
func (m *image) add(f frame) {
	for key, text := range f.Texts {
		m.Texts[key] = text
	}
	old := len(m.steps)
	m.steps = m.steps[:min(old, max(0, f.Count))]
	for len(m.steps) < min(f.Count, old+len(f.Steps)) {
		m.steps = append(m.steps, stepRec{})
	}
	for at, step := range f.Steps {
		if i, err := strconv.Atoi(at); err == nil && i >= 0 && i < len(m.steps) {
			m.steps[i] = step
		}
	}
	if f.Marked {
		m.Bookmarks = f.Bookmarks
	}
	m.At, m.Count, m.Origins, m.Closed, m.Time, m.Folder = f.At, f.Count, f.Origins, f.Closed, f.Time, f.Folder
	m.Took = append(m.Took, f.Took...)
}

// whole is one record that says all that the image holds, with no text that
// nothing names.
func (m *image) whole() frame {
	f := m.frame
	f.Marked, f.Count = true, len(m.steps)
	f.Steps = make(map[string]stepRec, len(m.steps))
	f.Texts = map[string]textRec{}
	need := func(key string) {
		if text, ok := m.Texts[key]; ok {
			f.Texts[key] = text
		}
	}
	for i, step := range m.steps {
		f.Steps[strconv.Itoa(i)] = step
		for _, p := range step.Plans {
			need(p.Text)
		}
	}
	for _, b := range m.Bookmarks {
		for _, p := range b.Plans {
			need(p.Text)
		}
	}
	for _, o := range m.Origins {
		need(o.Saved)
	}
	return f
}

// fold adds up records; ok is false where they hold no workspace.
func fold(records [][]byte) (m *image, ok bool) {
	m = newImage("")
	for _, r := range records {
		var f frame
		if err := json.Unmarshal(r, &f); err != nil {
			return m, false
		}
		m.add(f)
	}
	return m, len(m.steps) > 0 && m.At >= 0 && m.At < len(m.steps)
}

// texts gathers the scenarios of one record that the journal does not hold yet.
type texts struct {
	known map[string]textRec
	new   map[string]textRec
	keys  map[*scenario.Scenario]string // of this record
}

func newTexts(known map[string]textRec) *texts {
	return &texts{known, map[string]textRec{}, map[*scenario.Scenario]string{}}
}

// key names a scenario by what it says and where it stands, and notes its text.
func (t *texts) key(s *scenario.Scenario) string {
	if s == nil {
		return ""
	}
	if key, ok := t.keys[s]; ok {
		return key
	}
	rec := textRec{s.Ref(), string(s.Bytes())}
	sum := sha256.Sum256([]byte(rec.Ref + "\x00" + rec.TOML))
	key := hex.EncodeToString(sum[:12])
	if t.keys[s] = key; t.known[key].TOML == "" {
		t.new[key] = rec
	}
	return key
}

func (t *texts) state(s state.State) stateRec {
	rec := stateRec{Selected: s.Selected, Baseline: s.Baseline}
	for _, p := range s.Plans {
		rec.Plans = append(rec.Plans, planRec{p.ID, p.Name(), t.key(p.Scenario), p.Colour, p.Ticked})
	}
	return rec
}

// frameOf is the record of changes. Steps that were not looked at since they were
// read are in the image already.
func (t *texts) frameOf(folder string, c state.Changes) frame {
	f := frame{Folder: folder, At: c.At, Count: c.Count, Marked: c.Marked, Time: time.Now(), Steps: map[string]stepRec{}, Origins: map[int]originRec{}}
	for i, s := range c.Steps {
		if s.Later == nil {
			f.Steps[strconv.Itoa(i)] = stepRec{t.state(s.State), s.What, s.Args, s.At, s.From}
		}
	}
	for id, o := range c.Origins {
		f.Origins[id] = originRec{o.File, t.key(o.Saved), o.Gone}
	}
	if c.Marked {
		for _, b := range c.Bookmarks {
			f.Bookmarks = append(f.Bookmarks, markRec{t.state(b.State), b.Name, b.At})
		}
	}
	f.Texts = t.new
	return f
}
