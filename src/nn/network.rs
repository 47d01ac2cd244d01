//! A network: a chain of layers under a loss.

use std::ops::Range;

use super::convolution::{Convolution, add_biases, sum_rows};
use super::inputs::{Ink, Inputs};
use super::layer::{Activation, Layer, Scratch};
use super::loss::{Loss, Targets};
use super::params::{LayerParams, Params};
use super::pool::MaxPool;
use crate::math::{Random, exp};

/// Rows evaluated at once when only outputs are wanted.
const EVALUATION_ROWS: usize = 256;

/// The shape of a net: which layers, which loss. Holds no weights.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Network {
    layers: Vec<Layer>,
    inputs: usize,
    loss: Loss,
}

/// Buffers reused from call to call.
#[derive(Debug, Default)]
pub struct Workspace {
    outputs: Vec<Vec<f32>>,
    upstream: Vec<f32>,
    downstream: Vec<f32>,
    pub(super) scratch: Scratch,
    asked: Asked,
}

/// Buffers for what a net is asked.
#[derive(Debug, Default)]
struct Asked {
    rows: Vec<f32>,
    ink: Ink,
}

/// What a net is asked at once.
enum Batch<'a> {
    /// So many rows, one after the other.
    Rows(usize, &'a [f32]),
    /// Images, of which the first layer needs the ink only.
    Ink(&'a mut Ink),
}

impl Batch<'_> {
    fn rows(&self) -> usize {
        match self {
            Self::Rows(rows, _) => *rows,
            Self::Ink(ink) => ink.rows(),
        }
    }
}

/// Mean loss and error of a network on a set of examples.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Evaluation {
    /// Mean loss per example.
    pub loss: f64,
    /// Fraction of examples whose largest output is not their class; `None` for regression.
    pub error: Option<f64>,
}

/// What a net says of one example.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Vote {
    /// The class of the largest output.
    pub class: u8,
    /// Its softmax, from 0 to 1.
    pub confidence: f32,
    /// By how much that output is larger than every other: e to this is how many times as probable.
    pub lead: f32,
}

/// What is known after judging a net on some of the examples.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    loss: f64,
    wrong: usize,
    rows: usize,
    votes: Option<Vec<Option<Vote>>>,
}

impl Tally {
    /// A tally that also keeps what the net says of every example.
    pub fn with_votes() -> Self {
        Self { votes: Some(Vec::new()), ..Self::default() }
    }

    /// What the net says of the examples judged so far, if that was to be kept.
    pub fn into_votes(self) -> Option<Vec<Option<Vote>>> {
        self.votes
    }
}

impl Network {
    /// Dense layers of the given widths (`widths[0]` inputs) with `activation` between them.
    ///
    /// # Panics
    /// If fewer than two widths are given.
    pub fn dense(widths: &[usize], activation: Activation, loss: Loss) -> Self {
        assert!(widths.len() >= 2, "a network needs inputs and outputs");
        let mut layers = Vec::new();
        for (i, pair) in widths.windows(2).enumerate() {
            if i > 0 {
                layers.push(Layer::Activation { function: activation, width: pair[0] });
            }
            layers.push(Layer::Dense { inputs: pair[0], outputs: pair[1] });
        }
        Self { layers, inputs: widths[0], loss }
    }

    /// `LeNet5` for images of 28x28 pixels: 20 and 50 maps of 5x5 kernels, each pooled, then 500 units under
    /// `activation`, then the outputs. Caffe's has no activation after the convolutions; others have, `activated`. There
    /// it is applied to what is pooled, which gives the same, since activations do not decrease, and costs a quarter.
    pub fn lenet5(outputs: usize, (activation, activated): (Activation, bool), loss: Loss) -> Self {
        let mut layers = Vec::new();
        let (mut size, mut channels) = ((28, 28), 1);
        for maps in [20, 50] {
            let convolution = Convolution { size, channels, kernel: 5, maps };
            let pool = MaxPool { size: convolution.output_size(), channels: maps };
            layers.extend([Layer::Convolution(convolution), Layer::MaxPool(pool)]);
            if activated {
                layers.push(Layer::Activation { function: activation, width: pool.outputs() });
            }
            (size, channels) = ((pool.size.0 / 2, pool.size.1 / 2), maps);
        }
        layers.push(Layer::Dense { inputs: size.0 * size.1 * channels, outputs: 500 });
        layers.push(Layer::Activation { function: activation, width: 500 });
        layers.push(Layer::Dense { inputs: 500, outputs });
        Self { layers, inputs: 28 * 28, loss }
    }

