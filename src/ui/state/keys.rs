//! What keys do, depending on what has the focus.

use super::{Action, Step};
use crate::link::Look;

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
    /// Something to happen.
    Do(Action),
    /// The list of keys.
    Help,
}

/// What a key does; nothing if it is not the page's here.
pub fn asked(key: &str, modified: bool, focus: Focus) -> Option<Asked> {
    if modified || focus.keys {
        return None;
    }
    Some(Asked::Do(match key {
        " " if !focus.space => Action::TogglePlay,
        "ArrowRight" if !focus.arrows => Action::Step(Step::Both),
        "ArrowLeft" if !focus.arrows => Action::StepBack,
        "l" | "L" => Action::Step(Step::L),
        "c" | "C" => Action::Step(Step::C),
        "r" | "R" => Action::Reset,
        "p" | "P" => Action::TogglePenalty,
        "1" => Action::SetLook(Look::Strip),
        "2" => Action::SetLook(Look::Plane),
        "3" => Action::SetLook(Look::Net),
        "?" => return Some(Asked::Help),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(key: &str, modified: bool, focus: Focus) -> String {
        format!("{:?}", asked(key, modified, focus))
    }

    #[test]
    fn every_key_does_what_the_list_says() {
        let anywhere = Focus::default();
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
            ("p", "TogglePenalty"),
            ("P", "TogglePenalty"),
            ("1", "SetLook(Strip)"),
            ("2", "SetLook(Plane)"),
            ("3", "SetLook(Net)"),
        ] {
            assert_eq!(told(key, false, anywhere), format!("Some(Do({does}))"), "{key}");
            assert_eq!(told(key, true, anywhere), "None", "with Ctrl it is the browser's");
        }
        assert_eq!(told("?", false, anywhere), "Some(Help)");
        for key in ["Enter", "Tab", "a", "4", "ArrowUp", "Escape"] {
            assert_eq!(told(key, false, anywhere), "None", "{key}");
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
            let answers = [field, slider, button].map(|focus| asked(key, false, focus).is_some());
            assert_eq!(answers, [in_field, on_slider, on_button], "{key}");
        }
    }
}
