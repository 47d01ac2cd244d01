//! What labs that compare runs show of them alike.

mod charts;
mod numbers;
mod pane;
mod savings;
mod settings;
mod story;
mod take;
mod transport;

pub use charts::{charts, has_charts, loss_chart};
pub use numbers::{Numbers, NumbersProps, OverSeeds, RunRow};
pub use pane::{outcome_of, own_settings, pane_frame, pane_head, trouble_of};
pub use savings::{SavingsShown, savings_window};
pub use settings::{setting_row, settings_form};
pub use story::told;
pub use take::{TakeAwayWindow, take_button};
pub use transport::{Shown as TransportShown, seed_field, transport};
