//! The link to take along, and what to write into a page for a figure.

use strum::VariantArray;
use yew::prelude::*;

use crate::kit::{Choice, Dialog, Select, browser, use_stage};
use crate::link::{Link, Piece, Show};
use crate::page::words::{ShareWords, words};
use crate::page::{Code, Host, figure, height, is_at_home};

/// Properties of [`ShareWindow`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page as it is.
    pub link: Link,
    /// How many runs there are.
    pub panes: usize,
    /// Told when it has closed.
    pub on_close: Callback<()>,
}

/// The window.
#[component]
pub fn ShareWindow(props: &Props) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).share;
    let kind = props.link.lab.kind();
    let (host, show) = (use_state_eq(Host::default), use_state_eq(|| Show::usual(kind)));
    let copied = use_state_eq(|| None::<&'static str>);
    let whole = Link { lab: props.link.lab.clone().chosen(), eye: props.link.eye };
    let at_now = (whole != props.link).then(|| (words.now, "now", stage.href(&props.link.to_string())));
    let figure = figure(&props.link, *show);
    let text = host.text(&stage.address, &figure, height(kind, *show, props.panes));
    let links = [Some((words.link, "link", stage.href(&whole.to_string()))), at_now];
    // Which of them it holds stands below it.
    let code = links.iter().flatten().last().map(|(name, _, url)| (*name, Code::new(url)));
    let hosts: Vec<Choice> =
        Host::VARIANTS.iter().map(|&host| (host.to_string().into(), (words.host)(host).into())).collect();
    let pick = {
        let host = host.clone();
        Callback::from(move |chosen: String| host.set(chosen.parse().unwrap_or_default()))
    };
    let copy = |what: &'static str, text: String| {
        let copied = copied.clone();
        Callback::from(move |_: MouseEvent| {
            let copied = copied.clone();
            browser::copy(&text, move |done| copied.set(done.then_some(what)));
        })
    };
    let button = |what: &'static str, text: String| {
        let done = *copied == Some(what);
        html! { <button type="button" data-copy={what} onclick={copy(what, text)}>{ if done { words.copied } else { words.copy } }</button> }
    };
    html! {
        <Dialog title={words.open} class="sharing" on_close={props.on_close.clone()}>
            if is_at_home(&stage.address) {
                <p class="notice">{ words.at_home }</p>
            }
            <div class="links">
                <div>
                    { for links.iter().flatten().map(|(name, what, url)| html! {
                        <p>
                            <label>{ *name }<input type="text" class="own-keys" readonly=true value={url.clone()} /></label>
                            { button(what, url.clone()) }
                        </p>
                    }) }
                    <p role="status" class="hint">{ if matches!(*copied, Some("link" | "now")) { words.copied } else { words.state } }</p>
                </div>
                { for code.map(|(name, code)| code_of(name, code, words)) }
            </div>
            <h3>{ words.figure }</h3>
            <p>{ words.figure_about }</p>
            <p class="pieces" role="group" aria-label={words.pieces}>
                { for Piece::of(kind).iter().map(|&piece| {
                    let (own, on) = (show.clone(), show.has(piece));
                    // One piece at least: an empty figure is none.
                    let only = on && Piece::of(kind).iter().filter(|piece| show.has(**piece)).count() == 1;
                    let flip = Callback::from(move |_: Event| {
                        own.set(own.with(piece, !on));
                    });
                    html! {
                        <label class="check"><input type="checkbox" data-piece={piece.to_string()} checked={on} disabled={only} onchange={flip} />{ (words.piece)(piece) }</label>
                    }
                }) }
            </p>
            <p class="actions">
                <label>{ words.into }{ " " }<Select id={stage.id("share-host")} value={host.to_string()} choices={hosts} on={pick} /></label>
                { button("figure", text.clone()) }
                <a href={stage.href(&figure.to_string())} target="_blank" rel="noopener">{ words.look }</a>
            </p>
            <textarea class="own-keys" readonly=true rows="5" spellcheck="false" aria-label={words.figure} value={text} />
            <p class="hint">{ (words.host_about)(*host) }</p>
        </Dialog>
    }
}

fn code_of(name: &'static str, code: Option<Code>, words: &ShareWords) -> Html {
    let Some(code) = code else { return html! { <p class="code hint">{ words.too_long }</p> } };
    html! {
        <figure class="code">
            <svg role="img" aria-label={words.code} viewBox={format!("0 0 {0} {0}", code.side)} shape-rendering="crispEdges">
                <rect width="100%" height="100%" fill="#fff" />
                <path d={code.path} fill="#000" />
            </svg>
            <figcaption class="hint">{ name }</figcaption>
        </figure>
    }
}
