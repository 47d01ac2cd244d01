//! The sweeps that come with the page are what runs give: each is whole, and its cheapest cell and two drawn ones are computed
//! anew. `make sweeps` computes all of them, which takes minutes.

mod common;

use std::process::Command;

use lc_lab::experiment::{Experiment, ReferenceEvent};
use lc_lab::link::Link;
use lc_lab::math::{Random, Stream};
use lc_lab::sweep::{Cell, Line};

/// The sweeps and their links, as the Makefile has them.
fn shipped() -> Vec<(String, String)> {
    let makefile = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Makefile")).unwrap();
    let all = makefile.lines().filter(|line| line.contains("--out www/sweeps/"));
    let all = all.map(|line| {
        let (_, part) = line.split_once("$(SWEEP) '").unwrap();
        let (link, rest) = part.split_once('\'').unwrap();
        let file = rest.split_once("www/sweeps/").unwrap().1.split_once(')').unwrap().0;
        let choices = makefile.split_once("MNIST = ").unwrap().1.lines().next().unwrap();
        let trained: Vec<&str> = choices.split(' ').collect();
        let rounded: Vec<String> = trained.iter().map(|choice| choice.replace("lc:", "dc:")).collect();
        (file.to_owned(), link.replace("$(BOTH)", &format!("{},{}", trained.join(","), rounded.join(","))))
    });
    all.collect()
}

fn cells(file: &str) -> Vec<Cell> {
    let path = format!("{}/www/sweeps/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn nothing_is_missing_and_nothing_is_too_much() {
    for (file, link) in shipped() {
        let copy = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&file);
        std::fs::copy(format!("{}/www/sweeps/{file}", env!("CARGO_MANIFEST_DIR")), &copy).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_headless"))
            .args(["sweep", &link, "--brief", "--out"])
            .arg(&copy)
            .output()
            .unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{file} lacks cells: make sweeps");
        let (all, mut links) = (cells(&file), std::collections::BTreeSet::new());
        assert!(all.iter().all(|cell| links.insert(&cell.link)), "{file}");
        assert_eq!(all.len(), if file.starts_with("mnist") { 3 * 16 * 3 } else { 4 * 8 * 3 });
        assert!(
            all.iter().all(|cell| cell.digest.is_some() && cell.quantized.valid_error.is_some()),
            "{file}"
        );
    }
}

#[test]
fn cells_computed_anew_are_the_same() {
    for (file, _) in shipped() {
        let all = cells(&file);
        let size = |cell: &&Cell| {
            (cell.size_bits.unwrap() / 32.0) * if cell.link.contains("lc") { 1e3 } else { 1.0 }
        };
        let cheapest = all.iter().min_by(|a, b| size(a).total_cmp(&size(b))).unwrap();
        // Other cells with every program that gives other ones.
        let seed = all[0].digest.as_ref().unwrap();
        let mut random = Random::new(u32::from_str_radix(&seed[..8], 16).unwrap(), Stream::Data);
        let count = u32::try_from(all.len()).unwrap();
        let drawn: Vec<&Cell> = (0..2).map(|_| &all[usize::try_from(random.below(count)).unwrap()]).collect();
        for cell in [&[cheapest], &*drawn].concat() {
            let (valid, _, notices) = Link::parse_valid(&cell.link);
            assert!(notices.is_empty(), "{}", cell.link);
            let experiment = Experiment::new(valid.clone(), &common::library(&valid)).unwrap();
            let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
                panic!("{}", cell.link)
            };
            let line = Line::run(cell.link.clone(), &experiment, Some(&*reference)).unwrap();
            assert_eq!(Cell::from(&line), *cell);
        }
    }
}