    /// The layers in order.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The loss it minimises.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// Width of the outputs.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(self.inputs, |l| l.outputs())
    }

    /// Random initial parameters (see [`Layer::init`]).
    pub fn init(&self, random: &mut Random) -> Params {
        Params { layers: self.layers.iter().filter_map(|l| l.init(random)).collect() }
    }

    /// The given examples as the first layer takes them.
    fn ask<'a>(
        &self,
        inputs: &Inputs,
        examples: impl ExactSizeIterator<Item = usize> + Clone,
        asked: &'a mut Asked,
    ) -> Batch<'a> {
        if let (Some(Layer::Dense { .. }), Inputs::Pixels(pixels)) = (self.layers.first(), inputs) {
            return Batch::Ink(pixels.ink(examples, &mut asked.ink));
        }
        let rows = examples.len();
        Batch::Rows(rows, inputs.gather(examples, &mut asked.rows).to_slice().expect("gathered row by row"))
    }

    /// Outputs for what is asked, left in the workspace's last buffer.
    fn forward(&self, params: &Params, batch: &mut Batch, workspace: &mut Workspace) {
        let rows = batch.rows();
        workspace.outputs.resize_with(self.layers.len(), Vec::new);
        let none = LayerParams::default();
        let mut with_params = params.layers.iter();
        for (i, &layer) in self.layers.iter().enumerate() {
            let own = layer.weights().and_then(|_| with_params.next()).unwrap_or(&none);
            let (before, after) = workspace.outputs.split_at_mut(i);
            let output = &mut after[0];
            output.resize(rows * layer.outputs(), 0.0);
            let input = match (before.last(), &mut *batch) {
                (Some(before), _) => before.as_slice(),
                (None, Batch::Rows(_, rows)) => rows,
                (None, Batch::Ink(ink)) => {
                    ink.forward(&own.weights, output, &mut workspace.scratch.packing);
                    add_biases(output, &own.biases);
                    continue;
                }
            };
            layer.forward(own, (rows, input), output, &mut workspace.scratch);
        }
    }

    /// Mean loss of some examples and its gradient with respect to all parameters (written over
    /// `grad`, which has the shape of `params`).
    ///
    /// # Panics
    /// If parameters, inputs or targets do not have the network's shape.
    pub fn gradient(
        &self,
        params: &Params,
        (inputs, targets, examples): (&Inputs, &Targets, &[usize]),
        grad: &mut Params,
        workspace: &mut Workspace,
    ) -> f64 {
        let mut asked = std::mem::take(&mut workspace.asked);
        let mut batch = self.ask(inputs, examples.iter().copied(), &mut asked);
        self.forward(params, &mut batch, workspace);
        let Workspace { outputs, upstream, downstream, scratch, .. } = workspace;
        let last = outputs.last().expect("a network has layers");
        upstream.clear();
        upstream.extend_from_slice(last);
        let sum = self.loss.sum_and_gradient(upstream, self.outputs(), &targets.select(examples));

        let none = LayerParams::default();
        let mut index = params.layers.len();
        let mut no_grad = LayerParams::default();
        for (i, &layer) in self.layers.iter().enumerate().rev() {
            let (own, own_grad) = if layer.weights().is_some() {
                index -= 1;
                (&params.layers[index], &mut grad.layers[index])
            } else {
                (&none, &mut no_grad)
            };
            // The first layer's input is data: nobody needs its gradient.
            let (input, dx) = match (i.checked_sub(1), &mut batch) {
                (Some(before), _) => {
                    downstream.resize(outputs[before].len(), 0.0);
                    (outputs[before].as_slice(), Some(downstream.as_mut_slice()))
                }
                (None, Batch::Rows(_, rows)) => (*rows, None),
                (None, Batch::Ink(ink)) => {
                    sum_rows(upstream, &mut own_grad.biases);
                    ink.backward((upstream, &own_grad.biases), &mut own_grad.weights, &mut scratch.packing);
                    continue;
                }
            };
            layer.backward(own, (batch.rows(), input, &outputs[i], upstream), own_grad, dx, scratch);
            std::mem::swap(upstream, downstream);
        }
        workspace.asked = asked;
        mean(sum, examples.len())
    }

    /// Calls `each` with a block of rows and the net's outputs (rows, width) for them, for at most
    /// `blocks` blocks from row `start` on. Gives the row after the last.
    fn for_each_block(
        &self,
        params: &Params,
        inputs: &Inputs,
        (mut start, blocks): (usize, u32),
        workspace: &mut Workspace,
        mut each: impl FnMut(Range<usize>, &mut [f32]),
    ) -> usize {
        let mut asked = std::mem::take(&mut workspace.asked);
        for _ in 0..blocks {
            if start >= inputs.len() {
                break;
            }
            let block = start..inputs.len().min(start + EVALUATION_ROWS);
            start = block.end;
            self.forward(params, &mut self.ask(inputs, block.clone(), &mut asked), workspace);
            each(block, workspace.outputs.last_mut().expect("a network has layers"));
        }
        workspace.asked = asked;
        start
    }

    /// Goes on with judging the net on a set of examples, for at most `blocks` blocks of rows. Gives
    /// loss and error once all are judged. Both are NaN-proof: a NaN output makes the loss NaN and
    /// counts as a wrong answer.
    pub fn tally(
        &self,
        params: &Params,
        (inputs, targets): (&Inputs, &Targets),
        (tally, blocks): (&mut Tally, u32),
        workspace: &mut Workspace,
    ) -> Option<Evaluation> {
        let width = self.outputs();
        let Tally { mut loss, mut wrong, rows, mut votes } = std::mem::take(tally);
        let rows = self.for_each_block(params, inputs, (rows, blocks), workspace, |block, outputs| {
            let block = targets.select(&block.collect::<Vec<_>>());
            if let Targets::Classes(classes) = &block {
                let answers = outputs.chunks_exact(width).map(answer);
                wrong += answers.zip(classes).filter(|&(a, &c)| a != Some(c)).count();
                if let Some(votes) = &mut votes {
                    votes.extend(outputs.chunks_exact(width).map(vote));
                }
            }
            loss += self.loss.sum_and_gradient(outputs, width, &block);
        });
        *tally = Tally { loss, wrong, rows, votes };
        (rows >= inputs.len()).then(|| Evaluation {
            loss: mean(loss, targets.len()),
            error: matches!(targets, Targets::Classes(_)).then(|| mean(count(wrong), targets.len())),
        })
    }

    /// Mean loss and error over a set of examples, see [`Network::tally`].
    pub fn evaluate(
        &self,
        params: &Params,
        examples: (&Inputs, &Targets),
        workspace: &mut Workspace,
    ) -> Evaluation {
        let mut tally = Tally::default();
        self.tally(params, examples, (&mut tally, u32::MAX), workspace).expect("all blocks are judged")
    }

    /// The outputs for all rows, one after the other.
    pub fn outputs_of(&self, params: &Params, inputs: &Inputs, workspace: &mut Workspace) -> Vec<f32> {
        let mut all = Vec::with_capacity(inputs.len() * self.outputs());
        self.for_each_block(params, inputs, (0, u32::MAX), workspace, |_, outputs| {
            all.extend_from_slice(outputs);
        });
        all
    }

    /// What the net says of each row; `None` where an output is NaN.
    pub fn votes(&self, params: &Params, inputs: &Inputs, workspace: &mut Workspace) -> Vec<Option<Vote>> {
        let mut votes = Vec::with_capacity(inputs.len());
        self.for_each_block(params, inputs, (0, u32::MAX), workspace, |_, outputs| {
            votes.extend(outputs.chunks_exact(self.outputs()).map(vote));
        });
        votes
    }

    /// The softmax of the outputs for one row of inputs.
    pub fn probabilities(&self, params: &Params, x: &[f32], workspace: &mut Workspace) -> Vec<f32> {
        self.forward(params, &mut Batch::Rows(1, x), workspace);
        let outputs = workspace.outputs.last().expect("a network has layers");
        let largest = outputs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers: Vec<f32> = outputs.iter().map(|v| exp(v - largest)).collect();
        let sum: f32 = powers.iter().sum();
        powers.iter().map(|p| p / sum).collect()
    }
}

