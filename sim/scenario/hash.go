package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

func itoa(i int) string { return strconv.Itoa(i) }

// outside are the tables that change no figure: they are in no hash and no diff.
func outside(path string) bool {
	top, _, _ := strings.Cut(path, ".")
	switch top {
	case "format", "name", "extends", "story", "sources", "workshop":
		return true
	}
	return path == "world.satisfaction.model" || strings.HasPrefix(path, "decisions.initiative.") &&
		(strings.HasSuffix(path, ".use") || strings.HasSuffix(path, ".name"))
}

// canon is the same text for the same meaning; "" for no value.
func (v *value) canon() string {
	switch {
	case v == nil || v.data == nil:
		return ""
	case v.same != "":
		return v.same
	}
	return v.data.canon()
}

// fingerprint is the SHA-256 of the resolved values in key-table order, less those
// left out.
func (s *Scenario) fingerprint(out func(path string) bool) string {
	h := sha256.New()
	for _, v := range s.values {
		if c := v.canon(); c != "" && !out(v.path) {
			h.Write([]byte(v.path + " = " + c + "\n"))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Hash is the hash of the resolved values, without name, story and sources.
func (s *Scenario) Hash() string { return s.hash }

// DrawsHash is Hash less what changes no draw: targets, and how many replications
// are made. Scenarios that share it, and seed, weeks and queue, share their draws.
func (s *Scenario) DrawsHash() string { return s.draws }

func outsideDraws(path string) bool {
	switch path {
	case "run.replications", "run.precision", "run.watch":
		return true
	}
	return outside(path) || strings.HasPrefix(path, "targets.")
}

// Change is one difference between two scenarios.
type Change struct {
	Path string
	Key  Key
	A, B string // as written in TOML; "" where it has none
}

// Diff lists what differs in resolved values, in key-table order.
func Diff(a, b *Scenario) []Change {
	var list []Change
	add := func(v *value) {
		list = append(list, Change{v.path, *v.key, a.Text(v.path), b.Text(v.path)})
	}
	for _, v := range merged(a.values, b.values) {
		if !outside(v.path) && a.at[v.path].canon() != b.at[v.path].canon() {
			add(v)
		}
	}
	return list
}

// merged is every path of either list once, a's order kept and b's own values
// after the value that they follow in b.
func merged(a, b []*value) []*value {
	in := map[string]int{}
	for i, v := range a {
		in[v.path] = i
	}
	after := map[int][]*value{}
	last := -1
	for _, v := range b {
		if i, ok := in[v.path]; ok {
			last = i
		} else {
			after[last] = append(after[last], v)
		}
	}
	list := append([]*value(nil), after[-1]...)
	for i, v := range a {
		list = append(append(list, v), after[i]...)
	}
	return list
}
