package queue

import (
	"encoding/json"
	"os"
	"testing"
)

// referenceRow is a row of testdata/reference.json: published cases, computed to
// 15 digits from birth–death chains. A target time is told to fewer.
type referenceRow struct {
	Load    float64 `json:"a"`
	N       int     `json:"n"`
	B       float64
	Lam     float64  `json:"lam"`
	Mu      float64  `json:"mu"`
	Theta   float64  `json:"theta"`
	T       float64  `json:"t"`
	Pw      float64  `json:"Pw"`
	ASA     float64  `json:"ASA"`
	SL      float64  `json:"SL"`
	Occ     float64  `json:"occ"`
	Pab     float64  `json:"Pab"`
	Mean    float64  `json:"EW_all"`
	Lq      float64  `json:"Lq"`
	Within  *float64 `json:"served_within_t"`
	Offered float64  `json:"P_offered_wait_gt_t"`
	Source  string   `json:"source"`
}

func reference(t *testing.T) (rows map[string][]referenceRow) {
	t.Helper()
	b, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestReferenceB(t *testing.T) {
	for _, r := range reference(t)["erlang_b"] {
		closeTo(t, r.Source, ErlangB(r.Load, r.N), r.B, 1e-12)
	}
}

func TestReferenceC(t *testing.T) {
	for _, r := range reference(t)["erlang_c"] {
		a := Station{r.Lam, 1 / r.Mu, r.N, Patience{Kind: None}}.Answer(r.T)
		closeTo(t, r.Source+": P(wait)", a.Wait, r.Pw, 1e-9)
		closeTo(t, r.Source+": mean wait", a.MeanWait, r.ASA, 1e-9)
		closeTo(t, r.Source+": service level", a.Within, r.SL, 1e-9)
		closeTo(t, r.Source+": occupancy", a.Occupancy, r.Occ, 1e-9)
	}
}

func TestReferenceA(t *testing.T) {
	for _, r := range reference(t)["erlang_a"] {
		a := Station{r.Lam, 1 / r.Mu, r.N, Patience{Kind: Exponential, Mean: 1 / r.Theta}}.Answer(r.T)
		closeTo(t, r.Source+": P(wait)", a.Wait, r.Pw, 1e-9)
		closeTo(t, r.Source+": abandoned", a.Abandoned, r.Pab, 1e-9)
		closeTo(t, r.Source+": mean wait", a.MeanWait, r.Mean, 1e-9)
		closeTo(t, r.Source+": queue", a.QueueLength, r.Lq, 1e-9)
		closeTo(t, r.Source+": occupancy", a.Occupancy, r.Occ, 1e-9)
		closeTo(t, r.Source+": within", a.Within, *r.Within, 2e-9) // told to 9 decimals
		closeTo(t, r.Source+": offered wait", 1-a.OfferedWithin, r.Offered, 2e-8)
	}
}
