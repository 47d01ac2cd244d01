//! What labs that compare runs show of them alike.

mod charts;
mod numbers;
mod pane;
mod settings;
mod story;
mod transport;

pub use charts::{Charts, Losses};
pub use numbers::{Numbers, NumbersProps, OverSeeds, RunRow};
pub use pane::{OutcomeView, PaneFrame, PaneHead, TroubleView};
pub use settings::{SettingRow, SettingsForm};
pub use story::told;
pub use transport::{Seed, Shown as TransportShown, Transport};
