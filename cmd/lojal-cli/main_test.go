package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/rogpeppe/go-internal/testscript"

	"lojal/sim"
	"lojal/sim/export"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){program: main})
}

// Every command, right and wrong, as a user types it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LC_ALL", "en_GB.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exitcode": exitCode},
	})
}

// exitCode runs the program and wants an exit code: exitcode 2 run x.toml.
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(program, args[1:]...)
	var ended *exec.ExitError
	code := done
	if errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit %d, want %s", code, args[0])
	}
	if text := ts.ReadFile("stderr"); strings.Contains(text, "goroutine ") {
		ts.Fatalf("a stack trace")
	}
}

// The examples of the help texts do what they say.
func TestHelpExamples(t *testing.T) {
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	t.Chdir(t.TempDir())
	var examples []string
	commands := reflect.ValueOf(cli{})
	for i := range commands.NumField() {
		if help, ok := commands.Field(i).Interface().(kong.HelpProvider); ok {
			examples = append(examples, examplesOf(help.Help())...)
		}
	}
	if len(examples) < 8 {
		t.Fatalf("only %d examples", len(examples))
	}
	for _, example := range later(examples) {
		var stdout, stderr bytes.Buffer
		args := shortened(strings.Fields(example))
		if code := run(context.Background(), args[1:], nil, &stdout, &stderr); code != done {
			t.Errorf("%s: exit %d\n%s", example, code, stderr.String())
		}
		if stdout.Len()+stderr.Len() == 0 {
			t.Errorf("%s: says nothing", example)
		}
	}
}

// shortened is a command with few replications.
func shortened(args []string) []string {
	if !slices.Contains([]string{"run", "compare"}, args[1]) {
		return args
	}
	if i := slices.Index(args, "--replications"); i > 0 {
		args = slices.Delete(args, i, i+2)
	}
	return append(args, "--replications", "10")
}

func examplesOf(help string) (examples []string) {
	for _, line := range strings.Split(help, "\n") {
		if strings.HasPrefix(line, "\t"+program+" ") {
			examples = append(examples, strings.TrimSpace(line))
		}
	}
	return examples
}

// later puts the examples that read results behind those that write them.
func later(examples []string) (ordered []string) {
	var last []string
	for _, example := range examples {
		if strings.Contains(example, ".lojal") {
			last = append(last, example)
		} else {
			ordered = append(ordered, example)
		}
	}
	return append(ordered, last...)
}

// A run that is stopped keeps what was finished, and says so.
func TestStopped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"run", "library:baseline", "--replications", "5000", "--out", dir, "--lang", "en"}, nil, &stdout, &stderr)
	if code != failed || !strings.Contains(stderr.String(), "stopped after") {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	r, err := export.Read(filepath.Join(dir, export.Archive))
	if os.IsNotExist(err) {
		t.Skip("stopped before the first replication was finished")
	}
	if err != nil {
		t.Fatal(err)
	}
	if r.Replications == 0 || r.Replications >= r.Asked {
		t.Errorf("%d of %d replications", r.Replications, r.Asked)
	}
}

// Stopped before it begins, a run leaves nothing behind.
func TestStoppedAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"compare", "library:baseline", "library:baseline", "--out", dir}, nil, &stdout, &stderr)
	if code != failed {
		t.Errorf("exit %d: %s", code, stderr.String())
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("an empty folder is left")
	}
}

// Standard output is data alone, and the same with any number of workers.
func TestWorkersDoNotMatter(t *testing.T) {
	var first []byte
	for _, workers := range []string{"1", "3"} {
		var stdout, stderr bytes.Buffer
		code := run(context.Background(), []string{"run", "library:baseline", "--replications", "7", "--weeks", "5", "--data", "json", "--workers", workers}, nil, &stdout, &stderr)
		if code != done || !json.Valid(stdout.Bytes()) {
			t.Fatalf("exit %d: %s", code, stderr.String())
		}
		if first == nil {
			first = stdout.Bytes()
		} else if !bytes.Equal(first, stdout.Bytes()) {
			t.Error("results depend on the number of workers")
		}
	}
}

// A precision that is not reached is told, unless the replications were given.
func TestPrecisionNotReached(t *testing.T) {
	base, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	r, err := sim.Run(context.Background(), base, sim.Options{Replications: 5, Weeks: 3, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		precision float64
		given     int
		told      bool
	}{{1e-9, 0, true}, {1e-9, 5, false}, {0.9, 0, false}, {0, 0, false}} {
		var stderr bytes.Buffer
		of := base.Run()
		of.Precision = c.precision
		(&env{stderr: &stderr, text: text.For("en")}).warnImprecise(of, sim.Options{Replications: c.given}, r)
		if told := strings.Contains(stderr.String(), "5 replications"); told != c.told {
			t.Errorf("%+v: %q", c, stderr.String())
		}
	}
}

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestOutputThatCannotBeWritten(t *testing.T) {
	var stderr bytes.Buffer
	if code := run(context.Background(), []string{"scenarios"}, nil, full{}, &stderr); code != failed {
		t.Errorf("exit %d: %s", code, stderr.String())
	}
}

// The model, the pictures and the command line know no window toolkit, and build
// without a C compiler.
func TestNoWindowToolkit(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "lojal/sim/...", "lojal/scenarios", "lojal/ui/chart", "lojal/ui/text", "lojal/cmd/lojal-cli")
	out, err := list.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, path := range strings.Fields(string(out)) {
		if strings.HasPrefix(path, "fyne.io/") {
			t.Errorf("depends on %s", path)
		}
	}
	build := exec.Command("go", "build", "-o", os.DevNull, "lojal/cmd/lojal-cli")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestJoinNegative(t *testing.T) {
	got := joinNegative([]string{"run", "x", "--seed", "-1", "--out", "--plots", "--set=a", "-5"})
	want := []string{"run", "x", "--seed=-1", "--out", "--plots", "--set=a", "-5"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestFolderName(t *testing.T) {
	for ref, want := range map[string]string{
		"library:baseline": "baseline", "plans/more.toml": "more", "x.toml": "x", "..": "scenario", "library:": "scenario",
	} {
		if got := folderName(ref); got != want {
			t.Errorf("%s: %s, want %s", ref, got, want)
		}
	}
	taken := map[string]bool{}
	if a, b, c := free("x", taken), free("x", taken), free("x", taken); a != "x" || b != "x-2" || c != "x-3" {
		t.Error(a, b, c)
	}
}
