package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"lojal/sim"
	"lojal/sim/kpi"
)

// WriteXLSX writes results.xlsx: the sheets run, kpis, kpis_by_contact (with
// several contact types), targets (with any), series and draws. The same results
// give the same bytes.
func WriteXLSX(w io.Writer, r *sim.Results) error {
	if r.Replications >= excelize.TotalRows {
		return fmt.Errorf("a sheet holds at most %d replications, these are %d: use csv", excelize.TotalRows-1, r.Replications)
	}
	book := &workbook{file: excelize.NewFile()}
	defer book.file.Close()
	book.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{to: w, entries: map[string]*bytes.Buffer{}} })
	book.styles()
	book.sheet("run", []string{"what", "value"}, func(row rowFunc) { runRows(r, row) })
	book.sheet("kpis", append([]string{"kpi", "name", "unit"}, statisticNames()...), func(row rowFunc) {
		for _, k := range kpi.All {
			row(summaryRow(r.Summary(k.ID), string(k.ID), k.NameEn, string(k.Unit))...)
		}
	})
	if len(r.Contacts) > 1 {
		book.sheet("kpis_by_contact", append([]string{"contact", "kpi", "unit"}, statisticNames()...), func(row rowFunc) { contactRows(r, row) })
	}
	if len(r.Targets) > 0 {
		book.sheet("targets", []string{"kpi", "condition", "value", "by_week", "probability", "mc_error"}, func(row rowFunc) { targetRows(r, row) })
	}
	book.sheet("series", seriesHeader, func(row rowFunc) {
		_ = eachWeekly(r, func(id kpi.ID, week int, date time.Time, statistic string, v float64) error {
			row(r.Scenario, string(id), week, date, statistic, v)
			return nil
		})
	})
	names, columns := draws(r)
	book.sheet("draws", append([]string{"replication"}, names...), func(row rowFunc) {
		values := make([]any, 1+len(columns))
		for i := range r.Replications {
			values[0] = i
			for c, column := range columns {
				values[1+c] = column[i]
			}
			row(values...)
		}
	})
	if book.err != nil {
		return book.err
	}
	return book.file.Write(w)
}

func statisticNames() (names []string) {
	for _, s := range statistics {
		names = append(names, s.name)
	}
	return names
}

func summaryRow(s sim.Summary, heads ...any) []any {
	for _, statistic := range statistics {
		heads = append(heads, statistic.of(s))
	}
	return heads
}

func runRows(r *sim.Results, row rowFunc) {
	for _, m := range identity(r) {
		if seed, ok := m.value.(uint64); ok {
			m.value = fmt.Sprint(seed) // a spreadsheet would round it
		}
		row(m.name, m.value)
	}
	row("start", r.Start)
	row("weeks", r.Weeks)
	row("currency", r.Currency)
	for _, warning := range r.Warnings {
		row("warning", warning)
	}
}

func contactRows(r *sim.Results, row rowFunc) {
	for c, name := range r.Contacts {
		for k, id := range kpi.All {
			if c < len(r.ByContact) && r.ByContact[c][k] != nil {
				row(summaryRow(sim.Summarise(r.ByContact[c][k]), name, string(id.ID), string(id.Unit))...)
			}
		}
	}
}

func targetRows(r *sim.Results, row rowFunc) {
	each, all := r.TargetResults()
	for _, t := range each {
		condition, week := "at_most", any(nil)
		if t.Target.AtLeast {
			condition = "at_least"
		}
		if t.Target.ByWeek >= 0 {
			week = t.Target.ByWeek
		}
		row(t.Target.KPI, condition, t.Target.Value, week, t.Probability, t.MCError)
	}
	row("all together", nil, nil, nil, all.Probability, all.MCError)
}

// workbook writes sheets until the first error.
type workbook struct {
	file       *excelize.File
	bold, date int // styles
	sheets     int
	err        error
}

type rowFunc func(values ...any)

func (b *workbook) styles() {
	day := "yyyy-mm-dd"
	var err error
	b.bold, b.err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if b.date, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &day}); err != nil {
		b.err = err
	}
}

// sheet writes one sheet: a bold first row that stays in sight, then the rows.
func (b *workbook) sheet(name string, header []string, rows func(rowFunc)) {
	if b.err != nil {
		return
	}
	if b.sheets++; b.sheets == 1 {
		b.err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, b.err = b.file.NewSheet(name)
	}
	if b.err != nil {
		return
	}
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		b.err = err
		return
	}
	b.err = stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	line := 0
	write := func(values ...any) {
		line++
		if b.err == nil {
			b.err = stream.SetRow(fmt.Sprintf("A%d", line), b.cells(values))
		}
	}
	heads := make([]any, len(header))
	for i, h := range header {
		heads[i] = excelize.Cell{StyleID: b.bold, Value: Cell(h)}
	}
	write(heads...)
	rows(write)
	if b.err == nil {
		b.err = stream.Flush()
	}
}

// cells are values as a sheet takes them: null empty, text no formula.
func (b *workbook) cells(values []any) []any {
	cells := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case float64:
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				cells[i] = v
			}
		case string:
			cells[i] = Cell(v)
		case time.Time:
			cells[i] = excelize.Cell{StyleID: b.date, Value: v}
		default:
			cells[i] = v
		}
	}
	return cells
}

// sortedZip is a zip whose entries come in a fixed order; excelize hands them
// over in the order of a map.
type sortedZip struct {
	to      io.Writer
	entries map[string]*bytes.Buffer
}

func (z *sortedZip) Create(name string) (io.Writer, error) {
	z.entries[name] = &bytes.Buffer{}
	return z.entries[name], nil
}

// AddFS is there for the interface; nothing calls it.
func (z *sortedZip) AddFS(fs.FS) error { return fmt.Errorf("xlsx: %w", fs.ErrInvalid) }

func (z *sortedZip) Close() error {
	out := zip.NewWriter(z.to)
	names := make([]string, 0, len(z.entries))
	for name := range z.entries {
		names = append(names, name)
	}
	slices.Sort(names) // [Content_Types].xml first, as readers like it
	for _, name := range names {
		w, err := out.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(z.entries[name].Bytes()); err != nil {
			return err
		}
	}
	return out.Close()
}
