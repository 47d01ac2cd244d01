//! The built page in real browsers, driven as a person would drive it.

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

// After the macro they use.
mod embed;
mod engines;
mod exports;
mod faults;
mod focus;
#[cfg(feature = "hosts")]
mod hosts;
mod house;
mod journeys;
mod offline;
mod opening;
mod plane;
mod readers;
mod small;
mod soak;
mod speed;
mod tradeoff;

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

/// Every golden link ends with the golden digests, and reports what a native run reports.
async fn golden_digests(browser: &Browser) {
    for (link, golden) in common::golden() {
        // The default link opens with a poster: here it is to be computed.
        browser.open(&if link == "#" { "#speed=max&play=1".to_owned() } else { link.to_owned() }).await;
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
}

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
    assert!(browser.text(".lead").await.contains("6,352"));
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
    browser.choose(".speed select", "slow").await;
    browser.click("#play").await;
    browser.until("it plays", "return +document.getElementById('scrubber').value < 4").await;
    browser.choose(".speed select", "16").await;
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
    browser
        .until("with numbers", "return !document.querySelector('.run [role=cell]').innerText.includes('–')")
        .await;
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
    browser
        .open("#data=moons&act=relu&panes=lc:binary,dc:binary&iters=3&steps=300&ref=0&lr=100&mu0=0.001")
        .await;
    let report = browser.report(1).await;
    assert_eq!(report["panes"][0]["stop"], "diverged");
    assert_eq!(report["panes"][0]["train_loss"], Value::Null);
    let said = browser.text(".trouble").await;
    assert!(said.contains("diverged") && said.contains("learning rate"), "{said}");
    assert!(!browser.text(".run").await.is_empty());
});

page_test!(a_killed_worker_is_replaced_and_after_three_deaths_can_be_retried, Setup::default(), |browser| {
    browser.open(LONG).await;
    browser
        .until("it computes", "return !document.querySelector('.run [role=cell]').innerText.includes('–')")
        .await;
    let kill = "for (const w of workers) { w.terminate(); w.dispatchEvent(new ErrorEvent('error', {message: 'killed'})) }";
    let before = browser.get("return +document.getElementById('scrubber').value").await;
    browser.get(kill).await;
    let on = format!("return +document.getElementById('scrubber').value > {before}");
    browser.until("it goes on by itself", &on).await;
    assert_eq!(browser.text(".trouble").await, "");
    browser
        .until(
            "it says so",
            &format!("{kill}; return document.querySelector('.trouble')?.innerText.includes('killed')"),
        )
        .await;
    assert!(!browser.text(".run [role=cell]").await.contains('–'), "what was computed is kept");
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
    assert!(browser.text(".numbers").await.contains("テスト誤り率"));
    assert!(browser.hash().await.contains("lang=ja"));
    assert_eq!(browser.get("return heard.report.length").await, json!(1), "nothing is computed again");
    browser.client.refresh().await.unwrap();
    browser
        .until(
            "it still does",
            "return document.querySelector('.numbers')?.innerText.includes('テスト誤り率')",
        )
        .await;
});

page_test!(
    the_theme_follows_the_system_and_the_switch,
    Setup { dark: true, ..Setup::default() },
    |browser| {
        browser.open(SMALL).await;
        let theme = "return document.documentElement.dataset.theme";
        assert_eq!(browser.until("a theme", theme).await, "dark");
        browser.click(".tools > .icon:nth-last-child(2)").await;
        browser.until("it is light", "return document.documentElement.dataset.theme == 'light'").await;
        browser.until("the link says so", "return location.hash.includes('theme=light')").await;
    }
);

/// Everything that Tab should reach. Of a group of entries it reaches one, and arrows the others.
const CONTROLS: &str =
    ":is(button:enabled, select, input, a[href], [tabindex='0']):not([tabindex='-1']):not(.menu)";

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
    let controls = browser.get(&format!("return document.querySelectorAll({CONTROLS:?}).length")).await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..controls.as_u64().unwrap() + 2 {
        browser.press(tab).await;
        let focused = browser
            .get(&format!(
                "const e = document.activeElement; if (e === document.body) return null;
                 const all = [...document.querySelectorAll({CONTROLS:?})];
                 return [all.indexOf(e), getComputedStyle(e).outlineStyle]"
            ))
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
        browser
            .until("numbers", "return !document.querySelector('.run [role=cell]').innerText.includes('–')")
            .await;
        browser
            .get(
                "window.between = 0; new MutationObserver(() => {
                    if (document.querySelector('.caption .l-step')) between++;
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
    browser.open("#lab=net").await;
    browser.report(1).await;
    let bottom = browser
        .get("return document.querySelector('.table > :last-child').lastChild.getBoundingClientRect().bottom")
        .await;
    assert!(bottom.as_f64().unwrap() <= 720.0, "{bottom}");
    let tall = browser.get("return document.documentElement.scrollHeight").await;
    assert!(tall.as_u64().unwrap() <= 720, "{tall}");
});

