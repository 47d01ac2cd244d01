//! The page as it is shown.

mod about;
mod examples;
mod header;
mod notices;
mod offline;
mod share;
mod tale;

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::{Element, Event};
use yew::prelude::*;

use super::hooks::{
    stored_pins, use_animation, use_frame, use_keys, use_link, use_pins, use_report, use_session,
    use_supplies, use_translation,
};
use super::state::{Action, Page, Window};
use super::words::words;
use crate::experiment::{Recording, Replay};
use crate::kit::canvas::use_surroundings;
use crate::kit::{Dialog, Enlarged, Same, Stage, browser, enlarged_plot};
use crate::labs::runs::PinAct;
use crate::labs::{Act, Given};
use crate::link::{Link, Piece, Theme};
use crate::protocol::BUILD;
use about::about;
use examples::examples;
use header::header;
use notices::notices;
use share::ShareWindow;
use tale::tale;

/// Properties of [`Shell`].
#[derive(Clone, Properties)]
pub struct ShellProps {
    /// The page.
    pub page: Rc<Page>,
    /// Where it is shown.
    pub stage: Stage,
    /// Told what happens.
    pub on: Callback<Action>,
}

impl PartialEq for ShellProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.page, &other.page) && self.stage == other.stage && self.on == other.on
    }
}

/// The page as markup, wherever it is.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let ShellProps { page, stage, on } = props;
    let words = words(stage.lang);
    let menu = use_state_eq(|| false);
    let on_lab = use_callback(on.clone(), |act: Act, on| on.emit(Action::Lab(act)));
    let on_pin = use_callback(on.clone(), |act: PinAct, on| on.emit(Action::Pin(act)));
    let on_close = use_callback(on.clone(), |(), on| on.emit(Action::Show(None)));
    let quick = || page.lab.quick(stage, &on_lab);
    html! {
        <ContextProvider<Stage> context={stage.clone()}>
            if !stage.is_embedded() {
                { header(stage, page, &menu, (quick(), on)) }
            }
            { notices(stage, page, on) }
            // One node, whether there is a story or not: beside what comes and goes others would be made anew.
            <>{ for page.tale().map(|preset| tale(stage, preset, page.eye, on)) }</>
            <main>
                if stage.is_embedded() && !stage.printed {
                    <h1 class="visually-hidden">{ "LC Lab" }</h1>
                }
                <>{ page.lab.view(&on_lab, &page.pins, &on_pin) }</>
            </main>
            if stage.is_embedded() && !stage.printed {
                <footer class="open-in">
                    if stage.shows(Piece::Settings) { { quick() } }
                    <a href={stage.href(&Link { eye: page.eye.alone(), ..page.link() }.to_string())} target="_blank" rel="noopener">{ words.open_in }</a>
                </footer>
            }
            if !stage.printed {
                <p id={stage.id("summary")} class="visually-hidden" role="status" aria-live="polite">{ page.lab.summary(stage.lang) }</p>
            }
            {
                match &page.window {
                    Some(Window::Examples) => examples(stage, page.eye, on),
                    Some(Window::Settings) => html! {
                        <Dialog title={words.settings} class="settings" {on_close}>
                            // What is refused is said where it was typed, not behind the window.
                            { notices(stage, page, on) }
                            { page.lab.settings(stage, &on_lab) }
                        </Dialog>
                    },
                    Some(Window::Share) => html! { <ShareWindow link={page.link()} panes={page.lab.run_ids().len()} {on_close} /> },
                    Some(Window::About) => about(stage, on_close),
                    Some(Window::Plot(plot)) => enlarged_plot(stage, plot, on_close),
                    None => html! {},
                }
            }
        </ContextProvider<Stage>>
    }
}

/// Properties of [`App`].
#[derive(Clone, PartialEq, Properties)]
struct AppProps {
    /// The element it is in.
    root: Element,
    /// The link it opens with, where the address is not its own.
    link: Option<AttrValue>,
    /// Which of the document's it is.
    number: usize,
    /// The recording that came with the document.
    replay: Option<Same<Replay>>,
}

/// What the address says; of a figure, how it was left.
fn opening_link() -> String {
    let (link, _) = Link::open(&browser::link());
    let left = if link.eye.embed { browser::was_left(&browser::hash()) } else { None };
    left.unwrap_or_else(browser::link)
}

