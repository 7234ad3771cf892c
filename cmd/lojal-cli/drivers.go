package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lojal/sim"
	"lojal/sim/importance"
	"lojal/sim/scenario"
)

type driversCmd struct {
	Model      string `arg:"" optional:"" help:"A shipped driver model, or a file of one. Without it the models are listed."`
	Scenario   string `help:"The model of this scenario; with a MODEL, the scenario whose contacts --importance simulates." placeholder:"SCENARIO"`
	Importance bool   `help:"How much of the variation in satisfaction each driver explains over simulated contacts, beside its weight."`
	Contacts   int    `help:"Contacts to simulate for --importance." default:"100000" placeholder:"N"`
	Seed       uint64 `help:"Seed of these contacts." default:"1" placeholder:"S"`
	TOML       bool   `name:"toml" help:"Print the model's file, to copy and change."`
	JSON       bool   `name:"json" help:"Print as JSON."`
}

// Help is shown by drivers --help; its examples are run by a test.
func (driversCmd) Help() string {
	return `A driver model says what makes satisfaction of what customers meet. Name one in a scenario: model = "NAME" in [world.satisfaction], or model = "mine.toml" for a file beside it.

Examples:

	lojal-cli drivers
	lojal-cli drivers ksindeks
	lojal-cli drivers ksindeks --importance --contacts 20000
	lojal-cli drivers --scenario library:baseline --importance --contacts 20000
	lojal-cli drivers kundeserviceavisen --json
	lojal-cli drivers template --toml`
}

// most contacts that are simulated: their table takes 80 bytes a contact.
const mostContacts = 10_000_000

// Run lists the driver models, or shows one.
func (c driversCmd) Run(e *env) error {
	if c.Contacts < 1 || c.Contacts > mostContacts {
		return usageError{errors.New("--contacts: " + e.text.T("cli.workers", "Value", c.Contacts, "Max", mostContacts))}
	}
	if c.Model == "" && c.Scenario == "" {
		if c.Importance || c.TOML {
			return usageError{errors.New(e.text.T("drivers.which", "Models", modelIDs()))}
		}
		return c.all(e)
	}
	m, plan, err := c.open()
	if err != nil {
		return asUsage(err)
	}
	if c.TOML {
		if m == nil {
			return usageError{errors.New(e.text.T("drivers.which", "Models", modelIDs()))}
		}
		return e.print(m.Bytes())
	}
	view := viewModel(e, m, plan.of)
	if c.Importance {
		if view.Importance, err = c.derive(plan); err != nil {
			return err
		}
	}
	if c.JSON {
		return e.json(view)
	}
	var b bytes.Buffer
	view.write(e, &b)
	return e.print(b.Bytes())
}

// modelPlan is where a model is looked at: the scenario that has it, and the plan
// in whose usual week its contacts are simulated.
type modelPlan struct {
	of   *scenario.Scenario
	plan *scenario.Plan
	name string // of the scenario that the contacts are of
	wait float64
}

// open finds the model and the plan. A scenario's contacts wait in its own queue;
// without one, contacts are the baseline's, with waits as surveys meet them. The
// model is nil where it is a scenario's.
func (c driversCmd) open() (*scenario.Model, modelPlan, error) {
	p := modelPlan{wait: importance.SurveyWait}
	ref := "library:baseline"
	if c.Scenario != "" {
		ref, p.wait = c.Scenario, 0
	}
	s, err := scenario.Open(ref)
	if err != nil {
		return nil, p, err
	}
	p.of, p.name, p.plan = s, s.Name(), s.Draw(1, nil)
	if c.Model == "" {
		return nil, p, nil
	}
	m, err := scenario.OpenModel(c.Model)
	if err != nil {
		return nil, p, err
	}
	p.of, p.plan.Satisfied = m.Scenario(), m.Satisfied()
	return m, p, nil
}

// all lists the shipped models.
func (c driversCmd) all(e *env) error {
	models := scenario.Models()
	if c.JSON {
		views := make([]modelView, len(models))
		for i := range models {
			views[i] = viewModel(e, &models[i], models[i].Scenario())
		}
		return e.json(views)
	}
	rows := [][]string{{e.text.T("drivers.model"), e.text.T("drivers.purpose"), e.text.T("drivers.source")}}
	for _, m := range models {
		rows = append(rows, []string{m.ID, m.Purpose.In(e.text.Lang()), e.text.Phrase(m.Source)})
	}
	return e.list(rows)
}

