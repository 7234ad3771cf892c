package ui

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// errNoClipboard says that no program is there that puts pictures into the clipboard.
var errNoClipboard = errors.New("no program for pictures in the clipboard")

// toClipboard puts a PNG file into the clipboard by a program of the system, which
// keeps the picture when this one ends: the toolkit's clipboard holds text only.
func toClipboard(path string) error {
	for _, c := range clipboards(runtime.GOOS, path, os.Getenv) {
		if _, err := exec.LookPath(c[0]); err != nil {
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		command := exec.Command(c[0], c[1:]...)
		command.Stdin = f
		return command.Run()
	}
	return errNoClipboard
}

// clipboards are the commands that put a PNG file, which they are given as their input
// too, into the clipboard of a system, the best first.
func clipboards(system, path string, env func(string) string) (commands [][]string) {
	switch system {
	case "darwin":
		return [][]string{{"osascript", "-e", "on run files",
			"-e", "set the clipboard to (read (POSIX file (item 1 of files)) as «class PNGf»)", "-e", "end run", path}}
	case "windows":
		return [][]string{{"powershell", "-NoProfile", "-STA", "-Command",
			"Add-Type -AssemblyName System.Windows.Forms, System.Drawing; " +
				"[Windows.Forms.Clipboard]::SetImage([Drawing.Image]::FromFile('" + strings.ReplaceAll(path, "'", "''") + "'))"}}
	}
	if env("WAYLAND_DISPLAY") != "" {
		commands = append(commands, []string{"wl-copy", "--type", "image/png"})
	}
	if env("DISPLAY") != "" {
		commands = append(commands, []string{"xclip", "-selection", "clipboard", "-t", "image/png"})
	}
	return commands
}
