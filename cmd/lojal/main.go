// Lojal is a desktop workforce-planning simulator for customer service.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"lojal/assets"
	"lojal/ui"
)

func main() {
	language := flag.String("lang", "", "en or nb; default: what was chosen before, or the system's")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: lojal [--lang en|nb] [FILE or FOLDER ...]")
	}
	flag.Parse()
	if os.Getenv("GOGC") == "" {
		paceCollector()
	}
	end := logCrashes()
	defer end()
	icon, _ := assets.FS.ReadFile("icon.svg")
	app.SetMetadata(fyne.AppMetadata{ID: "no.lojal.Lojal", Name: "Lojal", Version: "0.1.0",
		Icon: fyne.NewStaticResource("icon.svg", icon), Migrations: map[string]bool{"fyneDo": true}})
	// The toolkit may panic while it ends: it closes a queue that it still writes to.
	exit := func() { end(); os.Exit(0) }
	ui.Run(app.NewWithID("no.lojal.Lojal"), ui.Options{Lang: *language, Files: flag.Args(), Exit: exit})
}

// logCrashes keeps what is printed when the program dies; the file goes at the end.
func logCrashes() (end func()) {
	file, err := os.CreateTemp("", "lojal-crash-*.log")
	if err != nil {
		return func() {}
	}
	_ = debug.SetCrashOutput(file, debug.CrashOptions{})
	return func() { file.Close(); os.Remove(file.Name()) }
}
