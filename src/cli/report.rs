//! `headless '<link>'`: runs a link without a browser.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use strum::VariantArray;

use super::Failure;
use super::arguments::Options;
use crate::data::Mnist;
use crate::experiment::{
    CascadeReport, DataKind, Experiment, Library, PaneReport, PaneRun, Reference, ReferenceEvent,
    ReferenceReport, Report, Setting,
};
use crate::files::{self, Format, Hints, write};
use crate::link::{LabLink, Link, NetLink, NetView, TwoAsOne};

/// A reference that answers this share of its training examples wrongly is hardly what somebody meant.
const UNLIKELY: f64 = 0.5;

/// The net that all runs of a link start from, trained or out of a file.
pub(super) fn reference_of(experiment: &Experiment, options: &Options) -> Result<Reference, Failure> {
    match &options.reference {
        Some(file) => import(experiment, file, &options.hints),
        None => train(experiment),
    }
}

/// The report of a link, as JSON.
pub(super) fn run(options: &Options) -> Result<String, Failure> {
    let (spec, link, notices) = Link::parse_valid(&options.link);
    if !notices.is_empty() {
        let all: Vec<String> = notices.iter().map(ToString::to_string).collect();
        return Err((2, format!("bad link: {}", all.join("; "))));
    }
    let library = spec.data().map_or_else(|| Ok(Library::default()), |kind| library(kind, &options.data))?;
    let experiment = Experiment::new(spec, &library).map_err(|error| (2, error.to_string()))?;
    let refused = || (2, "--long: there is no reference net that could be trained longer".to_owned());
    let longer = options.long.then(|| experiment.with_longer_reference().ok_or_else(refused)).transpose()?;
    let reference = reference_of(&experiment, options)?;
    let panes = 0..experiment.spec().panes().len();
    let runs = panes.map(|pane| finish(&experiment, pane, &reference)).collect::<Result<Vec<_>, _>>()?;
    let (mut runs, panes): (Vec<PaneRun>, Vec<PaneReport>) = runs.into_iter().unzip();
    let mut report = Report::new(experiment.spec(), &reference, panes);
    if options.speed {
        let start = Instant::now();
        let clock = || start.elapsed().as_secs_f64();
        report.speeds = runs.iter_mut().map(|run| run.speed_run()?.finish(&clock)).collect();
    }
    if let LabLink::Net(NetLink { view: NetView { cascade: Some(two), .. }, .. }) = &link.lab {
        report.cascade = cascade(two, &mut runs, (&reference, &report.panes));
    }
    if let Some(folder) = &options.export {
        for (pane, run) in runs.iter_mut().enumerate() {
            let named: Vec<String> = experiment.spec().panes().iter().map(ToString::to_string).collect();
            let note = report.cascade.as_ref().and_then(|two| two.note(pane, &named));
            let notes = [Some(("link", options.link.clone())), note.map(|note| ("cascade", note))];
            let notes = notes.into_iter().flatten().map(|(name, text)| (name.to_owned(), text));
            export(notes, run, &folder.join(format!("pane-{}", pane + 1)))?;
        }
    }
    if let Some(longer) = longer {
        report.reference_long = Some(ReferenceReport::new(&train(&longer)?));
    }
    Ok(report.to_json())
}

/// Two nets as one, as the link asks for; `None` where nothing is classified, or one diverged.
fn cascade(
    two: &TwoAsOne,
    runs: &mut [PaneRun],
    (reference, panes): (&Reference, &[PaneReport]),
) -> Option<CascadeReport> {
    let bytes = |pane: usize| Some((panes.get(pane)?.size_bits? / 8.0).ceil());
    let (large, of_large) = match two.large {
        Some(large) => (runs.get_mut(large)?.graded()?, bytes(large)?),
        None => (reference.graded.clone()?, reference.bytes()),
    };
    let run = runs.get_mut(two.small)?;
    let (leads, small) = (run.leads(), run.graded()?);
    let which = (two.small, two.large, two.threshold);
    CascadeReport::new(which, (&leads, &small, &large), [bytes(two.small)?, of_large])
}

