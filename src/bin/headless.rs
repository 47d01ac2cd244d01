//! Runs a link without a browser and prints its report.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::process::ExitCode;
    use std::time::Instant;

    use lc_lab::experiment::{Experiment, PaneReport, Reference, ReferenceEvent, Report};
    use lc_lab::lc::Advance;
    use lc_lab::link::Link;

    const USAGE: &str = "usage: headless '<link or hash>'";

    /// Exit codes: 0 with a report, 1 if the report cannot be made, 2 for a bad link.
    pub fn main() -> ExitCode {
        match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
            Ok(report) => {
                println!("{report}");
                ExitCode::SUCCESS
            }
            Err((code, line)) => {
                eprintln!("headless: {line}");
                ExitCode::from(code)
            }
        }
    }

    type Failure = (u8, String);

    fn run(arguments: &[String]) -> Result<String, Failure> {
        let [link] = arguments else { return Err((2, USAGE.to_owned())) };
        let (spec, _, notices) = Link::parse_valid(link);
        if !notices.is_empty() {
            let all: Vec<String> = notices.iter().map(ToString::to_string).collect();
            return Err((2, format!("bad link: {}", all.join("; "))));
        }
        let experiment = Experiment::new(spec);
        let reference = train(&experiment)?;
        let panes = 0..experiment.spec().asked().panes.len();
        let panes = panes.map(|pane| finish(&experiment, pane, &reference)).collect::<Result<Vec<_>, _>>()?;
        let report = Report::new(experiment.spec(), &reference, panes);
        serde_json::to_string_pretty(&report).map_err(|error| (1, error.to_string()))
    }

    fn train(experiment: &Experiment) -> Result<Reference, Failure> {
        match experiment.reference_run().advance(u32::MAX) {
            ReferenceEvent::Trained(reference) => Ok(*reference),
            _ => Err((1, "the reference net diverged while training: try a smaller lr".to_owned())),
        }
    }

    fn finish(experiment: &Experiment, pane: usize, reference: &Reference) -> Result<PaneReport, Failure> {
        let start = Instant::now();
        let mut run = experiment.pane_run(pane, reference).map_err(|error| (1, error.to_string()))?;
        while !matches!(run.advance(u32::MAX), Advance::Finished(_)) {}
        Ok(run.report(start.elapsed().as_secs_f64()))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
