//! In one Chromium, one after the other: LeNet300 training in LC Lab's worker as it is served, in its peers, and what the
//! machine's vectors could do at most; and how fast small nets answer, from packed codes, in full, and in peers. `make bench`
//! runs it.

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
/// Codebooks that nets answer from.
const SCHEMES: [&str; 6] =
    ["binary-scaled", "adaptive:2", "ternary-scaled", "adaptive:4", "adaptive:16", "adaptive:2~1"];
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

/// What a script of the peers' page measures: microseconds per answer, least, median and most.
async fn inferred(page: &Browser, call: &str) -> Vec<[f64; 3]> {
    page.get(&format!("infer({call}); return true")).await;
    let measured = calmly(page, "return window.measured").await;
    let all = if measured[0].is_array() { measured.clone() } else { serde_json::json!([measured]) };
    serde_json::from_value(all).unwrap_or_else(|_| panic!("{call}: {measured}"))
}

fn told(us: [f64; 3]) -> String {
    format!("{:.1} ({:.1} … {:.1})", us[1], us[0], us[2])
}

/// How fast small nets answer.
async fn infer() {
    let page = Browser::start(Setup::default()).await;
    let peers =
        Site::serve(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/browser").as_ref(), None, (&[], None));
    page.client.goto(&peers.url("")).await.expect("the peers' page opens");
    calmly(&page, "return window.ready ?? null").await;
    println!(
        "\nLeNet300 in one Chromium: microseconds per answer, medians of 15 windows of at least 50 ms (least … most)\n"
    );
    println!(
        "| images | codebook | packed | in full | times as fast | in full, batches of 8 / 32 / 128 |\n| --- | --- | --- | --- | --- | --- |"
    );
    for (kind, name) in [("lenet", "MNIST"), ("inked", "without blank pixels")] {
        for scheme in SCHEMES {
            let all = inferred(&page, &format!("{kind:?}, {scheme:?}")).await;
            let [packed, full, batches @ ..] = &all[..] else { panic!("{all:?}") };
            let batches: Vec<String> = batches.iter().map(|us| format!("{:.1}", us[1])).collect();
            let (ratio, batches) = (full[1] / packed[1], batches.join(" / "));
            println!("| {name} | {scheme} | {} | {} | {ratio:.2} | {batches} |", told(*packed), told(*full));
        }
    }
    println!(
        "\n| a layer of 4096 x 8192 numbers | packed | in full | times as fast |\n| --- | --- | --- | --- |"
    );
    for scheme in ["binary-scaled", "ternary-scaled", "adaptive:16"] {
        let all = inferred(&page, &format!("'layer', {scheme:?}, 4096, 8192")).await;
        println!("| {scheme} | {} | {} | {:.2} |", told(all[0]), told(all[1]), all[1][1] / all[0][1]);
    }
    println!("\n| peers, LeNet300 | one at a time | in batches of 128 |\n| --- | --- | --- |");
    for (name, call) in [
        ("onnxruntime-web, ONNX exact (it unpacks to f32)", "'onnx', 'net.exact.onnx'"),
        ("onnxruntime-web, ONNX fast", "'onnx', 'net.fast.onnx'"),
        ("tfjs-wasm, f32", "'lite'"),
    ] {
        let [one, many] = [1, 128].map(|batch| format!("{call}, {batch}"));
        let (one, many) = (inferred(&page, &one).await[0], inferred(&page, &many).await[0]);
        println!("| {name} | {} | {} |", told(one), told(many));
    }
}

fn main() {
    // cargo test runs bench targets too: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--bench") {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(
            async {
                // `make bench ONLY=inference` leaves training out.
                if std::env::var("ONLY").as_deref() != Ok("inference") {
                    compare().await;
                }
                infer().await;
            },
        );
    }
}
