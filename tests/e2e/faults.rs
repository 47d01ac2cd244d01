//! What went wrong once, on the page as people meet it. What decides is tested natively, beside the code.

use serde_json::{Value, json};

use super::browser::Site;
use super::{Browser, LONG, SMALL, Setup, TURN};

page_test!(a_settings_field_changes_its_setting_and_nothing_else, Setup::default(), |browser| {
    browser.open("#data=moons&seed=7&ref=50&iters=2&steps=5&panes=dc:binary").await;
    browser.report(1).await;
    browser.click("#settings").await;
    browser.until("it opens", "return document.querySelector('dialog[open]') !== null").await;
    let before = browser.hash().await;
    for typed in ["0.1#", "0.1&seed=9", "https://example.org/#seed=5", "1,000"] {
        browser.type_into("#set-lr", typed).await;
        browser.until("it is refused", "return document.querySelector('dialog .wrong') !== null").await;
        assert_eq!(browser.get("return document.getElementById('set-lr').value").await, "0.1", "{typed}");
        assert_eq!(browser.hash().await, before, "{typed}");
    }
    browser.type_into("#set-lr", "0,05").await;
    assert_eq!(browser.report(2).await["spec"]["lr"], 0.05);
    browser.type_into("#net", "8&seed=9").await;
    browser.until("refused", "return document.querySelector('.head .wrong') !== null").await;
    assert!(browser.hash().await.contains("seed=7"));
});

/// Waits until every canvas has as many pixels as its element covers.
async fn crisp(browser: &Browser, when: &str) {
    let crisp = "return [...document.querySelectorAll('.plot canvas')].every((c) =>
        c.width == Math.round(c.clientWidth * devicePixelRatio) && c.height == Math.round(c.clientHeight * devicePixelRatio))";
    browser.until(when, crisp).await;
}

page_test!(canvases_follow_the_size_of_their_elements, Setup::default(), |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    let wide = "return document.querySelector('.main canvas').clientWidth";
    let before = browser.get(wide).await.as_f64().unwrap();
    browser.click(".pane:first-child .pane-head .icon:last-child").await;
    browser.until("one pane", "return document.querySelectorAll('.pane').length == 1").await;
    assert!(browser.get(wide).await.as_f64().unwrap() > 1.5 * before);
    crisp(&browser, "drawn for the wider pane").await;
    browser.click(".pane-head .icon").await;
    browser.until("two panes", "return document.querySelectorAll('.pane').length == 2").await;
    crisp(&browser, "drawn for two panes").await;
    // To a screen of another density, the window as large as before.
    let screen = json!({"width": 1280, "height": 720, "deviceScaleFactor": 2, "mobile": false});
    browser.cdp("Emulation.setDeviceMetricsOverride", screen).await;
    browser.until("the density is another", "return devicePixelRatio == 2").await;
    crisp(&browser, "drawn for the other screen").await;
});

page_test!(two_windows_share_pins, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    let first = browser.client.window().await.unwrap();
    let second = browser.client.new_window(true).await.unwrap().handle;
    browser.client.switch_to_window(second.clone()).await.unwrap();
    browser.open(SMALL).await;
    browser.report(1).await;
    let pins = |count: usize| format!("return document.querySelectorAll('.pin').length == {count}");
    browser.click(".run .pin-it").await;
    browser.until("pinned", &pins(1)).await;
    browser.client.switch_to_window(first.clone()).await.unwrap();
    browser.until("seen here too", &pins(1)).await;
    browser.click(".run ~ .run .pin-it").await;
    browser.until("another", &pins(2)).await;
    browser.client.switch_to_window(second).await.unwrap();
    browser.until("seen there", &pins(2)).await;
    browser.type_into(".pin input", "Tuesday").await;
    browser.client.refresh().await.unwrap();
    browser.until("both survive", &pins(2)).await;
    browser.client.switch_to_window(first).await.unwrap();
    browser.until("renamed here too", "return document.querySelector('.pin input').value == 'Tuesday'").await;
    browser.click(".unpin").await;
    browser.until("one goes", &pins(1)).await;
});

