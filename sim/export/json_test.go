package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lojal/sim"
	"lojal/sim/kpi"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\n%s", path, got)
	}
}

// tiny is results small enough to check the golden file by eye.
func tiny() *sim.Results {
	r := sample(2, 2, []string{"phone"}, nil, func() float64 { return math.NaN() })
	k := kpi.Index(kpi.Churn)
	r.Horizon[k] = []float64{0.125, 0.25}
	r.Series[k] = [][]float32{{0.5, 0.25}, {0.125, 0.375}}
	r.Weights[kpi.PerCustomer] = [][]float32{{1, 1}, {1, 1}}
	r.Horizon[kpi.Index(kpi.ServiceLevel)] = []float64{0.75, 0.875}
	return r
}

func TestGoldenJSON(t *testing.T) {
	golden(t, "results.json", written(t, func(w io.Writer) error { return WriteJSON(w, tiny()) }))
	base, other := tiny(), tiny()
	other.Scenario, other.ScenarioHash = "Plan C", "def456"
	other.Horizon[kpi.Index(kpi.Churn)] = []float64{0.0625, 0.25}
	c, err := sim.Compare(base, other)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "compare.json", written(t, func(w io.Writer) error { return WriteCompareJSON(w, c) }))
	var list []map[string]any
	several := written(t, func(w io.Writer) error { return WriteCompareJSON(w, c, c) })
	if err := json.Unmarshal(several, &list); err != nil || len(list) != 2 {
		t.Errorf("%d comparisons, %v", len(list), err)
	}
}

// The document is JSON whatever the draws are, has every figure, and tells its
// numbers at full precision.
func TestJSONIsComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t)
		var doc struct {
			Seed uint64                         `json:"seed"`
			KPIs map[string]map[string]*float64 `json:"kpis"`
		}
		if err := json.Unmarshal(written(t, func(w io.Writer) error { return WriteJSON(w, r) }), &doc); err != nil {
			t.Fatal(err)
		}
		if doc.Seed != r.Seed {
			t.Fatalf("seed %d, want %d", doc.Seed, r.Seed)
		}
		for _, k := range kpi.All {
			want, got := r.Summary(k.ID), doc.KPIs[string(k.ID)]
			if len(got) != len(statistics) {
				t.Fatalf("%s: %v", k.ID, got)
			}
			for _, s := range statistics {
				v := s.of(want)
				if isNull := math.IsNaN(v) || math.IsInf(v, 0); isNull != (got[s.name] == nil) || !isNull && *got[s.name] != v {
					t.Fatalf("%s %s: %v, want %v", k.ID, s.name, got[s.name], v)
				}
			}
		}
	})
}

func TestJSONWithoutTargets(t *testing.T) {
	r := tiny()
	r.Targets, r.Warnings = nil, nil
	text := string(written(t, func(w io.Writer) error { return WriteJSON(w, r) }))
	for _, want := range []string{`"targets": []`, `"targets_all": null`, `"warnings": []`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}

// Provenance is there where it was looked for, even if nothing is decisive.
func TestProvenanceInJSON(t *testing.T) {
	r := small()
	for _, c := range []struct {
		decisive []sim.Decisive
		want     any
	}{
		{nil, nil},
		{[]sim.Decisive{}, map[string]any{"decisive": []any{}, "guesses": 0.}},
		{r.Decisive, map[string]any{"guesses": 1., "decisive": []any{map[string]any{"key": "costs.hire", "source": "a \"guess\"",
			"confidence": "guess", "low": 25000., "high": 175000., "kpi": "cost", "change": -1.5, "bands": .75}}}},
	} {
		r.Decisive = c.decisive
		var doc map[string]any
		if err := json.Unmarshal(written(t, func(w io.Writer) error { return WriteJSON(w, r) }), &doc); err != nil {
			t.Fatal(err)
		}
		if got := doc["provenance"]; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}
