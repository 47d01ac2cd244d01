//! `headless --records DIR` and `headless --seeds`: what the opening shows and takes too long to compute whenever the page
//! is built.

use std::path::Path;

use super::Failure;
use super::first_view::record;
use super::report::library;
use crate::experiment::{DataKind, Library, OpeningData, OpeningSpec};

/// Seeds that are tried.
const SEEDS: u32 = 10;

/// Records the comparisons on MNIST into a folder: minutes.
pub(super) fn run(directory: &Path, data: &Path) -> Result<(), Failure> {
    let library = library(DataKind::Mnist, data)?;
    let mut reference = None;
    for spec in OpeningSpec::all().filter(|spec| spec.data == OpeningData::Mnist) {
        let path = directory.join(format!("{}.bin", spec.name()));
        let recording = record((spec, 1), &library, &mut reference)?;
        std::fs::write(&path, recording.to_bytes())
            .map_err(|error| (2, format!("{}: {error}", path.display())))?;
        eprintln!("{}", path.display());
    }
    Ok(())
}

/// The table of what the other comparisons end with over ten seeds: test errors of the reference net, of rounding and of
/// LC, in hundredths of a percent.
pub(super) fn seeds() -> Result<String, Failure> {
    let mut table = String::new();
    for spec in OpeningSpec::all().filter(|spec| spec.data != OpeningData::Mnist) {
        table += &spec.name();
        for seed in 1..=SEEDS {
            table.push(' ');
            table += &errors(spec, seed)?;
        }
        table.push('\n');
    }
    Ok(table)
}

/// One entry of it.
fn errors(spec: OpeningSpec, seed: u32) -> Result<String, Failure> {
    let recording = record((spec, seed), &Library::default(), &mut None)?;
    let [lc, rounded] = &recording.reports()[..] else {
        return Err((1, "there are not two runs".to_owned()));
    };
    let all = [recording.reference_error(), rounded.test_error, lc.test_error];
    let hundredths = all.map(|error| format!("{:.0}", 10_000.0 * error.unwrap_or(1.0)));
    Ok(hundredths.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::opening::errors as kept;

    /// The whole table is computed by `make records`; here of every line one seed, another for every line.
    #[test]
    fn the_table_of_seeds_is_what_runs_give() {
        let lines = OpeningSpec::all().filter(|spec| spec.data != OpeningData::Mnist);
        for (i, spec) in (0..).zip(lines) {
            let (seed, table) = (1 + (7 * i) % SEEDS, kept(spec));
            assert_eq!(table.len(), SEEDS as usize, "{}: make records", spec.name());
            let [reference, rounded, lc] =
                table[seed as usize - 1].map(|error| format!("{:.0}", 100.0 * error));
            assert_eq!(
                errors(spec, seed).unwrap(),
                format!("{reference}/{rounded}/{lc}"),
                "{} {seed}",
                spec.name()
            );
        }
    }
}