page_test!(the_pad_takes_one_finger_and_the_first_button_only, Setup::default(), |browser| {
    browser.open("#view=net&ref=50&iters=1&steps=5&panes=dc:binary").await;
    browser.report(1).await;
    browser
        .get(
            "const pad = document.querySelector('.pad canvas'), r = pad.getBoundingClientRect();
             window.send = (name, x, y, more) => pad.dispatchEvent(new PointerEvent(name, {bubbles: true, pointerId: 1, isPrimary: true,
                 button: 0, buttons: 1, clientX: r.left + x * r.width, clientY: r.top + y * r.height, ...more}));
             window.ink = () => pad.toDataURL()",
        )
        .await;
    let blank = browser.get("return ink()").await;
    browser.get("send('pointerdown', .2, .2, {button: 2, buttons: 2}); send('pointermove', .8, .8, {buttons: 0}); send('pointermove', .2, .8, {buttons: 2})").await;
    assert_eq!(browser.get("return ink()").await, blank, "another button does not write");
    browser.get("send('pointerdown', .2, .2); send('pointermove', .2, .8)").await;
    browser.until("ink", &format!("return ink() != {blank}")).await;
    let line = browser.get("return ink()").await;
    let other = "{pointerId: 2, isPrimary: false}";
    browser.get(&format!("send('pointerdown', .8, .2, {other}); send('pointermove', .8, .8, {other})")).await;
    assert_eq!(browser.get("return ink()").await, line, "a second finger is a palm");
    // The button came up where nobody saw it.
    browser.get("send('pointermove', .9, .5, {buttons: 0}); send('pointermove', .5, .5)").await;
    assert_eq!(browser.get("return ink()").await, line);
});

page_test!(settings_that_lost_their_hash_are_read_and_told, Setup::default(), |browser| {
    browser.open("?data=moons&panes=lc:adaptive:2,dc:binary&iters=4&steps=20&ref=100").await;
    assert_eq!(browser.report(1).await["spec"]["data"], "moons");
    assert!(browser.text(".notices").await.contains('#'));
    browser
        .until("the address is whole", &format!("return location.hash == {SMALL:?} && location.search == ''"))
        .await;
    // What is told lies over the page, and pushes nothing away.
    let top = "return document.querySelector('.numbers').getBoundingClientRect().top";
    let before = browser.get(top).await;
    browser.click(".notice button").await;
    browser.until("it goes", "return !document.querySelector('.notice')").await;
    assert_eq!(browser.get(top).await, before);
});

page_test!(
    arrows_scroll_the_table_that_has_the_focus,
    Setup { size: (700, 720), ..Setup::default() },
    |browser| {
        browser
            .open("#data=moons&ref=50&iters=3&steps=5&panes=lc:binary,dc:binary,lc:ternary,lc:adaptive:3")
            .await;
        browser.report(1).await;
        let table = "document.querySelector('.numbers .scroll')";
        browser.get(&format!("{table}.style.width = '300px'; {table}.focus()")).await;
        assert_eq!(browser.get(&format!("return {table}.scrollWidth > {table}.clientWidth")).await, true);
        browser.press("\u{e014}").await;
        browser.until("it scrolls", &format!("return {table}.scrollLeft > 0")).await;
        assert_eq!(browser.iteration().await, 3);
    }
);

page_test!(space_plays_unless_a_button_was_reached_by_keyboard, Setup::default(), |browser| {
    browser.open(&format!("{SMALL}&speed=slow")).await;
    browser.report(1).await;
    let at = |iteration: u32| format!("return document.getElementById('scrubber').value == {iteration}");
    // Clicked with the mouse: Space goes on playing, and does not press it again.
    browser.click("[data-look=net]").await;
    browser.until("what the net does", "return document.querySelector('.net') !== null").await;
    browser.press(" ").await;
    browser.until("it plays", "return +document.getElementById('scrubber').value < 4").await;
    browser.choose(".speed select", "16").await;
    browser.until("to the end", &at(4)).await;
    browser.click(".buttons .icon").await;
    browser.until("back at the start", &at(0)).await;
    browser.press(" ").await;
    browser.until("played again", &at(4)).await;
    // On the scrubber: Space plays, arrows move it.
    browser.get("document.getElementById('scrubber').focus()").await;
    browser.press("\u{e012}").await;
    browser.until("one back", &at(3)).await;
    browser.press(" ").await;
    browser.until("played on", &at(4)).await;
    // Reached by Tab: Space presses it.
    browser.get("document.activeElement.blur(); document.querySelector('.buttons .icon').focus()").await;
    browser.press(" ").await;
    browser.until("pressed", &at(0)).await;
    browser.until("it rests there", "return location.hash.includes('iter=0')").await;
});

