package export

import (
	"archive/zip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// Read reads an archive: the results as they were when it was written. The
// error says why a file is none, or is damaged.
func Read(path string) (*sim.Results, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	r, err := ReadFrom(file, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// ReadFrom is Read from memory or anything else of a known size.
func ReadFrom(source io.ReaderAt, size int64) (*sim.Results, error) {
	files, err := zip.NewReader(source, size)
	if err != nil {
		return nil, errors.New("not a file of results (results.lojal), or a damaged one")
	}
	a := &opened{entries: map[string]*zip.File{}}
	for _, f := range files.File {
		a.entries[f.Name] = f
	}
	if err := a.head(); err != nil {
		return nil, err
	}
	return a.results()
}

// opened is an archive that is being read.
type opened struct {
	entries map[string]*zip.File
	result  resultsFile
	list    manifestFile
}

// manifestFile is the part of manifest.json that Read needs.
type manifestFile struct {
	Format   string   `json:"format"`
	Version  int      `json:"schema_version"`
	Contacts []string `json:"contacts"`
	Inputs   []string `json:"inputs"`
}

// resultsFile is the part of results.json that Read needs.
type resultsFile struct {
	Scenario     string       `json:"scenario"`
	Hash         string       `json:"scenario_hash"`
	Engine       string       `json:"engine_version"`
	Seed         uint64       `json:"seed"`
	Replications int          `json:"replications"`
	Asked        int          `json:"replications_asked"`
	Queue        string       `json:"queue"`
	Start        string       `json:"start"`
	Weeks        int          `json:"weeks"`
	Currency     string       `json:"currency"`
	Targets      []targetFile `json:"targets"`
	Warnings     []string     `json:"warnings"`
	Provenance   *struct {
		Decisive []decisiveFile `json:"decisive"`
	} `json:"provenance"`
}

type decisiveFile struct {
	Key        string  `json:"key"`
	Source     string  `json:"source"`
	Confidence string  `json:"confidence"`
	Low        float64 `json:"low"`
	High       float64 `json:"high"`
	KPI        string  `json:"kpi"`
	Change     float64 `json:"change"`
	Bands      float64 `json:"bands"`
}

// decisive is nil where it was not looked for.
func (f *resultsFile) decisive() []sim.Decisive {
	if f.Provenance == nil {
		return nil
	}
	list := []sim.Decisive{}
	for _, d := range f.Provenance.Decisive {
		list = append(list, sim.Decisive{Path: d.Key, Source: scenario.Source{Text: d.Source, Confidence: d.Confidence},
			Low: d.Low, High: d.High, KPI: kpi.ID(d.KPI), Change: d.Change, Bands: d.Bands})
	}
	return list
}

type targetFile struct {
	KPI     string   `json:"kpi"`
	AtLeast *float64 `json:"at_least"`
	AtMost  *float64 `json:"at_most"`
	ByWeek  *int     `json:"by_week"`
}

// maxCount bounds what a damaged file can claim.
const maxCount = 1 << 30

// head reads and checks the two documents.
func (a *opened) head() error {
	if err := a.document(manifestEntry, &a.list); err != nil {
		return err
	}
	if a.list.Format != archiveFormat {
		return errors.New("not a file of results")
	}
	if a.list.Version > SchemaVersion {
		return fmt.Errorf("made by a newer version (schema %d; this one reads up to %d)", a.list.Version, SchemaVersion)
	}
	if err := a.document(resultsEntry, &a.result); err != nil {
		return err
	}
	if n, w := a.result.Replications, a.result.Weeks; n < 0 || n > maxCount || w < 0 || w > maxCount {
		return fmt.Errorf("%s is damaged: %d replications, %d weeks", resultsEntry, n, w)
	}
	return nil
}

func (a *opened) document(name string, into any) error {
	data, err := a.bytes(name)
	if err != nil {
		return err
	}
	if data == nil {
		return fmt.Errorf("not a file of results: it has no %s", name)
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s is damaged: %w", name, err)
	}
	return nil
}

// bytes is the content of an entry, its checksum verified; nil without one.
// Entries are not compressed, so a file cannot hold more than its size.
func (a *opened) bytes(name string) ([]byte, error) {
	f := a.entries[name]
	if f == nil {
		return nil, nil
	}
	if f.Method != zip.Store {
		return nil, fmt.Errorf("%s is compressed; entries are stored as they are", name)
	}
	reader, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: %w", name, err)
	}
	defer reader.Close()
	data, err := io.ReadAll(reader)
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: %w", name, err)
	}
	return data, nil
}

// results puts the parts together. Figures that the file does not have, being
// older than them, are null.
func (a *opened) results() (*sim.Results, error) {
	f := a.result
	start, err := time.Parse(time.DateOnly, f.Start)
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: %w", resultsEntry, err)
	}
	r := &sim.Results{
		Scenario: f.Scenario, ScenarioHash: f.Hash, Engine: f.Engine, Seed: f.Seed, Queue: f.Queue,
		Start: start, Weeks: f.Weeks, Replications: f.Replications, Asked: f.Asked, Currency: f.Currency,
		Warnings: f.Warnings, Contacts: a.list.Contacts, Inputs: a.list.Inputs, Decisive: f.decisive(),
	}
	for _, t := range f.Targets {
		target, err := t.target()
		if err != nil {
			return nil, err
		}
		r.Targets = append(r.Targets, target)
	}
	if r.ScenarioTOML, err = a.bytes(scenarioEntry); err != nil {
		return nil, err
	}
	return r, a.draws(r)
}

