package main

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lojal/sim/queue"
	"lojal/sim/scenario"
)

// longest is the most rows of a list of agents.
const longest = 1000

// More calls an hour, and more seconds, than can be meant.
const (
	tooManyCalls = 1e12
	tooLong      = 1e9
)

// check refuses what no formula can answer, all at once, and reads the agents;
// none where they are asked for.
func (c *erlangCmd) check(e *env) (agents []int, err error) {
	var errs []error
	need := func(flag string, x, above, below float64, allowed string) {
		if !(x > above && x < below) {
			errs = append(errs, errors.New(e.text.T("erlang.allowed", "Flag", flag, "Value", x, "Allowed", e.text.T(allowed))))
		}
	}
	share := func(flag string, x *portion) {
		if x != nil {
			need(flag, float64(*x), 0, 1, "erlang.share")
		}
	}
	need("calls-per-hour", float64(c.CallsPerHour), 0, tooManyCalls, "erlang.number")
	need("handle-time", float64(c.HandleTime), 0, tooLong, "erlang.time")
	need("answer-within", float64(c.AnswerWithin), -math.SmallestNonzeroFloat64, math.Inf(1), "erlang.time_or_none")
	share("service-level", c.ServiceLevel)
	share("abandoned", c.Abandoned)
	share("max-occupancy", c.MaxOccupancy)
	share("shrinkage", c.Shrinkage)
	if c.MeanWait != nil {
		need("mean-wait", float64(*c.MeanWait), 0, tooLong, "erlang.time")
	}
	if c.Agents != nil {
		if agents, err = parseAgents(*c.Agents); err != nil {
			errs = append(errs, errors.New(e.text.T("erlang.agents", "Text", *c.Agents, "Most", queue.MostAgents, "Rows", longest)))
		}
	}
	if id := c.contradiction(); id != "" {
		errs = append(errs, errors.New(e.text.T(id, "Formula", strings.ToUpper(c.Formula))))
	}
	return agents, errors.Join(errs...)
}

// contradiction names what is wrong with flags that do not go together.
func (c *erlangCmd) contradiction() string {
	goal := c.ServiceLevel != nil || c.Abandoned != nil || c.MaxOccupancy != nil || c.MeanWait != nil
	switch {
	case c.Agents != nil && goal:
		return "erlang.both"
	case c.Agents == nil && !goal:
		return "erlang.neither"
	case (c.Formula == "a" || c.Formula == "g") && c.Patience == nil:
		return "erlang.no_patience"
	case (c.Formula == "b" || c.Formula == "c") && c.Patience != nil:
		return "erlang.knows_no_patience"
	case c.Formula == "b" && (c.ServiceLevel != nil || c.MeanWait != nil):
		return "erlang.nobody_waits"
	case c.Formula == "c" && c.Abandoned != nil:
		return "erlang.nobody_leaves"
	}
	return ""
}

// parseAgents reads 12 or 11..14.
func parseAgents(text string) (agents []int, err error) {
	low, high, list := strings.Cut(text, "..")
	first, err := strconv.Atoi(strings.TrimSpace(low))
	last := first
	if list && err == nil {
		last, err = strconv.Atoi(strings.TrimSpace(high))
	}
	if err != nil || first < 1 || last < first || last > queue.MostAgents || last-first >= longest {
		return nil, fmt.Errorf("%q are no agents", text)
	}
	for n := first; n <= last; n++ {
		agents = append(agents, n)
	}
	return agents, nil
}

// parsePatience reads a mean (exponential), kind and parts with commas or spaces
// between them, or the table of a scenario file, by the rules of that file.
func parsePatience(e *env, formula, text string) (p queue.Patience, err error) {
	base, err := scenario.Open("library:baseline")
	if err != nil {
		return p, err
	}
	names := base.Draw(1, nil).Contacts
	path := "world.contact." + names[0].Name + ".patience"
	s, err := base.With(path, patienceTable(text))
	if err != nil {
		problems := problemsOf(err)
		for i := range problems {
			problems[i].File, problems[i].Key, problems[i].Line = "--patience "+text, "", 0
		}
		return p, problems
	}
	if slices.ContainsFunc(s.Uncertain(), func(u string) bool { return strings.HasPrefix(u, path) }) {
		return p, usageError{errors.New(e.text.T("erlang.uncertain", "Text", text))}
	}
	q := s.Draw(1, nil).Contacts[0].Patience
	p = queue.Patience{Kind: q.Kind, AtOnce: q.AtOnce, Mean: q.Mean, Sigma: q.Sigma, Shape: q.Shape, P: q.P, Mean1: q.Mean1, Mean2: q.Mean2}
	if formula == "a" && (p.Kind != queue.Exponential || p.AtOnce > 0) {
		return p, usageError{errors.New(e.text.T("erlang.use_g", "Text", text))}
	}
	return p, nil
}

// partsOf splits a kind and its parts at commas and spaces. No part begins with a
// digit, so a comma before one is a decimal comma.
func partsOf(text string) (words []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		if last := len(words) - 1; last >= 0 && word[0] >= '0' && word[0] <= '9' {
			words[last] += "," + word
		} else {
			words = append(words, word)
		}
	}
	return words
}

// patienceTable writes a patience as a scenario file does.
func patienceTable(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "{") {
		return text
	}
	if text == "" || strings.ContainsAny(text[:1], "0123456789.-") {
		return "{ kind = \"exponential\", mean = " + tomlValue(text) + " }"
	}
	parts := []string{}
	for i, word := range partsOf(text) {
		key, value, ok := strings.Cut(word, "=")
		if i == 0 && !ok {
			key, value = "kind", word
		}
		parts = append(parts, key+" = "+tomlValue(value))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// thousand is a number that may be more than a thousand or a fraction: 1,234.
var thousand = regexp.MustCompile(`^[1-9]\d{0,2},\d{3}(\D|$)`)

// tomlValue is a number as it is, with a point for a decimal comma, anything else
// in quotes.
func tomlValue(text string) string {
	if !thousand.MatchString(text) {
		text = strings.Replace(text, ",", ".", 1)
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil && strings.Trim(text, "0123456789.-+eE") == "" {
		return text
	}
	return strconv.Quote(text)
}
