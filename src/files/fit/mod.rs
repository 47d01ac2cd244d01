//! Which tensor is which layer's: by shape, by the biases that belong to weights of the same name, and where shapes are
//! equal by what names tell of their order. What cannot be told is refused, with the option that says it.

mod name;

use std::cmp::Ordering;
use std::fmt;

use super::read::{Tensor, shown};
use crate::nn::{Convolution, Layer, LayerParams, Network, Params};
use name::{Name, Part, Role, order};

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
    /// Layers of equal shapes whose names say nothing of their order.
    #[error(
        "{names} have the same shape, and their names do not tell which comes first: say it with --order, such as \
         --order {example}, for all layers from the inputs to the outputs"
    )]
    Unordered {
        /// Which.
        names: String,
        /// All layers of the file, in some order.
        example: String,
    },
    /// A name in `--order` that is no layer's in the file.
    #[error("--order names {name}, but the layers in the file are {found}")]
    NoSuchLayer {
        /// Which.
        name: String,
        /// What there is.
        found: String,
    },
    /// `--order` does not name every layer once.
    #[error("--order names {given} layers, but the net has {needed}")]
    WrongOrder {
        /// How many it names.
        given: usize,
        /// How many there are.
        needed: usize,
    },
}

/// What is known of a file beyond its contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// How weights are stored.
    pub layout: Option<Layout>,
    /// The names of the layers from inputs to outputs.
    pub order: Option<Vec<String>>,
}

/// A network's parameters, and what decided that they are these.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The parameters.
    pub params: Params,
    /// In a sentence: the layers in order, the layout, and what told them.
    pub told: String,
}

/// The weights and the biases of one layer, by their places in the list.
#[derive(Clone, Debug, PartialEq)]
struct Pair {
    /// What names call the layer.
    layer: Vec<Part>,
    weights: usize,
    biases: usize,
}

/// A pair per layer of the net, and what told their order.
struct Assignment {
    layout: Layout,
    pairs: Vec<Pair>,
    by_name: bool,
}

/// The parameters of `network` from a file's tensors.
///
/// Weights and biases of one name belong together; where no name says what a tensor is, the first weights and the first
/// biases do, and so on. Shapes tell which layer's they are, and the layout. Layers of equal shapes come in the order
/// their names tell. `hints` go before all that.
///
/// # Errors
/// If a layer finds no tensor, a tensor no layer, or layout or order cannot be told.
pub fn fit(network: &Network, tensors: &[Tensor], hints: &Hints) -> Result<Fitted, FitError> {
    let layers: Vec<Layer> = network.layers().iter().copied().filter(|l| l.weights().is_some()).collect();
    let layouts: Vec<Layout> = hints.layout.map_or_else(|| Layout::ALL.map(|(l, _)| l).to_vec(), |l| vec![l]);
    let pairs = pairs(tensors);
    let pairs = match &hints.order {
        Some(names) => Pairs { ordered: true, all: named(&pairs?.all, tensors, names, layers.len())? },
        None => pairs?,
    };
    let attempts = layouts.iter().map(|&layout| assign(&layers, tensors, &pairs, layout));
    let (mut fitting, mut errors) = (Vec::new(), Vec::new());
    for attempt in attempts {
        match attempt {
            Ok(assignment) => fitting.push(assignment),
            Err(error) => errors.push(error),
        }
    }
    // Biases tell a layer's outputs: both ways fit only where every layer is square, and then no name tells.
    if fitting.len() == 2 {
        return Err(FitError::Ambiguous);
    }
    // One way round fits by shape, the other would if only the order were known: the shapes have not told.
    if let Some(unordered) = errors.iter().position(|error| matches!(error, FitError::Unordered { .. })) {
        return Err(errors.swap_remove(unordered));
    }
    if let Some(assignment) = fitting.pop() {
        let told = told(tensors, &assignment, hints);
        return Ok(Fitted { params: parameters(network, tensors, &assignment), told });
    }
    // The way round that got further tells more.
    errors.sort_by_key(|error| match error {
        FitError::NoWeights { layer, .. } => 2 * layer,
        FitError::NoBiases { layer, .. } => 2 * layer + 1,
        _ => usize::MAX,
    });
    Err(errors.pop().expect("every layout was tried"))
}

