//! What a user asks for and gets: [`Spec`] (raw) -> [`ValidSpec`] -> [`Experiment`] ->
//! [`ReferenceRun`] and [`PaneRun`] -> [`Report`].

mod choices;
mod defaults;
mod fault;
mod insight;
mod json;
mod limits;
mod pane;
mod plane;
mod poster;
mod presets;
mod problem;
mod reference;
mod report;
mod setup;
mod spec;

pub use choices::{Architecture, DataKind, LabKind, PaneSpec, ParseError};
pub use fault::{Expected, Fault, Key};
pub use insight::{Boundary, Confusion, Disagreement, Forces, Insight, Scene};
pub use json::to_json;
pub use limits::{Limits, limits};
pub use pane::{Frame, LayerFrame, PaneRun, UNITS};
pub use plane::{Draw, Feasible, Luck, LuckRun, Point, Surface, Toy, ToyKind, ToySpec, Verdict, lucky};
pub use poster::Poster;
pub use presets::{PRESETS, Preset};
pub use reference::{Reference, ReferenceEvent, ReferenceRun};
pub use report::{PaneReport, ReferenceReport, Report};
pub use setup::{Experiment, ExperimentError, Library};
pub use spec::{Spec, ValidSpec};

#[cfg(test)]
mod tests;
