//! The Plane lab, dragged with mouse, finger and keys.

use serde_json::json;

use super::{Browser, Setup, TURN, digests};
use crate::common;

const PLANE: &str = "#lab=plane";

/// Where a handle of the first pane is, and where two weights are on its map, in CSS pixels.
async fn place(browser: &Browser, [x, y]: [f64; 2]) -> (f64, f64) {
    let at = browser
        .get(&format!(
            "const r = document.querySelector('.map').getBoundingClientRect(), zoom = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
             const side = r.width - 42 * zoom;
             return [r.left + 34 * zoom + side * ({x} / 2.5 + 1) / 2, r.top + 8 * zoom + side * (1 - {y} / 2.5) / 2]"
        ))
        .await;
    (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
}

async fn mouse(browser: &Browser, kind: &str, (x, y): (f64, f64)) {
    let buttons = i32::from(kind != "mouseReleased");
    let parameters =
        json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1});
    browser.cdp("Input.dispatchMouseEvent", parameters).await;
}

async fn touch(browser: &Browser, kind: &str, at: Option<(f64, f64)>) {
    let points: Vec<_> = at.into_iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
    browser.cdp("Input.dispatchTouchEvent", json!({"type": kind, "touchPoints": points})).await;
}

/// Waits until the address says that, then compares what the page has computed with a native run of it.
async fn settles_at(browser: &Browser, hash: &str) {
    browser.until(&format!("the address is {hash}"), &format!("return location.hash === {hash:?}")).await;
    let native = common::run(hash);
    let (native_spec, native) =
        (serde_json::to_value(&native).unwrap()["spec"].clone(), common::digests(&native));
    let spec = native_spec.to_string();
    let newest = format!(
        "const report = heard.report.at(-1);
         const plain = (o) => JSON.stringify(Object.entries(o).sort());
         return report && plain(report.spec) === plain({spec}) && JSON.stringify(report)"
    );
    let report = browser.until("the report of it", &newest).await;
    let report: serde_json::Value = serde_json::from_str(report.as_str().unwrap()).unwrap();
    assert_eq!(digests(&report), native, "{hash}");
}

page_test!(
    the_minimum_is_dragged_with_the_mouse_and_the_path_is_that_of_a_fresh_run,
    Setup::default(),
    |browser| {
        browser.open(PLANE).await;
        browser.report(1).await;
        let before = browser.text(".outcome").await;
        assert!(before.contains("(1, −1)") && before.contains("71 % below rounding (0.360)"), "{before}");
        mouse(&browser, "mousePressed", place(&browser, [0.67, 0.03]).await).await;
        // Far beyond the map's edge the handle stays on it; what counts is where it is let go.
        for at in [[0.5, 0.2], [0.0, 4.9], [-1.5, 0.5]] {
            mouse(&browser, "mouseMoved", place(&browser, at).await).await;
        }
        mouse(&browser, "mouseReleased", place(&browser, [-1.5, 0.5]).await).await;
        // To the pixel, of 2.5 / 190 each; everything before has been overtaken.
        let near = "const [, x, y] = location.hash.match(/^#lab=plane&wx=(.*)&wy=(.*)$/) ?? [];
        return Math.abs(+x + 1.5) < 0.02 && Math.abs(y - 0.5) < 0.02 && location.hash";
        let hash = browser.until("the address", near).await;
        let hash = hash.as_str().unwrap().to_owned();
        settles_at(&browser, &hash).await;
        assert_ne!(browser.text(".outcome").await, before);

        // Let go means let go.
        mouse(&browser, "mouseMoved", place(&browser, [1.0, 1.0]).await).await;
        browser.click("#penalty").await;
        let hash = format!("{hash}&penalty=1");
        settles_at(&browser, &hash).await;
        // A fresh page shows the same.
        let shown = browser.text(".outcome").await;
        browser.open(&hash).await;
        browser.report(1).await;
        assert_eq!(browser.text(".outcome").await, shown);

        // Where letters are larger so are the margins of the map, and the handle is still on its place.
        browser.resize((1920, 1080)).await;
        browser.open(PLANE).await;
        browser.report(1).await;
        let (x, y) = place(&browser, [0.67, 0.03]).await;
        let off = format!(
            "const r = document.querySelector('.weights-handle').getBoundingClientRect();
            return Math.hypot(r.left + r.width / 2 - {x}, r.top + r.height / 2 - {y})"
        );
        assert!(browser.get(&off).await.as_f64().unwrap() < 3.0);
        mouse(&browser, "mousePressed", (x, y)).await;
        mouse(&browser, "mouseMoved", place(&browser, [-1.5, 0.5]).await).await;
        mouse(&browser, "mouseReleased", place(&browser, [-1.5, 0.5]).await).await;
        browser.until("the address", near).await;
    }
);

