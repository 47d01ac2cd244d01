//! One C99 header without dependencies, for machines that have nothing else. It computes in the order nets are trained in, so
//! its outputs have the bits of ours, which it can check itself. What all nets share is there once, however many a program has.

use std::fmt::Write;
use std::rc::Rc;

use ndarray::Array2;

use super::{Net, Unwritable, Weighted};
use crate::math::{TANH_COEFFICIENTS, TANH_LIMIT};
use crate::nn::{Activation, Inputs, Params, Pixels, Workspace};
use crate::pack::product;

const TANH: &str = "\
#ifndef LC_NET_TANH
#define LC_NET_TANH
/* tanh from + - * / alone, relative error below 4e-7. */
static inline float lc_net_clamp(float x, float limit) { return x > limit ? limit : x < -limit ? -limit : x; }
static inline float lc_net_tanh(float x) {
    static const float p[] = {@P@}, q[] = {@Q@};
    float y, a, b;
    x = lc_net_clamp(x, @LIMIT@);
    y = x * x;
    a = (((p[4] * y + p[3]) * y + p[2]) * y + p[1]) * y + p[0];
    b = (((q[4] * y + q[3]) * y + q[2]) * y + q[1]) * y + q[0];
    return lc_net_clamp(x * a / b, 1.0f);
}
#endif
";

const RELU: &str = "\
#ifndef LC_NET_RELU
#define LC_NET_RELU
static inline float lc_net_relu(float x) { return x < 0.0f ? 0.0f : x; }
#endif
";

const DENSE: &str = "\
#ifndef LC_NET_DENSE
#define LC_NET_DENSE
typedef struct {
    unsigned inputs, outputs, bits;
    const unsigned char *codes; /* of every output unit, of every input: the lowest bit first, across bytes */
    const float *values;        /* what the codes stand for */
    const float *biases;
    const float *start;         /* what sums begin with, or 0 */
    const unsigned long *places; /* weights that are not their code's value: where, ended by the number of all weights */
    const float *kept;           /* and what they are */
} lc_net_layer;

/* Layers under pixels skip those that are blank: they add nothing. */
static inline void lc_net_dense(const lc_net_layer *layer, const float *x, int skip, float *y) {
    unsigned long bit = 0, at = 0, next = 0;
    unsigned i, j, k;
    for (j = 0; j < layer->outputs; j++) {
        float sum = layer->start ? layer->start[j] : 0.0f;
        for (i = 0; i < layer->inputs; i++, at++) {
            unsigned code = 0;
            float weight;
            for (k = 0; k < layer->bits; k++, bit++) code |= (layer->codes[bit >> 3] >> (bit & 7) & 1u) << k;
            weight = layer->values[code];
            if (layer->places && layer->places[next] == at) weight = layer->kept[next++];
            if (!skip || x[i] != 0.0f) sum += x[i] * weight;
        }
        y[j] = sum + layer->biases[j];
    }
}
#endif

#ifndef LC_NET
#define LC_NET(name) lc_net_##name
#endif
";

/// An input to compare outputs by, number by number: of pixels, two in three blank.
const EXAMPLE: [&str; 2] = ["(float)(i * 7 % 16) / 16.0f", "(unsigned char)(i % 3 ? 0 : i * 37 % 256)"];

