package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

func erlang(t *testing.T, args string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	var out, errs bytes.Buffer
	code = run(context.Background(), append([]string{"erlang"}, strings.Fields(args)...), strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

// Published: the README of the R package ErlangC; pyworkforce, test_erlang.py
// (Erlang A: 14 agents, patience 5 min); Gunther's 4 erlang before 8 servers.
func TestErlangPublished(t *testing.T) {
	for _, c := range []struct {
		args string
		want map[string]float64
	}{
		{"c --calls-per-hour 200 --handle-time 3m --agents 12", map[string]float64{
			"p_wait": 0.44938822429827, "service_level": 0.640158040374007, "wait_mean": 40.4449401868443, "occupancy": 0.833333333333333}},
		{"c --calls-per-hour 200 --handle-time 3min --agents 12", map[string]float64{"p_wait": 0.44938822429827}},
		{"c --calls-per-hour 200 --handle-time 180 --service-level 80%", map[string]float64{"agents": 14, "service_level": 0.888350019179467}},
		{"c --calls-per-hour 200 --handle-time 180 --service-level 0.8 --max-occupancy 0.7", map[string]float64{"agents": 15}},
		{"a --calls-per-hour 200 --handle-time 3m --agents 14 --patience 5m --answer-within 20s", map[string]float64{
			"p_wait": 0.145260114296361, "abandoned": 0.013983744122409, "wait_mean": 60 * 0.0699187206120448, "occupancy": 0.704297325626851, "service_level": 0.916792092}},
		{"a --calls-per-hour 200 --handle-time 3m --patience 5m --max-abandoned 0.02", map[string]float64{"agents": 14}},
		{"c --calls-per-hour 200 --handle-time 180 --service-level 0.8 --shrinkage 30%", map[string]float64{"agents": 14, "heads": 20}},
		{"g --calls-per-hour 200 --handle-time 3m --agents 14 --patience exponential,mean=5m", map[string]float64{"p_wait": 0.145260114296361}},
		{"g --calls-per-hour 200 --handle-time 3m --agents 14 --patience hyperexponential,p=0.25,mean_1=5m,mean_2=5m", map[string]float64{"p_wait": 0.145260114296361}},
		{"b --calls-per-hour 240 --handle-time 1m --agents 8", map[string]float64{"blocked": 0.030420058225892697, "load_erlang": 4}},
		{"b --calls-per-hour 240 --handle-time 1m --max-abandoned 0.04", map[string]float64{"agents": 8}},
	} {
		code, out, errs := erlang(t, c.args+" --json")
		if code != done || errs != "" {
			t.Fatalf("%s: exit %d: %s", c.args, code, errs)
		}
		var got map[string]any
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%s: %v\n%s", c.args, err, out)
		}
		for key, want := range c.want {
			if x, ok := got[key].(float64); !ok || math.Abs(x-want) > 1e-8*want {
				t.Errorf("%s: %s is %v, want %v", c.args, key, got[key], want)
			}
		}
	}
}

func TestErlangText(t *testing.T) {
	_, out, _ := erlang(t, "c --calls-per-hour 200 --handle-time 3m --service-level 0.8")
	for _, want := range []string{"M/M/n: nobody hangs up", "14", "the fewest that reach it", "88.84\u00a0%", "answered within 20\u00a0s ÷ offered", "ASA", "10.00"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

// What was put in is shown as it was, however small.
func TestErlangSmallInput(t *testing.T) {
	for args, wants := range map[string][]string{
		"c --calls-per-hour 0.002 --handle-time 1e-3 --agents 1 --answer-within 0.5s": {"0.0020", "0.0010\u00a0s", "0.00000000056", "within 0.5\u00a0s"},
		"c --calls-per-hour 9 --handle-time 3m --agents 2..3 --answer-within 0.25s":   {"within 0.25\u00a0s"},
		"c --calls-per-hour 9 --handle-time 3m --agents 2 --answer-within 0":          {"within 0\u00a0s"},
	} {
		_, out, _ := erlang(t, args)
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is missing in\n%s", args, want, out)
			}
		}
	}
}

// A decimal comma is read as a point wherever it parts no list.
func TestErlangDecimalComma(t *testing.T) {
	for comma, point := range map[string]string{
		"c --calls-per-hour 12,5 --handle-time 3,5m --agents 3 --answer-within 0,5m --shrinkage 32,5%":                  "c --calls-per-hour 12.5 --handle-time 210 --agents 3 --answer-within 30s --shrinkage 0.325",
		"c --calls-per-hour 200 --handle-time 3m --service-level 0,8 --mean-wait 7,5s":                                  "c --calls-per-hour 200 --handle-time 3m --service-level 80% --mean-wait 7.5",
		"a --calls-per-hour 200 --handle-time 3m --agents 14 --patience 5,5m":                                           "a --calls-per-hour 200 --handle-time 3m --agents 14 --patience 5.5m",
		"g --calls-per-hour 200 --handle-time 3m --agents 14 --patience weibull,mean=5,5m,shape=0,8":                    "g --calls-per-hour 200 --handle-time 3m --agents 14 --patience weibull,mean=5.5m,shape=0.8",
		"g --calls-per-hour 200 --handle-time 3m --agents 14 --patience hyperexponential,p=0,25,mean_1=100s,mean_2=780": "g --calls-per-hour 200 --handle-time 3m --agents 14 --patience hyperexponential,p=0.25,mean_1=100,mean_2=780s",
	} {
		var got [2]map[string]any
		for i, args := range []string{comma, point} {
			code, out, errs := erlang(t, args+" --json")
			if code != done {
				t.Fatalf("%s: %s", args, errs)
			}
			if err := json.Unmarshal([]byte(out), &got[i]); err != nil {
				t.Fatal(err)
			}
			delete(got[i], "patience") // as it was given
		}
		if !reflect.DeepEqual(got[0], got[1]) {
			t.Errorf("%s: %v, want %v", comma, got[0], got[1])
		}
	}
}

// Wrong input: exit 2, the flag named, nothing on standard output.
func TestErlangWrongInput(t *testing.T) {
	for args, want := range map[string]string{
		"c --calls-per-hour 200 --handle-time 3m --agents 10":                                     "11 or more",
		"c --calls-per-hour 200 --handle-time 3m --agents 0":                                      "--agents",
		"c --calls-per-hour 200 --handle-time 3m --agents -3":                                     "--agents",
		"c --calls-per-hour NaN --handle-time 3m --agents 20":                                     "--calls-per-hour",
		"c --calls-per-hour -5 --handle-time 3m --agents 20":                                      "--calls-per-hour",
		"c --calls-per-hour 0 --handle-time 3m --agents 20":                                       "--calls-per-hour",
		"c --calls-per-hour 1,200 --handle-time 3m --agents 70":                                   "write 1200 or 1.200",
		"c --calls-per-hour 12 --handle-time 1,200s --agents 70":                                  "write 1200s or 1.200s",
		"g --calls-per-hour 9 --handle-time 3m --agents 2 --patience weibull,mean=1,500s,shape=1": "write 1500s or 1.500s",
		"c --calls-per-hour 9,9,9 --handle-time 3m --agents 70":                                   "as a number",
		"c --calls-per-hour 5 --handle-time 3m --agents 12,5":                                     "a whole number from 1",
		"c --calls-per-hour 5 --handle-time soon --agents 20":                                     "handle-time",
		"c --calls-per-hour 5 --handle-time inf --agents 20":                                      "--handle-time",
		"a --calls-per-hour 200 --handle-time 3m --agents 12":                                     "--patience",
		"c --calls-per-hour 200 --handle-time 3m --agents 12 --patience 5m":                       "erlang a",
		"c --calls-per-hour 200 --handle-time 3m":                                                 "--agents",
		"c --calls-per-hour 200 --handle-time 3m --agents 12 --service-level 0.8":                 "not both",
		"c --calls-per-hour 200 --handle-time 3m --service-level 80":                              "--service-level",
		"a --calls-per-hour 200 --handle-time 3m --agents 12 --patience 0":                        "--patience",
		"c --calls-per-hour 200 --handle-time 3m --agents 12 --answer-within -1":                  "--answer-within",
		"b --calls-per-hour 200 --handle-time 3m --max-wait 10s":                                  "nobody waits",
		"d --calls-per-hour 200 --handle-time 3m --agents 12":                                     "must be one of",
		"c --calls-per-hour 200 --handle-time 3m --max-abandoned 0.1":                             "erlang a",
		"c --calls-per-hour 200 --handle-time 3m --agents 14..11":                                 "--agents",
		"c --calls-per-hour 200 --handle-time 3m --agents 1..5000":                                "1000 rows",
		"g --calls-per-hour 9 --handle-time 3m --agents 2 --patience weibull":                     "mean",
		"g --calls-per-hour 9 --handle-time 3m --agents 2 --patience gamma,k=2":                   "weibull",
		"g --calls-per-hour 9 --handle-time 3m --agents 2 --patience 3m..5m":                      "uncertain",
		"a --calls-per-hour 9 --handle-time 3m --agents 2 --patience none":                        "erlang g",
		"c --calls-per-hour 9 --handle-time 3m --agents 2 --shrinkage 1":                          "--shrinkage",
		"c --calls-per-hour 1,000 --handle-time 3m --agents 60":                                   "write 1000",
		"c --calls-per-hour 120 --handle-time 5m --agents 10":                                     "11 or more", // 10 erlang, however they round
		"a --calls-per-hour 9 --handle-time 3m --patience 5m --max-occupancy 1e-9":                "10,000,000 agents",
		"b --calls-per-hour 1e9 --handle-time 3m --abandoned 1%":                                  "10,000,000 agents",
		"c --calls-per-hour 1e9 --handle-time 3m --service-level 80%":                             "10,000,000 agents",
		"g --calls-per-hour 9 --handle-time 3m --agents 2 --patience 5_min":                       "5_min",
	} {
		code, out, errs := erlang(t, args)
		if code != wrong || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d, %q, %q; want %q", args, code, out, errs, want)
		}
	}
}
