//! What `make bench` measures in a browser, compiled as the page is: nets that answer from packed codes beside the same nets
//! with weights in full. The clock is the browser's: each function answers as often as it is told.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod bench {
    use std::cell::RefCell;
    use std::rc::Rc;

    use lc_lab::math::{Random, Stream};
    use lc_lab::nn::{Activation, Inputs, Loss, Network, Params, Pixels, Workspace};
    use lc_lab::pack::{Packed, Runner};
    use lc_lab::quant::{Scheme, Solver, project_groups};
    use wasm_bindgen::prelude::*;

    struct Bench {
        network: Network,
        params: Params,
        inputs: Inputs,
        runners: [Runner; 2],
        workspace: Workspace,
    }

    thread_local! {
        static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
    }

    /// A net of so many units with weights as they are drawn, quantized once: how fast it answers does not depend on what it has
    /// learned.
    fn prepare(widths: &[usize], scheme: &str, inputs: Inputs) {
        let network = Network::dense(widths, Activation::Tanh, Loss::CrossEntropy);
        let mut random = Random::new(1, Stream::Init);
        let mut params = network.init(&mut random);
        let scheme: Scheme = scheme.parse().expect("a codebook");
        let groups: Vec<&[f32]> = params.layers.iter().map(|layer| layer.weights.as_slice()).collect();
        let quantizer = scheme.quantizer(Solver::Exact);
        let theta =
            project_groups(quantizer.as_ref(), &groups, &[], &mut random).expect("weights are numbers");
        for (layer, projection) in params.layers.iter_mut().zip(&theta) {
            layer.weights = projection.quantized().collect();
        }
        let packed = Packed::new(&network, &scheme.codebook, &theta, &params);
        let runners = [Runner::packed(&network, &packed, &inputs), Runner::plain(&network, &params, &inputs)];
        let workspace = Workspace::default();
        BENCH.set(Some(Bench { network, params, inputs, runners, workspace }));
    }

    /// LeNet300 under images of 28x28 pixels.
    #[wasm_bindgen]
    pub fn lenet300(scheme: &str, images: Vec<u8>) {
        let pixels = Pixels::new(Rc::new(images), 784);
        let mean = pixels.mean();
        prepare(&[784, 300, 100, 10], scheme, Inputs::Pixels(pixels.centred(mean)));
    }

    /// One dense layer under numbers.
    #[wasm_bindgen]
    pub fn layer(scheme: &str, inputs: usize, outputs: usize) {
        let mut random = Random::new(2, Stream::Data);
        let x = ndarray::Array2::from_shape_fn((4, inputs), |_| 2.0 * random.uniform() - 1.0);
        prepare(&[inputs, outputs], scheme, Inputs::Values(x));
    }

    /// Answers so many questions one at a time: from packed codes, or with weights in full.
    #[wasm_bindgen]
    pub fn answer(packed: bool, times: usize) {
        BENCH.with_borrow_mut(|bench| {
            let Some(bench) = bench else { return };
            let runner = &mut bench.runners[usize::from(!packed)];
            for i in 0..times {
                std::hint::black_box(runner.run(&bench.inputs, i % bench.inputs.len()));
            }
        });
    }

    /// Answers batches of so many questions with weights in full, as where nets are trained.
    #[wasm_bindgen]
    pub fn answer_batches(batch: usize, times: usize) {
        BENCH.with_borrow_mut(|bench| {
            let Some(bench) = bench else { return };
            let some: Vec<usize> = (0..batch).map(|i| i % bench.inputs.len()).collect();
            let inputs = bench.inputs.select(&some);
            for _ in 0..times {
                std::hint::black_box(bench.network.outputs_of(&bench.params, &inputs, &mut bench.workspace));
            }
        });
    }
}
