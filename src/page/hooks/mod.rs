//! What connects the state with the browser: workers, time, the address, media queries, keys.

mod animation;
mod frame;
mod keys;
mod link;
mod pins;
mod report;
mod session;
mod supplies;
mod translation;

pub(super) use animation::use_animation;
pub(super) use frame::use_frame;
pub(super) use keys::use_keys;
pub(super) use link::use_link;
pub(super) use pins::{save_aside, stored_pins, use_pins};
pub(super) use report::use_report;
pub(super) use session::use_session;
pub(super) use supplies::use_supplies;
pub(super) use translation::use_translation;

use std::rc::Rc;

use yew::prelude::*;

use super::state::{Action, Page};

/// The page's state, and the way to change it.
pub(super) type Store = UseReducerHandle<Page>;

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}
