//! A browser of one of three engines, and the page served to it.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fantoccini::wd::{PrintConfiguration, PrintSize, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use http::{Request, Response};
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use lc_lab::experiment::ValidSpec;
use lc_lab::link::LabLink;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// What the page must be able to live with. The site by its name: for WebKit, 'self' is nobody in a sandbox.
const POLICY: &str = "default-src 'none'; script-src SITE 'wasm-unsafe-eval'; worker-src SITE blob:; \
    style-src SITE; connect-src SITE; img-src SITE";

/// Served into the page before its own scripts: keeps what the page announces, and every worker it starts.
const RECORDER: &str = "
    window.heard = {report: [], state: [], error: [], ready: [], violations: []};
    for (const name of ['report', 'state', 'error', 'ready'])
        addEventListener('lc-lab:' + name, (event) => heard[name].push(event.detail));
    addEventListener('securitypolicyviolation', (event) => heard.violations.push(event.violatedDirective));
    window.replaced = [];
    const replace = history.replaceState;
    history.replaceState = function (...given) { replaced.push(performance.now()); return replace.apply(this, given); };
    window.workers = [];
    window.Worker = class extends Worker {
        constructor(...given) { super(...given); workers.push(this); }
    };
";

/// The name of another build of the same page.
pub const OTHER_BUILD: &str = "0123456789abcdef";

/// Waiting for anything longer than this is a failure.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a page looks by itself before it is asked again, in milliseconds.
const WATCH: u32 = 2000;

/// Whether a page was left while it was asked.
fn gone(error: &fantoccini::error::CmdError) -> bool {
    let told = error.to_string().to_lowercase();
    ["unload", "execution context", "navigat", "abort"].iter().any(|word| told.contains(word))
}

std::thread_local! {
    /// What controls showed last, instead of what they should.
    static DIFFERENT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// Serves files under a sub-path, as a real site would.
pub struct Site {
    address: String,
    /// How the site is just now.
    now: Arc<Mutex<Now>>,
    /// Whether data files are sent to their ends.
    whole: watch::Sender<bool>,
}

/// What a site does differently for a while.
#[derive(Clone, Copy, Debug, Default)]
pub struct Now {
    /// A file that is not served.
    pub refused: Option<&'static str>,
    /// Whether what keeps the page for when there is no network is served: without a test's wish each page is loaded anew.
    pub keeper: bool,
    /// Whether all of it is of another build, but for a file.
    pub other: bool,
    pub but: Option<&'static str>,
    /// Whether nothing is answered at all.
    pub down: bool,
}

impl Site {
    /// The page as it was built, under its policy.
    pub fn start(setup: &Setup) -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(dist.join("index.html").exists(), "build the page first: make build");
        Self::serve(&dist, Some(POLICY), (setup.missing, setup.other_build))
    }

    /// The files of a directory, but those in the `missing` folders; the file `other` as if it came from another build.
    pub fn serve(
        directory: &Path,
        policy: Option<&'static str>,
        (missing, other): (&'static [&'static str], Option<&'static str>),
    ) -> Self {
        let directory: Arc<Path> = directory.into();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}/some/where/", listener.local_addr().unwrap());
        let (whole, released) = watch::channel(true);
        let now: Arc<Mutex<Now>> = Arc::default();
        let known = now.clone();
        let policy: Option<Arc<str>> = policy.map(|policy| {
            policy.replace("SITE", &format!("http://{}", listener.local_addr().unwrap())).into()
        });
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let (directory, released, known) = (directory.clone(), released.clone(), known.clone());
                    let policy = policy.clone();
                    let service = service_fn(move |request: Request<Incoming>| {
                        let path = request.uri().path();
                        let now = *known.lock().unwrap();
                        let refused = (now.down && !path.ends_with("recorder.js"))
                            || now.refused.is_some_and(|name| path.ends_with(name))
                            || (path.ends_with("/sw.js") && !now.keeper);
                        let file = file(&directory, path, missing).filter(|_| !refused);
                        let answer = answer(file, policy.as_deref(), (other, now), &released);
                        async { Ok::<_, Infallible>(answer) }
                    });
                    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                    // The browser may have gone away: no matter.
                    tokio::spawn(async { drop(connection.await) });
                }
            });
        });
        Self { address, now, whole }
    }

    pub fn url(&self, hash: &str) -> String {
        format!("{}{hash}", self.address)
    }

    pub fn change(&self, change: impl FnOnce(&mut Now)) {
        change(&mut self.now.lock().unwrap());
    }
}