/// What decided, in a sentence.
fn told(tensors: &[Tensor], assignment: &Assignment, hints: &Hints) -> String {
    let names: Vec<String> = assignment.pairs.iter().map(|pair| called(tensors, pair)).collect();
    let by = match (&hints.order, assignment.by_name) {
        (Some(_), _) => "as --order says",
        (None, true) => "as their shapes and names tell",
        (None, false) => "as their shapes tell",
    };
    let way = if assignment.layout == Layout::OutIn { "(outputs, inputs)" } else { "(inputs, outputs)" };
    let known = if hints.layout.is_some() { "as --layout says" } else { "as their shapes tell" };
    format!("layers {}, {by}; weights {way}, {known}", names.join(", "))
}

/// What a pair's layer is called: what its tensors' names have in common.
fn called(tensors: &[Tensor], pair: &Pair) -> String {
    let (weights, biases) = (&tensors[pair.weights].name, &tensors[pair.biases].name);
    let common = weights.chars().zip(biases.chars()).take_while(|(a, b)| a == b).count();
    let common: String = weights.chars().take(common).collect();
    let common = common.trim_end_matches(|c: char| !c.is_alphanumeric());
    // `W1` and `b1` begin differently, and of `arr_0` and `arr_1` more than the beginning counts.
    shown(if common.is_empty() || Name::read(common).layer != pair.layer { weights } else { common })
}

/// Weights with their biases.
struct Pairs {
    all: Vec<Pair>,
    /// Whether they are already in the order of the layers.
    ordered: bool,
}

/// Which biases are whose.
fn pairs(tensors: &[Tensor]) -> Result<Pairs, FitError> {
    let names: Vec<Name> = tensors.iter().map(|tensor| Name::read(&tensor.name)).collect();
    let role = |i: usize| {
        let by_shape = if tensors[i].shape.len() == 1 { Role::Biases } else { Role::Weights };
        names[i].role.unwrap_or(by_shape)
    };
    let of = |wanted: Role| (0..tensors.len()).filter(|&i| role(i) == wanted).collect::<Vec<_>>();
    let (mut weights, mut biases) = (of(Role::Weights), of(Role::Biases));
    let mut all = Vec::new();
    weights.retain(|&w| {
        let own = biases.iter().position(|&b| names[b].layer == names[w].layer && names[b].role.is_some());
        if let Some(own) = own {
            all.push(Pair { layer: names[w].layer.clone(), weights: w, biases: biases.remove(own) });
        }
        own.is_none()
    });
    // What has no partner of its name: the first with the first, if names tell which these are.
    let matched_by_order = !weights.is_empty() && !biases.is_empty();
    let rest = [&mut weights, &mut biases];
    for left in rest.into_iter().filter(|_| matched_by_order) {
        sorted(left, |&i| names[i].layer.clone())
            .map_err(|(a, b)| unordered(tensors, [a, b].map(|i| shown(&tensors[i].name)), &all))?;
    }
    let rest = weights.iter().zip(&biases);
    all.extend(rest.map(|(&w, &b)| Pair { layer: names[w].layer.clone(), weights: w, biases: b }));
    Ok(Pairs { all, ordered: false })
}

/// Sorts by the order names tell, or gives two between which they tell none.
fn sorted<T: Clone>(items: &mut [T], layer: impl Fn(&T) -> Vec<Part>) -> Result<(), (T, T)> {
    let between = |a: &T, b: &T| order(&layer(a), &layer(b));
    for (i, a) in items.iter().enumerate() {
        for b in &items[i + 1..] {
            if between(a, b).is_none_or(|order| order == Ordering::Equal) {
                return Err((a.clone(), b.clone()));
            }
        }
    }
    items.sort_by(|a, b| between(a, b).unwrap_or(Ordering::Equal));
    // Told pair by pair, an order may still contradict itself.
    match items.windows(2).find(|pair| between(&pair[0], &pair[1]) != Some(Ordering::Less)) {
        Some(pair) => Err((pair[0].clone(), pair[1].clone())),
        None => Ok(()),
    }
}

