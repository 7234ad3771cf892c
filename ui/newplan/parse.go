package newplan

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"lojal/sim/calibrate"
	"lojal/ui/text"
)

// words are the texts of the interface.
type words struct{ *text.Printer }

// T is a text of the interface.
func (w words) T(id string, pairs ...any) string { return w.Printer.T("ui."+id, pairs...) }

// parse reads a figure as people type it: shares in per cent, times as seconds,
// as 7m20s or as 7:20, sums with "million" or "M" behind.
func parse(p words, f calibrate.Field, typed string) (float64, error) {
	s := strings.TrimSpace(typed)
	v, err := value(p, f, s)
	if err != nil {
		return 0, err
	}
	if !(v >= f.Low && v <= f.High) {
		return 0, errors.New(wrong(p, f))
	}
	return v, nil
}

func value(p words, f calibrate.Field, s string) (float64, error) {
	switch f.Name {
	case "attrition", "churn":
		v, err := p.ParseNumber(strings.TrimSpace(strings.TrimSuffix(s, "%")))
		return v / 100, err
	case "handle_time":
		return seconds(p, s)
	case "cost":
		if m := millions.FindStringSubmatch(s); m != nil {
			v, err := p.ParseNumber(strings.TrimSpace(m[1]))
			return v * 1e6, err
		}
	}
	return p.ParseNumber(s)
}

var (
	millions = regexp.MustCompile(`(?i)^(.*\d)\s*(m|mio|mill|million|millions|millioner)\.?$`)
	clock    = regexp.MustCompile(`^(\d+):([0-5]\d)$`)
	minutes  = regexp.MustCompile(`(?i)^(?:([\d.,]+)\s*m(?:in)?)?\s*(?:([\d.,]+)\s*s(?:ec|ek)?)?$`)
)

func seconds(p words, s string) (float64, error) {
	parts := clock.FindStringSubmatch(s)
	if parts == nil && s != "" {
		parts = minutes.FindStringSubmatch(s)
	}
	if parts == nil {
		return p.ParseNumber(s)
	}
	sum := 0.0
	for i, unit := range []float64{60, 1} {
		if parts[i+1] == "" {
			continue
		}
		v, err := p.ParseNumber(parts[i+1])
		if err != nil {
			return 0, err
		}
		sum += v * unit
	}
	return sum, nil
}

// wrong says what is allowed.
func wrong(p words, f calibrate.Field) string {
	return p.T("newplan.wrong", "Low", shown(p, f, f.Low), "High", shown(p, f, f.High))
}

// shown is a figure in the unit that it is typed in.
func shown(p words, f calibrate.Field, v float64) string {
	switch f.Name {
	case "attrition", "churn":
		v *= 100
	case "handle_time":
		return fmt.Sprintf("%d:%02d", int(v)/60, int(v)%60)
	}
	decimals := 0
	if v != float64(int64(v)) {
		decimals = 1
	}
	return p.Number(v, decimals)
}
