//! Figures in other people's pages: from any origin, in sandboxes, with exact heights and without anybody's keys.

use std::path::PathBuf;

use lc_lab::link::Link;
use serde_json::json;

use super::browser::{Browser, Engine, Setup, Site};
use super::{TURN, digests};
use crate::common;

/// What is embedded: it takes a moment.
const LINK: &str = "#data=moons&panes=lc:adaptive:2,dc:binary&iters=4&steps=20&ref=100&seed=4";

/// A folder with pages of somebody's, on a server of its own.
pub(super) struct Pages {
    folder: PathBuf,
    pub(super) site: Site,
}

impl Pages {
    pub(super) fn new(name: &str, pages: &[(&str, String)]) -> Self {
        let folder = std::env::temp_dir().join(format!("lc-lab-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (page, html) in pages {
            std::fs::write(folder.join(page), html).unwrap();
        }
        let site = Site::serve(&folder, None, (&[], None));
        Self { folder, site }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Keeps what figures say.
const HEARD: &str = "<script>
    window.told = []; window.keys = [];
    addEventListener('message', (event) => told.push(event.data));
    addEventListener('keydown', (event) => keys.push(event.key));
    window.of = (type) => told.filter((data) => data.type === 'lc-lab:' + type);
</script>";

pub(super) fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A page of somebody's</title>{HEARD}<body>{body}</body></html>"
    )
}

/// The digests of a native run of it.
pub(super) fn native(link: &str) -> Vec<String> {
    digests(&serde_json::to_value(common::run(link)).unwrap())
}

async fn report(browser: &Browser) -> Vec<String> {
    let text = "return of('report').length > 0 && JSON.stringify(of('report').at(-1).report)";
    let text = browser.until("the report", text).await;
    digests(&serde_json::from_str(text.as_str().unwrap()).unwrap())
}

/// Opens a page of somebody's.
async fn visit(browser: &Browser, pages: &Pages, page: &str) {
    browser.client.goto(&pages.site.url(page)).await.unwrap();
}

pub(super) async fn in_every_sandbox(browser: &Browser) {
    let lab = browser.url(&format!("{LINK}&embed=1"));
    let frame =
        |more: &str| page(&format!("<iframe src=\"{lab}\" width=\"700\" height=\"150\" {more}></iframe>"));
    let pages = Pages::new(
        &format!("sandbox-{:?}", std::thread::current().id()).replace(['(', ')'], ""),
        &[
            ("plain.html", frame("")),
            ("scripts.html", frame("sandbox=\"allow-scripts\"")),
            ("own.html", frame("sandbox=\"allow-scripts allow-same-origin\"")),
        ],
    );
    let wanted = native(LINK);
    for page in ["plain.html", "own.html", "scripts.html"] {
        visit(browser, &pages, page).await;
        assert_eq!(report(browser).await, wanted, "{page}");
        for kind in ["ready", "height"] {
            let said =
                browser.until(kind, &format!("return of('{kind}').length > 0 && of('{kind}').at(-1)")).await;
            assert_eq!(said["version"], 1, "{kind}");
        }
        // Learning platforms and others hear it in their own words.
        let others = "const height = of('height').at(-1).height;
            return [told.some((data) => data.subject === 'lti.frameResize' && data.height === height),
                told.some((data) => typeof data === 'string' && JSON.parse(data).context === 'iframe.resize' && JSON.parse(data).height === height)]";
        assert_eq!(browser.get(others).await, json!([true, true]));
    }
}

/// Ends: the pages of others have no recorder.
async fn leave(browser: Browser) {
    browser.goto("#lab=plane").await;
    browser.until("the page is ready", "return heard.ready.length > 0").await;
    browser.close().await;
}

#[tokio::test]
async fn figures_compute_the_same_in_every_sandbox() {
    let _turn = TURN.lock().await;
    for engine in [Engine::Chromium, Engine::Firefox] {
        if !engine.is_here() {
            continue;
        }
        let browser = Browser::start(Setup { engine, ..Setup::default() }).await;
        in_every_sandbox(&browser).await;
        leave(browser).await;
    }
}

#[tokio::test]
async fn the_element_is_a_figure_with_a_poster_and_a_handle() {
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup::default()).await;
    let (script, lab) = (browser.url("lc-lab.js"), browser.url(LINK));
    let pages = Pages::new(
        "element",
        &[(
            "index.html",
            page(&format!(
                "<p><button id=\"before\">Before</button></p>
                <lc-lab src=\"{lab}\" height=\"300\" theme=\"dark\"><p id=\"poster\">A picture of it.</p></lc-lab>
                <script src=\"{script}\" async></script>"
            )),
        )],
    );
    visit(&browser, &pages, "").await;
    let wanted = native(LINK);
    assert_eq!(report(&browser).await, wanted);
    // The poster is gone, and the frame as high as what is in it.
    let heights = "const frame = document.querySelector('lc-lab iframe'), told = of('height').at(-1)?.height;
        return told > 0 && frame.clientHeight === told && [told, getComputedStyle(document.getElementById('poster')).display]";
    let shown = browser.until("its height", heights).await;
    assert_eq!(shown[1], "none");
    // Narrower, it is as high as it is then; and at rest afterwards.
    browser.get("document.querySelector('lc-lab').style.width = '300px'").await;
    browser.until("another height", &format!("const told = of('height').at(-1).height; return told !== {} && document.querySelector('iframe').clientHeight === told", shown[0])).await;
    let heard = "window.count = of('height').length; window.at = performance.now(); return true";
    browser.get(heard).await;
    browser.until("a while", "return performance.now() - at > 1500").await;
    assert!(
        browser.get("return of('height').length - count").await.as_u64().unwrap() <= 1,
        "heights do not swing"
    );
    // Nothing is too wide for it.
    browser.get("const lab = document.querySelector('lc-lab'); lab.addEventListener('state', (event) => window.linked = event.detail.link); lab.step()").await;
    browser.get("document.querySelector('lc-lab').link = '#data=circles&ref=40&iters=2&steps=10&panes=lc:adaptive:2'").await;
    browser
        .until(
            "another link",
            "return window.linked?.startsWith('#data=circles') && linked.includes('embed=1')",
        )
        .await;
    assert!(
        browser
            .get("return document.querySelector('lc-lab').link")
            .await
            .as_str()
            .unwrap()
            .contains("theme=dark")
    );
    // What is no link is told, and nothing breaks.
    browser.get("document.querySelector('lc-lab').link = '#seed=-1&data=moons&ref=20&iters=1'").await;
    browser.until("what was wrong", "return of('error').some((data) => data.message.includes('seed'))").await;
    // Taken out and put back, it is where it was.
    browser.until("it is there", "return document.querySelector('lc-lab').link.includes('iters=1')").await;
    browser.get("told.length = 0; const lab = document.querySelector('lc-lab'), parent = lab.parentNode; lab.remove(); parent.append(lab); return true").await;
    browser.until("as it was", "return of('state').length > 0 || of('ready').length > 0").await;
    assert!(
        browser
            .get("return document.querySelector('iframe').src")
            .await
            .as_str()
            .unwrap()
            .contains("iters=1")
    );
    leave(browser).await;
}