func (t targetFile) target() (scenario.Target, error) {
	target := scenario.Target{KPI: t.KPI, ByWeek: -1}
	switch {
	case t.AtLeast != nil:
		target.AtLeast, target.Value = true, *t.AtLeast
	case t.AtMost != nil:
		target.Value = *t.AtMost
	default:
		return target, fmt.Errorf("%s is damaged: a target without a condition", resultsEntry)
	}
	if t.ByWeek != nil {
		target.ByWeek = *t.ByWeek
	}
	return target, nil
}

// draws fills in every array.
func (a *opened) draws(r *sim.Results) (err error) {
	wide := func(name string) (v []float64) {
		if err == nil {
			v, err = a.wide(name)
		}
		return v
	}
	rows := func(name string) (v [][]float32) {
		if err == nil {
			v, err = a.rows(name)
		}
		return v
	}
	for k := range kpi.All {
		r.Horizon = append(r.Horizon, orNull(wide(horizonEntry(k)), r.Replications))
		r.Series = append(r.Series, rows(seriesEntry(k)))
	}
	for c := range r.Contacts {
		figures := make([][]float64, len(kpi.All))
		for k := range figures {
			figures[k] = wide(contactEntry(c, k))
		}
		r.ByContact = append(r.ByContact, figures)
	}
	for p := range int(kpi.Denominators) {
		r.Weights = append(r.Weights, rows(weightEntry(p)))
	}
	for i := range r.Inputs {
		r.Drawn = append(r.Drawn, orNull(wide(inputEntry(i)), r.Replications))
	}
	return err
}

// orNull is v, or a null for each replication.
func orNull(v []float64, n int) []float64 {
	if v != nil {
		return v
	}
	v = make([]float64, n)
	for i := range v {
		v[i] = math.NaN()
	}
	return v
}

// wide reads float64 numbers, one a replication; nil without the entry.
func (a *opened) wide(name string) ([]float64, error) {
	data, err := a.numbers(name, 8, a.result.Replications)
	if data == nil || err != nil {
		return nil, err
	}
	v := make([]float64, a.result.Replications)
	for i := range v {
		v[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:]))
	}
	return v, nil
}

// rows reads float32 numbers by week and replication; nil without the entry.
func (a *opened) rows(name string) ([][]float32, error) {
	weeks, n := a.result.Weeks, a.result.Replications
	data, err := a.numbers(name, 4, weeks*n)
	if data == nil || err != nil {
		return nil, err
	}
	v := make([][]float32, weeks)
	for w := range v {
		v[w] = make([]float32, n)
		for i := range v[w] {
			v[w][i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*(w*n+i):]))
		}
	}
	return v, nil
}

// numbers is the content of an array of so many numbers of a size in bytes.
func (a *opened) numbers(name string, size, count int) ([]byte, error) {
	data, err := a.bytes(name)
	if data != nil && err == nil && len(data) != size*count {
		err = fmt.Errorf("%s is damaged: %d bytes, %d expected", name, len(data), size*count)
	}
	return data, err
}
