//! The built page in a real Chromium, driven as a person would drive it.

mod browser;
#[path = "../common/mod.rs"]
mod common;

use browser::{Browser, Setup};
use serde_json::{Value, json};

/// A comparison that takes a moment only.
const SMALL: &str = "#data=moons&panes=lc:adaptive:2,dc:binary&iters=4&steps=20&ref=100";
/// One that takes long enough to be interrupted.
const LONG: &str = "#panes=lc:adaptive:4&iters=1000";

const ESCAPE_FREE_KEYS: (&str, &str, &str, &str) = (" ", "\u{e014}", "\u{e012}", "\u{e004}");

/// Each test in a browser of its own; they share two cores, so they take turns.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

macro_rules! page_test {
    ($name:ident, $setup:expr, |$browser:ident| $body:block) => {
        #[tokio::test]
        async fn $name() {
            let _turn = TURN.lock().await;
            let $browser = Browser::start($setup).await;
            $body
            $browser.close().await;
        }
    };
}

fn digests(report: &Value) -> Vec<String> {
    let panes = report["panes"].as_array().unwrap().iter().map(|pane| &pane["digest"]);
    std::iter::once(&report["reference"]["digest"])
        .chain(panes)
        .map(|digest| digest.as_str().unwrap_or("diverged").to_owned())
        .collect()
}

/// One figure over the iterations; as f64, because JavaScript writes whole numbers without a point.
fn column(pane: &Value, figure: &str) -> Vec<f64> {
    pane["history"].as_array().unwrap().iter().map(|record| record[figure].as_f64().unwrap()).collect()
}

page_test!(the_page_computes_the_same_digests_as_the_native_runner, Setup::default(), |browser| {
    for (link, golden) in common::golden() {
        browser.open(link).await;
        let report = browser.report(1).await;
        assert_eq!(digests(&report), golden, "{link}");
        let native = serde_json::to_value(common::run(link)).unwrap();
        assert_eq!(digests(&native), golden, "{link}");
        assert_eq!(report["spec"], native["spec"]);
        for (page, native) in
            report["panes"].as_array().unwrap().iter().zip(native["panes"].as_array().unwrap())
        {
            for figure in ["mu", "loss_w", "loss_q", "violation", "lloyd_iterations"] {
                assert_eq!(column(page, figure), column(native, figure), "{link}: {figure}");
            }
        }
    }
});

page_test!(mnist_shows_its_first_images_while_the_rest_arrives, Setup::default(), |browser| {
    browser.hold_data(true);
    browser.open("#data=mnist&n=500&net=8&ref=20&iters=2&steps=5&panes=lc:adaptive:2").await;
    browser
        .until("the first images are there", "return document.querySelector('.loading canvas')?.width > 0")
        .await;
    let share = "const bar = document.querySelector('.loading progress'); return bar && bar.value / bar.max";
    let share = browser.get(share).await.as_f64().unwrap();
    assert!(share > 0.0 && share < 1.0, "{share}");
    browser.hold_data(false);
    let report = browser.report(1).await;
    assert!(report["panes"][0]["test_error"].is_number());
    assert_eq!(browser.text(".loading").await, "");
    // 784-8-10.
    assert!(browser.text("header").await.contains("6,352"));
});

page_test!(
    a_page_without_mnist_says_so_and_goes_on_with_other_data,
    Setup { missing: &["data/"], ..Setup::default() },
    |browser| {
        browser.open("#data=mnist&iters=2&steps=5").await;
        browser.until("it is told", "return document.querySelector('.trouble') !== null").await;
        assert!(browser.text(".trouble").await.contains("MNIST"));
        assert!(!browser.get("return heard.error").await.as_array().unwrap().is_empty());
        browser.get("location.hash = '#data=moons&ref=20&iters=2&steps=5'").await;
        browser.report(1).await;
        assert_eq!(browser.text(".trouble").await, "");
    }
);

page_test!(a_finished_comparison_plays_again_and_can_be_scrubbed_back, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    assert_eq!(browser.iteration().await, 4);
    let last = browser.text(".table").await;
    browser.choose(".speed select", "16").await;
    browser.click("#play").await;
    browser.until("it plays", "return +document.getElementById('scrubber').value < 4").await;
    browser.until("it ends", "return +document.getElementById('scrubber').value == 4").await;
    assert_eq!(browser.text(".table").await, last);
    browser
        .get(
            "const s = document.getElementById('scrubber'); s.value = 1;
              s.dispatchEvent(new Event('input', {bubbles: true}))",
        )
        .await;
    browser.until("the link follows", "return location.hash.includes('iter=1')").await;
    assert_ne!(browser.text(".table").await, last);
    browser.client.refresh().await.unwrap();
    browser.until("it opens where it was", "return document.getElementById('scrubber')?.value === '1'").await;
    browser.until("with numbers", "return !document.querySelector('.run').innerText.includes('–')").await;
});