type Answer = Either<Full<Bytes>, Channel<Bytes>>;

fn answer(
    file: Option<PathBuf>,
    policy: Option<&str>,
    (other, now): (Option<&str>, Now),
    released: &watch::Receiver<bool>,
) -> Response<Answer> {
    let is = |path: &Path, name: &str| path.file_name().is_some_and(|own| own == name);
    let file = file.and_then(|path| match std::fs::read(&path) {
        Ok(bytes) => Some((bytes, path)),
        Err(_) if is(&path, "recorder.js") => Some((RECORDER.into(), path)),
        // The page, and another lab in the same document.
        Err(_) if is(&path, "two.html") => {
            let html = std::fs::read_to_string(path.with_file_name("index.html")).ok()?;
            let beside = "<div data-lc-lab=\"#lab=plane&amp;toy=shared\"></div><p id=\"starting\"";
            Some((html.replacen("<p id=\"starting\"", beside, 1).into_bytes(), path))
        }
        Err(_) => None,
    });
    let Some((mut bytes, path)) = file else {
        return Response::builder().status(404).body(Either::Left(Full::default())).unwrap();
    };
    if other.is_some_and(|other| is(&path, other)) {
        // A few bits of its identity changed.
        let build = lc_lab::protocol::BUILD.as_bytes();
        let places: Vec<usize> =
            bytes.windows(build.len()).enumerate().filter(|(_, w)| *w == build).map(|(i, _)| i).collect();
        assert!(!places.is_empty(), "{} carries its build", path.display());
        for place in places {
            bytes[place] ^= 1;
        }
    }
    if now.other && !now.but.is_some_and(|but| is(&path, but)) {
        let build = lc_lab::protocol::BUILD.as_bytes();
        let places = bytes.windows(build.len()).enumerate().filter(|(_, w)| *w == build).map(|(i, _)| i);
        for place in places.collect::<Vec<_>>() {
            bytes[place..place + build.len()].copy_from_slice(OTHER_BUILD.as_bytes());
        }
    }
    if is(&path, "index.html") || is(&path, "two.html") {
        let html = String::from_utf8(bytes).unwrap();
        bytes = html.replacen("<head>", "<head><script src=\"recorder.js\"></script>", 1).into_bytes();
    }
    // Figures in a sandbox have no origin: whoever serves them has to allow that.
    let answer = Response::builder()
        .header("Content-Type", kind(&path))
        .header("Cache-Control", "no-store")
        .header("Access-Control-Allow-Origin", "*");
    let answer = match policy {
        Some(policy) => answer.header("Content-Security-Policy", policy),
        None => answer,
    };
    let mut bytes = Bytes::from(bytes);
    if !path.extension().is_some_and(|extension| extension == "pack" || extension == "bin") {
        return answer.body(Either::Left(Full::from(bytes))).unwrap();
    }
    let (mut sender, body) = Channel::new(1);
    let mut released = released.clone();
    tokio::spawn(async move {
        let first = bytes.split_to(bytes.len() / 2);
        // The browser may have gone away, or the test be over: no matter.
        let _ = sender.send_data(first).await;
        let _ = released.wait_for(|whole| *whole).await;
        let _ = sender.send_data(bytes).await;
    });
    answer.body(Either::Right(body)).unwrap()
}

