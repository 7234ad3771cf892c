package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	_ "lojal/scenarios" // the library
	"lojal/sim"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// program is the name that messages begin with.
const program = "lojal-cli"

// Exit codes.
const (
	done   = 0
	failed = 1 // while running
	wrong  = 2 // the user's input
)

// cli is the command line.
type cli struct {
	Lang    string           `help:"Language: en or nb (default: the system's)." placeholder:"LANG"`
	Version kong.VersionFlag `help:"Show the version."`

	Run         runCmd         `cmd:"" help:"Simulate a scenario."`
	Compare     compareCmd     `cmd:"" help:"Simulate scenarios and compare them, replication by replication."`
	Validate    validateCmd    `cmd:"" help:"Check scenario files."`
	Diff        diffCmd        `cmd:"" help:"Show what differs between two scenarios, key by key."`
	Scenarios   scenariosCmd   `cmd:"" help:"List the shipped scenarios."`
	Drivers     driversCmd     `cmd:"" help:"List the driver models, or show one and what it makes important."`
	Initiatives initiativesCmd `cmd:"" help:"List the initiatives of the catalogue or of a scenario."`
	Plot        plotCmd        `cmd:"" help:"Draw the pictures of earlier results."`
	Erlang      erlangCmd      `cmd:"" help:"Answer a staffing question with an Erlang formula."`
}

// env is what a command works with.
type env struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	text           *text.Printer
}

// usageError is an error in what the user asked for.
type usageError struct{ error }

// usagef is a usage error.
func usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

// exit is thrown by the parser after it has shown help or version.
type exit int

// run is the program: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		switch thrown := recover().(type) {
		case nil:
		case exit:
			code = int(thrown)
		default:
			panic(thrown)
		}
	}()
	var c cli
	parser := kong.Must(&c,
		kong.Name(program),
		kong.Description("Lojal simulates customer service week by week: what staffing, training and automation do to satisfaction, churn and cost, and how sure that is.\n\nA SCENARIO is a file, or library:NAME for a shipped one."),
		kong.Vars{"version": version()},
		kong.Writers(stdout, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { panic(exit(code)) }),
	)
	command, err := parser.Parse(joinNegative(args))
	if err != nil {
		p := wanted(args)
		fmt.Fprintf(stderr, "%s: %s\n%s\n", program, usageText(p, err), p.T("usage.see", "Command", commandName(err)))
		return wrong
	}
	e := &env{ctx, stdin, stdout, stderr, text.For(text.Detect())}
	if c.Lang != "" {
		if _, err := choices(e, "--lang", []string{c.Lang}, text.Languages); err != nil {
			return e.report(err)
		}
		e.text = text.For(c.Lang)
	}
	return e.report(command.Run(e))
}

var negative = regexp.MustCompile(`^-[0-9.]`)

// joinNegative writes --flag -5 as --flag=-5: the parser takes what begins with
// a hyphen for a flag.
func joinNegative(args []string) (joined []string) {
	for i, arg := range args {
		if i > 0 && negative.MatchString(arg) && strings.HasPrefix(args[i-1], "--") && !strings.Contains(args[i-1], "=") {
			joined[len(joined)-1] += "=" + arg
			continue
		}
		joined = append(joined, arg)
	}
	return joined
}

// commandName is the command that a wrong line was meant for.
func commandName(err error) string {
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil && parse.Context.Command() != "" {
		if node := parse.Context.Selected(); node != nil {
			return program + " " + node.Name
		}
	}
	return program
}

// report tells an error and says which exit code it means.
func (e *env) report(err error) int {
	var problems scenario.Problems
	var usage usageError
	switch {
	case err == nil:
		return done
	case errors.As(err, &problems):
		e.problems(problems)
		return wrong
	}
	e.message(program + ": " + err.Error())
	if errors.As(err, &usage) {
		return wrong
	}
	return failed
}

// problems tells each on a line.
func (e *env) problems(problems scenario.Problems) {
	for _, p := range problems {
		e.message(e.text.Problem(p))
	}
}

// message is a line for a person, beside the data.
func (e *env) message(line string) { fmt.Fprintln(e.stderr, line) }

// print writes data.
func (e *env) print(data []byte) error {
	if _, err := e.stdout.Write(data); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}

// version tells program and engine.
func version() string {
	build := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		build = info.Main.Version
	}
	return fmt.Sprintf("%s %s, engine %s", program, build, sim.EngineVersion)
}
