//! The same numbers and the same journeys in every engine: the golden digests, and what a visitor does first in both labs.

use serde_json::json;

use super::browser::Engine;
use super::{Browser, SMALL, Setup, TURN, digests, golden_digests};
use crate::common;

/// Every control shows what the link says after any sequence of picks, removals, and ways back.
async fn controls_follow(browser: &Browser) {
    browser.open("#data=moons&ref=50&iters=2&steps=5&panes=lc:adaptive:2").await;
    browser.report(1).await;
    browser.controls_agree("opened").await;
    for method in ["dc", "lc"] {
        browser.choose(".pane select", method).await;
        browser.controls_agree("a method is picked").await;
    }
    browser.get("location.hash = '#data=moons&ref=50&iters=2&steps=5&panes=dc:adaptive:2'").await;
    browser.controls_agree("another link after two picks").await;
    browser.choose("#data", "blobs").await;
    browser.controls_agree("other data").await;
    browser
        .get("location.hash = '#data=moons&ref=50&iters=2&steps=5&panes=lc:binary,ste:adaptive:3,dc:pow2:2'")
        .await;
    browser.controls_agree("three panes").await;
    browser.choose(".pane:nth-child(2) select", "idc").await;
    browser.controls_agree("another method in the middle").await;
    browser.click(".pane:first-child .pane-head .icon:last-child").await;
    browser.controls_agree("the first pane is gone").await;
    browser.choose(".pane:last-child select:nth-of-type(2)", "fixed").await;
    browser.controls_agree("values of one's own").await;
    browser.type_into(".pane:last-child .entries input", "−0.5、 ０,25").await;
    browser.controls_agree("values typed").await;
    assert!(browser.hash().await.contains("fixed:-0.5;0.25"));
    browser.type_into(".pane:last-child .entries input", "1,dc:binary").await;
    browser.until("it is refused", "return document.querySelector('.notice') !== null").await;
    browser.controls_agree("values refused").await;
    browser.type_into(".seed input", "１２").await;
    browser.controls_agree("a seed typed").await;
    browser.type_into(".seed input", "3&lr=9").await;
    browser.controls_agree("a seed refused").await;
    // Not by the browser's buttons: some pass over steps that no hand has made.
    browser.get("history.back()").await;
    browser.controls_agree("back").await;
    browser.get("history.forward()").await;
    browser.controls_agree("forward").await;
    browser.client.refresh().await.unwrap();
    browser.until("ready again", "return heard.ready.length > 0").await;
    browser.controls_agree("reloaded").await;
}

/// The third lab's answer comes with the page, and what is computed here is the same to the last bit.
async fn sweep(browser: &Browser) {
    browser.open("#lab=tradeoff").await;
    browser.until("an answer", "return document.querySelector('#verdict') !== null").await;
    browser.press("\u{e014}").await;
    browser.until("its figures", "return document.querySelector('.readout .prove') !== null").await;
    browser.click(".readout .prove").await;
    browser.until("it is the same", "return document.querySelector('.readout .right') !== null").await;
}