page_test!(a_teacher_plays_slowly_scrubs_back_changes_k_and_pins_a_run, Setup::default(), |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    browser.choose(".speed select", "slow").await;
    browser.click("#play").await;
    for (what, sentence, equation) in
        [("L step", "L step", "argmin"), ("C step", "C step", "Π"), ("multipliers", "Multipliers", "λ ← λ")]
    {
        let said = format!("return document.querySelector('.caption')?.innerText.includes({sentence:?})");
        browser.until(what, &said).await;
        assert!(browser.text(".caption .equation").await.contains(equation));
    }
    browser.press("l").await;
    browser.click("#play").await;
    browser.until("it rests", "return location.hash.includes('iter=')").await;
    browser.scrub(0).await;
    browser.until("scrubbed back", "return location.hash.includes('iter=0')").await;
    let rounded = browser.text(".run").await;
    browser.get("location.hash = '#speed=slow'").await;
    browser.until("the end", "const s = document.getElementById('scrubber'); return s.value === s.max").await;
    assert_ne!(browser.text(".run").await, rounded);
    browser.choose(".entries select", "2").await;
    browser.report(2).await;
    browser
        .until("K = 2 is there", "return document.querySelector('.run').innerText.includes('K = 2')")
        .await;
    let figures = browser.cells(".run").await;
    browser.click(".pin-it").await;
    browser.until("it is pinned", "return document.querySelectorAll('.pin').length == 1").await;
    browser.type_into(".pin input", "Tuesday").await;
    browser.client.refresh().await.unwrap();
    browser
        .until("it is still there", "return document.querySelector('.pin input')?.value == 'Tuesday'")
        .await;
    assert_eq!(browser.cells(".pin").await, figures);
    browser.click(".pin a").await;
    browser.until("the pinned run is shown", "return location.hash.includes('panes=lc:adaptive:2')").await;
    browser.click(".unpin").await;
    browser.until("it is gone", "return !document.querySelector('.pin')").await;
    browser.client.refresh().await.unwrap();
    browser
        .until("for good", "return document.querySelector('.run') && !document.querySelector('.pin')")
        .await;
});

page_test!(l_and_c_steps_can_be_taken_one_by_one, Setup::default(), |browser| {
    browser.open(&format!("{SMALL}&iter=0")).await;
    browser
        .until("numbers", "return !document.querySelector('.run [role=cell]').innerText.includes('–')")
        .await;
    let enabled =
        "return [...document.querySelectorAll('.steps button')].map((e) => e.ariaDisabled != 'true')";
    assert_eq!(browser.get(enabled).await, json!([true, false, true]));
    browser.press("l").await;
    browser
        .until(
            "after the L step",
            "return document.querySelectorAll('.steps button')[1].ariaDisabled != 'true'",
        )
        .await;
    assert_eq!(browser.get(enabled).await, json!([false, true, true]));
    assert_eq!(browser.iteration().await, 0);
    browser.click(".steps button:nth-child(2)").await;
    browser.until("after the C step", "return +document.getElementById('scrubber').value == 1").await;
    browser.until("at rest", "return document.querySelector('.steps button').ariaDisabled != 'true'").await;
});