page_test!(another_codebook_in_one_pane_leaves_the_other_alone, Setup::default(), |browser| {
    browser.open(SMALL).await;
    let before = browser.report(1).await;
    browser.choose(".entries select", "3").await;
    let after = browser.report(2).await;
    assert_eq!(after["panes"][0]["k"], 3);
    assert_ne!(after["panes"][0]["digest"], before["panes"][0]["digest"]);
    assert_eq!(after["panes"][1], before["panes"][1]);
    assert_eq!(after["reference"], before["reference"]);
    assert!(browser.hash().await.contains("panes=lc:adaptive:3,dc:binary"));
    browser.choose(".pane select", "dc").await;
    assert_eq!(browser.report(3).await["panes"][0]["method"], "dc");
    browser.click(".pane .pane-head .icon").await;
    assert_eq!(browser.report(4).await["panes"].as_array().unwrap().len(), 3);
    browser.click(".pane .pane-head .icon:last-child").await;
    assert_eq!(browser.report(5).await["panes"].as_array().unwrap().len(), 2);
});

page_test!(the_seed_decides_and_the_dice_draw_another, Setup::default(), |browser| {
    browser.open(SMALL).await;
    let first = browser.report(1).await;
    browser.click(".seed .icon").await;
    let other = browser.report(2).await;
    assert_ne!(first["reference"]["digest"], other["reference"]["digest"]);
    let seed = other["spec"]["seed"].as_u64().unwrap();
    assert!(browser.hash().await.contains(&format!("seed={seed}")));
    browser
        .get(
            "const s = document.querySelector('.seed input'); s.value = '1';
              s.dispatchEvent(new Event('change', {bubbles: true}))",
        )
        .await;
    let again = browser.report(3).await;
    assert_eq!(digests(&again), digests(&first), "the same seed replays the same run");
});

page_test!(a_broken_link_is_named_and_the_page_works, Setup::default(), |browser| {
    browser
        .open("#data=moons&ref=50&iters=2&steps=5&seed=banana&colour=red&panes=lc:adaptive:4,dc:what")
        .await;
    let report = browser.report(1).await;
    assert_eq!((&report["spec"]["seed"], &report["spec"]["data"]), (&json!(1), &json!("moons")));
    let notices = browser.text(".notices").await;
    for named in ["seed", "banana", "colour", "panes"] {
        assert!(notices.contains(named), "{notices}");
    }
    assert!(browser.get("return heard.error.length").await.as_u64() >= Some(3));
    for left in [2, 1, 0] {
        browser.click(".notice button").await;
        browser
            .until("it goes", &format!("return document.querySelectorAll('.notice').length == {left}"))
            .await;
    }
});

page_test!(a_pasted_link_and_going_back_are_followed, Setup::default(), |browser| {
    browser.open(SMALL).await;
    let first = browser.report(1).await;
    browser.get(&format!("location.hash = {:?}", SMALL.replace("moons", "blobs"))).await;
    assert_eq!(browser.report(2).await["spec"]["data"], "blobs");
    browser.client.back().await.unwrap();
    assert_eq!(digests(&browser.report(3).await), digests(&first));
    assert_eq!(browser.hash().await, SMALL);
});

page_test!(a_diverging_run_halts_and_says_what_to_change, Setup::default(), |browser| {
    browser.open("#data=moons&act=relu&panes=lc:binary,dc:binary&iters=3&steps=300&ref=0&lr=100").await;
    let report = browser.report(1).await;
    assert_eq!(report["panes"][0]["stop"], "diverged");
    assert_eq!(report["panes"][0]["train_loss"], Value::Null);
    let said = browser.text(".trouble").await;
    assert!(said.contains("diverged") && said.contains("lr"), "{said}");
    assert!(!browser.text(".run").await.is_empty());
});

page_test!(a_killed_worker_can_be_retried, Setup::default(), |browser| {
    browser.open(LONG).await;
    browser.until("it computes", "return !document.querySelector('.run').innerText.includes('–')").await;
    browser
        .get("for (const w of workers) { w.terminate(); w.dispatchEvent(new ErrorEvent('error', {message: 'killed'})) }")
        .await;
    browser
        .until("it says so", "return document.querySelector('.trouble')?.innerText.includes('killed')")
        .await;
    assert!(!browser.text(".run").await.contains('–'), "what was computed is kept");
    browser.click(".trouble button").await;
    browser.until("the trouble is over", "return !document.querySelector('.trouble')").await;
    let ten = "return +document.getElementById('scrubber').value >= 10";
    browser.until("it computes again", ten).await;
});

