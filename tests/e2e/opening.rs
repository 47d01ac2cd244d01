//! The opening, as somebody sees it who has read nothing.

use serde_json::{Value, json};

use super::browser::{Browser, Setup};
use super::{TURN, digests};

/// Where the parts of the opening are.
const PLACES: &str = "return ['.claim', '.net-card', '.net-card + .net-card', '.net-card + .net-card + .net-card', '.look', '.way',
    '.way .main', '.transport', '.choices', '.seeds'].map((name) => {
        const r = document.querySelector(name).getBoundingClientRect();
        return [r.x, r.y, r.width, r.height].map(Math.round) })";

async fn errors(browser: &Browser) -> Vec<String> {
    let all = browser
        .get("return [...document.querySelectorAll('.net-card .figure')].map((e) => e.innerText)")
        .await;
    all.as_array().unwrap().iter().map(|text| text.as_str().unwrap().replace('\u{202f}', " ")).collect()
}

async fn without_program(browser: &Browser, hash: &str) {
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*app_bg.wasm*"]})).await;
    browser.goto(hash).await;
    browser.until("there is no program", "return !document.getElementById('crash').hidden").await;
    browser.get("document.getElementById('crash').hidden = true").await;
}

page_test!(the_first_view_is_there_before_the_program, Setup::default(), |browser| {
    for (hash, lang, words) in
        [("", "en", "rounding breaks the net"), ("#lang=ja&theme=dark", "ja", "丸めるだけで壊れ")]
    {
        without_program(&browser, hash).await;
        let text = browser.text("#first").await;
        assert!(text.contains(words) && text.contains("42") && text.contains("188"), "{lang}: {text}");
        assert_eq!(browser.get("return document.documentElement.lang").await, lang);
        let drawn = "return [...document.querySelectorAll('#first svg')].filter((e) => e.getBoundingClientRect().height > 50).length";
        assert_eq!(browser.get(drawn).await, json!(4));
    }
    // Of another comparison it would be wrong.
    without_program(&browser, "#seed=2").await;
    assert_eq!(browser.get("return document.getElementById('first').checkVisibility()").await, json!(false));
});

page_test!(nothing_moves_when_the_program_takes_over, Setup::default(), |browser| {
    without_program(&browser, "").await;
    let before = browser.get(PLACES).await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": []})).await;
    browser.open("").await;
    browser.report(1).await;
    assert_eq!(browser.get("return document.getElementById('first')").await, Value::Null);
    assert_eq!(browser.get(PLACES).await, before);
    assert_eq!(
        browser.get("return workers.length").await,
        json!(0),
        "nothing is computed before it is asked for"
    );
    let tall = browser.get("return document.documentElement.scrollHeight").await;
    assert!(tall.as_u64() <= Some(720), "{tall}");
});

page_test!(one_sees_rounding_fail_and_lc_heal_it_and_can_have_it_again, Setup::default(), |browser| {
    browser.open("").await;
    browser.report(1).await;
    let at_rest = errors(&browser).await;
    assert_eq!(at_rest, ["1.0 %", "42 %", "2.0 %"]);
    // It plays by itself once, and comes to rest where it was.
    let position = "return +document.getElementById('scrubber').value";
    browser
        .until(
            "it moves by itself",
            "const at = +document.getElementById('scrubber').value; return at > 0 && at < 20",
        )
        .await;
    browser.until("it rests", "return +document.getElementById('scrubber').value == 20 && document.getElementById('play').innerText == 'Replay'").await;
    assert_eq!(errors(&browser).await, at_rest);
    browser.scrub(0).await;
    browser
        .until("the start", "return document.querySelector('.telling').innerText.startsWith('Start')")
        .await;
    assert_eq!(errors(&browser).await, ["1.0 %", "42 %", "42 %"]);
    browser.click("#play").await;
    browser
        .until("it is told", "return document.querySelector('.telling').innerText.startsWith('Train')")
        .await;
    assert_eq!(browser.text("#play").await, "Pause");
    browser.get("document.querySelector('.claim').dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}))").await;
    assert_eq!(browser.text("#play").await, "Pause", "what was asked for is not stopped by a touch");
    browser.click("#play").await;
    browser.until("it pauses", "return document.getElementById('play').innerText == 'Play'").await;
    assert!(browser.get(position).await.as_f64() < Some(20.0));
});

page_test!(every_comparison_answers_at_once_and_leads_to_all_its_numbers, Setup::default(), |browser| {
    browser.open("#lab=opening&play=0").await;
    browser.report(1).await;
    for (button, hash) in [
        (".chooser:nth-child(1) button:nth-child(3)", "#lab=opening&bits=4&play=0"),
        (".chooser:nth-child(2) button:nth-child(3)", "#lab=opening&bits=4&values=learned&play=0"),
        (
            ".chooser:nth-child(3) button:nth-child(2)",
            "#lab=opening&data=digits&bits=4&values=learned&play=0",
        ),
        (".chooser:nth-child(3) button:nth-child(3)", "#lab=opening&data=mnist&bits=4&values=learned&play=0"),
    ] {
        browser.click(button).await;
        browser.until(hash, &format!("return location.hash == {hash:?} && document.querySelectorAll('.net-card .figure').length == 3")).await;
    }
    assert_eq!(browser.get("return workers.length").await, json!(0));
    // A choice is gone back from like any other place, and opens again.
    browser.client.refresh().await.unwrap();
    browser.until("again", "return document.querySelectorAll('.net-card .figure').length == 3").await;
    browser.open("#lab=opening&play=0").await;
    browser.report(1).await;
    let shown = errors(&browser).await;
    browser.click(".more").await;
    browser.until("the Network lab", "return location.hash.startsWith('#data=spiral') && document.querySelectorAll('.run').length == 2").await;
    let cells = browser
        .get("return [...document.querySelectorAll('.run')].map((e) => e.children[1].innerText)")
        .await;
    assert_eq!(cells, json!(["2.0 %", "42.2 %"]), "{shown:?}");
    assert_eq!(browser.get("return workers.length").await, json!(0), "what is recorded need not be computed");
    browser.client.back().await.unwrap();
    browser.until("the opening", "return document.querySelector('.claim')").await;
});

page_test!(computing_it_here_proves_the_record, Setup::default(), |browser| {
    browser.open("#lab=opening&play=0").await;
    let recorded = browser.report(1).await;
    browser.click("#compute").await;
    let live = browser.report(2).await;
    assert_eq!(digests(&live), digests(&recorded));
    assert!(live["panes"][0]["seconds"].as_f64() > Some(0.0));
    browser
        .until("it is said", "return document.querySelector('.seeds').innerText.includes('bit by bit')")
        .await;
});

page_test!(
    a_record_that_cannot_be_had_is_told_and_computed,
    Setup { missing: &["records/digits-1-scaled.bin"], ..Setup::default() },
    |browser| {
        browser.open("#lab=opening&data=digits&play=0").await;
        browser
            .until(
                "it is told",
                "return document.querySelector('.waiting')?.innerText.includes('could not be fetched')",
            )
            .await;
        browser.click("#compute").await;
        browser.report(1).await;
        browser
            .until("it is there", "return document.querySelectorAll('.net-card .figure').length == 3")
            .await;
    }
);
