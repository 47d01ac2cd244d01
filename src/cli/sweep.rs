//! `headless sweep '<link>'`: every cell of a sweep, one JSON report per line.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use serde::Serialize;

use super::Failure;
use super::report::{library, train};
use crate::experiment::{
    Architecture, DataKind, Experiment, NetSpec, PaneReport, PaneSpec, ReferenceReport, Spec, ValidSpec,
};
use crate::link::Link;
use crate::sweep::{Group, Plan};

/// What is to be swept, and how.
pub(super) struct Options {
    pub(super) link: String,
    /// Where the MNIST files are.
    pub(super) data: PathBuf,
    /// A file to go on with; standard output otherwise.
    pub(super) out: Option<PathBuf>,
    /// Which part of the groups, from 1, and of how many.
    pub(super) shard: (usize, usize),
    /// Threads.
    pub(super) jobs: usize,
}

/// Seeds and share held out where the link says nothing of them.
const SEEDS: u32 = 3;
const VALID: f64 = 0.2;
/// Choices of a link that names none.
const CHOICES: &str = "lc:binary-scaled,lc:ternary-scaled,lc:adaptive:2,lc:adaptive:4,lc:adaptive:16,lc:budget:1.5,lc:budget:3,lc:adaptive:2~1";

/// One line. A reference net that diverged has neither.
#[derive(Serialize)]
struct Line {
    /// The cell, a comparison of the Network lab with one run.
    link: String,
    reference: Option<ReferenceReport>,
    pane: Option<PaneReport>,
}

/// The plan of a link.
fn plan(link: &str) -> Result<Plan, Failure> {
    let bad = |what: &str| (2, format!("bad link: {what}"));
    let hash = link.split_once('#').map_or(link, |(_, hash)| hash);
    let (mut own, mut rest) = ([None, None, None], vec!["lab=net"]);
    for piece in hash.split('&').filter(|piece| !piece.is_empty()) {
        let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
        let at = ["nets", "seeds", "panes"].iter().position(|name| *name == key);
        match (key, at) {
            ("lab", _) if value == "tradeoff" => {}
            ("lab", _) => return Err(bad("a sweep is of lab=tradeoff")),
            (_, Some(at)) if own[at].is_some() => return Err(bad(&format!("'{key}' is there twice"))),
            (_, Some(at)) => own[at] = Some(value),
            _ => rest.push(piece),
        }
    }
    let (ValidSpec::Net(valid), _, notices) = Link::parse_valid(&rest.join("&")) else {
        return Err(bad("a sweep is of nets"));
    };
    if !notices.is_empty() {
        let all: Vec<String> = notices.iter().map(ToString::to_string).collect();
        return Err(bad(&all.join("; ")));
    }
    let mut base = valid.asked().clone();
    if !rest.iter().any(|piece| piece.starts_with("valid=")) {
        base.valid = VALID;
    }
    let nets = own[0].unwrap_or(match base.data {
        DataKind::Digits => "8,16,32,64",
        DataKind::Mnist => "30,100,300-100",
        DataKind::SuperResolution => "linear",
        _ => "8,16-16,32-32",
    });
    let nets: Option<Vec<Architecture>> = nets.split(',').map(|net| net.parse().ok()).collect();
    let nets = nets.filter(|nets| nets.iter().all(|net| net.is_valid(base.data)));
    let choices: Option<Vec<PaneSpec>> =
        own[2].unwrap_or(CHOICES).split(',').map(|one| one.parse().ok()).collect();
    let choices = choices.filter(|choices| choices.len() <= Plan::MAX_CHOICES);
    let seeds =
        own[1].map_or(Some(SEEDS), |seeds| seeds.parse().ok().filter(|seeds| (1..=100).contains(seeds)));
    Ok(Plan {
        base,
        nets: nets.ok_or_else(|| bad("'nets' takes nets joined by commas, such as 8,16,300-100"))?,
        choices: choices.ok_or_else(|| bad("'panes' takes up to 64 of method:codebook"))?,
        seeds: seeds.ok_or_else(|| bad("'seeds' takes a number from 1 to 100"))?,
    })
}

fn link_of(cell: &NetSpec) -> String {
    Link::from(Spec::Net(cell.clone())).to_string()
}

/// The cells that a file has already. What comes after its last whole line was cut off, and goes.
fn there(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let bad = |error: &dyn std::fmt::Display| (2, format!("{}: {error}", path.display()));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(bad(&error)),
    };
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    let link = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        line["link"].as_str().map(str::to_owned)
    };
    let links: Option<BTreeSet<String>> = text[..whole].lines().map(link).collect();
    let links = links.ok_or_else(|| bad(&"is no output of a sweep"))?;
    if whole < text.len() {
        std::fs::write(path, &text[..whole]).map_err(|error| bad(&error))?;
    }
    Ok(links)
}

