package scenario

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"lojal/sim/random"
)

// distParts are the parameters of the distributions that have three at most.
var distParts = map[string][]string{
	"uniform": {"low", "high"}, "triangular": {"low", "mode", "high"}, "pert": {"low", "mode", "high"},
	"normal": {"mean", "sd"}, "lognormal": {"mean", "sigma"}, "beta": {"mean", "sd"},
	"discrete": {"values", "weights"}, "empirical": {"file", "column"},
}

var distNames = []string{"uniform", "triangular", "pert", "normal", "lognormal", "beta", "discrete", "empirical"}

// makeDist makes a distribution from its parameters in the order of distParts.
func makeDist(name string, v []float64) (random.Distribution, error) {
	switch name {
	case "uniform":
		return random.Uniform(v[0], v[1])
	case "triangular":
		return random.Triangular(v[0], v[1], v[2])
	case "pert":
		return random.PERT(v[0], v[1], v[2])
	case "normal":
		return random.Normal(v[0], v[1])
	case "lognormal":
		return random.Lognormal(v[0], v[1])
	}
	return random.Beta(v[0], v[1])
}

// rangeOf is the uncertain number with the given 10 % and 90 % points.
func (r *reader) rangeOf(n *node, k *Key, path string, low, high float64) (Number, bool) {
	d, err := random.Range(low, high, k.Max < maxFloat)
	return r.uncertain(n, k, path, "range", d, err)
}

const maxFloat = 1e300

// uncertain wraps a distribution in the row's limits.
func (r *reader) uncertain(n *node, k *Key, path, name string, d random.Distribution, err error) (Number, bool) {
	if bad, ok := err.(random.ParameterError); ok {
		r.wrong(n, path, "dist."+string(bad), args{"Dist": name})
		return Number{}, false
	}
	low, high := k.limits()
	return Number{Dist: random.Bounded(d, low, high), path: path}, true
}

// distribution reads { dist = …, parameters }.
func (r *reader) distribution(n *node, k *Key, path string) (Number, bool) {
	name, ok := n.get("dist").value.(string)
	if !ok || !slices.Contains(distNames, name) {
		return Number{}, r.unknown(n.get("dist"), path, "dist", strings.Trim(n.get("dist").got(), `"'`), distNames)
	}
	parts, good := distParts[name], true
	for _, kid := range n.kids {
		if kid.key != "dist" && !slices.Contains(parts, kid.key) {
			r.unknownPart(kid, path, parts)
			good = false
		}
	}
	for _, p := range parts {
		if n.get(p) == nil && p != "column" {
			r.wrong(n, path, "dist.missing", args{"Dist": name, "Part": p, "Allowed": strings.Join(parts, ", ")})
			return Number{}, false
		}
	}
	if !good {
		return Number{}, false
	}
	switch name {
	case "discrete":
		return r.discrete(n, k, path)
	case "empirical":
		return r.empirical(n, k, path)
	}
	values := make([]float64, len(parts))
	for i, p := range parts {
		part := partOf(k, p)
		v, ok := r.number(n.get(p), &part, path+"."+p)
		values[i], good = v.Certain, good && ok
	}
	if !good {
		return Number{}, false
	}
	d, err := makeDist(name, values)
	return r.uncertain(n, k, path, name, d, err)
}

// partOf is the row of a distribution's parameter: the value's own bounds,
// none for a spread.
func partOf(k *Key, part string) Key {
	p := *k
	p.Ranges, p.Plans = false, false
	switch part {
	case "sd":
		p.Min, p.Max, p.sane = -maxFloat, maxFloat, maxFloat
	case "sigma":
		p.Min, p.Max, p.sane, p.Unit = -maxFloat, 10, 10, NoUnit
	}
	return p
}

func (r *reader) discrete(n *node, k *Key, path string) (Number, bool) {
	part := partOf(k, "values")
	values, ok1 := r.certainList(n.get("values"), &part, path)
	weights, ok2 := r.certainList(n.get("weights"), &plainKey, path)
	if !ok1 || !ok2 {
		return Number{}, false
	}
	d, err := random.Discrete(values, weights)
	return r.uncertain(n, k, path, "discrete", d, err)
}

// certainList reads a list of certain numbers.
func (r *reader) certainList(n *node, k *Key, path string) ([]float64, bool) {
	if n.form != arrayForm {
		r.wrong(n, path, "kind.numbers", args{"Got": n.got()})
		return nil, false
	}
	good := true
	list := make([]float64, len(n.kids))
	for i, kid := range n.kids {
		v, ok := r.number(kid, k, path)
		list[i], good = v.Certain, good && ok
	}
	return list, good
}

// empirical reads the column of a CSV file beside the scenario.
func (r *reader) empirical(n *node, k *Key, path string) (Number, bool) {
	name, isText := n.get("file").value.(string)
	if !isText {
		r.wrong(n.get("file"), path, "kind.text", args{"Got": n.get("file").got()})
		return Number{}, false
	}
	text, err := n.file.at.read(name)
	if err != nil {
		r.wrong(n.get("file"), path, "dist.file", args{"Path": quote(name), "Problem": err.Error()})
		return Number{}, false
	}
	rows, err := readCSV(text)
	if len(text) > maxData {
		err = errSize
	}
	if err != nil {
		r.wrong(n.get("file"), path, "dist.file", args{"Path": quote(name), "Problem": err.Error()})
		return Number{}, false
	}
	column := n.get("column").str()
	i := slices.Index(rows[0], column)
	if n.get("column") == nil && len(rows[0]) == 1 {
		i = 0
	}
	if i < 0 {
		r.wrong(n, path, "dist.column", args{"Path": quote(name), "Column": quote(column), "Allowed": strings.Join(rows[0], ", ")})
		return Number{}, false
	}
	sample := make([]float64, 0, len(rows)-1)
	for line, row := range rows[1:] {
		v, err := strconv.ParseFloat(strings.TrimSpace(row[i]), 64)
		if err != nil || v-v != 0 {
			r.wrong(n, path, "dist.cell", args{"Path": quote(name), "Line": line + 2})
			return Number{}, false
		}
		sample = append(sample, v)
	}
	d, err := random.Empirical(sample)
	return r.uncertain(n, k, path, "empirical", d, err)
}

// readCSV reads a table with a header row, columns split by comma or semicolon.
func readCSV(text []byte) ([][]string, error) {
	first, _, _ := strings.Cut(string(text), "\n")
	c := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	if strings.Contains(first, ";") {
		c.Comma = ';'
	}
	rows, err := c.ReadAll()
	if err == nil && len(rows) == 0 {
		err = io.ErrUnexpectedEOF
	}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		err = parse.Err
	}
	return rows, err
}
