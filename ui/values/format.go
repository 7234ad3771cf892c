package values

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"lojal/sim/scenario"
	"lojal/ui/text"
)

// Format reads and writes the values of one key in one language.
type Format struct {
	P        *text.Printer
	Key      scenario.Key
	Currency string
}

// percent says whether the field shows per cent of what the key counts.
func (f Format) percent() bool {
	return f.Key.Unit == scenario.Share || f.Key.Unit == scenario.SharePerYear
}

// scale is what the field shows ÷ what the key counts.
func (f Format) scale() float64 {
	if f.percent() {
		return 100
	}
	return 1
}

// unitWords are words of units beside those that the unit itself is told by.
var unitWords = map[scenario.Unit]string{
	scenario.People: "people person heads agents personer ansatte rådgivere",
	scenario.Weeks:  "weeks week w uker uke",
	scenario.Months: "months month mo måneder måned mnd",
	scenario.Days:   "days day d dager dag",
	scenario.Hours:  "hours hour h timer time t",
	scenario.Points: "points point poeng",
	scenario.Euro:   "eur euro €",
}

// knows says whether a word belongs to the key's unit in either language.
func (f Format) knows(word string) bool {
	known := unitWords[f.Key.Unit]
	for _, lang := range text.Languages {
		p := text.For(lang)
		known += " " + p.Unit(f.Key.Unit, f.Currency) + " " + p.Value(f.Key, "2", f.Currency)
	}
	if strings.HasPrefix(string(f.Key.Unit), "currency") {
		known += " kr nok " + f.Currency
	}
	for _, w := range strings.Fields(strings.ToLower(plainSigns.Replace(known))) {
		if w == word && !strings.ContainsAny(w, "0123456789") {
			return true
		}
	}
	return word == "per" || word == "pr"
}

// separators stand between the ends of a range, as people write them.
var separators = []string{"..", "…", "–", "—", " to ", " til "}

var margins = []string{"±", "+/-", "+-", "+/−"}

// Read reads what was typed into the field of a value that stands at now, with
// its middle there (NaN: none): a number, a sum, a range in any of its forms, or
// a table as a file has it. The error says what is allowed.
func (f Format) Read(typed string, now Value, middle float64) (Value, error) {
	typed = strings.TrimSpace(plainSpaces.Replace(typed))
	if typed == "" {
		return Value{}, f.wrong(typed)
	}
	if strings.HasPrefix(typed, "{") {
		v, ok := Parse(typed, f.Key.Unit)
		if !ok {
			return v, f.wrong(typed)
		}
		return v, nil
	}
	if arrow.MatchString(typed) {
		return f.readPlan(arrow.Split(typed, -1), now, middle)
	}
	if m := named.FindStringSubmatch(typed); m != nil {
		return f.readDist(strings.ToLower(m[1]), m[2])
	}
	v, err := f.read(typed, now, middle)
	if errors.Is(err, errSum) {
		err = f.wrong(typed)
	}
	if err == nil {
		err = f.check(v)
	}
	return v, err
}

var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\t", " ")

func (f Format) read(typed string, now Value, middle float64) (Value, error) {
	for _, sep := range margins {
		if a, b, ok := strings.Cut(typed, sep); ok {
			return f.around(a, b)
		}
	}
	for _, sep := range separators {
		a, b, ok := strings.Cut(strings.ToLower(typed), sep)
		if ok && strings.TrimSpace(a) != "" {
			return f.between(a, b)
		}
	}
	if f.continues(plainSigns.Replace(typed)) && !math.IsNaN(middle) && now.Form != Certain {
		to, err := f.calculate(typed, middle)
		return now.Moved(middle, to, f.Key), err
	}
	n, err := f.calculate(typed, middle)
	return Of(n), err
}

// around reads a middle and a margin, of itself where that has a %.
func (f Format) around(a, b string) (Value, error) {
	m, err := f.calculate(a, math.NaN())
	if err != nil {
		return Value{}, err
	}
	b = strings.TrimSpace(b)
	if share, ok := strings.CutSuffix(b, "%"); ok {
		plain := f
		plain.Key.Unit, plain.Key.Min = scenario.NoUnit, math.Inf(-1)
		p, err := plain.calculate(share, math.NaN())
		return Value{Form: Around, N: m, Margin: Tidy(p / 100)}, err
	}
	p, err := f.calculate(b, math.NaN())
	return Value{Form: Range, Low: Tidy(m - p), High: Tidy(m + p)}, err
}

// between reads the ends of a range; a unit at one end holds for both, and the
// share of futures within it, which is always 80 %, may be said.
func (f Format) between(a, b string) (Value, error) {
	b = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(b), "(80 %)"), "(80%)"))
	if f.Key.Unit == scenario.Seconds {
		if end := b[strings.LastIndexAny(b, "0123456789")+1:]; end != "" && !strings.ContainsAny(a, "hmst:") {
			a += end
		}
	}
	low, err := f.calculate(a, math.NaN())
	if err != nil {
		return Value{}, err
	}
	high, err := f.calculate(b, math.NaN())
	if err == nil && low > high {
		err = errors.New(f.P.T("values.order", "Low", f.Number(low), "High", f.Number(high)))
	}
	if err == nil && low == high {
		return Of(low), nil
	}
	return Value{Form: Range, Low: low, High: high}, err
}

