package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"lojal/sim"
	"lojal/sim/kpi"
)

func TestDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t)
		rows, err := csv.NewReader(bytes.NewReader(written(t, func(w io.Writer) error { return WriteDraws(w, r) }))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1+r.Replications || len(rows[0]) != 1+len(kpi.All)+len(r.Inputs) {
			t.Fatalf("%d rows of %d cells", len(rows), len(rows[0]))
		}
		for i, row := range rows[1:] {
			for c, cell := range row[1:] {
				var want float64
				if c < len(kpi.All) {
					want = r.Horizon[c][i]
				} else {
					want = r.Drawn[c-len(kpi.All)][i]
				}
				got, err := strconv.ParseFloat(cell, 64)
				if null := math.IsNaN(want) || math.IsInf(want, 0); null != (cell == "") || !null && (err != nil || got != want) {
					t.Fatalf("row %d, %s: %q, want %v", i, rows[0][c+1], cell, want)
				}
			}
		}
	})
}

func TestSeries(t *testing.T) {
	r := tiny()
	text := string(written(t, func(w io.Writer) error { return WriteSeries(w, r) }))
	for _, want := range []string{
		"scenario,kpi,week,date,statistic,value\r\n",
		"'=Plan <B> æøå,churn,0,2026-01-05,p50,0.375\r\n", // escaped, Monday of week 0
		"'=Plan <B> æøå,churn,1,2026-01-12,mean,0.25\r\n",
		",occupancy,1,2026-01-12,mean,\r\n", // null is empty
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(text, "retention_2y") {
		t.Error("a figure without weeks is in the series")
	}
}

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "a=b": "a=b", "": "",
	} {
		if got := Cell(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestXLSX(t *testing.T) {
	r := small()
	data := written(t, func(w io.Writer) error { return WriteXLSX(w, r) })
	for range 3 {
		if !bytes.Equal(data, written(t, func(w io.Writer) error { return WriteXLSX(w, r) })) {
			t.Fatal("the same results give other bytes")
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(book.GetSheetList(), " "); got != "run kpis kpis_by_contact targets series draws" {
		t.Errorf("sheets: %s", got)
	}
	if got, _ := book.GetCellValue("run", "B2"); got != "'=Plan <B> æøå" {
		t.Errorf("name: %q", got)
	}
	checkSheet(t, book, "series", WriteSeries, r)
	checkSheet(t, book, "draws", WriteDraws, r)
}

// checkSheet compares a sheet with the CSV file of the same name.
func checkSheet(t *testing.T, book *excelize.File, name string, write func(io.Writer, *sim.Results) error, r *sim.Results) {
	t.Helper()
	want, err := csv.NewReader(bytes.NewReader(written(t, func(w io.Writer) error { return write(w, r) }))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got, err := book.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil || len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d, %v", name, len(got), len(want), err)
	}
	for i := range want {
		for c, cell := range want[i] {
			value := ""
			if c < len(got[i]) {
				value = got[i][c]
			}
			x, err1 := strconv.ParseFloat(cell, 64)
			y, err2 := strconv.ParseFloat(value, 64)
			if i > 0 && want[0][c] == "date" {
				continue // a day number in the sheet
			}
			if err1 == nil && err2 == nil && math.Abs(x-y) <= 1e-14*math.Abs(x) || cell == value {
				continue
			}
			t.Fatalf("%s row %d, %s: %q, want %q", name, i, want[0][c], value, cell)
		}
	}
}
