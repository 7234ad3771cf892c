package main

import (
	"bytes"

	"lojal/sim/importance"
)

// importanceView is derived importance as it is shown and as JSON.
type importanceView struct {
	Contacts int              `json:"contacts"`
	Scenario string           `json:"scenario"`            // whose people and cases the contacts have
	MeanWait *float64         `json:"mean_wait,omitempty"` // of exponential waits; without it, the scenario's queue
	Moment   importanceAnswer `json:"moment"`
	Lasting  importanceAnswer `json:"lasting"`
}

type importanceAnswer struct {
	Drivers []importanceRow `json:"drivers"`
	R2      float64         `json:"r2"`
	R2Error float64         `json:"r2_mc_error"`
}

type importanceRow struct {
	Name    string  `json:"driver"`
	Stated  float64 `json:"stated"`  // weight
	Derived float64 `json:"derived"` // share of R², LMG; the rows sum to r2
	Error   float64 `json:"mc_error"`
}

// derive simulates the contacts.
func (c driversCmd) derive(p modelPlan) (*importanceView, error) {
	m, err := importance.Derive(p.plan, importance.Options{Contacts: c.Contacts, Seed: c.Seed, Wait: p.wait})
	if err != nil {
		return nil, err
	}
	v := &importanceView{Contacts: m.Contacts, Scenario: p.name, Moment: importanceOf(m.Moment), Lasting: importanceOf(m.Lasting)}
	if p.wait > 0 {
		v.MeanWait = &p.wait
	}
	return v, nil
}

func importanceOf(a importance.Answer) importanceAnswer {
	out := importanceAnswer{R2: a.R2, R2Error: a.R2Error}
	for i, name := range a.Drivers {
		out.Drivers = append(out.Drivers, importanceRow{name, a.Stated[i], a.Derived[i], a.Error[i]})
	}
	return out
}

// write shows it as text.
func (v *importanceView) write(e *env, b *bytes.Buffer) {
	conditions := e.text.T("drivers.queue_waits", "Scenario", e.text.Phrase(v.Scenario))
	if v.MeanWait != nil {
		conditions = e.text.T("drivers.survey_waits", "Scenario", e.text.Phrase(v.Scenario), "Wait", e.text.Number(*v.MeanWait, 0))
	}
	b.WriteString("\n" + e.text.T("drivers.importance", "Contacts", e.text.Number(float64(v.Contacts), 0), "Conditions", conditions) + "\n")
	v.Moment.write(e, b, e.text.T("drivers.moment"))
	v.Lasting.write(e, b, e.text.T("drivers.lasting"))
}

func (a importanceAnswer) write(e *env, b *bytes.Buffer, title string) {
	rows := [][]string{{title, e.text.T("drivers.stated"), e.text.T("drivers.derived"), "±"}}
	for _, row := range a.Drivers {
		rows = append(rows, []string{row.Name, e.percent(row.Stated, 1), e.percent(row.Derived, 1), e.percent(row.Error, 2)})
	}
	rows = append(rows, []string{"R²", "", e.percent(a.R2, 1), e.percent(a.R2Error, 2)})
	b.WriteByte('\n')
	table(b, rows, numbersRight)
}
