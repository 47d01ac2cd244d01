//! What comes of one run of a sweep.

use serde::{Deserialize, Serialize};

use super::End;
use crate::experiment::{
    Experiment, ExperimentError, Paired, PaneReport, Reference, ReferenceReport, Standing,
};

/// A run of a sweep, whole: a line of what `headless sweep` writes. A reference net that diverged has neither report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// A comparison of the Network lab with one run.
    pub link: String,
    /// What it starts from.
    pub reference: Option<ReferenceReport>,
    /// What it ends with.
    pub pane: Option<PaneReport>,
}

impl Line {
    /// Runs a cell to its end: the only run of an experiment, from its reference net, which other cells may share.
    ///
    /// # Errors
    /// If the reference net cannot be quantized.
    pub fn run(
        link: String,
        experiment: &Experiment,
        reference: Option<&Reference>,
    ) -> Result<Self, ExperimentError> {
        let pane = |reference| -> Result<PaneReport, ExperimentError> {
            let mut run = experiment.cell_run(0, reference)?;
            run.finish();
            // Times differ from machine to machine; the rest does not.
            Ok(run.report(0.0))
        };
        let pane = reference.map(pane).transpose()?;
        Ok(Self { link, reference: reference.map(ReferenceReport::new), pane })
    }

    /// A cell that has been run to its end.
    pub fn of(link: String, reference: &Reference, pane: PaneReport) -> Self {
        Self { link, reference: Some(ReferenceReport::new(reference)), pane: Some(pane) }
    }
}

/// What is kept of a run of a sweep: its figures. Errors are fractions, losses means per example, sizes bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// A comparison of the Network lab with one run.
    pub link: String,
    /// Digest of the reference net's bit patterns; `None` if it diverged.
    pub from: Option<String>,
    /// Digest of the quantized net's; `None` if it diverged.
    pub digest: Option<String>,
    /// What the reference net ends with.
    pub reference: Score,
    /// What the quantized net ends with.
    pub quantized: Score,
    /// How their answers on the test examples compare, one by one; `None` for regression.
    pub paired: Option<Paired>,
    /// Size of the quantized net.
    pub size_bits: Option<f64>,
    /// The same with entropy-coded indices.
    pub coded_bits: Option<f64>,
    /// Size of the reference net over that of the quantized one.
    pub ratio: Option<f64>,
    /// What can be said of its weights.
    pub standing: Option<Standing>,
}

/// How good a net is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Error on the examples held out for choosing.
    pub valid_error: Option<f64>,
    /// The rest.
    #[serde(flatten)]
    pub end: End,
}

impl From<&Line> for Cell {
    fn from(line: &Line) -> Self {
        let (reference, pane) = (line.reference.as_ref(), line.pane.as_ref());
        let score =
            |valid_error, train_loss, test_error| Score { valid_error, end: End { train_loss, test_error } };
        let of_reference =
            |report: &ReferenceReport| score(report.valid_error, Some(report.train_loss), report.test_error);
        let of_pane = |report: &PaneReport| score(report.valid_error, report.train_loss, report.test_error);
        Self {
            link: line.link.clone(),
            from: reference.map(|report| report.digest.clone()),
            digest: pane.and_then(|report| report.digest.clone()),
            reference: reference.map(of_reference).unwrap_or_default(),
            quantized: pane.map(of_pane).unwrap_or_default(),
            paired: pane.and_then(|report| report.paired),
            size_bits: pane.and_then(|report| report.size_bits),
            coded_bits: pane.and_then(|report| report.entropy_coded_bits),
            ratio: pane.and_then(|report| report.compression_ratio),
            standing: pane.and_then(|report| report.standing),
        }
    }
}
