//! What a run costs, so that one can say how long it will take before it has begun.

use crate::experiment::{Architecture, DataKind, NetSpec, Spec, ValidSpec};

/// What a run takes beside its multiplications, as many as would take as long.
const AROUND: f64 = 2e6;
/// Forward, backward, and the gradient: passes through all weights per example.
const PASSES: f64 = 3.0;

/// What training a cell's reference net costs, in multiplications; 0 for what cannot be run.
///
/// ```
/// use lc_lab::experiment::{Asked, NetSpec, Setting};
/// use lc_lab::sweep::{cell_cost, reference_cost};
/// let [rounded, learned] =
///     ["dc:binary", "lc:binary"].map(|run| NetSpec::default().with(Setting::Panes, run).unwrap());
/// assert!(cell_cost(&rounded) < reference_cost(&rounded) && reference_cost(&rounded) < cell_cost(&learned));
/// ```
pub fn reference_cost(spec: &NetSpec) -> f64 {
    let Ok(ValidSpec::Net(valid)) = Spec::Net(spec.clone()).check() else { return 0.0 };
    AROUND + PASSES * f64::from(valid.reference) * f64::from(valid.batch) * weights(&valid.net, spec.data)
}

/// What the run of a cell with one pane costs beside that.
pub fn cell_cost(spec: &NetSpec) -> f64 {
    let Ok(ValidSpec::Net(valid)) = Spec::Net(spec.clone()).check() else { return 0.0 };
    let method = spec.panes().first().map(|pane| pane.method);
    let iterations = method.map_or(0, |method| valid.schedule.iterations_of(method));
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let steps = valid.schedule.steps_of(iterations) as f64;
    AROUND + PASSES * steps * f64::from(valid.batch) * weights(&valid.net, spec.data)
}

/// Multiplications of one pass of one example, about.
fn weights(net: &Architecture, data: DataKind) -> f64 {
    let (inputs, outputs) = match data {
        DataKind::Mnist => (784.0, 10.0),
        DataKind::Digits => (64.0, 10.0),
        DataKind::SuperResolution => (36.0, 144.0),
        DataKind::Moons | DataKind::Circles | DataKind::Spiral | DataKind::Xor | DataKind::Blobs => {
            (2.0, 3.0)
        }
    };
    match net {
        Architecture::Dense(widths) => {
            #[expect(clippy::cast_precision_loss, reason = "widths are small numbers")]
            let widths = widths.iter().map(|&width| width as f64).chain([outputs]);
            widths.fold((0.0, inputs), |(sum, before), width| (sum + before * width, width)).0
        }
        // Its convolutions reuse their weights at every place.
        Architecture::LeNet5 { .. } => 2.3e6,
    }
}
