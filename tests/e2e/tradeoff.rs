//! The Trade-off lab, asked as an engineer and a manager would ask it.

use serde_json::json;

use super::{Browser, Setup, TURN, digests};
use crate::common;

/// A sweep of a second, whose few examples held out do not tell what its many test examples do.
const ROUNDED: &str = "#lab=tradeoff&data=moons&n=60&panes=dc:binary&iters=4&steps=10&ref=80&nets=3&seeds=1";
/// A sweep of a second or two.
const SMALL: &str =
    "#lab=tradeoff&data=moons&n=60&panes=dc:binary,lc:adaptive:2&iters=4&steps=10&ref=80&nets=3,4&seeds=2";
/// What the verdict is, once there is one.
const VERDICT: &str =
    "return ['yes', 'no', 'open'].find((name) => document.querySelector('.verdict.' + name))";
/// Whether nothing is at work, and all runs are there.
const DONE: &str = "return !document.querySelector('#stop, #compute') && !!document.querySelector('#progress')?.innerText.match(/^All/)";

/// Gives the page a file, as choosing it would.
fn given(name: &str, text: &str) -> String {
    format!(
        "const files = new DataTransfer(); files.items.add(new File([{text:?}], {name:?}));
         const input = document.getElementById('results'); input.files = files.files;
         input.dispatchEvent(new Event('change', {{bubbles: true}}))"
    )
}

page_test!(an_engineer_asks_how_small_and_gets_an_answer_with_its_evidence, Setup::default(), |browser| {
    browser.open("#lab=tradeoff").await;
    let verdict = browser.until("an answer", VERDICT).await;
    assert_eq!(verdict, "open", "{}", browser.text(".planner").await);
    // Nothing had to be computed, and front and answer are in view.
    assert_eq!(browser.get("return workers.length").await, 0);
    let seen = "const shown = (s) => document.querySelector(s).getBoundingClientRect();
            return [shown('.front .plot').bottom, shown('#verdict').bottom].every((y) => y > 0 && y <= innerHeight)";
    assert_eq!(browser.get(seen).await, true);
    let answer = browser.text(".planner .big").await;
    assert!(answer.ends_with(" bytes"), "{answer}");
    let (of_test, smaller) = (browser.text(".paired caption").await, browser.text(".planner ul").await);
    assert!(of_test.contains("360 test examples") && smaller.contains("points worse"), "{of_test} {smaller}");
    // Who tolerates more gets less, and is told that this is sure; undoing that leads back.
    browser.type_into("#within", "8").await;
    browser.until("a sure answer", "return document.querySelector('.verdict.yes')").await;
    assert_ne!(browser.text(".planner .big").await, answer);
    assert_eq!(browser.hash().await, "#lab=tradeoff&within=8");
    browser.type_into("#within", "-1").await;
    browser.until("a complaint", "return document.querySelector('.notice')").await;
    assert_eq!(browser.hash().await, "#lab=tradeoff&within=8");
    browser.chord("z").await;
    browser.until("the first answer", "return document.querySelector('.verdict.open')").await;
    assert_eq!(browser.text(".planner .big").await, answer);
    // Every example becomes a test example once, on both workers, and that decides it.
    browser.type_into("#within", "5").await;
    browser
        .until(
            "an open question",
            "return document.querySelector('.verdict.open #fold, .verdict.open ~ .means #fold')",
        )
        .await;
    browser.click("#fold").await;
    let decided = "return document.querySelector('.paired caption')?.innerText.includes('1,797')";
    browser.until("all examples are tested", decided).await;
    assert_eq!(browser.get(VERDICT).await, "yes", "{}", browser.text(".planner").await);
    // The answer is a run of the Network lab, to the last bit.
    let told = "return [...document.querySelectorAll('a')].find((a) => a.id === 'open-answer').hash";
    let link = browser.get(told).await.as_str().unwrap().to_owned();
    browser.click("#open-answer").await;
    let report = browser.report(1).await;
    let line =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/www/sweeps/digits.jsonl")).unwrap();
    let (opened, _) = lc_lab::link::Link::parse(&link);
    let own = lc_lab::link::Link::from(opened.lab).to_string();
    let line = line.lines().find(|line| line.contains(&format!("{own:?}"))).unwrap();
    let cell: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(report["panes"][0]["digest"], cell["digest"]);
});

page_test!(a_net_that_only_seemed_good_enough_is_refused, Setup::default(), |browser| {
    browser.open(ROUNDED).await;
    // Nothing is known of it: it takes a second, and so it begins by itself.
    assert_eq!(browser.until("an answer", VERDICT).await, "no", "{}", browser.text(".planner").await);
    assert!(browser.text(".verdict").await.contains("more than 1 point more test errors"));
    browser.until("all is done", DONE).await;
    // A point is looked at by the arrow keys, and computed again to prove it.
    browser.press("\u{e014}").await;
    browser.until("its figures", "return document.querySelector('.readout .prove')").await;
    browser.click(".readout .prove").await;
    browser.until("it is the same", "return document.querySelector('.readout .right')").await;
});