page_test!(settings_are_checked_before_anything_runs, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    browser.type_into("#net", "0-7").await;
    browser
        .until("it is refused", "return document.querySelector('.head .wrong')?.innerText.includes('net')")
        .await;
    assert_eq!(browser.get("return document.getElementById('net').value").await, "16-16");
    browser.type_into("#net", "8").await;
    assert_eq!(browser.report(2).await["spec"]["net"], "8");
    browser.click("#settings").await;
    browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
    browser.type_into("#set-mu0", "-3").await;
    browser
        .until("it is refused", "return document.querySelector('dialog .wrong')?.innerText.includes('mu0')")
        .await;
    browser.type_into("#set-mu0", "0.5").await;
    assert_eq!(browser.report(3).await["spec"]["mu0"], 0.5);
    browser.choose("#set-share", "net").await;
    assert_eq!(browser.report(4).await["spec"]["share"], "net");
    // What one run has of its own.
    let panes = browser.report(4).await["spec"]["panes"].as_str().unwrap().to_owned();
    let others: Vec<&str> = panes.split(',').skip(1).collect();
    let first = panes.split(',').next().unwrap();
    browser.type_into("dialog .of-run .rate input", "0.05").await;
    let with_rate = [&[&*format!("{first}@0.05")], &*others].concat().join(",");
    assert_eq!(browser.report(5).await["spec"]["panes"], with_rate);
    browser.choose("dialog .of-run select", "5").await;
    let with_both = [&[&*format!("{first}~5@0.05")], &*others].concat().join(",");
    assert_eq!(browser.report(6).await["spec"]["panes"], with_both);
    browser.controls_agree("after a rate and corrections of a run's own").await;
    browser.type_into("dialog .of-run .rate input", "").await;
    browser.choose("dialog .of-run select", "0").await;
    browser.until("neither is there", "return !/[@~]/.test(location.hash)").await;
    browser.click("dialog .actions button").await;
    browser
        .until(
            "the settings are restored",
            "const spec = heard.report.at(-1).spec; return spec.share === 'layer' && spec.mu0 === 'rule'",
        )
        .await;
    let count = browser.get("return heard.report.length").await;
    let count = usize::try_from(count.as_u64().unwrap()).unwrap();
    let restored = browser.report(count).await;
    assert_eq!((&restored["spec"]["net"], &restored["spec"]["mu0"]), (&json!("16-16"), &json!("rule")));
    browser.press("\u{e00c}").await;
    browser.until("Escape closes it", "return !document.querySelector('dialog')").await;
    browser.choose("#data", "blobs").await;
    assert_eq!(browser.report(count + 1).await["spec"]["data"], "blobs");
});

page_test!(examples_are_links_with_pictures_and_words, Setup::default(), |browser| {
    browser.open(&format!("{SMALL}&lang=ja")).await;
    browser.report(1).await;
    browser.click("#presets").await;
    let cards = "return [...document.querySelectorAll('.card')].map((e) => e.innerText.length)";
    let cards = browser.get(cards).await;
    assert!(
        cards.as_array().unwrap().len() >= 12
            && cards.as_array().unwrap().iter().all(|n| n.as_u64() > Some(30))
    );
    browser.until("pictures", "return [...document.querySelectorAll('.card img')].filter((e) => e.naturalWidth > 0).length >= 4").await;
    browser.click("[data-preset=spiral]").await;
    browser
        .until(
            "it is loaded",
            "return location.hash.includes('data=spiral') && !document.querySelector('dialog')",
        )
        .await;
    assert!(browser.hash().await.contains("lang=ja"), "the language stays");
    assert_eq!(browser.report(2).await["spec"]["data"], "spiral");
    browser
        .until("boundaries", "return document.querySelectorAll('.boundaries > .plot canvas').length == 2")
        .await;
    browser.client.back().await.unwrap();
    browser.until("back", "return location.hash.includes('data=moons')").await;
});

page_test!(a_drawing_is_judged_by_every_net, Setup::default(), |browser| {
    browser.open("#view=net&ref=400&iters=3&steps=20&panes=lc:adaptive:4,dc:binary-scaled").await;
    browser.report(1).await;
    let answers = "const all = [...document.querySelectorAll('.verdict strong')].map((e) => e.innerText);
        return all.length == 3 && all.every((a) => a.includes('%')) && all";
    let none = "return [...document.querySelectorAll('.verdict strong')].every((e) => e.innerText == '–')";
    // By pointer: a one.
    let stroke = |kind: &str| {
        format!(
        "const pad = document.querySelector('.pad canvas'), r = pad.getBoundingClientRect();
         const send = (name, x, y) => pad.dispatchEvent(new PointerEvent(name, {{bubbles: true, pointerId: 1, isPrimary: true, buttons: 1, pointerType: {kind:?},
             clientX: r.left + x * r.width, clientY: r.top + y * r.height}}));
         send('pointerdown', .5, .1); for (let y = .1; y < .95; y += .05) send('pointermove', .5, y); send('pointerup', .5, .95)"
    )
    };
    browser.get(&stroke("mouse")).await;
    let first = browser.until("all nets answer", answers).await;
    browser.click(".pad button").await;
    browser.until("wiped", none).await;
    browser.get(&stroke("touch")).await;
    assert_eq!(browser.until("a finger is as good", answers).await, first);
    // Another iteration's net may say something else, and says whose answer it is.
    browser.scrub(0).await;
    browser.until("judged anew", "return document.querySelector('.verdict').dataset.iteration === '0'").await;
    browser.click(".pad button").await;
    browser.until("wiped", none).await;
    browser.get("document.querySelector('.pad canvas').focus()").await;
    let (down, space) = ("\u{e015}", " ");
    browser.press(space).await;
    for _ in 0..6 {
        browser.press(down).await;
    }
    browser.until("keys are as good", answers).await;
    assert_eq!(browser.iteration().await, 0, "the pad keeps its keys to itself");
});

