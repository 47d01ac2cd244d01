// Each peer trains LeNet300 (784-300-100-10, tanh, softmax cross-entropy, Nesterov momentum) on shuffled
// batches of made-up images for about SECONDS, after a warm-up, and says how many samples it took per second.

const WIDTHS = [784, 300, 100, 10];
const BATCH = 128;
const EXAMPLES = 10240;
const SECONDS = 4;
const RATE = 0.05;
const MOMENTUM = 0.9;

const images = Float32Array.from({ length: EXAMPLES * 784 }, (_, i) => ((i * 7919) % 256) / 255 - 0.5);
const labels = Int32Array.from({ length: EXAMPLES }, (_, i) => (i * 31) % 10);

const seconds = () => performance.now() / 1000;

// Repeats `step` until the time is up; gives repetitions per second.
async function rate(step) {
  await step();
  const start = seconds();
  let count = 0;
  while (seconds() - start < SECONDS) {
    await step();
    count += 1;
  }
  return count / (seconds() - start);
}

async function tensorflow() {
  tf.wasm.setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  await tf.ready();
  return {
    x: tf.tensor2d(images, [EXAMPLES, 784]),
    y: tf.oneHot(tf.tensor1d(labels, "int32"), 10).toFloat(),
  };
}

const peers = {
  async "tfjs-wasm, raw loop"() {
    const { x, y } = await tensorflow();
    const layers = WIDTHS.slice(1).map((outputs, i) => ({
      w: tf.variable(tf.randomUniform([WIDTHS[i], outputs], -0.1, 0.1)),
      b: tf.variable(tf.zeros([outputs])),
    }));
    const optimizer = tf.train.momentum(RATE, MOMENTUM, true);
    const order = new Int32Array(tf.util.createShuffledIndices(EXAMPLES));
    let next = 0;
    const step = async () => {
      const loss = optimizer.minimize(() => {
        const batch = tf.tensor1d(order.subarray(next, next + BATCH), "int32");
        let h = tf.gather(x, batch);
        layers.forEach(({ w, b }, i) => {
          h = h.matMul(w).add(b);
          if (i + 1 < layers.length) h = h.tanh();
        });
        return tf.losses.softmaxCrossEntropy(tf.gather(y, batch), h);
      }, true);
      await loss.data();
      loss.dispose();
      next = (next + BATCH) % EXAMPLES;
    };
    return BATCH * (await rate(step));
  },

  async "tfjs-wasm, model.fit"() {
    const { x, y } = await tensorflow();
    const model = tf.sequential();
    WIDTHS.slice(1).forEach((units, i) =>
      model.add(
        tf.layers.dense({
          units,
          inputShape: i === 0 ? [784] : undefined,
          activation: i + 2 < WIDTHS.length ? "tanh" : "softmax",
        }),
      ),
    );
    model.compile({ optimizer: tf.train.momentum(RATE, MOMENTUM, true), loss: "categoricalCrossentropy" });
    return EXAMPLES * (await rate(() => model.fit(x, y, { batchSize: BATCH, epochs: 1, verbose: 0 })));
  },

  async convnetjs() {
    const net = new convnetjs.Net();
    net.makeLayers([
      { type: "input", out_sx: 1, out_sy: 1, out_depth: 784 },
      { type: "fc", num_neurons: 300, activation: "tanh" },
      { type: "fc", num_neurons: 100, activation: "tanh" },
      { type: "softmax", num_classes: 10 },
    ]);
    const trainer = new convnetjs.Trainer(net, {
      method: "nesterov",
      learning_rate: RATE,
      momentum: MOMENTUM,
      batch_size: BATCH,
    });
    const volumes = Array.from({ length: BATCH }, (_, i) => {
      const volume = new convnetjs.Vol(1, 1, 784, 0);
      volume.w.set(images.subarray(784 * i, 784 * (i + 1)));
      return volume;
    });
    const step = async () => volumes.forEach((volume, i) => trainer.train(volume, labels[i]));
    return BATCH * (await rate(step));
  },

  // In operations per second.
  async ceiling() {
    const wabt = await WabtModule();
    const text = await (await fetch("ceiling.wat")).text();
    const { buffer } = wabt.parseWat("ceiling.wat", text, { simd: true }).toBinary({});
    const { run } = (await WebAssembly.instantiate(buffer)).instance.exports;
    const rounds = 2e7;
    return 12 * 4 * 2 * rounds * (await rate(async () => run(rounds)));
  },
};

