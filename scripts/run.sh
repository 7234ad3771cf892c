#!/bin/sh
# Opens the desktop; without a display compares the shipped plans at the
# command line, which needs no graphics packages.
set -eu
cd "$(dirname "$0")/.."

has_display() {
	case $(uname -s) in
	Darwin) [ -z "${SSH_CONNECTION:-}" ] ;;
	*) [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ;;
	esac
}

if has_display; then
	sh scripts/setup.sh desktop
	sh scripts/build.sh desktop
	exec build/lojal "$@"
fi

sh scripts/setup.sh go
cat >&2 <<'END'
There is no display here, so no window can open.
Comparing the shipped baseline with two plans at the command line instead.
END
sh scripts/build.sh cli
build/lojal-cli compare library:baseline library:more-training library:automation-follow-up \
	--out out --plots png,svg,pdf --data json,csv
echo "Pictures and data are in $(pwd)/out" >&2