// check says what is wrong with a number beyond the hard bounds.
func (f Format) check(v Value) error {
	list := []float64{v.N}
	switch v.Form {
	case Range:
		list = []float64{v.Low, v.High}
	case Dist, Ramp, Steps:
		return nil // the scenario says more of these
	}
	if v.Form != Certain && !f.Key.Ranges {
		return errors.New(f.P.T("values.certain"))
	}
	low, high := f.Key.Limits()
	for _, n := range list {
		if n < low || n > high {
			return errors.New(f.P.T("values.bounds", "Value", f.Number(n), "Allowed", f.Allowed()))
		}
	}
	return nil
}

// Allowed tells the hard bounds.
func (f Format) Allowed() string {
	low, high := f.Key.Limits()
	switch {
	case math.IsInf(low, -1) && math.IsInf(high, 1):
		return f.P.T("values.any")
	case math.IsInf(high, 1):
		return f.P.T("values.least", "Low", f.Number(low))
	case math.IsInf(low, -1):
		return f.P.T("values.most", "High", f.Number(high))
	}
	return f.P.T("values.from_to", "Low", f.Number(low), "High", f.Number(high))
}

// wrong says that a text is no value of the key, and what is.
func (f Format) wrong(typed string) error {
	m := f.example()
	pairs := []any{"Text", typed, "Allowed", f.Allowed(), "Number", f.Edit(Of(m)), "Sum", f.Edit(Of(m)) + "*1" + f.P.Number(0.1, 1)[1:]}
	if !f.Key.Ranges {
		return errors.New(f.P.T("values.wrong_certain", pairs...))
	}
	return errors.New(f.P.T("values.wrong", append(pairs, "Range", f.Edit(Value{Form: Around, N: m, Margin: 0.1}))...))
}

// example is a number that the key takes.
func (f Format) example() float64 {
	if v, ok := Parse(f.Key.Default, f.Key.Unit); ok && v.Middle() != 0 {
		return v.Middle()
	}
	if !math.IsNaN(f.Key.High) {
		return f.Key.High
	}
	if f.percent() {
		return 0.3
	}
	return 1
}

// Number writes one number with its unit.
func (f Format) Number(v float64) string {
	return f.P.Value(f.Key, Of(v).TOML(scenario.NoUnit), f.Currency)
}

// Show writes the value in full.
func (f Format) Show(v Value) string { return f.P.Value(f.Key, v.TOML(f.Key.Unit), f.Currency) }

// Short writes the value for a narrow field: ends of a range, ends of a plan.
func (f Format) Short(v Value, n scenario.Number) string {
	if f.Key.Unit == scenario.Seconds && v.Form == Certain {
		return f.Show(v)
	}
	suffix := ""
	if f.Key.Unit == scenario.Share {
		suffix = "\u00a0%"
	}
	short := func(x float64) string {
		if f.Key.Unit == scenario.Seconds {
			return f.clock(x)
		}
		return f.plain(x)
	}
	switch {
	case v.Form == Certain:
		return f.plain(v.N) + suffix
	case v.Form == Ramp && n.Plan != nil:
		return short(Middle(n.Plan.From)) + " → " + short(Middle(n)) + suffix
	case v.Form == Steps && n.Plan != nil:
		return short(Middle(n.Plan.Steps[0][1])) + " → " + short(Middle(n)) + suffix
	case n.Dist != nil:
		return short(Significant(n.Dist.Quantile(0.1), 3)) + "–" + short(Significant(n.Dist.Quantile(0.9), 3)) + suffix
	}
	return f.Show(v)
}

// Edit writes the value as a field edits it: Read reads it back.
func (f Format) Edit(v Value) string {
	number := func(x float64) string {
		switch {
		case f.Key.Unit == scenario.Seconds:
			return f.clock(x)
		case f.percent():
			return f.plain(x) + " %"
		}
		return f.plain(x)
	}
	switch v.Form {
	case Certain:
		return number(v.N)
	case Range:
		return number(v.Low) + ".." + number(v.High)
	case Around:
		return number(v.N) + " ± " + f.P.Number(100*v.Margin, decimals(100*v.Margin)) + " %"
	case Ramp, Steps:
		return f.editPlan(v)
	case Dist:
		return f.editDist(v)
	}
	return v.TOML(f.Key.Unit)
}

// plain is a number in the unit of the field, without it.
func (f Format) plain(v float64) string {
	v *= f.scale()
	return f.P.Number(v, decimals(v))
}

// clock is seconds as people type them: 7m, 5m20s, 2h.
func (f Format) clock(v float64) string {
	if v >= 0 && v < 60 || v != math.Trunc(v) {
		return f.plain(v) + "s"
	}
	return Clock(v)
}

// decimals is how many a number needs, six significant digits at most.
func decimals(v float64) int {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(Significant(v, 6), 'f', -1, 64), ".")
	return len(fraction)
}

// Evidence is the range that is known to occur, with its unit; "" where none is.
func (f Format) Evidence() string {
	k := f.Key
	if math.IsNaN(k.Low) || math.IsNaN(k.High) || k.Low >= k.High {
		return ""
	}
	return f.P.Value(k, fmt.Sprintf("%q", Digits(k.Low)+".."+Digits(k.High)), f.Currency)
}

// Bare is the evidence range without words: for a column under its heading.
func (f Format) Bare() string {
	if f.Evidence() == "" {
		return ""
	}
	return f.Brief(Value{Form: Range, Low: f.Key.Low, High: f.Key.High})
}

// Outside says whether a number is beyond the evidence range.
func (f Format) Outside(v float64) bool {
	k := f.Key
	dust := 1e-9 * (math.Abs(k.High) + math.Abs(k.Low))
	return !(math.IsNaN(k.Low) || math.IsNaN(k.High) || k.Low >= k.High) && (v < k.Low-dust || v > k.High+dust)
}
