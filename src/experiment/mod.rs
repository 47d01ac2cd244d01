//! What a user asks for and gets: [`Spec`] (raw) -> [`ValidSpec`] -> [`Experiment`] ->
//! [`ReferenceRun`] and [`PaneRun`] -> [`Report`].

mod choices;
mod experiment;
mod pane;
mod problem;
mod reference;
mod report;
mod spec;

pub use choices::{DataKind, HiddenWidths, PaneSpec, ParseError};
pub use experiment::{Experiment, ExperimentError};
pub use pane::{Frame, LayerFrame, PaneRun};
pub use reference::{Reference, ReferenceEvent, ReferenceRun};
pub use report::{PaneReport, ReferenceReport, Report};
pub use spec::{Expected, Fault, Key, Spec, ValidSpec};
