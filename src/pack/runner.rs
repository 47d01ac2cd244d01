//! Nets laid out for answering: in full, or from packed codes.

use super::kernel::{BLOCK, Bits, Ink, Nibbles, Plain};
use super::packed::{Packed, PackedLayer};
use crate::nn::{Activation, Inputs, Layer, LayerParams, Network, Params, Row, Workspace};

/// A net that answers one example at a time, with memory of its own for it.
///
/// What is written and what runs are laid out differently: codes of one, two and up to four bits lie in nibbles (three bits
/// take four), codes of more, and kernels of convolutions, are numbers again.
pub struct Runner {
    stages: Vec<Stage>,
    scratch: Scratch,
}

/// One layer.
enum Stage {
    Dense(Box<Dense>),
    Activation(Activation, usize),
    /// Convolutions and pools, as the network computes them.
    Other(Layer, LayerParams),
}

struct Dense {
    inputs: usize,
    outputs: usize,
    weights: Weights,
    biases: Vec<f32>,
    /// Of a first layer under pixels, what their mean image gives, which is taken away: sum of m_i w_ij.
    shift: Option<Vec<f32>>,
    kept: Kept,
}

/// Weights kept in full beside the codes, by input: output, and what has to be added to the value of its code.
type Kept = Vec<Vec<(u32, f32)>>;

enum Weights {
    Plain(Plain),
    Nibbles(Nibbles),
    /// One bit under pixels, which stand for p / 255, and the two values.
    Ink(Ink, [f32; 2]),
}

#[derive(Default)]
struct Scratch {
    x: Vec<f32>,
    y: Vec<f32>,
    entries: Vec<(u32, f32)>,
    sums: Vec<u32>,
    workspace: Workspace,
}

/// How often a net does what for one answer, about; see [`Runner::operations`].
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Operations {
    /// Multiplications of singles.
    pub multiplications: f64,
    /// Additions of singles.
    pub additions: f64,
    /// Additions of whole numbers.
    pub whole_additions: f64,
    /// Sums looked up in tables.
    pub look_ups: f64,
    /// Bytes of weights that are read.
    pub bytes: f64,
}

impl Runner {
    /// A net in full.
    ///
    /// # Panics
    /// If the parameters are not the network's.
    pub fn plain(network: &Network, params: &Params, inputs: &Inputs) -> Self {
        Self::new(network, inputs, |i, layer| {
            let own = &params.layers[i];
            match layer.dense() {
                Some((inputs, outputs)) => {
                    let weights = Weights::Plain(Plain::new(&own.weights, (inputs, outputs)));
                    (Some((weights, Vec::new())), own.clone())
                }
                None => (None, own.clone()),
            }
        })
    }

    /// A net from its codes.
    ///
    /// # Panics
    /// If it is another network's.
    pub fn packed(network: &Network, packed: &Packed, inputs: &Inputs) -> Self {
        let unpacked = packed.unpack();
        Self::new(network, inputs, |i, layer| {
            let own = unpacked.layers[i].clone();
            if layer.dense().is_none() {
                return (None, own);
            }
            let under_ink = i == 0 && matches!(inputs, Inputs::Pixels(_));
            (Some(weights_of(packed, (i, &packed.layers[i]), &own, under_ink)), own)
        })
    }

    fn new(
        network: &Network,
        inputs: &Inputs,
        weights: impl Fn(usize, Layer) -> (Option<(Weights, Kept)>, LayerParams),
    ) -> Self {
        let mut number = 0;
        let stage = |&layer: &Layer| {
            if let Layer::Activation { function, width } = layer {
                return Stage::Activation(function, width);
            }
            if layer.weights().is_none() {
                return Stage::Other(layer, LayerParams::default());
            }
            let (weights, own) = weights(number, layer);
            number += 1;
            match (weights, layer.dense()) {
                (Some((weights, kept)), Some((width, outputs))) => {
                    let mean = inputs.mean().filter(|_| number == 1);
                    let shift = mean.map(|mean| product(mean, &own.weights, outputs));
                    Stage::Dense(Box::new(Dense {
                        inputs: width,
                        outputs,
                        weights,
                        biases: own.biases,
                        shift,
                        kept,
                    }))
                }
                _ => Stage::Other(layer, own),
            }
        };
        Self { stages: network.layers().iter().map(stage).collect(), scratch: Scratch::default() }
    }

