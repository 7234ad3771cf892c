package main

import (
	"bytes"
	"math"
	"strconv"
)

// noBreak stands between a number and its unit.
const noBreak = "\u00a0"

// share is a figure of an answer, to two decimals of a per cent.
func (e *env) share(x float64) string { return e.text.Number(100*x, 2) + noBreak + "%" }

func (e *env) secondsText(x float64) string { return e.text.Number(x, 2) + noBreak + "s" }

// given is a figure that was put in: two decimals, or as many as tell two digits.
func (e *env) given(x float64) string {
	return e.text.Number(x, min(max(2, 1-int(math.Floor(math.Log10(x)))), 12))
}

// target is the target time of an answer, with no more decimals than it has.
func (e *env) target(a *erlangAnswer) string {
	if a.AnswerWithin == nil {
		return ""
	}
	x, decimals := *a.AnswerWithin, 0
	for ; decimals < 6 && math.Abs(math.Round(x*math.Pow10(decimals))-x*math.Pow10(decimals)) > 1e-9; decimals++ {
	}
	return e.text.Number(x, decimals) + noBreak + "s"
}

// erlangRows tells one answer: what, how much, of what.
func (e *env) erlangRows(a *erlangAnswer) (rows [][]string) {
	t := e.text
	add := func(id, value, note string) {
		name := ""
		if id != "" {
			name = t.T("erlang.row." + id)
		}
		if note != "" {
			note = t.T("erlang.note."+note, "Time", e.target(a))
		}
		rows = append(rows, []string{name, value, note})
	}
	figure := func(id string, write func(float64) string, x *float64, note string) {
		if x != nil {
			add(id, write(*x), note)
		}
	}
	count := func(x float64) string { return t.Number(x, 2) }
	rows = append(rows, []string{t.T("erlang.row.formula"), a.Formula, t.T("erlang.formula." + formulaKey[a.Formula])})
	add("calls", e.given(a.CallsPerHour), "")
	add("handle", e.given(a.HandleTime)+noBreak+"s", "")
	if a.Patience != "" {
		rows = append(rows, []string{t.T("erlang.row.patience"), a.Patience, ""})
	}
	add("load", e.given(a.Load), "erlang")
	note := ""
	if a.Fewest {
		note = "fewest"
	}
	add("agents", strconv.Itoa(a.Agents), note)
	if a.Heads != nil {
		add("heads", strconv.Itoa(*a.Heads), "heads")
	}
	figure("blocked", e.share, a.Blocked, "blocked")
	figure("wait", e.share, a.Wait, "wait")
	figure("abandoned", e.share, a.Abandoned, "abandoned")
	figure("level", e.share, a.ServiceLevel, "by_"+a.Definition)
	for _, other := range []struct {
		name string
		x    *float64
	}{{"offered", a.Within}, {"answered", a.OfAnswered}, {"wait", a.Offered}, {"left-queue", a.AnyOutcome}} {
		if other.name != a.Definition {
			figure("other", e.share, other.x, "by_"+other.name)
		}
	}
	figure("mean", e.secondsText, a.MeanWait, "all")
	figure("mean", e.secondsText, a.MeanWaitAnswered, "answered")
	figure("mean", e.secondsText, a.MeanWaitAbandoned, "left")
	figure("sd", e.secondsText, a.Deviation, "all")
	figure("median", e.secondsText, a.P50, "all")
	figure("p90", e.secondsText, a.P90, "all")
	figure("p90", e.secondsText, a.P90Answered, "answered")
	figure("p90", e.secondsText, a.P90Offered, "endless")
	figure("queue", count, a.QueueLength, "queue")
	figure("system", count, a.InSystem, "system")
	figure("occupancy", e.share, &a.Occupancy, "occupancy")
	return rows
}

var formulaKey = map[string]string{"Erlang A": "a", "Erlang B": "b", "Erlang C": "c", "M/M/n+G": "g"}

// erlangSheet tells a list of agents, a row each.
func (e *env) erlangSheet(b *bytes.Buffer, answers []*erlangAnswer) {
	first := answers[0]
	b.WriteString(e.text.T("erlang.sheet", "Formula", first.Formula, "Load", e.given(first.Load)) + "\n")
	if first.AnswerWithin != nil {
		b.WriteString(e.text.T("erlang.row.level") + ": " + e.text.T("erlang.note.by_"+first.Definition, "Time", e.target(first)) + "\n")
	}
	b.WriteString("\n")
	columns := []string{"agents", "heads", "blocked", "wait", "abandoned", "level", "mean", "p90", "queue", "occupancy"}
	var rows [][]string
	for i := -1; i < len(answers); i++ {
		var row []string
		for _, c := range columns {
			if _, there := e.sheetCell(first, c); !there {
				continue
			}
			cell := e.text.T("erlang.row." + c)
			if i >= 0 {
				cell, _ = e.sheetCell(answers[i], c)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	table(b, rows, numbersRight)
}

// sheetCell is the cell of a column; not there where the formula has none.
func (e *env) sheetCell(a *erlangAnswer, column string) (cell string, there bool) {
	write := func(x *float64, as func(float64) string) (string, bool) {
		if x == nil {
			return e.text.T("erlang.for_ever"), a.Blocked == nil
		}
		return as(*x), true
	}
	switch column {
	case "agents":
		return strconv.Itoa(a.Agents), true
	case "heads":
		if a.Heads == nil {
			return "", false
		}
		return strconv.Itoa(*a.Heads), true
	case "blocked":
		if a.Blocked == nil {
			return "", false
		}
		return write(a.Blocked, e.share)
	case "wait":
		return write(a.Wait, e.share)
	case "abandoned":
		return write(a.Abandoned, e.share)
	case "level":
		return write(a.ServiceLevel, e.share)
	case "mean":
		return write(a.MeanWait, e.secondsText)
	case "p90":
		return write(a.P90, e.secondsText)
	case "queue":
		return write(a.QueueLength, func(x float64) string { return e.text.Number(x, 2) })
	}
	return e.share(a.Occupancy), true
}
