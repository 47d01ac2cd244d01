#!/bin/sh
# Finds or installs what the project's commands need, saying what it does and about how long.
# usage: scripts/tools.sh build|test|engines      prints nothing when everything is there
#   build    what builds the page      test    and Chromium, Firefox      engines    and WebKitGTK
# Chromium is a must for tests. Another browser that is missing and can't be installed is named, with what is left out
# without it; where CI is set it is a must too, so that nothing is left out unseen.
set -eu

TRUNK=0.21.14
GECKODRIVER=0.37.1
cd "$(dirname "$0")/.."
# wasm-bindgen's command line must be exactly the version the lock file names.
BINDGEN=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
PATH="$PWD/.tools/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

say() { printf '==> %s\n' "$*"; }
fail() { printf 'make: %s\n' "$*" >&2; exit 1; }

# has COMMAND VERSION: whether the command is there in that version.
has() { command -v "$1" >/dev/null 2>&1 && [ "$("$1" --version 2>/dev/null | sed 's/^[^0-9]*\([0-9.]*\).*/\1/;q')" = "$2" ]; }

# install COMMAND CRATE VERSION TIME [CARGO FLAGS]: in this project's .tools if another version is in use elsewhere.
# Without optimisation: that is two thirds less to wait for here, and these tools wait for files, not for themselves.
install() {
    command=$1 crate=$2 version=$3 time=$4
    shift 4
    has "$command" "$version" && return
    if command -v "$command" >/dev/null 2>&1; then set -- "$@" --root .tools; fi
    say "installing $crate $version (compiles once, about $time)"
    start=$(date +%s)
    if command -v cargo-binstall >/dev/null 2>&1 && cargo binstall --no-confirm --root .tools "$crate@$version" >/dev/null 2>&1; then
        :
    else
        cargo install --quiet --locked --debug --config profile.dev.debug=false "$crate@$version" "$@"
    fi
    say "installed $crate in $(($(date +%s) - start)) s"
}

command -v cargo >/dev/null 2>&1 || fail "cargo is missing: install Rust with rustup, see https://rustup.rs"
if ! rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null | xargs -I{} test -d {}; then
    command -v rustup >/dev/null 2>&1 || fail "the Rust target wasm32-unknown-unknown is missing, and rustup to add it too"
    say "adding the Rust target wasm32-unknown-unknown (a download, seconds)"
    rustup target add wasm32-unknown-unknown
fi
install wasm-bindgen wasm-bindgen-cli "$BINDGEN" "1 minute"
install trunk trunk "$TRUNK" "2 minutes" --no-default-features --features rustls

stage=${1:-build}
[ "$stage" != build ] || exit 0

# any COMMAND...: whether one of these is there.
any() { for one; do command -v "$one" >/dev/null 2>&1 && return; done; return 1; }

# debian PACKAGES...: installs them where that is possible.
debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "installing $* with apt-get (about 1 minute)"
    [ -n "${updated:-}" ] || apt-get update -qq || return 1
    updated=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

# left_out BROWSER PACKAGES WHAT: says what is not tested for want of a browser.
left_out() {
    [ -z "${CI:-}" ] || fail "$1 is missing and could not be installed (on Debian: apt-get install $2)"
    say "$1 is missing and can't be installed here (on Debian: sudo apt-get install $2): left out is $3"
}

any chromedriver && any chromium google-chrome || debian chromium chromium-driver ||
    fail "the browser tests need Chromium: install it (on Debian: sudo apt-get install chromium chromium-driver) and run make test again"
if any firefox-esr firefox || debian firefox-esr; then
    install geckodriver geckodriver "$GECKODRIVER" "1 minute"
else
    left_out Firefox firefox-esr "the page in Firefox"
fi

[ "$stage" = engines ] || exit 0
any WebKitWebDriver && any Xvfb || debian webkit2gtk-driver xvfb ||
    left_out WebKitGTK "webkit2gtk-driver xvfb" "the page in WebKitGTK"
