//! Files as they come, and as they should not come.

use std::io::{Cursor, Write};

use ::safetensors::tensor::TensorView;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::math::{Random, Stream};
use crate::nn::{Activation, Inputs, Loss, Network, Params, Workspace};

fn numbers(n: usize, seed: u32) -> Vec<f32> {
    let mut random = Random::new(seed, Stream::Init);
    (0..n).map(|_| random.uniform() - 0.5).collect()
}

fn tensor(name: &str, shape: &[usize], seed: u32) -> Tensor {
    Tensor { name: name.to_owned(), shape: shape.to_vec(), values: numbers(shape.iter().product(), seed) }
}

fn safetensors(tensors: &[Tensor]) -> Vec<u8> {
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|t| t.values.iter().flat_map(|v| v.to_le_bytes()).collect()).collect();
    let views = tensors.iter().zip(&bytes).map(|(t, bytes)| {
        (t.name.clone(), TensorView::new(::safetensors::Dtype::F32, t.shape.clone(), bytes).unwrap())
    });
    ::safetensors::serialize(views, None).unwrap()
}

fn npy(kind: &str, order: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    let mut header = format!("{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}");
    header.push_str(&" ".repeat(63 - (10 + header.len()) % 64));
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    bytes.extend(header.bytes());
    bytes.extend(data);
    bytes
}

