//! `headless --embed '<link>'`: a link as a figure for a page, with what is shown where it cannot run.

use std::path::Path;
use std::rc::Rc;

use super::Failure;
use super::arguments::Options;
use super::report::{library, reference_of};
use crate::experiment::{DataKind, Experiment, Library, Recording, Report};
use crate::link::{LabLink, Link, Show};
use crate::page::height;
use crate::page::poster::{Material, poster};

/// The sweeps that come with the page.
const DIGITS: &str = include_str!("../../www/sweeps/digits.jsonl");
const MNIST: &str = include_str!("../../www/sweeps/mnist.jsonl");

/// The markup of the element, with its poster in it.
pub(super) fn run(options: &Options, at: &str, cells: Option<&Path>) -> Result<String, Failure> {
    let (mut link, notices) = Link::open(&options.link);
    if !notices.is_empty() {
        let all: Vec<String> = notices.iter().map(ToString::to_string).collect();
        return Err((2, format!("bad link: {}", all.join("; "))));
    }
    link.eye.embed = true;
    let link = Link::open(&link.to_string()).0;
    let material = material(&link, options, cells)?;
    let panes = link.lab.spec().and_then(|spec| spec.check().ok()).map_or(1, |valid| valid.panes().len());
    let shown = link.eye.show.unwrap_or_else(|| Show::usual(link.lab.kind()));
    let height = height(link.lab.kind(), shown, panes);
    let url = format!("{at}{link}").replace('&', "&amp;").replace('"', "&quot;");
    let poster = poster(&link, &material);
    let folder = &at[..at.rfind('/').map_or(0, |slash| slash + 1)];
    Ok(format!(
        "<script src=\"{folder}lc-lab.js\" async></script>\n<lc-lab src=\"{url}\" height=\"{height}\">{poster}\
         <p><a href=\"{url}\">LC Lab</a></p></lc-lab>"
    ))
}

/// What there is to show.
fn material(link: &Link, options: &Options, cells: Option<&Path>) -> Result<Material, Failure> {
    if let LabLink::Tradeoff(sweep) = &link.lab {
        let bad = |path: &Path, error: std::io::Error| (2, format!("{}: {error}", path.display()));
        let text = match (cells, sweep.spec.base.data) {
            (Some(path), _) => std::fs::read_to_string(path).map_err(|error| bad(path, error))?,
            (None, DataKind::Digits) => DIGITS.to_owned(),
            (None, DataKind::Mnist) => MNIST.to_owned(),
            (None, data) => {
                return Err((
                    2,
                    format!("--cells FILE: there is no sweep of {data} here; headless sweep makes one"),
                ));
            }
        };
        return Ok(Material { cells: Some(text.into()), ..Material::default() });
    }
    let failed = |error: &dyn std::fmt::Display| (2, error.to_string());
    let spec = link.lab.spec().unwrap_or_default().check().map_err(|faults| failed(&faults[0]))?;
    let library = spec.data().map_or_else(|| Ok(Library::default()), |kind| library(kind, &options.data))?;
    let experiment = Experiment::new(spec, &library).map_err(|error| failed(&error))?;
    let reference = reference_of(&experiment, options)?;
    let panes = 0..experiment.spec().panes().len();
    let reports = panes.map(|pane| {
        let mut run = experiment.pane_run(pane, &reference).map_err(|error| failed(&error))?;
        run.finish();
        Ok(run.report(0.0))
    });
    let report = Report::new(experiment.spec(), &reference, reports.collect::<Result<_, Failure>>()?);
    // Two weights are computed by the page itself.
    let replay = if let LabLink::Plane(_) = link.lab {
        None
    } else {
        let recording = Recording::new(&experiment, &reference).map_err(|error| failed(&error))?;
        Some(Rc::new(recording.replay().map_err(|error| failed(&error))?))
    };
    Ok(Material { replay, cells: None, report: Some(report) })
}
