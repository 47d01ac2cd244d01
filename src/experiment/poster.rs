//! A comparison computed beforehand, of which only the end is kept: shown at once when the page opens.

use serde::{Deserialize, Serialize};

use super::insight::Scene;
use super::pane::Frame;
use super::reference::Reference;
use super::report::PaneReport;

/// The end of a comparison. The link says of which, so that it is shown for no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poster {
    /// The experiment, as a link.
    pub link: String,
    /// The reference net.
    pub reference: Reference,
    /// The data, and what the reference net makes of it.
    pub scene: Scene,
    /// The last iteration of every pane, and its report.
    pub panes: Vec<(Frame, PaneReport)>,
}
