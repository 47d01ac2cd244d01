//! A comparison computed beforehand, of which only the end is kept: shown at once when the page opens.

use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::insight::Scene;
use super::reference::Reference;
use super::report::PaneReport;
use super::setup::{Experiment, ExperimentError};
use super::spec::Spec;

/// The end of a comparison. The spec says of which, so that it is shown for no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poster {
    /// What it compares.
    pub spec: Spec,
    /// The reference net.
    pub reference: Reference,
    /// The data, and what the reference net makes of it.
    pub scene: Scene,
    /// The last iteration of every pane, and its report.
    pub panes: Vec<(Frame, PaneReport)>,
    /// Largest magnitude of any weight or entry on the way there, so that axes are those of the whole run.
    pub largest: f32,
}

impl Poster {
    /// Runs every pane of an experiment to its end. Times are left out: they would be this machine's.
    ///
    /// # Errors
    /// If the reference does not fit the experiment.
    pub fn new(experiment: &Experiment, reference: Reference) -> Result<Self, ExperimentError> {
        let (mut panes, mut largest) = (Vec::new(), 0.0_f32);
        for pane in 0..experiment.spec().panes().len() {
            let mut run = experiment.pane_run(pane, &reference)?;
            let mut last = None;
            run.finish_with(|frame| {
                largest = largest.max(frame.largest());
                last = Some(frame);
            });
            panes.extend(last.map(|frame| (frame, run.report(0.0))));
        }
        Ok(Self {
            spec: experiment.spec().asked(),
            scene: experiment.scene(&reference),
            reference,
            panes,
            largest,
        })
    }
}
