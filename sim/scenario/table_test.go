package scenario

import (
	"encoding/json"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every field of the plan has exactly one row, and every row of the world, the
// decisions and the costs has a field, but for those that only name things.
func TestRowsAndFields(t *testing.T) {
	fields := fieldPaths(reflect.TypeFor[Plan](), "")
	rows := map[string]bool{}
	for _, k := range Keys() {
		if rows[k.Path] {
			t.Errorf("%s has two rows", k.Path)
		}
		rows[k.Path] = true
		noField := k.Side == Setup || k.Path == "world.satisfaction.model" || strings.HasSuffix(k.Path, ".use")
		if !noField && !slices.Contains(fields, k.Path) && !slices.Contains(fields, strings.TrimSuffix(k.Path, ".*")) {
			t.Errorf("%s has no field", k.Path)
		}
	}
	for _, f := range fields {
		if !rows[f] && !rows[f+".*"] {
			t.Errorf("field %s has no row", f)
		}
	}
}

func fieldPaths(t reflect.Type, path string) []string {
	var all []string
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("key")
		if !ok {
			continue
		}
		f, p := t.Field(i).Type, join(path, tag)
		switch {
		case f.Kind() == reflect.Struct && hasKeys(f):
			all = append(all, fieldPaths(f, p)...)
		case f.Kind() == reflect.Slice && f.Elem().Kind() == reflect.Struct && hasKeys(f.Elem()):
			all = append(all, fieldPaths(f.Elem(), p+".*")...)
		default:
			all = append(all, p)
		}
	}
	return all
}

// A row says what it is in both languages, and its default is right by itself.
func TestRowsAreWhole(t *testing.T) {
	main := 0
	keys, _ := table()
	for i := range keys {
		k := &keys[i]
		for _, text := range []string{k.Name.En, k.Name.Nb, k.Help.En, k.Help.Nb} {
			if text == "" {
				t.Errorf("%s lacks a text", k.Path)
			}
		}
		if !strings.HasSuffix(k.Help.En, ".") || !strings.HasSuffix(k.Help.Nb, ".") {
			t.Errorf("%s: help is no sentence", k.Path)
		}
		if n := defaultNode(k); n != nil {
			r := &reader{}
			if r.read(n, k, k.Path); len(r.found) > 0 {
				t.Errorf("%s: default %s: %v", k.Path, k.Default, r.found)
			}
		}
		low, high := k.limits()
		if !math.IsNaN(k.Low) && !(low <= k.Low && k.Low < k.High && k.High <= high) {
			t.Errorf("%s: evidence %v–%v is outside %v–%v", k.Path, k.Low, k.High, low, high)
		}
		if k.Confidence != "" && !slices.Contains(confidences, k.Confidence) {
			t.Errorf("%s: confidence %s", k.Path, k.Confidence)
		}
		if k.Kind == Choice && !slices.Contains(k.Choices, strings.Trim(k.Default, `"`)) {
			t.Errorf("%s: default %s is no choice", k.Path, k.Default)
		}
		if k.Main {
			main++
		}
	}
	if main != 6 {
		t.Errorf("%d main levers, want 6", main)
	}
}

func TestKeyOf(t *testing.T) {
	for path, want := range map[string]struct {
		unit   Unit
		ranges bool
		plans  bool
	}{
		"world.contact.chat.share":                   {Share, true, false},
		"decisions.staffing.headcount":               {People, true, true},
		"decisions.staffing.headcount.to":            {People, true, false},
		"decisions.staffing.headcount.start_week":    {Weeks, true, false},
		"decisions.staffing.headcount.steps.1.0":     {Weeks, true, false},
		"decisions.staffing.headcount.steps.1.1":     {People, true, false},
		"world.contact.phone.patience.mean_2":        {Seconds, true, false},
		"world.customers.needs_per_year":             {PerYear, true, true},
		"decisions.initiative.x.effects.information": {Share, true, false},
		"run.weeks": {Weeks, false, false},
	} {
		k, ok := KeyOf(path)
		if !ok || k.Unit != want.unit || k.Ranges != want.ranges || k.Plans != want.plans {
			t.Errorf("%s: %v %+v", path, ok, k)
		}
	}
	for _, path := range []string{"", "world", "world.contact", "world.nothing", "run.weeks.to", "decisions.staffing.headcounts"} {
		if _, ok := KeyOf(path); ok {
			t.Errorf("%q has a row", path)
		}
	}
}

// The translations hold every problem, the English ones word for word.
func TestMessagesAreTranslated(t *testing.T) {
	for _, lang := range []string{"en", "nb"} {
		raw, err := os.ReadFile("../../assets/translations/problem." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(raw, &texts); err != nil {
			t.Fatal(err)
		}
		if len(texts) != len(messages) {
			t.Errorf("%s: %d texts for %d codes", lang, len(texts), len(messages))
		}
		for code, english := range messages {
			text := texts["problem."+code]
			if text == "" || lang == "en" && text != english {
				t.Errorf("%s: problem.%s is %q", lang, code, text)
			}
			if !slices.Equal(arguments(text), arguments(english)) {
				t.Errorf("%s: problem.%s has other arguments", lang, code)
			}
		}
	}
}

// arguments are the {{.Name}} of a template, sorted.
func arguments(text string) []string {
	var list []string
	for _, part := range strings.Split(text, "{{.")[1:] {
		name, _, _ := strings.Cut(part, "}}")
		list = append(list, name)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Every code that the package reports has a message: it is looked for in the source.
func TestCodesHaveMessages(t *testing.T) {
	used := map[string]bool{}
	for _, name := range sources(t) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for code := range messages {
			if name != "messages.go" && strings.Contains(string(raw), `"`+code+`"`) {
				used[code] = true
			}
		}
	}
	for code := range messages {
		built := strings.HasSuffix(code, ".near") || strings.HasPrefix(code, "dist.")
		if !used[code] && !built {
			t.Errorf("nothing reports %s", code)
		}
	}
}

func sources(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			names = append(names, e.Name())
		}
	}
	return names
}

// Only one file reads the places' parser, and only this package reads TOML.
func TestOnePlaceForPositions(t *testing.T) {
	for _, name := range sources(t) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), "pelletier") != (name == "syntax.go") {
			t.Errorf("%s: the parser of places is for syntax.go", name)
		}
	}
}

// What is shipped beside the scenarios is right by itself.
func TestShippedFiles(t *testing.T) {
	l := newLoader()
	files := map[string]*schema{cataloguePath: catalogueSchema()}
	for _, m := range modelNames() {
		files["drivers/"+m+".toml"] = modelSchema()
	}
	for name, s := range files {
		if f, err := l.load(atLibrary, name, s); err != nil || len(f.problems) > 0 {
			t.Errorf("%s: %v", name, f.problems)
		}
	}
}
