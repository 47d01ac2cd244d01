//! LeNet300 training in one Chromium, one after the other: LC Lab's worker as it is served, its peers, and what
//! the machine's vectors could do at most. `make bench` runs it.

#[path = "../../tests/e2e/browser.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod browser;

use std::time::Duration;

use serde_json::Value;

use browser::{Browser, Setup, Site};

const BATCH: f64 = 128.0;
/// Multiplications and additions of a step's matrix products: forward, the weights' gradient, and
/// the inputs' gradient of all layers but the first.
const OPERATIONS: f64 = 2.0 * BATCH * (2.0 * 266_200.0 + 31_000.0);
/// Steps of the two runs whose difference is measured: what does not depend on them cancels.
const STEPS: [u32; 2] = [200, 1400];
const ROUNDS: usize = 3;
const PEERS: [&str; 3] = ["tfjs-wasm, raw loop", "tfjs-wasm, model.fit", "convnetjs"];

/// Seconds per whole training step (tanh, softmax, SGD with momentum and penalty) in the worker.
async fn ours(page: &Browser) -> f64 {
    let mut seconds = [0.0; 2];
    for (steps, seconds) in STEPS.iter().zip(&mut seconds) {
        let link =
            format!("#data=mnist&ref=0&iters=1&steps={steps}&batch=128&panes=lc:adaptive:2&play=1&speed=max");
        page.open(&link).await;
        let report = calmly(page, "return heard.report.at(-1) ?? null").await;
        *seconds = report["panes"][0]["seconds"].as_f64().unwrap_or(f64::NAN);
    }
    (seconds[1] - seconds[0]) / f64::from(STEPS[1] - STEPS[0])
}

/// What a script returns once it is not null, asked seldom: asking costs the machine what is measured.
async fn calmly(page: &Browser, script: &str) -> Value {
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        match page.get(script).await {
            Value::Null => {}
            value => return value,
        }
    }
}

async fn peer(page: &Browser, peers: &Site, name: &str) -> f64 {
    page.client.goto("about:blank").await.expect("an empty page opens");
    page.client.goto(&peers.url("")).await.expect("the peers' page opens");
    calmly(page, "return window.ready ?? null").await;
    page.get(&format!("measure({name:?}); return true")).await;
    let measured = calmly(page, "return window.measured").await;
    measured.as_f64().unwrap_or_else(|| panic!("{name}: {measured}"))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn compare() {
    let page = Browser::start(Setup::default()).await;
    let peers =
        Site::serve(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/browser").as_ref(), None, (&[], None));
    let (mut own, mut ceiling, mut others) = (Vec::new(), Vec::new(), vec![Vec::new(); PEERS.len()]);
    for _ in 0..ROUNDS {
        own.push(ours(&page).await);
        ceiling.push(peer(&page, &peers, "ceiling").await);
        for (name, rates) in PEERS.iter().zip(&mut others) {
            rates.push(peer(&page, &peers, name).await);
        }
    }
    let (step, ceiling) = (median(own), median(ceiling));
    let rate = BATCH / step;
    println!("Training LeNet300 (784-300-100-10, batch 128) in one Chromium, medians of {ROUNDS} rounds\n");
    println!("| | samples/s | LC Lab takes |\n| --- | --- | --- |");
    println!("| LC Lab, worker, whole LC steps | {rate:.0} | |");
    for (name, rates) in PEERS.iter().zip(others) {
        let other = median(rates);
        println!("| {name} | {other:.0} | 1/{:.1} of the time |", rate / other);
    }
    println!(
        "\nMatrix products of whole steps: {:.1} GFLOP/s, {:.0} % of the {:.1} GFLOP/s that f32x4 multiply and add reach in registers.\n",
        OPERATIONS / step / 1e9,
        100.0 * OPERATIONS / step / ceiling,
        ceiling / 1e9
    );
}

fn main() {
    // cargo test runs bench targets too: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--bench") {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(compare());
    }
}
