//! `headless --single DIR FILE` and `headless --bundle DIR FILE`: a built page as one file of HTML that needs no server, and as an
//! archive for somebody's own.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zip::write::SimpleFileOptions;

use super::Failure;
use crate::protocol::BUILD;

/// What is in the one file beside the page itself: what it needs to compute everything but MNIST.
const PARTS: [(&str, &str); 5] = [
    ("app.js", "text/javascript"),
    ("start.js", "text/javascript"),
    ("app_bg.wasm", "application/wasm"),
    ("first.bin", "application/octet-stream"),
    ("data/digits.pack", "application/octet-stream"),
];

/// Unpacks the parts and starts the page with them; an ordinary script, because files have no origin to import modules from.
const LOADER: &str = include_str!("single.js");

/// What the one file may load and run: what is in it, and nothing from anywhere.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; \
    style-src 'unsafe-inline'; connect-src blob:; img-src data: blob:; base-uri 'none'; form-action 'none'";

/// A note for whoever puts the page on a server of their own.
const NOTE: &str = include_str!("bundle.txt");

fn bad(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    (2, format!("{}: {error}", path.display()))
}

fn read(directory: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let path = directory.join(name);
    std::fs::read(&path).map_err(|error| bad(&path, &error))
}

fn text(directory: &Path, name: &str) -> Result<String, Failure> {
    String::from_utf8(read(directory, name)?).map_err(|error| bad(&directory.join(name), &error))
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder.and_then(|()| std::fs::write(path, bytes)).map_err(|error| bad(path, &error))
}

/// As small as gzip can be made: it is done once, and read often.
fn packed(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let done = zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut out);
    done.map(|()| out).map_err(|error| (1, error.to_string()))
}

/// The page as one file.
pub(super) fn single(directory: &Path, into: &Path) -> Result<(), Failure> {
    let mut html = text(directory, "index.html")?;
    // The icon's mark names a file beside the page, with its checksum.
    let icon = html.split("<link").find_map(|rest| {
        rest.split_once('>').map(|(mark, _)| mark).filter(|mark| mark.contains("rel=\"icon\""))
    });
    let icon = icon.ok_or_else(|| (2, format!("{}: the page has no icon", directory.display())))?.to_owned();
    let drawn = BASE64_STANDARD.encode(read(directory, "icon.svg")?);
    html = html.replacen(&icon, &format!(" rel=\"icon\" href=\"data:image/svg+xml;base64,{drawn}\" /"), 1);
    let mut swap = |what: String, with: &str| {
        let there = html.contains(&what);
        html = html.replacen(&what, with, 1);
        if there { Ok(()) } else { Err((2, format!("{}: there is no {what} in it", directory.display()))) }
    };
    for sheet in ["lab.css", "labs.css"] {
        let style = format!("<style>{}</style>", text(directory, sheet)?);
        swap(format!("<link rel=\"stylesheet\" href=\"{sheet}?{BUILD}\" />"), &style)?;
    }
    // A page on a server loads from there, and says so itself; this one from nowhere.
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\" />");
    let early = text(directory, "early.js")?;
    swap(
        format!("<script src=\"early.js?{BUILD}\"></script>"),
        &format!("{policy}<script>window.lcLabAlone = true; {{{early}}}</script>"),
    )?;
    let mut parts = String::new();
    for (name, kind) in PARTS {
        let bytes = read(directory, name)?;
        // Data are packed already, and unpacked where they are used.
        let plain = name.starts_with("data/");
        let bytes = if plain { bytes } else { packed(&bytes)? };
        let _ = write!(
            parts,
            "<script type=\"application/octet-stream\" data-file=\"{name}\" data-type=\"{kind}\"{}>{}</script>",
            if plain { "" } else { " data-packed=\"1\"" },
            BASE64_STANDARD.encode(&bytes)
        );
    }
    swap(format!("<script type=\"module\" src=\"start.js?{BUILD}\"></script>"), "")?;
    // Where the program is not there yet, the page is.
    swap(
        "</body>".to_owned(),
        &format!("{parts}<script>{}</script></body>", LOADER.replace("@BUILD@", BUILD)),
    )?;
    save(into, html.as_bytes())
}

/// The page as an archive, with a note.
pub(super) fn bundle(directory: &Path, into: &Path) -> Result<(), Failure> {
    let mut names = Vec::new();
    collect(directory, "", &mut names).map_err(|error| bad(directory, &error))?;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |error: &dyn std::fmt::Display| bad(into, error);
    let mut add = |name: &str, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).map_err(|error| failed(&error))?;
        archive.write_all(bytes).map_err(|error| failed(&error))
    };
    add("README.txt", NOTE.as_bytes())?;
    for name in names {
        add(&format!("lc-lab/{name}"), &read(directory, &name)?)?;
    }
    let bytes = archive.finish().map_err(|error| failed(&error))?.into_inner();
    save(into, &bytes)
}

/// The names of all files in a folder, in order.
fn collect(folder: &Path, before: &str, names: &mut Vec<String>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
