//! What was wrong with a link or a change; that there is another version; and what could not be read of what was kept.

use yew::prelude::*;

use crate::kit::{Icon, Stage, browser, icon};
use crate::page::hooks::save_aside;
use crate::page::words::words;
use crate::page::{Action, Page};

/// Dismissible notices.
pub fn notices(stage: &Stage, page: &Page, on: &Callback<Action>) -> Html {
    let words = words(stage.lang);
    let notice = |said: Html, done: Action| {
        let done = on.reform(move |_: MouseEvent| done.clone());
        html! {
            <p class="notice">
                { said }
                <button type="button" class="icon" aria-label={words.dismiss} title={words.dismiss} onclick={done}>{ icon(Icon::Close) }</button>
            </p>
        }
    };
    let told = page.notices.iter().map(|told| html! { <span>{ (words.notice)(told) }</span> });
    html! {
        <div class="notices" role="status">
            if page.outdated {
                { notice(html! {
                    <><span>{ words.offline.update }</span><button type="button" id={stage.id("update")} onclick={|_: MouseEvent| browser::update()}>{ words.offline.reload }</button></>
                }, Action::Outdated(false)) }
            }
            if page.aside {
                { notice(html! {
                    <><span>{ words.offline.aside.0 }</span><button type="button" id={stage.id("aside")} onclick={on.reform(|_: MouseEvent| { save_aside(); Action::Aside(false) })}>{ words.offline.aside.1 }</button></>
                }, Action::Aside(false)) }
            }
            { for told.enumerate().map(|(i, told)| notice(told, Action::Dismiss(i))) }
        </div>
    }
}
