//! What the controls of settings and codebooks mean: from what was chosen or typed to a spec. Pure, so that no control can
//! do more than it says.

use crate::experiment::{DataKind, Expected, Fault, Spec, ToySpec};
use crate::link::typed_list;
use crate::quant::Codebook;

/// Codebook sizes offered.
const SIZES: [usize; 10] = [1, 2, 3, 4, 6, 8, 16, 32, 64, 256];

/// The codebook of a name, with the parameter of the one before where that fits.
pub fn codebook_named(name: &str, before: &Codebook) -> Codebook {
    let text = before.to_string();
    let parameter = text.split_once(':').map_or("", |(_, parameter)| parameter);
    let kept = format!("{name}:{parameter}").parse().ok();
    let sample = || Codebook::samples().into_iter().find(|sample| sample.name() == name);
    kept.or_else(sample).unwrap_or_else(|| before.clone())
}

/// The codebook with another parameter, as links write it; as it was if that is none.
pub fn with_parameter(codebook: &Codebook, parameter: &str) -> Codebook {
    format!("{}:{parameter}", codebook.name()).parse().unwrap_or_else(|_| codebook.clone())
}

/// The codebook with other values, as somebody typed them.
///
/// # Errors
/// If they cannot be read, or there are too many.
pub(super) fn with_values(codebook: &Codebook, text: &str) -> Result<Codebook, Fault> {
    let fault = || Fault { key: "panes", value: text.chars().take(40).collect(), expected: Expected::Values };
    let values = typed_list(text).ok_or_else(fault)?;
    format!("{}:{values}", codebook.name()).parse().map_err(|_| fault())
}

/// The sizes offered, and the one chosen by a link.
pub fn sizes(chosen: usize) -> Vec<usize> {
    let mut sizes = SIZES.to_vec();
    if !sizes.contains(&chosen) {
        sizes.push(chosen);
        sizes.sort_unstable();
    }
    sizes
}

/// The spec for other data: what was set for the data before goes, what is compared stays.
pub fn for_data(spec: &Spec, data: DataKind) -> Spec {
    Spec {
        lab: spec.lab,
        toy: ToySpec { kind: spec.toy.kind, ..ToySpec::default() },
        data,
        panes: spec.panes.clone(),
        seed: spec.seed,
        share: spec.share,
        cstep: spec.cstep,
        act: spec.act,
        ..Spec::default()
    }
}

/// The spec with every setting as the data set has it; data, runs and seed stay.
pub fn with_defaults(spec: &Spec) -> Spec {
    let plain = Spec::default();
    Spec { share: plain.share, cstep: plain.cstep, act: plain.act, ..for_data(spec, spec.data) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_codebook_keeps_the_parameter_where_it_fits() {
        let named = |name: &str, before: &str| codebook_named(name, &before.parse().unwrap()).to_string();
        assert_eq!(named("adaptive0", "adaptive:7"), "adaptive0:7");
        assert_eq!(named("pow2-scaled", "pow2:5"), "pow2-scaled:5");
        assert_eq!(named("fixed-scaled", "fixed:-1;2"), "fixed-scaled:-1;2");
        assert_eq!(named("adaptive", "binary"), "adaptive:4");
        assert_eq!(named("pow2", "adaptive:200"), "pow2:2");
        assert_eq!(named("nonsense", "binary"), "binary");
        let kept = |parameter: &str| with_parameter(&"adaptive:4".parse().unwrap(), parameter).to_string();
        assert_eq!(
            (&kept("9")[..], &kept("0")[..], &kept("9,lc:binary")[..]),
            ("adaptive:9", "adaptive:4", "adaptive:4")
        );
        assert_eq!(sizes(5), [1, 2, 3, 4, 5, 6, 8, 16, 32, 64, 256]);
        assert_eq!(sizes(4), SIZES);
    }

    #[test]
    fn typed_values_are_read_or_refused() {
        let fixed: Codebook = "fixed:-1;0;1".parse().unwrap();
        let typed = |text: &str| with_values(&fixed, text).map(|codebook| codebook.to_string());
        for text in ["-0.5; 0,25", "−0.5 0.25", "０．２５、－０．５"] {
            assert_eq!(typed(text).unwrap(), "fixed:-0.5;0.25", "{text}");
        }
        for text in ["", "0,5", "x", "1,dc:binary", "1e40", &["1.5"; 2].join("#")] {
            assert_eq!(typed(text).unwrap_err().expected, Expected::Values, "{text}");
        }
        let many: Vec<String> = (0..65).map(|i| i.to_string()).collect();
        assert!(typed(&many.join(" ")).is_err() && typed(&many[..64].join(" ")).is_ok());
    }

    #[test]
    fn other_data_keep_what_is_compared_and_nothing_else() {
        let (link, _) = crate::link::Link::parse(
            "#data=moons&n=50&noise=0.3&net=4&panes=dc:binary&share=net&mu0=3&seed=9&act=relu",
        );
        let spec = for_data(&link.spec, DataKind::Digits);
        let text = crate::link::Link { spec, view: crate::link::View::default() }.to_string();
        assert_eq!(text, "#act=relu&panes=dc:binary&share=net&seed=9");
        let text = crate::link::Link { spec: with_defaults(&link.spec), view: crate::link::View::default() }
            .to_string();
        assert_eq!(text, "#data=moons&panes=dc:binary&seed=9");
    }
}
