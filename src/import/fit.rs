//! Which tensor is which layer's: by shape, and by name where shapes are equal.

use std::fmt;

use super::tensor::Tensor;
use crate::nn::{Convolution, Layer, LayerParams, Network, Params};

/// How a file orders the dimensions of its weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// (outputs, inputs), and (maps, channels, y, x) for kernels; images flattened channel by
    /// channel. `PyTorch`'s.
    OutIn,
    /// (inputs, outputs), and (y, x, channels, maps) for kernels; images flattened pixel by pixel.
    InOut,
}

impl Layout {
    /// Both.
    pub const ALL: [(Self, &'static str); 2] = [(Self::OutIn, "out-in"), (Self::InOut, "in-out")];
}

/// Why tensors are not a network's parameters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// A layer finds no weights.
    #[error("no tensor fits the weights of layer {layer}, {needed}; the file has {found}")]
    NoWeights {
        /// From 1.
        layer: usize,
        /// What shapes would do.
        needed: String,
        /// What there is.
        found: String,
    },
    /// A layer finds no biases.
    #[error("no tensor fits the biases of layer {layer}, ({length}); the file has {found}")]
    NoBiases {
        /// From 1.
        layer: usize,
        /// How many are needed.
        length: usize,
        /// What there is.
        found: String,
    },
    /// A tensor is left over.
    #[error("tensor {0} fits no layer of this net")]
    LeftOver(String),
    /// The weights fit as (outputs, inputs) and as (inputs, outputs).
    #[error(
        "the weights fit both ways round: say which is meant with --layout out-in (PyTorch's) or --layout in-out"
    )]
    Ambiguous,
}

/// A weight tensor and a bias tensor per layer, by their places in the sorted list.
struct Assignment {
    layout: Layout,
    weights: Vec<usize>,
    biases: Vec<usize>,
}

/// The parameters of `network` from a file's tensors. Layers of equal shapes are told apart by the
/// natural order of their names. The layout is told by the shapes of all layers together unless
/// `layout` says it.
///
/// # Errors
/// If a layer finds no tensor, a tensor no layer, or the layout cannot be told.
pub fn fit(network: &Network, mut tensors: Vec<Tensor>, layout: Option<Layout>) -> Result<Params, FitError> {
    tensors.sort_by_cached_key(|tensor| natural(&tensor.name));
    let layers: Vec<Layer> = network.layers().iter().copied().filter(|l| l.weights().is_some()).collect();
    let layouts: Vec<Layout> = layout.map_or_else(|| Layout::ALL.map(|(l, _)| l).to_vec(), |l| vec![l]);
    let mut attempts: Vec<_> = layouts.iter().map(|&layout| assign(&layers, &tensors, layout)).collect();
    let fitting = attempts.iter().flatten().count();
    if fitting == 2 {
        // Names may still tell: read the wrong way round, widths that mirror each other swap layers.
        attempts.retain(|attempt| attempt.as_ref().is_ok_and(|a| a.weights.is_sorted()));
        if attempts.len() != 1 {
            return Err(FitError::Ambiguous);
        }
    }
    let mut errors = Vec::new();
    for attempt in attempts {
        match attempt {
            Ok(assignment) => return Ok(parameters(network, &tensors, &assignment)),
            Err(error) => errors.push(error),
        }
    }
    // The way round that got further tells more.
    errors.sort_by_key(|error| match error {
        FitError::NoWeights { layer, .. } => 2 * layer,
        FitError::NoBiases { layer, .. } => 2 * layer + 1,
        FitError::LeftOver(_) | FitError::Ambiguous => usize::MAX,
    });
    Err(errors.pop().expect("every layout was tried"))
}

fn assign(layers: &[Layer], tensors: &[Tensor], layout: Layout) -> Result<Assignment, FitError> {
    let mut used = vec![false; tensors.len()];
    let mut assignment = Assignment { layout, weights: Vec::new(), biases: Vec::new() };
    for (l, layer) in layers.iter().enumerate() {
        let free = |i: &usize| !used[*i];
        let needed = shape_of(layer, layout);
        let weights = (0..tensors.len()).filter(free).find(|&i| tensors[i].shape == needed);
        let Some(weights) = weights else {
            return Err(FitError::NoWeights {
                layer: l + 1,
                needed: Needed(layer).to_string(),
                found: listed(tensors),
            });
        };
        let length = layer.weights().map_or(0, |(_, outputs)| outputs);
        let stem = stem(&tensors[weights].name);
        let biases = || (0..tensors.len()).filter(free).filter(|&i| tensors[i].shape == [length]);
        let own = biases().find(|&i| self::stem(&tensors[i].name) == stem);
        let Some(biases) = own.or_else(|| biases().next()) else {
            return Err(FitError::NoBiases { layer: l + 1, length, found: listed(tensors) });
        };
        (used[weights], used[biases]) = (true, true);
        assignment.weights.push(weights);
        assignment.biases.push(biases);
    }
    match used.iter().position(|used| !used) {
        Some(extra) => Err(FitError::LeftOver(tensors[extra].described())),
        None => Ok(assignment),
    }
}

