//! What the names of tensors say: whose they are, and which layer comes before which.

use std::cmp::Ordering;

/// What a tensor is to its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Weights,
    Biases,
}

/// A word or a number in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Word(String),
    Number(u64),
}

/// A tensor's name, read: its layer, and what it is to it where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) layer: Vec<Part>,
    pub(super) role: Option<Role>,
}

const WEIGHTS: [&str; 8] = ["weight", "weights", "w", "kernel", "kernels", "filter", "filters", "matrix"];
const BIASES: [&str; 4] = ["bias", "biases", "b", "offset"];

/// Names for the beginning, the middle and the end of a net that mean nothing else.
const STAGES: [&[&str]; 3] = [
    &["input", "stem", "encoder", "features", "feature", "backbone", "body", "trunk", "embedding", "first"],
    &["hidden", "middle", "neck", "mid"],
    &["output", "out", "head", "classifier", "decoder", "logits", "predictions", "final", "last"],
];

impl Name {
    /// `fc1.weight`, `dense_1/kernel:0`, `params/Dense_0/bias`, `W1`: parts between anything that is neither letter nor
    /// digit, and where letters meet digits. The last word that names a role is the role, unless words follow it.
    pub(super) fn read(text: &str) -> Self {
        let mut layer = parts(without_output(text));
        let word = layer.iter().rposition(|part| matches!(part, Part::Word(_)));
        let role = word.and_then(|at| match &layer[at] {
            Part::Word(word) if WEIGHTS.contains(&word.as_str()) => Some((at, Role::Weights)),
            Part::Word(word) if BIASES.contains(&word.as_str()) => Some((at, Role::Biases)),
            _ => None,
        });
        if let Some((at, _)) = role {
            layer.remove(at);
        }
        Self { layer, role: role.map(|(_, role)| role) }
    }
}

/// A name without the `:0` that older versions of `TensorFlow` put behind it.
fn without_output(text: &str) -> &str {
    match text.rsplit_once(':') {
        Some((name, output)) if output.bytes().all(|c| c.is_ascii_digit()) => name,
        _ => text,
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut joined = false;
    for c in text.chars() {
        match (parts.last_mut().filter(|_| joined), c.to_digit(10)) {
            (Some(Part::Number(number)), Some(digit)) => {
                *number = number.saturating_mul(10).saturating_add(digit.into());
            }
            (_, Some(digit)) => parts.push(Part::Number(digit.into())),
            (Some(Part::Word(word)), None) if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            (_, None) if c.is_alphanumeric() => parts.push(Part::Word(c.to_lowercase().collect())),
            _ => {}
        }
        joined = c.is_alphanumeric();
    }
    parts
}

/// Which of two layers comes first, as far as their names tell: by the number in which they first differ, where the one
/// without a number is the first (`dense`, `dense_1`), or by a word for a part of the net (`encoder`, `decoder`).
pub(super) fn order(a: &[Part], b: &[Part]) -> Option<Ordering> {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[common..], &b[common..]);
    match (a, b) {
        ([], []) => Some(Ordering::Equal),
        ([Part::Number(_), rest @ ..], other) if rest == other => Some(Ordering::Greater),
        (other, [Part::Number(_), rest @ ..]) if rest == other => Some(Ordering::Less),
        ([Part::Number(a), ..], [Part::Number(b), ..]) => Some(a.cmp(b)),
        ([Part::Word(a), ..], [Part::Word(b), ..]) => {
            let stage = |word: &str| STAGES.iter().position(|words| words.contains(&word));
            let order = stage(a)?.cmp(&stage(b)?);
            (order != Ordering::Equal).then_some(order)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(text: &str) -> Vec<Part> {
        Name::read(text).layer
    }

    #[test]
    fn roles_are_read_in_every_usual_spelling() {
        for (weights, biases) in [
            ("fc1.weight", "fc1.bias"),
            ("dense_1/kernel:0", "dense_1/bias:0"),
            ("dense_1_kernel", "dense_1_bias"),
            ("params/Dense_0/kernel", "params/Dense_0/bias"),
            ("W1", "b1"),
            ("w", "b"),
            ("weights_2", "biases_2"),
            ("b.weight", "b.bias"),
            ("w.W", "w.b"),
            ("_orig_mod.module.fc1.weight", "_orig_mod.module.fc1.bias"),
        ] {
            let (w, b) = (Name::read(weights), Name::read(biases));
            assert_eq!((w.role, b.role), (Some(Role::Weights), Some(Role::Biases)), "{weights}");
            assert_eq!(w.layer, b.layer, "{weights}");
        }
        for text in ["arr_0", "fc1", "weight_norm", "", "0", "層"] {
            assert_eq!(Name::read(text).role, None, "{text}");
        }
    }

    #[test]
    fn layers_come_in_the_order_their_names_tell_or_none() {
        for row in [
            &["fc1", "fc2", "fc10"][..],
            &["dense", "dense_1", "dense_2"],
            &["params/Dense_0", "params/Dense_1"],
            &["hidden", "hidden2", "hidden3"],
            &["net.0", "net.2", "net.10"],
            &["block1.fc", "block2.fc"],
            &["input", "hidden", "output"],
            &["features.0", "features.2", "classifier.0"],
            &["encoder", "decoder"],
            &["stem", "head"],
            &["arr_0", "arr_1"],
        ] {
            for (i, a) in row.iter().enumerate() {
                for (j, b) in row.iter().enumerate() {
                    assert_eq!(order(&layer(a), &layer(b)), Some(i.cmp(&j)), "{a} {b}");
                }
            }
        }
        for (a, b) in
            [("alpha", "beta"), ("fc", "fc.extra"), ("1", "first"), ("left.1", "right.2"), ("head", "out")]
        {
            assert_eq!((order(&layer(a), &layer(b)), order(&layer(b), &layer(a))), (None, None), "{a} {b}");
        }
    }
}
