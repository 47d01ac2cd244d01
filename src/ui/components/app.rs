//! The page as a whole.

use std::rc::Rc;

use yew::prelude::*;

use super::dialog::dialog;
use super::header::header;
use super::loading::loading;
use super::luck::luck;
use super::notices::notices;
use super::numbers::numbers;
use super::pane::pane;
use super::plot::enlarged;
use super::presets::presets;
use super::settings::settings;
use super::story::story;
use super::toy::dials;
use super::transport::transport;
use super::{View, Window};
use crate::link::Theme;
use crate::ui::browser;
use crate::ui::hooks::{
    stored_pins, use_animation, use_keys, use_link, use_pins, use_report, use_session, use_surroundings,
    use_translation,
};
use crate::ui::state::{Action, Lab};
use crate::ui::text::table::name;
use crate::ui::text::{Text, text};

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| {
        Lab::open(&browser::link(), browser::browser_lang(), stored_pins(), browser::poster())
    });
    let window = use_state_eq(|| None::<Window>);
    let pointed = use_state_eq(|| None);
    let surroundings = use_surroundings();
    let made_anew = use_translation();
    let reduced = surroundings.reduced_motion;
    let dark = store.view.theme.map_or(surroundings.prefers_dark, |theme| theme == Theme::Dark);
    let screen = surroundings.screen(dark);
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
    use_effect(browser::after_render);
    let view = View {
        words,
        position: if reduced { (lab.position * 2.0).floor() / 2.0 } else { lab.position },
        lab,
        screen,
        dark,
        on,
        on_enlarge: open.reform(Window::Plot),
        pointed: pointed.clone(),
        on_open: open,
        on_close: {
            let window = window.setter();
            Callback::from(move |()| window.set(None))
        },
    };
    let lab = &view.lab;
    html! {
        <>
        <key={made_anew}>
            { header(&view) }
            { notices(&view) }
            <main>
            { story(&view) }
            { for lab.toy().map(|toy| dials(&view, toy)) }
            { transport(&view) }
            <div class="panes" data-count={lab.panes.len().to_string()}>
                { for lab.loading.iter().map(|state| loading(&view, state)) }
                { for (0..lab.panes.len()).map(|index| pane(&view, index)) }
            </div>
            { for lab.toy().map(|_| luck(&view)) }
            { numbers(&view) }
            </main>
            <p id="summary" class="visually-hidden" role="status" aria-live="polite">{ summary(lab, words) }</p>
            {
                match &*window {
                    Some(Window::Presets) => presets(&view),
                    Some(Window::Settings) => settings(&view),
                    Some(Window::Keys) => keys(&view),
                    Some(Window::Plot(plot)) => enlarged(&view, plot),
                    None => html! {},
                }
            }
        </>
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
            Some((name(&pane.spec, words), frame.record.loss_q, frame.record.test_error))
        })
        .collect();
    if runs.is_empty() { String::new() } else { (words.summary)(iteration, lab.last_iteration(), &runs) }
}

fn keys(view: &View) -> Html {
    let words = &view.words.keys;
    let content = html! {
        <>
            <dl>
                { for words.list.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> }) }
            </dl>
        </>
    };
    dialog(view, words.open, "keys", content)
}
