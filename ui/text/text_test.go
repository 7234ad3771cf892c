package text

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"lojal/assets"
	_ "lojal/scenarios"
	"lojal/sim/scenario"
)

func TestForMapsLocales(t *testing.T) {
	for tag, want := range map[string]string{
		"nb": "nb", "no": "nb", "nn": "nb", "nb-NO": "nb", "no-NO": "nb", "nn-NO": "nb",
		"en": "en", "en-GB": "en", "de": "en", "": "en", "C": "en", "nonsense-!": "en",
	} {
		if got := For(tag).Lang(); got != want {
			t.Errorf("%q: %s, want %s", tag, got, want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"LANG": "nb_NO.UTF-8"}, "nb"},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_MESSAGES": "nn_NO"}, "nb"},
		{map[string]string{"LC_ALL": "en_GB", "LC_MESSAGES": "nb_NO"}, "en"},
		{map[string]string{"LANG": "en_US.UTF-8", "LANGUAGE": "nb:en"}, "nb"},
		{map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "nb"}, "en"},
		{map[string]string{"LC_ALL": "C", "LANG": "nb_NO"}, "en"},
		{map[string]string{"LANG": "nb_NO@euro"}, "nb"},
	} {
		if got := spoken(environment(func(name string) string { return c.env[name] })); got != c.want {
			t.Errorf("%v: %s, want %s", c.env, got, c.want)
		}
	}
	if environment(func(string) string { return "" }) != "" {
		t.Error("a language out of nothing")
	}
}

func TestT(t *testing.T) {
	if got := For("nb").T("value.weeks", "V", "1", "N", 1); got != "1 uke" {
		t.Error(got)
	}
	if got := For("en").T("no.such.message"); got != "⟨no.such.message⟩" {
		t.Error(got)
	}
}

func TestProblem(t *testing.T) {
	q := scenario.Problem{File: "a.toml", Line: 3, Column: 7, Key: "run.weeks", Code: "no-such-code", Text: "is -1; 1 to 520"}
	if got := For("nb").Problem(q); got != "a.toml:3:7: run.weeks: is -1; 1 to 520" {
		t.Error(got)
	}
	q.Key, q.Text = "", "a\nb\x1b[31m"
	if got := For("en").Problem(q); got != "a.toml:3:7: a b [31m" {
		t.Errorf("%q", got)
	}
	q.File, q.Text = "", "is -1; 1 to 520"
	if got := For("en").Problem(q); got != "is -1; 1 to 520" {
		t.Error(got)
	}
}

// messages maps identifiers to what the files of a language say.
func messages(t *testing.T, lang string) map[string]*i18n.Message {
	t.Helper()
	names, err := fs.Glob(assets.FS, "translations/*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatal(lang, names, err)
	}
	all := map[string]*i18n.Message{}
	for _, name := range names {
		data, _ := fs.ReadFile(assets.FS, name)
		file, err := i18n.ParseMessageFileBytes(data, name, map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
		if err != nil {
			t.Fatal(name, err)
		}
		for _, m := range file.Messages {
			if all[m.ID] != nil {
				t.Errorf("%s: %s is there twice", name, m.ID)
			}
			all[m.ID] = m
		}
	}
	return all
}

var field = regexp.MustCompile(`{{.*?}}`)

// fields lists what a message takes.
func fields(m *i18n.Message) []string {
	found := field.FindAllString(m.Other, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	en, nb := messages(t, "en"), messages(t, "nb")
	for id, m := range en {
		switch {
		case nb[id] == nil:
			t.Errorf("%s is missing in nb", id)
		case !slices.Equal(fields(m), fields(nb[id])):
			t.Errorf("%s takes %v in en, %v in nb", id, fields(m), fields(nb[id]))
		case m.Other == "" || nb[id].Other == "":
			t.Errorf("%s is empty", id)
		}
	}
	for id := range nb {
		if en[id] == nil {
			t.Errorf("%s is missing in en", id)
		}
	}
}

// Every message that the sources name by a literal exists.
func TestMessagesInSourcesExist(t *testing.T) {
	en, checked := messages(t, "en"), 0
	for _, dir := range []string{"../../ui", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			for _, use := range literals(t, path) {
				checked++
				if en[use.id] == nil && (!desktop(path) || en["ui."+use.id] == nil) {
					t.Errorf("%s: no message %q", use.place, use.id)
				}
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if checked < 10 {
		t.Fatalf("only %d messages found in the sources", checked)
	}
}

// desktop says whether a file is the window's, whose own T puts "ui." in front.
func desktop(path string) bool {
	path = filepath.ToSlash(path)
	return strings.HasPrefix(path, "../../ui/") && !strings.Contains(path, "/chart/") && !strings.Contains(path, "/text/")
}

type use struct{ id, place string }

// literals finds x.T("literal", …) in a file.
func literals(t *testing.T, path string) (uses []use) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		selector, ok := call.Fun.(*ast.SelectorExpr)
		literal, isLiteral := call.Args[0].(*ast.BasicLit)
		if ok && isLiteral && selector.Sel.Name == "T" && literal.Kind == token.STRING {
			id, _ := strconv.Unquote(literal.Value)
			uses = append(uses, use{id, fmt.Sprint(set.Position(call.Pos()))})
		}
		return true
	})
	return uses
}

// With the race detector on, this shows that a printer may be shared.
func TestPrintersAreShared(t *testing.T) {
	var group sync.WaitGroup
	for i := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := range 50 {
				p := For(Languages[(i+n)%2])
				if got := p.T("value.weeks", "V", "x", "N", 2) + p.Number(1234.5, 1); len(got) < 10 {
					t.Error(got)
				}
			}
		}()
	}
	group.Wait()
}

func TestPhrase(t *testing.T) {
	nb := For("nb")
	for english, want := range map[string]string{
		"Baseline":                               "Utgangspunkt",
		"assumption; KSIndeks names the drivers": "antakelse; KSIndeks navngir driverne",
		"assumption; what we saw in {{May}}":     "antakelse; what we saw in {{May}}",
		"":                                       "",
	} {
		if got := nb.Phrase(english); got != want {
			t.Errorf("%q is %q, want %q", english, got, want)
		}
		if got := For("en").Phrase(english); got != english {
			t.Errorf("%q is %q in English", english, got)
		}
	}
}

// Each shipped scenario has name and story in both languages.
func TestShippedScenariosAreTranslated(t *testing.T) {
	for _, name := range scenario.Names() {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			t.Fatal(err)
		}
		if nb := For("nb").Phrase(s.Name()); nb == s.Name() {
			t.Errorf("%s has no Norwegian name", s.Name())
		}
		story := s.Story()
		for _, part := range []string{story.Question, story.Hypothesis, story.Findings, story.Decision} {
			if part != "" && !For("nb").known("ui.phrase."+part) || For("en").Phrase(part) != part {
				t.Errorf("%s: not in both languages: %s", name, part)
			}
		}
	}
}
