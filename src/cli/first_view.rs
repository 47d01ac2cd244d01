//! `headless --first-view DIR`: computes what the page opens with into a built page.

use std::path::Path;
use std::rc::Rc;

use super::Failure;
use super::report::train;
use crate::experiment::{Experiment, Library, OpeningData, OpeningSpec, Recording, Reference, Spec};
use crate::page::first_view::markup;
use crate::protocol::BUILD;

/// Where the page's markup has room for it.
const ROOM: &str = "<!-- first view -->";

/// Where its scripts have room for the build they are of.
const MARK: &str = "@BUILD@";

/// The style sheets, cut like the house and joined in this order for the page: what the first view needs, which waits for
/// nothing else, and what the labs need, which is there before the program is.
const FIRST: [&str; 5] = [
    include_str!("../../www/css/tokens.css"),
    include_str!("../../www/css/kit.css"),
    include_str!("../../www/css/page.css"),
    include_str!("../../www/css/opening.css"),
    include_str!("../../www/css/play.css"),
];
const LABS: [&str; 7] = [
    include_str!("../../www/css/runs.css"),
    include_str!("../../www/css/net.css"),
    include_str!("../../www/css/plane.css"),
    include_str!("../../www/css/tradeoff.css"),
    include_str!("../../www/css/embed.css"),
    include_str!("../../www/css/contrast.css"),
    include_str!("../../www/css/print.css"),
];

/// A style sheet without what is for its readers: remarks and indentation, a quarter of what is sent. No sheet has a text with `/*`.
fn bare(sheet: &str) -> String {
    let rules = sheet.split("/*").enumerate().map(|(i, part)| match part.split_once("*/") {
        Some((_, rest)) if i > 0 => rest,
        _ => part,
    });
    let rules: String = rules.collect();
    let lines = rules.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Computes the opening into a built page: as markup, as what its program starts from, and its other comparisons. Joins its style
/// sheets, and gives every part of the page the name of the build, by which they know each other.
pub(super) fn run(directory: &Path) -> Result<(), Failure> {
    let page = directory.join("index.html");
    let bad = |path: &Path, error: std::io::Error| (2, format!("{}: {error}", path.display()));
    let html = std::fs::read_to_string(&page).map_err(|error| bad(&page, error))?;
    if !html.contains(ROOM) {
        return Err((2, format!("{}: there is no {ROOM} in it", page.display())));
    }
    let records = directory.join("records");
    std::fs::create_dir_all(&records).map_err(|error| bad(&records, error))?;
    let mut first = None;
    for data in [OpeningData::Spiral, OpeningData::Digits] {
        let mut reference = None;
        for spec in OpeningSpec::all().filter(|spec| spec.data == data) {
            let recording = record((spec, 1), &Library::default(), &mut reference)?;
            let path = records.join(format!("{}.bin", spec.name()));
            std::fs::write(&path, recording.to_bytes()).map_err(|error| bad(&path, error))?;
            if spec == OpeningSpec::default() {
                first = Some(recording);
            }
        }
    }
    let first = first.ok_or((1, "the opening has no recording".to_owned()))?;
    let replay = Rc::new(first.replay().map_err(|error| (1, error.to_string()))?);
    let write = |name: &str, bytes: &[u8]| {
        let path = directory.join(name);
        std::fs::write(&path, bytes).map_err(|error| bad(&path, error))
    };
    let html = html.replace(ROOM, &markup(&replay)).replace(MARK, BUILD);
    write("index.html", html.as_bytes())?;
    write("lab.css", bare(&FIRST.join("\n")).as_bytes())?;
    write("labs.css", bare(&LABS.join("\n")).as_bytes())?;
    write("first.bin", &[BUILD.as_bytes(), &first.to_bytes()].concat())?;
    for (name, more) in [
        ("early.js", ""),
        ("start.js", ""),
        ("sw.js", ""),
        ("app.js", "\nexport const build = \"@BUILD@\";\n"),
    ] {
        let path = directory.join(name);
        let script = std::fs::read_to_string(&path).map_err(|error| bad(&path, error))?;
        // Remarks are for who reads the source, but for the one that names the build.
        let sent = |line: &&str| !line.trim_start().starts_with("//") || line.contains(MARK);
        let script = script.lines().filter(sent).collect::<Vec<_>>().join("\n") + more;
        write(name, script.replace(MARK, BUILD).as_bytes())?;
    }
    let mut files = Vec::new();
    list(directory, "", &mut files).map_err(|error| bad(directory, error))?;
    let listed = serde_json::json!({"build": BUILD, "files": files});
    write("files.json", listed.to_string().as_bytes())
}

/// What can be asked for by its name alone; everything else of the page is asked for with its build.
const BY_NAME: [&str; 4] = ["data/", "presets/", "icon.svg", "load.py"];
/// What no window of the page asks for.
const NOT_OURS: [&str; 5] = ["sw.js", "lc-lab.js", "files.json", "index.html", "_headers"];

/// The files of a built page, by which it can tell whether all of it is kept.
fn list(folder: &Path, before: &str, files: &mut Vec<serde_json::Value>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else if !NOT_OURS.contains(&name.as_str()) {
            let build = !BY_NAME.iter().any(|own| name.starts_with(own));
            files.push(serde_json::json!({"name": name, "bytes": entry.metadata()?.len(), "build": build}));
        }
    }
    Ok(())
}

/// A comparison of the opening, from a seed. Those of a data set and a seed have one reference net, which is trained once.
pub(super) fn record(
    (spec, seed): (OpeningSpec, u32),
    library: &Library,
    reference: &mut Option<Reference>,
) -> Result<Recording, Failure> {
    let said = |error: &dyn std::fmt::Display| (1, format!("{}: {error}", spec.name()));
    let mut asked = spec.comparison();
    asked.runs.seed = seed;
    let valid = Spec::Net(asked).check().map_err(|faults| said(&faults.len()))?;
    let experiment = Experiment::new(valid, library).map_err(|error| said(&error))?;
    let reference = match reference {
        Some(reference) => reference,
        none => none.insert(train(&experiment)?),
    };
    Recording::new(&experiment, reference).map_err(|error| said(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_sheet_has_the_rules_and_no_remarks() {
        let sheet =
            "/* One. */\n\na {\n  color: red; /* two\n  lines */\n}\n/* three */ b, c { margin: 0 }\n";
        assert_eq!(bare(sheet), "a {\ncolor: red;\n}\nb, c { margin: 0 }");
        for sheet in FIRST.into_iter().chain(LABS) {
            let bare = bare(sheet);
            assert_eq!(sheet.matches("/*").count(), sheet.matches("*/").count());
            assert!(!bare.contains("/*") && !bare.contains("*/") && !bare.contains("\n\n"));
            let braces = |text: &str| (text.matches('{').count(), text.matches('}').count());
            let remarks: usize = sheet
                .split("/*")
                .skip(1)
                .map(|rest| rest.split("*/").next().unwrap().matches('{').count())
                .sum();
            assert_eq!(braces(&bare).0 + remarks, braces(sheet).0);
        }
    }
}