fn file(directory: &Path, path: &str, missing: &[&str]) -> Option<PathBuf> {
    let name = path.strip_prefix("/some/where/")?;
    let name = if name.is_empty() { "index.html" } else { name };
    let there = !name.contains("..") && !missing.iter().any(|folder| name.starts_with(folder));
    there.then(|| directory.join(name))
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// What lays out the page and runs its program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    #[default]
    Chromium,
    Firefox,
    WebKit,
}

/// A browser window of its own.
pub struct Browser {
    pub client: Client,
    site: Site,
    driver: Child,
}

/// How the browser is set up.
#[derive(Clone, Copy)]
pub struct Setup {
    pub size: (u32, u32),
    pub touch: bool,
    pub dark: bool,
    pub reduced_motion: bool,
    /// Folders of the page that the server does not have.
    pub missing: &'static [&'static str],
    /// A file that comes from another build.
    pub other_build: Option<&'static str>,
    pub engine: Engine,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            size: (1280, 720),
            touch: false,
            dark: false,
            reduced_motion: false,
            missing: &[],
            other_build: None,
            engine: Engine::Chromium,
        }
    }
}

#[derive(Debug)]
struct Cdp(&'static str, Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({"cmd": self.0, "params": self.1}).to_string()))
    }
}

impl Engine {
    /// The command that drives it, what says on which port, and the port's place in that line.
    fn driver(self, port: u16) -> (&'static str, Vec<String>, Option<&'static str>) {
        match self {
            Self::Chromium => {
                ("chromedriver", vec!["--port=0".to_owned()], Some("started successfully on port "))
            }
            Self::Firefox => ("geckodriver", vec![format!("--port={port}")], Some("Listening on 127.0.0.1:")),
            // It says nothing: it is there when it answers.
            Self::WebKit => ("WebKitWebDriver", vec![format!("--port={port}")], None),
        }
    }

    /// Whether it can be driven here. Where CI is set it must be.
    pub fn is_here(self) -> bool {
        let command = self.driver(0).0;
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let here = std::env::split_paths(&paths).any(|folder| folder.join(command).exists());
        assert!(here || std::env::var_os("CI").is_none(), "{command} is missing");
        if !here {
            println!("left out: {self:?}, because there is no {command}");
        }
        here
    }

    fn capabilities(self) -> Value {
        match self {
            Self::Chromium => json!({"goog:chromeOptions": {"args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-US",
            ]}}),
            Self::Firefox => json!({"moz:firefoxOptions": {"args": ["-headless"], "prefs": {
                "intl.accept_languages": "en-US", "ui.systemUsesDarkTheme": 0, "app.update.enabled": false,
                "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
            }}}),
            Self::WebKit => json!({"webkitgtk:browserOptions": {
                "binary": "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "args": ["--automation"],
            }}),
        }
    }
}

/// A driver and its port. Drivers take a port and give up if it has been taken meanwhile: another one has better luck.
async fn driver(engine: Engine) -> (Child, String) {
    for _ in 0..5 {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (command, arguments, says) = engine.driver(free);
        let mut driver = Command::new(command)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{command}: {error}: make test installs it or says how"));
        let Some(says) = says else {
            let answers = async {
                while tokio::net::TcpStream::connect(("127.0.0.1", free)).await.is_err() {
                    tokio::task::yield_now().await;
                }
            };
            tokio::time::timeout(PATIENCE, answers).await.expect("the driver answers");
            return (driver, free.to_string());
        };
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some((_, rest)) = line.split_once(says) {
                let port = rest.chars().take_while(char::is_ascii_digit).collect();
                // What it goes on to say must not fill the pipe.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return (driver, port);
            }
        }
    }
    panic!("the driver of {engine:?} does not start");
}

