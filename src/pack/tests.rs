//! Packing is the identity, sizes are what the formula says, and kernels give what the oracles do.

use std::rc::Rc;

use ndarray::Array2;

use super::kernel::{BLOCK, Bits, Ink, Nibbles};
use super::{Packed, Runner, oracle};
use crate::math::{Random, Stream};
use crate::nn::{Activation, Inputs, Layer, Loss, Network, Params, Pixels, Workspace};
use crate::quant::{Codebook, GroupSize, Projection, Scheme, Size, Solver, project_groups};

fn random() -> Random {
    Random::new(17, Stream::Data)
}

/// A network's weights after a C step, with biases that are none of the values.
fn quantized(network: &Network, scheme: &Scheme, shared: bool) -> (Vec<Projection>, Params) {
    let mut random = random();
    let mut params = network.init(&mut random);
    for layer in &mut params.layers {
        layer.biases.iter_mut().for_each(|bias| *bias = random.uniform() - 0.5);
    }
    let layers: Vec<Vec<f32>> = params.layers.iter().map(|layer| layer.weights.clone()).collect();
    let joined = [layers.concat()];
    let groups: Vec<&[f32]> =
        if shared { &joined[..] } else { &layers[..] }.iter().map(Vec::as_slice).collect();
    let theta = project_groups(scheme.quantizer(Solver::Exact).as_ref(), &groups, &[], &mut random).unwrap();
    let values = theta.iter().flat_map(Projection::quantized);
    let weights = params.layers.iter_mut().flat_map(|layer| &mut layer.weights);
    weights.zip(values).for_each(|(weight, value)| *weight = value);
    (theta, params)
}

fn schemes() -> Vec<Scheme> {
    let named = [
        "adaptive:1",
        "adaptive:2",
        "adaptive:3",
        "adaptive:5",
        "adaptive:16",
        "adaptive:17",
        "adaptive:256",
        "adaptive0:2",
        "adaptive0:9",
        "budget:1.5",
        "binary",
        "binary-scaled",
        "ternary",
        "ternary-scaled",
        "pow2:3",
        "pow2-scaled:6",
        "fixed:-0.3;0.1;0.25",
        "fixed-scaled:-1;0;3",
        "fixed-scaled:0.1;0.7;0.9",
        "fixed-scaled:0",
        "adaptive:2~1",
        "binary-scaled~5",
        "fixed:0~50",
    ];
    named.iter().map(|text| text.parse().unwrap()).collect()
}

fn nets() -> [Network; 3] {
    [
        Network::dense(&[13, 7, 5, 3], Activation::Tanh, Loss::CrossEntropy),
        Network::dense(&[4, 2], Activation::Relu, Loss::SquaredError),
        Network::lenet5(10, (Activation::Tanh, false), Loss::CrossEntropy),
    ]
}

#[test]
fn packing_is_the_identity_and_takes_what_the_formula_says() {
    for (network, scheme) in nets().iter().flat_map(|net| schemes().into_iter().map(move |s| (net, s))) {
        for shared in [false, true] {
            let (theta, params) = quantized(network, &scheme, shared);
            let packed = Packed::new(network, &scheme.codebook, &theta, &params);
            assert_eq!(packed.unpack().digest(), params.digest(), "{scheme} {shared}");
            let groups = theta.iter().map(|p| {
                let mut counts = vec![0; p.codebook.len()];
                p.assignment.iter().for_each(|&a| counts[usize::from(a)] += 1);
                GroupSize { counts, kept: p.kept.len() }
            });
            let size = Size::new(&scheme.codebook, &groups.collect::<Vec<_>>(), params.bias_count());
            let formula = size.quantized_bits / 8.0;
            // Whole bytes for every layer's codes and every group's places; and a scale that is no single takes twice as much.
            let doubles = packed
                .groups
                .iter()
                .filter(|g| matches!(g.stored, super::Stored::Scaled(_, s) if !super::single(s)));
            let doubles = doubles.count();
            let more = packed.bytes() as f64 - formula - 4.0 * doubles as f64;
            assert!(
                (0.0..(packed.layers.len() + packed.groups.len()) as f64).contains(&more),
                "{scheme} {shared}: {more}"
            );
            assert!(doubles == 0 || scheme.to_string().starts_with("fixed-scaled"), "{scheme}");
        }
    }
}