/// What runs on a data set need.
pub(super) fn library(kind: DataKind, directory: &Path) -> Result<Library, Failure> {
    let mut library = Library::default();
    if kind.needs_files() {
        library.mnist = Some(Rc::new(mnist(directory)?));
    }
    Ok(library)
}

/// The four IDX files in a directory.
fn mnist(directory: &Path) -> Result<Mnist, Failure> {
    let half = |name: &str| {
        let mut bytes = Vec::new();
        for kind in ["labels-idx1-ubyte", "images-idx3-ubyte"] {
            let path = directory.join(format!("{name}-{kind}"));
            let file = File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes));
            let hint = "run make data, or say --data DIR";
            file.map_err(|error| (2, format!("{}: {error} ({hint})", path.display())))?;
        }
        Ok(bytes)
    };
    Mnist::new(half("train")?, half("t10k")?)
        .map_err(|error| (2, format!("{}: {error}", directory.display())))
}

/// The net in a file. What it was taken for is told, because it was told apart by shapes and names.
fn import(experiment: &Experiment, file: &Path, hints: &Hints) -> Result<Reference, Failure> {
    let bad = |error: &dyn std::fmt::Display| (2, format!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    let limit = u64::try_from(files::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = File::open(file).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| bad(&error))?;
    let tensors = files::read(&bytes).map_err(|error| bad(&error))?;
    let network = experiment.network().ok_or_else(|| bad(&"lab=plane has no net to start from"))?;
    let fitted = files::fit(network, &tensors, hints).map_err(|error| bad(&error))?;
    eprintln!("headless: {}: {}", file.display(), fitted.told);
    let reference = experiment.imported_reference(fitted.params).map_err(|error| bad(&error))?;
    if let Some(wrong) = reference.train.error.filter(|wrong| *wrong > UNLIKELY) {
        let spec = experiment.spec().settings();
        let value = |wanted: Setting| {
            spec.iter().find(|(setting, _)| *setting == wanted).map_or("", |(_, value)| value)
        };
        eprintln!(
            "headless: {}: this net gets {:.0} % of the training examples wrong: was it trained on the same inputs \
             (see README), as net={} with act={}?",
            file.display(),
            100.0 * wrong,
            value(Setting::Net),
            value(Setting::Act),
        );
    }
    Ok(reference)
}

/// The reference net.
pub(super) fn train(experiment: &Experiment) -> Result<Reference, Failure> {
    match experiment.reference_run().advance(u32::MAX) {
        ReferenceEvent::Trained(reference) => Ok(*reference),
        _ => Err((1, "the reference net diverged while training: try a smaller lr".to_owned())),
    }
}

/// Writes a net in every format it can be said in, and tells in which it cannot.
fn export(
    notes: impl Iterator<Item = (String, String)>,
    run: &mut PaneRun,
    folder: &Path,
) -> Result<(), Failure> {
    let bad = |path: &Path, error: std::io::Error| (2, format!("{}: {error}", path.display()));
    let net = run.net().ok_or_else(|| (1, "there is no net to export".to_owned()))?.noted(notes);
    for &format in Format::VARIANTS {
        match write(&net, format) {
            Err(reason) => eprintln!("headless: {}: no {format}: {reason}", folder.display()),
            Ok(bytes) => {
                std::fs::create_dir_all(folder).map_err(|error| bad(folder, error))?;
                let path = folder.join(format.file_name());
                std::fs::write(&path, bytes).map_err(|error| bad(&path, error))?;
            }
        }
    }
    Ok(())
}

fn finish(
    experiment: &Experiment,
    pane: usize,
    reference: &Reference,
) -> Result<(PaneRun, PaneReport), Failure> {
    let start = Instant::now();
    let mut run = experiment.pane_run(pane, reference).map_err(|error| (1, error.to_string()))?;
    run.finish();
    let report = run.report(start.elapsed().as_secs_f64());
    Ok((run, report))
}