// Small nets that run: microseconds per answer, least, median and most over WINDOWS windows of at least WINDOW seconds.

const WINDOWS = 15;
const WINDOW = 0.05;

async function windows(answers, step) {
  let times = 1;
  for (;;) {
    const start = seconds();
    await step(times);
    const took = seconds() - start;
    if (took >= WINDOW) break;
    times = Math.ceil(times * Math.min(16, Math.max(1.5, (1.2 * WINDOW) / Math.max(took, 1e-6))));
  }
  const all = [];
  for (let i = 0; i < WINDOWS; i += 1) {
    const start = seconds();
    await step(times);
    all.push((1e6 * (seconds() - start)) / (times * answers));
  }
  all.sort((a, b) => a - b);
  return [all[0], all[WINDOWS >> 1], all[WINDOWS - 1]];
}

const mnist = async () => new Uint8Array(await (await fetch("built/t10k-images-idx3-ubyte")).arrayBuffer()).subarray(16);

let kernels;
async function ours() {
  if (!kernels) {
    kernels = await import("./built/kernels.js");
    await kernels.default();
  }
  return kernels;
}

// Of one net: packed and in full, one at a time, and batches in full.
async function net(prepare) {
  const own = await ours();
  await prepare(own);
  const both = [];
  for (const packed of [true, false]) both.push(await windows(1, async (times) => own.answer(packed, times)));
  const batches = [];
  for (const batch of [8, 32, 128]) batches.push(await windows(batch, async (times) => own.answer_batches(batch, times)));
  return [...both, ...batches];
}

async function onnx(file, batch) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = new URL("node_modules/onnxruntime-web/dist/", location.href).href;
  const session = await ort.InferenceSession.create(`built/${file}`, { executionProviders: ["wasm"] });
  const images = Float32Array.from((await mnist()).subarray(0, 784 * batch), (pixel) => pixel / 255);
  const input = new ort.Tensor("float32", images, [batch, 784]);
  return windows(batch, async (times) => {
    for (let i = 0; i < times; i += 1) await session.run({ input });
  });
}

async function lite(batch) {
  await tensorflow();
  const x = tf.tensor2d(Float32Array.from((await mnist()).subarray(0, 784 * batch), (pixel) => pixel / 255), [batch, 784]);
  const layers = WIDTHS.slice(1).map((outputs, i) => [tf.randomUniform([WIDTHS[i], outputs], -0.1, 0.1), tf.zeros([outputs])]);
  return windows(batch, async (times) => {
    for (let i = 0; i < times; i += 1) {
      const y = tf.tidy(() => layers.reduce((h, [w, b], l) => (l + 1 < layers.length ? h.matMul(w).add(b).tanh() : h.matMul(w).add(b)), x));
      y.dataSync();
      y.dispose();
    }
  });
}

const inference = {
  lenet: async (scheme) => net(async (own) => own.lenet300(scheme, (await mnist()).slice(0, 784 * 256))),
  // No pixel is blank: nothing can be skipped.
  inked: async (scheme) => net(async (own) => own.lenet300(scheme, (await mnist()).slice(0, 784 * 256).map((pixel) => Math.max(pixel, 1)))),
  layer: async (scheme, inputs, outputs) => {
    const own = await ours();
    own.layer(scheme, inputs, outputs);
    return [await windows(1, async (times) => own.answer(true, times)), await windows(1, async (times) => own.answer(false, times))];
  },
  onnx,
  lite,
};

// The same for what has to be told more.
window.infer = (name, ...rest) => {
  window.measured = null;
  inference[name](...rest).then(
    (value) => (window.measured = value),
    (error) => (window.measured = String(error)),
  );
};

// `measure(name)` leaves its answer in `measured`: a number, or what went wrong.
window.measure = (name) => {
  window.measured = null;
  peers[name]().then(
    (value) => (window.measured = value),
    (error) => (window.measured = String(error)),
  );
};
window.ready = true;
