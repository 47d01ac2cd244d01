//! The page without a network: kept after one load, of one build at a time, and as one file.

use std::path::Path;

use super::browser::{Browser, Engine, OTHER_BUILD, Setup};
use super::{SMALL, TURN, digests};
use crate::common;

/// Loads the page and waits until it is kept.
async fn kept(browser: &Browser, hash: &str) {
    browser.server(|now| now.keeper = true);
    browser.open(hash).await;
    browser.until("it is kept", "return window.lcLabKept !== undefined").await;
    browser
        .until(
            "program and data are kept",
            "window.found ??= null;
             caches.open('lc-lab-' + lcLabBuild).then(async (store) => {
                const urls = (await store.keys()).map((key) => key.url);
                window.found = ['app_bg.wasm', 'digits.pack', 'start.js'].every((name) => urls.some((url) => url.includes(name)));
             });
             return window.found === true",
        )
        .await;
}

pub(super) async fn after_one_load(browser: &Browser) {
    kept(browser, "#lab=plane").await;
    browser.server(|now| now.down = true);
    // The digits have never been used here.
    let link = "#data=digits&n=300&net=8&ref=40&iters=2&steps=10&panes=lc:adaptive:2";
    browser.open(link).await;
    let report = browser.report(1).await;
    assert_eq!(digests(&report), digests(&serde_json::to_value(common::run(link)).unwrap()));
    browser.open("").await;
    browser.until("the opening", "return document.querySelector('.way canvas')").await;
    browser.server(|now| now.down = false);
}

#[tokio::test]
async fn after_one_load_it_works_without_a_network() {
    let _turn = TURN.lock().await;
    for engine in [Engine::Chromium, Engine::Firefox] {
        if engine.is_here() {
            let browser = Browser::start(Setup { engine, ..Setup::default() }).await;
            after_one_load(&browser).await;
            browser.close().await;
        }
    }
}

page_test!(what_is_kept_is_told_and_can_be_all_of_it, Setup::default(), |browser| {
    kept(&browser, "#lab=plane").await;
    browser.click("#about").await;
    browser
        .until("it is told", "return /kept\\. What you open/.test(document.getElementById('kept').innerText)")
        .await;
    browser.check_axe(include_str!("node_modules/axe-core/axe.min.js"), "what is kept").await;
    browser.click("#keep").await;
    browser
        .until(
            "all is there",
            "return document.getElementById('kept').innerText.startsWith('Ready for offline')",
        )
        .await;
    let offered = "return [document.getElementById('keep') === null, document.getElementById('keep-mnist')?.innerText ?? 'none']";
    let offered = browser.get(offered).await;
    assert!(offered[0] == true && offered[1].as_str().unwrap().starts_with("Keep MNIST too (1"), "{offered}");
    // The browser throws something away: that is noticed when somebody looks.
    let gone = "return caches.open('lc-lab-' + lcLabBuild).then(async (store) => {
        const key = (await store.keys()).find((key) => key.url.includes('writer_bg')); return store.delete(key); })";
    assert_eq!(browser.get(gone).await, true);
    browser.click("#check").await;
    browser.until("it is missed", "return document.getElementById('keep') !== null").await;
});

page_test!(a_new_version_is_offered_and_never_forced, Setup::default(), |browser| {
    kept(&browser, SMALL).await;
    browser.report(1).await;
    // A half-finished update is none.
    browser.server(|now| (now.other, now.but) = (true, Some("start.js")));
    let look = "return navigator.serviceWorker.getRegistration().then((own) => own.update().then(() => true, () => true))";
    browser.get(look).await;
    browser
        .until(
            "it is given up",
            "window.none ??= false;
             navigator.serviceWorker.getRegistration().then((own) => window.none = !own.installing && !own.waiting);
             return window.none",
        )
        .await;
    assert_eq!(browser.text("#update").await, "");
    browser.server(|now| now.but = None);
    browser.get(look).await;
    browser.until("it is offered", "return document.getElementById('update') !== null").await;
    // This window goes on with what it has, reloads included.
    browser.client.refresh().await.unwrap();
    browser.until("the old one", "return window.heard?.ready.length > 0").await;
    assert_eq!(browser.get("return lcLabBuild").await, lc_lab::protocol::BUILD);
    browser.until("it is offered again", "return document.getElementById('update') !== null").await;
    browser.click("#update").await;
    let newer = format!("return window.lcLabBuild === {OTHER_BUILD:?} && heard.ready.length > 0");
    browser.until("the new one", &newer).await;
    browser.report(1).await;
    // What is large is kept from version to version, and here is nothing of it.
    let own = format!(
        "caches.keys().then((all) => window.stores = all.filter((name) => name !== 'lc-lab-large'));
         return window.stores?.length === 1 && stores[0] === 'lc-lab-{OTHER_BUILD}'"
    );
    browser.until("nothing else is kept", &own).await;
});

/// The file of `make single`, made anew.
pub(super) fn single() -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("target/e2e/lc-lab.html");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_headless"))
        .args(["--single".as_ref(), root.join("dist").as_os_str(), file.as_os_str()])
        .status();
    assert!(made.unwrap().success());
    file
}

#[tokio::test]
async fn one_file_is_the_whole_page() {
    let _turn = TURN.lock().await;
    let file = single();
    // As servers send it: text that is packed already is no strength of every library.
    let weight = std::process::Command::new("gzip").arg("-9c").arg(&file).output().unwrap().stdout.len();
    println!("{weight} lc-lab.html");
    assert!(weight <= 800 * 1024, "lc-lab.html is {weight} bytes");
    for engine in [Engine::Chromium, Engine::Firefox] {
        if engine.is_here() {
            let browser = Browser::start(Setup { engine, ..Setup::default() }).await;
            as_one_file(&browser, &file).await;
            browser.client.close().await.unwrap();
        }
    }
}

/// Runs it from there.
pub(super) async fn as_one_file(browser: &Browser, file: &Path) {
    let link = "#data=digits&n=300&net=8&ref=40&iters=2&steps=10&panes=lc:adaptive:2";
    browser.client.goto(&format!("file://{}{link}", file.display())).await.unwrap();
    let listening = "window.reports ??= []; window.listening ??= addEventListener('lc-lab:report', (event) => reports.push(JSON.stringify(event.detail))) ?? true;
        window.violations ??= []; window.watching ??= addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective)) ?? true;";
    let run = "return document.querySelector('.run [role=cell]') && !document.querySelector('.run [role=cell]').innerText.includes('–')";
    browser.until("it has run", &format!("{listening} {run}")).await;
    // Told again when a run is told again.
    let codebook = "const e = document.querySelector('.entries select'); e.value = '3'; e.dispatchEvent(new Event('change', {bubbles: true}));
        e.value = '2'; e.dispatchEvent(new Event('change', {bubbles: true})); return true";
    browser.get(codebook).await;
    let text = browser.until("the report", "return window.reports.length > 0 && reports.at(-1)").await;
    let report: serde_json::Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
    assert_eq!(digests(&report), digests(&serde_json::to_value(common::run(link)).unwrap()));
    assert_eq!(browser.get("return violations").await, serde_json::json!([]));
    // It has a policy of its own: nothing is asked of anybody.
    browser.get("fetch('http://127.0.0.1:9/').catch(() => 0)").await;
    browser.until("it may not", "return violations.length > 0").await;
}