/// The codes of a layer begin with the first unit's, in the order of its inputs.
#[test]
fn codes_are_written_unit_after_unit() {
    let network = Network::dense(&[3, 2], Activation::Tanh, Loss::CrossEntropy);
    let params = Params {
        layers: vec![crate::nn::LayerParams {
            weights: vec![-1.0, 1.0, 1.0, 1.0, -1.0, -1.0],
            biases: vec![0.0; 2],
        }],
    };
    let theta = Codebook::Binary
        .quantizer(Solver::Exact)
        .project(&params.layers[0].weights, None, &mut random())
        .unwrap();
    let packed = Packed::new(&network, &Codebook::Binary, &[theta], &params);
    assert_eq!(packed.codes(0), [0, 1, 0, 1, 1, 0]);
    assert_eq!(packed.layers[0].codes, [0b01_1010]);
}

#[test]
fn kernels_give_what_the_oracles_do() {
    let mut random = random();
    for inputs in [1_usize, 2, 3, 4, 7, 8, 9, 31, 64, 300, 1100] {
        for outputs in [1_usize, 2, 10, 16, 17, 32, 33, 48] {
            for (bits, most) in
                [(Bits::One, 2), (Bits::Two, 3), (Bits::Two, 4), (Bits::Four, 11), (Bits::Four, 16)]
            {
                let codes: Vec<u8> = (0..inputs * outputs).map(|_| random.below(most) as u8).collect();
                let values: Vec<f32> = (0..most).map(|_| random.normal() as f32).collect();
                let x: Vec<f32> = (0..inputs)
                    .map(|_| if random.below(3) == 0 { 0.0 } else { random.normal() as f32 })
                    .collect();
                let mut padded = x.clone();
                padded.resize(inputs.next_multiple_of(8), 0.0);
                let mut kernel = Nibbles::new(&codes, inputs, (bits, &values));
                // Twice: what is left of the first time changes nothing.
                for _ in 0..2 {
                    let mut y = vec![0.0; outputs.next_multiple_of(2 * BLOCK)];
                    kernel.run(&padded, &mut y);
                    assert_eq!(
                        y[..outputs],
                        oracle::nibbles(&codes, &x, (bits.per(), &values)),
                        "{inputs} {outputs} {bits:?}"
                    );
                }
                // And that is nearly the product.
                let mut y = vec![0.0; outputs.next_multiple_of(2 * BLOCK)];
                kernel.run(&padded, &mut y);
                let largest = |all: &[f32]| all.iter().fold(0.0_f32, |most, v| v.abs().max(most));
                let bound = f64::from(largest(&x) * largest(&values)) * bits.per() as f64;
                for (unit, &y) in y[..outputs].iter().enumerate() {
                    let codes = &codes[unit * inputs..(unit + 1) * inputs];
                    let terms =
                        codes.iter().zip(&x).map(|(&c, &x)| f64::from(values[usize::from(c)]) * f64::from(x));
                    let exact: f64 = terms.sum();
                    let most =
                        bound * (inputs.div_ceil(bits.per()) as f64 / 2.0 / 8191.0 + 1e-6 * inputs as f64);
                    assert!((f64::from(y) - exact).abs() <= most, "{inputs} {outputs} {bits:?}: {y} {exact}");
                }
            }
            let codes: Vec<u8> = (0..inputs * outputs).map(|_| random.below(2) as u8).collect();
            let image: Vec<u8> = (0..inputs)
                .map(|i| if i % 24 < 10 { 0 } else { [255, random.below(256) as u8][i % 2] })
                .collect();
            let (mut kernel, mut sums) = (Ink::new(&codes, inputs), Vec::new());
            for image in [&image, &vec![255; inputs], &vec![0; inputs]] {
                kernel.run(image, &mut sums);
                assert_eq!(sums[..outputs], oracle::ink(&codes, image), "{inputs} {outputs}");
            }
        }
    }
}