page_test!(a_worker_that_cannot_start_says_so_at_once_and_in_ones_language, Setup::default(), |browser| {
    browser.open("#lab=opening&play=0&lang=ja").await;
    browser.report(1).await;
    browser.refuse(Some("start.js"));
    browser.click("#compute").await;
    browser.until("it is said", "return document.querySelector('.trouble') !== null").await;
    let said = browser.text(".trouble").await;
    assert!(said.contains("ワーカーを起動できません") && said.contains("再試行"), "{said}");
    browser.refuse(None);
    browser.click(".trouble button").await;
    browser.until("it is tried again", "return document.querySelector('.trouble') === null").await;
    browser.report(2).await;
});

page_test!(dead_workers_are_given_no_work, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    // All are gone, finished runs' and spare ones' alike.
    browser
        .get("for (const w of workers) { w.terminate(); w.dispatchEvent(new ErrorEvent('error', {message: 'killed'})) }")
        .await;
    browser.choose(".entries select", "3").await;
    assert_eq!(browser.report(2).await["panes"][0]["k"], 3);
    assert_eq!(browser.text(".trouble").await, "");
});

#[tokio::test]
async fn parts_of_two_builds_ask_for_a_reload_before_anything_runs() {
    let _turn = TURN.lock().await;
    for other in ["index.html", "start.js", "app.js", "app_bg.wasm", "first.bin"] {
        let browser = Browser::start(Setup { other_build: Some(other), ..Setup::default() }).await;
        browser.goto("").await;
        browser.until(other, "return !document.getElementById('crash').hidden").await;
        let said = browser.text("#crash").await;
        assert!(said.contains("two versions") && said.contains("再読み込み"), "{other}: {said}");
        let idle = "return [heard.ready.length, heard.report.length, workers.length]";
        assert_eq!(browser.get(idle).await, json!([0, 0, 0]), "{other}");
        browser.client.close().await.unwrap();
    }
}

page_test!(the_page_starts_although_its_recording_is_late, Setup::default(), |browser| {
    browser.hold_data(true);
    browser.open("").await;
    browser.until("it waits for it", "return document.querySelector('.waiting')").await;
    browser.hold_data(false);
    assert_eq!(browser.report(1).await["panes"][0]["seconds"].as_f64(), Some(0.0), "it was recorded");
});

page_test!(the_plane_lab_opens_without_the_network_labs_first_view, Setup::default(), |browser| {
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*app_bg.wasm*"]})).await;
    browser.goto("#lab=plane").await;
    browser.until("there is no program", "return !document.getElementById('crash').hidden").await;
    assert_eq!(browser.get("return document.getElementById('first').checkVisibility()").await, json!(false));
    let fetched = "return performance.getEntriesByType('resource').some((e) => e.name.includes('first.bin'))";
    assert_eq!(browser.get(fetched).await, json!(false));
    browser.get("document.getElementById('crash').hidden = true").await;
});

page_test!(scrubbing_leaves_the_address_alone_until_it_rests, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    browser.get("replaced.length = 0").await;
    for round in 0..60 {
        browser.scrub(round % 4).await;
    }
    browser.until("it follows", "return location.hash.includes('iter=3')").await;
    let gaps = browser.get("return replaced.slice(1).map((t, i) => t - replaced[i])").await;
    assert!(gaps.as_array().unwrap().iter().all(|gap| gap.as_f64().unwrap() > 300.0), "{gaps}");
});

page_test!(the_scrubber_keeps_its_width_whatever_is_said_beside_it, Setup::default(), |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    let width = "return document.getElementById('scrubber').getBoundingClientRect().width";
    let before = browser.get(width).await;
    browser
        .get(
            "window.widths = new Set(); const s = document.getElementById('scrubber');
        new ResizeObserver(() => widths.add(s.getBoundingClientRect().width)).observe(s)",
        )
        .await;
    browser.scrub(20).await;
    browser.until("it rests there", "return location.hash.includes('iter=20')").await;
    browser.get("location.hash = '#seed=2'").await;
    browser.report(2).await;
    assert_eq!(browser.get("return [...widths]").await, json!([before]));
});