    /// The outputs for an example.
    ///
    /// # Panics
    /// If there is no such example, or it is of another width.
    pub fn run(&mut self, inputs: &Inputs, example: usize) -> &[f32] {
        let mut first = Some(inputs.row(example));
        if !matches!(self.stages.first(), Some(Stage::Dense(_))) {
            inputs.gather([example].into_iter(), &mut self.scratch.x);
            first = None;
        }
        for stage in &mut self.stages {
            match stage {
                Stage::Dense(dense) => {
                    let row = first.take();
                    dense.run(row, &mut self.scratch);
                    std::mem::swap(&mut self.scratch.x, &mut self.scratch.y);
                }
                Stage::Activation(function, width) => {
                    function.apply(&mut self.scratch.x[..*width]);
                }
                Stage::Other(layer, own) => {
                    let Scratch { x, y, workspace, .. } = &mut self.scratch;
                    y.resize(layer.outputs(), 0.0);
                    layer.apply(own, x, y, workspace);
                    std::mem::swap(x, y);
                }
            }
        }
        &self.scratch.x
    }

    /// What an answer costs, if no input is zero.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn operations(&self) -> Operations {
        let mut all = Operations::default();
        for stage in &self.stages {
            let Stage::Dense(dense) = stage else { continue };
            let (inputs, outputs) = (dense.inputs as f64, dense.outputs as f64);
            let products = inputs * outputs;
            match &dense.weights {
                Weights::Plain(_) => {
                    all.multiplications += products;
                    all.additions += products;
                    all.bytes += 4.0 * products;
                }
                Weights::Nibbles(nibbles) => {
                    let per = nibbles.bits().per() as f64;
                    // The tables: 16 sums per nibble, of as many products as there are values.
                    all.multiplications += inputs * 16.0 / per.max(1.0);
                    all.additions += inputs * 16.0;
                    all.look_ups += products / per;
                    all.whole_additions += products / per;
                    all.bytes += products / per / 2.0;
                }
                Weights::Ink(..) => {
                    all.whole_additions += 4.0 * inputs + products / 4.0;
                    all.look_ups += products / 4.0;
                    all.bytes += products / 8.0;
                    all.multiplications += 2.0 * outputs;
                    all.additions += outputs;
                }
            }
            let kept = dense.kept.iter().map(Vec::len).sum::<usize>() as f64;
            all.multiplications += kept;
            all.additions += kept + outputs;
            all.bytes += 8.0 * kept + 4.0 * outputs;
        }
        all
    }
}

/// A dense layer's codes as they run.
fn weights_of(
    packed: &Packed,
    (i, layer): (usize, &PackedLayer),
    own: &LayerParams,
    under_ink: bool,
) -> (Weights, Kept) {
    let (values, codes) = (packed.groups[layer.group].stored.values(), packed.codes(i));
    let Some(bits) = Bits::of(values.len()) else {
        return (Weights::Plain(Plain::new(&own.weights, (layer.inputs, layer.outputs))), Vec::new());
    };
    let mut kept = Vec::new();
    for (place, value) in packed.kept(i) {
        kept.resize(layer.inputs, Vec::new());
        let (unit, input) = (place / layer.inputs, place % layer.inputs);
        kept[input]
            .push((u32::try_from(unit).unwrap_or(u32::MAX), value - values[usize::from(codes[place])]));
    }
    let weights = match (bits, under_ink) {
        (Bits::One, true) => {
            let low = values.first().copied().unwrap_or(0.0);
            let high = values.get(1).copied().unwrap_or(low);
            Weights::Ink(Ink::new(&codes, layer.inputs), [low, high])
        }
        _ => Weights::Nibbles(Nibbles::new(&codes, layer.inputs, (bits, &values))),
    };
    (weights, kept)
}

