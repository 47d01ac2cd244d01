//! What a teacher, an engineer and somebody with a phone do, with every stone they once stumbled over.

use serde_json::json;

use super::TURN;
use super::browser::{Browser, Setup};

/// Where something ends, in CSS pixels from the top.
async fn bottom(browser: &Browser, selector: &str) -> f64 {
    let script = format!("return document.querySelector({selector:?}).getBoundingClientRect().bottom");
    browser.get(&script).await.as_f64().unwrap()
}

page_test!(a_teacher_shows_it_to_a_room, Setup::default(), |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    // What it is about, what rounding costs, and which number is whose.
    assert!(browser.text(".lead").await.contains("Learning-Compression (LC)"));
    assert!(browser.text(".outcome").await.contains("fewer than rounding"));
    assert!(browser.text(".once").await.contains("20.3 %") || browser.text(".once").await.contains("9.7 %"));
    // What is said while it plays can be read: nothing changes faster than three times a second.
    browser
        .get(
            "window.told = []; const lead = () => document.querySelector('.lead').innerText;
             new MutationObserver(() => { if (lead() != told.at(-1)?.[0]) told.push([lead(), performance.now()]) })
                .observe(document.querySelector('.story'), {subtree: true, childList: true, characterData: true})",
        )
        .await;
    browser.click("#play").await;
    browser.until("the rest is quick", "return +document.getElementById('scrubber').value >= 8").await;
    let told = browser.get("return told").await;
    let told = told.as_array().unwrap();
    let shortest = told
        .windows(2)
        .map(|pair| pair[1][1].as_f64().unwrap() - pair[0][1].as_f64().unwrap())
        .fold(f64::INFINITY, f64::min);
    assert!(told.len() >= 6 && shortest > 300.0, "{shortest}: {told:?}");
    assert!(told.iter().any(|said| said[0].as_str().unwrap().starts_with("Start: the finished net")));
    // The end is told until something is done.
    browser
        .until(
            "the end",
            "return document.querySelector('.lead').innerText.startsWith('End: every weight is on its value')",
        )
        .await;
    // A click on a button leaves Space to the player.
    browser.click("[data-look=net]").await;
    browser.press(" ").await;
    browser
        .until("it plays", "const s = document.getElementById('scrubber'); return +s.value < +s.max")
        .await;
    browser.press(" ").await;
    // For the room: large, and only what it needs; and back.
    browser.press("f").await;
    browser
        .until("large", "return parseFloat(getComputedStyle(document.documentElement).fontSize) >= 20")
        .await;
    assert_eq!(browser.get("return document.querySelector('.head').checkVisibility()").await, json!(false));
    assert!(bottom(&browser, ".transport").await <= 720.0);
    browser.press("\u{e00c}").await;
    browser.until("as it was", "return document.querySelector('.head').checkVisibility()").await;
});

page_test!(an_example_keeps_its_story_and_plays, Setup::default(), |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    browser.click("#presets").await;
    let ends = browser.text("[data-preset=rounding] .ends").await;
    let told =
        lc_lab::experiment::PRESETS.iter().find(|preset| preset.link == "#panes=lc:adaptive:2,dc:adaptive:2");
    for end in told.unwrap().ends {
        assert!(ends.contains(&format!("{end:.1} %")), "{ends}");
    }
    browser.click("[data-preset=rounding]").await;
    browser
        .until("its story", "return document.querySelector('.tale strong')?.innerText.includes('rounding')")
        .await;
    browser.until("it plays", "return +document.getElementById('scrubber').value > 1").await;
    assert!(bottom(&browser, ".panes").await < 720.0);
    browser.click(".tale a:nth-of-type(2)").await;
    browser
        .until(
            "the next one",
            "return location.hash.includes('idc') && document.querySelector('.tale strong').innerText.startsWith('Four ways')",
        )
        .await;
    browser.click(".tale button").await;
    browser.until("put away", "return !document.querySelector('.tale')").await;
});

