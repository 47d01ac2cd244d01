#!/bin/sh
# Finds or installs what the project's commands need, saying what it does and about how long.
# usage: scripts/tools.sh build|test      prints nothing when everything is there
set -eu

TRUNK=0.21.14
cd "$(dirname "$0")/.."
# wasm-bindgen's command line must be exactly the version the lock file names.
BINDGEN=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
PATH="$PWD/.tools/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

say() { printf '==> %s\n' "$*"; }
fail() { printf 'make: %s\n' "$*" >&2; exit 1; }

# has COMMAND VERSION: whether the command is there in that version.
has() { command -v "$1" >/dev/null 2>&1 && [ "$("$1" --version 2>/dev/null | sed 's/^[^0-9]*\([0-9.]*\).*/\1/;q')" = "$2" ]; }

# install COMMAND CRATE VERSION MINUTES [CARGO FLAGS]: in this project's .tools if another version is in use elsewhere.
install() {
    command=$1 crate=$2 version=$3 minutes=$4
    shift 4
    has "$command" "$version" && return
    if command -v "$command" >/dev/null 2>&1; then set -- "$@" --root .tools; fi
    say "installing $crate $version (compiles once, about $minutes minutes)"
    start=$(date +%s)
    if command -v cargo-binstall >/dev/null 2>&1 && cargo binstall --no-confirm --root .tools "$crate@$version" >/dev/null 2>&1; then
        :
    else
        cargo install --quiet --locked "$crate@$version" "$@"
    fi
    say "installed $crate in $(($(date +%s) - start)) s"
}

command -v cargo >/dev/null 2>&1 || fail "cargo is missing: install Rust with rustup, see https://rustup.rs"
if ! rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null | xargs -I{} test -d {}; then
    command -v rustup >/dev/null 2>&1 || fail "the Rust target wasm32-unknown-unknown is missing, and rustup to add it too"
    say "adding the Rust target wasm32-unknown-unknown (a download, seconds)"
    rustup target add wasm32-unknown-unknown
fi
install wasm-bindgen wasm-bindgen-cli "$BINDGEN" 2
install trunk trunk "$TRUNK" 6 --no-default-features --features rustls

[ "${1:-build}" = test ] || exit 0
missing=
command -v chromedriver >/dev/null 2>&1 || missing="chromium-driver"
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="chromium $missing"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing $missing with apt-get (about 1 minute)"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
    fail "the browser tests need $missing: install these (on Debian: sudo apt-get install $missing) and run make test again"
fi
