//! Runs a link without a browser and prints its report.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::ffi::OsString;
    use std::fs::File;
    use std::io::Read;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::rc::Rc;
    use std::time::Instant;

    use lc_lab::data::Mnist;
    use lc_lab::experiment::{
        Experiment, Library, PaneReport, Poster, Reference, ReferenceEvent, Report, to_json,
    };
    use lc_lab::import::{self, Hints, Layout};
    use lc_lab::link::Link;
    use lc_lab::protocol::BUILD;
    use lc_lab::ui::first_view::markup;
    use lexopt::ValueExt;

    const USAGE: &str = "usage: headless [--data DIR] [--reference FILE [--layout out-in|in-out] [--order LAYER,LAYER,...]] '<link or hash>' | headless --first-view DIR";
    /// Where `make data` puts the MNIST files.
    const DATA: &str = "data";

    /// A reference that answers this share of its training examples wrongly is hardly what somebody meant.
    const UNLIKELY: f64 = 0.5;

    /// Exit codes: 0 with a report, 1 if the report cannot be made, 2 for a bad link or file.
    pub fn main() -> ExitCode {
        let asked: Vec<OsString> = std::env::args_os().skip(1).collect();
        if let [flag, directory] = &asked[..]
            && flag == "--first-view"
        {
            return match first_view(Path::new(directory)) {
                Ok(()) => ExitCode::SUCCESS,
                Err((code, line)) => {
                    eprintln!("headless: {line}");
                    ExitCode::from(code)
                }
            };
        }
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
        reference: Option<PathBuf>,
        hints: Hints,
    }

    impl Arguments {
        fn parse() -> Result<Self, Failure> {
            let bad = |error: lexopt::Error| (2, format!("{error}; {USAGE}"));
            let (mut link, mut data, mut reference, mut hints) =
                (None, PathBuf::from(DATA), None, Hints::default());
            let mut parser = lexopt::Parser::from_env();
            while let Some(argument) = parser.next().map_err(bad)? {
                match argument {
                    lexopt::Arg::Long("data") => data = parser.value().map_err(bad)?.into(),
                    lexopt::Arg::Long("reference") => {
                        reference = Some(PathBuf::from(parser.value().map_err(bad)?));
                    }
                    lexopt::Arg::Long("layout") => {
                        hints.layout = Some(parser.value().and_then(parse_layout).map_err(bad)?);
                    }
                    lexopt::Arg::Long("order") => {
                        let names = parser.value().and_then(ValueExt::string).map_err(bad)?;
                        hints.order = Some(names.split(',').map(|name| name.trim().to_owned()).collect());
                    }
                    lexopt::Arg::Value(value) if link.is_none() => link = Some(value.string().map_err(bad)?),
                    argument => return Err(bad(argument.unexpected())),
                }
            }
            let link = link.ok_or_else(|| (2, USAGE.to_owned()))?;
            Ok(Self { link, data, reference, hints })
        }
    }

    fn parse_layout(value: OsString) -> Result<Layout, lexopt::Error> {
        value.parse_with(|text| {
            let found = Layout::ALL.into_iter().find(|(_, name)| *name == text);
            found.map(|(layout, _)| layout).ok_or("expected out-in or in-out")
        })
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
        let reference = match &arguments.reference {
            Some(file) => import(&experiment, file, &arguments.hints)?,
            None => train(&experiment)?,
        };
        let panes = 0..experiment.spec().asked().panes.len();
        let panes = panes.map(|pane| finish(&experiment, pane, &reference)).collect::<Result<Vec<_>, _>>()?;
        let report = Report::new(experiment.spec(), &reference, panes);
        Ok(to_json(&report))
    }

    /// Where the page's markup has room for it.
    const ROOM: &str = "<!-- first view -->";

    /// Where its scripts have room for the build they are of.
    const MARK: &str = "@BUILD@";

    /// Computes the default comparison into a built page: as markup, and as what its program starts from. And gives every
    /// part of the page the name of the build, by which they know each other.
    fn first_view(directory: &Path) -> Result<(), Failure> {
        let page = directory.join("index.html");
        let bad = |path: &Path, error: std::io::Error| (2, format!("{}: {error}", path.display()));
        let html = std::fs::read_to_string(&page).map_err(|error| bad(&page, error))?;
        if !html.contains(ROOM) {
            return Err((2, format!("{}: there is no {ROOM} in it", page.display())));
        }
        let experiment = Experiment::new(Link::parse_valid("").0, &Library::default());
        let experiment = experiment.map_err(|error| (1, error.to_string()))?;
        let poster = Poster::new(&experiment, train(&experiment)?, String::new());
        let poster = poster.map_err(|error| (1, error.to_string()))?;
        let write = |name: &str, bytes: &[u8]| {
            let path = directory.join(name);
            std::fs::write(&path, bytes).map_err(|error| bad(&path, error))
        };
        let html = html.replace(ROOM, &markup(&poster)).replace(MARK, BUILD);
        // Trunk writes this one: an old one would not be what the page's integrity hash asks for.
        let html = html.replace("lab.css\"", &format!("lab.css?{BUILD}\""));
        write("index.html", html.as_bytes())?;
        write("first.bin", &poster.to_bytes())?;
        for (name, more) in [("start.js", ""), ("app.js", "\nexport const build = \"@BUILD@\";\n")] {
            let path = directory.join(name);
            let script = std::fs::read_to_string(&path).map_err(|error| bad(&path, error))?;
            write(name, (script + more).replace(MARK, BUILD).as_bytes())?;
        }
        Ok(())
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
        let limit = u64::try_from(import::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let read = File::open(file).and_then(|file| file.take(limit).read_to_end(&mut bytes));
        read.map_err(|error| bad(&error))?;
        let tensors = import::read(&bytes).map_err(|error| bad(&error))?;
        let network = experiment.network().ok_or_else(|| bad(&"lab=plane has no net to start from"))?;
        let fitted = import::fit(network, &tensors, hints).map_err(|error| bad(&error))?;
        eprintln!("headless: {}: {}", file.display(), fitted.told);
        let reference = experiment.imported_reference(fitted.params).map_err(|error| bad(&error))?;
        if let Some(wrong) = reference.train.error.filter(|wrong| *wrong > UNLIKELY) {
            let spec = experiment.spec();
            eprintln!(
                "headless: {}: this net gets {:.0} % of the training examples wrong: was it trained on the same inputs \
                 (see README), as net={} with act={}?",
                file.display(),
                100.0 * wrong,
                spec.net,
                spec.settings().iter().find(|(key, _)| *key == "act").map_or("", |(_, act)| act),
            );
        }
        Ok(reference)
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
        run.finish();
        Ok(run.report(start.elapsed().as_secs_f64()))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