impl Browser {
    pub async fn start(setup: Setup) -> Self {
        let (driver, port) = driver(setup.engine).await;
        let Value::Object(capabilities) = setup.engine.capabilities() else { unreachable!() };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("{:?} starts: {error}", setup.engine));
        let browser = Self { client, site: Site::start(&setup), driver };
        let (width, height) = setup.size;
        if setup.engine != Engine::Chromium {
            browser.client.set_window_size(width, height + 100).await.unwrap();
            return browser;
        }
        browser
            .cdp(
                "Emulation.setDeviceMetricsOverride",
                json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": setup.touch}),
            )
            .await;
        let value = |on: bool, yes: &str| if on { yes.to_owned() } else { String::new() };
        browser
            .cdp(
                "Emulation.setEmulatedMedia",
                json!({"features": [
                    {"name": "prefers-color-scheme", "value": if setup.dark { "dark" } else { "light" }},
                    {"name": "prefers-reduced-motion", "value": value(setup.reduced_motion, "reduce")},
                ]}),
            )
            .await;
        browser
    }

    /// Another window of so many CSS pixels, of a device pixel each.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.cdp("Emulation.setDeviceMetricsOverride", screen).await;
    }

    pub async fn cdp(&self, command: &'static str, parameters: Value) {
        self.client.issue_cmd(Cdp(command, parameters)).await.unwrap();
    }

    /// How many pages of A4 it prints on.
    pub async fn printed(&self) -> usize {
        let size = PrintSize { height: 29.7, width: 21.0 };
        let print = PrintConfiguration::builder().size(size).background(true).build().unwrap();
        let pdf = self.client.print(print).await.unwrap();
        let text = String::from_utf8_lossy(&pdf);
        text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
    }

    /// What the processes that show pages need of memory, by the kernel's count, in MB.
    pub fn megabytes(&self) -> f64 {
        let text = |path: PathBuf| std::fs::read_to_string(path).unwrap_or_default();
        let parent = |pid: u32| -> Option<u32> {
            let stat = text(format!("/proc/{pid}/stat").into());
            stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
        };
        let own = self.driver.id().unwrap();
        let below = |mut pid: u32| {
            while pid > 1 {
                if pid == own {
                    return true;
                }
                pid = parent(pid).unwrap_or(0);
            }
            false
        };
        let all = std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
        let shows = |pid: &u32| {
            text(format!("/proc/{pid}/cmdline").into()).contains("--type=renderer") && below(*pid)
        };
        let kilobytes = all.filter(shows).filter_map(|pid| {
            let status = text(format!("/proc/{pid}/smaps_rollup").into());
            let line = status.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            line.trim().trim_end_matches(" kB").parse::<f64>().ok()
        });
        kilobytes.sum::<f64>() / 1024.0
    }

    /// Has the server keep back the second halves of data files until they are released.
    pub fn hold_data(&self, hold: bool) {
        self.site.whole.send_replace(!hold);
    }

    /// Has the server not know a file for now.
    pub fn refuse(&self, name: Option<&'static str>) {
        self.site.change(|now| now.refused = name);
    }

    /// How the server is from now on.
    pub fn server(&self, change: impl FnOnce(&mut Now)) {
        self.site.change(change);
    }

    /// The page's address with a hash.
    pub fn url(&self, hash: &str) -> String {
        self.site.url(hash)
    }

    /// Loads the page with a hash, from scratch.
    pub async fn goto(&self, hash: &str) {
        self.stays_home().await;
        self.client.goto("about:blank").await.unwrap();
        self.client.goto(&self.site.url(hash)).await.unwrap();
    }

    /// Opens the page with a hash, from scratch.
    pub async fn open(&self, hash: &str) {
        self.goto(hash).await;
        self.until("the page is ready", "return heard.ready.length > 0").await;
    }

    /// The value of a script.
    pub async fn get(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script returns something true, and gives it. The page itself looks, at every frame, lest what is there for a
    /// moment only be missed by a driver that is late; pages that go away meanwhile are asked again.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let watch = format!(
            "const done = arguments[arguments.length - 1], end = performance.now() + {WATCH};
            const look = () => {{
                {script}
            }};
            const again = () => {{
                let value;
                try {{ value = look(); }} catch (error) {{ return done({{failed: String(error)}}); }}
                if (value !== false && value != null) done({{value}});
                else if (performance.now() > end) done(null);
                else frame();
            }};
            // A page that is not seen has no frames.
            const frame = () => {{
                let timer = 0, frame = 0;
                const next = () => {{ clearTimeout(timer); cancelAnimationFrame(frame); again(); }};
                [timer, frame] = [setTimeout(next, 100), requestAnimationFrame(next)];
            }};
            again();"
        );
        let wait = async {
            loop {
                match self.client.execute_async(&watch, vec![]).await {
                    Ok(Value::Object(mut found)) => match found.remove("value") {
                        Some(value) => return value,
                        None => panic!("{script}: {}", found["failed"]),
                    },
                    Ok(_) => {}
                    Err(error) => assert!(gone(&error), "{script}: {error}"),
                }
            }
        };
        if let Ok(value) = tokio::time::timeout(PATIENCE, wait).await {
            return value;
        }
        panic!("waited too long until {what}; page: {}", self.text("body").await)
    }

    /// The newest report, once there are `count` of them.
    pub async fn report(&self, count: usize) -> Value {
        // As text: some drivers read numbers less exactly than they were written.
        let newest = format!("return heard.report.length >= {count} && JSON.stringify(heard.report.at(-1))");
        let text = self.until("the report", &newest).await;
        serde_json::from_str(text.as_str().unwrap()).unwrap()
    }

    /// Waits until every control shows what the address says, as it is read natively.
    pub async fn controls_agree(&self, when: &str) {
        let script =
            "const value = (e) => e ? e.value : null, all = (s) => [...document.querySelectorAll(s)];
            const pane = (p) => [...p.querySelectorAll('.pane-head :is(select, input)')].map(value);
            return [location.hash, all('.pane').map(pane), value(document.getElementById('data')),
                value(document.getElementById('net')), value(document.querySelector('.seed input')),
                value(document.querySelector('.speed select')), value(document.getElementById('toy'))]";
        let agrees = async {
            loop {
                let shown = self.get(script).await;
                let (spec, link, _) = lc_lab::link::Link::parse_valid(shown[0].as_str().unwrap());
                let pane = |pane: &lc_lab::experiment::PaneSpec| {
                    let text = pane.codebook.to_string();
                    let parameter = text.split_once(':').map(|(_, parameter)| parameter.to_owned());
                    let own = [pane.method.name().to_owned(), pane.codebook.name().to_owned()];
                    let more = [pane.kept, pane.rate].into_iter().flatten().map(|number| number.to_string());
                    own.into_iter().chain(parameter).chain(more).collect::<Vec<String>>()
                };
                let panes: Vec<_> = spec.panes().iter().map(pane).collect();
                let (speed, data, net, toy) = match (&link.lab, &spec) {
                    (LabLink::Net(link), ValidSpec::Net(valid)) => (
                        link.view.playback.speed,
                        json!(valid.asked().data.to_string()),
                        json!(valid.net.to_string()),
                        Value::Null,
                    ),
                    (LabLink::Plane(link), ValidSpec::Plane(valid)) => (
                        link.view.playback.speed,
                        Value::Null,
                        Value::Null,
                        json!(valid.toy.kind.to_string()),
                    ),
                    _ => panic!("a link's comparison is of its lab"),
                };
                let want =
                    json!(
                        [shown[0], panes, data, net, spec.runs().seed.to_string(), speed.to_string(), toy,]
                    );
                if shown == want {
                    return;
                }
                DIFFERENT.with(|different| different.replace(format!("{shown} instead of {want}")));
                tokio::task::yield_now().await;
            }
        };
        let agreed = tokio::time::timeout(PATIENCE / 6, agrees).await.is_ok();
        let shown = DIFFERENT.with(|different| different.borrow().clone());
        assert!(agreed, "{when}: controls show {shown}");
    }

    pub async fn text(&self, selector: &str) -> String {
        let script = format!("return document.querySelector({selector:?})?.innerText ?? ''");
        self.get(&script).await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn click(&self, selector: &str) {
        // What is under the transport is brought above it, as Tab would.
        self.get(&format!("document.querySelector({selector:?})?.scrollIntoView({{block: 'nearest'}})"))
            .await;
        let element =
            self.client.find(Locator::Css(selector)).await.unwrap_or_else(|_| panic!("no {selector}"));
        element.click().await.unwrap_or_else(|error| panic!("click {selector}: {error}"));
    }

    /// Chooses an option as a user does.
    pub async fn choose(&self, selector: &str, value: &str) {
        let element =
            self.client.find(Locator::Css(selector)).await.unwrap_or_else(|_| panic!("no {selector}"));
        element.select_by_value(value).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Moves the scrubber as a hand does.
    pub async fn scrub(&self, iteration: u32) {
        self.get(&format!(
            "const s = document.getElementById('scrubber'); s.value = {iteration};
             s.dispatchEvent(new Event('input', {{bubbles: true}}))"
        ))
        .await;
    }

    /// Writes a field anew and leaves it.
    pub async fn type_into(&self, selector: &str, text: &str) {
        self.get(&format!(
            "const e = document.querySelector({selector:?}); e.value = {text:?};
             e.dispatchEvent(new Event('change', {{bubbles: true}}))"
        ))
        .await;
    }

    /// The figures of a row of the table.
    pub async fn cells(&self, row: &str) -> Value {
        self.get(&format!(
            "return [...document.querySelectorAll({:?})].map((e) => e.innerText)",
            format!("{row}:nth-child(n) [role=cell]")
        ))
        .await
        .as_array()
        .map(|cells| cells[..4].into())
        .unwrap()
    }

    /// The text of a blob, once it is there.
    pub async fn wait_for_text(&self, blob: &str) -> String {
        self.get(&format!("window.text = null; {blob}.text().then((text) => window.text = text)")).await;
        self.until("the text is read", "return window.text").await.as_str().unwrap().to_owned()
    }

    /// What axe-core has to say against the page as it is.
    pub async fn check_axe(&self, axe: &str, state: &str) {
        self.get(&format!("if (!window.axe) {{ {axe} }}; window.verdict = null;
            axe.run(document, {{resultTypes: ['violations'], rules: {{'label-content-name-mismatch': {{enabled: true}}, 'target-size': {{enabled: true}}}}}}).then((v) => window.verdict = v.violations.map((v) =>
                v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join('; ')))")).await;
        let verdict = self.until("axe has looked", "return window.verdict").await;
        assert_eq!(verdict, json!([]), "{state}");
    }

    pub async fn press(&self, key: &str) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let key = key.chars().next().unwrap();
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Presses a key while Control is held down.
    pub async fn chord(&self, key: &str) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let (key, control) = (key.chars().next().unwrap(), '\u{e009}');
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: control })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: control });
        self.client.perform_actions(actions).await.unwrap();
    }

    pub async fn hash(&self) -> String {
        self.get("return location.hash").await.as_str().unwrap_or_default().to_owned()
    }

    /// The iteration the scrubber shows.
    pub async fn iteration(&self) -> u64 {
        self.get("return +document.getElementById('scrubber').value").await.as_u64().unwrap()
    }

    /// Whatever was asked for since the page was loaded was asked of its own site.
    async fn stays_home(&self) {
        let foreign = "if (!/^https?:/.test(location.protocol)) return [];
            const own = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !/^(blob|data):/.test(name));
            return own.filter((name) => new URL(name).origin !== location.origin && window.lcLabBuild)";
        assert_eq!(self.get(foreign).await, json!([]), "nothing leaves the page");
    }

    /// Checks what must hold in every test, and ends.
    pub async fn close(self) {
        self.stays_home().await;
        assert_eq!(self.get("return heard.violations").await, json!([]), "the page keeps to its policy");
        let crash = self.get("return !document.getElementById('crash').hidden").await;
        assert_eq!(crash, json!(false), "the page did not crash: {}", self.text("#crash").await);
        self.client.close().await.unwrap();
    }
}
