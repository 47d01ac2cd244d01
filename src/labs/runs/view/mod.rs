//! What labs that compare runs show of them alike.

mod charts;
mod numbers;
mod pane;
mod settings;
mod story;
mod transport;

pub use charts::Charts;
pub use numbers::{Numbers, NumbersProps, RunRow};
pub use pane::{PaneFrame, PaneHead, TroubleView};
pub use settings::{SettingRow, SettingsForm};
pub use story::told;
pub use transport::{Shown as TransportShown, Transport};