#[tokio::test]
async fn keys_are_the_pages_until_the_figure_is_clicked() {
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup::default()).await;
    let (script, lab) = (browser.url("lc-lab.js"), browser.url("#lab=plane&iter=3"));
    let html = page(&format!("<lc-lab src=\"{lab}\"></lc-lab><script src=\"{script}\" async></script>"));
    let pages = Pages::new("keys", &[("index.html", html)]);
    visit(&browser, &pages, "").await;
    browser.until("it is there", "return of('ready').length > 0 && of('height').length > 0").await;
    for key in ["\u{e014}", " ", "l"] {
        browser.press(key).await;
    }
    browser.until("the page has them", "return keys.length === 3").await;
    browser.click("lc-lab iframe").await;
    browser.press("\u{e014}").await;
    browser
        .until("the figure has it", "return of('state').some((data) => data.link.includes('iter=4'))")
        .await;
    assert_eq!(browser.get("return keys.length").await, 3);
    browser.press("\u{e00c}").await;
    browser
        .until(
            "the page has the focus",
            "return of('leave').length === 1 && document.activeElement.tagName === 'LC-LAB'",
        )
        .await;
    browser.press("\u{e014}").await;
    browser.until("and the keys", "return keys.at(-1) === 'ArrowRight'").await;
    leave(browser).await;
}

