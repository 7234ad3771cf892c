package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lojal/sim/scenario"
)

type initiativesCmd struct {
	Name     string `arg:"" optional:"" help:"One initiative, in full."`
	Scenario string `help:"The initiatives of this scenario instead of the shipped catalogue." placeholder:"SCENARIO"`
	JSON     bool   `name:"json" help:"Print as JSON."`
}

// Help is shown by initiatives --help; its examples are run by a test.
func (initiativesCmd) Help() string {
	return `Costs and effects are claims of their sources. Believed is the claim times its credibility, which is uncertain: the mean and the 10 % and 90 % points. A claim marked ! promises more than twice as much per euro as the median of the catalogue and should not be believed. Take one into a scenario by its name:

	[[decisions.initiative]]
	use = "empathy-training"
	start_week = 8

or write your own, with name, cost (euro for a team of costs.catalogue_team), cost_per_month, months until the full effect, effects = { SIGNAL = share of the remaining gap closed }, attrition and handle_time (factors), credibility and repeat_months:

	[[decisions.initiative]]
	name = "mentoring"
	cost = 6_000
	months = 3
	effects = { resolution = 0.10, attitude = 0.15 }
	credibility = "0.3..0.7"

Examples:

	lojal-cli initiatives
	lojal-cli initiatives coaching
	lojal-cli initiatives --json`
}

// Run lists the initiatives, with what they cost and promise.
func (c initiativesCmd) Run(e *env) error {
	list := scenario.Catalogue()
	if c.Scenario != "" {
		s, err := scenario.Open(c.Scenario)
		if err != nil {
			return asUsage(err)
		}
		list = s.Programmes()
	}
	if c.Name != "" {
		i := slices.IndexFunc(list, func(p scenario.Programme) bool { return p.ID == c.Name })
		if i < 0 {
			return usageError{errors.New(e.noInitiative(c.Name, programmeIDs(list)))}
		}
		list = list[i : i+1]
	}
	doc := e.initiatives(list, c.Scenario == "")
	var b bytes.Buffer
	switch {
	case c.JSON:
		return e.json(doc)
	case len(list) == 0:
		e.message(e.text.T("initiatives.empty", "Scenario", c.Scenario))
		return nil
	case c.Name != "":
		e.initiative(&b, list[0], doc)
	default:
		e.initiativeTable(&b, list, doc)
	}
	return e.print(b.Bytes())
}

// noInitiative says that there is none of a name.
func (e *env) noInitiative(name string, ids []string) string {
	if best := scenario.Near(name, ids); best != "" {
		return e.text.T("initiatives.near", "Name", name, "Near", best)
	}
	return e.text.T("initiatives.none", "Name", name, "Allowed", strings.Join(ids, ", "))
}