/// x W for one row and weights of (inputs, outputs), in the order nets are trained in; zeros are skipped.
pub fn product(x: &[f32], weights: &[f32], outputs: usize) -> Vec<f32> {
    let mut y = vec![0.0; outputs];
    for (&x, row) in x.iter().zip(weights.chunks_exact(outputs)).filter(|(x, _)| **x != 0.0) {
        y.iter_mut().zip(row).for_each(|(y, w)| *y += x * w);
    }
    y
}

impl Dense {
    /// From `row`, or if there is none from the scratch's x, into its y.
    fn run(&mut self, row: Option<Row>, scratch: &mut Scratch) {
        let Scratch { x, y, entries, sums, .. } = scratch;
        // Sums begin with what is taken away for the mean image, and biases come last, as where nets are trained.
        y.clear();
        match &self.shift {
            Some(shift) => y.extend(shift.iter().map(|v| -v)),
            None => y.resize(self.outputs, 0.0),
        }
        y.resize(self.outputs.next_multiple_of(2 * BLOCK), 0.0);
        match (&mut self.weights, row) {
            (Weights::Ink(ink, values), Some(Row::Pixels(image, levels))) => {
                ink.run(image, sums);
                let total: u32 = image.iter().map(|&pixel| u32::from(pixel)).sum();
                from_sums(*values, (total, sums), y);
                if !self.kept.is_empty() {
                    take_entries(image.iter().map(|&pixel| levels[usize::from(pixel)]), entries);
                }
            }
            (Weights::Plain(plain), row) => {
                match row {
                    Some(Row::Pixels(image, levels)) => {
                        take_entries(image.iter().map(|&pixel| levels[usize::from(pixel)]), entries);
                    }
                    Some(Row::Values(row)) => take_entries(row.iter().copied(), entries),
                    None => take_entries(x[..self.inputs].iter().copied(), entries),
                }
                plain.run(entries, &mut y[..self.outputs]);
            }
            (Weights::Nibbles(nibbles), row) => {
                match row {
                    Some(Row::Pixels(image, levels)) => {
                        x.clear();
                        x.extend(image.iter().map(|&pixel| levels[usize::from(pixel)]));
                    }
                    Some(Row::Values(row)) => {
                        x.clear();
                        x.extend_from_slice(row);
                    }
                    None => {}
                }
                x.truncate(self.inputs);
                x.resize(self.inputs.next_multiple_of(8), 0.0);
                nibbles.run(x, y);
                if !self.kept.is_empty() {
                    take_entries(x.iter().copied(), entries);
                }
            }
            (Weights::Ink(..), _) => unreachable!("the first layer is asked pixels"),
        }
        if !self.kept.is_empty() {
            for &(input, value) in entries.iter() {
                for &(unit, more) in self.kept.get(input as usize).into_iter().flatten() {
                    y[unit as usize] += value * more;
                }
            }
        }
        y.truncate(self.outputs);
        y.iter_mut().zip(&self.biases).for_each(|(y, bias)| *y += bias);
    }
}

/// The inputs that are not zero.
#[inline(always)]
fn take_entries(x: impl Iterator<Item = f32>, entries: &mut Vec<(u32, f32)>) {
    entries.clear();
    entries.extend((0..).zip(x).filter(|(_, value)| *value != 0.0));
}

/// Adds y = sum of w p / 255 for weights of two values c0, c1: with P the sum of all pixels and S of those under c1,
/// (c1 - c0) / 2 (2 S - P) + (c0 + c1) / 2 P, where 2 S - P and P are whole numbers.
#[expect(clippy::cast_precision_loss, reason = "sums of pixels are far below 2^24")]
fn from_sums([low, high]: [f32; 2], (total, sums): (u32, &[u32]), y: &mut [f32]) {
    let half = (high - low) / 2.0 / 255.0;
    let base = total as f32 * (f32::midpoint(high, low) / 255.0);
    for (y, &sum) in y.iter_mut().zip(sums) {
        *y += (2 * i64::from(sum) - i64::from(total)) as f32 * half + base;
    }
}
