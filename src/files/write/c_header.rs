//! One C99 header without dependencies, for machines that have nothing else. It computes in the order nets are trained in, so
//! its outputs have the bits of ours.

use std::fmt::Write;

use super::{Net, Unwritable, Weighted};
use crate::math::{TANH_COEFFICIENTS, TANH_LIMIT};
use crate::nn::{Activation, Params};
use crate::pack::product;

const TANH: &str = "\
/* tanh from + - * / alone, relative error below 4e-7. */
static inline float lc_net_clamp(float x, float limit) { return x > limit ? limit : x < -limit ? -limit : x; }
static inline float lc_net_activation(float x) {
    static const float p[] = {@P@}, q[] = {@Q@};
    float y, a, b;
    x = lc_net_clamp(x, @LIMIT@);
    y = x * x;
    a = (((p[4] * y + p[3]) * y + p[2]) * y + p[1]) * y + p[0];
    b = (((q[4] * y + q[3]) * y + q[2]) * y + q[1]) * y + q[0];
    return lc_net_clamp(x * a / b, 1.0f);
}
";

const RELU: &str = "static inline float lc_net_activation(float x) { return x < 0.0f ? 0.0f : x; }\n";

const DENSE: &str = "\
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
";

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
    let _ = write!(
        text,
        "   How to use it: float outputs[LC_NET_OUTPUTS]; int class = lc_net_run(input, outputs);\n   \
         input: {}{}. Compile without contraction (-ffp-contract=off) for the same bits everywhere. */\n\
         #ifndef LC_NET_H\n#define LC_NET_H\n#define LC_NET_INPUTS {inputs}\n#define LC_NET_OUTPUTS {outputs}\n\n",
        net.input(),
        if net.mean.is_some() { " (the header does both; give it the bytes)" } else { "" },
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
    let params = net.params();
    for (i, layer) in layers.iter().enumerate() {
        let start = first_sums(net, &params, i);
        data(&mut text, net, (i, layer), start.as_deref());
    }
    let _ = write!(
        text,
        "\n/* Writes the outputs, one per class, and gives the number of the largest, the first of equal ones. */\n\
         static inline int lc_net_run(const {asked} *input, float *outputs) {{\n    \
         float x[{widest}], y[{widest}];\n    unsigned i;\n    int best = 0;\n"
    );
    if net.mean.is_some() {
        let _ = writeln!(text, "    for (i = 0; i < {inputs}; i++) x[i] = (float)input[i] / 255.0f;");
    } else {
        let _ = writeln!(text, "    for (i = 0; i < {inputs}; i++) x[i] = input[i];");
    }
    for (i, layer) in layers.iter().enumerate() {
        let skip = i32::from(i == 0 && net.mean.is_some());
        let _ = writeln!(text, "    lc_net_dense(&lc_net_{}, x, {skip}, y);", layer.name);
        let then = if layer.activation.is_some() { "lc_net_activation(y[i])" } else { "y[i]" };
        let _ = writeln!(text, "    for (i = 0; i < {}; i++) x[i] = {then};", layer.outputs);
    }
    let _ = write!(
        text,
        "    for (i = 0; i < {outputs}; i++) {{\n        outputs[i] = x[i];\n        \
         if (x[i] > x[best]) best = (int)i;\n    }}\n    return best;\n}}\n#endif\n"
    );
    Ok(text)
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
        |there: bool, what: &str| if there { format!("lc_net_{name}_{what}") } else { "0".to_owned() };
    let _ = writeln!(
        text,
        "static const lc_net_layer lc_net_{name} = {{{}, {}, {}, lc_net_{name}_codes, lc_net_{name}_values, \
         lc_net_{name}_biases, {}, {}, {}}};",
        layer.inputs,
        layer.outputs,
        group.width,
        or_none(start.is_some(), "start"),
        or_none(!kept.is_empty(), "places"),
        or_none(!kept.is_empty(), "kept"),
    );
}

fn array(text: &mut String, kind: &str, name: &str, values: &[String]) {
    let _ = write!(text, "static const {kind} lc_net_{name}[] = {{");
    for line in values.chunks(24) {
        let _ = write!(text, "\n    {},", line.join(", "));
    }
    text.push_str("\n};\n");
}

/// A single as C reads it back to the bit.
fn number(value: f32) -> String {
    format!("{value:?}f")
}
