//! Whoever reads, and on whatever: large text, narrow windows, forced colours, words twice as long; storage that is full, broken or
//! closed; and nothing that leaves the page.

use std::path::Path;

use serde_json::{Value, json};

use super::browser::{Browser, Setup, Site};
use super::embed::{Pages, native};
use super::{SMALL, TURN};

/// A page of each kind, at rest.
const STATES: [&str; 8] = [
    "#lab=opening&play=0",
    "#lab=net&iter=3&panes=lc:adaptive:4,dc:binary&data=moons&iters=4&steps=20&ref=100",
    "#lab=net&iter=3&panes=lc:adaptive:4,dc:binary&data=moons&iters=4&steps=20&ref=100&view=plane",
    "#lab=net&iter=3&panes=lc:adaptive:4,dc:binary&data=moons&iters=4&steps=20&ref=100&view=net",
    "#lab=net&iter=1&n=300&ref=60&iters=2&steps=10&panes=lc:adaptive:2,dc:binary&view=net",
    "#lab=plane&iter=3",
    "#lab=tradeoff",
    "#lab=net&iter=3&panes=lc:adaptive:4,dc:binary&data=moons&iters=4&steps=20&ref=100&embed=1&show=weights,loss,table,transport",
];

/// Opens one of them and waits until it shows numbers, those of the last run whole: in all of them it is at its end.
async fn rest(browser: &Browser, state: &str) {
    browser.open(state).await;
    let there = "return document.querySelectorAll('.net-card .figure').length == 3 || document.querySelector('#verdict')
        || (document.querySelector('.run') && ![...document.querySelectorAll('.run')].at(-1).innerText.includes('–'))";
    browser.until("numbers", there).await;
    browser
        .until("nothing moves", "return document.getAnimations().every((one) => one.playState !== 'running')")
        .await;
}

/// What is wider than the window, but for what scrolls by itself and what is hidden from eyes.
const WIDER: &str = "const wide = innerWidth + 1;
    const scrolls = (e) => { for (let p = e; p && p !== document.body; p = p.parentElement) {
        const style = getComputedStyle(p);
        if (style.overflowX === 'auto' || style.overflowX === 'scroll' || style.clipPath !== 'none' || style.overflowX === 'hidden' || style.overflowX === 'clip') return true; } };
    const all = [...document.body.querySelectorAll('*')].filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > wide && !scrolls(e));
    return [document.scrollingElement.scrollWidth > wide ? document.scrollingElement.scrollWidth : 0, all.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))]";

page_test!(nothing_is_wider_than_a_narrow_window_or_one_enlarged_twice, Setup::default(), |browser| {
    // A window of 1280 by 720 at 200 % is one of 640 by 360, and at 400 % one of 320 by 180.
    for window in [(320, 640), (640, 360), (320, 180)] {
        browser.resize(window).await;
        for lang in ["en", "ja"] {
            for state in STATES {
                rest(&browser, &format!("{state}&lang={lang}")).await;
                assert_eq!(browser.get(WIDER).await, json!([0, []]), "{window:?} {state} {lang}");
            }
        }
        for window in ["presets", "settings", "share", "about"] {
            browser.open("#lab=plane&iter=3").await;
            let open = format!("document.getElementById({window:?}).click()");
            browser.get(&open).await;
            browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
            assert_eq!(browser.get(WIDER).await, json!([0, []]), "{window}");
        }
    }
});

/// Every text of the page twice, as some languages are long.
const TWICE: &str = "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (/\\p{L}{2}/u.test(text.data) && !text.parentElement.closest('script, style, option')) text.data += ' ' + text.data;
    }
    for (const own of document.querySelectorAll('option')) own.textContent += ' ' + own.textContent;";

/// Buttons and links whose words do not fit into them; a share that is too narrow for its number is told when it is pointed at.
const CUT: &str = "return [...document.querySelectorAll('button, a, label, th')].filter((e) => e.getClientRects().length && /\\p{L}{2}/u.test(e.innerText)
    && getComputedStyle(e).overflowX !== 'visible' && getComputedStyle(e).textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 120))";

