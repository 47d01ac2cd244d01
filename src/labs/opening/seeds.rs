//! What the opening's comparisons end with over ten seeds: one is luck, ten are a figure. Computed by `make records`, and
//! tested against runs of it.

use super::words::Seeds;
use crate::experiment::OpeningSpec;

/// A line per comparison: its name, then for every seed the test errors of the reference net, of rounding and of LC, in
/// hundredths of a percent.
const TABLE: &str = include_str!("seeds.txt");

/// Test errors of a comparison by seed, from seed 1 on: of the reference net, rounded, and of LC, in percent.
pub fn errors(spec: OpeningSpec) -> Vec<[f64; 3]> {
    let name = spec.name();
    let line = TABLE.lines().find_map(|line| line.strip_prefix(&name)?.strip_prefix(' '));
    let figures = line.into_iter().flat_map(str::split_whitespace).filter_map(|figure| {
        let mut errors = figure.split('/').map(|error| error.parse::<u32>().ok());
        Some([errors.next()??, errors.next()??, errors.next()??].map(|error| f64::from(error) / 100.0))
    });
    figures.collect()
}

/// Means and range of those; `None` where there are none.
pub fn seeds(spec: OpeningSpec) -> Option<Seeds> {
    let all = errors(spec);
    #[expect(clippy::cast_precision_loss, reason = "ten seeds")]
    let mean = |i: usize| all.iter().map(|errors| errors[i]).sum::<f64>() / all.len().max(1) as f64;
    let trained = || all.iter().map(|errors| errors[2]);
    (!all.is_empty()).then(|| Seeds {
        count: all.len(),
        reference: mean(0),
        rounded: mean(1),
        trained: mean(2),
        range: (trained().fold(f64::INFINITY, f64::min), trained().fold(f64::NEG_INFINITY, f64::max)),
    })
}
