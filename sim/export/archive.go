package export

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"lojal/sim"
	"lojal/sim/kpi"
)

// Entries of the archive beside the arrays.
const (
	manifestEntry = "manifest.json"
	resultsEntry  = "results.json"
	scenarioEntry = "scenario.toml"
)

// archiveFormat is what the manifest calls the archive.
const archiveFormat = "lojal results"

// array is one entry of draws: numbers, little-endian, the last index running
// fastest. One of rows and wide is set.
type array struct {
	name  string
	shape []int
	rows  [][]float32 // float32
	wide  []float64   // float64
}

func (a array) kind() string {
	if a.wide != nil {
		return "float64"
	}
	return "float32"
}

// Write writes the archive results.lojal: a zip, not compressed, without times,
// so that the same results give the same bytes.
func Write(w io.Writer, r *sim.Results) error {
	arrays := arraysOf(r)
	out := zip.NewWriter(w)
	entry := func(name string, write func(io.Writer) error) error {
		file, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return err
		}
		return write(file)
	}
	if err := entry(manifestEntry, func(w io.Writer) error { return writeJSON(w, manifest(r, arrays)) }); err != nil {
		return err
	}
	if err := entry(scenarioEntry, func(w io.Writer) error { _, err := w.Write(r.ScenarioTOML); return err }); err != nil {
		return err
	}
	if err := entry(resultsEntry, func(w io.Writer) error { return WriteJSON(w, r) }); err != nil {
		return err
	}
	for _, a := range arrays {
		if err := entry(a.name, a.write); err != nil {
			return err
		}
	}
	return out.Close()
}

// manifest describes the arrays, so that any program can read them.
func manifest(r *sim.Results, arrays []array) object {
	list := make([]object, len(arrays))
	for i, a := range arrays {
		list[i] = object{{"name", a.name}, {"type", a.kind()}, {"shape", a.shape}}
	}
	return object{
		{"format", archiveFormat},
		{"schema_version", SchemaVersion},
		{"byte_order", "little-endian"},
		{"contacts", append([]string{}, r.Contacts...)},
		{"inputs", append([]string{}, r.Inputs...)},
		{"arrays", list},
	}
}

// arraysOf lists every draw of the results. Contact types and inputs go by
// their number, since their names are free text.
func arraysOf(r *sim.Results) (arrays []array) {
	wide := func(name string, v []float64) {
		if v != nil {
			arrays = append(arrays, array{name: name, shape: []int{r.Replications}, wide: v[:r.Replications]})
		}
	}
	rows := func(name string, v [][]float32) {
		if v != nil {
			arrays = append(arrays, array{name: name, shape: []int{r.Weeks, r.Replications}, rows: v})
		}
	}
	for k := range r.Horizon {
		wide(horizonEntry(k), r.Horizon[k])
	}
	for c := range r.ByContact {
		for k := range r.ByContact[c] {
			wide(contactEntry(c, k), r.ByContact[c][k])
		}
	}
	for k := range r.Series {
		rows(seriesEntry(k), r.Series[k])
	}
	for p := range r.Weights {
		rows(weightEntry(p), r.Weights[p])
	}
	for i := range r.Drawn {
		wide(inputEntry(i), r.Drawn[i])
	}
	return arrays
}

func horizonEntry(k int) string    { return "horizon/" + string(kpi.All[k].ID) }
func contactEntry(c, k int) string { return fmt.Sprintf("contact/%d/%s", c, kpi.All[k].ID) }
func seriesEntry(k int) string     { return "series/" + string(kpi.All[k].ID) }
func weightEntry(p int) string     { return fmt.Sprintf("weight/%d", p) }
func inputEntry(i int) string      { return fmt.Sprintf("input/%d", i) }

// write encodes the numbers through one buffer.
func (a array) write(w io.Writer) error {
	var buffer []byte
	for _, v := range a.wide {
		buffer = binary.LittleEndian.AppendUint64(buffer, math.Float64bits(v))
	}
	if a.wide != nil {
		_, err := w.Write(buffer)
		return err
	}
	for _, row := range a.rows {
		buffer = buffer[:0]
		for _, v := range row[:a.shape[1]] {
			buffer = binary.LittleEndian.AppendUint32(buffer, math.Float32bits(v))
		}
		if _, err := w.Write(buffer); err != nil {
			return err
		}
	}
	return nil
}
