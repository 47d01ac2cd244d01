//! The page as a whole.

use std::rc::Rc;

use yew::prelude::*;

use super::dialog::Dialog;
use super::header::{Header, Window};
use super::loading::LoadingView;
use super::notices::Notices;
use super::numbers::{Numbers, name};
use super::pane::PaneView;
use super::plot::{Enlarged, EnlargedView};
use super::presets::Presets;
use super::settings::SettingsDialog;
use super::story::Story;
use super::transport::TransportBar;
use crate::link::Theme;
use crate::ui::browser;
use crate::ui::hooks::{
    stored_pins, use_animation, use_keys, use_link, use_media, use_pins, use_report, use_screen, use_session,
};
use crate::ui::state::{Action, Lab};
use crate::ui::text::{Text, text};

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| {
        Lab::open(&browser::hash(), browser::browser_lang(), stored_pins(), browser::poster())
    });
    let window = use_state_eq(|| None::<Window>);
    let enlarged = use_state_eq(|| None::<Enlarged>);
    let reduced = use_media("(prefers-reduced-motion: reduce)");
    let system_dark = use_media("(prefers-color-scheme: dark)");
    let dark = store.view.theme.map_or(system_dark, |theme| theme == Theme::Dark);
    let screen = use_screen(dark);
    let open = {
        let window = window.setter();
        Callback::from(move |opened: Window| window.set(Some(opened)))
    };
    use_session(&store);
    use_animation(&store, reduced);
    use_link(&store);
    use_keys(&store, open.reform(|()| Window::Keys));
    use_pins(&store);
    use_report(&store);
    let words = text(store.lang());
    use_effect_with((words.code, dark), |(code, dark)| {
        if let Some(root) = browser::document().document_element() {
            let _ = root.set_attribute("lang", code);
            let _ = root.set_attribute("data-theme", if *dark { "dark" } else { "light" });
        }
    });
    use_effect_with((), |()| browser::announce("lc-lab:ready", "version", &1.into()));

    let on = {
        let dispatcher = store.dispatcher();
        Callback::from(move |action: Action| dispatcher.dispatch(action))
    };
    let lab: Rc<Lab> = Rc::new((*store).clone());
    // While an animation is to be reduced only whole steps are shown.
    let position = if reduced { (lab.position * 2.0).floor() / 2.0 } else { lab.position };
    let close = {
        let window = window.setter();
        Callback::from(move |()| window.set(None))
    };
    let on_enlarge = {
        let enlarged = enlarged.setter();
        Callback::from(move |plot: Enlarged| enlarged.set(Some(plot)))
    };
    let on_shrink = {
        let enlarged = enlarged.setter();
        Callback::from(move |()| enlarged.set(None))
    };
    html! {
        <>
            <Header {words} lab={lab.clone()} {dark} on={on.clone()} on_open={open} />
            <Notices {words} notices={lab.notices.clone()} on={on.clone()} />
            <Story {words} lab={lab.clone()} on={on.clone()} />
            <TransportBar {words} lab={lab.clone()} on={on.clone()} />
            <main class="panes" data-count={lab.panes.len().to_string()}>
                { for lab.loading.iter().map(|loading| html! { <LoadingView {words} loading={loading.clone()} /> }) }
                { for (0..lab.panes.len()).map(|index| html! {
                    <PaneView key={index} {words} lab={lab.clone()} {index} {position} {screen} on={on.clone()}
                        on_enlarge={on_enlarge.clone()} />
                }) }
            </main>
            <Numbers {words} lab={lab.clone()} {position} on={on.clone()} />
            <Summary text={summary(&lab, words)} />
            {
                match *window {
                    Some(Window::Presets) => html! { <Presets {words} lab={lab} on_close={close} /> },
                    Some(Window::Settings) => html! { <SettingsDialog {words} lab={lab} {on} on_close={close} /> },
                    Some(Window::Keys) => keys(words, close),
                    None => html! {},
                }
            }
            { for enlarged.iter().map(|enlarged| html! {
                <EnlargedView words={&words.plot} enlarged={enlarged.clone()} {screen} on_close={on_shrink.clone()} />
            }) }
        </>
    }
}

/// The iteration shown, in a sentence.
fn summary(lab: &Lab, words: &Text) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let iteration = lab.position as u32;
    let runs: Vec<(String, f64, Option<f64>)> = lab
        .panes
        .iter()
        .filter_map(|pane| {
            let (frame, _) = pane.around(lab.position)?;
            Some((name(pane, words), frame.record.loss_q, frame.record.test_error))
        })
        .collect();
    if runs.is_empty() { String::new() } else { (words.summary)(iteration, lab.last_iteration(), &runs) }
}

#[derive(Properties, PartialEq)]
struct SummaryProps {
    text: String,
}

/// For screen readers: told anew whenever it changes.
#[component]
fn Summary(props: &SummaryProps) -> Html {
    html! { <p id="summary" class="visually-hidden" role="status" aria-live="polite">{ props.text.clone() }</p> }
}

fn keys(words: &'static Text, close: Callback<()>) -> Html {
    html! {
        <Dialog title={words.keys.open} close={words.plot.close} class="keys" on_close={close}>
            <dl>
                { for words.keys.list.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> }) }
            </dl>
        </Dialog>
    }
}