/// The page in a browser.
#[component]
fn App(props: &AppProps) -> Html {
    let own = props.link.is_none();
    let store = {
        let (link, replay) = (props.link.clone(), props.replay.clone());
        use_reducer(move || {
            let link = link.map_or_else(opening_link, |link| link.to_string());
            let given = Given { replay: replay.map(Rc::from), hands: browser::cores(), ..Given::default() };
            Page::open(&link, browser::browser_lang(), stored_pins(), given)
        })
    };
    let surroundings = use_surroundings();
    let made_anew = use_translation(&props.root);
    let (reduced, lang) = (surroundings.reduced_motion, store.lang());
    let dark = !surroundings.printing
        && store.eye.theme.map_or(surroundings.prefers_dark, |theme| theme == Theme::Dark);
    let rests = use_frame(&store, own);
    use_session(&store, rests);
    use_supplies(&store);
    use_animation(&store, reduced, rests);
    use_link(&store, own);
    use_keys(&store, (!own).then(|| props.root.clone()));
    use_pins(&store);
    use_report(&store);
    let root = if own { browser::document().document_element() } else { Some(props.root.clone()) };
    let marks = [("data-presenting", store.presenting), ("data-embed", store.eye.embed)];
    use_effect_with((lang, dark, marks, root), |(lang, dark, marks, root)| {
        if let Some(root) = root {
            for (mark, on) in marks {
                let _ = if *on { root.set_attribute(mark, "") } else { root.remove_attribute(mark) };
            }
            let _ = root.set_attribute("lang", lang.code());
            let _ = root.set_attribute("data-theme", if *dark { "dark" } else { "light" });
        }
    });
    // Another lab begins at its top.
    let kind = store.lab.kind();
    let before = use_mut_ref(|| kind);
    use_effect_with(kind, move |kind| {
        if own && before.replace(*kind) != *kind {
            browser::window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
    let outdated = store.dispatcher();
    use_effect_with(own, move |&own| {
        // It may have been offered before there was anybody to hear it.
        if own && browser::can_update() {
            outdated.dispatch(Action::Outdated(true));
        }
        let hear = move |_: &Event| outdated.dispatch(Action::Outdated(true));
        let listener = own.then(|| EventListener::new(&browser::window(), "lc-lab:update", hear));
        move || drop(listener)
    });
    use_effect_with((), |()| browser::announce("lc-lab:ready", "version", &1.into()));
    let on = use_callback(store.dispatcher(), |action: Action, dispatcher| dispatcher.dispatch(action));
    let enlarge =
        use_callback(on.clone(), |plot: Enlarged, on| on.emit(Action::Show(Some(Window::Plot(plot)))));
    let stage = Stage {
        lang,
        screen: surroundings.screen(dark),
        reduced,
        printed: false,
        show: store.eye.shown(store.lab.kind()),
        address: browser::address().into(),
        ids: if props.number == 0 { "".into() } else { format!("{}-", props.number + 1).into() },
        enlarge,
    };
    html! { <Shell key={made_anew} page={Rc::new((*store).clone())} {stage} {on} /> }
}

/// Mounts a page in every element that asks for one, if the script that started the program is of the same build: the
/// document's own in `#app`, others where `data-lc-lab` holds a link.
pub fn mount() {
    if browser::script_build().as_deref() != Some(BUILD) {
        crash(
            "The parts of this page come from two versions of it. Please reload. / \
             ページの一部が別のバージョンのものです。再読み込みしてください。",
        );
        return;
    }
    std::panic::set_hook(Box::new(|info| {
        // The page itself may be what is broken: the message goes into an element of its own.
        crash(&format!("LC Lab stopped ({info}). Please reload. / 再読み込みしてください。"));
        browser::announce("lc-lab:error", "message", &JsValue::from_str(&info.to_string()));
    }));
    let document = browser::document();
    if let Some(starting) = document.get_element_by_id("starting") {
        starting.remove();
    }
    let own = document.get_element_by_id("app").map(|root| (root, None));
    let asking = document.query_selector_all("[data-lc-lab]").into_iter();
    let asking = asking.flat_map(|all| (0..all.length()).filter_map(move |i| all.item(i)));
    let asking = asking.filter_map(|node| wasm_bindgen::JsCast::dyn_into::<Element>(node).ok());
    let others = asking.map(|root| {
        let link = root.get_attribute("data-lc-lab").unwrap_or_default();
        (root, Some(link.into()))
    });
    let pages: Vec<(Element, Option<AttrValue>)> = own.into_iter().chain(others).collect();
    let first = browser::left_bytes("lcLabRecording");
    let replay = first.and_then(|bytes| Recording::from_plain(&bytes)?.replay().ok());
    let replay = replay.map(|replay| Same::from(Rc::new(replay)));
    // In a breath of its own: what is seen already must not stop answering for long.
    Timeout::new(0, move || {
        for (number, (root, link)) in pages.into_iter().enumerate() {
            render(root.clone(), AppProps { root, link, number, replay: replay.clone() });
        }
    })
    .forget();
}

#[cfg(target_arch = "wasm32")]
fn render(root: Element, props: AppProps) {
    yew::Renderer::<App>::with_root_and_props(root, props).render();
}

/// Without a browser there is nothing to render into.
#[cfg(not(target_arch = "wasm32"))]
fn render(_: Element, props: AppProps) {
    let _ = html! { <App ..props /> };
}

/// Shows a message outside of everything that is rendered.
fn crash(text: &str) {
    if let Some(crash) = browser::document().get_element_by_id("crash") {
        crash.set_text_content(Some(text));
        let _ = crash.remove_attribute("hidden");
    }
}
