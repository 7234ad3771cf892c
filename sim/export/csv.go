package export

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"time"

	"lojal/sim"
	"lojal/sim/kpi"
)

// WriteDraws writes draws.csv: one row a replication; its number from 0, then a
// column a key figure, then a column an uncertain input.
func WriteDraws(w io.Writer, r *sim.Results) error {
	names, columns := draws(r)
	out := csvWriter(w)
	row := []string{"replication"}
	for _, name := range names {
		row = append(row, Cell(name))
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for i := range r.Replications {
		row = append(row[:0], strconv.Itoa(i))
		for _, column := range columns {
			row = append(row, decimal(column[i]))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// draws are the columns of draws.csv after the first: names, and a value a
// replication.
func draws(r *sim.Results) (names []string, columns [][]float64) {
	for k, row := range kpi.All {
		if k < len(r.Horizon) && r.Horizon[k] != nil {
			names, columns = append(names, string(row.ID)), append(columns, r.Horizon[k])
		}
	}
	return append(names, r.Inputs...), append(columns, r.Drawn...)
}

// seriesHeader is the first row of series.csv.
var seriesHeader = []string{"scenario", "kpi", "week", "date", "statistic", "value"}

// WriteSeries writes series.csv in tidy long form: a row for each figure, week
// and statistic; the date is the week's Monday.
func WriteSeries(w io.Writer, r *sim.Results) error {
	out := csvWriter(w)
	if err := out.Write(seriesHeader); err != nil {
		return err
	}
	scenario := Cell(r.Scenario)
	err := eachWeekly(r, func(id kpi.ID, week int, date time.Time, statistic string, v float64) error {
		return out.Write([]string{scenario, string(id), strconv.Itoa(week), date.Format(time.DateOnly), statistic, decimal(v)})
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// eachWeekly visits every weekly statistic in the order of the table, week by week.
func eachWeekly(r *sim.Results, visit func(id kpi.ID, week int, date time.Time, statistic string, v float64) error) error {
	for _, k := range kpi.All {
		b := r.Band(k.ID)
		if b == nil {
			continue
		}
		for week := range r.Weeks {
			date := r.Start.AddDate(0, 0, 7*week)
			for _, line := range weekly {
				if err := visit(k.ID, week, date, line.name, line.of(b)[week]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// csvWriter ends lines as RFC 4180 has it.
func csvWriter(w io.Writer) *csv.Writer {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out
}

// decimal is a number at full precision; empty for null.
func decimal(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Cell is a text for a cell of a spreadsheet. One that a spreadsheet would take
// for a formula gets an apostrophe in front.
func Cell(s string) string {
	if s != "" {
		switch s[0] {
		case '=', '+', '-', '@', '\t', '\r':
			return "'" + s
		}
	}
	return s
}