func programmeIDs(list []scenario.Programme) []string {
	ids := make([]string, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return ids
}

// initiativesView is the catalogue as JSON.
type initiativesView struct {
	Initiatives    []initiativeView `json:"initiatives"`
	Contradictions []string         `json:"contradictions"`
}

type initiativeView struct {
	ID           string             `json:"initiative"`
	Name         string             `json:"name"`
	Cost         float64            `json:"cost_eur"`
	CostPerMonth float64            `json:"cost_per_month_eur"`
	Months       float64            `json:"months"`
	RepeatMonths float64            `json:"repeat_months"` // 0: once
	Effects      map[string]float64 `json:"effects"`       // signal: share of the gap closed, as claimed
	Attrition    float64            `json:"attrition"`     // factor
	HandleTime   float64            `json:"handle_time"`   // factor
	Claim        float64            `json:"claim"`         // mean over the signals
	Believed     believed           `json:"believed"`
	PerThousand  float64            `json:"claim_per_1000_eur"` // of the first year
	Doubtful     bool               `json:"doubtful"`
	Source       string             `json:"source"`
	Confidence   string             `json:"confidence"`
}

type believed struct {
	Mean float64 `json:"mean"`
	P10  float64 `json:"p10"`
	P90  float64 `json:"p90"`
}

// initiatives is what there is to tell of some initiatives; of the whole
// catalogue also the contradictions between them.
func (e *env) initiatives(list []scenario.Programme, shipped bool) initiativesView {
	doc := initiativesView{Initiatives: []initiativeView{}, Contradictions: []string{}}
	for _, p := range list {
		n := p.Values
		v := initiativeView{ID: p.ID, Name: p.Name.In(e.text.Lang()), Cost: n.Cost, CostPerMonth: n.CostPerMonth,
			Months: n.Months, RepeatMonths: n.RepeatMonths, Effects: n.Effects, Attrition: n.Attrition, HandleTime: n.HandleTime,
			Claim: p.Claim(), PerThousand: p.PerThousand(), Doubtful: p.Doubtful(),
			Source: e.text.Phrase(p.From.Text), Confidence: p.From.Confidence}
		v.Believed.Mean, v.Believed.P10, v.Believed.P90 = p.Believed()
		doc.Initiatives = append(doc.Initiatives, v)
	}
	if !shipped {
		return doc
	}
	for _, c := range scenario.Contradictions() {
		about := func(p scenario.Programme) bool { return slices.Contains(c.Of, p.ID) }
		if len(list) > 1 || slices.ContainsFunc(list, about) {
			doc.Contradictions = append(doc.Contradictions, c.Text.In(e.text.Lang()))
		}
	}
	return doc
}

// initiativeTable lists initiatives, a row each.
func (e *env) initiativeTable(b *bytes.Buffer, list []scenario.Programme, doc initiativesView) {
	head := []string{"initiatives.id", "initiatives.name", "initiatives.cost", "initiatives.months", "initiatives.repeat", "initiatives.signals",
		"initiatives.claim", "initiatives.believed", "initiatives.per_thousand", "drivers.source"}
	rows := [][]string{make([]string, len(head))}
	for i, id := range head {
		rows[0][i] = e.text.T(id)
	}
	for i, v := range doc.Initiatives {
		rows = append(rows, []string{v.ID, v.Name, e.cost(v), e.text.Number(v.Months, decimals(v.Months)), e.repeat(v), e.signals(v.Effects),
			e.percent(v.Claim, 0), e.believed(v.Believed), e.perThousand(v), list[i].Source})
	}
	table(b, rows, allLeft)
	e.notes(b, doc)
}

func (e *env) cost(v initiativeView) string {
	text := e.text.Number(v.Cost, 0)
	if v.CostPerMonth > 0 {
		text += " + " + e.text.T("initiatives.per_month", "Cost", e.text.Number(v.CostPerMonth, 0))
	}
	return text
}

func (e *env) repeat(v initiativeView) string {
	if v.RepeatMonths <= 0 {
		return e.text.T("initiatives.once")
	}
	return e.text.T("initiatives.every", "Months", e.text.Number(v.RepeatMonths, decimals(v.RepeatMonths)))
}

// decimals are those that a number of months has.
func decimals(v float64) int {
	for d := range 2 {
		if scaled := v * float64(1+9*d); scaled == float64(int(scaled)) {
			return d
		}
	}
	return 2
}

func (e *env) signals(effects map[string]float64) string {
	var words []string
	for _, s := range slices.Sorted(maps.Keys(effects)) {
		words = append(words, e.text.T("drivers.signal."+s))
	}
	return strings.Join(words, ", ")
}

func (e *env) believed(b believed) string {
	return fmt.Sprintf("%s (%s–%s)", e.percent(b.Mean, 0), e.text.Number(100*b.P10, 0), e.text.Number(100*b.P90, 0))
}

// perThousand is the claim per 1,000 euro, with a mark where it is too good.
func (e *env) perThousand(v initiativeView) string {
	text := e.percent(v.PerThousand, 1)
	if v.Doubtful {
		text += " !"
	}
	return text
}

// notes explain the mark and list the contradictions.
func (e *env) notes(b *bytes.Buffer, doc initiativesView) {
	if slices.ContainsFunc(doc.Initiatives, func(v initiativeView) bool { return v.Doubtful }) {
		b.WriteString("\n" + e.text.T("initiatives.doubtful") + "\n")
	}
	if len(doc.Contradictions) == 0 {
		return
	}
	b.WriteString("\n" + e.text.T("initiatives.contradictions") + "\n")
	for _, c := range doc.Contradictions {
		b.WriteString("  – " + c + "\n")
	}
}

// initiative tells one in full.
func (e *env) initiative(b *bytes.Buffer, p scenario.Programme, doc initiativesView) {
	v := doc.Initiatives[0]
	rows := [][]string{
		{e.text.T("initiatives.cost"), e.cost(v)},
		{e.text.T("initiatives.months"), e.text.Number(v.Months, decimals(v.Months))},
		{e.text.T("initiatives.repeat"), e.repeat(v)},
		{e.text.T("initiatives.claim"), e.percent(v.Claim, 0)},
		{e.text.T("initiatives.believed"), e.believed(v.Believed)},
		{e.text.T("initiatives.per_thousand"), e.perThousand(v)},
	}
	for _, s := range slices.Sorted(maps.Keys(v.Effects)) {
		rows = append(rows, []string{e.text.T("initiatives.closes", "Signal", e.text.T("drivers.signal."+s)), e.percent(v.Effects[s], 0)})
	}
	if v.Attrition != 1 {
		rows = append(rows, []string{e.text.T("initiatives.attrition"), "×" + e.text.Number(v.Attrition, 2)})
	}
	if v.HandleTime != 1 {
		rows = append(rows, []string{e.text.T("initiatives.handle_time"), "×" + e.text.Number(v.HandleTime, 2)})
	}
	source := v.Source
	if v.Confidence != "" {
		source += " (" + e.text.T("drivers.confidence."+v.Confidence) + ")"
	}
	rows = append(rows, []string{e.text.T("drivers.source"), source})
	b.WriteString(v.Name + " (" + p.ID + ")\n")
	table(b, rows, allLeft)
	e.notes(b, doc)
}
