//! What the controls of codebooks mean: from what was chosen or typed to a codebook. Pure, so that no control can do more
//! than it says.

use crate::experiment::{Expected, Fault, PaneSpec, RATES, Setting, shortened, typed_list, typed_number};
use crate::lc::Method;
use crate::quant::Codebook;

/// Codebook sizes offered.
const SIZES: [usize; 10] = [1, 2, 3, 4, 6, 8, 16, 32, 64, 256];

/// The codebook of a name, with the parameter of the one before if that means the same: K, the smallest power, or values.
pub fn codebook_named(name: &str, before: &Codebook) -> Codebook {
    let sample = Codebook::samples().into_iter().find(|sample| sample.name() == name);
    let Some(sample) = sample else { return before.clone() };
    match (sample, before) {
        (Codebook::Adaptive { .. }, Codebook::Adaptive0 { k }) => Codebook::Adaptive { k: *k },
        (Codebook::Adaptive0 { .. }, Codebook::Adaptive { k }) => Codebook::Adaptive0 { k: *k },
        (Codebook::Pow2 { .. }, Codebook::Pow2Scaled { c }) => Codebook::Pow2 { c: *c },
        (Codebook::Pow2Scaled { .. }, Codebook::Pow2 { c }) => Codebook::Pow2Scaled { c: *c },
        (Codebook::Fixed(_), Codebook::FixedScaled(entries)) => Codebook::Fixed(entries.clone()),
        (Codebook::FixedScaled(_), Codebook::Fixed(entries)) => Codebook::FixedScaled(entries.clone()),
        (sample, before) if sample.name() == before.name() => before.clone(),
        (sample, _) => sample,
    }
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
    let fault = || Fault { setting: Setting::Panes, value: shortened(text), expected: Expected::Values };
    let values = typed_list(text).ok_or_else(fault)?;
    format!("{}:{values}", codebook.name()).parse().map_err(|_| fault())
}

/// The run with another learning rate, as somebody typed it; without a text that of all runs.
///
/// # Errors
/// If it cannot be a learning rate.
pub(super) fn with_rate(pane: &PaneSpec, text: &str) -> Result<PaneSpec, Fault> {
    let common = PaneSpec { rate: None, ..pane.clone() };
    if text.trim().is_empty() {
        return Ok(common);
    }
    // As links do, and no more than one rate.
    let rate = typed_number(text).and_then(|rate| format!("{common}@{rate}").parse().ok());
    let (min, max) = (*RATES.start(), *RATES.end());
    rate.ok_or_else(|| Fault {
        setting: Setting::Lr,
        value: shortened(text),
        expected: Expected::Number { min, max },
    })
}

/// The run with another method.
pub fn with_method(pane: &PaneSpec, method: Method) -> PaneSpec {
    PaneSpec { method, rate: pane.rate.filter(|_| method.iterates()), ..pane.clone() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_and_nothing_else() {
        let pane = |text: &str| text.parse::<PaneSpec>().unwrap();
        let typed = |text: &str| with_rate(&pane("lc:adaptive:2@0.3"), text).map(|pane| pane.to_string());
        for (text, becomes) in [
            ("0.05", "lc:adaptive:2@0.05"),
            (" 0,05 ", "lc:adaptive:2@0.05"),
            ("", "lc:adaptive:2"),
            (" ", "lc:adaptive:2"),
        ] {
            assert_eq!(typed(text).as_deref(), Ok(becomes), "{text}");
        }
        for text in ["0", "-1", "101", "x", "0.1,dc:binary", "0.1@0.2", "nan"] {
            assert_eq!(typed(text).unwrap_err().setting, Setting::Lr, "{text}");
        }
        assert_eq!(with_method(&pane("lc:binary@0.05"), Method::Dc), pane("dc:binary"));
        assert_eq!(with_method(&pane("lc:binary@0.05"), Method::Ste), pane("ste:binary@0.05"));
        assert!("dc:binary@0.1".parse::<PaneSpec>().is_err(), "takes no steps");
    }

    #[test]
    fn another_codebook_keeps_the_parameter_where_it_fits() {
        let named = |name: &str, before: &str| codebook_named(name, &before.parse().unwrap()).to_string();
        assert_eq!(named("adaptive0", "adaptive:7"), "adaptive0:7");
        assert_eq!(named("pow2-scaled", "pow2:5"), "pow2-scaled:5");
        assert_eq!(named("fixed-scaled", "fixed:-1;2"), "fixed-scaled:-1;2");
        assert_eq!(named("adaptive", "binary"), "adaptive:4");
        assert_eq!(named("pow2", "adaptive:200"), "pow2:2");
        assert_eq!(named("pow2", "pow2:7"), "pow2:7");
        // Four values are not the value four.
        let own =
            Codebook::samples().into_iter().find(|sample| sample.name() == "fixed").unwrap().to_string();
        assert_eq!((named("fixed", "adaptive:4"), named("fixed", "pow2:2")), (own.clone(), own));
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
}