page_test!(words_twice_as_long_have_room, Setup::default(), |browser| {
    for window in [(1280, 720), (360, 740)] {
        browser.resize(window).await;
        for state in STATES {
            rest(&browser, state).await;
            browser.get(TWICE).await;
            assert_eq!(browser.get(WIDER).await, json!([0, []]), "{window:?} {state}");
            assert_eq!(browser.get(CUT).await, json!([]), "{window:?} {state}");
        }
    }
});

page_test!(the_head_is_one_row_in_both_languages, Setup::default(), |browser| {
    for window in [(1280, 720), (1920, 1080), (360, 740)] {
        browser.resize(window).await;
        for lab in ["opening", "net", "plane", "tradeoff"] {
            for lang in ["en", "ja"] {
                browser.open(&format!("#lab={lab}&lang={lang}&play=0")).await;
                let rows = "const tops = [...document.querySelector('.head').children].filter((e) => e.getClientRects().length && e.className !== 'grow')
                    .map((e) => e.getBoundingClientRect()).map((box) => box.top + box.height / 2); return Math.max(...tops) - Math.min(...tops) < 5";
                assert_eq!(browser.get(rows).await, true, "{window:?} {lab} {lang}");
            }
        }
    }
});

page_test!(an_audience_sees_the_pictures_whole, Setup::default(), |browser| {
    for window in [(1280, 720), (1366, 640), (1920, 1080)] {
        browser.resize(window).await;
        for state in [
            "#lab=net&iter=3&panes=lc:adaptive:4,dc:binary&data=moons&iters=4&steps=20&ref=100",
            "#lab=plane&iter=3",
        ] {
            rest(&browser, state).await;
            browser.press("f").await;
            browser
                .until("it is presented", "return document.documentElement.dataset.presenting !== undefined")
                .await;
            // Letters and pictures follow in frames of their own.
            let whole = "const bottom = (s) => document.querySelector(s).getBoundingClientRect().bottom;
                return document.scrollingElement.scrollWidth <= innerWidth && bottom('.panes') <= document.querySelector('.transport').getBoundingClientRect().top + 1";
            browser.until(&format!("all is seen: {window:?} {state}"), whole).await;
            browser.press("f").await;
            browser
                .until("no more", "return document.documentElement.dataset.presenting === undefined")
                .await;
        }
    }
});

// Where the browser has no clipboard, as over plain http, copying goes the old way.
page_test!(what_is_shared_is_copied_without_a_clipboard, Setup::default(), |browser| {
    browser.open("#lab=plane").await;
    browser.until("the page is ready", "return heard.ready.length > 0").await;
    browser.get("Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.addEventListener('copy', () => window.took = document.activeElement.value)").await;
    browser.click("#share").await;
    browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
    browser.click("[data-copy=figure]").await;
    browser
        .until(
            "it is taken",
            "return window.took === document.querySelector('dialog textarea').value && took.includes('<lc-lab')",
        )
        .await;
    let told = "return document.activeElement.dataset.copy === 'figure' && document.activeElement.innerText === 'Copied' && document.querySelectorAll('textarea').length === 1";
    browser.until("it is told, and the focus is where it was", told).await;
});

