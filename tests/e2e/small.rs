//! Nets that run: what they save, how fast a sweep's nets answer, two nets as one, and a cell's net taken along.

use lc_lab::files::Format;
use lc_lab::link::Link;

use super::exports::{KEEP, native};
use super::{Browser, Setup, TURN};

const LINK: &str =
    "#data=moons&net=9&ref=60&iters=2&steps=20&panes=lc:adaptive:2,dc:binary-scaled&play=1&speed=max";
/// A sweep of a second or two.
const SWEEP: &str =
    "#lab=tradeoff&data=moons&n=60&panes=dc:binary,lc:adaptive:2&iters=4&steps=10&ref=80&nets=3,4&seeds=1";

page_test!(what_nets_save_is_told_in_bars_and_sentences, Setup::default(), |browser| {
    browser.open(LINK).await;
    browser.report(1).await;
    browser.click("#savings").await;
    let rows = "return [...document.querySelectorAll('.savings .bars [role=row]')].map((row) => row.innerText.replace(/\\s+/g, ' ').trim())";
    let rows = browser.get(rows).await;
    let rows: Vec<&str> = rows.as_array().unwrap().iter().filter_map(|row| row.as_str()).collect();
    assert_eq!(rows.len(), 4, "{rows:?}");
    // 9 hidden units between 2 inputs and 2 outputs: 36 weights and 11 biases.
    assert!(rows[1].starts_with("32 bits 188 "), "{rows:?}");
    assert!(rows[2].contains('×') && rows[3].contains('×'), "{rows:?}");
    let told = browser.text(".savings").await;
    for said in [
        "Its packed codes answer all 400 test questions",
        "One bit per weight makes the file",
        "±a under real inputs",
        "fits the caches",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert_eq!(browser.get("return document.querySelectorAll('.savings tbody tr').length").await, 3);
});

page_test!(two_nets_answer_as_one, Setup::default(), |browser| {
    browser.open(LINK).await;
    browser.report(1).await;
    browser.click("#savings").await;
    browser.click("#cascade").await;
    browser.until("it is in the link", "return location.hash.includes('cascade=')").await;
    let error = browser.text(".cascade .big").await;
    assert!(error.contains("% wrong"), "{error}");
    // Nobody else is asked; then everybody is: the ends are the two nets alone.
    let slide = |value: &str| {
        format!(
            "const slider = document.querySelector('.cascade input[type=range]'); slider.value = {value};
         slider.dispatchEvent(new Event('input', {{bubbles: true}}))"
        )
    };
    let cells = "return [...document.querySelectorAll('.cascade tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))";
    for (value, row, share) in [("0", 0, "0 %"), ("slider.max", 2, "100 %")] {
        browser.get(&slide(value)).await;
        browser
            .until(
                "asked",
                &format!("return document.querySelector('.cascade .big').innerText.includes(' {share} of')"),
            )
            .await;
        let rows = browser.get(cells).await;
        assert_eq!(rows[1][1], rows[row][1], "{rows}");
    }
    // Who answers where is drawn over the plane, and the best threshold is a button.
    assert_eq!(browser.get("return document.querySelectorAll('.cascade canvas').length").await, 2);
    browser.click(".cascade .actions button").await;
    browser
        .until("the best", "return document.querySelector('.cascade .actions button[aria-pressed=true]')")
        .await;
    let hash = browser.hash().await;
    let (link, notices) = Link::open(&hash);
    assert!(notices.is_empty() && Link::from(link.lab).to_string().contains("cascade="), "{hash}");
    // A net taken along from here says how it answers with the other one.
    browser.get(&format!("{KEEP}; return true")).await;
    browser.click(".cascade tbody [data-part=take]").await;
    browser.click(".take-away [data-format=c-header]").await;
    browser.until("a file", "return window.saved.length > 0").await;
    let saved = "return Promise.all(saved).then((all) => String.fromCharCode(...all[0][1].slice(0, 2000)))";
    let header = browser.get(saved).await;
    let header = header.as_str().unwrap();
    assert!(
        header.contains("cascade: first of two nets: where its largest output leads")
            && header.contains("&cascade="),
        "{header}"
    );
    browser.press("\u{e00c}").await;
    browser.until("the file's window is closed", "return !document.querySelector('.take-away')").await;
    browser.press("\u{e00c}").await;
    browser
        .until(
            "it is closed",
            "return !location.hash.includes('cascade=') && !document.querySelector('.cascade')",
        )
        .await;
    // The link opens it again, once both have ended.
    browser.open(&format!("{LINK}&cascade=2,1;0.5")).await;
    browser
        .until(
            "open again",
            "return document.querySelector('.cascade output')?.innerText.includes('lead 0.50')",
        )
        .await;
});

page_test!(the_planner_is_asked_for_time, Setup::default(), |browser| {
    browser.open(&format!("{SWEEP}&aim=us&x=us&within=50")).await;
    let big = "return document.querySelector('.planner .big')?.innerText";
    let answer = browser.until("an answer", big).await;
    assert!(answer.as_str().unwrap().ends_with(" µs per answer"), "{answer}");
    let faster = browser.text(".planner .which").await;
    assert!(faster.contains("times as fast as the same net in 32 bits"), "{faster}");
});

page_test!(the_net_of_a_cell_is_trained_again_to_be_taken_along, Setup::default(), |browser| {
    browser.open(&format!("{SWEEP}&within=50")).await;
    browser.until("an answer", "return document.querySelector('.planner .take')").await;
    browser.get(&format!("{KEEP}; return true")).await;
    let link = browser.get("return document.querySelector('#open-answer').hash").await;
    browser.click(".planner .take").await;
    browser
        .until(
            "it is there",
            "return document.querySelector('.take-away [data-format=npz]:not([aria-disabled=true])')",
        )
        .await;
    browser.click(".take-away [data-format=npz]").await;
    browser
        .until(
            "saved",
            "return document.querySelector('.take-away .told').innerText.startsWith('Saved net.npz, ')",
        )
        .await;
    let saved = browser.get("return Promise.all(saved)").await;
    let (mut link, _) = Link::parse(link.as_str().unwrap());
    link.eye = lc_lab::link::Eye::default();
    let bytes: Vec<u8> = serde_json::from_value(saved[0][1].clone()).unwrap();
    assert!(native(&link.to_string(), Format::Npz) == Some(bytes));
});
