#!/bin/sh
# Builds build/lojal (build.sh desktop) or build/lojal-cli (build.sh cli).
set -eu
cd "$(dirname "$0")/.."

# Without -buildvcs=false a clone that belongs to somebody else does not build.
case $1 in
desktop)
	[ -x build/lojal ] || echo "Building the desktop: the first time takes some minutes." >&2
	CGO_ENABLED=1 go build -buildvcs=false -tags migrated_fynedo -o build/lojal ./cmd/lojal
	;;
cli)
	[ -x build/lojal-cli ] || echo "Building the command line: the first time takes a minute." >&2
	CGO_ENABLED=0 go build -buildvcs=false -o build/lojal-cli ./cmd/lojal-cli
	;;
esac