page_test!(every_plot_can_be_enlarged_read_as_a_table_and_saved, Setup::default(), |browser| {
    browser.open(&format!("{SMALL}&cstep=paper")).await;
    browser.report(1).await;
    browser.get("window.saved = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { saved.push(blob); return make(blob) }").await;
    let mut seen = 0;
    browser.click(".losses .more").await;
    for look in ["strip", "plane", "net"] {
        browser.click(&format!("[data-look={look}]")).await;
        let count =
            browser.get("return document.querySelectorAll('.pane:first-child .enlarge').length").await;
        for i in 0..count.as_u64().unwrap() {
            browser
                .get(&format!("document.querySelectorAll('.pane:first-child .enlarge')[{i}].click()"))
                .await;
            browser
                .until("it opens", "return document.querySelector('dialog[open] canvas')?.width > 400")
                .await;
            let rows = browser.get("return document.querySelectorAll('dialog tbody tr').length").await;
            assert!(rows.as_u64() > Some(0), "{look} {i}");
            browser.get("saved.length = 0").await;
            browser.click("dialog .actions button").await;
            let svg = browser.wait_for_text("saved[0]").await;
            assert!(svg.starts_with("<svg") && svg.contains("</svg>") && !svg.contains("NaN"));
            browser.click("dialog .actions button + button").await;
            browser.until("a bitmap", "return saved[1]?.type == 'image/png' && saved[1].size > 1000").await;
            browser.press("\u{e00c}").await;
            browser.until("it closes", "return !document.querySelector('dialog')").await;
            seen += 1;
        }
    }
    // The weights or the plane with its weights, and four curves.
    assert_eq!(seen, 5 + 5 + 6);
    browser.click(".numbers .more").await;
    browser.get("saved.length = 0").await;
    browser.click("#csv").await;
    let csv = browser.wait_for_text("saved[0]").await;
    assert_eq!(csv.lines().count(), 4, "{csv}");
    browser.click("#json").await;
    let table: Value = serde_json::from_str(&browser.wait_for_text("saved[1]").await).unwrap();
    assert_eq!(table[1]["link"], "#data=moons&panes=lc:adaptive:2&cstep=paper&iters=4&steps=20&ref=100");
});

page_test!(an_entry_its_dots_and_its_share_light_up_together, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    let tip = "const tip = document.querySelector('.readout:not([hidden])'); return tip && tip.innerText";
    let picture = "return document.querySelector('.main canvas').toDataURL()";
    let dark = browser.get(picture).await;
    browser.get("document.querySelector('.share').focus()").await;
    let told = browser.until("it is told", tip).await;
    assert!(told.as_str().unwrap().contains("Layer 1, value"), "{told}");
    let first = browser.get(picture).await;
    assert_ne!(first, dark);
    browser.press("\u{e014}").await;
    browser.until("the next one", &format!("const tip = document.querySelector('.readout').innerText; return tip != {:?} && tip.includes('value')", told.as_str().unwrap())).await;
    assert_ne!(browser.get(picture).await, first);
    assert_eq!(browser.iteration().await, 4, "arrows stay among the entries");
    browser.get("document.activeElement.blur()").await;
    browser.until("dark again", "return document.querySelector('.readout').hidden").await;
    // Somewhere along a vertical line there is a dot.
    browser.get("window.y = 0").await;
    let point = "const c = document.querySelector('.main canvas'), r = c.getBoundingClientRect();
        const tip = document.querySelector('.readout:not([hidden])');
        if (tip?.innerText.includes('distance')) return tip.innerText;
        window.y = (window.y + 3) % r.height;
        c.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: r.left + 60, clientY: r.top + window.y}));
        return null";
    let told = browser.until("a dot is found", point).await;
    assert!(told.as_str().unwrap().contains("weight"), "{told}");
});