fn npz(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn f32s(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

fn try_fit(network: &Network, tensors: Vec<Tensor>, layout: Option<Layout>) -> Result<Params, FitError> {
    fit(network, &tensors, &Hints { layout, order: None }).map(|fitted| fitted.params)
}

fn fitted(network: &Network, tensors: Vec<Tensor>, layout: Option<Layout>) -> Params {
    try_fit(network, tensors, layout).unwrap()
}

fn mlp(widths: &[usize]) -> Network {
    Network::dense(widths, Activation::Tanh, Loss::CrossEntropy)
}

#[test]
fn both_formats_give_the_tensors_that_were_written() {
    let tensors = vec![tensor("fc1.bias", &[3], 1), tensor("fc1.weight", &[3, 4], 2)];
    let mut read_back = read(&safetensors(&tensors)).unwrap();
    read_back.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(read_back, tensors);
    let files = [
        ("fc1.bias.npy", npy("<f4", "False", "(3,)", &f32s(&tensors[0].values))),
        ("fc1.weight.npy", npy("<f4", "False", "(3, 4)", &f32s(&tensors[1].values))),
    ];
    assert_eq!(read(&npz(&files)).unwrap(), tensors);
}

#[test]
fn every_number_format_and_the_other_order_are_understood() {
    let one = |bytes| read(&npz(&[("x.npy", bytes)])).unwrap().remove(0);
    let doubles: Vec<u8> = [1.5_f64, -2.0].iter().flat_map(|v| v.to_le_bytes()).collect();
    assert_eq!(one(npy("<f8", "False", "(2,)", &doubles)).values, [1.5, -2.0]);
    assert_eq!(one(npy("<f2", "False", "(2,)", &[0x00, 0x3c, 0x00, 0xc0])).values, [1.0, -2.0]);
    let column_major = one(npy("<f4", "True", "(2, 3)", &f32s(&[1.0, 4.0, 2.0, 5.0, 3.0, 6.0])));
    assert_eq!(column_major.values, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(one(npy("<f4", "False", "()", &f32s(&[7.0]))).shape, Vec::<usize>::new());
    let view = TensorView::new(::safetensors::Dtype::BF16, vec![1], &[0x80, 0x3f]).unwrap();
    let bytes = ::safetensors::serialize([("x", view)], None).unwrap();
    assert_eq!(read(&bytes).unwrap()[0].values, [1.0]);
}

#[test]
fn layers_are_found_in_any_order_and_either_layout() {
    let network = mlp(&[5, 4, 3]);
    let params = network.init(&mut Random::new(9, Stream::Init));
    let transposed = |values: &[f32], rows: usize, cols: usize| -> Vec<f32> {
        (0..cols).flat_map(|c| (0..rows).map(move |r| (r, c))).map(|(r, c)| values[r * cols + c]).collect()
    };
    let [first, second] = &params.layers[..] else { panic!() };
    let make = |name: &str, shape: &[usize], values: Vec<f32>| Tensor {
        name: name.to_owned(),
        shape: shape.to_vec(),
        values,
    };
    let pytorch = vec![
        make("z.bias", &[3], second.biases.clone()),
        make("z.weight", &[3, 4], transposed(&second.weights, 4, 3)),
        make("a.weight", &[4, 5], transposed(&first.weights, 5, 4)),
        make("a.bias", &[4], first.biases.clone()),
    ];
    assert_eq!(fitted(&network, pytorch.clone(), None), params);
    assert_eq!(fitted(&network, pytorch, Some(Layout::OutIn)), params);
    let plain = vec![
        make("W2", &[4, 3], second.weights.clone()),
        make("b1", &[4], first.biases.clone()),
        make("W1", &[5, 4], first.weights.clone()),
        make("b2", &[3], second.biases.clone()),
    ];
    assert_eq!(fitted(&network, plain, None), params);
}

#[test]
fn equal_layers_are_told_apart_by_name_and_their_layout_by_the_others() {
    let network = mlp(&[5, 4, 4, 4, 3]);
    let tensors = vec![
        tensor("net.10.weight", &[4, 4], 1),
        tensor("net.10.bias", &[4], 2),
        tensor("net.2.weight", &[4, 4], 3),
        tensor("net.2.bias", &[4], 4),
        tensor("net.0.weight", &[4, 5], 5),
        tensor("net.0.bias", &[4], 6),
        tensor("net.12.weight", &[3, 4], 7),
        tensor("net.12.bias", &[3], 8),
    ];
    let params = fitted(&network, tensors, None);
    assert_eq!(params.layers[1].biases, numbers(4, 4));
    assert_eq!(params.layers[2].biases, numbers(4, 2));
    // (out, in) as the first layer shows: the square ones are transposed too.
    assert_eq!(params.layers[1].weights[1], numbers(16, 3)[4]);
}

/// How layers may be called, from inputs to outputs, and what comes before `weight` or `kernel`.
type Names = fn(usize, usize) -> String;
const CONVENTIONS: [(Names, &str, &str, &str); 12] = [
    (|i, _| format!("fc{}", i + 1), ".", "weight", "bias"),
    (|i, _| format!("layers.{}", 2 * i), ".", "weight", "bias"),
    (|i, _| format!("_orig_mod.module.fc{}", i + 9), ".", "weight", "bias"),
    (|i, _| format!("model.net.{i}.linear"), ".", "weight", "bias"),
    (|i, _| if i == 0 { "dense".to_owned() } else { format!("dense_{i}") }, "/", "kernel:0", "bias:0"),
    (|i, _| if i == 0 { "dense".to_owned() } else { format!("dense_{i}") }, "_", "kernel", "bias"),
    (|i, _| format!("params/Dense_{i}"), "/", "kernel", "bias"),
    (|i, _| if i == 0 { "hidden".to_owned() } else { format!("hidden{}", i + 1) }, ".", "weight", "bias"),
    (
        |i, n| if 2 * i < n { format!("features.{i}") } else { format!("classifier.{i}") },
        ".",
        "weight",
        "bias",
    ),
    (|i, n| if 2 * i < n { format!("encoder.{i}") } else { format!("decoder.{i}") }, ".", "weight", "bias"),
    (|i, n| if 2 * i < n { format!("stem{i}") } else { format!("head{i}") }, ".", "weight", "bias"),
    (|i, _| format!("layer_{i}"), "_", "W", "b"),
];

/// The same parameters as somebody else would have stored them.
fn stored(
    params: &Params,
    widths: &[usize],
    layout: Layout,
    names: impl Fn(usize) -> (String, String),
) -> Vec<Tensor> {
    let mut tensors = Vec::new();
    for (i, layer) in params.layers.iter().enumerate() {
        let (inputs, outputs) = (widths[i], widths[i + 1]);
        let (shape, values) = match layout {
            Layout::InOut => (vec![inputs, outputs], layer.weights.clone()),
            Layout::OutIn => {
                let turned = (0..outputs).flat_map(|o| (0..inputs).map(move |i| i * outputs + o));
                (vec![outputs, inputs], turned.map(|at| layer.weights[at]).collect())
            }
        };
        let (weights, biases) = names(i);
        tensors.push(Tensor { name: weights, shape, values });
        tensors.push(Tensor { name: biases, shape: vec![outputs], values: layer.biases.clone() });
    }
    tensors
}

/// Whatever its layers are called, in whatever order its tensors come, whichever way round they are stored: the same net,
/// or a refusal with the option that solves it.
#[test]
fn a_net_under_other_names_is_the_same_net_or_refused_with_the_way_out() {
    let mut random = Random::new(51, Stream::Data);
    let (mut right, mut helped) = (0, 0);
    for round in 0..3000 {
        let depth = 1 + random.below(4) as usize;
        let sizes = [2, 3, 3, 5, 64][..2 + random.below(4) as usize].to_vec();
        let widths: Vec<usize> =
            (0..=depth).map(|_| sizes[random.below(sizes.len() as u32) as usize]).collect();
        let network = mlp(&widths);
        let mut params = network.init(&mut Random::new(round, Stream::Init));
        for layer in &mut params.layers {
            layer.biases = numbers(layer.biases.len(), random.below(1 << 30));
        }
        let (layer, between, weights, biases) = CONVENTIONS[round as usize % CONVENTIONS.len()];
        let (layout, way) = Layout::ALL[random.below(2) as usize];
        let named = |i: usize, role: &str| format!("{}{between}{role}", layer(i, depth));
        let mut tensors = stored(&params, &widths, layout, |i| (named(i, weights), named(i, biases)));
        random.shuffle(&mut tensors);
        let context = format!("{widths:?} {way} {}", named(0, weights));
        match fit(&network, &tensors, &Hints::default()) {
            Ok(fitted) => {
                assert_eq!(fitted.params, params, "{context}: {}", fitted.told);
                right += 1;
            }
            Err(error @ (FitError::Ambiguous | FitError::Unordered { .. })) => {
                assert!(
                    error.to_string().contains("--layout") || error.to_string().contains("--order"),
                    "{error}"
                );
                let order = Some((0..depth).map(|i| layer(i, depth)).collect());
                let fitted = fit(&network, &tensors, &Hints { layout: Some(layout), order }).unwrap();
                assert_eq!(fitted.params, params, "{context}");
                helped += 1;
            }
            Err(error) => panic!("{context}: {error}"),
        }
    }
    assert!(right > 1500 && helped > 100, "{right} {helped}");
}

#[test]
fn names_that_tell_no_order_are_refused_until_it_is_said() {
    let network = mlp(&[4, 4, 4, 3]);
    let params = network.init(&mut Random::new(8, Stream::Init));
    let called = ["alpha", "beta", "gamma"];
    let names = |i: usize| (format!("{}.weight", called[i]), format!("{}.bias", called[i]));
    let tensors = stored(&params, &[4, 4, 4, 3], Layout::OutIn, names);
    let error = fit(&network, &tensors, &Hints::default()).unwrap_err().to_string();
    assert!(error.contains("alpha and beta") && error.contains("--order alpha,beta,gamma"), "{error}");
    let said = |names: &[&str]| {
        let order = Some(names.iter().map(|&name| name.to_owned()).collect());
        fit(&network, &tensors, &Hints { layout: None, order })
    };
    let fitted = said(&called).unwrap();
    assert_eq!(fitted.params, params);
    assert!(fitted.told.contains("alpha, beta, gamma") && fitted.told.contains("--order"), "{}", fitted.told);
    assert_ne!(said(&["beta", "alpha", "gamma"]).unwrap().params, params);
    assert!(matches!(said(&["alpha", "beta"]), Err(FitError::WrongOrder { given: 2, needed: 3 })));
    assert!(matches!(said(&["alpha", "beta", "delta"]), Err(FitError::NoSuchLayer { .. })));
    assert!(matches!(said(&["alpha", "alpha", "gamma"]), Err(FitError::NoSuchLayer { .. })));
    assert!(said(&["gamma", "alpha", "beta"]).is_err());
}

/// As `numpy.savez(file, *arrays)` names them: the first weights have the first biases.
#[test]
fn arrays_without_names_are_paired_in_their_order() {
    let widths = [2, 12, 2, 2];
    let network = mlp(&widths);
    let params = network.init(&mut Random::new(8, Stream::Init));
    for layout in [Layout::OutIn, Layout::InOut] {
        let names = |i: usize| (format!("arr_{}", 2 * i), format!("arr_{}", 2 * i + 1));
        let mut tensors = stored(&params, &widths, layout, names);
        tensors.reverse();
        assert_eq!(fitted(&network, tensors, None), params);
    }
}

#[test]
fn what_numpy_reads_is_read() {
    let values = [1.5_f32, -2.0, 0.25, 4.0];
    let big: Vec<u8> = values.iter().flat_map(|v| v.to_be_bytes()).collect();
    let halves: Vec<u8> = values.iter().flat_map(|v| half::bf16::from_f32(*v).to_le_bytes()).collect();
    let doubles: Vec<u8> = values.iter().flat_map(|v| f64::from(*v).to_be_bytes()).collect();
    for (kind, shape, data) in [
        ("<f4", "(2L, 2L)", f32s(&values)),
        ("=f4", "(2, 2)", f32s(&values)),
        (">f4", "(2, 2)", big),
        (">f8", "(2, 2)", doubles),
        ("|V2", "(2, 2)", halves.clone()),
        ("<V2", "(2, 2)", halves),
    ] {
        let files =
            [("notes.txt", b"trained on Tuesday".to_vec()), ("x.npy", npy(kind, "False", shape, &data))];
        let tensors = read(&npz(&files)).unwrap();
        assert_eq!(
            (tensors.len(), &tensors[0].shape[..], &tensors[0].values[..]),
            (1, &[2, 2][..], &values[..]),
            "{kind}"
        );
    }
    for kind in ["|V4", ">i4", "<U5", "|b1", "f4", "", "é2"] {
        let error = read(&npz(&[("x.npy", npy(kind, "False", "(1,)", &[0; 4]))])).unwrap_err();
        assert!(matches!(&error, ImportError::NumberType { .. }), "{kind}: {error}");
        assert_eq!(error.to_string().lines().count(), 1);
    }
}

#[test]
fn what_fits_both_ways_is_refused_until_the_layout_is_said() {
    let square = mlp(&[3, 3]);
    let tensors = || vec![tensor("w", &[3, 3], 1), tensor("b", &[3], 2)];
    let error = try_fit(&square, tensors(), None).unwrap_err();
    assert_eq!(error, FitError::Ambiguous);
    assert!(error.to_string().contains("--layout"));
    assert_eq!(fitted(&square, tensors(), Some(Layout::InOut)).layers[0].weights, numbers(9, 1));
    assert_eq!(fitted(&square, tensors(), Some(Layout::OutIn)).layers[0].weights[1], numbers(9, 1)[3]);
    // Widths that mirror each other fit both ways too, but then names and layers disagree.
    let mirror = mlp(&[4, 2, 4]);
    let tensors = vec![
        tensor("1.w", &[2, 4], 1),
        tensor("1.b", &[2], 2),
        tensor("2.w", &[4, 2], 3),
        tensor("2.b", &[4], 4),
    ];
    let params = fitted(&mirror, tensors, None);
    assert_eq!(params.layers[0].weights[1], numbers(8, 1)[4]);
}

#[test]
fn pytorchs_kernels_and_flattened_images_are_reordered() {
    for activated in [false, true] {
        pytorchs_lenet5_gives_what_pytorch_gives(activated);
    }
}

fn pytorchs_lenet5_gives_what_pytorch_gives(activated: bool) {
    let network = Network::lenet5(10, (Activation::Relu, activated), Loss::CrossEntropy);
    let tensors = vec![
        tensor("conv1.weight", &[20, 1, 5, 5], 1),
        tensor("conv1.bias", &[20], 2),
        tensor("conv2.weight", &[50, 20, 5, 5], 3),
        tensor("conv2.bias", &[50], 4),
        tensor("fc1.weight", &[500, 800], 5),
        tensor("fc1.bias", &[500], 6),
        tensor("fc2.weight", &[10, 500], 7),
        tensor("fc2.bias", &[10], 8),
    ];
    let image: Vec<f32> = numbers(784, 20);
    let want = channel_first_forward(&tensors, &image, activated);
    let params = fitted(&network, tensors, None);
    let got = outputs(&network, &params, image);
    for (got, want) in got.iter().zip(&want) {
        assert!((got - want).abs() < 1e-2 * want.abs().max(1.0), "{got} {want}");
    }
}

/// The net's outputs, read off its losses: -ln softmax of each class, up to a constant.
fn outputs(network: &Network, params: &Params, image: Vec<f32>) -> Vec<f64> {
    let inputs = Inputs::Values(ndarray::Array2::from_shape_vec((1, 784), image).unwrap());
    let loss = |class: u8| {
        let targets = crate::nn::Targets::Classes(vec![class]);
        network.evaluate(params, (&inputs, &targets), &mut Workspace::default()).loss
    };
    let first = loss(0);
    (0..10).map(|class| first - loss(class)).collect()
}

/// `LeNet5` as `PyTorch` computes it, channels first, in the plainest possible code; outputs minus the first.
fn channel_first_forward(tensors: &[Tensor], image: &[f32], activated: bool) -> Vec<f64> {
    let (mut size, mut channels) = (28, 1);
    let mut x: Vec<f64> = image.iter().map(|&v| f64::from(v)).collect();
    for pair in tensors[..4].chunks(2) {
        let maps = pair[0].shape[0];
        let out = size - 4;
        let mut y = vec![0.0; maps * out * out];
        for m in 0..maps {
            for i in 0..out * out {
                let mut sum = f64::from(pair[1].values[m]);
                for c in 0..channels {
                    for k in 0..25 {
                        let weight = f64::from(pair[0].values[(m * channels + c) * 25 + k]);
                        sum += weight * x[(c * size + i / out + k / 5) * size + i % out + k % 5];
                    }
                }
                y[m * out * out + i] = if activated { sum.max(0.0) } else { sum };
            }
        }
        let half = out / 2;
        x = (0..maps * half * half)
            .map(|i| {
                let (m, row, col) = (i / (half * half), i / half % half, i % half);
                let at = |dy, dx| y[(m * out + 2 * row + dy) * out + 2 * col + dx];
                at(0, 0).max(at(0, 1)).max(at(1, 0)).max(at(1, 1))
            })
            .collect();
        (size, channels) = (half, maps);
    }
    for (l, pair) in tensors[4..].chunks(2).enumerate() {
        let inputs = pair[0].shape[1];
        let dense = |o: usize| {
            let row = &pair[0].values[o * inputs..(o + 1) * inputs];
            let sum: f64 = row.iter().zip(&x).map(|(&w, x)| f64::from(w) * x).sum();
            sum + f64::from(pair[1].values[o])
        };
        let y: Vec<f64> = (0..pair[0].shape[0]).map(dense).collect();
        x = if l == 0 { y.into_iter().map(|v| v.max(0.0)).collect() } else { y };
    }
    x.iter().map(|v| v - x[0]).collect()
}

#[test]
fn what_does_not_fit_is_named() {
    let network = mlp(&[5, 4, 3]);
    let good = || {
        vec![
            tensor("1.w", &[4, 5], 1),
            tensor("1.b", &[4], 2),
            tensor("2.w", &[3, 4], 3),
            tensor("2.b", &[3], 4),
        ]
    };
    let mut wrong = good();
    wrong[2] = tensor("2.w", &[3, 7], 3);
    let error = try_fit(&network, wrong, None).unwrap_err().to_string();
    assert!(
        error.contains("layer 2") && error.contains("(3, 4) or (4, 3)") && error.contains("2.w (3, 7)"),
        "{error}"
    );
    let mut wrong = good();
    wrong.remove(1);
    assert!(matches!(try_fit(&network, wrong, None), Err(FitError::NoBiases { layer: 1, length: 4, .. })));
    let mut wrong = good();
    wrong.push(tensor("more\nthan enough", &[2], 9));
    let error = try_fit(&network, wrong, None).unwrap_err().to_string();
    assert!(error.contains(r"more\nthan enough (2)") && error.lines().count() == 1, "{error}");
    assert!(matches!(try_fit(&network, vec![], None), Err(FitError::NoWeights { layer: 1, .. })));
    // Mixed layouts fit neither way.
    let mut wrong = good();
    wrong[2] = tensor("2.w", &[4, 3], 3);
    assert!(matches!(try_fit(&network, wrong, None), Err(FitError::NoWeights { layer: 2, .. })));
}

#[test]
fn normalisation_is_refused_by_the_layer_that_has_it() {
    let mut tensors = vec![tensor("a.weight", &[5, 8], 1), tensor("a.bias", &[5], 2)];
    tensors.extend(
        ["weight", "bias", "running_mean", "running_var"].map(|part| tensor(&format!("bn1.{part}"), &[5], 3)),
    );
    tensors.extend([tensor("b.weight", &[3, 5], 4), tensor("b.bias", &[3], 5)]);
    let error = try_fit(&mlp(&[8, 5, 3]), tensors, None).unwrap_err();
    assert!(matches!(&error, FitError::LeftOver(name) if name.starts_with("bn1")), "{error}");
}

#[test]
fn damaged_hostile_and_foreign_files_are_errors_in_one_line() {
    let tensors = [tensor("w", &[40, 5], 1), tensor("b", &[5], 2)];
    let safe = safetensors(&tensors);
    let zipped = npz(&[
        ("w.npy", npy("<f4", "False", "(40, 5)", &f32s(&tensors[0].values))),
        ("b.npy", npy("<f4", "False", "(5,)", &f32s(&tensors[1].values))),
    ]);
    for good in [&safe, &zipped] {
        for length in 0..good.len() {
            assert!(read(&good[..length]).is_err(), "cut at {length}");
        }
    }
    let one = |bytes| read(&npz(&[("x.npy", bytes)])).unwrap_err();
    assert!(matches!(one(npy("<f4", "False", "(3,)", &[0; 8])), ImportError::Invalid { .. }));
    assert!(matches!(
        one(npy("<f4", "False", "(99999999999, 99999999999)", &[])),
        ImportError::Invalid { .. }
    ));
    assert!(matches!(one(npy("<f4", "False", "(-1,)", &[])), ImportError::Invalid { .. }));
    assert!(matches!(one(npy("<f4", "Maybe", "(1,)", &[0; 4])), ImportError::Invalid { .. }));
    assert!(matches!(one(npy("<i8", "False", "(1,)", &[0; 8])), ImportError::NumberType { .. }));
    assert!(matches!(one(b"no npy".to_vec()), ImportError::Invalid { .. }));
    assert_eq!(one(npy("<f4", "False", "(1,)", &f32s(&[f32::NAN]))), ImportError::NotFinite("x".to_owned()));
    let huge = f64::MAX.to_le_bytes();
    assert_eq!(one(npy("<f8", "False", "(1,)", &huge)), ImportError::NotFinite("x".to_owned()));
    // A header that promises 2^63 bytes of JSON.
    let mut bytes = safe.clone();
    bytes[7] = 0x7f;
    assert!(matches!(read(&bytes), Err(ImportError::Invalid { .. })));
    assert_eq!(read(b"\x89PNG not a net"), Err(ImportError::UnknownFormat));
    assert_eq!(read(&[]), Err(ImportError::UnknownFormat));
}

#[test]
fn a_small_archive_that_unpacks_to_too_much_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("x.npy", options).unwrap();
    let megabyte = vec![0; 1 << 20];
    for _ in 0..=MAX_BYTES >> 20 {
        zip.write_all(&megabyte).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    assert_eq!(read(&bytes), Err(ImportError::TooLarge));
}

#[cfg(not(target_arch = "wasm32"))]
mod fuzz {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
            let _ = read(&[b"PK\x03\x04", &bytes[..]].concat());
            let _ = read(&npz(&[("x.npy", bytes.clone())]));
            let _ = read(&npz(&[("x.npy", [b"\x93NUMPY\x01\x00\x40\x00", &bytes[..]].concat())]));
        }

        #[test]
        fn no_header_panics(kind in "[<>|=a-z0-9]{0,4}", order in "[A-Za-z]{0,5}", shape in "[(),0-9 ]{0,12}") {
            let _ = read(&npz(&[("x.npy", npy(&kind, &order, &shape, &[0; 24]))]));
        }

        #[test]
        fn changed_bytes_do_not_panic_and_never_make_a_net_of_other_shape(
            zipped in any::<bool>(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let tensors = [tensor("w", &[5, 4], 1), tensor("b", &[4], 2)];
            let mut bytes = if zipped {
                npz(&[
                    ("w.npy", npy("<f4", "False", "(5, 4)", &f32s(&tensors[0].values))),
                    ("b.npy", npy("<f4", "False", "(4,)", &f32s(&tensors[1].values))),
                ])
            } else {
                safetensors(&tensors)
            };
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let network = mlp(&[5, 4]);
            if let Ok(params) = read(&bytes).map_err(|_| ()).and_then(|t| try_fit(&network, t, None).map_err(|_| ())) {
                prop_assert!(params.is_finite());
                prop_assert_eq!((params.layers[0].weights.len(), params.layers[0].biases.len()), (20, 4));
            }
        }
    }
}

#[test]
fn what_decided_is_told() {
    let told = |tensors: &[Tensor]| fit(&mlp(&[5, 4, 3]), tensors, &Hints::default()).unwrap().told;
    let named = |w1: &[usize], w2: &[usize]| {
        [tensor("W1", w1, 1), tensor("b1", &[4], 2), tensor("W2", w2, 3), tensor("b2", &[3], 4)]
    };
    assert_eq!(
        told(&named(&[4, 5], &[3, 4])),
        "layers W1, W2, as their shapes tell; weights (outputs, inputs), as their shapes tell"
    );
    assert_eq!(
        told(&named(&[5, 4], &[4, 3])),
        "layers W1, W2, as their shapes tell; weights (inputs, outputs), as their shapes tell"
    );
    let numbered = [
        tensor("arr_0", &[4, 5], 1),
        tensor("arr_1", &[4], 2),
        tensor("arr_2", &[3, 4], 3),
        tensor("arr_3", &[3], 4),
    ];
    assert!(told(&numbered).starts_with("layers arr_0, arr_2, "), "{}", told(&numbered));
    let equal: Vec<Tensor> = ["a1", "a2"]
        .iter()
        .flat_map(|n| [tensor(&format!("{n}.weight"), &[3, 3], 1), tensor(&format!("{n}.bias"), &[3], 2)])
        .chain([tensor("a3.weight", &[2, 3], 5), tensor("a3.bias", &[2], 6)])
        .collect();
    let told = fit(&mlp(&[3, 3, 3, 2]), &equal, &Hints::default()).unwrap().told;
    assert!(told.contains("as their shapes and names tell"), "{told}");
}

/// Which of weights and biases a layer lacks is told by how many there are of that length.
#[test]
fn what_a_layer_lacks_is_told_apart() {
    let pair = |name: &str, weights: &[usize], biases: usize| {
        [tensor(&format!("{name}.weight"), weights, 1), tensor(&format!("{name}.bias"), &[biases], 2)]
    };
    let mut lacking: Vec<Tensor> =
        [pair("l1", &[3, 2], 3), pair("l2", &[4, 3], 4), pair("l3", &[5, 4], 5)].concat();
    lacking.push(tensor("l4.weight", &[3, 5], 7));
    let error = try_fit(&mlp(&[2, 3, 4, 5, 3]), lacking, None).unwrap_err();
    assert!(matches!(error, FitError::NoBiases { layer: 4, length: 3, .. }), "{error}");
    // Biases enough, but the weights of that shape belong to others.
    let other: Vec<Tensor> = [
        pair("l1", &[5, 6], 5),
        pair("l2", &[4, 5], 4),
        pair("l3", &[3, 4], 3),
        pair("l4", &[3, 3], 7),
        pair("l5", &[9, 9], 3),
    ]
    .concat();
    let error = try_fit(&mlp(&[6, 5, 4, 3, 3]), other, None).unwrap_err();
    assert!(matches!(error, FitError::NoWeights { layer: 4, .. }), "{error}");
    assert!(try_fit(&mlp(&[2, 3]), vec![], None).unwrap_err().to_string().ends_with("the file has none"));
    // Weights without biases are left over, whatever their names.
    let mut extra: Vec<Tensor> = pair("fc", &[3, 2], 3).to_vec();
    extra.extend([tensor("left.weight", &[9, 9], 3), tensor("right.weight", &[9, 9], 4)]);
    assert!(matches!(try_fit(&mlp(&[2, 3]), extra, None), Err(FitError::LeftOver(_))));
}

#[test]
fn every_version_of_numpys_header_is_read_and_arrays_are_known_by_their_contents() {
    let data = f32s(&[1.5, -2.0]);
    for major in [2, 3] {
        let mut bytes = npy("<f4", "False", "(2,)", &data);
        let length = u32::from(u16::from_le_bytes([bytes[8], bytes[9]]));
        bytes[6] = major;
        bytes.splice(8..10, length.to_le_bytes());
        assert_eq!(read(&npz(&[("x.npy", bytes)])).unwrap()[0].values, [1.5, -2.0], "version {major}");
    }
    let named = [("weights", npy("<f4", "False", "(2,)", &data)), ("notes", b"none".to_vec())];
    assert_eq!(read(&npz(&named)).unwrap().len(), 1);
}

#[test]
fn long_names_are_cut_and_say_so() {
    let message = |length: usize| {
        let extra = tensor(&"x".repeat(length), &[9], 1);
        let tensors = vec![tensor("w", &[3, 2], 1), tensor("b", &[3], 2), extra];
        try_fit(&mlp(&[2, 3]), tensors, None).unwrap_err().to_string()
    };
    assert!(message(60).contains(&"x".repeat(60)) && !message(60).contains("..."));
    assert!(message(61).contains(&format!("{}...", "x".repeat(60))), "{}", message(61));
}

#[test]
fn only_the_number_of_an_output_is_no_part_of_a_name() {
    let layers = |a: &str, b: &str| {
        let tensors = vec![
            tensor(&format!("{a}.weight"), &[3, 3], 1),
            tensor(&format!("{a}.bias"), &[3], 2),
            tensor(&format!("{b}.weight"), &[3, 3], 3),
            tensor(&format!("{b}.bias"), &[3], 4),
        ];
        let order = Some(vec![b.to_owned(), a.to_owned()]);
        fit(&mlp(&[3, 3, 3]), &tensors, &Hints { layout: Some(Layout::OutIn), order })
            .map(|fitted| fitted.told)
    };
    assert!(layers("net:x", "net:y").unwrap().starts_with("layers net:y, net:x"));
    let keras = [tensor("dense/kernel:0", &[2, 3], 1), tensor("dense/bias:0", &[3], 2)];
    assert!(fit(&mlp(&[2, 3]), &keras, &Hints::default()).unwrap().told.starts_with("layers dense"));
}
