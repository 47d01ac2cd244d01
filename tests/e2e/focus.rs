//! Who works with the keyboard is never thrown back to the start of the page, and nothing happens behind a window.

use serde_json::json;

use super::browser::{Browser, Setup};
use super::{ESCAPE_FREE_KEYS, SMALL, TURN};

const ENTER: &str = "\u{e007}";

/// Where the focus is: the id of its element, or what else tells it from others.
async fn focused(browser: &Browser) -> String {
    let own = "const own = document.activeElement;
        return own.id || own.dataset.part || own.getAttribute('aria-label') || own.tagName";
    browser.get(own).await.as_str().unwrap_or_default().to_owned()
}

async fn focus(browser: &Browser, selector: &str) {
    browser.get(&format!("document.querySelector({selector:?}).focus(); return true")).await;
}

/// Types over what is in a field, and ends with Enter.
async fn enter(browser: &Browser, selector: &str, text: &str) {
    browser
        .get(&format!(
            "const own = document.querySelector({selector:?}); own.focus(); own.select(); return true"
        ))
        .await;
    for key in text.chars().chain(ENTER.chars()) {
        browser.press(&key.to_string()).await;
    }
}

page_test!(the_focus_stays_where_it_was_put, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    for (text, told) in [("x", true), ("3", false), ("0-7", true)] {
        enter(&browser, "#net", text).await;
        let wrong = format!("return !!document.querySelector('.head .wrong') == {told}");
        browser.until(text, &wrong).await;
        assert_eq!(focused(&browser).await, "net", "{text}");
    }
    browser.open(&format!("{SMALL}&iter=0")).await;
    browser
        .until("numbers", "return !document.querySelector('.run [role=cell]').innerText.includes('–')")
        .await;
    // A step that makes the next one impossible, a fourth run, and the last but one removed.
    focus(&browser, ".steps button").await;
    browser.press(ENTER).await;
    browser
        .until(
            "after the L step",
            "return document.querySelector('.steps button').ariaDisabled == 'true' &&
        document.querySelectorAll('.steps button')[1].ariaDisabled != 'true'",
        )
        .await;
    assert!(focused(&browser).await.starts_with("L:"));
    for count in [3, 4] {
        focus(&browser, ".pane-head .icon").await;
        browser.press(ENTER).await;
        browser
            .until("another run", &format!("return document.querySelectorAll('.pane').length == {count}"))
            .await;
    }
    assert!(focused(&browser).await.starts_with("Duplicate"));
    for count in [3, 2, 1] {
        focus(&browser, ".pane:last-child [data-part=remove]").await;
        browser.press(ENTER).await;
        browser
            .until("a run less", &format!("return document.querySelectorAll('.pane').length == {count}"))
            .await;
        assert_eq!(focused(&browser).await, "remove");
    }
    // A pinned run comes into the table below the button that pinned it.
    focus(&browser, ".pin-it").await;
    browser.until("there are numbers", "return !document.querySelector('.pin-it').disabled").await;
    browser.press(ENTER).await;
    browser.until("it is pinned", "return document.querySelector('.pin')").await;
    assert!(focused(&browser).await.starts_with("Pin this run"));
    // Windows give the focus back, however they go.
    for close in ["\u{e00c}", ENTER] {
        focus(&browser, "#presets").await;
        browser.press(ENTER).await;
        browser.until("it is open", "return document.querySelector('dialog[open]')").await;
        if close == ENTER {
            focus(&browser, "dialog .card").await;
        }
        browser.press(close).await;
        browser.until("it is gone", "return !document.querySelector('dialog')").await;
        assert_eq!(focused(&browser).await, "presets", "{close:?}");
    }
});

page_test!(nothing_happens_behind_a_window, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    browser.click("#settings").await;
    enter(&browser, "#set-lr", "abc").await;
    browser.until("it is refused", "return document.querySelector('dialog .wrong')").await;
    assert_eq!(focused(&browser).await, "set-lr");
    browser.get("document.activeElement.blur(); return true").await;
    let (space, right, left, _) = ESCAPE_FREE_KEYS;
    for key in [space, right, left, "r"] {
        browser.press(key).await;
    }
    assert_eq!(browser.iteration().await, 4);
    assert_eq!(browser.get("return document.getElementById('play').ariaLabel").await, json!("Play"));
});

page_test!(what_is_chosen_while_it_plays_is_in_the_address, Setup::default(), |browser| {
    browser.open("#speed=slow&play=1").await;
    browser.until("it plays", "return document.getElementById('play').ariaLabel == 'Pause'").await;
    browser.click("[data-look=plane]").await;
    browser.until("the view is in it", "return location.hash.includes('view=plane')").await;
    assert_eq!(browser.get("return document.getElementById('play').ariaLabel").await, json!("Pause"));
    browser.client.refresh().await.unwrap();
    browser
        .until("it is there again", "return document.querySelector('[data-look=plane][aria-pressed=true]')")
        .await;
});

page_test!(what_was_refused_is_past_when_it_is_over, Setup::default(), |browser| {
    browser.open(SMALL).await;
    browser.report(1).await;
    // An address of which nothing is taken leaves no trace, also where nothing changes.
    for wrong in ["&seed=-1", "&foo=1", "&iter=999"] {
        browser.get(&format!("location.hash = '{SMALL}{wrong}'")).await;
        browser
            .until(wrong, &format!("return document.querySelector('.notice') && location.hash === '{SMALL}'"))
            .await;
    }
    enter(&browser, "#net", "x").await;
    let told = "return document.querySelector('.head .wrong')?.innerText ?? ''";
    browser.until("it is told", "return document.querySelector('.head .wrong')").await;
    let english = browser.get(told).await;
    browser.click(".tools .lang").await;
    browser.until("in the other language", &format!("const now = document.querySelector('.head .wrong')?.innerText; return now && now !== {english}")).await;
    // What is typed next may be what was there before, which changes nothing: the complaint is past all the same.
    focus(&browser, "#net").await;
    browser.press("1").await;
    browser.until("it is past", "return !document.querySelector('.head .wrong')").await;
});

page_test!(the_focus_comes_back_after_an_address_within_the_page, Setup::default(), |browser| {
    browser.open("#lab=plane&iter=3").await;
    browser.get("document.getElementById('play').focus(); document.activeElement.blur(); location.hash = '#lab=plane&iter=2'").await;
    browser.until("it is back", "return document.activeElement.id === 'play'").await;
    browser.until("where it is asked", "return document.getElementById('scrubber').value === '2'").await;
});
