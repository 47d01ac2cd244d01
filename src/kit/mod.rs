//! What every lab's page is made of: plots, tables, dialogs, fields, icons, and the browser's services. It knows no lab.

pub mod browser;
pub mod canvas;
mod css;
mod dialog;
mod events;
mod field;
mod focus;
mod icon;
pub mod kept;
mod numbers;
mod plot;
mod same;
mod stage;
pub mod words;
pub mod writer;

pub use css::use_css;
pub use dialog::Dialog;
pub use events::{target, value_of, walk};
pub use field::{Choice, Field, Select, Slider};
pub use focus::{focus_before, unless, when};
pub use icon::{Icon, icon};
pub use numbers::{grouped, minus, short};
pub use plot::{DataTable, Enlarged, Plot, enlarged_plot};
pub use same::Same;
pub use stage::{Stage, use_stage};