pub(super) fn write(net: &Net) -> Result<String, Unwritable> {
    let layers = net.dense_layers()?;
    let (inputs, outputs) = (layers.first().map_or(0, |l| l.inputs), layers.last().map_or(0, |l| l.outputs));
    let widest = layers.iter().map(|layer| layer.inputs.max(layer.outputs)).max().unwrap_or(0);
    let mut text = String::from("/* A net quantized by LC Lab.\n");
    for (name, said) in &net.about {
        // Nothing that comes from outside ends the comment.
        let _ = writeln!(text, "   {name}: {}", said.replace("*/", "* /").replace(['\n', '\r', '\\'], " "));
    }
    let asked = if net.mean.is_some() { "unsigned char" } else { "float" };
    let params = net.params();
    let guard = format!("LC_NET_{}", params.digest().to_uppercase());
    let _ = write!(
        text,
        "   How to use it: float outputs[lc_net_outputs]; int class = lc_net_run(input, outputs);\n   \
         input: {}{}. Compile without contraction (-ffp-contract=off) for the same bits everywhere;\n   \
         lc_net_check() is 1 where they are. Several nets in one program: '#define LC_NET(name) mine_##name'\n   \
         before one is included makes it mine_run. It computes with floats and needs {} bytes of stack beside\n   \
         its arrays, which are constant. */\n\
         #ifndef {guard}\n#define {guard}\n",
        net.input(),
        if net.mean.is_some() { " (the header does both; give it the bytes)" } else { "" },
        8 * widest,
    );
    let activation = layers.iter().find_map(|layer| layer.activation);
    match activation {
        Some(Activation::Tanh) => {
            let list = |values: &[f32]| values.iter().map(|v| number(*v)).collect::<Vec<_>>().join(", ");
            let [p, q] = TANH_COEFFICIENTS;
            let tanh = TANH.replace("@P@", &list(&p)).replace("@Q@", &list(&q));
            text += &tanh.replace("@LIMIT@", &number(TANH_LIMIT));
        }
        Some(Activation::Relu) => text += RELU,
        None => {}
    }
    text += DENSE;
    let _ = writeln!(text, "enum {{ LC_NET(inputs) = {inputs}, LC_NET(outputs) = {outputs} }};");
    for (i, layer) in layers.iter().enumerate() {
        let start = first_sums(net, &params, i);
        data(&mut text, net, (i, layer), start.as_deref());
    }
    let _ = write!(
        text,
        "\n/* Writes the outputs, one per class, and gives the number of the largest, the first of equal ones. */\n\
         static inline int LC_NET(run)(const {asked} *input, float *outputs) {{\n    \
         float x[{widest}], y[{widest}];\n    unsigned i;\n    int best = 0;\n"
    );
    if net.mean.is_some() {
        let _ = writeln!(text, "    for (i = 0; i < {inputs}; i++) x[i] = (float)input[i] / 255.0f;");
    } else {
        let _ = writeln!(text, "    for (i = 0; i < {inputs}; i++) x[i] = input[i];");
    }
    for (i, layer) in layers.iter().enumerate() {
        let skip = i32::from(i == 0 && net.mean.is_some());
        let _ = writeln!(text, "    lc_net_dense(&LC_NET({}), x, {skip}, y);", layer.name);
        let then = match layer.activation {
            Some(Activation::Tanh) => "lc_net_tanh(y[i])",
            Some(Activation::Relu) => "lc_net_relu(y[i])",
            None => "y[i]",
        };
        let _ = writeln!(text, "    for (i = 0; i < {}; i++) x[i] = {then};", layer.outputs);
    }
    let _ = write!(
        text,
        "    for (i = 0; i < {outputs}; i++) {{\n        outputs[i] = x[i];\n        \
         if (x[i] > x[best]) best = (int)i;\n    }}\n    return best;\n}}\n"
    );
    let expected: Vec<String> = expected(net, &params, inputs).into_iter().map(number).collect();
    let _ = write!(
        text,
        "\n/* Whether the outputs of an example have the bits they have where this was written. */\n\
         static inline int LC_NET(check)(void) {{\n    \
         static const float expected[] = {{{}}};\n    {asked} x[{inputs}];\n    float y[{outputs}];\n    unsigned i;\n    \
         for (i = 0; i < {inputs}; i++) x[i] = {};\n    LC_NET(run)(x, y);\n    \
         for (i = 0; i < {outputs}; i++) if (y[i] != expected[i]) return 0;\n    return 1;\n}}\n\n#undef LC_NET\n#endif\n",
        expected.join(", "),
        EXAMPLE[usize::from(net.mean.is_some())],
    );
    Ok(text)
}

