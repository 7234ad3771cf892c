// Package verify holds Lojal's figures against oracles that do not depend on it:
// published tables, closed forms, other programs.
//
// A check is a [Row], rows belong to a [Group]. To add a group, write a function
// that returns one and put it into [Quick] or, if it takes longer than some
// seconds, into [Long].
package verify

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Row is one figure and what it should be.
type Row struct {
	What      string  // the case and the figure
	Ours      float64 // in the unit of the oracle
	Oracle    float64
	Tolerance float64 // of the absolute difference
	Source    string  // of the oracle
}

// Pass tells whether the difference is within the tolerance.
func (r Row) Pass() bool { return math.Abs(r.Ours-r.Oracle) <= r.Tolerance }

// Exception is a row that is known to lie outside its tolerance.
type Exception struct {
	What   string // the What of the row
	Reason string
}

// Group is a set of checks with one explanation.
type Group struct {
	Name    string
	Explain string // what is compared, and why the oracle can be trusted
	Rows    []Row
	Outside []Exception // rows outside their tolerance, with the reason
}

// Failed are the rows outside their tolerance without a reason, and the
// exceptions that name no row outside its tolerance: neither may be there.
func (g Group) Failed() (failed []string) {
	reasons := map[string]bool{}
	for _, x := range g.Outside {
		reasons[x.What] = true
	}
	for _, r := range g.Rows {
		if !r.Pass() && !reasons[r.What] {
			failed = append(failed, r.What)
		}
		if !r.Pass() {
			delete(reasons, r.What)
		}
	}
	for _, x := range g.Outside {
		if reasons[x.What] {
			failed = append(failed, x.What+" (an exception that is not needed)")
			delete(reasons, x.What)
		}
	}
	return failed
}

// Quick are the groups that take seconds, Long those that simulate. The order is
// that of the page.
var (
	Quick = []func() (Group, error){Erlang, WhittTables, Identities}
	Long  = []func() (Group, error){Theory, DayOfSteps, PublishedDay, Intervals, Shipped, Grid}
)

// Write runs groups and writes a page in Markdown. It tells how many rows failed.
func Write(w io.Writer, groups []func() (Group, error)) (failed int, err error) {
	var b strings.Builder
	b.WriteString("# Lojal's figures against independent ones\n")
	rows := 0
	for _, run := range groups {
		g, err := run()
		if err != nil {
			return failed, err
		}
		rows += len(g.Rows)
		failed += len(g.Failed())
		g.write(&b)
	}
	fmt.Fprintf(&b, "\n%d figures, %d failed.\n", rows, failed)
	_, err = io.WriteString(w, b.String())
	return failed, err
}

func (g Group) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n", g.Name, g.Explain)
	b.WriteString("| What | Lojal | Oracle | Tolerance | | Source |\n|---|---:|---:|---:|---|---|\n")
	for _, r := range g.Rows {
		verdict := "ok"
		if !r.Pass() {
			verdict = "**outside**"
		}
		fmt.Fprintf(b, "| %s | %.10g | %.10g | %.2g | %s | %s |\n", cell(r.What), r.Ours, r.Oracle, r.Tolerance, verdict, cell(r.Source))
	}
	if len(g.Outside) > 0 {
		b.WriteString("\nOutside tolerance, with the reason:\n\n")
	}
	for _, x := range g.Outside {
		fmt.Fprintf(b, "- %s: %s\n", x.What, x.Reason)
	}
	for _, what := range g.Failed() {
		fmt.Fprintf(b, "\n**Failed:** %s\n", what)
	}
}

// cell keeps text from ending a cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// printed is a row whose oracle is told to so many decimals.
func printed(what string, ours, oracle float64, decimals int, source string) Row {
	return Row{what, ours, oracle, 0.5000001 * math.Pow10(-decimals), source}
}

// relative is a row with a tolerance relative to the oracle.
func relative(what string, ours, oracle, tolerance float64, source string) Row {
	return Row{what, ours, oracle, tolerance * math.Abs(oracle), source}
}
