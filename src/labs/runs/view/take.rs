//! Taking a net elsewhere.

use std::rc::Rc;

use strum::VariantArray;
use yew::prelude::*;

use crate::files::Format;
use crate::kit::writer::{self, NoFile, Notes};
use crate::kit::{Dialog, Icon, Stage, browser, grouped, icon, unless, use_stage, when};
use crate::labs::runs::Pane;
use crate::labs::runs::words::words;

/// What came of the last wish.
type Told = Option<Result<(Format, usize), NoFile>>;

/// The button of a pane that opens the window; it says why it cannot where it cannot.
pub fn take_button(stage: &Stage, pane: &Pane, open: Callback<MouseEvent>) -> Html {
    let words = &words(stage.lang).take;
    let missing = pane.net.is_none();
    let title = match missing {
        false => words.open,
        true if pane.recorded => words.recorded,
        true => words.not_yet,
    };
    html! {
        <button type="button" class="icon take" data-part="take" aria-label={words.open} {title} aria-haspopup="dialog"
            aria-disabled={when(missing)} onclick={unless(missing, open)}>{ icon(Icon::Save) }</button>
    }
}

/// Properties of [`TakeAwayWindow`].
#[derive(Clone, PartialEq, Properties)]
pub struct WindowProps {
    /// The net, as [`crate::files::Net::to_bytes`], once it is there.
    pub net: Option<Rc<Vec<u8>>>,
    /// What the file is to say of it: what link shows it.
    pub notes: Notes,
    /// Why it is not there.
    pub missing: AttrValue,
    /// Told when it has closed.
    pub on_close: Callback<()>,
}

/// The window: a button per format, and what came of the last one.
#[component]
pub fn TakeAwayWindow(props: &WindowProps) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).take;
    let told = use_state_eq(Told::default);
    let save = |format: Format| {
        let (net, notes, told) = (props.net.clone(), props.notes.clone(), told.clone());
        Callback::from(move |_: MouseEvent| {
            let (Some(net), told) = (net.clone(), told.clone()) else { return };
            writer::write(net, (format, notes.clone()), move |file| {
                if let Ok(bytes) = &file {
                    // A browser that refuses downloads says so itself.
                    drop(browser::download_bytes(format.file_name(), bytes));
                }
                told.set(Some(file.map(|bytes| (format, bytes.len()))));
            });
        })
    };
    let missing = props.net.is_none();
    let said = match &*told {
        _ if missing => props.missing.to_string(),
        None => String::new(),
        Some(Ok((format, bytes))) => (words.saved)(format.file_name(), &grouped(*bytes as u64)),
        Some(Err(NoFile::Unwritable(reason))) => (words.refused)(*reason).to_owned(),
        Some(Err(NoFile::NoProgram(said))) => format!("{} {said}", words.no_program),
    };
    html! {
        <Dialog title={words.open} class="take-away" on_close={props.on_close.clone()}>
            <p>{ words.about }</p>
            <ul>
                { for Format::VARIANTS.iter().map(|&format| {
                    let (name, about) = (words.format)(format);
                    html! {
                        <li>
                            <button type="button" data-format={format.to_string()} aria-disabled={when(missing)}
                                onclick={unless(missing, save(format))}>{ name }</button>
                            <span>{ about }</span>
                        </li>
                    }
                }) }
            </ul>
            <p class="told" role="status">{ said }</p>
            <p>{ words.reader }<a href="load.py" download="load.py">{ "load.py" }</a></p>
        </Dialog>
    }
}