page_test!(what_the_net_does_fits_a_projector, Setup::default(), |browser| {
    browser.open("#view=net").await;
    browser.report(1).await;
    // Below that there is only the chart of the losses.
    let low = "const bottom = (name) => document.querySelector(name).getBoundingClientRect().bottom;
        return [Math.max(bottom('.panes'), bottom('.pad'), bottom('.numbers')), document.querySelector('.transport').getBoundingClientRect().top]";
    let both = browser.get(low).await;
    let [bottom, transport] = [0, 1].map(|i| both[i].as_f64().unwrap());
    assert!(bottom <= transport, "{bottom} {transport}");
});

page_test!(heads_of_panes_have_one_height, Setup { size: (800, 720), ..Setup::default() }, |browser| {
    browser.open("#panes=lc:adaptive:4,lcqp:binary-scaled&ref=50&iters=1&steps=5").await;
    browser.report(1).await;
    let tops = browser
        .get(
            "return [...document.querySelectorAll('.main canvas')].map((c) => c.getBoundingClientRect().top)",
        )
        .await;
    assert_eq!(tops[0], tops[1]);
});

page_test!(translated_texts_go_on_to_follow, Setup::default(), |browser| {
    browser.open(&format!("{SMALL}&speed=16")).await;
    browser.report(1).await;
    assert_eq!(browser.get("return document.documentElement.translate").await, false);
    let translate = "const w = document.createTreeWalker(document.getElementById('app'), 4), all = [];
        while (w.nextNode()) all.push(w.currentNode);
        for (const t of all) { const f = document.createElement('font'); f.textContent = t.data; t.replaceWith(f) }";
    for round in 0..2 {
        browser.get(translate).await;
        browser.scrub(round).await;
        let follows =
            format!("return document.querySelector('.iteration').innerText.includes('{round} of 4')");
        browser.until("the iteration follows", &follows).await;
        browser.choose(".entries select", if round == 0 { "3" } else { "4" }).await;
        browser
            .until(
                "the table follows",
                &format!("return document.querySelector('.run').innerText.includes('K = {}')", 3 + round),
            )
            .await;
        browser.click(".pane-head .icon").await;
        browser.until("a pane more", "return document.querySelectorAll('.pane').length == 3").await;
        browser.click(".pane-head .icon:last-child").await;
        browser.until("a pane less", "return document.querySelectorAll('.pane').length == 2").await;
    }
});

page_test!(a_page_that_embeds_this_one_is_told, Setup::default(), |browser| {
    let outside =
        Site::serve(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/frame").as_ref(), None, (&[], None));
    let own = browser.url(SMALL);
    let quoted = browser.get(&format!("return encodeURIComponent({own:?})")).await;
    browser.client.goto(&outside.url(&format!("#{}", quoted.as_str().unwrap()))).await.unwrap();
    let kinds = "return told.some((m) => m.type == 'lc-lab:report') && told.map((m) => m.type)";
    let kinds = browser.until("it is told", kinds).await;
    assert!(kinds.as_array().unwrap().contains(&Value::from("lc-lab:ready")), "{kinds}");
    let report = browser.get("return told.find((m) => m.type == 'lc-lab:report').report").await;
    assert_eq!(report["spec"]["data"], "moons");
    browser.goto("").await;
    browser.until("ready", "return heard.ready.length > 0").await;
});

page_test!(news_of_a_long_run_reach_a_page_that_slept, Setup::default(), |browser| {
    browser.open(LONG).await;
    browser
        .until("it computes", "return !document.querySelector('.run [role=cell]').innerText.includes('–')")
        .await;
    for state in ["frozen", "active"] {
        browser.cdp("Page.setWebLifecycleState", json!({"state": state})).await;
    }
    let at = browser.iteration().await;
    browser.until("it goes on", &format!("return +document.getElementById('scrubber').value > {at}")).await;
    assert_eq!(browser.text(".trouble").await, "");
});
