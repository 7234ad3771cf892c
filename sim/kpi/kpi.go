// Package kpi is the one table of what Lojal measures: identifier, names, unit,
// format, better direction and formula of every key figure. The interface, the
// exports and the documentation all read it.
package kpi

// ID names a key figure in files and commands.
type ID string

// Unit is what a figure counts.
type Unit string

// Units of key figures.
const (
	Points          Unit = "points"        // 0 to 100
	Share           Unit = "share"         // 0 to 1, shown as per cent
	SharePerYear    Unit = "share/year"    // shown as per cent a year
	Count           Unit = "count"         //
	Seconds         Unit = "s"             //
	Hours           Unit = "h"             //
	Months          Unit = "months"        //
	Currency        Unit = "currency"      // the scenario's
	CurrencyPerYear Unit = "currency/year" //
	ContactsEach    Unit = "contacts/case" //
	CurrencyPerNeed Unit = "currency/need" //
)

// Better is the direction in which a figure improves.
type Better int

// Directions.
const (
	Neither Better = 0
	Up      Better = +1
	Down    Better = -1
)

// Horizon says how weeks make a whole-horizon figure.
type Horizon int

// Kinds of whole-horizon figure.
const (
	Flow  Horizon = iota // over all weeks; a ratio is the ratio of sums
	Stock                // the value in the last week
	Whole                // exists for the whole horizon only, no weekly series
)

// Per is what a ratio is per: its denominator.
type Per int

// Denominators. A figure with PerNothing is not a ratio.
const (
	PerNothing   Per = iota
	PerServed        // contacts served by person or machine
	PerFinished      // needs that came to an end, solved or given up
	PerCustomer      // customers at the start of the week
	PerLost          // customers lost
	PerOffered       // phone and chat contacts offered to an agent
	PerStaffed       // seconds staffed
	PerCase          // cases
	PerEmployed      // people employed
	PerNeed          // needs
	PerEmail         // e-mails answered
	Denominators     // how many there are
)

// KPI is one row of the table.
type KPI struct {
	ID        ID
	NameEn    string
	NameNb    string
	Unit      Unit
	Better    Better
	Horizon   Horizon
	ByContact bool   // also told for each contact type
	FormulaEn string // what is counted, in words
	FormulaNb string
	Per       Per  // denominator of a Flow that is a ratio
	Yearly    bool // a weekly share lost, told as 1 − (1 − share)^52
}

// Name is the figure's name in a language ("nb", else English).
func (k KPI) Name(lang string) string {
	if lang == "nb" {
		return k.NameNb
	}
	return k.NameEn
}

// Formula says in words what is counted.
func (k KPI) Formula(lang string) string {
	if lang == "nb" {
		return k.FormulaNb
	}
	return k.FormulaEn
}

// Index is the place of a figure in All, or −1.
func Index(id ID) int {
	for i := range All {
		if All[i].ID == id {
			return i
		}
	}
	return -1
}

// Of finds a figure by its identifier.
func Of(id ID) (KPI, bool) {
	if i := Index(id); i >= 0 {
		return All[i], true
	}
	return KPI{}, false
}
