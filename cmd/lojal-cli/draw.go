package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lojal/sim"
	"lojal/sim/export"
	"lojal/ui/chart"
)

// draw writes every picture of some plans into a folder, and returns the names
// of the files. It stops between two pictures.
func (e *env) draw(out checked, plans []chart.Plan, comparisons []*sim.Comparison) (names []string, err error) {
	if len(out.plots) == 0 {
		return nil, nil
	}
	style := chart.Style{Text: e.text, Footer: e.footer(plans)}
	today, taken := time.Now(), map[string]bool{}
	for _, d := range chart.All(plans, comparisons) {
		name := free(chart.FileName(title(plans), d, today), taken)
		for _, format := range out.plots {
			if e.ctx.Err() != nil {
				return names, stopped{e.text.T("cli.stopped_drawing")}
			}
			file := name + "." + string(format)
			err := export.File(filepath.Join(out.dir, file), func(w io.Writer) error {
				return chart.Export(w, d, format, out.size, style)
			})
			if err != nil {
				return names, err
			}
			names = append(names, file)
		}
	}
	return names, nil
}

// title names the plans in the names of files, the same in every language.
func title(plans []chart.Plan) string {
	first := plans[0].Results.Scenario
	switch len(plans) {
	case 1:
		return first
	case 2:
		return first + " " + plans[1].Results.Scenario
	}
	return fmt.Sprintf("%s and %d others", first, len(plans)-1)
}

// free is a name that is not taken yet.
func free(name string, taken map[string]bool) string {
	chosen := name
	for i := 2; taken[chosen]; i++ {
		chosen = name + "-" + strconv.Itoa(i)
	}
	taken[chosen] = true
	return chosen
}

// footer says where the pictures come from: the settings first, since what is too
// long for its two lines is cut at the end.
func (e *env) footer(plans []chart.Plan) string {
	words := make([]string, len(plans))
	for i, p := range plans {
		words[i] = fmt.Sprintf("%s (n = %s)", p.Name, e.text.Number(float64(p.Results.Replications), 0))
	}
	r := plans[0].Results
	return e.text.T("cli.footer", "Seed", strconv.FormatUint(r.Seed, 10), "Engine", r.Engine) + " · " + strings.Join(words, ", ")
}