page_test!(an_engineer_asks_how_sure_it_is, Setup::default(), |browser| {
    browser.open("#data=moons&n=60&net=4&panes=lc:adaptive:2,dc:adaptive:2&iters=6&steps=20&ref=100").await;
    browser.report(1).await;
    // Of what unit, and between which limits.
    let head = browser.text(".heads").await;
    assert!(head.contains("vs 32-bit, points") && head.contains("Smaller by"), "{head}");
    assert!(browser.text(".run .limits").await.contains('…'));
    browser.click("#seeds").await;
    browser
        .until(
            "ten seeds",
            "return [...document.querySelectorAll('.seed-dots')].length == 4
                && [...document.querySelectorAll('.seed-dots')].every((e) => e.childElementCount == 10)",
        )
        .await;
    assert!(browser.text(".longer").await.contains("trained as long"));
    // A slip is undone, by the key and by the browser, and nobody leaves the page.
    let before = browser.hash().await;
    browser.choose(".entries select", "4").await;
    browser.until("another K", "return location.hash.includes('adaptive:4')").await;
    browser.get("document.activeElement.blur()").await;
    browser.chord("z").await;
    browser.until("undone", &format!("return location.hash === {before:?}")).await;
    browser.click(".tools .icon:nth-child(2)").await;
    browser.until("done again", "return location.hash.includes('adaptive:4')").await;
    browser.client.back().await.unwrap();
    browser.until("undone once more", &format!("return location.hash === {before:?}")).await;
    assert_eq!(browser.text(".run .called").await, "LC, K = 2");
});

page_test!(what_fails_says_so, Setup::default(), |browser| {
    for (link, said) in [
        ("#data=moons&panes=lc:adaptive:2&mu0=0.001&seed=5", "Not on their values yet"),
        ("#lr=50&ref=200&iters=1&steps=5&panes=dc:binary", "The 32-bit net has not learned"),
        (
            "#data=moons&panes=lc:adaptive:2&mu0=1000&lr=0.003&ref=1000&iters=1&steps=20",
            "no better than rounding",
        ),
    ] {
        browser.open(link).await;
        browser.report(1).await;
        browser
            .until(said, &format!("return document.querySelector('.standing').innerText.includes({said:?})"))
            .await;
        assert_eq!(
            browser.get("return document.querySelector('.standing.wrong') !== null").await,
            json!(true)
        );
    }
});

page_test!(somebody_with_a_phone, Setup { size: (360, 740), touch: true, ..Setup::default() }, |browser| {
    browser.open("#lab=net").await;
    browser.report(1).await;
    // The picture, what is said of it and the numbers are in the first screen, above the transport at the bottom.
    let transport = browser
        .get("const r = document.querySelector('.transport').getBoundingClientRect(); return [r.top, r.bottom, r.height]")
        .await;
    let [top, end, height] = [0, 1, 2].map(|i| transport[i].as_f64().unwrap());
    assert!(end <= 740.0 && height <= 64.0, "{transport}");
    assert!(bottom(&browser, ".main canvas").await < top);
    assert!(bottom(&browser, ".run [role=cell]").await < top);
    // Runs are side by side, to be swiped; the page itself goes nowhere sideways.
    let swiped = "const panes = document.querySelector('.panes');
        return [panes.scrollWidth > panes.clientWidth, document.documentElement.scrollWidth <= 360]";
    assert_eq!(browser.get(swiped).await, json!([true, true]));
    // What is to be hit with a finger is as large as one.
    let small = "return [...document.querySelectorAll('button, select, input:not([type=range]), .labs a')]
        .filter((e) => e.checkVisibility() && !e.closest('.shares') && !e.matches('.enlarge'))
        .map((e) => [e.className || e.id || e.tagName, e.getBoundingClientRect().height]).filter(([, h]) => h < 43.5)";
    assert_eq!(browser.get(small).await, json!([]));
    // All else is behind the menu.
    assert_eq!(browser.get("return document.querySelector('#data').checkVisibility()").await, json!(false));
    browser.click(".menu").await;
    browser.until("the menu", "return document.querySelector('#data').checkVisibility()").await;
    browser.click(".menu").await;
    // What a tap tells stays until the next one.
    let tap = "const c = document.querySelector('.main canvas'), r = c.getBoundingClientRect();
        const told = () => document.querySelector('.readout:not([hidden])')?.innerText;
        window.y = ((window.y ?? 0) + 3) % r.height;
        const send = (name) => c.dispatchEvent(new PointerEvent(name, {bubbles: true, pointerType: 'touch',
            clientX: r.left + 60, clientY: r.top + window.y}));
        if (told()?.includes('distance')) return told();
        send('pointerdown'); send('pointerup'); send('pointerleave'); return null";
    let told = browser.until("a dot is told of", tap).await;
    assert!(told.as_str().unwrap().contains("weight"), "{told}");
});
