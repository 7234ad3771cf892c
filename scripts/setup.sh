#!/bin/sh
# Checks what is needed and installs only what is missing:
#   setup.sh go        Go (checked, never installed)
#   setup.sh desktop   and a C compiler, the OpenGL and X11 headers
#   setup.sh test      and a virtual display
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# ---- Go

check_go() {
	has go || stop "Go is not installed, or not on the PATH. Lojal needs Go 1.21 or newer:
get it from https://go.dev/dl/ or from the system's packages (Debian, Ubuntu: golang-go;
Fedora: golang; Homebrew: go), then run this again."
	minor=$(GOTOOLCHAIN=local go version | sed -n 's/.*go1\.\([0-9][0-9]*\).*/\1/p')
	if [ "${minor:-0}" -lt 21 ]; then
		stop "Lojal needs Go 1.21 or newer; this is $(GOTOOLCHAIN=local go version).
Get a newer one from https://go.dev/dl/, put it first on the PATH, and run this again."
	fi
	wanted=$(sed -n 's/^go 1\.\([0-9][0-9]*\).*/\1/p' go.mod)
	if [ "$minor" -lt "$wanted" ]; then
		say "Go 1.$minor is here and Lojal is written for Go 1.$wanted, which the go command now fetches once."
	fi
	go env GOVERSION >/dev/null || stop "Go 1.$wanted could not be had (GOTOOLCHAIN=$(go env GOTOOLCHAIN 2>/dev/null || echo "${GOTOOLCHAIN:-}")).
Connect to the network, or install Go 1.$wanted or newer, and run this again."
}

# ---- Pieces: what may be missing, why it is wanted, what it is called

compiler_works() {
	cc=${CC:-$(go env CC)}
	dir=$(mktemp -d)
	echo 'int main(void) { return 0; }' >"$dir/a.c"
	status=0
	# CC may hold arguments.
	# shellcheck disable=SC2086
	$cc -include stdlib.h -o "$dir/a" "$dir/a.c" -lm >/dev/null 2>&1 || status=$?
	rm -rf "$dir"
	return "$status"
}

headers_there() { pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm 2>/dev/null; }

# On Fedora the virtual display draws only with Mesa's drivers, which Xvfb does not ask for.
display_there() {
	has Xvfb && has xdotool && has xclip && { [ "$family" != fedora ] || rpm -q mesa-dri-drivers >/dev/null 2>&1; }
}

# missing GOAL: the pieces that a goal needs and this system lacks
missing() {
	compiler_works || echo compiler
	has pkg-config || echo pkgconfig
	headers_there || echo headers
	[ "$1" != test ] || display_there || echo display
}

why() {
	case $1 in
	compiler) echo "a C compiler: the window toolkit is partly written in C" ;;
	pkgconfig) echo "pkg-config: tells the compiler where the headers are" ;;
	headers) echo "the OpenGL and X11 headers: the window toolkit draws with them" ;;
	display) echo "a virtual display: the tests use the real window" ;;
	esac
}

# packages FAMILY PIECE
packages() {
	case $1-$2 in
	debian-compiler) echo gcc libc6-dev ;;
	debian-pkgconfig) echo pkg-config ;;
	debian-headers) echo libgl-dev libx11-dev libxcursor-dev libxi-dev libxinerama-dev libxrandr-dev libxxf86vm-dev ;;
	debian-display) echo xvfb xdotool xclip ;;
	fedora-compiler) echo gcc glibc-devel ;;
	fedora-pkgconfig) echo pkgconf-pkg-config ;;
	fedora-headers) echo mesa-libGL-devel libX11-devel libXcursor-devel libXi-devel libXinerama-devel libXrandr-devel libXxf86vm-devel ;;
	fedora-display) echo xorg-x11-server-Xvfb xdotool xclip mesa-dri-drivers ;;
	esac
}

# ---- Installing

family_here() {
	if has apt-get; then echo debian; elif has dnf; then echo fedora; else echo unknown; fi
}

installed() {
	case $family in
	debian) dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed' ;;
	fedora) rpm -q "$1" >/dev/null 2>&1 ;;
	esac
}

# absent PIECE: the packages of a piece that are not installed
absent() {
	for name in $(packages "$family" "$1"); do
		installed "$name" || printf '%s ' "$name"
	done
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif ! has sudo; then
		stop "This needs the administrator, and sudo is not here. As root, run: $*"
	elif [ "$terminal" = yes ]; then
		sudo "$@"
	else
		sudo -n "$@" # nobody is there to type a password
	fi
}

install() {
	case $family in
	debian)
		as_root apt-get -qq update || say "The package lists could not be brought up to date; trying with those that are here."
		as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
		;;
	fedora) as_root dnf -q -y install --setopt=install_weak_deps=False "$@" ;;
	esac </dev/null >&2
}

# install_absent PIECE...: says what is installed and why, and does it
install_absent() {
	names=
	for piece in "$@"; do
		here=$(absent "$piece")
		[ -n "$here" ] || continue
		[ -n "$names" ] || say "Installing what is missing:"
		say "  $here($(why "$piece"))"
		names="$names$here"
	done
	[ -n "$names" ] || return 0
	# A list of names.
	# shellcheck disable=SC2086
	install $names || stop "That failed. Install these and run this again: $names"
}

# by_hand PIECE...: names what is missing on a system of another kind, and stops
by_hand() {
	say "Missing here, on a system with neither apt-get nor dnf:"
	for piece in "$@"; do
		say "  $(why "$piece")"
		say "      on Debian: $(packages debian "$piece")"
		say "      on Fedora: $(packages fedora "$piece")"
	done
	stop "Install them by the system's own means and run this again."
}

setup_unix() {
	family=$(family_here)
	pieces=$(missing "$1")
	[ -n "$pieces" ] || return 0
	# Pieces are single words.
	# shellcheck disable=SC2086
	{
		[ "$family" != unknown ] || by_hand $pieces
		install_absent $pieces
	}
	pieces=$(missing "$1")
	[ -n "$pieces" ] || return 0
	say "Installed, yet still not usable (see CC, PATH and PKG_CONFIG_PATH):"
	for piece in $pieces; do
		say "  $(why "$piece")"
	done
	exit 1
}

setup_mac() {
	xcode-select -p >/dev/null 2>&1 && compiler_works && return 0
	stop "Missing: $(why compiler).
Run  xcode-select --install  and then this again."
}

terminal=no
[ ! -t 0 ] || terminal=yes
check_go
[ "$1" = go ] && exit 0
case $(uname -s) in
Darwin) setup_mac ;;
*) setup_unix "$1" ;;
esac