#[tokio::test]
async fn who_is_out_of_sight_rests_and_cores_are_shared() {
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup { size: (1280, 1600), ..Setup::default() }).await;
    let script = browser.url("lc-lab.js");
    let lab = browser.url("#data=moons&ref=60&iters=200&steps=30&panes=lc:adaptive:4");
    let figure = format!("<lc-lab src=\"{lab}\" loading=\"visible\" height=\"400\"></lc-lab>");
    let html = page(&format!(
        "{figure}<div id=\"gap\" hidden></div>{figure}<script src=\"{script}\" async></script>"
    ));
    let pages = Pages::new("sight", &[("index.html", html)]);
    visit(&browser, &pages, "").await;
    browser.until("both run", "return of('busy').filter((data) => data.workers > 0).length >= 2").await;
    // Two that compute, where the machine has one core: one waits.
    browser.get("document.getElementById('gap').hidden = false; document.getElementById('gap').style.height = '5000px'; told.length = 0; scrollTo(0, 0)").await;
    browser.until("one rests", "return of('rests').some((data) => data.rests)").await;
    browser.get("told.length = 0; scrollTo(0, 9999)").await;
    browser
        .until(
            "they change places",
            "return of('rests').some((data) => data.rests) && of('rests').some((data) => !data.rests)",
        )
        .await;
    browser.until("the one in sight ends", "return of('report').length > 0").await;
    leave(browser).await;
}

#[tokio::test]
async fn a_figure_leaves_the_history_of_its_page_alone() {
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup::default()).await;
    let lab = browser.url("#lab=plane&embed=1&show=plane,transport,settings");
    let pages = Pages::new(
        "history",
        &[("index.html", page(&format!("<iframe src=\"{lab}\" width=\"700\" height=\"700\"></iframe>")))],
    );
    visit(&browser, &pages, "").await;
    browser.until("it is there", "return of('ready').length > 0").await;
    let before = browser.get("return history.length").await;
    browser.client.enter_frame(0).await.unwrap();
    let toy = "document.getElementById('toy')";
    browser
        .get(&format!("{toy}.value = 'wells'; {toy}.dispatchEvent(new Event('change', {{bubbles: true}}))"))
        .await;
    browser.until("it is chosen", "return location.hash.includes('toy=wells')").await;
    browser.client.clone().enter_parent_frame().await.unwrap();
    assert_eq!(browser.get("return history.length").await, before);
    leave(browser).await;
}

/// Every piece can be shown alone, at 300 pixels, without anything too wide.
#[tokio::test]
async fn every_piece_of_every_lab_can_be_shown_alone() {
    use lc_lab::experiment::LabKind;
    use lc_lab::link::Piece;
    use strum::VariantArray;
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup { size: (300, 600), ..Setup::default() }).await;
    for &lab in <LabKind as VariantArray>::VARIANTS {
        let small = match lab {
            LabKind::Net => "&data=moons&ref=40&iters=2&steps=10&panes=lc:adaptive:2",
            LabKind::Tradeoff => {
                "&data=moons&n=60&panes=dc:binary,lc:adaptive:2&iters=4&steps=10&ref=80&nets=3,4&seeds=1"
            }
            LabKind::Plane | LabKind::Opening => "",
        };
        for piece in Piece::of(lab) {
            let link = format!("#lab={lab}{small}&embed=1&show={piece}");
            browser.open(&link).await;
            let (own, notices) = Link::open(&link);
            assert_eq!((notices.len(), own.eye.embed), (0, true), "{link}");
            let shown = "const lab = document.getElementById('app').getBoundingClientRect();
                return lab.height > 30 && [document.documentElement.scrollWidth <= document.documentElement.clientWidth, document.querySelectorAll('header').length]";
            let shown = browser.until(&link, shown).await;
            assert_eq!(shown, json!([true, 0]), "{link}");
            assert_eq!(browser.text(".open-in a").await, "Open in LC Lab");
            if *piece == Piece::Plane {
                // Handles are placed over it: it has to be as high as they think it is.
                let square = "const map = document.querySelector('.map canvas').getBoundingClientRect();
                    return Math.abs(map.height - map.width) < 0.2 * map.width";
                browser.until("the map keeps its proportions", square).await;
            }
        }
    }
    browser.close().await;
}

/// What such hosts allow: no worker of any kind.
const NO_WORKERS: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; style-src 'self'; \
    connect-src 'self'; img-src 'self'";

#[tokio::test]
async fn where_no_worker_may_start_the_frame_computes_itself() {
    let _turn = TURN.lock().await;
    let browser = Browser::start(Setup::default()).await;
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let site = Site::serve(&dist, Some(NO_WORKERS), (&[], None));
    let frame = format!(
        "<iframe src=\"{}\" sandbox=\"allow-scripts\" width=\"700\" height=\"500\"></iframe>",
        site.url(&format!("{LINK}&embed=1"))
    );
    let pages = Pages::new("no-workers", &[("index.html", page(&frame))]);
    visit(&browser, &pages, "").await;
    assert_eq!(report(&browser).await, native(LINK));
    leave(browser).await;
}