/// What a row of outputs says; `None` where one is NaN.
fn vote(row: &[f32]) -> Option<Vote> {
    let class = answer(row)?;
    let largest = row[usize::from(class)];
    let sum: f32 = row.iter().map(|v| exp(v - largest)).sum();
    let others = row.iter().enumerate().filter(|(i, _)| *i != usize::from(class));
    let second = others.map(|(_, v)| *v).fold(f32::NEG_INFINITY, f32::max);
    Some(Vote { class, confidence: 1.0 / sum, lead: largest - second })
}

/// First index of the largest value, or `None` if one is NaN.
pub fn answer(row: &[f32]) -> Option<u8> {
    let mut best = 0;
    for (i, v) in row.iter().enumerate() {
        if v.is_nan() {
            return None;
        }
        if *v > row[best] {
            best = i;
        }
    }
    u8::try_from(best).ok()
}

#[expect(clippy::cast_precision_loss, reason = "counts of examples are far below 2^53")]
fn count(n: usize) -> f64 {
    n as f64
}

fn mean(sum: f64, n: usize) -> f64 {
    if n == 0 { 0.0 } else { sum / count(n) }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use ndarray::Array2;

    use super::super::inputs::Pixels;
    use super::*;
    use crate::math::Stream;

    /// Central differences of the mean loss, parameter by parameter.
    fn check_gradient(network: &Network, x: &Inputs, targets: &Targets) {
        let mut random = Random::new(11, Stream::Init);
        let mut params = network.init(&mut random);
        for layer in &mut params.layers {
            layer.biases.iter_mut().for_each(|b| *b = random.uniform() - 0.5);
        }
        let mut workspace = Workspace::default();
        let mut grad = params.zeros_like();
        let all: Vec<usize> = (0..x.len()).collect();
        let loss = network.gradient(&params, (x, targets, &all), &mut grad, &mut workspace);
        assert!((loss - network.evaluate(&params, (x, targets), &mut workspace).loss).abs() < 1e-6);
        let h = 1.0 / 1024.0_f32;
        for l in 0..params.layers.len() {
            let n = params.layers[l].weights.len();
            for i in 0..n + params.layers[l].biases.len() {
                let slot = |p: &mut Params, v: f32| {
                    if i < n { p.layers[l].weights[i] += v } else { p.layers[l].biases[i - n] += v }
                };
                let mut at = |v: f32| {
                    let mut moved = params.clone();
                    slot(&mut moved, v);
                    network.evaluate(&moved, (x, targets), &mut workspace).loss
                };
                let numeric = (at(h) - at(-h)) / (2.0 * f64::from(h));
                let own = &grad.layers[l];
                let exact = f64::from(if i < n { own.weights[i] } else { own.biases[i - n] });
                assert!(
                    (numeric - exact).abs() < 2e-3 * exact.abs().max(0.1),
                    "layer {l}, {i}: {numeric} {exact}"
                );
            }
        }
    }

    fn inputs(rows: usize, cols: usize) -> Array2<f32> {
        let mut random = Random::new(12, Stream::Data);
        Array2::from_shape_fn((rows, cols), |_| random.uniform() * 2.0 - 1.0)
    }

    #[test]
    fn gradients_match_central_differences() {
        let x = Inputs::Values(inputs(7, 5));
        let classes = Targets::Classes(vec![0, 1, 2, 2, 1, 0, 1]);
        for activation in [Activation::Tanh, Activation::Relu] {
            check_gradient(&Network::dense(&[5, 6, 4, 3], activation, Loss::CrossEntropy), &x, &classes);
        }
        check_gradient(&Network::dense(&[5, 3], Activation::Tanh, Loss::CrossEntropy), &x, &classes);
        let values = Targets::Values(inputs(7, 2));
        check_gradient(&Network::dense(&[5, 4, 2], Activation::Tanh, Loss::SquaredError), &x, &values);
    }

    /// Images with much paper, whose mean is not their own.
    fn images(count: usize, width: usize) -> Inputs {
        let mut random = Random::new(13, Stream::Data);
        let mut byte = || if random.uniform() < 0.7 { 0 } else { (random.uniform() * 255.0) as u8 };
        let pixels = Pixels::new(Rc::new((0..count * width).map(|_| byte()).collect()), width);
        Inputs::Pixels(pixels.centred((0..width).map(|i| (i % 4) as f32 / 8.0).collect()))
    }

    #[test]
    fn images_asked_by_their_ink_give_what_their_rows_give() {
        let inputs = images(9, 50);
        let rows = Inputs::Values(inputs.gather(0..9, &mut Vec::new()).to_owned());
        let targets = Targets::Classes(vec![0, 1, 2, 2, 1, 0, 1, 2, 0]);
        // Wide and narrow first layers have kernels of their own.
        for first in [40, 3] {
            let network = Network::dense(&[50, first, 3], Activation::Tanh, Loss::CrossEntropy);
            check_gradient(&network, &inputs, &targets);
            let params = network.init(&mut Random::new(1, Stream::Init));
            let [by_ink, by_rows] = [&inputs, &rows].map(|inputs| {
                let (mut grad, mut workspace) = (params.zeros_like(), Workspace::default());
                let few = (inputs, &targets, &[7, 0, 0, 3][..]);
                let loss = network.gradient(&params, few, &mut grad, &mut workspace);
                (loss, grad, network.evaluate(&params, (inputs, &targets), &mut workspace).loss)
            });
            assert!((by_ink.0 - by_rows.0).abs() < 1e-6 && (by_ink.2 - by_rows.2).abs() < 1e-6);
            for (ink, rows) in by_ink.1.layers.iter().zip(&by_rows.1.layers) {
                let mut both =
                    ink.weights.iter().zip(&rows.weights).chain(ink.biases.iter().zip(&rows.biases));
                assert!(both.all(|(ink, rows)| (ink - rows).abs() < 1e-6));
            }
        }
    }

    #[test]
    fn gradients_of_convolutions_and_pooling_match_central_differences() {
        let first = Convolution { size: (8, 7), channels: 1, kernel: 3, maps: 2 };
        let first_pool = MaxPool { size: first.output_size(), channels: 2 };
        let second = Convolution { size: (3, 2), channels: 2, kernel: 2, maps: 3 };
        let dense = Layer::Dense { inputs: second.outputs(), outputs: 3 };
        let layers = vec![
            Layer::Convolution(first),
            Layer::MaxPool(first_pool),
            Layer::Activation { function: Activation::Tanh, width: first_pool.outputs() },
            Layer::Convolution(second),
            dense,
        ];
        let network = Network { layers, inputs: 56, loss: Loss::CrossEntropy };
        check_gradient(&network, &Inputs::Values(inputs(5, 56)), &Targets::Classes(vec![0, 1, 2, 2, 1]));
    }

    #[test]
    fn lenet5_has_the_published_size() {
        let network = Network::lenet5(10, (Activation::Tanh, false), Loss::CrossEntropy);
        let params = network.init(&mut Random::new(1, Stream::Init));
        let weights: Vec<usize> = params.layers.iter().map(|l| l.weights.len()).collect();
        assert_eq!(weights, [500, 25_000, 400_000, 5_000]);
        assert_eq!((params.weight_count(), params.bias_count()), (430_500, 580));
        let x = Inputs::Values(inputs(3, 784));
        let targets = Targets::Classes(vec![3, 1, 4]);
        let mut grad = params.zeros_like();
        let examples = (&x, &targets, &[0, 1, 2][..]);
        let loss = network.gradient(&params, examples, &mut grad, &mut Workspace::default());
        assert!(loss.is_finite() && grad.is_finite());
        assert!(grad.layers.iter().all(|l| l.weights.iter().any(|g| *g != 0.0)));
    }

    #[test]
    fn evaluation_in_blocks_equals_evaluation_at_once() {
        let network = Network::dense(&[5, 6, 3], Activation::Tanh, Loss::CrossEntropy);
        let params = network.init(&mut Random::new(1, Stream::Init));
        let x = inputs(600, 5);
        let targets = Targets::Classes((0..600).map(|i| (i % 3) as u8).collect());
        let mut workspace = Workspace::default();
        let evaluation = network.evaluate(&params, (&Inputs::Values(x.clone()), &targets), &mut workspace);
        let votes = network.votes(&params, &Inputs::Values(x.clone()), &mut workspace);
        let answers: Vec<Option<u8>> = votes.iter().map(|vote| vote.map(|v| v.class)).collect();
        let mut tally = Tally::default();
        let examples = (&Inputs::Values(x.clone()), &targets);
        assert_eq!(network.tally(&params, examples, (&mut tally, 2), &mut workspace), None);
        assert_eq!(network.tally(&params, examples, (&mut tally, 1), &mut workspace), Some(evaluation));
        let wrong = answers.iter().enumerate().filter(|&(i, &a)| a != Some((i % 3) as u8)).count();
        assert_eq!(evaluation.error, Some(wrong as f64 / 600.0));
        let all: Vec<usize> = (0..600).collect();
        let examples = (&Inputs::Values(x), &targets, all.as_slice());
        let loss = network.gradient(&params, examples, &mut params.zeros_like(), &mut workspace);
        assert!((evaluation.loss - loss).abs() < 1e-9);
    }

    #[test]
    fn not_a_number_makes_the_loss_nan_and_the_answer_wrong() {
        let network = Network::dense(&[2, 2], Activation::Tanh, Loss::CrossEntropy);
        let mut params = network.init(&mut Random::new(1, Stream::Init));
        params.layers[0].weights[0] = f32::NAN;
        let x = inputs(3, 2);
        let targets = Targets::Classes(vec![0; 3]);
        let evaluation = network.evaluate(&params, (&Inputs::Values(x), &targets), &mut Workspace::default());
        assert!(evaluation.loss.is_nan());
        assert_eq!(evaluation.error, Some(1.0));
    }

    #[test]
    fn no_examples_give_zero_loss() {
        let network = Network::dense(&[2, 2], Activation::Tanh, Loss::CrossEntropy);
        let params = network.init(&mut Random::new(1, Stream::Init));
        let evaluation = network.evaluate(
            &params,
            (&Inputs::Values(Array2::zeros((0, 2))), &Targets::Classes(vec![])),
            &mut Workspace::default(),
        );
        assert_eq!(evaluation, Evaluation { loss: 0.0, error: Some(0.0) });
    }

    #[test]
    fn votes_are_the_largest_softmax_and_nan_abstains() {
        let network = Network::dense(&[2, 3], Activation::Tanh, Loss::CrossEntropy);
        let mut params = network.init(&mut Random::new(1, Stream::Init));
        params.layers[0].weights = vec![1.0, 2.0, -1.0, 0.5, 0.0, 3.0];
        let x = ndarray::array![[1.0_f32, 0.0], [0.0, 1.0], [f32::NAN, 0.0]];
        let mut workspace = Workspace::default();
        let votes = network.votes(&params, &Inputs::Values(x.clone()), &mut workspace);
        assert_eq!(votes[2], None);
        for (row, want) in [(0, [1.0_f64, 2.0, -1.0]), (1, [0.5, 0.0, 3.0])] {
            let sum: f64 = want.iter().map(|v| v.exp()).sum();
            let softmax = want.map(|v| v.exp() / sum);
            let best = (0..3).max_by(|&a, &b| softmax[a].total_cmp(&softmax[b])).unwrap();
            let vote = votes[row].unwrap();
            assert_eq!(usize::from(vote.class), best);
            assert!((f64::from(vote.confidence) - softmax[best]).abs() < 1e-6);
            let all = network.probabilities(&params, x.row(row).as_slice().unwrap(), &mut workspace);
            assert!(all.iter().zip(softmax).all(|(&a, b)| (f64::from(a) - b).abs() < 1e-6));
        }
    }
}