page_test!(every_lab_prints_as_a_page_that_says_of_what, Setup::default(), |browser| {
    for state in [STATES[0], STATES[1], STATES[5], STATES[6]] {
        for lang in ["en", "ja"] {
            rest(&browser, &format!("{state}&lang={lang}")).await;
            assert_eq!(browser.printed().await, 1, "{state} {lang}");
        }
    }
    // Data, net and iteration are on paper, and what is pressed is not.
    rest(&browser, STATES[1]).await;
    browser.cdp("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    let there = "return ['.quick select', '.quick input', '.seed', '.where .iteration'].map((s) => document.querySelector(s).checkVisibility())";
    assert_eq!(browser.get(there).await, json!([true, true, true, true]));
    let pressed = "return [...document.querySelectorAll('button, input[type=range], dialog')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))";
    assert_eq!(browser.get(pressed).await, json!([]));
    browser.cdp("Emulation.setEmulatedMedia", json!({"media": ""})).await;
});

page_test!(forced_colours_leave_what_is_chosen_and_focused_to_be_seen, Setup::default(), |browser| {
    let colours = json!({"features": [{"name": "forced-colors", "value": "active"}, {"name": "prefers-color-scheme", "value": "dark"}]});
    browser.cdp("Emulation.setEmulatedMedia", colours).await;
    for state in STATES {
        rest(&browser, state).await;
        // What is chosen differs from what is not, beside it, by more than the page's own colours.
        let alike = "const looks = (e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.color, s.borderTopColor, s.borderTopWidth, s.borderTopStyle, s.outlineStyle, s.textDecorationLine].join(); };
            return [...document.querySelectorAll('.switch, .looks, [role=group]')].flatMap((group) => {
                const own = [...group.querySelectorAll(':scope > :is(a, button)')].filter((e) => e.getClientRects().length && !e.ariaDisabled);
                const on = own.filter((e) => e.ariaPressed === 'true' || e.ariaCurrent), off = own.filter((e) => !on.includes(e) && (e.ariaPressed || e.tagName === 'A'));
                return on.flatMap((a) => off.filter((b) => looks(a) === looks(b)).map((b) => a.innerText + ' as ' + b.innerText));
            })";
        assert_eq!(browser.get(alike).await, json!([]), "{state}");
        browser.press("\u{e004}").await;
        let ring = "const own = document.activeElement, s = getComputedStyle(own); return own !== document.body && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2";
        assert_eq!(browser.get(ring).await, true, "{state}");
    }
});

/// Where pins are kept, and what could not be read of them.
const PINS: &str = "lc-lab:pins:2";
const ASIDE: &str = "lc-lab:aside:1";

async fn stored(browser: &Browser, key: &str) -> Value {
    browser.get(&format!("return localStorage.getItem({key:?})")).await
}

/// How many pins are stored.
async fn count(browser: &Browser) -> usize {
    let text = stored(browser, PINS).await;
    serde_json::from_str::<Vec<Value>>(text.as_str().unwrap()).unwrap().len()
}

page_test!(what_cannot_be_read_is_set_aside_and_can_be_saved, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    let put = |text: &str| format!("localStorage.setItem({PINS:?}, {text:?})");
    let some = r#"[{"id": 3, "name": "good", "link": "", "figures": {}}, {"id": "bad"}]"#;
    browser.get(&put(some)).await;
    browser.client.refresh().await.unwrap();
    browser.until("the good one", "return document.querySelector('.pin input')?.value === 'good'").await;
    browser.until("it is told", "return document.getElementById('aside') !== null").await;
    // What is pinned now is written, and nothing is lost by that.
    browser.report(1).await;
    browser.click(".run .pin-it").await;
    browser.until("pinned", "return document.querySelectorAll('.pin').length === 2").await;
    assert_eq!(count(&browser).await, 2);
    assert_eq!(stored(&browser, ASIDE).await, format!("{some}\n"));
    // Then all of it is nonsense.
    browser.get(&put("{]")).await;
    browser.client.refresh().await.unwrap();
    browser.until("it is told again", "return document.getElementById('aside') !== null").await;
    browser.get("window.saved = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { saved.push(blob); return make(blob) }").await;
    browser.click("#aside").await;
    assert_eq!(
        browser.wait_for_text("saved[0]").await,
        format!(
            "{some}
{{]
"
        )
    );
    browser.until("it is dealt with", "return document.getElementById('aside') === null").await;
    assert_eq!((stored(&browser, ASIDE).await, count(&browser).await), (Value::Null, 0));
    browser.client.refresh().await.unwrap();
    browser.until("the page is ready", "return heard.ready.length > 0").await;
    browser.report(1).await;
    assert_eq!(browser.get("return document.getElementById('aside')").await, Value::Null);
});

page_test!(full_and_throwing_storage_is_told_and_loses_nothing_that_is_shown, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    let fill = "let piece = 'x'.repeat(1 << 20); for (let i = 0; piece; i++) { try { localStorage.setItem('filler' + i, piece) } catch { piece = piece.slice(0, piece.length >> 1) } }";
    browser.get(fill).await;
    browser.click(".run .pin-it").await;
    let told = "return document.querySelectorAll('.pin').length === 1 && /keeps nothing more/.test(document.querySelector('.notices').innerText)";
    browser.until("pinned, and told that it is not kept", told).await;
    assert_eq!(stored(&browser, PINS).await, Value::Null);
    browser.get("localStorage.clear()").await;
    // Nothing works at all, from the start.
    let throwing = "const no = () => { throw new DOMException('no', 'SecurityError') };
        for (const name of ['getItem', 'setItem', 'removeItem', 'clear']) Storage.prototype[name] = no;
        indexedDB.constructor.prototype.open = no;";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": throwing})).await;
    browser.open(SMALL).await;
    browser.report(1).await;
    browser.click(".run .pin-it").await;
    browser.until("the same", told).await;
    browser
        .open("#lab=tradeoff&data=moons&n=60&panes=dc:binary&iters=4&steps=10&ref=80&nets=3&seeds=1")
        .await;
    browser
        .until("something is computed", "return document.querySelector('#compute, #pause, #verdict')")
        .await;
    browser.get("document.querySelector('#compute')?.click()").await;
    browser.until("an answer", "return document.querySelectorAll('#verdict').length > 0").await;
    let told = "return /keeps nothing more/.test(document.querySelector('.notices').innerText)";
    browser.until("it is told that it is not kept", told).await;
});