page_test!(what_is_computed_is_kept_and_only_what_is_missing_is_computed, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.until("all is done", DONE).await;
    let kept = "return new Promise((done) => {
        const name = indexedDB.databases().then((all) => {
            const open = indexedDB.open(all.find((d) => d.name.startsWith('lc-lab:cells')).name);
            open.onsuccess = () => {
                const count = open.result.transaction('cells').objectStore('cells').count();
                count.onsuccess = () => { open.result.close(); done(count.result); };
            };
        });
    })";
    // The database is written behind the page's back.
    loop {
        if browser.get(kept).await == 8 {
            break;
        }
    }
    browser.open(SMALL).await;
    browser.until("all is there", DONE).await;
    assert_eq!(browser.get("return workers.length").await, 0, "nothing is computed again");
    // Another seed: that, and no more. It can be paused, and goes on.
    browser.type_into("#seeds", "40").await;
    let asked = "return document.querySelector('#compute, #pause')";
    browser.until("what is missing is said", asked).await;
    browser.get("document.querySelector('#compute')?.click()").await;
    browser.until("it is at work", "return document.querySelector('#pause')").await;
    browser.click("#pause").await;
    browser.until("it rests", "return document.querySelector('#resume')").await;
    let known = "return +document.querySelector('#progress progress').value";
    let before = browser.get(known).await;
    browser.click("#resume").await;
    browser.until("it goes on", &format!("return document.querySelector('#progress progress') === null || +document.querySelector('#progress progress').value > {before}")).await;
    browser.get("document.querySelector('#stop')?.click()").await;
    browser.until("it has stopped", "return !document.querySelector('#stop')").await;
    browser.type_into("#seeds", "3").await;
    browser.get("document.querySelector('#compute')?.click()").await;
    browser.until("the third seed is there", DONE).await;
    assert!(browser.text("#progress").await.contains("12"), "{}", browser.text("#progress").await);
});

page_test!(a_file_of_a_sweep_is_shown_and_what_is_bad_in_it_is_named, Setup::default(), |browser| {
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_headless")).args(["sweep", SMALL]).output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let text = format!("{first}\n{{\"link\":\"#lab=plane\"}}\n{rest}");
    browser.open("#lab=tradeoff").await;
    browser.until("an answer", VERDICT).await;
    browser.get(&given("sweep.jsonl", &text)).await;
    browser.until("its sweep is open", DONE).await;
    let told =
        browser.until("what came of it", "return document.querySelector('.files .told')?.innerText").await;
    let told = told.as_str().unwrap().to_owned();
    assert!(told.contains("sweep.jsonl: 8 runs") && told.contains("Line 2"), "{told}");
    assert_eq!(browser.get("return workers.length").await, 0);
    browser.until("the address says so", "return location.hash.includes('data=moons')").await;
    // Going back leads to where it was opened; dropping does the same as choosing.
    browser.chord("z").await;
    browser.until("the digits again", "return location.hash === '#lab=tradeoff'").await;
    let dropped = format!(
        "const files = new DataTransfer(); files.items.add(new File([{text:?}], 'again.jsonl'));
         document.querySelector('.tradeoff').dispatchEvent(new DragEvent('drop', {{dataTransfer: files, bubbles: true, cancelable: true}}))"
    );
    browser.get(&dropped).await;
    browser.until("it is opened again", "return location.hash.includes('data=moons')").await;
    for nonsense in ["", "nothing of this kind", "[[[[[[["] {
        browser.get(&given("other.txt", nonsense)).await;
        browser
            .until(
                "it is told",
                "return document.querySelector('.files .told')?.innerText.includes('other.txt: 0 runs')",
            )
            .await;
        browser.click(".files .told button").await;
    }
});

page_test!(points_are_compared_in_the_network_lab, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.until("all is done", DONE).await;
    browser.press("\u{e014}").await;
    browser.until("a choice is looked at", "return document.querySelector('.readout .compare')").await;
    browser.click(".readout .compare").await;
    // To the other choice on the same net, which is somewhere to the left or to the right.
    let net = browser.text(".readout strong").await;
    let can = "return document.querySelector('.readout .compare[aria-pressed=false]:not([aria-disabled=true])') !== null";
    for key in ["\u{e012}", "\u{e012}", "\u{e012}", "\u{e014}", "\u{e014}", "\u{e014}"] {
        browser.press(key).await;
        if browser.get(can).await == true {
            break;
        }
    }
    browser.until("another can be compared", can).await;
    assert_ne!(browser.text(".readout strong").await, net);
    browser.click(".readout .compare").await;
    browser.until("both can be opened", "return document.querySelector('.readout a.now')").await;
    browser.click(".readout a.now").await;
    let report = browser.report(1).await;
    assert_eq!(report["panes"].as_array().unwrap().len(), 2);
    assert_eq!(digests(&report), common::digests(&common::run(&browser.hash().await)));
});

page_test!(every_study_is_there_and_the_report_is_one_page_in_both_languages, Setup::default(), |browser| {
    for lang in ["en", "ja"] {
        browser.open(&format!("#lab=tradeoff&lang={lang}")).await;
        browser.until("an answer", VERDICT).await;
        browser.click("#report").await;
        browser.until("the report", "return document.querySelector('dialog.pilot .printed svg')").await;
        assert_eq!(browser.printed().await, 1, "{lang}");
        browser.press("\u{e00c}").await;
        browser.until("it is closed", "return !document.querySelector('dialog')").await;
    }
    for (study, shown) in [("widths", ".front .lead"), ("starts", "#grid")] {
        browser.choose("#study", study).await;
        browser.until(study, &format!("return document.querySelector({shown:?})")).await;
    }
    browser.until("the address says so", "return location.hash.includes('study=starts')").await;
    browser.open("#lab=tradeoff&study=starts&data=moons&n=60&panes=lc:binary&iters=3&steps=5&ref=40&nets=3&seeds=1&mu0s=0.01,0.1&growths=1.2,1.5").await;
    browser.until("the grid is computed", DONE).await;
    assert_eq!(browser.get("return document.querySelectorAll('.front .plot').length").await, json!(2));
});
