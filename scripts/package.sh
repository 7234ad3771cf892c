#!/bin/sh
# Packages build/lojal for this system into build/package. The fyne command
# rewrites FyneApp.toml, so it works on a copy.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
version=$(go list -m -f '{{.Version}}' fyne.io/fyne/v2)
GOBIN=$root/build/tools go install "fyne.io/fyne/v2/cmd/fyne@$version"
rm -rf build/package
mkdir -p build/package/assets
cp FyneApp.toml build/package/
cp assets/icon.png build/package/assets/
cp build/lojal build/package/
cd build/package
"$root/build/tools/fyne" package --src . --executable lojal
rm -rf lojal FyneApp.toml assets
echo "The package is in build/package:"
ls