page_test!(axe_finds_nothing_wrong_in_any_state_language_and_theme, Setup::default(), |browser| {
    let axe = include_str!("node_modules/axe-core/axe.min.js");
    for (lang, theme) in [("en", "light"), ("en", "dark"), ("ja", "light"), ("ja", "dark")] {
        for state in ["", "lab=opening&data=digits&bits=2&values=fixed&play=0"] {
            browser
                .open(&format!(
                    "#{state}{}lang={lang}&theme={theme}",
                    if state.is_empty() { "" } else { "&" }
                ))
                .await;
            browser
                .until("numbers", "return document.querySelectorAll('.net-card .figure').length == 3")
                .await;
            browser.check_axe(axe, &format!("opening {state} {lang} {theme}")).await;
        }
        for state in [
            "lab=net",
            "view=plane",
            "view=net",
            "data=moons&view=net",
            "iter=2&panes=lc:adaptive:4,dc:binary,lc:adaptive0:16,lc:ternary&data=moons",
            "data=moons&lr=100&act=relu&ref=0&panes=lc:binary&seed=x",
            "lab=plane",
            "data=moons&embed=1&show=settings,caption,legend,weights,loss,table,transport",
            "lab=plane&embed=1&show=settings,plane,table,transport",
            "lab=plane&toy=wells&penalty=1&iter=9&panes=lc:ternary-scaled,lc:adaptive:2,ste:binary",
        ] {
            browser.open(&format!("#{state}&lang={lang}&theme={theme}")).await;
            browser.until("numbers", "return document.querySelector('.run') && (document.querySelector('.trouble') || !document.querySelector('.run').innerText.startsWith('–'))").await;
            if state == "lab=plane" {
                browser.click("#luck").await;
                browser.until("toys", "return document.querySelector('.toy-dot') !== null").await;
            }
            browser.check_axe(axe, &format!("{state} {lang} {theme}")).await;
        }
        for study in ["front", "widths", "starts&mu0s=0.01,0.1&growths=1.2,1.4"] {
            browser.open(&format!("#lab=tradeoff&study={study}&lang={lang}&theme={theme}")).await;
            browser.until("an answer", "return document.querySelector('#verdict') !== null").await;
            browser.press("\u{e014}").await;
            browser.click("#all-choices").await;
            browser
                .until(
                    "figures",
                    "return document.querySelector('.readout .actions, .cells tbody tr') !== null",
                )
                .await;
            browser.check_axe(axe, &format!("trade-off {study} {lang} {theme}")).await;
        }
        browser.click("#report").await;
        browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
        browser.check_axe(axe, &format!("report {lang} {theme}")).await;
        let small =
            "data=moons&net=9&ref=60&iters=2&steps=20&panes=lc:adaptive:2,dc:adaptive:16&play=1&speed=max";
        browser.open(&format!("#{small}&lang={lang}&theme={theme}")).await;
        let ended = "return document.querySelectorAll('.take:not([aria-disabled=true])').length == 2";
        browser.until("both have ended", ended).await;
        for windows in [&["#savings", "#cascade"][..], &["[data-part=take]"]] {
            for window in windows {
                browser.click(window).await;
                browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
                browser.check_axe(axe, &format!("{window} {lang} {theme}")).await;
            }
            let closed = "const open = document.querySelector('dialog'); open?.close(); return !open";
            browser.until("all are closed", closed).await;
        }
        browser.open(&format!("#lab=plane&lang={lang}&theme={theme}")).await;
        browser.until("numbers", "return document.querySelector('.run') !== null").await;
        for window in ["presets", "settings", "share", "about"] {
            browser.click(&format!("#{window}")).await;
            browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
            browser.check_axe(axe, &format!("{window} {lang} {theme}")).await;
            browser.press("\u{e00c}").await;
            browser.until("it closes", "return !document.querySelector('dialog')").await;
        }
        browser.get("document.querySelector('.enlarge').click()").await;
        browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
        browser.check_axe(axe, &format!("enlarged {lang} {theme}")).await;
    }
});
