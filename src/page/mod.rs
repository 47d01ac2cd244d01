//! The shell: the page around whatever lab is open, its address, its windows, its workers.
//!
//! ```
//! use lc_lab::link::Lang;
//! use lc_lab::page::{Action, Page};
//! let page = Page::open("#lab=plane", Lang::En, Vec::new(), None);
//! let page = page.after(Action::Open("#data=moons&lang=ja".to_owned()));
//! assert_eq!((page.link().to_string().as_str(), page.lang()), ("#data=moons&lang=ja", Lang::Ja));
//! ```

mod changes;
#[cfg(not(target_arch = "wasm32"))]
pub mod first_view;
mod frame;
mod hooks;
mod keys;
#[cfg(not(target_arch = "wasm32"))]
pub mod poster;
mod share;
mod state;
mod view;
pub mod words;

pub use changes::Changes;
pub use frame::{Heights, Wish};
pub use keys::{Asked, Focus, Held, asked};
pub use share::{Code, Host, figure, height, is_at_home};
pub use state::{Action, Page, Window};
pub use view::mount;

#[cfg(test)]
mod kills;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod told;
#[cfg(test)]
mod walk;
