package importance

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

func shares(t testing.TB, cov *mat.SymDense) ([]float64, float64) {
	t.Helper()
	got, r2, err := Shares(cov)
	if err != nil {
		t.Fatal(err)
	}
	return got, r2
}

// swiss is the covariance of the fertility data of 47 French-speaking Swiss
// provinces about 1888 (Mosteller and Tukey 1977), fertility last.
func swiss(t *testing.T) *mat.SymDense {
	t.Helper()
	f, err := os.Open("testdata/swiss.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	data := mat.NewDense(len(rows)-1, len(rows[0]), nil)
	for i, row := range rows[1:] {
		for j, cell := range row {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			data.Set(i, j, v)
		}
	}
	var cov mat.SymDense
	stat.CovarianceMatrix(&cov, data, nil)
	return &cov
}

// Oracle: Grömping (2006), Relative importance for linear regression in R: the
// package relaimpo, Journal of Statistical Software 17(1), example `swiss`.
func TestSharesPublished(t *testing.T) {
	want := []float64{0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592}
	got, r2 := shares(t, swiss(t))
	for j := range want {
		if math.Abs(got[j]-want[j]) > 5e-9 {
			t.Errorf("share %d is %.8f, published %.8f", j, got[j], want[j])
		}
	}
	if math.Abs(r2-0.7067350) > 5e-8 {
		t.Errorf("R² %.7f", r2)
	}
}

// Oracle: of independent regressors each share is the square of its standardised
// coefficient.
func TestSharesOfIndependentRegressors(t *testing.T) {
	beta, sd, noise := []float64{2, -1, .5, 0}, []float64{1, 3, 2, 1}, 1.5
	cov, variance := mat.NewSymDense(5, nil), noise*noise
	for j := range beta {
		cov.SetSym(j, j, sd[j]*sd[j])
		cov.SetSym(j, 4, beta[j]*sd[j]*sd[j])
		variance += beta[j] * beta[j] * sd[j] * sd[j]
	}
	cov.SetSym(4, 4, variance)
	got, r2 := shares(t, cov)
	for j := range beta {
		if want := beta[j] * beta[j] * sd[j] * sd[j] / variance; math.Abs(got[j]-want) > 1e-12 {
			t.Errorf("share %d is %v, want %v", j, got[j], want)
		}
	}
	if want := 1 - noise*noise/variance; math.Abs(r2-want) > 1e-12 {
		t.Errorf("R² %v, want %v", r2, want)
	}
}

// drawCovariance is that of k regressors and a response, each a random mixture of
// as many independent parts.
func drawCovariance(t *rapid.T, k int) *mat.SymDense {
	mix := mat.NewDense(k+1, k+1, nil)
	for i := range k + 1 {
		for j := range k + 1 {
			mix.Set(i, j, rapid.Float64Range(-1, 1).Draw(t, "part"))
		}
		mix.Set(i, i, mix.At(i, i)+1.5)
	}
	var cov mat.SymDense
	cov.SymOuterK(1, mix)
	return &cov
}

// Oracle: brute force over every order of three, four and five regressors, R² by
// elimination (what is left of the response's variance when the regressors are
// swept out one by one).
func TestSharesAgainstEveryOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(3, 5).Draw(t, "k")
		cov := drawCovariance(t, k)
		got, r2, err := Shares(cov)
		if err != nil {
			t.Fatal(err)
		}
		want, n := make([]float64, k), 0.0
		permute(k, func(order []int) {
			n++
			left, all := mat.DenseCopyOf(cov), cov.At(k, k)
			before := all
			for _, j := range order {
				sweepOut(left, j)
				want[j] += (before - left.At(k, k)) / all
				before = left.At(k, k)
			}
		})
		sum := 0.0
		for j := range want {
			sum += got[j]
			if math.Abs(got[j]-want[j]/n) > 1e-9 {
				t.Fatalf("share %d is %v, by every order %v", j, got[j], want[j]/n)
			}
		}
		if math.Abs(sum-r2) > 1e-12 {
			t.Fatalf("shares sum to %v, R² %v", sum, r2)
		}
	})
}

// sweepOut takes what a variable explains out of a covariance.
func sweepOut(c *mat.Dense, j int) {
	n, _ := c.Dims()
	pivot := c.At(j, j)
	column := slices.Clone(c.RawMatrix().Data[j*n : (j+1)*n])
	for a := range n {
		for b := range n {
			c.Set(a, b, c.At(a, b)-column[a]*column[b]/pivot)
		}
	}
}

func permute(k int, see func([]int)) {
	order := make([]int, 0, k)
	var next func()
	next = func() {
		if len(order) == k {
			see(order)
			return
		}
		for j := range k {
			if !slices.Contains(order, j) {
				order = append(order, j)
				next()
				order = order[:len(order)-1]
			}
		}
	}
	next()
}

// A regressor twice: both get half of what one would.
func TestSharesOfTheSameRegressorTwice(t *testing.T) {
	one := mat.NewSymDense(3, []float64{1, .3, .5, .3, 1, .4, .5, .4, 1})
	twice := mat.NewSymDense(4, []float64{1, 1, .3, .5, 1, 1, .3, .5, .3, .3, 1, .4, .5, .5, .4, 1})
	a, r2 := shares(t, one)
	b, again := shares(t, twice)
	if math.Abs(r2-again) > 1e-9 || math.Abs(b[0]-b[1]) > 1e-9 || b[0] >= a[0] {
		t.Errorf("%v of %v, twice %v of %v", a, r2, b, again)
	}
}

// What does not vary explains nothing, and is explained by nothing.
func TestSharesWithoutVariance(t *testing.T) {
	got, r2 := shares(t, mat.NewSymDense(3, []float64{1, 0, .5, 0, 0, 0, .5, 0, 1}))
	if math.Abs(got[0]-.25) > 1e-12 || got[1] != 0 || math.Abs(r2-.25) > 1e-12 {
		t.Error(got, r2)
	}
	if got, r2 := shares(t, mat.NewSymDense(2, []float64{1, 0, 0, 0})); got[0] != 0 || r2 != 0 {
		t.Error(got, r2)
	}
	if _, _, err := Shares(mat.NewSymDense(Most+2, nil)); err == nil {
		t.Error("more than the most")
	}
}