page_test!(the_page_brings_its_policy_along, Setup::default(), |browser| {
    // A server that sends no policy, as most do, and one that is somebody else's.
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let bare = Site::serve(&dist, None, (&[], None));
    browser.client.goto(&bare.url(SMALL)).await.unwrap();
    let report = browser.report(1).await;
    assert_eq!(super::digests(&report), native(SMALL));
    assert_eq!(browser.get("return heard.violations").await, json!([]));
    for leak in [
        "fetch('http://127.0.0.1:9/')",
        "new Image().src = 'http://127.0.0.1:9/x.png'",
        "navigator.sendBeacon('http://127.0.0.1:9/', 'x')",
        "document.head.append(Object.assign(document.createElement('script'), {src: 'http://127.0.0.1:9/x.js'}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'http://127.0.0.1:9/'}))",
    ] {
        browser
            .get(&format!(
                "heard.violations.length = 0; try {{ Promise.resolve({leak}).catch(() => 0) }} catch {{}}"
            ))
            .await;
        browser.until(leak, "return heard.violations.length > 0").await;
    }
    // In a sandbox without an origin too.
    let frame = format!(
        "<iframe src=\"{}&embed=1\" sandbox=\"allow-scripts\" width=\"700\" height=\"400\"></iframe>",
        bare.url(SMALL)
    );
    let pages = Pages::new("policy", &[("index.html", super::embed::page(&frame))]);
    browser.client.goto(&pages.site.url("")).await.unwrap();
    let text = "const report = told.findLast((data) => data.type === 'lc-lab:report'); return report && JSON.stringify(report.report)";
    let text = browser.until("the report", text).await;
    assert_eq!(super::digests(&serde_json::from_str(text.as_str().unwrap()).unwrap()), native(SMALL));
    browser.goto("#lab=plane").await;
    browser.until("the page is ready", "return heard.ready.length > 0").await;
});

page_test!(a_figure_loaded_again_is_as_it_was_left, Setup::default(), |browser| {
    let lab = browser.url(&format!("{SMALL}&embed=1&show=weights,transport"));
    let frame = format!("<iframe id=\"figure\" src=\"{lab}\" width=\"700\" height=\"500\"></iframe>");
    let pages = Pages::new("left", &[("index.html", super::embed::page(&frame))]);
    browser.client.goto(&pages.site.url("")).await.unwrap();
    browser.until("the report", "return of('report').length > 0").await;
    let figure = browser.client.find(fantoccini::Locator::Css("#figure")).await.unwrap();
    figure.enter_frame().await.unwrap();
    browser.scrub(2).await;
    browser.until("it says so", "return location.hash.includes('iter=2')").await;
    browser.client.enter_parent_frame().await.unwrap();
    // As decks do with slides that are left and come back.
    browser.get("told.length = 0; const f = document.getElementById('figure'); window.source = f.src; f.src = 'about:blank'").await;
    browser.get("document.getElementById('figure').src = source").await;
    browser.until("it is there again", "return of('ready').length > 0").await;
    let figure = browser.client.find(fantoccini::Locator::Css("#figure")).await.unwrap();
    figure.enter_frame().await.unwrap();
    browser.until("where it was", "return document.getElementById('scrubber')?.value === '2'").await;
    browser.client.enter_parent_frame().await.unwrap();
    browser.goto("#lab=plane").await;
    browser.until("the page is ready", "return heard.ready.length > 0").await;
});