page_test!(japanese_is_a_click_away_and_survives_a_reload, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    browser.click("button[lang=ja]").await;
    browser.until("it speaks Japanese", "return document.documentElement.lang == 'ja'").await;
    assert!(browser.text(".numbers").await.contains("訓練損失"));
    assert!(browser.hash().await.contains("lang=ja"));
    assert_eq!(browser.get("return heard.report.length").await, json!(1), "nothing is computed again");
    browser.client.refresh().await.unwrap();
    browser
        .until("it still does", "return document.querySelector('.numbers')?.innerText.includes('訓練損失')")
        .await;
});

page_test!(
    the_theme_follows_the_system_and_the_switch,
    Setup { dark: true, ..Setup::default() },
    |browser| {
        browser.open(SMALL).await;
        let theme = "return document.documentElement.dataset.theme";
        assert_eq!(browser.until("a theme", theme).await, "dark");
        browser.click(".switches > .icon").await;
        browser.until("it is light", "return document.documentElement.dataset.theme == 'light'").await;
        browser.until("the link says so", "return location.hash.includes('theme=light')").await;
    }
);

page_test!(everything_can_be_done_from_the_keyboard, Setup::default(), |browser| {
    let (space, right, left, tab) = ESCAPE_FREE_KEYS;
    browser.open(&format!("{SMALL}&speed=16")).await;
    browser.report(1).await;
    browser.press("r").await;
    browser.until("back at the start", "return document.getElementById('scrubber').value == 0").await;
    browser.press(right).await;
    browser.until("a step", "return document.getElementById('scrubber').value == 1").await;
    browser.until("it rests", "return location.hash.includes('iter=1')").await;
    browser.press(left).await;
    browser.until("a step back", "return document.getElementById('scrubber').value == 0").await;
    browser.press(space).await;
    browser.until("played to the end", "return document.getElementById('scrubber').value == 4").await;
    // Tab reaches every control, and shows where it is.
    let controls =
        browser.get("return document.querySelectorAll('button:enabled, select, input').length").await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..controls.as_u64().unwrap() + 2 {
        browser.press(tab).await;
        let focused = browser
            .get(
                "const e = document.activeElement; if (e === document.body) return null;
                 const all = [...document.querySelectorAll('button, select, input')];
                 return [all.indexOf(e), getComputedStyle(e).outlineStyle]",
            )
            .await;
        if let Some([index, outline]) = focused.as_array().map(Vec::as_slice) {
            assert_ne!(*outline, "none", "focus is visible");
            seen.insert(index.as_i64().unwrap());
        }
    }
    assert_eq!(seen.len() as u64, controls.as_u64().unwrap(), "Tab reaches every control");
    let unnamed = "return [...document.querySelectorAll('button, select, input')].filter((e) =>
        !(e.innerText || e.ariaLabel || e.closest('label')?.innerText)).length";
    assert_eq!(browser.get(unnamed).await, json!(0), "every control has a name");
});

page_test!(
    with_reduced_motion_a_step_shows_no_way_in_between,
    Setup { reduced_motion: true, ..Setup::default() },
    |browser| {
        browser.open(&format!("{SMALL}&iter=0")).await;
        browser.until("numbers", "return !document.querySelector('.run').innerText.includes('–')").await;
        browser
            .get(
                "window.between = 0; new MutationObserver(() => {
                    if (document.querySelector('.status.l-step, .status.c-step')) between++;
                }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true})",
            )
            .await;
        browser.click("button[title*='→']").await;
        browser.until("a step", "return document.getElementById('scrubber').value == 1").await;
        assert_eq!(browser.get("return between").await, json!(0));
    }
);

page_test!(
    a_phone_shows_everything_without_sideways_scrolling,
    Setup { size: (360, 740), touch: true, ..Setup::default() },
    |browser| {
        for link in [
            SMALL,
            "#data=moons&panes=lc:adaptive:2,lc:binary,dc:binary,lcqp:binary-scaled&iters=2&steps=5&ref=9&lang=ja&x=1",
        ] {
            browser.open(link).await;
            browser.report(1).await;
            let wide = browser.get("return document.documentElement.scrollWidth").await;
            assert!(wide.as_u64().unwrap() <= 360, "{link}: {wide}");
        }
    }
);

page_test!(a_projector_shows_panes_transport_and_numbers_without_scrolling, Setup::default(), |browser| {
    browser.open("").await;
    browser.report(1).await;
    let bottom = browser.get("return document.querySelector('.table .run:last-child').lastChild.getBoundingClientRect().bottom").await;
    assert!(bottom.as_f64().unwrap() <= 720.0, "{bottom}");
    let tall = browser.get("return document.documentElement.scrollHeight").await;
    assert!(tall.as_u64().unwrap() <= 720, "{tall}");
});
