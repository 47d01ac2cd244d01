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
    /// Shown for an audience, or no longer.
    Present(bool),
    /// Back to what was chosen before.
    Undo,
    /// And forth again.
    Redo,
}

/// What is held down with a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// Nothing, or Shift.
    #[default]
    Nothing,
    /// Control, or Command.
    Command,
    /// That and Shift.
    CommandShift,
    /// Something else.
    Other,
}

/// What a key does; nothing if it is not the page's here.
pub fn asked(page: &Page, key: &str, held: Held, focus: Focus) -> Option<Asked> {
    let kept = match key {
        " " => focus.space,
        "ArrowRight" | "ArrowLeft" => focus.arrows,
        _ => false,
    };
    match key {
        // What is open over the page hides what keys would do to it, wherever the focus has gone.
        _ if focus.keys || kept || page.window.is_some() => None,
        "z" | "Z" if held == Held::Command => Some(Asked::Undo),
        "z" | "Z" if held == Held::CommandShift => Some(Asked::Redo),
        "y" | "Y" if held == Held::Command => Some(Asked::Redo),
        _ if held != Held::Nothing => None,
        "?" => Some(Asked::Help),
        "f" | "F" => Some(Asked::Present(!page.presenting)),
        "Escape" if page.presenting => Some(Asked::Present(false)),
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

    fn told(link: &str, key: &str, held: Held, focus: Focus) -> String {
        format!("{:?}", asked(&page(link), key, held, focus))
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
                    told(lab, key, Held::Nothing, anywhere),
                    format!("Some(Do({room}(Runs({does}))))"),
                    "{key}"
                );
                assert_eq!(told(lab, key, Held::Command, anywhere), "None", "with Ctrl it is the browser's");
            }
            assert_eq!(told(lab, "?", Held::Nothing, anywhere), "Some(Help)");
            assert_eq!(told(lab, "f", Held::Nothing, anywhere), "Some(Present(true))");
            let shown = page(lab).after(Action::Present(true));
            for key in ["F", "Escape"] {
                let does = asked(&shown, key, Held::Nothing, anywhere);
                assert_eq!(format!("{does:?}"), "Some(Present(false))");
            }
            for key in ["Enter", "Tab", "a", "4", "ArrowUp", "Escape"] {
                assert_eq!(told(lab, key, Held::Nothing, anywhere), "None", "{key}");
            }
        }
        for (key, net, plane) in [
            ("1", "Some(Do(Net(SetLook(Strip))))", "None"),
            ("2", "Some(Do(Net(SetLook(Plane))))", "None"),
            ("3", "Some(Do(Net(SetLook(Net))))", "None"),
            ("p", "None", "Some(Do(Plane(TogglePenalty)))"),
            ("P", "None", "Some(Do(Plane(TogglePenalty)))"),
        ] {
            let both = (
                told("#lab=net", key, Held::Nothing, anywhere),
                told("#lab=plane", key, Held::Nothing, anywhere),
            );
            assert_eq!(both, (net.to_owned(), plane.to_owned()), "{key}");
        }
    }

    #[test]
    fn changes_are_undone_by_the_usual_keys_but_not_in_a_field() {
        let field = Focus { keys: true, ..Focus::default() };
        for (key, held, does) in [
            ("z", Held::Command, "Some(Undo)"),
            ("Z", Held::CommandShift, "Some(Redo)"),
            ("y", Held::Command, "Some(Redo)"),
            ("z", Held::Nothing, "None"),
            ("z", Held::Other, "None"),
        ] {
            assert_eq!(told("#lab=net", key, held, Focus::default()), does, "{key} {held:?}");
            assert_eq!(told("#lab=net", key, held, field), "None");
        }
    }

    #[test]
    fn nothing_is_done_behind_what_is_open_over_the_page() {
        let open = page("").after(Action::Show(Some(Window::Settings)));
        for key in [" ", "ArrowRight", "r", "1", "?"] {
            assert!(asked(&open, key, Held::Nothing, Focus::default()).is_none(), "{key}");
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
            let answers =
                [field, slider, button].map(|focus| asked(&page(""), key, Held::Nothing, focus).is_some());
            assert_eq!(answers, [in_field, on_slider, on_button], "{key}");
        }
    }
}