fn unordered(tensors: &[Tensor], names: [String; 2], all: &[Pair]) -> FitError {
    let example: Vec<String> = all.iter().map(|pair| called(tensors, pair)).collect();
    let example = if example.is_empty() { "a,b,c".to_owned() } else { example.join(",") };
    FitError::Unordered { names: names.join(" and "), example }
}

/// The pairs in the order `--order` names them.
fn named(all: &[Pair], tensors: &[Tensor], names: &[String], needed: usize) -> Result<Vec<Pair>, FitError> {
    let mut left: Vec<&Pair> = all.iter().collect();
    let mut chosen = Vec::new();
    for name in names {
        let layer = Name::read(name).layer;
        let is = |pair: &&Pair| {
            pair.layer == layer || [pair.weights, pair.biases].iter().any(|&i| tensors[i].name == *name)
        };
        let Some(place) = left.iter().position(is) else {
            let found: Vec<String> = left.iter().map(|pair| called(tensors, pair)).collect();
            return Err(FitError::NoSuchLayer { name: shown(name), found: found.join(", ") });
        };
        chosen.push(left.remove(place).clone());
    }
    if chosen.len() == needed {
        Ok(chosen)
    } else {
        Err(FitError::WrongOrder { given: chosen.len(), needed })
    }
}

fn assign(
    layers: &[Layer],
    tensors: &[Tensor],
    pairs: &Pairs,
    layout: Layout,
) -> Result<Assignment, FitError> {
    let needs = |layer: &Layer| (shape_of(layer, layout), layer.weights().map_or(0, |(_, outputs)| outputs));
    let fits = |pair: &Pair, (shape, outputs): &(Vec<usize>, usize)| {
        tensors[pair.weights].shape == *shape && tensors[pair.biases].shape == [*outputs]
    };
    let mut left = pairs.all.clone();
    let (mut chosen, mut by_name) = (Vec::new(), false);
    for (l, layer) in layers.iter().enumerate() {
        let needed = needs(layer);
        let found = || listed(tensors);
        let place = if pairs.ordered {
            (!left.is_empty()).then_some(0)
        } else {
            left.iter().position(|pair| fits(pair, &needed))
        };
        let Some(place) = place.filter(|&place| fits(&left[place], &needed)) else {
            let weights = tensors.iter().any(|tensor| tensor.shape == needed.0);
            let biases = tensors.iter().filter(|tensor| tensor.shape == [needed.1]).count();
            let before = layers[..l].iter().filter(|layer| needs(layer).1 == needed.1).count();
            return Err(if weights && biases <= before {
                FitError::NoBiases { layer: l + 1, length: needed.1, found: found() }
            } else {
                FitError::NoWeights { layer: l + 1, needed: Needed(layer).to_string(), found: found() }
            });
        };
        if pairs.ordered {
            chosen.push(left.remove(place));
            continue;
        }
        // All that fit here, in the order of their names: the first is this layer's, the others wait for theirs.
        let mut equal: Vec<Pair> = left.iter().filter(|pair| fits(pair, &needed)).cloned().collect();
        if equal.len() > 1 {
            by_name = true;
            sorted(&mut equal, |pair| pair.layer.clone()).map_err(|(a, b)| {
                unordered(tensors, [&a, &b].map(|pair| called(tensors, pair)), &pairs.all)
            })?;
        }
        let first = equal.swap_remove(0);
        left.retain(|pair| *pair != first);
        chosen.push(first);
    }
    let used = |i: usize| chosen.iter().any(|pair| pair.weights == i || pair.biases == i);
    match (0..tensors.len()).find(|&i| !used(i)) {
        Some(extra) => Err(FitError::LeftOver(tensors[extra].described())),
        None => Ok(Assignment { layout, pairs: chosen, by_name }),
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
        let from = &tensors[assignment.pairs[layers.len()].weights].values;
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
        let biases = tensors[assignment.pairs[layers.len()].biases].values.clone();
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
