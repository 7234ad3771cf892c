#!/bin/sh
# Every check and test. scripts/setup.sh test comes first.
set -eu
cd "$(dirname "$0")/.."
exec </dev/null

# Texts and numbers in a known language, whatever the machine's.
unset LC_ALL LC_MESSAGES LC_NUMERIC LC_TIME LANGUAGE
export LANG=en_GB.UTF-8
GOFLAGS="$(go env GOFLAGS) -buildvcs=false" # a clone may belong to somebody else
export GOFLAGS
export CGO_ENABLED=1 # the race detector and the window toolkit need it

step() { printf '\n== %s\n' "$*"; }

check_format() {
	unformatted=$("$(go env GOROOT)/bin/gofmt" -l .)
	[ -z "$unformatted" ] && return 0
	printf 'Not formatted by gofmt:\n%s\n' "$unformatted"
	return 1
}

step gofmt
check_format
step "go vet"
go vet -tags ci ./...
step "units and interface, with the race detector"
go test -race -short -tags ci ./...
step "the engine in whole: statistics over many scenarios, too slow for the race detector"
go test ./sim/...
step "the real window"
if [ "$(uname -s)" = Linux ]; then
	# It starts a virtual display of its own. Without migrated_fynedo the toolkit
	# tells of calls from a wrong goroutine, which fail the test.
	unset WAYLAND_DISPLAY
	LIBGL_ALWAYS_SOFTWARE=1 go test -count=1 -v -tags window -run 'Window|Story' ./cmd/lojal
else
	echo "SKIP: the real window is tested on Linux only"
fi