page_test!(
    an_entry_is_dragged_with_a_finger_and_both_runs_follow,
    Setup { size: (360, 740), touch: true, ..Setup::default() },
    |browser| {
        browser.open(PLANE).await;
        browser.report(1).await;
        browser.get("document.querySelector('.map').scrollIntoView({block: 'center'})").await;
        let wide = browser.get("return document.documentElement.scrollWidth").await;
        assert!(wide.as_u64().unwrap() <= 360, "{wide}");
        touch(&browser, "touchStart", Some(place(&browser, [1.0, -2.5]).await)).await;
        for x in [1.1, 1.4, 1.75] {
            touch(&browser, "touchMove", Some(place(&browser, [x, -2.4]).await)).await;
        }
        touch(&browser, "touchEnd", None).await;
        let hash =
            browser.until("the address", "return location.hash.includes('fixed:') && location.hash").await;
        let hash = hash.as_str().unwrap().to_owned();
        // A finger covers several pixels of 2.5 / 150 each.
        let entry: f64 = hash.split("fixed:-1;").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
        assert!((entry - 1.75).abs() < 0.03, "{hash}");
        assert_eq!(hash.matches("fixed:").count(), 2, "{hash}");
        settles_at(&browser, &hash).await;
        assert_eq!(browser.get("return scrollX").await, json!(0), "the page did not scroll sideways");
    }
);

page_test!(everything_on_the_map_can_be_moved_by_keys, Setup::default(), |browser| {
    browser.open(PLANE).await;
    browser.report(1).await;
    browser.get("document.querySelector('.weights-handle').focus()").await;
    for key in ["\u{e014}", "\u{e014}", "\u{e015}"] {
        browser.press(key).await;
    }
    settles_at(&browser, "#lab=plane&wx=0.77&wy=-0.02").await;
    assert_eq!(browser.iteration().await, 100, "arrows on a handle do not step");
    browser.get("document.querySelectorAll('.entry-handle')[0].focus()").await;
    browser.press("\u{e012}").await;
    settles_at(&browser, "#lab=plane&wx=0.77&wy=-0.02&panes=lc:fixed:-1.05;1,lcqp:fixed:-1.05;1").await;
    browser.get("document.getElementById('dial-theta').focus()").await;
    browser.press("\u{e014}").await;
    settles_at(&browser, "#lab=plane&theta=36&wx=0.77&wy=-0.02&panes=lc:fixed:-1.05;1,lcqp:fixed:-1.05;1")
        .await;
    // The page's own keys, where no control needs them.
    browser.get("document.activeElement.blur()").await;
    browser.press("p").await;
    browser.until("the penalty is drawn", "return document.getElementById('penalty').checked").await;
    browser.press("r").await;
    browser.until("the start", "return document.getElementById('scrubber').value == 0").await;
    browser.press("\u{e014}").await;
    browser.until("an iteration on", "return document.getElementById('scrubber').value == 1").await;
});

