//! Taking a run's net elsewhere.

use std::rc::Rc;

use strum::VariantArray;
use yew::prelude::*;

use crate::files::Format;
use crate::kit::{Dialog, Icon, browser, grouped, icon, unless, use_stage, when};
use crate::labs::runs::words::words;
use crate::labs::runs::{Act, Exported, Pane};

/// Properties of [`TakeAway`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which run.
    pub index: usize,
    /// Whether its net can be written.
    pub ready: bool,
    /// What came of the last wish.
    pub exported: Option<Rc<Exported>>,
    /// What shows the run.
    pub link: String,
    /// Told what is wanted.
    pub on: Callback<Act>,
}

impl Props {
    /// For a run.
    pub fn of(pane: &Pane, index: usize, link: String, on: Callback<Act>) -> Self {
        Self { index, ready: pane.can_export(), exported: pane.exported.clone(), link, on }
    }
}

/// The button, and the window it opens.
#[component]
pub fn TakeAway(props: &Props) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).take;
    let open = use_state_eq(|| false);
    let last = props.exported.as_ref().map(|exported| exported.number);
    // What has been saved, or was there before: a file is saved once.
    let seen = use_mut_ref(|| last);
    {
        let exported = props.exported.clone();
        use_effect_with(last, move |last| {
            if seen.replace(*last) != *last
                && let Some(exported) = exported
                && let Ok(bytes) = &exported.file
            {
                // A browser that refuses downloads says so itself.
                drop(browser::download_bytes(exported.format.file_name(), bytes));
            }
        });
    }
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let save = |format: Format| {
        let (index, link) = (props.index, props.link.clone());
        props.on.reform(move |_: MouseEvent| Act::Export(index, format, link.clone()))
    };
    let title = if props.ready { words.open } else { words.not_yet };
    let told = props.exported.as_ref().map(|exported| match &exported.file {
        Ok(bytes) => (words.saved)(exported.format.file_name(), &grouped(bytes.len() as u64)),
        Err(reason) => (words.refused)(*reason).to_owned(),
    });
    html! {
        <>
            <button type="button" class="icon take" data-part="take" aria-label={words.open} {title} aria-haspopup="dialog"
                aria-disabled={when(!props.ready)} onclick={unless(!props.ready, show)}>{ icon(Icon::Save) }</button>
            if *open {
                <Dialog title={words.open} class="take-away" on_close={close}>
                    <p>{ words.about }</p>
                    <ul>
                        { for Format::VARIANTS.iter().map(|&format| {
                            let (name, about) = (words.format)(format);
                            html! {
                                <li>
                                    <button type="button" data-format={format.to_string()} onclick={save(format)}>{ name }</button>
                                    <span>{ about }</span>
                                </li>
                            }
                        }) }
                    </ul>
                    <p class="told" role="status">{ told }</p>
                    <p>{ words.reader }<a href="load.py" download="load.py">{ "load.py" }</a></p>
                </Dialog>
            }
        </>
    }
}
