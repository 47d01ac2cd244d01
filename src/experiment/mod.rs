//! What a user asks for and gets: [`Spec`] (raw) -> [`ValidSpec`] -> [`Experiment`] ->
//! [`ReferenceRun`] and [`PaneRun`] -> [`Report`].
//!
//! ```
//! use lc_lab::experiment::{Experiment, Library, NetSpec, ReferenceEvent, Setting, Asked, Spec};
//! let spec = NetSpec::default().with(Setting::Data, "moons")?.with(Setting::Ref, "50")?.with(Setting::Iters, "1")?;
//! let experiment = Experiment::new(Spec::Net(spec).check().unwrap(), &Library::default())?;
//! let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
//! let mut run = experiment.pane_run(0, &reference)?;
//! run.finish();
//! assert_eq!(run.report(0.0).iterations, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cascade;
mod frame;
mod insight;
mod judge;
mod paired;
mod pane;
mod presets;
mod problem;
mod recording;
mod reference;
mod report;
mod setup;
pub(crate) mod spec;
mod speed;
mod standing;

pub use cascade::{Cascade, CascadeAt, CascadeReport, single};
pub use frame::{Frame, LayerFrame, UNITS};
pub use insight::{Boundary, Confusion, Disagreement, Forces, Insight, Scene};
pub use paired::{Graded, Paired, Verdict, Z_95, Z_ONE_SIDED_95};
pub use pane::PaneRun;
pub use presets::{PRESETS, Preset, PresetName};
pub use recording::{Recording, Replay, Tiles};
pub use reference::{Reference, ReferenceEvent, ReferenceRun};
pub use report::{PaneReport, ReferenceReport, Report};
pub use setup::{Experiment, ExperimentError, Library};
pub use spec::{
    Aim, Architecture, Asked, Bits, Cost, DataKind, Expected, Fault, Goodness, Key, Keyed, LabKind, NetSpec,
    OpeningData, OpeningSpec, PaneSpec, ParseError, PlaneSpec, RATES, RunsSpec, Setting, Spec, Study,
    SweepSpec, ToySpec, ValidNet, ValidPlane, ValidSpec, Values, is_left_open, shortened, typed_integer,
    typed_list, typed_number,
};

pub use speed::{BATCHES, Speed, SpeedEvent, SpeedRun};
pub(crate) use standing::betters;
pub use standing::{Score, Standing, Whereabouts};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod toys;