/// The cells of one group that are still to be run.
fn lines(
    group: &Group,
    todo: &BTreeSet<String>,
    data: &Path,
    mut each: impl FnMut(&Line),
) -> Result<(), Failure> {
    let cells: Vec<(&NetSpec, String)> = group.cells.iter().map(|cell| (cell, link_of(cell))).collect();
    let cells: Vec<_> = cells.into_iter().filter(|(_, link)| todo.contains(link)).collect();
    let Some((first, _)) = cells.first() else { return Ok(()) };
    let library = library(first.data, data)?;
    let experiment = |cell: &NetSpec| {
        let valid =
            Spec::Net(cell.clone()).check().map_err(|faults| (2, format!("bad link: {}", faults[0])))?;
        Experiment::new(valid, &library).map_err(|error| (2, error.to_string()))
    };
    let reference = train(&experiment(first)?).ok();
    for (cell, link) in cells {
        let pane = match &reference {
            Some(reference) => {
                let mut run =
                    experiment(cell)?.cell_run(0, reference).map_err(|error| (1, error.to_string()))?;
                run.finish();
                // Times differ from machine to machine; the rest does not.
                Some(run.report(0.0))
            }
            None => None,
        };
        each(&Line { link, reference: reference.as_ref().map(ReferenceReport::new), pane });
    }
    Ok(())
}

/// Runs what is still to be run.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let groups = plan(&options.link)?.groups();
    let (part, of) = options.shard;
    let own: Vec<&Group> = groups.iter().skip(part - 1).step_by(of).collect();
    let done = options.out.as_deref().map_or_else(|| Ok(BTreeSet::new()), there)?;
    let all = own.iter().flat_map(|group| &group.cells).map(link_of);
    let todo: BTreeSet<String> = all.filter(|link| !done.contains(link)).collect();
    let out: Option<File> = options
        .out
        .as_deref()
        .map(|path| {
            let file = OpenOptions::new().create(true).append(true).open(path);
            file.map_err(|error| (2, format!("{}: {error}", path.display())))
        })
        .transpose()?;
    let (start, out, count) = (Instant::now(), Mutex::new(out), Mutex::new(0_usize));
    let write = |line: &Line| -> Result<(), Failure> {
        let text = serde_json::to_string(line).map_err(|error| (1, error.to_string()))? + "\n";
        let mut out = out.lock().expect("no thread panics while it writes");
        let written = match &mut *out {
            Some(file) => file.write_all(text.as_bytes()),
            None => std::io::stdout().write_all(text.as_bytes()),
        };
        written.map_err(|error| (2, error.to_string()))?;
        let mut count = count.lock().expect("no thread panics while it counts");
        *count += 1;
        #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
        let left = start.elapsed().as_secs_f64() * (todo.len() - *count) as f64 / *count as f64;
        eprintln!("headless: {} of {} cells, about {left:.0} s left", *count, todo.len());
        Ok(())
    };
    let (queue, failed) = (Mutex::new(own.into_iter()), Mutex::new(None));
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let group = queue.lock().expect("no thread panics while it takes").next();
                    let Some(group) = group else { return };
                    let mut wrong = None;
                    let done =
                        lines(group, &todo, &options.data, |line| wrong = wrong.take().or(write(line).err()));
                    if let Some(failure) = done.err().or(wrong) {
                        *failed.lock().expect("no thread panics while it fails") = Some(failure);
                        return;
                    }
                }
            });
        }
    });
    failed.into_inner().expect("no thread panicked").map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_is_a_link() {
        let whole = plan("#lab=tradeoff").unwrap();
        assert_eq!((whole.nets.len(), whole.choices.len(), whole.seeds, whole.base.valid), (4, 8, 3, 0.2));
        let own = plan("https://lab/#lab=tradeoff&data=moons&nets=4,8-8&panes=lc:binary,dc:adaptive:2~1&seeds=2&seed=7&valid=0").unwrap();
        assert_eq!((own.nets.len(), own.choices.len(), own.seeds, own.base.valid), (2, 2, 2, 0.0));
        let links: Vec<String> = own.groups()[3].cells.iter().map(link_of).collect();
        assert_eq!(
            links,
            [
                "#data=moons&net=8-8&panes=dc:adaptive:2~1&seed=8",
                "#data=moons&net=8-8&panes=lc:binary&seed=8"
            ]
        );
        for (link, said) in [
            ("#lab=net", "lab=tradeoff"),
            ("#lab=tradeoff&nets=0", "'nets'"),
            ("#lab=tradeoff&nets=lenet5", "'nets'"),
            ("#lab=tradeoff&seeds=0", "'seeds'"),
            ("#lab=tradeoff&seeds=1&seeds=2", "twice"),
            ("#lab=tradeoff&panes=lc", "'panes'"),
            ("#lab=tradeoff&lr=-1", "lr=-1"),
            ("#lab=tradeoff&colour=red", "'colour'"),
        ] {
            let (code, line) = plan(link).unwrap_err();
            assert!(code == 2 && line.contains(said), "{link}: {line}");
        }
    }
}
