//! Where something is shown: what every component may want to know and none decides.

use yew::prelude::*;

use super::canvas::Screen;
use super::plot::Enlarged;
use super::words::{KitWords, words};
use crate::link::Lang;
use crate::link::{Piece, Show};

/// The language, the screen, and the page around.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// The language spoken.
    pub lang: Lang,
    /// What plots are drawn for.
    pub screen: Screen,
    /// Whether motion is to be reduced.
    pub reduced: bool,
    /// Whether this is only a print of the page, made when it was built: plots are drawn into the markup.
    pub printed: bool,
    /// What is shown of a lab in somebody else's page; `None` for all of it, in the page's own.
    pub show: Option<Show>,
    /// The page's address without its hash.
    pub address: AttrValue,
    /// What ids begin with, where a document holds more than one page.
    pub ids: AttrValue,
    /// Asks for a plot to be shown large.
    pub enlarge: Callback<Enlarged>,
}

impl Stage {
    /// The kit's own words.
    pub fn words(&self) -> &'static KitWords {
        words(self.lang)
    }

    /// Whether a piece is shown.
    pub fn shows(&self, piece: Piece) -> bool {
        self.show.is_none_or(|show| show.has(piece))
    }

    /// Whether this is a figure in somebody else's page.
    pub fn is_embedded(&self) -> bool {
        self.show.is_some()
    }

    /// A link as an address: one that begins with `#` alone is taken for one within the page.
    pub fn href(&self, link: &str) -> String {
        format!("{}{}", self.address, if link.is_empty() { "#" } else { link })
    }

    /// An id of this page's own.
    pub fn id(&self, name: &str) -> String {
        format!("{}{name}", self.ids)
    }
}

/// The stage a component is on.
#[hook]
pub fn use_stage() -> Stage {
    use_context().unwrap_or_default()
}
