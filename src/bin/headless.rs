//! Runs a link without a browser and prints its report.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::fs::File;
    use std::io::Read;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::rc::Rc;
    use std::time::Instant;

    use lc_lab::data::Mnist;
    use lc_lab::experiment::{Experiment, Library, PaneReport, Reference, ReferenceEvent, Report};
    use lc_lab::lc::Advance;
    use lc_lab::link::Link;
    use lexopt::ValueExt;

    const USAGE: &str = "usage: headless [--data DIR] '<link or hash>'";
    /// Where `make data` puts the MNIST files.
    const DATA: &str = "data";

    /// Exit codes: 0 with a report, 1 if the report cannot be made, 2 for a bad link or file.
    pub fn main() -> ExitCode {
        match Arguments::parse().and_then(|arguments| run(&arguments)) {
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

    struct Arguments {
        link: String,
        data: PathBuf,
    }

    impl Arguments {
        fn parse() -> Result<Self, Failure> {
            let bad = |error: lexopt::Error| (2, format!("{error}; {USAGE}"));
            let (mut link, mut data) = (None, PathBuf::from(DATA));
            let mut parser = lexopt::Parser::from_env();
            while let Some(argument) = parser.next().map_err(bad)? {
                match argument {
                    lexopt::Arg::Long("data") => data = parser.value().map_err(bad)?.into(),
                    lexopt::Arg::Value(value) if link.is_none() => link = Some(value.string().map_err(bad)?),
                    argument => return Err(bad(argument.unexpected())),
                }
            }
            let link = link.ok_or_else(|| (2, USAGE.to_owned()))?;
            Ok(Self { link, data })
        }
    }

    fn run(arguments: &Arguments) -> Result<String, Failure> {
        let (spec, _, notices) = Link::parse_valid(&arguments.link);
        if !notices.is_empty() {
            let all: Vec<String> = notices.iter().map(ToString::to_string).collect();
            return Err((2, format!("bad link: {}", all.join("; "))));
        }
        let mut library = Library::default();
        if spec.asked().data.needs_files() {
            library.mnist = Some(Rc::new(mnist(&arguments.data)?));
        }
        let experiment = Experiment::new(spec, &library).map_err(|error| (2, error.to_string()))?;
        let reference = train(&experiment)?;
        let panes = 0..experiment.spec().asked().panes.len();
        let panes = panes.map(|pane| finish(&experiment, pane, &reference)).collect::<Result<Vec<_>, _>>()?;
        let report = Report::new(experiment.spec(), &reference, panes);
        serde_json::to_string_pretty(&report).map_err(|error| (1, error.to_string()))
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
