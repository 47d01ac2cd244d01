#!/bin/sh
# Computes the default comparison into the page that Trunk is building: shown before the program has loaded.
set -eu
cd "$(dirname "$0")/.."
exec cargo run --quiet --release --locked --bin headless -- --first-view "$TRUNK_STAGING_DIR"
