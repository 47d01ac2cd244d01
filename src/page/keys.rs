//! What keys do, depending on what has the focus.

use super::Page;
use crate::labs::Act;

/// What the element with the focus does with keys itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Everything: text is written in it, options are chosen by letters, or it is a window of its own.
    pub keys: bool,
    /// The arrows: a slider, or something that scrolls.
    pub arrows: bool,
    /// Space: it is a button or a link, and the focus got there by keyboard. Who has clicked it wants to play.
    pub space: bool,
}

/// What a key asks for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Something to be done in the lab.
    Do(Act),
    /// The list of keys.
    Help,
}

/// What a key does; nothing if it is not the page's here.
pub fn asked(page: &Page, key: &str, modified: bool, focus: Focus) -> Option<Asked> {
    let kept = match key {
        " " => focus.space,
        "ArrowRight" | "ArrowLeft" => focus.arrows,
        _ => false,
    };
    match key {
        // What is open over the page hides what keys would do to it, wherever the focus has gone.
        _ if modified || focus.keys || kept || page.window.is_some() => None,
        "?" => Some(Asked::Help),
        key => page.lab.key(key).map(Asked::Do),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Lang;
    use crate::page::{Action, Window};

    fn page(link: &str) -> Page {
        Page::open(link, Lang::En, Vec::new(), None)
    }

    fn told(link: &str, key: &str, modified: bool, focus: Focus) -> String {
        format!("{:?}", asked(&page(link), key, modified, focus))
    }

    #[test]
    fn every_key_does_what_the_list_says() {
        let anywhere = Focus::default();
        for (lab, room) in [("", "Opening"), ("#lab=net", "Net"), ("#lab=plane", "Plane")] {
            for (key, does) in [
                (" ", "TogglePlay"),
                ("ArrowRight", "Step(Both)"),
                ("ArrowLeft", "StepBack"),
                ("l", "Step(L)"),
                ("L", "Step(L)"),
                ("c", "Step(C)"),
                ("C", "Step(C)"),
                ("r", "Reset"),
                ("R", "Reset"),
            ] {
                assert_eq!(
                    told(lab, key, false, anywhere),
                    format!("Some(Do({room}(Runs({does}))))"),
                    "{key}"
                );
                assert_eq!(told(lab, key, true, anywhere), "None", "with Ctrl it is the browser's");
            }
            assert_eq!(told(lab, "?", false, anywhere), "Some(Help)");
            for key in ["Enter", "Tab", "a", "4", "ArrowUp", "Escape"] {
                assert_eq!(told(lab, key, false, anywhere), "None", "{key}");
            }
        }
        for (key, net, plane) in [
            ("1", "Some(Do(Net(SetLook(Strip))))", "None"),
            ("2", "Some(Do(Net(SetLook(Plane))))", "None"),
            ("3", "Some(Do(Net(SetLook(Net))))", "None"),
            ("p", "None", "Some(Do(Plane(TogglePenalty)))"),
            ("P", "None", "Some(Do(Plane(TogglePenalty)))"),
        ] {
            let both = (told("#lab=net", key, false, anywhere), told("#lab=plane", key, false, anywhere));
            assert_eq!(both, (net.to_owned(), plane.to_owned()), "{key}");
        }
    }

    #[test]
    fn nothing_is_done_behind_what_is_open_over_the_page() {
        let open = page("").after(Action::Show(Some(Window::Settings)));
        for key in [" ", "ArrowRight", "r", "1", "?"] {
            assert!(asked(&open, key, false, Focus::default()).is_none(), "{key}");
        }
    }

    #[test]
    fn what_has_the_focus_keeps_the_keys_it_needs() {
        let field = Focus { keys: true, ..Focus::default() };
        let slider = Focus { arrows: true, ..Focus::default() };
        let button = Focus { space: true, ..Focus::default() };
        for (key, in_field, on_slider, on_button) in [
            (" ", false, true, false),
            ("ArrowRight", false, false, true),
            ("l", false, true, true),
            ("?", false, true, true),
        ] {
            let answers = [field, slider, button].map(|focus| asked(&page(""), key, false, focus).is_some());
            assert_eq!(answers, [in_field, on_slider, on_button], "{key}");
        }
    }
}
