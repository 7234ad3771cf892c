package values

import (
	"errors"
	"strings"

	"lojal/sim/scenario"
)

// Sheet splits text of a spreadsheet into rows and cells: by tabs, else by
// semicolons.
func Sheet(text string) [][]string {
	text = strings.Trim(strings.ReplaceAll(text, "\r", ""), "\n")
	var rows [][]string
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		sep := "\t"
		if !strings.Contains(line, sep) {
			sep = ";"
		}
		cells := strings.Split(strings.Trim(line, " "), sep)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	return rows
}

// ReadSheet reads numbers of a spreadsheet, row by row; formats are those of the
// columns, used in turn. A first row or column of words, such as names of months,
// is left out. Shares without a % that are all 1 at most are taken as shares of 1,
// not as per cent.
func ReadSheet(text string, formats []Format) ([][]Value, error) {
	rows := words(Sheet(text), formats[0])
	if len(rows) == 0 {
		return nil, errors.New(formats[0].P.T("values.paste_empty"))
	}
	out := make([][]Value, len(rows))
	for i, row := range rows {
		for j, cell := range row {
			f := formats[j%len(formats)]
			if cell == "" {
				return nil, errors.New(f.P.T("values.paste_hole", "Row", i+1, "Column", j+1))
			}
			v, err := f.Read(cell, Value{}, 0)
			if err != nil {
				return nil, errors.New(f.P.T("values.paste_cell", "Row", i+1, "Column", j+1, "Problem", err.Error()))
			}
			out[i] = append(out[i], v)
		}
	}
	for j, f := range formats {
		if f.Key.Unit == scenario.Share && fractions(rows, f, j, len(formats)) {
			for i := range out {
				for c := j; c < len(out[i]); c += len(formats) {
					out[i][c].N = Tidy(out[i][c].N * 100)
				}
			}
		}
	}
	return out, nil
}

// TooLong says that more numbers were pasted than there is room for.
func (f Format) TooLong(numbers, room int) error {
	return errors.New(f.P.T("values.paste_long", "Sheet", numbers, "Room", room))
}

// words leaves out a first row and a first column in which nothing is a number.
func words(rows [][]string, f Format) [][]string {
	number := func(s string) bool { _, err := f.calculate(s, 0); return err == nil && s != "" }
	some := func(row []string) bool {
		for _, c := range row {
			if number(c) {
				return true
			}
		}
		return false
	}
	if len(rows) > 1 && !some(rows[0]) {
		rows = rows[1:]
	}
	labels := len(rows) > 0
	for _, row := range rows {
		labels = labels && len(row) > 1 && !number(row[0])
	}
	if labels {
		for i := range rows {
			rows[i] = rows[i][1:]
		}
	}
	return rows
}

// fractions says whether a column holds several shares, none with a %, none above 1.
func fractions(rows [][]string, f Format, column, of int) bool {
	n := 0
	for _, row := range rows {
		for c := column; c < len(row); c += of {
			v, err := f.calculate(row[c], 0)
			if err != nil || strings.Contains(row[c], "%") || v > 0.01 {
				return false
			}
			n++
		}
	}
	return n > 1
}

// WriteSheet writes values as a spreadsheet takes them, in the locale's form:
// shares as per cent.
func WriteSheet(list []Value, formats []Format, columns int) string {
	var b strings.Builder
	for i, v := range list {
		if i > 0 {
			if i%columns == 0 {
				b.WriteByte('\n')
			} else {
				b.WriteByte('\t')
			}
		}
		b.WriteString(strings.ReplaceAll(formats[i%len(formats)].Edit(v), "\u00a0", " "))
	}
	return b.String()
}

// Brief writes a value for the cell of a table.
func (f Format) Brief(v Value) string {
	switch {
	case v.Form == Certain && f.Key.Unit == scenario.Seconds:
		return f.clock(v.N)
	case v.Form == Certain && f.percent():
		return f.plain(v.N) + "\u00a0%"
	case v.Form == Certain:
		return f.Short(v, scenario.Number{})
	case v.Form == Range:
		return strings.TrimSuffix(f.Brief(Of(v.Low)), "\u00a0%") + "–" + f.Brief(Of(v.High))
	}
	return f.Edit(v)
}