/// What a file has, in a few hundred letters at most.
fn listed(tensors: &[Tensor]) -> String {
    const MOST: usize = 300;
    let all = tensors.iter().map(Tensor::described).collect::<Vec<_>>().join(", ");
    match all.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &all[..end]),
        None if all.is_empty() => "none".to_owned(),
        None => all,
    }
}

fn shape_of(layer: &Layer, layout: Layout) -> Vec<usize> {
    match (layer, layout) {
        (Layer::Convolution(c), Layout::OutIn) => vec![c.maps, c.channels, c.kernel, c.kernel],
        (Layer::Convolution(c), Layout::InOut) => vec![c.kernel, c.kernel, c.channels, c.maps],
        (layer, layout) => {
            let (inputs, outputs) = layer.weights().unwrap_or_default();
            if layout == Layout::OutIn { vec![outputs, inputs] } else { vec![inputs, outputs] }
        }
    }
}

/// The shapes that would do for a layer's weights.
struct Needed<'a>(&'a Layer);

impl fmt::Display for Needed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |layout| {
            let lengths: Vec<String> = shape_of(self.0, layout).iter().map(ToString::to_string).collect();
            lengths.join(", ")
        };
        write!(f, "({}) or ({})", text(Layout::OutIn), text(Layout::InOut))
    }
}

fn parameters(network: &Network, tensors: &[Tensor], assignment: &Assignment) -> Params {
    let mut layers = Vec::new();
    // Where the images end that a dense layer flattens.
    let mut images: Option<(usize, usize)> = None;
    for layer in network.layers() {
        match layer {
            Layer::MaxPool(pool) => images = Some((pool.outputs() / pool.channels, pool.channels)),
            Layer::Convolution(c) => images = Some((c.outputs() / c.maps, c.maps)),
            Layer::Dense { .. } | Layer::Activation { .. } => {}
        }
        let Some((inputs, outputs)) = layer.weights() else { continue };
        let from = &tensors[assignment.weights[layers.len()]].values;
        let weights = match (assignment.layout, layer) {
            (Layout::InOut, _) => from.clone(),
            (Layout::OutIn, Layer::Convolution(c)) => {
                reordered(inputs, outputs, |i, o| from[o * inputs + channel_first(i, c)])
            }
            (Layout::OutIn, _) => {
                // Ours is (position, channel), the file's (channel, position).
                let place = |i| match images {
                    Some((positions, channels)) => i % channels * positions + i / channels,
                    None => i,
                };
                reordered(inputs, outputs, |i, o| from[o * inputs + place(i)])
            }
        };
        if matches!(layer, Layer::Dense { .. }) {
            images = None;
        }
        let biases = tensors[assignment.biases[layers.len()]].values.clone();
        layers.push(LayerParams { weights, biases });
    }
    Params { layers }
}

/// Weights as they are kept, (inputs, outputs), from a way to look each up.
fn reordered(inputs: usize, outputs: usize, value: impl Fn(usize, usize) -> f32) -> Vec<f32> {
    (0..inputs).flat_map(|i| (0..outputs).map(move |o| (i, o))).map(|(i, o)| value(i, o)).collect()
}

/// Where input `i` of a patch (y, x, channel) is in a kernel (channel, y, x).
fn channel_first(i: usize, c: &Convolution) -> usize {
    i % c.channels * c.kernel * c.kernel + i / c.channels
}

/// A name without its last part: `fc1` of `fc1.weight`, of `fc1_b` and of `fc1/kernel`; numbers at
/// the end stay, as in `W1` and `b1`, which have nothing in common before them.
fn stem(name: &str) -> &str {
    name.rfind(['.', '_', '/', ':']).map_or("", |end| &name[..end])
}

/// Sort key in which `fc2` comes before `fc10`.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = vec![(String::new(), 0_u64)];
    let mut in_number = false;
    for c in name.chars() {
        let last = parts.last_mut().expect("there is always a part");
        if let Some(digit) = c.to_digit(10) {
            last.1 = last.1.saturating_mul(10).saturating_add(u64::from(digit));
            in_number = true;
        } else if in_number {
            parts.push((c.to_string(), 0));
            in_number = false;
        } else {
            last.0.push(c);
        }
    }
    parts
}
