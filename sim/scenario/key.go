package scenario

// Text is a short text in both languages of the product.
type Text struct{ En, Nb string }

// In returns the text in a language: "nb", or English for anything else.
func (t Text) In(lang string) string {
	if lang == "nb" {
		return t.Nb
	}
	return t.En
}

// Side says who chooses a value.
type Side string

const (
	World    Side = "world"    // what a planner cannot choose
	Decision Side = "decision" // what a planner chooses
	Price    Side = "cost"     // prices
	Setup    Side = "setup"    // how the run is made and told
)

// Kind is the form of a value.
type Kind string

// Kinds of value.
const (
	Figure       Kind = "number"   // certain, uncertain or planned, by the row
	Whole        Kind = "whole"    // a whole number
	Words        Kind = "text"     //
	Choice       Kind = "choice"   // one of Choices
	TextList     Kind = "texts"    //
	Date         Kind = "date"     //
	DateList     Kind = "dates"    //
	Clock        Kind = "clock"    // a time of day
	Weights      Kind = "weights"  // a list of numbers, normalised to mean 1
	Monthly      Kind = "monthly"  // one number, or one a month
	Pairs        Kind = "pairs"    // [[x, y], …] with rising x
	PatienceKind Kind = "patience" //
	CurveKind    Kind = "curve"    //
	BaseKind     Kind = "base"     // points, or "calibrated"
	CoverageKind Kind = "coverage" // "demand", "flat" or a list of weights
	TargetKind   Kind = "target"   // { at_least or at_most, by_week }
	RankKind     Kind = "rank"     // a rank correlation
	SourceKind   Kind = "source"   // { text, confidence }
	SettingsKind Kind = "settings" // a table of KEY = VALUE
)

// Unit is what a number counts.
type Unit string

const (
	NoUnit           Unit = ""
	Share            Unit = "share"    // 0 to 1, shown as per cent
	Seconds          Unit = "s"        // a duration
	People           Unit = "people"   // heads
	Weeks            Unit = "weeks"    //
	Months           Unit = "months"   //
	Days             Unit = "days"     //
	Hours            Unit = "hours"    //
	Currency         Unit = "currency" // the scenario's
	PerAgentMonth    Unit = "currency/agent/month"
	CurrencyPerYear  Unit = "currency/year"
	CurrencyPerHour  Unit = "currency/hour"
	Euro             Unit = "EUR"
	Points           Unit = "points" // of 0 to 100
	PerYear          Unit = "/year"
	PerWeek          Unit = "/week"
	SharePerYear     Unit = "share/year"
	Factor           Unit = "factor"
	CurrencyPerMonth Unit = "currency/month"
)

// Key is the one definition of a key of the scenario file. Validation, levers,
// the assumptions view, sensitivity and the reference documentation read it.
type Key struct {
	Path       string  // "world.labour.weeks_to_hire"; * stands for the name of an entry: "world.contact.*.share"
	Side       Side    //
	Kind       Kind    //
	Name, Help Text    // Help is one sentence: what it means and does
	Unit       Unit    //
	Min, Max   float64 // hard bounds of a number, inclusive; ±Inf where there is none
	Low, High  float64 // evidence range; NaN where there is none
	Step       float64 // of a slider
	Default    string  // as TOML; "" where the key is required or has no value
	Source     string  // where default and range come from
	Confidence string  // high, medium, low or guess
	Ranges     bool    // takes an uncertain value
	Plans      bool    // takes a plan over weeks
	Choices    []string
	Main       bool // one of the few levers shown first

	sane  float64 // the greatest value that can be meant, where nature sets no bound
	week0 string  // path whose value in week 0 of the root scenario is the default
}

// limits are the bounds of a number, inclusive.
func (k *Key) limits() (low, high float64) { return k.Min, min(k.Max, k.sane) }