func modelIDs() string {
	var ids []string
	for _, m := range scenario.Models() {
		ids = append(ids, m.ID)
	}
	return strings.Join(ids, ", ")
}

// modelView is a driver model as it is shown and as JSON.
type modelView struct {
	ID           string          `json:"model"`
	Name         string          `json:"name"`
	Purpose      string          `json:"purpose,omitempty"`
	Source       string          `json:"source"`
	Confidence   string          `json:"confidence,omitempty"`
	Base         any             `json:"base"` // points, or "calibrated"
	Span         float64         `json:"span"`
	PerAttempt   float64         `json:"per_attempt"`
	LossAversion float64         `json:"loss_aversion"`
	Interplay    interplayView   `json:"interplay"`
	Moment       []driverView    `json:"moment"`
	Lasting      []driverView    `json:"lasting"`
	Importance   *importanceView `json:"importance,omitempty"`
}

type interplayView struct {
	Of     []string `json:"of"`
	Weight float64  `json:"weight"`
}

type driverView struct {
	Name   string       `json:"driver"`
	Signal string       `json:"signal"`
	Weight float64      `json:"weight"` // normalised
	Norm   float64      `json:"norm"`
	Curve  string       `json:"curve"`
	Levels [][2]float64 `json:"levels"` // signal, level

	shape func(float64) float64
}

// viewModel shows the model that a scenario has; m is nil where it is its own.
func viewModel(e *env, m *scenario.Model, s *scenario.Scenario) modelView {
	d := s.Draw(1, nil).Satisfied
	v := modelView{ID: s.Ref(), Name: s.Name(), Base: "calibrated", Span: d.Span, PerAttempt: d.PerAttempt, LossAversion: d.LossAversion,
		Interplay: interplayView{append([]string{}, d.Interplay.Of...), d.Interplay.Weight}}
	if m != nil {
		v.ID, v.Name, v.Purpose = m.ID, m.Name.In(e.text.Lang()), m.Purpose.In(e.text.Lang())
		v.Source, v.Confidence = e.text.Phrase(m.Source), m.Confidence
	} else {
		source := s.Source("world.satisfaction.model")
		v.Source, v.Confidence = e.text.Phrase(source.Text), source.Confidence
	}
	if !d.Base.Calibrated {
		v.Base = d.Base.Value
	}
	lasting, list := d.Lasting, "lasting"
	if len(lasting) == 0 {
		lasting, list = d.Drivers, "driver"
	}
	v.Moment, v.Lasting = e.driverViews(s, d.Drivers, "driver"), e.driverViews(s, lasting, list)
	return v
}

func (e *env) driverViews(s *scenario.Scenario, drivers []scenario.Driver, list string) []driverView {
	sum := 0.0
	for _, d := range drivers {
		sum += d.Weight
	}
	var views []driverView
	for i, d := range sim.Drivers(drivers) {
		at := "world.satisfaction." + list + "." + d.Name + ".curve"
		key, _ := scenario.KeyOf(at)
		v := driverView{Name: d.Name, Signal: drivers[i].Signal, Weight: d.Weight / sum, Norm: d.Norm, shape: d.Curve,
			Curve: strings.ReplaceAll(e.text.Value(key, s.Text(at), ""), "\u00a0", " ")}
		for _, x := range grid(drivers[i], 21) {
			v.Levels = append(v.Levels, [2]float64{x, d.Curve(x)})
		}
		views = append(views, v)
	}
	return views
}

// grid is n signals over which a driver's curve is worth a look.
func grid(d scenario.Driver, n int) []float64 {
	high := 1.0
	if d.Signal == "wait" {
		switch c := d.Curve; c.Kind {
		case "points":
			high = max(1, c.At[len(c.At)-1][0])
		case "logistic", "threshold":
			high = max(1, 2*c.Mid)
		case "saturating":
			high = 4 * c.Half
		}
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = high * float64(i) / float64(n-1)
	}
	return xs
}

