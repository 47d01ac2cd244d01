//! What the runner is asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::ValueExt;

use super::{Failure, sweep};
use crate::files::{Hints, Layout};

const USAGE: &str = "usage: headless [--data DIR] [--long] [--speed] [--export DIR] [--reference FILE [--layout out-in|in-out] [--order LAYER,LAYER,...]] '<link or hash>' | headless --embed [--at ADDRESS] [--cells FILE] '<link>' | headless --first-view DIR | headless --single DIR FILE | headless --bundle DIR FILE | headless [--data DIR] --records DIR | headless --seeds | headless sweep '<link>' [--data DIR] [--out FILE] [--shard I/N] [--jobs N] [--brief]";
/// Where `make data` puts the MNIST files.
const DATA: &str = "data";

/// What is to be done.
pub(super) enum Command {
    /// Write the first view into a built page.
    FirstView(PathBuf),
    /// Make one file of a built page.
    Single {
        /// Its folder.
        of: PathBuf,
        /// The file.
        into: PathBuf,
    },
    /// Make an archive of a built page.
    Bundle {
        /// Its folder.
        of: PathBuf,
        /// The archive.
        into: PathBuf,
    },
    /// Record what the opening shows of MNIST into a folder.
    Records {
        /// The folder.
        into: PathBuf,
        /// Where the MNIST files are.
        data: PathBuf,
    },
    /// Print what the opening's comparisons end with over ten seeds.
    Seeds,
    /// Run all cells of a sweep.
    Sweep(sweep::Options),
    /// Print a link as a figure for another page.
    Embed {
        /// The link, and what it needs.
        options: Options,
        /// Where the page is.
        at: String,
        /// The cells of a sweep, as `headless sweep` writes them.
        cells: Option<PathBuf>,
    },
    /// Run a link and print its report.
    Report(Options),
}

/// What to report on.
pub(super) struct Options {
    pub(super) link: String,
    pub(super) data: PathBuf,
    pub(super) reference: Option<PathBuf>,
    pub(super) hints: Hints,
    /// Whether the reference net is to be trained longer as well.
    pub(super) long: bool,
    /// Whether it is to be measured how fast the nets answer.
    pub(super) speed: bool,
    /// A folder for the nets, if they are wanted.
    pub(super) export: Option<PathBuf>,
}

impl Command {
    pub(super) fn parse() -> Result<Self, Failure> {
        let bad = |error: lexopt::Error| (2, format!("{error}; {USAGE}"));
        let (mut link, mut data, mut reference, mut hints) =
            (None, PathBuf::from(DATA), None, Hints::default());
        let (mut long, mut speed, mut export) = (false, false, None);
        let (mut embed, mut at, mut cells) = (false, String::new(), None);
        let mut parser = lexopt::Parser::from_env();
        if std::env::args().nth(1).is_some_and(|first| first == "sweep") {
            parser.next().map_err(bad)?;
            return sweep(parser);
        }
        while let Some(argument) = parser.next().map_err(bad)? {
            match argument {
                lexopt::Arg::Long("first-view") => {
                    return Ok(Self::FirstView(parser.value().map_err(bad)?.into()));
                }
                lexopt::Arg::Long("single") => {
                    let [of, into] = two(&mut parser).map_err(bad)?;
                    return Ok(Self::Single { of, into });
                }
                lexopt::Arg::Long("bundle") => {
                    let [of, into] = two(&mut parser).map_err(bad)?;
                    return Ok(Self::Bundle { of, into });
                }
                lexopt::Arg::Long("records") => {
                    return Ok(Self::Records { into: parser.value().map_err(bad)?.into(), data });
                }
                lexopt::Arg::Long("seeds") => return Ok(Self::Seeds),
                lexopt::Arg::Long("data") => data = parser.value().map_err(bad)?.into(),
                lexopt::Arg::Long("long") => long = true,
                lexopt::Arg::Long("speed") => speed = true,
                lexopt::Arg::Long("embed") => embed = true,
                lexopt::Arg::Long("at") => at = parser.value().and_then(ValueExt::string).map_err(bad)?,
                lexopt::Arg::Long("cells") => cells = Some(PathBuf::from(parser.value().map_err(bad)?)),
                lexopt::Arg::Long("export") => export = Some(PathBuf::from(parser.value().map_err(bad)?)),
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
        let options = Options { link, data, reference, hints, long, speed, export };
        Ok(if embed { Self::Embed { options, at, cells } } else { Self::Report(options) })
    }
}

/// Two paths.
fn two(parser: &mut lexopt::Parser) -> Result<[PathBuf; 2], lexopt::Error> {
    Ok([parser.value()?.into(), parser.value()?.into()])
}

/// What is to be swept.
fn sweep(mut parser: lexopt::Parser) -> Result<Command, Failure> {
    let bad = |error: lexopt::Error| (2, format!("{error}; {USAGE}"));
    let (mut link, mut data, mut out, mut shard) = (None, PathBuf::from(DATA), None, (1, 1));
    let mut brief = false;
    let mut jobs = std::thread::available_parallelism().map_or(1, usize::from);
    while let Some(argument) = parser.next().map_err(bad)? {
        match argument {
            lexopt::Arg::Long("data") => data = parser.value().map_err(bad)?.into(),
            lexopt::Arg::Long("out") => out = Some(PathBuf::from(parser.value().map_err(bad)?)),
            lexopt::Arg::Long("brief") => brief = true,
            lexopt::Arg::Long("jobs") => {
                jobs = parser.value().and_then(|value| value.parse()).map_err(bad)?;
            }
            lexopt::Arg::Long("shard") => {
                shard = parser.value().and_then(|value| value.parse_with(parse_shard)).map_err(bad)?;
            }
            lexopt::Arg::Value(value) if link.is_none() => link = Some(value.string().map_err(bad)?),
            argument => return Err(bad(argument.unexpected())),
        }
    }
    let link = link.ok_or_else(|| (2, USAGE.to_owned()))?;
    Ok(Command::Sweep(sweep::Options { link, data, out, shard, jobs, brief }))
}

/// `2/5`: the second of five parts.
fn parse_shard(text: &str) -> Result<(usize, usize), &'static str> {
    let shard = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    shard.filter(|(part, of)| (1..=*of).contains(part)).ok_or("expected a part such as 2/5")
}

fn parse_layout(value: OsString) -> Result<Layout, lexopt::Error> {
    value.parse_with(|text| {
        let found = Layout::ALL.into_iter().find(|(_, name)| *name == text);
        found.map(|(layout, _)| layout).ok_or("expected out-in or in-out")
    })
}
