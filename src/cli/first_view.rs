//! `headless --first-view DIR`: computes the default comparison into a built page.

use std::path::Path;

use super::Failure;
use super::report::train;
use crate::experiment::{Experiment, Library, Poster};
use crate::link::Link;
use crate::page::first_view::markup;
use crate::protocol::{BUILD, poster_to_bytes};

/// Where the page's markup has room for it.
const ROOM: &str = "<!-- first view -->";

/// Where its scripts have room for the build they are of.
const MARK: &str = "@BUILD@";

/// The style sheet, cut like the house and joined in this order for the page: one file is one request, and smaller.
const STYLES: [&str; 6] = [
    include_str!("../../www/css/tokens.css"),
    include_str!("../../www/css/kit.css"),
    include_str!("../../www/css/page.css"),
    include_str!("../../www/css/runs.css"),
    include_str!("../../www/css/net.css"),
    include_str!("../../www/css/plane.css"),
];

/// Computes the default comparison into a built page: as markup, and as what its program starts from. Joins its style
/// sheets, and gives every part of the page the name of the build, by which they know each other.
pub(super) fn run(directory: &Path) -> Result<(), Failure> {
    let page = directory.join("index.html");
    let bad = |path: &Path, error: std::io::Error| (2, format!("{}: {error}", path.display()));
    let html = std::fs::read_to_string(&page).map_err(|error| bad(&page, error))?;
    if !html.contains(ROOM) {
        return Err((2, format!("{}: there is no {ROOM} in it", page.display())));
    }
    let experiment = Experiment::new(Link::parse_valid("").0, &Library::default());
    let experiment = experiment.map_err(|error| (1, error.to_string()))?;
    let poster = Poster::new(&experiment, train(&experiment)?);
    let poster = poster.map_err(|error| (1, error.to_string()))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = directory.join(name);
        std::fs::write(&path, bytes).map_err(|error| bad(&path, error))
    };
    let html = html.replace(ROOM, &markup(&poster)).replace(MARK, BUILD);
    write("index.html", html.as_bytes())?;
    write("lab.css", STYLES.join("\n").as_bytes())?;
    write("first.bin", &poster_to_bytes(&poster))?;
    for (name, more) in [("start.js", ""), ("app.js", "\nexport const build = \"@BUILD@\";\n")] {
        let path = directory.join(name);
        let script = std::fs::read_to_string(&path).map_err(|error| bad(&path, error))?;
        write(name, (script + more).replace(MARK, BUILD).as_bytes())?;
    }
    Ok(())
}
