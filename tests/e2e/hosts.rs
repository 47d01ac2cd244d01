//! The documents of `examples/embed`, built by their own tools and opened as their readers would.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::TURN;
use super::browser::{Browser, Engine, Setup, Site};
use super::embed::native;

/// What stands in the documents for where the page is.
const STANDS_FOR: &str = "https://example.org/lc-lab/";
/// What they show.
const LINK: &str = "#data=moons&panes=lc:adaptive:2,dc:binary&iters=4&steps=20&ref=100";

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/embed")
}

/// A copy of a folder in which the page is where it is.
fn copied(from: &Path, into: &Path, address: &str) {
    std::fs::create_dir_all(into).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = into.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &target, address);
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => text.replace(STANDS_FOR, address).into_bytes(),
            Err(other) => other.into_bytes(),
        };
        std::fs::write(target, bytes).unwrap();
    }
}

fn run(program: &str, arguments: &[&str], folder: &Path) {
    let tools = std::env::var("HOSTS").expect("make test-hosts says where the tools are");
    let path = Path::new(&tools).join(program);
    let output = Command::new(&path).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Builds a document; gives its folder and its page.
fn built(kind: &str, address: &str) -> (PathBuf, &'static str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hosts-{kind}"));
    let _ = std::fs::remove_dir_all(&folder);
    copied(&examples().join(kind), &folder, address);
    match kind {
        "book" => {
            run("mdbook", &["build"], &folder);
            (folder.join("book"), "figure.html")
        }
        "sphinx" => {
            run("sphinx-build", &["-q", "-W", ".", "out"], &folder);
            (folder.join("out"), "")
        }
        "notebook" => {
            run("jupyter-nbconvert", &["--to", "html", "--log-level", "ERROR", "figure.ipynb"], &folder);
            (folder, "figure.html")
        }
        "deck" => (folder, "#/1"),
        _ => panic!("{kind}"),
    }
}

/// Keeps what figures say, from now on.
const HEAR: &str = "window.told ??= (() => { const told = []; addEventListener('message', ({data}) => told.push(data)); return told; })();";

async fn opened(browser: &Browser, kind: &str) {
    let (folder, page) = built(kind, &browser.url(""));
    let site = Site::serve(&folder, None, (&[], None));
    browser.client.goto("about:blank").await.unwrap();
    browser.client.goto(&site.url(page)).await.unwrap();
    browser.get(&format!("{HEAR}; return true")).await;
    // Those that do not load before they are seen.
    let found = "const frame = document.querySelector('iframe[src]'); frame?.scrollIntoView(); return frame && frame.clientWidth > 250";
    browser.until(kind, found).await;
    // What it said before we listened is said again for another seed.
    let set = format!(
        "document.querySelector('iframe').contentWindow.postMessage({{type: 'lc-lab:set', version: 1, link: {:?}}}, '*');
         return told.some((data) => data.type === 'lc-lab:state' && data.link.includes('seed=9'))",
        format!("{LINK}&seed=9")
    );
    browser.until("another link", &set).await;
    let report = "const all = told.filter((data) => data.type === 'lc-lab:report' && data.report.spec.seed === '9' || data.report?.spec?.seed === 9);
        return all.length > 0 && [all.at(-1).report.reference.digest, ...all.at(-1).report.panes.map((pane) => pane.digest)]";
    let digests = browser.until("its report", report).await;
    assert_eq!(digests, json!(native(&format!("{LINK}&seed=9"))), "{kind}");
    if kind != "deck" && kind != "notebook" {
        let height =
            "const told_height = told.filter((data) => data.type === 'lc-lab:height').at(-1)?.height ?? 0;
            const frame = document.querySelector('lc-lab iframe');
            return told_height === 0 || frame.clientHeight === told_height";
        browser.until("its height", height).await;
    }
    if kind == "deck" {
        // The figure took no keys from the slides.
        browser.press("\u{e014}").await;
        browser.until("the next slide", "return location.hash === '#/2'").await;
        browser.press("\u{e012}").await;
        browser.until("and back", "return location.hash === '#/1'").await;
    }
}

#[tokio::test]
async fn documents_of_every_kind_have_a_live_figure() {
    let _turn = TURN.lock().await;
    for engine in [Engine::Chromium, Engine::Firefox] {
        if !engine.is_here() {
            continue;
        }
        let browser = Browser::start(Setup { engine, ..Setup::default() }).await;
        for kind in ["book", "sphinx", "notebook", "deck"] {
            opened(&browser, kind).await;
        }
        browser.goto("#lab=plane").await;
        browser.until("the page is ready", "return heard.ready.length > 0").await;
        browser.close().await;
    }
}