/// What a visitor does first: the opening, its comparison in full; a comparison played, stepped, changed; then the other lab.
async fn journey(browser: &Browser) {
    browser.open("#lab=opening&play=0").await;
    let recorded = browser.report(1).await;
    browser.click("#compute").await;
    assert_eq!(digests(&browser.report(2).await), digests(&recorded));
    browser.click(".more").await;
    browser.until("all its numbers", "return document.querySelectorAll('.run').length == 2").await;
    browser.controls_agree("the opening's comparison").await;
    browser.open("#speed=max").await;
    let report = browser.report(1).await;
    assert_eq!(digests(&report), common::digests(&common::run("#lab=net")));
    browser.press("r").await;
    browser.until("the start", "return document.getElementById('scrubber').value == 0").await;
    browser.press("\u{e014}").await;
    browser.until("an iteration on", "return document.getElementById('scrubber').value == 1").await;
    browser.press(" ").await;
    browser.until("played", "const s = document.getElementById('scrubber'); return s.value === s.max").await;
    browser.choose(".entries select", "2").await;
    assert_eq!(browser.report(2).await["panes"][0]["k"], 2);
    browser.click("[data-look=net]").await;
    browser.until("what the net does", "return document.querySelectorAll('.pad canvas').length == 2").await;
    browser.click(".labs a:nth-child(2)").await;
    browser.until("the Plane lab", "return document.querySelectorAll('.map').length == 2").await;
    browser.get("document.querySelector('.weights-handle').focus()").await;
    browser.press("\u{e014}").await;
    browser.until("it moves", "return location.hash.includes('wx=0.72')").await;
    let native = common::digests(&common::run(&browser.hash().await));
    let same = format!(
        "const r = heard.report.at(-1); return r && r.panes.map((p) => p.digest).join() == '{}'",
        native[1..].join(",")
    );
    browser.until("the native path", &same).await;
    // What was dragged is one step back, the other lab the next.
    browser.client.back().await.unwrap();
    browser.until("where it was", "return location.hash === '#lab=plane'").await;
    browser.client.back().await.unwrap();
    browser
        .until("the Network lab again", "return document.querySelectorAll('.pane:not(.toy)').length == 2")
        .await;
    browser.controls_agree("after the journey").await;
    let crisp = "return [...document.querySelectorAll('.plot canvas')].every((c) => Math.abs(c.width - c.clientWidth * devicePixelRatio) < 1.5)";
    browser.until("every canvas has its element's size", crisp).await;
}

async fn everything(engine: Engine) {
    if !engine.is_here() {
        return;
    }
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup { engine, ..Setup::default() }).await;
    golden_digests(&browser).await;
    journey(&browser).await;
    sweep(&browser).await;
    controls_follow(&browser).await;
    // A file of a data set held back does not hold up another.
    browser.hold_data(true);
    browser.open("#data=mnist&n=500&net=8&ref=20&iters=2&steps=5&panes=lc:adaptive:2").await;
    browser.until("it loads", "return document.querySelector('.loading') !== null").await;
    browser.get(&format!("location.hash = {SMALL:?}")).await;
    browser.report(1).await;
    assert_eq!(browser.text(".trouble").await, "");
    browser.hold_data(false);
    assert_eq!(browser.get("return heard.error").await, json!([]));
    browser.close().await;
}

#[tokio::test]
async fn chromium_shows_the_same_numbers_and_follows_every_link() {
    everything(Engine::Chromium).await;
}

#[tokio::test]
async fn firefox_shows_the_same_numbers_and_follows_every_link() {
    everything(Engine::Firefox).await;
}

/// Figures in every sandbox, the page without a network, and as one file.
#[cfg(feature = "webkit")]
async fn elsewhere(engine: Engine) {
    if !engine.is_here() {
        return;
    }
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup { engine, ..Setup::default() }).await;
    super::embed::in_every_sandbox(&browser).await;
    super::offline::after_one_load(&browser).await;
    super::offline::as_one_file(&browser, &super::offline::single()).await;
    browser.client.close().await.unwrap();
}

/// WebKitGTK 2.50 breaks a worker in about one of a hundred loads of the page on a busy machine: what loops count by is suddenly
/// something else, in code that has run there for months. A worker that dies of it is replaced; one that falls silent waits
/// for a person. Another browser, then.
#[cfg(feature = "webkit")]
async fn in_webkit<F: Future<Output = ()> + 'static>(test: impl Fn(Engine) -> F) {
    let attempts = tokio::task::LocalSet::new();
    attempts
        .run_until(async {
            for attempt in 1..=3 {
                match tokio::task::spawn_local(test(Engine::WebKit)).await {
                    Ok(()) => return,
                    Err(error) if attempt < 3 => println!("attempt {attempt} failed: {error}"),
                    Err(error) => std::panic::resume_unwind(error.into_panic()),
                }
            }
        })
        .await;
}

#[cfg(feature = "webkit")]
#[tokio::test]
async fn webkit_shows_the_same_numbers_and_follows_every_link() {
    in_webkit(everything).await;
}

#[cfg(feature = "webkit")]
#[tokio::test]
async fn webkit_takes_figures_one_file_and_no_network() {
    in_webkit(elsewhere).await;
}