// write shows the model as text.
func (v modelView) write(e *env, b *bytes.Buffer) {
	fmt.Fprintf(b, "%s\n", v.Name)
	if v.Purpose != "" {
		fmt.Fprintf(b, "%s\n", v.Purpose)
	}
	source := v.Source
	if v.Confidence != "" {
		source += " (" + e.text.T("drivers.confidence."+v.Confidence) + ")"
	}
	base := e.text.T("choice.calibrated")
	if x, ok := v.Base.(float64); ok {
		base = e.text.Number(x, 1)
	}
	rows := [][]string{
		{e.text.T("drivers.source"), source},
		{e.text.T("drivers.base"), base},
		{e.text.T("drivers.span"), e.text.Number(v.Span, 0)},
		{e.text.T("drivers.loss_aversion"), "×" + e.text.Number(v.LossAversion, 1)},
		{e.text.T("drivers.per_attempt"), e.text.Number(v.PerAttempt, 0)},
		{e.text.T("drivers.interplay"), e.interplay(v.Interplay)},
	}
	table(b, rows, allLeft)
	v.answer(e, b, e.text.T("drivers.moment"), v.Moment)
	v.answer(e, b, e.text.T("drivers.lasting"), v.Lasting)
	e.curves(b, append(append([]driverView{}, v.Moment...), v.Lasting...))
	if v.Importance != nil {
		v.Importance.write(e, b)
	}
}

func (e *env) interplay(v interplayView) string {
	if len(v.Of) == 0 || v.Weight == 0 {
		return e.text.T("choice.none")
	}
	return e.text.T("drivers.worst", "Of", strings.Join(v.Of, ", "), "Weight", e.text.Number(100*v.Weight, 0))
}

func (v modelView) answer(e *env, b *bytes.Buffer, title string, drivers []driverView) {
	rows := [][]string{{title, e.text.T("drivers.signal"), e.text.T("drivers.weight"), e.text.T("drivers.norm"), e.text.T("drivers.curve")}}
	for _, d := range drivers {
		rows = append(rows, []string{d.Name, e.text.T("drivers.signal." + d.Signal),
			e.percent(d.Weight, 1), e.percent(d.Norm, 0), d.Curve})
	}
	b.WriteByte('\n')
	table(b, rows, allLeft)
}

func (e *env) percent(share float64, decimals int) string {
	return e.text.Number(100*share, decimals) + " %"
}

// curves draws each curve once, under the drivers that have it.
func (e *env) curves(b *bytes.Buffer, drivers []driverView) {
	var told []string
	users := map[string][]string{}
	first := map[string]driverView{}
	for _, d := range drivers {
		axis := e.text.T("drivers.axis")
		if d.Signal == "wait" {
			axis = e.text.T("drivers.axis_wait")
		}
		id := d.Curve + "\x00" + axis
		if users[id] == nil {
			told, first[id] = append(told, id), d
		}
		if !slices.Contains(users[id], d.Name) {
			users[id] = append(users[id], d.Name)
		}
	}
	for _, id := range told {
		curve, axis, _ := strings.Cut(id, "\x00")
		d := first[id]
		high := d.Levels[len(d.Levels)-1][0]
		fmt.Fprintf(b, "\n%s: %s\n", strings.Join(users[id], ", "), curve)
		plotCurve(b, d.shape, high, e.text.Number(high, 0)+" "+axis)
	}
}

// Size of a curve's picture in characters.
const (
	curveRows    = 4
	curveColumns = 48
)

var eighths = []rune(" ▁▂▃▄▅▆▇█")

// plotCurve draws level by signal as columns of eighths of a character.
func plotCurve(b *bytes.Buffer, shape func(float64) float64, high float64, end string) {
	for row := curveRows - 1; row >= 0; row-- {
		label := "  │"
		switch row {
		case curveRows - 1:
			label = "1 ┤"
		case 0:
			label = "0 ┤"
		}
		line := []rune(label)
		for c := range curveColumns {
			level := shape(high * (float64(c) + .5) / curveColumns)
			filled := int(level*8*curveRows+.5) - 8*row
			line = append(line, eighths[min(max(filled, 0), 8)])
		}
		b.WriteString(strings.TrimRight(string(line), " ") + "\n")
	}
	fmt.Fprintf(b, "  └%s\n   0%*s\n", strings.Repeat("─", curveColumns), curveColumns-1, end)
}