#[test]
fn no_input_gives_nothing_and_what_is_no_number_is_not_swallowed() {
    let mut kernel = Nibbles::new(&[0, 1, 1, 0, 1, 1, 1, 1], 8, (Bits::One, &[-1.0, 1.0]));
    let mut y = [0.5; 2 * BLOCK];
    kernel.run(&[0.0; 8], &mut y);
    assert_eq!(y[0], 0.5);
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for place in 0..8 {
            let mut x = [1.0; 8];
            x[place] = bad;
            let mut y = [0.0; 2 * BLOCK];
            kernel.run(&x, &mut y);
            assert!(y[0].is_nan(), "{bad} {place}");
        }
    }
}

/// Images with much paper, and rows of numbers.
fn asked(width: usize) -> [Inputs; 2] {
    let mut random = random();
    let values =
        Array2::from_shape_fn(
            (20, width),
            |_| if random.below(3) == 0 { 0.0 } else { random.normal() as f32 },
        );
    let bytes =
        (0..20 * width).map(|_| if random.below(3) > 0 { 0 } else { random.below(256) as u8 }).collect();
    let pixels = Pixels::new(Rc::new(bytes), width);
    let mean = pixels.mean();
    [Inputs::Values(values), Inputs::Pixels(pixels.centred(mean))]
}

/// What the network says, by its own products.
fn outputs(network: &Network, params: &Params, inputs: &Inputs, example: usize) -> Vec<f32> {
    network.outputs_of(params, &inputs.select(&[example]), &mut Workspace::default())
}

#[test]
fn a_net_in_full_gives_the_bits_of_the_network() {
    let nets = [
        Network::dense(&[13, 7, 5, 3], Activation::Tanh, Loss::CrossEntropy),
        Network::dense(&[30, 70, 40, 10], Activation::Relu, Loss::CrossEntropy),
        Network::lenet5(10, (Activation::Relu, true), Loss::CrossEntropy),
    ];
    for network in &nets {
        let width = match network.layers()[0] {
            Layer::Dense { inputs, .. } => inputs,
            _ => 784,
        };
        let (_, params) = quantized(network, &Codebook::Adaptive { k: 200 }.into(), false);
        for inputs in asked(width) {
            let mut runner = Runner::plain(network, &params, &inputs);
            for example in 0..5 {
                assert_eq!(
                    runner.run(&inputs, example),
                    outputs(network, &params, &inputs, example),
                    "{width}"
                );
            }
        }
    }
}

#[test]
fn a_packed_net_answers_nearly_what_the_network_does() {
    for network in nets() {
        let width = match network.layers()[0] {
            Layer::Dense { inputs, .. } => inputs,
            _ => 784,
        };
        for scheme in schemes() {
            // With weights of one and more a deep net tells numbers apart that are the same but for rounding.
            let name = scheme.codebook.name();
            if width == 784 && ["binary", "ternary", "pow2", "fixed", "fixed-scaled"].contains(&name) {
                continue;
            }
            let (theta, params) = quantized(&network, &scheme, false);
            let packed = Packed::new(&network, &scheme.codebook, &theta, &params);
            for inputs in asked(width) {
                let mut runner = Runner::packed(&network, &packed, &inputs);
                for example in 0..3 {
                    let wanted = outputs(&network, &params, &inputs, example);
                    let size = wanted.iter().fold(1.0_f32, |most, v| v.abs().max(most));
                    for (got, wanted) in runner.run(&inputs, example).iter().zip(&wanted) {
                        assert!((got - wanted).abs() < 2e-3 * size, "{scheme} {width}: {got} {wanted}");
                    }
                }
            }
        }
    }
}
