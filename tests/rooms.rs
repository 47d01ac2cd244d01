//! The house: which room may use which. Each uses only rooms above it in the list.

use std::path::{Path, PathBuf};

/// From the bottom of the house to its top; `bin` is outside.
const ROOMS: [&str; 19] = [
    "math",
    "quant",
    "nn",
    "pack",
    "data",
    "files",
    "lc",
    "toy",
    "experiment",
    "sweep",
    "link",
    "protocol",
    "worker",
    "plot",
    "kit",
    "labs",
    "page",
    "cli",
    "bin",
];

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
}

/// Every file but the crate's root: its path below `src`, and its lines up to its tests, comments left out.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &mut all);
    let mut files = Vec::new();
    for path in all {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let is_test = ["tests.rs", "walk.rs", "toys.rs", "oracle.rs", "golden.rs"]
            .iter()
            .any(|end| name.ends_with(end));
        if name == "lib.rs" || is_test {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let own = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = own.lines().filter(|line| !line.trim_start().starts_with("//"));
        files.push((name, code.collect::<Vec<_>>().join("\n")));
    }
    files
}

/// What follows a prefix, up to the end of the word, at every place it is found.
fn named<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(prefix).map(move |(at, _)| {
        let rest = &text[at + prefix.len()..];
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn rooms_use_only_what_is_above_them() {
    let place = |room: &str| ROOMS.iter().position(|own| *own == room);
    let mut seen = std::collections::BTreeSet::new();
    for (name, text) in files() {
        let room = name.split('/').next().unwrap();
        let own = place(room).unwrap_or_else(|| panic!("{name}: there is no room {room}"));
        seen.insert(own);
        for used in named(&text, "crate::").chain(named(&text, "lc_lab::")) {
            let Some(at) = place(used) else { continue };
            assert!(at <= own, "{name} uses {used}, which is not above {room}");
        }
    }
    assert_eq!(seen.len(), ROOMS.len(), "every room has something in it");
}

#[test]
fn labs_know_what_they_share_and_not_each_other() {
    for (name, text) in files() {
        let Some(lab) = name.strip_prefix("labs/").and_then(|rest| rest.split_once('/')).map(|(lab, _)| lab)
        else {
            continue;
        };
        for used in named(&text, "labs::").chain(named(&text, "super::super::")) {
            let other = ["net", "plane", "opening", "tradeoff"].contains(&used) && used != lab;
            assert!(!other, "{name} uses the lab {used}");
        }
    }
}

/// Two pages live in one document: whoever looks for an element looks within its own.
#[test]
fn nobody_asks_the_whole_document_for_elements() {
    for (name, text) in files() {
        let asks = ["document().query", "document().get_element", "document.query", "document.get_element"];
        // Where pages are mounted there is nothing else to ask.
        let asks = asks.iter().any(|ask| text.contains(ask)) && name != "page/view/mod.rs";
        assert!(!asks, "{name}");
    }
}

/// Every public module says by an example what it is for; `cargo test` runs them.
#[test]
fn every_room_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let crate_root = std::fs::read_to_string(root.join("lib.rs")).unwrap();
    let rooms: Vec<&str> =
        crate_root.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(rooms.len(), ROOMS.len() - 1, "bin is none");
    for room in rooms.into_iter().filter(|room| *room != "cli") {
        let mut all = Vec::new();
        sources(&root.join(room), &mut all);
        let has = |path: &PathBuf| {
            let text = std::fs::read_to_string(path).unwrap();
            text.contains("//! ```\n") || text.contains("/// ```\n")
        };
        assert!(all.iter().any(has), "{room} has no example");
    }
}

/// The classes and ids that a style sheet's rules ask for.
fn asked_for(sheet: &str) -> Vec<String> {
    let mut rest = sheet;
    let mut code = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        code.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    let mut names = Vec::new();
    for selector in code.split('{').map(|part| part.rsplit(['}', ';']).next().unwrap_or_default()) {
        for (at, _) in selector.match_indices(['.', '#']) {
            let name: String =
                selector[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
            if name.starts_with(char::is_alphabetic) {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn every_rule_of_the_style_sheet_has_something_to_apply_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = ["index.html", "www/start.js", "www/early.js"]
        .map(|file| std::fs::read_to_string(root.join(file)).unwrap());
    let code = files().into_iter().map(|(_, code)| code).chain(page).collect::<Vec<_>>().join("\n");
    let words: std::collections::HashSet<&str> =
        code.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let sheets = std::fs::read_dir(root.join("www/css")).unwrap();
    let mut asked = 0;
    for sheet in sheets {
        let sheet = sheet.unwrap().path();
        for name in asked_for(&std::fs::read_to_string(&sheet).unwrap()) {
            assert!(words.contains(name.as_str()), "{}: nothing is called {name}", sheet.display());
            asked += 1;
        }
    }
    assert!(asked > 300, "only {asked} names are asked for");
}
