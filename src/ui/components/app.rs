//! The page as a whole.

use yew::prelude::*;

use super::header::Header;
use super::loading::LoadingView;
use super::notices::Notices;
use super::numbers::Numbers;
use super::pane::PaneView;
use super::transport::TransportBar;
use crate::link::Theme;
use crate::ui::browser;
use crate::ui::hooks::{use_animation, use_keys, use_link, use_media, use_report, use_screen, use_session};
use crate::ui::state::{Action, Lab, ReferenceState};
use crate::ui::text::text;

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| Lab::open(&browser::hash(), browser::browser_lang()));
    let reduced = use_media("(prefers-reduced-motion: reduce)");
    let system_dark = use_media("(prefers-color-scheme: dark)");
    let dark = store.view.theme.map_or(system_dark, |theme| theme == Theme::Dark);
    let screen = use_screen(dark);
    use_session(&store);
    use_animation(&store, reduced);
    use_link(&store);
    use_keys(&store);
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
    let lab: std::rc::Rc<Lab> = std::rc::Rc::new((*store).clone());
    let weights = match &lab.reference {
        ReferenceState::Trained(reference) => Some(reference.params.weight_count()),
        _ => None,
    };
    // While an animation is to be reduced only whole iterations are shown.
    let position = if reduced { lab.position.floor() } else { lab.position };
    html! {
        <>
            <Header words={words} dark={dark} lang={lab.lang()} weights={weights} on={on.clone()} />
            <Notices words={words} notices={lab.notices.clone()} on={on.clone()} />
            <TransportBar words={words} lab={lab.clone()} on={on.clone()} />
            <main class="panes" data-count={lab.panes.len().to_string()}>
                { for lab.loading.iter().map(|loading| html! { <LoadingView words={words} loading={loading.clone()} /> }) }
                { for (0..lab.panes.len()).map(|index| html! {
                    <PaneView key={index} words={words} lab={lab.clone()} index={index} position={position}
                        screen={screen} on={on.clone()} />
                }) }
            </main>
            <Numbers words={words} lab={lab.clone()} position={position} />
        </>
    }
}
