//! Gives the program an identity: a digest of everything it is built from. The page's script, its poster and every message
//! between page and workers carry it, so that parts of two builds never work together unnoticed.

use std::path::{Path, PathBuf};

/// What makes a build, files and folders; data are told apart by digests of their own.
const SOURCES: [&str; 8] =
    ["Cargo.lock", "Cargo.toml", "index.html", "src", "www/css", "www/early.js", "www/start.js", "www/sw.js"];

fn main() {
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        collect(Path::new(source), &mut files);
    }
    files.sort();
    // FNV-1a of names and contents.
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let contents = std::fs::read(&file).unwrap_or_default();
        for byte in file.to_string_lossy().bytes().chain(contents) {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    println!("cargo:rustc-env=LC_LAB_BUILD={digest:016x}");
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}
