//! The report: one JSON object for a finished comparison.

use serde::{Deserialize, Serialize, Serializer};

use super::cascade::CascadeReport;
use super::paired::Paired;
use super::reference::Reference;
use super::spec::{Setting, ValidSpec};
use super::speed::Speed;
use super::standing::Standing;
use crate::lc::{IterationRecord, Method, Stop};

/// Format version of the report.
pub const VERSION: u32 = 1;

/// A finished comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Format version.
    pub version: u32,
    /// Every setting, defaults filled in.
    pub spec: Vec<(Setting, String)>,
    /// The net all panes started from.
    pub reference: ReferenceReport,
    /// The reference net trained for as many steps more as a run takes, where that was asked for: if a run is better than
    /// the reference, it may only have been trained longer.
    pub reference_long: Option<ReferenceReport>,
    /// One per pane, in order.
    pub panes: Vec<PaneReport>,
    /// How fast their nets answer, where that was measured. Beside the panes' own figures, which are the same everywhere.
    pub speeds: Vec<Option<Speed>>,
    /// Two of the nets as one, if the link asks for that.
    pub cascade: Option<CascadeReport>,
}

/// A report as it is written.
#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    #[serde(serialize_with = "as_map")]
    spec: &'a [(Setting, String)],
    reference: &'a ReferenceReport,
    reference_long: &'a Option<ReferenceReport>,
    panes: Vec<WrittenPane<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cascade: &'a Option<CascadeReport>,
}

#[derive(Serialize)]
struct WrittenPane<'a> {
    #[serde(flatten)]
    pane: &'a PaneReport,
    speed: Option<&'a Speed>,
}

/// The reference net's part. Errors are fractions, losses means per example.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferenceReport {
    /// Mean training loss.
    pub train_loss: f64,
    /// Training error.
    pub train_error: Option<f64>,
    /// Mean loss on the examples held out for choosing.
    pub valid_loss: Option<f64>,
    /// Error on those.
    pub valid_error: Option<f64>,
    /// Mean test loss.
    pub test_loss: f64,
    /// Test error.
    pub test_error: Option<f64>,
    /// Minibatches it was trained with.
    pub sgd_steps: u32,
    /// Digest of its bit patterns.
    pub digest: String,
}

/// One pane's part. The figures of a diverged pane are null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaneReport {
    /// Method.
    pub method: Method,
    /// Codebook without its parameters.
    pub codebook: String,
    /// K, the number of entries asked for.
    pub k: usize,
    /// Mean training loss of the quantized net.
    pub train_loss: Option<f64>,
    /// Its training error.
    pub train_error: Option<f64>,
    /// Its mean loss on the examples held out for choosing.
    pub valid_loss: Option<f64>,
    /// Its error on those.
    pub valid_error: Option<f64>,
    /// Its mean test loss.
    pub test_loss: Option<f64>,
    /// Its test error.
    pub test_error: Option<f64>,
    /// Fraction of test examples answered differently from the reference.
    pub disagreement: Option<f64>,
    /// How its answers on the test examples compare with the reference net's, one by one; `None` for regression.
    pub paired: Option<Paired>,
    /// Weights on another entry than rounding the reference net gave them, as a fraction.
    pub changed: Option<f64>,
    /// Index bits per weight.
    pub bits_per_weight: Option<f64>,
    /// Size of the quantized net in bits.
    pub size_bits: Option<f64>,
    /// The same with entropy-coded indices.
    pub entropy_coded_bits: Option<f64>,
    /// Reference size over quantized size.
    pub compression_ratio: Option<f64>,
    /// Final codebooks, one per group.
    pub codebooks: Option<Vec<Vec<f32>>>,
    /// ||w - Delta(Theta)||^2 at the last C step.
    pub distortion: Option<f64>,
    /// First mu, as given or found by the rule; `None` for methods without a penalty.
    pub mu0: Option<f64>,
    /// What can be said of its weights; `None` if it diverged.
    pub standing: Option<Standing>,
    /// LC iterations run.
    pub iterations: u32,
    /// Minibatches run.
    pub sgd_steps: u64,
    /// Why it ended; null while it runs.
    pub stop: Option<Stop>,
    /// Time taken, as measured by the caller.
    pub seconds: f64,
    /// One record per iteration, the first being direct compression.
    pub history: Vec<IterationRecord>,
    /// Digest of the quantized net's bit patterns.
    pub digest: Option<String>,
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let speeds = self.speeds.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        let panes = self.panes.iter().zip(speeds).map(|(pane, speed)| WrittenPane { pane, speed });
        let written = Written {
            version: self.version,
            spec: &self.spec,
            reference: &self.reference,
            reference_long: &self.reference_long,
            panes: panes.collect(),
            cascade: &self.cascade,
        };
        written.serialize(serializer)
    }
}

impl Report {
    /// Puts the parts together.
    pub fn new(spec: &ValidSpec, reference: &Reference, panes: Vec<PaneReport>) -> Self {
        Self {
            version: VERSION,
            spec: spec.settings(),
            reference: ReferenceReport::new(reference),
            reference_long: None,
            speeds: vec![None; panes.len()],
            panes,
            cascade: None,
        }
    }

    /// As a JSON text.
    pub fn to_json(&self) -> String {
        // A report is plain data: texts, numbers and lists.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl ReferenceReport {
    /// The figures of a reference net.
    pub fn new(reference: &Reference) -> Self {
        Self {
            train_loss: reference.train.loss,
            train_error: reference.train.error,
            valid_loss: reference.valid.map(|valid| valid.loss),
            valid_error: reference.valid.and_then(|valid| valid.error),
            test_loss: reference.test.loss,
            test_error: reference.test.error,
            sgd_steps: reference.sgd_steps,
            digest: reference.digest.clone(),
        }
    }
}

/// Settings as a JSON object: numbers where they are numbers, texts otherwise.
fn as_map<S: Serializer>(settings: &&[(Setting, String)], serializer: S) -> Result<S::Ok, S::Error> {
    let number = |text: &str| match text.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => crate::math::number(text).and_then(serde_json::Number::from_f64),
    };
    let value = |setting: Setting, text: &str| match number(text) {
        Some(number) if setting != Setting::Net => serde_json::Value::Number(number),
        _ => serde_json::Value::String(text.to_owned()),
    };
    serializer.collect_map(settings.iter().map(|(setting, text)| (setting.name(), value(*setting, text))))
}
