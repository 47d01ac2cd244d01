//! How fast small nets answer, as the page measures it.

use serde_json::json;

use super::{Browser, Setup, TURN};
use crate::common;

const LINK: &str =
    "#data=moons&net=9&ref=30&iters=1&steps=10&panes=lc:adaptive:3,lc:adaptive:2&play=1&speed=max";

page_test!(a_finished_run_tells_how_fast_its_net_answers, Setup::default(), |browser| {
    browser.open(LINK).await;
    let report = browser.report(1).await;
    let native = common::run(LINK.split("&play").next().unwrap());
    for (pane, native) in report["panes"].as_array().unwrap().iter().zip(&native.panes) {
        assert_eq!(pane["digest"], json!(native.digest));
        let speed = &pane["speed"];
        assert!(speed["us"][1].as_f64().unwrap() > 0.0 && speed["full_us"][1].as_f64().unwrap() > 0.0);
        assert_eq!(json!([speed["windows"], speed["asked"], speed["differ"]]), json!([15, 400, 0]));
    }
    // In the table it is the last of what decides, and for the 32-bit net too.
    for row in [".run", ".table .reference"] {
        let cell = browser.text(&format!("{row} [role=cell]:last-child")).await;
        assert!(cell.starts_with(|c: char| c.is_ascii_digit()), "{row}: {cell}");
    }
});