page_test!(labs_toys_and_luck_are_links_to_go_back_from, Setup::default(), |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    browser.click(".labs a:nth-child(2)").await;
    browser
        .until(
            "the Plane lab",
            "return location.hash === '#lab=plane' && document.querySelectorAll('.map').length === 2",
        )
        .await;
    browser.choose("#toy", "shared").await;
    settles_at(&browser, "#lab=plane&toy=shared").await;
    let said = browser.text(".outcome").await;
    assert!(said.contains("(0.742, 0.742)") && said.contains("No feasible point is better"), "{said}");
    browser.choose("#toy", "misleads").await;
    settles_at(&browser, PLANE).await;
    browser.click("#luck").await;
    browser.until("200 toys", "return document.querySelectorAll('.toy-dot').length === 200").await;
    let told = browser.text(".luck .told").await;
    let counts = browser
        .get("return [...document.querySelectorAll('.pile h3')].map((h) => parseInt(h.innerText))")
        .await;
    let sum: u64 = counts.as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).sum();
    assert!(sum == 200 && told.contains(&format!("a better one in {}", counts[0])), "{told} {counts}");
    browser.click(".won .toy-dot").await;
    let hash = browser.until("its address", "return location.hash !== '#lab=plane' && location.hash").await;
    settles_at(&browser, hash.as_str().unwrap()).await;
    assert!(browser.text(".outcome").await.contains("below rounding"));
    browser
        .until("it is marked", "return document.querySelectorAll('.toy-dot[aria-current]').length === 1")
        .await;
    browser.get("history.back()").await;
    settles_at(&browser, PLANE).await;
    browser.get("history.go(-3)").await;
    browser.until("the Network lab", "return document.querySelectorAll('.weights').length === 2").await;
});

page_test!(a_toy_is_played_pinned_tabled_and_saved_like_any_run, Setup::default(), |browser| {
    browser.open("#lab=plane&toy=hills&theta=999&iter=5").await;
    browser.report(1).await;
    let notices = browser.text(".notices").await;
    assert!(notices.contains("hills") && notices.contains("999"), "{notices}");
    assert_eq!(browser.iteration().await, 5);
    assert!(browser.text(".lead").await.contains("C step"));
    browser.click("button.l-step").await;
    browser.until("the L step", "return document.querySelector('.lead').innerText.includes('L step')").await;
    browser.click(".run .pin-it").await;
    browser.until("it is pinned", "return document.querySelector('.pin') !== null").await;
    let cells = browser
        .get("return document.querySelectorAll('.run')[0].querySelectorAll('[role=cell]').length")
        .await;
    assert_eq!(cells, json!(2));
    browser.get("document.querySelector('.map .enlarge').click()").await;
    browser.until("it is enlarged", "return document.querySelector('dialog[open]') !== null").await;
    let rows = browser.get("return document.querySelectorAll('dialog tbody tr').length").await;
    assert_eq!(rows, json!(58), "57 iterations and the start");
    browser.press("\u{e00c}").await;
    // Two maps, transport and what is said of each run: on a projector without scrolling.
    let bottoms = browser
        .get("return Math.max(...[...document.querySelectorAll('.map, .outcome, .transport')].map((e) => e.getBoundingClientRect().bottom))")
        .await;
    let notice =
        browser.get("return document.querySelector('.notices').getBoundingClientRect().height").await;
    assert!(bottoms.as_f64().unwrap() - notice.as_f64().unwrap() <= 720.0, "{bottoms}");
});

page_test!(a_seed_can_be_typed_while_a_run_plays, Setup::default(), |browser| {
    browser.open("#lab=plane&play=1&speed=4").await;
    browser.until("it plays", "return document.getElementById('scrubber').value > 1").await;
    browser
        .get("const s = document.querySelector('.seed input'); s.focus(); s.setSelectionRange(9, 9)")
        .await;
    browser.press("7").await;
    let at = browser.iteration().await;
    browser
        .until("it plays on", &format!("return document.getElementById('scrubber').value > {at} + 2"))
        .await;
    assert_eq!(browser.get("return document.querySelector('.seed input').value").await, json!("17"));
    browser.press("\u{e006}").await;
    browser.until("the seed is taken", "return location.hash.includes('seed=17')").await;
});