/// What the net says of the example, in the order of the header.
fn expected(net: &Net, params: &Params, inputs: usize) -> Vec<f32> {
    let inputs = match &net.mean {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        Some(mean) => {
            let bytes = (0..inputs).map(|i| if i % 3 == 0 { (i * 37 % 256) as u8 } else { 0 }).collect();
            Inputs::Pixels(Pixels::new(Rc::new(bytes), inputs).centred(mean.clone()))
        }
        #[expect(clippy::cast_precision_loss, reason = "below 16")]
        None => Inputs::Values(Array2::from_shape_fn((1, inputs), |(_, i)| (i * 7 % 16) as f32 / 16.0)),
    };
    net.network.outputs_of(params, &inputs, &mut Workspace::default())
}

/// What the sums of a first layer under pixels begin with: what their mean gives, taken away.
fn first_sums(net: &Net, params: &Params, i: usize) -> Option<Vec<f32>> {
    let (mean, own) = (net.mean.as_deref().filter(|_| i == 0)?, &params.layers[0]);
    Some(product(mean, &own.weights, own.biases.len()).into_iter().map(|v| -v).collect())
}

/// A layer's arrays.
fn data(text: &mut String, net: &Net, (i, layer): (usize, &Weighted), start: Option<&[f32]>) {
    let (own, name) = (&net.packed.layers[i], &layer.name);
    let group = &net.packed.groups[own.group];
    let codes: Vec<String> = own.codes.iter().map(ToString::to_string).collect();
    // An array of C has at least one element.
    let codes = if codes.is_empty() { vec!["0".to_owned()] } else { codes };
    array(text, "unsigned char", &format!("{name}_codes"), &codes);
    let numbers = |values: &[f32]| values.iter().map(|v| number(*v)).collect::<Vec<_>>();
    array(text, "float", &format!("{name}_values"), &numbers(&group.stored.values()));
    array(text, "float", &format!("{name}_biases"), &numbers(&own.biases));
    if let Some(start) = start {
        array(text, "float", &format!("{name}_start"), &numbers(start));
    }
    let kept = net.packed.kept(i);
    if !kept.is_empty() {
        let places = kept.iter().map(|(place, _)| *place).chain([layer.inputs * layer.outputs]);
        array(
            text,
            "unsigned long",
            &format!("{name}_places"),
            &places.map(|p| p.to_string()).collect::<Vec<_>>(),
        );
        array(
            text,
            "float",
            &format!("{name}_kept"),
            &numbers(&kept.iter().map(|(_, v)| *v).collect::<Vec<_>>()),
        );
    }
    let or_none =
        |there: bool, what: &str| if there { format!("LC_NET({name}_{what})") } else { "0".to_owned() };
    let _ = writeln!(
        text,
        "static const lc_net_layer LC_NET({name}) = {{{}, {}, {}, LC_NET({name}_codes), LC_NET({name}_values), \
         LC_NET({name}_biases), {}, {}, {}}};",
        layer.inputs,
        layer.outputs,
        group.width,
        or_none(start.is_some(), "start"),
        or_none(!kept.is_empty(), "places"),
        or_none(!kept.is_empty(), "kept"),
    );
}

fn array(text: &mut String, kind: &str, name: &str, values: &[String]) {
    let _ = write!(text, "static const {kind} LC_NET({name})[] = {{");
    for line in values.chunks(24) {
        let _ = write!(text, "\n    {},", line.join(", "));
    }
    text.push_str("\n};\n");
}

/// A single as C reads it back to the bit; of a net that has run away, what it has no number for.
fn number(value: f32) -> String {
    if value.is_nan() {
        "(0.0f / 0.0f)".to_owned()
    } else if value.is_infinite() {
        format!("({}1.0f / 0.0f)", if value < 0.0 { "-" } else { "" })
    } else {
        format!("{value:?}f")
    }
}
